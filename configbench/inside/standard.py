"""Types of the standard library, read without running anything of theirs that could call a program.

What runs nothing is a method in C, or one in Python on a twin of the value: of the base class
itself, with what of the state is harmless.
"""

from .names import GETSET, MEMBER, MRO, VARS, dotted, loaded, module_of, type_name
from .readings import (
    ITEMS,
    PAIRS,
    PARTIAL,
    UNSET,
    Plan,
    attributes,
    read_slot,
    repr_leaf,
    text_leaf,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Reader, Reading


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


def _deque(value: "Any", plan: Plan) -> "Reading":
    return ITEMS, plan.base.__iter__(value), plan.base.__len__(value)


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


READERS: "dict[tuple[str, str], Reader]" = {
    ("enum", "Enum"): _enum,
    ("functools", "partial"): _partial,
    ("collections", "OrderedDict"): _ordered,
    ("collections", "deque"): _deque,
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
