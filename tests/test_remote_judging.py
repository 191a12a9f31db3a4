"""What is told and published of what a tracker did, in full, from stated facts."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.categories.remote import judging
from benchmarks.categories.remote.cases import CONFIG, DOWN, KILLED, TWICE, RemoteCase
from benchmarks.categories.remote.fates import Fate
from benchmarks.categories.remote.recording import Recorded
from benchmarks.categories.remote.trackers import NOTHING, Kept
from benchmarks.cells import Judgement
from benchmarks.outcomes import Outcome
from configbench.inside.typed import typed
from configbench.process import Finished

WELL = Finished((), 0, None, "", "bye\n\n", seconds=7.6, cpu=0.1, started=0.1)
ILL = replace(WELL, exit=1, stderr="Traceback\nValueError: no\nsee the docs\n")
DEAD = replace(WELL, exit=-9)
RECORD = {"optimizer": {"t": "X", "args": {"lr": typed(0.1), "steps": typed(3)}}}
HOLDS = Kept({"int": typed(4)}, closed=True)


def judged(asks: str, facts: Recorded) -> Judgement:
    """Return the judgement of a case."""
    return judging.judge(RemoteCase(f"wandb/{asks}", tracker="wandb", asks=asks), facts)


@pytest.mark.parametrize(
    ("facts", "outcome", "detail", "says"),
    [
        (
            Recorded(ILL),
            Outcome.REJECTED,
            "no training: the program ends after 8 s: ValueError: no",
            "ValueError: no",
        ),
        (
            Recorded(ILL, RECORD),
            Outcome.LATE,
            "trained, then exit 1: ValueError: no",
            "ValueError: no",
        ),
        (
            Recorded(WELL, RECORD),
            Outcome.WRONG_VALUE,
            "trained as if all were well, with no record",
            "bye",
        ),
    ],
)
def test_a_start_without_a_server(
    facts: Recorded, outcome: Outcome, detail: str, says: str
) -> None:
    """How long it waited, and what it says."""
    published = {"waited": 8, "says": says}
    assert judged(DOWN, facts) == Judgement(outcome, detail, published)


@pytest.mark.parametrize(
    ("facts", "outcome", "detail"),
    [
        (Recorded(ILL), Outcome.REJECTED, "refused before training: ValueError: no"),
        (
            Recorded(ILL, RECORD, kept=HOLDS),
            Outcome.RIGHT,
            "the record holds the second value",
        ),
        (
            Recorded(ILL, RECORD, kept=Kept({"int": typed(3)}, closed=True)),
            Outcome.WRONG_VALUE,
            "trained, and the record holds the first value",
        ),
        (
            Recorded(ILL, RECORD),
            Outcome.WRONG_VALUE,
            "trained, and the record holds the first value",
        ),
    ],
)
def test_a_value_that_is_set_twice(
    facts: Recorded, outcome: Outcome, detail: str
) -> None:
    """Which of them is there, and what the program says."""
    assert judged(TWICE, facts) == Judgement(
        outcome, detail, {"says": "ValueError: no"}
    )


@pytest.mark.parametrize(
    ("facts", "outcome", "detail"),
    [
        (Recorded(WELL), Outcome.REJECTED, "training ends with it; the config is lost"),
        (
            Recorded(WELL, kept=HOLDS),
            Outcome.REJECTED,
            "training ends with it; the config is kept",
        ),
        (
            Recorded(ILL, trained=True, kept=HOLDS),
            Outcome.LATE,
            "training goes on; the config is kept; at the end exit 1: ValueError: no",
        ),
        (
            Recorded(WELL, trained=True, kept=HOLDS),
            Outcome.RIGHT,
            "training goes on; the config is kept",
        ),
        (
            Recorded(WELL, trained=True),
            Outcome.WRONG_VALUE,
            "training goes on; the config is lost",
        ),
    ],
)
def test_a_tracker_that_dies(facts: Recorded, outcome: Outcome, detail: str) -> None:
    """What became of training, config and run, and how long it waited."""
    published = {
        "trained": facts.trained,
        "config_kept": facts.kept != NOTHING,
        "closed": facts.kept.closed,
        "waited": 8,
        "says": "ValueError: no" if facts.finished.exit else "bye",
    }
    assert judged(KILLED, facts) == Judgement(outcome, detail, published)
    dead = judged(KILLED, replace(facts, finished=DEAD))
    assert (dead.outcome, dead.detail) == (Outcome.BROKEN, DEAD.ended)


@pytest.mark.parametrize(
    ("fates", "outcome", "detail"),
    [
        ([], Outcome.RIGHT, "0 of 0 came back"),
        ([("a", "kept"), ("b", "kept")], Outcome.RIGHT, "2 of 2 came back"),
        (
            [("a", "type_changed"), ("b", "kept"), ("c", "type_changed")],
            Outcome.TYPE_CHANGED,
            "with another type, 2 of 3: a, c",
        ),
        (
            [("a", "lost"), ("b", "changed"), ("c", "lost"), ("d", "buried")],
            Outcome.WRONG_VALUE,
            "b: 1 came back as 2; not in the record: a, c; "
            "in the text of a mapping that Python does not read back: d",
        ),
        (
            [("a", "lost"), ("b", "type_changed")],
            Outcome.WRONG_VALUE,
            "not in the record: a",
        ),
    ],
)
def test_what_became_of_the_settings(
    fates: list[tuple[str, str]], outcome: Outcome, detail: str
) -> None:
    """The worst first; of those that came back with another type, how many."""
    some = [Fate(path, word, "1", "2") for path, word in fates]
    assert judging.judge_fates(WELL, some) == (outcome, detail)
    ended = Outcome.LATE if fates else Outcome.REJECTED
    assert judging.judge_fates(ILL, some) == (ended, "exit 1: ValueError: no")


def test_a_row_is_published_in_full() -> None:
    """What is not kept, by path; seconds only where both runs came to train."""
    kept = Kept({"optimizer": typed({"lr": 0.2})}, closed=True)
    bare = Recorded(WELL, RECORD, 0.25, 0.5)
    facts = Recorded(
        WELL, RECORD, 1.0, 0.75, kept=kept, bare=bare, lines=9, cause="why"
    )
    published: dict[str, Any] = {
        "lines": 9,
        "settings": 2,
        "type_changed": 0,
        "fates": {
            "optimizer.lr": {"fate": "changed", "used": "0.1", "came_back": "0.2"},
            "optimizer.steps": {"fate": "lost", "used": "3", "came_back": None},
        },
    }
    detail = "optimizer.lr: 0.1 came back as 0.2; not in the record: optimizer.steps"
    without = Judgement(Outcome.WRONG_VALUE, detail, published, cause="why")
    timed = published | {"seconds": {"start": 0.75, "exit": 0.25}}
    assert judged(CONFIG, facts) == replace(without, facts=timed)
    for never in (
        replace(facts, bare=None),
        replace(facts, ready=None),
        replace(facts, bare=replace(bare, ready=None)),
    ):
        assert judged(CONFIG, never) == without
    timed["seconds"] = {"start": 0.75, "exit": -0.5}
    assert judged(CONFIG, replace(facts, after=None)) == replace(without, facts=timed)
    timed["seconds"] = {"start": 0.75, "exit": 0.75}
    ended = replace(facts, bare=replace(bare, after=None))
    assert judged(CONFIG, ended) == replace(without, facts=timed)


@pytest.mark.parametrize(
    ("config", "outcome", "detail", "came"),
    [
        ({"int": 3}, Outcome.RIGHT, "came back", "3"),
        ({"int": "3"}, Outcome.TYPE_CHANGED, "3 came back as '3'", "'3'"),
        ({"int": 5}, Outcome.WRONG_VALUE, "int: 3 came back as 5", "5"),
        ({"bool": 3}, Outcome.WRONG_VALUE, "not in the record: int", None),
    ],
)
def test_a_kind_of_the_control(
    config: dict[str, Any], outcome: Outcome, detail: str, came: str | None
) -> None:
    """What was used, and what came back."""
    kept = Kept({name: typed(value) for name, value in config.items()}, closed=True)
    published = {"used": "3", "came_back": came}
    assert judged("int", Recorded(WELL, RECORD, kept=kept)) == Judgement(
        outcome, detail, published
    )


@pytest.mark.parametrize(
    ("said", "status", "quoted"),
    [
        ("", 0, ""),
        ("one\ntwo\n \n", 0, "two"),
        ("\x1b[31mred\x1b[0m", 0, "red"),
        ("127.0.0.1:80 port=8 0x1f " + "0a" * 16, 0, "… … … …"),
        ("warning: a\nerror: b\nc", 1, "error: b"),
        ("x" * 300, 0, "x" * 300),
        ("x" * 301, 0, "x" * 300 + "…"),
    ],
)
def test_what_a_user_reads_is_quoted(said: str, status: int, quoted: str) -> None:
    """The last line, or the error; nothing that differs from run to run, and no novel."""
    assert judging.quoted(replace(WELL, exit=status, stderr=said)) == quoted
