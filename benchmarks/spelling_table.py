"""Reads the table ``[spelling]`` of a row's ``adapter.toml``: templates and their options."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import core
from benchmarks.config_files import FORMATS
from benchmarks.errors import RowError
from benchmarks.forms import (
    ANY_TABLE,
    PAGE,
    TEXT,
    Form,
    check,
    is_list,
    is_table,
    is_text,
    one_of,
)
from benchmarks.literals import GRAMMARS, Style
from benchmarks.spelling import FIELD, REASONS, Files, Spelling, Template
from configbench.errors import nearest


def _is_said(text: object) -> bool:
    return is_text(text) and bool(str(text).strip())


_TEMPLATES: Form = (
    "words with fields, or a list of such",
    lambda v: _is_said(v) or (bool(v) and is_list(v, _is_said)),
)
_YES: Form = ("true or false", lambda v: isinstance(v, bool))


def _is_pattern(text: object, put: object = "") -> bool:
    """Whether a text is a regular expression, and another what may be put where it fits."""
    if not (is_text(text) and is_text(put)):
        return False
    try:
        re.compile(str(text)).sub(str(put), "")
    except (re.error, IndexError, OverflowError, RecursionError):
        return False
    return True


_PATTERN: Form = ("a regular expression", _is_pattern)
_SLOTS: Form = (
    f"a list of {', '.join(core.SLOTS)}",
    lambda v: is_list(v, lambda slot: is_text(slot) and slot in core.SLOTS),
)

#: The kinds of templates, with the fields that each may have.
_ANY = (*("path", "name", "flag"), *GRAMMARS)
#: What knows no types writes no lists.
_LITERAL = tuple(name for name in _ANY if name != "text")
_KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("set", "member", "part", "subcommand", "list_of_one", "item"), _ANY
    ),
    **dict.fromkeys(("true", "false", "none", "empty_list"), ("path", "name", "flag")),
    **dict.fromkeys(("list", "tuple"), (*_LITERAL, "items")),
    "mapping": (*_LITERAL, "entries"),
    "entry": (*_ANY, "key"),
}

_FORMS: Mapping[str, Form] = {
    **dict.fromkeys(_KINDS, _TEMPLATES),
    "saved": (
        "a pattern below the working folder",
        lambda v: is_text(v) and is_below(v),
    ),
    **dict.fromkeys(
        ("restore", "no_part", "unsectioned", "separator", "infinity"), TEXT
    ),
    **dict.fromkeys(("option", "option_in_list", "refused_item", "bare"), _PATTERN),
    **dict.fromkeys(("merges", "adds", "choice_first", "tuples"), _YES),
    "enum": one_of(("name", "value")),
    "quoted": one_of(("word", "value")),
    "subcommands": _SLOTS,
    "owners": (
        "a table of names by the names that choices have",
        lambda v: is_table(v) and all(map(is_text, v.values())),
    ),
    "refused": (
        "a table of reasons by regular expression",
        lambda v: is_table(v) and all(map(_is_pattern, v)),
    ),
    "escape": (
        "a list of [regular expression, replacement]",
        lambda v: is_list(
            v,
            lambda pair: is_list(pair) and len(pair) == 2 and _is_pattern(*pair),  # noqa: PLR2004  a pair
        ),
    ),
    "reasons": (
        f"a table of sentences by {', '.join((*REASONS, 'true', 'false', 'not_finite'))}",
        lambda v: is_table(v) and v.keys() <= {*REASONS, "true", "false", "not_finite"},
    ),
    "file": ANY_TABLE,
    "statements": PAGE,
}

_FILE_FORMS: Mapping[str, Form] = {
    "format": one_of(FORMATS),
    **dict.fromkeys(("name", "line", "head", "part", "true", "false", "none"), TEXT),
}


def read(path: Path, table: Mapping[str, Any]) -> Spelling:
    """Read the table ``[spelling]`` of a file.

    Raises
    ------
    RowError
        If it is malformed; the sentence names file, key, value and expected form.
    """
    check(path, table, _FORMS, inside="spelling")
    if "{entries}" in str(table.get("mapping")) and "entry" not in table:
        form, _ = _FORMS["entry"]
        raise RowError(f"{path}: spelling.entry is missing; expected {form}")
    if {"file", "statements"} <= table.keys():
        raise RowError(
            f"{path}: spelling.statements is of other files than {', '.join(FORMATS)}; "
            "expected no spelling.file beside it"
        )
    restore = _template(path, "restore", table.get("restore", ""), tuple(GRAMMARS))
    said: dict[str, Any] = {
        key: table[key]
        for key in (
            *("saved", "no_part", "enum", "unsectioned", "owners", "quoted", "reasons"),
            *("merges", "adds", "choice_first", "statements"),
        )
        if key in table
    }
    for key in ("option", "option_in_list", "refused_item"):
        if key in table:
            said[key] = re.compile(table[key], re.DOTALL)
    return Spelling(
        restore=restore[0],
        templates={
            kind: tuple(
                template
                for text in _listed(table[kind])
                for template in _template(path, kind, text, fields)
            )
            for kind, fields in _KINDS.items()
            if kind in table
        },
        subcommands=tuple(table.get("subcommands", ())),
        style=_style(table),
        files=_files(path, table["file"], restore[0]) if "file" in table else None,
        **said,
    )


def _style(table: Mapping[str, Any]) -> Style:
    """Return what the table says of literals."""
    said: dict[str, Any] = {
        key: table[key] for key in ("infinity", "tuples", "separator") if key in table
    }
    if "bare" in table:
        said["bare"] = re.compile(table["bare"], re.DOTALL | re.ASCII)
    if reason := table.get("reasons", {}).get("not_finite"):
        said["not_finite"] = reason
    refused = table.get("refused", {}).items()
    return Style(
        refused={re.compile(text, re.DOTALL): reason for text, reason in refused},
        escape=tuple(
            (re.compile(text), replacement)
            for text, replacement in table.get("escape", ())
        ),
        **said,
    )


def _files(path: Path, table: Mapping[str, Any], restore: Template) -> Files:
    check(path, table, _FILE_FORMS, ("format",), "spelling.file")
    known = (*GRAMMARS, "name")
    name = table.get("name", f"{{name}}.{table['format']}")
    _template(path, "file.name", name, ("name",))
    words: dict[object, str] = {
        value: table[key]
        for key, value in (("none", None), ("true", True), ("false", False))
        if key in table
    }
    return Files(
        table["format"],
        name,
        _template(path, "file.line", table["line"], known)[0]
        if "line" in table
        else restore,
        table.get("head", ""),
        table.get("part"),
        words,
    )


def _listed(templates: str | list[str]) -> list[str]:
    return [templates] if isinstance(templates, str) else templates


def _template(path: Path, kind: str, text: str, known: Sequence[str]) -> list[Template]:
    """Read one template; return it with each of its alternatives."""
    for found in FIELD.finditer(text):
        for name in found[1].split("|"):
            if name not in known:
                raise RowError(
                    f"{path}: spelling.{kind}: unknown field {{{name}}} in {text!r}"
                    f"{nearest(name, known)}; expected {', '.join(known)}"
                )
    either = next((m for m in FIELD.finditer(text) if "|" in m[1]), None)
    if either is None:
        return [tuple(text.split())]
    return [
        template
        for name in either[1].split("|")
        for template in _template(
            path, kind, text.replace(either[0], f"{{{name}}}"), known
        )
    ]


def is_below(pattern: str) -> bool:
    """Whether a pattern can be looked for, and finds nothing but what lies below a folder."""
    parts = Path(pattern).parts
    if not parts or Path(pattern).is_absolute() or ".." in parts:
        return False
    try:
        any(Path("/nonexistent").glob(pattern))
    except ValueError:
        return False
    return True
