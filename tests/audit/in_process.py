"""argparse programs that are asked in this process: what an audit types, and what arrives."""

import argparse
import contextlib
import io
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configbench.audit.model import (
    Arrived,
    How,
    Leaves,
    Must,
    Option,
    Request,
    Setting,
    Spot,
    Target,
    Try,
)
from configbench.inside.typed import typed
from configbench.values import same_value


@dataclass
class Program:
    """A parser as a program.

    Attributes
    ----------
    parser, given
        It, and the words as given.
    typed
        All lines that were typed.
    """

    parser: argparse.ArgumentParser
    given: tuple[str, ...] = ()
    typed: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def target(self) -> Target:
        """What is found of it."""
        return target(
            tuple(options(self.parser)),
            self.run(self.given).leaves,
            "argparse",
            self.given,
        )

    def run(self, words: Sequence[str]) -> Arrived:
        """Parse words, and tell what arrives."""
        err = io.StringIO()
        try:
            with contextlib.redirect_stderr(err), contextlib.redirect_stdout(err):
                known, left = self.parser.parse_known_args(list(words))
                if left:
                    self.parser.error(f"unrecognized arguments: {' '.join(left)}")
        except SystemExit as end:
            return Arrived(
                False, {}, None, int(end.code or 0), None, "", err.getvalue()
            )
        except Exception:  # noqa: BLE001  of what converts, as a process would end
            return Arrived(False, {}, None, 1, None, "", traceback.format_exc())
        leaves = {name: typed(value) for name, value in vars(known).items()}
        return Arrived(True, leaves, None, 0, None, "", "")

    def ask(self, lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        """Type lines behind the words as given."""
        self.typed += lines
        return [self.run((*self.given, *line)) for line in lines]


def target(
    options: tuple[Option, ...],
    leaves: Leaves,
    grammar: str,
    words: tuple[str, ...] = (),
    launcher: tuple[str, ...] = (),
) -> Target:
    """Return a target with what a plan reads of it."""
    return Target(
        command=(*launcher, "python", "train.py", *words),
        launcher=launcher,
        python=Path("/usr/bin/python3"),
        entry=("/train.py",),
        words=words,
        cwd=Path("/"),
        environ={},
        spot=Spot(How.RETURNED, "/train.py:9", "argparse.ArgumentParser.parse_args"),
        candidates=(),
        options=options,
        grammar=grammar,
        leaves=leaves,
    )


def request(**said: Any) -> Request:
    """Return a request in which only a few things are said."""
    return Request(("python", "train.py"), Path("/"), **said)


def options(
    parser: argparse.ArgumentParser, command: tuple[str, ...] = ()
) -> Iterator[Option]:
    """Yield what a parser tells of its options."""
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        yield option(action, command)
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from options(sub, (*command, name))


def option(action: argparse.Action, command: tuple[str, ...]) -> Option:
    """Return what one action tells."""
    names = sorted(action.option_strings, key=lambda name: not name.startswith("--"))
    nargs = action.nargs
    counted = nargs if isinstance(nargs, int) else 1
    negative = tuple(name for name in names if name.startswith("--no-"))
    is_pair = isinstance(action, argparse.BooleanOptionalAction)
    on = is_pair or getattr(action, "const", None) is True
    valued: list[tuple[str, ...]] = [] if names else [("{}",)]
    for name in names:
        valued += [
            (name, "{}"),
            *([(f"{name}={{}}",)] if name.startswith("--") else []),
        ]
    convert: Any = action.type
    return Option(
        leaf=action.dest,
        valued=tuple(valued) if nargs != 0 else (),
        on=tuple(names[:1]) if nargs == 0 and on else (),
        off=(negative or tuple(names))[:1]
        if is_pair or (nargs == 0 and getattr(action, "const", None) is False)
        else (),
        least=0 if nargs in {"?", "*"} else counted,
        most=None if nargs in {"+", "*"} else counted,
        type="" if convert is None else f"{convert.__module__}.{convert.__qualname__}",
        choices=tuple(map(str, action.choices or ())),
        default=typed(action.default),
        required=action.required,
        positional=not names,
        repeatable=isinstance(action, argparse._AppendAction | argparse._CountAction),
        adjusted="" if type(action).__module__ == "argparse" else "train.Action",
        command=command,
    )


def broken(tried: Try, became: Arrived, settings: Sequence[Setting]) -> str:
    """Return how an outcome breaks the demand of its try, plainly judged; empty if it does not."""
    expected = tried.expected
    if expected.must is Must.TELL:
        return ""
    if not became.reached:
        return "refused" if expected.must is Must.ACCEPT else ""
    if expected.must is Must.REJECT:
        return "accepted"
    names = {each.name for each in settings}
    for name, values in {
        **dict.fromkeys(tried.settings[:1], expected.values),
        **expected.others,
    }.items():
        arrived = became.leaves.get(name)
        if name not in names or not values:
            continue
        if arrived is None or not any(same_value(arrived, value) for value in values):
            return f"another value: {arrived}"
    return ""
