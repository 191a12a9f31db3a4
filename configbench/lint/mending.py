"""Safe mends: words that did what they say go on doing so, and all else of a file stays."""

import ast
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from configbench import whole_files
from configbench.audit.source.trees import parsed
from configbench.lint.model import CONVERTER, Edit, Found
from configbench.lint.module import Module
from configbench.lint.yamls.documents import Document

#: What reads words for yes and no.  The empty word has been no to ``bool``, and stays it.
_SOURCE = '''\
def {name}(text):
    """Read a word for yes or no."""
    word = text.strip().lower()
    if word in {{"1", "true", "t", "yes", "y", "on"}}:
        return True
    if word in {{"0", "false", "f", "no", "n", "off", ""}}:
        return False
    raise ValueError(text)
'''
_NAMES = ("to_bool", "yes_or_no", "read_bool")


def mended(source: Module | Document, found: Iterable[Found]) -> str:
    """Return the text of a file with the mends of what was found in it."""
    edits = [*_apart(edit for each in found for edit in each.mend)]
    if isinstance(source, Module):
        return _of_python(source, edits)
    return applied(source.text, edits)


def _of_python(module: Module, edits: list[Edit]) -> str:
    if any(CONVERTER in each.text for each in edits):
        name, needed = _converter(module, edits[0].first)
        edits = (
            []
            if name is None
            else [
                Edit(each.first, each.last, each.text.replace(CONVERTER, name))
                for each in edits
            ]
            + needed
        )
    text = applied(module.text.text, edits)
    # What a mend breaks is never written.
    return text if parsed(text) is not None else module.text.text


def possible(module: Module, found: Iterable[Found]) -> list[Found]:
    """Return what was found, without mends that have no place in the module."""
    whole = [*found]
    needing = [
        each for each in whole if any(CONVERTER in one.text for one in each.mend)
    ]
    if not needing or _converter(module, needing[0].mend[0].first)[0] is not None:
        return whole
    return [replace(each, mend=()) if each in needing else each for each in whole]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with pieces of it replaced, none of which overlap."""
    for each in sorted(edits, reverse=True):
        text = text[: each.first] + each.text + text[each.last :]
    return text


def diff(file: Path, before: str, after: str) -> str:
    """Return the difference of two texts of a file, as `patch` reads it."""
    return "".join(
        difflib.unified_diff(_lines(before), _lines(after), f"a/{file}", f"b/{file}")
    )


def write(file: Path, text: str) -> None:
    """Write a file whole, or leave it as it was.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    whole_files.write(file, text)


def _lines(text: str) -> list[str]:
    whole = text.split("\n")
    end = f"{whole[-1]}\n\\ No newline at end of file\n" if whole[-1] else ""
    return [*(f"{each}\n" for each in whole[:-1]), *([end] if end else [])]


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits that do not overlap, each once."""
    last = -1
    for each in sorted(set(edits)):
        if each.first >= last:
            last = max(each.last, each.first + 1)
            yield each


def _converter(module: Module, used: int) -> tuple[str | None, list[Edit]]:
    """Return the name of a function that reads words, and what puts it into the module.

    None where it has no place: in front of all that may use it, behind the imports.
    """
    for each in module.tree.module.body:
        if (
            isinstance(each, ast.FunctionDef)
            and each.name in _NAMES
            and module.begin(each) < used
            and ast.dump(each)
            == ast.dump(ast.parse(_SOURCE.format(name=each.name)).body[0])
        ):
            return each.name, []
    taken = module.names.all
    name = next((each for each in _NAMES if each not in taken), None)
    at = _place(module)
    if name is None or at is None or module.names.has_stars:
        return None, []
    source = _SOURCE.format(name=name)
    below = module.text.text[at:]
    blanks = below[: len(below) - len(below.lstrip("\r\n"))].count("\n")
    text = ("\n\n" if at else "") + source + "\n" * max(0, 2 - blanks)
    return name, [Edit(at, at, text.replace("\n", module.text.newline))]


def _place(module: Module) -> int | None:
    """Return where the line behind the imports at the top of a module begins."""
    body = module.tree.module.body
    leading = 0
    for leading, each in enumerate(body):  # noqa: B007  what is counted is used below
        if not _is_leading(each):
            break
    first = body[leading]
    if not leading:
        return module.text.starts[_first_line(first) - 1]
    last = body[leading - 1].end_lineno or 0
    if last >= _first_line(first) or last >= len(module.text.starts):
        return None
    return module.text.starts[last]


def _is_leading(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
    return False


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min(
        statement.lineno, *(each.lineno for each in decorators), statement.lineno
    )
