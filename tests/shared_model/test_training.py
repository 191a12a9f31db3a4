"""Equal settings give equal bits, other settings other bits, and networks learn."""

import copy
import functools
import json
import math
import random
from collections import UserDict, UserList
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.optim import lr_scheduler

from shared_model import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    networks,
    train,
)
from shared_model.__main__ import marginal_auc
from shared_model.data import Sizes
from tests.shared_model.smallest import Settings, changed, smallest

SYNTHETIC = Path(__file__).parents[3] / "shared/data/synthetic5_v0.csv.gz"


# -- equal bits -----------------------------------------------------------------------------------


def test_what_happened_before_does_not_matter(settings: Settings) -> None:
    """Random draws, seeds, threads and another training in between change nothing."""
    first = train(**settings)
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002  the global state is the subject
    torch.manual_seed(7)
    torch.rand(5)
    train(**changed(settings, "seed", 1))
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert train(**settings) == first
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)


def test_the_process_keeps_its_own_random_numbers(settings: Settings) -> None:
    """Training neither draws from torch's global generator nor leaves its flags behind."""
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    train(**settings)
    assert torch.equal(torch.rand(3), expected)
    assert not torch.are_deterministic_algorithms_enabled()


# -- each setting ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("model", LSTM(hidden_dim=12, n_layers=1, head_dims=[4])),
        (
            "model",
            LSTMATTN(hidden_dim=12, n_layers=1, head_dims=[4], n_heads=2, dropout=0.1),
        ),
        ("model.hidden_dim", 14),
        ("model.n_layers", 2),
        ("model.head_dims", []),
        ("model.head_dims", [4, 3]),
        ("model.n_heads", 3),
        ("model.dropout", 0.2),
        ("data.n_students", 41),
        ("data.n_steps", 21),
        ("data.max_seq_len", 9),
        ("data.valid_fraction", 0.35),
        ("data.shuffle", False),
        ("loss", L1(weights={"right": 1.0, "wrong": 1.0})),
        ("loss.weights", {"right": 2.0, "wrong": 1.0}),
        ("loss.weights", {"right": 1.0, "wrong": 2.0}),
        ("optimizer", AdamW(lr=0.01, weight_decay=0.1, betas=(0.9, 0.999))),
        ("optimizer.lr", 0.02),
        ("optimizer.weight_decay", 0.1),
        ("optimizer.betas", (0.8, 0.999)),
        ("optimizer.betas", (0.9, 0.99)),
        ("scheduler", CosineAnnealing(t_max=10, eta_min=0.0)),
        ("n_epochs", 3),
        ("batch_size", 17),
        ("clip_grad", 0.1),
        ("precision", Precision.BF16),
        ("seed", 43),
        ("seed", -1),
    ],
)
def test_each_setting_reaches_the_weights(
    settings: Settings, name: str, value: object, unchanged: str
) -> None:
    """Changing one setting, and nothing else, changes the hash of the weights."""
    assert train(**changed(settings, name, value)).weights_sha256 != unchanged


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the hash for the settings as they are."""
    return train(**smallest(tmp_path_factory.mktemp("run"))).weights_sha256


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tags", ["a", "b"]),
        ("run_name", "other"),
        ("optimizer.betas", [0.9, 0.999]),
        ("optimizer.betas", UserList([0.9, 0.999])),
        ("optimizer.weight_decay", 0),
        ("model.head_dims", (4,)),
        ("model.head_dims", UserList([4])),
        ("loss.weights", UserDict({"wrong": 1, "right": 1})),
        ("data.shuffle", "false"),
        ("clip_grad", 10),
        ("clip_grad", 1e9),
        ("clip_grad", None),
    ],
)
def test_what_means_the_same_trains_to_the_same_weights(
    settings: Settings, name: str, value: object, unchanged: str
) -> None:
    """Equal values of another type, labels, and limits never reached: the hash is the same."""
    assert train(**changed(settings, name, value)).weights_sha256 == unchanged


@pytest.mark.parametrize(
    ("scheduler", "name", "value"),
    [
        (ReduceLROnPlateau(factor=0.5, patience=0), "scheduler.factor", 0.25),
        (ReduceLROnPlateau(factor=0.5, patience=0), "scheduler.patience", 9),
        (CosineAnnealing(t_max=10, eta_min=0.0), "scheduler.t_max", 11),
        (CosineAnnealing(t_max=10, eta_min=0.0), "scheduler.eta_min", 0.001),
    ],
)
def test_each_setting_of_a_scheduler_reaches_the_weights(
    settings: Settings, scheduler: object, name: str, value: object
) -> None:
    """At a rate with which the AUC does not always rise, every argument counts."""
    settings = {**settings, "scheduler": scheduler, "n_epochs": 6}
    settings = changed(settings, "optimizer.lr", 0.1)
    other = changed(settings, name, value)
    assert train(**settings).weights_sha256 != train(**other).weights_sha256


def test_the_plateau_watches_the_auc(settings: Settings) -> None:
    """The rate is halved after each epoch whose AUC is no better than the best so far."""
    settings["scheduler"] = ReduceLROnPlateau(factor=0.5, patience=0)
    settings = changed(settings, "optimizer.lr", 0.1)
    history = train(**{**settings, "n_epochs": 6}).history
    rate, best = 0.1, -math.inf
    for epoch in history:
        assert epoch["lr"] == rate
        if epoch["auc"] > best * (1 + 1e-4):
            best = epoch["auc"]
        else:
            rate /= 2
    assert rate < 0.1


def test_the_cosine_is_stepped_once_an_epoch(settings: Settings) -> None:
    """The rates are those of the formula."""
    settings["scheduler"] = CosineAnnealing(t_max=4, eta_min=0.002)
    history = train(**{**settings, "n_epochs": 5}).history
    expected = [
        0.002 + 0.008 * (1 + math.cos(math.pi * epoch / 4)) / 2 for epoch in range(5)
    ]
    assert [epoch["lr"] for epoch in history] == pytest.approx(expected)


# -- slots ----------------------------------------------------------------------------------------

TORCH: dict[str, object] = {
    "model": functools.partial(
        networks.BERT, hidden_dim=12, n_layers=1, head_dims=[4], n_heads=2, dropout=0.1
    ),
    "loss": nn.BCEWithLogitsLoss(),
    "optimizer": functools.partial(torch.optim.Adam, lr=0.01),
    "scheduler": functools.partial(
        lr_scheduler.ReduceLROnPlateau, mode="max", factor=0.5, patience=2
    ),
}


@pytest.mark.parametrize("slots", [[slot] for slot in TORCH] + [list(TORCH)], ids=str)
def test_a_part_and_the_torch_thing_train_to_one_hash(
    settings: Settings, slots: list[str], unchanged: str
) -> None:
    """In each slot, and in all at once, a part is only another spelling."""
    settings |= {slot: TORCH[slot] for slot in slots}
    assert train(**settings).weights_sha256 == unchanged


@pytest.mark.parametrize(
    ("part", "thing"),
    [
        (
            CosineAnnealing(t_max=10, eta_min=0.001),
            functools.partial(lr_scheduler.CosineAnnealingLR, T_max=10, eta_min=0.001),
        ),
        (None, functools.partial(lr_scheduler.ConstantLR, factor=1.0)),
    ],
)
def test_other_schedulers_have_a_torch_spelling(
    settings: Settings, part: object, thing: object
) -> None:
    """The cosine, and none at all, also train to one hash with torch's own."""
    ours = train(**{**settings, "scheduler": part})
    assert train(**{**settings, "scheduler": thing}) == ours


class Summed(nn.Module):
    """A model that a user wrote: the sum of the embeddings of the items so far."""

    def __init__(self, sizes: Sizes, *, width: int, dtype: torch.dtype) -> None:
        super().__init__()
        self.item = nn.Embedding(sizes.items, width, dtype=dtype)
        self.out = nn.Linear(width, 1, dtype=dtype)

    def forward(
        self,
        tests: Tensor,
        items: Tensor,
        tags: Tensor,
        interactions: Tensor,
        mask: Tensor,
    ) -> Tensor:
        """Return (B, L)."""
        del tests, tags, interactions
        real = (self.item(items) * mask[..., None]).cumsum(1)
        logits: Tensor = self.out(real.to(self.out.weight.dtype)).squeeze(-1)
        return logits


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_model_of_the_users_own(settings: Settings, dtype: torch.dtype) -> None:
    """Any module class with the documented call trains, and its weights are hashed."""
    settings["model"] = functools.partial(Summed, width=3, dtype=dtype)
    result = train(**settings)
    assert 0 <= result.auc <= 1
    assert train(**settings) == result


class Tall(Summed):
    """A model whose logits have one dimension too many."""

    def forward(self, *inputs: Tensor) -> Tensor:
        """Return (B, L, 1)."""
        return super().forward(*inputs)[..., None]


@pytest.mark.parametrize(
    ("slot", "thing", "expected"),
    [
        (
            "model",
            functools.partial(Tall, width=3, dtype=torch.float32),
            "model returns logits of shape (16, 8, 1) for 16 sequences of 8 steps: "
            "(16, 8) is expected",
        ),
        (
            "model",
            functools.partial(list),
            "model makes an object of class list: a torch Module is expected",
        ),
        (
            "optimizer",
            functools.partial(list),
            "optimizer makes an object of class list: a torch Optimizer is expected",
        ),
        (
            "scheduler",
            functools.partial(id),
            "scheduler makes an object of class int: a torch LRScheduler is expected",
        ),
        (
            "loss",
            nn.BCEWithLogitsLoss,
            "loss is <class 'torch.nn.modules.loss.BCEWithLogitsLoss'> (type): "
            "BCEWithLogits or L1, a torch module, is expected",
        ),
    ],
)
def test_something_else_in_a_slot_is_refused(
    settings: Settings, slot: str, thing: object, expected: str
) -> None:
    """One sentence names the slot, what it makes, and what is expected."""
    with pytest.raises(SettingError) as caught:
        train(**{**settings, slot: thing})
    assert str(caught.value) == expected


# -- what is left behind --------------------------------------------------------------------------


def test_settings_are_not_mutated(settings: Settings) -> None:
    """After training, every part, list and dictionary is as it was."""
    settings["tags"] = ["a"]
    before = copy.deepcopy(settings)
    train(**settings)
    for name, value in settings.items():
        held = vars(value) if hasattr(value, "__dict__") else value
        was = vars(before[name]) if hasattr(value, "__dict__") else before[name]
        assert held == was


def test_the_run_is_saved(settings: Settings, tmp_path: Path) -> None:
    """Metrics and history hold the result, in a folder made with its parents."""
    folder = tmp_path / "deep" / "er"
    settings |= {"run_dir": str(folder), "tags": ("a", 1), "run_name": "first"}
    result = train(**settings)
    assert sorted(path.name for path in folder.iterdir()) == [
        "best.pt",
        "checkpoint.pt",
        "history.json",
        "metrics.json",
    ]
    history = json.loads((folder / "history.json").read_text())
    assert tuple(history) == result.history
    assert list(history[-1]) == [
        "epoch",
        "train_loss",
        "loss",
        "auc",
        "accuracy",
        "last_step_auc",
        "last_step_accuracy",
        "lr",
    ]
    assert json.loads((folder / "metrics.json").read_text()) == {
        "run_name": "first",
        "tags": ["a", "1"],
        "auc": result.auc,
        "accuracy": result.accuracy,
        "last_step_auc": result.last_step_auc,
        "last_step_accuracy": result.last_step_accuracy,
        "loss": result.loss,
        "weights_sha256": result.weights_sha256,
        "best_epoch": result.best_epoch,
        "best": history[result.best_epoch - 1],
    }


def test_a_second_run_overwrites_the_first(settings: Settings) -> None:
    """The folder may be there already."""
    train(**settings)
    result = train(**changed(settings, "seed", 1))
    metrics = json.loads((settings["run_dir"] / "metrics.json").read_text())
    assert metrics["weights_sha256"] == result.weights_sha256


@pytest.mark.parametrize("name", ["file/run", "a\0b"])
def test_a_folder_that_cannot_be_made(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    """It is refused before training, with the reason that the system or Python gives."""
    (tmp_path / "file").touch()
    folder = tmp_path / name
    with pytest.raises((OSError, ValueError)) as refused:
        folder.mkdir()
    reason = getattr(refused.value, "strerror", None) or str(refused.value)
    with pytest.raises(SettingError) as caught:
        train(**{**settings, "run_dir": folder})
    assert str(caught.value) == (
        f"run_dir is {str(folder)!r}, which cannot be created: {reason}"
    )


class Diverging(nn.Module):
    """A loss that stops being a number."""

    def forward(self, logits: Tensor, answers: Tensor) -> Tensor:
        """Return NaN."""
        return (logits - answers).mean() * math.nan


def test_a_diverging_training_ends_with_a_sentence(settings: Settings) -> None:
    """Not with scikit-learn's traceback about NaN."""
    with pytest.raises(SettingError) as caught:
        train(**{**settings, "loss": Diverging()})
    assert str(caught.value) == (
        "training diverged in epoch 1, where the loss became nan: "
        "a smaller optimizer.lr may help"
    )


# -- learning -------------------------------------------------------------------------------------

ATTENTION: Settings = {"n_heads": 2, "dropout": 0.1}
SMALL: Settings = {"hidden_dim": 32, "n_layers": 1, "head_dims": [16]}


@pytest.mark.parametrize(
    "precision", [Precision.FP32, pytest.param(Precision.BF16, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    "model", [LSTM(**SMALL), LSTMATTN(**SMALL, **ATTENTION), BERT(**SMALL, **ATTENTION)]
)
def test_each_network_learns(
    settings: Settings, model: object, precision: object
) -> None:
    """In a second, its AUC is 0.06 above that of knowing only the exercise."""
    part = Simulated(
        n_students=500, n_steps=50, max_seq_len=10, valid_fraction=0.6, shuffle=True
    )
    settings |= {"model": model, "data": part, "precision": precision, "n_epochs": 4}
    settings = changed(settings, "optimizer.lr", 0.003)
    assert train(**settings).auc > marginal_auc(part) + 0.06


@pytest.mark.slow
@pytest.mark.skipif(
    not SYNTHETIC.exists(), reason=f"{SYNTHETIC} is not part of the repository"
)
def test_the_published_data_are_learnt(settings: Settings) -> None:
    """Synthetic-5: at the last step, a quick run is past the baseline's slow 0.815."""
    part = CsvFile(
        data_dir=SYNTHETIC.parent,
        file_name=SYNTHETIC.name,
        max_seq_len=20,
        valid_fraction=0.3,
        shuffle=True,
    )
    settings |= {
        "model": LSTM(hidden_dim=64, n_layers=1, head_dims=[]),
        "data": part,
        "optimizer": Adam(lr=0.002, weight_decay=0.0, betas=(0.9, 0.999)),
        "n_epochs": 4,
    }
    result = train(**settings)
    assert 0.84 < (result.last_step_auc or 0) < 0.90
    assert 0.75 < result.auc < 0.83
