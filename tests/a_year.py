"""A year, simulated: ``python -m tests.a_year FOLDER --day 2025-11-27 --adapters hydra,tyro``.

In a copy of the tree the locks of some rows are set back to what an index had on a day (uv's
``--exclude-newer``), and measured; then ``make update`` is done there, step by step, for these
rows.  What it writes is printed.  It needs the network, and minutes; nothing of the tree changes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.paths import ROOT

#: What is measured by default: what takes no core of the training, and little time.
CATEGORIES = "overrides,safety,features"

#: Lines that are shown of what a command prints, the last.
_SHOWN = 12

#: Locks rows alone: the releases of the core that this machine has may be younger than the day.
LOCK = """
import sys
from benchmarks import registry
from benchmarks.environments.building import Builder, BuildError

for row in registry.find_all(sys.argv[1:]):
    builder, environment = Builder(), row.environment
    try:
        builder.lock(environment, builder.locks / f"{environment.name}.txt")
    except BuildError as error:
        print(f"{row.name} stays as it is: {error}")
"""


def main(words: list[str]) -> int:
    """Do all of it; print each command and what the update wrote."""
    parser = argparse.ArgumentParser(prog="python -m tests.a_year")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--day", required=True)
    parser.add_argument("--adapters", default="hydra,typer,tyro")
    parser.add_argument("--category", default=CATEGORIES)
    args = parser.parse_args(words)
    folder, rows = args.folder.resolve(), args.adapters.split(",")
    chosen = ["--category", args.category, "--adapters", args.adapters]
    copied(folder)
    then = {"UV_EXCLUDE_NEWER": args.day}
    here = ("-m", "benchmarks")
    typed(folder, "-c", LOCK, *rows, beside=then)
    typed(folder, "-m", "pytest", "--benchmark", *chosen)
    set_back(folder / "report" / "results.json", args.day)
    typed(folder, *here, "environments", "--update", *rows)
    typed(folder, *here, "renew", *chosen)
    typed(folder, "-m", "report")
    typed(folder, *here, "renew", *chosen)
    print((folder / "report" / "history.md").read_text("utf-8"))
    return 0


def copied(folder: Path) -> None:
    """Copy what git knows of the tree; without results: they are measured there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  whichever people have
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if not name.startswith("report/") or name.endswith((".py", ".toml", ".j2")):
            _copy(name, folder)
    for name in ("report/schema.json", *_below("report/static")):
        _copy(name, folder)


def _below(folder: str) -> list[str]:
    files = filter(Path.is_file, (ROOT / folder).rglob("*"))
    return [path.relative_to(ROOT).as_posix() for path in files]


def _copy(name: str, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(ROOT / name, folder / name)


def typed(folder: Path, *words: str, beside: dict[str, str] | None = None) -> None:
    """Type a command in the copy; its own programs are found before the installed ones."""
    clock, environ = time.monotonic(), {**os.environ, **(beside or {})}
    print("$", *(f"{key}={each}" for key, each in (beside or {}).items()), end=" ")
    print("python", *words, flush=True)
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    shown = [line for line in done.stdout.splitlines() if line.strip()][-_SHOWN:]
    print("\n".join(f"  {line[:160]}" for line in shown))
    if done.returncode > 1 or "Traceback" in done.stderr:
        print(done.stderr[-2000:])
        sys.exit(f"ended with {done.returncode}")
    print(f"  ({time.monotonic() - clock:.0f} s)", flush=True)


def set_back(file: Path, day: str) -> None:
    """Say that results were measured on a day."""
    content = json.loads(file.read_text("utf-8"))
    content["created"] = f"{day}T00:00:00+00:00"
    for account in content["units"].values():
        account["created"] = content["created"]
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
