"""What a program has told of the configuration that it opens (:mod:`.inside.reading`), checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from configbench import foreign
from configbench.audit.model import Read
from configbench.foreign import Form
from configbench.records import TEXT

_CALLS: Form = (
    "a list of files, lines and functions",
    lambda v: (
        isinstance(v, list)
        and all(
            isinstance(each, list) and [type(part) for part in each] == [str, int, str]
            for each in v
        )
    ),
)
_FORMS: Mapping[str, Form] = {
    "pid": ("the number of a process", lambda v: type(v) is int and v > 0),
    "read": TEXT,
    "stack": _CALLS,
}


def reads(file: Path) -> Iterator[Read]:
    """Yield what was opened, in its order.

    Raises
    ------
    ForeignError
        If a line has another form.
    """
    for where, content in foreign.objects(file, cut=True):
        foreign.check(content, where, _FORMS)
        yield Read(
            Path(content["read"]),
            tuple(f"{name}:{line}" for name, line, _ in content["stack"]),
            tuple(function for _, _, function in content["stack"]),
        )
