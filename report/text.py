"""Figures and facts as text, for tables in Markdown, in a terminal and on a page."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from report import cells, otherwise, words
from report.figures import Row


def started(row: Row) -> str:
    """Print how many times the baseline's time a row's start takes, with the interval."""
    start = interval(row.start, digits=2)
    if not row.torch or not row.start:
        return start
    return str(words.words()["row"]["imports_torch"].format(start=start))


def bought(row: Row) -> str:
    """Print what a row's lines buy."""
    titles = {each["id"]: each["title"] for each in words.words()["bought"]}
    return ", ".join(titles[each] for each in row.bought)


def shares(row: Row) -> str:
    """Print what the library does rightly by itself, and what is done rightly at all."""
    if row.right is None or row.right_at_all is None:
        return ""
    return f"{row.right.percent} / {row.right_at_all.percent}"


def cut(said: str, most: int) -> str:
    """Return a text of so many characters at most; where it is cut, a sign stands."""
    return said if len(said) <= most else f"{said[: most - 1]}…"


def ran(row: Row) -> str:
    """Print how many times the baseline's time it takes in a run, with the interval."""
    return interval(row.run, digits=2)


def footnotes(table: Sequence[Row]) -> list[str]:
    """Return what is to be known of marks and times in the first table."""
    said = words.words()["row"]
    found = [
        said["unproven"].format(row=row.title, unproven=row.unproven)
        for row in table
        if row.unproven
    ]
    if some := [row for row in table if row.elsewhere]:
        named = "; ".join(
            said["elsewhere_of"].format(row=row.title, cells=row.elsewhere)
            for row in some
        )
        told = {"mark": otherwise.MARK, "page": otherwise.PAGE, "rows": named}
        found.append(said["elsewhere"].format(**told))
    if some := [row for row in table if row.unknown]:
        named = ", ".join(f"{row.title} ({row.unknown})" for row in some)
        mark = cells.PARTIES["unmeasured"].mark
        found.append(said["unknown"].format(mark=mark, rows=named))
    dates = {row.other_run[:16].replace("T", " ") for row in table if row.other_run}
    if dates:
        named = joined([row.title for row in table if row.other_run])
        found.append(said["other_run"].format(dates=joined(sorted(dates)), rows=named))
    return found


def other_run(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the sentence on rows of a timed category that another run measured, if any."""
    if not found:
        return ""
    named = [f"{name} ({each['created'][:10]})" for name, each in found.items()]
    return str(words.words()["measuring"]["elsewhen"].format(rows=joined(named)))


def size(row: Row) -> str:
    """Print what a library adds, in MiB: a little is not nothing."""
    if row.mib is None:
        return ""
    return "<0.1" if row.adds and not row.mib else f"{row.mib:g}"


def interval(measured: tuple[float, float, float] | None, digits: int = 1) -> str:
    """Print a median with its interval: ``8.7 [8.2, 9.0]``."""
    if measured is None:
        return ""
    median, low, high = measured
    return f"{median:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"


def milliseconds(fact: object, digits: int = 1) -> str:
    """Print a median with its interval, stored in seconds, in milliseconds; or nothing."""
    measured = cells.interval(fact)
    if measured is None:
        return ""
    median, low, high = measured
    return interval((median * 1e3, low * 1e3, high * 1e3), digits)


def joined(names: Sequence[str]) -> str:
    """Return a list as prose.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    last = str(words.words()["counts"]["last"])
    return last.join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def afresh(adapter: Mapping[str, Any], address: str) -> str:
    """Return the command that measures a cell of a row afresh."""
    words = ["python", "-m", "benchmarks", "reproduce", address]
    if "/" in (place := adapter.get("address", "")):
        words.append(f"--adapters={place}")
    return shlex.join(words)


def asked(adapter: Mapping[str, Any], name: str) -> str:
    """Return the command that asks who answers for the cells of a row."""
    place = adapter.get("address", "")
    return shlex.join(
        ["python", "-m", "benchmarks", "parties", place if "/" in place else name]
    )


def same(name: str) -> str:
    """Return what two spellings of a distribution's name have in common (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def anchor(title: str) -> str:
    """Return the name that code hosts give to a heading.

    >>> anchor("Hydra, structured")
    'hydra-structured'
    """
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")
