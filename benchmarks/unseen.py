"""A row is run where nothing shows that anybody looks: no variable, no look.

It is copied, and beside its program lies a copy of the training core, which Python finds first.
That tells itself, in its first statement, what the look would have told.
"""

import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import core
from benchmarks.copying import copy_row
from benchmarks.errors import ProgramError
from benchmarks.registry import Adapter
from benchmarks.running import PROBE_LIMITS, Record, records_in
from benchmarks.texts import failure
from configbench.errors import UnmeasuredError
from configbench.looking import ENTRY
from configbench.process import Command, Finished, Limits, run
from configbench.workplace import workplace

#: The first statement of the core's function, before which it tells.
FIRST = "    received = locals()\n"

#: What it does there: tells into FILE that it was reached, or what arrived, and ends the process.
REACHED = """\
import posix
posix.close(posix.open(FILE, posix.O_WRONLY | posix.O_CREAT, 0o600))
posix._exit(0)
"""
_ARRIVED = f"""\
arrived = dict(locals())
del arrived["FILE"]
import posix, sys
sys.path.insert(0, {str(ENTRY)!r})
import configbench_entry
configbench_entry.enter()
from configbench_inside import lines, typed
lines.append(FILE, {{"pid": posix.getpid(), "values": typed.described(arrived)}})
posix._exit(0)
"""


@dataclass(frozen=True)
class Telling:
    """A copy of the training core that tells itself.

    Attributes
    ----------
    folder
        The package.
    file
        Where it leaves what it tells.
    """

    folder: Path
    file: Path

    @classmethod
    def made(cls, folder: Path, told: str = REACHED) -> "Telling":
        """Copy the core into a folder; ``told`` are the statements by which it tells into FILE."""
        target = folder / core.SOURCE.parent.name
        # With what is compiled already: a start that is timed compiles nothing.
        shutil.copytree(core.SOURCE.parent, target)
        file = folder / "told.jsonl"
        source = target / core.SOURCE.name
        text = source.read_text(encoding="utf-8")
        if text.count(FIRST) != 1:
            raise AssertionError(f"{core.SOURCE}: has not one {FIRST!r}")
        seam = textwrap.indent(f"FILE = {str(file)!r}\n{told}", "    ")
        source.write_text(text.replace(FIRST, seam + FIRST), encoding="utf-8")
        return cls(target, file)

    def beside(self, row: Adapter, folder: Path) -> Path:
        """Copy a row into a folder, where it finds this core; return its program.

        Raises
        ------
        RowError
            If it cannot be copied.
        """
        program = copy_row(row, folder)
        link = program.parent / self.folder.name
        link.symlink_to(self.folder, target_is_directory=True)
        return program

    def run(self, command: Command) -> Finished:
        """Run a program that finds this core; what an earlier run told is gone."""
        self.file.unlink(missing_ok=True)
        return run(command)


def arrived(
    row: Adapter, words: Sequence[str] = (), limits: Limits = PROBE_LIMITS
) -> Record:
    """Return what arrives at the core where nobody looks.

    Raises
    ------
    ProgramError
        If the core is not reached exactly once.
    UnmeasuredError
        If the run is over a limit: that tells of the machine, too.
    """
    with workplace() as ours, workplace() as place:
        telling = Telling.made(ours.base, _ARRIVED)
        program = telling.beside(row, ours.work)
        finished = telling.run(
            Command(
                ("python", str(program), *words),
                place,
                binaries=row.binaries,
                limits=limits,
            )
        )
        reached = records_in(telling.file, cut=not finished.ended_by_itself)
    if finished.exceeded:
        raise UnmeasuredError(f"a run that nobody looks at: {finished.ended}")
    if len(reached) != 1:
        raise ProgramError(
            f"the core is reached {len(reached)} times: {failure(finished)}"
        )
    return reached[0]
