"""Comments that silence a finding: ``# configbench: ignore[CB101] old scripts type it``.

At a line of a statement it counts for the whole statement; alone on a line, for the next one.
"""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from configbench.audit.rules import BY_ID
from configbench.errors import UserError, known_name

_COMMENT = re.compile(r"#\s*configbench\s*:\s*(?P<what>.*)")
_IGNORE = re.compile(r"ignore\s*\[(?P<rules>[^\]]*)\](?P<reason>.*)")

FORM = "# configbench: ignore[CB101] REASON"

#: Tokens that end no statement and begin none.
_BETWEEN = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT}


@dataclass(frozen=True)
class Ignore:
    """One comment.

    Attributes
    ----------
    rules
        Ids.
    reason
        As written, never empty.
    line
        Where it stands, from 1.
    """

    rules: tuple[str, ...]
    reason: str
    line: int


def ignored(
    source: str, name: str = "", *, python: bool = True
) -> Mapping[int, Ignore]:
    r"""Return the comments of a source file by the lines, from 1, that each counts for.

    Parameters
    ----------
    source
        Its text.
    name
        What a sentence calls the file.
    python
        Whether it is Python; otherwise comments stand alone, or behind what they are about.

    Raises
    ------
    UserError
        If a comment names no rule that there is, or gives no reason.

    >>> ignored("x = 1  # configbench: ignore[CB101] typed by nobody")
    {1: Ignore(rules=('CB101',), reason='typed by nobody', line=1)}
    """
    if "configbench" not in source:
        return {}
    comments = _of_python(source) if python else _of_lines(source)
    found: dict[int, Ignore] = {}
    for comment, own, lines in comments:
        ignore = _read(comment, own, name)
        if ignore is None:
            continue
        for line in lines:
            # Of two at one statement, each counts first for its own line.
            found.setdefault(line, ignore)
        found[own if own in lines else lines[0]] = ignore
    return found


def _read(comment: str, line: int, name: str) -> Ignore | None:
    begun = _COMMENT.match(comment)
    if begun is None:
        return None
    where = f"{name or 'line'}:{line}" if name else f"line {line}"
    read = _IGNORE.match(begun["what"])
    if read is None:
        raise UserError(f"{where}: {begun[0][:60]!r}: expected {FORM}")
    rules = tuple(each.strip().upper() for each in read["rules"].split(","))
    for each in rules:
        try:
            known_name("rule", each, BY_ID)
        except UserError as error:
            raise UserError(f"{where}: {error}; expected {FORM}") from error
    reason = read["reason"].strip(" \t:-#")
    if not reason:
        raise UserError(f"{where}: {begun[0][:60]!r} gives no reason, expected {FORM}")
    return Ignore(rules, reason, line)


#: A comment, its line, and the lines that it counts for.
_Comment = tuple[str, int, range]


def _of_python(source: str) -> Iterator[_Comment]:
    """Yield the comments of a Python file; none of one that cannot be read as such."""
    try:
        tokens = [*tokenize.generate_tokens(io.StringIO(source).readline)]
    except (tokenize.TokenError, SyntaxError):
        return
    waiting: list[tuple[str, int]] = []
    first = 0
    for token in tokens:
        if token.type == tokenize.COMMENT and _COMMENT.match(token.string):
            waiting.append((token.string, token.start[0]))
        elif token.type == tokenize.NEWLINE:
            for comment, line in waiting:
                yield comment, line, range(first or line, token.start[0] + 1)
            waiting, first = [], 0
        elif token.type not in _BETWEEN and not first:
            first = token.start[0]


def _of_lines(source: str) -> Iterator[_Comment]:
    lines = source.splitlines()
    for number, line in enumerate(lines, start=1):
        found = re.search(r"(?:^|\s)(#\s*configbench\s*:.*)", line)
        if found is None:
            continue
        about = number
        if line.lstrip().startswith("#"):
            below = lines[number:]
            words = (
                at
                for at, each in enumerate(below, start=number + 1)
                if each.strip() and not each.lstrip().startswith("#")
            )
            about = next(words, number)
        yield found[1], number, range(about, about + 1)
