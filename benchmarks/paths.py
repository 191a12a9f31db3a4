"""Where things are in the repository."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "adapters"
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


def digest(files: Iterable[Path], base: Path) -> str:
    """Return a SHA-256 over the names of files, relative to ``base``, and their contents."""
    found = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        found.update(f"{path.relative_to(base)}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()
