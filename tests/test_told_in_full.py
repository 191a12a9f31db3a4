"""What judges tell and publish, word by word and key by key, from stated facts.

Elsewhere tests say which outcome facts have; here, that nothing else of a judgement gets lost.
"""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import gaps
from benchmarks.categories.roundtrip import judging as roundtrip
from benchmarks.categories.roundtrip import kinds_judging as kinds
from benchmarks.categories.safety import judging as safety
from benchmarks.categories.safety.canaries import Canary
from benchmarks.categories.safety.judging import Landed, Met
from benchmarks.cells import Judgement
from benchmarks.gaps import Gap, Tried
from benchmarks.outcomes import Outcome
from benchmarks.rerun import Trip
from benchmarks.running import Probe, Record
from benchmarks.values import parse
from configbench.inside.typed import typed
from configbench.process import Finished

WELL = Finished((), 0, None, "", "", started=0.0, seconds=1.0, cpu=0.5)
RECORD: Record = {"seed": parse("7"), "optimizer": parse("Adam(lr=0.1)")}


def probe(record: Record | None = None, code: int = 0, says: str = "") -> Probe:
    """Return a run that reached the core with a record, or did not, and ended so."""
    finished = replace(WELL, exit=code, stderr=says)
    return Probe("a", (), (record,) if record else (), finished, ())


REACHED, REFUSED = probe(RECORD), probe(None, 2, "error: no")
TWICE = replace(REACHED, reached=(RECORD, RECORD))

# -- safety ---------------------------------------------------------------------------------------

MEMORY = probe(None, 1, "MemoryError")
LATE = replace(probe(None), finished=replace(WELL, exit=None, exceeded="time"))


@pytest.mark.parametrize(
    ("met", "word", "outcome", "detail"),
    [
        (
            Met(REACHED, touched=True),
            "executed",
            "accepted",
            "the marker was touched; exit 0",
        ),
        (
            Met(REACHED, touched=False, read=True, arrived="'secret'"),
            "executed",
            "accepted",
            "what it asked for arrived: 'secret'",
        ),
        (Met(MEMORY, touched=False), "hung", "broken", "over the memory limit"),
        (Met(LATE, touched=False), "hung", "broken", LATE.finished.ended),
        (
            Met(REACHED, touched=False, arrived="'x'"),
            "harmless",
            "right",
            "plain data: arrived as 'x'",
        ),
        (
            Met(REACHED, touched=False),
            "harmless",
            "right",
            "plain data: reached the core",
        ),
        (Met(probe(None), touched=False), "harmless", "right", "nothing happened"),
        (Met(REFUSED, touched=False), "refused", "right", "exit 2: error: no"),
    ],
)
def test_a_canary(met: Met, word: str, outcome: str, detail: str) -> None:
    """What was typed and planted, what arrived, and the marker."""
    met = replace(met, command="$ a", planted="!!b")
    facts = {
        "safety": word,
        "command": "$ a",
        "bytes": "!!b",
        "arrived": met.arrived,
        "marker": "touched" if met.touched else "untouched",
    }
    expected = Judgement(Outcome(outcome), detail, facts)
    assert safety.judge(Canary("x"), met) == expected


def test_what_arrived_is_shortened() -> None:
    """In the fact as in the sentence."""
    judged = safety.judge(Canary("x"), Met(REACHED, touched=False, arrived="y" * 9999))
    assert len(judged.facts["arrived"]) < 1000
    assert judged.detail == f"plain data: arrived as {judged.facts['arrived']}"


@pytest.mark.parametrize(
    ("landed", "outcome", "detail", "word"),
    [
        (
            Landed(REACHED, saved=True, inside=("a", "b")),
            "right",
            "it landed in a, b",
            "harmless",
        ),
        (Landed(REACHED, saved=True), "right", "it landed nowhere", "harmless"),
        (
            Landed(REFUSED, saved=False),
            "broken",
            "the run saved nothing (exit 2)",
            None,
        ),
        (
            Landed(
                REACHED, saved=True, inside=("a",), outside=("c", "d"), printed=True
            ),
            "accepted",
            "it landed in c, d, its output as well",
            "spread",
        ),
        (
            Landed(REACHED, saved=False, printed=True),
            "accepted",
            "it landed in its output as well",
            "spread",
        ),
        (
            Landed(LATE, saved=True, outside=("c",)),
            "broken",
            LATE.finished.ended,
            "hung",
        ),
    ],
)
def test_a_secret(landed: Landed, outcome: str, detail: str, word: str | None) -> None:
    """All files that hold it, those of the saved config first."""
    facts: dict[str, Any] = {
        "command": "$ a",
        "landed": [*landed.inside, *landed.outside],
        **({"safety": word} if word else {}),
    }
    judged = safety.judge(Canary("x"), replace(landed, command="$ a"))
    assert judged == Judgement(Outcome(outcome), detail, facts)


# -- the round trip -------------------------------------------------------------------------------

RESTORED = parse("8")


@pytest.mark.parametrize(
    ("trip", "outcome", "detail"),
    [
        (Trip(probe({"tags": RESTORED})), "wrong_value", "seed did not reach the core"),
        (Trip(REFUSED), "rejected", "refused, exit 2: error: no"),
        (Trip(TWICE), "rejected", "nothing to restore"),
        (Trip(REACHED, problem="no saved config"), "rejected", "no saved config"),
        (
            Trip(REACHED, {}, REFUSED),
            "rejected",
            "the saved config is refused, exit 2: error: no",
        ),
        (
            Trip(REACHED, {}, TWICE),
            "wrong_value",
            "the restored run: trained 2 times, not once",
        ),
        (Trip(REACHED, {}, REACHED), "right", "came back equal"),
        (Trip(REACHED, {}, probe(RECORD | {"seed": RESTORED})), "wrong_value", None),
    ],
)
def test_a_value_that_came_back(trip: Trip, outcome: str, detail: str | None) -> None:
    """Or did not: whose fault it is, and the message."""
    judged = roundtrip.judge_return(trip, "seed")
    assert judged.outcome == outcome
    if detail:
        assert judged.detail == detail


@pytest.mark.parametrize(
    ("probed", "weights", "outcome", "detail"),
    [
        (REFUSED, None, "rejected", "refused, exit 2: error: no"),
        (TWICE, None, "wrong_value", "trained 2 times, not once"),
        (REACHED, None, "right", "record as expected"),
        (REACHED, ("w", "w"), "right", "record and weights as expected"),
        (REACHED, ("w", "v"), "wrong_value", "record as expected, other weights"),
        (REACHED, (None, "v"), "late", "record as expected, but it does not train"),
        (
            probe({"seed": RESTORED, "more": RESTORED}),
            ("w", "w"),
            "wrong_value",
            "more is 8, expected nothing; optimizer is missing, expected Adam(); "
            "optimizer.lr is missing, expected 0.1; seed is 8, expected 7",
        ),
    ],
)
def test_a_restored_run(
    probed: Probe, weights: tuple[str | None, str] | None, outcome: str, detail: str
) -> None:
    """Each setting that is another, then the weights."""
    judged = roundtrip.judge_restored(probed, RECORD, weights)
    assert judged == Judgement(Outcome(outcome), detail)


# -- kinds of values ------------------------------------------------------------------------------


def trial(before: object, **more: Any) -> Any:
    """Return the facts of a value, which did not come back unless more says so."""
    return {"before": typed(before), "after": None, "error": None, **more}


@pytest.mark.parametrize(
    ("facts", "outcome", "detail", "found"),
    [
        (trial(1, error="no"), "rejected", "no", {"used": "1"}),
        (trial(1), "wrong_value", "1 did not come back", {"used": "1"}),
        (
            trial("1", after=typed("1")),
            "right",
            "'1' came back equal",
            {"used": "'1'", "came_back": "'1'"},
        ),
        (
            trial(1, after=typed(1.0)),
            "type_changed",
            "1 came back as 1.0",
            {"used": "1", "came_back": "1.0"},
        ),
        (
            trial(
                1, after=typed("1"), file="text", removed=["a"], added=[], examples=0
            ),
            "wrong_value",
            "1 came back as '1'",
            {
                "used": "1",
                "came_back": "'1'",
                "file": "text",
                "removed": ["a"],
                "added": [],
                "examples": 0,
            },
        ),
    ],
)
def test_a_value_of_a_kind(
    facts: Any, outcome: str, detail: str, found: dict[str, Any]
) -> None:
    """What was used, what came back, and the file; nothing that was not seen."""
    expected = Judgement(Outcome(outcome), detail, found)
    assert kinds.came_back(facts) == expected
    assert kinds.judge_object(facts) == expected
    assert kinds.judge_kind({"trials": [facts]}) == expected


def test_what_a_format_does_alone_is_told_beside() -> None:
    """With its outcome; what the library does decides."""
    facts = {"trials": [trial(1, after=typed(1))], "format_alone": trial(1)}
    assert kinds.judge_kind(facts) == Judgement(
        Outcome.RIGHT,
        "1 came back equal",
        {
            "format_alone": {"outcome": "wrong_value", "detail": "1 did not come back"},
            "used": "1",
            "came_back": "1",
        },
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"t": "own.Kind", "v": "repr of it"}, "repr of it"),
        ({"t": "pathlib.PosixPath", "v": "a"}, "Path('a')"),
        ({"t": "float", "v": "inf"}, "float('inf')"),
        ({"t": "shared_model.Precision", "v": "BF16"}, "Precision.BF16"),
        ({"t": "list", "v": []}, "[]"),
    ],
)
def test_a_value_is_shown(value: dict[str, Any], text: str) -> None:
    """As people write it; what is known by its repr alone is that."""
    assert kinds.shown(value) == text
    assert 300 < len(kinds.shown({"t": "str", "v": "x" * 9999})) < 500


def test_a_section_is_alike_a_mapping_with_its_values() -> None:
    """Either way round; another key or value is another section."""
    part = {"t": "own.Part", "args": {"a": typed(1)}}
    for mapping, same in (
        ({"a": 1}, True),
        ({"a": 2}, False),
        ({"b": 1}, False),
        ({}, False),
    ):
        assert kinds.alike(part, typed(mapping)) is same
        assert kinds.alike(typed(mapping), part) is same
    assert kinds.alike(part, {**part, "t": "own.Other"})


@pytest.mark.parametrize(
    ("facts", "outcome", "detail", "found"),
    [
        (
            {"examples": 0},
            "rejected",
            "no example could be saved and loaded",
            {"examples": 0},
        ),
        ({"examples": 3}, "right", "no counter-example in 3 examples", {"examples": 3}),
        (
            {"examples": 3, "texts": ["a", "b"], "orders": [["a"], ["b"]], "file": "f"},
            "wrong_value",
            "'a' became 'b'",
            {"examples": 3, "file": "f"},
        ),
        (
            {"examples": 3, "orders": [["a"], ["b"]]},
            "wrong_value",
            "keys ['a'] came back as ['b']",
            {"examples": 3},
        ),
        (
            {"examples": 3, "trial": trial(1)},
            "wrong_value",
            "1 did not come back",
            {"used": "1"},
        ),
        (
            {"examples": 3, "texts": ["a", "b"], "trial": trial(1, after=typed(1))},
            "wrong_value",
            "'a' became 'b'",
            {"used": "1", "came_back": "1"},
        ),
    ],
)
def test_a_search(facts: Any, outcome: str, detail: str, found: dict[str, Any]) -> None:
    """Its counter-example, or how many examples there were."""
    assert kinds.judge_search(facts) == Judgement(Outcome(outcome), detail, found)


@pytest.mark.parametrize(
    ("removed", "added", "change", "append", "detail"),
    [
        (["a"], ["b"], "right", "right", "+1 -1 lines"),
        ([], ["b"], "wrong_value", "right", "+1 -0 lines"),
        (["a"], [], "wrong_value", "wrong_value", "+0 -1 lines"),
        (["a"], ["b", "c"], "wrong_value", "right", "+2 -1 lines"),
        (["a"], ["b", "c", "d"], "wrong_value", "wrong_value", "+3 -1 lines"),
        (["a", "e"], ["b", "c"], "wrong_value", "wrong_value", "+2 -2 lines"),
        (
            ["untouched"],
            ["b"],
            "wrong_value",
            "wrong_value",
            "+1 -1 lines, some of another setting",
        ),
        (
            ["a"],
            ["is untouched"],
            "wrong_value",
            "wrong_value",
            "+1 -1 lines, some of another setting",
        ),
    ],
)
def test_a_difference_of_files(
    removed: list[str], added: list[str], change: str, append: str, detail: str
) -> None:
    """Counted, and shown."""
    facts = {"removed": removed, "added": added}
    for judge, outcome in ((kinds.judge_change, change), (kinds.judge_append, append)):
        assert judge(facts) == Judgement(Outcome(outcome), detail, facts)


def test_a_comment() -> None:
    """Kept, gone or refused; of a format that has none, a gap with its page."""
    lines = [{"line": "# a", "kept": True}, {"line": "// a", "kept": False}]
    facts = {"comments": lines, "suffix": ".json", "format_has": True}
    kept = Judgement(Outcome.RIGHT, "a comment is still there after load and save")
    gone = Judgement(Outcome.WRONG_VALUE, "a comment is gone after load and save")
    assert kinds.judge_comments(facts) == kept
    assert kinds.judge_comments({**facts, "comments": lines[1:]}) == gone
    refused = {"line": "# a", "error": "no"}
    assert kinds.judge_comments(
        {**facts, "suffix": ".x", "format_has": False, "comments": [refused]}
    ) == Judgement(Outcome.REJECTED, "no")
    judged = kinds.judge_comments({**facts, "format_has": False, "comments": [refused]})
    page = "https://www.rfc-editor.org/rfc/rfc8259"
    assert judged == Judgement(
        Outcome.REJECTED,
        "no",
        {"attempts": [{"done": "# a", "outcome": "rejected", "detail": "no"}]},
        gap=f".json files have no comments ({page})",
        lacks=Outcome.UNSUPPORTED,
    )


def test_an_object() -> None:
    """One that is data, one that is equal, and none."""
    none = Judgement(Outcome.NOT_APPLICABLE, "why")
    for judge in (kinds.judge_object, kinds.judge_data, kinds.judge_equality):
        assert judge({"none": "why"}) == none
    refused = Judgement(Outcome.REJECTED, "no", {"used": "1"})
    for judge in (kinds.judge_object, kinds.judge_data, kinds.judge_equality):
        assert judge(trial(1, error="no")) == refused
    facts = {"used": "(1,)", "came_back": "[1]"}
    written = kinds.judge_data(trial((1,), after=typed([1])))
    assert written == Judgement(Outcome.RIGHT, "written as [1]", facts)
    for same, other, outcome, detail in (
        (True, False, "right", "equal configs are equal, another is not"),
        (
            True,
            True,
            "wrong_value",
            "equal configs are equal, and another is equal, too",
        ),
        (False, False, "wrong_value", "equal configs are not equal, another is not"),
    ):
        seen = {"error": None, "after": {"same": same, "other": other}, "file": "f"}
        expected = Judgement(Outcome(outcome), detail, {"file": "f"})
        assert kinds.judge_equality(seen) == expected


# -- gaps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "shown", "said"),
    [
        (["rejected", "broken"], 0, None),
        (["broken", "right", "wrong_value"], 1, None),
        (["broken", "type_changed", "wrong_value"], 2, "there is no way"),
        (["type_changed", "broken", "type_changed"], 0, "there is no way"),
    ],
)
@pytest.mark.parametrize("outcome", [Outcome.UNSUPPORTED, Outcome.NOT_USED])
def test_a_gap(
    outcomes: list[str], shown: int, said: str | None, outcome: Outcome
) -> None:
    """What was tried, all of it; what stands for it, and what was declared."""
    gap = Gap(outcome, "none", "https://a.b/c")
    judged = [
        Judgement(Outcome(each), f"detail {number}", {"of": number})
        for number, each in enumerate(outcomes)
    ]
    tried = [Tried({"line": f"{n}"}, each) for n, each in enumerate(judged)]
    attempts = [
        {"line": f"{number}", "outcome": each, "detail": f"detail {number}"}
        for number, each in enumerate(outcomes)
    ]
    facts = {"of": shown, "attempts": attempts, "more": 1}
    if said:
        said = "this program goes without" if outcome is Outcome.NOT_USED else said
        detail = f"detail {shown}; {said}: none (https://a.b/c)"
        expected = replace(judged[shown], detail=detail, facts=facts)
    else:
        expected = replace(
            judged[shown], facts=facts, gap="none (https://a.b/c)", lacks=outcome
        )
    assert gaps.judge(gap, tried, {"more": 1}) == expected
    without = {"of": shown, "attempts": attempts}
    assert gaps.judge(gap, tried) == replace(expected, facts=without)
