"""``configbench compare``, once its options are read: rounds, verdicts, an exit code."""

import shlex
import string
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from configbench.errors import UserError
from configbench.timing import asked, pages, stored, verdicts
from configbench.timing.commands import Timed, split
from configbench.timing.measuring import fewest, measured, plan
from configbench.timing.paired import Difference
from configbench.timing.rounds import Company

#: What the copy of the first command is called among the samples.
TWIN = "copy"

#: What the commands are called.
_LETTERS = string.ascii_uppercase


def run(args: Namespace) -> int:
    """Compare commands and print what they are beside each other; return the exit code.

    Raises
    ------
    UserError
        If it was not told clearly what to compare, or what that needs is not installed.
    CommandError
        If a command fails.
    KeyboardInterrupt
        If it was told to end: what was measured by then is printed before.
    """
    commands = _commands(args.commands)
    if args.baseline is not None and args.fail_above is None:
        raise UserError("--baseline FILE needs --fail-above RATIO, such as 1.05")
    _require_scipy()
    until, text = asked.until(args), {n: pages.command(w) for n, w in commands.items()}
    earlier = (
        {}
        if args.baseline is None
        else stored.baseline(args.baseline, text, args.until)
    )
    asked.require_writable(args)
    first, *others = commands
    needed = fewest(2 * len(others) + 1)
    timed = {
        name: Timed(
            f"{name} ({shlex.join(words)})",
            words,
            Path.cwd(),
            until,
            asked.allowed(args),
        )
        for name, words in {**commands, TWIN: commands[first]}.items()
    }
    with asked.progress() as told:
        found = measured(
            timed,
            plan(args.runs, needed),
            Company(first, {TWIN: first}),
            asked.patience(args),
            told,
        )
    walls = {name: own.wall for name, own in found.samples.items()}
    asked.require_rounds(found)
    judged = verdicts.verdicts(walls, first, TWIN, needed)
    print(pages.compared(commands, until, judged, found, TWIN, needed))
    ratios = {name: judged[name].ratio for name in others}
    limited = _changes(first, ratios, earlier) if found.has_intervals else {}
    above = _above(first, limited, args.fail_above)
    asked.export(args, stored.document(text, judged, found, args.until))
    return asked.ended(args, found, above=above)


def _commands(typed: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the words of each command by its letter."""
    if len(typed) < 2:  # noqa: PLR2004  two are compared
        raise UserError(
            "two commands or more are compared, each typed as one word: "
            'configbench compare "python a.py" "python b.py"'
        )
    if len(typed) > len(_LETTERS):
        raise UserError(f"{len(typed)} commands: expected {len(_LETTERS)} at most")
    return dict(zip(_LETTERS, map(split, typed), strict=False))


def _require_scipy() -> None:
    """Require the test by which commands are told apart, before anything is run."""
    try:
        import scipy  # noqa: F401, PLC0415  an extra
    except ModuleNotFoundError as error:
        raise UserError(
            f"configbench compare needs {error.name}, which is not installed; expected the extra: "
            "pip install 'configbench[compare]'"
        ) from None


def _changes(
    first: str, ratios: Mapping[str, Difference], earlier: Mapping[str, Difference]
) -> dict[str, Difference]:
    """Return what ``--fail-above`` limits: ratios, or how many times the earlier ones they are."""
    if not earlier:
        return dict(ratios)
    found = {}
    for name, ratio in ratios.items():
        found[name] = verdicts.change(ratio, earlier[name])
        print(
            f"Of the baseline, where {first} was {pages.times(earlier[name])} times {name}, this "
            f"is {pages.times(found[name])} times."
        )
    return found


def _above(first: str, limited: Mapping[str, Difference], limit: float | None) -> bool:
    """Tell what is above the limit; return whether anything is."""
    above = {
        name: each
        for name, each in limited.items()
        if limit is not None and each.low > limit
    }
    for name, each in above.items():
        print(f"Above {limit:g}: {first} beside {name}, {pages.times(each)}.")
    return bool(above)
