"""Many programs: what is stated, what each depends on, and what is remembered as JSON."""

import json
import math
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configbench import foreign
from configbench.audit.model import (
    Act,
    Arrived,
    Audit,
    Expected,
    Kind,
    Must,
    Narrowed,
    Request,
    Said,
    Severity,
    Try,
    Wanted,
)
from configbench.audit.programs import interpreters, keys, stated, stored, worker
from configbench.errors import UserError
from tests.audit import made
from tests.audit.laying import ASKED, lay, programs

# -- what is stated -------------------------------------------------------------------------------

STATED = """\
[tool.configbench.settings.lr]
min = 0

[[tool.configbench.programs]]
name = "train 한"
command = "python train.py --name 'a b'"
folder = "sub"
environment = { A = "1", B = "2" }
python = ".venv/bin/python"
place = "train.py:main"

[[tool.configbench.programs]]
name = "eval"
command = ["torchrun", "eval.py"]
"""


def test_a_program_is_asked_as_it_is_stated(tmp_path: Path) -> None:
    """In its folder, with its variables and its interpreter; the command line wins."""
    both = programs(tmp_path, STATED)
    assert [each.name for each in both] == ["train 한", "eval"]
    narrowed = {"lr": Narrowed(least=0)}
    request = Request((), tmp_path, environ={"B": "3"}, seed=4, narrowed=narrowed)
    asked = both[0].asked(request)
    python = tmp_path / ".venv/bin/python"
    assert asked.command == (str(python), "train.py", "--name", "a b")
    assert (asked.cwd, asked.at, asked.seed) == (tmp_path / "sub", "train.py:main", 4)
    assert asked.environ.items() >= {"A": "1", "B": "3"}.items()
    assert asked.environ["PATH"].startswith(f"{python.parent}:")
    assert asked.narrowed == narrowed
    assert both[1].asked(request) == replace(request, command=("torchrun", "eval.py"))
    assert [each.name for each in stated.chosen(both, ["eval"])] == ["eval"]
    lay(tmp_path, {"sub/pyproject.toml": "[tool.configbench.settings.lr]\nmin = 7\n"})
    assert both[0].asked(request).narrowed["lr"].least == 7


MISTAKES = [
    ("", "states no program, expected [[tool.configbench.programs]]"),
    ('name = "a"', "[tool.configbench.programs.1] has no command"),
    ('command = "a"', "has no name"),
    ('name = ""\ncommand = "a"', "name = '': expected a name"),
    (
        'name = "a"\ncommand = "b \'"',
        "cannot be read as words of a shell: No closing quotation",
    ),
    ('name = "a"\ncommand = []', "command = []: expected words"),
    ('name = "a"\ncommand = [1]', "command = [1]: expected words"),
    ('name = "a"\ncommand = "  "', "expected words"),
    ('name = "a"\ncomand = "b"', "'comand' (did you mean 'command'?)"),
    ('name = "a"\ncommand = "b"\nplace = 3', "place = 3: expected FILE:LINE"),
    ('name = "a"\ncommand = "b"\nenvironment = 3', "environment = 3 is no table"),
    ('name = "a"\ncommand = "b"\nenvironment = {A = 1}', "A = 1: expected a text"),
    ('name = "a"\ncommand = "b"\nenvironment = {"A=" = "1"}', "sets 'A='"),
]


@pytest.mark.parametrize(("text", "sentence"), MISTAKES)
def test_what_cannot_be_followed_is_one_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    """It names the file, the table, the key, and what was expected."""
    with pytest.raises(UserError) as raised:
        programs(tmp_path, f"[[tool.configbench.programs]]\n{text}" if text else "")
    assert sentence in str(raised.value)
    assert str(raised.value).startswith(str(tmp_path / "pyproject.toml"))


def test_names_are_there_once(tmp_path: Path) -> None:
    """And who chooses one that is not there is told the nearest."""
    one = '[[tool.configbench.programs]]\nname = "train"\ncommand = "a"\n'
    with pytest.raises(UserError, match="another program has this name"):
        programs(tmp_path, one * 2)
    with pytest.raises(UserError, match="did you mean 'train'"):
        stated.chosen(programs(tmp_path, one), ["trian"])


# -- the closure ----------------------------------------------------------------------------------

TREE = {
    "train.py": "import argparse, shared.a\nfrom lib import b as c\nimport later\n"
    "open('conf/base.yaml')\n",
    "shared/__init__.py": "",
    "shared/a.py": "from . import near\nfrom ..beside import far\n",
    "shared/near.py": "def f():\n    import json, inner\n",
    "shared/unused.py": "",
    "inner.py": "",
    "lib/b.py": "HERE = 'data'\n",
    "conf/base.yaml": "_target_: made.by.name.Thing\n",
    "conf/other.yaml": "",
    "made/__init__.py": "",
    "made/by/name.py": "",
    "lib/data/one.json": "{}",
    "lib/data/picture.png": "",
    ".env": "A=1",
    "args.txt": "",
    "other.py": "import inner",
}


def of(folder: Path, *command: str, **more: Any) -> keys.Depends:
    """Return what a command depends on."""
    return keys.depends(Request(command, folder, **more), ASKED)


def names(folder: Path, depends: keys.Depends) -> set[str]:
    """Return the files of a closure, relative."""
    return {str(each.relative_to(folder)) for each in depends.closure.files}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with a program that names other files in every way."""
    lay(tmp_path, TREE)
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path.resolve()


def test_the_closure_has_what_is_imported_and_named(tree: Path) -> None:
    """Transitively, within functions, by text, in folders; nothing else."""
    depends = of(tree, "python", "train.py", "@args.txt")
    assert names(tree, depends) == {
        *("train.py", "shared/__init__.py", "shared/a.py", "shared/near.py"),
        *("inner.py", "lib/b.py", "conf/base.yaml", "made/__init__.py", ".env"),
        *("made/by/name.py", "lib/data/one.json", "args.txt"),
    }
    assert depends.closure.whole
    assert depends.key
    assert tree / "later.py" in depends.closure.sought
    assert names(tree, of(tree, "python", "other.py")) == {
        "other.py",
        "inner.py",
        ".env",
    }
    module = of(tree, "python", "-m", "shared.near")
    assert names(tree, module) >= {"shared/__init__.py", "shared/near.py", "inner.py"}


@pytest.mark.parametrize(
    "command", [["python", "-c", "pass"], ["sh", "run.sh"], ["uv", "run", "tool"]]
)
def test_what_cannot_be_read_off_has_no_key(tree: Path, command: list[str]) -> None:
    """Then it is audited whenever it is asked for."""
    depends = of(tree, *command)
    assert not depends.closure.whole
    assert depends.key == ""


def test_a_console_script_is_followed(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the interpreter of its first line; a launcher is no program."""
    script = tree / "bin" / "tool"
    lay(tree, {"bin/tool": f"#!{sys.executable}\nfrom shared import near\n"})
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}:{os.environ['PATH']}")
    assert names(tree, of(tree, "tool")) >= {"bin/tool", "shared/near.py", "inner.py"}
    shutil.copy(script, script.with_name("torchrun"))
    assert not of(tree, "torchrun", "--nproc", "2").closure.entries
    assert of(tree, "torchrun", "other.py").closure.entries == (tree / "other.py",)


def test_hostile_files_are_no_trouble(tree: Path) -> None:
    """A pipe, a circle of links, what is no Python, what is nested too deeply."""
    os.mkfifo(tree / "pipe.yaml")
    (tree / "circle.py").symlink_to("circle.py")
    lay(
        tree,
        {
            "odd.py": "import bad, circle, deep\nopen('pipe.yaml')\nopen('a\\0b')\n"
            f"open('{'x' * 5000}')\nopen('/')\nopen('..')\nopen('\\ud800.yaml')\n",
            "bad.py": "def (:\nother.py",
            "deep.py": "(" * 5000,
        },
    )
    depends = of(tree, "python", "odd.py")
    assert names(tree, depends) == {
        *("odd.py", "bad.py", "deep.py"),
        ".env",
        "other.py",
        "inner.py",
    }
    assert depends.key


LONG = {
    "a name that is imported": f"import {'a' * 300}",
    "a name in letters of three bytes": f"import_module('{'모' * 120}.모')",
    "a name beside a folder of modules": f"sys.path.append('{'모' * 120}')",
    "a circle of links in a folder": "open('loops')",
    "a link to a name that is too long": "open('loops/long.yaml')",
}


@pytest.mark.parametrize("source", LONG.values(), ids=LONG)
def test_names_that_no_system_takes_are_no_trouble(tree: Path, source: str) -> None:
    """No file has them."""
    lay(tree, {"odd.py": source, "loops/one.yaml": ""})
    (tree / "loops" / "loop.yaml").symlink_to("loop.yaml")
    (tree / "loops" / "long.yaml").symlink_to("x" * 300)
    depends = of(tree, "python", "odd.py")
    assert "odd.py" in names(tree, depends)
    assert depends.key


# -- the key --------------------------------------------------------------------------------------


def edited(name: str, text: str = "# more\n") -> Callable[[Path], dict[str, Any]]:
    """Return what changes a file."""

    def change(folder: Path) -> dict[str, Any]:
        lay(folder, {name: text})
        return {}

    return change


CHANGES: list[tuple[Callable[[Path], dict[str, Any]], bool]] = [
    (edited("shared/near.py"), True),
    (edited("conf/base.yaml"), True),
    (edited(".env"), True),
    (edited("later.py"), True),
    (edited("argparse.py"), True),
    (edited("uv.lock"), True),
    (edited("pyproject.toml", "[project]\nname = 'x'\n"), True),
    (edited("pyproject.toml", "[tool.configbench.settings.x]\n"), False),
    (edited("shared/unused.py"), False),
    (edited("conf/other.yaml"), False),
    (edited("lib/data/picture.png"), False),
    (lambda _: {"seed": 3}, True),
    (lambda _: {"environ": {"ANY": "1"}}, True),
    (lambda _: {"narrowed": {"lr": Narrowed(Kind.INT)}}, True),
    (lambda _: {"jobs": 3, "max_time": 4.0}, False),
]


@pytest.mark.parametrize(("change", "other"), CHANGES)
def test_the_key_is_of_what_matters(
    tree: Path, change: Callable[[Path], dict[str, Any]], other: bool
) -> None:
    """Of what the program depends on, and of nothing else."""
    before = of(tree, "python", "train.py")
    after = of(tree, "python", "train.py", **change(tree))
    assert (before.key != after.key) is other


def test_variables_count_that_the_sources_may_read(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their names, however written, or by how they begin; what a host sets is nothing."""
    lay(tree, {"other.py": "PREFIX = 'MyApp_'\nclass S:\n    batch_size: int\n"})
    before = of(tree, "python", "other.py").key
    monkeypatch.setenv("CI_RUN_ID", "31")
    assert of(tree, "python", "other.py").key == before
    for name in ("MYAPP_LR", "BATCH_SIZE", "PYTHONOPTIMIZE"):
        monkeypatch.setenv(name, "1")
        after = of(tree, "python", "other.py").key
        assert after != before, name
        before = after


def test_what_is_installed_counts(tmp_path: Path) -> None:
    """By the names of what is installed, which have the versions."""
    found = interpreters.Interpreter(Path("/p"), "3", (), (tmp_path,))
    before = found.digest()
    (tmp_path / "notes.txt").touch()
    assert found.digest() == before
    (tmp_path / "numpy-2.0.dist-info").mkdir()
    assert found.digest() != before


def test_an_interpreter_that_lies_is_not_believed(tmp_path: Path) -> None:
    """Then there is no key, and the program is audited."""
    odd = '{"version": "3", "standard": [3], "path": ["/"], "mapped": {}}'
    for number, told in enumerate(("{}", "[", '{"version": 3}', odd, "exit 3", "")):
        python = tmp_path / str(number) / "python"
        lay(python.parent, {"python": f"#!/bin/sh\necho '{told}'\n"})
        python.chmod(0o755)
        assert interpreters.asked(python, {}) is None


# -- nouns as JSON --------------------------------------------------------------------------------


def whole_audit(folder: Path) -> Audit:
    """Return an audit with something in each field."""
    tried = Try(
        Act.VALUE, ("lr",), ("--lr", "\udcff"), Expected(Must.MEAN, (made.FALSE,), "x")
    )
    became = Arrived(True, {"lr": made.TRUE}, None, 0, None, "", "\x1b", seconds=1.5)
    inner = Wanted(Kind.LIST, Said.PARSER, (Wanted(Kind.INT),), least=-3)
    audit = made.audit(folder)
    settings = tuple(replace(each, wanted=inner) for each in audit.settings)
    return replace(
        audit, settings=settings, results=((tried, became),), clean={Severity.NOTE: 2}
    )


def test_an_audit_comes_back_as_it_was(tmp_path: Path) -> None:
    """All of it, through JSON."""
    audit = whole_audit(tmp_path)
    text = json.dumps(stored.encoded(audit))
    assert stored.decoded(Audit, json.loads(text), "x") == audit


@pytest.mark.parametrize("most", [math.inf, -math.inf, 1e308, 3])
def test_bounds_without_end_come_back(most: float, tmp_path: Path) -> None:
    """TOML has them, and JSON has not."""
    request = Request((), tmp_path, narrowed={"lr": Narrowed(most=most)})
    told = worker.line(worker.Order(request, ("CB101",)))
    content = foreign.parse(told, "an order")
    assert stored.decoded(worker.Order, content, "an order").request == request


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["tries"], "3"),
        (["tries"], True),
        (["seconds"], None),
        (["seconds"], "1.5"),
        (["target", "spot", "how"], "flown"),
        (["target", "files"], "abc"),
        (["target", "leaves", "lr"], 3),
        (["target", "leaves", "lr"], {"t": 3}),
        (["settings", 0, "wanted", "items", 0, "kind"], "moon"),
        (["clean"], {"moon": 1}),
        (["results", 0], [1]),
        (["more"], 1),
        (["target", "python"], "a\0b"),
    ],
)
def test_what_is_no_audit_is_refused(
    tmp_path: Path, path: list[Any], value: object
) -> None:
    """In one sentence; nothing of it is believed."""
    content = stored.encoded(whole_audit(tmp_path))
    at = content
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(foreign.ForeignError):
        stored.decoded(Audit, content, "x")
