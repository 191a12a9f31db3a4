"""Runs that go on until they have saved something, and runs that are restored from it."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from configbench import foreign, process
from configbench.audit.ground import Ground
from configbench.audit.model import (
    Arrived,
    Leaves,
    Request,
    Saved,
    Setting,
    Spot,
    Target,
)
from configbench.audit.patience import twice
from configbench.audit.planning.naming import head
from configbench.audit.saved import stating
from configbench.audit.target import spots
from configbench.audit.target.leaves import differing, leaves, leaves_as, origins
from configbench.foreign import ForeignError
from configbench.inside import saving
from configbench.process import Finished
from configbench.values import Typed
from configbench.workplace import Workplace, workplace

#: Characters of each output that are kept.
_KEPT = 4096

#: What a supervisor tells of what was saved.
_FORMS: dict[str, foreign.Form] = {
    "saved": ("a path or null", lambda each: each is None or isinstance(each, str)),
    "count": ("a number", lambda each: isinstance(each, int)),
    "lacking": ("a word", lambda each: isinstance(each, str)),
    "landed": (
        "lists of paths",
        lambda each: (
            isinstance(each, list)
            and all(
                isinstance(one, list) and all(isinstance(path, str) for path in one)
                for one in each
            )
        ),
    ),
}


#: How a run has ended, and the variables that were at the place.
_Ended = tuple[Finished, Mapping[str, Typed] | None]


@dataclass(frozen=True)
class Kept:
    """A run that went on, and where what it saved lies now.

    Attributes
    ----------
    arrived
        How it ended; its :attr:`~.Arrived.saved` tells what it saved.
    folder
        Where a copy of that lies by its relative path; None if there is none.
    names
        Where each leaf that had arrived comes from (:func:`~.leaves.origins`).
    """

    arrived: Arrived
    folder: Path | None
    names: Mapping[str, str]


class Runs:
    """Runs of one program that save, and are restored; each is a process of its own.

    Parameters
    ----------
    target, settings
        The program, and what of it can be set.
    ground
        Where it runs.
    request
        What a user asks for.
    restorer
        The program by which a run is restored, if that is another one: it is in another
        environment.
    """

    def __init__(
        self,
        target: Target,
        settings: Sequence[Setting],
        ground: Ground,
        request: Request,
        restorer: Target | None = None,
    ) -> None:
        self._target = target
        self._restorer = restorer or target
        self._settings = settings
        self._ground = ground
        self._request = request
        #: Seconds until something must be saved.
        self.seconds = request.max_time or request.time_limit
        #: Whether all is laid that a run had written, and not only what it saved.
        self.whole = False
        #: How many runs there were, how long the last one took to save, and how many things fit.
        self.count, self.lasted, self.fitting = 0, 0.0, 0

    def saved(self, line: Sequence[str], sought: bytes = b"") -> Arrived:
        """Run the program with these words until it has saved something; restore nothing.

        Parameters
        ----------
        line
            All its words.
        sought
            Bytes that are looked for in all that it writes.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it, for disk, memory or harness.
        """
        with workplace() as place:
            return self._save(place, line, sought).arrived

    def trip(self, line: Sequence[str]) -> Arrived:
        """Run the program with these words until it has saved something, and restore that.

        Returns
        -------
        Arrived
            What became of the run that was restored; of the one that saved, if nothing was.

        Raises
        ------
        UnmeasuredError
            As :meth:`saved`.
        """
        with workplace() as place:
            kept = self._save(place, line)
            first = kept.arrived.saved
            if first is None or not first.name or not self._request.restore:
                return kept.arrived
            # Some take a relative path from their own folder.
            path = str(self._request.cwd.resolve() / first.name)
            words = stating.filled(self._request.restore, path)
            second = self._ended(words, self._restorer, kept)
            saved = replace(
                first,
                command=shlex.join(words),
                own=self._own(words, path, first.name, second.leaves),
            )
            other = differing(first.leaves, second.leaves) - saved.own
            if second.reached and other:
                # With what was saved in its place, for a name may be taken by now.
                third = self._ended(self._typed(line), self._target, kept)
                if third.reached:
                    unstable = differing(first.leaves, third.leaves)
                    saved = replace(saved, unstable=frozenset(unstable))
            return replace(second, saved=saved)

    def command(self, line: Sequence[str]) -> str:
        """Return the command of these words, to paste."""
        return shlex.join(self._typed(line))

    # -- one run
    def _save(self, place: Workplace, line: Sequence[str], sought: bytes = b"") -> Kept:
        into, told = place.base / "saved", place.base / "saving.json"
        asked = {
            "laid": "",
            "pattern": list(PurePosixPath(self._request.saves).parts),
            "into": str(into),
            "told": str(told),
            "sought": [sought.hex()] if sought else [],
            "beside": [str(place.home), str(place.temporary)],
            "whole": self.whole,
        }
        argv = self._typed(line)
        finished, values = twice(
            lambda: self._once(
                place,
                argv,
                asked,
                self._target.spot,
                goes_on=True,
                seconds=self.seconds,
            )
        )
        whole = self._target.spot.whole
        found = None if values is None else leaves(values, whole)
        content = _told(told)
        name = content.get("saved")
        if name is not None and not (into / name).exists():
            name = None
        lacking = content.get("lacking") or saving.NOTHING
        # One text is sought; of a supervisor that was kept from telling nothing is known.
        landed = chain.from_iterable(content.get("landed", ()))
        saved = Saved(
            leaves=found or {},
            name=name or "",
            lacking="" if name is not None else lacking,
            typed=shlex.join(argv),
            landed=tuple(self._named(place.placeless(each)) for each in landed),
        )
        arrived = replace(self._arrived(finished, found), saved=saved)
        self.lasted, self.fitting = finished.seconds, content.get("count", 0)
        folder = into if name is not None else None
        return Kept(arrived, folder, origins(values or {}, whole))

    def _ended(self, argv: Sequence[str], program: Target, kept: Kept) -> Arrived:
        """Run a command to the program's place, with what was saved laid where it had been."""
        with workplace() as place:
            asked = {
                "laid": str(kept.folder),
                "pattern": [],
                "into": "",
                "told": str(place.base / "saving.json"),
                "sought": [],
                "beside": [],
                "whole": False,
            }
            finished, values = twice(
                lambda: self._once(
                    place,
                    argv,
                    asked,
                    program.spot,
                    goes_on=False,
                    seconds=self._request.time_limit,
                )
            )
        whole = program.spot.whole
        found = None if values is None else leaves_as(values, whole, kept.names)
        return self._arrived(finished, found)

    def _once(
        self,
        place: Workplace,
        argv: Sequence[str],
        asked: dict[str, Any],
        spot: Spot,
        *,
        goes_on: bool,
        seconds: float,
    ) -> _Ended:
        ground = self._ground
        file = place.base / "arrived"
        command = ground.command(
            argv,
            place,
            environ=spots.environ(spot, file, {}, goes_on=goes_on),
            limits=replace(ground.limits, seconds=seconds),
        )
        saves = {**asked, "folder": str(command.folder)}
        self.count += 1
        finished = process.run(replace(command, saving=saves))
        values, _ = spots.there(spot, file)
        return finished, values

    def _arrived(self, finished: Finished, found: Leaves | None) -> Arrived:
        mask = self._ground.masked
        return Arrived(
            reached=found is not None,
            leaves=found or {},
            left=None,
            exit=finished.exit,
            exceeded=finished.exceeded,
            stdout=mask(finished.stdout)[-_KEPT:],
            stderr=mask(finished.stderr)[-_KEPT:],
            seconds=finished.seconds,
            fresh=True,
        )

    # -- words and names
    def _typed(self, line: Sequence[str]) -> tuple[str, ...]:
        """Return the command as it is typed, with these words in the place of those as given."""
        return (*self._target.front, *line)

    def _own(
        self, words: Sequence[str], path: str, name: str, found: Leaves
    ) -> frozenset[str]:
        """Return the names that a command's own words set, or that hold the path among them."""
        own = {each for each, leaf in found.items() if _holds(leaf, path, name)}
        for setting in self._settings:
            if _spelt(setting.valued, (*setting.on, *setting.off), words):
                own.add(setting.name)
        for option in self._target.options:
            if _spelt(option.valued, (*option.on, *option.off), words):
                own.add(option.leaf)
        return frozenset(own)

    def _named(self, path: str) -> str:
        """Return a path as it is told: relative to the program's folder, if it is below it."""
        masked = self._ground.masked(foreign.shown(path))
        folder = f"{self._request.cwd.resolve()}/"
        return masked.removeprefix(folder)


def _spelt(
    valued: Sequence[Sequence[str]], flags: Sequence[str], words: Sequence[str]
) -> bool:
    names = [head(template[0]) for template in valued if template[0] != "{}"]
    return any(
        word in flags
        or any(word == name or word.startswith(f"{name}=") for name in names if name)
        for word in words
    )


def _holds(leaf: Typed, path: str, name: str) -> bool:
    """Whether a text, or one in a list, holds a path, or is the same path by another name."""
    body = leaf.get("v")
    if isinstance(body, str):
        return path in body or body == name or body.endswith(f"/{name}")
    return isinstance(body, list) and any(
        isinstance(each, dict) and _holds(each, path, name) for each in body
    )


def _told(file: Path) -> dict[str, Any]:
    """Return what a supervisor has told; nothing if the run kept it from that."""
    try:
        content = foreign.parse(foreign.read(file), file.name)
        found = foreign.check(content, file.name, _FORMS)
    except ForeignError:
        return {}
    name = found["saved"]
    parts = PurePosixPath(name).parts if name is not None else ("",)
    return found if ".." not in parts and not str(name).startswith("/") else {}
