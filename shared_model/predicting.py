"""Probabilities for recorded answers, from a checkpoint."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import nn

from shared_model import batching, checkpoints, data, fitting, reading
from shared_model.building import built, precision
from shared_model.errors import DataError
from shared_model.parts import Adam, BCEWithLogits
from shared_model.reading import Answer
from shared_model.students import Student

#: Sequences in a batch: enough to be quick, few enough for any memory.
BATCH_SIZE = 256
#: Windows that are in memory at a time, and put together by length.
CHUNK = 10_000
#: In place of things of torch's that a checkpoint does not hold, and prediction does not need.
UNUSED: dict[str, Any] = {
    "loss": BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
    "optimizer": Adam(lr=1e-3, weight_decay=0.0, betas=(0.9, 0.999)),
    "scheduler": None,
}


class Prediction(NamedTuple):
    """A row of the file, and the probability that its answer is right."""

    answer: Answer
    probability: float


class Window(NamedTuple):
    """Steps of one student, of which all are to be scored, or only the last."""

    steps: Sequence[Answer]
    every: bool


def predict(checkpoint: str | Path, file: str | Path, **slots: Any) -> list[Prediction]:
    """Return the probability of each answer of a file, in the order of its rows.

    Each follows from its student's answers before it, at most ``max_seq_len - 1`` of them.  Rows to
    predict have no answer: nothing follows from them.  Tests, items and tags that training did not
    meet are unknown ones.

    Parameters
    ----------
    checkpoint
        A file ``checkpoint.pt`` or ``best.pt``.
    file
        Recorded answers, as ``shared_model.reading`` takes them.
    slots
        ``model``, where ``train`` got a functools.partial.

    Raises
    ------
    SettingError
        If one of the files cannot be used.
    """
    path = Path(checkpoint)
    held = checkpoints.read(path)
    lacking = checkpoints.lacking(held)
    unused = {slot: part for slot, part in UNUSED.items() if slot in lacking}
    settings = checkpoints.settings_in(held, path, unused | slots)
    vocabulary = checkpoints.vocabulary_in(held, path)
    length = int(settings["data"].max_seq_len)
    rows = reading.rows(Path(file))
    if not rows:
        raise DataError(f"{file}: no row below the header")
    windows = (
        window
        for history in reading.histories(rows).values()
        for window in windows_of(history, length)
    )
    probabilities: dict[int, float] = {}
    with fitting.reproducible(int(settings["seed"])), precision(settings):
        network = built("model", settings["model"], vocabulary.sizes(length), nn.Module)
        checkpoints.fill(network, held, path)
        network.eval()
        while chunk := list(itertools.islice(windows, CHUNK)):
            probabilities |= _probabilities(network, chunk, vocabulary, length)
    return [Prediction(row, probabilities[row.line]) for row in rows]


def windows_of(history: Sequence[Answer], length: int) -> Iterator[Window]:
    """Yield what to score of one student's rows in order of time: each row once."""
    known: list[Answer] = []
    for row in history:
        if row.answer is None:
            before = known[max(0, len(known) - length + 1) :]
            yield Window([*before, row], every=False)
            continue
        known.append(row)
        if len(known) > length:
            yield Window(known[-length:], every=False)
    if known:
        yield Window(known[:length], every=True)


def _probabilities(
    network: nn.Module,
    windows: Sequence[Window],
    vocabulary: data.Vocabulary,
    length: int,
) -> dict[int, float]:
    """Return the probability of each scored row by its line."""
    sequences = data.sequences(
        [_student(each.steps) for each in windows], vocabulary, length
    )
    columns = batching.tensors(sequences)
    found: dict[int, float] = {}
    for numbers in batching.by_length(columns.lengths, BATCH_SIZE):
        with torch.no_grad():
            logits = fitting.predict(network, columns.take(numbers))  # (b, l)
        probabilities = logits.double().sigmoid().tolist()
        for number, of_steps in zip(numbers.tolist(), probabilities, strict=True):
            steps, every = windows[number]
            first = 0 if every else len(steps) - 1
            for step in range(first, len(steps)):
                found[steps[step].line] = of_steps[step]
    return found


def _student(steps: Sequence[Answer]) -> Student:
    return Student(
        tests=[step.test for step in steps],
        items=[step.item for step in steps],
        tags=[step.tag for step in steps],
        # The answer to a step is no input to it: what stands for an unknown one does not matter.
        answers=[step.answer or 0 for step in steps],
    )
