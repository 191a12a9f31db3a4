"""What enters a program to find its parsers."""

import argparse
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from configbench.inside import PARSERS, parsers
from configbench.inside.parsers import adjusting, options, sources, swapping
from configbench.inside.parsers.entries import Call, Entry
from configbench.inside.parsers.known import KNOWN, of_argparse, of_click

SEEN: list[dict[str, Any]] = []


def kind(name: str, *, clamp: bool = False, home: str = "click.types") -> Any:
    """Return a type as click's are, of a module."""
    return type("Kind", (), {"__module__": home, "name": name, "clamp": clamp})()


def typer(**told: Any) -> Any:
    """Return what typer's parameters keep of what they were told."""
    return SimpleNamespace(parameter_info=SimpleNamespace(**told))


def plain(a: int, b: int = 2, /, c: int = 3, *rest: int, d: int, **more: int) -> int:
    """Have parameters of every kind."""
    raise AssertionError((a, b, c, rest, d, more))


def around() -> Callable[[int], int]:
    """Return a function that has something from around it."""
    outer = 1

    def inner(a: int) -> int:
        return a + outer

    return inner


class Holder:
    """Has methods."""

    def method(self, a: int) -> str:
        """Have a cell for its class."""
        return f"{__class__}{a}"  # type: ignore[name-defined]


def test_code_is_swapped_for_some_that_only_looks() -> None:
    """Signature and defaults stay; nothing of the function's own is run."""
    signature = inspect.signature(plain)
    swapping.swap(plain, SEEN.append)
    assert inspect.signature(plain) == signature
    assert plain(1, 5, 3, 4, d=6, e=7) is None  # type: ignore[func-returns-value,unused-ignore]
    assert SEEN.pop() == {"a": 1, "b": 5, "c": 3, "rest": (4,), "d": 6, "e": 7}
    inner = around()
    swapping.swap(inner, SEEN.append)
    inner(3)
    assert SEEN.pop() == {"a": 3}
    swapping.swap(Holder.method, SEEN.append)
    Holder().method(2)
    assert SEEN.pop()["a"] == 2


def test_code_of_a_coroutine_stays_one() -> None:
    """Whoever awaits it may go on doing so."""

    async def wait(a: int) -> int:
        return a

    swapping.swap(wait, SEEN.append)
    # Without a loop: a browser's test may have left one running in this process.
    with pytest.raises(StopIteration):
        wait(4).send(None)
    assert SEEN.pop() == {"a": 4}


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (int, "int"),
        (float | None, "float | None"),
        (list[int], "list[int]"),
        (tuple[float, ...], "tuple[float, ...]"),
        (dict[str, Path], f"dict[str, {Path.__module__}.Path]"),
        (Any, "Any"),
        ("Later", "Later"),
    ],
)
def test_annotations_are_written_as_python_writes_them(hint: object, text: str) -> None:
    """Names of modules in front of all that are not built in."""
    assert options.annotation(hint) == text


def test_each_known_library_has_a_file_and_each_file_a_library() -> None:
    """A line without its file would be found by whoever imports the library."""
    folder = Path(parsers.__file__).parent / "known"
    assert {each.stem for each in folder.glob("of_*.py")} == set(KNOWN.values())


class Scaled(argparse.Action):
    """An action of a program's own, that makes another value of what is typed."""

    def __call__(self, _: Any, namespace: Any, values: Any, *__: Any) -> None:
        """Store it."""
        setattr(namespace, self.dest, values * 1024)


class Toggle(argparse.BooleanOptionalAction):
    """A flag of a program's own."""

    def __call__(self, *_: Any) -> None:
        """Store nothing that its names tell."""


def test_an_action_of_the_program_may_make_anything_of_a_value() -> None:
    """Its type is no more what arrives, nor what its names turn on or off."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mem", action=Scaled, type=int)
    parser.add_argument("--amp", action=Toggle)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.add_argument("--lr", type=float)
    parser.add_argument("--fast", action=argparse.BooleanOptionalAction)
    told = {each["dest"]: each for each in of_argparse.options(parser, [])}
    assert told["mem"]["adjusted"].endswith(".Scaled")
    assert (told["amp"]["on"], told["amp"]["off"]) == ([], [])
    assert told["lr"]["type"] == "builtins.float"
    assert {name for name, each in told.items() if each["adjusted"]} == {
        "rest",
        "mem",
        "amp",
    }
    assert (told["fast"]["on"], told["fast"]["off"]) == (["--fast"], ["--no-fast"])


def test_what_cannot_be_typed_is_no_option() -> None:
    """As links of jsonargparse, which are actions; a name that says no takes no value."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--amp", "--noamp", nargs="?", type=bool, dest="amp")
    parser.add_argument("--lr", type=float)
    parser._actions[-1].option_strings = ["lr --> model.lr"]
    (amp,) = of_argparse.options(parser, [])
    assert amp["valued"] == [["--amp", "{}"], ["--amp={}"]]
    assert amp["off"] == ["--noamp"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"count": True, "type": kind("integer")}, (0, [], [], "builtins.int", "")),
        (
            {"is_flag": True, "type": kind("boolean")},
            (0, ["--x"], [], "builtins.bool", ""),
        ),
        ({"is_flag": True, "flag_value": False}, (0, [], ["--x"], "", "")),
        (
            {"_flag_needs_value": True, "type": kind("text")},
            (2, [], [], "builtins.str", ""),
        ),
        (
            {"type": kind("integer range", clamp=True)},
            (2, [], [], "builtins.int", "click.types.Kind.clamp"),
        ),
        (
            {"type": kind("integer", home="train")},
            (2, [], [], "train.Kind", "train.Kind"),
        ),
        ({"type_descriptor": typer(parser=len)}, (2, [], [], "", "builtins.len")),
        (
            {"type_descriptor": typer(clamp=True)},
            (2, [], [], "", "builtins.NoneType.clamp"),
        ),
        (
            {"type": kind("text"), "callback": len},
            (2, [], [], "builtins.str", "builtins.len"),
        ),
    ],
)
def test_what_click_tells_of_an_option(told: dict[str, Any], expected: Any) -> None:
    """What counts takes no value; what a callback, a clamp or an own type makes is its own."""
    each = SimpleNamespace(
        name="x",
        opts=["--x"],
        secondary_opts=[],
        nargs=1,
        required=False,
        expose_value=True,
        **told,
    )
    command = SimpleNamespace(get_params=lambda _: [each])
    (found,) = of_click.options(command, SimpleNamespace(command_path="train.py"))
    assert (
        len(found["valued"]),
        found["on"],
        found["off"],
        found["type"],
        found["adjusted"],
    ) == expected
    plain = {"type", "callback", "type_descriptor"}
    assert found["least"] == (1 if told.keys() <= plain else 0)


@dataclass
class Adjusting:
    """A class that changes its values once they are read."""

    name: str = "x"
    lr: float = 0.1
    out: str = "runs"
    kept: int = 3
    frozen: int = 3

    def __post_init__(self) -> None:
        """Change some."""
        self.name = self.name.lower()
        self._more()
        object.__setattr__(self, "frozen", 3)

    def _more(self) -> None:
        self.lr *= 2
        self.out += "/x"


def test_a_class_may_change_its_values_once_they_are_read() -> None:
    """Itself, or in what it calls; what it leaves alone is told as before."""
    found = {each["path"]: each["adjusted"] for each in options.fields([Adjusting()])}
    assert {name for name, by in found.items() if by} == {"name", "lr", "out", "frozen"}
    assert found["lr"].endswith("Adjusting.__post_init__")


def test_validators_and_converters_may_change_a_value() -> None:
    """As pydantic and attrs keep them; a bound changes nothing."""
    bound = type("Ge", (), {"__module__": "annotated_types"})()
    after = type(
        "AfterValidator", (), {"__module__": "pydantic.functional_validators"}
    )()
    validator = SimpleNamespace(func=len, info=SimpleNamespace(fields=("a",)))
    namespace = {
        "__pydantic_decorators__": SimpleNamespace(
            field_validators={"check": validator}, model_validators={}
        ),
        "__pydantic_fields__": {
            "b": SimpleNamespace(metadata=[bound]),
            "c": SimpleNamespace(metadata=[bound, after]),
        },
        "__attrs_attrs__": (
            SimpleNamespace(name="d", converter=int),
            SimpleNamespace(name="e", converter=None),
        ),
    }
    assert adjusting.adjusted(type("Config", (), namespace)).keys() == {"a", "c", "d"}


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        ("cfg = OmegaConf.merge(base, OmegaConf.from_cli())", True),
        ("cfg = OmegaConf.merge(\n    base,\n    OmegaConf.from_cli(),\n)", True),
        ("cli = OmegaConf.from_cli()\ncfg = OmegaConf.merge(base, cli)", False),
    ],
)
def test_what_is_handed_to_another_parse_is_no_place(
    tmp_path: Path, source: str, *, inner: bool
) -> None:
    """In one expression the one returns on the line of the other."""
    file = tmp_path / "train.py"
    file.write_text(source)
    lines = [
        number
        for number, line in enumerate(source.splitlines(), 1)
        if "from_cli" in line
    ]
    assert sources.within((str(file), lines[0]), "from_cli") is inner


def test_malformed_variables_are_refused() -> None:
    """As the look's own are."""
    with pytest.raises(ValueError, match="expected one of discover, tell, end"):
        parsers.install({PARSERS: "dance:/x"})


class Level(argparse.Action):
    """Turns its choices into something else."""

    def __call__(self, _: Any, space: Any, word: Any, __: str | None = None) -> None:
        """Set a number."""
        setattr(space, self.dest, {"low": 1, "high": 2}[word])


def test_an_action_of_the_programs_own_reads_its_choices() -> None:
    """What arrives is its affair, as with a function that is given as the type."""
    parser = argparse.ArgumentParser()
    told = [
        of_argparse._option(parser, action, ())["type"]
        for action in (
            parser.add_argument(
                "--level", type=str, action=Level, choices=["low", "high"]
            ),
            parser.add_argument("--size", type=str, choices=["low", "high"]),
            parser.add_argument("--name", type=str, action=Level),
        )
    ]
    assert told == [f"{__name__}.Level", "builtins.str", "builtins.str"]


@pytest.mark.parametrize("name", ["known_only", "return_remaining_strings"])
def test_a_call_may_take_some_of_the_words_by_an_argument(name: str) -> None:
    """Tap's ``parse_args(known_only=True)`` is none behind which nothing follows."""
    entry = Entry("tap.Tap.parse_args", "tap", lambda _: None)
    assert Call(entry, (), {name: True}).partial
    assert not Call(entry, (), {name: False}).partial
    assert not Call(entry, (), {}).partial


def test_the_letters_of_a_word_are_no_choices() -> None:
    """CUT states its choices as one text: argparse takes any part of it."""
    action = argparse.ArgumentParser().add_argument("--mode", choices="(CUT, FastCUT)")
    told = of_argparse._option(argparse.ArgumentParser(), action, ())
    assert told["choices"] == []
