"""Whether a baseline outlives what changes nothing: run by hand, it takes a second for a program.

    nice -n 19 python -m tests.audit.steadiness --programs 60

Programs are drawn from options that are right and wrong.  Each is audited, by all rules, as it is;
ten lines further down; with its options in another order; with another seed; and with an option
more that is right.  Whatever is new then would have failed somebody's CI for nothing.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from configbench.audit import fingerprints, grouping, rules
from configbench.audit.model import Request
from tests.audit.test_living import audit

OPTIONS = (
    'action="append", default=[]',
    'action="store_true"',
    'action="store_true", default=True',
    'choices=["a", "b"], default="a"',
    "default=0.1",
    "default=3",
    'default="y"',
    'nargs="*", default=[]',
    'nargs="+", type=int, default=[1]',
    'nargs="?", default="z"',
    "type=bool",
    "type=bool, default=True",
    "type=eval, default=1",
    "type=float, default=0.1",
    "type=int, choices=[1, 2], default=1",
    "type=int, default=3",
    'type=int, default=10, help="(default: 5)"',
    'type=lambda text: text == "True", default=True',
    "type=lambda text: int(float(text)), default=4",
    'type=lambda text: {"a": 1}[text], default=1',
    "type=list, default=[]",
    'type=str, default="x"',
)
RIGHT = ("z_option", OPTIONS[3])

#: A name, and what is declared of it.
Option = tuple[str, str]


def source(options: Sequence[Option], lines: int = 0) -> str:
    """Return a program with some options, some lines further down."""
    declared = [f'parser.add_argument("--{name}", {said})' for name, said in options]
    read = ", ".join(f"args.{name}" for name, _ in options)
    return "\n".join(
        [
            *("#" for _ in range(lines)),
            *("import argparse", "", "parser = argparse.ArgumentParser()"),
            *(*declared, "args = parser.parse_args()", f"print({read})", ""),
        ]
    )


def known(text: str, seed: int = 0) -> set[fingerprints.Key]:
    """Return by what the findings of a program are known, but those of the new option alone."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "train.py").write_text(text, encoding="utf-8")
        request = Request(("python", "train.py"), Path(folder))
        found = audit(
            replace(request, seed=seed), lambda _: None, rules.BY_ID, grouping.together
        )
    old = [each for each in found.findings if each.settings != RIGHT[:1]]
    return {key for each in old for key in fingerprints.keys(each)}


def changed(drawn: random.Random) -> Iterator[tuple[str, set[fingerprints.Key]]]:
    """Yield what is new in a program of which nothing has changed, by what was done to it."""
    options = [
        (f"{letter}_option", drawn.choice(OPTIONS))
        for letter in "abcdefghijklmnop"[: drawn.randint(1, 16)]
    ]
    before = known(source(options))
    shuffled = drawn.sample(options, len(options))
    yield "moved", known(source(options, lines=10)) - before
    yield "shuffled", known(source(shuffled)) - before
    yield "seed", known(source(options), seed=1) - before
    yield "more", known(source([RIGHT, *options])) - before


def main() -> int:
    """Audit programs and tell what was new; 1 for anything."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--programs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    drawn = random.Random(args.seed)
    failures = 0
    for number in range(args.programs):
        for what, new in changed(drawn):
            if new:
                failures += 1
                print(number, what, sorted(new))
    print(f"{args.programs} programs, {failures} would have failed for nothing")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
