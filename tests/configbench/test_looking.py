"""What is told of a place that was not reached, by the look as it is asked from outside."""

import sys
from pathlib import Path

import pytest

from configbench.looking import isolated, look
from configbench.places import Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces, /proc")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["python", "-E", "x.py"], ["python runs with -E, by which it heeds no"]),
        (["python", "-uI", "x.py"], ["python runs with -I, by which it heeds no"]),
        (["python3.11", "-W", "error", "-S", "-"], ["python3.11 runs with -S, by"]),
        (["nice", "python", "-X", "dev", "-E", "x"], ["python runs with -E, by"]),
        (["python", "x.py", "-E"], []),
        (["python", "-m", "x", "-E"], []),
        (["env", "PYTHONPATH=.", "python", "x.py"], ["the command sets PYTHONPATH"]),
    ],
)
def test_what_keeps_a_look_out_is_told(words: list[str], told: list[str]) -> None:
    """Options of the interpreter, behind others with a value of their own, too."""
    sentences = [*isolated(words)]
    assert len(sentences) == len(told)
    for sentence, beginning in zip(sentences, told, strict=True):
        assert sentence.startswith(beginning)


def test_a_name_that_is_not_the_programs_is_told(tmp_path: Path) -> None:
    """A program is ``__main__``, whatever its file is called."""
    (tmp_path / "x.py").write_text("def f(): pass\n\nf()\n", encoding="utf-8")
    argv = [sys.executable, "x.py"]
    looked = look(argv, Place(module="x", function="f"), cwd=tmp_path)
    assert looked.hits == ()
    assert looked.notes == (
        "nothing that can be looked into imported x from a source file; "
        "a program that is run as a file is called __main__",
    )
    (tmp_path / "other.py").write_text("exec(open('x.py').read())\n", encoding="utf-8")
    at = Place(file=tmp_path / "x.py", function="f")
    looked = look([sys.executable, "other.py"], at, cwd=tmp_path)
    assert looked.notes == (
        f"nothing that can be looked into imported or ran {at.file}",
    )


def test_what_cannot_be_started_needs_no_further_reason(tmp_path: Path) -> None:
    """The system's own sentence is in the output."""
    at = Place(module="x", function="f")
    looked = look([str(tmp_path / "nothing")], at, cwd=tmp_path)
    assert (looked.finished.exit, looked.notes) == (None, ())
