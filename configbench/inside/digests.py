"""Hashes of what is not shown: of texts, and of containers from the tokens of what they hold."""

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

#: Longest token that is no digest.
_SHORT = 64
#: How many characters are hashed at a time.
_CHUNK = 1 << 20


def _maker() -> "Any":
    """Return what makes a SHA-256; hashlib itself would load OpenSSL."""
    for name in ("_sha2", "_sha256"):  # from Python 3.12 on, and before
        try:
            return __import__(name).sha256
        except ImportError:
            continue
    return __import__("_hashlib").openssl_sha256  # built without its own


sha256: "Any" = _maker()


def bytes_of(text: str) -> bytes:
    """Return a text in UTF-8, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def hash_of(text: str) -> str:
    """Return the hash of a text, piece by piece: it may be a large part of the memory."""
    digest = sha256()
    for start in range(0, len(text), _CHUNK):
        digest.update(bytes_of(text[start : start + _CHUNK]))
    hexadecimal: str = digest.hexdigest()
    return hexadecimal


def leaf_token(node: "dict[str, Any]") -> bytes:
    """Return what stands for a description without inner ones, in the hash of what holds it."""
    name, cut = node["t"], node.get("cut")
    if cut:
        text = f"c{cut['length']}:{cut['sha256']}"
    elif "unreadable" in node:
        text = f"u{node['unreadable']}"
    else:
        value = node["v"]
        text = f"{type(value).__name__[0]}{value}"
    return shorter(bytes_of(f"{len(name)}:{name}{text}"))


def shorter(stream: bytes) -> bytes:
    """Return what stands for a part of what is hashed."""
    if len(stream) <= _SHORT:
        return stream
    digest: bytes = sha256(stream).digest()
    return b"#" + digest


class Digest:
    """The hash of a container, from the tokens of what it holds.

    Parameters
    ----------
    kind
        ``items`` and ``partial`` in their order; ``set``, ``pairs`` and ``args`` in any.
    """

    __slots__ = ("_kind", "_number", "_ordered", "_sum", "whole")

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._number = 0
        self._ordered = sha256() if kind in ("items", "partial") else None
        self._sum = 0
        #: Whether all that was added has a token.
        self.whole = True

    def add(self, *tokens: "bytes | None") -> None:
        """Add an item by its token, an entry by the two of key and value."""
        if None in tokens:
            self.whole = False
            return
        stream = b"".join([b"%d:%b" % (len(each), each) for each in tokens if each])
        self._number += 1
        if self._ordered is not None:
            self._ordered.update(stream)
        else:
            self._sum += int.from_bytes(sha256(stream).digest(), "big")

    def hexdigest(self, name: str) -> str:
        """Return the hash, with the container's type."""
        stream = bytes_of(f"{len(name)}:{name}")
        # Empty ones are told apart by their type alone: so it is in their descriptions.
        if not self._number:
            content = b":"
        elif self._ordered is not None:
            content = self._ordered.digest()
        else:
            content = (self._sum % (1 << 256)).to_bytes(32, "big")
        if self._number:
            content = f"{self._kind[0]}{self._number}:".encode() + content
        hexadecimal: str = sha256(stream + content).hexdigest()
        return hexadecimal


def digest_token(hexadecimal: "str | None") -> "bytes | None":
    """Return the token of a container with this hash."""
    return None if hexadecimal is None else b"#" + bytes.fromhex(hexadecimal)
