"""Facts made by hand: small programs' settings, what was typed, and what arrived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from configbench.audit.model import (
    Act,
    Arrived,
    Expected,
    How,
    Kind,
    Must,
    Option,
    Said,
    Setting,
    Spot,
    Target,
    Template,
    Try,
    Wanted,
)
from configbench.audit.rules.facts import Facts
from configbench.values import PATH, Typed

#: What Python calls the types of plain values; of None, bools and ints ``v`` is the value itself.
TEXTUAL = {float: "float", Path: PATH}


def typed(value: object) -> Typed:
    """Return a plain value as it is recorded."""
    if isinstance(value, list | tuple):
        return {"t": type(value).__name__, "v": [typed(item) for item in value]}
    if type(value) is float:
        return {"t": "float", "v": repr(value)}
    if isinstance(value, Path):
        return {"t": PATH, "v": str(value)}
    return {"t": type(value).__name__, "v": value}


@dataclass
class Source:
    """What a source tells, as a test says it."""

    lines: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, bool] = field(default_factory=dict)
    run: Sequence[tuple[str, str]] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    collecting: bool = False

    def converted(self, name: str) -> str | None:
        """As the test says."""
        return self.lines.get(name)

    def reads(self, name: str) -> bool | None:
        """As the test says."""
        return self.read.get(name)

    def executed(self) -> Sequence[tuple[str, str]]:
        """As the test says."""
        return self.run

    def declared(self, name: str) -> str:
        """As the test says."""
        return self.places.get(name, "")

    def collects(self) -> bool:
        """As the test says."""
        return self.collecting

    def default_in_help(self, option: Option) -> str | None:
        """As the test says."""
        return self.defaults.get(option.leaf)


def setting(
    name: str,
    kind: Kind = Kind.UNKNOWN,
    default: object = None,
    *,
    type_: str = "",
    form: str = "valued",
    said: Said = Said.PARSER,
    help_: str = "",
) -> Setting:
    """Return a setting of an argparse program: ``valued``, ``on``, ``off`` or ``positional``."""
    word = f"--{name}"
    templates: dict[str, tuple[Template, ...]] = {
        "valued": ((word, "{}"), (f"{word}=" + "{}",)),
        "positional": (("{}",),),
    }
    valued = templates.get(form, ())
    on, off = (word,) if form == "on" else (), (word,) if form == "off" else ()
    where = f"/p/train.py:{3 + len(name)}"
    option = Option(
        name,
        valued,
        on,
        off,
        type=type_,
        default=typed(default),
        positional=form == "positional",
        help=help_,
        where=where,
    )
    wanted = Wanted(kind, said)
    return Setting(
        name, wanted, typed(default), valued, on, off, option=option, where=where
    )


def attempt(
    act: Act,
    name: str,
    words: str,
    must: Must,
    *values: object,
    typed_: str | None = None,
    text: str = "",
) -> Try:
    """Return a try of one setting; of none if the name is empty."""
    names = (name,) if name else ()
    expected = Expected(must, tuple(map(typed, values)), text or must.value)
    return Try(act, names, tuple(words.split()), expected, typed_)


def value(name: str, word: str, must: Must, *values: object) -> Try:
    """Return a try of one value."""
    return Try(
        Act.VALUE,
        (name,),
        (f"--{name}", word),
        Expected(must, tuple(map(typed, values)), must.value),
        word,
    )


def came(left: Sequence[str] | None = None, /, **leaves: object) -> Arrived:
    """Return a run that came to the place, with these leaves."""
    found = {name: typed(leaf) for name, leaf in leaves.items()}
    return Arrived(
        True, found, tuple(left) if left is not None else None, 0, None, "", ""
    )


def refused(said: str = "", code: int = 2, written: Sequence[str] = ()) -> Arrived:
    """Return a run that ended before the place."""
    return Arrived(False, {}, None, code, None, "", said, tuple(written))


def facts(
    settings: Sequence[Setting],
    results: Sequence[tuple[Try, Arrived]],
    source: Source | None = None,
    *,
    handed_on: bool = False,
    goes_on: bool = False,
    modules: Sequence[str] = (),
    launcher: Sequence[str] = (),
    grammar: str = "argparse",
) -> Facts:
    """Return the facts of a program with some settings and tries."""
    baseline = {each.name: each.default for each in settings}
    target = Target(
        command=(*launcher, "python", "train.py"),
        launcher=tuple(launcher),
        python=Path("/usr/bin/python3"),
        entry=("/p/train.py",),
        words=(),
        cwd=Path("/p"),
        environ={},
        spot=Spot(How.RETURNED, "/p/train.py:20", goes_on=goes_on),
        candidates=(),
        options=tuple(each.option for each in settings if each.option),
        grammar=grammar,
        leaves=baseline,
        modules=tuple(modules),
    )
    return Facts(
        target,
        {each.name: each for each in settings},
        results,
        source or Source(),
        handed_on=handed_on,
    )
