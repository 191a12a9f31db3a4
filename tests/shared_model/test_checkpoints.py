"""A training that was cut off is gone on with to the same bits, and a bad checkpoint is refused."""

import copy
import errno
import functools
import inspect
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections import UserDict, UserList
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.optim import lr_scheduler

from shared_model import (
    BERT,
    L1,
    LSTM,
    LSTMATTN,
    Adam,
    AdamW,
    BCEWithLogits,
    CosineAnnealing,
    CsvFile,
    Precision,
    ReduceLROnPlateau,
    Result,
    SettingError,
    Simulated,
    checkpoints,
    data,
    fitting,
    networks,
    train,
)
from tests.shared_model import killed
from tests.shared_model.smallest import Settings
from tests.shared_model.stopping import Stop, stopped

Change = Callable[[Any], object]


def loaded(path: Path) -> dict[str, Any]:
    """Return what torch loads of a file without executing any of it."""
    found: dict[str, Any] = torch.load(path, weights_only=True)
    return found


def same(one: object, other: object) -> bool:
    """Whether two contents are equal to the bit, tensors included."""
    if isinstance(one, torch.Tensor):
        return isinstance(other, torch.Tensor) and torch.equal(one, other)
    if isinstance(one, Mapping):
        return (
            isinstance(other, Mapping)
            and list(one) == list(other)
            and all(same(one[key], other[key]) for key in one)
        )
    if isinstance(one, list | tuple):
        return (
            type(one) is type(other)
            and len(one) == len(other)
            and all(map(same, one, other))
        )
    return one == other


def left(folder: Path) -> dict[str, Any]:
    """Return all that is in the folder of a run, by name."""
    return {
        path.name: loaded(path) if path.suffix == ".pt" else path.read_text()
        for path in sorted(folder.iterdir())
    }


def refused(path: Path, **slots: object) -> str:
    """Return the sentence with which a file is refused, without the file's name."""
    with pytest.raises(SettingError) as caught:
        fitting.resume(path, **slots)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    return sentence.removeprefix(f"{path}: ")


# -- killed and gone on with ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def killed_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train every run of ``killed.py``, once for each of its kills."""
    folder = tmp_path_factory.mktemp("killed")
    subprocess.run([sys.executable, "-m", killed.__name__, str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def unbroken(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], tuple[Result, dict[str, Any]]]:
    """Return a function from the name of a run to its result and what it left."""

    @functools.cache
    def trained(run: str) -> tuple[Result, dict[str, Any]]:
        folder = tmp_path_factory.mktemp("unbroken")
        rule = killed.RULES.get(run, data.every_answer)
        return fitting.run(killed.settings(run, folder), rule), left(folder)

    return trained


@pytest.mark.slow
@pytest.mark.parametrize(("run", "way"), list(killed.kills()))
def test_a_killed_training_ends_with_the_same_bits(
    run: str,
    way: str,
    killed_runs: Path,
    unbroken: Callable[[str], tuple[Result, dict[str, Any]]],
) -> None:
    """Result, metrics, history and both checkpoints are those of an unbroken training."""
    result, files = unbroken(run)
    folder = killed_runs / run / way
    assert fitting.resume(folder / "checkpoint.pt") == result
    found = left(folder)
    assert list(found) == ["best.pt", "checkpoint.pt", "history.json", "metrics.json"]
    assert same(found, files)


def test_a_training_is_cut_off_twice(settings: Settings, tmp_path: Path) -> None:
    """Once in the first part, once in the second: the end is the same."""
    settings |= {"n_epochs": 3}
    result = train(**settings)
    path = stopped(settings | {"run_dir": tmp_path / "other"}, 1)

    def save(training: fitting.Training, folder: Path) -> None:
        whole(training, folder)
        raise Stop

    whole = fitting.Training.save
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting.Training, "save", save)
        with pytest.raises(Stop):
            fitting.resume(path)
    assert loaded(path)["epoch"] == 2
    assert fitting.resume(path) == result
    assert same(left(tmp_path / "other"), left(settings["run_dir"]))


def test_what_is_done_stays_so(settings: Settings) -> None:
    """Going on with a complete training changes nothing; with its best epoch, neither."""
    settings["optimizer"] = Adam(lr=1.0, weight_decay=0.0, betas=(0.9, 0.999))
    result = train(**settings | {"n_epochs": 4})
    assert result.best_epoch < 4
    files = left(settings["run_dir"])
    for name in ("checkpoint.pt", "best.pt"):
        assert fitting.resume(settings["run_dir"] / name) == result
        assert same(left(settings["run_dir"]), files)


def test_a_training_never_goes_on_by_itself(settings: Settings) -> None:
    """Files in ``run_dir`` have no part in a new training."""
    result = train(**settings)
    files = left(settings["run_dir"])
    stopped(settings, 1)
    assert train(**settings) == result
    assert same(left(settings["run_dir"]), files)


def test_the_process_of_before_does_not_matter(settings: Settings) -> None:
    """Seeds, threads and generators are as they were afterwards, and matter not before."""
    expected = train(**settings)
    path = stopped(settings, 1)
    torch.manual_seed(7)
    state = torch.get_rng_state()
    assert fitting.resume(str(path)) == expected
    assert torch.equal(torch.get_rng_state(), state)


def test_a_run_may_be_moved(settings: Settings, tmp_path: Path) -> None:
    """The training goes on where the checkpoint lies."""
    path = stopped(settings, 1)
    moved = tmp_path / "ümgezogen nach"
    shutil.move(path.parent, moved)
    result = fitting.resume(moved / "checkpoint.pt")
    assert not path.parent.exists()
    assert json.loads((moved / "metrics.json").read_text())["weights_sha256"] == (
        result.weights_sha256
    )


# -- what a checkpoint holds ----------------------------------------------------------------------


def test_every_checkpoint_is_complete(settings: Settings) -> None:
    """Both have the documented keys and no others, and nothing but plain values."""
    result = train(**settings | {"run_dir": str(settings["run_dir"])})
    for name in ("checkpoint.pt", "best.pt"):
        content = loaded(settings["run_dir"] / name)
        assert list(content) == list(checkpoints.KEYS)
        for key in content:
            assert f"\n``{key}``" in str(checkpoints.__doc__)
    last = loaded(settings["run_dir"] / "checkpoint.pt")
    assert last["epoch"] == settings["n_epochs"]
    assert last["history"] == list(result.history)
    assert last["rule"] == "every_answer"
    assert last["labels"]["items"][:2] == ["I000000", "I000001"]
    network = networks.BERT(
        data.load(settings["data"]).sizes, **vars(settings["model"])
    )
    network.load_state_dict(last["state_dict"])
    assert fitting.weights_sha256(network) == result.weights_sha256


def test_the_best_epoch_is_kept(settings: Settings, tmp_path: Path) -> None:
    """Of a training that gets worse, ``best.pt`` is what it was at its best; the hash is not."""
    settings["optimizer"] = Adam(lr=1.0, weight_decay=0.0, betas=(0.9, 0.999))
    result = train(**settings | {"n_epochs": 4})
    best = result.best_epoch
    assert max(result.history, key=lambda epoch: epoch["auc"])["epoch"] == best < 4
    assert result.auc == result.history[-1]["auc"]
    held = loaded(settings["run_dir"] / "best.pt")
    assert held["epoch"] == best
    other = settings | {"n_epochs": best, "run_dir": tmp_path / "other"}
    until = train(**other)
    weights = loaded(tmp_path / "other" / "checkpoint.pt")["state_dict"]
    assert same(held["state_dict"], weights)
    assert until.weights_sha256 != result.weights_sha256
    metrics = json.loads((settings["run_dir"] / "metrics.json").read_text())
    assert metrics["best"] == result.history[best - 1]


# -- settings of odd but admitted types -----------------------------------------------------------


class Text(str):
    """A text of a class of its own."""

    __slots__ = ()


class Key(str, Enum):  # noqa: UP042  a StrEnum calls itself by its value
    """A text that is an enum: ``str()`` gives ``Key.RIGHT``."""

    RIGHT = "right"
    WRONG = "wrong"


class Number(IntEnum):
    """An integer that is an enum."""

    SEED = 7


class Whole(Simulated):
    """A part of the user's own, with an attribute of the user's own."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.note = object()


class No:
    """An object that is false."""

    def __bool__(self) -> bool:
        """Return its truth."""
        return False


SMALL: Settings = {
    "n_students": 30,
    "n_steps": 12,
    "max_seq_len": 6,
    "valid_fraction": 0.3,
}


def part(kind: Any, **arguments: object) -> object:
    """Return a part with arguments of types that it does not announce."""
    return kind(**arguments)


@pytest.mark.parametrize(
    "changes",
    [
        {"model": part(LSTM, hidden_dim=np.int64(9), n_layers=True, head_dims=(4, 3))},
        {
            "model": part(
                BERT,
                hidden_dim=12,
                n_layers=1,
                head_dims=UserList([4]),
                n_heads=2,
                dropout=0,
            )
        },
        {"data": part(Simulated, **SMALL, shuffle=np.bool_(False))},
        {"data": part(Simulated, **SMALL, shuffle=No())},
        {"data": part(Simulated, **SMALL, shuffle="no")},
        {
            "data": part(
                Simulated, **SMALL | {"valid_fraction": np.float32(0.3)}, shuffle=True
            )
        },
        {"data": part(Whole, **SMALL, shuffle=True)},
        {
            "optimizer": part(
                AdamW, lr=np.float32(0.01), weight_decay=0, betas=UserList([0, 0.9])
            )
        },
        {
            "optimizer": part(
                Adam,
                lr=Fraction(1, 100),
                weight_decay=0,
                betas=[Fraction(1, 3), np.float64(0.9)],
            )
        },
        {"loss": part(L1, weights=UserDict({"wrong": 1, "right": 2}))},
        {"loss": part(BCEWithLogits, weights={Key.RIGHT: 2, Key.WRONG: 1})},
        {"scheduler": part(ReduceLROnPlateau, factor=0.5, patience=np.uint8(0))},
        {"scheduler": part(CosineAnnealing, t_max=np.int16(3), eta_min=0)},
        {"clip_grad": 1},
        {"clip_grad": Fraction(1, 3)},
        {"seed": Number.SEED},
        {"seed": 2**64 - 1},
        {"seed": -(2**63)},
        {"tags": (1, None, Precision.BF16, Path("a"), Text("b"))},
        {"tags": UserList(["a", 1])},
        {"run_name": Precision.BF16},
        {"run_name": ("a", 1)},
        {"run_name": np.float32(0.1)},
        {"run_name": None},
        {"run_name": "näme\n\ud800"},
        {"precision": Precision.BF16},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_odd_settings_come_back(
    settings: Settings, tmp_path: Path, changes: Settings
) -> None:
    """Whatever training takes is kept so that the rest of it is the same, its metrics included."""
    small = {
        "model": LSTM(hidden_dim=6, n_layers=1, head_dims=[]),
        "data": Simulated(**SMALL, shuffle=True),
    }
    settings |= small | changes
    result = train(**settings)
    files = left(settings["run_dir"])
    path = stopped(settings | {"run_dir": tmp_path / "other"}, 1)
    json.dumps(loaded(path)["settings"])  # nothing but plain values
    assert fitting.resume(path) == result
    found = left(tmp_path / "other")
    assert found["metrics.json"] == files["metrics.json"]
    assert same(found["best.pt"]["state_dict"], files["best.pt"]["state_dict"])


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a file with recorded answers, in a folder with a space."""
    folder = tmp_path / "the ánswers"
    folder.mkdir()
    rows = ["userID,assessmentItemID,testId,answerCode"]
    for student in range(12):
        rows += [
            f"s{student},i{step % 5},t{step % 2},{(student * step + step // 2) % 2}"
            for step in range(9)
        ]
    path = folder / "answers.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def recorded(path: Path, name: object = "answers.csv", **changes: object) -> CsvFile:
    """Return the part for such a file."""
    arguments: Settings = {
        "data_dir": path.parent,
        "file_name": name,
        "max_seq_len": 5,
        "valid_fraction": 0.3,
        "shuffle": True,
    }
    return CsvFile(**arguments | changes)


@pytest.mark.parametrize(
    "name", ["answers.csv", Text("answers.csv"), Path("answers.csv")]
)
@pytest.mark.parametrize("kind", [str, Path])
def test_paths_come_back(
    settings: Settings, answers: Path, name: object, kind: Callable[[Path], object]
) -> None:
    """As text, also of a class of its own, or Path."""
    settings["data"] = recorded(answers, name, data_dir=kind(answers.parent))
    result = train(**settings)
    assert fitting.resume(stopped(settings, 1)) == result


numbers = st.integers(3, 10**6) | st.integers(3, 255).map(np.int64)
shares = st.floats(0.001, 0.999) | st.floats(0.0078125, 0.75, width=32).map(np.float32)
widths = st.lists(st.integers(1, 9), max_size=3)
wide = widths | widths.map(tuple) | widths.map(UserList)
models = st.builds(LSTM, hidden_dim=numbers, n_layers=numbers, head_dims=wide) | (
    st.builds(
        lambda kind, heads, **rest: kind(**rest, hidden_dim=heads * 3, n_heads=heads),
        st.sampled_from([LSTMATTN, BERT]),
        st.integers(1, 9),
        n_layers=numbers,
        head_dims=wide,
        dropout=shares,
    )
)
weights = st.fixed_dictionaries({"right": st.floats(0, 9), "wrong": st.integers(0, 9)})
rates = st.builds(
    lambda kind, **rest: kind(**rest),
    st.sampled_from([Adam, AdamW]),
    lr=shares,
    weight_decay=shares | st.just(0),
    betas=st.tuples(shares, shares),
)
everything = st.fixed_dictionaries(
    {
        "model": models,
        "data": st.builds(
            Simulated,
            n_students=numbers,
            n_steps=numbers,
            max_seq_len=numbers,
            valid_fraction=shares,
            shuffle=st.booleans(),
        )
        | st.builds(
            CsvFile,
            data_dir=st.text() | st.text("aü/ ").map(Path),
            file_name=st.text(),
            max_seq_len=numbers,
            valid_fraction=shares,
            shuffle=st.booleans(),
        ),
        "loss": st.builds(
            lambda kind, weights: kind(weights=weights),
            st.sampled_from([BCEWithLogits, L1]),
            weights | weights.map(UserDict),
        ),
        "optimizer": rates,
        "scheduler": st.none()
        | st.builds(ReduceLROnPlateau, factor=shares, patience=numbers)
        | st.builds(CosineAnnealing, t_max=numbers, eta_min=shares),
        "n_epochs": numbers,
        "batch_size": numbers,
        "clip_grad": st.none() | shares | numbers,
        "precision": st.sampled_from(Precision),
        "seed": st.integers(-(2**63), 2**64 - 1),
        "tags": st.lists(st.text() | st.integers()),
        "run_name": st.text() | st.none(),
        "run_dir": st.just("run"),
    }
)


@given(everything)
@hypothesis.settings(max_examples=30)
def test_settings_come_back_equal(settings: Settings) -> None:
    """Parts of the same class with equal arguments, from nothing but plain values."""
    plain = checkpoints.plain(settings)
    assert json.loads(json.dumps(plain)) == plain
    found = checkpoints.settings_in({"settings": plain}, Path("a/b.pt"), {})
    assert found.keys() == settings.keys()
    assert found.pop("run_dir") == Path("a")
    for name, value in found.items():
        before = settings[name]
        if name in {"tags", "run_name"}:
            assert json.dumps(value) == json.dumps(plain[name])
        elif name in {"model", "data", "loss", "optimizer"}:
            assert type(value) is type(before)
            for argument, each in vars(value).items():
                was = vars(before)[argument]
                if isinstance(each, list):
                    assert each == list(was)
                elif argument in {"data_dir", "file_name"}:
                    assert Path(each) == Path(was)
                else:
                    assert each == was
        elif name == "scheduler" and before is not None:
            assert type(value) is type(before)
            assert vars(value) == vars(before)
        else:
            assert value == before
    assert checkpoints.plain(found | {"run_dir": ""}) == plain


def test_every_setting_is_held(settings: Settings) -> None:
    """A setting that ``train`` gets is in the checkpoint, but for the folder."""
    names = set(inspect.signature(train).parameters)
    assert {*checkpoints.plain(settings), "run_dir"} == names


# -- things of torch's in slots -------------------------------------------------------------------

TORCH: Settings = {
    "model": functools.partial(
        networks.BERT, hidden_dim=12, n_layers=1, head_dims=[4], n_heads=2, dropout=0.1
    ),
    "loss": nn.BCEWithLogitsLoss(),
    "optimizer": functools.partial(torch.optim.SGD, lr=0.1, momentum=0.9),
    "scheduler": functools.partial(lr_scheduler.OneCycleLR, max_lr=1.0, total_steps=9),
}


@pytest.mark.parametrize("slots", [[slot] for slot in TORCH] + [list(TORCH)], ids=str)
def test_what_a_checkpoint_does_not_hold_is_given(
    settings: Settings, slots: list[str]
) -> None:
    """Without it one sentence names the slot; with it the bits are the same."""
    things = {slot: TORCH[slot] for slot in slots}
    result = train(**settings | things)
    path = stopped(settings | things, 1)
    slot = min(slots)
    sentence = refused(path)
    assert sentence.startswith(f"{slot} was ")
    assert sentence.endswith(
        "which a checkpoint does not hold; resume() and predict() in Python take it as "
        f"{slot}=..."
    )
    assert fitting.resume(path, **things) == result


def test_nothing_else_is_given(settings: Settings) -> None:
    """What a checkpoint holds, no setting and no misspelt slot: each would be another training."""
    path = stopped(settings | {"loss": TORCH["loss"]}, 1)
    for name in ("optimizer", "n_epochs", "modle", "run_dir"):
        assert refused(path, **{name: 5}) == (
            f"{name} is given, but only what a checkpoint does not hold can be, a thing of "
            "torch's: here loss"
        )
    assert refused(path, loss="bce").startswith("loss is 'bce' (str): BCEWithLogits or")


def test_an_other_thing_does_not_fit(settings: Settings) -> None:
    """Another network or optimizer than the checkpoint's is one sentence."""
    things = {slot: TORCH[slot] for slot in ("model", "optimizer")}
    path = stopped(settings | things | {"scheduler": None}, 1)
    wide = functools.partial(TORCH["model"], hidden_dim=14)
    assert refused(path, **things | {"model": wide}).startswith(
        "its weights do not fit the model: Error(s) in loading state_dict for BERT: size"
    )

    def two(parameters: Iterator[nn.Parameter]) -> torch.optim.Optimizer:
        first, *rest = parameters
        return torch.optim.SGD([{"params": [first]}, {"params": rest}], lr=0.1)

    assert refused(path, **things | {"optimizer": functools.partial(two)}) == (
        "its states do not fit: loaded state dict has a different number of parameter groups"
    )


# -- hostile and damaged files --------------------------------------------------------------------


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the checkpoint of a small training after the first of two epochs."""
    folder = tmp_path_factory.mktemp("begun")
    settings = killed.settings("plateau", folder)
    settings |= {
        "model": LSTM(hidden_dim=6, n_layers=1, head_dims=[]),
        "data": Simulated(
            n_students=8, n_steps=5, max_seq_len=5, valid_fraction=0.5, shuffle=True
        ),
        "n_epochs": 2,
    }
    return stopped(settings, 1)


class Hostile:
    """An object that leaves a file behind when it is loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Return what pickle is to call."""
        return os.mkdir, (str(self.path),)


def test_files_that_are_no_checkpoint(begun: Path, tmp_path: Path) -> None:
    """Cut, changed, of another kind, or none at all: one sentence, and nothing is executed."""
    whole = begun.read_bytes()
    middle = whole.index(b"Simulated")
    changed = whole[:middle] + b"simulated" + whole[middle + 9 :]
    trap = tmp_path / "trap"
    path = tmp_path / "some.pt"
    for content, expected in (
        (b"", "this is no checkpoint: File is not a zip file"),
        (b'{"epoch": 1}', "this is no checkpoint: File is not a zip file"),
        (whole[:-1], "this is no checkpoint: File is not a zip file"),
        (whole[: len(whole) // 2], "this is no checkpoint: File is not a zip file"),
        (changed, "this is no checkpoint: checkpoint/data.pkl in it is damaged"),
        (pickle.dumps(Hostile(trap)), "this is no checkpoint: File is not a zip file"),
    ):
        path.write_bytes(content)
        found = refused(path)
        assert found.replace("archive/", "checkpoint/") == expected
    torch.save(Hostile(trap), path)
    assert refused(path) == "this is no checkpoint: it holds more than plain values"
    torch.save({**loaded(begun), "history": [Hostile(trap)]}, path)
    assert refused(path) == "this is no checkpoint: it holds more than plain values"
    assert not trap.exists()
    torch.save([1], path)
    assert refused(path) == "this is no checkpoint: it holds a list"
    assert refused(tmp_path / "no.pt") == (
        "the file cannot be read: No such file or directory"
    )
    assert refused(tmp_path) == "the file cannot be read: Is a directory"
    assert "null" in refused(tmp_path / "a\0b")


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in a content, the first four of each list or dictionary."""
    if at:
        yield at
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return
    # Of the settings all; of many weights, labels and states, a few are enough.
    for key, each in inner if at[:1] != ("optimizer",) else inner[:2]:
        if at[:1] not in {("labels",), ("state_dict",)} or key in dict(inner[:2]):
            yield from places(each, (*at, key))


MUTANTS: list[object] = [None, 0, True, "x", [], {}, torch.ones(3), ...]


def changed(content: Any, way: tuple[Any, ...], mutant: object) -> Any:
    """Return a content with the entry at the end of a way replaced, or removed by ``...``."""
    found = copy.deepcopy(content)
    *outer, last = way
    inner = functools.reduce(lambda each, key: each[key], outer, found)
    if mutant is ...:
        del inner[last]
    else:
        inner[last] = mutant
    return found


def test_whatever_is_changed_is_one_sentence_or_trains(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each entry, at any depth, replaced by values of all kinds, or removed.

    A few then mean another training, which goes on.
    """
    content = loaded(begun)
    monkeypatch.setattr(checkpoints, "write", lambda *_: None)
    went_on = set()
    for way in places(content):
        for mutant in MUTANTS:
            # As if it had been in the file: to write and to read it takes longest.
            found = changed(content, way, mutant)
            monkeypatch.setattr(checkpoints, "_loaded", lambda _, found=found: found)
            sentence = _sentence(begun)
            if sentence is None:
                went_on.add(way[0])
            else:
                assert "\n" not in sentence
                assert sentence.startswith((f"{begun}: ", "training diverged in"))
    # Numbers of a history or a state may be any, and settings those of another training.
    assert went_on <= {
        "epoch",
        "settings",
        "optimizer",
        "scheduler",
        "history",
        "torch",
    }


def _sentence(path: Path) -> str | None:
    try:
        fitting.resume(path)
    except SettingError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("way", "mutant", "expected"),
    [
        (("settings", "seed"), ..., "its settings lack 'seed'"),
        (("settings", "sed"), 1, "its settings have an unknown 'sed'"),
        (("settings", "seed"), "7", "seed is '7' (str): an integer is expected"),
        (
            ("settings", "precision"),
            "fp32",
            "precision is 'fp32' (str): a member of Precision is expected",
        ),
        (
            ("settings", "model", "part"),
            "GRU",
            "model is {'arguments': {'head_dims': [], 'hidden_dim': 6, 'n_layers': 1}, "
            "'part': 'GRU'}: one of LSTM, LSTMATTN, BERT with its arguments is expected",
        ),
        (
            ("settings", "model", "arguments", "hidden_dim"),
            2,
            "model.hidden_dim is 2 (int): an integer of at least 3 is expected",
        ),
        (
            ("settings", "model", "arguments", "hidden_dim"),
            9,
            "its weights do not fit the model: Error(s) in loading state_dict for LSTM: size "
            "mismatch for embedding.test.weight",
        ),
        (("rule",), "x", "rule is 'x': every_answer or article_rule is expected"),
        (
            ("rule",),
            0,
            "this is no checkpoint of this version: it has no 'rule' as expected",
        ),
        (
            ("random", "order"),
            torch.zeros(3, dtype=torch.uint8),
            "'random' is not of this training's form",
        ),
        (
            ("random", "order"),
            torch.zeros(5056, dtype=torch.int64),
            "'random' is not of this training's form",
        ),
        (
            ("random", "torch"),
            [torch.Generator().get_state()] * 2,
            "2 rank(s) trained it, and 1 would go on",
        ),
        (
            ("labels", "items", 0),
            5,
            "the answers of Simulated are not those that this training began with",
        ),
        (
            ("history", 0, "auc"),
            "high",
            "its history does not have epoch, train_loss, loss, auc, accuracy, last_step_auc, "
            "last_step_accuracy, lr of each of 1 epoch(s)",
        ),
        (
            ("epoch",),
            2,
            "its history does not have epoch, train_loss, loss, auc, accuracy, last_step_auc, "
            "last_step_accuracy, lr of each of 2 epoch(s)",
        ),
        (
            ("settings", "tags"),
            [torch.ones(1)],
            "settings holds more than plain values: Object of type Tensor is not JSON "
            "serializable",
        ),
        (("scheduler", "mode"), "min", "'scheduler' is not of this training's form"),
        (
            ("optimizer", "state", 0, "exp_avg"),
            torch.ones(1),
            "'optimizer' is not of this training's form",
        ),
    ],
    ids=str,
)
def test_what_is_wrong_is_named(
    begun: Path, tmp_path: Path, way: tuple[Any, ...], mutant: object, expected: str
) -> None:
    """One sentence names the file and the entry."""
    path = tmp_path / "changed.pt"
    torch.save(changed(loaded(begun), way, mutant), path)
    assert refused(path).startswith(expected)


def test_other_answers_are_refused(settings: Settings, answers: Path) -> None:
    """The file was edited, or only its names; or it is not there any more."""
    path = stopped(settings | {"data": recorded(answers)}, 1)
    before = answers.read_text()
    not_those = f"the answers of {answers} are not those that this training began with"
    for new in (before + "s0,i1,t1,1\n", before.replace("i", "j")):
        answers.write_text(new)
        assert refused(path) == not_those
    answers.write_text(before)
    fitting.resume(path)
    answers.unlink()
    with pytest.raises(SettingError, match="cannot be read: No such file"):
        fitting.resume(path)


# -- where nothing can be written -----------------------------------------------------------------


def full(fd: int) -> None:
    """Stand in for ``os.fsync`` on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_one_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The older checkpoint stays whole, nothing else is left, and it can be gone on with."""
    expected = train(**settings)
    folder = settings["run_dir"]
    path = stopped(settings, 1)
    before = left(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SettingError) as caught:
            fitting.resume(path)
    reason = "cannot be written: No space left on device"
    assert str(caught.value) in {
        f"run_dir is {str(folder)!r}, where {name} {reason}"
        for name in ("best.pt", "checkpoint.pt")
    }
    assert same(left(folder), before)
    assert fitting.resume(path) == expected


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("name", ["checkpoint.pt", "metrics.json"])
def test_a_disk_that_is_full_while_torch_writes(settings: Settings, name: str) -> None:
    """What the file system says at a write, and not at the end, is told in the same way."""
    folder = settings["run_dir"]
    folder.mkdir()
    (folder / f".{name}.part").symlink_to("/dev/full")
    with pytest.raises(SettingError) as caught:
        train(**settings)
    assert str(caught.value).startswith(
        f"run_dir is {str(folder)!r}, where {name} cannot be written: "
    )
    assert "\n" not in str(caught.value)
    assert name not in left(folder)
    assert not (folder / f".{name}.part").is_symlink()


@pytest.mark.parametrize(
    "name", ["checkpoint.pt", "best.pt", "metrics.json", ".checkpoint.pt.part"]
)
def test_a_folder_in_the_place_of_a_file(settings: Settings, name: str) -> None:
    """One sentence names it, and it is left alone."""
    folder = settings["run_dir"]
    (folder / name).mkdir(parents=True)
    with pytest.raises(SettingError) as caught:
        train(**settings)
    assert str(caught.value) == (
        f"run_dir is {str(folder)!r}, where {name.removeprefix('.').removesuffix('.part')} "
        "cannot be written: Is a directory"
    )
    assert (folder / name).is_dir()
    parts = [path for path in folder.glob(".*.part") if path.name != name]
    assert parts == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_is_read_only(settings: Settings) -> None:
    """One sentence, with the reason that the system gives."""
    folder = settings["run_dir"]
    folder.mkdir(mode=0o555)
    with pytest.raises(
        SettingError, match=r"checkpoint\.pt cannot be written: Permission"
    ):
        train(**settings)


def test_an_interruption_leaves_no_part(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends the writing, the file of before is there, and no half of another."""
    path = stopped(settings, 1)
    before = left(path.parent)

    def interrupt(fd: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fitting.resume(path)
    assert same(left(path.parent), before)
