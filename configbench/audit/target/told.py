"""What a program's parsers have told of a place, checked: :mod:`configbench.inside.parsers`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configbench import foreign, records
from configbench.audit.model import Candidate, How, Option, Spot
from configbench.foreign import Form
from configbench.records import BOOL, TEXT, TEXTS, Record, is_texts

_COUNT: Form = ("a number or null", lambda v: v is None or type(v) is int)
_LISTS: Form = (
    "a list of lists of texts",
    lambda v: isinstance(v, list) and all(map(is_texts, v)),
)
_OBJECT: Form = ("an object", lambda v: isinstance(v, dict))
_OBJECTS: Form = (
    "a list of objects",
    lambda v: isinstance(v, list) and all(isinstance(each, dict) for each in v),
)
_PID: Form = ("the number of a process", lambda v: type(v) is int and v > 0)
_HOW: Form = ("returned, entered or planted", lambda v: v in [*How])
_TEXTS_OR_NULL: Form = ("null or a list of texts", lambda v: v is None or is_texts(v))
_TEXT_BY_NAME: Form = (
    "an object of texts",
    lambda v: isinstance(v, dict) and is_texts([*v.values()]),
)

_BEGAN: Mapping[str, Form] = {"argv": TEXTS, "executable": TEXT, "cwd": TEXT}
_PASSED: Mapping[str, Form] = {
    "pid": _PID,
    "how": _HOW,
    "at": TEXT,
    "parser": TEXT,
    "chosen": BOOL,
    "why": TEXT,
}
_HIT: Mapping[str, Form] = {
    "pid": _PID,
    "at": TEXT,
    "values": _OBJECT,
    "left": _TEXTS_OR_NULL,
}
_WHOLE: Mapping[str, Form] = {
    **_PASSED,
    **_HIT,
    "grammar": TEXT,
    **_BEGAN,
    "main": TEXTS,
    "environ": _TEXT_BY_NAME,
    "modules": TEXTS,
    "files": TEXTS,
    "options": _OBJECTS,
    "fields": _OBJECTS,
}
_OPTION: Mapping[str, Form] = {
    "dest": TEXT,
    "valued": _LISTS,
    "on": TEXTS,
    "off": TEXTS,
    "least": _COUNT,
    "most": _COUNT,
    "type": TEXT,
    "annotation": TEXT,
    "choices": TEXTS,
    "default": ("a typed value or null", lambda v: v is None or isinstance(v, dict)),
    "required": BOOL,
    "positional": BOOL,
    "repeatable": BOOL,
    "help": TEXT,
    "where": TEXT,
    "command": TEXTS,
    "adjusted": TEXT,
}
_FIELD: Mapping[str, Form] = {
    "path": TEXT,
    "annotation": TEXT,
    "where": TEXT,
    "choices": TEXTS,
    "adjusted": TEXT,
}


@dataclass(frozen=True)
class Field:
    """What a class declares of a value: type, choices, line, and what changes it once read."""

    path: str
    annotation: str
    where: str
    choices: tuple[str, ...]
    adjusted: str = ""


@dataclass(frozen=True)
class Began:
    """A process of Python that has begun: by which words, of which interpreter, where."""

    argv: tuple[str, ...]
    executable: str
    cwd: str


@dataclass(frozen=True)
class Reached:
    """The place, and all that was told there.

    Attributes
    ----------
    candidate
        The place.
    grammar
        Of which library the words are.
    began, environ
        How the process was started.
    main
        The file of its main module, and the name by which that was started, if it was.
    modules, files
        What it had imported, and the program's own files among these.
    values, left
        What was there, and words that were handed back.
    options, fields
        What the parser tells, each with its ``dest`` as leaf; what classes declare.
    """

    candidate: Candidate
    grammar: str
    began: Began
    main: tuple[str, ...]
    environ: Mapping[str, str]
    modules: tuple[str, ...]
    files: tuple[str, ...]
    values: Record
    left: tuple[str, ...] | None
    options: tuple[Option, ...]
    fields: tuple[Field, ...]


def lines(file: Path) -> Iterator[Began | Candidate | Reached]:
    """Yield what was told, in order: processes, places that were passed by or reached.

    Raises
    ------
    ForeignError
        If a line has another form.
    """
    for where, content in foreign.objects(file, cut=True):
        yield _line(content, where)


def _line(content: dict[str, Any], where: str) -> Began | Candidate | Reached:
    if "began" in content:
        return _began(foreign.check(content["began"], where, _BEGAN))
    foreign.check(content, where, _PASSED, others=True)
    spot = Spot(How(content["how"]), content["at"], content["parser"])
    candidate = Candidate(spot, content["chosen"], content["why"])
    if "values" not in content:
        return candidate
    foreign.check(content, where, _WHOLE)
    hit = records.hit({"pid": content["pid"], "values": content["values"]}, where)
    return Reached(
        candidate=candidate,
        grammar=content["grammar"],
        began=_began(content),
        main=tuple(content["main"]),
        environ=content["environ"],
        modules=tuple(content["modules"]),
        files=tuple(content["files"]),
        values=hit.values,
        left=None if content["left"] is None else tuple(content["left"]),
        options=tuple(_option(each, where) for each in content["options"]),
        fields=tuple(_field(each, where) for each in content["fields"]),
    )


def _began(content: dict[str, Any]) -> Began:
    return Began(tuple(content["argv"]), content["executable"], content["cwd"])


def _option(content: dict[str, Any], where: str) -> Option:
    foreign.check(content, f"{where}, option", _OPTION)
    default = content["default"]
    return Option(
        leaf=content["dest"],
        valued=tuple(map(tuple, content["valued"])),
        on=tuple(content["on"]),
        off=tuple(content["off"]),
        least=content["least"] or 0,
        most=content["most"],
        type=content["type"],
        annotation=content["annotation"],
        choices=tuple(content["choices"]),
        default=None if default is None else records.typed(default, where),
        required=content["required"],
        positional=content["positional"],
        repeatable=content["repeatable"],
        help=content["help"],
        where=content["where"],
        command=tuple(content["command"]),
        adjusted=content["adjusted"],
    )


def _field(content: dict[str, Any], where: str) -> Field:
    foreign.check(content, f"{where}, field", _FIELD)
    return Field(
        content["path"],
        content["annotation"],
        content["where"],
        tuple(content["choices"]),
        content["adjusted"],
    )


def hit(
    content: dict[str, Any], where: str
) -> tuple[str, Record, tuple[str, ...] | None]:
    """Return what the line of an ended try says: where, the values, words left over.

    Raises
    ------
    ForeignError
        For any other form.
    """
    foreign.check(content, where, _HIT)
    found = records.hit({"pid": content["pid"], "values": content["values"]}, where)
    left = content["left"]
    return content["at"], found.values, None if left is None else tuple(left)
