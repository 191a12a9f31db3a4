"""What cannot be done: a declared gap, with its proof.  One form, and one judgement for all.

*Not supported*: the library has no way.  *Not used*: it has one, and this program goes without.
Either has a reason and the page that shows it.  Before it can be said that there is no way,
somebody must have tried in two ways or more that differ; each is executed whenever the cell is
measured, and told with what it did.

What an attempt is, its owner knows: a line that is typed, a script, two functions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.cells import Judgement
from benchmarks.errors import RowError
from benchmarks.forms import PAGE, SAID, Form, check, is_list
from benchmarks.outcomes import DECLARED, Outcome

#: What a gap is called, by the key that declares it.
KINDS = {str(outcome): outcome for outcome in DECLARED}

#: What is said of each gap.
REASON: Mapping[str, Form] = {"reason": SAID, "page": PAGE}

#: How often somebody must have tried before it can be said that there is no way.
ENOUGH = 2

#: What an attempt may do that is worse than the gap: who makes it in good faith gets just that.
_WORSE = (Outcome.WRONG_VALUE, Outcome.TYPE_CHANGED)


@dataclass(frozen=True)
class Gap:
    """Why something cannot be done.

    Attributes
    ----------
    outcome
        ``UNSUPPORTED``: the library has no way, either; ``NOT_USED``: the library has one.
    reason, page
        Why, and the page that says so.
    """

    outcome: Outcome
    reason: str
    page: str

    def __str__(self) -> str:
        """Print as a cell tells it."""
        return f"{self.reason} ({self.page})"


@dataclass(frozen=True)
class Tried:
    """What became of an attempt: what was done, as it is published, and how that is judged."""

    done: Mapping[str, object]
    judged: Judgement

    def told(self) -> dict[str, object]:
        """Return what is published of it."""
        said = {"outcome": str(self.judged.outcome), "detail": self.judged.detail}
        return {**self.done, **said}


# -- declared -------------------------------------------------------------------------------------


def check_declared(
    path: Path,
    stated: object,
    inside: str,
    attempt: Form = SAID,
    more: Mapping[str, Form] | None = None,
    kind: str = "unsupported",
) -> None:
    """Check what a row's file says of a gap.

    Parameters
    ----------
    path, inside
        The file, and where in it the gap stands.
    stated
        What stands there.
    attempt
        What each of its attempts must be.
    more
        Keys beside reason, page and attempts, all of which must be there.
    kind
        A key of :data:`KINDS`; only of what is not supported there must be attempts.

    Raises
    ------
    RowError
        The sentence names file, key and expected form.
    """
    form, fits = attempt
    forms: dict[str, Form] = {
        **REASON,
        **(more or {}),
        "attempts": (f"a list, each {form}", lambda every: is_list(every, fits)),
    }
    proven = KINDS[kind] is Outcome.UNSUPPORTED
    check(path, stated, forms, forms if proven else [*forms][:-1], inside)
    if proven:
        attempts = stated.get("attempts", ()) if isinstance(stated, dict) else ()
        require_enough(f"{path}: {inside}.attempts", attempts)


def require_enough(where: str, attempts: Iterable[object], called: str = "") -> None:
    """Require that somebody has tried in two ways or more.

    Raises
    ------
    RowError
        If fewer differ in more than blanks; the sentence says ``where``, and what they are called.
    """
    if (count := len({_bare(each) for each in attempts})) < ENOUGH:
        raise RowError(
            f"{where} has {count}{called}; expected {ENOUGH} or more that differ, "
            "before it is said that the library has no way"
        )


def _bare(attempt: object) -> str:
    """Return an attempt without what makes no difference."""
    return " ".join(str(attempt).split())


# -- judged ---------------------------------------------------------------------------------------


def judge(
    gap: Gap, attempts: Sequence[Tried], more: Mapping[str, object] | None = None
) -> Judgement:
    """Judge what is said to have no way by what became of all that was tried; pure.

    Who makes an attempt in good faith, and gets something else, has a wrong value, whatever was
    declared; an attempt that does what is asked makes the declaration false.

    Parameters
    ----------
    gap, attempts
        What was declared, and tried.
    more
        What else is published.
    """
    judged = [tried.judged for tried in attempts]
    shown = _first(judged, (Outcome.RIGHT, *_WORSE)) or judged[0]
    facts = {**shown.facts, "attempts": [tried.told() for tried in attempts]}
    facts |= more or {}
    if shown.outcome in _WORSE:
        goes_without = gap.outcome is Outcome.NOT_USED
        said = "this program goes without" if goes_without else "there is no way"
        return replace(shown, detail=f"{shown.detail}; {said}: {gap}", facts=facts)
    return replace(shown, gap=str(gap), lacks=gap.outcome, facts=facts)


def _first(
    judged: Iterable[Judgement], outcomes: Sequence[Outcome]
) -> Judgement | None:
    """Return the first of the outcome that comes first."""
    found = [each for each in judged if each.outcome in outcomes]
    return min(found, key=lambda each: outcomes.index(each.outcome), default=None)
