"""Where things are in the repository."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "adapters"
#: Where a report with a row from elsewhere is written: no file of ours is touched.
ELSEWHERE = Path("configbench-report")
#: The same of ``--fast``: its figures are coarse, and take the place of no others.
FAST = ELSEWHERE / "fast"
CATEGORIES = ROOT / "benchmarks" / "categories"
CONTROL = ROOT / "benchmarks" / "control" / "train.py"
REFERENCE = ROOT / "benchmarks" / "reference.py"


def relative(path: Path) -> str:
    """Return a path as it is shown: from the root of the repository, where it lies below that."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder in a stable order, caches of Python left aside."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def digest(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return a SHA-256 over names and contents."""
    found = hashlib.sha256()
    for name, content in contents:
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()
