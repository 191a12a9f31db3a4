"""What enters a looked-at program: standard library only, Python 3.8 and newer."""

#: What a planted statement calls.
CALL = "__configbench__"
#: What the end of a module calls that has the function from elsewhere.
ATTACH = "__configbench_attach__"

#: The variable that has told who takes words and bytes (:mod:`.callers`).
CALLERS = "CONFIGBENCH_CALLERS"

#: The variables that have a known parser's place found, or a run ended there (:mod:`.parsers`).
PARSERS, PARSERS_AT = "CONFIGBENCH_PARSERS", "CONFIGBENCH_PARSERS_AT"

#: The variable that has configuration files told that are opened (:mod:`.reading`).
READS = "CONFIGBENCH_READS"


class Place:
    """A place in one file: ``FILE:LINE``, ``FILE:FUNCTION`` or ``MODULE:FUNCTION``.

    Attributes
    ----------
    file, module
        The one or the other: an absolute path without links, or a dotted name.
    line, function
        The one or the other: a number from 1, or a dotted name such as ``Class.method``.
    """

    def __init__(self, text: str) -> None:
        home, _, target = text.rpartition(":")
        # Paths are absolute here, names have no slash.
        self.file = home if "/" in home else None
        self.module = None if "/" in home else home
        self.line = int(target) if target.isdigit() else None
        self.function = None if target.isdigit() else target
