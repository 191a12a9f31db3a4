"""What a mutant is, and what may become of one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.attacks.bad_input.trying import Seen

#: What a mutant can be, in the order of the table.
CLASSES = ("clear", "legitimate", "unclear", "passes", "outside", "traceback", "hangs")


@dataclass(frozen=True)
class Mutant:
    """Something wrong, and how it is tried.

    Attributes
    ----------
    kind
        ``options``, ``json`` or ``toml``.
    told
        What was made wrong.
    call
        What is called with it in a fork, as its command would.
    named
        The sentence must hold one of each of these.
    legitimate
        The rule by which it is rightly accepted; ``None`` where it must be refused.
    command
        What is typed for the same on the real command line.
    prepare
        Lays the files out.
    writes
        Folders that it names to be written to.
    """

    kind: str
    told: str
    call: Callable[[], int | None]
    named: tuple[tuple[str, ...], ...]
    legitimate: str | None
    command: tuple[str, ...] = ()
    prepare: Callable[[], None] = lambda: None
    writes: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The kind; of a row's file its name."""
        file = re.match(r"\w+/([\w/]+\.toml)", self.told)
        return file[1] if file else self.kind


def judged(mutant: Mutant, seen: Seen) -> str:
    """Return the class of what was seen."""
    if seen.ended == "hangs":
        return "hangs"
    if "Traceback (most recent call last)" in seen.err or seen.ended == "raised":
        return "traceback"
    if seen.ended == "outside":
        return "outside"
    if seen.ended in {0, "reached"}:
        return "legitimate" if mutant.legitimate else "passes"
    if seen.ended not in {1, 2, 4}:
        return (
            "traceback" if isinstance(seen.ended, int) and seen.ended < 0 else "unclear"
        )
    return "clear" if _clear(mutant, seen) else "unclear"


def _clear(mutant: Mutant, seen: Seen) -> bool:
    """Whether a refusal is one sentence that names what must be named."""
    lines = [
        line for line in (seen.err.strip() or seen.out.strip()).splitlines() if line
    ]
    lines = lines[_behind_usage(lines) :]
    if seen.ended == 2 and len(lines) != 1:
        return False
    text = re.sub(r"\s+", " ", "\n".join(lines))
    return all(any(each in text for each in either) for either in mutant.named)


def _behind_usage(lines: Iterable[str]) -> int:
    """Return where the sentence begins, behind the block of usage that argparse prints."""
    for number, line in enumerate(lines):
        if re.match(r"[\w. -]+: error: ", line):
            return number
    return 0
