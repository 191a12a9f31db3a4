"""Kill a training at random steps: ``python -m tests.attacks.kill_training [--times 10]``.

Each time a training in a process of its own ends itself by SIGKILL at a random optimizer step, and
``python -m shared_model resume`` goes on with what it left.  The hash of the weights, ``best.pt``,
``metrics.json`` and ``history.json`` must be those of an unbroken training.  Prints a line for
each, and a count; exits with 1 if any differs.
"""

import argparse
import json
import math
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch

from shared_model import Simulated, data, fitting, train
from shared_model.__main__ import default_settings, networks
from tests.shared_model import killed

ROOT = Path(__file__).parents[2]
N_EPOCHS = 4


def settings(number: int, folder: Path) -> dict[str, Any]:
    """Return the arguments of ``train``: the defaults, for one of the three networks."""
    found = default_settings()
    found["data"] = Simulated(**{**vars(found["data"]), "n_students": 200})
    model = networks([32])[number]
    return {**found, "model": model, "n_epochs": N_EPOCHS, "run_dir": folder}


def steps(number: int) -> int:
    """Return how many optimizer steps such a training has."""
    found = settings(number, Path())
    n_sequences = len(data.load(found["data"]).train.mask)
    return N_EPOCHS * math.ceil(n_sequences / int(found["batch_size"]))


def child(folder: str, number: str, step: str) -> None:
    """Train, and be killed at a step."""
    killed.arm(f"step {step}")
    train(**settings(int(number), Path(folder)))


def left(folder: Path) -> dict[str, Any]:
    """Return what a run has come to, the weights of its best epoch hashed."""
    metrics, history = (
        json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("metrics", "history")
    )
    best = torch.load(folder / "best.pt", weights_only=True)["state_dict"]
    holder = torch.nn.ParameterDict(
        {name.replace(".", "/"): weight for name, weight in best.items()}
    )
    return {
        "weights": metrics["weights_sha256"],
        "best weights": fitting.weights_sha256(holder),
        "metrics": metrics,
        "history": history,
    }


def kill(number: int, step: int, expected: dict[str, Any]) -> list[str]:
    """Kill one training and go on with it; return what is amiss."""
    with tempfile.TemporaryDirectory() as name:
        start = [sys.executable, "-m", __spec__.name if __spec__ else __name__]
        done = subprocess.run(
            [*start, "--child", name, str(number), str(step)], cwd=ROOT, check=False
        )
        if done.returncode != -signal.SIGKILL:
            return [f"it was not killed, but ended with {done.returncode}"]
        checkpoint = Path(name) / "checkpoint.pt"
        epoch = torch.load(checkpoint, weights_only=True)["epoch"]
        done = subprocess.run(
            [sys.executable, "-m", "shared_model", "resume", str(checkpoint)],
            cwd=ROOT,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode:
            return [f"resume ended with {done.returncode}"]
        found = left(Path(name))
    print(
        f"killed at step {step}, gone on with after epoch {epoch}: {found['weights']}",
        flush=True,
    )
    return [f"{each} differs" for each in expected if found[each] != expected[each]]


def main() -> int:
    """Kill as often as asked; return 1 if anything was amiss."""
    parser = argparse.ArgumentParser(description="Kill trainings and go on with them.")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--network",
        type=int,
        choices=range(3),
        default=2,
        help="LSTM, LSTMATTN or BERT; the default has dropout everywhere",
    )
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child)
        return 0
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        train(**settings(args.network, Path(name)))
        expected = left(Path(name))
    total = steps(args.network)
    print(f"unbroken, {total} steps: {expected['weights']}", flush=True)
    bad = 0
    for _ in range(args.times):
        amiss = kill(args.network, chance.randint(1, total), expected)
        bad += bool(amiss)
        for each in amiss:
            print(each, flush=True)
    print(f"{args.times - bad} of {args.times} have the hash of the unbroken one")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
