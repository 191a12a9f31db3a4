"""Ask one Python file of a row: ``python child.py FILE QUESTIONS ANSWERS``.

A program of its own, for it runs a row's code; the standard library only.  QUESTIONS is JSON:
``{"needed": [name…], "optional": [name…], "questions": [{"name": …, "arguments": [packed…] |
null}…]}``; without arguments the value of the name is asked for.  ANSWERS has a JSON object a line:
the first tells whether the file is what it must be, then every question has its own, in order.
After a crash the reader knows that it was in the first question without a line.  Nothing is judged
here.

=====================  =============================================================================
first line             when
=====================  =============================================================================
``{"cannot": text}``   the file cannot be loaded; nothing follows
``{"lacks": name}``    it lacks that needed name; nothing follows
``{"odd": text}``      its ``Unsupported``, shown, is no class of exceptions; nothing follows
``{"has": [name…]}``   it is as it must be, and has these of the optional names
=====================  =============================================================================

=========================  =========================================================================
answer                     when
=========================  =========================================================================
``{"value": packed}``      the value, of Python's plain types (:func:`packed`)
``{"odd": text}``          it is none of those: how it shows itself
``{"unsupported": text}``  the function raised the file's own ``Unsupported``
``{"fails": text}``        it raised something else, shown
=========================  =========================================================================
"""

import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

#: Characters that one answer may have: a program of ten thousand settings has a million.
LONGEST = 4_000_000

#: How much of what cannot be passed on is shown, in characters.
SHOWN = 300


def packed(value: object) -> Any:
    """Return a plain value as JSON that keeps its exact type.

    That is None, a bool, an int, a float, a str, or a list, tuple or dict of them.  No subclass: it
    would arrive as something else.

    Raises
    ------
    TypeError
        For anything else.
    """
    kind = type(value)
    if value is None or kind in {bool, str}:
        return value
    if kind in _WRITERS:
        return {kind.__name__: _WRITERS[kind](value)}
    raise TypeError(f"a {kind.__name__} cannot go; expected a plain value")


def unpacked(form: Any) -> Any:
    """Return what :func:`packed` was given.

    Raises
    ------
    ValueError
        If it is of another form.
    """
    if form is None or isinstance(form, bool | str):
        return form
    try:
        ((name, body),) = form.items()
        return _READERS[name](body)
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError("not the form of a plain value") from error


#: How the body of each kind is written and read.  Only decimal digits have a limit.
_WRITERS: dict[type, Callable[[Any], Any]] = {
    int: hex,
    float: repr,
    list: lambda items: [*map(packed, items)],
    tuple: lambda items: [*map(packed, items)],
    dict: lambda items: [[packed(key), packed(item)] for key, item in items.items()],
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "int": lambda digits: int(digits, 16),
    "float": float,
    "list": lambda items: [*map(unpacked, items)],
    "tuple": lambda items: tuple(map(unpacked, items)),
    "dict": lambda pairs: {unpacked(key): unpacked(item) for key, item in pairs},
}


def load(path: str) -> ModuleType:
    """Execute a file as a module of its own name, which nothing else imports.

    From its source: bytecode would be left beside it, and be taken for that of a file of the same
    size and second.
    """
    spec = importlib.util.spec_from_file_location(f"row_{Path(path).stem}", path)
    if spec is None:
        raise ImportError("not a Python file")
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its module up.
    sys.modules[module.__name__] = module
    code = compile(Path(path).read_bytes(), path, "exec", dont_inherit=True)
    exec(code, vars(module))  # noqa: S102  a row's file, in a process of its own
    return module


def opening(
    path: str, needed: list[str], optional: list[str]
) -> tuple[dict[str, Any], ModuleType | None]:
    """Load the file; return the first line, and the module if it can be asked."""
    try:
        module = load(path)
    except BaseException as error:  # noqa: BLE001  whatever it raises is the row's
        return {"cannot": shown(error)}, None
    for name in needed:
        if not hasattr(module, name):
            return {"lacks": name}, None
    unsupported = getattr(module, "Unsupported", Exception)
    if not (isinstance(unsupported, type) and issubclass(unsupported, Exception)):
        return {"odd": shown(unsupported)}, None
    return {"has": [name for name in optional if hasattr(module, name)]}, module


def answer(module: ModuleType, name: str, arguments: list[Any] | None) -> Any:
    """Answer one question."""
    try:
        value = getattr(module, name)
        if arguments is not None:
            value = value(*map(unpacked, arguments))
    except BaseException as error:  # noqa: BLE001  whatever it raises is the row's
        own = getattr(module, "Unsupported", None)
        if own is not None and isinstance(error, own):
            return {"unsupported": text(str, error)}
        return {"fails": shown(error)}
    try:
        return {"value": packed(value)}
    except (TypeError, RecursionError, MemoryError):
        return {"odd": shown(value)}


def shown(thing: object) -> str:
    """Return how something shows itself, cut."""
    return text(repr, thing)[:SHOWN]


def text(form: Callable[[object], str], thing: object) -> str:
    """Return a thing as text, or what it is if it does not let itself be shown."""
    try:
        return form(thing)
    except BaseException:  # noqa: BLE001  its own code may raise whatever it likes
        return f"<{type(thing).__name__}>"


def main(path: str, questions: str, answers: str) -> None:
    """Answer all questions."""
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    # Line by line, for the next question may end the process.
    with Path(answers).open("w", encoding="utf-8", buffering=1) as file:
        first, module = opening(path, asked["needed"], asked["optional"])
        file.write(json.dumps(first) + "\n")
        if module is None:
            return
        for question in asked["questions"]:
            line = json.dumps(answer(module, question["name"], question["arguments"]))
            if len(line) > LONGEST:
                told = (
                    f"an answer of {len(line)} characters; expected {LONGEST} at most"
                )
                line = json.dumps({"fails": told})
            file.write(line + "\n")


if __name__ == "__main__":
    # A row's file finds neither this one nor its neighbours.
    del sys.path[0]
    end = os._exit
    main(*sys.argv[1:])
    # Threads and exit functions of the file are not waited for: everything is said.
    end(0)
