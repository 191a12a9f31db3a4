"""The contract of a row, judged on stated facts; miniatures meet it in tests/test_miniatures.py."""

from dataclasses import replace

import pytest

from benchmarks import core, registry
from benchmarks.cells import Address, Cell, Judgement
from benchmarks.contract import files, runs
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.judging import expected_record
from benchmarks.outcomes import Outcome
from benchmarks.rerun import Rerun
from benchmarks.running import Probe, Record
from benchmarks.shell import command_line
from benchmarks.values import parse
from configbench.process import Finished

CONTROL: Record = {"seed": parse("42"), "tags": parse("['a']")}


def probe(*records: Record, code: int = 0) -> Probe:
    """Return a run with these records and this end."""
    finished = Finished((), code, None, "", "it says", 0.0, 0.0, 0.0)
    return Probe("a", (), records, finished, ())


class Stated(Subject):
    """A row that does the same whatever the words, and what is declared of it."""

    def __init__(
        self, seen: Probe, cause: str | None = None, deviations: tuple[str, ...] = ()
    ) -> None:
        super().__init__(replace(registry.find("argparse"), deviations=deviations))
        self.defaults = seen
        self.control = CONTROL
        self.late_misspelling = cause

    def probe(self, *_: str) -> Probe:
        """Return what was stated."""
        return self.defaults


def changed(**effect: str) -> Probe:
    """Return a run that reached the core with other settings."""
    typed = {name: parse(text) for name, text in effect.items()}
    return probe(expected_record(CONTROL, typed))


DECLARED = ("Its tags are a tuple.",)


@pytest.mark.parametrize(
    ("seen", "deviations", "outcome"),
    [
        (probe(CONTROL), (), Outcome.RIGHT),
        (probe(CONTROL, CONTROL), (), Outcome.WRONG_VALUE),
        (probe(CONTROL, code=1), (), Outcome.LATE),
        (changed(seed="43"), (), Outcome.WRONG_VALUE),
        (changed(tags="('a',)"), (), Outcome.TYPE_CHANGED),
        (changed(tags="('a',)"), DECLARED, Outcome.RIGHT),
        # Each setting must be declared, and a declared type excuses no other value.
        (changed(tags="('a',)", seed="42.0"), DECLARED, Outcome.TYPE_CHANGED),
        (changed(tags="('b',)"), DECLARED, Outcome.WRONG_VALUE),
    ],
)
def test_only_what_is_declared_is_forgiven(
    seen: Probe, deviations: tuple[str, ...], outcome: Outcome
) -> None:
    """Without words the core gets the control's settings, types aside that are declared."""
    assert runs.defaults(Stated(seen, deviations=deviations)).outcome is outcome


@pytest.mark.parametrize(
    ("seen", "cause", "outcome"),
    [
        (probe(code=2), None, Outcome.RIGHT),
        (probe(CONTROL), None, Outcome.ACCEPTED),
        (probe(CONTROL), "why", Outcome.ACCEPTED),
        (probe(CONTROL, code=1), None, Outcome.LATE),
    ],
)
def test_a_mistake_must_be_refused(
    seen: Probe, cause: str | None, outcome: Outcome
) -> None:
    """Before the core, whatever is declared."""
    assert runs.mistakes(Stated(seen, cause)).outcome is outcome


def test_a_late_refusal_must_be_declared() -> None:
    """A declared cause excuses misspelt keys, and no value out of bounds."""
    judged = runs.mistakes(Stated(probe(CONTROL, code=1)))
    told = [name for name in core.MISTAKES if f" ({name}): " in judged.detail]
    assert told == [*core.MISTAKES]
    judged = runs.mistakes(Stated(probe(CONTROL, code=1), "why"))
    assert judged.outcome is Outcome.LATE
    assert "misspelt" not in judged.detail


def test_a_check_is_as_good_as_its_worst_run() -> None:
    """The first kind of fault, with every sentence of that kind, once."""
    assert runs.summed([]) == Verdict(Outcome.RIGHT, "")
    right = Judgement(Outcome.RIGHT, "well")
    assert runs.summed([right, right]) == Verdict(Outcome.RIGHT, "well")
    judged = [
        right,
        Judgement(Outcome.LATE, "a"),
        Judgement(Outcome.REJECTED, "b"),
        Judgement(Outcome.LATE, "c"),
        Judgement(Outcome.LATE, "a"),
    ]
    assert runs.summed(judged) == Verdict(Outcome.LATE, "a; c")


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        (
            Rerun(None, first=CONTROL, second=CONTROL, weights=("w", "w")),
            Verdict(Outcome.RIGHT, "record and weights came back"),
        ),
        (
            Rerun(None, first=CONTROL, second=CONTROL, weights=("w", "v")),
            Verdict(Outcome.WRONG_VALUE, "other weights from an equal record"),
        ),
        (
            Rerun(None, first=CONTROL, second={}, weights=("w", "w")),
            Verdict(
                Outcome.WRONG_VALUE,
                "seed: 42 came back as nothing; tags: ['a'] came back as nothing",
            ),
        ),
        (Rerun("nothing was saved"), Verdict(Outcome.REJECTED, "nothing was saved")),
    ],
)
def test_a_saved_run_must_come_back(done: Rerun, verdict: Verdict) -> None:
    """Its record and its weights; equal weights alone are not enough."""
    subject = Stated(probe(CONTROL))
    subject.repeated = done
    outcome, detail = runs.reruns(subject)
    # A fault's sentence begins with the words that were typed.
    typed = f"{command_line(subject.words(core.CHANGED))}: "
    assert outcome is verdict.outcome
    assert detail.removeprefix(typed) == verdict.detail
    assert detail.startswith(typed) is not (outcome is Outcome.RIGHT)


GAP: Cell = {"outcome": "unsupported", "detail": "no way"}
UNKNOWN: Cell = {"outcome": "unmeasured", "detail": "no disk"}
WORKS: Cell = {"outcome": "right", "detail": "it did", "false_declaration": True}


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ([], Verdict(Outcome.RIGHT, "0 declared gaps, none of them works")),
        ([GAP, GAP], Verdict(Outcome.RIGHT, "2 declared gaps, none of them works")),
        ([WORKS], Verdict(None, "x/row/0 is declared to have no way, and works")),
        (
            [UNKNOWN, WORKS],
            Verdict(None, "x/row/1 is declared to have no way, and works"),
        ),
        ([GAP, UNKNOWN], Verdict(Outcome.UNMEASURED, "x/row/1: no disk")),
    ],
)
def test_a_declared_gap_is_tried(cells: list[Cell], verdict: Verdict) -> None:
    """One that works breaks the contract; one that nobody could try keeps it from being kept."""
    tried = [
        (Address("x", "row", str(number)), cell) for number, cell in enumerate(cells)
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "_gaps", lambda _: iter(tried))
        assert files.gaps(Stated(probe(CONTROL))) == verdict
