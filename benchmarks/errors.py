"""Kinds of trouble that never mix; the message of each is one sentence for whoever reads it.

::

    ConfigbenchError        of the instrument, as are the next two
    ├── UserError        what the user typed: told, exit 2
    ├── RowError         what a data file of an adapter got wrong: its author reads it
    │   └── AbsentError  it is not there
    ├── ProgramError     what the program under test did: a fact, with its outcome
    │   └── ForeignInputError  it left something that cannot be used
    └── UnmeasuredError  disk, memory, harness, reference: nobody is to blame
        └── MissingError something is not installed

Two *answers* are none of these: :class:`UnsupportedError`, which leaves nothing that could be
measured, and :class:`NotApplicableError`.
"""

import copy
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.outcomes import Outcome, Trouble
from configbench.errors import ConfigbenchError, UnmeasuredError
from configbench.foreign import unusable


class RowError(ConfigbenchError):
    """A data file of an adapter cannot be used; the message names file and key."""

    trouble = Trouble.ROW


class AbsentError(RowError):
    """A data file of an adapter is not there, or not yet; ``cases`` need it, or all of them."""

    trouble = Trouble.MISSING

    def __init__(self, sentence: str, cases: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.cases = cases


class ProgramError(ConfigbenchError):
    """The program under test did something that ends a measurement; ``outcome`` is the fact."""

    def __init__(self, sentence: str, outcome: Outcome = Outcome.BROKEN) -> None:
        super().__init__(sentence)
        self.outcome = outcome


class ForeignInputError(ProgramError):
    """A record, a saved file or anything else that a run left cannot be used: it is broken."""


class MissingError(UnmeasuredError):
    """What was asked for needs something that is not installed; the message says what."""

    trouble = Trouble.MISSING


class UnsupportedError(Exception):
    """An answer: the row has no spelling for what is to be set."""


class NotApplicableError(Exception):
    """An answer: the case makes no sense for this row."""


def trouble_of(error: RowError | UnmeasuredError) -> Trouble:
    """Return why a cell was not measured; the instrument's own troubles are of this machine."""
    return getattr(error, "trouble", Trouble.HERE)


#: A data file of a row has so many bytes at most, and lists and tables in each other.
_LONGEST = 100_000
_DEEPEST = 20


@lru_cache(maxsize=512)
def _parsed(text: str) -> dict[str, Any]:
    """Return what TOML says: the description of a row is read dozens of times in a run.

    Raises
    ------
    ValueError
        If it is no TOML, longer than a person would write it, or nested more deeply.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"has {len(text)} characters; expected at most {_LONGEST}")
    try:
        content = tomllib.loads(text)
    except RecursionError:
        raise ValueError(f"is nested more than {_DEEPEST} deep") from None
    if fault := unusable(content, _DEEPEST):
        raise ValueError(fault)
    return content


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file that the author of a row wrote by hand.

    Raises
    ------
    AbsentError
        If it is not there.
    RowError
        If it is malformed.
    """
    if not path.exists():
        raise AbsentError(f"{path}: not found")
    if not path.is_file():
        # A pipe would be waited for.
        raise RowError(f"{path}: is no file; expected one of TOML")
    try:
        # Whoever reads it may change it.
        return copy.deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise RowError(f"{path}: cannot be read: {error}") from error
