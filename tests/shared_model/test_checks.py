"""What training refuses, word by word; nothing is converted from text."""

import functools
import inspect
from collections import UserDict, UserList
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_model import (
    BERT,
    LSTM,
    Adam,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    SettingError,
    Simulated,
    checks,
    train,
)
from tests.shared_model.smallest import Settings, changed


def refusal(settings: Settings) -> str:
    """Return the sentence that settings are refused with."""
    with pytest.raises(SettingError) as caught:
        checks.check(settings)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("optimizer.lr", "3e-4", "'3e-4' (str): a float is expected"),
        ("optimizer.lr", 0, "0 (int): a float above 0 is expected"),
        ("optimizer.lr", float("inf"), "inf (float): a float above 0 is expected"),
        ("optimizer.lr", None, "None (NoneType): a float is expected"),
        (
            "optimizer.weight_decay",
            -1.0,
            "-1.0 (float): a float of at least 0 is expected",
        ),
        ("optimizer.betas", "0.9", "'0.9' (str): a sequence of two floats is expected"),
        (
            "optimizer.betas",
            [0.9],
            "[0.9] (list): a sequence of two floats is expected",
        ),
        ("model.hidden_dim", 64.0, "64.0 (float): an integer is expected"),
        ("model.hidden_dim", 2, "2 (int): an integer of at least 3 is expected"),
        ("model.n_layers", "2", "'2' (str): an integer is expected"),
        ("model.n_heads", 0, "0 (int): an integer of at least 1 is expected"),
        ("model.dropout", 1.0, "1.0 (float): a float from 0 to below 1 is expected"),
        ("model.head_dims", 32, "32 (int): a sequence of integers is expected"),
        ("model.head_dims", "[32]", "'[32]' (str): a sequence of integers is expected"),
        ("data.n_students", 1, "1 (int): an integer of at least 2 is expected"),
        ("data.n_students", "600", "'600' (str): an integer is expected"),
        ("data.n_steps", 0, "0 (int): an integer of at least 1 is expected"),
        ("data.max_seq_len", 0, "0 (int): an integer of at least 1 is expected"),
        (
            "data.valid_fraction",
            1.0,
            "1.0 (float): a float between 0 and 1 is expected",
        ),
        (
            "data.valid_fraction",
            float("nan"),
            "nan (float): a float between 0 and 1 is expected",
        ),
        (
            "loss.weights",
            [1.0, 1.0],
            "[1.0, 1.0] (list): a mapping with the keys right and wrong is expected",
        ),
        ("scheduler.factor", 1, "1 (int): a float between 0 and 1 is expected"),
        ("scheduler.patience", 0.5, "0.5 (float): an integer is expected"),
        ("n_epochs", 0, "0 (int): an integer of at least 1 is expected"),
        ("batch_size", "64", "'64' (str): an integer is expected"),
        ("clip_grad", "none", "'none' (str): a float is expected"),
        ("clip_grad", 0.0, "0.0 (float): a float above 0 is expected"),
        ("precision", "BF16", "'BF16' (str): a member of Precision is expected"),
        ("precision", "bf16", "'bf16' (str): a member of Precision is expected"),
        ("seed", "42", "'42' (str): an integer is expected"),
        (
            "seed",
            2**64,
            "18446744073709551616 (int): an integer from -2**63 to 2**64 - 1 is expected",
        ),
        ("tags", "a", "'a' (str): a sequence of strings is expected"),
        ("tags", None, "None (NoneType): a sequence of strings is expected"),
        ("run_dir", None, "None (NoneType): a path is expected"),
        (
            "model",
            "bert",
            "'bert' (str): LSTM, LSTMATTN or BERT, a functools.partial of a torch module, "
            "is expected",
        ),
        (
            "data",
            {"n_students": 600},
            "{'n_students': 600} (dict): Simulated or CsvFile is expected",
        ),
        ("loss", "l1", "'l1' (str): BCEWithLogits or L1, a torch module, is expected"),
        (
            "optimizer",
            None,
            "None (NoneType): Adam or AdamW, a functools.partial of a torch optimizer, "
            "is expected",
        ),
        (
            "scheduler",
            "none",
            "'none' (str): ReduceLROnPlateau or CosineAnnealing, a functools.partial of a "
            "torch scheduler, or None, is expected",
        ),
        (
            "model",
            UserDict({"n_layers": 2}),
            "{'n_layers': 2} (UserDict): LSTM, LSTMATTN or BERT, a functools.partial of a "
            "torch module, is expected",
        ),
        (
            "model",
            BERT,
            "<class 'shared_model.BERT'> (type): LSTM, LSTMATTN or BERT, a functools.partial "
            "of a torch module, is expected",
        ),
    ],
)
def test_each_refusal_is_one_sentence(
    settings: Settings, name: str, value: object, expected: str
) -> None:
    """It names the setting, what arrived with its type, and what is expected."""
    assert refusal(changed(settings, name, value)) == f"{name} is {expected}"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "optimizer.betas",
            (0.9, "0.999"),
            "optimizer.betas[1] is '0.999' (str): a float is expected",
        ),
        (
            "optimizer.betas",
            (1, 0.5),
            "optimizer.betas[0] is 1 (int): a float from 0 to below 1 is expected",
        ),
        (
            "model.head_dims",
            [32, "16"],
            "model.head_dims[1] is '16' (str): an integer is expected",
        ),
        (
            "loss.weights",
            {"right": 1.0},
            "loss.weights has no key 'wrong': the keys right and wrong are expected",
        ),
        (
            "loss.weights",
            {"right": 1.0, "wrong": 1.0, "rihgt": 2.0},
            "loss.weights has an unknown key 'rihgt': the keys right and wrong are expected",
        ),
        (
            "loss.weights",
            {"right": "2", "wrong": 1.0},
            "loss.weights.right is '2' (str): a float is expected",
        ),
        (
            "model.n_heads",
            5,
            "model.hidden_dim is 12: a multiple of model.n_heads, 5, is expected",
        ),
    ],
)
def test_a_refusal_inside_a_value_says_where(
    settings: Settings, name: str, value: object, expected: str
) -> None:
    """An element is named by its index or key."""
    assert refusal(changed(settings, name, value)) == expected


@pytest.mark.parametrize("name", ["scheduler.t_max", "scheduler.eta_min"])
def test_the_other_scheduler_is_checked_too(settings: Settings, name: str) -> None:
    """The cosine's settings have rules of their own."""
    settings["scheduler"] = CosineAnnealing(t_max=10, eta_min=0.0)
    assert refusal(changed(settings, name, "1")).startswith(f"{name} is '1' (str): ")


def test_paths_of_a_file_are_checked(settings: Settings) -> None:
    """A folder that was left at None is a sentence, not a TypeError."""
    settings["data"] = CsvFile(
        data_dir=Path(),
        file_name="a.csv",
        max_seq_len=20,
        valid_fraction=0.3,
        shuffle=True,
    )
    checks.check(settings)
    for name in ("data.data_dir", "data.file_name"):
        assert refusal(changed(settings, name, None)) == (
            f"{name} is None (NoneType): a path is expected"
        )


NUMBERS = [
    *(
        name
        for name in checks.NUMBERS
        if name not in {"scheduler.t_max", "scheduler.eta_min"}
    ),
    "clip_grad",
]


@pytest.mark.parametrize("name", NUMBERS)
@given(text=st.text() | st.floats().map(str) | st.integers().map(str))
def test_text_is_never_a_number(name: str, text: str) -> None:
    """Whatever a text says, it is refused, in one line, where a number belongs."""
    settings = changed(SETTINGS, name, text)
    with pytest.raises(SettingError) as caught:
        checks.check(settings)
    assert str(caught.value).startswith(f"{name} is ")
    assert len(str(caught.value).splitlines()) == 1


SETTINGS: Settings = {
    "model": BERT(hidden_dim=12, n_layers=1, head_dims=[], n_heads=2, dropout=0.1),
    "data": Simulated(
        n_students=9, n_steps=9, max_seq_len=9, valid_fraction=0.3, shuffle=True
    ),
    "loss": BCEWithLogits(weights={"right": 1.0, "wrong": 1.0}),
    "optimizer": Adam(lr=0.01, weight_decay=0.0, betas=(0.9, 0.999)),
    "scheduler": ReduceLROnPlateau(factor=0.5, patience=2),
    "n_epochs": 1,
    "batch_size": 8,
    "clip_grad": None,
    "seed": 1,
    "tags": [],
    "precision": Precision.FP32,
    "run_name": "baseline",
    "run_dir": Path("run"),
}


class Weights(Mapping[str, float]):
    """A mapping that is no dictionary."""

    def __getitem__(self, key: str) -> float:
        return {"right": 1.0, "wrong": 1.0}[key]

    def __iter__(self) -> Any:
        return iter(["right", "wrong"])

    def __len__(self) -> int:
        return 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("optimizer.lr", 1),
        ("optimizer.lr", np.float32(0.01)),
        ("optimizer.lr", True),
        ("optimizer.betas", [0.9, 0.999]),
        ("optimizer.betas", UserList([0.9, 0.999])),
        ("model.hidden_dim", np.int64(12)),
        ("model.head_dims", ()),
        ("model.head_dims", UserList([4])),
        ("loss.weights", MappingProxyType({"wrong": 1, "right": 1})),
        ("loss.weights", UserDict({"right": 1.0, "wrong": 1.0})),
        ("loss.weights", Weights()),
        ("scheduler", None),
        ("optimizer", functools.partial(print)),
        ("data.shuffle", "false"),
        ("clip_grad", 1),
        ("clip_grad", None),
        ("seed", -1),
        ("tags", ("a", 1)),
        ("run_name", 2024),
        ("run_dir", "outputs"),
    ],
)
def test_what_python_programs_usually_take_is_taken(
    settings: Settings, name: str, value: object
) -> None:
    """An int for a float, any sequence or mapping, text for a path; truth for ``shuffle``."""
    checks.check(changed(settings, name, value))


def test_a_subclass_of_a_part_is_a_part(settings: Settings) -> None:
    """Its inherited arguments are checked, others are its own affair."""

    class Wide(LSTM):
        """An LSTM with a default."""

        def __init__(self, *, remark: str) -> None:
            super().__init__(hidden_dim=12, n_layers=1, head_dims=[])
            self.remark = remark

    settings["model"] = Wide(remark="wide")
    checks.check(settings)
    settings["model"].n_layers = "1"
    assert refusal(settings) == "model.n_layers is '1' (str): an integer is expected"


class Unprintable:
    """Whatever it is, it cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def test_what_cannot_be_shown_is_still_refused(settings: Settings) -> None:
    """The message survives an object whose ``repr`` raises, and long ones are cut."""
    assert refusal({**settings, "model": Unprintable()}).startswith(
        "model is <Unprintable instance at 0x"
    )
    assert len(refusal({**settings, "seed": "4" * 999})) < 120


def test_train_checks_before_it_writes(settings: Settings) -> None:
    """A refused setting leaves no folder behind."""
    with pytest.raises(SettingError):
        train(**changed(settings, "seed", "42"))
    assert not settings["run_dir"].exists()


def test_every_argument_is_checked() -> None:
    """Slots and others are the arguments of ``train``, in their order."""
    assert [*checks.SLOTS, *checks.OTHERS] == [*inspect.signature(train).parameters]
