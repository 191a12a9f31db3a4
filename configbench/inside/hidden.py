"""What is not shown is hashed: a builtin's values many at a time, until the time is over."""

import time

from . import readings
from .digests import Digest, bytes_of, digest_token, leaf_token, shorter
from .readings import ARGS, LEAF, PAIRS, PARTIAL, UNSET

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable
    from typing import Any

    from .readings import Open, Typed

#: After so many values the clock is read.
_OFTEN = 512


#: Tokens of a builtin's exact values, unless they are cut, by the id of their type: what
#: :func:`leaf_token` gives.
_QUICK: "dict[int, Callable[[Any], bytes | None]]" = {
    id(int): lambda value: (
        b"3:inti%d" % value if value.bit_length() <= readings.BITS else None
    ),
    id(str): lambda value: (
        shorter(bytes_of("3:strs" + value)) if len(value) <= readings.TEXT else None
    ),
    id(float): lambda value: b"5:floats" + repr(value).encode(),
    id(bool): lambda value: b"4:boolb" + repr(value).encode(),
    id(type(None)): lambda _: b"8:NoneTypeNNone",
}


def quick_token(value: "Any") -> "bytes | None":
    """Return the token of a builtin's short value; else ``None``."""
    quick = _QUICK.get(id(type(value)))
    return quick(value) if quick else None


class Hasher:
    """Hashes the containers of one record.

    Parameters
    ----------
    until
        When it gives up, on the monotonic clock.
    seconds
        How long that is, to be told.
    """

    def __init__(self, until: float, seconds: float) -> None:
        self._until = until
        self._seconds = seconds
        self._late = False
        #: Tokens of containers, which a value may hold a thousand times, by their ids.
        self._tokens: dict[int, tuple[object, bytes]] = {}

    def token(self, value: object) -> "bytes | None":
        """Return the token of a builtin's short value and of what was hashed before."""
        known = self._tokens.get(id(value))
        return known[1] if known and known[0] is value else quick_token(value)

    def leaf(self, node: "Typed") -> bytes:
        """Return the token of a description without inner ones."""
        return leaf_token(node)

    def of_cut(self, cut: "Typed") -> "bytes | None":
        """Return the token of what is hashed already."""
        return digest_token(cut.get("sha256"))

    def open(self, top: "Open") -> None:
        """Begin to hash a container."""
        top.digest = Digest(top.kind)
        if top.kind == PARTIAL:
            top.digest.add(bytes_of(top.content[0]))

    def give(self, top: "Open", token: "bytes | None") -> None:
        """Give a container the token of its next item."""
        digest: Any = top.digest
        if top.kind == ARGS:
            digest.add(bytes_of(top.names[top.number]), token)
        elif top.kind != PAIRS:
            digest.add(token)
        elif top.number % 2:
            digest.add(top.key, token)
        else:
            top.key = token

    def close(self, top: "Open", node: "Typed") -> "bytes | None":
        """Return the token of a container; one that is cut has its hash told."""
        if top.kind == LEAF:
            return leaf_token(node)
        whole = top.digest and top.digest.whole and not top.broken
        digest = top.digest.hexdigest(top.name) if top.digest and whole else None
        if top.cut:
            node["cut"] = {"length": top.length}
            if digest:
                node["cut"]["sha256"] = digest
            else:
                node["cut"]["unhashed"] = readings.TOO_LONG.format(self._seconds)
        token = digest_token(digest)
        if token and not top.cyclic and len(self._tokens) < readings.REMEMBERED:
            self._tokens[id(top.value)] = top.value, token
        return token

    def skim(self, top: "Open") -> "Any":
        """Hash hidden items for as long as they are a builtin's; return the first other one.

        When the time is over, the rest is left.
        """
        # The two of a pair go in together; after a key that is no builtin's, one by one.
        paired = top.kind == PAIRS
        one_by_one = top.kind in (ARGS, PARTIAL)
        while not self._is_late():
            if one_by_one or (paired and top.number % 2):
                return next(top.children, UNSET)
            child = _skim_pairs(top) if paired else _skim_items(top)
            if child is not LEAF:
                return child
        top.broken = True
        return UNSET

    def _is_late(self) -> bool:
        self._late = self._late or time.monotonic() > self._until
        return self._late


def _skim_items(top: "Open") -> "Any":
    """Hash items until one is no builtin's, for a while only: then return ``LEAF``."""
    digest: Any = top.digest
    for _ in range(_OFTEN):
        child = next(top.children, UNSET)
        token = quick_token(child)
        if token is None:
            return child
        digest.add(token)
        top.number += 1
    return LEAF


def _skim_pairs(top: "Open") -> "Any":
    """Hash pairs like :func:`_skim_items`; the key of an item that is returned is kept."""
    digest: Any = top.digest
    for _ in range(_OFTEN):
        key = next(top.children, UNSET)
        token = quick_token(key)
        if token is None:
            return key
        top.number += 1
        item = next(top.children)
        other = quick_token(item)
        if other is None:
            top.key = token
            return item
        digest.add(token, other)
        top.number += 1
    return LEAF
