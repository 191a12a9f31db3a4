"""What one file of a program names of others: imports, and texts that may be paths or modules."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from configbench.audit.source.imports import Import, imports
from configbench.audit.source.trees import parsed

#: Longest text that is taken for a name, in characters, and for a file that names others, in bytes.
_LONGEST, _MOST = 255, 1_000_000

#: Where these stand, modules are imported whose names are put together.
_BY_NAME = re.compile(
    rb"import_module|__import__|find_spec|run_module|run_path|_target_|get_class"
)
#: And where these stand, all that lie in a folder.
_WHOLE = re.compile(rb"iter_modules|walk_packages|__path__|\.glob\(|listdir|scandir")
#: What looks for modules elsewhere.
_SEARCHES = re.compile(rb"sys\.path|site\.addsitedir|PYTHONPATH")

_WORD = re.compile(r"[\w./\-]+")


@dataclass(frozen=True)
class Mentions:
    """What a file names.

    Attributes
    ----------
    imports
        Of Python.
    texts
        That may be paths, or dotted names of modules.
    by_name
        Whether modules are imported by texts.
    whole
        Whether whatever lies in its folder may be.
    searches
        Whether modules are looked for in other folders, too.
    """

    imports: tuple[Import, ...] = ()
    texts: tuple[str, ...] = ()
    by_name: bool = False
    whole: bool = False
    searches: bool = False


@lru_cache(maxsize=8192)
def mentions(content: bytes, suffix: str) -> Mentions:
    """Return what a file names, by its content and the end of its name.

    What cannot be parsed is searched as a text, whatever it is.
    """
    if len(content) > _MOST:
        return Mentions()
    flags = [bool(each.search(content)) for each in (_BY_NAME, _WHOLE, _SEARCHES)]
    if is_python(content, suffix):
        tree = parsed(content)
        if tree is not None:
            nodes = [*ast.walk(tree)]
            return Mentions(
                tuple(dict.fromkeys(imports(nodes))),
                tuple(dict.fromkeys(_texts(nodes))),
                *flags,
            )
    words = _WORD.findall(content.decode("utf-8", "replace"))
    return Mentions((), tuple(dict.fromkeys(filter(_is_name, words))), *flags)


def is_python(content: bytes, suffix: str) -> bool:
    """Whether a file is read by Python, by its name or its first line."""
    first = content[:100].partition(b"\n")[0]
    return suffix in {".py", ".pyw", ".ipy"} or (
        first.startswith(b"#!") and b"python" in first
    )


def _texts(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if _is_name(text):
                yield text


def _is_name(text: str) -> bool:
    """Whether a text may be a path or a module: of one line, and no option."""
    return (
        0 < len(text) <= _LONGEST
        and text.isprintable()
        and not text.startswith("-")
        and text.strip("./ ") != ""
        and len(PurePath(text).name) <= _LONGEST
    )
