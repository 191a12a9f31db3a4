"""A row's way to write programs, as templates: ``scaling.toml``.

Where the declarations of a library are regular, no Python is needed to repeat them::

    read = "cfg.{key}"                # the expression that reads a setting, with its type
    words = ["--{flag}", "{text}"]    # the words that set one, not a bool

    [hot]                             # the statements of the hot loop; the config is `cfg`
    to_dict = "dict(vars(cfg))"       # read, write, deepcopy, setup: if they are not the usual ones

    [files]
    "program.py" = [
      "import argparse",              # a text, once: of its names only {use} is filled in
      { section = "# {section}", setting = "{key} = {value}", end = "" },
      "{use}",
    ]

A table is repeated: ``section`` for each section, ``setting`` for each of its settings, then
``end``; what is ``between`` two sections stands there only.  A text is whole lines; the end of the
last may be left out.  ``read`` and ``setting`` may be texts by type: ``{ bool = …, else = … }``.
A variant has each key that it does not have from its origin.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.categories.scaling.judging import OPERATIONS, Sections
from benchmarks.data_files.asking import Question
from benchmarks.data_files.child import LONGEST
from benchmarks.errors import RowError, read_toml
from benchmarks.forms import TEXT, TEXTS, Form, check, is_list, is_table, is_text
from benchmarks.registry import Adapter
from benchmarks.templates import filled, places
from configbench.errors import nearest

#: What a text may name: of a section, and of a setting in it.
_OF_SECTION = ("section", "class")
_OF_SETTING = (*_OF_SECTION, "key", "flag", "type", "value", "text", "json")

_TYPES = ("int", "float", "str", "bool")


def _is_by_type(value: object) -> bool:
    return is_text(value) or (
        is_table(value)
        and isinstance(value, dict)
        and value.keys() <= {*_TYPES, "else"}
        and ("else" in value or value.keys() >= {*_TYPES})
    )


_BY_TYPE: Form = (
    f"a text, or one for each of {', '.join(_TYPES)} or else",
    _is_by_type,
)
_FORMS: Mapping[str, Form] = {
    "read": _BY_TYPE,
    "words": TEXTS,
    "hot": ("a table", lambda value: isinstance(value, dict)),
    "files": (
        "a table of lists, program.py among them",
        lambda value: (
            isinstance(value, dict)
            and "program.py" in value
            and all(is_list(parts, lambda _: True) for parts in value.values())
        ),
    ),
}
_NEEDED = ("read", "words", "hot", "files")
_HOT: Mapping[str, Form] = dict.fromkeys(("setup", *OPERATIONS), TEXT)
_PART: Mapping[str, Form] = {
    "section": TEXT,
    "setting": _BY_TYPE,
    "end": TEXT,
    "between": TEXT,
}


@dataclass(frozen=True)
class Templates:
    """The templates of a row; it answers the questions that a ``scaling.py`` would be asked.

    Attributes
    ----------
    path
        The row's file.
    content
        What it says, checked.
    """

    path: Path
    content: Mapping[str, Any]

    @classmethod
    def of(cls, row: Adapter) -> "Templates":
        """Return the templates of a row, a variant's over its origin's.

        Raises
        ------
        RowError
            If the file is missing or malformed, or has a name that nothing is known of.
        """
        path, content = row.folder / "scaling.toml", {}
        origin = row.origin.file(path.name) if row.origin is not None else None
        if origin is not None and origin.is_file():
            content = read_toml(origin)
            path = path if path.exists() else origin
        content = {**content, **read_toml(path)}
        check(path, content, _FORMS, _NEEDED)
        check(path, content["hot"], _HOT, ("to_dict",), "hot")
        made = cls(path, content)
        for where, text, known in made._named():
            for name in places(text):
                if name not in known:
                    raise RowError(
                        f"{path}: {where} has {{{name}}}{nearest(name, known)}; expected one of "
                        f"{', '.join(known)}"
                    )
        return made

    def _named(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield where texts of a section or a setting stand, the texts, and what they may name."""
        for text in _texts(self.content["read"]):
            yield "read", text, _OF_SETTING
        for text in self.content["words"]:
            yield "words", text, _OF_SETTING
        for name, text in self.content["hot"].items():
            yield f"hot.{name}", text, _OF_SETTING
        for file, parts in self.content["files"].items():
            for part in parts:
                if is_text(part):
                    continue
                where = f"files.{file!r}"
                check(self.path, part, _PART, inside=where)
                for key in ("section", "end", "between"):
                    yield where, part.get(key, ""), _OF_SECTION
                for text in _texts(part.get("setting", "")):
                    yield where, text, _OF_SETTING

    # -- answers
    def ask(self, question: Question) -> Any:
        """Answer what a ``scaling.py`` is asked."""
        arguments: Any = question.arguments
        match question.name:
            case "files":
                return self._files(*arguments)
            case "read":
                return self._read(*arguments)
            case "words":
                names = _names(*arguments)
                return [filled(word, names) for word in self.content["words"]]
            case "hot":
                return self._hot(*arguments)
        raise AssertionError(question)

    def ahead(self, questions: object) -> None:
        """Nothing takes time here."""

    def _files(self, sections: Sections, use: str) -> dict[str, str]:
        made = {}
        for name, parts in self.content["files"].items():
            lines, length = [], 0
            for text in _written(parts, sections, use):
                length += len(text)
                if length > LONGEST:
                    raise RowError(
                        f"{self.path}: files.{name!r} makes more than {LONGEST} characters"
                    )
                lines.append(text)
            made[name] = "".join(lines)
        return made

    def _read(self, section: str, key: str, value: object) -> str:
        return filled(
            _of_type(self.content["read"], value), _names(section, key, value)
        )

    def _hot(self, section: str, key: str, value: object) -> dict[str, str]:
        own = self.content["hot"]
        read = own.get("read", _of_type(self.content["read"], value))
        usual = {
            "read": read,
            "write": f"{read} = {{value}}",
            "deepcopy": "copy.deepcopy(cfg)",
        }
        names = _names(section, key, value)
        return {name: filled(text, names) for name, text in {**usual, **own}.items()}


def _written(parts: list[Any], sections: Sections, use: str) -> Iterator[str]:
    """Yield the texts of a file, in whole lines."""
    for part in parts:
        if is_text(part):
            yield _whole(filled(part, {"use": use}))
            continue
        for number, (section, settings) in enumerate(sections.items()):
            names = _names_of(section)
            if number:
                yield _whole(filled(part.get("between", ""), names))
            yield _whole(filled(part.get("section", ""), names))
            for key, value in settings.items():
                text = _of_type(part.get("setting", ""), value)
                yield _whole(filled(text, _names(section, key, value)))
            yield _whole(filled(part.get("end", ""), names))


def _whole(text: str) -> str:
    return f"{text}\n" if text and not text.endswith("\n") else text


def _texts(by_type: str | dict[str, str]) -> list[str]:
    return [by_type] if isinstance(by_type, str) else [*by_type.values()]


def _of_type(by_type: str | dict[str, str], value: object) -> str:
    """Return the text for a value of this type."""
    if isinstance(by_type, str):
        return by_type
    name = type(value).__name__
    return by_type[name] if name in by_type else by_type["else"]


def _names_of(section: str) -> dict[str, str]:
    return {"section": section, "class": section.title()}


def _names(section: str, key: str, value: object) -> dict[str, str]:
    """Return what a text of a setting may name."""
    return {
        **_names_of(section),
        "key": key,
        "flag": key.replace("_", "-"),
        "type": type(value).__name__,
        "value": repr(value),
        "text": str(value),
        "json": json.dumps(value),
    }
