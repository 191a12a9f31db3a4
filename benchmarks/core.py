"""What the comparison knows of the training core: settings, by the role that they play.

Everybody else asks by role.  Values are plain Python; a dialect spells them, and :func:`literal`
gives the typed form in which they arrive.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from benchmarks.paths import ROOT
from benchmarks.values import Typed, parse
from configbench.looking import Look, Then
from configbench.places import Place
from shared_model import Precision

Settings = dict[str, object]

# -- where it is looked at ------------------------------------------------------------------------

#: What arrived is seen when this is entered.
PLACE = Place(module="shared_model.training", function="train")
#: The file of the place.
SOURCE = ROOT / "shared_model" / "training.py"
#: What it returns at once where nothing is to be trained, in its own words.
RESULT = (
    "Result(auc=0.5, accuracy=0.5, last_step_auc=0.5, last_step_accuracy=0.5, loss=0.0, "
    "weights_sha256='0' * 64, best_epoch=1, history=())"
)


def recorded(file: Path) -> Look:
    """Return the look that records what arrives into a file, and has nothing trained."""
    return Look(PLACE, file, Then.RETURN, RESULT)


# -- single settings, by role ---------------------------------------------------------------------

#: A float that must be above 0, in a slot.
RATE = "optimizer.lr"
#: A whole number that must be at least 1.
EPOCHS = "n_epochs"
BATCH = "batch_size"
#: Any whole number.
SEED = "seed"
#: Free text, and a list of it.
LABEL, TAGS = "run_name", "tags"
#: Where a run goes: it belongs to the run and not to what is trained.
FOLDER = "run_dir"
#: The slot whose part is chosen by name, and the argument that only some of its parts have.
MODEL, DROPOUT = "model", "model.dropout"
#: The slot of which a change of name is observed.
OPTIMIZER = "optimizer"

#: The slots, and the part that stands in each where none is chosen, by the name that choices have.
SLOTS: Mapping[str, str] = {
    MODEL: "lstm",
    "data": "simulated",
    "loss": "bce",
    OPTIMIZER: "adam",
    "scheduler": "plateau",
}
#: Settings that may be None.
OPTIONAL = ("clip_grad", "scheduler")
#: Settings that are mappings, with the keys of their defaults.
MAPPINGS: Mapping[str, tuple[str, ...]] = {"loss.weights": ("right", "wrong")}
#: Settings that are members of an enum.
ENUMS: Mapping[str, type[Enum]] = {"precision": Precision}
#: Where a run goes if nothing is said.
HOME_OF_RUNS = "outputs/run"

#: Settings that leave no trace in the weights: they are judged by value alone.
WITHOUT_WEIGHT = (TAGS, LABEL, FOLDER)

#: What choosing each model by name must bring: the control's defaults.
MODELS: dict[str, Typed] = {
    "lstm": parse("LSTM(hidden_dim=64, n_layers=2, head_dims=[32])"),
    "lstmattn": parse(
        "LSTMATTN(hidden_dim=64, n_layers=2, head_dims=[32], n_heads=2, dropout=0.2)"
    ),
    "bert": parse(
        "BERT(hidden_dim=64, n_layers=2, head_dims=[32], n_heads=2, dropout=0.2)"
    ),
}

#: Where a run goes when only its weights are wanted.
SOMEWHERE = parse(f"Path({HOME_OF_RUNS!r})")

# -- groups of settings ---------------------------------------------------------------------------

#: One setting of each type, none its default.
EACH_TYPE: Settings = {
    EPOCHS: 5,
    RATE: 3e-4,
    "data.shuffle": False,
    LABEL: "second",
    "model.head_dims": [16, 8],
    "optimizer.betas": (0.8, 0.99),
    "clip_grad": None,
    TAGS: ["a", "b"],
    "loss.weights": {"right": 2.0, "wrong": 0.5},
}

#: What makes a real training as short as it can be.
SMALL: Settings = {EPOCHS: 1, "data.n_students": 60, "data.n_steps": 10}

#: One setting in every slot that is not its default.
EACH_SLOT: Settings = {
    "model.hidden_dim": 32,
    "data.max_seq_len": 8,
    "loss.weights": {"right": 2.0, "wrong": 0.5},
    RATE: 0.01,
    "scheduler.patience": 1,
}

#: For trainings that must differ from the defaults in what they were told; the last two leave no
#: trace in the weights, so that only the record shows whether they came back.
CHANGED: Settings = {**SMALL, RATE: 0.01, SEED: 7, TAGS: ["a", "b"], LABEL: "second"}

#: Five settings that a person types in one line: a number of either type, a switch, a word, one
#: in a slot.
FIVE: Settings = {
    "model.hidden_dim": 32,
    RATE: 3e-4,
    "data.shuffle": False,
    EPOCHS: 5,
    LABEL: "second",
}

#: For several ranks: quick to train and not the defaults; no dropout, which is each rank's own.
FOR_RANKS: Settings = {**EACH_SLOT, **SMALL, BATCH: 16}

#: For a training of which all is compared: one setting in every slot, and those without weight.
MANY: Settings = {**EACH_SLOT, **CHANGED, BATCH: 16, "data.shuffle": False}

#: Two runs that together give every setting a value that is not its default; where a run goes is
#: left out.
PROFILES: Mapping[str, Settings] = {
    "first": {
        MODEL: "bert",
        "model.hidden_dim": 32,
        "model.n_layers": 1,
        "model.head_dims": [16, 8],
        "model.n_heads": 4,
        DROPOUT: 0.125,
        "data.n_students": 80,
        "data.n_steps": 12,
        "data.max_seq_len": 10,
        "data.valid_fraction": 0.25,
        "data.shuffle": False,
        "loss": "l1",
        "loss.weights": {"right": 2.0, "wrong": 0.5},
        OPTIMIZER: "adamw",
        RATE: 3e-4,
        "optimizer.weight_decay": 1e-5,
        "optimizer.betas": (0.8, 0.99),
        "scheduler": "cosine",
        "scheduler.t_max": 5,
        "scheduler.eta_min": 1e-6,
        EPOCHS: 2,
        BATCH: 16,
        "clip_grad": None,
        "precision": "BF16",
        SEED: 7,
        TAGS: ["a", "second tag"],
        LABEL: "012",
    },
    "second": {
        MODEL: "lstm",
        "model.head_dims": [],
        "data": "csv",
        "data.data_dir": "some data",
        "data.file_name": "answers.csv.gz",
        "scheduler": "plateau",
        "scheduler.factor": 0.25,
        "scheduler.patience": 4,
        "clip_grad": 0.1,
    },
}

#: A run of some kilobytes, so that half of what it saves is neither nothing nor a line; and a
#: shorter one: what it leaves of a longer file would show.
LONG: Settings = {SEED: 7, TAGS: [f"a longer tag of number {n}" for n in range(300)]}
SHORT: Settings = {SEED: 8, TAGS: ["short"]}

#: What is set at once, by what it is for: to be typed, trained, run on several ranks.
TOGETHER: Mapping[str, Settings] = {
    "typed": FIVE,
    "trained": CHANGED,
    "ranks": FOR_RANKS,
}

#: Mistakes that any program must reject, in words for people.
MISTAKES: Mapping[str, Settings] = {
    "a misspelt key": {"n_epochz": 5},
    "a misspelt nested key": {"optimizer.lrr": 0.1},
    "lr = -1": {RATE: -1.0},
    "dropout = 1.5": {MODEL: "bert", DROPOUT: 1.5},
}

#: The arguments of a sweep: two rates by three sizes, and between which rates a search draws.
RATES, BATCHES = ("0.001", "0.0003"), ("16", "32", "64")
LOWEST, HIGHEST = 1e-4, 1e-2


def asked() -> Iterator[tuple[str, object]]:
    """Yield every setting that is asked for somewhere, with its value."""
    groups = (
        *(EACH_TYPE, MANY, LONG, SHORT),
        *(each for group in (TOGETHER, PROFILES, MISTAKES) for each in group.values()),
    )
    yield from (item for group in groups for item in group.items())
    yield from ((MODEL, name) for name in MODELS)


def literal(value: object) -> Typed:
    """Return the typed form of a plain Python value."""
    return parse(repr(value))


def literals(settings: Mapping[str, Any]) -> dict[str, Typed]:
    """Return the typed form of several settings, by path."""
    return {path: literal(value) for path, value in settings.items()}
