"""The guide of ninety flags: pages are what was run, and what was run is still so."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.environments import FOLDER as ENVIRONMENTS
from benchmarks.environments.interpreters import OWN
from benchmarks.paths import ROOT

FOLDER = ROOT / "docs" / "from-argparse" / "ninety"
FACTS: dict[str, Any] = json.loads((FOLDER / "facts.json").read_text("utf-8"))


def loaded() -> ModuleType:
    """Return the script of the folder as a module; ``try`` is no name of one."""
    spec = importlib.util.spec_from_file_location("ninety", FOLDER / "try.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


ninety: Any = loaded()
#: A file, defaults below it, lists, and what follows from a setting; and a mistake in a file.
FILE, TYPO = (
    next(each for each in ninety.LINES if each["wish"] == wish)
    for wish in ("values from a file", "a misspelt name in a file")
)


def run_of(name: str, command: str, folder: Path) -> Any:
    """Run a line with a program as ``try.py`` does."""
    try:
        python = ninety.found_in(ENVIRONMENTS / OWN.version, name)
    except SystemExit as error:  # only `environments --all` builds one
        pytest.skip(str(error))
    run = ninety.arrived(command, ninety.place(name, folder), python)
    if "settings" in run:
        run["settings"] = ninety.differences(run["settings"], FACTS["defaults"])
    return run


def test_the_pages_are_what_was_run() -> None:
    """Nothing on them is typed by hand but the story."""
    stale = [str(each) for each in ninety.stale(FACTS)]
    assert stale == [], "python docs/from-argparse/ninety/try.py --pages"


def test_other_facts_give_other_pages() -> None:
    """The pages hang on what arrived: one run that ends otherwise makes pages stale."""
    command = FILE["then"]["hydra"]
    runs = FACTS["runs"] | {
        "hydra": FACTS["runs"]["hydra"] | {command: {"end": "late"}}
    }
    stale = {each.relative_to(FOLDER) for each in ninety.stale(FACTS | {"runs": runs})}
    assert stale == {Path("README.md"), Path("hydra/README.md")}


def test_every_line_was_run_and_no_other() -> None:
    """The facts are those of the lines there are."""
    for name in ninety.PROGRAMS:
        assert list(FACTS["runs"][name]) == ninety.commands(name), name


@pytest.mark.parametrize("name", ninety.PROGRAMS)
def test_a_line_still_does_what_was_kept(name: str, tmp_path: Path) -> None:
    """The programs are those that were run."""
    command = FILE["typed"] if name == ninety.BEFORE else FILE["then"][name]
    assert run_of(name, command, tmp_path) == FACTS["runs"][name][command]


def test_a_mistake_still_does_what_was_kept(tmp_path: Path) -> None:
    """The old program takes a name that it does not know, and goes on."""
    found = run_of(ninety.BEFORE, TYPO["typed"], tmp_path)
    assert found == FACTS["runs"][ninety.BEFORE][TYPO["typed"]]
    assert ninety.verdict(TYPO, found, FACTS) == "taken"


def test_every_program_has_the_same_defaults() -> None:
    """Nothing is compared with a program that trains something else."""
    line = ninety.LINES[0]
    for name in ninety.PROGRAMS:
        assert ninety.verdict(line, ninety.then(line, name, FACTS), FACTS) == "meant"


def test_today_s_lines_are_what_the_users_page_says() -> None:
    """What is typed before the move was there before it."""
    said = (FOLDER / "before" / "README.md").read_text("utf-8").splitlines()
    commands = {each.partition("  #")[0].rstrip() for each in said}
    typed = {each["typed"] for each in ninety.LINES}
    assert typed == {
        each for each in commands if each.startswith(("python", "RESUME", "bash"))
    }


def test_the_old_program_has_ninety_flags_and_its_launcher_cuts_names_short() -> None:
    """The guide is called after them; and not one is called otherwise than it is printed."""
    assert ninety.declared(ninety.BEFORE) == 90
    script = (FOLDER / "before" / "launch.sh").read_text("utf-8")
    program = (FOLDER / "before" / "train.py").read_text("utf-8")
    flags = {word for word in script.split() if word.startswith("--")}
    assert any(f'"{flag}"' not in program for flag in flags)


@pytest.mark.parametrize(
    ("line", "settings", "expected"),
    [
        ({"wants": {"lr": 3e-4}}, {"lr": ["float", 3e-4]}, "meant"),
        ({"wants": {"lr": 3e-4}}, {"lr": ["str", "3e-4"]}, "otherwise"),
        ({"wants": {"lr": 3e-4}}, {}, "otherwise"),
        ({"wants": {}}, {"amp": ["bool", True]}, "otherwise"),
        ({"wants": {}, "none": ["lr"]}, {"lr": ["NoneType", None]}, "meant"),
        ({"wants": {}, "none": ["lr"]}, {}, "otherwise"),
        ({"wants": {"dir": "a"}}, {"dir": ["PosixPath", "a"]}, "meant"),
        ({"wants": {"size": 1.0}}, {"size": ["int", 1]}, "otherwise"),
        ({"mistake": True}, {}, "taken"),
    ],
)
def test_what_arrived_is_judged_by_value_and_type(
    line: dict[str, Any], settings: dict[str, Any], expected: str
) -> None:
    """A value of another type is another value; a mistake that is taken is never right."""
    defaults = {
        "lr": ["float", 1e-3],
        "amp": ["bool", False],
        "dir": ["str", "data"],
        "size": ["float", 2.0],
    }
    run = {"end": "accepted", "settings": settings}
    assert ninety.verdict(line, run, {"defaults": defaults}) == expected


def test_what_did_not_arrive_is_told_by_how_it_ended() -> None:
    """A refusal is no value, and a line that is not there no refusal."""
    for end in ("refused", "traceback", "late"):
        assert ninety.verdict({"wants": {}}, {"end": end}, FACTS) == end
    assert ninety.verdict({"wants": {}}, None, FACTS) == "none"


def test_the_look_shows_the_wrong_values(tmp_path: Path) -> None:
    """What configbench shows of the old program is what the page prints."""
    python = ninety.found_in(ENVIRONMENTS / OWN.version, ninety.BEFORE)
    found = ninety.looked(ninety.place(ninety.BEFORE, tmp_path), python)
    assert found == FACTS["look"] == ["drop_last=True", "lr='3e-4'"]


def test_an_environment_that_lacks_something_is_not_taken(tmp_path: Path) -> None:
    """The newest of what is needed counts, then the least beside; without any, it stops."""
    with pytest.raises(SystemExit, match="no environment has pyyaml"):
        ninety.found_in(tmp_path, ninety.BEFORE)
    for name, has in {
        "old": ["pyyaml-5.9"],
        "more": ["PyYAML-6.0.10", "other-1"],
        "this": ["pyyaml-6.0.10"],
        "that": ["other-99"],
    }.items():
        site = tmp_path / name / "lib" / "python3.11" / "site-packages"
        for each in has:
            (site / f"{each}.dist-info").mkdir(parents=True)
        (tmp_path / name / "bin").mkdir()
        (tmp_path / name / "bin" / "python").touch()
    found = ninety.found_in(tmp_path, ninety.BEFORE)
    assert found == tmp_path / "this" / "bin" / "python"


def test_the_script_says_which_pages_are_stale(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--check`` writes nothing and fails."""
    monkeypatch.setattr(sys, "argv", ["try.py", "--check"])
    assert ninety.main() == 0
    told = FACTS | {"python": "0.0"}
    monkeypatch.setattr(ninety.json, "loads", lambda _: told)
    assert ninety.main() == 1
    assert "tyro/README.md" in capsys.readouterr().out.split()
    assert "0.0" not in (FOLDER / "README.md").read_text("utf-8").split()
