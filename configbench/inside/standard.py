"""Rarer builtins and types of the standard library, read without running what may call a program.

What runs nothing of a program is a method in C, or one in Python on a twin of the value: of the
base class itself, with what of the state is harmless.
"""

from . import readings
from .names import (
    BUILTIN,
    DESCRIPTORS,
    FUNCTION,
    GETSET,
    MEMBER,
    METHOD,
    MODULE,
    MRO,
    PROXY,
    VARS,
    derives,
    dotted,
    error_args,
    loaded,
    module_of,
    names_in,
    type_name,
)
from .readings import (
    PAIRS,
    PARTIAL,
    SEQUENCE,
    SET,
    UNSET,
    Plan,
    attributes,
    leaf,
    read_slot,
    repr_leaf,
    text_leaf,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Reader, Reading


# -- builtins -------------------------------------------------------------------------------------


def _bytes(value: "Any", plan: Plan) -> "Reading":
    base = plan.base
    length = base.__len__(value)
    if length <= readings.TEXT:
        return text_leaf(base.__repr__(value))
    from .digests import sha256

    cut = {"length": length, "sha256": sha256(memoryview(value)).hexdigest()}
    beginning = base.__getitem__(value, slice(readings.BEGINNING))
    return leaf(v=base.__repr__(beginning), cut=cut)


def _memory(value: "Any", _: Plan) -> "Reading":
    return _bytes(value.tobytes(), Plan(bytes))


def _view(value: "Any", _: Plan) -> "Reading":
    """Read ``mapping.items()`` and ``mapping.keys()``; only Python makes such views."""
    return SET, value, len(value)


def _proxy(value: "Any", _: Plan) -> "Reading":
    """Read a read-only view of a mapping; its own methods would ask the mapping's."""
    import gc

    (inner,) = gc.get_referents(value)
    if derives(type(inner), dict):
        return PAIRS, dict.items(inner), dict.__len__(inner)
    return attributes([("mapping", inner)])


def _class(value: "Any", _: Plan) -> "Reading":
    return leaf(v=f"<class '{type_name(value)}'>")


def _module(value: "Any", _: Plan) -> "Reading":
    name = (names_in(value) or {}).get("__name__")
    return text_leaf(f"<module {name!r}>" if type(name) is str else "<module>")


def _function(value: "Any", plan: Plan) -> "Reading":
    name = dotted(value)
    return plan.stored(value) if name is None else leaf(v=name)


def _error(value: "Any", plan: Plan) -> "Reading":
    return attributes([("args", error_args(value)), *plan.state(value)])


# -- the standard library -------------------------------------------------------------------------


def _enum(value: "Any", plan: Plan) -> "Reading":
    state = plan.state(value)
    for key, name in state:
        if key == "_name_" and type(name) is str:
            return text_leaf(name)
    return attributes(state)  # flags together have no name before Python 3.11


def _partial(value: "Any", plan: Plan) -> "Reading":
    state = dict(plan.state(value))
    func = state["func"]
    name = dotted(func)
    children = [state["args"], state["keywords"]]
    if name is None:
        name = f"{type_name(type(func))} object"
        children.append(func)
    return PARTIAL, (name, children), len(children)


def _ordered(value: "Any", plan: Plan) -> "Reading":
    items = VARS(plan.base).get("items")
    # Written in Python, it would ask the value for its own methods.
    in_c = type(items) is type(str.upper)
    return PAIRS, items(value) if in_c else dict.items(value), dict.__len__(value)


def _sequence(value: "Any", plan: Plan) -> "Reading":
    return SEQUENCE, plan.base.__iter__(value), plan.base.__len__(value)


def _array(value: "Any", plan: Plan) -> "Reading":
    values = list(plan.base.__iter__(value))
    return attributes(
        [("typecode", _field(plan, "typecode", value)), ("values", values)]
    )


def _pattern(value: "Any", plan: Plan) -> "Reading":
    pattern = _field(plan, "pattern", value)
    plain = type(pattern) is str or type(pattern) is bytes
    # Its repr ends after 200 characters.
    if plain and len(pattern) < 100:  # noqa: PLR2004  each may be written as two
        return repr_leaf(value, plan)
    return plan.stored(value)


def _moment(value: "Any", plan: Plan) -> "Reading":
    """Read a ``datetime`` or a ``time``; a zone of the program's own is not asked."""
    zone = _field(plan, "tzinfo", value)
    known = (loaded("datetime", "timezone"), loaded("zoneinfo", "ZoneInfo"))
    if zone is UNSET or zone is None or any(type(zone) is each for each in known):
        return repr_leaf(value, plan)
    names = ["year", "month", "day", "hour", "minute", "second", "microsecond", "fold"]
    found = [(name, _field(plan, name, value)) for name in [*names, "tzinfo"]]
    return attributes([pair for pair in found if pair[1] is not UNSET])


def _field(plan: Plan, name: str, value: "Any") -> "Any":
    """Return what a type in C tells under a name; :data:`UNSET` if it has no such field."""
    for base in MRO(plan.base):
        found = VARS(base).get(name)
        if type(found) is GETSET or type(found) is MEMBER:
            return found.__get__(value)
    return UNSET


def _rebuilt(value: "Any", plan: Plan) -> "Reading":
    """Read a leaf whose ``__repr__`` or ``__str__`` is written in Python, by a twin."""
    base = plan.base
    try:
        twin = object.__new__(base)
        for name, slot in Plan(base).slots:
            stored = read_slot(slot, value)
            if stored is not UNSET and _harmless(stored) and name != "__dict__":
                slot.__set__(twin, stored)
        path = module_of(base) in ("pathlib", "pathlib._local")
        text = base.__str__(twin) if path else base.__repr__(twin)
    except Exception:  # noqa: BLE001  what it needs is not stored, or is the program's own
        return plan.stored(value)
    return text_leaf(text)


def _harmless(value: object, depth: int = 3) -> bool:
    cls = type(value)
    if cls is list or cls is tuple:
        items: Any = value
        return depth > 0 and all(_harmless(each, depth - 1) for each in items)
    return any(cls is each for each in (str, int, bool, type(None), float))


#: Readers of what is builtin but no common data, by the id of the type.
BUILTINS: "dict[int, Reader]" = {
    id(cls): how
    for cls, how in [
        (bytes, _bytes),
        (bytearray, _bytes),
        (memoryview, _memory),
        (type({}.keys()), _view),
        (type({}.items()), _view),
        (type({}.values()), _sequence),
        (PROXY, _proxy),
        (complex, repr_leaf),
        (range, repr_leaf),
        (type(...), repr_leaf),
        (type(NotImplemented), repr_leaf),
        (type, _class),
        (MODULE, _module),
        (FUNCTION, _function),
        (METHOD, _function),
        (BUILTIN, _function),
        *((each, _function) for each in DESCRIPTORS),
        (BaseException, _error),
    ]
}

READERS: "dict[tuple[str, str], Reader]" = {
    ("enum", "Enum"): _enum,
    ("functools", "partial"): _partial,
    ("collections", "OrderedDict"): _ordered,
    ("collections", "deque"): _sequence,
    ("array", "array"): _array,
    ("re", "Pattern"): _pattern,
    ("datetime", "datetime"): _moment,
    ("datetime", "time"): _moment,
    ("datetime", "date"): repr_leaf,
    ("datetime", "timedelta"): repr_leaf,
    ("datetime", "timezone"): repr_leaf,
    ("zoneinfo", "ZoneInfo"): repr_leaf,
    ("decimal", "Decimal"): repr_leaf,
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
}
