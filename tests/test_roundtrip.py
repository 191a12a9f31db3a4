"""The round trip: its headline and settings on stated records, and its parts as one category."""

from pathlib import Path

import pytest

from benchmarks import core, registry
from benchmarks.categories.roundtrip import CATEGORY, PARTS, headline, settings
from benchmarks.categories.roundtrip.judging import judge_restored
from benchmarks.category import Order
from benchmarks.judging import differing, put
from benchmarks.outcomes import Kind, Outcome
from benchmarks.rerun import Rerun, Trip
from benchmarks.running import Probe, Record, control
from benchmarks.values import parse
from configbench.errors import UserError
from configbench.process import Finished
from tests.cells import measured
from tests.miniatures import build

FIRST: Record = {
    "seed": parse("7"),
    "tags": parse("['a']"),
    "run_dir": parse("Path('x')"),
    "optimizer": parse("AdamW(lr=0.1, betas=(0.9, 0.99))"),
}

#: The same arguments in a part of another class.
ADAM = "Adam(lr=0.1, betas=(0.9, 0.99))"


def probe(record: Record | None, code: int = 0, says: str = "it says") -> Probe:
    """Return a run with this record and this end."""
    finished = Finished((), code, None, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), (record,) if record else (), finished, ())


def rerun(weights: tuple[str | None, str | None] = ("w", "w"), **changed: str) -> Rerun:
    """Return a rerun whose second record differs as stated."""
    second = FIRST | {name: parse(text) for name, text in changed.items()}
    return Rerun(None, first=FIRST, second=second, weights=weights)


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        (rerun(), Outcome.RIGHT),
        (rerun(run_dir="Path('y')"), Outcome.RIGHT),
        (rerun(tags="('a',)"), Outcome.TYPE_CHANGED),
        (rerun(tags="[]"), Outcome.WRONG_VALUE),
        # Texts are two values, whatever the weights.
        (rerun(tags="['b']"), Outcome.WRONG_VALUE),
        (rerun(seed="8"), Outcome.WRONG_VALUE),
        (rerun(seed="'7'"), Outcome.WRONG_VALUE),
        (rerun(optimizer=ADAM), Outcome.WRONG_VALUE),
        (rerun(optimizer="AdamW(lr=0.1, betas=[0.9, 0.99])"), Outcome.TYPE_CHANGED),
        (rerun(optimizer="Adam(lr=0.1, betas=[0.9, 0.99])"), Outcome.WRONG_VALUE),
        (rerun(("w", "v")), Outcome.WRONG_VALUE),
        (rerun(("w", "v"), tags="('a',)"), Outcome.WRONG_VALUE),
        (rerun(("w", None)), Outcome.LATE),
        # Two trainings without weights are no equal trainings.
        (rerun((None, None)), Outcome.LATE),
        (Rerun("it did not start"), Outcome.REJECTED),
    ],
)
def test_a_rerun_is_judged_by_record_and_weights(done: Rerun, outcome: Outcome) -> None:
    """Equal weights are not enough: tags leave no trace in them."""
    judged = headline.judge(headline.RUN, headline.Repeated((), done))
    assert judged.outcome is outcome
    assert done.equal is (outcome is Outcome.RIGHT)


def setting(path: str) -> settings.Setting:
    """Return the case of a setting."""
    return settings.Setting(f"first/{path}", profile="first", path=path)


@pytest.mark.parametrize(
    ("path", "after", "outcome"),
    [
        ("seed", "7", "right"),
        ("seed", "7.0", "type_changed"),
        ("seed", "'7'", "wrong_value"),
        ("seed", "8", "wrong_value"),
        ("optimizer", "AdamW(lr=0.1, betas=(0.9, 0.99))", "right"),
        ("optimizer", ADAM, "wrong_value"),
        ("optimizer", "AdamW(lr=0.1, betas=[0.9, 0.99])", "type_changed"),
        ("optimizer", "AdamW(lr=0.2, betas=(0.9, 0.99))", "wrong_value"),
        ("optimizer.betas", "[0.9, 0.99]", "type_changed"),
    ],
)
def test_a_setting_is_judged_by_what_came_back(
    path: str, after: str, outcome: str
) -> None:
    """Value and type; of a whole part its class and every argument."""
    trip = Trip(probe(FIRST), {}, probe(put(FIRST, path, parse(after))))
    judged = settings.judge(setting(path), trip)
    assert judged.outcome == outcome
    assert judged.facts["came_back"] is not None


@pytest.mark.parametrize(
    ("trip", "outcome"),
    [
        (Trip(probe(FIRST), problem="no saved config"), Outcome.REJECTED),
        (Trip(probe(FIRST), {}, probe(None, 2)), Outcome.REJECTED),
        (Trip(probe(FIRST), {}, probe(None, 2, "")), Outcome.BROKEN),
        # Who says that all went well and never trained has not refused.
        (Trip(probe(FIRST), {}, probe(None, 0)), Outcome.BROKEN),
        (Trip(probe(FIRST), {}, probe(FIRST, 3)), Outcome.LATE),
        (Trip(probe(FIRST), {}, probe({"tags": FIRST["tags"]})), Outcome.WRONG_VALUE),
        (Trip(probe(None, 2)), Outcome.REJECTED),
        (Trip(probe(None, 0)), Outcome.BROKEN),
        (Trip(probe({"tags": FIRST["tags"]})), Outcome.WRONG_VALUE),
    ],
)
def test_a_setting_that_did_not_come_back_says_why(
    trip: Trip, outcome: Outcome
) -> None:
    """Nothing saved, a refusal, a crash, or a record without it."""
    judged = settings.judge(setting("seed"), trip)
    assert judged.outcome is outcome
    assert judged.facts["came_back"] in {None, "7"}


@pytest.mark.parametrize(
    ("restored", "weights", "outcome"),
    [
        (probe(FIRST), ("w", "w"), Outcome.RIGHT),
        (probe(FIRST), None, Outcome.RIGHT),
        (probe(FIRST), ("w", "v"), Outcome.WRONG_VALUE),
        (probe(FIRST), (None, "w"), Outcome.LATE),
        (probe(FIRST), (None, None), Outcome.LATE),
        (probe(FIRST, 3), None, Outcome.LATE),
        (probe(put(FIRST, "seed", parse("8"))), ("w", "w"), Outcome.WRONG_VALUE),
        (probe(put(FIRST, "optimizer.lr", parse("0.2"))), None, Outcome.WRONG_VALUE),
        (probe(put(FIRST, "optimizer", parse(ADAM))), ("w", "w"), Outcome.WRONG_VALUE),
        (probe(FIRST | {"new": parse("1")}), None, Outcome.WRONG_VALUE),
        # Each run has a folder of its own.
        (probe(put(FIRST, "run_dir", parse("Path('y')"))), ("w", "w"), Outcome.RIGHT),
        (probe(None, 2), None, Outcome.REJECTED),
        (probe(None, 2, ""), None, Outcome.BROKEN),
        (probe(None, 0), None, Outcome.BROKEN),
    ],
)
def test_a_restored_run_is_judged_by_record_and_weights(
    restored: Probe, weights: tuple[str | None, str | None] | None, outcome: Outcome
) -> None:
    """Exactly the expected record, and the expected weights where it trained."""
    assert judge_restored(restored, FIRST, weights).outcome is outcome


def test_a_part_of_another_class_differs() -> None:
    """Where every argument is the same, the class alone tells two parts apart."""
    assert differing(FIRST, FIRST | {"optimizer": parse(ADAM)}) == ["optimizer"]


def test_the_profiles_change_every_setting() -> None:
    """Every argument of train() and of every part in the profiles has a non-default value."""
    record = control()
    asked = {path for settings in core.PROFILES.values() for path in settings}
    paths = {
        f"{name}.{argument}" if argument else name
        for name, value in {**record, "model": core.MODELS["bert"]}.items()
        for argument in value.get("args", {"": None})
    }
    assert paths - asked == {"run_dir"}


def test_each_case_has_one_part_and_its_kind() -> None:
    """No name stands in two parts; saving on a spoilt disk is a mistake, all else a request."""
    names = [name for part in PARTS for name in part.cases()]
    assert len(names) == len(set(names))
    assert names == list(CATEGORY.cases(()))
    assert all(name == case.name for name, case in CATEGORY.cases(()).items())
    mistakes = {
        name
        for name, case in CATEGORY.cases(()).items()
        if case.kind is not Kind.REQUEST
    }
    assert mistakes == {"fault/killed", "fault/disk_full", "fault/not_writable"}


def test_an_unknown_case_is_refused_by_name() -> None:
    """The sentence names the nearest case."""
    order = Order((registry.find("argparse"),), ("kinds/dat",))
    with pytest.raises(UserError, match="kinds/date"):
        next(iter(CATEGORY.measure(order)))


@pytest.mark.parametrize(
    ("file", "text", "spared"),
    [
        ("dialect.py", "import nothing_of_this_name", ("kinds", "properties", "objects")),
        ("values.py", "import nothing_of_this_name", ("run", "first", "values", "fault")),
        ("values.py", "def load(folder): ...", ("run", "first", "values", "fault")),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_nobody_elses_fault(
    file: str, text: str, spared: tuple[str, ...], tmp_path: Path
) -> None:
    """What needs the file is unmeasured, with its name; all else is measured as ever."""
    folder = build("flawless", tmp_path)
    (folder / file).write_text(text, encoding="utf-8")
    cases = ["run", "first/seed", "values/int/one", "values/string/tab"]
    cases += ["fault/not_writable", "fault/target_exists"]
    cases += ["kinds/date", "properties/stable", "objects/pickle"]
    cells = measured(CATEGORY, registry.read(folder), *cases)
    assert list(cells) == cases
    for case, cell in cells.items():
        if case.startswith(spared):
            assert cell["outcome"] == "right", case
        else:
            assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row"), case
            assert file in cell["detail"]


def test_half_a_file_is_told_by_name(tmp_path: Path) -> None:
    """A saved run that cannot be read names the reason in its cells."""
    row = registry.read(build("saves_half_a_file", tmp_path))
    for cell in measured(CATEGORY, row, "run", "first/seed").values():
        assert cell["outcome"] == "rejected"
        assert "JSONDecodeError" in cell["detail"]
