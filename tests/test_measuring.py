"""The main job: rows for all, whatever one adapter does; nothing measured is lost."""

import json
import random
import re
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import categories, plugin, results
from benchmarks.environments.interpreters import Interpreter
from benchmarks.measuring import Run, choose
from benchmarks.paths import ROOT
from benchmarks.plugin import replay_timer
from configbench.errors import UserError
from report import load as report_load
from tests.miniatures import build

#: The main job, in which a program is started as few times as can be compared.
FEW_STARTS = """
import pytest, sys
from benchmarks.categories.startup.cases import StartCase
from tests.starts import FEWEST

plan = StartCase.plan
StartCase.plan = lambda *given: plan(*given) and FEWEST
sys.exit(pytest.main(sys.argv[1:]))
"""


def pytest_benchmark(
    folder: Path, *options: str, begin: tuple[str, str] = ("-m", "pytest")
) -> subprocess.CompletedProcess[str]:
    """Run the main job with options, writing into ``folder``."""
    return subprocess.run(
        [sys.executable, *begin, "--benchmark", f"--report-dir={folder}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def stored(folder: Path) -> dict[str, Any]:
    """Return the stored results."""
    content: dict[str, Any] = json.loads(
        (folder / "results.json").read_text(encoding="utf-8")
    )
    return content


@pytest.mark.slow
def test_each_category_once_for_argparse(tmp_path: Path) -> None:
    """The whole job for one row: valid results, a report, pytest-benchmark's own JSON.

    Its options do what their users know: a run is saved and compared with, ``-k`` chooses.
    """
    storage = f"--benchmark-storage=file://{tmp_path}/kept"
    options = ("--fast", "--adapters", "argparse", storage)
    saving = ("--benchmark-save=one", "--benchmark-save-data")
    few = ("-c", FEW_STARTS)
    done = pytest_benchmark(tmp_path, *options, *saving, begin=few)
    assert done.returncode == 0, done.stdout + done.stderr
    content = stored(tmp_path)
    units = content["units"]
    results.validate(content)
    assert content["cells"]["overrides"]["argparse"]["tuple"]["outcome"] == "right"
    assert content["cells"]["roundtrip"]["argparse"]["run"]["outcome"] == "right"
    assert "interrupted" not in content
    assert (tmp_path / "REPORT.md").read_text(encoding="utf-8").startswith("# Which")
    assert "REPORT.md" in done.stdout
    table = done.stdout.partition("where the time went")[2].splitlines()
    assert [line.split()[0] for line in table[1:]][:2] == ["lines", "change"]
    # What is timed began when all that is measured beside each other was over.
    begun = {
        name: datetime.fromisoformat(unit["created"]) for name, unit in units.items()
    }
    for name in ("change", "overrides", "roundtrip", "safety"):
        unit = f"{name}/argparse"
        end = begun[unit] + timedelta(seconds=units[unit]["seconds"] - 1)
        assert end <= begun["startup/argparse"]
    # pytest-benchmark holds what was measured: the very samples, and scores beside them
    (kept,) = (tmp_path / "kept").rglob("*.json")
    native = json.loads(kept.read_text(encoding="utf-8"))
    benches = {each["name"]: each for each in native["benchmarks"]}
    samples = content["cells"]["startup"]["argparse"]["default"]["samples"]["wall"]
    timed = "test_timed[startup-argparse]"
    assert benches[timed]["stats"]["data"] == pytest.approx(samples)
    assert benches["test_unit[lines-argparse]"]["extra_info"]["total"] > 0
    assert native["machine_info"]["node"] == ""
    chosen = ("--category=startup", "-k", "argparse and not twin")
    compared = (*chosen, "--benchmark-compare=0001")
    done = pytest_benchmark(tmp_path, *options, *compared, begin=few)
    assert done.returncode == 0, done.stdout
    assert f"{timed} (0001_one)" in done.stdout
    assert f"{timed} (NOW)" in done.stdout
    assert "twin] (NOW)" not in done.stdout


@pytest.mark.slow
def test_a_failing_adapter_keeps_its_row_and_ends_nothing(tmp_path: Path) -> None:
    """One adapter dies at every start: its row says so, the other's is complete."""
    bad = build("dies_by_signal", tmp_path / "späce d")
    good = build("flawless", tmp_path / "späce d")
    done = pytest_benchmark(
        tmp_path, "--category", "overrides,lines", f"--adapters={bad}/,{good}/"
    )
    assert done.returncode == 1
    content = stored(tmp_path)
    cell = content["cells"]["overrides"]["dies_by_signal"]["all"]
    assert cell["outcome"] == "broken"
    assert "SIGSEGV" in cell["detail"]
    other = content["cells"]["overrides"]["flawless"]
    assert other["nested_int"]["outcome"] == "right"
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_missing_library_is_skipped_with_the_reason(tmp_path: Path) -> None:
    """A row without its library tells why; the rest is complete."""
    bad = build("flawless", tmp_path / "x")
    toml = bad / "adapter.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text.replace("distributions = []", 'distributions = ["no-such-dist"]'),
        encoding="utf-8",
    )
    done = pytest_benchmark(
        tmp_path, "--fast", "--category", "lines,scaling", f"--adapters={bad}/,argparse"
    )
    assert done.returncode == 0, done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    content = stored(tmp_path)
    for category in ("lines", "scaling"):
        cell = content["cells"][category]["flawless"]["all"]
        assert (cell["outcome"], cell["trouble"]) == ("unmeasured", "missing")
        assert "no-such-dist was not found" in cell["detail"]
    told = (tmp_path / "REPORT.md").read_text(encoding="utf-8")
    assert "not installed: `python -m benchmarks environments`" in told
    assert content["cells"]["lines"]["argparse"]["total"]["outcome"] == "right"


def test_a_part_replaces_its_own_cells_only(tmp_path: Path) -> None:
    """Measuring one category again leaves the others as they are; ``--axis`` was its name."""
    first = pytest_benchmark(
        tmp_path, "--category", "lines", "--adapters", "argparse,hydra"
    )
    assert first.returncode == 0
    before = stored(tmp_path)
    before["cells"]["lines"]["hydra"]["total"]["total"] = 1
    before["causes"] = {"kept": "no"}
    results.save(before, tmp_path / "results.json")
    again = pytest_benchmark(tmp_path, "--axis", "lines", "--adapters", "argparse")
    assert again.returncode == 0, again.stdout
    after = stored(tmp_path)
    assert after["cells"]["lines"]["hydra"]["total"]["total"] == 1
    assert after["cells"]["lines"]["argparse"] == before["cells"]["lines"]["argparse"]


#: A run that is interrupted as its last unit begins, once the unit beside it is done.  A background
#: job of a shell starts with SIGINT ignored: this one must hear it.
INTERRUPTED = """
import os, pytest, signal, sys, time
from benchmarks.measuring import Run

def interrupted(run, category, rows, *rest):
    if category.name == "change" and [row.name for row in rows] == ["easydict"]:
        while "change/argparse" not in run.content["interrupted"]["done"]:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
    return unit(run, category, rows, *rest)

unit, Run.unit = Run.unit, interrupted
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(pytest.main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done_and_resume_completes_it(tmp_path: Path) -> None:
    """Interrupted in mid-run, then resumed: the cells of an undisturbed run."""
    options = ["--category", "lines,change", "--adapters", "argparse,easydict"]
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            INTERRUPTED,
            "--benchmark",
            f"--report-dir={tmp_path}",
            *options,
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        start_new_session=True,
    )
    out = ended.stdout
    assert ended.returncode != 0
    assert "--resume" in out
    left = stored(tmp_path)
    assert {"lines/argparse", "change/argparse"} <= set(left["interrupted"]["done"])
    assert "easydict" not in left["cells"]["change"]
    # marked, so that a cell that is measured again would show
    left["cells"]["lines"]["argparse"]["total"]["tokens"] = 10**6
    results.save(left, tmp_path / "results.json")
    with pytest.raises(UserError, match="--resume"):
        resumed(tmp_path, fast=True)
    assert pytest_benchmark(tmp_path, *options, "--resume").returncode == 0
    whole = stored(tmp_path)
    assert "interrupted" not in whole
    assert whole["cells"]["lines"]["argparse"]["total"]["tokens"] == 10**6
    assert whole["cells"]["change"]["easydict"]["add_int_option"]["outcome"] == "right"
    with pytest.raises(UserError, match="--resume"):
        resumed(tmp_path)


def resumed(folder: Path, *, fast: bool = False) -> Run:
    """Go on with the interrupted run of a folder, as ``--resume`` does."""
    chosen = choose("lines,change", "argparse,easydict", fast=fast)
    return Run.start(chosen, resume=True, path=folder / "results.json")


def test_which_unit_is_done_first_does_not_show(tmp_path: Path) -> None:
    """Units that come to their end in any order make the same file, but for their times."""
    chosen = choose("lines,safety", "easydict,argparse,fire")
    units = [
        (category, row) for category in chosen.categories for row in chosen.adapters
    ]
    texts = []
    for seed in range(4):
        random.Random(seed).shuffle(units)
        run = Run.start(chosen, path=tmp_path / f"{seed}.json")
        for category, row in units:
            if category.name == "lines":
                run.unit(category, [row])
            else:  # what it measures is the same as ever: here the order alone counts
                run._put(category.name, row.name, {}, {"seconds": 0.0})
        run._save()
        left = json.loads(run.path.read_text(encoding="utf-8"))
        assert list(left["units"]) == left["interrupted"]["done"]
        for account in left["units"].values():
            account |= {"created": "", "seconds": 0, "cpu": 0}
        texts.append(json.dumps(left | {"created": ""}))
    assert len(set(texts)) == 1
    assert list(left["cells"]["lines"]) == [row.name for row in chosen.adapters]


def test_ctrl_c_between_two_units_is_told_without_a_traceback(tmp_path: Path) -> None:
    """The second item has its fixtures and has not begun: pytest-benchmark warns of it."""
    interrupted = (
        "import pytest, sys\n"
        "class Plugin:\n"
        "    def pytest_runtest_call(self, item):\n"
        "        if 'easydict' in item.name:\n"
        "            raise KeyboardInterrupt\n"
        "sys.exit(pytest.main(sys.argv[1:], plugins=[Plugin()]))"
    )
    options = ("--category=lines", "--adapters=argparse,easydict", "--benchmark")
    done = subprocess.run(
        [sys.executable, "-c", interrupted, *options, f"--report-dir={tmp_path}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    # Its unit was measured beside the first, if there was time.
    kept = r"\b[12] units are kept. Go on with the same options and --resume\."
    assert re.search(kept, done.stdout)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--category", "line"], "did you mean 'lines'"),
        (["--adapters", "hidra"], "did you mean 'hydra'"),
        (["--resume"], "not found"),
    ],
)
def test_bad_options_are_one_sentence(
    tmp_path: Path, options: list[str], sentence: str
) -> None:
    """Unknown categories and adapters end before anything is measured."""
    done = pytest_benchmark(tmp_path, *options)
    assert done.returncode == 4
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_results_from_before_a_category_existed_are_taken_up(tmp_path: Path) -> None:
    """It has no cell there, stands in its place, and the report reads what is saved again."""
    content = results.new(1)
    content["categories"] = results.describe_categories([])
    names = [each["name"] for each in content["categories"]]
    content["categories"] = [
        each for each in content["categories"] if each["name"] != "safety"
    ]
    del content["cells"]["safety"]
    path = tmp_path / "results.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    taken_up = results.load(path)
    assert [each["name"] for each in taken_up["categories"]] == names
    assert taken_up["cells"]["safety"] == {}
    results.save(taken_up, path)
    assert report_load.load(path)["cells"]["safety"] == {}


def test_a_folder_that_cannot_be_written_is_told_before_anything(
    tmp_path: Path,
) -> None:
    """Results that could not be written end in a sentence, before minutes are spent."""
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        Run.start(choose("lines", "argparse"), path=tmp_path / "file" / "results.json")
    done = pytest_benchmark(
        Path("/proc/1/no"), "--category", "lines", "--adapters", "argparse"
    )
    assert done.returncode == 4
    assert "/proc/1/no/results.json' cannot be written" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_results_are_whole_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails half-way leaves the old file as it was."""
    path = tmp_path / "results.json"
    results.save(results.new(1), path)
    before = path.read_text(encoding="utf-8")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match="No space left"):
        results.save(results.new(2), path)
    assert path.read_text(encoding="utf-8") == before


def test_the_replayed_timer_tells_the_samples() -> None:
    """Readings in pairs are the samples apart, to the last bit."""
    timer = replay_timer([0.1, 0.25, 1e-9])
    assert [-timer() + timer() for _ in range(3)] == [0.1, 0.25, 1e-9]


def test_the_whole_comparison_knows_itself() -> None:
    """Only all categories with all adapters begin afresh; a part keeps the rest."""
    assert choose(None, None).whole
    assert not choose("lines", None).whole
    assert not choose(None, "argparse").whole
    assert not choose("lines,change,overrides,roundtrip,startup,ranks", None).whole


def test_the_units_of_a_row_follow_each_other() -> None:
    """On each interpreter, so that what is forked for a row is begun once; times come apart."""
    choice = choose(None, "argparse,fire")
    other = choice.on(Interpreter("3.99.1", Path("/python3.99")))
    config: Any = SimpleNamespace(
        stash={plugin._OTHERS: [other]}, option=SimpleNamespace(adapters="x")
    )
    units = [*plugin._units(choice, config)]
    rows = [(unit.row, unit.python) for unit in units]
    assert [key for key, _ in groupby(rows)] == [
        *(("argparse", ""), ("fire", "")),
        *(("argparse", "3.99"), ("fire", "3.99")),
    ]
    assert len({*units}) == len(units)
    assert not {"startup", "scaling"} & {unit.category for unit in units}


def test_the_order_of_the_categories_is_that_of_the_list() -> None:
    """However they are named, they are measured in the order of the report."""
    chosen = choose("ranks,lines,claims,change", "argparse")
    assert [each.name for each in chosen.categories] == ["lines", "change", "ranks"]
    assert chosen.claims
    names = categories.names()
    assert len(set(names)) == len(names) == len(categories.CATEGORIES)
