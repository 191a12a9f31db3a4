"""Any Python value as JSON that keeps its exact type: ``{"t": type name, "v": value}``.

``1``, ``1.0``, ``True`` and ``"1"`` must not pass for each other, nor a ``ListConfig`` for a
``list``: the whole comparison rests on that.  The idea is toml-test's tagged JSON.

==================  ==================================================================
kind                form
==================  ==================================================================
None, bool, int     ``v`` as in JSON
str                 ``v`` as in JSON
float               ``v`` is ``repr(value)``, so that nan, inf and -0.0 survive
sequence, set       ``v`` is a list of typed values; those of a set are sorted
mapping             ``v`` is a list of ``[key, value]``, both typed, in their order
enum                ``v`` is the member's name
path                ``v`` is the path as text
functools.partial   ``func`` is the dotted name, ``v`` the typed arguments; ``of`` is the
                    typed callable if that has no name
function, method    ``v`` is the dotted name
class, module       ``v`` is ``<class 'dotted.name'>``, ``<module 'dotted.name'>``
a leaf of Python's  ``v`` is ``repr(value)``: bytes, complex, dates, Decimal, Fraction, …
any other object    ``args`` maps the names of its stored attributes to their typed values
… without state     ``v`` is ``<type name object>``
==================  ==================================================================

A value that cannot be read is recorded as that, never raised: ``{"t": …, "unreadable": message}``.

Nothing of the program's own runs: no property, no ``__repr__``, ``__iter__``, ``__eq__``,
``__class__``, no metaclass.  What a value is, its type's MRO tells; builtins and their subclasses
are read by the builtin's methods, objects by their ``__dict__`` and slots.  Only the containers of
known libraries (:data:`LIBRARIES`) are asked in public, for what OmegaConf stores are not its
values: in a thread beside, for at most ``PATIENCE`` seconds.  It has the program's context
variables but not its thread-locals; one that hangs is left behind.

What is too long is cut, and told: ``"cut": {"length": n, "sha256": …}`` beside the beginning.

===========  =======================================================================================
``TEXT``     longest text of a ``v``, in characters; of a longer one there are ``BEGINNING``
``BITS``     longest int; of a longer one ``v`` is text: its leading hexadecimal digits
``ITEMS``    longest sequence or mapping, most attributes; of a longer one there are ``FIRST``, of a
             longer set none
``DEPTH``    deepest value within values; a container at this depth is empty
``SIZE``     longest record, in characters of JSON, roughly; then containers end where they are
``SECONDS``  how long a record may take; after that there is ``"unhashed": reason`` for the hash
===========  =======================================================================================

``length`` counts characters, bytes, bits, items.  The hash is over the text in UTF-8, over the
bytes, over an int as a big-endian two's complement, over the bytes of an array or a tensor; over a
container's whole content otherwise (:class:`Digest`), types included, whatever the order of a set
or a mapping.
"""

import sys
import time
from _thread import _count, allocate_lock, start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    Typed = dict[str, Any]
    #: Kind, content and length of what was read.
    Reading = tuple[str, Any, int]
else:
    Typed = dict

TEXT = 65_536
BEGINNING = 1_000
BITS = 2_048
ITEMS = 5_000
FIRST = 100
DEPTH = 64
SIZE = 1_000_000
SECONDS = 10.0
PATIENCE = 2.0

#: What a node costs beside its text: braces, quotes and names.
_NODE = 20
#: Longest name of a type or an attribute, longest message.
_NAME, _MESSAGE = 500, 2_000
#: After so many values the clock is read.
_OFTEN = 512
#: How many types, and hidden containers (a value may hold one a thousand times), are remembered.
_REMEMBERED = 10_000
#: Longest token that is no digest.
_SHORT = 64
#: How many bytes or characters are hashed at a time.
_CHUNK = 1 << 20
#: Largest array that is shown in full.
_ARRAY = 1_000

# -- what Python itself knows of a type, past any metaclass ---------------------------------------

_TYPE: "Any" = type.__dict__
_MRO = _TYPE["__mro__"].__get__
_MODULE = _TYPE["__module__"].__get__
_QUALNAME = _TYPE["__qualname__"].__get__
_VARS = _TYPE["__dict__"].__get__


class _Sample:
    __slots__ = ("slot",)

    def method(self) -> None:
        """Be a method."""


_MEMBER: "Any" = type(_Sample.__dict__["slot"])
_GETSET: "Any" = type(_TYPE["__dict__"])
_FUNCTION: "Any" = type(_Sample.method)
_METHOD: "Any" = type(_Sample().method)
_BUILTIN: "Any" = type(len)
_PROXY: "Any" = type(_TYPE)
_MODULE_TYPE: "Any" = type(sys)
_WRAPPER: "Any" = type(object.__repr__)
#: Methods of builtin types, not bound: each has an ``__objclass__`` and a ``__name__``.
_DESCRIPTORS: "tuple[Any, ...]" = (
    _WRAPPER,
    type(str.upper),
    type(dict.__dict__["fromkeys"]),
)


def _derives(cls: type, base: type) -> bool:
    """Whether a type is another or below it."""
    return any(each is base for each in _MRO(cls))


def _module_of(cls: type) -> "str | None":
    module = _MODULE(cls)
    return module if type(module) is str else None


def _loaded(module: str, name: str) -> "Any":
    """Return what a loaded module has under a dotted name, without running code; else ``None``.

    A lazy package would import what it is asked for.
    """
    found = sys.modules.get(module)
    if found is None or not _derives(type(found), _MODULE_TYPE):
        return None
    names = _MODULE_TYPE.__dict__["__dict__"].__get__(found)
    for part in name.split("."):
        if names is None:
            return None
        found = names.get(part)
        names = _VARS(found) if _derives(type(found), type) else None
    return found


def type_name(cls: type) -> str:
    """Return the dotted name of a type; builtins go without a module: ``int``, ``NoneType``.

    A type goes by its public home, for where it is defined may change with the version: Python
    3.13 has ``pathlib.PosixPath`` in ``pathlib._local``.  Never raises.
    """
    name = str.__str__(_QUALNAME(cls))
    module = _module_of(cls)
    if module is None or module == "builtins":
        return _shortened(name, _NAME)
    return _shortened(f"{_home(cls, module, name)}.{name}", _NAME)


def _home(thing: "Any", module: str, name: str) -> str:
    """Return the module that a type or a function is named by.

    It is the public package above a private module, if that has the thing under the same name,
    else the module that the thing tells.
    """
    package, private, _ = module.partition("._")
    if not private or package.startswith("_"):
        return module
    return package if _loaded(package, name) is thing else module


def _shortened(text: str, most: int) -> str:
    """Return a text, or its beginning with length and hash."""
    if len(text) <= most:
        return text
    return f"{text[:most]}… ({len(text)} characters, sha256 {_hash_of(text)[:16]})"


def _dotted(func: "Any") -> "str | None":
    """Return the dotted name of a class, a function or a method; else ``None``."""
    cls = type(func)
    if _derives(cls, type):
        module, name = _module_of(func), _QUALNAME(func)
    elif cls is _FUNCTION:
        module = _FUNCTION.__dict__["__module__"].__get__(func)
        name = _FUNCTION.__dict__["__qualname__"].__get__(func)
    elif cls is _METHOD:
        return _dotted(_METHOD.__dict__["__func__"].__get__(func))
    elif cls is _BUILTIN:
        module = _BUILTIN.__dict__["__module__"].__get__(func)
        name = _BUILTIN.__dict__["__name__"].__get__(func)
        owner = _BUILTIN.__dict__["__self__"].__get__(func)
        if owner is not None and not _derives(type(owner), _MODULE_TYPE):
            owner = owner if _derives(type(owner), type) else type(owner)
            return f"{type_name(owner)}.{name}"
    elif any(cls is each for each in _DESCRIPTORS):
        owner = _VARS(cls)["__objclass__"].__get__(func)
        return f"{type_name(owner)}.{_VARS(cls)['__name__'].__get__(func)}"
    else:
        return None
    name = str.__str__(name)
    home = _home(func, module, name) if type(module) is str else None
    return _shortened(f"{home}.{name}", _NAME)


# -- hashes ---------------------------------------------------------------------------------------


def _sha256(data: "Any" = b"") -> "Any":
    """Return a new hash; hashlib itself would load OpenSSL."""
    if not _MAKER:
        for name in ("_sha2", "_sha256", "_hashlib"):
            try:
                module = __import__(name)
            except ImportError:
                continue
            _MAKER.append(getattr(module, "sha256", None) or module.openssl_sha256)
            break
    return _MAKER[0](data)


_MAKER: "list[Any]" = []


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash_of(text: str) -> str:
    digest = _sha256()
    for start in range(0, len(text), _CHUNK):
        digest.update(_bytes_of(text[start : start + _CHUNK]))
    hexadecimal: str = digest.hexdigest()
    return hexadecimal


def leaf_token(node: Typed) -> bytes:
    """Return what stands for a description without inner ones, in the hash of what holds it."""
    name, cut = node["t"], node.get("cut")
    if cut:
        text = f"c{cut['length']}:{cut['sha256']}"
    elif "unreadable" in node:
        text = f"u{node['unreadable']}"
    else:
        value = node["v"]
        text = f"{type(value).__name__[0]}{value}"
    return _shorter(_bytes_of(f"{len(name)}:{name}{text}"))


def _shorter(stream: bytes) -> bytes:
    if len(stream) <= _SHORT:
        return stream
    digest: bytes = _sha256(stream).digest()
    return b"#" + digest


#: Tokens of a builtin's exact values, unless they are cut, by the id of their type: what
#: :func:`leaf_token` gives.
_QUICK: "dict[int, Callable[[Any], bytes | None]]" = {
    id(int): lambda value: b"3:inti%d" % value if value.bit_length() <= BITS else None,
    id(str): lambda value: (
        _shorter(_bytes_of("3:strs" + value)) if len(value) <= TEXT else None
    ),
    id(float): lambda value: b"5:floats" + repr(value).encode(),
    id(bool): lambda value: b"4:boolb" + repr(value).encode(),
    id(type(None)): lambda _: b"8:NoneTypeNNone",
}


def _quickly(value: "Any") -> "bytes | None":
    """Return the token of a builtin's short value; else ``None``."""
    quick = _QUICK.get(id(type(value)))
    return quick(value) if quick else None


_from_bytes = int.from_bytes


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
        self._ordered = _sha256() if kind in ("items", "partial") else None
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
            self._sum += _from_bytes(_sha256(stream).digest(), "big")

    def hexdigest(self, name: str) -> str:
        """Return the hash, with the container's type."""
        content = b""
        if self._ordered is not None:
            content = self._ordered.digest()
        elif self._number:
            content = (self._sum % (1 << 256)).to_bytes(32, "big")
        # Empty ones are told apart by their type alone: so it is in their descriptions.
        kind = f"{self._kind[0]}{self._number}" if self._number else ""
        stream = _bytes_of(f"{len(name)}:{name}{kind}:") + (content if kind else b"")
        hexadecimal: str = _sha256(stream).hexdigest()
        return hexadecimal


def digest_token(hexadecimal: "str | None") -> "bytes | None":
    """Return the token of a container with this hash."""
    return None if hexadecimal is None else b"#" + bytes.fromhex(hexadecimal)


# -- readings: what one value is, without what it holds -------------------------------------------

_LEAF, _ITEMS, _SET, _PAIRS, _ARGS, _PARTIAL = (
    "leaf",
    "items",
    "set",
    "pairs",
    "args",
    "partial",
)


def _leaf(**body: "Any") -> "Reading":
    return _LEAF, body, 0


def _text(text: str) -> "Reading":
    if len(text) <= TEXT:
        return _leaf(v=text)
    cut = {"length": len(text), "sha256": _hash_of(text)}
    return _leaf(v=text[:BEGINNING], cut=cut)


def _none(value: "Any", _: "_Plan") -> "Reading":
    return _leaf(v=value)


def _int(value: "Any", _: "_Plan") -> "Reading":
    number = int.__index__(value)
    bits = number.bit_length()
    if bits <= BITS:
        return _leaf(v=number)
    stream = number.to_bytes(bits // 8 + 1, "big", signed=True)
    shift = max(0, bits - 256) // 4 * 4
    shown = f"{'-' * (number < 0)}0x{abs(number) >> shift:x}"
    return _leaf(v=shown, cut={"length": bits, "sha256": _sha256(stream).hexdigest()})


def _float(value: "Any", _: "_Plan") -> "Reading":
    return _leaf(v=float.__repr__(value))


def _str(value: "Any", _: "_Plan") -> "Reading":
    return _text(str.__str__(value))


def _bytes(value: "Any", plan: "_Plan") -> "Reading":
    base = plan.base
    length = base.__len__(value)
    if length <= TEXT:
        return _text(base.__repr__(value))
    cut = {"length": length, "sha256": _sha256(memoryview(value)).hexdigest()}
    return _leaf(v=base.__repr__(base.__getitem__(value, slice(BEGINNING))), cut=cut)


def _memory(value: "Any", _: "_Plan") -> "Reading":
    return _bytes(value.tobytes(), _Plan(bytes))


def _enum(value: "Any", plan: "_Plan") -> "Reading":
    state = plan.state(value)
    for key, name in state:
        if key == "_name_" and type(name) is str:
            return _text(name)
    return _ARGS, state, len(state)  # flags together have no name before Python 3.11


def _dict(value: "Any", _: "_Plan") -> "Reading":
    return _PAIRS, dict.items(value), dict.__len__(value)


def _ordered(value: "Any", plan: "_Plan") -> "Reading":
    items = _VARS(plan.base).get("items")
    # Written in Python, it would ask the value for its own methods.
    if type(items) is not type(str.upper):
        return _dict(value, plan)
    return _PAIRS, items(value), dict.__len__(value)


def _view(value: "Any", _: "_Plan") -> "Reading":
    """Read ``mapping.items()`` and ``mapping.keys()``; only Python makes such views."""
    return _SET, value, len(value)


def _sequence(value: "Any", plan: "_Plan") -> "Reading":
    return _ITEMS, plan.base.__iter__(value), plan.base.__len__(value)


def _set(value: "Any", plan: "_Plan") -> "Reading":
    return _SET, plan.base.__iter__(value), plan.base.__len__(value)


def _proxy(value: "Any", plan: "_Plan") -> "Reading":
    """Read a read-only view of a mapping; its own methods would ask the mapping's."""
    import gc

    (inner,) = gc.get_referents(value)
    if _derives(type(inner), dict):
        return _dict(inner, plan)
    return _ARGS, [("mapping", inner)], 1


def _class(value: "Any", _: "_Plan") -> "Reading":
    return _leaf(v=f"<class '{type_name(value)}'>")


def _module(value: "Any", _: "_Plan") -> "Reading":
    names = _MODULE_TYPE.__dict__["__dict__"].__get__(value)
    name = names.get("__name__") if names else None
    return _text(f"<module {name!r}>" if type(name) is str else "<module>")


def _function(value: "Any", plan: "_Plan") -> "Reading":
    name = _dotted(value)
    return plan.stored(value) if name is None else _leaf(v=name)


def _repr(value: "Any", plan: "_Plan") -> "Reading":
    """Read a leaf by the ``__repr__`` that its base has in C."""
    how = _VARS(plan.base).get("__repr__")
    if type(how) is not _WRAPPER:
        return _rebuilt(value, plan)
    return _text(how(value))


def _rebuilt(value: "Any", plan: "_Plan") -> "Reading":
    """Read a leaf whose ``__repr__`` or ``__str__`` is written in Python.

    A twin of the base class itself is asked, that has of the state what runs nothing.
    """
    base = plan.base
    try:
        twin = object.__new__(base)
        for name, slot in _Plan(base).slots:
            stored = _read_slot(slot, value)
            if stored is not _UNSET and _harmless(stored) and name != "__dict__":
                slot.__set__(twin, stored)
        path = _module_of(base) in ("pathlib", "pathlib._local")
        text = base.__str__(twin) if path else base.__repr__(twin)
    except Exception:  # noqa: BLE001  what it needs is not stored, or is the program's own
        return plan.stored(value)
    return _text(text)


def _harmless(value: object, depth: int = 3) -> bool:
    cls = type(value)
    if cls is list or cls is tuple:
        items: Any = value
        return depth > 0 and all(_harmless(each, depth - 1) for each in items)
    return any(cls is each for each in (str, int, bool, type(None), float))


def _moment(value: "Any", plan: "_Plan") -> "Reading":
    """Read a ``datetime`` or a ``time``; a zone of the program's own is not asked."""
    names = _VARS(plan.base)
    zone = names.get("tzinfo")
    zone = zone.__get__(value) if type(zone) is _GETSET else None
    known = (_loaded("datetime", "timezone"), _loaded("zoneinfo", "ZoneInfo"))
    if zone is None or any(type(zone) is each for each in known):
        return _repr(value, plan)
    fields = ["year", "month", "day", "hour", "minute", "second", "microsecond", "fold"]
    found = [
        (name, getter.__get__(value))
        for name in (*fields, "tzinfo")
        for getter in [_field(plan.base, name)]
        if getter is not None
    ]
    return _ARGS, found, len(found)


def _field(cls: type, name: str) -> "Any":
    for base in _MRO(cls):
        found = _VARS(base).get(name)
        if type(found) is _GETSET or type(found) is _MEMBER:
            return found
    return None


def _pattern(value: "Any", plan: "_Plan") -> "Reading":
    pattern = _field(plan.base, "pattern").__get__(value)
    plain = type(pattern) is str or type(pattern) is bytes
    # Its repr ends after 200 characters.
    return (
        _repr(value, plan)
        if plain and len(pattern) < _ARRAY // 10
        else plan.stored(value)
    )


def _partial(value: "Any", plan: "_Plan") -> "Reading":
    state = dict(plan.state(value))
    func = state["func"]
    name = _dotted(func)
    children = [state["args"], state["keywords"]]
    if name is None:
        name = f"{type_name(type(func))} object"
        children.append(func)
    return _PARTIAL, (name, children), len(children)


def _array(value: "Any", plan: "_Plan") -> "Reading":
    typecode = _field(plan.base, "typecode").__get__(value)
    found = [("typecode", typecode), ("values", list(plan.base.__iter__(value)))]
    return _ARGS, found, len(found)


def _error(value: "Any", plan: "_Plan") -> "Reading":
    state = [("args", _error_args(value)), *plan.state(value)]
    return _ARGS, state, len(state)


_error_args = BaseException.__dict__["args"].__get__


def _model(value: "Any", plan: "_Plan") -> "Reading":
    """Read a model of pydantic: what it stores beside its fields is unfolded or bookkeeping."""
    found = []
    for name, item in plan.state(value):
        if name in ("__pydantic_extra__", "__pydantic_private__"):
            found += list(dict.items(item)) if _derives(type(item), dict) else []
        elif name not in ("__pydantic_fields_set__", "__fields_set__"):
            found.append((name, item))
    return _ARGS, found, len(found)


_BUILTINS: "dict[int, Callable[[Any, _Plan], Reading]]" = {
    id(cls): how
    for cls, how in [
        (type(None), _none),
        (bool, _none),
        (int, _int),
        (float, _float),
        (str, _str),
        (bytes, _bytes),
        (bytearray, _bytes),
        (memoryview, _memory),
        (dict, _dict),
        (list, _sequence),
        (tuple, _sequence),
        (set, _set),
        (frozenset, _set),
        (type({}.keys()), _view),
        (type({}.items()), _view),
        (type({}.values()), _sequence),
        (_PROXY, _proxy),
        (complex, _repr),
        (range, _repr),
        (type(...), _repr),
        (type(NotImplemented), _repr),
        (type, _class),
        (_MODULE_TYPE, _module),
        (_FUNCTION, _function),
        (_METHOD, _function),
        (_BUILTIN, _function),
        *((each, _function) for each in _DESCRIPTORS),
        (BaseException, _error),
    ]
}

#: Types of the standard library and others whose state is read without running anything of theirs
#: that could call the program: by module and name.
_KNOWN: "dict[tuple[str, str], Callable[[Any, _Plan], Reading]]" = {
    ("enum", "Enum"): _enum,
    ("functools", "partial"): _partial,
    ("collections", "OrderedDict"): _ordered,
    ("collections", "deque"): _sequence,
    ("array", "array"): _array,
    ("re", "Pattern"): _pattern,
    ("datetime", "datetime"): _moment,
    ("datetime", "time"): _moment,
    ("datetime", "date"): _repr,
    ("datetime", "timedelta"): _repr,
    ("datetime", "timezone"): _repr,
    ("zoneinfo", "ZoneInfo"): _repr,
    ("decimal", "Decimal"): _repr,
    ("fractions", "Fraction"): _rebuilt,
    ("uuid", "UUID"): _rebuilt,
    ("ipaddress", "IPv4Address"): _rebuilt,
    ("ipaddress", "IPv6Address"): _rebuilt,
    **{
        (module, f"{pure}{name}"): _rebuilt
        for module in ("pathlib", "pathlib._local")
        for pure in ("", "Pure")
        for name in ("PosixPath", "WindowsPath")
    },
    ("torch", "dtype"): _repr,
    ("torch", "device"): _repr,
    ("torch", "layout"): _repr,
    ("torch", "memory_format"): _repr,
    ("pydantic.main", "BaseModel"): _model,
}

# -- libraries: read in public, in a thread beside ------------------------------------------------


def _pairs_of(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a mapping, entry by entry: one that cannot be read spoils no other."""
    keys = list(base.keys(value))
    # One that stands for nothing, such as a missing DictConfig, has no keys and tells so here.
    pairs = [] if keys else list(base.items(value))
    pairs += [(key, _entry(value, base, key)) for key in keys]
    return _PAIRS, pairs, len(pairs)


def _items_of(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a sequence, item by item: one that cannot be read spoils no other."""
    length = base.__len__(value)
    items = [] if length else list(base.__iter__(value))
    items += [_entry(value, base, index) for index in range(length)]
    return _ITEMS, items, len(items)


def _entry(value: "Any", base: "Any", key: object) -> "Any":
    """Return an entry, or the description of one that cannot be read (OmegaConf's ``???``)."""
    try:
        return base.__getitem__(value, key)
    # The libraries' errors are their own, and a resolver of the program may exit.
    except BaseException as error:  # noqa: BLE001  see above
        return _Ready({"t": "object", "unreadable": _told(error)})


def _reference(value: "Any", base: "Any", _: float) -> "Reading":
    """Read what a reference of ml_collections refers to."""
    return _ARGS, [("value", base.get(value))], 1


def _numpy_array(value: "Any", base: "Any", until: float) -> "Reading":
    array = base.view(value, base)

    def chunks() -> "Iterator[bytes]":
        for start in range(0, array.size, _CHUNK):
            yield array.flat[start : start + _CHUNK].tobytes()

    values: object
    if array.size <= _ARRAY or array.dtype.hasobject:
        values = array.tolist()
    else:
        values = _raw(array.flat[:FIRST].tolist(), array.size, chunks(), until)
    found = [("dtype", str(array.dtype)), ("shape", array.shape), ("values", values)]
    return _ARGS, found, len(found)


def _numpy_scalar(value: "Any", _: "Any", __: float) -> "Reading":
    plain = value.item()
    # Seconds of the epoch would not tell their unit.
    dated = value.dtype.kind in "mM"
    leaf = type(plain) in (bool, int, str)
    return (
        _text(str(value) if dated else repr(plain))
        if dated or not leaf
        else _leaf(v=plain)
    )


def _numpy_dtype(value: "Any", _: "Any", __: float) -> "Reading":
    return _text(str(value))


def _tensor(value: "Any", base: "Any", until: float) -> "Reading":
    tensor = base.detach(value)
    torch: Any = sys.modules["torch"]

    def chunks() -> "Iterator[bytes]":
        flat = tensor.reshape(-1)
        for start in range(0, tensor.numel(), _CHUNK):
            part = flat[start : start + _CHUNK].cpu().resolve_conj().contiguous()
            yield part.view(torch.uint8).numpy().tobytes()

    values: object
    if tensor.device.type == "meta":
        values = None
    elif tensor.numel() <= _ARRAY:
        values = tensor.tolist()
    else:
        first = tensor.reshape(-1)[:FIRST].tolist()
        values = _raw(first, tensor.numel(), chunks(), until)
    found = [
        ("dtype", str(tensor.dtype)),
        ("shape", tuple(tensor.shape)),
        ("device", str(tensor.device)),
        ("requires_grad", bool(value.requires_grad)),
        ("values", values),
    ]
    return _ARGS, found, len(found)


class _Ready:
    """A value that is described already."""

    __slots__ = ("typed",)

    def __init__(self, described: Typed) -> None:
        self.typed = described


def _raw(
    first: "list[Any]", length: int, chunks: "Iterable[bytes]", until: float
) -> _Ready:
    """Describe a long list by its first items and the bytes of all."""
    digest = _sha256()
    cut: Typed = {"length": length}
    for chunk in chunks:
        if time.monotonic() > until:
            cut["unhashed"] = _TOO_LONG.format(PATIENCE)
            break
        digest.update(chunk)
    else:
        cut["sha256"] = digest.hexdigest()
    return _Ready({"t": "list", "v": [typed(item) for item in first], "cut": cut})


_TOO_LONG = "took longer than {:g} s"

#: Containers of known libraries, by module and name: they are recognised where they are loaded.
LIBRARIES: "dict[tuple[str, str], Callable[[Any, Any, float], Reading]]" = {
    ("omegaconf.dictconfig", "DictConfig"): _pairs_of,
    ("omegaconf.listconfig", "ListConfig"): _items_of,
    ("ml_collections.config_dict.config_dict", "ConfigDict"): _pairs_of,
    ("ml_collections.config_dict.config_dict", "FieldReference"): _reference,
    ("configparser", "RawConfigParser"): _pairs_of,
    ("configparser", "SectionProxy"): _pairs_of,
    ("numpy", "ndarray"): _numpy_array,
    ("numpy", "generic"): _numpy_scalar,
    ("numpy", "dtype"): _numpy_dtype,
    ("torch", "Tensor"): _tensor,
}


# -- plans: how values of one type are read -------------------------------------------------------

_UNSET = object()


def _read_slot(slot: "Any", value: object) -> "Any":
    try:
        return slot.__get__(value)
    except Exception:  # noqa: BLE001  it is empty, or another class's
        return _UNSET


class _Plan:
    """How values of a type are read: found out once."""

    __slots__ = ("_slots", "base", "cls", "known", "library", "name")

    def __init__(self, cls: type) -> None:
        #: Held, so that no other type gets its id.
        self.cls = cls
        self.name = type_name(cls)
        self.base: Any = cls
        self.known: Callable[[Any, _Plan], Reading] | None = None
        self.library: Callable[[Any, Any, float], Reading] | None = None
        mro = _MRO(cls)
        enum = _loaded("enum", "Enum")
        if enum is not None and any(each is enum for each in mro):
            self.known, self.base = _enum, enum
        else:
            for base in mro:
                if self._finds(base):
                    break
        self._slots: list[tuple[str, Any]] | None = None

    @property
    def slots(self) -> "list[tuple[str, Any]]":
        """Where values store attributes: slots from the farthest base on, then ``__dict__``."""
        if self._slots is None:
            self._slots = list(_slots(_MRO(self.cls)))
        return self._slots

    def _finds(self, base: type) -> bool:
        self.known = _BUILTINS.get(id(base))
        if self.known is None:
            module, name = _module_of(base), _QUALNAME(base)
            if module is None or type(name) is not str:
                return False
            known, library = _KNOWN.get((module, name)), LIBRARIES.get((module, name))
            if not (known or library) or _loaded(module, name) is not base:
                return False
            self.known, self.library = known, library
        self.base = base
        return True

    def state(self, value: object) -> "list[tuple[str, Any]]":
        """Return the stored attributes of a value."""
        found: list[tuple[str, Any]] = []
        for name, slot in self.slots:
            stored = _read_slot(slot, value)
            if stored is _UNSET:
                continue
            if name != "__dict__":
                found.append((name, stored))
            elif _derives(type(stored), dict):
                taken = {key for key, _ in found}
                for key, item in list(dict.items(stored)):
                    text = _attribute(key)
                    found.append((f"__dict__.{text}" if text in taken else text, item))
        return found

    def stored(self, value: object) -> "Reading":
        """Read any object by its stored attributes."""
        if not self.slots:
            return _leaf(v=f"<{self.name} object>")
        state = self.state(value)
        return _ARGS, state, len(state)

    def read(self, value: object) -> "Reading":
        """Read a value of which no library must be asked."""
        return self.known(value, self) if self.known else self.stored(value)


def _plan(cls: type) -> _Plan:
    plan = _PLANS.get(id(cls))
    if plan is None:
        if len(_PLANS) >= _REMEMBERED:
            _PLANS.clear()
        plan = _PLANS[id(cls)] = _Plan(cls)
    return plan


#: By the id of the type, which the plan holds: a metaclass may have a hash of its own.
_PLANS: "dict[int, _Plan]" = {}


def _attribute(key: object) -> str:
    """Return the name of an entry of a ``__dict__``, which need not be text."""
    if type(key) is str:
        return _shortened(key, _NAME)
    return f"<{type_name(type(key))}>"


def _slots(mro: "tuple[type, ...]") -> "Iterator[tuple[str, Any]]":
    """Yield the descriptors of slots by name, and that of ``__dict__`` at the end."""
    seen = set()
    named: list[tuple[str, Any]] = []
    mapping = None
    for cls in mro:
        of_class = []
        for name, slot in list(_VARS(cls).items()):
            if type(name) is not str or name in seen:
                continue
            if name == "__dict__" and type(slot) in (_MEMBER, _GETSET):
                mapping = mapping or slot
            elif type(slot) is _MEMBER and name != "__weakref__":
                seen.add(name)
                of_class.append((name, slot))
        named[:0] = of_class
    yield from named
    if mapping is not None:
        yield "__dict__", mapping


# -- the record -----------------------------------------------------------------------------------


class _Cut(Exception):  # noqa: N818  no error: a value must be cut, and so hashed
    pass


class _Open:
    """A container while it is described."""

    __slots__ = (
        "broken",
        "children",
        "content",
        "cyclic",
        "digest",
        "held",
        "key",
        "kind",
        "length",
        "most",
        "name",
        "names",
        "number",
        "out",
        "shows",
        "value",
    )

    def __init__(self, value: object, name: str, reading: "Reading") -> None:
        self.value = value
        self.name = name
        self.kind, self.content, self.length = reading
        #: How many of its items may be shown, how many were given, whether the next is shown.
        self.most = self.length
        self.number = 0
        self.shows = True
        self.out: list[Any] = []
        self.digest: Digest | None = None
        self.key: bytes | None = None
        self.cyclic = False
        self.broken = False
        self.names: list[str] = []
        self.children: Iterator[Any]
        if self.kind == _PAIRS:
            self.children = (each for pair in self.content for each in pair)
        elif self.kind == _ARGS:
            self.names = [name for name, _ in self.content]
            self.children = iter([each for _, each in self.content])
        elif self.kind == _PARTIAL:
            self.children = iter(self.content[1])
        else:
            self.children = iter(self.content)


class _Record:
    """Values described together: they share a deadline and what is known of types."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.seconds = seconds
        self.left = 0
        self._readings: dict[int, tuple[object, Reading]] = {}
        self._hashed: dict[int, tuple[object, bytes]] = {}
        self._late = False

    def describe(self, value: object, size: int) -> Typed:
        """Describe one value in about ``size`` characters."""
        self.left = size
        try:
            return self._walk(value, hashing=False)
        except _Cut:
            self.left = size
            return self._walk(value, hashing=True)

    def _walk(self, value: object, *, hashing: bool) -> Typed:
        """Describe a value, container by container: no depth is too deep for a loop."""
        above: dict[int, _Open] = {}
        stack: list[_Open] = []
        node, token, opened = self._look(value, above, shown=True, hashing=hashing)
        while True:
            if opened:
                self._open(opened, stack, hashing=hashing)
                above[id(opened.value)] = opened
                stack.append(opened)
            elif not stack:
                return dict(node)
            else:
                self._give(stack[-1], node, token)
            top = stack[-1]
            shown = self._shows(top, hashing=hashing)
            try:
                child = next(top.children, _UNSET) if shown else self._skim(top)
            except (RecursionError, MemoryError):
                raise  # ours, see _read
            # A mapping that another thread changes; whatever it is, it is this value's.
            except Exception as error:  # noqa: BLE001  see above
                top.kind, top.out = _LEAF, [_failure(error)]
                child = _UNSET
            if child is not _UNSET:
                node, token, opened = self._look(
                    child, above, shown=shown, hashing=hashing
                )
                continue
            stack.pop()
            del above[id(top.value)]
            node, token = self._close(top, hashing=hashing)
            opened = None

    def _look(
        self, value: "Any", above: "dict[int, _Open]", *, shown: bool, hashing: bool
    ) -> "tuple[Any, Any, _Open | None]":
        """Return the description and the token of a leaf, or an open container."""
        cls = type(value)
        if not shown:
            known = self._hashed.get(id(value))
            if known and known[0] is value:
                return None, known[1], None
            token = _quickly(value)
            if token is not None:
                return None, token, None
        if cls is _Ready:
            node = value.typed
            if "cut" not in node:
                if shown:
                    self.left -= _NODE + _cost(node)
                return node, leaf_token(node), None
            if shown:
                self.left -= FIRST * _NODE
            return node, digest_token(node["cut"].get("sha256")), None
        plan = _plan(cls)
        if id(value) in above:
            for each in above.values():
                each.cyclic = True
            reading = _leaf(unreadable="contains itself")
        else:
            reading = self._read(value, plan)
        if reading[0] != _LEAF:
            if shown:
                self.left -= _NODE + len(plan.name)
            return None, None, _Open(value, plan.name, reading)
        node = {"t": plan.name, **reading[1]}
        if shown:
            self.left -= _NODE + len(plan.name) + _cost(node)
        return node, leaf_token(node) if hashing else None, None

    def _read(self, value: object, plan: _Plan) -> "Reading":
        try:
            return self._ask(value) if plan.library else plan.read(value)
        except (RecursionError, MemoryError):
            raise  # ours: a thread beside has more room
        except Exception as error:  # noqa: BLE001  whichever it is, it is an observation
            return _leaf(unreadable=_failure(error))

    # -- containers
    def _open(self, top: _Open, stack: "list[_Open]", *, hashing: bool) -> None:
        # A partial has always its two: its arguments are cut within them.
        whole = top.kind == _PARTIAL
        if top.length > ITEMS and not whole:
            top.most = FIRST
        if top.kind == _SET and top.length > min(ITEMS, self.left // _NODE):
            top.most = 0  # which ones come first is chance
        if len(stack) >= DEPTH and not whole:
            top.most = 0
        if stack and not stack[-1].shows:
            top.most = 0
        if hashing:
            top.digest = Digest(top.kind)
            if top.kind == _PARTIAL:
                top.digest.add(_bytes_of(top.content[0]))

    def _shows(self, top: _Open, *, hashing: bool) -> bool:
        """Whether the next item is shown: decided for a value with its key."""
        if top.kind == _PAIRS and top.number % 2:
            return top.shows
        number = top.number // 2 if top.kind == _PAIRS else top.number
        if number < top.length:
            top.shows = number < top.most and (self.left > 0 or top.kind == _PARTIAL)
            if not top.shows and not hashing:
                raise _Cut
        return top.shows

    def _skim(self, top: _Open) -> "Any":
        """Hash hidden items for as long as they are a builtin's; return the first other one.

        When the time is over, the rest is left.
        """
        # The two of a pair go in together; after a key that is no builtin's, one by one.
        paired = top.kind == _PAIRS
        one_by_one = top.kind in (_ARGS, _PARTIAL)
        while not self._is_late():
            if one_by_one or (paired and top.number % 2):
                return next(top.children, _UNSET)
            child = self._skim_pairs(top) if paired else self._skim_items(top)
            if child is not _LEAF:
                return child
        top.broken = True
        return _UNSET

    @staticmethod
    def _skim_items(top: _Open) -> "Any":
        """Hash items until one is no builtin's, for a while only: then return ``_LEAF``."""
        add: Any = top.digest and top.digest.add
        for _ in range(_OFTEN):
            child = next(top.children, _UNSET)
            quick = _QUICK.get(id(type(child)))
            token = quick(child) if quick else None
            if token is None:
                return child
            add(token)
            top.number += 1
        return _LEAF

    @staticmethod
    def _skim_pairs(top: _Open) -> "Any":
        """Hash pairs like :meth:`_skim_items`; the key of an item that is returned is kept."""
        add: Any = top.digest and top.digest.add
        children = top.children
        for _ in range(_OFTEN):
            key = next(children, _UNSET)
            quick = _QUICK.get(id(type(key)))
            token = quick(key) if quick else None
            if token is None:
                return key
            item = next(children)
            top.number += 1
            quick = _QUICK.get(id(type(item)))
            other = quick(item) if quick else None
            if other is None:
                top.key = token
                return item
            add(token, other)
            top.number += 1
        return _LEAF

    def _is_late(self) -> bool:
        self._late = self._late or time.monotonic() > self.until
        return self._late

    def _give(self, top: _Open, node: "Any", token: "bytes | None") -> None:
        """Give a container what was found out about its next item."""
        position = top.number
        top.number += 1
        if top.kind == _PAIRS:
            if top.shows:
                if position % 2:
                    top.out[-1].append(node)
                else:
                    top.out.append([node])
            if top.digest and position % 2:
                top.digest.add(top.key, token)
            top.key = token
            return
        if top.shows:
            if top.kind == _ARGS:
                self.left -= len(top.names[position])
                node = (top.names[position], node)
            top.out.append(node)
        if top.digest and top.kind == _ARGS:
            top.digest.add(_bytes_of(top.names[position]), token)
        elif top.digest:
            top.digest.add(token)

    def _close(
        self, top: _Open, *, hashing: bool
    ) -> "tuple[Typed | None, bytes | None]":
        """Return the description and the token of a container."""
        node: Typed = {"t": top.name}
        if top.kind == _LEAF:
            node["unreadable"] = top.out[0]
            return node, leaf_token(node) if hashing else None
        if top.kind == _ARGS:
            node["args"] = dict(top.out)
        elif top.kind == _PARTIAL:
            node["func"], node["v"] = top.content[0], top.out[:2]
            if len(top.out) > 2:  # noqa: PLR2004  the callable behind its arguments
                node["of"] = top.out[2]
        elif top.kind == _SET:
            # Sets have no order: sort, so that equal sets are recorded alike.
            node["v"] = sorted(top.out, key=repr)
        else:
            node["v"] = top.out
        if not hashing or not top.digest:
            return node, None
        whole = top.digest.whole and not top.broken
        digest = top.digest.hexdigest(top.name) if whole else None
        if top.kind != _PARTIAL and len(top.out) < top.length:
            node["cut"] = {"length": top.length}
            if digest:
                node["cut"]["sha256"] = digest
            else:
                node["cut"]["unhashed"] = _TOO_LONG.format(self.seconds)
        token = digest_token(digest)
        if token and not top.cyclic and len(self._hashed) < _REMEMBERED:
            self._hashed[id(top.value)] = top.value, token
        return node, token

    # -- libraries
    def _ask(self, value: object) -> "Reading":
        """Ask a library for what its container holds, within the time limit."""
        known = self._readings.get(id(value))
        if not known or known[0] is not value:
            patience = min(PATIENCE, self.until - time.monotonic())
            # An array has its values hashed for a part of the time, so that the rest is told.
            ahead = _Ahead(time.monotonic() + patience * 0.75)
            late = patience <= 0 or not _beside(lambda: ahead.read(value), patience)
            ahead.stopped = True
            known = value, _leaf(unreadable=_TOO_LONG.format(PATIENCE))
            self._readings[id(value)] = known
            self._readings.update(dict(ahead.found) if late else ahead.found)
            known = self._readings[id(value)]
        return known[1]


class _Ahead:
    """The reading of a library's container and of those of libraries that it holds."""

    def __init__(self, until: float) -> None:
        self.found: dict[int, tuple[object, Reading]] = {}
        self.stopped = False
        self._until = until

    def read(self, value: object) -> None:
        """Read them; errors, whatever they are, are readings."""
        queue = [value]
        while queue and not self.stopped:
            each = queue.pop()
            plan = _plan(type(each))
            if plan.library is None or id(each) in self.found:
                continue
            try:
                reading = plan.library(each, plan.base, self._until)
            # The libraries' errors are their own, and a resolver of the program may exit.
            except BaseException as error:  # noqa: BLE001  see above
                reading = _leaf(unreadable=_told(error))
            self.found[id(each)] = each, reading
            if reading[0] == _PAIRS:
                queue += [item for _, item in reading[1]]
            elif reading[0] == _ITEMS:
                queue += reading[1]


def _beside(job: "Callable[[], None]", seconds: float) -> bool:
    """Run a job in a thread of its own; return whether it came to its end in time.

    ``threading`` is not imported: it would register the thread, and the program may not have it.
    """
    done = allocate_lock()
    done.acquire()

    def run() -> None:
        try:
            job()
        except BaseException:  # noqa: BLE001, S110  it would be printed into the program's output
            pass
        finally:
            done.release()

    before = _count()
    start_new_thread(_in_context(run), ())
    if not done.acquire(timeout=seconds):
        return False
    # Gone before a program that forks next would be warned of it.
    for _ in range(20):
        if _count() <= before:
            break
        time.sleep(0.00005)
    return True


def _in_context(run: "Callable[[], None]") -> "Callable[[], None]":
    """Return a function with the context variables of this thread."""
    try:
        from _contextvars import copy_context
    except ImportError:
        return run
    context = copy_context()
    return lambda: context.run(run)


def _told(error: BaseException) -> str:
    """Return type and text of a library's error."""
    try:
        text = str.__str__(str(error))
    except BaseException:  # noqa: BLE001  an error may be as odd as the value that raised it
        text = "(no message)"
    return _shortened(f"{type_name(type(error))}: {text}", _MESSAGE)


def _failure(error: Exception) -> str:
    """Return type and text of an error of our own; a text of the program's is not asked for."""
    args = _error_args(error)
    text = args[0] if args and type(args[0]) is str else "(no message)"
    return _shortened(f"{type_name(type(error))}: {text}", _MESSAGE)


def _cost(node: Typed) -> int:
    """Return how many characters a leaf takes in JSON, or more."""
    text = node.get("v", node.get("unreadable"))
    if type(text) is not str:
        return 5 if text is None or type(text) is bool else text.bit_length() // 3
    # Others are written \uXXXX, those of the higher planes twice.
    return len(text) if text.isascii() and text.isprintable() else 6 * len(text)


# -- what is asked from outside -------------------------------------------------------------------


def typed(value: object) -> Typed:
    """Describe ``value`` with its exact type; see the module's table.  Never raises."""
    return _described([("value", value)])["value"]


def described(
    namespace: "Mapping[str, object]", *, module: bool = False
) -> "dict[str, Typed]":
    """Describe the variables at a place, typed, by their names; never raises.

    They share the size and the time of one record: none gets more than a quarter of what is left,
    or its equal share if that is more.

    Parameters
    ----------
    namespace
        A frame's locals.
    module
        Whether they are a module's: then dunder names, modules, functions and classes are left out.
    """
    try:
        whole: Any = namespace
        pairs: list[tuple[Any, Any]]
        cls = type(whole)
        if _derives(cls, dict):
            pairs = list(dict.items(whole))
        elif _module_of(cls) == "builtins":
            pairs = list(whole.items())  # Python 3.13 has a proxy
        else:
            pairs = [("(names)", whole)]  # a class body's, prepared by a metaclass
        variables = [
            (_attribute(name), value)
            for name, value in pairs
            if not (module and _is_of_module(name, value))
        ]
    except Exception as error:  # noqa: BLE001  never raises
        return {"(names)": {"t": "dict", "unreadable": _failure(error)}}
    return _described(variables)


def _is_of_module(name: object, value: object) -> bool:
    """Whether a variable of a module is not one of its settings."""
    if type(name) is str and name.startswith("__") and name.endswith("__"):
        return True
    kinds = (_MODULE_TYPE, _FUNCTION, _BUILTIN, type)
    return any(_derives(type(value), kind) for kind in kinds)


def _described(variables: "list[tuple[str, Any]]") -> "dict[str, Typed]":
    found: dict[str, Typed] = {}
    try:
        _describe_into(found, variables)
    # The program stands deep in its stack or has no memory left.
    except Exception:  # noqa: BLE001  see above
        try:
            # A thread has a stack of its own.
            _beside(lambda: _describe_into(found, variables), SECONDS)
        except Exception:  # noqa: BLE001, S110  see above
            pass
    for name, _ in variables:
        if name not in found:
            found[name] = {"t": "object", "unreadable": "no stack or memory to read it"}
    return found


def _describe_into(
    found: "dict[str, Typed]", variables: "list[tuple[str, Any]]"
) -> None:
    record = _Record(SECONDS)
    left = SIZE
    for number, (name, value) in enumerate(variables):
        if len(variables) == 1:
            share = left
        else:
            share = max(left // (len(variables) - number), left // 4, 0)
        found[name] = record.describe(value, share)
        left -= share - record.left
