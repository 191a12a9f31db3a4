"""Several processes that train one network together, as ``torchrun`` starts them.

Without ``WORLD_SIZE`` in the environment, or with 1, there is one rank and nothing here does
anything: not a bit of a single process changes.  With more, the ranks join a gloo group on the
CPU.  Every batch is dealt out to them, so that ``batch_size`` stays that of the whole, and all
ranks have the same weights after every step.
"""

import itertools
import os
import re
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import timedelta
from enum import Enum
from pathlib import PurePath
from typing import Any, NamedTuple

import torch
from torch import Tensor, distributed, nn
from torch.distributed.distributed_c10d import PrefixStore
from torch.distributed.rendezvous import rendezvous

from shared_model.batching import Batch
from shared_model.errors import SettingError

#: How long a rank waits for the others, before each step as at the start.
PATIENCE = timedelta(minutes=5)


class Ranks(NamedTuple):
    """Which rank of how many a process is; only the first one writes files."""

    rank: int = 0
    size: int = 1

    @property
    def first(self) -> bool:
        """Whether this rank writes what the run leaves behind."""
        return self.rank == 0

    def agree(self, network: nn.Module) -> None:
        """Give all ranks the first one's weights."""
        if self.size > 1:
            for value in network.state_dict().values():
                distributed.broadcast(value, src=0)

    def average(self, network: nn.Module) -> None:
        """Average the gradients of a network over all ranks.

        One by one and always in the same order: ``DistributedDataParallel`` puts them together in
        another way after the first step, so that a training that goes on would not have the bits of
        one that was never interrupted.
        """
        if self.size == 1:
            return
        for weight in network.parameters():
            if weight.grad is not None:
                distributed.all_reduce(weight.grad)
                weight.grad /= self.size

    def share(self, batch: Batch) -> tuple[Batch, float]:
        """Return this rank's part of a batch and the factor of its loss.

        Averaged over ranks, mean losses of unequal parts would not be the mean of the batch: each
        is multiplied by how many times its share of the targets is that of an equal part.  A rank
        without a part takes another's with factor 0, for averaging needs it too.
        """
        if self.size == 1:
            return batch, 1.0
        mine = torch.arange(len(batch.mask))[self.rank :: self.size]
        factor = self.size * int(batch.targets[mine].sum()) / int(batch.targets.sum())
        return batch.take(mine if len(mine) else torch.arange(1)), factor

    def gathered(self, value: Tensor) -> list[Tensor]:
        """Return the tensor of each rank."""
        everyone = [value] * self.size
        if self.size > 1:
            distributed.all_gather_object(everyone, value)
        return everyone

    def mean(self, value: float) -> float:
        """Return the mean of a number over all ranks."""
        if self.size == 1:
            return value
        summed = torch.tensor(value, dtype=torch.float64)
        distributed.all_reduce(summed)
        return summed.item() / self.size


@contextmanager
def joined(settings: Mapping[str, Any]) -> Iterator[Ranks]:
    """Join the other ranks, if there are any, and leave them at the end.

    Raises
    ------
    SettingError
        If the others cannot be reached, or if one has other settings.  ``run_dir`` may differ:
        nobody but the first rank uses it.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield Ranks()
        return
    try:
        if not _MEETINGS:
            _MEETINGS.append(next(rendezvous("env://")))
        store, rank, size = _MEETINGS[0]
        # The keys of an earlier group lie in the store still: each has a corner of its own.
        corner = f"training {next(_COUNT)}"
        distributed.init_process_group(
            "gloo",
            store=PrefixStore(corner, store),
            rank=rank,
            world_size=size,
            timeout=PATIENCE,
        )
    except (ValueError, RuntimeError) as error:
        first = str(error).partition("\n")[0]
        raise SettingError(
            f"WORLD_SIZE is {os.environ['WORLD_SIZE']}, but the ranks do not meet: {first}"
        ) from error
    try:
        ranks = Ranks(rank, size)
        compare(settings, ranks)
        yield ranks
        wait(PrefixStore(f"end of {corner}", store), ranks)
    finally:
        distributed.destroy_process_group()


def wait(store: PrefixStore, ranks: Ranks) -> None:
    """Wait until all ranks have come so far: who leaves first cuts off one that still listens.

    By the store, which outlives the group; a barrier of the group would end in the same race.
    """
    store.set(str(ranks.rank), "here")
    store.wait([str(rank) for rank in range(ranks.size)], PATIENCE)


#: torchrun's store, this rank and how many there are: met once, however often is trained.
_MEETINGS: list[tuple[Any, int, int]] = []
_COUNT = itertools.count()


def compare(settings: Mapping[str, Any], ranks: Ranks) -> None:
    """Refuse to train where ranks have different settings."""
    everyone: list[dict[str, tuple[str, str]]] = [{}] * ranks.size
    distributed.all_gather_object(everyone, leaves(settings))
    if sentence := different(everyone):
        raise SettingError(sentence)


def leaves(settings: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return each setting by its dotted name: exact, with its type, and as people read it.

    A part is a setting by its type, and so is each argument that it stores.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, value in settings.items():
        if _is_part(value):
            found[name] = (_type_of(value), type(value).__name__)
            for argument, leaf in vars(value).items():
                found[f"{name}.{argument}"] = (exact(leaf), reprlib.repr(leaf))
        else:
            found[name] = (exact(value), reprlib.repr(value))
    del found["run_dir"]
    return found


def _is_part(value: object) -> bool:
    """Whether a setting is a part: an object that stores arguments, and not one value."""
    return bool(getattr(value, "__dict__", None)) and not isinstance(
        value,
        (type, Enum, PurePath, str, bytes, int, float, Mapping, Sequence, AbstractSet),
    )


def exact(value: object) -> str:
    """Return text that differs for values that differ in value or type: 1, 1.0, True, "1"."""
    if isinstance(value, Mapping):
        inner = [f"{exact(key)}: {exact(item)}" for key, item in value.items()]
    elif isinstance(value, AbstractSet):
        # Its order is another in each process.
        inner = sorted(map(exact, value))
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        inner = [exact(item) for item in value]
    elif _is_part(value):
        inner = [f"{name}={exact(item)}" for name, item in vars(value).items()]
    else:
        # An address in a representation is no setting.
        inner = [re.sub(r" at 0x[0-9a-f]+", "", repr(value))]
    return f"{_type_of(value)}({', '.join(inner)})"


def _type_of(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"


def different(everyone: Sequence[Mapping[str, tuple[str, str]]]) -> str | None:
    """Return the sentence on the first setting that is not the same on all ranks; pure.

    ``everyone`` holds the leaves of each rank.
    """
    missing = ("", "missing")
    for rank, settings in enumerate(everyone):
        for name in {**everyone[0], **settings}:
            (exact, shown) = settings.get(name, missing)
            (first, told) = everyone[0].get(name, missing)
            if exact != first:
                return (
                    f"{name} differs between ranks: it is {told} on rank 0 and {shown} on rank "
                    f"{rank}; all ranks need the same settings"
                )
    return None
