"""Foreign text in Markdown: as it is, in one line, and no character of it a mark.

:func:`text` and :func:`code` stand inside a line or a cell of a table, never at a line's start.
"""

import html
import re

from configbench.escaping import visible

#: What has a meaning somewhere in a line of Markdown, and a backslash before which takes it away.
#: An underline between letters has none: names stay as they are written.  Code hosts add their own:
#: addresses without brackets, numbers of issues.
_MARKS = re.compile(
    r"([\\`*\[\]~|$]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|[#!](?=\d)|(?i:(?<=www)\.))"
)

#: A name behind it is a person, a host a mailbox, and a backslash is of no help.
_AT = re.compile(r"@(?=\w)")


def text(value: str) -> str:
    r"""Return text as Markdown shows it.

    >>> print(text("<b> *a* | c_d _e_"))
    &lt;b&gt; \*a\* \| c_d \_e\_
    """
    line = " ".join(visible(value).split())
    marked = html.escape(_MARKS.sub(r"\\\1", line), quote=False)
    return _AT.sub("@<!-- -->", marked)


def code(value: str) -> str:
    r"""Return inline code, whatever quotes it has, nothing for nothing.

    >>> print(code("a `b`"), code("a|b"))
    `` a `b` `` <code>a\|b</code>
    """
    line = visible(value)
    if not line.strip():
        return ""
    if "|" in line:
        # In a cell, a bar ends the cell even between backquotes.
        return f"<code>{text(line)}</code>"
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    beside = " " if "`" in (line[0], line[-1]) else ""
    return f"{fence}{beside}{line}{beside}{fence}"
