"""Results grown to more rows: those there are, again under other names."""

import copy
import json
import shutil
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.few_rows import of_rows


def with_rows(folder: Path, target: Path, count: int) -> None:
    """Write what a report of so many rows is made of, out of that of another folder.

    What was measured of a row, and who answers for its cells, is that of the row it copies.
    """
    shutil.copytree(folder / "interpreters", target / "interpreters")
    for name in ("alive.json", "hours.json"):
        if (folder / name).is_file():
            shutil.copy(folder / name, target / name)
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    parties = json.loads((folder / "parties.json").read_text(encoding="utf-8"))
    ours = list(results["adapters"])
    copies = {
        f"{name}_{number}": name
        for number, name in zip(range(count - len(ours)), cycle(ours), strict=False)
    }
    named = [*ours[:count], *copies]
    results = of_rows(_copied(results, copies), named)
    answers = {copied: parties["rows"][name] for copied, name in copies.items()}
    rows = {name: row for name, row in parties["rows"].items() if name in named}
    parties["rows"] = rows | answers
    for file, content in (("results", results), ("parties", parties)):
        (target / f"{file}.json").write_text(json.dumps(content), encoding="utf-8")


def _copied(results: dict[str, Any], copies: dict[str, str]) -> dict[str, Any]:
    """Return results with copies of some rows."""
    made = copy.deepcopy(results)
    for copied, name in copies.items():
        adapter = made["adapters"][name]
        made["adapters"][copied] = adapter | {"title": f"{adapter['title']} {copied}"}
        for rows in made["cells"].values():
            if name in rows:
                rows[copied] = _renamed(rows[name], name, copied)
    return made


def _renamed(row: Any, name: str, copied: str) -> Any:
    """Return the cells of a row, whose addresses are another's."""
    text = json.dumps(row).replace(f"/{name}/", f"/{copied}/")
    return json.loads(text)
