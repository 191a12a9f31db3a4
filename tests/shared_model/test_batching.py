"""Batches are shuffled, of similar length, hardly padded, and hide some items."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from shared_model import batching, data
from shared_model.batching import Batch
from shared_model.data import Sizes
from shared_model.students import simulate

SIZES = Sizes(tests=7, items=52, tags=7, steps=50)


def generator(seed: int = 0) -> torch.Generator:
    """Return one that has drawn nothing."""
    return torch.Generator().manual_seed(seed)


LENGTHS = st.lists(st.integers(1, 9), min_size=1, max_size=300).map(torch.tensor)


@given(LENGTHS, st.integers(1, 7), st.integers(0, 3))
def test_each_sequence_is_in_one_batch(
    lengths: Tensor, batch_size: int, seed: int
) -> None:
    """All three ways are a partition into batches that are not too large."""
    for found in (
        batching.shuffled(lengths, batch_size, generator(seed)),
        batching.in_order(lengths, batch_size),
        batching.by_length(lengths, batch_size),
    ):
        assert sorted(torch.cat(found).tolist()) == list(range(len(lengths)))
        assert max(map(len, found)) <= batch_size


@given(LENGTHS, st.integers(1, 7))
def test_batches_hardly_overlap_in_length(lengths: Tensor, batch_size: int) -> None:
    """Sorted by their shortest, none begins more than the blur before the last one ends."""
    found = batching.shuffled(lengths, batch_size, generator())
    ranges = sorted((int(lengths[b].min()), int(lengths[b].max())) for b in found)
    for (_, longest), (shortest, _) in itertools.pairwise(ranges):
        assert longest <= shortest * (1 + batching.BLUR)


@pytest.mark.parametrize(
    "lengths", [torch.full((1000,), 9), torch.arange(1000) // 10 + 1]
)
def test_batches_are_others_in_each_epoch(lengths: Tensor) -> None:
    """Of equal and of different lengths, what comes together changes, and the batches' order."""
    draws = generator()
    one, other = (batching.shuffled(lengths, 50, draws) for _ in range(2))
    together = [{frozenset(batch.tolist()) for batch in each} for each in (one, other)]
    assert len(together[0] & together[1]) <= 2
    shortest = [int(lengths[batch].min()) for batch in one]
    assert shortest != sorted(shortest) or len(set(shortest)) == 1
    assert all(map(torch.equal, one, batching.shuffled(lengths, 50, generator())))


def test_padding_nearly_goes() -> None:
    """Of lengths as real data have them, at most a tenth of what is read is padding."""
    drawn = np.random.default_rng(0).lognormal(np.log(50), 1, 5000)
    lengths = torch.from_numpy(drawn.round().clip(1, 200).astype(np.int64))

    def read(batches: list[Tensor]) -> float:
        return float(sum(len(b) * int(lengths[b].max()) for b in batches))

    real = float(lengths.sum())
    assert read(batching.shuffled(lengths, 64, generator())) < real / 0.9
    assert read(batching.in_order(lengths, 64)) > real / 0.5


def everyone(count: int) -> Batch:
    """Return simulated students of 50 steps, cut to 20."""
    students = simulate(count, 50)
    vocabulary = data.Vocabulary.of(students)
    return batching.tensors(data.sequences(students, vocabulary, 20))


def test_a_batch_is_cut_to_its_longest() -> None:
    """The first sequence of each student has ten steps, the others twenty."""
    whole = everyone(4)
    assert whole.lengths.tolist() == [10, 20, 20] * 4
    short = whole.take(torch.tensor([3, 0]))
    assert {tuple(column.shape) for column in short} == {(2, 10)}
    assert torch.equal(short.items, whole.items[[3, 0], :10])
    assert whole.take(torch.tensor([3, 1])).items.shape == (2, 20)


def test_as_many_items_are_hidden_as_asked() -> None:
    """A share of the items, half of their tests and half of their tags, and nothing else."""
    whole = everyone(800)
    hidden = whole.hide(SIZES, 0.1, generator())
    changed = {
        name: getattr(hidden, name) != getattr(whole, name) for name in Batch._fields
    }
    items = changed.pop("items")
    assert items.float().mean() == pytest.approx(0.1, abs=0.01)
    assert (hidden.items[items] == SIZES.items - 1).all()
    for name, rows in (("tests", SIZES.tests), ("tags", SIZES.tags)):
        where = changed.pop(name)
        assert (where <= items).all()
        assert where.sum() / items.sum() == pytest.approx(0.5, abs=0.03)
        assert (getattr(hidden, name)[where] == rows - 1).all()
    assert not any(each.any() for each in changed.values())
    nothing = whole.hide(SIZES, 0.0, generator())
    assert all(map(torch.equal, nothing, whole))
