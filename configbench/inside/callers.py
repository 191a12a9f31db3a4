"""Who takes the words of the command line, and reads, writes and prints bytes, in a program.

=========================  =========================================================================
variable                   value
=========================  =========================================================================
``CONFIGBENCH_CALLERS``    ``apart:FILE`` or ``whole:FILE``: where the lines go, and whether words
                           are watched once they are taken; without it nothing is
=========================  =========================================================================

Each line is ``{"what": what, "file": path, "stack": [[module, function, file], …]}``, once for each
stack, the innermost call first.  What is one of

``words``
    A word behind the program's name, which is told as the file, was taken from ``sys.argv`` or from
    a slice of it, or was taken apart.  For that a word is of a type below ``str``, which a program
    that asks for exactly that type refuses: ``whole`` leaves words as they are.
``read``, ``written``
    Bytes of a file that Python's ``open`` has opened; or, where it cannot be opened, the attempt.
``variable``
    The value of a variable of the environment, by its name.
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

from . import CALLERS, endings, files, program, telling, variables, words

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def begin(environ: "Mapping[str, str]") -> None:
    """Watch this process from now on, if the environment says so; ``sys.argv`` is there."""
    how, _, file = environ.get(CALLERS, "").partition(":")
    if not file:
        return
    telling.WATCHES[:] = [telling.Watch(file)]
    leaving = endings.Leaving(sys.argv[0].rpartition("/")[0] + "/")
    program.ENDINGS[:] = [leaving.ended]
    sys.settrace(leaving.trace)
    sys.argv = words.Words(sys.argv, apart=how == "apart")
    builtins.open = io.open = files.opened
    variables.watch()
    out: Any = sys.stdout
    if type(out) is io.TextIOWrapper:
        # Beside the first, which stays as sys.__stdout__, over the same bytes.
        sys.stdout = files.Printing(
            out.buffer, out.encoding, out.errors, None, out.line_buffering
        )
