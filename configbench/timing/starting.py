"""``configbench startup``, once its options are read: a start in rounds, and where it goes."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from configbench.errors import UserError
from configbench.timing import asked, imports, pages, paired, stored, verdicts
from configbench.timing.commands import CommandError, Timed
from configbench.timing.interpreters import Begun, begun
from configbench.timing.measuring import Patience, measured, plan
from configbench.timing.rounds import Company
from configbench.timing.verdicts import Verdict

#: What the two are called among the samples.
OWN, EMPTY = "command", "empty"


def run(args: Namespace, words: Sequence[str]) -> int:
    """Time a start and print where it goes; return the exit code.

    Raises
    ------
    UserError
        If it was not told clearly what to start.
    CommandError
        If the command fails.
    KeyboardInterrupt
        If it was told to end: what was measured by then is printed before.
    """
    found = begun(tuple(words))
    own = Timed(
        "the command", tuple(words), Path.cwd(), asked.until(args), asked.allowed(args)
    )
    empty = Timed("the empty interpreter", found.empty, own.cwd)
    asked.require_writable(args)
    patience = asked.patience(args)
    rounds = plan(args.runs, paired.FEWEST)
    with asked.progress() as told:
        page = _imports(own, found, patience)
        timed = measured(
            {OWN: own, EMPTY: empty}, rounds, Company(EMPTY), patience, told
        )
    asked.require_rounds(timed)
    ratio, more = verdicts.beside(*(each.wall for each in timed.samples.values()))
    print(pages.started(words, found.empty, own.until, timed, ratio, more))
    print(f"\n{page}")
    limit = args.fail_above
    above = limit is not None and timed.has_intervals and ratio.low > limit
    if above:
        print(f"\nAbove {limit:g}: {pages.times(ratio)} times.")
    text = {OWN: pages.command(words), EMPTY: pages.command(found.empty)}
    told_of = {EMPTY: Verdict(ratio, more, different=None)}
    asked.export(args, stored.document(text, told_of, timed, args.until))
    return asked.ended(args, timed, above=above)


def _imports(own: Timed, found: Begun, patience: Patience) -> str:
    """Run once with the imports told, which makes it slower; return the page of that."""
    seconds = min(patience.each, patience.whole or patience.each)
    telling = replace(own, words=found.told(imports.OPTION))
    try:
        start, finished = telling.run(seconds, told=True)
    except CommandError as error:
        if error.finished.exceeded == "time" and patience.whole == seconds:
            raise UserError(
                f"--max-time {seconds:g}: one run took longer than that"
            ) from error
        printed = imports.left_over(error.finished.stderr)
        raise CommandError(
            str(error), replace(error.finished, stderr=printed)
        ) from error
    return pages.imported(finished.stderr, start.wall, own.until)
