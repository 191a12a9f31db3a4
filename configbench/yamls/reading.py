"""YAML read with positions, by ruamel.yaml; no value of it is made, whatever its tags ask for."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final

#: How what reads it comes to be there.
NEEDED: Final = "that needs ruamel.yaml, pip install 'configbench[files]'"


class NoYamlError(ValueError):
    """A text is no YAML: where, and why.

    Attributes
    ----------
    at
        ``:LINE:COLUMN``; empty where that is not known.
    why
        In words.
    """

    def __init__(self, at: str, why: str) -> None:
        super().__init__(f"{at}: {why}")
        self.at = at
        self.why = why


def has_reader() -> bool:
    """Whether what reads YAML is installed: it comes with an extra."""
    try:
        return find_spec("ruamel.yaml") is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


def composed(text: str) -> list[Any]:
    """Return the root node of each document.

    Raises
    ------
    NoYamlError
        If it is none, or is nested too deeply.
    """
    with _refusals():
        return [*_yaml().compose_all(text)]


def events(text: str) -> list[Any]:
    """Return what a text begins, holds and ends, each with its marks, however deeply it is nested.

    Raises
    ------
    NoYamlError
        If it is no YAML.
    """
    with _refusals():
        return [*_yaml().parse(text)]


def _yaml() -> Any:
    # An extra: who asks has seen that it is there.
    from ruamel.yaml import YAML  # noqa: PLC0415

    return YAML(typ="safe", pure=True)


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell all that ruamel.yaml raises for what is no YAML in one way."""
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # It may use a name for two anchors, one after the other; PyYAML says nothing, either.
            warnings.simplefilter("ignore")
            yield
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""
        why = getattr(error, "problem", None) or "it cannot be read"
        raise NoYamlError(at, f"is no YAML: {why}") from error
    except RecursionError as error:
        raise NoYamlError("", "is nested too deeply to be read") from error
    # What else it raises for what is no YAML is its own.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise NoYamlError("", f"is no YAML: {error}") from error
