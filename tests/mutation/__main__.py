"""``python -m tests.mutation``: mutants of what judges, each tried by the tests of its module.

What a mutant came to is stored at once in ``.mutants/``: a run that was ended goes on where it was.
A verdict holds while the mutated module is the same; a survivor is tried again when the tests of
its module are others, all are with ``--again``.  ``docs/mutants.md`` tells what has come out.
"""

import argparse
import json
import multiprocessing
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import pytest

from benchmarks.paths import ROOT, digest
from tests.mutation import page
from tests.mutation.drawing import Mutant, drawn
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.page import Verdict
from tests.mutation.trying import OPTIONS, Loop, Seen

MODULES = Path(__file__).with_name("modules.toml")
STORE = ROOT / ".mutants" / "verdicts.jsonl"
PAGE = ROOT / "docs" / "mutants.md"


def main(argv: Sequence[str] | None = None) -> int:
    """Try the mutants that are drawn; write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("--limit", type=int, default=1500, help="so many are drawn")
    parser.add_argument("--seed", type=int, default=21, help="by this")
    parser.add_argument("--minutes", type=float, default=60, help="and no longer")
    parser.add_argument("--only", default="", help="modules whose path holds this")
    parser.add_argument("--again", action="store_true", help="forget all verdicts")
    args = parser.parse_args(argv)
    if args.again:
        STORE.unlink(missing_ok=True)
    STORE.parent.mkdir(exist_ok=True)
    until = time.monotonic() + 60 * args.minutes
    modules = tomllib.loads(MODULES.read_text(encoding="utf-8"))
    mutants = drawn([*modules], args.seed, args.limit)
    mutants.sort(key=lambda mutant: mutant.module)
    verdicts: dict[str, Verdict] = {}
    for module, some in groupby(mutants, key=lambda mutant: mutant.module):
        ours = [*some]
        if args.only in module:
            _try(ours, modules[module], until)
        verdicts |= _stored(modules[module], ours)
    found = page.Found(args.seed, mutants, verdicts, EQUIVALENT)
    PAGE.write_text(found.text, encoding="utf-8")
    print(found.table)
    for wrong in found.refuted:
        print(f"not equivalent, it was killed: {wrong}", file=sys.stderr)
    return int(bool(found.refuted))


def _try(mutants: Sequence[Mutant], tests: Sequence[str], until: float) -> None:
    done = _stored(tests, mutants)
    left = [mutant for mutant in mutants if mutant.id not in done]
    if left and time.monotonic() < until:
        print(f"{left[0].module}: {len(left)} of {len(mutants)} to try", flush=True)
        # In a process of its own: pytest and what it has imported live once.
        process = multiprocessing.get_context("fork").Process(
            target=_session, args=(left, tests, until)
        )
        process.start()
        process.join()


def _session(mutants: Sequence[Mutant], tests: Sequence[str], until: float) -> None:
    tested = _digest(tests)
    with STORE.open("a", encoding="utf-8") as store:

        def tell(mutant: Mutant, seen: Seen) -> None:
            verdict = Verdict(
                mutant.id,
                mutant.operator,
                *mutant.difference,
                seen.fate,
                seen.failed or seen.stillborn,
                tested,
            )
            print(json.dumps(asdict(verdict)), file=store, flush=True)

        pytest.main([*OPTIONS, *tests], plugins=[Loop(_in_time(mutants, until), tell)])


def _in_time(mutants: Sequence[Mutant], until: float) -> Iterator[Mutant]:
    for mutant in mutants:
        if time.monotonic() > until:
            return
        yield mutant


def _stored(tests: Sequence[str], mutants: Sequence[Mutant]) -> dict[str, Verdict]:
    """Return what is known of these mutants and holds still, by their ids."""
    if not STORE.is_file():
        return {}
    ids, tested = {mutant.id for mutant in mutants}, _digest(tests)
    lines = STORE.read_text(encoding="utf-8").splitlines()
    verdicts = [Verdict(**json.loads(line)) for line in lines]
    # Of several of one mutant, the last: a survivor of earlier tests may have been killed since.
    return {
        verdict.id: verdict
        for verdict in {each.id: each for each in verdicts if each.id in ids}.values()
        if verdict.fate != "survived" or verdict.tests == tested
    }


def _digest(tests: Sequence[str]) -> str:
    return digest(
        (test, (ROOT / test.partition("::")[0]).read_bytes()) for test in sorted(tests)
    )


if __name__ == "__main__":
    sys.exit(main())
