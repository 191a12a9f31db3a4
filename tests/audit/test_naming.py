"""Names that are mistyped, and pairs of values that meet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.audit.model import Option
from configbench.audit.planning.covering import covering, pairs
from configbench.audit.planning.naming import Names, head, names, normal, split

NAME = st.text(alphabet="abcde_-", min_size=1, max_size=7).filter(
    lambda name: name.strip("_-")
)
KNOWN = st.lists(
    st.tuples(st.sampled_from(("-", "--", "")), NAME).map("".join), min_size=1
)


@given(KNOWN, st.integers())
def test_no_mistyped_name_means_anything(known: list[str], seed: int) -> None:
    """It is no name, nor the beginning of one, in no case and with no dashes."""
    found = Names(frozenset(known))
    for name in known:
        misspelt = found.misspelt(name, random.Random(seed))
        if misspelt is not None:
            assert not any(
                normal(other).startswith(normal(misspelt)) for other in known
            )
            assert len(normal(misspelt)) - len(normal(name)) in {-1, 0, 1}
        for other in (found.other_case(name), found.dashed(name)):
            if other is not None:
                assert other not in known
                assert normal(other) == normal(name)
                others = [each for each in known if normal(each) != normal(name)]
                assert not any(
                    normal(each).startswith(normal(other)) for each in others
                )


@given(KNOWN)
def test_an_abbreviation_is_of_one_name(known: list[str]) -> None:
    """A part of it, and of no other."""
    for name in known:
        short = Names(frozenset(known)).abbreviated(name)
        if short is not None:
            fitting = {
                normal(each) for each in known if normal(each).startswith(normal(short))
            }
            assert fitting == {normal(name)}
            assert len(short) < len(name)


@pytest.mark.parametrize(
    ("name", "known", "none"),
    [("--lr", (), "too short"), ("-abc", ("-a",), "-a takes the rest")],
)
def test_where_every_mistake_would_mean_something_none_is_made(
    name: str, known: tuple[str, ...], none: str
) -> None:
    """For it would be no mistake."""
    found = Names(frozenset({name, *known})).misspelt(name, random.Random(0))
    assert found is None, none


def test_forms_of_a_name() -> None:
    """The part that people type, and none that is documented."""
    found = names(
        [Option("x", (("--model.hidden_size={}",),)), Option("y", on=("--Use-It",))], ()
    )
    assert found.dashed("--model.hidden_size") == "--model.hidden-size"
    assert found.other_case("--model.hidden_size") == "--model.HIDDEN_SIZE"
    assert found.dashed("--Use-It") == "--Use_It"
    assert Names(frozenset({"--a_b", "--a-b"})).dashed("--a_b") is None
    assert Names(frozenset({"--lr", "--LR_decay"})).other_case("--lr") is None
    assert (head("+x={}"), split("-lr")) == ("+x", ("-", "lr"))


@given(st.lists(st.integers(1, 4), max_size=6), st.integers())
def test_all_pairs_meet(levels: list[int], seed: int) -> None:
    """In few rows, the same for the same seed."""
    rows = covering(levels, random.Random(seed))
    wanted = set()
    for one in range(len(levels)):
        for two in range(one + 1, len(levels)):
            wanted |= {
                (one, a, two, b) for a in range(levels[one]) for b in range(levels[two])
            }
    assert set().union(*map(pairs, rows)) == wanted
    assert all(0 <= value < levels[at] for row in rows for at, value in enumerate(row))
    ordered = sorted(levels)[-2:]
    assert len(rows) <= (3 * ordered[0] * ordered[1] if len(ordered) > 1 else 0)
    assert rows == covering(levels, random.Random(seed))


def test_rows_end_where_they_are_told() -> None:
    """Then pairs are missing."""
    assert len(covering([9, 9, 9], random.Random(0), most=60)) == 60
