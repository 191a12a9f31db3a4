"""By which error a program ended, and which one left its own calls last."""

import sys

from .telling import DEPTH, call, tell

# The import of typing would cost more than the look.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any


class Leaving:
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

    def ended(self, error: "BaseException") -> None:
        """Tell where an error was raised that ended the program, from its first cause on."""
        sys.settrace(None)
        stack: list[list[str]] = []
        chain: list[BaseException] = []
        # The last that left is the one that ends the program, on its way through it.
        before = [each for each in self.errors if each is not error][-1:]
        for last in (error, *before):
            cause: BaseException | None = last
            while cause is not None and cause not in chain:
                chain.append(cause)
                cause = cause.__cause__ or cause.__context__
        for each in reversed(chain):
            calls: list[list[str]] = []
            trace = each.__traceback__
            while trace is not None:
                calls.append(call(trace.tb_frame))
                trace = trace.tb_next
            stack += reversed(calls)
        tell("refused", "", stack[:DEPTH])
