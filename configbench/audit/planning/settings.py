"""Which settings a program has, what each is wanted to be, and how it is spelt."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from configbench.audit.model import Arrived, Leaves, Option, Request, Setting, Target
from configbench.audit.planning.spelling import Ask, Spelling, told, tried
from configbench.audit.planning.wanted import UNKNOWN, wanted
from configbench.errors import UserError, nearest
from configbench.inside.typed import typed
from configbench.values import Typed, equal

#: How often the words as given are typed again, before any others are.
_AGAIN = 2

#: Types of what is code, or a thing of the running program: nobody types those.
_CODE = frozenset(
    {
        "function",
        "method",
        "builtin_function_or_method",
        "type",
        "module",
        "functools.partial",
    }
)
_OPENED = frozenset({"argparse.FileType", "click.types.File", "click.utils.LazyFile"})

CHANGES = "changes from run to run"
CODE = "holds code"
OBJECT = "is an object of {}, and no parser tells how it is typed"
UNREADABLE = "cannot be read: {}"
OPENS = "opens the file that is typed"
ACTS = "sets nothing: its flag does something else"
CHOOSES = "chooses the subcommand"
WORDLESS = "its parser does not tell how it is typed"
COUNTS = "takes no value: it counts how often it is typed"
CONSTANT = "takes no value: its flag sets what the program has fixed"
OWN_ACTION = "takes no value: an action of the program's own sets it"
#: Why something is no setting, and can be compared all the same.
_SEEN = frozenset({OPENS, ACTS, CHOOSES, WORDLESS, COUNTS, CONSTANT, OWN_ACTION})


@dataclass(frozen=True)
class Found:
    """The settings of a program.

    Attributes
    ----------
    settings
        Those that can be tried, in the order in which they arrive.
    not_settable
        Names of those without a spelling.
    ignored
        Those that were left out, each with why.
    notes
        What is stated of settings that are not there, in sentences: one file may state of several
        programs.
    """

    settings: tuple[Setting, ...]
    not_settable: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def unstable(self) -> frozenset[str]:
        """Names of the leaves that say nothing when they are other than before."""
        return frozenset(name for name, why in self.ignored.items() if why not in _SEEN)


def found(
    target: Target, request: Request, ask: Ask, before: Sequence[Arrived] = ()
) -> Found:
    """Find the settings of a program.

    Parameters
    ----------
    target
        The program.
    request
        What a user states of spellings and types.
    ask
        Types words behind those of the user; one answer each.
    before
        What became of the words as given since the place was found, one run after the other: a
        program may take long to start, and need not do it for the same again.

    Raises
    ------
    UserError
        If the place is not reached again, or a setting is spelt that is not there.
    """
    # Not at once: what is typed twice together is run once.
    more = _AGAIN - len(before)
    again = [*before, *(became for _ in range(more) for became in ask([()]))]
    if not any(each.reached for each in again):
        raise UserError(_not_again(target, again[-1], request.time_limit))
    active = [option for option in target.options if is_active(option, target.words)]
    of: dict[str, list[Option]] = {}
    for option in active:
        of.setdefault(option.leaf, []).append(option)
    ignored = dict(_left_out(target.leaves, again, of))
    names = list(dict.fromkeys((*target.leaves, *of)))
    _check_spellings(request, names)
    baseline = {
        name: leaf for name, leaf in target.leaves.items() if name not in ignored
    }
    for name, options in of.items():
        if reason := _useless(options, target):
            ignored.setdefault(name, reason)
    ignored.update(_acting(of, target.leaves, ignored, ask))
    left = [name for name in names if name not in ignored]
    spelt = _spelt(left, of, baseline, request, ask)
    groups = {
        leaf[:at]
        for leaf in target.leaves
        for at, sign in enumerate(leaf)
        if sign == "."
    }
    settings = [
        _setting(name, spelt[name], of.get(name, []), target, request, groups)
        for name in left
        if name in spelt
    ]
    unspelt = [name for name in left if name not in spelt]
    # That none can be set is said only of what no parser tells of.
    ignored.update({name: _wordless(of[name]) for name in unspelt if name in of})
    return Found(
        tuple(settings),
        tuple(name for name in unspelt if name not in of),
        ignored,
        _stated_in_vain(request, names),
    )


def is_active(option: Option, words: Sequence[str]) -> bool:
    """Whether the words as given choose the subcommand that an option is of."""
    behind = iter(words)
    return all(word in behind for word in option.command)


def _not_again(target: Target, last: Arrived, limit: float) -> str:
    if last.exceeded == "time":
        return (
            f"{target.spot.at} was reached once, and not within {limit:g} s when the same words "
            "were typed again; --time-limit can give it more"
        )
    said = (last.stderr or last.stdout).strip().rpartition("\n")[2]
    ended = last.exceeded or f"it ended with exit code {last.exit}"
    return (
        f"{target.spot.at} was reached once, and not when the same words were typed again: "
        f"{ended}{f' and says {said!r}' if said else ''}; expected a program that comes there "
        "each time"
    )


def _check_spellings(request: Request, names: Sequence[str]) -> None:
    for name in request.templates:
        if name not in names:
            raise UserError(
                f"--set: there is no setting {name!r}{nearest(name, names)}; expected one of "
                f"the {len(names)} that --list names"
            )


def _stated_in_vain(request: Request, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"pyproject.toml states something of {name!r}, which is no setting of this program"
        f"{nearest(name, names)}"
        for name in request.narrowed
        if name not in names
    )


# -- what is left out -----------------------------------------------------------------------------


def _left_out(
    leaves: Leaves, again: Sequence[Arrived], of: Mapping[str, Sequence[Option]]
) -> Iterator[tuple[str, str]]:
    """Yield the leaves that are no settings, each with why."""
    reached = [each.leaves for each in again if each.reached]
    for name, leaf in leaves.items():
        if reason := _no_setting(leaf, told_of=name in of):
            yield name, reason
        elif not all(name in other and equal(leaf, other[name]) for other in reached):
            yield name, CHANGES
    for name in {name for other in reached for name in other}:
        if name not in leaves:
            yield name, CHANGES


def _no_setting(leaf: Typed, *, told_of: bool) -> str:
    if "unreadable" in leaf:
        return UNREADABLE.format(leaf["unreadable"])
    if leaf["t"] in _CODE:
        return CODE
    holds_nothing = str(leaf.get("v", "")).startswith("<") and leaf["t"] != "str"
    if ("args" in leaf or holds_nothing) and not told_of:
        return OBJECT.format(leaf["t"])
    return ""


def _useless(options: Sequence[Option], target: Target) -> str:
    """Return why what a parser tells of is no setting: help, version, an opened file."""
    if any(option.type in _OPENED for option in options):
        return OPENS
    if any(_chooses(option, target.options) for option in options):
        return CHOOSES
    return ""


def _wordless(options: Sequence[Option]) -> str:
    """Return why what a parser tells of cannot be typed with a value."""
    if any(option.most != 0 for option in options):
        return WORDLESS
    if any(option.adjusted for option in options):
        return OWN_ACTION
    return COUNTS if any(option.repeatable for option in options) else CONSTANT


def _acting(
    of: Mapping[str, Sequence[Option]],
    leaves: Leaves,
    ignored: Collection[str],
    ask: Ask,
) -> dict[str, str]:
    """Return flags that set nothing when they are typed: help, version.

    One of which nothing arrives before that may be left out by its parser, until it is typed.
    """
    lines = {
        name: next((option.on[:1] for option in options if option.on), ())
        for name, options in of.items()
        if name not in leaves
        and name not in ignored
        and not any(option.valued for option in options)
    }
    became = dict(zip(lines, ask([*lines.values()]), strict=True))
    return {name: ACTS for name, each in became.items() if name not in each.leaves}


def _chooses(option: Option, options: Sequence[Option]) -> bool:
    """Whether the choices of a positional word are subcommands."""
    commands = {other.command for other in options}
    return option.positional and any(
        (*option.command, choice) in commands for choice in option.choices
    )


# -- the others -----------------------------------------------------------------------------------


def _spelt(
    names: Sequence[str],
    of: Mapping[str, Sequence[Option]],
    baseline: Leaves,
    request: Request,
    ask: Ask,
) -> dict[str, Spelling]:
    found: dict[str, Spelling] = {}
    for name in names:
        if template := request.templates.get(name):
            found[name] = Spelling((template,), by="stated")
        elif spelling := told(of.get(name, ())):
            found[name] = spelling
    # What takes no word by its parser's own account, as what counts does, is not tried with one.
    wordless = {
        name for name, options in of.items() if all(each.most == 0 for each in options)
    }
    wanting = {
        name: baseline[name]
        for name in names
        if name not in found and name in baseline and name not in wordless
    }
    choices = {
        name: option.choices for name in wanting for option in of.get(name, ())[:1]
    }
    return found | tried(wanting, choices, baseline, ask)


def _as_tried(name: str, option: Option | None, spelling: Spelling) -> Option | None:
    """Return what is told of an option with how it is typed, as trying has shown."""
    if option is None and not spelling.many:
        return None
    told_of = option or Option(name)
    return replace(
        told_of,
        valued=spelling.valued,
        on=spelling.on,
        off=spelling.off,
        least=0 if spelling.many else told_of.least,
        most=None if spelling.many else told_of.most,
    )


def _setting(
    name: str,
    spelling: Spelling,
    options: Sequence[Option],
    target: Target,
    request: Request,
    groups: Collection[str],
) -> Setting:
    # Of a pair of flags, and of a flag beside an option, the one that takes a value tells more.
    option = next((each for each in options if each.valued), next(iter(options), None))
    default = target.leaves.get(name, typed(None))
    if spelling.by == "trying":
        option = _as_tried(name, option, spelling)
    found = wanted(option, default, request.narrowed.get(name), target.grammar)
    if name in groups:
        # A group of settings, chosen by name: what arrives are its leaves.
        found = replace(found, items=(UNKNOWN,)) if found.choices else UNKNOWN
    return Setting(
        name=name,
        wanted=found,
        default=default,
        valued=spelling.valued,
        on=spelling.on,
        off=spelling.off,
        by=spelling.by,
        option=option,
        where=option.where if option else "",
    )
