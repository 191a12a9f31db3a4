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
known libraries (:mod:`.libraries`, :mod:`.arrays`) are asked in public, for what OmegaConf stores
are not its values: in a thread beside (:mod:`.asking`).  It has the program's context variables but
not its thread-locals; one that hangs is left behind.

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
container's whole content otherwise (:class:`.digests.Digest`), types included, whatever the order
of a set or a mapping.
"""

from . import readings
from .names import BUILTIN, FUNCTION, MODULE, attribute, derives, failure, module_of
from .records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing costs milliseconds
    from collections.abc import Mapping
    from typing import Any

    from .readings import Typed


def typed(value: object) -> "Typed":
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
        if derives(cls, dict):
            pairs = list(dict.items(whole))
        elif module_of(cls) == "builtins":
            pairs = list(whole.items())  # Python 3.13 has a proxy
        else:
            pairs = [("(names)", whole)]  # a class body's, prepared by a metaclass
        variables = [
            (attribute(name), value)
            for name, value in pairs
            if not (module and _is_of_module(name, value))
        ]
    except Exception as error:  # noqa: BLE001  never raises
        return {"(names)": {"t": "dict", "unreadable": failure(error)}}
    return _described(variables)


def _is_of_module(name: object, value: object) -> bool:
    """Whether a variable of a module is not one of its settings."""
    if type(name) is str and name.startswith("__") and name.endswith("__"):
        return True
    kinds = (MODULE, FUNCTION, BUILTIN, type)
    return any(derives(type(value), kind) for kind in kinds)


def _described(variables: "list[tuple[str, Any]]") -> "dict[str, Typed]":
    found: dict[str, Typed] = {}
    try:
        _describe_into(found, variables)
    # The program stands deep in its stack or has no memory left.
    except Exception:  # noqa: BLE001  see above
        try:
            # A thread has a stack of its own.
            from .beside import beside

            beside(lambda: _describe_into(found, variables), readings.SECONDS)
        except Exception:  # noqa: BLE001, S110  see above
            pass
    for name, _ in variables:
        if name not in found:
            found[name] = {"t": "object", "unreadable": "no stack or memory to read it"}
    return found


def _describe_into(
    found: "dict[str, Typed]", variables: "list[tuple[str, Any]]"
) -> None:
    record = Record()
    left = readings.SIZE
    for number, (name, value) in enumerate(variables):
        if len(variables) == 1:
            share = left
        else:
            share = max(left // (len(variables) - number), left // 4, 0)
        found[name] = record.describe(value, share)
        left -= share - record.left
