"""The commands of ``python -m benchmarks``."""

import argparse
import json
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks import (
    alive,
    claims,
    contract,
    core,
    dialect,
    held,
    hours,
    new_row,
    rechecking,
    registry,
    renewing,
    replicating,
    reproducing,
    rerun,
    results,
    running,
    state,
    verifying,
)
from benchmarks.categories import CATEGORIES
from benchmarks.cells import Address, Cell
from benchmarks.contract import memory, outlook
from benchmarks.contract.memory import Memory, memory_file
from benchmarks.contract.reading import inventory
from benchmarks.contract.subject import Subject
from benchmarks.environments import Environment, interpreters
from benchmarks.environments.building import Builder, build, join, needed, prepare
from benchmarks.judging import expected_record
from benchmarks.matrix import commanded
from benchmarks.measuring import Choice, choose
from benchmarks.outcomes import Party
from benchmarks.parties import asking
from benchmarks.paths import ELSEWHERE, relative
from benchmarks.rendering import render
from benchmarks.results import CLAIMS
from benchmarks.shell import command_line
from benchmarks.texts import failure, short
from benchmarks.values import show
from configbench import escaping, interruption, options, session, whole_files
from configbench.errors import ConfigbenchError
from configbench.escaping import visible

#: Exit codes: bad input to the harness is 2, as argparse has it; a broken contract or an unequal
#: result is 1.  What an adapter does under `probe` is an observation and never a failure of ours.
OK, UNEQUAL, BAD_INPUT = 0, 1, 2

_OTHER = "another interpreter: a path, a command or a version"

_FILES_SHOWN = 6
_FAULTS_SHOWN = 10
# Characters of a fault of stored results.
_LINE = 300
# Of a file, as many lines as show what stands in it; the whole text is in report/results.json.
_LINES_SHOWN = 12


@escaping.all_shown()
def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    own, words = _split(list(argv))
    args = _parser().parse_args(own)
    if words and not getattr(args, "takes_words", False):
        print(f"benchmarks {args.command}: takes no words behind --", file=sys.stderr)
        return BAD_INPUT
    args.words = words
    try:
        with interruption.heeded(), session.begun():
            code: int = args.run(args)
    except ConfigbenchError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("benchmarks: interrupted", file=sys.stderr)
        return 130
    return code


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    # Everything behind the first -- belongs to the adapter, whatever it looks like.
    if "--" not in argv:
        return argv, []
    at = argv.index("--")
    return argv[:at], argv[at + 1 :]


def _parser() -> options.Parser:
    parser = options.Parser(
        prog="python -m benchmarks",
        description="Look at the adapters one by one.",
        epilog="NAME is a folder in adapters/, a row that an installed distribution brings, or a "
        "path with a slash. "
        "The whole comparison is `pytest --benchmark`.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    each = commands.add_parser("list", help="rows, versions, status")
    each.add_argument("--json", action="store_true", help="with hashes of the contents")
    each.set_defaults(run=list_adapters)

    each = commands.add_parser(
        "probe", help="run an adapter up to the training core; show what arrived"
    )
    each.add_argument("name", metavar="NAME [-- WORDS…]")
    each.add_argument("--json", action="store_true", help="the record as JSON")
    each.add_argument(
        "--fresh", action="store_true", help="a new interpreter instead of a fork"
    )
    each.add_argument("--python", metavar="PATH", help=_OTHER)
    each.set_defaults(run=probe, takes_words=True)

    each = commands.add_parser(
        "environments", help="build what the rows run in, from the locks"
    )
    each.add_argument("names", nargs="*", metavar="NAME", help="only these rows")
    each.add_argument(
        "--all",
        action="store_true",
        help="also those of `make benchmark-beyond` and `make core`",
    )
    each.add_argument(
        "--update", action="store_true", help="lock the newest releases first"
    )
    each.add_argument(
        "--join",
        action="store_true",
        help="also let this Python import the training core's layer, for tests and mypy",
    )
    each.set_defaults(run=environments)

    each = commands.add_parser("verify", help="every adapter really trains: compare")
    each.add_argument("names", nargs="*", metavar="NAME")
    each.add_argument("--fast", action="store_true", help="one epoch, few students")
    each.set_defaults(run=verify)

    each = commands.add_parser(
        "rerun", help="train, take the saved config elsewhere, train from it, compare"
    )
    each.add_argument("name", metavar="NAME [-- WORDS…]")
    each.set_defaults(run=show_rerun, takes_words=True)

    _add_those_of_a_report(commands)

    each = commands.add_parser("new", help="lay out a row, as the nearest sibling is")
    each.add_argument("name", metavar="NAME", help="or a path with a slash")
    each.add_argument("--from", metavar="SIBLING", dest="sibling", required=True)
    each.set_defaults(run=new)

    each = commands.add_parser("check", help="the contract, for a new adapter")
    each.add_argument("path", metavar="PATH")
    each.add_argument(
        "--afresh", action="store_true", help="also what was found kept before"
    )
    each.set_defaults(run=check)

    each = commands.add_parser(
        "types", help="mypy on all rows of the tree, each with what its environment has"
    )
    each.set_defaults(run=types)
    return parser


def _add_those_of_a_report(commands: Any) -> None:
    each = commands.add_parser("reproduce", help="one published cell afresh")
    each.add_argument("cell", metavar="CATEGORY/NAME[/CASE]")
    each.add_argument(
        "--adapters",
        metavar="PATH/",
        help="where the row is, if it is known by no name",
    )
    each.add_argument("--python", metavar="PATH", help=_OTHER)
    each.add_argument(
        "--release", metavar="VERSION", help="another release of the row's library"
    )
    each.add_argument(
        "--report-dir",
        metavar="DIR",
        type=Path,
        help="the report that it is compared with (default: report/, and for rows from elsewhere "
        f"{ELSEWHERE}/)",
    )
    each.set_defaults(run=reproduce)

    each = commands.add_parser(
        "claim",
        help="one of the article's claims, or a cell of a public table, executed",
    )
    each.add_argument("name", metavar="C1…C20")
    each.set_defaults(run=claim)

    each = commands.add_parser(
        "verify-report", help="every command that the report prints, run again"
    )
    each.add_argument(
        "--sample", type=options.count, metavar="N", help="only N of them"
    )
    each.add_argument("--seed", type=int, default=0, help="of the sample (default: 0)")
    each.add_argument(
        "--dir",
        type=Path,
        default=verifying.PAGES,
        help="folder of results.json and REPORT.md (default: report/)",
    )
    each.set_defaults(run=verify_report)

    each = commands.add_parser(
        "replicate",
        help="published cells and start-up ratios, measured on this machine; one file to send",
    )
    each.add_argument("names", nargs="*", metavar="NAME", help="only these rows")
    each.add_argument(
        "--seed",
        type=options.whole,
        metavar="N",
        help="a tenth of the cells, drawn by this number (default: all discrete cells)",
    )
    each.add_argument("--no-times", action="store_true", help="no start-up ratios")
    each.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        default=ELSEWHERE / "replication.json",
        help=f"where it is written (default: {ELSEWHERE}/replication.json)",
    )
    each.set_defaults(run=replicate)

    each = commands.add_parser(
        "recheck",
        help="whether stored results follow from what they store: each cell judged again",
    )
    _take_folder(each, "folder of results.json")
    each.add_argument("--all", action="store_true", help="print each fault")
    each.set_defaults(run=recheck)

    each = commands.add_parser(
        "alive", help="what the package index tells of the libraries today"
    )
    _take_folder(each, "where it is written")
    each.set_defaults(run=ask_alive)

    each = commands.add_parser(
        "renew",
        help="measure again what moved locks, files or a moved suite concern; keep what was",
    )
    each.add_argument(
        "--category", metavar="A,B", dest="categories", help="only these categories"
    )
    each.add_argument("--adapters", metavar="X,Y", help="only these rows")
    each.add_argument(
        "--list",
        action="store_true",
        help="tell what is concerned, and measure nothing",
    )
    each.set_defaults(run=renew)

    each = commands.add_parser(
        "hours", help="what start-up ratios were in earlier runs, from git's history"
    )
    _take_folder(each, "where it is written")
    each.set_defaults(run=tell_hours)

    commanded.add(commands)

    each = commands.add_parser(
        "parties",
        help="who answers for each cell: pieces of the programs taken out, one after the other",
    )
    each.add_argument("names", nargs="*", metavar="NAME")
    each.add_argument("--afresh", action="store_true", help="also what is known")
    each.add_argument(
        "--no-wait", action="store_true", help="end where another run writes there"
    )
    each.add_argument(
        "--report-dir",
        metavar="DIR",
        type=Path,
        help=f"the report with the cells (default: report/, of rows from elsewhere {ELSEWHERE}/)",
    )
    each.set_defaults(run=parties)


def _take_folder(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument(
        "--report-dir",
        metavar="DIR",
        type=Path,
        default=results.FILE.parent,
        help=f"{what} (default: report/)",
    )


def _ready(address: str, python: str | None = None) -> registry.Adapter:
    """Return a row, once what it runs in is built."""
    row = registry.find(address).on(interpreters.one(python))
    prepare([row])
    return row


def _console() -> Console:
    # Piped output has no width of its own; a table cut to 80 columns loses words.
    width = None if sys.stdout.isatty() else 220
    return Console(file=escaping.bare_stdout(), highlight=False, width=width)


def _shown(field: str) -> Text:
    """Return what stands in a table: text, and neither markup nor what acts."""
    return Text(visible(field))


def environments(args: argparse.Namespace) -> int:
    """Build what all rows run in; say what could not be built, and what an update changed."""
    usual = rows = registry.find_all(args.names)
    if args.all:
        beyond = [category for category in CATEGORIES if category.apart]
        rows = [*rows, *Choice(tuple(beyond), claims=False, adapters=(*rows,)).placed()]
    apart = []
    if args.all:
        # It needs numpy, for which no other command waits.
        from benchmarks.beside_pykt import asking  # noqa: PLC0415

        apart = [asking.ENVIRONMENT, *claims.tables.environments()]
    builder = Builder()
    if args.update:
        changed = builder.update([*needed(rows), *apart])
        for name, (before, now) in changed.items():
            print(f"{name} {before or '-'} -> {now or '-'}")
    elsewhere = [row.on(each) for each in interpreters.found() for row in usual]
    failed = build([*needed([*rows, *elsewhere]), *apart], builder)
    for name, why in failed.items():
        print(f"benchmarks: environment {name}: {why}", file=sys.stderr)
    if args.join:
        join(Environment.of(()).core.site, Path(sysconfig.get_path("purelib")))
    return UNEQUAL if failed else OK


def list_adapters(args: argparse.Namespace) -> int:
    """Print all rows with versions and status, those behind that distributions bring."""
    elsewhere = list(registry.found_elsewhere())
    usable = [row for _, row in elsewhere if isinstance(row, registry.Adapter)]
    rows = [*registry.find_all(), *usable]
    if args.json:
        told = [
            {
                "name": each.name,
                "sha256": each.sha256(),
                "own": {
                    category.name: category.sha256(each)
                    for category in CATEGORIES
                    if category.own_files or category.own_keys
                },
                "suite": state.suite(),
                "locks": {
                    category.name: state.locks(category.placed(each).environment)
                    for category in CATEGORIES
                },
                "versions": each.versions(),
                "brought_by": each.brought_by,
                "said": each.said,
            }
            for each in rows
        ]
        print(escaping.document(told))
        return OK
    columns = (
        "name",
        "variant of",
        "library",
        "status",
        "deviations",
        "by hand",
        "follows",
    )
    table = Table(*columns, box=box.SIMPLE_HEAD)
    if elsewhere:
        table.add_column("brought by")
    for adapter in rows:
        table.add_row(*map(_shown, _listed(adapter)))
    for each, fault in elsewhere:
        if not isinstance(fault, registry.Adapter):
            status = f"cannot be used: {fault}"
            row = (each.name, "", "", status, "", "", "", each.distribution)
            table.add_row(*map(_shown, row))
    _console().print(table)
    return OK


def _listed(adapter: registry.Adapter) -> Iterator[str]:
    versions = adapter.versions()
    missing = adapter.missing()
    yield adapter.name
    yield adapter.variant_of or ""
    yield ", ".join(f"{name} {version or '-'}" for name, version in versions.items())
    yield f"lacks {', '.join(missing)}" if missing else "installed"
    yield str(len(adapter.deviations))
    yield ", ".join(each["setting"] for each in adapter.conversions) or "none"
    yield adapter.documentation[0]
    if adapter.brought_by:
        yield adapter.brought_by


def probe(args: argparse.Namespace) -> int:
    """Print what arrived in the core for the given words."""
    adapter = _ready(args.name, args.python)
    manner = running.Manner(fresh=args.fresh)
    seen = running.probe(adapter, args.words, manner=manner)
    if args.json:
        print(escaping.document(seen.as_json()))
        return OK
    print(f"$ {running.typed_command(adapter, seen.words)}")
    count = len(seen.reached)
    times = {0: "not reached", 1: "reached once"}.get(count, f"reached {count} times")
    print(
        f"{seen.finished.ended}; training core {times}; {seen.finished.seconds:.2f} s"
    )
    for number, record in enumerate(seen.reached):
        before = seen.reached[number - 1] if number else {}
        changed = {name: v for name, v in record.items() if before.get(name) != v}
        again = f", where it differs from record {number}" if number else ""
        print(f"record {number + 1} of {count}{again}:")
        for name, value in changed.items():
            print(f"  {name:<11} {show(value)}")
    for title, text in (
        ("stdout", seen.finished.stdout),
        ("stderr", seen.finished.stderr),
    ):
        # With a record, the output adds nothing but the library's own log.
        if text.strip() and (title == "stderr" or not count):
            print(f"{title}:")
            print("\n".join(f"  {line}" for line in text.rstrip().splitlines()))
    if seen.files:
        shown = ", ".join(seen.files[:_FILES_SHOWN])
        more = len(seen.files) - _FILES_SHOWN
        print(f"files: {shown}" + (f", and {more} more (--json)" if more > 0 else ""))
    return OK


def verify(args: argparse.Namespace) -> int:
    """Train each model through each adapter and through the core alone; compare side by side.

    Each is trained with the defaults, and with one other setting in every slot.
    """
    found = registry.find_all(args.names)
    prepare(found)
    adapters = [a for a in found if not a.missing()]
    small = core.SMALL if args.fast else {}
    base = running.control()
    columns: dict[str, list[str]] = {"the core alone": []}
    columns |= {adapter.name: [] for adapter in adapters}
    titles, equal = [], True
    for model, part in core.MODELS.items():
        for changed in ({}, core.EACH_SLOT):
            titles.append(f"{model}, changed" if changed else model)
            settings = {**changed, **small}
            effect = {core.MODEL: part, **core.literals(settings)}
            reference = running.train_reference(expected_record(base, effect))
            columns["the core alone"].append(_trained(reference))
            for adapter in adapters:
                words = dialect.load(adapter).words({core.MODEL: model, **settings})
                training = running.train(adapter, words)
                same = training.weights is not None
                same &= training.weights == reference.weights
                equal &= same
                verdict = "" if same else " DIFFERS"
                columns[adapter.name].append(_trained(training) + verdict)
    table = Table("AUC, weights", *titles, box=box.SIMPLE_HEAD)
    for name, row in columns.items():
        table.add_row(*map(_shown, (name, *row)))
    _console().print(table)
    print("Every model: the same weights from all." if equal else "NOT all equal.")
    return OK if equal else UNEQUAL


def _trained(training: running.Training) -> str:
    if training.metrics is None:
        return failure(training.finished)
    return f"{training.metrics['auc']:.4f} {str(training.weights)[:8]}"


def show_rerun(args: argparse.Namespace) -> int:
    """Print whether a run comes back from its saved config."""
    adapter = _ready(args.name)
    done = rerun.rerun(adapter, args.words)
    print(f"$ {running.typed_command(adapter, args.words)}")
    if done.saved:
        print(f"saved: {', '.join(done.saved)}")
        print(f"restored by: {command_line(done.restore)}")
    if done.problem:
        print(f"no rerun: {done.problem}")
        return UNEQUAL
    for sentence in done.differences:
        print(f"record: {sentence}")
    if not done.differences:
        print(f"record: equal, value by value and type by type ({core.FOLDER} aside)")
    first, second = done.weights
    print(f"weights: {first or 'none'} and {second or 'none'}")
    print("equal" if done.equal else "NOT equal")
    return OK if done.equal else UNEQUAL


def new(args: argparse.Namespace) -> int:
    """Lay out a row; print what was written, and what is typed next."""
    written = new_row.lay_out(args.name, registry.find(args.sibling))
    for path in written:
        print(f"wrote {relative(path)}")
    words = ["python", "-m", "benchmarks", "check", args.name]
    print(f"Next, until it is green: {command_line(words)}")
    return OK


def check(args: argparse.Namespace) -> int:
    """Print the finding of each check of the contract."""
    subject = Subject(_ready(args.path))
    if not subject.lacking:
        for line in inventory(subject.row, subject.reading):
            print(line, flush=True)
    known = None if args.afresh else Memory(memory_file())
    kept = True
    for finding in contract.examine(subject, known):
        kept &= finding.kept
        print(finding, flush=True)
    if not kept:
        print("The contract is NOT kept.")
        return UNEQUAL
    for line in outlook.told(subject.row, outlook.foresee(subject.row, known)):
        print(line, flush=True)
    words = ["pytest", "--benchmark", f"--adapters={subject.row.address}"]
    print(f"The contract is kept. Measured by: {command_line(words)}")
    return OK


def types(_: argparse.Namespace) -> int:
    """Print what mypy finds in the rows of the tree: the check of the contract, for all at once."""
    known = Memory(memory_file())
    kept = True
    for row in registry.find_all():
        subject = Subject(_ready(row.address))
        key = memory.keys(subject.row)["types"]
        finding = contract.found("types", subject, known, key)
        kept &= finding.kept
        if not finding.kept:
            print(f"{row.name}: {finding.detail}", flush=True)
    return OK if kept else UNEQUAL


def tell_hours(args: argparse.Namespace) -> int:
    """Write what start-up ratios were in every stored run."""
    told = hours.told(hours.history())
    path = hours.save(told, args.report_dir)
    every = (runs for row in told["rows"].values() for runs in row.values())
    runs = {run["created"] for one in every for run in one}
    print(f"{len(told['rows'])} rows, {len(runs)} runs: {relative(path)}")
    return OK


def renew(args: argparse.Namespace) -> int:
    """Measure what is concerned, and keep what results were before."""
    choice = choose(args.categories, args.adapters)
    for line in renewing.renew(choice, only_listed=args.list, run=renewing.measured):
        print(visible(line), flush=True)
    return OK


def ask_alive(args: argparse.Namespace) -> int:
    """Ask the index for the libraries of our rows; say it in the report."""
    rows = registry.find_all()
    prepare(rows)
    told = alive.ask(rows, datetime.now(tz=UTC).date(), alive.index())
    path = alive.save(told, args.report_dir)
    print(f"{path}: {len(told['distributions'])} distributions")
    if fault := render(args.report_dir).stderr.rstrip():
        print(fault, file=sys.stderr)
    return OK


def parties(args: argparse.Namespace) -> int:
    """Find out who answers for the cells of rows; say it in the report."""
    rows = registry.find_all(args.names)
    usual = results.FILE.parent if all(row.ours for row in rows) else ELSEWHERE
    path = (args.report_dir or usual) / results.FILE.name
    taken_apart = tuple(each for each in CATEGORIES if each.in_pieces)
    prepare(Choice(taken_apart, claims=False, adapters=(*rows,)).placed())
    known = True
    doing = command_line(["python", "-m", "benchmarks", "parties", *args.names])
    with held.held(path, doing, _tell, wait=not args.no_wait):
        for asked in asking.ask(rows, path, afresh=args.afresh):
            known &= asked.told is not None
            print(asked, flush=True)
        if asking.put(rows, path):
            done = render(path.parent)
            print(done.stdout.rstrip())
            print(done.stderr.rstrip(), file=sys.stderr)
    return OK if known else UNEQUAL


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def reproduce(args: argparse.Namespace) -> int:
    """Measure published cells afresh and say whether they come out as published."""
    kind, _, name = args.cell.partition("/")
    if kind == CLAIMS:
        return _claim(name, args.report_dir)
    wanted = reproducing.parse(args.cell, args.adapters, args.python, args.release)
    published = reproducing.published(wanted.row, args.report_dir)
    prepare([wanted.row, wanted.category.placed(wanted.row)])
    print(f"{wanted}: measuring afresh")
    equal = True
    for case, fresh in reproducing.measure(wanted):
        address = Address(wanted.category.name, wanted.row.name, case)
        old = reproducing.stored(published, address)
        same, sentence = reproducing.compare(fresh, old)
        if old is None and args.report_dir is None and not wanted.row.ours:
            sentence += f" in {ELSEWHERE}/; --report-dir=DIR names another report"
        equal &= same
        fresh["by"] = _answered(fresh, old, wanted.row)
        print(f"\n{'/'.join(address)}")
        if "line" in fresh and "wall" in fresh:
            print(f"  one start, to be pasted into bash:\n\n{fresh.pop('line')}\n")
        for key, value in fresh.items():
            if key not in {"samples", "reproduce"} and value not in ({}, [], "", None):
                print(_field(key, value))
        print(f"  => {sentence}")
    return OK if equal else UNEQUAL


def _answered(fresh: Cell, old: Cell | None, row: registry.Adapter) -> str:
    """Tell who answers for a cell, which one run of it cannot find out."""
    if fresh["by"] != Party.UNMEASURED:
        return str(fresh["by"])
    words = ["python", "-m", "benchmarks", "parties", row.address, "--afresh"]
    known = (old or {}).get("by")
    told = f"{known}, as published" if known else "the party was not measured"
    return f"{told}; {command_line(words)} finds out"


def _field(key: str, value: object) -> str:
    """Lay a field of a cell out: a mapping line by line, the text of a file below its name."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        told = [_field(f"{key} {number}", each) for number, each in enumerate(value, 1)]
        return "\n".join(told)
    if not isinstance(value, dict):
        return f"  {key:<10} {visible(str(value))}"
    lines = [f"  {key}"]
    for name, each in value.items():
        text = str(each).splitlines() or [""]
        if len(text) == 1:
            lines.append(f"    {name}: {text[0]}")
            continue
        shown = text[:_LINES_SHOWN]
        if more := len(text) - len(shown):
            shown.append(f"… and {more} more lines")
        lines += [f"    {name}:", *(f"      {line}" for line in shown)]
    return "\n".join(lines)


def claim(args: argparse.Namespace) -> int:
    """Execute one claim; print what was seen, the verdict, and whether it is as published."""
    return _claim(args.name, None)


def _claim(name: str, folder: Path | None) -> int:
    published = results.load((folder or results.FILE.parent) / results.FILE.name)
    known, entry = claims.executed(name, published)
    print(f"{known}: {entry['claim']}")
    if note := entry.get("note"):
        print(note)
    for each in entry["evidence"]:
        where = f"    (in {each['where']})" if "where" in each else ""
        what = f"$ {each['command']}" if "command" in each else _first(each)
        print(f"\n{what}{where}")
        print("\n".join(f"  {line}" for line in each["says"].splitlines()))
    print(f"\nSeen: {entry['seen']}\n")
    for statement, so in entry["statements"].items():
        print(f"  {'so    ' if so else 'not so'}  {statement}")
        if told := entry.get("basis", {}).get(statement):
            print(f"            {told}")
    print(f"\n{entry['verdict']}. Rule: {entry['rule']}.")
    for statement, little in entry.get("hangs", {}).items():
        print(f"It hangs on {little}: {statement}.")
    old = claims.stored(published).get(known)
    same, sentence = reproducing.compare_claim(entry, old)
    print(f"=> {sentence}")
    return OK if same else UNEQUAL


def _first(evidence: dict[str, str]) -> str:
    """Return what evidence that is no command is about: a program, or cells."""
    return next(value for key, value in evidence.items() if key != "says")


def recheck(args: argparse.Namespace) -> int:
    """Judge stored cells again, and compute figures again; tell what is not as it is stored."""
    found = rechecking.recheck(args.report_dir / results.FILE.name)
    most = len(found.faults) if args.all else _FAULTS_SHOWN
    for line in (*found.faults[:most], *found.notes):
        print(visible(short(line, _LINE)))
    if (more := len(found.faults) - most) > 0:
        print(f"and {more} more: --all prints each")
    if not found.faults:
        print(f"Nothing found: {found.told}.")
    return UNEQUAL if found.faults else OK


def replicate(args: argparse.Namespace) -> int:
    """Measure published cells on this machine; write what came out, and tell it."""
    content = results.load()
    rows = [
        row
        for row in registry.find_all(args.names)
        if row.name in content["adapters"] and row.ours
    ]
    whole_files.require_writable(args.output)
    usual = tuple(category for category in CATEGORIES if not category.apart)
    prepare(Choice(usual, claims=False, adapters=(*rows,)).placed())
    drawn = replicating.draw(content, rows, args.seed)
    made = replicating.replicate(
        content, rows, drawn, times=not args.no_times, tell=_tell
    )
    document = json.dumps(made, indent=1, ensure_ascii=False)
    whole_files.write(args.output, document + "\n", parents=True)
    for line in replicating.told(made):
        print(visible(short(line, _LINE)))
    print(f"to be sent: {args.output}")
    steady = any(each["steady"] for each in made["cells"]["differ"])
    return UNEQUAL if steady else OK


def verify_report(args: argparse.Namespace) -> int:
    """Run the printed commands again; tell each that fails, and count."""
    counts = verifying.verify(sample=args.sample, seed=args.seed, folder=args.dir)
    return OK if counts.sound else UNEQUAL
