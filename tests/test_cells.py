"""The one owner of cells: what a judgement becomes, and what contradicts itself."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks import registry
from benchmarks.category import Category, Measurement, Order, attempt, one_by_one
from benchmarks.cells import (
    LONGEST,
    OWN,
    Address,
    Case,
    Cell,
    CellError,
    Judgement,
    make,
    troubled,
)
from benchmarks.errors import (
    MissingError,
    NotApplicableError,
    ProgramError,
    RowError,
    UnsupportedError,
)
from benchmarks.measuring import cells_of, guarded
from benchmarks.outcomes import EXPLAINED, Kind, Outcome, Party
from benchmarks.registry import Adapter
from configbench.errors import ConfigbenchError, UnmeasuredError, UserError

REQUEST = Case("x")
MISTAKE = Case("x", Kind.MISTAKE)


def cell(judged: Judgement, case: Case = REQUEST) -> Cell:
    """Return the cell of a judgement, with causes that name their address."""
    address = Address("overrides", "hydra", "x")
    return make(address, case, judged, lambda place: f"cause of {place}")


def test_a_cell_has_an_owner_a_detail_and_a_command() -> None:
    """What every cell has, and the facts that the category tells."""
    judged = Judgement(Outcome.RIGHT, "arrived", {"exit": 0}, by=Party.ADAPTER)
    assert cell(judged) == {
        "outcome": "right",
        "by": "adapter",
        "detail": "arrived",
        "reproduce": "python -m benchmarks reproduce overrides/hydra/x",
        "exit": 0,
    }


def test_no_text_of_a_program_fills_a_page() -> None:
    """What it said is told by both ends, at any depth; numbers and short texts stay."""
    flood = "x" * 3_000_000
    told = {"says": flood, "ways": [{"detail": flood}, (flood, 1)], "exit": 10**6}
    made = cell(Judgement(Outcome.RIGHT, flood, told))
    assert len(json.dumps(made)) < 5 * LONGEST
    assert made["says"].startswith("xxx")
    assert made["says"] == made["detail"] == made["ways"][1][0]
    assert f"…({3_000_000 - LONGEST})…" in made["ways"][0]["detail"]
    assert (made["exit"], made["ways"][1][1]) == (10**6, 1)


def test_a_cell_has_all_that_is_known_of_it() -> None:
    """A gap that was tried, the core that answers, an arrival, and the facts beside."""
    judged = Judgement(
        *(Outcome.REJECTED, "no", {"exit": 2}, Party.CORE, "mine", "none"),
        lacks=Outcome.NOT_USED,
        arrival=Outcome.TYPE_CHANGED,
    )
    address = Address("a", "b", "c")
    assert make(address, REQUEST, judged, "cause of {}".format, "again") == {
        "outcome": "not_used",
        "by": "core",
        "detail": "no",
        "reproduce": "again",
        "core": True,
        "exit": 2,
        "not_used": "none",
        "attempt_outcome": "rejected",
        "arrival": "type_changed",
        "arrival_cause": "cause of arrival/c",
    }
    right = Judgement(Outcome.WRONG_VALUE, "other", {"exit": 0})
    made = make(address, REQUEST, right, "cause of {}".format, by=Party.ADAPTER)
    assert made == {
        "outcome": "wrong_value",
        "by": "adapter",
        "detail": "other",
        "reproduce": "python -m benchmarks reproduce a/b/c",
        "exit": 0,
        "cause": "cause of a/c",
    }


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_needs_a_cause_has_one(outcome: Outcome) -> None:
    """The judgement's own cause goes before the row's."""
    case = MISTAKE if outcome is Outcome.ACCEPTED else REQUEST
    judged = Judgement(outcome, "")
    if outcome in {Outcome.UNSUPPORTED, Outcome.NOT_USED}:
        judged = Judgement(Outcome.REJECTED, "", gap="none", lacks=outcome)
    made = cell(judged, case)
    own = cell(replace(judged, cause="mine"), case)
    assert made["outcome"] == outcome
    explained = outcome in EXPLAINED
    assert made.get("cause") == ("cause of overrides/x" if explained else None)
    assert own.get("cause") == ("mine" if explained else None)


def test_a_gap_is_told_with_what_the_attempt_did() -> None:
    """A declared gap is unsupported, whatever the attempt did but the right thing."""
    made = cell(Judgement(Outcome.WRONG_VALUE, "", gap="it cannot (https://x)"))
    assert made["outcome"] == "unsupported"
    assert made["unsupported"] == "it cannot (https://x)"
    assert made["attempt_outcome"] == "wrong_value"
    assert not {"false_declaration", "cause"} & made.keys()


def test_a_gap_that_works_is_a_false_declaration() -> None:
    """The cell tells the truth, and that somebody said otherwise."""
    made = cell(Judgement(Outcome.RIGHT, "", gap="it cannot"))
    assert (made["outcome"], made["false_declaration"]) == ("right", True)


@pytest.mark.parametrize(
    ("arrival", "cause"),
    [
        (Outcome.RIGHT, None),
        (Outcome.TYPE_CHANGED, "cause of arrival/x"),
        (Outcome.REJECTED, "cause of arrival/x"),
    ],
)
def test_an_arrival_has_a_cause_of_its_own(arrival: Outcome, cause: str | None) -> None:
    """How a value arrived is told apart, and explained where it needs to be."""
    made = cell(Judgement(Outcome.RIGHT, "", arrival=arrival))
    assert (made["arrival"], made.get("arrival_cause")) == (str(arrival), cause)


def test_a_refusal_on_arrival_that_nobody_explains_speaks_for_itself() -> None:
    """A refusal has a message; it is not marked as unexplained."""
    judged = Judgement(Outcome.RIGHT, "", arrival=Outcome.REJECTED)
    made = make(Address("a", "b", "c"), REQUEST, judged, lambda _: "unexplained")
    assert "arrival_cause" not in made


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        (REQUEST, Outcome.ACCEPTED),
        (MISTAKE, Outcome.WRONG_VALUE),
        (MISTAKE, Outcome.REJECTED),
        (MISTAKE, Outcome.TYPE_CHANGED),
    ],
)
def test_an_outcome_must_fit_the_case(case: Case, outcome: Outcome) -> None:
    """A request is never wrongly accepted, a mistake never wrongly rejected."""
    with pytest.raises(CellError, match="cannot be"):
        cell(Judgement(outcome, ""), case)


@pytest.mark.parametrize("outcome", [Outcome.UNSUPPORTED, Outcome.NOT_USED])
def test_nothing_lacks_without_having_been_tried(outcome: Outcome) -> None:
    """A judgement tells what an attempt came to; that there is no way is declared beside it."""
    with pytest.raises(CellError, match="only what was tried"):
        cell(Judgement(outcome, "no"), REQUEST)


@pytest.mark.parametrize("key", sorted(OWN))
def test_a_category_tells_no_facts_of_the_owner(key: str) -> None:
    """What the owner writes comes from nobody else."""
    with pytest.raises(CellError, match="may not tell"):
        cell(Judgement(Outcome.RIGHT, "", {key: "x"}))


@pytest.mark.parametrize(
    ("error", "outcome", "trouble"),
    [
        (UnsupportedError("x"), "unmeasured", "missing"),
        (NotApplicableError("x"), "not_applicable", None),
        (ProgramError("x"), "broken", None),
        (ProgramError("x", Outcome.REJECTED), "rejected", None),
        (RowError("x"), "unmeasured", "row"),
        (MissingError("x"), "unmeasured", "missing"),
        (UnmeasuredError("x"), "unmeasured", "here"),
    ],
)
def test_each_trouble_has_its_word(
    error: Exception, outcome: str, trouble: str | None
) -> None:
    """Neither a file's fault nor the machine's is ever the library's."""
    made = cell(troubled(error))
    assert (made["outcome"], made.get("trouble")) == (outcome, trouble)
    assert made["detail"] == "x"


@pytest.mark.parametrize(
    "error", [UserError("x"), ValueError("x"), ConfigbenchError("x")]
)
def test_what_is_no_fact_is_no_cell(error: Exception) -> None:
    """What the user typed, and our own faults, never become facts about a program."""
    with pytest.raises(TypeError):
        troubled(error)


# -- the engine -----------------------------------------------------------------------------------

CASES = {"one": Case("one"), "two": Case("two")}


def category(measure: object) -> Category:
    """Return a category that measures with a function of row and case."""
    return Category(
        name="toy",
        question="?",
        cases=lambda _: CASES,
        measure=one_by_one(lambda _: CASES, measure),  # type: ignore[arg-type]  # any will do
        judge=lambda _, facts: Judgement(Outcome.RIGHT, str(facts)),
    )


@pytest.fixture
def order() -> Order:
    """Return an order of two rows."""
    return Order((registry.find("argparse"), registry.find("fire")))


def test_trouble_of_a_case_is_that_of_no_other(order: Order) -> None:
    """What ends one case leaves the others as they are."""

    def measure(row: Adapter, case: Case) -> str:
        if (row.name, case.name) == ("fire", "one"):
            raise RowError("fire/x.toml: key")
        return "well"

    made = {str(at): each["outcome"] for at, each in cells_of(category(measure), order)}
    assert made == {
        "toy/argparse/one": "right",
        "toy/argparse/two": "right",
        "toy/fire/one": "unmeasured",
        "toy/fire/two": "right",
    }


def test_only_the_cases_that_were_ordered(order: Order) -> None:
    """One case alone; a misspelt one names the nearest."""
    wanted = Order(order.rows[:1], ("two",))
    ((address, _),) = cells_of(category(lambda *_: ""), wanted)
    assert address.case == "two"
    with pytest.raises(UserError, match="did you mean 'two'"):
        list(cells_of(category(lambda *_: ""), Order(order.rows, ("tow",))))


def test_a_fault_of_ours_keeps_what_was_measured(order: Order) -> None:
    """Cells before it stay; each row says that the harness failed; the fault is handed on."""

    def measured(order: Order) -> Iterator[Measurement]:
        yield Measurement(order.rows[0].name, "one", "well")
        raise KeyError("t")

    broken = category(lambda *_: "")
    object.__setattr__(broken, "measure", measured)
    unit, fault = guarded(broken, order)
    assert isinstance(fault, KeyError)
    assert unit["argparse"]["one"]["outcome"] == "right"
    for row in ("argparse", "fire"):
        whole = unit[row]["all"]
        assert (whole["outcome"], whole["trouble"]) == ("unmeasured", "here")
        assert "a fault of the harness: KeyError('t')" in whole["detail"]
        assert whole["reproduce"] == f"python -m benchmarks reproduce toy/{row}"


def test_what_the_user_typed_is_no_cell(order: Order) -> None:
    """An order that cannot be followed stores nothing."""

    def measure(*_: object) -> None:
        raise UserError("not here")

    with pytest.raises(UserError, match="not here"):
        guarded(category(measure), order)


def test_an_attempt_keeps_faults_of_ours() -> None:
    """Only what is a fact about somebody is kept as one."""

    def fail(error: Exception) -> None:
        raise error

    assert isinstance(attempt(fail, ProgramError("x")), ProgramError)
    with pytest.raises(ZeroDivisionError):
        attempt(fail, ZeroDivisionError())
