"""Do saved runs agree with the published round trips?  ``python -m tests.audit.saved_rows [ROW…]``.

Each row's program is audited with how it says that it saves and restores, at the
training core, where the comparison looks.  A setting that a finding names must have a cell under
``roundtrip`` that is not right, and one whose cells are all right must have no finding.  It takes a
minute a row.
"""

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import core, dialect, registry
from benchmarks.registry import Adapter

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "report" / "results.json"

#: What an audit asks of a saved run, by rule.
ASKED = ("CB116", "CB117", "CB118", "CB209")
#: Of each of two trainings, its settings one by one.
TRIPS = ("run", "first/", "second/")


def audited(row: Adapter, file: Path) -> Mapping[str, Any]:
    """Audit a row's saved runs; what went wrong is under ``trouble``."""
    spelling = dialect.load(row)
    program = [str(row.binaries / "python"), str(row.program.relative_to(ROOT))]
    restore = shlex.join([*program, *spelling.restore(Path("{saved}"))])
    argv = [
        *(sys.executable, "-m", "configbench", "audit", f"--at={core.PLACE}"),
        *(f"--select={','.join(ASKED)}", f"--format=json={file}", "--format=terminal"),
        f"--saves={spelling.saved}",
        f"--restore={restore}",
        *("--", *program),
    ]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    if not file.exists():
        return {"trouble": (done.stderr.strip().splitlines() or ["nothing"])[-1]}
    content: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def wrong(cells: Mapping[str, Any]) -> set[str]:
    """Return the round trips of a row that are not right."""
    return {
        name
        for name, cell in cells.items()
        if name.startswith(TRIPS) and cell["outcome"] != "right"
    }


def lines(name: str, content: Mapping[str, Any], bad: set[str]) -> Iterator[str]:
    """Tell what one row's audit says beside its cells."""
    if "trouble" in content:
        yield f"{name}: not audited: {content['trouble']}"
        return
    yield (
        f"{name}: {len(content['findings'])} findings, {len(bad)} round trips not right, "
        f"{content['seconds']:.0f} s"
    )
    for finding in content["findings"]:
        yield (
            f"  {finding['rule']} {', '.join(finding['settings'])}: {finding['says']}"
        )
    for note in content["notes"]:
        if "saved" in note:
            yield f"  {note}"


def main(names: Sequence[str]) -> int:
    """Audit rows, and print what they say; exit 1 if it is not what the cells say."""
    published = json.loads(RESULTS.read_text(encoding="utf-8"))["cells"]["roundtrip"]
    differ = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names or registry.names():
            content = audited(registry.find(name), Path(folder) / f"{name}.json")
            bad = wrong(published[name])
            errors = [
                each
                for each in content.get("findings", ())
                if each["severity"] == "error"
            ]
            differ += bool(errors) != bool(bad) or "trouble" in content
            print("\n".join(lines(name, content, bad)), flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
