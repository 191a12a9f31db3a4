"""An audit that tests ask for: ``configbench.audit("python train.py").parametrize()``.

Nothing is read, checked or run before pytest collects the tests, and pytest itself is imported by a
decorator alone: a mistake ends one test, not the import of a file of tests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

_Test = TypeVar("_Test", bound=Callable[..., object] | type)

#: The marker of such tests.
MARK = "configbench"

#: The argument of such a test.
ARGUMENT = "case"


@dataclass(frozen=True)
class Asked:
    """An audit that is asked for.

    Attributes
    ----------
    command
        As it is typed, or its words.
    cwd
        Where it is typed: below the root folder of pytest, or anywhere.
    options
        Those of ``configbench audit``, without dashes in front and with ``_`` in between.
    """

    command: str | Sequence[str]
    cwd: str | Path = "."
    options: Mapping[str, object] = field(default_factory=dict)

    def parametrize(self) -> Callable[[_Test], _Test]:
        """Return a decorator: a test for each rule and each setting.

        The test has an argument ``case``, of which it calls :meth:`.testing.Case.check`.  The
        program is audited when the first test does.
        """
        import pytest  # noqa: PLC0415  who imports us need not have it

        mark: pytest.MarkDecorator = getattr(pytest.mark, MARK)
        return cast("Callable[[_Test], _Test]", mark.with_args(self))


def audit(
    command: str | Sequence[str], *, cwd: str | Path = ".", **options: object
) -> Asked:
    """Ask for an audit of a program, for tests.

    Parameters
    ----------
    command
        As it is typed, ``python train.py --data x``, or its words.
    cwd
        Where it is typed, if not in the root folder of pytest, of which it is told from.
    **options
        Those of ``configbench audit``: ``at="train.py:main"``, ``max_time=60``, ``more=True``;
        what is repeated, as a list; ``NAME=…`` as a dictionary, ``set={"lr": "--lr={}"}``.

    Examples
    --------
    >>> train = audit("python train.py --data x", at="train.py:main")
    >>> train.options
    {'at': 'train.py:main'}
    """
    return Asked(command, cwd, options)
