"""The ground on which an audited program runs: what it writes there is gone when a run has ended.

Best is an *overlay* at the same path; where that is not allowed a *copy*, if nothing would lead to
the original; else, if the user asks for it, *in place*.  ``docs/decisions/0034`` says why.
"""

import os
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from configbench import foreign
from configbench.audit.ground import copies, environs
from configbench.audit.ground.folders import Folders
from configbench.audit.model import Request
from configbench.errors import UserError
from configbench.process import MIB, Command, Limits, run
from configbench.workplace import Workplace, workplace

OVERLAY, COPY, IN_PLACE = "overlay", "copy", "in place"

#: Bytes that a run may write below all its folders: they are in memory.
_ROOM = 512 * MIB
#: Bytes that it may print.
_OUTPUT = 4 * MIB

#: Where a supervisor tells what was written.
_TOLD = "written"

#: Longest list of what was written that is believed.
_LISTED = 4 * MIB

#: Devices of GPUs.
_GPUS = ("nvidia*", "kfd", "dri/render*")


class Ground:
    """Where a program runs.

    Attributes
    ----------
    kind
        One of the words above.
    notes
        What is less than promised, in sentences.
    alone
        Whether a run would see what another one writes meanwhile: then one must run at a time.
    """

    kind = OVERLAY
    alone = False

    def __init__(self, request: Request, folders: Folders, base: Path) -> None:
        self.notes: tuple[str, ...] = tuple(folders.notes)
        self._request = request
        self._folders = folders
        self._base = base
        self._base_variables = environs.base(
            os.environ, request.passed, request.environ
        )
        self._secrets = environs.secrets({**os.environ, **request.environ})

    def command(
        self,
        argv: Sequence[str],
        place: Workplace,
        *,
        environ: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        cwd: Path | None = None,
        laid: Mapping[str, str] | None = None,
    ) -> Command:
        """Return a command that is to run here, in a place of its own.

        Parameters
        ----------
        argv
            Its words.
        place
            Folders of this run alone; what it writes into them stays.
        environ
            Variables beyond :meth:`variables`.
        limits
            What it may use, if not what is usual here.
        cwd
            Its working folder, if it is not that of the request.
        laid
            Files that hold something else in this run, by their absolute paths.
        """
        self._ready(place)
        usual = self.limits
        # There is no more room than that, whatever it may use.
        files = min(limits.files, usual.files) if limits else usual.files
        more = {name: self._led(value) for name, value in (environ or {}).items()}
        return Command(
            tuple(self._led(word) for word in argv),
            place,
            base=environs.joined(self.variables(place), more),
            limits=replace(limits or usual, files=files),
            cwd=Path(self._led(str(cwd or self._request.cwd))),
            apart=self._apart(place),
            laid={self._led(path): text for path, text in (laid or {}).items()},
        )

    def _ready(self, place: Workplace) -> None:
        """Make it ready for a run in a place of its own."""

    def _led(self, text: str) -> str:
        """Return a text whose paths lead to where the program is."""
        return text

    @property
    def limits(self) -> Limits:
        """What a run may use."""
        return Limits(
            seconds=self._request.time_limit,
            output=_OUTPUT,
            files=_ROOM,
            file_size=None,
        )

    def variables(self, place: Workplace | None = None) -> dict[str, str]:
        """Return the whole environment of a run; of what is forked for several, without a place.

        They are the same for all runs, so that no value that arrives differs for a folder's name.
        """
        del place
        home, temporary = str(self._base / "home"), str(self._base / "tmp")
        own = {"TMPDIR": temporary, "PWD": str(self._request.cwd)}
        own["HOME"] = str(self._folders.home or home)
        return {**self._base_variables, **own, **self._request.environ}

    def apart(self) -> Mapping[str, Any] | None:
        """Return how a server of runs is put apart while it imports (:class:`~.server.Server`)."""
        return self._apart(None)

    def _apart(self, place: Workplace | None) -> dict[str, Any] | None:
        own = {
            "writable": [str(place.base)] if place else [],
            "told": str(place.base / _TOLD) if place else "",
        }
        return {**self._apart_alike, **own}

    @cached_property
    def _apart_alike(self) -> dict[str, Any]:
        """What is the same for all runs."""
        return {
            "overlays": [str(each) for each in self._folders.covered(self._base)],
            "at": str(self._base / "room"),
            # A little more than the limit, so that it can be seen that there was too much.
            "room": _ROOM + MIB,
            "network": self._request.allow_network,
            "hidden": [
                str(each) for name in _GPUS for each in sorted(Path("/dev").glob(name))
            ],
            "listed": [str(each) for each in self._folders.own],
        }

    def written(self, place: Workplace, laid: Collection[str] = ()) -> tuple[str, ...]:
        """Return the files of the project that a run, now ended, made, changed or removed.

        By name relative to the folder in which it ran, as they can be printed; of those that were
        laid for it nobody can tell.
        """
        cwd = self._led(str(self._request.cwd))
        aside = {foreign.shown(os.path.relpath(each, cwd)) for each in laid}
        return tuple(each for each in self._written(place) if each not in aside)

    def _written(self, place: Workplace) -> tuple[str, ...]:
        file = place.base / _TOLD
        try:
            told = foreign.read(file, _LISTED) if file.exists() else b""
        except foreign.ForeignError:
            return ()
        found = set()
        for line in told.split(b"\0")[:-1]:
            number, _, name = line.partition(b" ")
            if not number.isdigit() or int(number) >= len(self._folders.own):
                continue
            folder = self._folders.own[int(number)]
            if not (folder / os.fsdecode(name)).is_relative_to(self._base):
                found.add(self._named(folder, os.fsdecode(name)))
        return tuple(sorted(found))

    def _named(self, folder: Path, name: str) -> str:
        return foreign.shown(os.path.relpath(folder / name, self._request.cwd))

    def masked(self, text: str) -> str:
        """Return a text without the values of variables that are secret, and our folders."""
        for secret in self._secrets:
            text = text.replace(secret, environs.MASK)
        text = text.replace(str(self._base / "home"), "$HOME")
        return text.replace(str(self._base / "tmp"), "$TMPDIR")


class _Beside(Ground):
    """A ground without overlays: each run has a home of its own, and sees what others write."""

    alone = True

    def __init__(
        self, request: Request, folders: Folders, base: Path, *, cut: bool
    ) -> None:
        super().__init__(request, folders, base)
        self._cut = cut
        self._lock = threading.Lock()

    def variables(self, place: Workplace | None = None) -> dict[str, str]:
        found = super().variables()
        if place is not None:
            own = dict(place.variables)
            if self._request.keep_home:
                del own["HOME"]
            found.update(own)
        return {**found, **self._request.environ}

    def _apart(self, place: Workplace | None) -> dict[str, Any] | None:
        del place
        return {"overlays": [], "network": False} if self._cut else None


class _InPlace(_Beside):
    """The user's own folders."""

    kind = IN_PLACE

    def __init__(
        self, request: Request, folders: Folders, base: Path, *, cut: bool
    ) -> None:
        super().__init__(request, folders, base, cut=cut)
        self.notes += ("the program runs in place: what it writes stays in its folder",)
        self._before: dict[Path, list[copies.Marks]] = {}

    def _ready(self, place: Workplace) -> None:
        self._before[place.base] = [copies.marks(each) for each in self._folders.own]

    def _written(self, place: Workplace) -> tuple[str, ...]:
        before = self._before.pop(place.base, [])
        return tuple(
            sorted(
                self._named(folder, name)
                for folder, then in zip(self._folders.own, before, strict=False)
                for name in copies.changed(then, copies.marks(folder))
            )
        )


class _Copied(_Beside):
    """A copy of the project, elsewhere; words and variables of ours are led there."""

    kind = COPY

    def __init__(
        self, request: Request, folders: Folders, base: Path, *, cut: bool
    ) -> None:
        super().__init__(request, folders, base, cut=cut)
        origin = folders.project
        copies.require_no_way_back(request, origin)
        self._copy = copies.Copy(origin, base / "copy" / origin.name)
        self._lead = copies.leading(origin, self._copy.folder)
        self.notes += (f"the program runs in a copy of {origin}",)
        if left := self._copy.left_out:
            self.notes += (
                f"links that lead out of it are not in the copy: {', '.join(left[:3])}"
                + (f" and {len(left) - 3} more" if left[3:] else ""),
            )

    def _ready(self, place: Workplace) -> None:
        del place
        with self._lock:
            self._copy.mend()

    def _led(self, text: str) -> str:
        return self._lead(text)

    def variables(self, place: Workplace | None = None) -> dict[str, str]:
        found = super().variables(place)
        return found | {"PWD": self._led(found["PWD"])}

    def _written(self, place: Workplace) -> tuple[str, ...]:
        del place
        project = self._folders.project
        return tuple(
            sorted(self._named(project, each) for each in self._copy.changed())
        )

    def masked(self, text: str) -> str:
        return (
            super()
            .masked(text)
            .replace(str(self._copy.folder), str(self._folders.project))
        )


@contextmanager
def laid(request: Request) -> Iterator[Ground]:
    """Find the best ground that is allowed here, by trying; nothing of it is left afterwards.

    Raises
    ------
    UserError
        If it cannot be had, and what the user would have to allow.
    """
    base = Path(tempfile.mkdtemp(prefix="configbench-")).resolve()
    try:
        for name in ("home", "tmp", "room"):
            (base / name).mkdir()
        # Where a link has led the user, the program is as well, whatever its name there.
        resolved = replace(request, cwd=request.cwd.resolve())
        yield _best(resolved, Folders.of(resolved), base)
    finally:
        foreign.remove(base)


def _best(request: Request, folders: Folders, base: Path) -> Ground:
    overlaid = Ground(request, folders, base)
    reason = "" if request.in_place else _refused(overlaid)
    if not request.in_place and not reason:
        return overlaid
    # With nothing but a network of its own.
    cut = not request.allow_network
    if cut and (fault := _refused(_Beside(request, folders, base, cut=True))):
        raise UserError(
            f"the program's network cannot be cut here ({fault}): --allow-network runs it with the "
            "network that you have"
        )
    if request.in_place:
        return _InPlace(request, folders, base, cut=cut)
    copied = _Copied(request, folders, base, cut=cut)
    copied.notes = (f"no overlay is allowed here ({reason})", *copied.notes)
    return copied


def _refused(ground: Ground) -> str:
    """Try a ground; return why it cannot be had, or nothing."""
    with workplace() as place:
        command = ground.command(("true",), place, cwd=place.work)
        finished = run(command)
    if finished.exit == 0:
        return ""
    return (finished.stderr or finished.ended).strip().rpartition("put apart: ")[2]
