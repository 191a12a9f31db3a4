"""The forms of what ``child`` answers; an adapter's code runs beside it and may write anything."""

from collections.abc import Mapping
from typing import Any

from configbench.foreign import Form, check, writable
from configbench.records import BOOL, TEXT, TEXTS, typed

Facts = dict[str, Any]

_TABLES: Form = (
    "an object of objects",
    lambda v: (
        isinstance(v, dict) and all(isinstance(each, dict) for each in v.values())
    ),
)
_TYPED: Form = ("a typed value", lambda v: isinstance(v, dict))
_OBJECT: Form = ("an object", lambda v: isinstance(v, dict))
_SOME: Form = ("a list that is not empty", lambda v: isinstance(v, list) and bool(v))
_COUNT: Form = ("a number of examples", lambda v: type(v) is int and v >= 0)


def _or_none(form: Form) -> Form:
    words, fits = form
    return f"{words} or null", lambda v: v is None or fits(v)


#: What a file declares.
CONTRACT: Mapping[str, Form] = {
    "missing": TEXTS,
    "malformed": TEXTS,
    "hand": TEXTS,
    "unsupported": _TABLES,
    "config": BOOL,
    "no_config": _or_none(TEXT),
}

#: A value before and after, each typed.
_CARRIED: Mapping[str, Form] = {
    "before": _TYPED,
    "after": _or_none(_TYPED),
    "error": _or_none(TEXT),
}
#: What a trial has beside: the file between them, and of which of several settings it is.
_BETWEEN: Mapping[str, Form] = {"file": _or_none(TEXT), "key": TEXT}
_SAME: Mapping[str, Form] = {"same": BOOL, "other": BOOL}
_PAIR: Form = ("two texts", lambda v: TEXTS[1](v) and len(v) == 2)  # noqa: PLR2004  a pair
_ORDERS: Form = (
    "two lists of texts",
    lambda v: isinstance(v, list) and len(v) == 2 and all(map(TEXTS[1], v)),  # noqa: PLR2004  likewise
)
_TEXTS_OR_NONE: Form = ("two texts or none", lambda v: v == [] or _PAIR[1](v))


def contract(facts: Facts, where: str) -> Facts:
    """Return what a file declares.

    Raises
    ------
    ForeignError
        If a key is missing or has another form.
    """
    check(facts, where, CONTRACT)
    return _writable(facts)


def answer(question: str, facts: Facts, where: str) -> Facts:
    """Return the facts that answer a question.

    Raises
    ------
    ForeignError
        If a key is missing or has another form.
    """
    if "breach" in facts:
        check(facts, where, {"breach": TEXT})
    elif "attempts" in facts:
        check(facts, where, {"attempts": _SOME})
        for made in facts["attempts"]:
            check(made, where, {"done": TEXT, "facts": _OBJECT})
            _answered(question, made["facts"], where)
    else:
        _answered(question, facts, where)
    return _writable(facts)


def _answered(question: str, facts: Facts, where: str) -> None:
    group, _, name = question.partition("/")
    if group == "kinds":
        _kinds(facts, where)
    elif group == "objects":
        _object(name, facts, where)
    elif name in _PROPERTIES:
        check(facts, where, *_PROPERTIES[name])
        for tried in facts.get("comments", ()):
            check(tried, where, *_COMMENT)
    else:
        _searched(facts, where)


def _kinds(facts: Facts, where: str) -> None:
    found = check(facts, where, {"trials": _SOME}, {"format_alone": _or_none(_TYPED)})
    for trial in found["trials"]:
        _trial(trial, f"{where}, trials")
    if found.get("format_alone") is not None:
        _trial(found["format_alone"], f"{where}, format_alone")


def _trial(facts: object, where: str) -> None:
    found = check(facts, where, _CARRIED, _BETWEEN)
    typed(found["before"], f"{where}, before")
    if found["after"] is not None:
        typed(found["after"], f"{where}, after")


def _object(what: str, facts: Facts, where: str) -> None:
    if "none" in facts:
        check(facts, where, {"none": TEXT})
    elif what != "equality":
        _trial(facts, where)
    else:
        found = check(facts, where, _CARRIED)
        typed(found["before"], f"{where}, before")
        if not found["error"]:
            check(found["after"], f"{where}, after", {"same": BOOL, "other": BOOL})


def _searched(facts: Facts, where: str) -> None:
    """Check the outcome of a search: a parser may not fit, and a trial be a counter-example."""
    if facts.get("fits") is False:
        check(facts, where, {"fits": BOOL, "suffix": TEXT})
        return
    trial = _or_none(_TYPED)
    found = check(facts, where, {"examples": _COUNT, "trial": trial}, {"fits": BOOL})
    if found["trial"] is not None:
        _trial(found["trial"], f"{where}, trial")


#: What became of a comment, and of what was in its way.
_COMMENT: tuple[Mapping[str, Form], Mapping[str, Form]] = (
    {"line": TEXT, "kept": _or_none(BOOL)},
    {"error": _or_none(TEXT)},
)

#: What must be in the facts of a property that is no search, and what may.
_PROPERTIES: Mapping[str, tuple[Mapping[str, Form], Mapping[str, Form]]] = {
    "stable": ({"examples": _COUNT, "texts": _TEXTS_OR_NONE}, {}),
    "order": ({"examples": _COUNT, "orders": _or_none(_ORDERS)}, {}),
    "diff_change": ({"removed": TEXTS, "added": TEXTS}, {}),
    "diff_append": ({"removed": TEXTS, "added": TEXTS}, {}),
    "comments": ({"format_has": BOOL, "suffix": TEXT, "comments": _SOME}, {}),
}


def _writable(facts: Facts) -> Facts:
    """Return checked facts with texts that UTF-8 can hold; typed values keep what they are."""
    return {key: _with_writable(value) for key, value in facts.items()}


def _with_writable(fact: Any) -> Any:
    if isinstance(fact, str):
        return writable(fact)
    if isinstance(fact, list):
        return [_with_writable(each) for each in fact]
    if isinstance(fact, dict) and "t" not in fact:
        return _writable(fact)
    return fact
