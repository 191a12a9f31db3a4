"""The one-way arrows: who may know whom."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from benchmarks import registry
from benchmarks.contract.source import imports as imports_of
from benchmarks.contract.source import modules_of
from benchmarks.contract.subject import Subject
from benchmarks.nursery import ASKING_MODULES
from benchmarks.outcomes import Outcome
from benchmarks.paths import ADAPTERS, ROOT

#: What enters a program, by the names that it has there.
ENTERED = {"configbench_entry", "configbench_inside", "sitecustomize"}

#: What each package may import of ours; third-party modules are named in full.
ALLOWED = {
    "shared_model": {"shared_model", "numpy", "sklearn", "torch"},
    "configbench/inside": ENTERED,
    "configbench": {
        "configbench", "rich", *ENTERED,
        "hypothesis",  # an extra: `audit --more` draws with it
        "ruamel",  # an extra: `lint` reads YAML by it
        "ray",  # an extra: `audit --all --ray`
        "jinja2", "markupsafe",  # an extra: `audit --format html`
        "scipy",  # an extra: `compare` tests with it
        "pytest",  # whose plug-in it has
    },
    "benchmarks": {
        "benchmarks", "configbench", "shared_model",
        "fastjsonschema", "numpy", "packaging", "pytest", "pytest_benchmark", "rich", "scipy",
        "requests", "ruff", "tomlkit", "uv",
        # in processes of their own only (benchmarks/value_files)
        "hypothesis", "ruamel", "torch", "yaml",
        "kinds", "mlflow", "train", "wandb",  # beyond one process, in environments of their own
    },
    "report": {
        "report", "fastjsonschema", "jinja2", "markupsafe", "matplotlib", "numpy", "PIL",
        "pygments", "rich",
        "rjsmin",  # what `make vendor` takes
    },
}  # fmt: skip


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Return the full dotted name of everything that a file imports, relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    return tuple(names(path.read_text(encoding="utf-8"), package))


def names(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Yield what source in ``package`` imports, at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [])])


#: Programs that the harness runs and never imports: each knows the library that it is about.
RUN_ONLY = (
    ROOT / "benchmarks/claims/programs",
    ROOT / "benchmarks/claims/article",
    ROOT / "benchmarks/claims/tables/programs",
    ROOT / "benchmarks/beside_pykt/programs",  # with torch, and pykt where that is
    ROOT / "tests/on_rows",
    ROOT / "tests/audit/planted_files",
)


def sources(package: str) -> list[Path]:
    """Return the source files of one of our packages, those aside that are only run."""
    return [
        path
        for path in sorted((ROOT / package).rglob("*.py"))
        if not any(path.is_relative_to(folder) for folder in RUN_ONLY)
    ]


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_knows_only_what_it_may(package: str) -> None:
    """Arrows go one way, third-party packages included; names are compared as whole parts."""
    allowed = ALLOWED[package] | set(sys.stdlib_module_names)
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(package)
        for name in imported(path)
        if name.partition(".")[0] not in allowed
        and f"{name}.".partition(f"{package.replace('/', '.')}.")[0]
    }
    assert foreign == set()


@pytest.mark.parametrize(
    "path", sources("configbench/inside"), ids=lambda path: path.name
)
def test_what_enters_a_program_is_read_by_its_interpreter(path: Path) -> None:
    """The grammar is Python 3.8's: looked-at programs run on that and newer."""
    ast.parse(path.read_bytes(), path.name, feature_version=(3, 8))


def libraries() -> Iterator[tuple[str, str]]:
    """Yield each compared distribution with each module that it brings."""
    for row in registry.find_all():
        wanted = set(map(canonicalize_name, row.distributions))
        for module, owners in row.environment.modules.items():
            for owner in wanted & set(map(canonicalize_name, owners)):
                yield owner, module


#: Half of a row, and what tests of spelling read with.
TOOL = "pyyaml"


def test_the_harness_has_no_library_that_it_compares() -> None:
    """None is installed with it, so that none but a row's own release can reach a figure."""
    compared = {name for name, _ in libraries()} - {TOOL}
    assert compared >= {"omegaconf", "hydra-core", "transformers", "fire", "easydict"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    named = [*project["dependencies"], *(each for extra in extras for each in extra)]
    assert compared.isdisjoint(
        canonicalize_name(Requirement(each).name) for each in named
    )


@pytest.mark.parametrize("package", [*ALLOWED, "tests"])
def test_what_is_compared_is_imported_by_programs_only(package: str) -> None:
    """By those that run where its row runs, at no depth by anything else."""
    compared = {module for owner, module in libraries() if owner != TOOL}
    # One brings its tests along, under a name that is ours here.
    compared -= {"tests"}
    assert compared >= {"omegaconf", "hydra", "transformers", "fire", "easydict"}
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(package)
        for name in imported(path)
        if name.partition(".")[0] in compared
    }
    assert found == set()


def test_newer_grammar_is_seen() -> None:
    """The parser refuses what Python 3.8 does not know."""
    with pytest.raises(SyntaxError, match=r"3\.10"):
        ast.parse("match x:\n    case 1: pass\n", feature_version=(3, 8))


def test_what_is_only_run_is_never_imported() -> None:
    """No module of the harness imports a program that it runs."""
    programs = {
        path.stem for number in (0, 3) for path in RUN_ONLY[number].glob("*.py")
    }
    found = {
        name
        for path in sources("benchmarks")
        for name in imported(path)
        if name.rpartition(".")[2] in programs
        or "claims.programs" in name
        or "beside_pykt.programs" in name
    }
    assert programs
    assert found == set()


def test_only_training_itself_imports_torch() -> None:
    """Importing the core's public names must not import torch, numpy or scikit-learn."""
    light = {
        "__init__.py",
        "parts.py",
        "probe.py",
        "result.py",
        "typed.py",
        "training.py",
        "checks.py",
    }
    heavy = {
        path.name
        for path in sources("shared_model")
        if {name.partition(".")[0] for name in imported(path)}
        & {"torch", "numpy", "sklearn"}
    }
    assert heavy.isdisjoint(light)


def modules(*packages: str) -> dict[str, Path]:
    """Return the source files of some of our packages by their modules' names."""
    found = {}
    for path in (path for package in packages for path in sources(package)):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def members(path: Path) -> set[str]:
    """Return what a file imports in full: a module's members one by one, relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def test_no_module_stands_above_itself() -> None:
    """Each can be read after those that it imports, whenever it imports them: no circle."""
    known = modules(*ALLOWED)
    below = {
        name: {
            member if member in known else member.rpartition(".")[0]
            for member in members(path)
        }
        & known.keys()
        for name, path in known.items()
    }
    assert below["shared_model.training"] >= {"shared_model.fitting"}
    assert below["benchmarks.running"] >= {"configbench.process", "benchmarks.nursery"}
    TopologicalSorter(below).prepare()


#: The floors of the audit, from the lowest: each knows itself and those below.
AUDIT = (
    {"asked", "beside", "model", "once", "patience", "truths", "masking", "words"},
    {"ground", "source", "fingerprints", "narrowing"},
    {"target"},
    {"planning", "rules", "forking", "engine"},
    {"configs"},
    {"saved"},
    {"other"},
    {"grouping", "formats", "stated"},
    {"course"},
    {"auditing"},
    {"listing", "living", "programs"},
    {"commanded"},
    {"testing"},
)


def test_the_audits_floors_know_those_below_only() -> None:
    """A rule runs nothing, a plan judges nothing, and nothing but the command knows what is told.

    Planning, judging and trying stand beside each other, and know nothing of each other.
    """
    floors = {name: floor for floor, names in enumerate(AUDIT) for name in names}
    found = {}
    for module, path in modules("configbench").items():
        _, *below = module.split(".")
        if below[:1] == ["audit"] and below[1:]:
            rooms = {each.split(".")[2] for each in members(path) if _is_of_audit(each)}
            found[module] = below[1], rooms - {below[1]}
    assert {room for room, _ in found.values()} == {*floors}
    beside = {"engine": {"forking"}}
    for module, (room, others) in found.items():
        above = {each for each in others if floors[each] >= floors[room]}
        assert above <= beside.get(room, set()), module


@pytest.mark.parametrize(
    ("package", "rooms"), [("timing", set()), ("lint", {"model", "rules", "source"})]
)
def test_what_stands_beside_an_audit_knows_little_of_it(
    package: str, rooms: set[str]
) -> None:
    """A lint has its rules and what reads sources; what is timed waits for none of it."""
    found = {
        each.split(".")[2]
        for module, path in modules("configbench").items()
        if module.split(".")[1:2] == [package]
        for each in members(path)
        if _is_of_audit(each)
    }
    assert found == rooms


def _is_of_audit(name: str) -> bool:
    return name.startswith("configbench.audit.")


#: What the categories stand on, and what stands on them.
GROUND = {
    *(
        "category",
        "cells",
        "core",
        "dialect",
        "errors",
        "gaps",
        "judging",
        "nursery",
        "outcomes",
    ),
    *("registry", "rerun", "running", "shell", "texts", "values"),
    *("config_files", "literals", "spelling", "spelling_table"),
}
ABOVE = {"categories", "claims", "contract", "measuring", "plugin", "reproducing"}


@pytest.mark.parametrize("name", sorted(GROUND))
def test_the_ground_knows_no_category(name: str) -> None:
    """What all categories stand on knows none of them, nor what is made of all of them."""
    found = members(ROOT / "benchmarks" / f"{name}.py")
    assert not {each for each in found if set(each.split(".")[1:2]) & ABOVE}


def test_a_run_knows_neither_what_it_is_forked_from_nor_a_row() -> None:
    """A process is started from its command; the program of a zygote is Python's own."""
    found = set(imported(ROOT / "configbench" / "process.py"))
    assert "configbench.zygote" not in found


#: What runs something, by the names under which judges could import it.
RUNS = {
    *(
        "configbench.process.run",
        "benchmarks.running.observe",
        "benchmarks.running.probe",
    ),
    *("benchmarks.running.train", "benchmarks.running.train_reference"),
    *("benchmarks.running", "configbench.process", "configbench.workplace.workplace"),
    *("benchmarks.rerun.rerun", "benchmarks.rerun.trip", "subprocess", "os"),
}


def test_a_judge_runs_nothing() -> None:
    """What judges takes facts; it can start no program and make no place for one."""
    judges = [path for path in sources("benchmarks") if path.stem.endswith("judging")]
    assert len(judges) > 5
    for path in judges:
        assert members(path).isdisjoint(RUNS), path


@pytest.mark.parametrize("name", registry.names())
def test_an_adapter_knows_the_core_and_its_library_only(name: str) -> None:
    """No adapter imports another, the harness, or names the probe."""
    finding = imports_of(Subject(registry.find(name)))
    assert finding.outcome is Outcome.RIGHT, finding.detail


@pytest.mark.parametrize(
    "path",
    sorted(
        path
        for name in ("dialect.py", "scaling.py")
        for path in ADAPTERS.glob(f"*/{name}")
    ),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_what_is_asked_often_imports_little(path: Path) -> None:
    """A process loads these files for each question, in milliseconds: no library's import.

    What they import of the standard library, the zygote of these processes has imported.
    """
    assert {*imported(path)} <= {*ASKING_MODULES}


#: What executes a file that is found by its path or its name, and the programs that do so.
EXECUTES = {
    *("exec", "exec_module", "import_module", "run_module", "run_path"),
    *("spec_from_file_location", "SourceFileLoader", "__import__"),
}
EXECUTING = {
    "benchmarks/categories/roundtrip/failing_disk.py",
    "benchmarks/control/after.py",
    "benchmarks/control/hot_loop.py",
    "benchmarks/data_files/child.py",
    "benchmarks/categories/overrides/scripts/started_again.py",
    "benchmarks/value_files/child.py",
}


def test_only_programs_of_their_own_execute_a_file() -> None:
    """Nothing of a row is executed in the harness: what executes files is run, not called."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sources("benchmarks")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id in EXECUTES)
        or (isinstance(node, ast.Attribute) and node.attr in EXECUTES)
    }
    assert found == EXECUTING


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import adapters.argparse_dataclass as x", "adapters.argparse_dataclass"),
        ("from adapters import fire", "adapters"),
        ("from ..errors import x", "benchmarks.errors"),
        ("from . import y", "benchmarks.categories"),
        ("from ... import report", ""),
        ("def f():\n    import torch.nn", "torch.nn"),
        ("if True:\n    from omegaconf import OmegaConf", "omegaconf"),
    ],
)
def test_planted_imports_are_seen(source: str, name: str) -> None:
    """Absolute, relative and nested imports are seen, each as its full name."""
    assert list(names(source, ("benchmarks", "categories"))) == [name]


def test_only_what_is_asked_in_a_process_of_its_own_imports_more() -> None:
    """The harness itself waits neither for torch nor for Hypothesis or YAML."""
    own = [path for path in sources("benchmarks") if path.parent.name != "value_files"]
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in own
        for name in imported(path)
        if name.partition(".")[0] in {"hypothesis", "ruamel", "torch", "yaml"}
    }
    assert foreign == set()


@pytest.mark.parametrize("name", registry.names())
def test_values_know_the_core_and_their_library_only(name: str) -> None:
    """No values.py imports another adapter or the harness."""
    adapter = registry.find(name)
    found = {each.partition(".")[0] for each in imported(adapter.file("values.py"))}
    allowed = {"shared_model", *sys.stdlib_module_names, *modules_of(adapter)}
    assert found <= allowed


def test_no_file_lies_loose_beside_the_adapters() -> None:
    """A script in adapters/ would find adapters/fire before the library of that name."""
    assert not list((ROOT / "adapters").glob("*.py"))


def test_ci_runs_what_plain_pytest_leaves_out() -> None:
    """What is marked slow is run by ``make test``, which is what CI runs."""
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\ntest:")[2]
    assert recipe.splitlines()[1] == "\t$(BIN)/pytest --slow"
    assert "\nmake test " in (ROOT / ".ci" / "run").read_text("utf-8")
