"""Facts as small text: JSON, deflated, in letters that a script may hold; ``data.js`` opens it.

The letters are those of RFC 1924: no quotation mark and no backslash is among them.
The bytes are those of whatever zlib is there: two of them may differ and mean the same.  So what
is compared is :func:`opened` (``report --check``), and :func:`same` tells.
"""

import base64
import json
import re
import zlib
from typing import Any

#: A script that hands on packed facts, and nothing else.
_SCRIPT = re.compile(r'configbench\.take\(("[^"]*"),"([^"\\]*)"\)\n')


def packed(value: Any) -> str:
    """Return a value as letters, five for four bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b85encode(zlib.compress(_bytes(text), 9)).decode("ascii")


def opened(letters: str) -> Any:
    """Return the value again."""
    return json.loads(zlib.decompress(base64.b85decode(letters)).decode("utf-8"))


def script(name: str, value: Any) -> str:
    """Return the script that hands on a value under a name."""
    return f'configbench.take({json.dumps(name)},"{packed(value)}")\n'


def held(text: str) -> tuple[str, Any] | None:
    """Return the name and the value that such a script hands on; of another text nothing."""
    found = _SCRIPT.fullmatch(text)
    return (json.loads(found[1]), opened(found[2])) if found else None


def same(one: str, other: str) -> bool:
    """Return whether two texts are equal, or scripts that hand on the same."""
    if one == other:
        return True
    try:
        return (kept := held(one)) is not None and kept == held(other)
    except (ValueError, zlib.error):
        return False


def _bytes(text: str) -> bytes:
    """Return UTF-8; half a pair of surrogates, which it cannot hold, as JSON writes it."""
    return re.sub(
        "[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text
    ).encode("utf-8")
