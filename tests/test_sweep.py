"""Sweeps: the judgement is pure; loops are really run, engines where they are installed."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.categories.sweep import CATEGORY, gate, judging, sweeping
from benchmarks.categories.sweep.gate import Gate
from benchmarks.categories.sweep.judging import EFFECTS, judge_sweep, tally
from benchmarks.categories.sweep.recipes import Gap, Recipe, recipes
from benchmarks.categories.sweep.sweeping import OVER, Facts, Sweep, looked_through
from benchmarks.category import Order
from benchmarks.cells import Address, Case, Cell, make
from benchmarks.environments import READY
from benchmarks.errors import RowError
from benchmarks.judging import expected_record, judge_requests
from benchmarks.measuring import guarded
from benchmarks.outcomes import Outcome, Party
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.foreign import count_lines
from configbench.looking import ENTRY
from configbench.process import Command, Finished, run
from configbench.workplace import Workplace
from tests.cells import measured
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
TUPLE_OF_PAIR = PAIR[1] | {"model": parse("LSTM(hidden_dim=64.0)")}
TUPLE = GRID[0] | {"model": parse("LSTM(hidden_dim=64.0)")}


@pytest.mark.parametrize(
    ("case", "swept", "outcome"),
    [
        ("grid", done(GRID), Outcome.RIGHT),
        ("grid", done(GRID, 1), Outcome.LATE),
        ("grid", done(GRID[1:]), Outcome.WRONG_VALUE),
        ("grid", done(GRID[1:], 1), Outcome.REJECTED),
        ("grid", done((), 1), Outcome.REJECTED),
        ("grid", done((*GRID, GRID[0])), Outcome.WRONG_VALUE),
        ("grid", done((*GRID, STRANGER)), Outcome.WRONG_VALUE),
        ("grid", done((*GRID, STRANGER), saved=GRID), Outcome.WRONG_VALUE),
        ("grid", done((*GRID[1:], TEXT)), Outcome.WRONG_VALUE),
        ("grid", done((*GRID[1:], TUPLE)), Outcome.TYPE_CHANGED),
        ("grid", done(GRID, saved=GRID[1:]), Outcome.WRONG_VALUE),
        ("grid", done(GRID, saved=(*GRID, STRANGER)), Outcome.WRONG_VALUE),
        ("failing", done(PAIR, 1), Outcome.RIGHT),
        ("failing", done(PAIR, 0), Outcome.RIGHT),
        ("failing", done(PAIR[:1], 1), Outcome.REJECTED),
        ("failing", done(PAIR[:1], 0), Outcome.WRONG_VALUE),
        ("resume", replace(done(GRID), before=3), Outcome.RIGHT),
        ("resume", replace(done((*GRID, *GRID[:2])), before=3), Outcome.RIGHT),
        ("resume", replace(done((*GRID, *GRID[:3])), before=3), Outcome.WRONG_VALUE),
        ("resume", replace(done((), 1), disturbed=OVER), Outcome.REJECTED),
        ("resume", replace(done(GRID), disturbed=OVER), Outcome.BROKEN),
        ("killed", done(GRID), Outcome.RIGHT),
        ("killed", done(GRID[1:], 1), Outcome.REJECTED),
        ("killed", done(GRID[1:]), Outcome.WRONG_VALUE),
    ],
)
def test_the_judgement(case: str, swept: Sweep, outcome: Outcome) -> None:
    """What a sweep did decides; a lost job is a refusal only if the exit code tells."""
    assert judge_sweep(case, swept, DEFAULTS)[0] is outcome


def test_a_hanging_sweep_is_broken() -> None:
    """A limit that was exceeded comes before all else."""
    over = replace(ended(), exceeded="time", exit=-15)
    assert judge_sweep("grid", Sweep(over, GRID, GRID), DEFAULTS)[0] is Outcome.BROKEN


@given(st.permutations(GRID), st.permutations(GRID))
def test_the_order_of_jobs_does_not_matter(
    reached: list[Record], saved: list[Record]
) -> None:
    """Jobs of a parallel sweep end in any order."""
    swept = done(tuple(reached), saved=tuple(saved))
    assert judge_sweep("grid", swept, DEFAULTS)[0] is Outcome.RIGHT


def test_each_record_counts_for_one_combination() -> None:
    """Also in a single process: each run is met once, and one too many is seen."""
    tallied = tally(GRID, EFFECTS["grid"], DEFAULTS)
    assert (tallied.times, tallied.stray) == ((1,) * 6, ())
    asked = EFFECTS["failing"]
    for reached, outcome in (
        (PAIR, Outcome.RIGHT),
        (PAIR[::-1], Outcome.RIGHT),
        (PAIR[:1], Outcome.WRONG_VALUE),
        ((*PAIR, PAIR[0]), Outcome.WRONG_VALUE),
        ((PAIR[0], PAIR[0]), Outcome.WRONG_VALUE),
        ((PAIR[0], TUPLE_OF_PAIR), Outcome.TYPE_CHANGED),
        ((PAIR[0], STRANGER), Outcome.WRONG_VALUE),
    ):
        probe = Probe("row", (), reached, ended(), ())
        assert judge_requests(probe, asked, DEFAULTS).outcome is outcome


# -- the cell


def cell(
    recipe: Recipe,
    *swept: Sweep,
    remedied: Sweep | None = None,
    without: Sweep | None = None,
) -> Cell:
    """Return the published cell of a sweep, or of all attempts at one."""
    seen = [
        Facts(each, 3, done, DEFAULTS, 0.25, remedied, without)
        for each, done in zip(recipe.tried, swept, strict=True)
    ]
    case = Case(recipe.name)
    judged = CATEGORY.judge(case, seen)
    address = Address("sweep", "row", recipe.name)
    return make(address, case, judged, lambda place: f"the cause of {place}")


PLAIN = Recipe("loop", "grid", "run\n", Party.ADAPTER, "https://x")


def test_what_is_published_of_a_sweep() -> None:
    """The command, what it takes, and how it ended."""
    assert cell(PLAIN, done(GRID[1:], 1)) == {
        "outcome": "rejected",
        "by": "adapter",
        "detail": "5 of 6 combinations arrived; exit 1",
        "reproduce": "python -m benchmarks reproduce sweep/row/grid/loop",
        "exit": 1,
        "reached": 5,
        "says": "said",
        "intent": "Two learning rates times three batch sizes: each combination once.",
        "command": "run",
        "files": {},
        "edit": {},
        "lines": 3,
        "page": "https://x",
        "seconds": {"whole": 1.0, "single": 0.25, "per_job": -0.05},
    }


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (done((), 1), done(GRID[1:], 1), "unsupported"),
        # Whatever is declared, an attempt that ran something else is a wrong value, ...
        (done((), 1), done(GRID[1:]), "wrong_value"),
        # ... and one that does what is asked makes the declaration false.
        (done(GRID[1:]), done(GRID), "right"),
    ],
)
def test_a_gap_is_judged_by_all_attempts(
    first: Sweep, second: Sweep, outcome: str
) -> None:
    """Each is told, with what it did."""
    attempts = ("try\n", "try otherwise\n")
    gap = Gap(Outcome.UNSUPPORTED, "The engine cannot", "https://x", attempts)
    lacking = cell(replace(PLAIN, gap=gap), first, second)
    assert lacking["outcome"] == outcome
    told = [each["command"] for each in lacking["attempts"]]
    assert told == ["try", "try otherwise"]
    assert all(each["detail"] for each in lacking["attempts"])
    if outcome == "unsupported":
        assert lacking["unsupported"] == "The engine cannot (https://x)"
        assert lacking["attempt_outcome"] == "rejected"
    if outcome == "wrong_value":
        assert lacking["detail"].endswith(
            "; there is no way: The engine cannot (https://x)"
        )
    assert lacking.get("false_declaration", False) is (outcome == "right")


@pytest.mark.parametrize(
    ("without", "by"), [(done(GRID), "library"), (done(GRID[1:]), "adapter")]
)
def test_lines_of_the_program_answer_for_what_they_decide(
    without: Sweep, by: str
) -> None:
    """Without them the sweep is run again: only where it comes out otherwise, they do it."""
    own = replace(PLAIN, by=Party.LIBRARY, by_hand={"a": "b"})
    told = cell(own, done(GRID), without=without)
    assert (told["outcome"], told["by"], told["edit"]) == ("right", by, {"a": "b"})
    assert told["without"]["outcome"] == ("right" if by == "library" else "wrong_value")


def test_what_a_documented_remedy_did_is_told_beside() -> None:
    """The plain command decides."""
    remedy = replace(PLAIN, remedy="run --well\n")
    told = cell(remedy, done(GRID[1:]), remedied=done(GRID))
    assert (told["outcome"], told["cause"]) == (
        "wrong_value",
        "the cause of sweep/grid/loop",
    )
    assert told["remedy"] == {
        "command": "run --well",
        "outcome": "right",
        "detail": "6 of 6 combinations arrived, each saved on its own",
    }


# -- random search


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
        (("0.02", "32"), Outcome.WRONG_VALUE),
        (("'0.0099'", "32"), Outcome.WRONG_VALUE),
        (("0.0099", "33"), Outcome.WRONG_VALUE),
        (("0.0099", "32.0"), Outcome.WRONG_VALUE),
        (("0.004", "32"), Outcome.WRONG_VALUE),
    ],
)
def test_a_draw_stays_within_its_bounds(
    last: tuple[str, str], outcome: Outcome
) -> None:
    """A drawn value outside, of another type, or the same again is not random search."""
    swept = done(draw(*FAIR[:3], last))
    assert judge_sweep("random", swept, DEFAULTS)[0] is outcome


def test_too_few_draws() -> None:
    """Three runs are not four; a failure that the exit code tells is a refusal."""
    for swept, outcome in (
        (done(draw(*FAIR[:3])), Outcome.WRONG_VALUE),
        (done(draw(*FAIR[:3]), 1), Outcome.REJECTED),
        (done((), 1), Outcome.REJECTED),
        (done(draw(*FAIR, ("0.005", "16")), 1), Outcome.WRONG_VALUE),
    ):
        assert judge_sweep("random", swept, DEFAULTS)[0] is outcome


def test_overhead_may_be_negative() -> None:
    """Jobs in one process can cost less than processes of their own."""
    assert judging.overhead(3.0, 6, 0.75) == -0.25


# -- recipes

#: The beginning of a recipe, one that lacks its scripts, and one that lacks nothing.
OWN = "[own]\n"
HEAD = f"{OWN}page = 'https://docs.ray.io'\n"
WHOLE = f"{HEAD}grid = ''\nrandom = ''\nfailing = ''\n"


@pytest.mark.parametrize("name", registry.names())
def test_every_row_has_recipes(name: str) -> None:
    """Each row tells how it sweeps; what it writes is counted, what it cannot do has a reason."""
    of_row = recipes(registry.find(name))
    assert {recipe.case for recipe in of_row.values()} >= {"grid", "random", "failing"}
    for recipe in of_row.values():
        assert recipe.lines() > 0
        assert recipe.page.startswith("https://")
        assert recipe.gap is None or len(recipe.tried) > 1


def test_lines_of_a_recipe_are_counted() -> None:
    """Script, code of files without comments, and lines that change in the program."""
    recipe = Recipe(
        *("shell", "grid", "for x in 1; do\n  # so\n  python a\n\ndone\n"),
        *(Party.ADAPTER, ""),
        files={"a.py": '"""Doc."""\n# comment\nprint(1)\n', "a.yaml": "a: 1\n# b\n"},
        edit={"one\ntwo\n": "one\n2\nthree\n"},
    )
    assert recipe.lines() == 3 + 1 + 1 + 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("shell = 1", "shell is 1; expected a table"),
        # Who answers follows from whose engine it is.
        (f"{OWN}by = 'library'", "own: unknown key 'by'"),
        ("[own]", "own.page is missing; expected the address of a"),
        (f"{OWN}page = 'https://x'", "own.page is 'https://x'; expected the address"),
        (f"{HEAD}", "own.grid is missing"),
        (f"{HEAD}gird = ''", "did you mean 'grid'?"),
        (f"{HEAD}grid = 3", "own.grid is 3; expected a script or a table"),
        (
            f"{WHOLE}resume = {{ remedy = '' }}",
            "own.resume: expected either a script or unsupported",
        ),
        (f"{WHOLE}resume = {{ script = 3 }}", "own.resume.script is 3"),
        (f"{WHOLE}resume = {{ unsupported = 3 }}", "own.resume.unsupported is 3"),
        (
            f"{WHOLE}resume.unsupported = {{ reason = 'r', page = 'https://a.b' }}",
            "own.resume.unsupported.attempts is missing; expected a list",
        ),
        (
            f"{WHOLE}resume.unsupported = {{ reason = 'r', attempts = ['', 'b'] }}",
            "attempts is ['', 'b']; expected a list, each a string that is not empty",
        ),
        (
            f"{WHOLE}resume.unsupported = {{ reason = 'r', attempts = ['b', ' b'] }}",
            "attempts has 1; expected 2 or more that differ",
        ),
        (
            f"{WHOLE}resume.unsupported = {{ reason = 'r', page = 'no', attempts = [] }}",
            "page is 'no'; expected the address of a page",
        ),
        (f"{WHOLE}killed = ''", "own.killed: whom to kill is said by worker"),
        (
            f"{WHOLE}needs = 'ray'",
            "own.needs is 'ray'; expected a list of requirements, as pip reads them",
        ),
        (f"{WHOLE}files = {{ a = 1 }}", "own.files is {'a': 1}; expected a table"),
        ("[own", "sweeps.toml: cannot be read"),
        ("fields.x = 1", "fields is {'x': 1}; expected a table of strings"),
        ("[shel.fields]\nwords = ''", "shel.page is missing (did you mean 'shell'?)"),
        ("[shell]", "shell.fields.words is missing; expected a string"),
        (
            f"{WHOLE}resume = '{{wrods}}'\nfields.words = ''",
            "own.resume has {wrods} (did you mean 'words'?)",
        ),
        (f"{WHOLE}[b]\nlike = 'onw'", "b.like is 'onw' (did you mean 'own'?)"),
        (f"{WHOLE}once = {{ like = 'b' }}", "own.once: unknown key 'like'"),
    ],
)
def test_a_malformed_recipe_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    """One sentence with the place and the expected form; no library gets the blame."""
    folder = build("flawless", tmp_path)
    (folder / "sweeps.toml").write_text(text, encoding="utf-8")
    row = registry.read(folder)
    with pytest.raises(RowError) as caught:
        recipes(row)
    assert sentence in str(caught.value)
    assert CATEGORY.cases((row,)) == {}
    unit, fault = guarded(CATEGORY, Order((row,)))
    assert fault is None
    assert {case: cell["trouble"] for case, cell in unit["flawless"].items()} == {
        "all": "row"
    }
    assert str(folder / "sweeps.toml") in unit["flawless"]["all"]["detail"]


MANY = """
[fields]
run = "python {program}"
[one]
page = "https://one.org"
fields.engine = "-1"
grid = "{run} {engine} ${x}"
random = "{run}"
[one.failing.unsupported]
reason = "no"
attempts = ["{engine}", "{engine} again"]
[one.once]
worker = "w"
killed = "kill {engine}"
[two]
like = "one"
page = "https://two.org"
fields.engine = "-2"
failing = "{folder} {configs}"
[shell.fields]
words = "--lr $lr"
"""


def test_engines_stand_on_others(tmp_path: Path) -> None:
    """On one above in the file, on a common one, and in a variant on the origin's."""
    origin = build("flawless", tmp_path / "adapters")
    (origin / "sweeps.toml").write_text(MANY, encoding="utf-8")
    of_origin = recipes(registry.read(origin))
    scripts = {name: recipe.script for name, recipe in of_origin.items()}
    program = "python adapters/flawless/train.py"
    assert scripts["grid/one"] == f"{program} -1 ${{x}}"
    assert scripts["grid/two"] == f"{program} -2 ${{x}}"
    assert scripts["killed/two"] == "kill -2"
    assert f"    {program} --lr $lr\n" in scripts["grid/shell"]
    gap = of_origin["failing/one"].gap
    assert gap is not None
    assert (str(gap), gap.attempts) == ("no (https://one.org)", ("-1", "-1 again"))
    parties = {recipe.engine: str(recipe.by) for recipe in of_origin.values()}
    assert parties == {"one": "library", "two": "library", "shell": "adapter"}
    assert of_origin["failing/two"].gap is None
    assert scripts["failing/two"] == "adapters/flawless configs/flawless"

    variant = build("flawless", tmp_path / "apart").rename(origin.parent / "variant")
    toml = 'title = ""\nsummary = ""\nvariant_of = "flawless"\n'
    (variant / "adapter.toml").write_text(toml, encoding="utf-8")
    (variant / "sweeps.toml").unlink()
    inherited = recipes(registry.read(variant))
    once = {"killed/one", "killed/two"}
    assert inherited.keys() == of_origin.keys() - once
    assert inherited["grid/one"].script == "python adapters/variant/train.py -1 ${x}"
    own = '[one]\ngrid.remedy = "{run} again"\n'
    (variant / "sweeps.toml").write_text(own, encoding="utf-8")
    changed = recipes(registry.read(variant))
    remedied = replace(
        inherited["grid/one"], remedy="python adapters/variant/train.py again"
    )
    assert changed == inherited | {"grid/one": remedied}


# -- loops, really run

#: What is flagged in each miniature, case by case; all else is right.
TABLE = {
    "flawless": {},
    "sweeps_into_one_folder": {"grid": "wrong_value"},
    "sweeps_a_size_twice": {"grid": "wrong_value"},
    "sweeps_up_to_a_failure": {"failing": "wrong_value"},
    "sweeps_from_the_start_again": {"resume": "wrong_value"},
    "draws_the_same_rate": {"random": "wrong_value"},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLE)
def test_a_miniature_is_flagged_as_it_should_be(name: str, tmp_path: Path) -> None:
    """A sweep that goes wrong is seen in the case that it concerns, and in no other."""
    row = registry.read(build(name, tmp_path))
    # The other cases of a faulty one are those of the flawless one.
    cases = [f"{case}/shell" for case in TABLE[name]]
    cells = measured(CATEGORY, row, *cases)
    flagged = {
        case.partition("/")[0]: cell["outcome"]
        for case, cell in cells.items()
        if cell["outcome"] != "right"
    }
    assert flagged == TABLE[name], {
        case: cell["detail"] for case, cell in cells.items()
    }


def changed(folder: Path, old: str, new: str) -> registry.Adapter:
    """Return the flawless row with another text in its ``sweeps.toml``."""
    built = build("flawless", folder)
    file = built / "sweeps.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return registry.read(built)


def test_a_patch_that_fits_nowhere_is_told(tmp_path: Path) -> None:
    """What a recipe changes in the program must stand there exactly once."""
    row = changed(
        tmp_path, "[shell]\n", "[shell]\nedit = { 'no such line' = 'another' }\n"
    )
    cell = measured(CATEGORY, row, "grid/shell")["grid/shell"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert "stands 0 times in train.py" in cell["detail"]


def test_an_engine_that_is_not_installed_is_not_measured(tmp_path: Path) -> None:
    """Its row has no environment, and the sentence says so."""
    row = changed(tmp_path, "[shell]\n", "[shell]\nneeds = ['nobody-has-this']\n")
    unit, fault = guarded(CATEGORY, Order((row,)))
    assert fault is None
    cell = unit[row.name]["all"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")
    assert "nobody-has-this: not built" in cell["detail"]


def place_in(folder: Path) -> Workplace:
    """Return the folders of one run below a folder that is there."""
    place = Workplace(folder / "place")
    place.work.mkdir(parents=True)
    place.home.mkdir()
    return place


def test_a_gate_holds_and_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The jobs before it pass, one is held while something is done, and no line is lost."""
    monkeypatch.setattr(gate, "_HELD", 2)
    file, held = tmp_path / "record.jsonl", []

    def act(pid: int) -> str:
        held.append(count_lines(file.with_suffix(".passed")))
        return f"looked at {pid}"

    file.touch()
    closing = Gate(file, 2, act)
    line = r"{\"pid\": 1, \"values\": {\"i\": {\"t\": \"int\", \"v\": $i}}}"
    jobs = f'for i in 1 2 3 4 5 6; do sleep 0.1; echo "{line}" >> {file}; done'
    finished = run(Command(("bash", "-c", jobs), place_in(tmp_path)), watch=closing)
    assert finished.exit == 0
    assert [record["i"]["v"] for record in closing.close()] == [1, 2, 3, 4, 5, 6]
    assert closing.did.startswith("looked at ")
    assert held[0] in {2, 3}


def test_a_sweep_is_interrupted_also_in_the_background(tmp_path: Path) -> None:
    """What a shell puts into the background ignores Ctrl-C, and so would all that it starts."""
    row = registry.read(build("flawless", tmp_path))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        cell = measured(CATEGORY, row, "resume/shell")["resume/shell"]
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    told = re.match(r"(\d) runs before the interruption and (\d) after", cell["detail"])
    assert told, cell["detail"]
    # On a busy machine one more run comes through while the signal is on its way.
    assert (int(told[1]), int(told[2])) in {(3, 3), (4, 2)}


def test_a_script_that_sets_the_path_of_python_is_looked_into() -> None:
    """What it sets stays, behind what lets the look in; all else is as it is published."""
    script = "cd x\nPYTHONPATH=a:b python sweep.py --lr=1\nMYPYTHONPATH=c"
    assert looked_through(script) == (
        f"cd x\nPYTHONPATH={ENTRY}:a:b python sweep.py --lr=1\nMYPYTHONPATH=c"
    )


def test_a_gate_that_never_closes_keeps_all(tmp_path: Path) -> None:
    """A sweep that ended before says so."""
    open_ = Gate(tmp_path / "record.jsonl", 2, str)
    (tmp_path / "record.jsonl").write_text(
        '{"pid": 1, "values": {"i": {"t": "int", "v": 1}}}\n', "ascii"
    )
    open_(1)
    assert (len(open_.close()), open_.did) == (1, "")


# -- engines, where they are installed


def sweeping_row(name: str) -> Adapter:
    """Return a row with its engines in its environment; skip where that is not built."""
    row = CATEGORY.placed(registry.find(name))
    if not (row.environment.root / READY).is_file():
        pytest.skip(f"environment {row.environment.name}: make benchmark-beyond")
    return row


CLUSTERS = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")


def test_the_cells_that_the_documentation_names_are_there() -> None:
    """What is said to have been run is a cell; each command names a program of ours."""
    for name, case in re.findall(r"`sweep/(\w+)/(\w+/\w+)`", CLUSTERS):
        row = "argparse" if name == "NAME" else name
        assert case in recipes(registry.find(row))
    programs = re.findall(r"adapters/\w+/train\.py", CLUSTERS)
    assert programs
    assert all((ROOT / program).is_file() for program in programs)


@pytest.mark.parametrize(
    "line", re.findall(r"(?m)^python adapters/hydra/train\.py -m (.*)$", CLUSTERS)
)
def test_hydra_composes_the_launchers_of_the_documentation(
    line: str, tmp_path: Path
) -> None:
    """Hydra knows every key that the commands for a cluster set."""
    words = [word for word in line.split() if "hydra" in word]
    row = sweeping_row("hydra")
    argv = ("python", str(row.program), "--cfg", "hydra", *words)
    finished = run(Command(argv, place_in(tmp_path), binaries=row.binaries))
    assert finished.exit == 0, finished.stderr


@pytest.fixture
def own_tmp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder where all that a sweep leaves can be seen; its name is short for sockets."""
    with tempfile.TemporaryDirectory(prefix="cb", dir="/tmp") as name:
        monkeypatch.setattr(tempfile, "tempdir", name)
        yield Path(name)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_left_after_ray_lost_a_worker(own_tmp: Path) -> None:
    """Killed in the middle: the others arrive; no process (so no port) or file is left."""
    row = sweeping_row("argparse")
    shared = set(os.listdir("/dev/shm"))  # noqa: PTH208, S108  names are enough
    recipe = recipes(row)["killed/ray_tune"]
    swept = sweeping.run(row, recipe, recipe.script)
    assert swept.disturbed.startswith("killed a process")
    assert len(swept.reached) == len(GRID) - 1
    assert swept.finished.exit == 1
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
        # Popen returns while the kernel still loads the program: its environment comes a bit later.
        limit = time.monotonic() + 10
        while not left_behind(own_tmp) and time.monotonic() < limit:
            time.sleep(0.01)
        assert left_behind(own_tmp)
    finally:
        sleeper.kill()
        sleeper.wait()
