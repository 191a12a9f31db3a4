"""What is wrong in a row's data files is told to its author, and no library gets the blame."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks import registry
from benchmarks.categories import find
from benchmarks.categories.change import changes
from benchmarks.categories.startup.cases import StartCase
from benchmarks.cells import TROUBLES, WHOLE_ROW, Cell
from benchmarks.cli import main
from benchmarks.contract.reading import read
from benchmarks.data_files import asking as data_files
from benchmarks.errors import RowError
from benchmarks.measuring import whole_row
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter
from benchmarks.value_files import asking as value_files
from report.__main__ import main as report
from tests.cells import measured
from tests.checks import only
from tests.few_rows import checked_alone, of_rows
from tests.miniatures import build, new_default
from tests.starts import FEWEST

#: The cases that are looked at; whatever of a row's files a category reads, one of them needs it.
ASKED = {
    "lines": ("total",),
    "change": ("rename_option", "change_default"),
    "overrides": ("nested_int", "misspelt_key"),
    "roundtrip": (
        *("run/new_default", "run/edited", "first/seed", "values/int/one"),
        *("kinds/int_or_none", "fault/killed", "fault/not_writable"),
    ),
    "safety": (
        *("environment_read", "path_out_of_the_configs"),
        "secret_on_the_command_line",
    ),
    "startup": ("default", "mistake"),
}

#: Those of what only one file is needed for, and nothing else of the row's.
APART = {"scaling": ("load/10",), "sweep": ("grid/shell",)}

SPELLING = {"change", "roundtrip", "safety"}
DIALECT = {*SPELLING, "overrides", "startup"}


@dataclass(frozen=True)
class Broken:
    """A data file with a fault.

    Attributes
    ----------
    file
        Its name; of a patch and of words, in the folder of the row's changes.
    old, new
        The text that is replaced, and its replacement; nothing old for the whole file.
    told
        What the sentence names, beside the file.
    categories
        In which some cell needs what cannot be read.
    """

    file: str
    old: str
    new: str
    told: str
    categories: set[str]


BROKEN = {
    "dialect_is_no_python": Broken(
        "dialect.py", '"**/config.json"', '"**/config.json', "cannot be loaded", DIALECT
    ),
    "dialect_ends_the_process": Broken(
        "dialect.py", "import math\n", "import math\nimport os\nos._exit(0)\n",
        "cannot be loaded: the process ended (exit 0) without an answer", DIALECT,
    ),
    "dialect_lacks_a_name": Broken(
        "dialect.py", "SAVED = ", "SAFED = ", "has no 'SAVED'", DIALECT
    ),
    "dialect_saves_nowhere": Broken(
        "dialect.py", '"**/config.json"', "None", "SAVED is None", DIALECT
    ),
    "spell_raises": Broken(
        "dialect.py", "    if isinstance(", "    path[99]\n    if isinstance(",
        "spell(", SPELLING,
    ),
    "spell_gives_a_number": Broken(
        "dialect.py", 'return [[f"{path}={value!r}"]]', "return 5", "gives 5", SPELLING
    ),
    "restore_raises": Broken(
        "dialect.py", 'return ["--config", saved]', "return saved[None]",
        "restore(", SPELLING,
    ),
    "restore_gives_a_text": Broken(
        "dialect.py", 'return ["--config", saved]', "return saved",
        "restore gives", SPELLING,
    ),
    "spell_ends_the_process": Broken(
        "dialect.py", "    if isinstance(", "    import os; os._exit(0)\n    if isinstance(",
        "spell(", SPELLING,
    ),
    "restore_ends_the_process": Broken(
        "dialect.py", 'return ["--config", saved]', "import os; os._exit(0)",
        "restore(", SPELLING,
    ),
    "overrides_is_no_toml": Broken(
        "overrides.toml", "nested_int =", "nested_int", "cannot be read",
        {"overrides", "startup"},
    ),
    "overrides_lacks_a_case": Broken(
        "overrides.toml", 'nested_int = "model.n_layers=3"\n', "",
        "nested_int is missing", {"overrides"},
    ),
    "overrides_misspells_a_case": Broken(
        "overrides.toml", "nested_int =", "nested_inr =", "'nested_inr'",
        {"overrides", "startup"},
    ),
    "overrides_has_a_number": Broken(
        "overrides.toml", 'nested_int = "model.n_layers=3"', "nested_int = 3",
        "nested_int", {"overrides"},
    ),
    "overrides_has_no_words": Broken(
        "overrides.toml", '"model.n_layers=3"', '"model.n_layers=3 ; ls"',
        "nested_int", {"overrides"},
    ),
    "gap_without_a_page": Broken(
        "overrides.toml", 'nested_int = "model.n_layers=3"',
        'nested_int.unsupported = { reason = "It cannot.", attempts = ["n_layers=3"] }',
        "nested_int", {"overrides"},
    ),
    "values_is_no_python": Broken(
        "values.py", '"\\n"\n', '"\\n\n', "cannot be loaded", {"roundtrip"}
    ),
    "values_lacks_a_name": Broken(
        "values.py", "def load(", "def lode(", "load", {"roundtrip"}
    ),
    "scaling_is_no_python": Broken(
        "scaling.py", "", "def files(:\n", "cannot be loaded", {"scaling"}
    ),
    "scaling_ends_the_process": Broken(
        "scaling.py", "", "import os\nos._exit(0)\n",
        "cannot be loaded: the process ended (exit 0) without an answer", {"scaling"},
    ),
    "scaling_lacks_a_name": Broken(
        "scaling.py", "", "BY_HAND = ()\n", "'files'", {"scaling"}
    ),
    "templates_are_no_toml": Broken(
        "scaling.toml", "", "read = [", "cannot be read", {"scaling"}
    ),
    "templates_lack_a_key": Broken(
        "scaling.toml", "", "read = '{key}'", "words is missing", {"scaling"}
    ),
    "sweeps_is_no_toml": Broken(
        "sweeps.toml", "[shell]\n", "[shell\n", "cannot be read", {"sweep"}
    ),
    "sweeps_says_who_answers": Broken(
        "sweeps.toml", "[shell]\n", '[shell]\nby = "library"\n', "'by'", {"sweep"}
    ),
    "sweeps_is_gone_with_its_words": Broken(
        "sweeps.toml", "fields.words =", "fields.wrods =", "shell.fields", {"sweep"}
    ),
    "words_misspell_a_check": Broken(
        "words.toml", 'set = "n_epochs=2"', 'sett = "n_epochs=2"',
        "change_default: unknown key 'sett'", {"change"},
    ),
    "words_are_no_words": Broken(
        "words.toml", '"n_epochs=2"', '"n_epochs=2 ; ls"', "change_default.set",
        {"change"},
    ),
    "patch_does_not_fit": Broken(
        "change_default.patch", '-    "n_epochs": 3', '-    "n_epochs": 4',
        "does not apply", {"change", "roundtrip"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of changes for the miniature, as the rows have one."""
    folder = tmp_path_factory.mktemp("written") / "changes"
    folder.mkdir()
    (folder / "change_default.patch").write_text(
        new_default("flawless"), encoding="utf-8"
    )
    typed = {"change_default.set": "n_epochs=2", "rename_option.set": "seed=9"}
    lines = []
    for change in changes.cases().values():
        lines.append(f"[{change.name}]")
        for check in change.checks:
            if check.help is None:
                text = typed.get(f"{change.name}.{check.name}", "")
                lines.append(f'{check.name} = "{text}"')
    (folder / "words.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def flawless(
    written: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Cell]]:
    """Return the cells of the miniature with nothing broken, by category."""
    folder = build("flawless", tmp_path_factory.mktemp("flawless"))
    shutil.copytree(written, folder / "changes")
    row = registry.read(folder)
    with few_starts():
        return {category: cells(category, row) for category in ASKED}


@pytest.fixture
def row(
    request: pytest.FixtureRequest, written: Path, tmp_path: Path
) -> Iterator[Adapter]:
    """Yield the miniature with one file broken."""
    broken: Broken = request.param
    folder = build("flawless", tmp_path)
    shutil.copytree(written, folder / "changes")
    changed = broken.file in {"words.toml", "change_default.patch"}
    path = folder / ("changes" if changed else "") / broken.file
    if broken.old:
        text = path.read_text(encoding="utf-8")
        assert text.count(broken.old) == 1, broken.old
        path.write_text(text.replace(broken.old, broken.new), encoding="utf-8")
    else:
        path.write_text(broken.new, encoding="utf-8")
    with few_starts():
        yield registry.read(folder)


@contextmanager
def few_starts() -> Iterator[None]:
    """Time programs by few starts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(StartCase, "plan", lambda *_: FEWEST)
        yield


def cells(category: str, row: Adapter) -> dict[str, Cell]:
    """Return the cells of a row that are looked at, or the one that stands for all."""
    declared, cases = find(category), (ASKED | APART)[category]
    try:
        return measured(declared, row, *cases)
    except TROUBLES as trouble:
        return {WHOLE_ROW: whole_row(declared, row, trouble)}


def told(broken: Broken, sentence: str) -> bool:
    """Whether a sentence names the file and the place in it."""
    return broken.file in sentence and broken.told in sentence


every = pytest.mark.parametrize(
    ("broken", "row"), [(b, b) for b in BROKEN.values()], ids=BROKEN, indirect=["row"]
)
#: One fault of each file; with it *all* categories are measured, with another those it concerns.
OF_EACH_FILE = {broken.file: broken for broken in BROKEN.values()}

one_of_each_file = pytest.mark.parametrize(
    ("broken", "row"),
    [(b, b) for b in OF_EACH_FILE.values()],
    ids=OF_EACH_FILE,
    indirect=["row"],
)


@pytest.mark.slow
@every
def test_a_fault_of_a_row_is_never_a_fact_about_its_library(
    broken: Broken, row: Adapter, flawless: dict[str, dict[str, Cell]]
) -> None:
    """What needs the file is not measured, and says why; all else is as with nothing broken."""
    concerned = set()
    looked_at = set(broken.categories)
    if broken is OF_EACH_FILE[broken.file]:
        looked_at.update(ASKED)
    for category in looked_at:
        for case, cell in cells(category, row).items():
            if cell["outcome"] == "unmeasured":
                assert cell["trouble"] == "row", cell
                assert told(broken, cell["detail"]), cell
                concerned.add(category)
            else:
                usual = flawless[category][case]
                assert cell["outcome"] == usual["outcome"], (category, case, cell)
    assert concerned == broken.categories


@every
def test_check_has_read_it_before_anything_runs(broken: Broken, row: Adapter) -> None:
    """Whatever a cell will stumble over stands in what reading the row says."""
    faults = read(row).faults
    assert any(told(broken, fault) for fault in faults), faults


#: The Python files of a row, and what all of them do when they are loaded.
PYTHON = ("dialect.py", "scaling.py", "values.py")
HOSTILE = {
    "ends": "os._exit(0)",
    "floods": "print('x' * 100_000_000, flush=True)",
    "hangs": "time.sleep(3600)",
}


@pytest.mark.parametrize("deed", HOSTILE.values(), ids=HOSTILE)
def test_no_python_of_a_row_runs_in_the_harness(
    deed: str,
    written: Path,
    flawless: dict[str, dict[str, Cell]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever every file does: each category ends with cells and a sentence, or as ever."""
    for module in (data_files, value_files):
        brief = replace(module.LIMITS, seconds=1)
        monkeypatch.setattr(module, "LIMITS", brief)
    row = registry.read(build("flawless", tmp_path))
    shutil.copytree(written, row.folder / "changes")
    loaded = tmp_path / "loaded"
    for name in PYTHON:
        (row.folder / name).write_text(
            "import os\nimport time\n\n"
            f"with open({str(loaded)!r}, 'a') as file:\n"
            f"    file.write(f'{name} {{os.getpid()}}\\n')\n{deed}\n",
            encoding="utf-8",
        )
    with few_starts():
        found = {category: cells(category, row) for category in ASKED | APART}
    unmeasured = set()
    for category, measured_ in found.items():
        assert measured_, category
        for case, cell in measured_.items():
            if cell["outcome"] == "unmeasured":
                assert cell["trouble"] == "row", cell
                assert ".py: cannot be loaded: " in cell["detail"], cell
                unmeasured.add(category)
            else:
                assert cell["outcome"] == flawless[category][case]["outcome"], cell
    assert unmeasured == {*DIALECT, *APART}
    # Each was loaded, and never here.
    lines = [line.split() for line in loaded.read_text(encoding="utf-8").splitlines()]
    assert {name for name, _ in lines} == {*PYTHON}
    assert str(os.getpid()) not in {process for _, process in lines}


def test_the_miniature_is_measured_in_all_of_them(
    flawless: dict[str, dict[str, Cell]],
) -> None:
    """With nothing broken, each cell that is looked at is right."""
    outcomes = {
        f"{category}/{case}": cell["outcome"]
        for category, found in flawless.items()
        for case, cell in found.items()
    }
    assert set(outcomes.values()) == {"right"}, outcomes


@one_of_each_file
def test_check_fails_and_names_file_and_key(
    broken: Broken,
    row: Adapter,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever writes a row hears of it before anything is measured: of the check that reads."""
    only(monkeypatch, ("files",))
    assert main(["check", str(row.folder)]) != 0
    printed = capsys.readouterr()
    assert told(broken, printed.out + printed.err)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('title = "Miniature"', "title = 5", "title is 5; expected a string"),
        ('title = "Miniature"', "tittle = ''", "unknown key 'tittle'"),
        ('title = "Miniature"\n', "", "title is missing"),
        ('title = "Miniature"', "title = Miniature", "cannot be read"),
        ('library = ["ast"]', "library = {}", "library is {}"),
        ("[[conversions]]", "pieces = 5\n[[conversions]]", "pieces is 5"),
    ],
)
def test_a_row_that_cannot_be_read_is_no_row(
    old: str, new: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without ``adapter.toml`` nobody knows what a row is: the sentence names file and key."""
    folder = build("flawless", tmp_path)
    path = folder / "adapter.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RowError) as caught:
        registry.read(folder)
    assert str(caught.value).startswith(f"{path}: {named}")
    assert main(["check", str(folder)]) != 0
    assert f"{path}: {named}" in capsys.readouterr().err


def test_the_check_of_a_report_names_file_and_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From stored facts alone: such a cell fails ``python -m report --check``, and only it."""
    two = ("argparse", "fire")
    checked_alone(two, monkeypatch)
    results = of_rows(
        json.loads((ROOT / "report" / "results.json").read_text("utf-8")), two
    )
    detail = "adapters/fire/overrides.toml: tuple is missing; expected a command line"
    results["cells"]["overrides"]["fire"]["tuple"] = {
        "outcome": "unmeasured",
        "by": "library",
        "trouble": "row",
        "detail": detail,
        "reproduce": "python -m benchmarks reproduce overrides/fire/tuple",
    }
    (tmp_path / "results.json").write_text(json.dumps(results), encoding="utf-8")
    shutil.copy(ROOT / "report" / "parties.json", tmp_path)
    assert report(["--dir", str(tmp_path)]) == 0
    capsys.readouterr()
    assert report(["--dir", str(tmp_path), "--check"]) == 1
    faults = capsys.readouterr().out.splitlines()
    (fault,) = [line for line in faults if not line.startswith("stale: ")]
    assert fault.startswith("overrides/fire/tuple: ")
    assert detail in fault
