"""Leave out checks of a row that a test is not about: of whole trainings, and of types."""

from collections.abc import Collection

import pytest

from benchmarks import contract

#: What a text alone shows to a tool: layout, lint and types.
STYLE = ("layout", "lint", "types")

#: Checks that really train.
TRAININGS = ("trains", "reruns")


def without(monkeypatch: pytest.MonkeyPatch, names: Collection[str]) -> None:
    """Have all checks but some."""
    only(monkeypatch, contract.CHECKS.keys() - {*names})


def only(monkeypatch: pytest.MonkeyPatch, names: Collection[str]) -> None:
    """Have only some of the checks."""
    checks = {name: contract.CHECKS[name] for name in contract.CHECKS if name in names}
    monkeypatch.setattr(contract, "CHECKS", checks)
