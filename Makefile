# The harness runs in .venv, which is built from pyproject.toml; what it measures in .environments,
# which it builds from benchmarks/environments/locks.
# Run the targets from a folder without anything installed; they may be repeated.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

ENVIRONMENTS := .environments/.ready

.PHONY: benchmark benchmark-beyond acceptance matrix core guides test attack check verify-report mutants update replicate vendor format screenshot look clean

benchmark: $(ENVIRONMENTS)  ## the main job: measures all and writes report/
	$(BIN)/pytest --benchmark
	$(BIN)/python -m benchmarks parties
	$(BIN)/python docs/from-argparse/write.py
	if [ -x /usr/bin/chromium ]; then $(MAKE) screenshot; fi  # else `report --check` calls it stale

acceptance: $(ENVIRONMENTS)  ## does the instrument find planted differences? writes docs/acceptance.*
	$(BIN)/python -m benchmarks.acceptance

matrix: $(ENVIRONMENTS)  ## the rows with other releases of their libraries: what upgrades change (an hour; goes on where it ended)
	$(BIN)/python -m benchmarks matrix --times

core: $(ENVIRONMENTS)  ## our DKT beside pykt-toolkit's: speed, memory, AUC; writes docs/core.*
	$(BIN)/python -m benchmarks.beside_pykt

benchmark-beyond: $(ENVIRONMENTS)  ## remote records, sweeps, several ranks
	$(BIN)/pytest --benchmark --category remote,sweep,ranks

guides: $(READY)  ## tries every guide of docs/from-argparse twice, with what a package index has
	$(BIN)/python docs/from-argparse/try_all.py

test: $(ENVIRONMENTS)  ## all tests, also those that plain pytest leaves out as slow
	$(BIN)/pytest --slow

attack: $(ENVIRONMENTS)  ## what hostile rows, full disks and many hands do, and what held (an hour; --list by hand)
	$(BIN)/python -m tests.attacks

check: $(ENVIRONMENTS)  ## look, change nothing: layout, lint, types, and that neither report nor results are edited
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m benchmarks types
	$(BIN)/python -m report --check
	$(BIN)/python -m benchmarks recheck

verify-report: $(ENVIRONMENTS)  ## every command that the report prints, run again (more than half an hour)
	$(BIN)/python -m benchmarks verify-report

mutants: $(READY)  ## do the tests see what is wrong with what judges? at most an hour; writes docs/mutants.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutants]'
	nice -n 19 $(BIN)/python -m tests.mutation

update: $(READY)  ## lock the newest releases, measure what they concern, tell what has changed; goes on when repeated
	$(BIN)/python -m benchmarks environments --update
	$(BIN)/python -m benchmarks alive
	$(BIN)/python -m benchmarks renew
	$(BIN)/python -m benchmarks parties
	$(BIN)/python docs/from-argparse/write.py
	$(BIN)/python -m report

replicate: $(ENVIRONMENTS)  ## is it so on this machine? all discrete cells, start-up ratios; one file to send
	$(BIN)/python -m benchmarks replicate

vendor: $(READY)  ## the libraries of the site's scripts, from the npm registry, by their stated hashes
	$(BIN)/python -m report.vendor

format: $(READY)  ## lay out and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshot: $(READY)  ## the README's picture of report/site/, in Debian's Chromium
	$(BIN)/python -m tests.browser.screenshot docs/site.png

look: $(READY)  ## opens every page and link of report/site/ in Debian's Chromium before it is published
	$(BIN)/python -m tests.browser.look

clean:
	rm -rf .venv .environments .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "configbench needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv packaging
	$(BIN)/python -m benchmarks.environments '.[suite,dev,browser]'
	touch $@

$(ENVIRONMENTS): $(READY) $(wildcard benchmarks/environments/locks/*.txt adapters/*/adapter.toml)
	$(BIN)/python -m benchmarks environments --join || [ $$? = 1 ]  # a row without one is unmeasured
	touch $@
