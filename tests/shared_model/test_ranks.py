"""Several ranks train to what one process trains to."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from shared_model import L1, Adam, AdamW, Precision, SettingError, fitting, ranks
from shared_model.batching import Batch
from shared_model.ranks import Ranks, different, exact, leaves
from tests.shared_model import three_ranks

#: Sums in another order: the same but for the last bits, step after step.
TOLERANCE = 1e-4


def launched(folder: Path, ranks: int) -> subprocess.CompletedProcess[str]:
    """Run the program in several ranks."""
    # Not in the test's own folder: an address of a socket is short.
    with tempfile.TemporaryDirectory(prefix="ranks-") as short:
        return subprocess.run(
            [sys.executable, "-m", three_ranks.__name__, str(folder), str(ranks)],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "TMPDIR": short},
            timeout=240,
        )


def left(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    """Return metrics, history and weights of a run."""
    metrics, history = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("metrics", "history")
    )
    return metrics, history, torch.load(folder / "checkpoint.pt")["state_dict"]


@pytest.mark.slow
def test_three_ranks_train_as_one_process_does(tmp_path: Path) -> None:
    """Loss, history and weights are equal within 1e-4; one rank writes; other settings end it.

    A training that is stopped and gone on with has the bits of the unbroken one, dropout included;
    another number of ranks does not go on with it.
    """
    alone, both = tmp_path / "alone", tmp_path / "both"
    alone.mkdir()
    both.mkdir()
    three_ranks.main(alone)
    done = launched(both, 3)
    assert done.returncode == 0, done.stderr
    for name in ("lstm", "bert"):
        one, two = left(alone / "0" / name), left(both / "0" / name)
        for key in ("auc", "accuracy", "loss"):
            assert two[0][key] == pytest.approx(one[0][key], rel=TOLERANCE)
        for before, after in zip(one[1], two[1], strict=True):
            assert after == pytest.approx(before, rel=TOLERANCE)
        for key, weights in one[2].items():
            torch.testing.assert_close(two[2][key], weights, rtol=0, atol=TOLERANCE)
    for folder, size in ((alone, 1), (both, 3)):
        expected, found = left(folder / "unbroken"), left(folder / "stopped")
        # Metrics, with the hash of the weights, and history.
        assert found[:2] == expected[:2]
        path = folder / "stopped" / "checkpoint.pt"
        if size == 3:
            with pytest.raises(SettingError) as caught:
                fitting.resume(path)
            assert str(caught.value) == (
                f"{path}: 3 rank(s) trained it, and 1 would go on"
            )
    assert left(alone / "stopped")[0] != left(both / "stopped")[0]
    assert not (both / "1").exists()
    assert not (both / "0" / "refused").exists()
    assert (
        done.stdout.count("seed differs between ranks: it is 0 on rank 0 and 1 on") == 3
    )


def batch(*lengths: int) -> Batch:
    """Return a batch of such lengths in which each number is the place of its step."""
    longest = max(lengths)
    mask = torch.arange(longest) < torch.tensor(lengths)[:, None]
    numbers = torch.arange(len(lengths) * longest).view(-1, longest)
    return Batch(
        tests=numbers,
        items=numbers,
        tags=numbers,
        interactions=numbers,
        mask=mask,
        answers=numbers.float(),
        targets=mask,
        last=mask,
    )


def _weights_and_gradients(network: torch.nn.Module) -> tuple[list[float], list[float]]:
    weights = [each.item() for each in network.parameters()]
    return weights, [
        each.grad.item() for each in network.parameters() if each.grad is not None
    ]


def test_a_single_process_is_left_alone() -> None:
    """One rank: the whole batch, the network itself, and no group."""
    me = Ranks()
    whole = batch(3, 1)
    network = torch.nn.Linear(1, 1)
    part, factor = me.share(whole)
    assert part is whole
    assert factor == 1.0
    network(torch.ones(1)).backward()
    weights, gradients = _weights_and_gradients(network)
    me.agree(network)
    me.average(network)
    assert _weights_and_gradients(network) == (weights, gradients)
    assert me.mean(0.1) == 0.1
    with ranks.joined({}) as joined:
        assert joined == Ranks()
    assert not torch.distributed.is_initialized()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=7), st.integers(2, 3))
def test_the_parts_of_a_batch_make_up_its_mean(lengths: list[int], size: int) -> None:
    """Averaged over ranks, factor times the mean of each part is the mean of the batch."""
    whole = batch(*lengths)
    mean = 0.0
    for rank in range(size):
        part, factor = Ranks(rank, size).share(whole)
        mean += factor * float(part.answers[part.targets].mean()) / size
    assert mean == pytest.approx(float(whole.answers[whole.targets].mean()))


def test_settings_that_differ_are_named() -> None:
    """The sentence names the setting, both values and the rank; types count, run_dir not."""
    first: dict[str, Any] = {"seed": 1, "clip_grad": 1.0, "run_dir": Path("a")}
    same = first | {"run_dir": Path("b")}
    assert different([leaves(first), leaves(same)]) is None
    other = leaves(first | {"clip_grad": 1})
    assert different([leaves(first), leaves(same), other]) == (
        "clip_grad differs between ranks: it is 1.0 on rank 0 and 1 on rank 2; "
        "all ranks need the same settings"
    )


def test_arguments_of_parts_are_settings() -> None:
    """A part differs by its type, or in an argument that is named; dicts are looked into."""
    adam: dict[str, Any] = {"lr": 0.1, "weight_decay": 0.0, "betas": (0.9, 0.999)}
    first: dict[str, Any] = {"optimizer": Adam(**adam), "run_dir": None}
    first["loss"] = L1(weights={"right": 1.0})
    assert different([leaves(first), leaves(dict(first))]) is None
    for changed, named in (
        ({"optimizer": Adam(**adam | {"lr": 1})}, "optimizer.lr differs"),
        ({"optimizer": Adam(**adam | {"betas": (0.9, 1)})}, "optimizer.betas differs"),
        ({"loss": L1(weights={"right": 1})}, "loss.weights differs"),
        (
            {"optimizer": AdamW(**adam)},
            "optimizer differs between ranks: it is Adam on rank 0 and AdamW on rank 1;",
        ),
    ):
        sentence = different([leaves(first), leaves(first | changed)])
        assert sentence is not None
        assert sentence.startswith(named)


def test_what_is_alike_is_still_told_apart() -> None:
    """One text for one value of one type, nested values too; an address is none."""
    alike = [1, 1.0, True, "1", b"1", None, "None", Precision.BF16, Path("a"), "a"]
    containers: list[object] = [[], (), {}, set()]
    deep = [{"a": [each]} for each in alike] + [[each] for each in alike]
    values = [*alike, *containers, *deep, [1, 1], [[1], 1], 0.0, -0.0]
    assert len({exact(value) for value in values}) == len(values)
    assert exact({"b", "a", "c"}) == exact({"c", "b", "a"})
    assert exact(object()) == exact(object())
    assert exact(L1(weights={"a": 1})) != exact(L1(weights={"a": 1.0}))


def test_ranks_that_do_not_meet_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-set environment is one sentence."""
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.delenv("RANK", raising=False)
    with pytest.raises(SettingError, match="WORLD_SIZE is 2, but"), ranks.joined({}):
        pass
