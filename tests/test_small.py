"""Small programs: what their docstrings say is typed, and whether a line has done as it must."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.small import Line, Seen, Wanted, met, usage
from configbench.errors import UserError


@pytest.mark.parametrize(
    ("wanted", "seen", "expected"),
    [
        (Wanted(arrives=("x=2",)), Seen(("x=2",), 0, ""), True),
        (Wanted(arrives=("x=2",)), Seen(("x='2'",), 0, ""), False),
        (Wanted(arrives=("x=2",)), Seen(("x=2", "x=2"), 0, ""), False),
        (Wanted(arrives=("x=1", "x=2")), Seen(("x=2",), 0, ""), True),
        (Wanted(arrives=("x=2",)), Seen((), 0, "x=2"), False),
        (Wanted(refused=True), Seen((), 2, "invalid"), True),
        # It ran, and ended with an error: that is no refusal.
        (Wanted(refused=True), Seen(("x=2",), 2, "invalid"), False),
        (Wanted(refused=True), Seen((), 0, "invalid"), False),
        (Wanted(refused=True), Seen((), None, ""), False),
        (Wanted(each=("x=1", "x=2")), Seen(("x=2", "x=1"), 0, ""), True),
        (Wanted(each=("x=1", "x=2")), Seen(("x=2", "x=1", "x=1"), 0, ""), False),
        (Wanted(each=("x=1", "x=2")), Seen(("x=2",), 0, ""), False),
        # All that is wanted, not some of it.
        (Wanted(arrives=("x=2",), lacks="2"), Seen(("x=2",), 0, "two"), True),
        (Wanted(arrives=("x=2",), lacks="2"), Seen(("x=2",), 0, "x 2"), False),
        (Wanted(arrives=("x=2",), lacks="2"), Seen(("x=1",), 0, "two"), False),
        (Wanted(prints="--x … velocity"), Seen((), 0, "  --x INT  velocity"), True),
        (Wanted(prints="--x … velocity"), Seen((), 0, "--x INT\nvelocity"), False),
        (Wanted(lacks="None"), Seen((), 0, "--x INT"), True),
        (Wanted(lacks="None"), Seen((), 0, "[default: None]"), False),
        # What could not print anything proves nothing.
        (Wanted(lacks="None"), Seen((), 1, "Traceback"), False),
    ],
)
def test_what_a_line_must_do(wanted: Wanted, seen: Seen, *, expected: bool) -> None:
    """By the values with their types, by an error before anything, by what is printed."""
    assert met(wanted, seen) is expected


def test_a_line_wants_something_that_can_be() -> None:
    """Neither nothing, nor a refusal that prints."""
    for wrong in ({}, {"refused": True, "prints": "x"}):
        with pytest.raises(ValueError, match="expected refused, or of"):
            Wanted(**wrong)  # type: ignore[arg-type]  # the point


runs = st.lists(st.sampled_from(["x=1", "x=2", "x=3"]), max_size=5)


@given(runs, runs)
def test_runs_come_in_any_order_and_none_is_left_over(
    wanted: list[str], came: list[str]
) -> None:
    """What is wanted of several runs is a multiset."""
    if wanted:
        so = met(Wanted(each=tuple(wanted)), Seen(tuple(came), 0, ""))
        assert so is (sorted(wanted) == sorted(came))


def test_what_is_typed_stands_in_the_docstring(tmp_path: Path) -> None:
    """With variables in front, quotes as in a shell, and no line of another program."""
    program = tmp_path / "one.py"
    program.write_text(
        '''"""What it shows, by python one.py.

python one.py
LR=0.1 SECRET='a b' python one.py --lr '0 2'
    python one.py x
python one.pyx
python other.py
"""
''',
        encoding="utf-8",
    )
    assert usage(program) == [
        Line("python one.py", ()),
        Line(
            "LR=0.1 SECRET='a b' python one.py --lr '0 2'",
            ("--lr", "0 2"),
            {"LR": "0.1", "SECRET": "a b"},
        ),
        Line("python one.py x", ("x",)),
    ]


def test_a_program_without_any_line_is_told(tmp_path: Path) -> None:
    """The sentence names the file, and how a line begins."""
    program = tmp_path / "one.py"
    program.write_text('"""Nothing."""\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"one\.py: no line .* `python one\.py`"):
        usage(program)
