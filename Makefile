# The harness runs in .venv, which is built from pyproject.toml; what it measures in .environments,
# which it builds from benchmarks/environments/locks.
# Run the targets from a folder without anything installed; they may be repeated.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

ENVIRONMENTS := .environments/.ready

# pykt-toolkit brings pandas and wandb.
CORE := .venv-core/bin
CORE_READY := .venv-core/.ready

.PHONY: benchmark benchmark-beyond acceptance core test check verify-report update format screenshot clean

benchmark: $(ENVIRONMENTS)  ## the main job: measures all and writes report/
	$(BIN)/pytest --benchmark

acceptance: $(ENVIRONMENTS)  ## does the instrument find planted differences? writes docs/acceptance.*
	$(BIN)/python -m benchmarks.acceptance

core: $(CORE_READY)  ## our DKT beside pykt-toolkit's: speed, memory, AUC; writes docs/core.*
	$(CORE)/python -m benchmarks.beside_pykt

benchmark-beyond: $(ENVIRONMENTS)  ## remote records, sweeps, several ranks
	$(BIN)/pytest --benchmark --category remote,sweep,ranks

test: $(ENVIRONMENTS)  ## all tests, also those that plain pytest leaves out as slow
	$(BIN)/pytest --slow

check: $(ENVIRONMENTS)  ## look, change nothing: layout, lint, types, and that the report is not edited
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m benchmarks types
	$(BIN)/python -m report --check

verify-report: $(ENVIRONMENTS)  ## every command that the report prints, run again (about twenty minutes)
	$(BIN)/python -m benchmarks verify-report

update: $(READY)  ## lock the newest releases, measure, tell what has changed since
	cp report/results.json .environments/before.json
	$(BIN)/python -m benchmarks environments --update
	$(BIN)/pytest --benchmark
	$(BIN)/python -m report --against .environments/before.json

format: $(READY)  ## lay out and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshot: $(READY)  ## the README's picture of report/site/, in Debian's Chromium
	$(BIN)/python -m tests.browser.screenshot docs/site.png

clean:
	rm -rf .venv .venv-core .environments .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

$(READY): pyproject.toml
	$(call environment,.venv,suite$(comma)dev$(comma)browser)

$(ENVIRONMENTS): $(READY) $(wildcard benchmarks/environments/locks/*.txt adapters/*/adapter.toml)
	$(BIN)/python -m benchmarks environments --join || [ $$? = 1 ]  # a row without one is unmeasured
	touch $@

$(CORE_READY): pyproject.toml
	$(call environment,.venv-core,suite$(comma)dev$(comma)core)

comma := ,
define environment
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "configbench needs Python 3.11 or newer")'
test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
$(1)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[$(2)]'
touch $@
endef
