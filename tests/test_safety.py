"""Canaries: judged on stated facts, and met by one row of each kind."""

from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.categories.safety import CATEGORY
from benchmarks.categories.safety.canaries import Canary, cases
from benchmarks.categories.safety.judging import Landed, Met, judge
from benchmarks.outcomes import Kind, Outcome
from benchmarks.rerun import trip
from benchmarks.running import Probe
from benchmarks.values import parse
from configbench.process import Finished
from tests.cells import measured
from tests.miniatures import build

CANARY = Canary("x")


def probe(
    *, reached: bool, code: int = 0, exceeded: str | None = None, says: str = "x"
) -> Probe:
    """Return a run that ended so."""
    finished = Finished((), code, exceeded, "", says, 0.0, 0.0, 0.0)
    return Probe("a", (), ({"seed": parse("7")},) if reached else (), finished, ())


REACHED, REFUSED = probe(reached=True), probe(reached=False, code=2)


@pytest.mark.parametrize(
    ("met", "word", "outcome"),
    [
        (Met(REACHED, touched=False), "harmless", Outcome.RIGHT),
        (Met(REFUSED, touched=False), "refused", Outcome.RIGHT),
        (Met(REACHED, touched=True), "executed", Outcome.ACCEPTED),
        # Refused afterwards is too late.
        (Met(REFUSED, touched=True), "executed", Outcome.ACCEPTED),
        (Met(REACHED, touched=False, read=True), "executed", Outcome.ACCEPTED),
        *(
            (Met(ran, touched=False), "hung", Outcome.BROKEN)
            for ran in (
                probe(reached=False, exceeded="time"),
                probe(reached=False, code=1, says="MemoryError"),
                probe(reached=False, code=1, says=""),
            )
        ),
    ],
)
def test_a_canary_is_judged_by_its_marker_first(
    met: Met, word: str, outcome: Outcome
) -> None:
    """Whatever the program says: a touched marker is an execution."""
    judged = judge(CANARY, met)
    assert (judged.facts["safety"], judged.outcome) == (word, outcome)


def test_no_folder_of_this_machine_is_published() -> None:
    """Names stand for what differs from run to run, in every fact."""
    at = "/here/marker in /here"
    met = Met(
        REACHED,
        touched=False,
        arrived=at,
        command=at,
        planted=at,
        places={"/here/marker": "MARKER", "/here": "/PLACE"},
    )
    judged = judge(CANARY, met)
    assert judged.detail == "plain data: arrived as MARKER in /PLACE"
    told = [judged.facts[name] for name in ("command", "bytes", "arrived")]
    assert told == ["MARKER in /PLACE"] * 3


@pytest.mark.parametrize(
    ("landed", "word", "outcome"),
    [
        (Landed(REACHED, saved=True, inside=("c.json",)), "harmless", Outcome.RIGHT),
        (Landed(REACHED, saved=True), "harmless", Outcome.RIGHT),
        # What saves nothing has no place for a secret, and is no safer for it.
        (Landed(REACHED, saved=False), None, Outcome.BROKEN),
        (Landed(REFUSED, saved=False), None, Outcome.BROKEN),
        (
            Landed(REACHED, saved=True, inside=("c.json",), outside=("train.log",)),
            "spread",
            Outcome.ACCEPTED,
        ),
        (Landed(REACHED, saved=True, printed=True), "spread", Outcome.ACCEPTED),
        (Landed(REFUSED, saved=False, printed=True), "spread", Outcome.ACCEPTED),
        (
            Landed(probe(reached=False, exceeded="time"), saved=True),
            "hung",
            Outcome.BROKEN,
        ),
    ],
)
def test_a_secret_belongs_into_the_saved_config_only(
    landed: Landed, word: str | None, outcome: Outcome
) -> None:
    """Any other file, and the output, is one too many."""
    judged = judge(CANARY, landed)
    assert (judged.facts.get("safety"), judged.outcome) == (word, outcome)


@pytest.mark.parametrize(
    ("name", "canary", "word"),
    [
        ("easydict", "yaml_object_tag", "refused"),
        ("easydict", "pickle_in_its_place", "refused"),
        ("argparse", "target_writes", "harmless"),
        ("argparse", "path_out_of_the_configs", "refused"),
        ("configparser", "environment_read", "refused"),
        ("configparser", "secret_on_the_command_line", "harmless"),
        ("omegaconf", "environment_read", "executed"),
        ("hydra", "target_writes", "executed"),
    ],
)
def test_rows_meet_canaries(name: str, canary: str, word: str) -> None:
    """One canary of each kind for real; no path of this machine is published."""
    row = registry.find(name)
    # What a row cannot even read back without a canary, it executes nothing of: OmegaConf 2.3
    # refuses the paths that it saves itself on Python 3.13.
    if word == "executed" and not ((again := trip(row, ()).second) and again.reached):
        word = "refused"
    cell = measured(CATEGORY, row, canary)[canary]
    assert cell["safety"] == word, cell
    assert cell["by"] == "unmeasured"
    assert cell.get("cause") != "unexplained"
    assert "/tmp/" not in str(cell)  # noqa: S108  looked for, not used


def test_a_canary_does_not_apply_to_a_format_that_cannot_hold_it() -> None:
    """JSON has no tags: that is neither a gap of the library nor a point for it."""
    row = registry.find("argparse")
    cell = measured(CATEGORY, row, "yaml_object_tag")["yaml_object_tag"]
    assert (cell["outcome"], cell["by"]) == ("not_applicable", "unmeasured")
    assert "json" in cell["detail"]


def test_another_ending_of_a_format_is_no_way_out(tmp_path: Path) -> None:
    """A file that ends in .yml is met by what is YAML."""
    folder = build("flawless", tmp_path)
    for name in ("train.py", "dialect.py"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(".json", ".yml"), encoding="utf-8")
    cell = measured(CATEGORY, registry.read(folder), "yaml_object_tag")
    assert cell["yaml_object_tag"]["safety"] == "refused"


def test_a_program_that_saves_nothing_gets_no_point(tmp_path: Path) -> None:
    """No canary was refused by it, for none was met; a name could still be."""
    cells = measured(CATEGORY, registry.read(build("saves_nothing", tmp_path)))
    outcomes = {name: cell["outcome"] for name, cell in cells.items()}
    assert outcomes.pop("path_out_of_the_configs") == "right"
    assert set(outcomes.values()) == {"broken"}
    assert "0 places match" in cells["environment_read"]["detail"]


def test_a_program_that_refuses_everything_gets_no_point(tmp_path: Path) -> None:
    """A canary is refused only by what runs without it."""
    row = registry.read(build("flawless", tmp_path))
    row.program.write_text('raise SystemExit("no")\n', encoding="utf-8")
    cells = measured(CATEGORY, row)
    assert {cell["outcome"] for cell in cells.values()} == {"broken"}


def test_every_canary_has_one_way_to_be_met() -> None:
    """In a value, as a file, as a name, or on the command line; all are mistakes."""
    for canary in cases().values():
        ways = (canary.value, canary.file, canary.choice, canary.secret)
        assert sum(bool(way) for way in ways) == 1, canary.name
        assert canary.kind is Kind.MISTAKE


def test_a_canary_is_aimed_at_a_marker() -> None:
    """Its path stands in all texts, however the canary is met."""
    canary = Canary(
        "x", value={"json": "MARKER"}, file="MARKER", choice={"a": "MARKER"}
    )
    armed = canary.armed(Path("/m"))
    assert (armed.value, armed.file, armed.choice) == (
        {"json": "/m"},
        "/m",
        {"a": "/m"},
    )
    assert CANARY.armed(Path("/m")) == CANARY
