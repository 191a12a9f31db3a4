"""``report/hours.json``: what start-up ratios were in other hours and on other machines.

An interval covers what moves within a run.  What moves from one run to the next (another hour,
another machine, more rows beside) is in no interval of one; it can only be seen in several.  Those
are stored already: in the history of ``report/results.json``.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.paths import ROOT
from configbench import whole_files
from configbench.errors import UnmeasuredError

NAME = "hours.json"

#: The starts whose ratio is to be taken away, each with a fact that its cell has since the ratio
#: is what it is now: that of a run was another one before decision 0027.
CASES = {"default": "ratio", "with_torch": "whole"}

Told = dict[str, Any]


def history(file: Path = results.FILE, root: Path = ROOT) -> Iterator[Told]:
    """Yield the results of each commit that changed them, the oldest first, and those of today.

    Raises
    ------
    UnmeasuredError
        Where git does not tell.
    """
    name = file.relative_to(root).as_posix()
    for commit in _git(root, "log", "--reverse", "--format=%H", "--", name).split():
        yield json.loads(_git(root, "show", f"{commit}:{name}"))
    if file.is_file():
        yield json.loads(file.read_text(encoding="utf-8"))


def _git(root: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  our own words
            ("git", *words),  # noqa: S607  whichever people have
            cwd=root,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode("utf-8", "replace").strip()
        raise UnmeasuredError(f"git {words[0]}: {said or error}") from error
    return done.stdout.decode("utf-8")


def told(stored: Iterable[Mapping[str, Any]]) -> Told:
    """Return the ratio of each row of the last results in every run that had one; pure.

    Parameters
    ----------
    stored
        Results, the oldest first; of another form, or without intervals of ratios, they tell
        nothing.

    Returns
    -------
    dict
        ``rows``: by name and case, a list of runs, the oldest first: when it was ``created``, the
        ``cpu``, the median ``ratio``, and whether the row's files and releases are the ``same`` as
        in the last of them.
    """
    rows: dict[str, dict[str, list[Told]]] = {}
    last: Mapping[str, Any] = {}
    for last in stored:
        for name, cells in last.get("cells", {}).get("startup", {}).items():
            unit = last["units"].get(f"startup/{name}", {})
            for case, known in CASES.items():
                cell = cells.get(case, {})
                ratio = cell.get("ratio")
                if not isinstance(ratio, dict) or known not in cell:
                    continue
                runs = rows.setdefault(name, {}).setdefault(case, [])
                # Results that measured something else again tell of the same run once more.
                if not runs or runs[-1]["created"] != unit["created"]:
                    runs.append(
                        {
                            "created": unit["created"],
                            "cpu": last["machine"]["cpu"],
                            "ratio": ratio["median"],
                            "same": [unit["sha256"], unit["versions"]],
                        }
                    )
    for runs in (each for cases in rows.values() for each in cases.values()):
        now = runs[-1]["same"]
        for run in runs:
            run["same"] = run["same"] == now
    names = [*last.get("adapters", ())]
    return {"rows": {name: rows[name] for name in names if name in rows}}


def save(content: Told, folder: Path) -> Path:
    """Write it beside the results; return where.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    path = folder / NAME
    whole_files.write(path, json.dumps(content, indent=1) + "\n")
    return path
