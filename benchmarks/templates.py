r"""Common texts with a row's own lines filled in: ``{name}`` stands where a text belongs.

Whatever else stands in braces stays as it is: a dictionary, an f-string, a group of commands.

>>> print(filled("a\n  {load}\n  {more}\n  {x!r}", {"load": "b\nc\n", "more": ""}))
a
  b
  c
  {x!r}
"""

import re
from collections.abc import Iterator, Mapping

#: A place that is a line of its own, or one within a line; ``${x}`` is the shell's.
_PLACE = re.compile(
    r"^(?P<indentation> *)\{(?P<alone>[A-Za-z_]+)\}(?P<end>\n|\Z)"
    r"|(?<!\$)\{(?P<within>[A-Za-z_]+)\}",
    re.MULTILINE,
)


def places(template: str) -> Iterator[str]:
    """Yield the names that stand in a template, as often as they do."""
    for found in _PLACE.finditer(template):
        yield found["alone"] or found["within"]


def filled(template: str, texts: Mapping[str, str]) -> str:
    """Return a template with texts in the places of their names; what has no text stays.

    A place that is a line of its own gives its indentation to all lines of its text, and goes with
    an empty one.  The end of a text's last line is the template's.
    """
    # In one pass: what was filled in is no template.
    return _PLACE.sub(lambda found: _text(found, texts), template)


def _text(found: re.Match[str], texts: Mapping[str, str]) -> str:
    name = found["alone"] or found["within"]
    if name not in texts:
        return found[0]
    text = texts[name].removesuffix("\n")
    if found["within"] or not text:
        return text
    lines = [found["indentation"] * bool(line) + line for line in text.split("\n")]
    return "\n".join(lines) + found["end"]
