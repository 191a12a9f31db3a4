"""Who takes the words of the command line, and reads, writes and prints bytes, in a program.

=========================  =========================================================================
variable                   value
=========================  =========================================================================
``CONFIGBENCH_CALLERS``    the file to which the lines go; without it nothing is watched
=========================  =========================================================================

Each line is ``{"what": what, "file": path, "stack": [[module, function, file], …]}``, once for each
stack, the innermost call first.  What is one of

``words``
    A word behind the program's name, which is told as the file, was taken from ``sys.argv`` or from
    a slice of it, or was taken apart.
``read``, ``written``
    Bytes of a file that Python's ``open`` has opened; or, where it cannot be opened, the attempt.
``printed``
    Text to ``sys.stdout``.
``refused``
    The error that ended the program, from where the first of its causes was raised: behind the
    calls of that come those of the error that was raised for it.  Its cause is also the error that
    left the program's own calls last, whatever the library made of it.  Of a program that is run
    by :mod:`.program` alone.

The program gets other objects, of types below those that it expects.  What reads or writes past
them (``os.read``, a C extension of its own) is not seen.
"""

import builtins
import io
import sys

from . import CALLERS, program
from .lines import append

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType
    from typing import Any

#: As many different lines as are told.
_TOLD = 1000
#: As many calls of a stack as are told.
_DEPTH = 40

_getframe = sys._getframe
_open = io.open


class _Watch:
    """What was told so far, and where it goes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._told: set[tuple[str, ...]] = set()
        self._at_it = False

    def tell(
        self, what: str, file: object, stack: "list[list[str]] | None" = None
    ) -> None:
        """Tell who is at it; nothing of what telling itself does."""
        if self._at_it or len(self._told) >= _TOLD:
            return
        self._at_it = True
        try:
            stack = _stack() if stack is None else stack
            key = (what, str(file), *(part for call in stack for part in call))
            if key not in self._told:
                self._told.add(key)
                append(self._file, {"what": what, "file": str(file), "stack": stack})
        finally:
            self._at_it = False


_WATCH: "list[_Watch]" = []


def _stack() -> "list[list[str]]":
    """Return module, function and file of each call outside of this module, innermost first."""
    found: list[list[str]] = []
    frame: Any = _getframe(1)
    while frame is not None and len(found) < _DEPTH:
        if frame.f_code.co_filename != __file__:
            found.append(_call(frame))
        frame = frame.f_back
    return found


def _call(frame: "FrameType") -> "list[str]":
    code = frame.f_code
    name = frame.f_globals.get("__name__")
    return [str(name), getattr(code, "co_qualname", code.co_name), code.co_filename]


class _Leaving:
    """Which error left the program's own calls for those of others: a library may end by its own.

    Calls of files beside the program are traced, and no others.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._raised: dict[FrameType, BaseException] = {}
        self.errors: list[BaseException] = []

    def _own(self, frame: "FrameType | None") -> bool:
        return frame is not None and frame.f_code.co_filename.startswith(self._folder)

    def trace(self, frame: "FrameType", event: str, arg: "Any") -> "Any":
        """Trace, as ``sys.settrace`` has it."""
        del event, arg
        return self._within if self._own(frame) else None

    def _within(self, frame: "FrameType", event: str, arg: "Any") -> "Any":
        if event == "exception":
            self._raised[frame] = arg[1]
        else:
            error = self._raised.pop(frame, None)
            # Whoever goes on has met it.
            if event == "return" and error is not None and not self._own(frame.f_back):
                self.errors.append(error)
        return self._within


_LEAVING: "list[_Leaving]" = []


def _ended(error: "BaseException | None") -> None:
    """Tell where an error was raised, from its first cause on."""
    sys.settrace(None)
    stack: list[list[str]] = []
    chain: list[BaseException] = []
    left = [each for leaving in _LEAVING for each in leaving.errors]
    # The last that left is the one that ends the program, on its way through it.
    for last in (error, *[each for each in left if each is not error][-1:]):
        cause = last
        while cause is not None and cause not in chain:
            chain.append(cause)
            cause = cause.__cause__ or cause.__context__
    for each in reversed(chain):
        calls: list[list[str]] = []
        trace = each.__traceback__
        while trace is not None:
            calls.append(_call(trace.tb_frame))
            trace = trace.tb_next
        stack += reversed(calls)
    for watch in _WATCH:
        watch.tell("refused", "", stack[:_DEPTH])


class _Word(str):
    """A word of a command line, which tells who takes it apart."""

    __slots__ = ()


def _telling(name: str) -> "Callable[..., Any]":
    original = getattr(str, name)

    def method(self: "Any", *arguments: "Any", **named: "Any") -> "Any":
        _tell("words", str.__str__(self))
        return original(self, *arguments, **named)

    return method


#: By what a word is taken apart; what comes of it is plain text.
_APART = (
    *("partition", "rpartition", "split", "rsplit", "find", "rfind", "index", "rindex"),
    *(
        "startswith",
        "endswith",
        "replace",
        "strip",
        "lstrip",
        "rstrip",
        "lower",
        "upper",
    ),
    *("__getitem__", "__iter__", "__contains__", "encode"),
)
for _name in _APART:
    setattr(_Word, _name, _telling(_name))


class _Words(list):  # type: ignore[type-arg]  # of Python 3.8
    """The words of a command line, which tell who takes them; the first may be the program's."""

    def __init__(self, words: "list[str]", start: int = 1) -> None:
        super().__init__(words)
        self._start = start

    def _taken(self, number: int, word: "Any") -> "Any":
        if number < self._start or not isinstance(word, str):
            return word
        _tell("words", str.__str__(word))
        return _Word(word)

    def __getitem__(self, index: "Any") -> "Any":
        found = list.__getitem__(self, index)
        if isinstance(index, slice):
            named = range(len(self))[index]
            return _Words(found, int(0 in named and self._start))
        return self._taken(range(len(self))[index], found)

    def __iter__(self) -> "Iterator[Any]":
        for number, word in enumerate(list.__iter__(self)):
            yield self._taken(number, word)

    def __add__(self, other: "Any") -> "Any":
        return _Words(list.__add__(self, other), self._start)

    def __radd__(self, other: "list[Any]") -> "Any":
        # What stands before them are words that the program has from elsewhere.
        return _Words([*other, *list.__iter__(self)], 0)

    def pop(self, index: "Any" = -1) -> "Any":
        """Take a word away."""
        return self._taken(self._start, list.pop(self, index))


def _tell(what: str, file: object) -> None:
    for watch in _WATCH:
        watch.tell(what, file)


def _watched(kind: type) -> type:
    """Return a kind of open file that tells who reads and who writes."""

    def telling(name: str, what: str) -> "Callable[..., Any]":
        original = getattr(kind, name)

        def method(self: "Any", *arguments: "Any") -> "Any":
            _tell(what, self.configbench_file)
            return original(self, *arguments)

        return method

    methods = {
        name: telling(name, what)
        for what, names in _METHODS.items()
        for name in names
        if hasattr(kind, name)
    }
    return type(kind.__name__, (kind,), {**methods, "configbench_file": ""})


_METHODS = {
    "read": ("read", "read1", "readinto", "readline", "readlines", "__next__"),
    "written": ("write", "writelines"),
}
_KINDS = {
    kind: _watched(kind)
    for kind in (
        io.TextIOWrapper,
        io.BufferedReader,
        io.BufferedWriter,
        io.BufferedRandom,
    )
}


def _opened(
    file: "Any",
    mode: str = "r",
    buffering: int = -1,
    encoding: "str | None" = None,
    errors: "str | None" = None,
    newline: "str | None" = None,
    closefd: bool = True,  # noqa: FBT001, FBT002  likewise
    opener: "Any" = None,
) -> "Any":
    try:
        found = _open(file, mode, buffering, encoding, errors, newline, closefd, opener)
    except OSError:
        _tell("read" if "r" in mode else "written", file)
        raise
    own: Any = type(found)
    kind = _KINDS.get(own)
    if kind is None:
        return found
    opened: Any = found
    if own is io.TextIOWrapper:
        told = opened.encoding, opened.errors, newline, opened.line_buffering
        watched: Any = kind(opened.detach(), *told)
        watched.mode = mode
    else:
        watched = kind(opened.detach())
    watched.configbench_file = file
    return watched


class _Printing(io.TextIOWrapper):
    """The standard output, which tells who prints."""

    def write(self, text: str) -> int:
        """Write, and tell."""
        _tell("printed", "")
        return super().write(text)


def begin(environ: "Mapping[str, str]") -> None:
    """Watch this process from now on, if the environment says so; ``sys.argv`` is there."""
    file = environ.get(CALLERS)
    if not file:
        return
    _WATCH[:] = [_Watch(file)]
    program.ENDINGS[:] = [_ended]
    _LEAVING[:] = [_Leaving(sys.argv[0].rpartition("/")[0] + "/")]
    sys.settrace(_LEAVING[0].trace)
    sys.argv = _Words(sys.argv)
    builtins.open = io.open = _opened
    out: Any = sys.stdout
    if type(out) is io.TextIOWrapper:
        # Beside the first, which stays as sys.__stdout__, over the same bytes.
        sys.stdout = _Printing(
            out.buffer, out.encoding, out.errors, None, out.line_buffering
        )
