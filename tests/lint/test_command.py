"""``configbench lint`` as it is typed, and the comments that silence it."""

import json
import os
import re
import shlex
import signal
import subprocess
from pathlib import Path
from unittest import mock

import pytest
import yaml  # type: ignore[import-untyped]  # no stubs

from configbench import cli
from configbench.comments import Ignore, ignored
from configbench.errors import UserError
from configbench.lint import linting
from configbench.lint.module import Module

ROOT = Path(__file__).parents[2]

BOOL = (
    "import argparse\np = argparse.ArgumentParser()\n"
    "p.add_argument('--x', type=bool){}\np.parse_args()\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one fault."""
    monkeypatch.chdir(tmp_path)
    Path("train.py").write_text(BOOL.format(""), encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Type a command, and return its exit code and what it prints."""
    code = cli.main(["lint", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_line_for_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    """Where, which rule, whether it can be mended; and what confirms it."""
    code, out, err = run(capsys)
    assert out.splitlines() == [
        "train.py:3:28: CB101 [*] --x False arrives as True: bool makes True of every text but "
        "the empty one",
        "1 error in 1 file; configbench explain CB101 tells what it means",
        "[*] 1 can be mended: --diff shows how, --fix does it",
        "confirm: configbench audit -- python train.py",
    ]
    assert (code, err) == (1, "")


def test_what_the_document_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its example is executed as printed."""
    shown = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    ((command, printed),) = re.findall(
        r"```console\n\$ configbench lint ([^\n]*)\n(.*?)```", shown, re.DOTALL
    )
    monkeypatch.chdir(ROOT)
    assert run(capsys, *shlex.split(command)) == (1, printed, "")


def test_the_hook_is_a_command() -> None:
    """Of the files that it is given."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    name, *words = hook["entry"].split()
    assert name == "configbench"
    assert cli.main([*words, "train.py"]) == 1
    assert hook["types_or"] == ["python", "yaml"]


def test_what_is_asked_and_what_fails(capsys: pytest.CaptureFixture[str]) -> None:
    """The same words as of the audit."""
    assert run(capsys, "--ignore", "CB101")[:2] == (0, "1 file: nothing found\n")
    assert run(capsys, "--select", "CB2")[0] == 0
    assert run(capsys, "--fail-on", "never")[0] == 0
    assert run(capsys, "--select", "CB9")[0] == 2
    assert "did you mean '--select'" in run(capsys, "--selct", "CB1")[2]


def test_a_document_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """All that is told, and troubles."""
    Path("no.py").write_text("add_argument(", encoding="utf-8")
    code, out, err = run(capsys, "--format", "json", ".")
    told = json.loads(out)
    (finding,) = told["findings"]
    assert finding["rule"] == "CB101"
    assert finding["line"], finding["column"] == (3, 28)
    assert told["troubles"] == ["no.py: is no Python that can be parsed here"]
    assert code == 2
    assert err == "configbench: no.py: is no Python that can be parsed here\n"


def test_a_patch_and_a_mend(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    """The patch makes what --fix writes; a second time there is nothing left."""
    Path("other").mkdir()
    before = Path("train.py").read_text(encoding="utf-8")
    code, patch, _ = run(capsys, "--diff")
    assert code == 1
    assert Path("train.py").read_text(encoding="utf-8") == before
    assert run(capsys, "--fix")[:2] == (0, "1 finding mended\n1 file: nothing found\n")
    after = Path("train.py").read_text(encoding="utf-8")
    Path("other/train.py").write_text(before, encoding="utf-8")
    subprocess.run(
        ["patch", "-p1", "-s"],  # noqa: S607
        cwd=here / "other",
        input=patch,
        text=True,
        check=True,
    )
    assert Path("other/train.py").read_text(encoding="utf-8") == after
    assert run(capsys, "--fix", "train.py")[:2] == (0, "1 file: nothing found\n")
    assert run(capsys, "--fix", "--diff")[0] == 2


def test_what_cannot_be_read_is_told_and_the_rest_is_linted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A sentence for each; folders of others are not looked into."""
    for folder in ("node_modules", ".hidden", "env", "own"):
        Path(folder).mkdir()
        Path(folder, "a.py").write_text(BOOL.format(""), encoding="utf-8")
    Path("own/pyvenv.cfg").touch()
    Path("loop.py").symlink_to("loop.py")
    Path("latin.py").write_bytes(BOOL.format("  # \xe4").encode("latin-1"))
    code, out, err = run(capsys, ".", "gone.py", "own/a.py")
    assert code == 2
    assert [line.partition(":")[0] for line in out.splitlines()[:2]] == [
        "own/a.py",
        "train.py",
    ]
    assert err.splitlines() == [
        "configbench: latin.py: is not in the encoding that it states",
        "configbench: gone.py: there is no such file or folder",
    ]
    assert run(capsys, "-")[0] == 2


def test_it_can_be_ended(capsys: pytest.CaptureFixture[str]) -> None:
    """Between two files: nothing is written then."""
    before = Path("train.py").read_text(encoding="utf-8")
    Path("a.py").write_text(before, encoding="utf-8")
    module_of = linting.module_of

    def told_to_end(file: Path, content: bytes) -> Module:
        os.kill(os.getpid(), signal.SIGINT)
        return module_of(file, content)

    with mock.patch.object(linting, "module_of", told_to_end):
        assert run(capsys, "--fix")[::2] == (130, "configbench: interrupted\n")
    assert Path("train.py").read_text(encoding="utf-8") == before


def test_a_comment_silences_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """Without one it is refused; one that silences nothing is told."""
    comment = "  # configbench: ignore[CB101{}]{}"
    main = Path("train.py")
    main.write_text(
        BOOL.format(comment.format("", " typed by nobody")), encoding="utf-8"
    )
    assert run(capsys) == (0, "1 file: nothing found\n", "")
    main.write_text(BOOL.format(comment.format(",CB102", " so")), encoding="utf-8")
    assert run(capsys)[2] == (
        "configbench: train.py:3: ignore[CB102] silences nothing that lint finds\n"
    )
    main.write_text(BOOL.format(comment.format("", "")), encoding="utf-8")
    code, _, err = run(capsys)
    assert code == 2
    assert "train.py:3: '# configbench: ignore[CB101]' gives no reason" in err


def test_which_lines_a_comment_is_of() -> None:
    """Those of its statement; alone on a line, those of the next one; in a text none."""
    source = (
        "p.add(\n    '--x',\n    type=bool,  # configbench: ignore[CB101] a\n)\n"
        "# configbench: ignore[cb108, CB103] b\n\ny = (1,\n 2)\n"
        "'# configbench: ignore[CB101] c'\n"
    )
    first = Ignore(("CB101",), "a", 3)
    second = Ignore(("CB108", "CB103"), "b", 5)
    assert ignored(source) == {
        1: first,
        2: first,
        3: first,
        4: first,
        7: second,
        8: second,
    }
    lines = "a: 1  # configbench: ignore[CB107] x\n# configbench: ignore[CB102] y\n# z\nb: 2\n"
    found = ignored(lines, python=False)
    assert {line: each.reason for line, each in found.items()} == {1: "x", 4: "y"}


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("ignore[CB1O1] a", "t.py:1: there is no rule 'CB1O1' (did you mean"),
        ("ignore[] a", "t.py:1: there is no rule ''"),
        ("ignore", "expected # configbench: ignore[CB101] REASON"),
        ("ignore[CB101] - ", "gives no reason"),
    ],
)
def test_a_comment_that_means_nothing_is_refused(comment: str, says: str) -> None:
    """One sentence says where, and the form."""
    with pytest.raises(UserError) as raised:
        ignored(f"x = 1  # configbench: {comment}\n", "t.py")
    assert says in str(raised.value)
