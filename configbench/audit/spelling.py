"""How settings are spelt: as stated, as the parser says, else by trying what moves a leaf."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from configbench.audit.entries import Form
from configbench.audit.model import Arrived, Leaves, Option, Template
from configbench.inside.typed import typed
from configbench.values import Typed, equal, same_value

_T = TypeVar("_T")

#: Types words behind those of the user; one answer each.
Ask = Callable[[Sequence[tuple[str, ...]]], list[Arrived]]

#: On how many settings each form is tried before those that worked nowhere are given up.
_SCOUTS = 6
#: What is tried of the others if nothing worked on these.
_COMMON = 2


@dataclass(frozen=True)
class Spelling:
    """How one setting is spelt, as in :class:`.model.Setting`."""

    valued: tuple[Template, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    by: str = "parser"

    def __bool__(self) -> bool:
        return bool(self.valued or self.on or self.off)


# -- words of a spelling --------------------------------------------------------------------------


def filled(
    templates: Sequence[Template],
    texts: Sequence[str],
    form: Form = Form.ANY,
    turn: int = 0,
) -> tuple[str, ...] | None:
    """Return the words that set a value.

    Parameters
    ----------
    templates
        Those of a setting.
    texts
        The value: one word, or several.
    form
        How it is put in.
    turn
        Which template is taken of those that fit.

    Returns
    -------
    tuple or None
        None where no template has that form.
    """
    if form is Form.EACH:
        return tuple(word for text in texts for word in _put(templates[0], [text]))
    fitting = [each for each in templates if _fits(each, texts, form)]
    return _put(fitting[turn % len(fitting)], texts) if fitting else None


def is_apart(template: Template) -> bool:
    """Whether the value is a word of its own behind a name."""
    return len(template) > 1 and template[-1] == "{}"


def _fits(template: Template, texts: Sequence[str], form: Form) -> bool:
    if len(texts) != 1:
        return "{}" in template
    if form is Form.APART:
        return is_apart(template)
    return form is Form.ANY or not is_apart(template)


def _put(template: Template, texts: Sequence[str]) -> tuple[str, ...]:
    words: list[str] = []
    for word in template:
        if word == "{}":
            words += texts
        else:
            words.append(word.replace("{}", " ".join(texts)))
    return tuple(words)


# -- as the parser says ---------------------------------------------------------------------------


def told(options: Sequence[Option]) -> Spelling:
    """Return how the options of one leaf spell it: a pair of flags may be two."""
    return Spelling(
        _once(template for option in options for template in option.valued),
        _once(word for option in options for word in option.on),
        _once(word for option in options for word in option.off),
    )


def _once(values: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(values))


# -- by trying ------------------------------------------------------------------------------------


def tried(
    wanting: Mapping[str, Typed], baseline: Leaves, ask: Ask
) -> dict[str, Spelling]:
    """Return how settings are spelt of which no parser tells, where a common form moves them.

    Parameters
    ----------
    wanting
        Their names and what arrives for them.
    baseline
        What arrives with the words as given, without what changes from run to run.
    ask
        Types words.
    """
    names = list(wanting)
    every = math.ceil(len(names) / _SCOUTS) or 1
    scouts = names[::every]
    forms = list(range(_FORMS))
    found, worked = _round(scouts, forms, wanting, baseline, ask)
    others = [name for name in names if name not in scouts]
    more, _ = _round(others, sorted(worked) or forms[:_COMMON], wanting, baseline, ask)
    return {name: spelling for name in names if (spelling := (found | more).get(name))}


def _forms(name: str) -> list[Template]:
    """Return the forms in which a name and its value may be typed, the most common first."""
    dashed = name.replace("_", "-") if "_" in name else name.replace("-", "_")
    last = name.rpartition(".")[2]
    return [
        (f"--{name}={{}}",),
        (f"{name}={{}}",),
        (f"--{name}", "{}"),
        (f"--{dashed}={{}}",),
        (f"--{dashed}", "{}"),
        (f"+{name}={{}}",),
        (f"-{name}", "{}"),
        (f"--{last}={{}}",),
        (f"--{name.lower()}={{}}",),
    ]


_FORMS = len(_forms("x"))


def _round(
    names: Sequence[str],
    forms: Sequence[int],
    wanting: Mapping[str, Typed],
    baseline: Leaves,
    ask: Ask,
) -> tuple[dict[str, Spelling], set[int]]:
    """Try some forms on some names, all at once; return spellings, and which forms worked."""
    planned: list[tuple[str, int, Template, str]] = []
    for name in names:
        seen = set()
        for number in forms:
            template = _forms(name)[number]
            if template not in seen:
                seen.add(template)
                planned += [
                    (name, number, template, text) for text in other_than(wanting[name])
                ]
    lines = [_put(template, [text]) for _, _, template, text in planned]
    flags = [(name, word) for name in names for word in _flags(name, wanting[name])]
    arrived = ask([*lines, *((word,) for _, word in flags)]) if lines or flags else []
    valued: dict[str, list[Template]] = {}
    worked: set[int] = set()
    for (name, number, template, text), became in zip(planned, arrived, strict=False):
        if _is_set(name, text, became, baseline):
            worked.add(number)
            known = valued.setdefault(name, [])
            if template not in known:
                known.append(template)
    spelt = {
        name: Spelling(tuple(known), by="trying") for name, known in valued.items()
    }
    for (name, word), became in zip(flags, arrived[len(lines) :], strict=False):
        value = _flipped(name, became, baseline)
        if value is None:
            continue
        old = spelt.get(name, Spelling(by="trying"))
        on = (*old.on, word) if value else old.on
        off = old.off if value else (*old.off, word)
        spelt[name] = Spelling(old.valued, on, off, "trying")
    return spelt, worked


def other_than(default: Typed) -> tuple[str, ...]:
    """Return words for a value of the default's type that is another."""
    kind, value = default["t"], default.get("v")
    if kind == "bool":
        return (str(not value),)
    if kind == "int":
        return (str(value + 1),) if isinstance(value, int) else ("3",)
    if kind == "float":
        number = float(value or 0)
        return (
            "0.5"
            if number in {0.0, 1.0} or not math.isfinite(number)
            else repr(number / 2),
        )
    if kind == "NoneType":
        return ("3", "abc")
    if kind in {"list", "tuple", "omegaconf.listconfig.ListConfig"}:
        return ("[7,9]",)
    return ("abc" if value != "abc" else "xyz",)


def _flags(name: str, default: Typed) -> tuple[str, ...]:
    if default["t"] != "bool":
        return ()
    return (f"--no{name}", f"--no-{name}") if default["v"] else (f"--{name}",)


def _is_set(name: str, text: str, became: Arrived, baseline: Leaves) -> bool:
    """Whether a word arrived at a leaf: as what it says, or at least there and nowhere else."""
    before, after = baseline.get(name), became.leaves.get(name)
    if not became.reached or before is None or after is None or equal(before, after):
        return False
    if _says(after, text):
        return True
    return moved(baseline, became.leaves) == {name}


def _says(value: Typed, text: str) -> bool:
    if value["t"] in {"list", "tuple", "omegaconf.listconfig.ListConfig"}:
        return same_value(value, typed([7, 9]))
    return str(value.get("v")) == text


def _flipped(name: str, became: Arrived, baseline: Leaves) -> bool | None:
    """Return what a bool is that a flag has moved; None where it has not."""
    before, after = baseline.get(name), became.leaves.get(name)
    if not became.reached or before is None or after is None or after["t"] != "bool":
        return None
    return bool(after["v"]) if not equal(before, after) else None


def moved(baseline: Leaves, leaves: Leaves) -> set[str]:
    """Return the names of the leaves that are other than before, of those that were there."""
    return {
        name
        for name, value in baseline.items()
        if not equal(leaves.get(name, {"t": ""}), value)
    }
