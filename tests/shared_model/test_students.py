"""Simulated students resemble the released ones, and are always the same."""

import numpy as np
import pytest

from shared_model.students import simulate


def test_the_simulation_resembles_the_released_data() -> None:
    """Synthetic-5: 0.608 right, 0.113 and 0.150 spread of the means, and students learn."""
    answers = np.array([each.answers for each in simulate(2000, 50)])
    items = np.array([each.items for each in simulate(2000, 50)])
    item_means = [answers[items == name].mean() for name in np.unique(items)]
    assert answers.mean() == pytest.approx(0.608, abs=0.03)
    assert np.std(item_means) == pytest.approx(0.113, abs=0.02)
    assert answers.mean(axis=1).std() == pytest.approx(0.150, abs=0.02)
    assert answers[:, -10:].mean() > answers[:, :10].mean() + 0.03


@pytest.mark.parametrize(
    ("n_steps", "n_items"), [(1, 50), (7, 50), (50, 50), (57, 57), (120, 120)]
)
def test_simulated_students_answer_different_exercises(
    n_steps: int, n_items: int
) -> None:
    """``n_steps`` exercises of at least 50, none twice, test by test, orders differ."""
    everyone = simulate(200, n_steps)
    assert len({item for each in everyone for item in each.items}) == n_items
    for each in everyone:
        assert [len(column) for column in each] == [n_steps] * 4
        assert len(set(each.items)) == n_steps
        changes = sum(a != b for a, b in zip(each.tests, each.tests[1:], strict=False))
        assert changes == len(set(each.tests)) - 1
    assert len({tuple(each.items) for each in everyone}) > 40


def test_the_simulation_is_always_the_same() -> None:
    """It has a seed of its own, whatever numpy drew before."""
    first = simulate(5, 20)
    np.random.default_rng().random()
    assert simulate(5, 20) == first
