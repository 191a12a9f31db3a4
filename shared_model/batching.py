"""Sequences as tensors, and which of them make up a batch."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Generator, Tensor

from shared_model.data import Sequences, Sizes

#: How far lengths are blurred before they are sorted, so that no two epochs have the same batches.
BLUR = 0.1


class Batch(NamedTuple):
    """The columns of ``data.Sequences`` as tensors, each (b, l): b sequences of at most l steps."""

    tests: Tensor
    items: Tensor
    tags: Tensor
    interactions: Tensor
    mask: Tensor
    answers: Tensor
    targets: Tensor
    last: Tensor

    @property
    def inputs(self) -> Sequence[Tensor]:
        """What a network is called with."""
        return self[:5]

    @property
    def lengths(self) -> Tensor:
        """The real steps of each sequence, (b,)."""
        return self.mask.sum(1)

    def take(self, numbers: Tensor) -> "Batch":
        """Return some of the sequences, cut to the longest of them."""
        longest = int(self.mask[numbers].sum(1).max())
        return Batch(*(column[numbers, :longest] for column in self))

    def hide(self, sizes: Sizes, share: float, generator: Generator) -> "Batch":
        """Return the batch with that share of its items made unknown.

        An unknown item may belong to a test and have a tag that are known, or not: of the hidden
        items, half also hide their test, and half their tag.
        """

        def some(probability: float) -> Tensor:
            draws = torch.rand(self.items.shape, generator=generator)  # (b, l)
            return draws < probability

        item = some(share)
        return self._replace(
            items=self.items.masked_fill(item, sizes.items - 1),
            tests=self.tests.masked_fill(item & some(0.5), sizes.tests - 1),
            tags=self.tags.masked_fill(item & some(0.5), sizes.tags - 1),
        )


def tensors(sequences: Sequences) -> Batch:
    """Return sequences as tensors, (N, L), that share their memory."""
    return Batch(*(torch.from_numpy(column) for column in sequences))


def shuffled(lengths: Tensor, batch_size: int, generator: Generator) -> list[Tensor]:
    """Return the numbers of the sequences in each batch of an epoch, for lengths of (N,).

    Sequences are sorted by their lengths, each of which is multiplied by a random number between
    1 and ``1 + BLUR``, and the batches are shuffled: what is short stays together and is hardly
    padded (as AllenNLP's BucketBatchSampler).  One batch may have fewer than ``batch_size``.
    """
    blurred = lengths * (1 + BLUR * torch.rand(len(lengths), generator=generator))
    batches = torch.split(blurred.argsort(stable=True), batch_size)
    order = torch.randperm(len(batches), generator=generator)
    return [batches[number] for number in order]


def in_order(lengths: Tensor, batch_size: int) -> list[Tensor]:
    """Return the same batches each time, in the order of the sequences, for lengths of (N,)."""
    return list(torch.split(torch.arange(len(lengths)), batch_size))


def by_length(lengths: Tensor, batch_size: int) -> list[Tensor]:
    """Return batches of sequences in the order of their lengths of (N,): the padding is least."""
    return list(torch.split(lengths.argsort(stable=True), batch_size))
