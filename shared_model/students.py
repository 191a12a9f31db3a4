"""Students and their answers, simulated here or read from a file by ``reading``."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: The simulated students are the same for every ``seed``: a seed varies the training.
SIMULATION_SEED = 2
#: Simulated exercises form tests of so many.
TEST_LENGTH = 10


class Student(NamedTuple):
    """One student's ``T`` answers in order of time, a list for each column."""

    tests: list[str]
    items: list[str]
    tags: list[str]
    answers: list[int]


def simulate(n_students: int, n_steps: int) -> list[Student]:
    """Simulate students as Piech et al. (2015), "Synthetic-5", each with an order of their own.

    An exercise has one of five concepts and a difficulty b; a student has a skill a in each
    concept; p(right) = c + (1 - c) / (1 + exp(b - a)) with c = 0.25.  Answering raises the skill in
    the exercise's concept by 0.6.  The paper gives neither distributions nor gain; b ~ N(0, 4²),
    a ~ N(-3, 10²) and the gain reproduce what it released: 0.61 of the answers are right there and
    here, the AUC of the item means is 0.63 there and 0.64 here.

    There are 50 exercises, or ``n_steps`` if that is more; a student answers ``n_steps`` different
    ones.  Exercises are numbered by concept and ten in a row form a test, so that a test has one
    concept, or two where they meet.  The concept is the tag.

    In the paper all students share one order, and the last step would be one exercise for all.
    Here everyone takes the tests in an order of their own, and the exercises within each test.
    With all exercises interleaved, the answers that matter would be scattered: the same training
    then ends at the AUC of the item means, and ten times as much still below what it reaches here.
    """
    rng = np.random.default_rng(SIMULATION_SEED)
    n_items = max(50, n_steps)
    guess, gain = 0.25, 0.6
    concept = np.sort(rng.integers(5, size=n_items))  # (items,)
    difficulty = rng.normal(0, 4, size=n_items)  # (items,)
    skill = rng.normal(-3, 10, size=(n_students, 5))  # (S, concepts)
    orders = _orders(rng, n_students, n_items)[:, :n_steps]  # (S, T)
    answers = np.empty((n_students, n_steps), dtype=np.int64)  # (S, T)
    everyone = np.arange(n_students)
    for step in range(n_steps):
        item = orders[:, step]  # (S,)
        ability = skill[everyone, concept[item]] - difficulty[item]  # (S,)
        p_right = guess + (1 - guess) / (1 + np.exp(-ability))
        answers[:, step] = rng.random(n_students) < p_right
        skill[everyone, concept[item]] += gain
    return [
        Student(
            tests=[f"A{item // TEST_LENGTH:06}" for item in order],
            items=[f"I{item:06}" for item in order],
            tags=[str(concept[item]) for item in order],
            answers=right.tolist(),
        )
        for order, right in zip(orders, answers, strict=True)
    ]


def _orders(
    rng: np.random.Generator, n_students: int, n_items: int
) -> NDArray[np.intp]:
    """Return (S, items): for each student the tests shuffled, and the exercises in each test."""
    test = np.arange(n_items) // TEST_LENGTH  # (items,)
    places = np.tile(np.arange(test[-1] + 1), (n_students, 1))  # (S, tests)
    places = rng.permuted(places, axis=1)
    # The whole part orders the tests, the fraction the exercises within one.
    keys = places[:, test] + rng.random((n_students, n_items))  # (S, items)
    return keys.argsort(axis=1)
