"""Counting and ranks: what is asked, who does it rightly, and how sure a place is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report import counting, ranks
from report.counting import Asked
from report.dividing import impurity
from report.load import Results
from report.ranks import Rank
from tests.stated import stated

OUTCOMES = ("right", "wrong_value", "accepted", "late", "rejected", "unsupported")


def one(
    group: str,
    case: str,
    outcome: str = "right",
    by: str = "library",
    *,
    mistake: bool = False,
) -> Asked:
    """Return something asked, as stated."""
    return Asked(group, "overrides", case, mistake, {"outcome": outcome, "by": by})


def row(*outcomes: str, group: str = "values") -> list[Asked]:
    """Return a row with some outcomes, all requests of one group."""
    return [one(group, str(at), outcome) for at, outcome in enumerate(outcomes)]


def results(**rows: dict[str, dict[str, str]]) -> Results:
    """Return results with cells of the overrides."""
    return {"adapters": {name: {} for name in rows}, **stated({"overrides": rows})}


def test_what_was_not_asked_counts_nowhere() -> None:
    """A gap of ours, what makes no sense, what was not measured, what is only observed."""
    told = {
        name: {"outcome": name, "by": "library", "tag": "values", "reproduce": "x"}
        for name in (*OUTCOMES, *counting.NOT_ASKED)
    }
    asked = counting.asked(results(a=told), "a")
    assert [each.case for each in asked] == list(OUTCOMES)


def test_a_documented_piece_is_right_and_not_the_library_s() -> None:
    """By the library is what needs no piece of the program's own."""
    cell = {"outcome": "right", "by": "adapter", "documented": "https://x"}
    each = Asked("values", "overrides", "a", False, cell)
    assert (each.right, each.by_library) == (True, False)
    assert Asked(
        "values", "overrides", "a", False, {**cell, "by": "library"}
    ).by_library


def test_groups_count_alike() -> None:
    """Nine right of nine in one group, none of one in another: half, and nine of ten."""
    some = [one("values", str(at)) for at in range(9)]
    some.append(one("files", "a", "rejected"))
    share = counting.share(some, lambda each: each.right)
    assert share is not None
    assert (str(share), share.percent) == ("9 of 10", "50 %")
    assert counting.share([], lambda each: each.right) is None


def test_less_harm_is_before_more_right() -> None:
    """A wrong value weighs more than all that is not offered."""
    told = {
        "careful": row(*["unsupported"] * 9, "right"),
        "able": row(*["right"] * 9, "wrong_value"),
        "best": row(*["right"] * 10),
    }
    places = {name: rank.place for name, rank in ranks.ranks(told).items()}
    assert places == {"best": 1, "careful": 2, "able": 3}


def test_what_is_apart_in_every_group_is_apart() -> None:
    """Known differences: one row does nothing rightly and harms everywhere, one is flawless."""
    told = {
        name: [
            one(group, str(at), outcome)
            for group in ("values", "files")
            for at in range(20)
        ]
        for name, outcome in (("bad", "wrong_value"), ("good", "right"))
    }
    found = ranks.ranks(told)
    assert (found["good"], found["bad"]) == (Rank(1, 1, 1), Rank(2, 2, 2))
    assert not found["good"].overlaps(found["bad"])
    assert ranks.alike(told) == {"bad": (), "good": ()}


def test_one_case_of_many_is_no_difference() -> None:
    """Whether the one case is drawn decides: the intervals overlap."""
    told = {"a": row(*["right"] * 30), "b": row(*["right"] * 29, "wrong_value")}
    found = ranks.ranks(told)
    assert found["a"].place == 1
    assert found["b"].place == 2
    assert found["a"].overlaps(found["b"])
    assert ranks.alike(told) == {"a": ("b",), "b": ("a",)}


def test_left_out_a_group_says_nothing() -> None:
    """The place without a group is that of the other groups alone."""
    told = {
        "a": [*row("wrong_value"), *row("right", "right", group="files")],
        "b": [*row("right"), *row("right", "rejected", group="files")],
    }
    assert ranks.without(told, "values") == {"a": 1, "b": 2}
    assert ranks.without(told, "files") == {"a": 2, "b": 1}
    assert ranks.without({"a": row("right")}, "values") == {}


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=2),
        st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=6),
        min_size=1,
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_a_place_lies_in_its_interval_and_no_order_matters(
    told: dict[str, list[str]], shuffle: random.Random
) -> None:
    """Equal rows share a place; shuffled rows and cases have the same places."""
    rows = {name: row(*outcomes) for name, outcomes in told.items()}
    found = ranks.ranks(rows)
    assert min(rank.place for rank in found.values()) == 1
    names = shuffle.sample(list(rows), len(rows))
    again = ranks.ranks(
        {name: shuffle.sample(rows[name], len(rows[name])) for name in names}
    )
    assert {name: rank.place for name, rank in again.items()} == {
        name: rank.place for name, rank in found.items()
    }
    for name, rank in found.items():
        assert 1 <= rank.low <= rank.high <= len(rows)
        for other, outcomes in told.items():
            if outcomes == told[name]:
                assert found[other] == rank


def test_who_was_asked_nothing_has_no_place() -> None:
    """Nothing was measured: nobody is ranked."""
    assert ranks.ranks({"a": []}) == {}
    assert ranks.alike({"a": []}) == {}


@pytest.mark.parametrize(
    ("rank", "said"), [(Rank(3, 1, 6), "1\N{EN DASH}6"), (Rank(2, 2, 2), "2")]
)
def test_a_rank_is_printed_as_its_interval(rank: Rank, said: str) -> None:
    """One place alone has no dash."""
    assert str(rank) == said


def test_a_case_divides_most_where_the_outcomes_are_even() -> None:
    """Three ways divide more than two, two halves more than one against all."""
    even = impurity(["right", "late"] * 3)
    assert impurity(["right", "late", "accepted"] * 2) > even
    assert even > impurity(["right"] * 5 + ["late"]) > impurity(["right"] * 6)


def test_a_share_of_many_rows_is_exact() -> None:
    """Harm and right by the library, groups alike, where one was not asked in all of them."""
    told = {
        "all": [
            one("values", "a"),
            one("values", "b", "wrong_value"),
            one("files", "a", by="adapter"),
            one("files", "m", "accepted", mistake=True),
        ],
        "some": [one("values", "a"), one("values", "b")],
        "none": [],
        "mistakes": [one("files", "m", mistake=True)],
    }
    harm, right = ranks._Groups(ranks._facts(told)).shares()
    assert harm[0][:2].tolist() == [0.5, 0.0]
    assert right[0][:2].tolist() == [0.25, 1.0]
    assert [*map(str, harm[0][2:])] == ["nan", "0.0"]
    assert [*map(str, right[0][2:])] == ["nan", "nan"]
    places = {name: rank.place for name, rank in ranks.ranks(told).items()}
    assert places == {"some": 1, "mistakes": 2, "all": 3, "none": 4}


def test_ranks_of_stated_rows_are_always_the_same() -> None:
    """Drawn from one seed: places, their intervals, and who is alike."""
    told = {
        name: row(*["right"] * (20 - wrong), *["wrong_value"] * wrong)
        for name, wrong in (("a", 0), ("b", 2), ("c", 9), ("d", 20))
    }
    found = ranks.ranks(told)
    assert found == {
        "a": Rank(1, 1, 1),
        "b": Rank(2, 1, 2),
        "c": Rank(3, 3, 3),
        "d": Rank(4, 4, 4),
    }
    assert ranks.alike(told) == {"a": ("b",), "b": ("a",), "c": (), "d": ()}
    assert (ranks.DRAWS, ranks.LEFT_OUT) == (2000, 0.025)


@pytest.mark.parametrize(
    ("one_rank", "other", "over"),
    [
        (Rank(2, 1, 3), Rank(3, 3, 5), True),
        (Rank(2, 1, 2), Rank(3, 3, 5), False),
        (Rank(2, 1, 9), Rank(3, 3, 5), True),
        (Rank(2, 2, 2), Rank(2, 2, 2), True),
    ],
)
def test_intervals_overlap_where_they_share_a_place(
    one_rank: Rank, other: Rank, *, over: bool
) -> None:
    """Whichever comes first."""
    assert one_rank.overlaps(other) is over
    assert other.overlaps(one_rank) is over


def test_groups_are_those_of_categories_that_were_measured() -> None:
    """With what is left out of each; cases are asked by the tag of their group."""
    cells = {
        "a": {"outcome": "right", "by": "library", "tag": "values", "reproduce": "x"},
        "b": {"outcome": "right", "by": "library", "tag": "no such", "reproduce": "x"},
    }
    told = results(row=cells)
    found = counting.groups(told)
    assert {group.category for group in found} == {"overrides"}
    assert [each.address for each in counting.asked(told, "row")] == ["overrides/a"]
    assert counting.asked(told, "nobody") == []
    group = counting.Group("g", "G", "overrides", left_out=("a*",))
    assert [case for case, *_ in counting.judged(told, group, "row")] == ["b"]
    tagged = counting.Group("g", "G", "overrides", "values")
    assert [case for case, *_ in counting.judged(told, tagged, "row")] == ["a"]


def test_an_observation_is_asked_of_nobody_and_a_mistake_is_one() -> None:
    """By the kind that the results state."""
    cell = {"outcome": "accepted", "by": "library", "tag": "values", "reproduce": "x"}
    kinds = {"a": "observation", "b": "mistake"}
    made = stated({"overrides": {"row": dict.fromkeys("abc", cell)}}, overrides=kinds)
    told = counting.asked({"adapters": {"row": {}}, **made}, "row")
    assert [(each.case, each.mistake, each.harm) for each in told] == [
        ("b", True, True),
        ("c", False, True),
    ]


def test_a_mean_is_printed_in_words() -> None:
    """As percent without a digit behind the point, as per mille with one."""
    share = counting.Share(1, 175, 0.00571)
    assert (share.percent, share.per_mille) == ("1 %", "5.7 ‰")


@pytest.mark.parametrize("outcome", ["not_applicable", "unmeasured", "not_used"])
def test_what_makes_no_sense_or_is_ours_was_not_asked(outcome: str) -> None:
    """By its name, as it stands in results."""
    cell = {"outcome": outcome, "by": "library", "tag": "values", "reproduce": "x"}
    assert counting.asked(results(a={"one": cell}), "a") == []
