"""What comes back from a saved run, beside what had arrived in it: CB116, CB117 and CB209."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from configbench.audit.model import Act, Arrived, How, Observation, Saved, Try
from configbench.audit.rules.facts import Facts, observed
from configbench.audit.rules.reading import shown, text
from configbench.values import Typed, equal, same_value


class Back(Enum):
    """How a value came back that is not as it was."""

    #: Another value.
    OTHER = "other"
    #: Its text, or a value for a text.
    TEXT = "text"
    #: The same value, of another type.
    TYPE = "type"


@dataclass(frozen=True)
class Returned:
    """A value that is not as it was.

    Attributes
    ----------
    name
        Of its leaf.
    before, after
        What had arrived and what arrives; None if it is not there.
    back
        In which way it is other.
    """

    name: str
    before: Typed
    after: Typed | None
    back: Back


def restored(facts: Facts, *acts: Act) -> Iterator[tuple[Try, Arrived, Saved]]:
    """Yield the runs that were restored from what another had saved, and that one.

    Those of some acts; if none are named, where both ran in the program's own environment.
    """
    for tried, became in facts.trips:
        saved = became.saved
        if tried.act in (acts or (Act.SAVED,)) and saved is not None and saved.command:
            yield tried, became, saved


def returned(facts: Facts, back: Back) -> Iterator[tuple[Try, Arrived, Returned]]:
    """Yield what came back in one way."""
    for tried, became, saved in restored(facts):
        if became.reached:
            for each in compared(facts, saved, became):
                if each.back is back:
                    yield tried, became, each


def told(
    facts: Facts, rule: str, back: Back, cause: Callable[[Returned], str]
) -> Iterator[Observation]:
    """Yield what a rule tells of values that came back in one way."""
    for tried, became, each in returned(facts, back):
        before, after = shown(each.name, each.before), shown(each.name, each.after)
        yield observed(
            facts,
            rule,
            cause(each),
            (tried, became),
            expected=before,
            arrived=after,
            says=f"{before} is saved, and comes back as {after}",
            name=each.name,
        )


def types(each: Returned) -> str:
    """Return the cause of a value that came back as another type: which as which."""
    before, after = each.before["t"], str((each.after or {}).get("t"))
    return f"{before.rpartition('.')[2]} as {after.rpartition('.')[2]}"


def compared(facts: Facts, saved: Saved, became: Arrived) -> Iterator[Returned]:
    """Yield the values of a run that are not as they were in the one from which it was restored.

    What changes from run to run is left out, and what the command sets that restores it.  Of the
    variables at a stated place only those count that can be typed: others tell how it came there.
    """
    left_out = facts.unstable | saved.unstable | saved.own
    for name, before in saved.leaves.items():
        stated = facts.target.spot.how is How.PLANTED
        if name in left_out or (stated and name not in facts.settings):
            continue
        after = became.leaves.get(name)
        back = way(before, after)
        if back is not None:
            yield Returned(name, before, after, back)


def way(before: Typed, after: Typed | None) -> Back | None:
    """Return in which way a value is another; None if it is the same, or nothing can be said.

    A path that was made absolute is the same, as everywhere.
    """
    if after is None:
        return Back.OTHER
    if "unreadable" in before or "unreadable" in after or equal(before, after):
        return None
    one, other = text(before), text(after)
    if (before["t"] == "str") != (after["t"] == "str"):
        is_text = after["t"] == "str" and _is_text_of(after.get("v"), before)
        is_value = before["t"] == "str" and _is_text_of(before.get("v"), after)
        return Back.TEXT if is_text or is_value else Back.OTHER
    if one is not None and other is not None and other.endswith(f"/{one}"):
        return None
    if same_value(before, after):
        return Back.TYPE
    return _within(before, after)


def _within(before: Typed, after: Typed) -> Back:
    """Return the worst way in which items of two lists differ."""
    one, other = before.get("v"), after.get("v")
    if not (isinstance(one, list) and isinstance(other, list)):
        return Back.OTHER
    if len(one) != len(other) or not all(map(_is_item, (*one, *other))):
        return Back.OTHER
    ways = {way(a, b) for a, b in zip(one, other, strict=True)}
    if Back.OTHER in ways:
        return Back.OTHER
    return Back.TEXT if Back.TEXT in ways else Back.TYPE


def _is_item(each: object) -> bool:
    return isinstance(each, dict)


def _is_text_of(word: object, value: Typed) -> bool:
    """Whether a text is what is written for a value: by ``str``, JSON, YAML; an enum's name."""
    if not isinstance(word, str) or "cut" in value or "args" in value:
        return False
    body = value.get("v")
    if value["t"] == "NoneType":
        return word in {"None", "null", ""}
    if isinstance(body, bool):
        return word.lower() == str(body).lower()
    if isinstance(body, list):
        return word[:1] in {"[", "(", "{"} and word[-1:] in {"]", ")", "}"}
    if word == str(body):
        return True
    # A member of an enum: Color.RED, or its value, which often is its name in small letters.
    last = word.rpartition(".")[2]
    return value["t"] not in {"int", "float"} and last.lower() == str(body).lower()
