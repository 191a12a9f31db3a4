"""Whether each setting comes back: with the words as given, and with all settings changed.

What refuses to be changed together with others is left out, by halving.  What does not come back is
tried once more alone, so that its command is short.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from configbench.audit.ground import environs
from configbench.audit.model import Act, Arrived, Request, Setting, Target, Try
from configbench.audit.planning.settings import Found
from configbench.audit.planning.spelling import moved
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.reading import last_line
from configbench.audit.rules.restoring import Returned, compared
from configbench.audit.saved import secrecy
from configbench.audit.saved.changing import Change, changes, halves, together
from configbench.audit.saved.running import Runs
from configbench.errors import UnmeasuredError, UserError
from configbench.inside import saving
from configbench.values import equal, same_value

#: Runs that are spent on what can be changed together, and on what is tried alone, at most.
_HALVING, _ALONE = 40, 6
#: A run may take so many times as long to save as with the words as given, and at least so many
#: seconds.
_TIMES, _LEAST = 5, 10.0
#: Names that are written out in a note.
_NAMED = 6

#: Runs tries up to the place; what came of each.
Run = Callable[[Sequence[Try]], Iterable[tuple[Try, Arrived]]]


@dataclass
class Trips:
    """What came of all runs that saved something.

    Attributes
    ----------
    target, request, found, runs
        The program, what is asked, its settings, and what runs it.
    facts
        By which it is compared what comes back; nothing was tried yet.
    is_over
        Whether there is no more time.
    results
        Tries, and what became of them.
    notes
        What a user must know of them, in sentences.
    secrets
        Those that were typed.
    """

    target: Target
    request: Request
    found: Found
    runs: Runs
    facts: Facts
    is_over: Callable[[], bool] = lambda: False
    results: list[tuple[Try, Arrived]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    _given: Arrived | None = None

    def again(self, tried: Try) -> Arrived:
        """Run a try once more.

        Raises
        ------
        UnmeasuredError
            If nothing can be told of it.
        """
        line = tried.line(self.target.words)
        if tried.act is Act.SECRET:
            return self.runs.saved(line, (tried.typed or "").encode())
        return self.runs.trip(line)

    def masked(self, text: str) -> str:
        """Return a text without the secrets that were typed."""
        for each in self.secrets:
            text = text.replace(each, environs.MASK)
        return text

    def make(self, run: Run) -> None:
        """Make all trips.

        Raises
        ------
        UserError
            If nothing is saved, or what restores it comes to another place.
        """
        given = together(self.target, ())
        became = self._as_given(given)
        self._secret()
        if not self.request.restore or became.refused:
            return
        first, second = self._changing(run)
        kept = self._row(first)
        others = self._row([*reversed(second)])
        self._name_unchanged({*kept, *others})
        self._require_read()
        self._alone([*first, *second])
        self._name_left_out()

    # -- with the words as given
    def _as_given(self, given: Try) -> Arrived:
        became = self.again(given)
        saved = became.saved
        if saved is None or not saved.name:
            raise UserError(self._not_saved(became))
        self.runs.seconds = min(
            self.runs.seconds, max(_LEAST, _TIMES * self.runs.lasted)
        )
        self.results.append((given, became))
        self.notes.append(f"saved: {saved.name}")
        if self.runs.fitting > 1:
            self.notes[-1] += (
                f", the first of {self.runs.fitting} that fit {self.request.saves}"
            )
        if saved.command and not became.reached and not became.refused:
            raise UserError(
                f"{saved.command}: {_ended(became)}, and nothing came to {self.target.spot.at}, "
                "where the program is looked at: expected a command that starts the same program"
            )
        return became

    def _not_saved(self, became: Arrived) -> str:
        pattern, command = (
            self.request.saves,
            self.runs.command(self.target.words),
        )
        lacking = became.saved.lacking if became.saved is not None else ""
        if lacking == saving.LARGE:
            return f"{command}: what it saves as {pattern} has more than 1 GiB"
        if lacking == saving.OPEN:
            written = f"a file {pattern} was still being written"
        else:
            written = f"no file {pattern} was written in its folder"
        if became.exceeded == "time":
            return (
                f"{command}: {written} within {self.runs.seconds:g} s; --max-time can give it more"
            )
        return f"{command}: {written} ({_ended(became)}); what was there before does not count"

    # -- secrets
    def _secret(self) -> None:
        for tried in secrecy.tries(self.target, self.found.settings):
            self.secrets.append(str(tried.typed))
            became = self._told(tried)
            if became is not None and became.saved and became.saved.name:
                self.results.append((tried, became))

    # -- with all settings changed
    def _changing(self, run: Run) -> tuple[list[Change], list[Change]]:
        """Return the changes that arrive alone: a first and a second of each setting."""
        given = self._result
        own = given.saved.own if given.saved is not None else frozenset()
        every = [
            (at, each)
            for setting in self.found.settings
            if setting.name not in own
            for at, each in enumerate(changes(setting))
        ]
        tries = [together(self.target, [each]) for _, each in every]
        became = {id(tried): arrived for tried, arrived in run(tries)}
        rows: tuple[list[Change], list[Change]] = ([], [])
        for (at, each), tried in zip(every, tries, strict=True):
            arrived = became.get(id(tried))
            if arrived is None or not arrived.reached or arrived.exit:
                continue
            if each.setting.name in moved(self.target.leaves, arrived.leaves):
                rows[at].append(each)
        alone = {each.setting.name for each in rows[1]}
        rows[1].extend(each for each in rows[0] if each.setting.name not in alone)
        return rows

    @property
    def _result(self) -> Arrived:
        return self.results[0][1]

    def _row(self, changed: Sequence[Change]) -> list[str]:
        """Make a trip with as many of some changes as go together; return their settings."""
        if not changed or self.is_over():
            return []
        kept = list(changed)
        tried = together(self.target, kept)
        became = self._told(tried)
        if became is None or not (became.saved and became.saved.name):
            kept = []
            self._collect(changed, kept)
            if not kept:
                return []
            tried = together(self.target, kept)
            became = self._told(tried)
        if became is None or not (became.saved and became.saved.name):
            return []
        if became.refused:
            self._refusing(kept, tried, became)
        else:
            self.results.append((tried, became))
        return [each.setting.name for each in kept]

    def _collect(self, changed: Sequence[Change], kept: list[Change]) -> None:
        """Add to some changes those that go together with them: halves, and halves of those."""
        parts = [*halves(changed)] if len(changed) > 1 else []
        for part in parts:
            if not part or self.runs.count > _HALVING or self.is_over():
                continue
            tried = together(self.target, [*kept, *part])
            if self._is_saved(tried):
                kept.extend(part)
            else:
                self._collect(part, kept)

    def _is_saved(self, tried: Try) -> bool:
        try:
            became = self.runs.saved(tried.line(self.target.words))
        except UnmeasuredError:
            return False
        return became.saved is not None and bool(became.saved.name)

    def _refusing(
        self, changed: Sequence[Change], tried: Try, became: Arrived
    ) -> None:
        """Find the changes without which what is saved is not refused, and tell of these."""
        parts = [*halves(changed)] if len(changed) > 1 else []
        found = False
        for part in parts:
            if not part or self.runs.count > _HALVING or self.is_over():
                continue
            one = together(self.target, part)
            other = self._told(one)
            if other is None or not (other.saved and other.saved.name):
                continue
            if other.refused:
                found = True
                self._refusing(part, one, other)
            else:
                self.results.append((one, other))
        if not found:
            self.results.append((tried, became))

    def _told(self, tried: Try) -> Arrived | None:
        try:
            return self.again(tried)
        except UnmeasuredError as error:
            self.notes.append(f"nothing can be told of a saved run: {error}")
            return None

    # -- what does not come back
    def _require_read(self) -> None:
        """Require that anything that was changed has come back.

        Raises
        ------
        UserError
            If nothing has: then the program is looked at before it reads what was saved.
        """
        names = set()
        for tried, became in self.results:
            saved = became.saved
            if tried.act is not Act.SAVED or not became.reached or saved is None:
                continue
            for name in {*tried.settings} - saved.own - saved.unstable:
                before, after = saved.leaves.get(name), became.leaves.get(name)
                default = self.target.leaves.get(name)
                if before is None or default is None or equal(before, default):
                    continue
                if after is None or not equal(after, default):
                    return
                names.add(name)
        if names:
            raise UserError(
                f"nothing of what was changed ({', '.join(sorted(names)[:3])}) comes back at "
                f"{self.target.spot.at}: either the program reads what it saved behind that place, "
                "and --at must name one behind it, or it never reads it"
            )

    def _alone(self, changed: Sequence[Change]) -> None:
        """Try once more alone what one setting of each kind of fault needs."""
        seen: set[object] = set()
        wanted: list[Change] = []
        by_name: dict[str, list[Change]] = {}
        for each in changed:
            by_name.setdefault(each.setting.name, []).append(each)
        for tried, became in self.results:
            if tried.act is not Act.SAVED or not became.reached or not became.saved:
                continue
            for each in compared(self.facts, became.saved, became):
                kind = _kind(each)
                if not tried.settings:
                    seen.add(kind)
                elif kind not in seen and each.name in tried.settings:
                    seen.add(kind)
                    wanted += [
                        one
                        for one in by_name.get(each.name, [])
                        if len(tried.settings) > 1
                        and set(one.words) <= {*tried.line(self.target.words)}
                    ][:1]
        for each in wanted[:_ALONE]:
            if self.is_over():
                return
            tried = together(self.target, [each])
            became = self._told(tried)
            if became is not None and became.saved and became.saved.command:
                self.results.append((tried, became))

    # -- what is told of them
    def _name_unchanged(self, kept: set[str]) -> None:
        own = self._result.saved.own if self._result.saved else frozenset()
        names = [each.name for each in self.found.settings if each.name not in own]
        changed = [name for name in names if name in kept]
        self.notes[-1] += f"; {len(changed)} of {len(names)} settings were changed in it"
        left = [name for name in names if name not in kept]
        if left:
            self.notes.append(
                f"not changed in a saved run, for it then saves nothing, or nothing arrives: "
                f"{_listed(left)}"
            )

    def _name_left_out(self) -> None:
        left: set[str] = set()
        own: set[str] = set()
        for _, became in self.results:
            if became.saved is not None:
                left |= became.saved.unstable - became.saved.own
                own |= became.saved.own & became.saved.leaves.keys()
        left |= self.found.unstable & self._result.leaves.keys()
        if left:
            self.notes.append(
                f"not compared with a saved run, for they change from run to run: "
                f"{_listed(sorted(left))}"
            )
        if own:
            self.notes.append(
                f"not compared with a saved run, for the command sets them that restores it: "
                f"{_listed(sorted(own))}"
            )


def _ended(became: Arrived) -> str:
    """Return how a run has ended, in words, and what it says if it was not content."""
    if became.exceeded:
        return f"over the {became.exceeded} limit"
    said = last_line(became) if became.exit != 0 else ""
    how = "not started" if became.exit is None else f"exit {became.exit}"
    return f"{how}: {said}" if said else how


def _kind(each: Returned) -> object:
    after = each.after["t"] if each.after is not None else ""
    return each.back, each.before["t"], after


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
