"""What a setting is wanted to be: who says it, and what nobody says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.audit.model import Kind, Narrowed, Option, Said, Wanted
from configbench.audit.planning.nearby import near
from configbench.audit.planning.wanted import UNKNOWN, annotated, wanted
from configbench.inside.typed import typed

VALUED = (("--x", "{}"),)


def by(said: Said, kind: Kind, **more: object) -> Wanted:
    """Return what is wanted, by whom."""
    return Wanted(kind, said, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind", "optional"),
    [
        ("int", Kind.INT, False),
        ("float | None", Kind.FLOAT, True),
        ("typing.Optional[str]", Kind.STR, True),
        ("Union[bool, None]", Kind.BOOL, True),
        ("'int'", Kind.INT, False),
        ("pathlib.Path", Kind.PATH, False),
        ("Annotated[float, 'help']", Kind.FLOAT, False),
        ("int | float", Kind.NUMBER, False),
        ("int | str", Kind.UNKNOWN, False),
        ("int | Color", Kind.UNKNOWN, False),
        ("Literal[True, False]", Kind.BOOL, False),
        ("list[int]", Kind.LIST, False),
        ("tuple[float, ...]", Kind.LIST, False),
        ("tuple[float, float]", Kind.TUPLE, False),
        ("dict[str, int]", Kind.DICT, False),
        ("Any", Kind.UNKNOWN, False),
        ("torch.dtype", Kind.UNKNOWN, False),
        ("None", Kind.UNKNOWN, True),
        ("int |", Kind.UNKNOWN, False),
        ("", Kind.UNKNOWN, False),
    ],
)
def test_annotations_are_read_and_not_evaluated(
    text: str, kind: Kind, optional: bool
) -> None:
    """As Python writes them, and what nobody knows is unknown."""
    found = annotated(text)
    assert (found.kind, found.optional) == (kind, optional)


def test_items_of_annotations() -> None:
    """Of a list one, of a tuple each; of a choice what its words arrive as."""
    assert [item.kind for item in annotated("list[int]").items] == [Kind.INT]
    assert [item.kind for item in annotated("tuple[int, str]").items] == [
        Kind.INT,
        Kind.STR,
    ]
    number = annotated("Literal[1, 2] | None")
    assert (number.choices, number.optional) == (("1", "2"), True)
    assert [item.kind for item in number.items] == [Kind.INT]


@given(st.text(alphabet="intfloastrboLieral[]|,.' \n()*+-0None"))
def test_no_annotation_is_an_error(text: str) -> None:
    """Whatever a program writes there."""
    assert isinstance(annotated(text), Wanted)


@pytest.mark.parametrize(
    ("option", "default", "grammar", "expected"),
    [
        # Text that is no text once it is read: its own program knows what it makes of it.
        (Option("x", VALUED, type="builtins.str"), {"a": 1}, "argparse", Wanted()),
        (Option("x", VALUED, type="builtins.str"), None, "argparse", by(Said.PARSER, Kind.STR)),
        (Option("x", VALUED, type="builtins.str", choices=("a", "none")), None, "argparse",
         Wanted(Kind.CHOICE, Said.PARSER, (Wanted(),), ("a", "none"))),
        # The parser's type wins over annotation and default.
        (Option("x", VALUED, type="builtins.int", annotation="float"), 1.5, "argparse",
         by(Said.PARSER, Kind.INT)),
        (Option("x", VALUED, type="builtins.float"), 3, "argparse", by(Said.PARSER, Kind.FLOAT)),
        (Option("x", VALUED, type="__main__.str2bool"), True, "argparse",
         by(Said.PARSER, Kind.BOOL)),
        (Option("x", VALUED, type="distutils.util.strtobool"), 1, "argparse",
         by(Said.PARSER, Kind.BOOL)),
        (Option("x", VALUED, type="builtins.list"), [1, 2], "argparse",
         by(Said.PARSER, Kind.LIST, items=(by(Said.DEFAULT, Kind.NUMBER),))),
        # Functions of the program's own: nobody knows what they make of a number.
        (Option("x", VALUED, type="__main__.<lambda>"), 3, "argparse", UNKNOWN),
        (Option("x", VALUED, type="ast.literal_eval"), 3, "argparse", UNKNOWN),
        (Option("x", VALUED, type="__main__.flag"), True, "argparse",
         by(Said.DEFAULT, Kind.BOOL)),
        (Option("x", VALUED, annotation="float | None"), 3, "tyro",
         by(Said.ANNOTATION, Kind.FLOAT, optional=True)),
        # A number alone says no more than that; text arrives as text.
        (Option("x", VALUED), 3, "argparse", by(Said.DEFAULT, Kind.NUMBER)),
        (Option("x", VALUED), "3", "argparse", UNKNOWN),
        (Option("x", VALUED), None, "argparse", UNKNOWN),
        (Option("x", VALUED), True, "argparse", UNKNOWN),
        (Option("x", VALUED), True, "fire", by(Said.DEFAULT, Kind.BOOL)),
        (None, True, "", by(Said.DEFAULT, Kind.BOOL)),
        (Option("x", on=("--x",)), False, "argparse", by(Said.PARSER, Kind.BOOL)),
        (Option("x", on=("-v",)), 0, "argparse", UNKNOWN),
        (Option("x", VALUED, choices=("a", "b")), "a", "argparse",
         by(Said.CHOICES, Kind.CHOICE, choices=("a", "b"))),
        # A member of an enum arrives, under whichever name.
        (Option("x", VALUED, choices=("a", "b"), type="__main__.Color"), None, "argparse",
         by(Said.CHOICES, Kind.CHOICE, choices=("a", "b"), items=(UNKNOWN,))),
        (Option("x", VALUED, least=1, most=None, type="builtins.int"), None, "argparse",
         by(Said.PARSER, Kind.LIST, items=(by(Said.PARSER, Kind.INT),))),
    ],
)  # fmt: skip
def test_the_first_who_says_it_wins(
    option: Option | None, default: object, grammar: str, expected: Wanted
) -> None:
    """Parser, annotation, choices, default; else it is unknown."""
    assert wanted(option, typed(default), None, grammar) == expected


@pytest.mark.parametrize(
    ("stated", "kind", "said"),
    [
        (Narrowed(kind=Kind.FLOAT), Kind.FLOAT, Said.STATED),
        (Narrowed(choices=("1", "2")), Kind.CHOICE, Said.STATED),
        (Narrowed(least=0), Kind.NUMBER, Said.STATED),
        (Narrowed(optional=True), Kind.NUMBER, Said.DEFAULT),
    ],
)
def test_what_is_stated_overrules(stated: Narrowed, kind: Kind, said: Said) -> None:
    """And narrows no further than it says."""
    found = wanted(Option("x", VALUED), typed(3), stated, "argparse")
    assert (found.kind, found.said) == (kind, said)
    assert (found.least, found.optional) == (stated.least, bool(stated.optional))


def test_a_default_beyond_all_floats_is_a_number_as_any() -> None:
    """A modulus, a seed of some hundred digits: values beside it are typed."""
    kind = Wanted(Kind.INT, Said.PARSER)
    assert near(kind, typed(10**400)) == near(kind, typed(2))
