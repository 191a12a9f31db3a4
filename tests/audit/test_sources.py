"""What the source of a program tells of its settings, and where it cannot tell."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.audit.help_texts import stated_default
from configbench.audit.model import How, Option, Spot, Target
from configbench.audit.sources import Sources, line

PARSING = """\
import argparse

def get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", default="0.1")
    parser.add_argument("--use-amp", action="store_true")
    parser.add_argument("--unread", type=int, default=3)
    return parser.parse_args()

"""


def target(
    folder: Path,
    source: str,
    *,
    spot: Spot | None = None,
    grammar: str = "argparse",
    names: tuple[str, ...] = ("lr", "use_amp", "unread"),
    beside: dict[str, str] | None = None,
) -> Target:
    """Return a program of one file, found at its parser, and write it down."""
    main = folder / "train.py"
    main.write_text(source, encoding="utf-8")
    files = [main]
    for name, text in (beside or {}).items():
        (folder / name).write_text(text, encoding="utf-8")
        files.append(folder / name)
    return Target(
        command=("python", "train.py"),
        launcher=(),
        python=Path("/usr/bin/python3"),
        entry=(str(main),),
        words=(),
        cwd=folder,
        environ={},
        spot=spot
        or Spot(How.RETURNED, f"{main}:9", "argparse.ArgumentParser.parse_args"),
        candidates=(),
        options=(),
        grammar=grammar,
        leaves={name: {"t": "str", "v": "x"} for name in names},
        files=tuple(files),
    )


def sources(folder: Path, body: str) -> Sources:
    """Read a program that parses in a function, and goes on as ``body`` says."""
    return Sources.read(target(folder, PARSING + textwrap.dedent(body)))


# -- conversions ----------------------------------------------------------------------------------

CONVERTED = {
    "called": "args = get_args()\nlr = float(args.lr)",
    "in place": "args = get_args()\nargs.lr = float(args.lr)",
    "by its name": 'args = get_args()\nlr = float(getattr(args, "lr"))',
    "by a key": 'cfg = vars(get_args())\nlr = float(cfg["lr"])',
    "by get": 'cfg = vars(get_args())\nlr = float(cfg.get("lr", 1))',
    "executed": "args = get_args()\nlr = eval(args.lr)",
    "read": "import ast\nargs = get_args()\nlr = ast.literal_eval(args.lr)",
    "in pieces": 'args = get_args()\nlr = [float(x) for x in args.lr.split(",")]',
    "mapped": 'args = get_args()\nlr = list(map(float, args.lr.split(",")))',
    "in a loop": 'args = get_args()\nfor each in args.lr.split(","):\n    float(each)',
    "renamed": "args = get_args()\nrate = args.lr\nfloat(rate)",
    "handed on": "def go(rate):\n    return float(rate)\ngo(get_args().lr)",
    "by keyword": "def go(rate):\n    return float(rate)\ngo(rate=get_args().lr)",
    "to a method": "class A:\n    def go(self, rate):\n        float(rate)\nA().go(get_args().lr)",
    "kept": "class A:\n    def __init__(self, a):\n        self.rate = a.lr\n    def go(self):\n"
    "        float(self.rate)\nA(get_args())",
    "in a dict": 'args = get_args()\ncfg = {"rate": args.lr}\nfloat(cfg["rate"])',
    "by a function of its": "def to_float(x): ...\nlr = to_float(get_args().lr)",
    "as a truth": 'args = get_args()\nlr = args.lr.lower() in ("yes", "true")',
    "all of them": "args = get_args()\nfor k, v in vars(args).items():\n"
    "    setattr(args, k, float(v))",
    "those of a list": 'args = get_args()\nfor k in ("lr", "wd"):\n'
    "    setattr(args, k, float(getattr(args, k)))",
}


@pytest.mark.parametrize("body", CONVERTED.values(), ids=CONVERTED)
def test_a_conversion_is_found(body: str, tmp_path: Path) -> None:
    """Its line is told, whichever way the value goes there."""
    found = sources(tmp_path, body).converted("lr")
    assert found is not None
    assert found.startswith(f"{tmp_path / 'train.py'}:")
    shown = line(found)
    assert any(
        word in shown for word in ("float(", "eval(", "true", "map(", "to_float")
    )


NOT_CONVERTED = {
    "handed to a library": "import torch\nargs = get_args()\nd = torch.device(args.lr)",
    "another": "args = get_args()\nx = float(args.momentum)",
    "printed": "args = get_args()\nprint(args.lr)",
    "text": "args = get_args()\nx = str(args.lr)",
    "a loop over others": "args = get_args()\nfor k, v in {}.items():\n    float(v)",
    "a path": "from pathlib import Path\np = Path(get_args().lr)",
}


@pytest.mark.parametrize("body", NOT_CONVERTED.values(), ids=NOT_CONVERTED)
def test_what_is_no_conversion_is_none(body: str, tmp_path: Path) -> None:
    """Then the warning stands."""
    assert sources(tmp_path, body).converted("lr") is None


# -- who reads it ---------------------------------------------------------------------------------

UNREAD = {
    "nothing": "args = get_args()\nprint(args.lr)",
    "printed": "args = get_args()\nprint(args)\nprint(args.lr)",
    "a function": "def main(args):\n    return args.lr\nmain(get_args())",
    "a method": "class A:\n    def __init__(self, args):\n        self.lr = args.lr\nA(get_args())",
    "kept": "class A:\n    def __init__(self, args):\n        self.args = args\n"
    "    def go(self):\n        return self.args.lr\nA(get_args()).go()",
    "written": "args = get_args()\nargs.unread = 3\nargs.lr",
    "by name": 'args = get_args()\nx = getattr(args, "lr")',
    "logged": "import logging\nlogger = logging.getLogger()\nargs = get_args()\nlogger.info(args)",
    "in a text": 'args = get_args()\nprint(f"args: {args}")',
}


@pytest.mark.parametrize("body", UNREAD.values(), ids=UNREAD)
def test_what_nothing_reads_is_told(body: str, tmp_path: Path) -> None:
    """Where all that has the settings is looked into."""
    found = sources(tmp_path, body)
    assert found.reads("unread") is False


READ = {
    "attribute": "args = get_args()\nx = args.unread",
    "of another": "import torch\nx = torch.unread",
    "key": 'x = vars(get_args())["unread"]',
    "getattr": 'x = getattr(get_args(), "unread")',
    "in a text": 'args = get_args()\nprint(f"{args.unread}")',
    "added": "args = get_args()\nargs.unread += 1",
}


@pytest.mark.parametrize("body", READ.values(), ids=READ)
def test_what_is_read_is_told(body: str, tmp_path: Path) -> None:
    """By whatever may be it: more is taken for a reading than is one."""
    assert sources(tmp_path, body).reads("unread") is True


UNSURE = {
    "vars": "args = get_args()\nx = vars(args)",
    "stars": "def f(**k): ...\nf(**vars(get_args()))",
    "dict": "args = get_args()\nx = args.__dict__",
    "a library": "import wandb\nargs = get_args()\nwandb.init(config=args)",
    "its method": "from lib import Trainer\nargs = get_args()\nTrainer().fit(args)",
    "a stranger of a known name": "from lib import main\nmain(get_args())",
    "any attribute": "args = get_args()\nfor k in ['lr']:\n    getattr(args, k)",
    "a list": "args = get_args()\nx = [args]",
    "all of them": "for k in get_args(): ...",
    "its method again": "args = get_args()\nx = args._get_kwargs()",
    "executed": "args = get_args()\nexec('x')",
    "locals": "def f(args):\n    return locals()\nf(get_args())",
    "named in a text": "args = get_args()\nNAMES = 'lr unread'",
    "a text": "args = get_args()\nname = f'{args}'",
    "yielded": "def f():\n    yield get_args()",
    "a default": "args = get_args()\ndef f(args=args): ...",
    "another namespace": "class A: ...\na = A()\nx = [get_args()]",
    "decorated": "import lib\n@lib.sweep\ndef f(args): ...\nf(get_args())",
    "starred": "def f(*a): ...\nf(*[get_args()])",
    "too many": "def f(*a): ...\nf(get_args())",
    "base": "import lib\nclass A(lib.B): ...\nA(get_args())",
    "super": "import lib\nclass A(lib.B):\n    def __init__(self, args):\n"
    "        super().__init__(args)\nA(get_args())",
    "attribute set": "args = get_args()\nsetattr(object, 'x', args)",
    "wrapped": "import functools\nf = functools.partial(print, get_args())",
    "a loop's": "args = get_args()\nx = [a for a in args]",
    "lambda": "args = get_args()\nf = lambda: args",
    "tuple": "import mp\nargs = get_args()\nmp.spawn(print, args=(1, args))",
}


@pytest.mark.parametrize("body", UNSURE.values(), ids=UNSURE)
def test_where_all_of_it_is_handed_on_nothing_is_told(
    body: str, tmp_path: Path
) -> None:
    """A library may read any setting: no finding without certainty."""
    assert sources(tmp_path, body).reads("unread") is None
