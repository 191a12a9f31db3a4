"""What reads the values of a type: of builtins here, of others what is imported when one comes."""

from . import readings
from .names import MRO, QUALNAME, loaded, module_of
from .readings import PAIRS, SEQUENCE, SET, Plan, leaf, text_leaf

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
    if bits <= readings.BITS:
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


def _dict(value: "Any", _: Plan) -> "Reading":
    return PAIRS, dict.items(value), dict.__len__(value)


def _sequence(value: "Any", plan: Plan) -> "Reading":
    return SEQUENCE, plan.base.__iter__(value), plan.base.__len__(value)


def _set(value: "Any", plan: Plan) -> "Reading":
    return SET, plan.base.__iter__(value), plan.base.__len__(value)


_COMMON: "dict[int, Reader]" = {
    id(cls): how
    for cls, how in [
        (type(None), _itself),
        (bool, _itself),
        (int, _int),
        (float, _float),
        (str, _str),
        (dict, _dict),
        (list, _sequence),
        (tuple, _sequence),
        (set, _set),
        (frozenset, _set),
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
        if len(_PLANS) >= readings.REMEMBERED:
            _PLANS.clear()
        plan = _PLANS[id(cls)] = _planned(cls)
    return plan


#: By the id of the type, which the plan holds: a metaclass may have a hash of its own.
_PLANS: "dict[int, Plan]" = {}


def _builtin(cls: type) -> "Reader | None":
    reader = _COMMON.get(id(cls))
    if reader is None and cls is not object and module_of(cls) == "builtins":
        from .standard import BUILTINS

        reader = BUILTINS.get(id(cls))
    return reader


def _planned(cls: type) -> Plan:
    plan = Plan(cls)
    bases = MRO(cls)
    enum = loaded("enum", "Enum")
    # Members are known by their names, whatever else they are.
    if enum is not None and any(each is enum for each in bases):
        bases = (enum,)
    for base in bases:
        plan.reader = _builtin(base)
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
