"""A place in a program, as it is typed: ``FILE:LINE``, ``FILE:FUNCTION`` or ``MODULE:FUNCTION``.

What can be known without running anything is checked here, so that a slip of the finger ends in a
sentence at once and not in a program that ran to its end without being looked at.
"""

import ast
import keyword
import stat
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from configbench.errors import UserError, nearest

#: What a place may look like, for sentences.
FORMS = "FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"


@dataclass(frozen=True)
class Place:
    """Where a program is looked at.

    Attributes
    ----------
    file
        The source file, absolute and without symlinks; ``None`` if a module is named.
    module
        The dotted name of a module; ``None`` if a file is named.
    line
        A line of the file, counted from 1: the look comes before the statement that holds it runs.
    function
        The dotted name of a function, ``Class.method`` or ``outer.inner``: the look comes when it
        is entered.  Either this or a line is there.
    """

    file: Path | None = None
    module: str | None = None
    line: int | None = None
    function: str | None = None

    def __str__(self) -> str:
        home = self.module if self.file is None else self.file
        return f"{home}:{self.function if self.line is None else self.line}"

    @classmethod
    def parse(cls, text: str, cwd: Path) -> Self:
        """Read a place that a user typed.

        What ends in ``.py`` or has a slash is a file, which must be there.  Where this interpreter
        can parse it, the line must hold a statement and the function be defined; other grammar is
        left to the program's own interpreter.

        Parameters
        ----------
        text
            One of the three forms.
        cwd
            The folder that a relative file is looked for in.

        Raises
        ------
        UserError
            Naming the place, what is wrong and what was expected, with the nearest where there is.
        """
        home, _, spot = text.rpartition(":")
        if _names_file(text) and not _names_file(home):
            raise UserError(
                f"place {text!r} names a file alone: expected FILE:LINE or FILE:FUNCTION"
            )
        if not home or not spot:
            raise UserError(f"place {text!r}: expected {FORMS}")
        line = _line(text, spot)
        function = (
            None if line else _dotted(text, spot, "the name of a function, nor a line")
        )
        if not _names_file(home):
            if line:
                raise UserError(
                    f"place {text!r}: a line needs a file, and {home!r} neither ends in .py nor "
                    "has a slash: expected FILE:LINE"
                )
            return cls(
                module=_dotted(text, home, "the name of a module"), function=function
            )
        file = _existing(text, home, cwd)
        source = _Source.read(text, file)
        if source and line:
            source.check_line(text, line)
        if source and function:
            source.check_function(text, function)
        return cls(file=file, line=line, function=function)


def _names_file(home: str) -> bool:
    return home.endswith(".py") or "/" in home


def _line(text: str, spot: str) -> int | None:
    """Return the line that is named, if it is one."""
    if not (spot.isascii() and spot.isdigit()):
        return None
    try:
        line = int(spot)
    except ValueError:  # thousands of digits
        line = 0
    if line < 1:
        raise UserError(
            f"place {text!r}: {_short(spot)} is no line of a file, expected 1 or more"
        )
    return line


_SHOWN = 20


def _short(word: str) -> str:
    return repr(word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…")


def _dotted(text: str, name: str, what: str) -> str:
    """Return a dotted name as Python itself spells it; no expression, no keyword."""
    # The parser of Python puts every identifier into this form; so does what it defines.
    normal = unicodedata.normalize("NFKC", name)
    if not all(
        part.isidentifier() and not keyword.iskeyword(part)
        for part in normal.split(".")
    ):
        raise UserError(
            f"place {text!r}: {_short(name)} is not {what}, expected {FORMS}"
        )
    return normal


def _existing(text: str, home: str, cwd: Path) -> Path:
    """Return the file that is named, which is there and a regular one."""
    typed = cwd / home
    try:
        file = typed.resolve(strict=True)
        mode = file.stat().st_mode
    # A NUL, a lone surrogate; a circle of links raises RuntimeError before Python 3.13.
    except (OSError, ValueError, RuntimeError) as error:
        raise UserError(
            f"place {text!r}: there is no file {home!r}{_nearest_file(typed)}, expected {FORMS}"
        ) from error
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise UserError(f"place {text!r}: {home!r} is {kind}, expected a Python file")
    return file


def _nearest_file(typed: Path) -> str:
    try:
        known = [each.name for each in typed.parent.iterdir() if each.suffix == ".py"]
    except (OSError, ValueError):
        return ""
    return nearest(typed.name, known)


@dataclass(frozen=True)
class _Source:
    """A source file that this interpreter can parse."""

    lines: list[bytes]
    tree: ast.Module

    @classmethod
    def read(cls, text: str, file: Path) -> Self | None:
        """Return a file's source, or nothing if it cannot be parsed here."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UserError(
                f"place {text!r}: the file cannot be read: {error.strerror}"
            ) from error
        with warnings.catch_warnings():
            # The program's own interpreter warns of its escapes, if that is wanted.
            warnings.simplefilter("ignore")
            try:
                tree = ast.parse(content)
            # Newer or older grammar, a NUL, too deep for the parser.
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
        # Bytes are split where Python ends a line, and nowhere else (form feed, U+2028).
        return cls(content.splitlines(), tree)

    def check_line(self, text: str, line: int) -> None:
        """Refuse a line that holds no statement, and name the next that does."""
        spans = sorted(_spans(self.tree, self.lines))
        if any(first <= line <= last for first, last in spans):
            return
        starts = [first for first, _ in spans]
        if not starts:
            raise UserError(f"place {text!r}: the file holds no statement at all")
        after = min((first for first in starts if first > line), default=None)
        where = (
            f"the next is on line {after}"
            if after
            else f"the last is on line {starts[-1]}"
        )
        raise UserError(
            f"place {text!r}: line {line} holds no statement, expected one that does: {where}"
        )

    def check_function(self, text: str, function: str) -> None:
        """Refuse a function that is not defined here, and name the nearest."""
        found = list(_definitions(self.tree))
        known = [name for name, is_function in found if is_function]
        if function in known:
            return
        if (function, False) in found:
            inside = f"{function}.__init__"
            hint = f" such as {inside!r}" if inside in known else ""
            raise UserError(
                f"place {text!r}: {function!r} is a class, expected a function{hint}"
            )
        ends_so = [name for name in known if name.endswith(f".{function}")]
        hint = (
            f" (did you mean {ends_so[0]!r}?)" if ends_so else nearest(function, known)
        )
        raise UserError(
            f"place {text!r}: the file defines no function {function!r}{hint}"
        )


def _spans(tree: ast.Module, lines: list[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each statement; of a compound one, of its head."""
    for node in ast.walk(tree):
        docstring = _docstring(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt) and child is not docstring:
                yield _first(child), _last(child, lines)


def _docstring(node: ast.AST) -> ast.stmt | None:
    """Return the statement that is a docstring: nothing runs there."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if isinstance(node, holders) and ast.get_docstring(node, clean=False) is not None:
        return node.body[0]
    return None


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _last(statement: ast.stmt, lines: list[bytes]) -> int:
    if isinstance(statement, ast.Match):
        below = statement.cases[0].pattern.lineno
    elif body := getattr(statement, "body", []):
        below = _first(body[0])
    else:
        return statement.end_lineno or statement.lineno
    # The head ends above what it holds, where neither comments nor empty lines belong to it.
    last = max(statement.lineno, below - 1)
    while last > statement.lineno and _runs_nothing(lines[last - 1]):
        last -= 1
    return last


def _runs_nothing(line: bytes) -> bool:
    return not line.strip() or line.lstrip().startswith(b"#")


def _definitions(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Yield the dotted name of each function and class, and whether it is a function."""
    # Not by recursion: each `elif` is nested in the one before, and programs have thousands.
    waiting: list[tuple[ast.AST, str]] = [(tree, "")]
    for node, prefix in waiting:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = f"{prefix}{child.name}"
                yield name, not isinstance(child, ast.ClassDef)
                waiting.append((child, f"{name}."))
            elif isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                waiting.append((child, prefix))
