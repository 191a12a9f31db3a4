"""How values are written as text: four general grammars, and numbers as somebody has typed them.

``text`` knows no types: a word is what it is.  ``python`` is Python's literals, ``yaml`` YAML in
flow style, ``json`` JSON.  What is written exactly arrives as it was: ``"012"`` is quoted where it
would be a number.  What is *typed* is what somebody writes who does not think of that.
"""

import ast
import json
import math
import re
import threading
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar

from benchmarks.errors import UnsupportedError


class Numeral(str):
    """A number in the letters in which it was typed: ``3e-4``, ``1E5``, ``.5``."""

    __slots__ = ()


@dataclass(frozen=True)
class Style:
    """What a row's program has of its own in a grammar.

    Attributes
    ----------
    bare
        Text that is taken as it is where a literal is expected, unless it is one; of ``python``.
    infinity
        What ``python`` writes for infinity, which has no literal.
    tuples
        Whether ``python`` writes a tuple as one, and not as a list.
    separator
        What is typed between the items of a list.
    refused, escape
        Text that has no spelling, each pattern with the reason; patterns that are replaced in all
        other text, unless it is written bare.
    not_finite
        The reason why a number has no literal, where the row has one of its own.
    """

    bare: re.Pattern[str] | None = None
    infinity: str | None = None
    tuples: bool = True
    separator: str = ","
    refused: Mapping[re.Pattern[str], str] = field(default_factory=dict)
    escape: tuple[tuple[re.Pattern[str], str], ...] = ()
    not_finite: str = "no Python literal gives {value}"

    def escaped(self, text: str) -> str:
        """Return text in which all that would be read as something else is escaped.

        Raises
        ------
        UnsupportedError
            If that text has no spelling.
        """
        for pattern, reason in self.refused.items():
            if pattern.fullmatch(text):
                raise UnsupportedError(reason)
        for pattern, replacement in self.escape:
            text = pattern.sub(replacement, text)
        return text


class Grammar:
    """One way to write values; this one is ``text``.

    Attributes
    ----------
    words
        What is typed for None, True and False.
    """

    words: ClassVar[Mapping[object, str]] = MappingProxyType(
        {None: "none", True: "true", False: "false"}
    )

    def exact(self, value: object, style: Style) -> str:
        """Write a value so that it arrives.

        Raises
        ------
        UnsupportedError
            If it has no spelling.
        """
        return style.escaped(str(value))

    def typed(self, value: object, style: Style) -> str:
        """Write a value as it is typed by somebody who does not think of what is special in it."""
        if isinstance(value, str) and self._takes_words(style):
            return value
        return self._inside(value, style)

    def _takes_words(self, style: Style) -> bool:  # noqa: ARG002  of some grammars
        """Whether text needs no quotes, if nothing is special in it."""
        return True

    def _inside(self, value: object, style: Style) -> str:
        """Write what is typed inside another value, or where every text is quoted."""
        if value is None or isinstance(value, bool):
            return self.words[value]
        match value:
            case Numeral():
                return value
            case str():
                return self._text_inside(value)
            case dict():
                pairs = (
                    f"{self._text_inside(key)}: {self._inside(item, style)}"
                    for key, item in value.items()
                )
                return "{" + ", ".join(pairs) + "}"
            case list() | tuple():
                left, right = self._brackets(value, style)
                items = (self._inside(item, style) for item in value)
                return left + style.separator.join(items) + right
        try:
            return self.exact(value, style)
        except UnsupportedError:
            return str(value)  # a number without a literal, by its name: nan

    def _text_inside(self, text: str) -> str:
        return text

    def _brackets(self, value: object, style: Style) -> tuple[str, str]:  # noqa: ARG002
        return "[", "]"


class _Python(Grammar):
    words = MappingProxyType({None: "None", True: "True", False: "False"})

    def exact(self, value: object, style: Style) -> str:
        if isinstance(value, str):
            text = style.escaped(value)
            bare = style.bare is not None and style.bare.fullmatch(text)
            return text if bare and not is_python(text) else repr(text)
        return self._literal(value, style)

    def _literal(self, value: object, style: Style) -> str:
        match value:
            case float() if not math.isfinite(value):
                if math.isnan(value) or style.infinity is None:
                    raise UnsupportedError(style.not_finite.format(value=value))
                return style.infinity if value > 0 else f"-{style.infinity}"
            case dict():
                pairs = (
                    f"{key!r}: {self._literal(item, style)}"
                    for key, item in value.items()
                )
                return "{" + ", ".join(pairs) + "}"
            case tuple() if style.tuples:
                return (
                    "(" + "".join(f"{self._literal(each, style)}, " for each in value)
                ) + ")"
            case list() | tuple():
                items = (self._literal(item, style) for item in value)
                return "[" + ", ".join(items) + "]"
        return repr(value)

    def _takes_words(self, style: Style) -> bool:
        return style.bare is not None

    def _text_inside(self, text: str) -> str:
        return repr(text)

    def _brackets(self, value: object, style: Style) -> tuple[str, str]:
        return ("(", ")") if isinstance(value, tuple) and style.tuples else ("[", "]")


_FILTERS = threading.Lock()


@lru_cache(maxsize=4096)
def is_python(text: str) -> bool:
    """Whether ``ast.literal_eval`` takes a text, or fails on it other than by saying no."""
    try:
        # The filters are those of all threads.
        with _FILTERS, warnings.catch_warnings():
            # Of a number right before a word, or of an escape that there is not.
            warnings.simplefilter("ignore")
            ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    except (TypeError, MemoryError, RecursionError):
        return True
    return True


class _Yaml(Grammar):
    words = MappingProxyType({None: "null", True: "true", False: "false"})

    def exact(self, value: object, style: Style) -> str:
        if value is None or isinstance(value, bool):
            return self.words[value]
        match value:
            case float() if not math.isfinite(value):
                return repr(value).replace("inf", ".inf").replace("nan", ".nan")
            case int() | float():
                return repr(value)
            case dict():
                pairs = (
                    f"{self.exact(key, style)}: {self.exact(item, style)}"
                    for key, item in value.items()
                )
                return "{" + ", ".join(pairs) + "}"
            case list() | tuple():
                return "[" + ", ".join(self.exact(each, style) for each in value) + "]"
        text = str(value)
        return text if is_yaml_word(text) else yaml_quoted(style.escaped(text))

    def _text_inside(self, text: str) -> str:
        return text if is_yaml_word(text) else yaml_quoted(text)


#: Words that are no text in YAML 1.1.
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off"}
_YAML_BARE = re.compile(r"[A-Za-z_][\w./-]*", re.ASCII)


def is_yaml_word(text: str) -> bool:
    """Whether text needs no quotes in YAML, wherever it stands."""
    return bool(_YAML_BARE.fullmatch(text)) and text.lower() not in _YAML_WORDS


def yaml_quoted(text: str) -> str:
    """Write text between double quotes."""
    return '"' + "".join(map(_yaml_character, text)) + '"'


def _yaml_character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"


class _Json(Grammar):
    words = MappingProxyType({None: "null", True: "true", False: "false"})

    def exact(self, value: object, style: Style) -> str:  # noqa: ARG002  JSON has one
        return json.dumps(value, ensure_ascii=False)

    def _takes_words(self, style: Style) -> bool:  # noqa: ARG002  JSON has one
        return False

    def _text_inside(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)


GRAMMARS: Mapping[str, Grammar] = {
    "text": Grammar(),
    "python": _Python(),
    "yaml": _Yaml(),
    "json": _Json(),
}


# -- what is typed, as it stands in a file of ours -------------------------------------------------


def parse(text: str) -> object:
    """Read a Python literal in which a number keeps its letters, as a :class:`Numeral`.

    >>> parse("{'right': 2.0, 'wrong': .5}")
    {'right': '2.0', 'wrong': '.5'}

    Raises
    ------
    ValueError
        With one sentence that names the text, for anything else.
    """
    try:
        return _parsed(ast.parse(text, mode="eval").body, text)
    except (SyntaxError, _NoLiteralError) as error:
        raise ValueError(
            f"{text!r} is no literal of Python; text stands in quotes"
        ) from error


class _NoLiteralError(Exception):
    """An expression that is not typed on a command line."""


def _parsed(node: ast.expr, text: str) -> object:
    def items(nodes: Iterable[ast.expr]) -> list[object]:
        return [_parsed(each, text) for each in nodes]

    match node:
        case ast.Constant(value=None | bool() | str() as value):
            return value
        case (
            ast.Constant(value=int() | float())
            | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float()))
        ):
            return Numeral(ast.get_source_segment(text, node) or "")
        case ast.List(elts=nodes):
            return items(nodes)
        case ast.Tuple(elts=nodes):
            return tuple(items(nodes))
        case ast.Dict(keys=keys, values=values) if None not in keys:
            pairs = zip(keys, values, strict=True)
            return {
                ast.literal_eval(key): _parsed(value, text)
                for key, value in pairs
                if key is not None
            }
    raise _NoLiteralError(ast.dump(node))
