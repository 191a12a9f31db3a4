"""The look at one place of a program that does not know of it.

=======================  ===========================================================================
variable                 value
=======================  ===========================================================================
``CONFIGBENCH_AT``       the place: ``/FILE:LINE``, ``/FILE:FUNCTION`` or ``MODULE:FUNCTION``
``CONFIGBENCH_LOOK``     ``ACTION:FILE``; without it nothing is done at the place
``CONFIGBENCH_RETURN``   for ``return``: an expression, in the words of the program
``CONFIGBENCH_PLANTED``  a file of :func:`prepared` code; the place is planted without compiling
``CONFIGBENCH_CALLERS``  a file: who takes words and bytes is told (:mod:`.callers`)
``CONFIGBENCH_PARSERS``  where a known parser brings values, found by itself (:mod:`.parsers`)
``CONFIGBENCH_READS``    a file: which configuration is opened is told (:mod:`.reading`)
=======================  ===========================================================================

Each action appends a JSON line to FILE.

``end``
    What is there, and the process ends with exit code 0.
``record``
    What is there; the program goes on.  Each process's first hit; with ``record-every`` each hit.
``return``
    What is there at each hit; the function returns the expression's value.
``clock``
    ``{"monotonic": s, "cpu": s, "modules": [name]}``, and the program ends by ``SystemExit(0)``.
    Both clocks are read before anything else, in seconds: CLOCK_MONOTONIC, which the observing
    process shares, and the user and system time of this process.  ``modules`` are the top-level
    names of what is imported.
``clock-end``
    The same, but the process ends as at ``end``: whoever reaps it knows when the stamp was made.

What is there is ``{"pid": number, "values": {name: typed}}``: the arguments at the entry of a
function, the variables before a line.  With ``told-`` before the action, further lines
``{"pid": number, "note": text}`` tell how the look came to the place, or why it cannot.
"""

import builtins
import posix
import sys
import time

# Frozen into every interpreter and imported already; importlib itself would cost a millisecond.
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

from . import ATTACH, CALL, CALLERS, PARSERS, PARSERS_AT, READS, Place, hits
from .lines import append

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType, FrameType
    from typing import Any

AT, LOOK = "CONFIGBENCH_AT", "CONFIGBENCH_LOOK"
RETURN, PLANTED = "CONFIGBENCH_RETURN", "CONFIGBENCH_PLANTED"
#: The note that the look is in a process.
LOOKING = "looking"
#: The note that the file with the place was loaded with it.
LOADED = "loaded"
#: How long a record may take that needs a thread of its own, in seconds.
_PATIENCE = 30.0
ACTIONS = ("end", "record", "record-every", "return", "clock", "clock-end")

# Taken before the program runs: what it puts in their place does not move a clock of ours.
_monotonic, _process_time = time.monotonic, time.process_time
_getpid = posix.getpid
_getframe = sys._getframe


class LookError(ValueError):
    """The variables that say where and how to look are malformed."""


class Instruction:
    """What is done at the place, as the environment says.

    Attributes
    ----------
    action
        One of :data:`ACTIONS`; empty for nothing.
    file
        Where the lines go.
    told
        Whether notes go there, too.
    returned
        The expression of ``return``.
    planted
        The file of prepared code, if any.
    """

    def __init__(self, environ: "Mapping[str, str]") -> None:
        text = environ.get(LOOK, "")
        self.told = text.startswith("told-")
        self.action, _, self.file = text[5 if self.told else 0 :].partition(":")
        self.returned = environ.get(RETURN)
        self.planted = environ.get(PLANTED)
        if text and (self.action not in ACTIONS or not self.file):
            raise LookError(
                f"{LOOK}={text!r}: expected one of {', '.join(ACTIONS)}, a colon and a file"
            )

    def append(self, content: object) -> None:
        """Append a JSON line."""
        append(self.file, content)

    def note(self, text: str) -> None:
        """Tell how the look comes along, if that is wanted."""
        if self.told and self.file:
            self.append({"pid": _getpid(), "note": text})


class Look:
    """The look of this process."""

    def __init__(self, place: Place, instruction: Instruction) -> None:
        self.place = place
        self.instruction = instruction
        self._seen_by = 0
        # Code with the place in it, by path; a fork has what was made before it.
        self._codes: dict[str, tuple[object, CodeType]] = {}

    # -- planting
    def plants_in(self, name: str, path: str) -> bool:
        """Whether the place is in a module of this name from this file."""
        if self.place.module is not None:
            return name == self.place.module
        file = str(self.place.file)
        # Names first: the real path of every module would cost as much as its import.
        if path.rpartition("/")[2] != file.rpartition("/")[2] and not _is_link(path):
            return False
        return _real(path) == file

    def code(self, path: str) -> "CodeType | None":
        """Return the code of the file with the place in it; nothing where that fails."""
        planted = self.instruction.planted
        code = _prepared_code(planted, path) if planted else None
        if code is not None:
            return code
        found = posix.stat(path)
        state = (found.st_mtime_ns, found.st_size)
        if path in self._codes and self._codes[path][0] == state:
            self.instruction.note(LOADED)
            return self._codes[path][1]
        from . import plant

        with open(path, "rb") as file:
            source = file.read()
        try:
            # Planted ready to return, whatever this process does: a fork may be told otherwise.
            code = plant.planted(source, path, self.place, self.instruction.returned)
        except (plant.NotFoundError, SyntaxError) as error:
            # Whoever loads the file tells of a mistake in it, in the interpreter's own way.
            self.instruction.note(f"{path}: {error}")
            return None
        self._codes[path] = state, code
        self.instruction.note(LOADED)
        return code

    # -- the hit
    def hit(self) -> bool:
        """Look; called by the planted statement.  Whether the function returns now."""
        clocks = _monotonic(), _process_time()
        action = self.instruction.action
        if not action:
            return False
        if action in ("end", "record") and self._seen_by == _getpid():
            return False
        frame = _getframe(1)
        if _is_own(frame):
            return False
        self._seen_by = _getpid()
        try:
            if action in ("clock", "clock-end"):
                self._stamp(*clocks)
            else:
                self._record(frame)
        except Exception as error:  # noqa: BLE001  no fault of ours may become the program's
            hits.fail(error)
        if action == "clock":
            raise SystemExit(0)
        if action in ("end", "clock-end"):
            hits.end()
        return action == "return"

    def _stamp(self, monotonic: float, cpu: float) -> None:
        modules = sorted({name.partition(".")[0] for name in [*sys.modules]})
        stamp = {"monotonic": monotonic, "cpu": cpu, "modules": modules}
        self.instruction.append(stamp)

    def _record(self, frame: "FrameType") -> None:
        try:
            self._append_values(frame)
        except RecursionError:
            # The program stands deep: another thread has a stack of its own.
            from _thread import allocate_lock, start_new_thread

            done, appended = allocate_lock(), []
            done.acquire()

            def append() -> None:
                try:
                    self._append_values(frame)
                    appended.append(True)
                finally:
                    done.release()

            start_new_thread(append, ())
            if not (done.acquire(timeout=_PATIENCE) and appended):
                raise

    def _append_values(self, frame: "FrameType") -> None:
        from .typed import described

        there = _arguments(frame) if self.place.line is None else frame.f_locals
        module = there is frame.f_globals
        values = described(there, module=module)
        self.instruction.append({"pid": _getpid(), "values": values})
        for tell in hits.BESIDE:
            tell(there)

    def attach(self) -> None:
        """Put the look into a function that the module has from elsewhere."""
        self.attach_to(_getframe(1).f_globals)

    def attach_to(self, namespace: "dict[str, Any]") -> None:
        """Put the look into a function of a module that is loaded already."""
        module, name = namespace.get("__name__"), self.place.function
        function = _function(namespace, str(name))
        if function is None:
            self.instruction.note(
                f"{module}: no function of its own is called {name}; "
                "name the module that defines it"
            )
            return
        from . import plant

        old = function.__code__
        if old.co_name == "<lambda>":
            self.instruction.note(f"{module}: {name} is a lambda; name its line")
            return
        path = old.co_filename
        if path.startswith("<frozen "):
            path = str(function.__globals__.get("__file__", path))
        if path.startswith("<"):
            self.instruction.note(
                f"{module}: {name} is made while the program runs, no file has it"
            )
            return
        home = f"{_real(path)}:{function.__qualname__}".replace(".<locals>", "")
        try:
            with open(path, "rb") as file:
                whole = plant.planted(
                    file.read(), old.co_filename, Place(home), self.instruction.returned
                )
        except (OSError, SyntaxError, plant.NotFoundError) as error:
            self.instruction.note(f"{path}: {error}")
            return
        for new in _codes(whole):
            if (new.co_name, new.co_firstlineno) == (old.co_name, old.co_firstlineno):
                function.__code__ = new
                self.instruction.note(LOADED)


_LOOKS: "list[Look]" = []


def install(environ: "Mapping[str, str] | None" = None) -> None:
    """Have the place looked at in this process and in those that it starts.

    Raises
    ------
    LookError
        If the variables are malformed.
    """
    environ = _environ() if environ is None else environ
    _watch_callers(environ)
    _watch_parsers(environ)
    _watch_reads(environ)
    at = environ.get(AT)
    if not at:
        return
    look = Look(Place(at), Instruction(environ))
    if look.instruction.told:
        # Before anything is planted: a note that loads what it writes with would meet itself.
        import json  # noqa: F401  see above
    _LOOKS.append(look)
    setattr(builtins, CALL, look.hit)
    setattr(builtins, ATTACH, look.attach)
    get_code = SourceFileLoader.get_code

    def get_code_with_place(self: "Any", fullname: str) -> "Any":
        code = look.code(self.path) if look.plants_in(fullname, self.path) else None
        return get_code(self, fullname) if code is None else code

    # By this name the interpreter takes the frame for its own and leaves it out of tracebacks.
    get_code_with_place.__code__ = get_code_with_place.__code__.replace(
        co_filename="<frozen importlib._bootstrap_external>"
    )
    setattr(SourceFileLoader, "get_code", get_code_with_place)  # noqa: B010  a method, put in its place
    if look.place.file is not None or look.place.module == "__main__":
        _look_into_programs()
    look.instruction.note(LOOKING)
    # Of a module its name tells; only a file may be that of any.
    module = look.place.module
    known = [*sys.modules] if module is None else [module]
    for name in known:
        loaded = sys.modules.get(name)
        if name != "__main__" and isinstance(loaded, type(sys)):
            _look_into_loaded(look, name, object.__getattribute__(loaded, "__dict__"))


def prepared(code: "CodeType") -> bytes:
    """Return the content of a file of planted code, for this version of Python alone."""
    import marshal

    content: bytes = MAGIC_NUMBER + marshal.dumps(code)
    return content


def _prepared_code(file: str, path: str) -> "CodeType | None":
    """Return prepared code, if it is of this Python and of this file."""
    import marshal

    with open(file, "rb") as there:
        content = there.read()
    if content[: len(MAGIC_NUMBER)] != MAGIC_NUMBER:
        return None
    code: CodeType = marshal.loads(content[len(MAGIC_NUMBER) :])  # noqa: S302  our own
    return code if code.co_filename == path else None


def follow(environ: "Mapping[str, str]") -> None:
    """In a fork: do what this environment says, at the place that is planted already.

    Raises
    ------
    LookError
        If the variables are malformed.
    """
    _watch_callers(environ)
    _watch_parsers(environ)
    for look in _LOOKS:
        look.instruction = Instruction(environ)


def _watch_callers(environ: "Mapping[str, str]") -> None:
    if environ.get(CALLERS):
        from . import callers

        callers.begin(environ)


def _watch_parsers(environ: "Mapping[str, str]") -> None:
    if environ.get(PARSERS) or environ.get(PARSERS_AT):
        from . import parsers

        parsers.install(environ)


def _watch_reads(environ: "Mapping[str, str]") -> None:
    if environ.get(READS):
        from . import reading

        reading.begin(environ)


def main_code(path: str) -> "CodeType | None":
    """Return the code of a program with the place in it; nothing if the place is elsewhere."""
    for look in _LOOKS:
        if look.plants_in("__main__", path):
            return look.code(path)
    return None


def _look_into_loaded(look: Look, name: str, namespace: "dict[str, Any]") -> None:
    """Have the place looked at in a module that is there before us."""
    path = namespace.get("__file__") or ""
    if not look.plants_in(name, path):
        return
    if look.place.line is None:
        look.attach_to(namespace)
    else:
        look.instruction.note(
            f"{path} is loaded before a look gets in: name a function, not a line"
        )


def _look_into_programs() -> None:
    """Have files run as programs looked into, which no importing tells of."""

    def before(event: str, arguments: "Any") -> None:
        # Raised when all is ready for the program: the one moment at which to take its place.
        if event != "cpython.run_file":
            return
        path = arguments[0]
        if sys.flags.inspect:
            # The prompt afterwards is in the interpreter's own __main__, which ours would not be.
            for look in _LOOKS:
                if look.plants_in("__main__", path):
                    look.instruction.note(
                        "a file that python -i runs is not looked into"
                    )
            code = None
        else:
            code = main_code(path)
        if code is None:
            _look_into_paths()
            return
        from . import program

        raise SystemExit(program.run(path, code))

    sys.addaudithook(before)
    if sys.argv[:1] in (["-c"], ["-m"]):
        _look_into_paths()


def _look_into_paths() -> None:
    """Have files that are run by path looked into: by spawned workers, by launchers."""
    import runpy

    original = runpy._get_code_from_file  # type: ignore[attr-defined]

    def from_file(*arguments: "Any") -> "Any":
        found = original(*arguments)
        code = main_code(str(arguments[-1]))
        if code is None:
            return found
        # Until Python 3.11 with the name of the file.
        return (code, *found[1:]) if isinstance(found, tuple) else code

    runpy._get_code_from_file = from_file  # type: ignore[attr-defined]


def _arguments(frame: "FrameType") -> "dict[str, Any]":
    """Return the arguments of a function that has just been entered, in their order."""
    code = frame.f_code
    count, only = code.co_argcount, code.co_kwonlyargcount
    stars = (code.co_flags >> 2 & 1) + (code.co_flags >> 3 & 1)  # *args, **kwargs
    names = [*code.co_varnames[: count + only + stars]]
    # Behind the others, where the signature has them between: *args.
    if code.co_flags >> 2 & 1:
        names.insert(count, names.pop(count + only))
    there = frame.f_locals
    return {name: there[name] for name in names if name in there}


def _environ() -> "Mapping[str, str]":
    import os

    return os.environ


def _real(path: str) -> str:
    import os

    return os.path.realpath(path)


def _is_link(path: str) -> bool:
    import os

    return os.path.islink(path)


def _is_own(frame: "FrameType") -> bool:
    """Whether the look itself came here: to a place of the standard library, of OmegaConf."""
    each: Any = frame
    while each is not None:
        name = each.f_globals.get("__name__")
        if each.f_code in _OWN or (
            type(name) is str
            and name.startswith(f"{__package__}.")
            and name not in _BELOW
            and not name.startswith(_WRAPPERS)
        ):
            return True
        each = each.f_back
    return False


#: Modules of this package that a program may stand on; others are there to describe values, in
#: threads of their own, too.
_BELOW = tuple(f"{__package__}.{name}" for name in ("look", "program", "supervisor"))
#: What wraps a library's functions, so that what they call stands on it: the program's main one.
_WRAPPERS = (f"{__package__}.parsers.calls", f"{__package__}.parsers.known.")
#: What of this module calls others' code, and the module that describes values, in its threads too.
_OWN = tuple(
    each.__code__
    for each in (
        Look.hit,
        Look.code,
        Look.attach_to,
        Instruction.append,
        _real,
        _is_link,
    )
)


def _function(namespace: "dict[str, Any]", path: str) -> "Any":
    """Return the function of a dotted name, unwrapped; nothing if there is none.

    Read as it is stored: no code of the program's runs.
    """
    found: Any = None
    for name in path.split("."):
        found = namespace.get(name)
        # Static and class methods, and what functools.wraps has wrapped.
        for inner in ("__func__", "__wrapped__"):
            stored = getattr(type(found), inner, None) and found.__func__
            found = stored or getattr(found, "__dict__", {}).get(inner, found)
        namespace = getattr(found, "__dict__", {})
    return found if isinstance(found, type(_function)) else None


def _codes(code: "CodeType") -> "list[CodeType]":
    """Return all code objects in a code object, itself included."""
    found, todo = [], [code]
    while todo:
        each = todo.pop()
        found.append(each)
        todo += [one for one in each.co_consts if hasattr(one, "co_firstlineno")]
    return found
