"""A program's place is found by itself: one program of each kind that needs no library."""

import os
import sys
from pathlib import Path

import pytest

from configbench.audit.model import How
from configbench.audit.target import byhand, launchers
from configbench.errors import UserError
from tests.audit.kinds import ARGPARSE, Kind, again, faults, found

BY_NAME = {each.name: each for each in ARGPARSE}


@pytest.mark.parametrize("kind", ARGPARSE, ids=lambda kind: kind.name)
def test_the_place_of_each_kind_is_found(kind: Kind, tmp_path: Path) -> None:
    """Place, parser, leaves and spelling are as stated, and a run ends there again."""
    assert faults(kind, sys.executable, tmp_path) == []


def test_what_is_typed_arrives_at_the_place(tmp_path: Path) -> None:
    """Words behind those that are given; words that a parser hands back are told."""
    BY_NAME["known"].write(tmp_path)
    target = found([sys.executable, "train.py"], tmp_path)
    leaves, left = again(target, ["--lr", "7", "--other"])
    assert leaves == {"lr": {"t": "float", "v": "7.0"}}
    assert left == ("--other",)
    assert again(target, ["--lr", "x"]) == (None, None)


def test_a_parser_tells_where_the_program_declares_its_options(tmp_path: Path) -> None:
    """What collects further values is no spelling of one."""
    BY_NAME["argparse"].write(tmp_path)
    target = found([sys.executable, "train.py", "x"], tmp_path)
    options = {each.leaf: each for each in target.options}
    assert options["lr"].where == f"{tmp_path.resolve()}/train.py:8"
    assert options["lr"].type == "builtins.float"
    assert options["gpu"].type == "__main__.truth"
    assert options["amp"].off == ("--no-amp",)
    assert options["sizes"].valued == (("--sizes", "{}"), ("--sizes={}",))
    assert options["sizes"].choices == ("1", "2")
    assert (options["data"].valued, options["data"].positional) == ((("{}",),), True)


def test_a_subcommands_options_are_told_with_it(tmp_path: Path) -> None:
    """Those of the others, too; which one it is, is no value."""
    BY_NAME["subcommands"].write(tmp_path)
    target = found([sys.executable, "train.py", "train"], tmp_path)
    options = {each.leaf: each for each in target.options}
    assert options["lr"].command == ("train",)
    assert options["split"].command == ("eval",)
    assert options["split"].valued == (("--split", "{}"), ("--split={}",))
    assert options["seed"].command == ()
    assert options["command"].valued == ()


def test_a_stated_place_overrules(tmp_path: Path) -> None:
    """What parsers have told on the way there is kept."""
    BY_NAME["twice"].write(tmp_path)
    target = found([sys.executable, "train.py", "--lr", "3"], tmp_path, at="train.py:8")
    assert target.spot.how is How.PLANTED
    assert target.leaves["lr"] == {"t": "float", "v": "3.0"}
    assert {each.leaf: each.valued for each in target.options}["lr"]
    assert [each.why for each in target.candidates][-2:] == [
        "--at overrules it",
        "stated by --at",
    ]
    leaves, _ = again(target)
    assert leaves == target.leaves


def test_what_is_passed_over_at_a_stated_place_is_known(tmp_path: Path) -> None:
    """A name that begins with an underscore may hold settings; what only parses does not."""
    (tmp_path / "train.py").write_text(
        "import argparse\nparser = argparse.ArgumentParser()\n"
        "args = parser.parse_args()\n_config = {'lr': 1}\nprint(args)\n"
    )
    target = found([sys.executable, "train.py"], tmp_path, at="train.py:5")
    assert target.passed_over == ("_config",)


def test_a_stated_place_lies_beyond_what_a_library_calls(tmp_path: Path) -> None:
    """The main function, entered by the library, is told and goes on: it stands on what is ours."""
    absl = tmp_path / "lib" / "site-packages" / "absl"
    absl.mkdir(parents=True)
    (absl / "__init__.py").touch()
    (absl / "flags.py").write_text(
        "class FlagValues:\n"
        "    def __call__(self, argv):\n        return argv\n"
        "    def flags_by_module_dict(self):\n        return {}\n"
        "FLAGS = FlagValues()\n"
    )
    (absl / "app.py").write_text(
        "import sys\nfrom absl import flags\n"
        "def _run_main(main, argv):\n    sys.exit(main(argv))\n"
        "def run(main):\n    _run_main(main, flags.FLAGS(sys.argv))\n"
    )
    (tmp_path / "train.py").write_text(
        f"import sys\nsys.path.append({str(absl.parent)!r})\nfrom absl import app\n"
        "def step(lr):\n    raise RuntimeError('too far')\n"
        "def main(argv):\n    step(float(argv[1]))\n"
        "app.run(main)\n"
    )
    words = [sys.executable, "train.py", "3"]
    target = found(words, tmp_path, at="train.py:step")
    assert target.leaves == {"lr": {"t": "float", "v": "3.0"}}
    assert found(words, tmp_path).spot.at.endswith("train.py:main")


def test_a_package_is_its_own_program_wherever_it_lies(tmp_path: Path) -> None:
    """A console script's package is installed among others', which are not the program's."""
    packages = tmp_path / "lib/site-packages"
    BY_NAME["argparse"].write(packages / "tool")
    (packages / "tool/__init__.py").write_text("")
    script = tmp_path / "bin/tool"
    script.parent.mkdir()
    # As pip writes it where the interpreter's path holds a blank.
    script.write_text(
        f"#!/bin/sh\n'''exec' \"{sys.executable}\" \"$0\" \"$@\"\n' '''\n"
        f"import sys\nsys.path.insert(0, {str(packages)!r})\nfrom tool import train\n"
    )
    script.chmod(0o755)
    target = found([str(script), "x"], tmp_path)
    assert target.spot.at == BY_NAME["argparse"].place(packages / "tool")
    assert (target.entry, target.words, target.launcher) == ((str(script),), ("x",), ())
    named = found([sys.executable, "-m", "tool.train", "x"], packages)
    assert named.spot.at == target.spot.at
    assert named.entry == ("-m", "tool.train")


def test_a_launcher_is_looked_through(tmp_path: Path) -> None:
    """Same place, same leaves; what it sets is told."""
    BY_NAME["twice"].write(tmp_path)
    plain = found([sys.executable, "train.py"], tmp_path)
    front = ["nice", "-n", "1", "env", "RANK=0"]
    launched = found([*front, sys.executable, "-u", "train.py"], tmp_path)
    assert launched.launcher == tuple(front)
    assert (launched.spot, launched.leaves) == (plain.spot, plain.leaves)
    assert (launched.entry, launched.words) == (plain.entry, plain.words)
    assert launched.environ.items() - plain.environ.items() == {("RANK", "0")}


def test_a_path_of_pythons_that_a_launcher_sets_is_told_without_the_look(
    tmp_path: Path,
) -> None:
    """In front of what was there or behind it; the look enters by the same variable."""
    BY_NAME["argparse"].write(tmp_path)
    script = tmp_path / "run.sh"
    script.write_text('PYTHONPATH="/before:$PYTHONPATH:/behind" exec "$@"\n')
    front = ["sh", "run.sh"]
    launched = found([*front, sys.executable, "train.py", "x"], tmp_path)
    assert launched.launcher == tuple(front)
    assert launched.environ["PYTHONPATH"] == "/before:/behind"


@pytest.mark.parametrize(
    ("source", "words", "told"),
    [
        (
            "print('done')",
            [],
            r"exit 0 \(done\), and nothing of it came to a place .* --at FILE:LINE",
        ),
        (
            "import argparse\np = argparse.ArgumentParser()\np.add_argument('--x', required=True)\n"
            "p.parse_args()",
            [],
            r"exit 2 before anything arrived \(.*required: --x\): give the required words behind",
        ),
        (
            "import json.tool\njson.tool.main()",
            ["--compact", os.devnull],
            "not the program's own",
        ),
    ],
    ids=["nothing", "required", "passed by"],
)
def test_one_sentence_says_what_was_tried(
    source: str, words: list[str], told: str, tmp_path: Path
) -> None:
    """How it ended, what was looked for and passed by, and how to say it oneself."""
    (tmp_path / "train.py").write_text(source)
    with pytest.raises(UserError, match=told):
        found([sys.executable, "train.py", *words], tmp_path)


def test_what_cannot_be_looked_into_is_said(tmp_path: Path) -> None:
    """A program that is not there, and an interpreter that heeds no environment."""
    (tmp_path / "train.py").write_text("print('done')")
    with pytest.raises(UserError, match="horovodrun is not installed here"):
        found(["horovodrun", "-np", "2", "python", "train.py"], tmp_path)
    with pytest.raises(UserError, match=r"did you mean: -- python train.py --lr 3\?"):
        found(["train.py", "--lr", "3"], tmp_path)
    with pytest.raises(UserError, match="runs with -I"):
        found([sys.executable, "-I", "train.py"], tmp_path)


@pytest.mark.parametrize(
    ("argv", "entry", "words"),
    [
        (["python", "-u", "train.py", "-m", "x"], ("/w/train.py",), ("-m", "x")),
        (
            ["python", "-OBu", "-W", "error", "train.py"],
            ("-O", "-W", "error", "/w/train.py"),
            (),
        ),
        (["python", "-m", "pkg.train", "x"], ("-m", "pkg.train"), ("x",)),
        (["python", "-mpkg", "x"], ("-m", "pkg"), ("x",)),
        (["python", "/bin/tool", "x"], ("/bin/tool",), ("x",)),
    ],
)
def test_words_of_a_process_are_taken_apart(
    argv: list[str], entry: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """Options of the interpreter that change what arrives stay."""
    assert launchers.begun(argv, Path("/w")) == launchers.Begun(entry, words)


@pytest.mark.parametrize(
    ("command", "started", "front"),
    [
        (
            "torchrun --nproc-per-node 2 train.py --a 1",
            ("/w/train.py",),
            "torchrun --nproc-per-node 2",
        ),
        (
            "accelerate launch -m pkg.train --a 1",
            ("-m", "pkg.train"),
            "accelerate launch",
        ),
        ("uv run python -u train.py --a 1", ("/w/train.py",), "uv run"),
        (
            "uv run -p /bin/python3 train.py --a 1",
            ("/w/train.py",),
            "uv run -p /bin/python3",
        ),
        ("python train.py --a 1", ("/w/train.py",), ""),
        ("tool --a 1", ("/env/bin/tool",), ""),
        ("poetry run tool --a 1", ("/env/bin/tool",), "poetry run"),
    ],
)
def test_a_launchers_words_are_those_in_front(
    command: str, started: tuple[str, ...], front: str
) -> None:
    """The interpreter is the program's own."""
    begun = launchers.Begun(started, ("--a", "1"))
    assert launchers.in_front(command.split(), begun, Path("/w")) == tuple(
        front.split()
    )
    assert launchers.name(command.split()) == " ".join(
        front.split()[: 2 - ("torchrun" in front)]
    )


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("import sys\nname = sys.argv[0]\nprint(1)", None),
        ("import sys\nif len(sys.argv) > 1:\n    a = sys.argv[1]\nprint(1)", 4),
        ("from sys import argv\na = argv[1:]\nprint(a)", 3),
        ("import sys\ndef f():\n    return sys.argv\nf()", None),
        ("exec(open('c.py').read())\nimport sys\nprint(sys.argv)", 2),
        ("def (", None),
    ],
)
def test_where_words_are_read_by_hand(source: str, line: int | None) -> None:
    """The statement behind the last that reads them, outwards from a block's end."""
    there = byhand.behind(source.encode())
    assert (there and there.line) == line
