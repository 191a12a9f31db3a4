"""``python -m tests.synthetic_rows 24``: what a run of so many rows takes.

The rows of this repository, and copies of them under other names, in a folder outside, are measured
by ``pytest --benchmark`` into a report of their own.  A copy is a row like any other: only its name
and its place are others.
"""

import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import registry
from benchmarks.copying import copy_row
from benchmarks.paths import ROOT
from benchmarks.registry import Adapter


def lay_out(count: int, folder: Path) -> Iterator[str]:
    """Yield the addresses of so many rows: ours, then copies of them, laid out in a folder."""
    ours = registry.find_all(registry.names())
    for number in range(count):
        turn, which = divmod(number, len(ours))
        row = ours[which]
        yield f"{copied(row, f'{row.name}_{turn + 1}', folder)}/" if turn else row.name


def copied(row: Adapter, name: str, folder: Path) -> Path:
    """Copy a row under another name, with its config files beside; return its folder.

    Wherever a file of it names one of its own folders, the copy has its own.
    """
    with tempfile.TemporaryDirectory(dir=folder) as stage:
        copy_row(row, Path(stage))
        for kind in ("adapters", "configs"):
            if (made := Path(stage, kind, row.folder.name)).is_dir():
                shutil.copytree(made, folder / kind / name)
    # configs/NAME, or as pathlib joins it: "configs" / "NAME".
    own = re.escape(row.folder.name)
    named = re.compile(rf"""\b((?:adapters|configs)(?:/|['"] / ['"])){own}(?!\w)""")
    for path in itertools.chain.from_iterable(
        (folder / kind / name).rglob("*") for kind in ("adapters", "configs")
    ):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(named.sub(rf"\1{name}", text), encoding="utf-8")
    return folder / "adapters" / name


def main(argv: Sequence[str]) -> int:
    """Lay the rows out, measure them, and return what pytest returned."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.synthetic_rows",
        description="What a run of so many rows takes: pytest --benchmark over ours and copies of "
        "them. Further options are pytest's.",
        allow_abbrev=False,
    )
    parser.add_argument("count", type=int, help="how many rows")
    parser.add_argument(
        "--dir",
        type=Path,
        help="a new folder for the copies and the report, which stays (default: a temporary one)",
    )
    args, further = parser.parse_known_args(argv)
    if args.dir is None:
        with tempfile.TemporaryDirectory(prefix="configbench-rows-") as folder:
            return _measured(args.count, Path(folder).resolve(), further)
    args.dir.mkdir(parents=True)
    return _measured(args.count, args.dir.resolve(), further)


def _measured(count: int, folder: Path, further: Sequence[str]) -> int:
    addresses = list(lay_out(count, folder))
    command = [
        *(sys.executable, "-m", "pytest", "--benchmark"),
        f"--adapters={','.join(addresses)}",
        f"--report-dir={folder / 'report'}",
        *further,
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
