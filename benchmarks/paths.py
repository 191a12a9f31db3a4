"""Where things are in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADAPTERS = ROOT / "adapters"
CONTROL = ROOT / "benchmarks" / "control" / "train.py"
REFERENCE = ROOT / "benchmarks" / "reference.py"
