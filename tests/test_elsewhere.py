"""A row in any folder: named, measured, reproduced and published as one of ours."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import (
    bytecode,
    categories,
    contract,
    registry,
    reproducing,
    results,
    verifying,
)
from benchmarks.cli import main
from benchmarks.copying import copy_row
from benchmarks.environments.interpreters import OWN
from benchmarks.errors import RowError
from benchmarks.measuring import Run, choose
from benchmarks.paths import ADAPTERS, ROOT, relative
from benchmarks.plugin import report_dir
from benchmarks.registry import Adapter
from configbench.errors import UserError
from report import figures, korean, load, markdown, pages, rowpages, sections, text
from report.__main__ import main as report
from tests.cells import measured
from tests.few_rows import of_rows
from tests.miniatures import build

#: A folder's name that needs quoting, in a shell as in a link.
SPACED = "a spaced ünicode folder"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return the folder of a copy of argparse that is a row of its own."""
    folder = tmp_path / SPACED / "mine"
    shutil.copytree(ADAPTERS / "argparse", folder)
    for patch in (folder / "changes").glob("*.patch"):
        content = patch.read_text(encoding="utf-8")
        content = content.replace("adapters/argparse/", "adapters/mine/")
        patch.write_text(content, encoding="utf-8")
    return folder


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hydra", "adapters/hydra is; rename its folder"),
        ("control", "the harness has something of that name"),
        ("core", "the harness has something of that name"),
        ("claims", "the harness has something of that name"),
        ("overrides", "the harness has something of that name"),
        ("NAME", "in capitals it stands for every row"),
        ("my row", "a name has letters, digits, '_', '-' and '.' only"),
        ("a,b", "a name has letters"),
        ("hydra+twin", "a name has letters"),
        (".mine", "a name has letters"),
        ("$(ls)", "a name has letters"),
    ],
)
def test_a_name_that_is_taken_or_breaks_addresses_is_refused(
    name: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence and exit 2, whatever is asked of the row."""
    folder = tmp_path / name
    build("flawless", tmp_path).rename(folder)
    for command in (["probe"], ["check"], ["verify"], ["rerun"]):
        assert main([*command, f"{folder}/"]) == 2
        told = capsys.readouterr().err
        assert f"a row cannot be called {name!r}: {sentence}" in told
        assert len(told.splitlines()) == 1


def test_every_category_is_a_reserved_name() -> None:
    """They are told by their modules, which are called as they are."""
    assert {*categories.names()} <= registry.reserved()
    assert registry.reserved().isdisjoint(registry.names())


@pytest.mark.parametrize("name", ["mine", "Mine", "ünicode", "a-b.c_2"])
def test_a_name_that_fits_is_taken(name: str, tmp_path: Path) -> None:
    """Letters of any script."""
    folder = tmp_path / name
    build("flawless", tmp_path).rename(folder)
    assert registry.find(f"{folder}/").name == name


def test_one_of_ours_may_be_named_by_its_path() -> None:
    """It is no other row of the same name."""
    row = registry.find(f"{ADAPTERS}/hydra/")
    assert (row.address, row.ours) == ("hydra", True)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"adapters": ""}, "--adapters is '': a name is missing in it"),
        ({"adapters": "fire,"}, "--adapters is 'fire,': a name is missing in it"),
        ({"adapters": "fire,fire"}, "--adapters: 'fire' is named twice"),
        ({"adapters": f"fire,{ADAPTERS}/fire/"}, "'fire' is named twice"),
        ({"categories": ""}, "--category is '': a name is missing in it"),
        ({"categories": "lines,,change"}, "a name is missing in it"),
        ({"categories": "lines,lines"}, "--category: 'lines' is named twice"),
    ],
)
def test_an_empty_or_repeated_choice_is_refused(
    chosen: dict[str, str], sentence: str
) -> None:
    """Nothing is not everything, and a table has one row of a name."""
    with pytest.raises(UserError) as caught:
        choose(chosen.get("categories"), chosen.get("adapters"))
    assert sentence in str(caught.value)


def test_two_rows_of_one_name_are_refused(tmp_path: Path) -> None:
    """The sentence names both folders."""
    one, two = (build("flawless", tmp_path / name) for name in ("one", "two"))
    with pytest.raises(UserError, match=r"'flawless' is both /.*one/.* and /.*two/.*"):
        registry.find_all([f"{one}/", f"{two}/"])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--adapters="], "--adapters goes with --benchmark"),
        (["--benchmark", "--category="], "--category is '': a name is missing in it"),
        (["--benchmark", "--report-dir="], "--report-dir: is empty, expected a path"),
    ],
)
def test_the_main_job_tells_it_in_a_sentence(options: list[str], sentence: str) -> None:
    """Of pytest, as bad usage, before anything is collected."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert sentence in done.stderr


# -- addresses and cells --------------------------------------------------------------------------


def test_a_folder_without_its_slash_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name without a slash is one of ours; the folder of that name is seen."""
    build("flawless", tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="or give a path, flawless/ with the slash"):
        registry.find("flawless")
    assert registry.find("flawless/").folder == tmp_path / "flawless"


def paste(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a printed command as a shell splits it; return its exit code and output."""
    words = shlex.split(command)
    assert words[:3] == ["python", "-m", "benchmarks"]
    code = main(words[3:])
    return code, capsys.readouterr().out


def test_a_printed_command_can_be_pasted(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the row, and where it is, in quotes where a shell wants them."""
    row = registry.find(f"{copied}/")
    cell = measured(categories.find("lines"), row)["total"]
    assert cell["reproduce"] == (
        f"python -m benchmarks reproduce lines/mine/total '--adapters={copied}/'"
    )
    code, out = paste(cell["reproduce"], capsys)
    assert code == 0
    assert f"total      {cell['total']}\n" in out


def test_a_cell_is_compared_with_the_report_that_is_named(
    tmp_path: Path, copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report may lie anywhere; by itself the command knows that of a row's usual place."""
    folder = tmp_path / "my report"
    run = begun(folder / "results.json", f"{copied}/")
    run.unit(categories.find("lines"), run.choice.adapters)
    run.finish()
    words = ["reproduce", "lines/mine/total", f"--adapters={copied}/"]
    assert main(words) == 0
    told = "nothing was published for this cell in configbench-report/; --report-dir="
    assert told in capsys.readouterr().out
    assert main([*words, f"--report-dir={folder}"]) == 0
    assert "=> as published: right\n" in capsys.readouterr().out
    run.content["cells"]["lines"]["mine"]["total"]["total"] += 1
    results.save(run.content, folder / "results.json")
    assert main([*words, f"--report-dir={folder}"]) == 1
    assert "=> NOT as published: total: " in capsys.readouterr().out


@pytest.mark.parametrize("cell", ["lines/argparse/total", "claims/C9"])
def test_a_folder_without_a_report_is_a_sentence(
    cell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is measured."""
    assert main(["reproduce", cell, f"--report-dir={tmp_path}"]) == 2
    out, err = capsys.readouterr()
    told = f"{tmp_path}/results.json: not found; `pytest --benchmark` writes it"
    assert (out, err) == ("", f"benchmarks: {told}\n")


def test_a_path_to_another_row_is_refused(copied: Path) -> None:
    """The address names the row; the path only tells where it is."""
    with pytest.raises(UserError, match="is 'mine', not 'yours'"):
        reproducing.parse("lines/yours/total", f"{copied}/")
    assert reproducing.parse("lines/mine", f"{copied}/").row.folder == copied


def unplaced(row: Adapter, fact: object) -> object:
    """Return a cell, or anything in it, without the row's place and name."""
    if isinstance(fact, dict):
        return {unplaced(row, key): unplaced(row, each) for key, each in fact.items()}
    if isinstance(fact, list):
        return [unplaced(row, each) for each in fact]
    if not isinstance(fact, str):
        return fact
    fact = fact.replace(row.command, "python PROGRAM")
    fact = fact.replace(f" '--adapters={row.address}'", "")
    for place in (relative(row.folder), f"adapters/{row.name}"):
        fact = fact.replace(place, "FOLDER")
    return fact.replace(f"/{row.name}", "/NAME")


@pytest.mark.parametrize(
    ("category", "cases"),
    [
        ("lines", ()),
        ("overrides", ("nested_int", "misspelt_key", "text_with_newline")),
        ("change", ("change_default", "add_section")),
        ("roundtrip", ("run",)),
    ],
)
def test_its_cells_are_those_of_the_same_row_in_our_tree(
    category: str, cases: tuple[str, ...], copied: Path
) -> None:
    """Equal to the byte, its place and name aside."""
    found = []
    known = categories.find(category).cases([registry.find("argparse")])
    cases = tuple(case for case in cases if case in known)
    for row in (registry.find("argparse"), registry.find(f"{copied}/")):
        cells = measured(categories.find(category), row, *cases)
        assert {cell["outcome"] for cell in cells.values()} == {"right"}
        found.append(unplaced(row, cells))
    assert found[0] == found[1]


def test_each_command_takes_it(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``probe`` and ``rerun`` print a command that can be pasted, too."""
    assert main(["probe", f"{copied}/", "--", "--seed", "7"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert shlex.split(first[2:]) == ["python", f"{copied}/train.py", "--seed", "7"]


def test_a_variant_elsewhere_has_its_origins_words(copied: Path) -> None:
    """Beside its origin; a patch it has of its own, for the patch names its program."""
    strict = copied.parent / "mine_strict"
    shutil.copytree(ADAPTERS / "argparse_strict", strict)
    path = strict / "adapter.toml"
    described = path.read_text(encoding="utf-8")
    path.write_text(described.replace('= "argparse"', '= "mine"'), encoding="utf-8")
    row = registry.find(f"{strict}/")
    assert row.origin is not None
    assert row.origin.folder == copied
    for patch in (strict / "changes").glob("*.patch"):
        content = patch.read_text(encoding="utf-8")
        content = content.replace("/argparse_strict/", "/mine_strict/")
        patch.write_text(content, encoding="utf-8")
    cell = measured(categories.find("change"), row, "change_default")
    assert cell["change_default"]["outcome"] == "right", cell


# -- what is left there ---------------------------------------------------------------------------


def everything(folder: Path) -> dict[Path, bytes | None]:
    """Return all names below a folder, with the bytes of what is a file."""
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    """Return a row of which Python compiles two files, and that has bytecode of its own."""
    folder = build("flawless", tmp_path / "my rows")
    (folder / "beside.py").write_text("HERE = True\n", encoding="utf-8")
    program = folder / "train.py"
    text = program.read_text(encoding="utf-8")
    text = text.replace("import ast\n", "import ast\nimport beside\n", 1)
    program.write_text(text, encoding="utf-8")
    (folder / "inner" / "__pycache__").mkdir(parents=True)
    (folder / "inner" / "__pycache__" / "old.cpython-39.pyc").write_bytes(b"old")
    return folder


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["benchmarks", "check"], marks=pytest.mark.slow),
        ["benchmarks", "reproduce", "overrides/flawless/composed_in_python"],
        pytest.param(
            ["pytest", "--benchmark", "--fast", "-p", "no:cacheprovider"],
            marks=pytest.mark.slow,
        ),
    ],
)
def test_its_folder_is_left_as_it_was(
    words: list[str], compiled: Path, tmp_path: Path
) -> None:
    """Byte for byte and name for name, though Python compiles what is imported from there."""
    before = everything(compiled.parent)
    options = {
        "check": [f"{compiled}/"],
        "reproduce": [f"--adapters={compiled}/"],
        "--benchmark": [
            *("--category=overrides", f"--adapters={compiled}/"),
            f"--report-dir={tmp_path / 'report'}",
        ],
    }
    done = subprocess.run(
        [sys.executable, "-m", *words, *options[words[1]]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert everything(compiled.parent) == before


def test_a_link_to_a_folder_is_the_row_s_fault(tmp_path: Path) -> None:
    """Its files are no part of the hash; and one that leads back would be copied for ever."""
    folder = build("flawless", tmp_path)
    (folder / "again").symlink_to(".")
    (folder / "nowhere").symlink_to("nobody")
    os.mkfifo(folder / "pipe.py")
    row = registry.read(folder)
    with pytest.raises(RowError, match="again is a link to a folder; expected files"):
        copy_row(row, tmp_path / "copy")
    (folder / "again").unlink()
    program = copy_row(row, tmp_path / "whole")
    assert program.read_bytes() == row.program.read_bytes()
    copied = {path.name for path in program.parent.iterdir()}
    assert copied == {path.name for path in row.files()}


def test_a_pipe_is_no_description(tmp_path: Path) -> None:
    """It is not waited for."""
    folder = build("flawless", tmp_path)
    (folder / "adapter.toml").unlink()
    os.mkfifo(folder / "adapter.toml")
    with pytest.raises(RowError, match=r"adapter\.toml: is no file"):
        registry.find(f"{folder}/")


def test_what_is_new_is_taken_away(tmp_path: Path) -> None:
    """Nothing that was there, nothing that is no bytecode, and nothing behind a link."""
    elsewhere = tmp_path / "elsewhere"
    for folder in (tmp_path / "row", elsewhere):
        (folder / "__pycache__").mkdir(parents=True)
        (folder / "__pycache__" / "old.pyc").touch()
    row = tmp_path / "row"
    (row / "link").symlink_to(elsewhere)
    before = everything(tmp_path)
    noted = frozenset(bytecode._there(row))
    (row / "a" / "__pycache__").mkdir(parents=True)
    (row / "__pycache__" / "new.pyc").touch()
    (row / "a" / "__pycache__" / "new.pyc").touch()
    (elsewhere / "__pycache__" / "new.pyc").touch()
    (row / "a" / "kept.pyc").touch()
    bytecode.restore(row, noted)
    assert everything(tmp_path).keys() - before.keys() == {
        elsewhere / "__pycache__" / "new.pyc",
        row / "a",
        row / "a" / "kept.pyc",
    }
    assert before.keys() < everything(tmp_path).keys()


# -- what is stored -------------------------------------------------------------------------------


def begun(
    path: Path, adapters: str, categories_: str = "lines", beside: Path | None = None
) -> Run:
    """Begin a run that writes to a path."""
    return Run.start(choose(categories_, adapters), path=path, beside=beside)


def test_the_stored_rows_stand_beside_it(tmp_path: Path, copied: Path) -> None:
    """With what the file held already of rows from elsewhere; those that it measures are anew."""
    other = build("flawless", tmp_path)
    path = tmp_path / "results.json"
    lines = categories.find("lines")
    for folder, beside in ((other, None), (copied, results.FILE)):
        run = begun(path, f"{folder}/", beside=beside)
        run.unit(lines, run.choice.adapters)
        run.finish()
    content = results.load(path)
    assert [*content["adapters"]] == [*registry.names(), "flawless", "mine"]
    stored = results.load()
    kept = content["cells"]["overrides"]["hydra"]
    assert kept == stored["cells"]["overrides"]["hydra"]
    assert {"flawless", "mine"} <= content["cells"]["lines"].keys()
    assert (
        content["units"]["lines/mine"]["sha256"]
        == content["adapters"]["mine"]["sha256"]
    )


def test_another_row_of_that_name_leaves_no_cells(tmp_path: Path) -> None:
    """What was measured of the one is nothing of the other."""
    path = tmp_path / "results.json"
    folders = [build("flawless", tmp_path / name) for name in ("one", "two")]
    run = begun(path, f"{folders[0]}/", "lines,change")
    for name in ("lines", "change"):
        run.unit(categories.find(name), run.choice.adapters)
    run.finish()
    run = begun(path, f"{folders[1]}/")
    assert run.content["cells"]["change"] == {}
    assert "change/flawless" not in run.content["units"]
    again = begun(path, f"{folders[0]}/")
    assert again.content["cells"]["change"].keys() == {"flawless"}


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("flawless", ""),
        ("labels_when_observed", "trains: trained with run_name 'baseline', and its"),
        ("forges_its_record", "trains: other weights than its record gives"),
        ("behaves_when_observed", "trains: other weights than its record gives"),
        ("watches_the_probe", "blind: train.py names the look: CONFIGBENCH_"),
    ],
)
def test_what_is_not_proven_is_published_with_a_mark(
    name: str, doubt: str, tmp_path: Path
) -> None:
    """The facts are stored with the row; table and pages tell."""
    path = tmp_path / "report" / "results.json"
    path.parent.mkdir()
    run = begun(path, f"{build(name, tmp_path)}/")
    (row,) = run.unproven()
    run.prove(row, contract.proofs(row))
    assert run.unproven() == []
    run.unit(categories.find("lines"), [row])
    run.finish()
    stored = load.load(path)
    (told,) = figures.rows(stored)
    check, _, fault = doubt.partition(": ")
    assert told.unproven.startswith(check)
    assert fault in told.unproven
    assert bool(told.unproven) is bool(doubt)
    made = [
        markdown.render(stored),
        korean.render(stored),
        *rowpages.pages(stored).values(),
        pages.pages(stored, {})["site/index.html"],
        pages.pages(stored, {})[f"site/row-{told.name}.html"],
    ]
    assert {figures.MARK in page for page in made} == {bool(doubt)}


def test_without_its_library_nothing_is_proven(tmp_path: Path) -> None:
    """Then the row has a mark, and the sentence says what comes first."""
    folder = build("flawless", tmp_path)
    path = folder / "adapter.toml"
    described = path.read_text(encoding="utf-8")
    changed = described.replace("distributions = []", 'distributions = ["no-such"]')
    path.write_text(changed, encoding="utf-8")
    found = contract.proofs(registry.read(folder))
    assert found == {
        "installed": {
            "kept": False,
            "detail": f"environment {OWN.version}/no-such: not built; "
            "python -m benchmarks environments --all builds it",
        }
    }


def test_ours_are_proven_by_our_tests(tmp_path: Path) -> None:
    """No run asks it of them again, and no page doubts them."""
    run = begun(tmp_path / "results.json", "argparse")
    assert run.unproven() == []
    assert figures.unproven(run.content["adapters"]["argparse"]) == ""


def test_a_report_goes_elsewhere_by_itself(copied: Path) -> None:
    """With a row from elsewhere no file of ours is written to, unless that is asked for."""
    assert report_dir(choose("lines", "fire")) == results.FILE.parent
    mixed = choose("lines", f"fire,{copied}/")
    assert report_dir(mixed) == Path("configbench-report")


@pytest.mark.slow
def test_a_run_publishes_it_with_the_others(tmp_path: Path, copied: Path) -> None:
    """The proofs are tried, the pages name the program, and every printed command is about it."""
    folder = tmp_path / "my report"
    options = (f"--adapters={copied}/", "--beside", f"--report-dir={folder}")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider"),
            *("--benchmark", "--category", "lines", *options),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"results: {folder}/results.json" in done.stdout
    assert (
        "from elsewhere: mine; nothing of this repository was written to" in done.stdout
    )
    content = results.load(folder / "results.json")
    assert content["adapters"]["mine"]["proofs"].keys() == {*contract.PROOFS}
    address = "lines/mine/total"
    same, sentence = verifying._cell(verifying.Target("cell", address), content)
    assert (same, sentence) == (True, "as published: right")
    page = (folder / "rows" / "mine.md").read_text(encoding="utf-8")
    assert f"Program: `{copied}/train.py`" in page
    command = f"python -m benchmarks reproduce lines/mine/CASE '--adapters={copied}/'"
    printed = verifying.commands(folder)
    assert command in {each.text for each in printed}
    owned = verifying.owners(content)
    for each in printed:
        if "--adapters=" in each.text and "reproduce" in each.text:
            assert verifying.targets(each, content, owned), each


# -- two runs -------------------------------------------------------------------------------------


def two_runs(tmp_path: Path) -> load.Results:
    """Return two of the published rows, of which one was timed in a later run, with a ratio."""
    published = json.loads(results.FILE.read_text(encoding="utf-8"))
    content = of_rows(published, ("fire", "hydra"), beside=("control",))
    start = content["cells"]["startup"]
    for name, ratio in {"hydra": 14.123, "fire": 3.141}.items():
        told = {"median": ratio, "low": ratio - 0.02, "high": ratio + 0.02}
        start[name]["default"]["ratio"] = told
    for unit in ("startup/control", "startup/fire"):
        content["units"][unit]["created"] = "2099-01-01T00:00:00+00:00"
    path = tmp_path / "results.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return load.load(path)


def test_times_of_two_runs_make_no_table(tmp_path: Path) -> None:
    """Those of another run than the control's stand aside, with their ratio and no tie."""
    stored = two_runs(tmp_path)
    assert {*stored["cells"]["startup"]} & {*stored["adapters"]} == {"fire"}
    rows = {row.name: row for row in figures.rows(stored)}
    assert (rows["hydra"].start_here, rows["hydra"].ties) == (None, None)
    assert text.started(rows["hydra"]) == "14.12 [14.10, 14.14]"
    assert text.started(rows["fire"]) == "3.14 [3.12, 3.16]"
    assert rows["fire"].start_here is not None
    assert rows["fire"].start_here > 0
    assert rows["fire"].other_run is None
    # What is not timed knows of no run.
    assert "hydra" in stored["cells"]["overrides"]
    # What scaling took is all of one run.
    assert load.other_runs(stored, "scaling") == {}


def test_the_pages_tell_of_two_runs(tmp_path: Path) -> None:
    """In the first table, below it, and where the category's own tables lack the rows."""
    stored = two_runs(tmp_path)
    page = markdown.render(stored)
    head = "| **[Hydra](rows/hydra.md)** |"
    first = next(line for line in page.splitlines() if line.startswith(head))
    assert "| 14.12 \\[14.10, 14.14\\] |" in first
    assert "may stand beside these, milliseconds and ties may not" in page
    told = "| hydra | 14.12 [14.10, 14.14] | another run (2"
    assert told in sections.pages(stored)["categories/startup.md"].replace("\\", "")
    assert report(["--dir", str(tmp_path)]) == 0


def test_one_run_has_no_such_words() -> None:
    """The published report, where all was timed together."""
    stored = load.load(results.FILE)
    page = markdown.render(stored)
    assert "Another run" not in page
    told = "another run ("
    assert told not in sections.pages(stored)["categories/startup.md"]
    assert figures.MARK not in page


def test_a_row_of_a_broken_table_is_its_authors_fault(copied: Path) -> None:
    """Where a row is found by path, its own file is named."""
    (copied / "adapter.toml").write_text("title =", encoding="utf-8")
    with pytest.raises(RowError, match=r"adapter\.toml: cannot be read"):
        registry.find(f"{copied}/")
