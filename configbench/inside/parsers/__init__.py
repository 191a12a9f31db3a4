"""Where a program's words become values: each known parser's return into the program itself.

========================  ==========================================================================
variable                  value
========================  ==========================================================================
``CONFIGBENCH_PARSERS``   ``discover:FILE``, ``end:FILE`` …; without it nothing is done
``CONFIGBENCH_PARSERS_AT``  for ``end`` and ``record``: the place, as a line of ``discover`` told
                          it; set in a parent that is forked, so that each fork can be told what
                          it does
========================  ==========================================================================

A place is where an outermost call of a parser's entry point *returns* into a file of the program
itself (``/FILE:LINE`` of the calling line), or a function of the program that a library *enters*
with what was typed (``/FILE:FUNCTION``).

``discover``
    A JSON line for each process, ``{"pid": …, "began": {"argv": …, "executable": …, "cwd": …}}``;
    one for each place that is passed by, ``{"pid": …, "how": …, "at": …, "parser": …, "chosen":
    false, "why": …}``; and one for the first that is the place: with ``values``, ``left``,
    ``options``, ``fields`` and all else that :func:`.telling.whole_of` tells.  There the process
    ends.  A place that is stated is one, whatever speaks against it.
``tell``
    The same, but nothing ends: what parsers tell on the way to a planted place
    (``CONFIGBENCH_AT``), where a line is told as for a place of theirs, without values.
``end``
    At the place, ``{"pid": …, "at": …, "values": …, "left": …}``, and the process ends with exit
    code 0.  A library that enters another function of the program ends it there as well: a try
    never runs what the program does with its words.
``record``
    The same line, once in each process, and the program runs on.

The libraries are listed in :mod:`.known`.  Nothing of them is imported here: their entry points are
wrapped when the program imports them.
"""

from .. import PARSERS, hits
from .. import PARSERS_AT as AT
from . import calls, hooking

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


_BEGUN: "list[bool]" = []


def install(environ: "Mapping[str, str]") -> None:
    """Have parsers wrapped in this process, or in a fork, and do what this environment says.

    Raises
    ------
    ValueError
        If the variables are malformed.
    """
    if not _BEGUN:
        _BEGUN.append(True)
        hooking.begin()
    text = environ.get(PARSERS, "")
    action, _, file = text.partition(":")
    if text and (action not in calls.ACTIONS or not file):
        raise ValueError(
            f"{PARSERS}={text!r}: expected one of {', '.join(calls.ACTIONS)}, a colon and a file"
        )
    calls.told(action, file, environ.get(AT, ""))
    if action in ("discover", "tell"):
        from . import telling

        telling.began(file)
    if action == "tell":
        hits.BESIDE[:] = [lambda values: telling.planted(file, values)]
