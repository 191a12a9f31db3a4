"""Our own words as HTML: a paragraph, a frame, the place of a file."""

from html import escape
from pathlib import Path
from urllib.parse import quote


def scroll(label: str, table: str, *, tall: bool = False) -> str:
    """Return a table in a frame that scrolls, by keyboard too."""
    kind = "scroll tall" if tall else "scroll"
    return (
        f'<div class="{kind}" role="region" aria-label="{escape(label)}" tabindex="0">'
        f"{table}</div>"
    )


def marked(text: str) -> str:
    """Return a paragraph of our own Markdown as HTML: stars, double stars, backquotes."""
    out, mark = [], {"**": "strong", "*": "em", "`": "code"}
    opened: list[str] = []
    place = 0
    while place < len(text):
        sign = next((s for s in mark if text.startswith(s, place)), None)
        if sign is None or (opened[-1:] == ["`"] and sign != "`"):
            out.append(escape(text[place], quote=False))
            place += 1
            continue
        if sign in opened:
            opened.remove(sign)
            out.append(f"</{mark[sign]}>")
        else:
            opened.append(sign)
            out.append(f"<{mark[sign]}>")
        place += len(sign)
    return "".join(out)


def ticked(text: str) -> str:
    """Return a sentence as HTML; code is what stands between backquotes."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text, quote=False)
    return "".join(
        f"<code>{escape(piece, quote=False)}</code>"
        if number % 2
        else escape(piece, quote=False)
        for number, piece in enumerate(pieces)
    )


def place(program: str) -> str:
    """Return where a page of the site finds a program: in the repository, or on this disk."""
    if program.startswith("/"):
        return Path(program).as_uri()
    return f"../../{quote(program)}"
