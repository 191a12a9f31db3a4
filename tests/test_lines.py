"""Counting lines: what is code, whose job it is, and what explaining costs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pygount  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.categories.lines import (
    CATEGORY,
    code_lines,
    config_lines,
    count_roles,
    formatted,
    hidden,
    python_tokens,
    without_help,
)
from benchmarks.errors import ProgramError
from benchmarks.paths import ROOT
from tests.cells import measured

SOURCE = '''"""Docstring
of two lines."""

import argparse  # a comment

# -- declare
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3, help="a long text that explains the rate")


# -- load
def load():
    """A docstring."""
    text = """two
lines"""
    return parser.parse_args(), text
'''


def test_docstrings_and_comments_are_not_code() -> None:
    """A string that is a value counts, on each of its lines; a docstring does not."""
    assert sorted(code_lines(SOURCE)) == [4, 7, 8, 12, 14, 15, 16]


def test_a_config_file_in_python_counts_as_a_program_does() -> None:
    """No docstring of it is a setting; what another format has in quotes is one."""
    assert config_lines(SOURCE, ".py") == 7
    assert config_lines('"""a"""\n\n; b\n  # c\nd: e\n') == 2


DECLARED = '''@dataclass
class Config:
    """The settings."""

    lr: float = 1e-3
    """Learning rate,
    above 0."""
    betas: tuple[float, float]
    "Decay."
    """Not below an attribute."""

    def check(self):
        low = 0
        """Below a variable of a function."""
        return low


SEED = 1
"""Of everything."""
if SEED:
    OTHER = 2
    """Within a block."""
'''


def test_a_docstring_under_an_attribute_is_one() -> None:
    """It explains a setting of a class or a module; any other bare string is code, as it was."""
    lines = [1, 2, 5, 8, 10, 12, 13, 14, 15, 18, 20, 21, 22]
    assert sorted(code_lines(DECLARED)) == lines


def test_explaining_attributes_costs_no_declaration() -> None:
    """Lines by role and tokens are those of the class without its texts."""
    bare = "# -- declare\nclass Config:\n    lr: float = 0.1\n    seed: int = 1\n"
    told = re.sub(r"(?m)^(    .*)$", r'\1\n    """Of\n    two lines."""\n', bare)
    assert count_roles(told) == count_roles(bare) == {"declare": 3, "help": 0}
    assert python_tokens(told) == python_tokens(bare)


def test_lines_belong_to_the_mark_above_them() -> None:
    """A role sticks until the next mark; what stands before any mark is other."""
    roles = count_roles(SOURCE)
    assert roles == {"other": 1, "declare": 2, "load": 4, "help": 2}


def test_a_mark_can_move_a_line_and_never_hide_it() -> None:
    """The sum over the roles is the same whatever the marks say, known or unknown."""
    total = sum(count_roles(SOURCE).values())
    for mark in ("wire", "hidden", "help", "nothing", ""):
        moved = SOURCE.replace("# -- declare", f"# -- {mark}")
        assert sum(count_roles(moved).values()) == total


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('f("x", help="h")', 'f("x")'),
        ('f(help="h", type=int)', "f(type=int)"),
        ('f(help="h")', "f()"),
        ('f("x", help="a" "b", type=int)', 'f("x", type=int)'),
        ('f(metadata={"help": "h"})', "f(metadata={})"),
        ('f(metadata={"help": "h", "x": 1})', 'f(metadata={"x": 1})'),
        ('f("é", help="ü", x=g(help="ö"))', 'f("é", x=g())'),
        ("f(helper=1)", "f(helper=1)"),
    ],
)
def test_help_is_cut_wherever_it_stands(source: str, bare: str) -> None:
    """Keyword arguments and metadata entries called help go; everything else stays."""
    assert without_help(source) == bare


def test_code_under_a_mark_of_help_is_told() -> None:
    """It is counted as what it is, and every line of it is told; texts may stand there."""
    source = "# -- help\nTEXT = 'a long text'\nparser = build()\nparser.run()\n"
    assert hidden(source) == 2
    assert count_roles(source) == {"help": 1, "other": 2}


def test_layout_does_not_change_the_count() -> None:
    """One formatter decides: the same program on fewer, longer lines counts the same."""
    squeezed = SOURCE.replace(
        "    return parser.parse_args(), text",
        "    return (parser\n.parse_args(),\n text,\n)",
    )
    assert count_roles(squeezed) == count_roles(SOURCE)


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        ('f"{a}"', {1: ['f"{a}"']}),
        ('(rf"{a!r:>{width}} {{}}", 1)', {1: ["(", 'rf"{a!r:>{width}} {{}}"', ",", "1", ")"]}),
        ("""f"a {f'{b}'} c" + 'd'""", {1: ["""f"a {f'{b}'} c\"""", "+", "'d'"]}),
        ("f'''é\n{a}\n''' % b", {1: ["f'''é\n{a}\n'''"], 2: [], 3: ["%", "b"]}),
        ('"a" f"b{c}"', {1: ['"a"', 'f"b{c}"']}),
    ],
)  # fmt: skip
def test_a_string_is_one_token_on_every_python(
    source: str, tokens: dict[int, list[str]]
) -> None:
    """Python 3.12 takes f-strings apart; a count does not."""
    assert code_lines(source) == tokens


#: Formats in six threads that begin at once, as units that are measured beside each other do.
AT_ONCE = """
import threading
from benchmarks.categories.lines import formatted
begin, done = threading.Barrier(6), []
def one(number):
    begin.wait()
    assert formatted(f"x={number}") == f"x = {number}\\n"
    done.append(number)
threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(done))
"""


def test_units_beside_each_other_are_formatted() -> None:
    """The first of a process, too: where ruff lies is asked before there are threads."""
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[0, 1, 2, 3, 4, 5]\n", done.stderr


def test_what_is_no_python_is_told() -> None:
    """A program that does not parse gives the formatter's sentence."""
    with pytest.raises(ProgramError, match="formatter refuses"):
        formatted("def (")


@given(
    st.lists(st.sampled_from(["a: 1", "", "  ", "# c", "; c", "- x  # c"]), max_size=9)
)
def test_config_lines_are_neither_blank_nor_comment(lines: list[str]) -> None:
    """Config files count by what is neither blank nor a comment."""
    expected = sum(line in {"a: 1", "- x  # c"} for line in lines)
    assert config_lines("\n".join(lines)) == expected


@pytest.mark.parametrize("name", registry.names())
def test_an_independent_counter_agrees(name: str) -> None:
    """Pygount counts the same, file by file, but for lines of nothing but brackets.

    And it takes for a text what stands below an attribute, and is its docstring.
    """
    adapter = registry.find(name)
    cell = measured(CATEGORY, adapter)["total"]
    source = formatted(adapter.program.read_text(encoding="utf-8"))
    brackets = sum(
        all(token in {"(", ")", "[", "]", "{", "}", ",", ":"} for token in tokens)
        for tokens in code_lines(source).values()
        if tokens
    )
    explained = sum(
        node.end_lineno - node.lineno + 1
        for owner in ast.walk(ast.parse(source))
        if isinstance(owner, ast.ClassDef)
        for node in owner.body[1:]
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and node.end_lineno
    )
    ours = cell["python"] + cell["help"] - brackets
    assert ours == counted(adapter.program) - explained
    root = adapter.folder.parent.parent
    for file, lines in cell["files"].items():
        if file.startswith("configs/"):
            assert lines == counted(root / file)


def counted(path: Path) -> int:
    """Return pygount's code lines of a file; it knows no Gin, whose comments are Python's."""
    known = path.with_suffix(".py") if path.suffix == ".gin" else path
    with path.open("rb") as file:
        analysis = pygount.SourceAnalysis.from_file(
            str(known), "adapters", file_handle=file
        )
    return int(analysis.code_count + analysis.string_count)
