"""The probe sees exactly what arrived."""

import json
import math
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shared_model import Precision, SettingError, probe, train
from shared_model.training import PROBED


def record(path: Path) -> dict[str, Any]:
    """Return the only line of a record."""
    (line,) = path.read_text(encoding="ascii").splitlines()
    settings: dict[str, Any] = json.loads(line)
    return settings


def test_a_record_holds_every_setting_typed(
    settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All thirteen arguments arrive in order, each with its exact type; nothing is trained."""
    path = tmp_path / "record"
    monkeypatch.setenv("CONFIGBENCH_PROBE", f"record:{path}")
    assert train(**settings) is PROBED
    assert not settings["run_dir"].exists()
    seen = record(path)
    assert list(seen) == list(settings)
    assert seen["optimizer"] == {
        "t": "shared_model.Adam",
        "args": {
            "lr": {"t": "float", "v": "0.01"},
            "weight_decay": {"t": "float", "v": "0.0"},
            "betas": {
                "t": "tuple",
                "v": [{"t": "float", "v": "0.9"}, {"t": "float", "v": "0.999"}],
            },
        },
    }
    assert seen["precision"] == {"t": "shared_model.Precision", "v": "FP32"}
    assert seen["run_dir"] == {"t": "pathlib.PosixPath", "v": str(tmp_path / "run")}
    assert seen["loss"]["args"]["weights"] == {
        "t": "dict",
        "v": [
            [{"t": "str", "v": "right"}, {"t": "float", "v": "1.0"}],
            [{"t": "str", "v": "wrong"}, {"t": "float", "v": "1.0"}],
        ],
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, {"t": "int", "v": 1}),
        (True, {"t": "bool", "v": True}),
        ("1", {"t": "str", "v": "1"}),
        (None, {"t": "NoneType", "v": None}),
        (-0.0, {"t": "float", "v": "-0.0"}),
        (math.nan, {"t": "float", "v": "nan"}),
        ("\udcff\x00\n", {"t": "str", "v": "\udcff\x00\n"}),
    ],
)
def test_a_record_tells_similar_values_apart(
    settings: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    value: object,
    expected: dict[str, object],
) -> None:
    """No check or conversion happens before the probe, and JSON keeps what it saw."""
    path = tmp_path / "record"
    monkeypatch.setenv("CONFIGBENCH_PROBE", f"record:{path}")
    train(**{**settings, "n_epochs": value})
    assert record(path)["n_epochs"] == expected


def test_each_call_appends_a_line(
    settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sweep leaves one record for each of its runs."""
    path = tmp_path / "record"
    monkeypatch.setenv("CONFIGBENCH_PROBE", f"record:{path}")
    for seed in range(3):
        train(**{**settings, "seed": seed})
    lines = path.read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["seed"]["v"] for line in lines] == [0, 1, 2]


def test_the_clock_stamps_and_exits(
    settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stamp lies between the moments before and after, and the exit code is 0."""
    path = tmp_path / "clock"
    monkeypatch.setenv("CONFIGBENCH_PROBE", f"clock:{path}")
    before = time.monotonic(), time.process_time()
    with pytest.raises(SystemExit) as caught:
        train(**settings)
    after = time.monotonic(), time.process_time()
    assert caught.value.code == 0
    stamp = record(path)
    assert list(stamp) == ["monotonic", "cpu", "torch"]
    assert before[0] <= stamp["monotonic"] <= after[0]
    assert before[1] <= stamp["cpu"] <= after[1]
    assert stamp["torch"] is ("torch" in sys.modules)


@pytest.mark.parametrize("instruction", ["recrod:x", "record:", "record", "clock", "x"])
def test_a_wrong_instruction_is_refused(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch, instruction: str
) -> None:
    """A misspelt probe must not start a training in the middle of a measurement."""
    monkeypatch.setenv("CONFIGBENCH_PROBE", instruction)
    with pytest.raises(probe.ProbeError) as caught:
        train(**settings)
    assert str(caught.value) == (
        f"CONFIGBENCH_PROBE={instruction!r}: expected 'record:FILE' or 'clock:FILE'"
    )


def test_an_empty_variable_means_no_probe(
    settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``CONFIGBENCH_PROBE=`` behaves as if it were unset."""
    monkeypatch.setenv("CONFIGBENCH_PROBE", "")
    with pytest.raises(SettingError):
        train(**{**settings, "precision": Precision.FP32.name})
