"""Find out who answers for the cells of rows, where nobody has yet; say it in the results."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import claims, results
from benchmarks.categories import find
from benchmarks.outcomes import Party
from benchmarks.parties import stored
from benchmarks.parties.measuring import Asking
from benchmarks.paths import relative
from benchmarks.registry import Adapter
from benchmarks.results import CLAIMS
from benchmarks.workers import Workers, cores
from configbench.errors import ConfigbenchError
from configbench.whole_files import require_writable


class Asked(NamedTuple):
    """What was found out of a row, or why nothing was."""

    row: Adapter
    told: Mapping[str, Any] | None
    fault: str = ""
    kept: bool = False

    def __str__(self) -> str:
        """Print in a line."""
        if self.told is None:
            return f"{self.row.name}: {self.fault}"
        cells = self.told["cells"].values()
        count = Counter(each["by"] for each in cells)
        decided = sum("pieces" in each for each in cells)
        line = (
            f"{self.row.name}: {len(self.told['pieces'])} pieces decide {decided} of "
            f"{len(cells)} cells; {count[Party.LIBRARY]} by the library, "
            f"{count[Party.ADAPTER]} by the program"
        )
        if unknown := count[Party.UNMEASURED]:
            line += f", {unknown} nobody knows"
        return line + (" (kept)" if self.kept else "")


def ask(
    rows: Sequence[Adapter], path: Path = results.FILE, *, afresh: bool = False
) -> Iterator[Asked]:
    """Yield what is found out of each row, and keep it beside the results at once.

    Parameters
    ----------
    rows
        Of which.
    path
        The results that their cells are in.
    afresh
        Whether rows of which it is known are asked, too.

    Raises
    ------
    UserError
        If there are no results, or nothing can be written beside them.
    """
    content, known = results.load(path), stored.load(path)
    require_writable(path.with_name(stored.NAME), parents=True)
    asked: dict[str, Asking] = {}
    jobs: dict[str, Callable[[], Any]] = {}
    for row in rows:
        told = None if afresh else stored.current(known, row)
        unknown = {*stored.unknown(content, row.name)}
        if told is not None and unknown <= told["cells"].keys():
            yield Asked(row, told, kept=True)
        elif told is not None and not any(map(_in_pieces, unknown - {*told["cells"]})):
            # What was measured since is not taken out in pieces: what is known of these stays.
            try:
                known[row.name] = told = Asking(row, content).completed(told)
            except ConfigbenchError as error:
                yield Asked(row, None, str(error))
                continue
            stored.save(known, path)
            yield Asked(row, told)
        elif not stored.measured(content, row):
            sentence = f"is not as {relative(path)} has it; measure it first"
            yield Asked(row, None, sentence)
        else:
            try:
                asking = Asking(row, content)
                parts = asking.parts()
            except ConfigbenchError as error:
                yield Asked(row, None, str(error))
                continue
            asked[row.name] = asking
            jobs |= {f"{row.name}/{name}": job for name, job in parts.items()}
    # A job waits for a program, or is itself at work: one more keeps all busy.
    workers = Workers(jobs, cores() + 1)
    for row in (row for row in rows if row.name in asked):
        own = [name for name in jobs if name.partition("/")[0] == row.name]
        try:
            found = {name.partition("/")[2]: workers.result(name) for name in own}
            known[row.name] = told = asked[row.name].told(found)
        except ConfigbenchError as error:
            yield Asked(row, None, str(error))
            continue
        stored.save(known, path)
        yield Asked(row, told)


def _in_pieces(cell: str) -> bool:
    """Whether pieces of a program are taken out to find who answers for ``category/case``."""
    return find(cell.partition("/")[0]).in_pieces


def put(rows: Sequence[Adapter], path: Path = results.FILE) -> bool:
    """Say in all results beside each other what is known; tell whether anything is said anew.

    Where it is, the article's claims that rest on it are executed anew.
    """
    known, changed = stored.all_current(stored.load(path), rows), False
    for file in (path, *results.elsewhere(path)):
        content = results.load(file)
        said = [
            stored.label(by_row[name], told, category)
            for category, by_row in content["cells"].items()
            for name, told in known.items()
            if name in by_row
        ]
        if not any(said):
            continue
        changed = True
        if content.get(CLAIMS):
            content[CLAIMS] = dict(claims.execute_all(content))
        results.save(content, file)
    return changed
