"""Lines of code: what a program and its config files take, by the job that the lines do.

Python is counted as one formatter lays it out (``ruff format`` with this repository's settings), so
nobody wins by long lines.  A *code line* holds at least one token that is neither comment nor
docstring, that below an attribute included; a config line holds anything but blanks and a comment.

The *help* role is what would disappear if nobody explained an option: ``help=`` arguments are cut
from the source, it is formatted again, and the difference counts as help, beside whatever
stands under a ``# -- help`` mark.  Lines of help are a service; the headline leaves them out.
"""

import ast
import re
import subprocess
import tokenize
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruff.__main__ import find_ruff_bin

from benchmarks import stored_facts
from benchmarks.category import Category, Stored, one_by_one
from benchmarks.cells import Case, Judgement
from benchmarks.errors import ProgramError
from benchmarks.outcomes import Outcome
from benchmarks.paths import ROOT, files_below
from benchmarks.registry import Adapter
from benchmarks.tokens import MARK, tokens

#: Roles that a ``# -- role`` mark may name; what stands under none of them is ``other``.
ROLES = ("declare", "load", "wire", "save", "restore", "main", "help")

_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
    tokenize.ENCODING,
}


#: Found before there are threads: it asks `sysconfig`, which answers nothing while another asks.
_RUFF = find_ruff_bin()


@cache
def formatted(source: str) -> str:
    """Return Python source as the one formatter lays it out; asked once for each text.

    Raises
    ------
    ProgramError
        If it is not Python.
    """
    # One program for all: the repository's settings, not those beside the file.
    command = [_RUFF, "format", "--quiet", "--isolated"]
    settings = ["line-length=88", "format.skip-magic-trailing-comma=true"]
    for setting in settings:
        command += ["--config", setting]
    done = subprocess.run(  # noqa: S603  our own fixed command
        [*command, "-"],
        input=source,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise ProgramError(f"the formatter refuses the program: {done.stderr.strip()}")
    return done.stdout


def code_lines(source: str) -> dict[int, list[str]]:
    """Return the tokens that are code, by the number of each line that they stand on."""
    docstrings = _docstring_lines(source)
    found: dict[int, list[str]] = {}
    for token in tokens(source):
        if token.type in _NO_CODE:
            continue
        for line in range(token.start[0], token.end[0] + 1):
            if line in docstrings and token.type == tokenize.STRING:
                continue
            # A token of several lines makes each a code line, but is one token.
            found.setdefault(line, [])
            if line == token.start[0]:
                found[line].append(token.string)
    return found


def _docstring_lines(source: str) -> set[int]:
    """Return the lines of docstrings: of modules, classes, functions, and under attributes."""
    lines: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        for text in _docstrings(node):
            lines |= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return lines


def _docstrings(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield a node's own docstring and those directly below its attributes.

    What stands below an attribute of a class or a module explains it to Sphinx, and to the
    libraries that make a help of it: it is help as that of a function is, and declares nothing.
    """
    if not isinstance(
        node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    ):
        return
    if node.body and _is_text(node.body[0]):
        yield node.body[0]
    if isinstance(node, ast.Module | ast.ClassDef):
        for attribute, below in pairwise(node.body):
            if isinstance(attribute, ast.Assign | ast.AnnAssign) and _is_text(below):
                yield below


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def count_roles(source: str) -> Counter[str]:
    """Count the code lines of a program by role; ``help`` holds what explaining costs.

    The sum is the number of code lines of the formatted source.  Code that is more than text does
    not become help by a mark: it is counted as *other*.
    """
    whole, _ = _by_role(formatted(source))
    counted, _ = _by_role(formatted(without_help(source)))
    counted["help"] += sum(whole.values()) - sum(counted.values())
    return counted


def hidden(source: str) -> int:
    """Count the code lines that a mark claims as help, and that are more than text."""
    _, found = _by_role(formatted(source))
    return found


def roles(source: str) -> dict[int, str]:
    """Return what each line of a program is for, by its number: marks stick until the next."""
    role, found = "other", {}
    for number, text in enumerate(source.splitlines(), 1):
        if mark := MARK.match(text):
            role = mark[1] if mark[1] in ROLES else "other"
        found[number] = role
    return found


def _by_role(source: str) -> tuple[Counter[str], int]:
    counted, hidden_lines = Counter[str](), 0
    texts, role_of = _text_lines(source), roles(source)
    for number in code_lines(source):
        role = role_of[number]
        if role == "help" and number not in texts:
            hidden_lines += 1
            role = "other"
        counted[role] += 1
    return counted, hidden_lines


def _text_lines(source: str) -> set[int]:
    """Return the lines of top-level assignments of nothing but constants: help texts."""
    allowed = (
        ast.Constant,
        ast.Dict,
        ast.List,
        ast.Tuple,
        ast.JoinedStr,
        ast.expr_context,
    )
    lines: set[int] = set()
    for node in ast.parse(source).body:
        if (
            not isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)
            or node.value is None
        ):
            continue
        if all(isinstance(part, allowed) for part in ast.walk(node.value)):
            lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines


def without_help(source: str) -> str:
    """Cut ``help=…`` arguments and ``"help": …`` entries out of Python source."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int | None, column: int | None) -> int:
        return starts[(line or 1) - 1] + (column or 0)

    cuts: list[tuple[int, int]] = []
    for node in ast.walk(ast.parse(source)):
        items: list[tuple[int, int, bool]] = []
        if isinstance(node, ast.Call):
            arguments: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
            for each in arguments:
                is_help = isinstance(each, ast.keyword) and each.arg == "help"
                start = offset(each.lineno, each.col_offset)
                items.append(
                    (start, offset(each.end_lineno, each.end_col_offset), is_help)
                )
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                is_help = isinstance(key, ast.Constant) and key.value == "help"
                first: ast.expr = key or value
                start = offset(first.lineno, first.col_offset)
                end = offset(value.end_lineno, value.end_col_offset)
                items.append((start, end, is_help))
        items.sort()
        for index, (start, end, is_help) in enumerate(items):
            if not is_help:
                continue
            if index:
                cuts.append((items[index - 1][1], end))
            elif len(items) > 1:
                cuts.append((start, items[1][0]))
            else:
                cuts.append((start, end))
    content = source.encode()
    for start, end in sorted(cuts, reverse=True):
        content = content[:start] + content[end:]
    return content.decode()


def python_tokens(source: str) -> int:
    """Count the tokens of Python source that are code."""
    return sum(len(tokens) for tokens in code_lines(source).values())


def config_lines(text: str, suffix: str = "") -> int:
    """Count the lines of a config file that :func:`written` gives."""
    return len(written(text, suffix))


def config_tokens(text: str, suffix: str = "") -> int:
    """Count words, numbers and punctuation marks of a config file, comments left aside."""
    if suffix == ".py":
        return python_tokens(text)
    return sum(len(re.findall(r"[\w.]+|[^\w\s]", line)) for line in written(text))


def written(text: str, suffix: str = "") -> list[str]:
    """Return the lines of a YAML, INI, TOML or JSON file that are neither blank nor comment.

    Of a file in Python, by its suffix, no docstring counts either, as in a program.
    """
    lines = text.splitlines()
    if suffix == ".py":
        return [lines[number - 1] for number in sorted(code_lines(text))]
    return [each for each in lines if each.strip() and each.strip()[0] not in "#;"]


# -- the category ---------------------------------------------------------------------------------


def count(row: Adapter) -> dict[str, Any]:
    """Count the lines and tokens of a row's program and config files.

    Returns
    -------
    dict
        ``total``: all lines without help; ``python``, ``config``, ``help``: their parts;
        ``roles``: Python lines by role, help included in its own; ``hidden``: lines that a mark
        claims as help, and that are none; ``tokens``: of the same text as ``total``; ``files``:
        lines of each file.

    Raises
    ------
    ProgramError
        If the program is not Python.
    """
    source = row.program.read_text(encoding="utf-8")
    by_role = count_roles(source)
    python = sum(by_role.values())
    texts = {row.laid_out(path): path.read_text("utf-8") for path in config_files(row)}
    files = {str(path): config_lines(text, path.suffix) for path, text in texts.items()}
    tokens = python_tokens(formatted(without_help(source)))
    return {
        "total": python - by_role["help"] + sum(files.values()),
        "python": python - by_role["help"],
        "config": sum(files.values()),
        "help": by_role["help"],
        "roles": dict(by_role),
        "hidden": hidden(source),
        "tokens": tokens
        + sum(config_tokens(text, path.suffix) for path, text in texts.items()),
        "files": {"train.py": python, **files},
    }


def config_files(row: Adapter) -> list[Path]:
    """Return the config files of a row, in a stable order."""
    return [*files_below(row.configs)] if row.configs else []


def judge(_: Case, counted: dict[str, Any]) -> Judgement:
    """Publish what was counted: no number of lines is wrong."""
    return Judgement(Outcome.RIGHT, "", counted)


def again(stored: Stored) -> Iterator[Judgement]:
    """Count a row's files again, if they are as they were; else add up what is stored."""
    cell = stored.cell
    if stored_facts.bare(cell):
        return
    if stored.row is not None:
        if stored.name not in stored.worked:
            stored.worked[stored.name] = count(stored.row)
        yield judge(stored.case, stored.worked[stored.name])
        return
    python = sum(cell["roles"].values())
    config = sum(cell["files"].values()) - python
    yield judge(
        stored.case,
        {
            "total": python - cell["roles"]["help"] + config,
            "python": python - cell["roles"]["help"],
            "config": config,
            "help": cell["roles"]["help"],
        },
    )


CASES = {"total": Case("total", intent="The whole program, without its help texts.")}

CATEGORY = Category(
    name="lines",
    question=(
        "How many lines does a program need that uses the library, and what "
        "are they for?"
    ),
    cases=lambda _: CASES,
    measure=one_by_one(lambda _: CASES, lambda row, _: count(row)),
    judge=judge,
    again=again,
    seconds=lambda order: 0.1 * len(order.rows),
    looks=False,
)
