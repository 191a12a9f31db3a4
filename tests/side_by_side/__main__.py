"""``python -m tests.side_by_side REV [--rounds N]``: what the working tree costs beside REV.

Both states run at once, each in a process of its own, and are asked in turn, in a shuffled order:
the ratio is taken round by round, with a 95 % interval of its median.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.paths import ROOT
from configbench.timing import paired

RUNNER = Path(__file__).with_name("runner.py")
ASKED = [
    *(
        f"{kind} {row}"
        for kind in ("quick", "fresh", "start")
        for row in ("argparse", "hydra")
    ),
    "train argparse",
    "small argparse",
]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a line for each kind of run."""
    parser = argparse.ArgumentParser(prog="python -m tests.side_by_side")
    parser.add_argument("rev", help="the state to compare with")
    parser.add_argument("--rounds", type=int, default=30)
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run(
            [*git, "add", "--quiet", "--detach", str(before), args.rev], check=True
        )
        try:
            _compare(
                {
                    "before": _runner(before, Path(folder) / "one"),
                    "now": _runner(ROOT, Path(folder) / "two"),
                },
                args.rounds,
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True)
    return 0


def _compare(runners: Mapping[str, subprocess.Popen[str]], rounds: int) -> None:
    for asked in ASKED:
        times: dict[str, list[float]] = {name: [] for name in runners}
        for number in range(-2, rounds):
            order = [*runners]
            random.Random(number).shuffle(order)
            for name in order:
                seconds = _ask(runners[name], asked)
                if number >= 0:
                    times[name].append(seconds)
        ratios = [
            now / old for now, old in zip(times["now"], times["before"], strict=True)
        ]
        told = paired.difference(ratios, [0.0] * rounds)
        medians = ", ".join(
            f"{name} {statistics.median(own) * 1000:.1f} ms"
            for name, own in times.items()
        )
        print(
            f"{asked:15} {medians}; ratio {told.median:.3f} [{told.low:.3f}, {told.high:.3f}]"
        )
    for each in runners.values():
        each.communicate()


def _runner(tree: Path, environment: Path) -> subprocess.Popen[str]:
    """Start a runner in a tree, in an environment like ours that has this tree's packages."""
    venv.create(environment, symlinks=True)
    (packages,) = environment.glob("lib/*/site-packages")
    ours = sysconfig.get_path("purelib")
    # In this order on the path: what lies in the tree hides what is installed from ours.
    (packages / "tree.pth").write_text(f"{tree}\n{ours}\n", encoding="utf-8")
    return subprocess.Popen(
        [str(environment / "bin" / "python"), str(RUNNER)],
        cwd=tree,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(runner: subprocess.Popen[str], asked: str) -> float:
    assert runner.stdin is not None
    assert runner.stdout is not None
    runner.stdin.write(asked + "\n")
    runner.stdin.flush()
    seconds: float = json.loads(runner.stdout.readline())
    return seconds


if __name__ == "__main__":
    sys.exit(main())
