"""Arrays and tensors: type, shape and values; of large ones the first, and a hash of all bytes."""

import sys
import time

from . import readings
from .digests import sha256
from .readings import Beginning, attributes, leaf, repr_leaf, text_leaf

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable
    from typing import Any

    from .readings import Asker, Reader, Reading, Typed

#: Largest array that is shown in full.
_SHOWN = 1_000
#: How many values are hashed at a time.
_CHUNK = 1 << 20


def _array(value: "Any", base: "Any", until: float) -> "Reading":
    array = base.view(value, base)
    values: object
    if array.size <= _SHOWN or array.dtype.hasobject:
        values = array.tolist()
    else:
        values = _beginning(
            array.flat[: readings.FIRST].tolist(),
            array.size,
            lambda start: array.flat[start : start + _CHUNK].tobytes(),
            until,
        )
    found = [("dtype", str(array.dtype)), ("shape", array.shape), ("values", values)]
    return attributes(found)


def _scalar(value: "Any", _: "Any", __: float) -> "Reading":
    plain = value.item()
    # Seconds of the epoch would not tell their unit.
    if value.dtype.kind in "mM":
        return text_leaf(str(value))
    return leaf(v=plain) if type(plain) in (bool, int, str) else text_leaf(repr(plain))


def _dtype(value: "Any", _: "Any", __: float) -> "Reading":
    return text_leaf(str(value))


def _tensor(value: "Any", base: "Any", until: float) -> "Reading":
    tensor = base.detach(value)
    values: object
    if tensor.device.type == "meta":
        values = None
    elif tensor.numel() <= _SHOWN:
        values = tensor.tolist()
    else:
        flat = tensor.reshape(-1)
        first = flat[: readings.FIRST].tolist()
        values = _beginning(
            first,
            tensor.numel(),
            lambda start: _tensor_bytes(flat[start : start + _CHUNK]),
            until,
        )
    return attributes(
        [
            ("dtype", str(tensor.dtype)),
            ("shape", tuple(tensor.shape)),
            ("device", str(tensor.device)),
            ("requires_grad", bool(value.requires_grad)),
            ("values", values),
        ]
    )


def _tensor_bytes(part: "Any") -> bytes:
    torch: Any = sys.modules["torch"]
    whole = part.cpu().resolve_conj().contiguous()
    content: bytes = whole.view(torch.uint8).numpy().tobytes()
    return content


def _beginning(
    first: "list[Any]", length: int, chunk: "Callable[[int], bytes]", until: float
) -> Beginning:
    """Return a long list by its first items and the hash of the bytes of all."""
    digest = sha256()
    cut: Typed = {"length": length}
    for start in range(0, length, _CHUNK):
        if time.monotonic() > until:
            cut["unhashed"] = readings.TOO_LONG.format(readings.PATIENCE)
            break
        digest.update(chunk(start))
    else:
        cut["sha256"] = digest.hexdigest()
    return Beginning(first, cut)


READERS: "dict[tuple[str, str], Reader]" = {
    ("torch", "dtype"): repr_leaf,
    ("torch", "device"): repr_leaf,
    ("torch", "layout"): repr_leaf,
    ("torch", "memory_format"): repr_leaf,
}

ASKERS: "dict[tuple[str, str], Asker]" = {
    ("numpy", "ndarray"): _array,
    ("numpy", "generic"): _scalar,
    ("numpy", "dtype"): _dtype,
    ("torch", "Tensor"): _tensor,
}
