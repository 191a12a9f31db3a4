"""``python -m report``: write the report from the results, or check that it still follows."""

import argparse
import datetime as dt
import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from report import (
    aboutrows,
    against,
    alive,
    checking,
    claims,
    figures,
    freshness,
    history,
    interpreters,
    korean,
    load,
    markdown,
    otherwise,
    pages,
    parties,
    pictures,
    replications,
    rowpages,
    sections,
    terminal,
    upgrades,
    words,
    writing,
)
from report.escaping import printed
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
        help="write nothing; fail on edits, missing rows, and faults of a row's files",
    )
    parser.add_argument(
        "--against",
        type=_text,
        metavar="OLD",
        help="write nothing; tell what changed beyond noise since other results: a file, or the "
        "day of some that are kept in report/history/",
    )
    parser.add_argument(
        "--strict", action="store_true", help="with --check: fail on stale figures too"
    )
    parser.add_argument(
        "--dir",
        type=_path,
        default=load.HERE,
        help="folder of results.json and REPORT.md (default: report/)",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="with --check: a line for each fault, not ten lines at most",
    )
    args = parser.parse_args(argv)
    names = [word.partition("=")[0] for word in argv if word.startswith("--")]
    if twice := [name for name in names if names.count(name) > 1]:
        parser.error(f"{twice[0]} is given twice, expected once")
    if (args.strict or args.all) and not args.check:
        parser.error("--strict and --all go with --check")
    if args.against and args.check:
        parser.error("--against and --check are two questions: ask one")
    try:
        results = load.whole(args.dir)
        if args.against:
            old = history.read(history.named(args.against, args.dir))
            for said in against.differences(old, results):
                print(printed(said))
            return 0
        if args.check:
            return check(results, args.dir, strict=args.strict, every=args.all)
        write(results, args.dir)
    except ReportError as error:
        print(printed(f"report: {error}"), file=sys.stderr)
        return 2
    return 0


def _path(text: str) -> Path:
    """Return a path that was typed: an empty one would be the working folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty, expected a path")
    return Path(text)


def _text(text: str) -> str:
    """Return a word that was typed, if there is one."""
    return str(_path(text))


def files(results: Results) -> dict[str, str]:
    """Return the content of everything that the report consists of, by file name."""
    table = figures.rows(results)
    drawn = pictures.pictures(results, table)
    with words.speaking(korean.LANGUAGE):
        spoken = figures.spoken(results, table)
        for name, text in pictures.pictures(results, spoken).items():
            drawn[f"{pictures.folder()}{name}"] = text
    plots = {f"plots/{name}.svg": text for name, text in drawn.items()}
    beside = {parties.PAGE: parties.page(results)} if load.parties(results) else {}
    if load.alive(results):
        beside[alive.PAGE] = alive.page(results)
    if load.older(results):
        beside[history.PAGE] = history.page(results)
    if load.replications(results):
        beside[replications.PAGE] = replications.page(results)
    if executed := claims.page(results):
        beside[claims.PAGE] = executed
    return {
        "REPORT.md": markdown.render(results, table),
        markdown.ANSWERS: markdown.answers(results, table),
        "REPORT.ko.md": korean.render(results, spoken),
        **aboutrows.pages(results, table),
        aboutrows.CAUSES: aboutrows.causes(results),
        otherwise.PAGE: interpreters.page(results),
        **beside,
        **upgrades.pages(results),
        "table.svg": terminal.svg(results, table),
        **plots,
        **rowpages.pages(results),
        **sections.pages(results, table),
        **pages.pages(results, drawn, table),
    }


def write(results: Results, folder: Path) -> None:
    """Write the report; print the first table and the paths."""
    wanted = files(results)
    # Elsewhere a folder of such a name may be somebody's own.
    gone = checking.leftover(folder, wanted) if folder == load.HERE else ()
    writing.replace(folder, wanted, gone)
    if folder == load.HERE:
        freshness.write(results, _today())
    # Piped, a terminal's 80 columns would cut the figures.
    terminal.show(results, fitted=sys.stdout.isatty())
    print(f"results: {folder / 'results.json'}")
    print(f"report:  {folder / 'REPORT.md'}")
    print(f"site:    {folder / 'site' / 'index.html'}")


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def check(results: Results, folder: Path, *, strict: bool, every: bool) -> int:
    """Compare the report with what the results give; print what is otherwise, and what mends it."""
    faults, stale = checking.faults(results, folder, files(results), _today())
    found = [*faults, *stale]
    told = (
        [checking.cut(each.sentence) for each in found]
        if every
        else checking.summary(found)
    )
    for each in told or [
        "The report follows from the results, and they from the present adapters."
    ]:
        print(printed(each))
    return 1 if faults or (strict and stale) else 0


if __name__ == "__main__":
    # `--against OLD.json | head` is no mistake.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # Pages leave 30 MiB of garbage in cycles; to look for it takes a tenth of the time.
    gc.disable()
    sys.exit(main(sys.argv[1:]))
