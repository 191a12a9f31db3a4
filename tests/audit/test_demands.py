"""What has to become of a word: as Python itself reads it, and nothing of what is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.audit.model import Kind, Must, Narrowed, Said, Wanted
from configbench.audit.planning.demands import demanded, several, unread
from configbench.audit.planning.entries import WORDS, entries
from configbench.audit.planning.vocabulary import example, values_text
from configbench.inside.typed import typed
from configbench.values import same_value

INT, FLOAT, BOOL, STR = (
    Wanted(kind, Said.PARSER) for kind in (Kind.INT, Kind.FLOAT, Kind.BOOL, Kind.STR)
)
GUESSED = Wanted(Kind.NUMBER, Said.DEFAULT)


@pytest.mark.parametrize(
    ("wanted", "text", "must", "values"),
    [
        (INT, "-3", Must.MEAN, [-3]),
        (INT, "1e3", Must.MEAN, [1000]),
        (INT, "3.0", Must.MEAN, [3]),
        (INT, "2.5", Must.REJECT, []),
        (INT, "abc", Must.REJECT, []),
        (INT, "", Must.REJECT, []),
        (INT, "1_000", Must.TELL, []),
        (INT, "007", Must.TELL, []),
        (INT, "0x10", Must.TELL, []),
        (INT, "None", Must.TELL, []),
        (Wanted(Kind.INT, Said.PARSER, optional=True), "None", Must.MEAN, [None]),
        (Wanted(Kind.INT, Said.STATED, least=1), "-3", Must.REJECT, []),
        (FLOAT, "1,5", Must.REJECT, []),
        (FLOAT, "nan", Must.TELL, []),
        (FLOAT, "-inf", Must.TELL, []),
        (FLOAT, ".5", Must.MEAN, [0.5]),
        (GUESSED, "abc", Must.TELL, []),
        (GUESSED, "", Must.TELL, []),
        (GUESSED, "2.5", Must.MEAN, [2.5]),
        (GUESSED, "1e3", Must.MEAN, [1000]),
        (BOOL, "False", Must.MEAN, [False]),
        (BOOL, "OFF", Must.MEAN, [False]),
        (BOOL, "yes", Must.MEAN, [True]),
        (BOOL, "", Must.MEAN, [False, None]),
        (BOOL, "maybe", Must.REJECT, []),
        (BOOL, "2", Must.TELL, []),
        (Wanted(Kind.BOOL, Said.DEFAULT), "maybe", Must.TELL, []),
        (STR, "no", Must.MEAN, ["no"]),
        (STR, "null", Must.MEAN, ["null"]),
        (Wanted(Kind.STR, Said.ANNOTATION, optional=True), "null", Must.MEAN, [None, "null"]),
        (Wanted(), "abc", Must.TELL, []),
    ],
)  # fmt: skip
def test_demands(wanted: Wanted, text: str, must: Must, values: list[object]) -> None:
    """Nonsense is refused where a type is declared; what is doubtful is told."""
    found = demanded(wanted, text)
    assert (found.must, list(found.values)) == (
        must,
        [typed(value) for value in values],
    )


@pytest.mark.parametrize(
    ("text", "must", "values"),
    [
        ("adam", Must.ACCEPT, ["adam"]),
        ("Adam", Must.MEAN, ["adam"]),
        ("none", Must.ACCEPT, ["none", None]),
        ("adamm", Must.REJECT, []),
        ("", Must.REJECT, []),
    ],
)
def test_demands_of_a_choice(text: str, must: Must, values: list[object]) -> None:
    """Each is accepted, in another case it is that one or none, another is refused."""
    wanted = Wanted(Kind.CHOICE, Said.CHOICES, choices=("adam", "sgd", "none"))
    found = demanded(wanted, text)
    assert (found.must, list(found.values)) == (
        must,
        [typed(value) for value in values],
    )


def test_a_choice_that_arrives_as_its_own_type_is_not_judged() -> None:
    """What a member of an enum is called only the program knows; another word is refused."""
    wanted = Wanted(Kind.CHOICE, Said.PARSER, (Wanted(),), ("red", "blue"))
    assert demanded(wanted, "red").must is Must.TELL
    assert demanded(wanted, "RED").must is Must.TELL
    assert demanded(wanted, "green").must is Must.REJECT


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
)
def test_numbers_are_what_python_reads(value: float) -> None:
    """However they are written."""
    for text in (repr(value), f"{value:e}", f"{value:.3f}", f"{value:g}"):
        found = demanded(FLOAT, text)
        assert found.must is Must.MEAN
        assert same_value(found.values[0], typed(float(text)))


@given(st.integers())
def test_whole_numbers_are_what_python_reads(value: int) -> None:
    """As an int, as a float, as a number."""
    wanted = Wanted(Kind.NUMBER, Said.ANNOTATION)
    for each in (INT, wanted):
        assert demanded(each, str(value)).values == (typed(value),)


@given(st.text(max_size=8), st.sampled_from(list(Kind)), st.booleans())
def test_a_demand_is_whole(text: str, kind: Kind, reads: bool) -> None:
    """What is to arrive is told where something is, and a guess refuses nothing."""
    for said in (Said.PARSER, Said.DEFAULT):
        found = demanded(Wanted(kind, said, choices=("a", "b")), text, reads=reads)
        assert bool(found.values) == (found.must in {Must.ACCEPT, Must.MEAN})
        assert found.text
        if said is Said.DEFAULT and kind is not Kind.CHOICE:
            assert found.must in {Must.MEAN, Must.TELL}


def test_items_of_a_list_are_demanded_each() -> None:
    """One that is nonsense is enough."""
    wanted = Wanted(Kind.LIST, Said.PARSER, (INT,))
    assert several(wanted, ("1", "2")).values == (typed([1, 2]),)
    assert several(wanted, ("1", "x")).must is Must.REJECT
    assert several(Wanted(Kind.LIST, Said.PARSER), ("1", "x")).must is Must.TELL


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_words_with_reasons(kind: Kind) -> None:
    """Each is typed once in each form, for a reason, with a demand in words."""
    found = entries(example(kind))
    assert found
    assert all(entry.why and entry.expected.text for entry in found)
    assert len({(entry.texts, entry.form) for entry in found}) == len(found)
    for word in WORDS.get(kind, ()):
        assert word.text in {text for entry in found for text in entry.texts}


@pytest.mark.parametrize(
    ("kind", "default", "accepted"),
    [
        (Kind.INT, 32, {"33"}),
        (Kind.INT, -1, set()),
        (Kind.FLOAT, 0.001, {"5e-4"}),
        (Kind.FLOAT, 10.0, {"5e0", "10"}),
        (Kind.FLOAT, -0.5, set()),
        (Kind.BOOL, True, {"True", "False"}),
        (Kind.STR, "a", set()),
    ],
)
def test_only_what_nobody_can_refuse_must_be_accepted(
    kind: Kind, default: object, accepted: set[str]
) -> None:
    """Near the default, on its side of zero."""
    setting = example(kind)
    there = type(setting)(setting.name, setting.wanted, typed(default), setting.valued,
                          option=setting.option)  # fmt: skip
    found = [entry for entry in entries(there) if entry.expected.must is Must.ACCEPT]
    assert {text for entry in found for text in entry.texts} == accepted


def test_bounds_that_are_stated_are_sharp() -> None:
    """They are accepted, and what lies beyond them is refused."""
    text = values_text(narrowed={"lr": Narrowed(kind=Kind.FLOAT, least=0, most=1)})
    demands = {
        cells[1].strip(): cells[2].strip()
        for line in text.splitlines()
        if len(cells := line.split("│")) > 3
    }
    assert demands["0"] == "must be accepted: 0.0"
    assert demands["-1"] == demands["2"] == demands["-1e-3"] == "must be refused"


def test_the_page_names_every_kind() -> None:
    """But a number, which nobody declares."""
    titles = [line for line in values_text().splitlines() if line.startswith("x: ")]
    assert titles == [f"x: {kind}" for kind in Kind if kind is not Kind.NUMBER]


@pytest.mark.parametrize(
    ("arrived", "is_fine"),
    [
        (["a", "b"], True),
        ("[a,b]", True),
        (["[a,b]"], True),
        (["[a", "b]"], True),
        (["[a"], False),
    ],
)
def test_a_list_of_texts_may_be_split_at_its_commas(
    arrived: object, *, is_fine: bool
) -> None:
    """To absl brackets are letters like any other, and nothing is lost."""
    wanted = Wanted(Kind.LIST, Said.ANNOTATION, (STR,))
    values = (*several(wanted, ["a", "b"]).values, *unread(wanted, "[a,b]"))
    assert any(same_value(typed(arrived), value) for value in values) is is_fine
    numbers = Wanted(Kind.LIST, Said.ANNOTATION, (INT,))
    assert unread(numbers, "[1,2]") == []
