"""Small pieces of Markdown that survive inside a table."""

from typing import Any

from report.figures import LETTERS


def letter(found: dict[str, Any] | None) -> str:
    """Return the letter of a cell's outcome; *ʰ* where a hand-written line answers for it."""
    if found is None:
        return ""
    hand = "ʰ" if found["by"] == "hand" else ""
    sign = LETTERS[found["outcome"]]
    return f"**{sign}**{hand}" if sign in "SLBtr" else f"{sign}{hand}"


def code(text: str) -> str:
    """Return inline code that survives in a table cell."""
    fence = "``" if "`" in text else "`"
    return fence + text.replace("|", "\\|") + fence


def cell(text: str) -> str:
    """Return prose that survives in a table cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
