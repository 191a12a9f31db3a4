"""Foreign text on a terminal: what would move the cursor or hide a word is shown as an escape."""

import unicodedata


def visible(text: str) -> str:
    r"""Return a text in one line, whose every character is seen: ``\x1b``, ``\n``, ``\u202e``.

    Blanks stay as they are, those of other scripts included.

    >>> print(visible("a\x1b[31mb\tc\n"))
    a\x1b[31mb\tc\n
    """
    if text.isprintable():
        return text
    return "".join(
        each
        if each.isprintable() or unicodedata.category(each) == "Zs"
        else each.encode("unicode_escape").decode("ascii")
        for each in text
    )
