"""Which command lines an audit types, and what has to become of each: facts in, tries out."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from configbench.audit.model import (
    NUMBERS,
    Act,
    Expected,
    Kind,
    Must,
    Option,
    Setting,
    Target,
    Template,
    Try,
)
from configbench.audit.planning.demands import (
    TELL,
    collected,
    demanded,
    either,
    several,
    unread,
)
from configbench.audit.planning.entries import Entry, entries
from configbench.audit.planning.naming import Names, head, names
from configbench.audit.planning.nearby import Value, beside
from configbench.audit.planning.placing import Given
from configbench.audit.planning.settings import is_active
from configbench.audit.planning.spelling import filled, is_apart
from configbench.audit.planning.wanted import MANY, is_declared, is_many, reads_values
from configbench.inside.typed import typed
from configbench.values import same_value

#: Of how many settings that are alike something is typed that is told and not judged.
_SAMPLE = 5
#: How many options of other subcommands are typed, and how many settings behind a launcher.
_OTHERS, _LAUNCHED = 5, 6
#: Names so short are the beginning of an option of many launchers.
_SHORT = 3
_STRAY = "stray"


def tries(
    target: Target, settings: Sequence[Setting], seed: int, *, more: bool = False
) -> list[Try]:
    """Return what is typed, twice nothing first.

    Settings take turns, so that whoever ends it early has seen something of each.

    Parameters
    ----------
    target, settings
        The program and what of it can be set.
    seed
        Of what is drawn.
    more
        Whether nothing is drawn, and all is typed.
    """
    planner = _Planner(target, tuple(settings), names(target.options, settings), seed)
    of_each = [list(planner.of(setting)) for setting in settings]
    turns = [
        tried for turn in zip_longest(*of_each) for tried in turn if tried is not None
    ]
    planned = [*planner.of_program(), *turns]
    if not more:
        planned = _sampled(planned, settings, drawing(seed))
    nothing = Try(Act.NOTHING, (), (), Expected(Must.ACCEPT, text="the same as before"))
    return [nothing, nothing, *_once(planned)]


def _once(planned: Iterable[Try]) -> Iterator[Try]:
    seen = set()
    for tried in planned:
        key = (tried.act, tried.settings, tried.words, tried.instead)
        if key not in seen:
            seen.add(key)
            yield tried


def _sampled(
    planned: Sequence[Try], settings: Sequence[Setting], rng: random.Random
) -> list[Try]:
    """Leave out what is told and not judged, but of some settings that are alike."""
    alike = {each.name: _alike(each) for each in settings}
    told: dict[object, list[Try]] = defaultdict(list)
    for tried in planned:
        if tried.expected.must is Must.TELL and tried.settings:
            is_value = tried.act is Act.VALUE
            reader = (tried.typed, alike.get(tried.settings[0])) if is_value else None
            told[tried.act, reader].append(tried)
    left = {
        id(tried)
        for group in told.values()
        for tried in rng.sample(group, max(len(group) - _SAMPLE, 0))
    }
    return [tried for tried in planned if id(tried) not in left]


def _alike(setting: Setting) -> object:
    option = setting.option
    reader = (option.type, option.annotation) if option else ()
    return (setting.wanted.kind, setting.wanted.said, setting.wanted.optional, reader)


@dataclass(frozen=True)
class _Planner:
    """Plans the tries of one program."""

    target: Target
    settings: tuple[Setting, ...]
    names: Names
    seed: int

    @cached_property
    def at(self) -> dict[str, int]:
        """Where each setting stands."""
        return {setting.name: at for at, setting in enumerate(self.settings)}

    @cached_property
    def given(self) -> Given:
        """Where words may stand."""
        return Given(self.target)

    # -- of the whole program
    def of_program(self) -> Iterator[Try]:
        """Yield what is about no setting that can be tried."""
        roomy = self.given.has_room
        expected = TELL if roomy else _refusal(f"nothing takes {_STRAY!r}")
        yield Try(Act.LEFTOVER, (), (_STRAY,), expected, _STRAY, "a word too many")
        yield Try(Act.HELP, (), ("--help",), TELL, None, "asks what there is")
        yield from self._of_other_commands()
        if self.target.launcher:
            yield from self._behind_launcher()

    def _of_other_commands(self) -> Iterator[Try]:
        given = self.target.words
        known = names(
            [each for each in self.target.options if is_active(each, given)], ()
        )
        others = [
            (option, template)
            for option in self.target.options
            if not is_active(option, given)
            for template in (*option.valued[:1], *((word,) for word in option.on[:1]))
            if head(template[0]).startswith("--") and known.is_free(head(template[0]))
        ]
        rng = drawing(f"{self.seed} others")
        for option, template in rng.sample(others, min(_OTHERS, len(others))):
            words = filled([template], ["3"]) or ()
            yield Try(
                Act.OTHER_COMMAND,
                (option.leaf,),
                words,
                _refusal(f"{head(template[0])} is of {' '.join(option.command)}"),
                "3" if option.valued else None,
                "an option of another subcommand",
            )

    def _behind_launcher(self) -> Iterator[Try]:
        """Yield values that are typed with the launcher in front, which may take short names."""
        spelt = [
            each for each in self.settings if each.valued and not _is_positional(each)
        ]
        short = [each for each in spelt if len(each.name) <= _SHORT]
        rng = drawing(f"{self.seed} launcher")
        drawn = rng.sample(short, min(_LAUNCHED - 1, len(short)))
        others = [each for each in spelt if each not in short]
        drawn += rng.sample(others, min(_LAUNCHED - len(drawn), len(others)))
        for setting in drawn:
            value, _ = beside(setting)
            words = filled(setting.valued, value.texts)
            if words is not None:
                expected = self._meant(setting, value)
                yield self._try(
                    Act.LAUNCHER, setting, words, expected, value.text,
                    "the same behind a launcher",
                )  # fmt: skip

    # -- of one setting
    def of(self, setting: Setting) -> Iterator[Try]:
        """Yield what is about one setting."""
        if _is_positional(setting):
            yield from self._positional(setting)
            return
        yield from self._flags(setting)
        yield from self._values(setting)
        yield from self._without_value(setting)
        yield from self._other_names(setting)
        yield from self._repeated(setting)

    def _try(
        self,
        act: Act,
        setting: Setting,
        words: tuple[str, ...],
        expected: Expected,
        text: str | None,
        why: str,
    ) -> Try:
        instead = self.given.placed(setting, words, alone=act is Act.VALUE)
        return Try(act, (setting.name,), words, expected, text, why, instead)

    def _values(self, setting: Setting) -> Iterator[Try]:
        templates = setting.valued or _flag_templates(setting)
        for turn, entry in enumerate(entries(setting, self.target.grammar)):
            words = (
                filled(templates, entry.texts, entry.form, turn) if templates else None
            )
            if words is not None:
                yield self._try(Act.VALUE, setting, words, *_told(entry))

    def _positional(self, setting: Setting) -> Iterator[Try]:
        """Yield values that stand where a word as given stands."""
        for entry in entries(setting, self.target.grammar):
            if len(entry.texts) != 1:
                continue
            instead = self.given.replaced(setting, entry.texts[0])
            if instead is not None:
                yield Try(
                    Act.VALUE,
                    (setting.name,),
                    entry.texts,
                    *_told(entry),
                    instead=instead,
                )

    def _flags(self, setting: Setting) -> Iterator[Try]:
        is_bool = setting.wanted.kind is Kind.BOOL
        for act, word, value in (
            *((Act.BARE, word, True) for word in _plainest(setting.on)),
            *((Act.OFF, word, False) for word in _plainest(setting.off)),
        ):
            expected = replace(either(value), must=Must.ACCEPT, text=str(value))
            # Alone, what takes a value may mean anything, unless it is said to be a bool.
            surely = is_declared(setting.wanted) if setting.valued else True
            if not (is_bool and surely):
                expected = TELL
            yield self._try(
                act,
                setting,
                (word,),
                expected,
                None,
                f"turns it {'on' if value else 'off'}",
            )

    def _without_value(self, setting: Setting) -> Iterator[Try]:
        apart = next((each for each in setting.valued if is_apart(each)), None)
        if apart is None or setting.on:
            return
        name = apart[:-1]
        needs = self._needs_value(setting)
        yield self._try(
            Act.BARE, setting, name, _refusal("a value is missing") if needs else TELL, None,
            "the value was forgotten",
        )  # fmt: skip
        following = self._following(setting)
        if needs and following:
            yield self._try(
                Act.SWALLOW, setting, (*name, *following),
                _refusal(f"the value of {name[0]} is missing"), None,
                "the value was forgotten, and another option follows",
            )  # fmt: skip

    def _needs_value(self, setting: Setting) -> bool:
        """Whether its parser says that it takes a value, and that can be seen.

        Fire takes any name alone as a flag; what getopt hands on is read behind the place.
        """
        option = setting.option
        if option is None or setting.wanted.kind is Kind.BOOL:
            return False
        if setting.wanted.kind in MANY and not is_many(option):
            return False  # none may be an empty list
        unseen = self.target.grammar.startswith(("fire", "getopt"))
        return option.least > 0 and not unseen

    def _following(self, setting: Setting) -> tuple[str, ...] | None:
        """Return words for the next setting of the same command that has a name with dashes."""
        at = self.at[setting.name]
        for other in (*self.settings[at + 1 :], *self.settings[:at]):
            same = _command(other) == _command(setting)
            if same and other.valued and other.valued[0][0].startswith("--"):
                # In one word, if it can be: of two, a word that is left over is refused.
                templates = sorted(other.valued, key=len)
                return filled(templates, beside(other)[0].texts)
        return None

    # -- other names
    def _other_names(self, setting: Setting) -> Iterator[Try]:
        template, value, expected = self._moving(setting)
        if template is None:
            return
        name = head(template[0])
        rng = drawing(f"{self.seed} {setting.name}")
        known = self.names
        refusal = _refusal("there is no such name")
        for act, other, demand, why in (
            (Act.MISSPELT, known.misspelt(name, rng), refusal, "a letter is wrong"),
            (Act.CASE, known.other_case(name), expected, "in the other case"),
            (
                Act.DASH,
                known.dashed(name),
                expected,
                "a dash for an underscore, or back",
            ),
            (Act.ABBREVIATED, known.abbreviated(name), TELL, "as short as it can be"),
        ):
            if other is None or demand is None:
                continue
            renamed = (other + template[0][len(name) :], *template[1:])
            words = filled([renamed], value.texts) if value else renamed
            if words is not None:
                text = value.text if value else None
                yield self._try(act, setting, words, demand, text, f"{name} {why}")

    def _moving(
        self, setting: Setting
    ) -> tuple[Template | None, Value | None, Expected | None]:
        """Return a spelling with a value that moves a setting, and what has to become of it."""
        if setting.valued:
            named = [each for each in setting.valued if head(each[0])]
            longest = max(named, key=lambda each: len(head(each[0])), default=None)
            value, _ = beside(setting)
            expected = self._meant(setting, value)
            if any(same_value(each, setting.default) for each in expected.values):
                return longest, value, None
            return longest, value, replace(expected, must=Must.MEAN)
        is_on = setting.default.get("v") is True
        word = next(iter(_plainest(setting.off if is_on else setting.on)), None)
        if word is not None and setting.wanted.kind is Kind.BOOL:
            return (word,), None, either(not is_on)
        word = word or next(iter(_plainest(setting.on)), None)
        return (word,) if word else None, None, None

    def _meant(self, setting: Setting, value: Value) -> Expected:
        """Return the demand that a value is meant: as text, too, where nobody reads it."""
        wanted = setting.wanted
        reads = reads_values(setting.option, self.target.grammar)
        if wanted.kind in MANY:
            expected = several(wanted, value.items)
            if len(value.texts) == 1:
                expected = collected(expected, unread(wanted, value.text))
            if not is_declared(wanted):
                expected = collected(expected, [typed(list(value.items))])
        else:
            expected = demanded(wanted, value.text, reads=reads)
        if wanted.kind in NUMBERS and not is_declared(wanted):
            expected = collected(expected, [typed(value.text)])
        return expected

    def _repeated(self, setting: Setting) -> Iterator[Try]:
        """Yield a name that is typed twice; a bool with its few words is judged by these."""
        wanted, option = setting.wanted, setting.option
        last, first = beside(setting)
        if not setting.valued or last == first or wanted.kind is Kind.BOOL:
            return
        if option is not None and option.repeatable:
            return
        expected = self._meant(setting, last)
        if not expected.values:
            return
        if wanted.kind in MANY:
            both = (
                several(wanted, (*first.items, *last.items))
                if wanted.kind is Kind.LIST
                else expected
            )
            expected = collected(expected, both.values)
            if not is_declared(wanted):
                expected = collected(expected, [typed([*first.items, *last.items])])
        words = [filled(setting.valued, value.texts) for value in (first, last)]
        if words[0] is not None and words[1] is not None:
            demand = replace(expected, must=Must.MEAN)
            yield self._try(
                Act.REPEATED, setting, (*words[0], *words[1]), demand, last.text,
                "appended to a line that has it already",
            )  # fmt: skip


def drawing(seed: object) -> random.Random:
    """Return what is drawn from, the same for the same seed."""
    return random.Random(str(seed))  # noqa: S311  a stated seed is no secret


def _told(entry: Entry) -> tuple[Expected, str, str]:
    return entry.expected, " ".join(entry.texts), entry.why


def _refusal(why: str) -> Expected:
    return Expected(Must.REJECT, text=f"a refusal: {why}")


def _is_positional(setting: Setting) -> bool:
    return setting.option is not None and setting.option.positional


def _command(setting: Setting) -> tuple[str, ...]:
    option: Option | None = setting.option
    return option.command if option else ()


def _plainest(words: Sequence[str]) -> tuple[str, ...]:
    """Return one word of several that do the same, a long one if there is one."""
    return tuple([word for word in words if word.startswith("--")][:1] or words[:1])


def _flag_templates(setting: Setting) -> tuple[Template, ...]:
    """Return how one types a value for a flag that takes none."""
    return tuple(
        template
        for word in _plainest(setting.on)
        for template in (
            (word, "{}"),
            *(((f"{word}={{}}",),) if word.startswith("--") else ()),
        )
    )
