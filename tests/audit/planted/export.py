"""Writes into its folder, and then reads what is typed."""

import argparse
from pathlib import Path

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--opset", type=int, default=17)
parser.add_argument("--scale", type=float, default=1.0)


def main() -> None:
    """Prepare a folder, read what is typed, and say it."""
    runs = Path("runs")
    runs.mkdir(exist_ok=True)
    (runs / "export.json").write_text("{}\n")
    args = parser.parse_args()
    print(args.opset, args.scale)


if __name__ == "__main__":
    main()
