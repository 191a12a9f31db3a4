"""How settings are spelt: as stated, as the parser says, else by trying what moves a leaf."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from configbench.audit.model import Arrived, Leaves, Option, Template
from configbench.audit.planning.entries import Form
from configbench.audit.target.leaves import differing
from configbench.inside.typed import typed
from configbench.values import Typed, equal, same_value

_T = TypeVar("_T")

#: Types words behind those of the user; one answer each.
Ask = Callable[[Sequence[tuple[str, ...]]], list[Arrived]]

#: A value, as its words.
Texts = tuple[str, ...]

_LISTS = frozenset(
    {
        *("list", "tuple"),
        *("omegaconf.listconfig.ListConfig", "omegaconf.tupleconfig.TupleConfig"),
    }
)
#: Items of lists that are typed, for lists as long as their defaults.
_ITEMS = ("7", "9", "11", "13", "15", "17", "19", "21")
_digits = re.compile("[0-9]+").findall

#: On how many settings each form is tried before those that worked nowhere are given up.
_SCOUTS = 6
#: What is tried of the others if nothing worked on these.
_COMMON = 2


@dataclass(frozen=True)
class Spelling:
    """How one setting is spelt, as in :class:`.model.Setting`.

    Attributes
    ----------
    many
        Whether each item of a list is a word of its own, found by trying.
    """

    valued: tuple[Template, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    by: str = "parser"
    many: bool = False

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
    wanting: Mapping[str, Typed],
    choices: Mapping[str, tuple[str, ...]],
    baseline: Leaves,
    ask: Ask,
) -> dict[str, Spelling]:
    """Return how settings are spelt of which no parser tells, where a common form moves them.

    Parameters
    ----------
    wanting
        Their names and what arrives for them.
    choices
        Of some what may be typed.
    baseline
        What arrives with the words as given, without what changes from run to run.
    ask
        Types words.
    """
    names = list(wanting)
    every = math.ceil(len(names) / _SCOUTS) or 1
    scouts = names[::every]
    values = {name: _other_than(wanting[name], choices.get(name, ())) for name in names}
    forms = list(range(_FORMS))
    found, worked = _round(scouts, forms, values, baseline, ask)
    others = [name for name in names if name not in scouts]
    more, _ = _round(others, sorted(worked) or forms[:_COMMON], values, baseline, ask)
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
    values: Mapping[str, Sequence[Texts]],
    baseline: Leaves,
    ask: Ask,
) -> tuple[dict[str, Spelling], set[int]]:
    """Try some forms on some names, all at once; return spellings, and which forms worked."""
    planned = [
        _Trial(name, at, texts)
        for name in names
        for at in forms
        for texts in values[name]
    ]
    planned = list({each.words: each for each in planned if each.fits}.values())
    flags = [(name, word) for name in names for word in _flags(name, baseline[name])]
    lines = [*(each.words for each in planned), *((word,) for _, word in flags)]
    arrived = ask(lines) if lines else []
    spelt: dict[str, Spelling] = {}
    worked: set[int] = set()
    for trial, became in zip(planned, arrived, strict=False):
        if _is_set(trial, became, baseline):
            worked.add(trial.form)
            old = spelt.get(trial.name, Spelling(by="trying"))
            valued = _once((*old.valued, trial.template))
            many = old.many or len(trial.texts) > 1
            spelt[trial.name] = replace(old, valued=valued, many=many)
    for (name, word), became in zip(flags, arrived[len(planned) :], strict=True):
        value = _flipped(name, became, baseline)
        old = spelt.get(name, Spelling(by="trying"))
        if value is True:
            spelt[name] = replace(old, on=(*old.on, word))
        elif value is False:
            spelt[name] = replace(old, off=(*old.off, word))
    return spelt, worked


@dataclass(frozen=True)
class _Trial:
    name: str
    form: int
    texts: Texts

    @property
    def template(self) -> Template:
        return _forms(self.name)[self.form]

    @property
    def fits(self) -> bool:
        return len(self.texts) == 1 or is_apart(self.template)

    @property
    def words(self) -> tuple[str, ...]:
        return _put(self.template, self.texts)


def _other_than(default: Typed, choices: Sequence[str] = ()) -> list[Texts]:
    """Return words for a value of the default's type that is another."""
    kind, value = default["t"], default.get("v")
    if choices:
        others: list[Texts] = [(each,) for each in choices if each != value]
        return others[:2]
    if kind == "bool":
        return [(str(not value),)]
    if kind == "int":
        return [(str(value + 1) if isinstance(value, int) else "3",)]
    if kind == "float":
        number = float(value or 0)
        plain = math.isfinite(number) and number not in {0.0, 1.0}
        return [(repr(number / 2) if plain else "0.5",)]
    if kind == "NoneType":
        return [("3",), ("abc",)]
    if kind in _LISTS:
        items = tuple(_ITEMS[: len(value or ())] or _ITEMS[:2])
        in_brackets: Texts = (f"[{','.join(items)}]",)
        return [in_brackets, items] if len(items) > 1 else [in_brackets]
    return [("abc" if value != "abc" else "xyz",)]


def _flags(name: str, default: Typed) -> tuple[str, ...]:
    if default["t"] != "bool":
        return ()
    return (f"--no{name}", f"--no-{name}") if default["v"] else (f"--{name}",)


def _is_set(trial: _Trial, became: Arrived, baseline: Leaves) -> bool:
    """Whether a word arrived at a leaf: as what it says, or at least there and nowhere else."""
    name = trial.name
    before, after = baseline.get(name), became.leaves.get(name)
    if not became.reached or before is None or after is None or equal(before, after):
        return False
    if after["t"] in _LISTS and before["t"] in _LISTS:
        # One word in a list of texts is no list that was read.
        items = [float(text) for text in _digits(" ".join(trial.texts))]
        return same_value(after, typed(items))
    if str(after.get("v")) == trial.texts[0]:
        return True
    return moved(baseline, became.leaves) == {name}


def _flipped(name: str, became: Arrived, baseline: Leaves) -> bool | None:
    """Return what a bool is that a flag has moved; None where it has not."""
    before, after = baseline.get(name), became.leaves.get(name)
    if not became.reached or before is None or after is None or after["t"] != "bool":
        return None
    return bool(after["v"]) if not equal(before, after) else None


def moved(baseline: Leaves, leaves: Leaves) -> set[str]:
    """Return the names of the leaves that are other than before, of those that were there."""
    return differing(baseline, leaves) & baseline.keys()
