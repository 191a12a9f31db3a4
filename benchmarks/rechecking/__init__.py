"""Stored results are held against themselves: ``python -m benchmarks recheck``.

``report --check`` tells whether the report follows from the results.  Here it is asked whether the
results follow from what they store: each cell is judged again by the judges that made it, of the
facts that it tells (``Category.again``); what stands beside cells is computed again; and each row
must have each case that it is asked.  Nothing is run but what counts lines and asks what is
installed.

``one_file.py`` goes through a file, ``judged.py`` holds a cell against its judgement, ``asked.py``
tells what lacks, ``figures.py`` computes what is no cell.
"""

from pathlib import Path

from benchmarks import results
from benchmarks.parties import stored as parties
from benchmarks.rechecking.findings import Findings
from benchmarks.rechecking.one_file import OneFile

__all__ = ["Findings", "recheck"]


def recheck(path: Path) -> Findings:
    """Hold stored results, and those of other interpreters beside them, against themselves.

    Those of the repository must be whole; others may be a part of the comparison.

    Raises
    ------
    UserError
        If a file cannot be read, or is not of the form of results.
    """
    found, whole = Findings(), path.resolve() == results.FILE.resolve()
    told = parties.load(path)
    for file in (path, *results.elsewhere(path)):
        one = OneFile(results.load(file), told, own=file == path, whole=whole)
        faults = one.into(found)
        where = "" if file == path else f"interpreters/{file.name}: "
        found.faults += [where + each for each in faults]
    return found
