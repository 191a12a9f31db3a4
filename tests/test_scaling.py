"""The scaling category: generated programs prove themselves; judgements on stated facts."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.categories import scaling
from benchmarks.categories.scaling import CATEGORY
from benchmarks.categories.scaling.judging import (
    CUT,
    OPERATIONS,
    OVERRIDDEN,
    Growth,
    HotLoop,
    Program,
    Sections,
    judge,
    judge_start,
    slopes,
    target,
)
from benchmarks.categories.scaling.plan import (
    CASES,
    HOT_LOOP,
    ONCE,
    SOME,
    TWICE,
    Plans,
    contestants,
    planned,
    warm_ups,
)
from benchmarks.categories.scaling.programs import Generator, Programs, settings
from benchmarks.category import MANY, Order
from benchmarks.cells import Cell, Judgement
from benchmarks.data_files.asking import PythonFile
from benchmarks.errors import RowError
from benchmarks.measuring import cells_of
from benchmarks.outcomes import Outcome
from benchmarks.paths import ADAPTERS, CONTROL
from benchmarks.registry import CONTROL_NAME, Adapter, control
from configbench.errors import UserError
from configbench.process import Finished
from configbench.timing.rounds import Plan, Samples, Start
from tests.cells import measured

HOT = CASES["hot_loop"]
ROWS = [*registry.names(), CONTROL_NAME]


def programs_of(name: str, folder: Path) -> Programs:
    """Return the programs of a row, or of the control."""
    row = registry.control() if name == CONTROL_NAME else registry.find(name)
    return Programs({name: Generator.of(row)}, folder)


@pytest.mark.parametrize("row", ROWS)
def test_a_generated_program_shows_every_setting(row: str, tmp_path: Path) -> None:
    """With one override (the control: none) all ten settings are printed as meant, types too."""
    action = "load" if row == CONTROL_NAME else "override"
    start = programs_of(row, tmp_path).start(f"{row} {action} 10")
    assert start.fault is None
    assert min(start.cpu, start.wall) > 0


@pytest.mark.parametrize("row", ROWS)
def test_the_statements_of_a_hot_loop_do_what_they_say(
    row: str, tmp_path: Path
) -> None:
    """Read, write, export and copy are proved on the row's own object before they are timed."""
    hot = programs_of(row, tmp_path).start(f"{row} {HOT.program}")
    assert hot.fault is None
    assert hot.noted.keys() == {"empty", *OPERATIONS, "plain"}
    assert hot.noted["plain"]


def finished(
    stdout: str, code: int = 0, exceeded: str | None = None, stderr: str = ""
) -> Finished:
    """Return a run of 0.2 s that printed something."""
    return Finished(("x",), code, exceeded, stdout, stderr, 100.0, 0.2, 0.15)


EXPECTED = "{'count_0': 0, 'rate_1': 1.5}\n"
LOADS = Program(("x",), "load", {"part_0": {"count_0": 0, "rate_1": 1.5}})


@pytest.mark.parametrize(
    ("stdout", "fault"),
    [
        (EXPECTED, None),
        ("{'count_0': 0, 'rate_1': 2.5}\n", "rate_1 is 2.5, expected 1.5"),
        ("{'count_0': 0.0, 'rate_1': 1.5}\n", "count_0 is 0.0, expected 0"),
        ("{'count_0': False, 'rate_1': 1.5}\n", "count_0 is False, expected 0"),
        ("{'count_0': '0', 'rate_1': 1.5}\n", "count_0 is '0', expected 0"),
        ("{'count_0': 0}\n", "1 settings, expected 2"),
        (f"noise\n{EXPECTED}", "printed no settings"),
        (f"{EXPECTED}\n", "more than its settings"),
        ("", "printed no settings"),
    ],
)
def test_a_time_needs_the_settings_that_were_meant(
    stdout: str, fault: str | None
) -> None:
    """What prints other settings, other types or anything besides has a fault and no time."""
    start = judge_start(LOADS, finished(stdout))
    assert (start.fault is None) == (fault is None)
    assert (fault or "") in (start.fault or "")
    assert start.wall == (0.2 if fault is None else 0.0)


def test_ends_of_a_run_are_told() -> None:
    """Cut off, refused and silent runs have no time, each with its own words."""
    cut = judge_start(LOADS, finished("", -15, exceeded="time"))
    assert cut.fault == CUT == "cut off at 20 s"
    refused = judge_start(LOADS, finished("", 2, stderr="error: no such flag\n"))
    assert refused.fault == "exit 2: error: no such flag"
    silent = judge_start(Program(("x",), "help"), finished(""))
    assert silent.fault == "--help printed nothing"
    # absl's help ends with 1.
    helped = finished("flags:\n  --config: path to config file.\n", 1)
    assert judge_start(Program(("x",), "help"), helped).fault is None
    assert judge_start(LOADS, helped).fault == "exit 1: (no output)"


def test_a_help_is_asked_how_many_settings_it_names() -> None:
    """As flags have it, in either stream, whole words only; a help that fails is asked, too."""
    asks = Program(("x",), "help", LOADS.sections)
    for shown, named in (("--count-0 N", 1), ("count_0, rate_1", 2), ("count_01", 0)):
        assert judge_start(asks, finished(shown)).noted == {"named": named}
    assert judge_start(asks, finished("", 1, stderr="rate_1")).noted == {"named": 1}


#: Deliberately wrong templates: what is replaced in argparse's, and where it shows.
WRONG = {
    "strings for numbers": ("type={type}", "type=str", "override/1000"),
    "drops the switches": ("--{flag}', action", "--no', action", "load/10"),
    "the wrong default": ("{type}, default={value}", "{type}, default={value} * 2", "load/10"),
    "sets another setting": ('["--{flag}", "{text}"]', '["--count-0", "{text}"]',
        "override/1000"),
    "reads the written value wrongly": ("[files]", "hot.write = 'cfg.x = 1'\n[files]",
        "hot_loop"),
    "exports half of it": ("dict(vars(cfg))", "dict(list(vars(cfg).items())[:9])", "hot_loop"),
    "copies nothing": ("[files]", "hot.deepcopy = 'cfg'\n[files]", "hot_loop"),
    "does not parse": ("import argparse", "import argparse)", "load/10"),
}  # fmt: skip


def with_generator(folder: Path, text: str | None, name: str = "scaling.py") -> Adapter:
    """Return a row whose generator is ``text``."""
    folder.mkdir()
    (folder / "train.py").touch()
    toml = (ADAPTERS / "argparse" / "adapter.toml").read_text(encoding="utf-8")
    (folder / "adapter.toml").write_text(toml, encoding="utf-8")
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    return registry.read(folder)


#: argparse's templates.
TEMPLATES = (ADAPTERS / "argparse" / "scaling.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_generator_gets_a_fault_and_no_time(name: str, tmp_path: Path) -> None:
    """Each way to be wrong shows in its cell; the cell has no time."""
    old, new, case = WRONG[name]
    assert TEMPLATES.count(old) == 1
    text = TEMPLATES.replace(old, new)
    row = with_generator(tmp_path / "wrong", text, "scaling.toml")
    cell = measured(CATEGORY, row, case)[case]
    assert cell["outcome"] == "broken"
    assert cell["cause"] == "unexplained"
    assert "median" not in cell
    assert "read" not in cell


_REST = "read = words = hot = files = lambda *_: {}\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "not found"),
        ("import no_such_module", "cannot be loaded"),
        ("import os; os._exit(0)", "cannot be loaded: the process ended (exit 0)"),
        (
            _REST + "def read(*_):\n    import os; os._exit(0)\n",
            "read('part_0', 'count_0', 0): the process ended (exit 0)",
        ),
        (
            _REST + "read = lambda *_: '0'\n"
            "files = lambda *_: {'program.py': '', '../../x': ''}\n",
            "files has '../../x'; expected a relative file name",
        ),
        (
            _REST + "read = lambda *_: '0'\n"
            "files = lambda *_: {'program.py': '\\ud800'}\n",
            "files['program.py'] is no text",
        ),
        ("files = read = words = None", "has no 'hot'"),
        (_REST, "read is {}; expected str"),
        (
            _REST + "read = lambda *_: 1 / 0\n",
            "read('part_0', 'count_0', 0): ZeroDivisionError",
        ),
        (_REST + "read = lambda *_: '0'\n", "files['program.py'] is None; expected"),
        (
            _REST + "read = lambda *_: '0'\nfiles = None\n",
            "files({'part_0': {'count_0': 0, ",
        ),
    ],
)
def test_a_row_without_a_generator_says_so(
    text: str | None, sentence: str, tmp_path: Path
) -> None:
    """A generator that is missing, fails, or gives something else: trouble of that row alone."""
    row = with_generator(tmp_path / "odd", text)
    order = Order((row, registry.find("argparse")), fast=True)
    found = {
        (address.row, address.case): cell for address, cell in cells_of(CATEGORY, order)
    }
    for case in ("load/10", "load/100"):
        cell = found["odd", case]
        assert cell["outcome"] == "unmeasured"
        assert cell["trouble"] == ("row" if text else "missing")
        assert "scaling.py" in cell["detail"]
        assert sentence in cell["detail"]
        assert found[CONTROL_NAME, case]["outcome"] == "right"
        assert found["argparse", case]["median"] > 0


@pytest.mark.parametrize(
    ("broken", "case"), [("words", "override/1000"), ("hot", "hot_loop")]
)
def test_a_row_that_lacks_one_function_has_its_other_cells(
    broken: str, case: str, tmp_path: Path
) -> None:
    """What is not needed for a case does not matter to it."""
    source = (CONTROL.parent / "scaling.py").read_text(encoding="utf-8")
    row = with_generator(
        tmp_path / "odd", f"{source}\n{broken} = lambda *_: {{1: 2}}\n"
    )
    cell = measured(CATEGORY, row, case)[case]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert f"{broken}" in cell["detail"]
    assert measured(CATEGORY, row, "load/10")["load/10"]["outcome"] == "right"


NEEDED = 'read = "{key}"\nwords = []\nhot.to_dict = ""\n'
PROGRAM = f"{NEEDED}[files]\n'program.py' = "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("read = ", "cannot be read"),
        ("read = ''", "words is missing; expected a list of strings"),
        ("raed = ''", "unknown key 'raed' (did you mean 'read'?)"),
        (f"{NEEDED}files = {{}}", "files is {}; expected a table of lists, program.py among"),
        (f"{PROGRAM} 'x'", "files is {'program.py': 'x'}; expected a table of lists"),
        (f"{PROGRAM} [1]", "files.'program.py' is 1; expected a table"),
        (f"{PROGRAM} [{{ seting = '' }}]", "unknown key 'seting' (did you mean 'setting'?)"),
        (f"{PROGRAM} [{{ setting = {{ bool = '' }} }}]", "expected a text, or one for each of"),
        (f"{PROGRAM} [{{ section = '{{key}}' }}]", "has {key}; expected one of section, class"),
        (f"{PROGRAM} [{{ setting = '{{vlaue}}' }}]", "has {vlaue} (did you mean 'value'?)"),
        ("read = '{x}'\nwords = []\nhot.to_dict = ''\nfiles.'program.py' = []",
            "read has {x}; expected one of section, class, key"),
        (f"hot.raed = ''\n{PROGRAM} []", "hot: unknown key 'raed' (did you mean 'read'?)"),
    ],
)  # fmt: skip
def test_malformed_templates_are_told(text: str, sentence: str, tmp_path: Path) -> None:
    """One sentence with file, key and expected form."""
    row = with_generator(tmp_path / "odd", text, "scaling.toml")
    with pytest.raises(RowError) as caught:
        Generator.of(row)
    assert sentence in str(caught.value)
    assert str(row.folder / "scaling.toml") in str(caught.value)


def test_templates_cannot_fill_the_memory(tmp_path: Path) -> None:
    """A setting of a page, ten thousand times: a sentence, not a file."""
    text = f"{PROGRAM} [{{ setting = '{'x' * 9_999}' }}]"
    made = Generator.of(with_generator(tmp_path / "odd", text, "scaling.toml"))
    with pytest.raises(RowError, match="makes more than 4000000 characters"):
        made.write(settings(10_000), "", tmp_path / "out")


MADE = """
read = { str = "cfg.text({key})", else = "cfg.{key}" }
words = ["{section}:{flag}", "{text}"]
hot = { to_dict = "{'x': 1}" }

[files]
"program.py" = [
  "{x} {section}",
  { section = "{class}", setting = { bool = "{json}", else = '''
  {key}: {type} = {value}''' }, end = "}", between = "---" },
  '''
if 1:
  {use}''',
]
"""


def test_what_templates_make(tmp_path: Path) -> None:
    """Text once, tables for each section and setting, by type; braces of others stay."""
    made = Generator.of(with_generator(tmp_path / "row", MADE, "scaling.toml"))
    sections: Sections = {"a_b": {"x_y": 1, "on": True}, "c": {"t": "{key}"}}
    path = made.write(sections, "use(1)", tmp_path / "out")
    assert path.read_text(encoding="utf-8") == (
        "{x} {section}\nA_B\n  x_y: int = 1\ntrue\n}\n---\nC\n  t: str = '{key}'\n}\n"
        "if 1:\n  use(1)\n"
    )
    read = made.printing({"c": {"t": "x", "u": 1}})
    assert read == "print({'t': cfg.text(t), 'u': cfg.u})"
    assert made.words({"a": {"x_y": 1}}) == ["a:x-y", "123456789"]
    assert made.statements({"a": {"x_y": 1}}) == {
        "read": "cfg.x_y",
        "write": "cfg.x_y = 123456789",
        "deepcopy": "copy.deepcopy(cfg)",
        "to_dict": "{'x': 1}",
    }


def test_a_variant_has_the_keys_that_it_does_not_bring(tmp_path: Path) -> None:
    """Its own files, and the origin's words; a scaling.py of its own comes before all."""
    row = with_generator(tmp_path / "row", TEMPLATES, "scaling.toml")
    files = "[files]\n'program.py' = ['{use}']\n"
    folder = with_generator(tmp_path / "variant", files, "scaling.toml").folder
    toml = "title = ''\nsummary = ''\nvariant_of = 'row'\n"
    (folder / "adapter.toml").write_text(toml, encoding="utf-8")
    made = Generator.of(registry.read(folder))
    assert made.words(settings(10)) == Generator.of(row).words(settings(10))
    path = made.write(settings(10), "use", tmp_path / "out")
    assert path.read_text(encoding="utf-8") == "use\n"
    (folder / "scaling.toml").unlink()
    assert Generator.of(registry.read(folder)).file == Generator.of(row).file
    (folder / "scaling.py").write_text(_REST, encoding="utf-8")
    assert Generator.of(registry.read(folder)).file.path == folder / "scaling.py"


#: A few of the cases, twice each.
FEW: Plans = dict.fromkeys(
    (CASES[name] for name in ("load/10", "load/100", "load/1000", "help/1000")), Plan(2)
)


def machine(name: str) -> Start:
    """Return stated times: half a second, and a millisecond a setting; a bare one half of it."""
    row, action, count = name.split()
    if row == "bare":
        return Start(0.25, 0.25)
    if name == "slow load 1000":
        return Start(fault=CUT)
    spent = 0.5 + int(count) / 1_000
    noted = {"named": 99} if action == "help" else {}
    return Start(spent, spent, noted=noted)


def judged(row: str, samples: Mapping[str, Samples]) -> dict[str, Judgement]:
    """Judge all cases of a row, from stated samples."""
    own = Generator(PythonFile(Path("scaling.py"), (), ""), control())
    programs = Programs({row: own}, Path())
    return {
        case.name: judge(case, programs.facts(row, case, samples))
        for case in FEW
        if f"{row} {case.program}" in samples
    }


def test_cells_from_stated_times() -> None:
    """Above the bare interpreter, linear in the settings; what was cut off is a cell too."""
    ticks: list[int] = []
    samples = scaling.timed([CONTROL_NAME, "row", "slow"], machine, FEW, ticks.append)
    found = judged("row", samples)
    assert found.keys() == {case.name for case in FEW}
    assert found["load/100"].facts["above"] == pytest.approx(0.35)
    assert found["load/1000"].facts["slope"] == pytest.approx(1.0)
    assert "slope" not in found["load/100"].facts
    help_ = found["help/1000"]
    # Who prints a help is found out as of help_explains, and not said by a time.
    assert (help_.by, help_.facts["named"]) == (None, 99)
    assert CATEGORY.way(CASES["help/1000"]) == "help_explains"
    slow = judged("slow", samples)["load/1000"]
    assert (slow.outcome, slow.facts["cut"]) == (Outcome.BROKEN, 20)
    assert "median" not in slow.facts
    # the control's help is never asked for
    assert judged(CONTROL_NAME, samples).keys() == found.keys() - {"help/1000"}


def test_rounds_mix_all_rows_and_sizes() -> None:
    """Each round runs every contestant once, in another order; one start of each is unstored."""
    started: list[str] = []

    def start(name: str) -> Start:
        started.append(name)
        return machine(name)

    plan = dict.fromkeys((CASES["load/10"], CASES["load/100"]), Plan(3))
    scaling.timed(["a", "b"], start, plan, lambda _: None)
    assert sorted(started[:2]) == ["a load 10", "b load 10"]
    rounds = [started[2 + at : 8 + at] for at in (0, 6, 12)]
    everyone = sorted(
        f"{row} load {count}" for row in ("a", "b", "bare") for count in (10, 100)
    )
    assert all(sorted(each) == everyone for each in rounds)
    assert rounds[0] != rounds[1]


def test_what_takes_long_is_run_less_often() -> None:
    """Half a second each: two runs, which are beside the first two of the bare interpreter."""
    plans = dict.fromkeys((CASES["load/10"], CASES["load/100"]), SOME)

    def start(name: str) -> Start:
        return Start(0.4, 0.4) if name == "slow load 100" else Start(0.01, 0.01)

    samples = scaling.timed(["quick", "slow"], start, plans, lambda _: None)
    counts = {name: len(own.wall) for name, own in samples.items()}
    assert counts.pop("slow load 100") == 2
    assert set(counts.values()) == {3}
    slow = judged("slow", samples)["load/100"]
    assert slow.facts["above"] == pytest.approx(0.39)
    assert len(slow.facts["samples"]["wall"]) == 2


@pytest.mark.parametrize("fast", [False, True])
def test_the_progress_is_told_as_planned(*, fast: bool) -> None:
    """The starts told beforehand are the starts made."""
    rows = tuple(registry.find_all(["argparse", "hydra"]))
    order = Order(rows, fast=fast)
    names = [CONTROL_NAME, "argparse", "hydra"]
    ticks: list[int] = []
    scaling.timed(names, machine, planned(order), ticks.append)
    assert sum(ticks) == pytest.approx(CATEGORY.seconds(order) / 0.2)


def test_of_many_rows_each_is_timed_once() -> None:
    """No case is left out, and of one row less nothing gives way."""
    row = registry.find("argparse")
    few, many = (planned(Order((row,) * count)) for count in (MANY, MANY + 1))
    assert few.keys() == many.keys() == {*CASES.values()}
    assert {*few.values()} == {SOME, ONCE}
    # What is told of a hot loop is a difference of pairs, which needs two.
    assert many[CASES["hot_loop"]] == TWICE
    assert {many[case] for case in many if case.action != HOT_LOOP} == {ONCE}


def test_one_case_takes_no_more_than_it_grows_from() -> None:
    """A case alone is run with the fewer settings of its action; ``--fast`` leaves it as it is."""
    alone = planned(Order((), ("load/1000",), fast=True))
    names = ("load/10", "load/100", "load/1000")
    assert alone == {CASES[name]: SOME for name in names}
    assert warm_ups(["a"], planned(Order((), ("help/1000",)))) == ["a load 1000"]
    hot = planned(Order((), ("hot_loop",)))
    assert warm_ups(["a"], hot) == []
    assert list(contestants(["a"], hot)) == [(["a hot_loop 20"], SOME)]
    assert planned(Order((), fast=True)).keys() == {CASES["load/10"], CASES["load/100"]}


@given(
    st.floats(0, 10),
    st.floats(1e-4, 1),
    st.lists(st.floats(0, 1e-6), min_size=3, max_size=3),
)
def test_linear_growth_has_slope_one(
    base: float, each: float, noise: list[float]
) -> None:
    """Whatever a start costs, seconds that grow with the settings have slope 1."""
    measured = {
        count: [base + each * count + more for more in noise]
        for count in (10, 100, 1_000)
    }
    assert slopes(measured) == {1_000: pytest.approx(1.0, abs=1e-3)}


def test_quadratic_growth_has_slope_two_and_noise_none() -> None:
    """Squares give 2; what does not grow beyond the spread of its samples gives nothing."""
    squares = {count: [0.3 + 1e-6 * count**2] for count in (10, 100, 1_000, 10_000)}
    assert slopes(squares)[10_000] == pytest.approx(2.0, abs=0.02)
    flat = {10: [0.3, 0.4], 100: [0.35, 0.36], 1_000: [0.36, 0.37]}
    assert slopes(flat) == {}
    assert slopes({}) == slopes({10: [1.0], 100: [2.0]}) == {}


def test_the_empty_loop_is_taken_off() -> None:
    """A cell of a hot loop is the paired difference to the empty loop of the same process."""
    empty = [1e-9, 9e-9, 2e-9]
    above = {name: [each + 3e-9 for each in empty] for name in OPERATIONS}
    noted: dict[str, list[Any]] = {
        "empty": empty,
        **above,
        "plain": [True, False, True],
    }
    facts = judge(HOT, HotLoop(Samples(noted=noted), {"read": "cfg.x"})).facts
    assert facts["read"]["low"] == pytest.approx(facts["read"]["high"])
    assert facts["read"]["median"] == pytest.approx(3e-9)
    assert (facts["plain"], facts["settings"]) == (False, 20)
    assert facts["samples"] == {"empty": empty, **above}
    failed = judge(HOT, HotLoop(Samples(noted=noted, fault="exit 1: no"), {}))
    assert (failed.outcome, failed.detail) == (Outcome.BROKEN, "exit 1: no")


def test_containers_of_the_library_are_told() -> None:
    """An export that leaves containers of another class than dict and list is marked."""
    sections = settings(HOT.count)
    section, key = target(sections)
    loop = Program(("x",), HOT.action, sections)
    did: dict[str, Any] = {
        "read": sections[section][key],
        "kept": sections[section][key],
        "written": OVERRIDDEN,
        "leaves": {name: str(value) for name, value in loop.settings.items()},
        "plain": False,
        "seconds": dict.fromkeys(("empty", *OPERATIONS), 1e-9),
    }
    assert judge_start(loop, finished(json.dumps(did))).noted["plain"] is False
    for wrong in (
        "no JSON",
        "[]",
        json.dumps(did | {"seconds": {}}),
        json.dumps(did | {"seconds": None}),
        json.dumps(did | {"leaves": [1]}),
        json.dumps(did | {"written": 1}),
    ):
        assert judge_start(loop, finished(wrong)).fault


@given(st.integers(1, 300))
def test_settings_are_as_many_as_asked_in_sections_of_ten(count: int) -> None:
    """Names are unique over all sections, all four types occur, an int can be overridden."""
    sections = settings(count)
    keys = [key for section in sections.values() for key in section]
    assert len(keys) == len(set(keys)) == count
    assert len(sections) == math.ceil(count / 10)
    section, key = target(sections)
    assert type(sections[section][key]) is int


def test_one_cell_alone_and_an_unknown_one() -> None:
    """Only what the cell needs is measured, and told; a cell that is none is one sentence."""
    argparse = registry.find("argparse")
    found = measured(CATEGORY, argparse, "load/100")
    assert {case: cell["outcome"] for case, cell in found.items()} == {
        "load/100": "right"
    }
    for wrong in ("load/11", "loading/10", "hot"):
        with pytest.raises(UserError, match="there is no case"):
            measured(CATEGORY, argparse, wrong)


def test_a_bare_interpreter_that_cannot_run_publishes_nothing() -> None:
    """Without its time nobody is measured, in one sentence; nobody is to blame."""
    bad = Samples(fault="no")
    facts = Growth({10: Samples([1.0], [1.0])}, {10: bad})
    told = judge(CASES["load/10"], facts)
    assert (told.outcome, told.facts) == (Outcome.UNMEASURED, {"trouble": "here"})
    assert told.detail == "python -c pass could not be timed: no"


def test_an_interrupted_scaling_goes_on_with_the_next_round(tmp_path: Path) -> None:
    """Rounds are kept beside the results and taken up; the hot loop's, too."""
    store = tmp_path / "scaling.rounds.json"
    row = registry.find("argparse")

    def cell(*, stop: bool) -> Cell:
        left = [4]

        def tick(_: float) -> None:
            left[0] -= 1
            if stop and not left[0]:
                raise Stopped

        order = Order((row,), ("hot_loop",), tick=tick, store=store)
        ((_, found),) = cells_of(CATEGORY, order)
        return found

    with pytest.raises(Stopped):
        cell(stop=True)
    kept = json.loads(store.read_text(encoding="utf-8"))["groups"]["3"][
        "argparse hot_loop 20"
    ]
    assert len(kept["noted"]["empty"]) == 1
    whole = cell(stop=False)
    assert whole["samples"]["empty"][:1] == kept["noted"]["empty"]
    assert len(whole["samples"]["empty"]) == 3


class Stopped(BaseException):
    """An interruption."""
