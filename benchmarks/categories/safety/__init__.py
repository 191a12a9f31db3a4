"""Safety: what inert canaries in saved configs, names and command lines can do.

``canaries.toml`` holds them.  Most are put into a saved config of the row itself, in the place of
one value, and the row is asked to restore it: that is what a run from a colleague or from the
network is.  All run under limits on time, memory and the size of files, and all are mistakes:
nothing of what they ask for may happen.

============  ====================================================================================
``safety``
============  ====================================================================================
refused       the program ended with a message, before the core, and the marker is untouched
harmless      the core was called, and the marker is untouched: the canary was plain data
executed      the marker was touched, or what the canary asked for arrived in the core
spread        a secret landed elsewhere than in the saved config
hung          over the limit of time or memory, or no message
============  ====================================================================================

A feature that executes what a config file names, as documented, is *executed* all the same: the
cause says so.  A secret on the command line is *harmless* if no file but the saved config holds it;
``landed`` names the files.  A canary for which the row's files have no place does not apply, and a
row that saves nothing is broken: neither is safe.
"""

from benchmarks.categories.safety.again import again
from benchmarks.categories.safety.canaries import cases
from benchmarks.categories.safety.judging import judge
from benchmarks.categories.safety.meeting import meet
from benchmarks.category import SAVED, Category, one_by_one
from benchmarks.dialect import load

__all__ = ["CATEGORY"]

CATEGORY = Category(
    name="safety",
    question=(
        "Can a config make a program execute something, hang, or give away a secret?"
    ),
    cases=lambda _: cases(),
    anywhere=True,
    measure=one_by_one(lambda _: cases(), meet),
    judge=judge,
    again=again,
    way=lambda _: SAVED,
    in_pieces=True,
    files={"[spelling] or dialect.py": load},
    seconds=lambda order: 2.5 * len(order.rows),
)
