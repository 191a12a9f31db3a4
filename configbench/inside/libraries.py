"""Containers of known libraries: what they store are not their values, so they are asked in public.

A container is recognised where its library is loaded, and read by its base's own methods.
"""

from .names import derives
from .readings import PAIRS, SEQUENCE, Plan, attributes

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from typing import Any

    from .readings import Asker, Reader, Reading


def _pairs(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a mapping by its ``items()``."""
    pairs = [(key, item) for key, item in base.items(value)]
    return PAIRS, pairs, len(pairs)


def _items(value: "Any", base: "Any", _: float) -> "Reading":
    """Read a sequence by going through it."""
    items = list(base.__iter__(value))
    return SEQUENCE, items, len(items)


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
    ("ml_collections.config_dict.config_dict", "ConfigDict"): _pairs,
    ("ml_collections.config_dict.config_dict", "FieldReference"): _reference,
    ("configparser", "RawConfigParser"): _pairs,
    ("configparser", "SectionProxy"): _pairs,
}
