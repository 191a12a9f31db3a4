"""A training in which 15 settings are at fault, 15 only look so, and 10 are converted later.

Deliberately wrong: ``planted.toml`` says of each setting which it is.  Nothing is trained.
"""

import argparse
import ast
import enum
from pathlib import Path


class Mode(enum.Enum):
    """How a run is carried out."""

    FAST = "fast"
    EXACT = "exact"

    def __str__(self) -> str:
        return self.value


class Names(argparse.Action):
    """Takes names with commas between them."""

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [name.strip() for name in values.split(",")])


def str2bool(text):
    """Read what people write for yes and no."""
    if text.lower() in {"yes", "true", "t", "y", "1", "on"}:
        return True
    if text.lower() in {"no", "false", "f", "n", "0", "off"}:
        return False
    raise argparse.ArgumentTypeError(f"expected true or false, not {text!r}")


def not_false(text):
    """Take all but one word for yes."""
    return text != "False"


def whole(text):
    """Take a number, and leave out what is behind the point."""
    return int(float(text))


def workers(text):
    """Take a number; none for what is none."""
    try:
        return int(text)
    except ValueError:
        return 0


def positive(text):
    """Take an int that is above zero."""
    number = int(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"must be positive, not {number}")
    return number


def share(text):
    """Take 0.25 or 25%."""
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def number(text):
    """Convert it."""
    return float(text)


parser = argparse.ArgumentParser(description=__doc__)

# At fault.
parser.add_argument("--use-gpu", type=bool, default=True)
parser.add_argument("--pin-memory", type=lambda text: bool(text), default=True)
parser.add_argument("--resume", type=not_false, default=False)
parser.add_argument("--hidden", type=list, default=[256, 128])
parser.add_argument("--epochs", type=whole, default=10)
parser.add_argument("--workers", type=workers, default=4)
parser.add_argument("--scheduler", type=str, default="cosine")
parser.add_argument("--amp", action="store_true", default=True)
parser.add_argument("--depth", type=int, default=18, choices=["18", "34", "50"])
parser.add_argument("--clip", default=1.0, help="largest norm of a gradient")
parser.add_argument("--warmup", default=100, help="steps until the full rate")
parser.add_argument("--patience", type=int, default=5)
parser.add_argument("--loader", type=dict, default=None)
parser.add_argument("--milestones", type=eval, default=[30, 60])
parser.add_argument("--batch-size", type=int, default=32, help="(default: 64)")

# Not at fault.
parser.add_argument("--bf16", type=str2bool, default=False)
parser.add_argument("--rho", type=float, default=1)
parser.add_argument("--sizes", type=int, nargs="+", default=[128, 64])
parser.add_argument("--device", type=str.lower, choices=["cpu", "cuda"], default="cpu")
parser.add_argument("--compile", action="store_true", default=True)
parser.add_argument("--no-compile", dest="compile", action="store_false")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument(
    "--holdout", type=lambda s: share(s), default=0.1, help="0.25 or 25%%"
)
parser.add_argument("--names", action=Names, default=["loss"], help="a,b,c")
parser.add_argument("--ema", action=argparse.BooleanOptionalAction, default=False)
parser.add_argument(
    "--steps", type=lambda s: [int(x) for x in s.split(",")], default=[1, 2]
)
parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.FAST)
parser.add_argument("--out", type=Path, default=Path("runs"))
parser.add_argument("--keep", type=positive, default=3)
parser.add_argument(
    "--limit",
    type=lambda s: None if s.lower() == "none" else int(s),
    default=1000,
    help="of examples; none for all",
)
parser.add_argument("--cache", nargs="?", const="auto", default=None, metavar="FOLDER")

# Converted later.
parser.add_argument("--lr", default=1e-3)
parser.add_argument("--seed", default=0)
parser.add_argument("--momentum", default=0.9)
parser.add_argument("--gamma", default=0.5)
parser.add_argument("--label-smoothing", default=0.1)
parser.add_argument("--log-every", default=50)
parser.add_argument("--accumulate", default=1)
parser.add_argument("--betas", nargs=2, default=[0.9, 0.999])
parser.add_argument("--temperature", default=1.0)
parser.add_argument("--width", default=64)


def main() -> None:
    """Read what is typed, and say it."""
    args = parser.parse_args()

    print("device", args.use_gpu, args.pin_memory, args.device, args.compile, args.bf16)
    print("model", args.hidden, args.depth, args.sizes, args.workers, args.amp)
    print("schedule", args.scheduler, args.milestones, args.warmup, args.epochs)
    print("data", args.batch_size, args.loader, args.cache, args.limit, args.holdout)
    print("run", args.resume, args.out, args.keep, args.mode, args.verbose, args.names)
    print("rest", args.rho, args.ema, args.steps, f"clipped at {args.clip}")

    print("rate", float(args.lr) * 10, "seed", int(args.seed) + 1)
    args.momentum = float(args.momentum)
    print("momentum", 1 - args.momentum, "gamma", ast.literal_eval(str(args.gamma)) / 2)
    print("smoothing", 1 - float(getattr(args, "label_smoothing")))
    print("every", int(float(args.log_every)) + 1, 64 // int(args.accumulate))
    print("betas", [1 - float(beta) for beta in args.betas])
    print("temperature", 1 / number(args.temperature))
    width = args.width
    if not isinstance(width, int):
        width = int(width)
    print("width", width + 1)


if __name__ == "__main__":
    main()
