"""Statistics of paired samples, on samples with a known difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from configbench.timing import paired


def samples(
    seed: int, rounds: int = 20, added: float = 0.0
) -> tuple[list[float], list[float]]:
    """Return two contestants of one machine: common drift, own noise, ``added`` seconds."""
    generator = np.random.default_rng(seed)
    drift = generator.normal(0.1, 0.02, rounds)
    one = drift + generator.normal(added, 0.001, rounds)
    other = drift + generator.normal(0, 0.001, rounds)
    return one.tolist(), other.tolist()


def test_the_interval_covers_a_known_difference() -> None:
    """Of 200 intervals about 95 % cover the injected 3 ms; drift of 20 ms does not matter."""
    covered = 0
    for seed in range(200):
        found = paired.difference(*samples(seed, added=0.003))
        covered += found.low <= 0.003 <= found.high
    assert 0.89 <= covered / 200 <= 0.99


def test_equal_programs_are_told_apart_about_as_often_as_stated() -> None:
    """Of 400 comparisons of equal programs the test finds about 5 % different, not more."""
    found = sum(paired.p_value(*samples(seed)) < paired.ALPHA for seed in range(400))
    assert found <= 400 * 0.08


def test_a_real_difference_is_found() -> None:
    """3 ms beside 1 ms of noise is found in 20 rounds, always."""
    assert all(
        paired.p_value(*samples(seed, added=0.003)) < 0.001 for seed in range(50)
    )


def test_constant_samples_have_no_width() -> None:
    """Samples without any spread give a difference without width, and no significance."""
    assert paired.difference([1.0, 1.0], [1.0, 1.0]) == paired.Difference(0.0, 0.0, 0.0)
    assert paired.p_value([1.0, 1.0], [1.0, 1.0]) == 1.0


@pytest.mark.parametrize("lengths", [(1, 1), (3, 2), (0, 0)])
def test_unpaired_samples_are_refused(lengths: tuple[int, int]) -> None:
    """Pairs need equal lengths and at least two of them."""
    with pytest.raises(ValueError, match="equal lengths"):
        paired.difference([1.0] * lengths[0], [1.0] * lengths[1])


def test_the_interval_has_the_ranks_of_the_sign_test() -> None:
    """As in its tables; below six the lowest and the highest, whatever that is worth."""
    table = {2: 0, 5: 0, 6: 0, 8: 0, 9: 1, 12: 2, 15: 3, 20: 5, 25: 7, 50: 17}
    assert {count: paired.left_out(count) for count in table} == table
    assert paired.FEWEST == 6
    found = paired.difference([float(n) for n in range(1, 21)], [0.0] * 20)
    assert found == paired.Difference(10.5, 6.0, 15.0)


@given(st.integers(6, 200))
def test_the_interval_keeps_its_level_and_no_more(count: int) -> None:
    """At least 95 %, and one rank further in it would be less."""
    out = paired.left_out(count)
    covered = [1 - 2 * float(binom.cdf(n, count, 0.5)) for n in (out, out + 1)]
    assert covered[0] >= 0.95 > covered[1]


def test_a_ratio_is_taken_pair_by_pair() -> None:
    """Twice and half are equally far from equal; what slows both down is no difference."""
    pace = [1.0, 3.0, 0.5, 2.0, 1.5, 1.0]
    found = paired.ratio([2 * each for each in pace], pace)
    assert (found.median, found.low, found.high) == pytest.approx((2, 2, 2))
    noise = [0.5, 0.8, 1.0, 1.0, 1.25, 2.0]
    found = paired.ratio(noise, [1.0] * 6)
    assert (found.median, found.low, found.high) == pytest.approx((1, 0.5, 2))


def test_rounds_that_both_have_are_the_first() -> None:
    """Who has left does not come back."""
    assert paired.in_common([1.0, 2.0, 3.0], [4.0]) == ([1.0], [4.0])


seconds = st.lists(st.floats(0.001, 10.0), min_size=2, max_size=12)


@given(seconds.flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))))
def test_the_order_of_rounds_does_not_matter(
    pair: tuple[list[float], list[float]],
) -> None:
    """Interval and p-value are the same for any order of the rounds, and the median inside."""
    (one, other), (two, another) = (
        (times, [value * value for value in times]) for times in pair
    )
    found = paired.difference(one, other)
    assert found.low <= found.median <= found.high
    assert found == paired.difference(two, another)
    assert paired.p_value(one, other) == paired.p_value(two, another)


@given(st.dictionaries(st.text(), st.floats(0, 1), min_size=1))
def test_holm_only_raises_and_keeps_the_order(p_values: dict[str, float]) -> None:
    """An adjusted p-value is never smaller, never above 1, and never overtakes another."""
    adjusted = paired.holm(p_values)
    for key, value in p_values.items():
        assert value <= adjusted[key] <= 1
        for other, second in p_values.items():
            assert value > second or adjusted[key] <= adjusted[other]


def test_holm_by_hand() -> None:
    """The step-down example of three: factors 3, 2, 1, made monotone."""
    adjusted = paired.holm({"a": 0.01, "b": 0.04, "c": 0.03})
    assert adjusted == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})


@pytest.mark.parametrize(
    ("p", "median", "floor", "expected"),
    [
        (0.01, 0.003, 0.001, True),
        (0.06, 0.003, 0.001, False),
        (0.01, 0.0005, 0.001, False),
        (0.01, -0.003, 0.001, True),
    ],
)
def test_different_means_significant_and_above_the_noise(
    p: float, median: float, floor: float, expected: bool
) -> None:
    """Neither a small p-value nor a large difference is enough alone."""
    assert paired.differs(p, paired.Difference(median, 0, 0), floor) is expected


def test_the_smallest_p_is_what_the_exact_test_gives() -> None:
    """Ten rounds that all point one way give the least p-value there is."""
    one = [float(value) for value in range(2, 12)]
    other = [value / 2 for value in one]
    assert paired.p_value(one, other) == pytest.approx(paired.smallest_p(10))


def test_a_limit_itself_is_no_difference() -> None:
    """Neither of significance nor of noise."""
    beyond = paired.Difference(-0.003, -0.004, -0.002)
    assert paired.differs(0.0499, beyond, 0.0029)
    assert not paired.differs(paired.ALPHA, beyond, 0.0029)
    assert not paired.differs(0.0499, beyond, 0.003)


def test_pairs_without_a_difference_have_no_part_in_the_test() -> None:
    """All others of one sign give the least p-value of their number."""
    ones = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert len(ones) == paired.FEWEST
    least = paired.smallest_p(len(ones))
    assert paired.p_value(ones, [0.0] * 6) == pytest.approx(least)
    assert paired.p_value([*ones, 7.0], [*[0.0] * 6, 7.0]) == pytest.approx(least)


def test_each_pair_is_tied_by_its_own_noise() -> None:
    """The floor is asked of both, in their order; rounds that one lacks do not count."""
    rounds = [float(number) for number in range(8)]
    samples = {
        "a": [3 + number for number in rounds],
        "b": [1 + number for number in rounds],
        "c": [*rounds, 1000.0],
        "alone": rounds,
    }
    asked = []

    def floor(one: str, other: str) -> float:
        asked.append((one, other))
        return {"ab": 1.9, "ac": 3.1, "bc": 0.9}[one + other]

    pairs = [("a", "b"), ("a", "c"), ("b", "c")]
    found = paired.ties(samples, pairs, floor)
    assert found == {"a": ["c"], "b": [], "c": ["a"], "alone": []}
    assert asked == pairs
