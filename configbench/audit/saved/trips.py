"""Whether each setting comes back: with the words as given, and with all settings changed.

What refuses to be changed together with others is left out, by halving.  What does not come back is
tried once more alone, so that its command is short.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from configbench.audit.ground import environs
from configbench.audit.model import Act, Arrived, Request, Saved, Target, Try
from configbench.audit.patience import allowed
from configbench.audit.planning.settings import Found
from configbench.audit.planning.spelling import moved
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.restoring import Returned, compared
from configbench.audit.saved import halving, saying, secrecy
from configbench.audit.saved.changing import Change, changes, together
from configbench.audit.saved.running import Runs
from configbench.errors import UnmeasuredError, UserError
from configbench.values import equal

#: Runs that may be spent until it is known what can be changed together, and what is refused.
_HALVING = 40
#: Settings that are tried once more alone.
_ALONE = 6

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
    across
        What saves in one environment and restores in another, by the act, if there is another.
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
    across: Mapping[Act, Runs] = field(default_factory=dict)
    is_over: Callable[[], bool] = lambda: False
    results: list[tuple[Try, Arrived]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

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
        return self.across.get(tried.act, self.runs).trip(line)

    @property
    def count(self) -> int:
        """How many runs there were."""
        return self.runs.count + sum(each.count for each in self.across.values())

    def masked(self, text: str) -> str:
        """Return a text without the secrets that were typed."""
        for each in self.secrets:
            text = text.replace(each, environs.MASK)
        return text

    def make(self, run: Run) -> None:
        """Make all trips.

        Parameters
        ----------
        run
            What runs tries that end at the place.

        Raises
        ------
        UserError
            If nothing is saved, or what restores it cannot be looked at.
        """
        given = self._as_given()
        self._secret()
        if self.request.restore and given.refused:
            self._cross()
        elif self.request.restore:
            own = _saved(given).own
            first, second = self._arriving(own, run)
            # Of two that exclude each other, each has its turn.
            kept = {*self._row(first), *self._row([*reversed(second)])}
            self._require_read()
            self._alone([*first, *second])
            self._cross()
            self.notes += saying.changed(self.found.settings, kept, own)
            self.notes += saying.left_out(
                self.found.unstable & given.leaves.keys(),
                [_saved(became) for _, became in self.results],
            )

    # -- with the words as given
    def _as_given(self) -> Arrived:
        given = together(self.target, ())
        became = self.again(given)
        if became.refused and _saved(became).command:
            # It may need more than that one file.
            self.runs.whole = True
            other = self.again(given)
            if other.refused:
                self.runs.whole = False
            else:
                became = other
                self.notes.append(saying.WHOLE)
        saved, command = _saved(became), self.runs.command(self.target.words)
        if not saved.name:
            raise UserError(
                saying.nothing(command, self.request.saves, became, self.runs.seconds)
            )
        if saved.command and not became.reached and not became.refused:
            raise UserError(saying.elsewhere(saved.command, became, self.target.spot))
        self.runs.seconds = allowed(self.runs.lasted, self.runs.seconds)
        self.results.append((given, became))
        self.notes.append(
            saying.saved(saved.name, self.runs.fitting, self.request.saves)
        )
        return became

    def _secret(self) -> None:
        for tried in secrecy.tries(self.target, self.found.settings):
            self.secrets.append(str(tried.typed))
            became = self._became(tried)
            if became is not None and _saved(became).name:
                self.results.append((tried, became))

    # -- with all settings changed
    def _arriving(
        self, own: frozenset[str], run: Run
    ) -> tuple[list[Change], list[Change]]:
        """Return the changes that arrive alone: a first and a second one of each setting."""
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
            if arrived is None or not arrived.reached:
                continue
            if each.setting.name in moved(self.target.leaves, arrived.leaves):
                rows[at].append(each)
        second = {each.setting.name for each in rows[1]}
        rows[1].extend(each for each in rows[0] if each.setting.name not in second)
        return rows

    def _row(self, changed: Sequence[Change]) -> list[str]:
        """Make a trip with as many of some changes as go together; return their settings."""
        if not changed or self.is_over():
            return []
        kept = changed
        tried = together(self.target, kept)
        became = self._became(tried)
        if became is not None and not _saved(became).name:
            kept = halving.fitting(changed, self._saves)
            tried = together(self.target, kept)
            became = self._became(tried) if kept else None
        if became is None or not _saved(became).name:
            return []
        if became.refused:
            for part in halving.breaking(kept, self._is_refused):
                one = together(self.target, part)
                self._keep(one, self._became(one) if part is not kept else became)
        else:
            self._keep(tried, became)
        return [each.setting.name for each in kept]

    def _saves(self, changed: Sequence[Change]) -> bool:
        if self.is_over() or self.runs.count > _HALVING:
            return False
        tried = together(self.target, changed)
        try:
            became = self.runs.saved(tried.line(self.target.words))
        except UnmeasuredError:
            return False
        return bool(_saved(became).name)

    def _is_refused(self, changed: Sequence[Change]) -> bool:
        if self.is_over() or self.runs.count > _HALVING:
            return False
        tried = together(self.target, changed)
        became = self._became(tried)
        if became is None or not _saved(became).command:
            return False
        if not became.refused:
            self._keep(tried, became)
        return became.refused

    def _keep(self, tried: Try, became: Arrived | None) -> None:
        if became is not None and _saved(became).command:
            self.results.append((tried, became))

    def _became(self, tried: Try) -> Arrived | None:
        try:
            return self.again(tried)
        except UnmeasuredError as error:
            self.notes.append(f"nothing can be told of a saved run: {error}")
            return None

    # -- in two environments
    def _cross(self) -> None:
        """Make each trip again, saved in one environment and restored in another."""
        for tried, became in [*self.results]:
            if tried.act is not Act.SAVED or not _saved(became).command:
                continue
            for act, runs in self.across.items():
                if self.is_over():
                    return
                runs.whole, runs.seconds = self.runs.whole, self.runs.seconds
                crossed = replace(tried, act=act)
                self._keep(crossed, self._became(crossed))

    # -- what does not come back
    def _restored(self) -> Iterator[tuple[Try, Arrived]]:
        for tried, became in self.results:
            if tried.act is Act.SAVED and became.reached:
                yield tried, became

    def _require_read(self) -> None:
        """Require that something of what arrives follows from what was saved.

        Raises
        ------
        UserError
            If nothing does: then the program is looked at before it reads that.
        """
        given = self.results[0][1].leaves
        names: set[str] = set()
        for tried, became in self._restored():
            saved = _saved(became)
            for name in {*tried.settings} - saved.own - saved.unstable:
                one, other = given.get(name), became.leaves.get(name)
                if one is None or other is None or not equal(one, other):
                    return
                names.add(name)
        if names:
            raise UserError(saying.unread(sorted(names), self.target.spot))

    def _alone(self, changed: Sequence[Change]) -> None:
        """Try once more alone what does not come back, a setting of each kind of fault."""
        seen: set[object] = set()
        wanted: list[Change] = []
        for tried, became in self._restored():
            for each in compared(self.facts, _saved(became), became):
                new = _kind(each) not in seen
                seen.add(_kind(each))
                if new and len(tried.settings) > 1:
                    wanted += _change_of(each.name, changed, tried)
        for one in wanted[:_ALONE]:
            if not self.is_over():
                tried = together(self.target, [one])
                self._keep(tried, self._became(tried))


def _saved(became: Arrived) -> Saved:
    return became.saved if became.saved is not None else Saved({})


def _kind(each: Returned) -> object:
    after = each.after["t"] if each.after is not None else ""
    return each.back, each.before["t"], after


def _change_of(name: str, changed: Sequence[Change], tried: Try) -> list[Change]:
    """Return the change of a setting that a try has made."""
    words = {*tried.words, *(tried.instead or ())}
    return [
        each
        for each in changed
        if each.setting.name == name and words.issuperset(each.words)
    ][:1]
