"""Put code in a function's place that looks: signature, defaults, source line stay."""

import builtins

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

_CALL, _ITSELF = "__configbench_entered__", "__configbench_itself__"
_COROUTINE = 0x80  # CO_COROUTINE
_ASYNC = _COROUTINE | 0x200  # CO_ASYNC_GENERATOR

#: What each function does whose code was swapped, and what it was.
_LOOKS: "list[Callable[[dict[str, Any]], None]]" = []
_SWAPPED: "list[tuple[Any, CodeType]]" = []


def swap(
    function: "Any", look: "Callable[[dict[str, Any]], None]", *, goes_on: bool = False
) -> None:
    """Have a function look at its arguments, by name, and return None.

    If it ``goes_on`` it does what it did, from then on without a look.
    """
    setattr(builtins, _CALL, _entered)
    setattr(builtins, _ITSELF, _itself)
    _LOOKS.append(look)
    _SWAPPED.append((function, function.__code__))
    number = len(_LOOKS) - 1
    function.__code__ = _code(function.__code__, number, goes_on=goes_on)


def _entered(number: int, values: "dict[str, Any]") -> None:
    _LOOKS[number](values)


def _itself(number: int) -> "Any":
    """Return a function, as it was."""
    function, code = _SWAPPED[number]
    function.__code__ = code
    return function


def _code(old: "CodeType", number: int, *, goes_on: bool) -> "CodeType":
    names = old.co_varnames
    count, only = old.co_argcount, old.co_kwonlyargcount
    placed = getattr(old, "co_posonlyargcount", 0)
    plain, keyed = names[:count], names[count : count + only]
    stars = [*names[count + only :]]
    words = [*plain]
    if placed:
        words.insert(placed, "/")
    handed = [*plain]
    if old.co_flags & 0x04:  # CO_VARARGS
        plain = (*plain, stars[0])
        words.append(f"*{stars[0]}")
        handed.append(f"*{stars.pop(0)}")
    elif keyed:
        words.append("*")
    words += keyed
    handed += [f"{name}={name}" for name in keyed]
    if old.co_flags & 0x08:  # CO_VARKEYWORDS
        words.append(f"**{stars[0]}")
        handed.append(f"**{stars[0]}")
    pairs = "".join(f"{name!r}: {name}, " for name in (*plain, *keyed))
    if old.co_flags & 0x08:
        # By their own names, as they are typed.
        pairs += f"**{stars[0]}"
    free = old.co_freevars
    # What the old code has from around it, the new one must have, too.
    closed = f"  if 0: ({', '.join(free)},)\n" if free else ""
    begin = "async def" if old.co_flags & _ASYNC else "def"
    wait = "await " if old.co_flags & _COROUTINE else ""
    itself = f"{wait}{_ITSELF}({number})({', '.join(handed)})" if goes_on else "None"
    source = (
        f"def around({', '.join(free)}):\n"
        f" {begin} f({', '.join(words)}):\n"
        f"{closed}"
        f"  {_CALL}({number}, {{{pairs}}})\n"
        f"  return {itself}\n"
    )
    code = compile(source, old.co_filename, "exec", dont_inherit=True)
    for name in ("around", "f"):
        code = next(each for each in code.co_consts if _is_code(each, name))
    return code.replace(co_name=old.co_name, co_firstlineno=old.co_firstlineno)


def _is_code(value: "Any", name: str) -> bool:
    return getattr(value, "co_name", None) == name
