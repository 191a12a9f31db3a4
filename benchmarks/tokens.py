"""The tokens of Python source, the same on every interpreter, and the marks in its comments."""

import io
import re
import tokenize
from collections.abc import Iterator

#: What the lines below it are for, until the next one: ``# -- role``, alone on its line.
MARK = re.compile(r"^\s*#\s*--\s*(\w+)\s*$", re.MULTILINE)


def tokens(source: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens of Python source; an f-string is one, as any string.

    Python 3.12 and newer take it apart, and a count must not hang on the interpreter.
    """
    lines = list(io.StringIO(source))
    opened: list[tuple[int, int]] = []  # where the f-strings began that are open
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind.endswith("STRING_START"):
            opened.append(token.start)
        elif kind.endswith("STRING_END"):
            start = opened.pop()
            if not opened:
                text = _between(lines, start, token.end)
                yield token._replace(type=tokenize.STRING, string=text, start=start)
        elif not opened:
            yield token


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the text from one place to another: lines from 1, columns from 0."""
    rows = lines[start[0] - 1 : end[0]]
    rows[-1] = rows[-1][: end[1]]
    return "".join(rows)[start[1] :]
