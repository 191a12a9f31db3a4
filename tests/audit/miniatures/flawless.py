"""A program without a fault, of settings that look as if they had one."""

import argparse
import enum
import pathlib
from typing import Any


class Precision(enum.Enum):
    """What an enum's words arrive as is no text."""

    fp32 = 32
    bf16 = 16

    def __str__(self) -> str:
        return self.name


def precision(text: str) -> Precision:
    """Read a member by its name."""
    try:
        return Precision[text]
    except KeyError:
        raise ValueError(text) from None


def str2bool(text: str) -> bool:
    """Read all words for yes and no, and refuse others."""
    word = text.lower()
    if word in {"yes", "true", "t", "y", "1", "on"}:
        return True
    if word in {"no", "false", "f", "n", "0", "off"}:
        return False
    raise argparse.ArgumentTypeError(f"{text!r} is neither yes nor no")


def sizes(text: str) -> list[int]:
    """Read a list with commas."""
    return [int(part) for part in text.split(",")]


def kib(text: str) -> int:
    """Read a number of KiB, as bytes."""
    return int(text) * 1024


def fraction(text: str) -> float:
    """Read what lies between 0 and 1."""
    value = float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


class Upper(argparse.Action):
    """An action that changes what it stores."""

    def __call__(
        self, _parser: Any, namespace: Any, values: Any, _option: Any = None
    ) -> None:
        """Store it in capitals."""
        setattr(namespace, self.dest, values.upper())


parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--amp", type=str2bool, default=True)
parser.add_argument("--shuffle", action=argparse.BooleanOptionalAction, default=True)
parser.add_argument("--use-cuda", action="store_true", default=True)
parser.add_argument("--no-cuda", dest="use_cuda", action="store_false")
parser.add_argument("--pin_memory", action="store_true")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--lr", type=float, default=1)
parser.add_argument("--dropout", type=fraction, default=0.5)
parser.add_argument(
    "--epochs", type=int, default=10, help="how often (default: %(default)s)"
)
parser.add_argument(
    "--patience", type=int, default=30, help="stop after that (default: 5 hours)"
)
parser.add_argument("--sizes", type=sizes, default=[1, 2])
parser.add_argument("--layers", type=int, nargs="+", default=[64, 64])
parser.add_argument("--betas", type=float, nargs=2, default=(0.9, 0.999))
parser.add_argument("--tag", action="append", default=[])
parser.add_argument("--memory", type=kib, default=1024)
parser.add_argument(
    "--precision", type=precision, choices=list(Precision), default="fp32"
)
parser.add_argument(
    "--optimizer", type=str.lower, choices=["adam", "sgd"], default="adam"
)
parser.add_argument("--mode", choices=["max", "min"], default="min")
parser.add_argument("--bits", type=int, choices=[8, 16], default=16)
parser.add_argument("--name", default="run")
parser.add_argument("--code", default="ab", action=Upper)
parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out"))
parser.add_argument("--limit", type=lambda text: None if text == "none" else int(text))
parser.add_argument("--resume", nargs="?", const="last", default=None)
parser.add_argument("--momentum", default=0.9)
parser.add_argument("--local_rank", type=int, default=0)
args, rest = parser.parse_known_args()
if rest:
    parser.error(f"unknown: {rest}")

momentum = float(args.momentum)
print(vars(args), momentum)
