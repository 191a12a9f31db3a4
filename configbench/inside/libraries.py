"""Containers of known libraries: what they store are not their values, so they are asked in public.

A container is recognised where its library is loaded, and read by its base's own methods.
"""

from .names import derives, told
from .readings import PAIRS, SEQUENCE, Plan, Unread, attributes

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Asker, Reader, Reading


def _pairs(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a mapping, entry by entry: one that cannot be read spoils no other."""
    keys = list(base.keys(value))
    # One that stands for nothing, such as a missing DictConfig, has no keys and tells so here.
    pairs = [] if keys else list(base.items(value))
    pairs += [(key, _entry(value, base, key)) for key in keys]
    return PAIRS, pairs, len(pairs)


def _items(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a sequence, item by item: one that cannot be read spoils no other."""
    length = base.__len__(value)
    items = [] if length else list(base.__iter__(value))
    items += [_entry(value, base, index) for index in range(length)]
    return SEQUENCE, items, len(items)


def _entry(value: "Any", base: "Any", key: object) -> "Any":
    """Return an entry, or why it cannot be read (OmegaConf's ``???``)."""
    try:
        return base.__getitem__(value, key)
    # The libraries' errors are their own, and a resolver of the program may exit.
    except BaseException as error:  # noqa: BLE001  see above
        return Unread(told(error))


def _reference(value: "Any", base: "Any", _: float) -> "Reading":
    """Read what a reference of ml_collections refers to."""
    return attributes([("value", base.get(value))])


def _model(value: "Any", plan: Plan) -> "Reading":
    """Read a model of pydantic: what it stores beside its fields is unfolded or bookkeeping."""
    found = []
    for name, item in plan.state(value):
        if name in ("__pydantic_extra__", "__pydantic_private__"):
            found += list(dict.items(item)) if derives(type(item), dict) else []
        elif name not in ("__pydantic_fields_set__", "__fields_set__"):
            found.append((name, item))
    return attributes(found)


READERS: "dict[tuple[str, str], Reader]" = {("pydantic.main", "BaseModel"): _model}

ASKERS: "dict[tuple[str, str], Asker]" = {
    ("omegaconf.dictconfig", "DictConfig"): _pairs,
    ("omegaconf.listconfig", "ListConfig"): _items,
    ("omegaconf.tupleconfig", "TupleConfig"): _items,
    ("ml_collections.config_dict.config_dict", "ConfigDict"): _pairs,
    ("ml_collections.config_dict.config_dict", "FieldReference"): _reference,
    ("configparser", "RawConfigParser"): _pairs,
    ("configparser", "SectionProxy"): _pairs,
}
