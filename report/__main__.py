"""``python -m report``: write the report from the results, or check that it still follows."""

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from report import against, korean, load, markdown, pages, plots, rowpages, terminal
from report.load import ReportError, Results


def main(argv: Sequence[str]) -> int:
    """Run the command and return its exit code: 0, 1 for a failed check, 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m report",
        description="Write the report and its site from report/results.json.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail on hand edits, schema errors and missing rows",
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="OLD.json",
        help="write nothing; tell what changed beyond noise since other results",
    )
    parser.add_argument(
        "--strict", action="store_true", help="with --check: fail on stale figures too"
    )
    parser.add_argument(
        "--dir",
        type=Path,
        default=load.HERE,
        help="folder of results.json and REPORT.md (default: report/)",
    )
    args = parser.parse_args(argv)
    if args.strict and not args.check:
        parser.error("--strict goes with --check")
    if args.against and args.check:
        parser.error("--against and --check are two questions: ask one")
    try:
        results = load.load(args.dir / "results.json")
        if args.against:
            for line in against.differences(load.load(args.against), results):
                print(line)
            return 0
        if args.check:
            return check(results, args.dir, strict=args.strict)
        write(results, args.dir)
    except ReportError as error:
        print(f"report: {error}", file=sys.stderr)
        return 2
    return 0


#: Folders that hold nothing but what is written here.
GENERATED = ("cells", "plots", "site")


def files(results: Results) -> dict[str, str]:
    """Return the content of everything that the report consists of, by file name."""
    pictures = plots.plots(results)
    return {
        "REPORT.md": markdown.render(results),
        "REPORT.ko.md": korean.render(results),
        "table.svg": terminal.svg(results),
        **{f"plots/{axis}.svg": text for axis, text in pictures.items()},
        **rowpages.pages(results),
        **pages.pages(results, pictures),
    }


def write(results: Results, folder: Path) -> None:
    """Write the report; print the first table and the paths."""
    wanted = files(results)
    try:
        # Elsewhere a folder of such a name may be somebody's own.
        for path in _leftover(folder, wanted) if folder == load.HERE else ():
            path.unlink()
        for name, text in wanted.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReportError(
            f"{error.filename}: cannot be written: {error.strerror}"
        ) from error
    # Piped, a terminal's 80 columns would cut the figures.
    terminal.show(results, width=None if sys.stdout.isatty() else terminal.WIDTH)
    print(f"results: {folder / 'results.json'}")
    print(f"report:  {folder / 'REPORT.md'}")
    print(f"site:    {folder / 'site' / 'index.html'}")


def check(results: Results, folder: Path, *, strict: bool) -> int:
    """Compare the report with what the results give; print each fault."""
    wanted = files(results)
    faults = [
        *(
            fault
            for name, text in wanted.items()
            for fault in _edited(folder / name, text)
        ),
        *(
            f"{_relative(path)}: nothing in the results gives this file; remove it"
            for path in _leftover(folder, wanted)
        ),
        *_missing_rows(results),
    ]
    stale = list(_stale(results))
    for sentence in [*faults, *stale]:
        print(sentence)
    if not faults and not stale:
        print(
            "The report follows from the results, and they from the present adapters."
        )
    return 1 if faults or (strict and stale) else 0


def _leftover(folder: Path, wanted: Container[str]) -> list[Path]:
    """Return the files in generated folders that the report does not consist of."""
    return sorted(
        path
        for kept in GENERATED
        for path in (folder / kept).rglob("*")
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted
    )


def _edited(path: Path, text: str) -> Iterator[str]:
    expected = text.splitlines()
    try:
        found = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        yield f"{path}: cannot be read: {error.strerror}"
        return
    name = _relative(path)
    for number, (have, want) in enumerate(zip(found, expected, strict=False), 1):
        if have != want:
            yield f"{name}:{number}: is not what the results give: {have!r}, expected {want!r}"
            return
    if len(found) != len(expected):
        yield f"{name}: has {len(found)} lines, the results give {len(expected)}"


def _missing_rows(results: Results) -> Iterator[str]:
    for name in _present():
        if name not in results["adapters"]:
            yield f"results.json: no row for adapters/{name}; `pytest --benchmark` adds it"
            continue
        for axis in load.AXES:
            if name not in results[axis]:
                yield (
                    f"results.json: {axis} has no row for {name}; "
                    f"`pytest --benchmark --axis {axis} --adapters {name}` adds it"
                )


def _stale(results: Results) -> Iterator[str]:
    present = _present()
    for unit, account in results["units"].items():
        name = unit.partition("/")[2]
        if name in present and account["sha256"] != present[name]:
            yield f"stale: {unit} was measured with other contents of adapters/{name}"


def _present() -> dict[str, str]:
    """Ask the harness, as a process, which adapters there are; name and content hash of each."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "list", "--json"],
        cwd=load.HERE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReportError(
            f"the harness cannot list the adapters: {done.stderr.strip()}"
        )
    return {each["name"]: each["sha256"] for each in json.loads(done.stdout)}


def _relative(path: Path) -> Path:
    root = load.HERE.parent
    return path.relative_to(root) if path.is_relative_to(root) else path


if __name__ == "__main__":
    # `--against OLD.json | head` is no mistake.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main(sys.argv[1:]))
