"""Sweeps: the judgement is pure; loops are really run, engines where they are installed."""

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import process, registry, runs
from benchmarks.beyond import recipes, sweep
from benchmarks.beyond.sweep import EFFECTS, OVER, Gate, Sweep, judge
from benchmarks.errors import BenchError
from benchmarks.outcomes import Outcome, expected_record
from benchmarks.paths import ROOT
from benchmarks.process import Finished
from benchmarks.runs import Record
from benchmarks.values import parse
from tests.miniatures import build

#: A record as the core leaves it, with what sweeps look at.
DEFAULTS: Record = {
    "model": parse("LSTM(hidden_dim=64)"),
    "optimizer": parse("Adam(lr=0.001)"),
    "batch_size": parse("64"),
    "run_dir": parse("Path('outputs/run')"),
}

GRID = tuple(expected_record(DEFAULTS, effect) for effect in EFFECTS["grid"])
PAIR = tuple(expected_record(DEFAULTS, effect) for effect in EFFECTS["failing"])


def ended(code: int = 0) -> Finished:
    """Return an end with this exit code."""
    return Finished(("bash",), code, None, "", "said", 0.0, 1.0, 1.0)


def done(
    reached: tuple[Record, ...], code: int = 0, saved: tuple[Record, ...] | None = None
) -> Sweep:
    """Return a sweep that saved what it ran, if nothing else is said."""
    return Sweep(ended(code), reached, reached if saved is None else saved)


STRANGER = GRID[0] | {"batch_size": parse("128")}
TEXT = GRID[0] | {"optimizer": parse("Adam(lr='0.001')")}
TUPLE = GRID[0] | {"model": parse("LSTM(hidden_dim=64.0)")}


@pytest.mark.parametrize(
    ("case", "seen", "outcome"),
    [
        ("grid", done(GRID), Outcome.RIGHT),
        ("grid", done(GRID, 1), Outcome.LATE),
        ("grid", done(GRID[1:]), Outcome.SILENT),
        ("grid", done(GRID[1:], 1), Outcome.LOUD),
        ("grid", done((), 1), Outcome.LOUD),
        ("grid", done((*GRID, GRID[0])), Outcome.SILENT),
        ("grid", done((*GRID, STRANGER)), Outcome.SILENT),
        ("grid", done((*GRID[1:], TEXT)), Outcome.SILENT),
        ("grid", done((*GRID[1:], TUPLE)), Outcome.RETYPED),
        ("grid", done(GRID, saved=GRID[1:]), Outcome.SILENT),
        ("grid", done(GRID, saved=(*GRID, STRANGER)), Outcome.SILENT),
        ("failing", done(PAIR, 1), Outcome.RIGHT),
        ("failing", done(PAIR, 0), Outcome.RIGHT),
        ("failing", done(PAIR[:1], 1), Outcome.LOUD),
        ("failing", done(PAIR[:1], 0), Outcome.SILENT),
        ("resume", replace(done(GRID), before=3), Outcome.RIGHT),
        ("resume", replace(done((*GRID, *GRID[:2])), before=3), Outcome.RIGHT),
        ("resume", replace(done((*GRID, *GRID[:3])), before=3), Outcome.SILENT),
        ("resume", replace(done((), 1), disturbed=OVER), Outcome.LOUD),
        ("resume", replace(done(GRID), disturbed=OVER), Outcome.BROKEN),
        ("killed", done(GRID), Outcome.RIGHT),
        ("killed", done(GRID[1:], 1), Outcome.LOUD),
        ("killed", done(GRID[1:]), Outcome.SILENT),
    ],
)
def test_the_judgement(case: str, seen: Sweep, outcome: Outcome) -> None:
    """What a sweep did decides; a lost job is loud only if the exit code tells."""
    assert judge(case, seen, DEFAULTS).outcome is outcome


def test_a_hanging_sweep_is_broken() -> None:
    """A limit that was exceeded comes before all else."""
    over = replace(ended(), exceeded="time", exit=-15)
    assert judge("grid", Sweep(over, GRID, GRID), DEFAULTS).outcome is Outcome.BROKEN


@given(st.permutations(GRID), st.permutations(GRID))
def test_the_order_of_jobs_does_not_matter(
    reached: list[Record], saved: list[Record]
) -> None:
    """Jobs of a parallel sweep end in any order."""
    seen = done(tuple(reached), saved=tuple(saved))
    assert judge("grid", seen, DEFAULTS).outcome is Outcome.RIGHT


def draw(*pairs: tuple[str, str]) -> tuple[Record, ...]:
    """Return records with these learning rates and batch sizes."""
    return tuple(
        expected_record(
            DEFAULTS, {"optimizer.lr": parse(rate), "batch_size": parse(size)}
        )
        for rate, size in pairs
    )


FAIR = (("0.0002", "16"), ("0.004", "64"), ("0.00011", "64"), ("0.0099", "32"))


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (FAIR[3], Outcome.RIGHT),
        (("0.02", "32"), Outcome.SILENT),
        (("'0.0099'", "32"), Outcome.SILENT),
        (("0.0099", "33"), Outcome.SILENT),
        (("0.0099", "32.0"), Outcome.SILENT),
        (("0.004", "32"), Outcome.SILENT),
    ],
)
def test_a_draw_stays_within_its_bounds(
    last: tuple[str, str], outcome: Outcome
) -> None:
    """A drawn value outside, of another type, or the same again is not random search."""
    seen = done(draw(*FAIR[:3], last))
    assert judge("random", seen, DEFAULTS).outcome is outcome


def test_too_few_draws() -> None:
    """Three runs are not four; a failure that the exit code tells is loud."""
    assert judge("random", done(draw(*FAIR[:3])), DEFAULTS).outcome is Outcome.SILENT
    assert judge("random", done(draw(*FAIR[:3]), 1), DEFAULTS).outcome is Outcome.LOUD
    assert judge("random", done((), 1), DEFAULTS).outcome is Outcome.LOUD


def test_overhead_may_be_negative() -> None:
    """Jobs in one process can cost less than processes of their own."""
    assert sweep.overhead(3.0, 6, 0.75) == -0.25


# -- recipes


@pytest.mark.parametrize("name", registry.names())
def test_every_row_has_recipes(name: str) -> None:
    """Each row tells how it sweeps; what it writes is counted, what it cannot do has a reason."""
    found = recipes.recipes(registry.find(name))
    assert {recipe.case for recipe in found.values()} >= {"grid", "random", "failing"}
    for recipe in found.values():
        assert recipe.lines() > 0
        assert recipe.page.startswith("https://")
        assert recipe.reason != ""


def test_lines_of_a_recipe_are_counted() -> None:
    """Script, code of files without comments, and lines that change in the program."""
    recipe = recipes.Recipe(
        *("shell", "grid", "for x in 1; do\n  # so\n  python a\n\ndone\n", "hand", ""),
        files={"a.py": '"""Doc."""\n# comment\nprint(1)\n', "a.yaml": "a: 1\n# b\n"},
        edit={"one\ntwo\n": "one\n2\nthree\n"},
    )
    assert recipe.lines() == 3 + 1 + 1 + 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("shell = 1", "shell is 1; expected a table"),
        ("[shell]\nby = 'me'\npage = ''", "expected 'library' or 'hand'"),
        ("[shell]\nby = 'hand'", "shell.page is None; expected str"),
        ("[shell]\nby = 'hand'\npage = ''", "shell.grid is missing"),
        ("[shell]\nby = 'hand'\npage = ''\ngird = ''", "did you mean 'grid'?"),
        (
            "[shell]\nby = 'hand'\npage = ''\ngrid = { remedy = '' }",
            "shell.grid: expected either a script or unsupported",
        ),
        (
            "[shell]\nby = 'hand'\npage = ''\ngrid = ''\nrandom = ''\nfailing = ''\n"
            "killed = ''",
            "shell.killed: whom to kill is said by worker",
        ),
    ],
)
def test_a_malformed_recipe_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    """One sentence with the place and the expected form."""
    folder = build("flawless", tmp_path)
    (folder / "sweeps.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BenchError) as caught:
        recipes.recipes(registry.read(folder))
    assert sentence in str(caught.value)


# -- loops, really run

#: What is flagged in each miniature, case by case; all else is right.
TABLE = {
    "flawless": {},
    "sweeps_into_one_folder": {"grid": "silent"},
    "sweeps_a_size_twice": {"grid": "silent"},
    "sweeps_up_to_a_failure": {"failing": "silent"},
    "sweeps_from_the_start_again": {"resume": "silent"},
    "draws_the_same_rate": {"random": "silent"},
}


@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_as_it_should_be(name: str, tmp_path: Path) -> None:
    """A sweep that goes wrong is seen in the case that it concerns, and in no other."""
    adapter = registry.read(build(name, tmp_path))
    found = recipes.recipes(adapter)
    if name != "flawless":  # its other cases are those of the flawless one
        found = {f"{case}/shell": found[f"{case}/shell"] for case in TABLE[name]}
    cells = {
        recipe.case: sweep.measure(adapter, recipe, 0.1) for recipe in found.values()
    }
    flagged = {
        case: cell["outcome"]
        for case, cell in cells.items()
        if cell["outcome"] != "right"
    }
    assert flagged == TABLE[name], {
        case: cell["detail"] for case, cell in cells.items()
    }


def test_a_patch_that_fits_nowhere_is_told(tmp_path: Path) -> None:
    """What a recipe changes in the program must stand there exactly once."""
    adapter = registry.read(build("flawless", tmp_path))
    recipe = replace(
        recipes.recipes(adapter)["grid/shell"], edit={"no such line": "another"}
    )
    with pytest.raises(BenchError, match=r"stands 0 times in train\.py"):
        sweep.run(adapter, recipe)


def test_a_gate_holds_and_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The jobs before it pass, one is held while something is done, and no line is lost."""
    monkeypatch.setattr(sweep, "_HELD", 2)
    file, held = tmp_path / "record.jsonl", []

    def act(pid: int) -> str:
        held.append(len(runs.read_lines(file.with_suffix(".passed"))))
        return f"looked at {pid}"

    gate = Gate(file, 2, act)
    jobs = f'for i in 1 2 3 4 5 6; do sleep 0.1; echo "{{\\"i\\": $i}}" >> {file}; done'
    seen = process.run(["bash", "-c", jobs], cwd=tmp_path, home=tmp_path, look=gate)
    assert seen.exit == 0
    assert [str(line["i"]) for line in gate.close()] == list("123456")
    assert gate.did.startswith("looked at ")
    assert held[0] in {2, 3}


def test_a_gate_that_never_closes_keeps_all(tmp_path: Path) -> None:
    """A sweep that ended before says so."""
    gate = Gate(tmp_path / "record.jsonl", 2, str)
    (tmp_path / "record.jsonl").write_text('{"i": 1}\n', encoding="utf-8")
    gate(1)
    assert (len(gate.close()), gate.did) == (1, "")


# -- engines, where they are installed

_INSTALL = "is not installed: make benchmark-beyond, then .venv-beyond/bin/pytest"

CLUSTERS = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")


def test_the_cells_that_the_documentation_names_are_there() -> None:
    """What is said to have been run is a cell; each command names a program of ours."""
    for name, case in re.findall(r"`sweep/(\w+)/(\w+/\w+)`", CLUSTERS):
        row = "argparse" if name == "NAME" else name
        assert case in recipes.recipes(registry.find(row))
    programs = re.findall(r"adapters/\w+/train\.py", CLUSTERS)
    assert programs
    assert all((ROOT / program).is_file() for program in programs)


@pytest.mark.skipif(
    importlib.util.find_spec("submitit") is None, reason=f"submitit {_INSTALL}"
)
@pytest.mark.parametrize(
    "line", re.findall(r"(?m)^python adapters/hydra/train\.py -m (.*)$", CLUSTERS)
)
def test_hydra_composes_the_launchers_of_the_documentation(
    line: str, tmp_path: Path
) -> None:
    """Hydra knows every key that the commands for a cluster set."""
    words = [word for word in line.split() if "hydra" in word]
    program = registry.find("hydra").program
    argv = ["python", str(program), "--cfg", "hydra", *words]
    seen = process.run(argv, cwd=tmp_path, home=tmp_path)
    assert seen.exit == 0, seen.stderr


@pytest.fixture
def own_tmp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder where all that a sweep leaves can be seen; its name is short for sockets."""
    with tempfile.TemporaryDirectory(prefix="cb", dir="/tmp") as name:
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield Path(name)


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason=f"Ray {_INSTALL}")
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left_after_ray_lost_a_worker(own_tmp: Path) -> None:
    """Killed in the middle: the others arrive; no process (so no port) or file is left."""
    adapter = registry.find("argparse")
    shared = set(os.listdir("/dev/shm"))  # noqa: PTH208, S108  names are enough
    seen = sweep.run(adapter, recipes.recipes(adapter)["killed/ray_tune"])
    assert seen.disturbed.startswith("killed a process")
    assert len(seen.reached) == len(GRID) - 1
    assert seen.finished.exit == 1
    assert left_behind(own_tmp) == []
    assert list(own_tmp.iterdir()) == []
    ours = ("plasma", "ray", "sem.loky", "joblib")
    new = set(os.listdir("/dev/shm")) - shared  # noqa: PTH208, S108
    assert not [name for name in new if name.startswith(ours)]


def left_behind(folder: Path) -> list[str]:
    """Return the command lines of processes whose home lies below a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            text = (entry / "environ").read_bytes()
            line = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if f"HOME={folder}".encode() in text and line:
            found.append(line.decode())
    return found


def test_what_is_left_behind_is_seen(own_tmp: Path) -> None:
    """The look at processes can fail."""
    home = {"HOME": str(own_tmp / "x")}
    sleeper = subprocess.Popen(["/bin/sleep", "60"], env=home)
    try:
        assert left_behind(own_tmp)
    finally:
        sleeper.kill()
        sleeper.wait()
