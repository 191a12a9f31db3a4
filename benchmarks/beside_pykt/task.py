"""What a training process is told and what it answers; nothing heavy is imported here."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

#: In the working folder of a training process.
TASK, ANSWERS, ANSWER = "task.json", "answers.csv", "answer.json"
#: What the trainings without some items leave there.
NEW_ITEMS = "new_items.json"

#: Of Adam, where ours meets items that it never met.
NEW_ITEMS_RATE = 3e-3
#: Behind pykt's LSTM, as its ``configs/kt_config.json`` and its class have it.
PYKT_DROPOUT = 0.1


@dataclass(frozen=True)
class Task:
    """One training.

    Attributes
    ----------
    n_items
        Different items that the answers have.
    length
        Steps of the longest sequence, L.
    valid_fraction
        Part of the students that validate.
    hidden_dim, batch_size, n_epochs, learning_rate, seed
        As everywhere.
    every_step
        Whether all steps are targets, or the last one alone (the article's rule).
    predicts
        Whether the probabilities of the validation students are asked for.
    """

    n_items: int
    length: int
    valid_fraction: float
    hidden_dim: int
    batch_size: int
    n_epochs: int
    learning_rate: float
    seed: int
    every_step: bool = True
    predicts: bool = False

    @classmethod
    def read(cls) -> "Task":
        """Read the task of this process from its working folder."""
        return cls(**json.loads(Path(TASK).read_text(encoding="utf-8")))

    def text(self) -> str:
        """Return it as it is written."""
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Answer:
    """What came of it.

    Attributes
    ----------
    cpu, wall
        Seconds of the training call alone.
    imported, peak
        Peak memory of the process (``ru_maxrss``) in KiB: when everything was imported, and at its
        end.
    device
        Where the network was trained.
    parameters
        Numbers that are learnt.
    epochs, best_epoch
        How many were trained, and which was best by the library's own rule, counted from 1.
    train, valid
        Digests of the students that the library itself has read, see ``students.digest``.
    probabilities
        Of right answers: for ``last`` and ``best`` epoch a list for each validation student, for
        its steps 2 to T.
    """

    cpu: float
    wall: float
    imported: int
    peak: int
    device: str
    parameters: int
    epochs: int
    best_epoch: int
    train: str
    valid: str
    probabilities: dict[str, list[list[float]]]

    def write(self) -> None:
        """Leave it in the working folder of this process."""
        Path(ANSWER).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def parse(cls, text: str) -> "Answer":
        """Read what a training process has left."""
        return cls(**json.loads(text))
