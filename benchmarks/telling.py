"""What of a row's file can matter to a measurement: that is hashed, and nothing else.

A comment that is mended, or a blank line, makes no measured cell stale.
"""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from benchmarks.tokens import MARK, tokens

#: Comments that the formatter obeys, after which lines are counted.
_FOR_THE_FORMATTER = re.compile(r"#\s*fmt\s*:")

#: Tokens that stand for layout: no text of a program is equal to one of these.
_COMMENT, _BREAK = "\1comment", "\1break"
_LAYOUT = {tokenize.INDENT: "\1in", tokenize.DEDENT: "\1out", tokenize.NEWLINE: "\1end"}

_OPENING, _CLOSING = {"(", "[", "{"}, {")", "]", "}"}


def telling(name: str, content: bytes) -> bytes:
    """Return what can matter of a file of this name; pure.

    Of Python, every token and where a statement is broken into lines; the marks among the comments,
    and of a comment beside code that there is one, for the formatter heeds it.  Of TOML what it
    says, in its order, of ``adapter.toml`` without what is told people alone or heeded by one
    category.  Of anything else, and of what cannot be read, every byte.
    """
    whole = Path(name).name == "adapter.toml"
    read = _adapter if whole else _READ.get(Path(name).suffix)
    if read is None:
        return content
    try:
        return read(content)
    except (ValueError, SyntaxError, RecursionError, MemoryError, tokenize.TokenError):
        return content


# A file is hashed for its row, and again for each category with files of its own.
_remembered = lru_cache(maxsize=1024)


@_remembered
def _toml(content: bytes, left_out: Collection[str] = ()) -> bytes:
    # Not sorted: of several patterns that fit, the first one counts.
    table = tomllib.loads(content.decode())
    return repr({k: v for k, v in table.items() if k not in left_out}).encode()


#: What of ``adapter.toml`` one category alone heeds, which says so (``Category.own_keys``).
HEEDED = frozenset({"comes_with"})

#: What of it leaves every outcome as it is: what tells who answers for a cell, or how people may
#: read a row.
TOLD = frozenset(
    {"library", "pieces", "best_for", "beware", "example"}
    | {"reviewed_by", "reviewed_at", "objections"}
)


def _adapter(content: bytes) -> bytes:
    return _toml(content, TOLD | HEEDED)


@_remembered
def _python(content: bytes) -> bytes:
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    source = content.decode(encoding)
    # Interpreters differ in what they take for tokens of a text that is no program.
    ast.parse(source)
    return "\0".join([encoding, *_heeded(source)]).encode("utf-8", "surrogatepass")


def _heeded(source: str) -> Iterator[str]:
    lines = source.split("\n")
    depth = coded = 0  # how many brackets are open; the last line with code on it
    inside = False  # whether a statement has begun
    for token in tokens(source):
        row = token.start[0]
        if token.type == tokenize.COMMENT:
            alone = coded != row
            marked = alone and MARK.match(lines[row - 1])
            if marked or _FOR_THE_FORMATTER.match(token.string):
                yield token.string
            elif depth or not alone:
                yield _COMMENT
        elif token.type in _LAYOUT:
            inside = False
            yield _LAYOUT[token.type]
        elif token.type not in {tokenize.NL, tokenize.ENDMARKER}:
            if inside and row != coded:
                yield _BREAK
            inside, coded = True, token.end[0]
            depth += (token.string in _OPENING) - (token.string in _CLOSING)
            yield token.string


_READ: Mapping[str, Callable[[bytes], bytes]] = {".py": _python, ".toml": _toml}
