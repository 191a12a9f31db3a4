"""What people and tools type for a value, by kind, and why they do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from configbench.audit.model import NUMBERS, Expected, Kind, Option, Setting, Wanted
from configbench.audit.planning.demands import (
    collected,
    demanded,
    is_beyond,
    several,
    unread,
)
from configbench.audit.planning.nearby import lists, near, plain_number
from configbench.audit.planning.wanted import MANY, is_many, reads_values

#: Most words of a choice that are typed; there are choices of a thousand models.
_CHOICES = 4


class Form(StrEnum):
    """How a value is put into a spelling."""

    #: Whichever spelling has its turn.
    ANY = "any"
    #: In one word with its name, ``--lr=-3``.
    JOINED = "joined"
    #: In a word of its own, ``--lr -3``.
    APART = "apart"
    #: The name again for each item, ``--tag a --tag b``.
    EACH = "each"


@dataclass(frozen=True)
class Entry:
    """One value, as it is typed.

    Attributes
    ----------
    texts
        Its words: one, but for what takes several.
    why
        Why a person or a tool types it.
    expected
        What has to become of it.
    form
        How it is put into a spelling.
    """

    texts: tuple[str, ...]
    why: str
    expected: Expected
    form: Form = Form.ANY


@dataclass(frozen=True)
class Word:
    """A word, why it is typed, and how it is put into a spelling."""

    text: str
    why: str
    form: Form = Form.ANY


_EMPTY = Word("", "an unset variable of a shell, --x=$X")
_NONSENSE = Word("abc", "a word in the wrong place")
_NONE = Word("None", "as Python writes it")
_SUM = Word("7+4", "a range, a version; what makes 11 of it would run any words")

_INT = (
    Word("1e3", "papers, spreadsheets and sweep tools write it so"),
    Word("2.5", "a mistake: half of something that is counted"),
    _NONSENSE,
    _EMPTY,
    Word("1_000", "as Python writes it"),
)
_MINUS = (
    Word("-3", "a number below zero, in one word with its name", Form.JOINED),
    Word("-3", "a number below zero, which looks like an option", Form.APART),
)
_FLOAT = (
    Word(".5", "as people write a half"),
    Word("-1e-3", "below zero and small, in one word with its name", Form.JOINED),
    Word("-1e-3", "below zero and small, which looks like an option", Form.APART),
    Word("nan", "a mistake in what computed it"),
    Word("inf", "no limit, as people write it"),
    Word("1,5", "a half, as half of Europe writes it"),
    _NONSENSE,
    _EMPTY,
)
_BOOL = (
    Word("True", "as Python writes it"),
    Word("False", "as sweep agents type it", Form.JOINED),
    Word("False", "as Python writes it", Form.APART),
    Word("true", "as YAML and JSON write it"),
    Word("false", "as YAML and JSON write it"),
    Word("1", "as shells and C write it"),
    Word("0", "as shells and C write it"),
    Word("yes", "as people say it"),
    Word("no", "as people say it"),
    Word("on", "as YAML 1.1 has it"),
    Word("off", "as YAML 1.1 has it"),
    Word("maybe", "a mistake: neither of the two"),
    _EMPTY,
)
#: Of a flag that takes no word: what people type nevertheless.
_FLAG = (
    Word("False", "as sweep agents type it", Form.JOINED),
    Word("False", "as one types it for a bool elsewhere", Form.APART),
    Word("True", "as one types it for a bool elsewhere", Form.APART),
)
_STR = (
    Word("123", "a name made of digits: a run's, a date"),
    Word("no", "a country, an answer; YAML 1.1 reads a bool"),
    Word("null", "a name; YAML and JSON read nothing"),
    Word("1e3", "a hash, a version; looks like a number"),
    Word("~", "a home folder; YAML reads nothing"),
    Word("two words", "a title"),
    Word("'q'", "a quotation"),
    Word("a=b", "a URL's query, a pair"),
    Word("a #b", "a comment to YAML and shells"),
    Word("a,b", "a list to some grammars"),
    Word("-a", "text that looks like an option", Form.JOINED),
    _EMPTY,
    Word("é✓", "a name that is not English"),
    _SUM,
)
_PATH = (
    Word("/nonexistent/two words.txt", "a path with a blank"),
    Word("/nonexistent/a=b,c", "what sweep tools call their folders"),
    Word("123", "a folder named by a number"),
)
_UNKNOWN = (Word("abc", "a word"), Word("1e-3", "a number"), _EMPTY, _SUM)

WORDS: Mapping[Kind, tuple[Word, ...]] = {
    Kind.INT: (*_MINUS, *_INT),
    Kind.NUMBER: (*_MINUS, *_INT),
    Kind.FLOAT: _FLOAT,
    Kind.BOOL: _BOOL,
    Kind.STR: _STR,
    Kind.PATH: _PATH,
    Kind.DICT: (Word("{a: 1}", "as YAML writes it"), Word('{"a": 1}', "as JSON does")),
    Kind.UNKNOWN: _UNKNOWN,
}


# -- of one setting -------------------------------------------------------------------------------


def entries(
    setting: Setting, grammar: str = "", *, all_choices: bool = False
) -> list[Entry]:
    """Return what is typed for the value of a setting.

    Parameters
    ----------
    setting
        Which.
    grammar
        Of which library the words are.
    all_choices
        Whether each choice is typed, however many there are.
    """
    option = setting.option
    kind = setting.wanted.kind
    reads = reads_values(option, grammar)
    if not setting.valued:
        words = _FLAG if kind is Kind.BOOL else ()
        return [_entry(setting.wanted, each) for each in words]
    if kind in MANY:
        found = list(_of_many(setting, option, reads=reads))
    elif kind is Kind.CHOICE:
        found = list(_of_choice(setting.wanted, all_choices=all_choices))
    else:
        found = list(_of_one(setting, reads=reads))
    return found if option is None or not option.positional else _positional(found)


def _entry(
    wanted: Wanted, word: Word, *, sure: bool = False, reads: bool = False
) -> Entry:
    expected = demanded(wanted, word.text, sure=sure, reads=reads)
    return Entry((word.text,), word.why, expected, word.form)


# -- of one word ----------------------------------------------------------------------------------


def _of_one(setting: Setting, *, reads: bool) -> Iterator[Entry]:
    kind = setting.wanted.kind
    if kind in NUMBERS:
        yield from _of_number(setting, reads=reads)
        return
    surely_bool = kind is Kind.BOOL and _takes_python(setting.option)
    for word in WORDS[kind]:
        sure = surely_bool and word.text in {"True", "False"}
        yield _entry(setting.wanted, word, sure=sure, reads=reads)
    if kind is not Kind.STR or setting.wanted.optional:
        yield _entry(setting.wanted, _NONE, reads=reads)


def _takes_python(option: Option | None) -> bool:
    """Whether what reads a bool is no function of the program's, with words of its own."""
    return option is not None and (
        option.type in {"", "builtins.bool"} or option.type.startswith("click.")
    )


def _of_number(setting: Setting, *, reads: bool) -> Iterator[Entry]:
    wanted = setting.wanted
    one, _ = near(wanted, setting.default)
    value = plain_number(setting.default)
    # What may be below zero may have to be.
    sure = value is None or value >= 0
    form = Form.JOINED if one.startswith("-") else Form.ANY
    yield _entry(wanted, Word(one, "a value beside the default", form), sure=sure)
    is_float = wanted.kind is Kind.FLOAT or setting.default["t"] == "float"
    if is_float:
        whole = (
            value is not None and value == int(value) and not is_beyond(wanted, value)
        )
        text = str(int(value)) if whole and value is not None else "1"
        yield _entry(
            wanted, Word(text, "a whole number, without its point"), sure=whole
        )
    for word in WORDS[Kind.FLOAT if is_float else Kind.INT]:
        yield _entry(wanted, word, reads=reads)
    yield _entry(wanted, _NONE, reads=reads)
    yield from _bounds(wanted)


def _bounds(wanted: Wanted) -> Iterator[Entry]:
    """Yield the bounds that were stated, and what lies beyond them."""
    is_int = wanted.kind is Kind.INT
    for bound, step, side in ((wanted.least, -1, "least"), (wanted.most, 1, "most")):
        if bound is None:
            continue
        for value, why in (
            (bound, f"the {side} that was stated"),
            (bound + step, f"beyond the {side} that was stated"),
        ):
            text = str(int(value)) if is_int or value == int(value) else repr(value)
            yield _entry(wanted, Word(text, why, Form.JOINED), sure=value == bound)


def _of_choice(wanted: Wanted, *, all_choices: bool) -> Iterator[Entry]:
    choices = wanted.choices
    if len(choices) > _CHOICES and not all_choices:
        choices = (*choices[: _CHOICES - 1], choices[-1])
    for choice in choices:
        yield _entry(wanted, Word(choice, "one of its choices"))
    yield _entry(
        wanted, Word(_no_choice(wanted.choices), "a choice that does not exist")
    )
    for choice in choices:
        other = choice.lower() if choice.upper() == choice else choice.upper()
        if other not in wanted.choices:
            yield _entry(wanted, Word(other, "a choice in the wrong case"))
            break
    yield _entry(wanted, _NONE)


def _no_choice(choices: Sequence[str]) -> str:
    """Return a misspelt choice that is none, nor the beginning of one."""
    longest = max(choices, key=len)
    word = f"{longest}{longest[-1:] or 'x'}x"
    while any(choice.lower().startswith(word.lower()) for choice in choices):
        word += "x"
    return word


# -- of many words --------------------------------------------------------------------------------


def _of_many(
    setting: Setting, option: Option | None, *, reads: bool
) -> Iterator[Entry]:
    wanted = setting.wanted
    first, _ = lists(setting)
    expected = several(wanted, first)
    if option is not None and option.repeatable:
        if option.most == 1 == option.least:
            held = (
                [setting.default["v"]]
                if isinstance(setting.default.get("v"), list)
                else []
            )
            after = [
                {"t": "list", "v": [*before, *value["v"]]}
                for before in held
                for value in expected.values
            ]
            yield Entry(
                tuple(first),
                "one after the other",
                collected(expected, after),
                Form.EACH,
            )
    elif option is not None and is_many(option):
        yield from _in_words(wanted, option, first)
    else:
        yield from _in_brackets(wanted, first, reads=reads)


def _in_words(wanted: Wanted, option: Option, texts: list[str]) -> Iterator[Entry]:
    yield Entry(
        tuple(texts),
        "one word for each item",
        several(wanted, texts, sure=True),
        Form.APART,
    )
    if option.least <= 1 and len(texts) > 1:
        yield Entry(
            (texts[0],), "a list of one", several(wanted, texts[:1]), Form.APART
        )
    wrong = [*texts[:-1], "abc"]
    yield Entry(
        tuple(wrong), "a word in the wrong place", several(wanted, wrong), Form.APART
    )


def _in_brackets(wanted: Wanted, texts: list[str], *, reads: bool) -> Iterator[Entry]:
    """Yield the styles in which a list is one word; another grammar refuses them."""
    expected = several(wanted, texts)
    styles = (
        (f"[{','.join(texts)}]", "as Python, YAML and JSON write it"),
        (f"[{', '.join(texts)}]", "with blanks, as Python prints it"),
        (",".join(texts), "as people write it"),
    )
    for text, why in styles:
        # Where nobody says what the items are, they are text if nothing reads them.
        texts_of = replace(wanted, items=()) if not reads else wanted
        yield Entry((text,), why, collected(expected, unread(texts_of, text)))


def _positional(found: list[Entry]) -> list[Entry]:
    """Return what can be typed without a name: what begins with a dash would be one."""
    return [
        each for each in found if not any(text.startswith("-") for text in each.texts)
    ]
