"""What must be declared of a gap, and how it is judged by all that was tried."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import gaps
from benchmarks.cells import Judgement
from benchmarks.errors import RowError
from benchmarks.gaps import ENOUGH, Gap, Tried
from benchmarks.outcomes import Outcome

FILE = Path("x.toml")
SOUND = {"reason": "none", "page": "https://docs.python.org/3/", "attempts": ["a", "b"]}


def fault(stated: object, kind: str = "unsupported") -> str:
    """Return what is wrong with a declaration; nothing if it is as it should be."""
    try:
        gaps.check_declared(FILE, stated, "case.gap", kind=kind)
    except RowError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("key", SOUND)
def test_each_part_of_a_gap_must_be_there(key: str) -> None:
    """Reason, page and attempts; what the library can needs no attempt."""
    assert fault(SOUND) == ""
    rest = {name: value for name, value in SOUND.items() if name != key}
    assert f"x.toml: case.gap.{key} is missing; expected" in fault(rest)
    assert bool(fault(rest, "not_used")) is (key != "attempts")


def test_a_gap_is_one_of_the_library_unless_it_is_said_to_be_none() -> None:
    """Without a kind there must be attempts, as of what is unsupported."""
    gaps.check_declared(FILE, SOUND, "gap")
    for attempts, told in (
        ([], "x.toml: gap.attempts has 0; expected 2 or more that differ"),
        (["a  b", "a b"], "x.toml: gap.attempts has 1; expected 2 or more that differ"),
    ):
        with pytest.raises(RowError) as refused:
            gaps.check_declared(FILE, SOUND | {"attempts": attempts}, "gap")
        end = ", before it is said that the library has no way"
        assert str(refused.value) == told + end


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("reason", value) for value in ("", "  ", 3)),
        *(
            ("page", value)
            for value in ("", "http://a.b", "https://", "see https://a.b", None)
        ),
        *(
            ("attempts", value)
            for value in ("ab", [], ["a"], ["a", ""], ["a", "\t"], ["a", 3])
        ),
        ("attempt", "a"),
    ],
)
def test_what_proves_nothing_is_refused(key: str, value: object) -> None:
    """An empty reason or attempt, a page that is none, fewer than two attempts."""
    assert f"{key}" in fault(SOUND | {key: value})


@given(st.lists(st.text("ab \t", max_size=3), max_size=4))
def test_attempts_count_once_however_they_are_spaced(attempts: list[str]) -> None:
    """As many as differ in more than blanks, of which none is empty."""
    different = {" ".join(each.split()) for each in attempts}
    sound = "" not in different and len(different) >= ENOUGH
    assert bool(fault(SOUND | {"attempts": attempts})) is not sound


#: What a request can come to.
OUTCOMES = (
    *(Outcome.RIGHT, Outcome.TYPE_CHANGED, Outcome.WRONG_VALUE, Outcome.REJECTED),
    *(Outcome.LATE, Outcome.BROKEN),
)


@given(
    st.sampled_from([Outcome.UNSUPPORTED, Outcome.NOT_USED]),
    st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=5),
)
def test_a_gap_is_no_better_than_its_attempts(
    kind: Outcome, outcomes: list[Outcome]
) -> None:
    """One that works proves it false, one that gives something else is a wrong value."""
    gap = Gap(kind, "none", "https://x.org")
    tried = [
        Tried({"command": f"{number}"}, Judgement(each, f"did {number}", {"n": number}))
        for number, each in enumerate(outcomes)
    ]
    judged = gaps.judge(gap, tried, {"more": 1})
    told: Any = judged.facts["attempts"]
    assert [(each["command"], each["outcome"]) for each in told] == [
        (f"{number}", str(each)) for number, each in enumerate(outcomes)
    ]
    # The facts of the cell are those of the attempt that decides it.
    assert outcomes[judged.facts["n"]] is judged.outcome
    assert judged.facts["more"] == 1
    if Outcome.RIGHT in outcomes:
        assert (judged.outcome, judged.gap) == (Outcome.RIGHT, str(gap))
    elif Outcome.WRONG_VALUE in outcomes:
        assert (judged.outcome, judged.gap) == (Outcome.WRONG_VALUE, None)
    elif Outcome.TYPE_CHANGED in outcomes:
        assert (judged.outcome, judged.gap) == (Outcome.TYPE_CHANGED, None)
    else:
        assert (judged.outcome, judged.gap) == (outcomes[0], "none (https://x.org)")
    assert judged.gap is None or judged.lacks is kind
    assert judged.gap is not None or judged.detail.endswith(": none (https://x.org)")
