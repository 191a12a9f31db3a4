"""What the source of a program tells of its settings, and where it cannot tell."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.audit.model import How, Option, Spot, Target
from configbench.audit.source.help_texts import stated_default
from configbench.audit.source.sources import Sources, line

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
    return Sources(target(folder, PARSING + textwrap.dedent(body)))


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
    "a loop over another": "args = get_args()\nx = [float(each) for each in args.unread]",
    "a loop over another, by name": 'args = get_args()\nfor each in getattr(args, "unread"):\n'
    "    float(each)",
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
    "a word": "args = get_args()\nprint('nothing is unread')",
    "inherited": "class A:\n    def __init__(self, args):\n        self.args = args\n"
    "class B(A):\n    def __init__(self, args):\n        super().__init__(args)\n"
    "class C(B): ...\nExp = C\nExp(get_args())",
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
    "by names in a text": "args = get_args()\nfor k in 'lr unread'.split():\n"
    "    getattr(args, k)",
    "in the words": "import sys\nargs = get_args()\n'--unread' in sys.argv",
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
    "base of a base": "import lib\nclass A(lib.B): ...\nclass C(A): ...\nC(get_args())",
    "a circle": "class A(A): ...\nA(get_args())",
    "one of two": "import lib\nclass A:\n    def __init__(self, args): ...\nE = A\nE = lib.E\n"
    "E(get_args())",
    "super of two": "import lib\nclass A:\n    def __init__(self, args): ...\n"
    "class B(A, lib.C):\n    def __init__(self, args):\n        super().__init__(args)\n"
    "B(get_args())",
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


DOUBTFUL_DECLARATIONS = {
    "an action of its own": '"--unread", action=Load',
    "a type of its own": '"--unread", type=load',
    "whatever is given": '"--unread", **said',
}


@pytest.mark.parametrize(
    "declared", DOUBTFUL_DECLARATIONS.values(), ids=DOUBTFUL_DECLARATIONS
)
def test_what_may_be_used_while_it_is_read_is_not_told(
    declared: str, tmp_path: Path
) -> None:
    """An action or a type may do all that there is to do."""
    source = PARSING.replace('"--unread", type=int, default=3', declared)
    assert (
        Sources(target(tmp_path, f"{source}args = get_args()")).reads("unread") is None
    )


def test_a_setting_that_the_program_does_not_declare_is_not_told(
    tmp_path: Path,
) -> None:
    """What a library has added, it may read."""
    assert sources(tmp_path, "args = get_args()").reads("other") is None


def test_a_file_that_cannot_be_parsed_makes_it_unsure(tmp_path: Path) -> None:
    """A newer grammar, say."""
    found = target(
        tmp_path, f"{PARSING}args = get_args()", beside={"new.py": "let x = 1"}
    )
    assert Sources(found).reads("unread") is None
    assert Sources(found).reads("lr") is None


@pytest.mark.parametrize(
    ("main", "beside", "answer"),
    [
        # A file that nobody imports is another program's.
        ("args = get_args()", "x.unread", False),
        # One that is imported later may be given what has the settings.
        ("args = get_args()\ndef f():\n    import later", "x.unread", None),
        ("args = get_args()\ndef f():\n    import later", "x.lr", False),
        ("args = get_args()\ndef f():\n    import_module('x')", "x.unread", None),
        # And one that imports the program has what the program has.
        ("args = get_args()", "from train import args\nvars(args)", None),
        ("args = get_args()", "from x import (\n    train,\n)\nvars(train.args)", None),
        ("def f():\n    args = get_args()", "import train\nvars(x)", False),
    ],
)
def test_files_that_are_imported_later_are_thought_of(
    main: str, beside: str, answer: bool | None, tmp_path: Path
) -> None:
    """By their words alone: a word is enough to be unsure."""
    found = target(tmp_path, f"{PARSING}{main}")
    (tmp_path / "later.py").write_text(beside, encoding="utf-8")
    assert Sources(found).reads("unread") is answer


CLICK = """\
import click

@click.command()
@click.option("--lr")
@click.option("--unread")
def main(lr, unread):
    {body}

main()
"""


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (CLICK.format(body="print(lr)"), False),
        (CLICK.format(body="print(lambda: unread)"), True),
        (CLICK.format(body="print(locals())"), None),
        (CLICK.format(body="click.get_current_context().params"), None),
        (CLICK.replace("@click.command", "@lib.sweep\n@click.command"), None),
        (CLICK.replace('"--unread"', '"--unread", callback=load'), None),
    ],
)
def test_a_function_that_is_called_with_settings(
    source: str, answer: bool | None, tmp_path: Path
) -> None:
    """A parameter that nothing in the function reads."""
    spot = Spot(How.ENTERED, f"{tmp_path / 'train.py'}:main", "click.Command")
    found = Sources(target(tmp_path, source, spot=spot, grammar="click"))
    assert found.reads("unread") is answer
    assert line(found.declared("unread")).startswith("def main(")


def test_words_that_are_read_by_hand_may_be_read_by_anything(tmp_path: Path) -> None:
    """``exec`` of words: a name of the module is converted as an attribute is."""
    source = "lr = '0.1'\nother = 2\nexec(open('x').read())\nfloat(lr)\n"
    spot = Spot(How.PLANTED, f"{tmp_path / 'train.py'}:4")
    found = Sources(target(tmp_path, source, spot=spot, names=("lr", "other")))
    assert found.reads("lr") is True
    assert found.reads("other") is None
    assert found.converted("lr") == f"{tmp_path / 'train.py'}:4"
    assert found.converted("other") is None
    assert found.declared("other") == f"{tmp_path / 'train.py'}:2"
    assert found.executed() == []


# -- executed, declared, told ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ("args = get_args()\nx = eval(args.lr)", ["eval(args.lr)"]),
        ("args = get_args()\nx = args.lr.strip()\neval(x)()", ["eval(x)"]),
        ("args = get_args()\neval(f'models.{args.lr}')", ["eval(f'models.{args.lr}')"]),
        ("def f(a):\n    eval(a)\nf(get_args().lr)", ["eval(a)"]),
        ("import sys\nfor w in sys.argv[1:]:\n    exec(w)", ["exec(w)"]),
        ("args = get_args()\nexec(open(args.lr).read())", []),
        ("args = get_args()\nmodel.eval(args.lr)", []),
        ("args = get_args()\neval('1 + 1')", []),
        ("import other\neval(other.lr)", []),
        ("args = get_args()\nx = load(args.lr)\neval(x)", []),
        ("args = get_args()\nself.x = args.lr\neval(other.x)", []),
    ],
)
def test_words_that_are_executed(body: str, calls: list[str], tmp_path: Path) -> None:
    """What surely is typed, and nothing that is made of it or called alike."""
    found = sources(tmp_path, body).executed()
    assert [text for _, text in found] == calls
    assert all(text in line(where) for where, text in found)


def test_a_declaration_is_found(tmp_path: Path) -> None:
    """By the name that argparse makes of it; a field of a class by its own."""
    found = sources(tmp_path, "class A:\n    rate: float = 0.1")
    assert line(found.declared("use_amp")) == (
        'parser.add_argument("--use-amp", action="store_true")'
    )
    assert line(found.declared("model.rate")) == "rate: float = 0.1"
    assert found.declared("other") == ""


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("epochs (default: 5)", "5"),
        ("epochs, default: 5", "5"),
        ("epochs. Default: 1e-3.", "1e-3"),
        ("epochs [default=0.5]", "0.5"),
        ("rate (default -1.)", "-1"),
        ("defaults to 3", "3"),
        ("Default is 0.1", "0.1"),
        ("by default 3", "3"),
        ("optimiser (default: adam)", "adam"),
        ("optimiser (default: 'adam')", "adam"),
        ("optimiser (default adam)", "adam"),
        ("use it (default: True)", "True"),
        ("epochs (default: %(default)s)", None),
        ("epochs", None),
        ("off by default", None),
        ("on by default.", None),
        ("the default", None),
        ("default model", None),
        ("use the default.", None),
        ("default 0.1 for sgd", None),
        ("default: 5 minutes", None),
        ("default: 10%", None),
        ("default: 256, 512", None),
        ("default: 1,000", None),
        ("default: 2 ** 10", None),
        ("default: 5 (see below)", None),
        ("default: same as x", None),
        ("default: none", None),
        ("(default: None)", None),
        ("default: 1-5", None),
        ("sgd: default 0.1; adam: default 0.001", None),
        ("default: ~/data", None),
        ("default: ./data", None),
        ("defaults: 3", "3"),
        ("", None),
    ],
)
def test_a_default_that_help_states(text: str, stated: str | None) -> None:
    """A plain number or word; in doubt none."""
    assert stated_default(text) == stated
    assert Sources(NOWHERE).default_in_help(Option("x", help=text)) == stated


NOWHERE = Target(
    *((), (), Path(), (), (), Path("/nowhere"), {}),
    *(Spot(How.PLANTED, ""), (), (), "", {}),
)  # fmt: skip


# -- whatever there is ----------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("args", "=", ".", "lr", "(", ")", "[", "]", "{", "}", ":", ",", "\n", "    "),
        *("def f", "class A", "return ", "lambda ", "for ", " in ", "import ", "from "),
        *(
            "parse_args",
            "eval",
            "vars",
            "getattr",
            "float",
            "**",
            "*",
            '"lr"',
            "f'",
            "'",
        ),
        *(
            "global ",
            "nonlocal ",
            "yield ",
            "await ",
            "match ",
            "case ",
            "with ",
            " as ",
        ),
        *(":=", "add_argument", "self", "if ", " else ", "\x00", "\x0c", "é", "@", "x"),
    ]
)

#: Programs that can be parsed, of all that Python has a word for.
STATEMENTS = st.sampled_from(
    [
        *(
            "args = p.parse_args()",
            "x = args",
            "self.a = args",
            "def f(args): return args",
        ),
        *(
            "f(args)",
            "f(*args)",
            "f(**args)",
            "f(x=args)",
            "g = lambda args=args: args",
        ),
        *("for args in args: args", "[args for args in args]", "(args := args)"),
        *("global args", "class A(args): args = args", "with args as args: pass"),
        *("match args:\n    case {'a': x, **args}: x", "del args", "assert args"),
        *("args.lr += 1", "args['lr']", "args[0]", "args[:]", "x, *args = args"),
        *(
            "async def h():\n    await args\n    async for args in args: ...",
            "import args",
        ),
        *(
            "from args import *",
            "try: args\nexcept args as args: args",
            "@args\ndef k(): 1",
        ),
        *("add_argument('--lr', dest=x)", "add_argument(*a, **args)", "'lr' in args"),
        *("eval(args.lr)", "float(args.lr)", "getattr(args, 'lr')", "getattr(args)"),
        *(
            "map()",
            "map(int)",
            "x = args if args else args",
            "f'{args}{args.lr!r:>{x}}'",
        ),
        *("def f(a, /, args, *, lr=args, **k): lr", "x: args = args", "type(args).lr"),
    ]
)


def answers(found: Sources) -> None:
    """Ask everything."""
    for name in ("lr", "model.lr", "", "é"):
        found.converted(name)
        found.reads(name)
        found.declared(name)
    assert all(isinstance(text, str) for _, text in found.executed())


@given(
    st.one_of(
        st.text(),
        st.lists(PIECES, max_size=30).map("".join),
        st.lists(STATEMENTS, max_size=6).map("\n".join),
    ),
    st.sampled_from(list(How)),
)
def test_no_text_is_too_strange(
    tmp_path_factory: pytest.TempPathFactory, source: str, how: How
) -> None:
    """Whatever a file holds, nothing is raised."""
    folder = tmp_path_factory.mktemp("program")
    (folder / "train.py").write_text("", encoding="utf-8")
    at = "f" if how is How.ENTERED else "1"
    spot = Spot(
        how, f"{folder / 'train.py'}:{at}", "argparse.ArgumentParser.parse_args"
    )
    encoded = source.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answers(Sources(target(folder, encoded, spot=spot)))


def test_what_is_nested_deeply_is_no_trouble(tmp_path: Path) -> None:
    """Neither what the parser still takes nor what it refuses."""
    for source in (
        "x = " + "(" * 90 + "args" + ")" * 90,
        "-" * 50_000 + "1",
        "a" + ".lr" * 2_000,
    ):
        answers(Sources(target(tmp_path, source)))


def test_the_line_of_a_function_is_where_it_is_defined(tmp_path: Path) -> None:
    """A method's by its last name; of a function that there is not, nothing."""
    file = tmp_path / "a.py"
    file.write_text("x = 1\nclass A:\n    async def go (self): ...\n", encoding="utf-8")
    assert line(f"{file}:A.go") == "async def go (self): ..."
    assert line(f"{file}:1") == "x = 1"
    assert line(f"{file}:o") == line(f"{file}:4") == line(f"{file}:0") == ""
    assert line("module:go") == ""


@given(st.text())
def test_no_place_is_too_strange(where: str) -> None:
    """A line that there is not is empty."""
    assert isinstance(line(where), str)


@given(st.text())
def test_no_help_is_too_strange(text: str) -> None:
    """What is found stands there."""
    stated = stated_default(text)
    assert stated is None or stated in text


@pytest.mark.parametrize(
    ("call", "collects"),
    [
        ("fire.Fire(main)", False),
        ("args = fire.Fire(load)", True),
        ("train(**fire.Fire(load))", True),
        ("train()", False),
    ],
)
def test_what_fire_calls_may_collect_words_alone(
    call: str, *, collects: bool, tmp_path: Path
) -> None:
    """Then the program goes on with what it returns."""
    assert sources(tmp_path, call).collects() is collects
