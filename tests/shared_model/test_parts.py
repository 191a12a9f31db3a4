"""Parts hold what they are given, and nothing else happens to it."""

import inspect
import pickle
import subprocess
import sys
from typing import Any

import pytest

import shared_model

PARTS = [
    shared_model.LSTM,
    shared_model.LSTMATTN,
    shared_model.BERT,
    shared_model.Simulated,
    shared_model.CsvFile,
    shared_model.BCEWithLogits,
    shared_model.L1,
    shared_model.Adam,
    shared_model.AdamW,
    shared_model.ReduceLROnPlateau,
    shared_model.CosineAnnealing,
]


def arguments(part: type) -> list[inspect.Parameter]:
    """Return the parameters of a part's constructor."""
    return list(inspect.signature(part).parameters.values())


def test_the_list_of_parts_is_complete() -> None:
    """Every public class is a part, or one of the four that are known not to be."""
    others = {"DataError", "Precision", "Result", "SettingError", "train"}
    assert {part.__name__ for part in PARTS} == set(shared_model.__all__) - others


def test_public_names_say_where_users_find_them() -> None:
    """What ``shared_model`` exports calls ``shared_model`` its module."""
    for name in shared_model.__all__:
        assert getattr(shared_model, name).__module__ == "shared_model"


@pytest.mark.parametrize("part", PARTS)
def test_a_part_keeps_each_argument_by_identity(part: type) -> None:
    """The very object that was given stands under the argument's own name, alone."""
    given = {each.name: object() for each in arguments(part)}
    held = vars(part(**given))
    assert held.keys() == given.keys()
    assert all(held[name] is given[name] for name in given)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_no_defaults(part: type) -> None:
    """Each argument is keyword-only, typed, without a default, and cannot be left out."""
    for each in arguments(part):
        assert each.kind is inspect.Parameter.KEYWORD_ONLY
        assert each.default is inspect.Parameter.empty
        assert each.annotation is not inspect.Parameter.empty
        others = {other.name: 0 for other in arguments(part) if other != each}
        with pytest.raises(TypeError, match=f"argument: '{each.name}'"):
            part(**others)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_refuses_an_unknown_argument(part: type) -> None:
    """A misspelt name does not vanish."""
    given = {each.name: 0 for each in arguments(part)}
    with pytest.raises(TypeError, match="unexpected keyword argument 'mispelt'"):
        part(**given, mispelt=0)


def test_a_part_survives_pickling() -> None:
    """A job sent to another process holds the same arguments."""
    part = shared_model.Adam(lr=1e-3, weight_decay=0.0, betas=(0.9, 0.999))
    copy: Any = pickle.loads(pickle.dumps(part))  # noqa: S301  made one line above
    assert type(copy) is shared_model.Adam
    assert vars(copy) == vars(part)


def test_train_has_no_defaults() -> None:
    """Every argument of ``train`` is keyword-only and must come from the configuration."""
    for each in inspect.signature(shared_model.train).parameters.values():
        assert each.kind is inspect.Parameter.KEYWORD_ONLY
        assert each.default is inspect.Parameter.empty


def test_a_refused_setting_does_not_wait_for_torch() -> None:
    """Neither importing, nor building parts, nor failing on a setting imports anything big."""
    program = """
import sys
import shared_model
adam = shared_model.Adam(lr="3e-4", weight_decay=0.0, betas=(0.9, 0.999))
others = dict.fromkeys(
    "data scheduler n_epochs batch_size clip_grad precision seed tags run_name run_dir".split()
)
others["data"] = shared_model.Simulated(
    n_students=10, n_steps=5, max_seq_len=5, valid_fraction=0.3, shuffle=True
)
try:
    shared_model.train(
        model=shared_model.LSTM(hidden_dim=12, n_layers=1, head_dims=[]),
        loss=shared_model.L1(weights={"right": 1, "wrong": 1}),
        optimizer=adam,
        **others,
    )
except shared_model.SettingError as error:
    print(error)
print(sorted({"torch", "numpy", "sklearn", "omegaconf", "json"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        "optimizer.lr is '3e-4' (str): a float is expected",
        "[]",
    ]
