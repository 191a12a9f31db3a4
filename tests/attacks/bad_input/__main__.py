"""The command; see the package."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.attacks.bad_input import options, results, rows
from tests.attacks.bad_input.mutant import CLASSES, Mutant, judged
from tests.attacks.bad_input.trying import Seen, tried

KINDS = {"options": options.mutants, "json": results.mutants, "toml": rows.mutants}


def main(argv: Sequence[str]) -> int:
    """Try mutants; print what became of them; return 1 if one ends in a traceback or not at all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks.bad_input",
        description=__doc__,
        allow_abbrev=False,
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--count", type=int, default=1500, help="mutants of each kind (default: 1500)"
    )
    parser.add_argument("--kind", default=",".join(KINDS), help="of options,json,toml")
    parser.add_argument(
        "--real",
        type=int,
        default=0,
        metavar="N",
        help="try N of them by real command lines, too",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="print every mutant that is no clear or legitimate one",
    )
    args = parser.parse_args(argv)
    bad = 0
    counts: dict[str, Counter[str]] = {}
    rules: Counter[str] = Counter()
    for kind in args.kind.split(","):
        clock = time.monotonic()
        found: dict[str, list[tuple[Mutant, Seen]]] = defaultdict(list)
        for mutant, seen in attempts(kind, args.seed, args.count):
            found[judged(mutant, seen)].append((mutant, seen))
        counts[kind] = Counter({each: len(found[each]) for each in CLASSES})
        rules.update(
            f"{kind}: {mutant.legitimate}" for mutant, _ in found["legitimate"]
        )
        for each in CLASSES[2:]:
            for mutant, seen in found[each] if args.all else found[each][:12]:
                print(
                    f"{each:11} {mutant.told!r:.150}\n            {_last(seen)!r:.300}"
                )
        print(f"{kind}: {time.monotonic() - clock:.0f} s", flush=True)
        bad += sum(
            len(found[each]) for each in ("passes", "outside", "traceback", "hangs")
        )
    _table(counts, rules)
    return 1 if bad else 0


def attempts(kind: str, seed: int, count: int) -> Iterator[tuple[Mutant, Seen]]:
    """Yield mutants of a kind, and what became of each."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="bad-input-") as name:
        folder = Path(name)
        for mutant in KINDS[kind](chance, count, folder):
            mutant.prepare()
            yield mutant, tried(mutant.call, folder, mutant.writes)


def _last(seen: Seen) -> str:
    """Return what tells most of what was printed."""
    lines = [line.strip() for line in (seen.err or seen.out).strip().splitlines()]
    if seen.ended == "raised" or "Traceback" in seen.err:
        places = [
            line
            for line in lines
            if line.startswith('File "')
            and "site-packages" not in line
            and "/lib/python" not in line
        ]
        return f"{lines[-1]} <- {places[-1] if places else ''}"
    return f"{seen.ended}: {' | '.join(lines[-2:])}"


def _table(counts: dict[str, Counter[str]], rules: Counter[str]) -> None:
    print(f"{'':9}{'tried':>7}" + "".join(f"{each:>12}" for each in CLASSES))
    for kind, count in counts.items():
        print(
            f"{kind:9}{sum(count.values()):7}"
            + "".join(f"{count[each]:12}" for each in CLASSES)
        )
    for rule, number in rules.most_common():
        print(f"  {number:5} accepted: {rule}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
