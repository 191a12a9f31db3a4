"""A row is laid out from its sibling, filled in, and seen green: what CONTRIBUTING.md says."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import new_row, registry
from benchmarks.categories.overrides.cases import cases
from benchmarks.categories.overrides.words import words
from benchmarks.cli import main
from benchmarks.contract import CHECKS
from benchmarks.contract.reading import STEPS
from benchmarks.new_row import described, renamed
from benchmarks.parties.pieces import pieces
from benchmarks.paths import ROOT
from tests.miniatures import build

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

# -- the text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", registry.names())
def test_nothing_of_the_sibling_s_name_is_left(name: str) -> None:
    """Neither in the title nor in a command line, nor where config files are looked for."""
    sibling = registry.find(name)
    source = sibling.program.read_text(encoding="utf-8")
    text = renamed(source, sibling, "fresh", "python adapters/fresh/train.py")
    docstring = text.split('"""')[1]
    first, *_ = docstring.splitlines()
    assert first == "Train Deep Knowledge Tracing, configured with fresh."
    # A run of Hydra lies in .hydra, whoever starts it.
    assert not re.search(rf"(?<!\.)\b{name}\b", docstring)
    assert docstring.count("python adapters/fresh/train.py ") >= 2
    assert not re.search(rf"configs\W+{name}\b", text)
    assert text.count("fresh") >= source.count(f"configs/{name}")
    # What the library is called in code stays.
    body = source.split('"""', 2)[2]
    if "configs" not in body:
        assert text.split('"""', 2)[2] == body


def test_a_program_without_a_docstring_keeps_its_text() -> None:
    """A sibling from elsewhere may have none."""
    sibling = registry.find("hydra")
    text = 'print("configs/hydra", "configs/hydra_structured")\n'
    expected = 'print("configs/fresh", "configs/hydra_structured")\n'
    assert renamed(text, sibling, "fresh", "x") == expected


def test_what_is_said_of_the_program_is_kept(tmp_path: Path) -> None:
    """What tells of its lines and words, comments and all; no gap, cause or deviation."""
    folder = build("flawless", tmp_path)
    with (folder / "adapter.toml").open("a", encoding="utf-8") as file:
        file.write(
            '[record]\nload = "x"\n[spelling]\nset = ["{path}={value}"]  # one word\n'
            '[causes]\n"a/*" = "x"\n[[lacks]]\ncapability = "x"\nreason = "y"\n'
        )
    argparse = replace(registry.find("argparse"), pieces=())
    sibling = replace(argparse, folder=folder, distributions=("x",))
    text = described(sibling, "fresh")
    content = tomllib.loads(text)
    assert list(content) == [
        *("title", "summary", "distributions", "library", "documentation"),
        *("conversions", "record", "spelling"),
    ]
    assert (content["title"], content["summary"]) == ("fresh", "")
    assert content["distributions"] == ["x"]
    assert len(content["conversions"]) == 4
    assert "# one word" in text


@pytest.mark.parametrize("name", registry.names())
def test_what_is_laid_out_is_spelt_and_run_as_the_sibling(
    name: str, tmp_path: Path
) -> None:
    """A variant's keys over its origin's; what its environment needs, and its own lines."""
    sibling = registry.find(name)
    folder = tmp_path / "rows" / "fresh"
    new_row.lay_out(str(folder), sibling)
    row = registry.read(folder)
    assert row.spelling == sibling.spelling
    assert row.record == sibling.record
    assert row.conversions == sibling.conversions
    own = [piece for piece in pieces(sibling) if piece.file == "train.py"]
    assert pieces(row) == tuple(own)
    assert row.library == sibling.library
    assert row.environment == sibling.environment
    assert (row.causes, row.deviations, row.lacks) == ({}, (), ())


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "sibling", "told"),
    [
        ("click", "argpars", "did you mean 'argparse'?"),
        ("hydra", "argparse", "there is one of that name"),
        ("{}/hydra", "argparse", "there is one of that name"),
        ("my-click", "argparse", "in adapters/ a name is one of Python's, too"),
        ("{}/.hidden", "argparse", "a name has letters, digits, '_', '-' and '.' only"),
        ("{}/a,b", "argparse", "a name has letters, digits, '_', '-' and '.' only"),
        ("{}/control", "argparse", "the harness has something of that name"),
        ("{}/there", "argparse", "is there already, and nothing is overwritten"),
        ("{}/file/click", "argparse", "cannot be made: Not a directory"),
        ("/proc/click", "argparse", "cannot be made: "),
        ("~nobody_here/click", "argparse", "cannot be the folder of a row: "),
        ("{}/" + "n" * 300, "argparse", "the folder of a row: File name too long"),
        ("n" * 300, "argparse", "it has 300 characters; expected at most 60"),
        ("{}/" + "n" * 61, "argparse", "it has 61 characters; expected at most 60"),
        ("click", "n" * 300, "no adapter is called"),
        ("{}/deep/other", "hydra", "is there already, and nothing is overwritten"),
    ],
)
def test_what_cannot_be_laid_out_is_one_sentence(
    address: str,
    sibling: str,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, a sentence, and nothing is written."""
    (tmp_path / "there").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "configs" / "other").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    assert main(["new", address.format(tmp_path), "--from", sibling]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_half_a_row_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where writing fails in the middle, what was written is taken away."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("benchmarks.new_row.copy_files", full)
    assert main(["new", str(tmp_path / "rows" / "fresh"), "--from", "hydra"]) == 2
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.rglob("*")) == [tmp_path / "rows"]


def test_a_row_of_ours_lies_with_its_config_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bare name is a folder in adapters/, with configs/NAME beside it."""
    monkeypatch.setattr(new_row, "ADAPTERS", tmp_path / "adapters")
    assert main(["new", "fresh", "--from", "configparser"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "Next, until it is green: python -m benchmarks check fresh"
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {line.removeprefix("wrote ") for line in out[:-1]} == {*map(str, made)}
    row = registry.read(tmp_path / "adapters" / "fresh")
    assert row.configs == tmp_path / "configs" / "fresh"
    assert '/ "configs" / "fresh" /' in row.program.read_text(encoding="utf-8")


# -- the way of CONTRIBUTING.md -------------------------------------------------------------------


def test_the_steps_are_told_in_the_order_in_which_check_asks() -> None:
    """One order: where a file is first named."""
    names = [name.partition(" or ")[0] for name in STEPS]
    places = [CONTRIBUTING.index(f"`{name}`") for name in names]
    assert places == sorted(places)
    assert "-m benchmarks new click --from argparse" in CONTRIBUTING
    assert "-m benchmarks check click" in CONTRIBUTING


def test_a_newcomer_s_row_becomes_green(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Laid out outside the tree, told what is open, filled in, found kept, and remembered."""
    address = str(tmp_path / "my rows" / "fresh")
    assert main(["new", address, "--from", "argparse"]) == 0
    assert f"check '{address}'" in capsys.readouterr().out

    assert main(["check", address]) == 1
    out = capsys.readouterr().out
    there = "train.py, adapter.toml, [spelling] or dialect.py, [record] or with_*.py"
    assert f"fresh: {there} are there.\n" in out
    assert "  scaling.toml or scaling.py: until then, cells of scaling are unm" in out
    assert (
        "  overrides.toml: until then, cells of overrides (composed_in_python, in_a_notebook) are"
        in out
    )
    (open_,) = [line for line in out.splitlines() if line.startswith("NOT ")]
    assert "summary is empty" in open_
    assert "documentation has only pages of argparse" in open_

    description = tmp_path / "my rows" / "fresh" / "adapter.toml"
    text = description.read_text(encoding="utf-8")
    text = text.replace('summary = ""', 'summary = "Flags, again."')
    text = text.replace("docs.python.org/3/", "docs.python.org/3.13/")
    description.write_text(text, encoding="utf-8")
    program = tmp_path / "my rows" / "fresh" / "train.py"
    with program.open("a", encoding="utf-8") as file:
        file.write("# A comment.\n")

    assert main(["check", address]) == 0
    out = capsys.readouterr().out
    assert "The contract is kept." in out
    told = out[out.index("What a run will publish of overrides") :].splitlines()
    assert "right, " in told[0]
    # A mistake that is accepted is told before the run, and is no failure of the contract.
    assert any(
        line.startswith("  [accepted] unknown_choice_in_file: ") for line in told
    )
    assert (
        "  [wrong_value] list_item_appended: --config tagged.json --tags b (derived): "
        "tags is ['b'], expected ['a', 'b']"
    ) in told
    (gap,) = [line for line in told if ".unsupported = " in line]
    assert remembered(out) == {
        *("defaults", "help", "pieces", "overrides", "together", "mistakes", "saves"),
        *("trains", "reruns", "values", "gaps"),
    }
    assert main(["check", address]) == 0
    out = capsys.readouterr().out
    assert remembered(out) > {"types", "trains"}
    assert out[out.index("What a run will publish") :].splitlines() == told

    # What is to be pasted says what it is told to say, once it has a page.
    case = gap.split(".")[0].strip()
    text = gap.replace("https://…", "https://docs.python.org/3/library/argparse.html")
    description.with_name("overrides.toml").write_text(text, encoding="utf-8")
    said = words(registry.read(description.parent), cases()[case])
    assert str(said.gap) == "… (https://docs.python.org/3/library/argparse.html)"


def remembered(out: str) -> set[str]:
    """Return the names of the checks that were not made again."""
    return {
        line.split()[1]
        for line in out.splitlines()
        if line.startswith("ok ") and line.endswith(" (remembered)")
    } & CHECKS.keys()
