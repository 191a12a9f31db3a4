"""The networks are the baseline's and see no later answer and no padding; losses are as told."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from shared_model import networks
from shared_model.data import Sizes

SIZES = Sizes(tests=4, items=9, tags=5, steps=6)
Model = Callable[[Sizes], nn.Module]
SMALL: dict[str, Any] = {"hidden_dim": 12, "n_layers": 2}
MODELS: list[Model] = [
    functools.partial(networks.LSTM, **SMALL, head_dims=[4]),
    functools.partial(
        networks.LSTMATTN, **SMALL, head_dims=[4], n_heads=2, dropout=0.0
    ),
    functools.partial(networks.BERT, **SMALL, head_dims=[4], n_heads=2, dropout=0.0),
]
ALL = pytest.mark.parametrize("model", MODELS, ids=["LSTM", "LSTMATTN", "BERT"])


def batch(length: int = 6) -> list[Tensor]:
    """Return tests, items, tags, interactions and mask with 1 to 6 real steps, (6, length)."""
    generator = torch.Generator().manual_seed(0)
    mask = torch.ones(6, 6, dtype=torch.bool).tril()
    assert mask.sum(dim=1).tolist() == [1, 2, 3, 4, 5, 6]
    columns = [
        torch.randint(1, rows, (6, 6), generator=generator) * mask
        for rows in (SIZES.tests, SIZES.items, SIZES.tags, 3)
    ]
    return [nn.functional.pad(column, (0, length - 6)) for column in (*columns, mask)]


def weights(network: nn.Module) -> int:
    """Count all weights but those that the embeddings and the units of items have."""
    tables = {
        id(each.weight) for each in network.modules() if isinstance(each, nn.Embedding)
    }
    return sum(each.numel() for each in network.parameters() if id(each) not in tables)


def test_sizes_of_the_baseline() -> None:
    """Behind the embeddings, LSTM and LSTMATTN have the baseline's weights.

    It has 72,128 and 97,344 of them with a projection of four embeddings, of 21 numbers each, and
    the three rows of one of them; ours projects three.
    """
    less = 64 * 21 + 3 * 21
    lstm = networks.LSTM(SIZES, hidden_dim=64, n_layers=2, head_dims=[])
    assert weights(lstm) == 72_128 - less
    lstmattn = networks.LSTMATTN(
        SIZES, hidden_dim=64, n_layers=2, head_dims=[], n_heads=2, dropout=0.2
    )
    assert weights(lstmattn) == 97_344 - less


def test_the_head_is_as_deep_as_asked() -> None:
    """One linear layer for no ``head_dims``, and a ReLU behind each of them."""
    flat = networks.Head(SIZES, 8, []).mlp
    assert [type(each) for each in flat] == [nn.Linear]
    deep = networks.Head(SIZES, 8, [5, 3]).mlp
    assert [each.weight.shape for each in deep if isinstance(each, nn.Linear)] == [
        (5, 8),
        (3, 5),
        (1, 3),
    ]
    assert [type(each) for each in deep][1::2] == [nn.ReLU, nn.ReLU]


def test_an_answer_is_embedded_with_its_item() -> None:
    """By hand: each step is met with the pair of the item before it and how it was answered."""
    torch.manual_seed(0)
    embedding = networks.Embedding(SIZES, 6)
    items = torch.tensor([[4, 2, 7]])
    zeros = torch.zeros_like(items)
    x = embedding(zeros, items, zeros, torch.tensor([[0, 2, 1]]))
    none = embedding(zeros, items, zeros, zeros)
    pairs = embedding.answered.weight
    torch.testing.assert_close(x[0, 0], none[0, 0])
    torch.testing.assert_close(x[0, 1] - none[0, 1], pairs[4 * 3 + 2] - pairs[4 * 3])
    torch.testing.assert_close(x[0, 2] - none[0, 2], pairs[2 * 3 + 1] - pairs[2 * 3])


@ALL
def test_one_logit_for_each_step(model: Model) -> None:
    """All are numbers, also of a single real step, and those of padding are 0."""
    *inputs, mask = batch()
    logits = model(SIZES)(*inputs, mask)
    assert logits.shape == (6, 6)
    assert torch.isfinite(logits).all()
    assert ((logits == 0) == ~mask).all()


@ALL
def test_evaluation_computes_what_training_does(model: Model) -> None:
    """Without dropout both modes agree: torch's fast path for evaluation honours the mask."""
    torch.manual_seed(0)
    network = model(SIZES)
    trained = network(*batch())
    network.eval()
    with torch.no_grad():
        torch.testing.assert_close(network(*batch()), trained)


@ALL
def test_sequences_of_a_batch_are_independent(model: Model) -> None:
    """A sequence alone has the logits that it has among others."""
    torch.manual_seed(0)
    network = model(SIZES).eval()
    together = network(*batch())
    for number in range(6):
        alone = network(*(column[number : number + 1] for column in batch()))
        torch.testing.assert_close(alone[0], together[number])


MODES = pytest.mark.parametrize("training", [True, False])


@ALL
@MODES
def test_no_step_sees_what_comes_later(model: Model, training: bool) -> None:
    """Whatever is changed from a step on, no bit of the logits before it changes.

    The answer to a step is an input to the next one: neither it nor later answers leak.
    """
    torch.manual_seed(0)
    network = model(SIZES).train(training)
    *inputs, mask = batch()
    logits = network(*inputs, mask)
    for step in range(1, 6):
        for index, rows in enumerate((SIZES.tests, SIZES.items, SIZES.tags, 3)):
            other = [column.clone() for column in inputs]
            other[index][:, step:] = (other[index][:, step:] + 1) % rows
            seen = network(*other, mask)
            assert torch.equal(seen[:, :step], logits[:, :step])
            changed = mask[:, step]
            assert (seen[changed, step] != logits[changed, step]).all()


@ALL
@MODES
def test_no_bit_depends_on_what_stands_in_padding(model: Model, training: bool) -> None:
    """Any numbers in padded steps give the logits, and the gradients, that zeros give."""
    torch.manual_seed(0)
    network = model(SIZES).train(training)
    *inputs, mask = batch()
    found = []
    for fill in (0, 1, 2):
        network.zero_grad()
        logits = network(*(torch.where(mask, each, fill) for each in inputs), mask)
        logits[mask].sum().backward()
        found.append([logits, *(each.grad for each in network.parameters())])
    for others in found[1:]:
        assert all(map(torch.equal, found[0], others))


@ALL
@MODES
def test_padding_to_any_length_is_the_same(model: Model, training: bool) -> None:
    """Padded to 6, 20 or 200 steps, no logit moves by more than 1e-6."""
    torch.manual_seed(0)
    network = model(SIZES._replace(steps=200)).train(training)
    logits = network(*batch())
    for length in (7, 20, 200):
        longer = network(*batch(length))
        assert (longer[:, :6] - logits).abs().max() <= 1e-6
        assert not longer[:, 6:].any()


@ALL
def test_every_input_matters(model: Model) -> None:
    """Tests, items, tags and interactions all reach the logits."""
    torch.manual_seed(0)
    network = model(SIZES).eval()
    *inputs, mask = batch()
    logits = network(*inputs, mask)
    for index, rows in enumerate((SIZES.tests, SIZES.items, SIZES.tags, 3)):
        other = list(inputs)
        other[index] = (inputs[index] + 1) % rows
        assert not torch.isclose(network(*other, mask)[mask], logits[mask]).any()


LOGITS = torch.tensor([2.0, -1.0, 0.5])
ANSWERS = torch.tensor([1.0, 0.0, 0.0])


def test_the_losses_by_hand() -> None:
    """Each answer's loss is multiplied by its weight; the mean is over the batch."""
    p = LOGITS.sigmoid()
    entropy = torch.stack(
        [-p[0].log() * 3, -(1 - p[1]).log() / 2, -(1 - p[2]).log() / 2]
    )
    seen = networks.BCEWithLogits(right=3.0, wrong=0.5)(LOGITS, ANSWERS)
    torch.testing.assert_close(seen, entropy.mean())
    distance = torch.stack([(1 - p[0]) * 3, p[1] / 2, p[2] / 2])
    seen = networks.L1(right=3.0, wrong=0.5)(LOGITS, ANSWERS)
    torch.testing.assert_close(seen, distance.mean())


def test_weights_of_one_are_the_plain_losses() -> None:
    """They and their gradients are equal to torch's in every bit."""
    plain: dict[nn.Module, Callable[[Tensor, Tensor], Tensor]] = {
        networks.BCEWithLogits(right=1.0, wrong=1.0): nn.BCEWithLogitsLoss(),
        networks.L1(right=1.0, wrong=1.0): lambda x, y: nn.L1Loss()(x.sigmoid(), y),
    }
    for ours, theirs in plain.items():
        one, other = LOGITS.clone().requires_grad_(), LOGITS.clone().requires_grad_()
        losses = ours(one, ANSWERS), theirs(other, ANSWERS)
        torch.autograd.backward(losses)
        assert torch.equal(*losses)
        assert one.grad is not None
        assert other.grad is not None
        assert torch.equal(one.grad, other.grad)
