"""What reads the values of a type: of builtins here, of others what is imported when one comes."""

from . import limits
from .names import (
    BUILTIN,
    DESCRIPTORS,
    FUNCTION,
    METHOD,
    MODULE,
    MRO,
    PROXY,
    QUALNAME,
    derives,
    dotted,
    error_args,
    loaded,
    module_of,
    names_in,
    type_name,
)
from .readings import ITEMS, PAIRS, SET, Plan, attributes, leaf, repr_leaf, text_leaf

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Asker, Reader, Reading


# -- builtins -------------------------------------------------------------------------------------


def _itself(value: "Any", _: Plan) -> "Reading":
    return leaf(v=value)


def _int(value: "Any", _: Plan) -> "Reading":
    number = int.__index__(value)
    bits = number.bit_length()
    if bits <= limits.BITS:
        return leaf(v=number)
    from .digests import sha256

    stream = number.to_bytes(bits // 8 + 1, "big", signed=True)
    shift = max(0, bits - 256) // 4 * 4
    shown = f"{'-' * (number < 0)}0x{abs(number) >> shift:x}"
    return leaf(v=shown, cut={"length": bits, "sha256": sha256(stream).hexdigest()})


def _float(value: "Any", _: Plan) -> "Reading":
    return leaf(v=float.__repr__(value))


def _str(value: "Any", _: Plan) -> "Reading":
    return text_leaf(str.__str__(value))


def _bytes(value: "Any", plan: Plan) -> "Reading":
    base = plan.base
    length = base.__len__(value)
    if length <= limits.TEXT:
        return text_leaf(base.__repr__(value))
    from .digests import sha256

    cut = {"length": length, "sha256": sha256(memoryview(value)).hexdigest()}
    beginning = base.__getitem__(value, slice(limits.BEGINNING))
    return leaf(v=base.__repr__(beginning), cut=cut)


def _memory(value: "Any", _: Plan) -> "Reading":
    return _bytes(value.tobytes(), Plan(bytes))


def _dict(value: "Any", _: Plan) -> "Reading":
    return PAIRS, dict.items(value), dict.__len__(value)


def _view(value: "Any", _: Plan) -> "Reading":
    """Read ``mapping.items()`` and ``mapping.keys()``; only Python makes such views."""
    return SET, value, len(value)


def _sequence(value: "Any", plan: Plan) -> "Reading":
    return ITEMS, plan.base.__iter__(value), plan.base.__len__(value)


def _set(value: "Any", plan: Plan) -> "Reading":
    return SET, plan.base.__iter__(value), plan.base.__len__(value)


def _proxy(value: "Any", plan: Plan) -> "Reading":
    """Read a read-only view of a mapping; its own methods would ask the mapping's."""
    import gc

    (inner,) = gc.get_referents(value)
    if derives(type(inner), dict):
        return _dict(inner, plan)
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


_BUILTINS: "dict[int, Reader]" = {
    id(cls): how
    for cls, how in [
        (type(None), _itself),
        (bool, _itself),
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

# -- others, by module and name -------------------------------------------------------------------

#: The packages of the types that each module reads: it is imported when such a type comes.
STANDARD = {
    *("array", "collections", "datetime", "decimal", "enum", "fractions", "functools"),
    *("ipaddress", "pathlib", "re", "uuid", "zoneinfo"),
}
ARRAYS = {"numpy", "torch"}
LIBRARIES = {"configparser", "ml_collections", "omegaconf", "pydantic"}


def _tables(
    package: str,
) -> "tuple[dict[tuple[str, str], Reader], dict[tuple[str, str], Asker]]":
    """Return what reads the types of a package, and what asks it, by module and name."""
    if package in STANDARD:
        from . import standard

        return standard.READERS, {}
    if package in ARRAYS:
        from . import arrays

        return arrays.READERS, arrays.ASKERS
    if package in LIBRARIES:
        from . import libraries

        return libraries.READERS, libraries.ASKERS
    return {}, {}


def plan_of(cls: type) -> Plan:
    """Return how values of a type are read."""
    plan = _PLANS.get(id(cls))
    if plan is None:
        if len(_PLANS) >= limits.REMEMBERED:
            _PLANS.clear()
        plan = _PLANS[id(cls)] = _planned(cls)
    return plan


#: By the id of the type, which the plan holds: a metaclass may have a hash of its own.
_PLANS: "dict[int, Plan]" = {}


def _planned(cls: type) -> Plan:
    plan = Plan(cls)
    bases = MRO(cls)
    enum = loaded("enum", "Enum")
    # Members are known by their names, whatever else they are.
    if enum is not None and any(each is enum for each in bases):
        bases = (enum,)
    for base in bases:
        plan.reader = _BUILTINS.get(id(base))
        module, name = module_of(base), QUALNAME(base)
        if plan.reader is None and module is not None and type(name) is str:
            readers, askers = _tables(module.partition(".")[0])
            reader, asker = readers.get((module, name)), askers.get((module, name))
            # What a type says of itself is a claim: it must be found there, too.
            if (reader or asker) and loaded(module, name) is base:
                plan.reader, plan.asker = reader, asker
        if plan.reader or plan.asker:
            plan.base = base
            break
    return plan
