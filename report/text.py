"""How facts are written in Markdown: outcomes as letters, code, and text in the cell of a table."""

from typing import Any

from report.figures import LETTERS


def legend() -> str:
    """Return what the letters mean."""
    return (
        "✓ right · t retyped · S silent · L late · r refused though asked rightly · "
        "u unsupported · B broken · · skipped; *ʰ* a hand-written line answers for the cell."
    )


def letter(cell: dict[str, Any] | None) -> str:
    """Return a cell's letter, bold where somebody should look, or nothing."""
    if cell is None:
        return ""
    hand = "ʰ" if cell["by"] == "hand" else ""
    found = LETTERS[cell["outcome"]]
    return f"**{found}**{hand}" if found in "SLBtr" else f"{found}{hand}"


def code(text: str) -> str:
    """Return inline code that survives in a table cell."""
    fence = "``" if "`" in text else "`"
    return fence + text.replace("|", "\\|") + fence


def plain(text: str) -> str:
    """Return prose that survives in a table cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
