"""What lies beyond one process: its frame, its judges, and the faults that they find."""

import json
import shlex
import socket
import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import report.sections
from benchmarks import registry, results, running
from benchmarks.categories import ranks, remote, sweep
from benchmarks.categories.ranks import Facts
from benchmarks.categories.remote import faults, judging, programs, recording, trackers
from benchmarks.categories.remote.cases import DOWN, KILLED, TWICE, RemoteCase, cases
from benchmarks.categories.remote.fates import Fate, fate, fates_of
from benchmarks.categories.remote.faults import AHEAD
from benchmarks.categories.remote.read_wandb import records
from benchmarks.categories.remote.recording import Recorded
from benchmarks.categories.remote.trackers import NOTHING, REQUIREMENTS, Kept
from benchmarks.category import Category, Measurement, Order
from benchmarks.cells import Judgement
from benchmarks.control.kinds import KINDS
from benchmarks.dialect import load
from benchmarks.environments import READY, Environment
from benchmarks.environments.interpreters import OWN
from benchmarks.errors import MissingError
from benchmarks.judging import expected_record
from benchmarks.measuring import Choice, Run, choose
from benchmarks.outcomes import Outcome
from benchmarks.registry import CONTROL_NAME, Adapter
from benchmarks.values import parse
from configbench.errors import UnmeasuredError, UserError
from configbench.inside.typed import typed
from configbench.process import Command, Finished, Watch, run
from configbench.workplace import workplace
from shared_model import Precision
from tests.cells import measured
from tests.miniatures import build

TRACKING = Environment.of(REQUIREMENTS)
#: A case of every row.
WANDB = RemoteCase("wandb/config", tracker="wandb", asks="config")

needs_extras = pytest.mark.skipif(
    not (TRACKING.root / READY).is_file(),
    reason=f"environment {TRACKING.name} is not built: make benchmark-beyond",
)


def finished(code: int = 0, stderr: str = "") -> Finished:
    """Return the end of a command."""
    return Finished(("python",), code, None, "", stderr, 0.0, 1.0, 1.0)


# -- the frame ------------------------------------------------------------------------------------


def test_without_the_extras_a_row_says_what_to_install(tmp_path: Path) -> None:
    """A cell that is not measured, and a sentence from whoever asks; nothing is run."""
    lacking = replace(remote.CATEGORY, needs=lambda _: ("nobody-has-this",))
    run_ = Run.start(choose("remote", "argparse"), path=tmp_path / "results.json")
    cell = run_.unit(lacking, [registry.find("argparse")])["argparse"]["all"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")
    told = f"environment {OWN.version}/nobody-has-this: not built"
    assert cell["detail"].startswith(told)
    with pytest.raises(MissingError, match=told):
        lacking.placed(registry.find("argparse")).require()
    assert "make benchmark-beyond" in report.sections.unmeasured(run_.content)


def test_a_whole_run_keeps_what_was_measured(tmp_path: Path) -> None:
    """Cells and units stay, of another environment, too; of a row that is gone they do not."""
    path = tmp_path / "results.json"
    old = results.new(1)
    cell = {"outcome": "right", "by": "library", "reproduce": "…"}
    unit = {
        "created": "2000-01-01T00:00:00",
        "seconds": 1,
        "sha256": "",
        "versions": {"wandb": "0"},
    }
    for name in ("argparse", "control", "gone"):
        old["cells"]["remote"][name] = {"wandb/config": cell}
        old["units"][f"remote/{name}"] = unit
    old["cells"]["lines"]["argparse"] = {"total": cell}
    old["units"]["lines/argparse"] = unit
    old["categories"] = results.describe_categories(registry.find_all())
    results.save(old, path)
    content = Run.start(choose(None, None), path=path).content
    assert content["cells"]["remote"].keys() == {"argparse", "control"}
    assert content["units"] == dict.fromkeys(
        ["lines/argparse", "remote/argparse", "remote/control"], unit
    )
    assert content["cells"]["lines"] == {"argparse": {"total": cell}}


def test_a_whole_run_writes_over_no_broken_file(tmp_path: Path) -> None:
    """Old results that cannot be read may be mended, or moved away: that is told."""
    path = tmp_path / "results.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="is not JSON at character 1"):
        Run.start(choose(None, None), path=path)
    assert path.read_text(encoding="utf-8") == "{"


def test_what_is_measured_apart_leaves_the_head_of_the_report(tmp_path: Path) -> None:
    """Versions and date are those of the ordinary environment, whichever measures later."""
    path = tmp_path / "results.json"
    old = results.new(1) | {"created": "2000-01-01T00:00", "versions": {"torch": "0"}}
    old["categories"] = results.describe_categories(registry.find_all())
    results.save(old, path)
    content = Run.start(choose("ranks", "argparse"), path=path).content
    assert content["versions"] == {"torch": "0"}
    assert content["created"] == "2000-01-01T00:00"
    other = Run.start(choose("lines,ranks", "argparse"), path=path).content
    assert other["versions"] != {"torch": "0"}


# -- several ranks --------------------------------------------------------------------------------

DEFAULTS = running.control()


def record(**changed: str) -> running.Record:
    """Return the control's record with some settings changed."""
    return DEFAULTS | {name: parse(text) for name, text in changed.items()}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (Facts(finished(), (record(), record())), Outcome.RIGHT),
        # run_dir belongs to the first rank
        (Facts(finished(), (record(), record(run_dir="Path('b')"))), Outcome.RIGHT),
        (Facts(finished(), (record(), record(seed="43"))), Outcome.WRONG_VALUE),
        (Facts(finished(), (record(),)), Outcome.WRONG_VALUE),
        (Facts(finished(1, "error: no"), ()), Outcome.REJECTED),
        (Facts(finished(1, "error: no"), (record(),)), Outcome.LATE),
        (Facts(finished(), ()), Outcome.BROKEN),
        (Facts(finished(-9), ()), Outcome.BROKEN),
        (Facts(finished(1), (record(),)), Outcome.BROKEN),
    ],
)
def test_one_config_on_all_ranks(facts: Facts, outcome: Outcome) -> None:
    """Equal records but for run_dir, from both."""
    judged = ranks.CATEGORY.judge(ranks.CASES["one_config"], facts)
    assert judged.outcome is outcome


def test_overrides_on_all_ranks() -> None:
    """An override that one rank missed is a wrong value, and named."""
    expected = expected_record(DEFAULTS, {"seed": parse("7")})
    both = Facts(finished(), (expected, expected), expected=expected)
    assert ranks.judge_overrides(both).outcome is Outcome.RIGHT
    judged = ranks.judge_overrides(replace(both, reached=(expected, record())))
    assert judged.outcome is Outcome.WRONG_VALUE
    assert "seed is 42, expected 7" in judged.detail


@pytest.mark.parametrize(
    ("writers", "outcome"),
    [
        ({"outputs/run/config.json": (0, 1)}, Outcome.RIGHT),
        ({"a/.hydra/config.yaml": (0,), "a/.hydra/hydra.yaml": (1,)}, Outcome.RIGHT),
        ({"a/.hydra/x": (0,), "b/.hydra/x": (1,), "a/log": (0,)}, Outcome.WRONG_VALUE),
        ({"log": (0, 1)}, Outcome.WRONG_VALUE),
    ],
)
def test_one_saved_run(
    writers: Mapping[str, tuple[int, ...]], outcome: Outcome
) -> None:
    """Folders count once, by their name; files beside them do not."""
    name = "outputs/*/.hydra" if ".hydra" in str(writers) else "outputs/run/config.json"
    facts = Facts(finished(), writers=writers, saved=name)
    judged = ranks.judge_one_run(facts)
    assert judged.outcome is outcome


@pytest.mark.parametrize(
    ("losses", "alone", "outcome"),
    [
        ((0.5,), 0.5, Outcome.RIGHT),
        ((0.50004,), 0.5, Outcome.RIGHT),
        ((0.5001,), 0.5, Outcome.WRONG_VALUE),
        ((0.5, 0.5), 0.5, Outcome.WRONG_VALUE),
        ((), 0.5, Outcome.WRONG_VALUE),
        ((0.5,), None, Outcome.LATE),
    ],
)
def test_training_together(
    losses: tuple[float, ...], alone: float | None, outcome: Outcome
) -> None:
    """One rank writes, and the loss is that of one process within the tolerance."""
    facts = Facts(finished(), losses=losses, alone=alone)
    assert ranks.judge_trains(facts).outcome is outcome


def test_a_rank_with_another_config() -> None:
    """Only the core's own sentence before any training is right."""
    sentence = "train.py: seed differs between ranks: it is 1 on rank 0 and 2 on rank 1"
    refused = Facts(finished(1, f"{sentence}\nTraceback\nChildFailedError"))
    assert ranks.judge_other_config(refused).outcome is Outcome.RIGHT
    assert ranks.judge_other_config(refused).detail == sentence
    trained = Facts(finished(1, sentence), losses=(0.5,))
    assert ranks.judge_other_config(trained).outcome is Outcome.ACCEPTED
    assert ranks.judge_other_config(Facts(finished())).outcome is Outcome.ACCEPTED
    other = Facts(finished(1, "error: no port"))
    assert ranks.judge_other_config(other).outcome is Outcome.LATE


def test_a_program_that_seeds_each_rank_apart_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two real ranks; no process and no file is left behind of them."""
    row = registry.read(build("seeds_each_rank_apart", tmp_path))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    facts = ranks.start(row, ranks.torchrun(row, []), probe=True)
    judged = ranks.judge_one_config(facts)
    assert judged.outcome is Outcome.WRONG_VALUE
    # Whichever rank arrives first.
    detail = judged.detail
    assert "seed is 43, expected 42" in detail or "seed is 42, expected 43" in detail
    places = ranks.saved_places(replace(facts, saved=load(row).saved))
    assert list(places.values()) == [[0, 1]]
    assert list(temporary.iterdir()) == []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            assert str(row.program).encode() not in entry.read_bytes()


def test_ranks_with_their_own_words_are_one_command() -> None:
    """What is printed can be pasted; a row that cannot spell a setting has no such cell."""
    row = registry.find("argparse")
    argv = ranks.torchrun(row, ["--lr", "0.1"], ["--lr", "0.2", "--tags", "a b"])
    assert argv[:7] == (
        "python",
        "-m",
        "torch.distributed.run",
        "--standalone",
        "--nproc-per-node",
        "2",
        "--no-python",
    )
    program = shlex.quote(str(row.program))
    assert f"exec python {program} --lr 0.2 --tags 'a b'; else" in argv[-1]


def test_the_order_in_which_ranks_arrive_does_not_matter() -> None:
    """The same two records in either order are one finding, in the same words."""
    one, two = record(), record(seed="43")
    judged = [
        ranks.judge_one_config(Facts(finished(), reached))
        for reached in ((one, two), (two, one))
    ]
    assert judged[0] == judged[1]


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
    assert fate(typed(value), typed(json.loads(json.dumps(value)))) == "kept"


@given(
    st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers())
)
def test_text_of_a_value_is_of_another_type(value: Any) -> None:
    """What str() makes of a value is the value with another type."""
    assert fate(typed(value), typed(str(value))) == "type_changed"


@given(st.integers(), st.integers())
def test_another_number_is_changed(one: int, two: int) -> None:
    """Another value is never taken for the value with another type, as text neither."""
    if one != two:
        assert fate(typed(one), typed(two)) == "changed"
        assert fate(typed(one), typed(str(two))) == "changed"


@pytest.mark.parametrize(
    ("kind", "came", "word"),
    [
        ("tuple", [0.9, 0.999], "type_changed"),
        ("tuple", "(0.9, 0.999)", "type_changed"),
        ("tuple", "0.9, 0.999", "type_changed"),
        ("tuple", "(0.9, 0.99)", "changed"),
        ("path", "outputs/run", "type_changed"),
        ("enum", "BF16", "type_changed"),
        ("enum", "Precision.BF16", "type_changed"),
        ("enum", Precision.BF16.value, "type_changed"),
        ("enum", "FP32", "changed"),
        ("nan", None, "changed"),
        ("nan", "nan", "type_changed"),
        ("str_like_a_number", 12, "changed"),
        ("str_of_10_kb", "x" * 6000, "changed"),
        ("int_key", {"1": 2}, "changed"),
        ("nested", "{'optimizer': {'lr': 0.0003, 'clip': None}}", "type_changed"),
        ("bool", 1, "type_changed"),
    ],
)
def test_the_fate_of_a_kind(kind: str, came: Any, word: str) -> None:
    """Kinds as trackers bring them back."""
    assert fate(typed(KINDS[kind]), typed(came)) == word


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ({"optimizer.lr": 0.1}, "kept"),
        ({"optimizer": {"lr": 0.1}}, "kept"),
        ({"lr": 0.1, "optimizer": "adam"}, "kept"),
        ({"train": {"lr": "0.1"}}, "type_changed"),
        ({"optimizer": "{'name': 'adam', 'lr': 0.1}"}, "type_changed"),
        ({"optimizer": "{'name': <Name.adam: 'adam'>, 'lr': 0.1}"}, "buried"),
        ({"optimizer": {"class_path": "Adam", "init_args": {"lr": 0.1}}}, "kept"),
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
    (found,) = fates_of({"optimizer": part}, kept)
    assert found.word == word


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (["kept", "kept"], Outcome.RIGHT),
        (["kept", "type_changed"], Outcome.TYPE_CHANGED),
        (["type_changed", "lost"], Outcome.WRONG_VALUE),
        (["buried"], Outcome.WRONG_VALUE),
        (["changed"], Outcome.WRONG_VALUE),
    ],
)
def test_a_record_is_as_good_as_its_worst_setting(
    words: list[str], outcome: Outcome
) -> None:
    """Lost, buried or changed is a wrong value; another type is a type changed."""
    fates = [Fate("a", word, "1", "2") for word in words]
    assert judging.judge_fates(finished(), fates)[0] is outcome
    assert judging.judge_fates(finished(1, "error: x"), fates)[0] is Outcome.LATE
    assert judging.judge_fates(finished(1, "error: x"), [])[0] is Outcome.REJECTED


#: What a record holds of a part with two settings, and what is published of it.
ADAM = {"optimizer": {"t": "shared_model.Adam", "args": {"lr": typed(0.1)}}}


def test_a_row_is_judged_by_what_was_read_back() -> None:
    """Lines, counts, what did not come back as it was, and seconds beside the bare run."""
    facts = Recorded(
        *(finished(), ADAM, 1.0, 0.5),
        kept=Kept({"lr": typed("0.1")}, closed=True),
        bare=Recorded(finished(), ADAM, 0.25, 0.25),
        lines=13,
        cause="why",
    )
    judged = remote.CATEGORY.judge(WANDB, facts)
    assert (judged.outcome, judged.cause) == (Outcome.TYPE_CHANGED, "why")
    assert judged.facts == {
        "lines": 13,
        "settings": 1,
        "type_changed": 1,
        "fates": {
            "optimizer.lr": {
                "fate": "type_changed",
                "used": "0.1",
                "came_back": "'0.1'",
            }
        },
        "seconds": {"start": 0.75, "exit": 0.25},
    }


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("argparse", "wandb_config_is_json"),  # the control's
        ("configparser", "configparser_is_text"),
    ],
)
def test_the_cause_is_the_row_s_own_or_else_the_control_s(row: str, cause: str) -> None:
    """What a tracker does to all rows alike is said once."""
    assert recording.cause(registry.find(row), WANDB) == cause


@pytest.mark.parametrize(
    ("code", "trained", "kept", "outcome"),
    [
        (0, True, True, Outcome.RIGHT),
        (0, True, False, Outcome.WRONG_VALUE),
        (1, True, True, Outcome.LATE),
        (1, False, True, Outcome.REJECTED),
        (-9, True, True, Outcome.BROKEN),
    ],
)
def test_a_tracker_that_dies(
    *, code: int, trained: bool, kept: bool, outcome: Outcome
) -> None:
    """Training that goes on to exit 0, with its config kept, is right."""
    left = Kept({"lr": typed(0.1)}, closed=False) if kept else NOTHING
    facts = Recorded(finished(code, "x"), kept=left, trained=trained)
    assert judged(KILLED, facts).outcome is outcome


def again(value: object) -> Recorded:
    """Return a run whose record holds a value after it was set again."""
    kept = Kept({"int": typed(value)}, closed=True)
    return Recorded(finished(), record(), kept=kept)


def judged(asks: str, facts: Recorded) -> Judgement:
    """Return the judgement of a case of wandb."""
    case = RemoteCase(f"wandb/{asks}", tracker="wandb", asks=asks)
    return remote.CATEGORY.judge(case, facts)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (Recorded(finished(1, "x")), Outcome.REJECTED),
        (Recorded(finished(), record()), Outcome.WRONG_VALUE),
        (Recorded(finished(1), record()), Outcome.BROKEN),
        (Recorded(finished(1, "x"), record()), Outcome.LATE),
    ],
)
def test_a_start_without_a_server(facts: Recorded, outcome: Outcome) -> None:
    """No training is a refusal; training without a record is a wrong value."""
    assert judged(DOWN, facts).outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (Recorded(finished(1, "x")), Outcome.REJECTED),
        (again(4), Outcome.RIGHT),
        (again("4"), Outcome.RIGHT),
        (again(3), Outcome.WRONG_VALUE),
    ],
)
def test_a_value_that_is_set_twice(facts: Recorded, outcome: Outcome) -> None:
    """The record holds the second value, or the program was refused."""
    assert judged(TWICE, facts).outcome is outcome


def test_a_kind_of_the_control_is_judged_alone() -> None:
    """A value that came back, one of another type, and one that did not."""
    kept = Kept({"int": typed(3), "bool": typed("True")}, closed=True)
    facts = Recorded(finished(), record(), kept=kept)
    told = {kind: judged(kind, facts) for kind in ("int", "bool", "none")}
    assert {kind: one.outcome for kind, one in told.items()} == {
        "int": Outcome.RIGHT,
        "bool": Outcome.TYPE_CHANGED,
        "none": Outcome.WRONG_VALUE,
    }
    assert told["bool"].facts == {"used": "True", "came_back": "'True'"}


def test_rows_and_the_control_have_cases_of_their_own() -> None:
    """The kinds and faults are asked of the control alone."""
    row, control = registry.find("argparse"), registry.control()
    assert list(cases((row,))) == ["wandb/config", "mlflow/config"]
    of_control = cases((control,))
    assert not of_control.keys() & cases((row,)).keys()
    assert len(of_control) == 2 * (len(KINDS) + 3)
    assert cases((row, control)).keys() == of_control.keys() | cases((row,)).keys()


def test_a_row_without_a_program_that_records_is_not_measured(tmp_path: Path) -> None:
    """It is the row that does not bring it, and no fault of its library."""
    row = registry.read(build("flawless", tmp_path))
    cell = measured(remote.CATEGORY, row, "mlflow/config")["mlflow/config"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")
    assert "no [record], nor a with_mlflow.py" in cell["detail"]


#: Lines of a row without a library, and what its program is then.
LINES = {"load": "settings = wire()\nsave(settings)\n", "config": "settings"}


def with_lines(folder: Path, **lines: object) -> Adapter:
    """Return the miniature with these lines of a program that records."""
    row = registry.read(build("flawless", folder))
    return replace(row, record=dict(lines))


def test_a_row_s_lines_make_the_program_that_its_users_write(tmp_path: Path) -> None:
    """What is not said is as usual; another head of the function is the row's."""
    told = programs.text(with_lines(tmp_path / "usual", **LINES), "mlflow")
    assert "from train import load, save, wire\n" in told
    assert "def main() -> None:\n" in told
    assert "    settings = wire()\n    save(settings)\n    with mlflow.start" in told
    assert told.endswith("    main()\n")
    head = "@entry('{name}')\ndef main(given):"
    other = with_lines(
        tmp_path / "other", **LINES, names=["wire"], main=head, start="go(main)"
    )
    told = programs.text(other, "wandb")
    assert "from train import wire\n" in told
    assert '@entry("flawless")\ndef main(given):\n' in told
    assert told.endswith("    go(main)\n")


def test_a_row_s_own_program_wins_and_lies_beside_a_copy(tmp_path: Path) -> None:
    """It finds ``train`` and the config files where they lay when it was written."""
    row = with_lines(tmp_path / "row", **LINES)
    (row.folder / "with_wandb.py").write_text("own = 1\n", encoding="utf-8")
    assert programs.text(row, "wandb") == "own = 1\n"
    assert "wire()" in programs.text(row, "mlflow")
    program = programs.write(row, "mlflow", tmp_path / "copy")
    assert program == tmp_path / "copy" / "adapters" / "flawless" / "with_mlflow.py"
    assert (program.parent / "train.py").is_file()


@pytest.mark.parametrize("name", registry.names())
def test_every_row_records(name: str) -> None:
    """Each has a program for each tracker, and Python it is."""
    for tracker, text in programs.texts(registry.find(name)).items():
        assert f"import {tracker}\n" in text


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({"config": "x"}, "record.load is missing; expected a string"),
        ({**LINES, "laod": ""}, "unknown key 'laod' (did you mean 'load'?)"),
        ({**LINES, "names": "wire"}, "record.names is 'wire'; expected a list"),
        ({**LINES, "config": "x y"}, "record makes no Python with wandb"),
    ],
)
def test_a_row_s_lines_that_fit_nowhere_are_told(
    lines: dict[str, object], sentence: str, tmp_path: Path
) -> None:
    """One sentence with file and key, and only this category is concerned."""
    row = with_lines(tmp_path, **lines)
    cell = measured(remote.CATEGORY, row, "wandb/config")["wandb/config"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "row")
    assert sentence in cell["detail"]
    assert "adapter.toml" in cell["detail"]


def test_a_server_that_does_not_answer_is_not_the_tracker_s_fault(
    tmp_path: Path,
) -> None:
    """What cannot be read back is not lost: nobody knows."""
    server = trackers.Server(tmp_path, trackers.free_port())
    with pytest.raises(UnmeasuredError, match="does not answer"):
        server.kept("any")


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

    def __call__(
        self, row: Adapter, tracker: str, program: Path, look: Watch
    ) -> Recorded:
        """Wait, and note how it ended."""
        self.begun.append(tracker)
        assert row.environment == TRACKING or not row.also
        assert program.name == f"with_{tracker}.py"
        with workplace() as place:
            try:
                run(Command(("sleep", "60"), place), watch=look)
            except BaseException:
                self.ended.append(tracker)
                raise
        raise AssertionError("waited to the end")


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Let the faults of the control wait, and do nothing else."""
    made = Faults()
    monkeypatch.setattr(faults, "_FAULTS", {DOWN: made, KILLED: made})
    yield made
    AHEAD.end()


def test_what_waits_in_the_background_does_not_outlive_ctrl_c(
    waiting: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where another case is measured, nor where a result is waited for."""
    order = Order((registry.control(),), ("wandb/int", "wandb/down", "mlflow/down"))

    def interrupted(*_: object) -> Recorded:
        raise KeyboardInterrupt

    for place in ("record", "AHEAD.result"):
        with monkeypatch.context() as patch:
            patch.setattr(f"benchmarks.categories.remote.{place}", interrupted)
            with pytest.raises(KeyboardInterrupt):
                list(remote.CATEGORY.measure(order))
        assert sorted(waiting.ended) == sorted(waiting.begun) == ["mlflow", "wandb"]
        waiting.begun.clear()
        waiting.ended.clear()


def quick(category: Category) -> Category:
    """Return a category that needs nothing and takes no time."""

    def measure(order: Order) -> Iterator[Measurement]:
        return iter(())

    return replace(category, needs=lambda _: (), measure=measure)


def test_what_waits_for_minutes_waits_beside_what_measures_no_time(
    waiting: Faults, tmp_path: Path
) -> None:
    """The first unit of *ranks* begins the faults of the control, once, if they are planned."""
    row = registry.find("argparse")
    chosen = tuple(map(quick, (remote.CATEGORY, sweep.CATEGORY, ranks.CATEGORY)))
    run_ = Run.start(Choice(chosen, claims=False, adapters=(row,)), path=tmp_path / "x")
    run_.unit(chosen[2], [row])
    assert waiting.begun == []
    run_.planned = frozenset({f"remote/{CONTROL_NAME}"})
    run_.unit(chosen[1], [row])
    assert waiting.begun == []
    run_.unit(chosen[2], [row])
    run_.unit(chosen[2], [row])
    AHEAD.end()
    assert sorted(waiting.begun) == ["mlflow", "mlflow", "wandb", "wandb"]


def test_a_fault_is_measured_anew_for_each_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was begun ahead is collected once; the next to ask begins another."""
    codes = iter([1, 2])

    def fault(*_: object) -> Recorded:
        return Recorded(finished(next(codes), "x"))

    monkeypatch.setattr(faults, "_FAULTS", {DOWN: fault})
    control = registry.control()
    AHEAD.begin(
        control,
        [
            case
            for case in cases((control,)).values()
            if case.name in {"wandb/down", "wandb/int"}
        ],
    )
    for code in (1, 2):
        order = Order((control,), ("wandb/down",))
        (one,) = remote.CATEGORY.measure(order)
        assert (one.case, one.facts.finished.exit) == ("wandb/down", code)


def test_a_fault_that_cannot_be_measured_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that does not start is no fact about a tracker."""

    def fault(*_: object) -> Recorded:
        raise UnmeasuredError("no server")

    monkeypatch.setattr(faults, "_FAULTS", {DOWN: fault})
    cell = measured(remote.CATEGORY, registry.control(), "mlflow/down")["mlflow/down"]
    assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "here")


@pytest.mark.slow
@needs_extras
def test_real_trackers_record_a_row_and_leave_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The real clients and a server: every setting of argparse comes back, from MLflow as text.

    Of the server no process, no port and no file is left, also after it was killed and started
    again: one that was is as good as one that was not.
    """
    with trackers.mlflow_server() as server:
        server.kill()
        server.start()
        assert server.kept("none") == NOTHING
        # The one that all rows share; who has started it ends it.
        monkeypatch.setattr(trackers.SHARED, "_server", server)
        cells = measured(remote.CATEGORY, registry.find("argparse"))
        monkeypatch.undo()
    assert cells["wandb/config"]["outcome"] == "type_changed"
    assert (
        cells["wandb/config"]["type_changed"] < cells["mlflow/config"]["type_changed"]
    )
    assert not server.folder.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0
    mark = f"HOME={server.folder}/home".encode()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            assert mark not in entry.read_bytes()
        except OSError:
            continue
