"""What is started, again and again: one job, one start of it, one command line to paste."""

import hmac
import json
import os
import re
import secrets
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.categories.startup.cases import Judged
from benchmarks.categories.startup.starts import MARKS, StartFacts, judge_start
from benchmarks.paths import CONTROL
from benchmarks.running import stamping
from configbench import foreign, process, records
from configbench.foreign import ForeignError
from configbench.looking import Then
from configbench.process import Command, Finished, Limits
from configbench.records import Clocks, Stamp
from configbench.timing.rounds import Start
from configbench.workplace import Workplace, require_room, workplace

LIMITS = Limits(seconds=30)
#: Where torch and a framework are imported, from a cold disk perhaps.
_IMPORTING = Limits(seconds=120)

_PEAK = CONTROL.parent / "peak.py"
_AFTER = CONTROL.parent / "after.py"


@dataclass(frozen=True)
class Job:
    """What is started.

    Attributes
    ----------
    program, words
        The command line, behind ``python``.
    judged
        How a start is judged.
    saved
        What must lie below the working folder at the stamp, as a pattern.
    files
        Laid out in the working folder before.
    carried
        Where the saved run lies that the words start from, if they do.
    binaries
        The folder of the interpreter, if it is not the harness's own.
    imports
        Modules that the process has imported when the program begins.
    """

    program: Path
    words: tuple[str, ...] = ()
    judged: Judged = "stamp"
    saved: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    carried: Path | None = None
    binaries: Path | None = None
    imports: tuple[str, ...] = ()

    def argv(self, marks: str) -> tuple[str, ...]:
        """Return the words that run; ``marks`` is where the clocks around imports go."""
        before = (str(_AFTER), ",".join(self.imports), marks) if self.imports else ()
        return ("python", *before, str(self.program), *self.words)

    @property
    def reaches(self) -> bool:
        """Whether its time ends at the core."""
        return self.judged in {"stamp", "after"}

    @property
    def _then(self) -> Then:
        # At once, so that the harness's own clock tells when the stamp was made.
        return Then.CLOCK_END if self.reaches else Then.CLOCK

    @property
    def limits(self) -> Limits:
        """What a start of it may use."""
        return _IMPORTING if self.imports else LIMITS

    def start(self, limits: Limits | None = None, *, peak: bool = False) -> Start:
        """Start it once; with ``peak`` its memory is looked at.

        A start with ``peak`` goes through another process, so its times are not to be used.
        """
        with workplace() as place:
            place.write(self.files)
            clock, marks, memory = _left(place)
            key = secrets.token_bytes(32)
            if self.imports:
                Path(f"{marks}.key").write_bytes(key)
            argv = self.argv(str(marks))
            if peak:
                argv = ("python", "-I", "-S", str(_PEAK), str(memory), *argv)
            command = Command(
                argv,
                place,
                environ=stamping(clock, place.base / "planted", self._then),
                binaries=self.binaries,
                limits=limits or self.limits,
            )
            finished = process.run(command)
            facts = self._facts(place, finished, key)
        return judge_start(self.judged, facts)

    def _facts(self, place: Workplace, finished: Finished, key: bytes) -> StartFacts:
        """Read what a start has left; what cannot be read is a fact, too."""
        clock, marks, memory = _left(place)
        cut = not finished.ended_by_itself
        try:
            saved = self.saved is None or foreign.matching(place.work, self.saved)
            around = read_marks(marks, key, cut=cut)
            return StartFacts(
                finished=finished,
                stamps=read_stamps(clock, cut=cut),
                saved=bool(saved),
                marks=around[0] if around else {},
                memory=read_memory(memory),
            )
        except ForeignError as error:
            require_room(place.base)
            return StartFacts(finished, malformed=str(error))

    def line(self) -> str:
        """Return the one command line to be pasted into a shell.

        It starts in a new folder, with the environment of the measurement, and prints the stamp.
        """
        environ = process.environment(Workplace(Path("$PWD")), self.binaries)
        environ |= stamping("/dev/stdout", then=self._then)
        settings = [
            f"{key}={shlex.quote(value)}"
            for key, value in environ.items()
            if key not in {"HOME", "TMPDIR"}
        ]
        clean = ["env", "-i", 'HOME="$PWD"', *settings]
        steps = ['cd "$(mktemp -d)"']
        for name, text in self.files.items():
            steps.append(f"printf %s {shlex.quote(text)} > {shlex.quote(name)}")
        found = ""
        if self.carried is not None:
            # The saved run of the measurement will be gone; one more run makes one.
            first = [*clean, "python", shlex.quote(str(self.program))]
            steps.append(f"{' '.join(first)} > /dev/null")
            found = f'"$(find "$PWD" -name {shlex.quote(self.carried.name)})"'
        words = [
            found.join(shlex.quote(part) if part else "" for part in parts) or "''"
            for parts in self._around_carried(self.argv("/dev/stdout"))
        ]
        return " && ".join([*steps, f"time {' '.join([*clean, *words])}"])

    def told(self) -> list[str]:
        """Return the words as the report shows them; the saved run is *SAVED*."""
        return ["SAVED".join(parts) for parts in self._around_carried(self.words)]

    def _around_carried(self, words: Sequence[str]) -> list[list[str]]:
        """Return each word in the parts around the path of the saved run."""
        if self.carried is None:
            return [[word] for word in words]
        return [word.split(str(self.carried)) for word in words]


def _left(place: Workplace) -> tuple[Path, Path, Path]:
    """Return where a start leaves its stamps, its marks and the figure of its memory."""
    return place.base / "clock.jsonl", place.base / "marks", place.base / "memory"


def read_stamps(file: Path, *, cut: bool = False) -> list[Stamp]:
    """Return the stamps in a file; none without one.  With ``cut`` the last line may be half.

    Raises
    ------
    ForeignError
        If one is none.
    """
    lines = foreign.objects(file, cut=cut)
    return [records.stamp(content, where) for where, content in lines]


def read_marks(file: Path, key: bytes, *, cut: bool = False) -> list[dict[str, Clocks]]:
    """Return the clocks that ``after.py`` left, a line a start; ``cut`` as for stamps.

    Raises
    ------
    ForeignError
        If they have another form, or are not sealed with the key.
    """
    found = []
    for where, content in foreign.objects(file, cut=cut):
        seal = content.pop("seal", None)
        found.append(records.marks(content, where, MARKS))
        sealed = hmac.digest(key, json.dumps(content).encode(), "sha256").hex()
        if seal != sealed:
            raise ForeignError(f"{where}: the program has put its own clocks there")
    return found


def read_memory(file: Path) -> float | None:
    """Return the peak that ``peak.py`` left, in MiB; nothing without a figure.

    Raises
    ------
    ForeignError
        If it is no number of KiB.
    """
    if not os.path.lexists(file):
        return None
    text = foreign.read(file, _FIGURE)
    if not re.fullmatch(rb"[1-9][0-9]*", text):
        told = foreign.quoted(text.decode("ascii", "replace"))
        raise ForeignError(f"{file.name}: is {told}; expected a number of KiB")
    return int(text) / 1024


#: Digits that a figure of memory may have.
_FIGURE = 15
