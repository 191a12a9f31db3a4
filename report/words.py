"""What categories, families of cases and needs are called: ``report/words.toml``."""

import functools
import tomllib
from typing import Any

from report import load
from report.load import Results

FILE = load.HERE / "words.toml"


@functools.cache
def words() -> dict[str, Any]:
    """Return what stands in the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def report() -> dict[str, Any]:
    """Return what is said of the report as a whole."""
    found: dict[str, Any] = words()["report"]
    return found


def _of(category: str) -> dict[str, Any]:
    found: dict[str, Any] = words()["categories"].get(category, {})
    return found


def title(category: str) -> str:
    """Return what a category is called."""
    return str(_of(category).get("title", category.capitalize()))


def intro(results: Results, category: str) -> str:
    """Return what a category measures, in one paragraph: at least the question that it asks."""
    question = load.described(results, category)["question"]
    return " ".join(str(_of(category).get("intro", question)).split())


def families(category: str) -> dict[str, str]:
    """Return what families of cases are called, and so which kinds of cases are families."""
    found: dict[str, str] = _of(category).get("families", {})
    return found
