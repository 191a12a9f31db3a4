"""Rows that leave what nobody expects: their cells are broken in one sentence, the others stay."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry, running
from benchmarks.categories import overrides, roundtrip
from benchmarks.categories.ranks import NOTE
from benchmarks.categories.roundtrip.kinds import cases as questions
from benchmarks.categories.roundtrip.kinds import judge as judge_answer
from benchmarks.categories.startup.jobs import Job, read_marks, read_memory, read_stamps
from benchmarks.cells import Judgement
from benchmarks.errors import ForeignInputError, ProgramError, RowError
from benchmarks.gaps import Gap
from benchmarks.judging import compare, differing, expected_record, judge_value
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.rerun import trip
from benchmarks.running import Manner, Record
from benchmarks.texts import _tokens
from benchmarks.value_files import child
from benchmarks.value_files.asking import Answer, ask, read_answers
from benchmarks.values import equal, same_value, show
from configbench import foreign, records
from configbench.foreign import ForeignError
from configbench.inside.typed import typed
from configbench.process import Finished
from configbench.workplace import Workplace, workplace
from tests.cells import measured
from tests.configbench.test_records import ANYTHING, changes
from tests.miniatures import build
from tests.test_value_files import SOUND

_SAVE = '    (folder / "config.json").write_text(text, encoding="utf-8")\n'
_TRAIN = "    print(core.train(**arguments))\n"


def hostile(folder: Path, old: str, new: str, file: str = "train.py") -> Adapter:
    """Return the flawless row with one text of it in another's place."""
    path = build("flawless", folder) / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return registry.read(path.parent)


def leaving(folder: Path, code: str) -> Adapter:
    """Return the flawless row that does something where it would train, behind what it saved.

    ``base`` is where the harness keeps what a run leaves.
    """
    before = "    base = Path.home().parent\n"
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    return hostile(folder, _TRAIN, before + lines + _TRAIN)


# -- records --------------------------------------------------------------------------------------


def test_a_forged_record_breaks_its_cell_alone(tmp_path: Path) -> None:
    """The sentence names line, key and type; what was asked beside it stays."""
    values = {"optimizer": {"t": "X", "args": {"lr": {"t": 5, "v": 1}}}}
    forged = json.dumps({"pid": 1, "values": values})
    row = leaving(
        tmp_path,
        "if settings['model.n_layers'] == 3:\n"
        "    with (base / 'record.jsonl').open('a') as file:\n"
        f"        file.write({forged + chr(10)!r})",
    )
    cells = measured(overrides.CATEGORY, row, "nested_int", "negative_float")
    broken = cells["nested_int"]
    assert broken["outcome"] == "broken"
    assert broken["detail"] == (
        'record.jsonl, line 1, optimizer.lr: "t" is 5; expected the name of a type'
    )
    assert cells["negative_float"]["outcome"] == "right"


#: The record of nothing.
EMPTY = '{"pid": 1, "values": {}}'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"{EMPTY}\n{{", "line 2: is cut off"),
        ("no\n", "line 1: is not JSON"),
        ('{"pid": 1, "values": {"m": 5}}\n', "line 1, m: is 5; expected a typed value"),
        ('{"pid": 1, "values": {"a": {"t": "float", "v": "ten"}}}\n', "line 1, a: "),
    ],
)
def test_what_is_no_record_is_told(line: str, told: str) -> None:
    """Half a line counts for nothing only of who was ended from outside."""
    with workplace() as place:
        running.recording(place)
        running.record_file(place).write_text(line, encoding="utf-8")
        for ended in (0, 1):
            with pytest.raises(ForeignInputError, match=told):
                running.records(place, finished(ended))
        if "cut" in told:
            assert running.records(place, finished(-9)) == ({},)


def finished(code: int) -> Finished:
    """Return how something ended."""
    return Finished((), code, None, "", "", 0.0, 0.0, 0.0)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(), inner) | st.sets(st.text())
    ),
    max_leaves=6,
).map(typed)
PARTS = st.one_of(
    VALUES,
    st.builds(
        lambda name, arguments: {"t": name, "args": arguments},
        st.sampled_from(["shared_model.Adam", "own.Part"]),
        st.dictionaries(st.sampled_from(["lr", "betas"]), VALUES),
    ),
    st.builds(
        lambda name, value: value | {"t": name},
        st.sampled_from(["shared_model.Adam", "own.Part"]),
        st.just({"unreadable": "no"}) | st.text().map(lambda text: {"v": text}),
    ),
)
RECORDS = st.dictionaries(st.sampled_from(["optimizer", "seed", "run_dir"]), PARTS)


@given(RECORDS, RECORDS, PARTS)
def test_any_two_records_can_be_judged(one: Record, other: Record, value: Any) -> None:
    """Whatever is in them, as long as it has the form."""
    records.hit({"pid": 1, "values": one}, "r")
    compare(one, other, {"optimizer.lr"})
    differing(one, other)
    for left in one.values():
        show(left)
        _tokens(left)
        for right in (*other.values(), value):
            assert (
                same_value(left, right)
                or "unreadable" in left
                or not equal(left, right)
            )
            judge_value(left, right, "arrived")
    with contextlib.suppress(ProgramError):  # where there is no such part
        compare(one, expected_record(other, {"optimizer.lr": value}), set())


def test_the_deepest_record_can_be_judged() -> None:
    """As deep as it may be, in lists and in mappings."""
    for wrap in ("list", "dict"):
        value: Any = {"t": "int", "v": 1}
        for _ in range(records.DEPTH - 1):
            key = {"t": "str", "v": "k"}
            value = {"t": wrap, "v": [value] if wrap == "list" else [[key, value]]}
        records.typed(value, "w")
        again = json.loads(json.dumps(value))
        assert compare({"a": value}, {"a": again}, set()).outcome is Outcome.RIGHT
        assert same_value(value, again)
        assert show(value)


# -- what is saved --------------------------------------------------------------------------------

SAVED = {
    "link": (
        "    (folder / 'config.json').symlink_to('/dev/zero')\n",
        "config.json: is a symbolic link; expected a regular file",
    ),
    "fifo": (
        "    __import__('os').mkfifo(folder / 'config.json')\n",
        "config.json: is a FIFO; expected a regular file",
    ),
    "sparse": (
        "    with (folder / 'config.json').open('wb') as file:\n"
        "        file.truncate(10**9)\n",
        "config.json: the saved files have more than 67108864 bytes; expected fewer",
    ),
    "link_in_a_folder": (
        "    (folder / 'config.json').mkdir()\n"
        "    (folder / 'config.json' / 'x').symlink_to('/dev/zero')\n",
        "config.json/x: is a symbolic link; expected a regular file",
    ),
    "deep": (
        "    import os\n"
        "    for _ in range(1000):\n"
        "        os.mkdir('d')\n"
        "        os.chdir('d')\n",
        "work: holds folders more than 64 deep; expected fewer",
    ),
    "many": (
        "    for number in range(10_001):\n        (folder / f'{number}').touch()\n",
        "work: holds more than 10000 files and folders; expected fewer",
    ),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_config_that_cannot_be_carried_is_told(
    name: str, tmp_path: Path
) -> None:
    """One sentence, whatever lies there; nothing is waited for."""
    code, told = SAVED[name]
    row = hostile(tmp_path, _SAVE, code)
    with pytest.raises(ForeignInputError) as refused:
        trip(row, ())
    assert str(refused.value) == told


def test_a_saved_link_breaks_the_cells_of_the_round_trip(tmp_path: Path) -> None:
    """Those that carry it, and the faults where it is looked at."""
    row = hostile(tmp_path, _SAVE, SAVED["link"][0])
    asked = ("run/edited", "values/int/one", "fault/killed")
    for name, cell in measured(roundtrip.CATEGORY, row, *asked).items():
        assert cell["outcome"] == "broken", name
    assert (
        measured(roundtrip.CATEGORY, row, "run/edited")["run/edited"]["detail"]
        == (SAVED["link"][1])
    )


# -- metrics --------------------------------------------------------------------------------------

GOOD = {
    "run_name": "first",
    "tags": ["a"],
    "auc": 0.5,
    "accuracy": 1,
    "loss": 0.1,
    "weights_sha256": "0" * 64,
}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[]", "metrics.json: is a list; expected a JSON object"),
        ("{", "metrics.json: is not JSON"),
        (json.dumps(GOOD | {"loss": float("nan")}), "holds NaN"),
        (json.dumps(GOOD | {"loss": "0.1"}), '"loss" is "0.1"; expected a finite'),
        (json.dumps(GOOD | {"weights_sha256": "x"}), "expected 64 hexadecimal digits"),
        (json.dumps({"auc": 0.5}), '"run_name" is missing; expected a text'),
        (" " * 2**20 + json.dumps(GOOD), "bytes; expected at most 1048576"),
    ],
)
def test_metrics_that_are_none_are_told(content: str, told: str) -> None:
    """The sentence names the key."""
    with workplace() as place:
        file = place.work / "metrics.json"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(ForeignInputError, match=told):
            running.metrics(place)


def test_metrics_are_read_where_there_is_one_file() -> None:
    """None and several are nothing, a FIFO is told and not waited for."""
    import os  # noqa: PLC0415  for this alone

    with workplace() as place:
        assert running.metrics(place) is None
        (place.work / "a").mkdir()
        file = place.work / "a" / "metrics.json"
        file.write_text(json.dumps(GOOD | {"more": []}), encoding="utf-8")
        assert (running.metrics(place) or {})["weights_sha256"] == "0" * 64
        os.mkfifo(place.work / "metrics.json")
        assert running.metrics(place) is None
        file.unlink()
        with pytest.raises(ForeignInputError, match=r"metrics\.json: is a FIFO"):
            running.metrics(place)


def test_a_training_that_leaves_no_metrics_of_ours_is_broken(tmp_path: Path) -> None:
    """Not an outcome of the library, and no traceback."""
    row = leaving(tmp_path, "Path('metrics.json').write_text('[]')\nreturn")
    with pytest.raises(ForeignInputError, match="is a list; expected a JSON object"):
        running.train(row, manner=Manner(fresh=True))


# -- starts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (
            "(base / 'clock.jsonl').write_text('{\"monotonic\": \"now\"}\\n')",
            '"monotonic" is "now"; expected a finite number',
        ),
        ("(base / 'clock.jsonl').symlink_to('/dev/zero')", "is a symbolic link"),
        ("__import__('os').mkfifo(base / 'clock.jsonl')\nreturn", "is a FIFO"),
        ("__import__('shutil').rmtree(base)\nreturn", "0 stamps instead of one"),
    ],
)
def test_a_start_that_leaves_no_stamp_has_a_fault(
    code: str, fault: str, tmp_path: Path
) -> None:
    """It is this contestant's, and told."""
    row = leaving(tmp_path, code)
    start = Job(row.program, saved="**/config.json").start()
    assert fault in (start.fault or "")
    assert start.spent > 0


def test_what_is_no_mark_and_no_figure_is_told(tmp_path: Path) -> None:
    """As stamps are; without a file there is nothing."""
    file = tmp_path / "left"
    assert [*read_stamps(file), *read_marks(file, b"key")] == []
    assert read_memory(file) is None
    file.write_text("12", encoding="ascii")
    assert read_memory(file) == 12 / 1024
    for text in ("", "-5", "5.0", "1e3", "1_0", "9" * 16, "٣"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ForeignError, match="left: "):
            read_memory(file)
    file.write_text('{"ready": [1, "2"]}\n', encoding="ascii")
    with pytest.raises(ForeignError, match="left, line 1: "):
        read_marks(file, b"key")


@given(st.dictionaries(st.sampled_from(["rank", "file"]), ANYTHING))
def test_a_note_of_a_rank_names_rank_and_file(note: dict[str, Any]) -> None:
    """Or it is told."""
    with contextlib.suppress(ForeignError):
        found = foreign.check(note, "w", NOTE)
        assert found["rank"] in {0, 1}
        assert isinstance(found["file"], str)


# -- answers of a values.py -----------------------------------------------------------------------

TRIAL = {"before": typed(1), "after": typed(1), "error": None, "file": "1"}
ANSWERS: dict[str, dict[str, Any]] = {
    "kinds/int_or_none": {"trials": [TRIAL, TRIAL], "format_alone": TRIAL},
    "properties/same/int": {"examples": 4, "trial": None},
    "properties/stable": {"examples": 4, "texts": ["a", "b"]},
    "properties/order": {"examples": 4, "orders": [["a"], ["b"]]},
    "properties/read_by_json": {"fits": True, "examples": 1, "trial": TRIAL},
    "properties/diff_change": {"removed": ["a"], "added": ["b"]},
    "properties/comments": {
        "format_has": False,
        "suffix": ".json",
        "comments": [{"line": "# a", "kept": None, "error": "no"}],
    },
    # Of a kind that is declared to have no way, and of one that is not.
    "kinds/set": {"attempts": [{"done": "so", "facts": {"trials": [TRIAL]}}]},
    "kinds/date": {"attempts": [{"done": "so", "facts": {"trials": [TRIAL]}}]},
    "objects/pickle": TRIAL,
    "objects/equality": TRIAL | {"after": {"same": True, "other": False}},
}
del ANSWERS["objects/equality"]["file"]


def answered(folder: Path, answers: dict[str, Any]) -> tuple[Any, dict[str, Any], str]:
    """Return what is made of answers."""
    file = folder / "answers.jsonl"
    lines = [{"question": child.CONTRACT, **SOUND}]
    lines += [{"question": name, **facts} for name, facts in answers.items()]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "ascii")
    return read_answers(file, tuple(ANSWERS))


def judged(name: str, facts: dict[str, Any]) -> Judgement:
    """Judge an answer."""
    gaps = {"set": Gap(Outcome.UNSUPPORTED, "none", "https://docs.python.org")}
    answer = Answer(facts, facts.get("crash", ""), gaps)
    return judge_answer(questions()[name], answer)


def test_answers_are_read_one_by_one(tmp_path: Path) -> None:
    """One that has not its form is this question's alone."""
    declared, told, fault = answered(tmp_path, ANSWERS)
    assert (declared, told, fault) == (SOUND, ANSWERS, "")
    bad = ANSWERS | {"properties/stable": {"examples": "4", "texts": []}}
    _, told, fault = answered(tmp_path, bad)
    assert fault == ""
    cell = judged("properties/stable", told["properties/stable"])
    assert cell.outcome is Outcome.BROKEN
    assert cell.detail == (
        'answers.jsonl, line 4: "examples" is "4"; expected a number of examples'
    )
    assert judged("objects/pickle", told["objects/pickle"]).outcome is Outcome.RIGHT
    _, told, fault = answered(tmp_path, {"objects/pickle": TRIAL, "nobody/asked": {}})
    assert list(told) == ["objects/pickle"]
    assert '"question" is "nobody/asked"; expected one that was asked' in fault


@given(st.sampled_from(list(ANSWERS)), ANYTHING, st.data())
def test_a_changed_answer_is_told_or_can_be_judged(
    tmp_path_factory: pytest.TempPathFactory, name: str, other: Any, data: st.DataObject
) -> None:
    """Whatever stands in the place of a part of it."""
    facts = json.loads(json.dumps(ANSWERS[name]))
    container, key = data.draw(st.sampled_from(changes(facts)))
    if data.draw(st.booleans()):
        container.pop(key)
    else:
        container[key] = other
    _, told, _ = answered(tmp_path_factory.getbasetemp(), {name: facts})
    if name in told:
        judged(name, told[name])


@pytest.mark.parametrize("line", ["no", "[]", '{"question": "kinds/path"}'])
def test_a_values_file_that_answers_for_us_breaks_one_question(
    line: str, tmp_path: Path
) -> None:
    """What it writes between our lines is told at the question, and the rest is asked again."""
    forge = (
        "    if 'int_or_none' in values:\n"
        "        with open(__import__('sys').argv[2], 'a') as file:\n"
        f"            file.write({line + chr(10)!r})\n"
    )
    text = (build("flawless", tmp_path) / "values.py").read_text(encoding="utf-8")
    head = next(each for each in text.splitlines() if each.startswith("def save("))
    row = hostile(tmp_path / "row", head + "\n", f"{head}\n{forge}", "values.py")
    asked = ["kinds/tuple", "kinds/int_or_none", "kinds/set"]
    answers = ask(row, asked)
    assert list(answers) == asked
    found = {name: each for name, each in answers.items() if isinstance(each, Answer)}
    assert "answers.jsonl, line 3: " in found["kinds/int_or_none"].crash
    assert not found["kinds/tuple"].crash
    assert not found["kinds/set"].crash


def test_a_values_file_that_forges_its_contract_is_told(tmp_path: Path) -> None:
    """Then nothing is known of the file."""
    forge = "open(__import__('sys').argv[2], 'a').write('{\"question\": \"contract\"}\\n')\n"
    folder = build("flawless", tmp_path)
    path = folder / "values.py"
    path.write_text(path.read_text(encoding="utf-8") + forge, encoding="utf-8")
    with pytest.raises(RowError, match='line 1: "missing" is missing'):
        ask(registry.read(folder), ["kinds/set"])


# -- places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ruin", [lambda place: place.work.rmdir(), lambda place: foreign.remove(place.base)]
)
def test_a_place_that_a_run_removed_is_told(ruin: Callable[[Workplace], None]) -> None:
    """What comes next there fails for the program, and no data file gets the blame."""
    from benchmarks.shell import words  # noqa: PLC0415  for this alone

    with workplace() as place:
        ruin(place)
        with pytest.raises(ForeignInputError, match="removed its working folder"):
            words("a b", place, "overrides.toml: x")
        assert running.metrics(place) is None
        assert place.files() == []
