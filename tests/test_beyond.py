"""The axes beyond one process: their frame, their judges, and the faults that they find."""

import json
import socket
import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import report.beyond
from benchmarks import beyond, measuring, registry, reproducing, results, runs
from benchmarks.beyond import ranks, remote, trackers
from benchmarks.beyond.kinds import KINDS
from benchmarks.beyond.ranks import Seen
from benchmarks.beyond.read_wandb import records
from benchmarks.beyond.remote import Fate, Ran
from benchmarks.errors import BenchError
from benchmarks.measuring import Run, choose
from benchmarks.outcomes import Judgement, Outcome
from benchmarks.process import Finished, Look, run
from benchmarks.results import CONTROL_NAME
from benchmarks.values import parse
from shared_model import Precision
from shared_model.typed import typed
from tests.miniatures import build

needs_extras = pytest.mark.skipif(
    bool(beyond.missing("remote")), reason=str(beyond.missing("remote"))
)


def finished(code: int = 0, stderr: str = "") -> Finished:
    """Return the end of a command."""
    return Finished(("python",), code, None, "", stderr, 0.0, 1.0, 1.0)


# -- the frame ------------------------------------------------------------------------------------


def test_without_the_extras_a_row_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A skipped cell, and a sentence from reproduce; nothing is run."""
    monkeypatch.setattr(beyond, "NEEDS", {"remote": ("no-such-dist", "pytest")})
    run = Run.start(choose("remote", "argparse"), path=tmp_path / "results.json")
    cell = run.unit("remote", registry.find("argparse"))["all"]
    assert cell["outcome"] == "skipped"
    assert "no-such-dist" in cell["detail"]
    assert "pytest" not in cell["detail"]
    assert "make benchmark-beyond" in cell["detail"]
    with pytest.raises(BenchError, match="make benchmark-beyond"):
        list(reproducing.measure(reproducing.parse("remote/argparse/wandb/config")))
    assert "make benchmark-beyond" in report.beyond.section(run.content, "remote")


def test_a_whole_run_keeps_what_another_environment_measured(tmp_path: Path) -> None:
    """The beyond cells stay, with their units; those of a row that is gone do not."""
    path = tmp_path / "results.json"
    old = results.new(1)
    cell = {"outcome": "right", "by": "library", "reproduce": "…"}
    unit = {"created": "then", "seconds": 1, "sha256": "", "versions": {"wandb": "0"}}
    for name in ("argparse", "control", "gone"):
        results.put(old, "remote", name, {"wandb/config": cell}, unit)
    results.put(old, "lines", "argparse", {"total": cell}, unit)
    results.save(old, path)
    content = Run.start(choose(None, None), path=path).content
    assert content["remote"].keys() == {"argparse", "control"}
    assert content["units"] == dict.fromkeys(
        ["remote/argparse", "remote/control"], unit
    )
    assert content["lines"] == {}


def test_a_whole_run_begins_over_a_broken_file(tmp_path: Path) -> None:
    """Old results that cannot be read are no reason not to measure."""
    path = tmp_path / "results.json"
    path.write_text("{", encoding="utf-8")
    assert Run.start(choose(None, None), path=path).content["remote"] == {}


def test_a_beyond_run_leaves_the_head_of_the_report(tmp_path: Path) -> None:
    """Versions and date are those of the ordinary environment, whichever measures later."""
    path = tmp_path / "results.json"
    old = results.new(1) | {"created": "2000-01-01T00:00", "versions": {"torch": "0"}}
    results.save(old, path)
    content = Run.start(choose("ranks", "argparse"), path=path).content
    assert content["versions"] == {"torch": "0"}
    assert content["created"] == "2000-01-01T00:00"
    other = Run.start(choose("lines,ranks", "argparse"), path=path).content
    assert other["versions"] != {"torch": "0"}


# -- several ranks --------------------------------------------------------------------------------

DEFAULTS = runs.control()


def record(**changed: str) -> runs.Record:
    """Return the control's record with some settings changed."""
    return DEFAULTS | {name: parse(text) for name, text in changed.items()}


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (Seen(finished(), (record(), record())), Outcome.RIGHT),
        # run_dir belongs to the first rank
        (Seen(finished(), (record(), record(run_dir="Path('b')"))), Outcome.RIGHT),
        (Seen(finished(), (record(), record(seed="43"))), Outcome.SILENT),
        (Seen(finished(), (record(),)), Outcome.SILENT),
        (Seen(finished(1, "error: no"), ()), Outcome.LOUD),
        (Seen(finished(1, "error: no"), (record(),)), Outcome.LATE),
        (Seen(finished(-9), ()), Outcome.BROKEN),
    ],
)
def test_one_config_on_all_ranks(seen: Seen, outcome: Outcome) -> None:
    """Equal records but for run_dir, from both."""
    assert ranks.judge_one_config(seen).outcome is outcome


def test_overrides_on_all_ranks() -> None:
    """An override that one rank missed is silent, and named."""
    effect = {"seed": parse("7")}
    both = Seen(finished(), (record(seed="7"), record(seed="7")))
    one = Seen(finished(), (record(seed="7"), record()))
    assert ranks.judge_overrides(both, effect, DEFAULTS).outcome is Outcome.RIGHT
    judgement = ranks.judge_overrides(one, effect, DEFAULTS)
    assert judgement.outcome is Outcome.SILENT
    assert "seed is 42, expected 7" in judgement.detail


@pytest.mark.parametrize(
    ("writers", "outcome"),
    [
        ({"outputs/run/config.json": (0, 1)}, Outcome.RIGHT),
        ({"a/.hydra/config.yaml": (0,), "a/.hydra/hydra.yaml": (1,)}, Outcome.RIGHT),
        ({"a/.hydra/x": (0,), "b/.hydra/x": (1,), "a/log": (0,)}, Outcome.SILENT),
        ({"log": (0, 1)}, Outcome.SILENT),
    ],
)
def test_one_saved_run(
    writers: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> None:
    """Folders count once, by their name; files beside them do not."""
    name = "outputs/*/.hydra" if ".hydra" in str(writers) else "outputs/run/config.json"
    places = ranks.saved_places(name, writers)
    assert ranks.judge_one_run(finished(), places).outcome is outcome


@pytest.mark.parametrize(
    ("losses", "alone", "outcome"),
    [
        ((0.5,), 0.5, Outcome.RIGHT),
        ((0.50004,), 0.5, Outcome.RIGHT),
        ((0.5001,), 0.5, Outcome.SILENT),
        ((0.5, 0.5), 0.5, Outcome.SILENT),
        ((), 0.5, Outcome.SILENT),
        ((0.5,), None, Outcome.LATE),
    ],
)
def test_training_together(
    losses: tuple[float, ...], alone: float | None, outcome: Outcome
) -> None:
    """One rank writes, and the loss is that of one process within the tolerance."""
    seen = Seen(finished(), losses=losses)
    assert ranks.judge_trains(seen, alone).outcome is outcome


def test_a_rank_with_another_config() -> None:
    """Only the core's own sentence before any training is right."""
    said = "train.py: seed differs between ranks: it is 1 on rank 0 and 2 on rank 1"
    refused = Seen(finished(1, f"{said}\nTraceback\nChildFailedError"))
    assert ranks.judge_other_config(refused).outcome is Outcome.RIGHT
    assert ranks.judge_other_config(refused).detail == said
    trained = Seen(finished(1, said), losses=(0.5,))
    assert ranks.judge_other_config(trained).outcome is Outcome.SILENT
    assert ranks.judge_other_config(Seen(finished())).outcome is Outcome.SILENT
    other = Seen(finished(1, "error: no port"))
    assert ranks.judge_other_config(other).outcome is Outcome.LATE


def test_a_program_that_seeds_each_rank_apart_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two real ranks; no process and no file is left behind of them."""
    adapter = registry.read(build("seeds_each_rank_apart", tmp_path))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    line = ranks.command(adapter, [])
    seen = ranks.start(line, probe=True)
    judgement = ranks.judge_one_config(seen)
    assert judgement.outcome is Outcome.SILENT
    # Whichever rank arrives first.
    said = judgement.detail
    assert "seed is 43, expected 42" in said or "seed is 42, expected 43" in said
    places = ranks.saved_places(adapter.dialect().saved, seen.writers)
    assert list(places.values()) == [(0, 1)]
    assert list(temporary.iterdir()) == []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            assert str(adapter.program).encode() not in entry.read_bytes()


def test_the_order_in_which_ranks_arrive_does_not_matter() -> None:
    """The same two records in either order are one finding, in the same words."""
    one, two = record(), record(seed="43")
    found = [
        ranks.judge_one_config(Seen(finished(), each))
        for each in ((one, two), (two, one))
    ]
    assert found[0] == found[1]


# -- remote records -------------------------------------------------------------------------------

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(plain)
def test_json_keeps_what_json_has(value: Any) -> None:
    """Whatever JSON has comes back as kept."""
    assert remote.fate(typed(value), typed(json.loads(json.dumps(value)))) == "kept"


@given(
    st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers())
)
def test_text_of_a_value_is_retyped(value: Any) -> None:
    """What str() makes of a value is the value with another type."""
    assert remote.fate(typed(value), typed(str(value))) == "retyped"


@given(st.integers(), st.integers())
def test_another_number_is_changed(one: int, two: int) -> None:
    """Another value is never taken for a retyped one, as text neither."""
    if one != two:
        assert remote.fate(typed(one), typed(two)) == "changed"
        assert remote.fate(typed(one), typed(str(two))) == "changed"


@pytest.mark.parametrize(
    ("kind", "came", "word"),
    [
        ("tuple", [0.9, 0.999], "retyped"),
        ("tuple", "(0.9, 0.999)", "retyped"),
        ("tuple", "0.9, 0.999", "retyped"),
        ("path", "outputs/run", "retyped"),
        ("enum", "BF16", "retyped"),
        ("enum", "Precision.BF16", "retyped"),
        ("enum", Precision.BF16.value, "retyped"),
        ("enum", "FP32", "changed"),
        ("nan", None, "changed"),
        ("nan", "nan", "retyped"),
        ("str_like_a_number", 12, "changed"),
        ("str_of_10_kb", "x" * 6000, "changed"),
        ("int_key", {"1": 2}, "changed"),
        ("nested", "{'optimizer': {'lr': 0.0003, 'clip': None}}", "retyped"),
        ("bool", 1, "retyped"),
    ],
)
def test_the_fate_of_a_kind(kind: str, came: Any, word: str) -> None:
    """Kinds as trackers bring them back."""
    assert remote.fate(typed(KINDS[kind]), typed(came)) == word


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ({"optimizer.lr": 0.1}, "kept"),
        ({"optimizer": {"lr": 0.1}}, "kept"),
        ({"lr": 0.1, "optimizer": "adam"}, "kept"),
        ({"train": {"lr": "0.1"}}, "retyped"),
        ({"optimizer": "{'name': 'adam', 'lr': 0.1}"}, "retyped"),
        ({"optimizer": "{'name': <Name.adam: 'adam'>, 'lr': 0.1}"}, "buried"),
        ({"optimizer": {"lr": 0.2}}, "changed"),
        ({"model": {"dropout": 0.1}}, "lost"),
        ({}, "lost"),
    ],
)
def test_a_setting_is_looked_up_where_rows_put_it(
    config: dict[str, Any], word: str
) -> None:
    """By its dotted name, in its section, flat, or in the text of a mapping."""
    part = {"t": "shared_model.Adam", "args": {"lr": typed(0.1)}}
    kept = {key: typed(value) for key, value in config.items()}
    (found,) = remote.compare({"optimizer": part}, kept)
    assert found.word == word


def test_entries_that_are_settings_of_their_own_are_found() -> None:
    """``right_weight`` and ``wrong_weight`` are the weights."""
    config = {"right_weight": typed(2.0), "wrong_weight": typed(0.5)}
    part = {"t": "L1", "args": {"weights": typed({"right": 2.0, "wrong": 0.5})}}
    (found,) = remote.compare({"loss": part}, config)
    assert found.word == "kept"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (["kept", "kept"], Outcome.RIGHT),
        (["kept", "retyped"], Outcome.RETYPED),
        (["retyped", "lost"], Outcome.SILENT),
        (["buried"], Outcome.SILENT),
        (["changed"], Outcome.SILENT),
    ],
)
def test_a_record_is_as_good_as_its_worst_setting(
    words: list[str], outcome: Outcome
) -> None:
    """Lost, buried or changed is silent; another type is retyped."""
    fates = [Fate("a", word, "1", "2") for word in words]
    assert remote.judge_config(finished(), fates).outcome is outcome
    assert remote.judge_config(finished(1, "error: x"), fates).outcome is Outcome.LATE


@pytest.mark.parametrize(
    ("code", "trained", "kept", "outcome"),
    [
        (0, True, True, Outcome.RIGHT),
        (0, True, False, Outcome.SILENT),
        (1, True, True, Outcome.LATE),
        (1, False, True, Outcome.LOUD),
        (-9, True, True, Outcome.BROKEN),
    ],
)
def test_a_tracker_that_dies(
    *, code: int, trained: bool, kept: bool, outcome: Outcome
) -> None:
    """Training that goes on to exit 0, with its config kept, is right."""
    judged = remote.judge_killed(finished(code, "x"), trained=trained, kept=kept)
    assert judged.outcome is outcome


def test_a_start_without_a_server_and_a_value_set_twice() -> None:
    """No training is loud; training without a record is silent."""
    assert remote.judge_down(Ran(finished(1, "x"))).outcome is Outcome.LOUD
    assert remote.judge_down(Ran(finished(), record())).outcome is Outcome.SILENT
    assert remote.judge_down(Ran(finished(1), record())).outcome is Outcome.BROKEN
    ran = Ran(finished(), record())
    assert remote.judge_twice(Ran(finished(1, "x")), None).outcome is Outcome.LOUD
    for value, outcome in (
        (4, Outcome.RIGHT),
        ("4", Outcome.RIGHT),
        (3, Outcome.SILENT),
    ):
        assert remote.judge_twice(ran, {"int": typed(value)}).outcome is outcome


@given(st.lists(st.binary(max_size=70_000), max_size=4), st.integers(0, 200))
def test_wandb_s_log_is_read_back(contents: list[bytes], cut: int) -> None:
    """Records over any number of blocks; a cut end loses the last one only."""
    log = bytearray(b":W&B\xe1\xbe\x00")
    for content in contents:
        rest, first = content, True
        while first or rest:
            left = 32768 - len(log) % 32768
            if left < 7:
                log += bytes(left)
                continue
            piece, rest = rest[: left - 7], rest[left - 7 :]
            kind = {(1, 0): 1, (1, 1): 2, (0, 1): 3, (0, 0): 4}[first, bool(rest)]
            log += struct.pack("<IHB", 0, len(piece), kind) + piece
            first = False
    assert list(records(bytes(log))) == contents
    last = len(contents[-1]) if contents else 0
    if contents and 0 < cut <= last:
        assert list(records(bytes(log[:-cut]))) == contents[:-1]


class Faults:
    """Stands for programs whose server is gone: each would wait for a minute."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []

    def __call__(self, tracker: str, program: Path, look: Look) -> remote.Measured:
        """Wait, and note how it ended."""
        self.begun.append(tracker)
        assert program.name == f"with_{tracker}.py"
        with runs.workplace() as place:
            try:
                run(["sleep", "60"], cwd=place.work, home=place.home, look=look)
            except BaseException:
                self.ended.append(tracker)
                raise
        raise AssertionError("waited to the end")


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Let the control have two faults and one ordinary case, and nothing else."""
    made = Faults()
    monkeypatch.setattr(remote, "_FAULTS", {"down": made})
    monkeypatch.setattr(
        remote, "CONTROL_CASES", ("wandb/int", "wandb/down", "mlflow/down")
    )
    yield made
    remote.AHEAD.end()


def test_what_waits_in_the_background_does_not_outlive_ctrl_c(
    faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where another case is measured, nor where a result is waited for."""
    control = beyond.row("remote", CONTROL_NAME)

    def interrupted(*_: object) -> remote.Measured:
        raise KeyboardInterrupt

    for place in ("_measure", "AHEAD.result"):
        with monkeypatch.context() as patch:
            patch.setattr(f"benchmarks.beyond.remote.{place}", interrupted)
            with pytest.raises(KeyboardInterrupt):
                list(
                    remote.measure(control, ["wandb/int", "wandb/down", "mlflow/down"])
                )
        assert sorted(faults.ended) == sorted(faults.begun) == ["mlflow", "wandb"]
        faults.begun.clear()
        faults.ended.clear()


def test_what_waits_for_minutes_waits_beside_what_measures_no_time(
    faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first unit of *ranks* begins the faults of the control, once, if they are planned."""
    monkeypatch.setattr(beyond, "NEEDS", {})
    cell = {"outcome": "right", "by": "library", "detail": "d", "reproduce": "x"}
    quick = dict.fromkeys(("ranks", "sweep"), lambda _: iter([("case", cell)]))
    monkeypatch.setattr(measuring, "ONE_BY_ONE", quick)
    row = registry.find("argparse")
    run_ = Run.start(choose("ranks", "argparse"), path=tmp_path / "results.json")
    run_.unit("ranks", row)
    assert faults.begun == []
    run_ = Run.start(choose("ranks", "argparse"), path=tmp_path / "results.json")
    run_.planned = frozenset({f"remote/{CONTROL_NAME}"})
    run_.unit("sweep", row)
    assert faults.begun == []
    run_.unit("ranks", row)
    run_.unit("ranks", row)
    remote.AHEAD.end()
    assert sorted(faults.begun) == ["mlflow", "wandb"]


def test_a_fault_is_measured_anew_for_each_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was begun ahead is collected once; the next to ask begins another."""
    told = iter(["first", "second"])

    def fault(*_: object) -> remote.Measured:
        return Judgement(Outcome.RIGHT, next(told)), {}

    monkeypatch.setattr(remote, "_FAULTS", {"down": fault})
    control = beyond.row("remote", CONTROL_NAME)
    remote.AHEAD.begin(control, ["wandb/down", "wandb/int"])
    for detail in ("first", "second"):
        ((address, cell),) = remote.measure(control, ["wandb/down"])
        assert (address, cell["detail"]) == ("wandb/down", detail)


@needs_extras
def test_a_row_is_recorded_with_both_trackers() -> None:
    """The real clients: every setting of argparse comes back, most from MLflow as text."""
    adapter = registry.find("argparse")
    cells = dict(remote.measure_all(adapter))
    assert cells["wandb/config"]["outcome"] == "retyped"
    assert cells["wandb/config"]["retyped"] < cells["mlflow/config"]["retyped"]


@needs_extras
def test_the_server_leaves_nothing_behind() -> None:
    """No process, no port, no file, also after it was killed and started again."""
    with trackers.mlflow_server() as server:
        server.kill()
        server.start()
        assert server.kept("none") is None
    assert not server.folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0
    mark = f"HOME={server.folder}/home".encode()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            assert mark not in entry.read_bytes()
        except OSError:
            continue
