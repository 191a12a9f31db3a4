"""What a lint sees in Python source, and what only looks like a fault."""

import ast
import textwrap
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configbench.audit.rules import BY_ID, RULES, Rule
from configbench.audit.rules.explaining import page
from configbench.errors import UserError
from configbench.lint import linting, mending
from configbench.lint.model import Found
from configbench.lint.texts import Text
from tests.audit.pages import example

HEAD = "import argparse\nparser = argparse.ArgumentParser()\n"
MAIN = "import argparse, sys\nif __name__ == '__main__':\n    p = argparse.ArgumentParser()\n"


def found(source: str, file: Path = Path("train.py")) -> list[Found]:
    """Return what is found in a source."""
    module = linting.module_of(file, source.encode())
    return mending.possible(module, linting.of_python(module))


def rules(source: str) -> list[str]:
    """Return the ids of what is found."""
    return [each.rule for each in found(source)]


#: Each a fault, with its rule.
FAULTS = {
    "bool": ("CB101", HEAD + "parser.add_argument('--x', type=bool)"),
    "builtins.bool": (
        "CB101",
        "import builtins\n" + HEAD + "parser.add_argument('--x', type=builtins.bool)",
    ),
    "lambda": ("CB101", HEAD + "parser.add_argument('--x', type=lambda v: bool(v))"),
    "function": (
        "CB101",
        HEAD + "def b(v):\n    return bool(v)\nparser.add_argument('--x', type=b)",
    ),
    "group": (
        "CB101",
        HEAD + "g = parser.add_argument_group()\ng.add_argument('x', type=bool)",
    ),
    "subcommand": (
        "CB101",
        HEAD
        + "s = parser.add_subparsers()\nq = s.add_parser('a')\nq.add_argument('x', type=bool)",
    ),
    "parameter": (
        "CB101",
        "import argparse\ndef add(parser):\n    parser.add_argument('--x', type=bool)",
    ),
    "own class": (
        "CB101",
        "import argparse\nclass P(argparse.ArgumentParser):\n    def error(self, m): ...\n"
        "P().add_argument('--x', type=bool)",
    ),
    "from": (
        "CB101",
        "from argparse import ArgumentParser as A\np = A()\np.add_argument('--x', type=bool)",
    ),
    "list": ("CB102", HEAD + "parser.add_argument('--x', type=list)"),
    "tuple": ("CB102", HEAD + "parser.add_argument('--x', type=tuple, nargs='+')"),
    "set": ("CB102", HEAD + "parser.add_argument('--x', type=set)"),
    "click list": (
        "CB102",
        "import click\n@click.command()\n@click.option('--x', type=list)\ndef f(x): ...",
    ),
    "dict": ("CB111", HEAD + "parser.add_argument('--x', type=dict)"),
    "choices": ("CB111", HEAD + "parser.add_argument('--x', choices=[8, 16])"),
    "choices of text": (
        "CB111",
        HEAD + "parser.add_argument('--x', type=int, choices=['8', '16'])",
    ),
    "range": ("CB111", HEAD + "parser.add_argument('--x', choices=range(3))"),
    "store_true": (
        "CB108",
        HEAD + "parser.add_argument('--x', action='store_true', default=True)",
    ),
    "store_false": (
        "CB108",
        HEAD + "parser.add_argument('--x', action='store_false', default=False)",
    ),
    "eval": ("CB203", HEAD + "parser.add_argument('--x', type=eval)"),
    "eval of a setting": (
        "CB203",
        HEAD + "parser.add_argument('--x')\nargs = parser.parse_args()\neval(args.x)",
    ),
    "exec of words": ("CB203", "import sys\nfor word in sys.argv[1:]:\n    exec(word)"),
    "rest": ("CB103", MAIN + "    args, _ = p.parse_known_args()"),
    "rest, first taken": (
        "CB103",
        MAIN + "    args = p.parse_known_args(sys.argv[1:])[0]",
    ),
    "text as a truth": (
        "CB101",
        MAIN + "    p.add_argument('--x', default=False)\n    args = p.parse_args()\n"
        "    if args.x and 1: print(1)",
    ),
    "help": (
        "CB205",
        HEAD + "parser.add_argument('--x', default=3, help='(default: 4)')",
    ),
    "fire": ("CB101", "import fire\ndef f(x: bool = True): print(x)\nfire.Fire(f)"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_found(case: str) -> None:
    """Each by its rule, and once."""
    rule, source = FAULTS[case]
    assert rules(source) == [rule]


#: Each only looks like one.
CLEAN = {
    "own bool": HEAD
    + "def bool(x): return x == 'yes'\nparser.add_argument('--x', type=bool)",
    "imported bool": "from b import bool\n"
    + HEAD
    + "parser.add_argument('--x', type=bool)",
    "star": "from b import *\n" + HEAD + "parser.add_argument('--x', type=bool)",
    "numpy": HEAD + "x(dtype=bool)",
    "jsonargparse": "import jsonargparse\np = jsonargparse.ArgumentParser()\n"
    "p.add_argument('--x', type=bool)",
    "lightning": "import argparse, lightning\ndef add(parser):\n"
    "    parser.add_argument('--x', type=bool)",
    "unknown parser": "def add(parser):\n    parser.add_argument('--x', type=bool)",
    "registered": HEAD + "parser.register('type', bool, yes)\n"
    "parser.add_argument('--x', type=bool)",
    "own parser": "import argparse\nclass P(argparse.ArgumentParser):\n"
    "    def _get_value(self, action, text): return text == 'yes'\n"
    "P().add_argument('--x', type=bool)",
    "registered for none": HEAD + "parser.register('type', None, read)\n"
    "parser.add_argument('--x', choices=[1, 2])",
    "stored again": HEAD + "def b(v):\n    return bool(v)\nb = other(b)\n"
    "parser.add_argument('--x', type=b)",
    "into a namespace": HEAD
    + "parser.add_argument('--x', action='store_true', default=True)\n"
    "parser.parse_args(namespace=saved)",
    "own action": HEAD + "parser.add_argument('--x', type=bool, action=Yes)",
    "open": HEAD + "parser.add_argument('--x', type=bool, **more)",
    "click bool": "import click\n@click.option('--x', type=bool)\ndef f(x): ...",
    "two conversions": HEAD
    + "def b(v):\n    if v == 'no': return False\n    return bool(v)\n"
    "parser.add_argument('--x', type=b)",
    "choices with type": HEAD + "parser.add_argument('--x', type=int, choices=[8])",
    "choices of text": HEAD + "parser.add_argument('--x', choices=['8', 8])",
    "counted choices": HEAD + "parser.add_argument('--x', choices=SIZES)",
    "flag with its opposite": HEAD
    + "parser.add_argument('--x', action='store_true', default=True)\n"
    "parser.add_argument('--no-x', dest='x', action='store_false')",
    "flag with another's name": HEAD
    + "parser.add_argument('--x', action='store_true', default=True)\n"
    "parser.add_argument('--disable_x', action='store_true')",
    "flag with defaults set": HEAD
    + "parser.add_argument('--x', action='store_true', default=True)\n"
    "parser.set_defaults(**read())",
    "flags in a loop": HEAD
    + "parser.add_argument('--x', action='store_true', default=True)\n"
    "for n in names:\n    parser.add_argument(f'--no-{n}', dest=n, action='store_false')",
    "plain flag": HEAD
    + "parser.add_argument('--x', action='store_true', default=False)",
    "rest handed on": MAIN + "    args, rest = p.parse_known_args()\n    other(rest)",
    "rest parsed again": MAIN
    + "    args, _ = p.parse_known_args()\n    p.parse_args()",
    "rest of other words": MAIN + "    args, _ = p.parse_known_args([])",
    "rest of a library": "import argparse\ndef f():\n    p = argparse.ArgumentParser()\n"
    "    args, _ = p.parse_known_args()",
    "rest beside argv": MAIN
    + "    args, _ = p.parse_known_args()\n    print(sys.argv[1:])",
    "rest beside hydra": "import hydra\n"
    + MAIN
    + "    args, _ = p.parse_known_args()\n"
    "    hydra.main()(f)()",
    "eval of a model": HEAD + "args = parser.parse_args()\nmodel.eval()",
    "eval of a choice": HEAD + "parser.add_argument('--x', choices=['a', 'b'])\n"
    "args = parser.parse_args()\neval(args.x)",
    "eval of the program's name": "import sys\neval(sys.argv[0])",
    "exec of a file": HEAD + "parser.add_argument('--x')\nargs = parser.parse_args()\n"
    "exec(open(args.x).read())",
    "text or nothing": MAIN + "    p.add_argument('--x', default=False)\n"
    "    args = p.parse_args()\n    if args.x: load(args.x)",
    "text converted": MAIN + "    p.add_argument('--x', default=False)\n"
    "    args = p.parse_args()\n    args.x = args.x == 'True'\n    if args.x: pass",
    "text handed away": MAIN + "    p.add_argument('--x', default=False)\n"
    "    args = p.parse_args()\n    mend(args)\n    if args.x: pass",
    "help with a unit": HEAD + "parser.add_argument('--x', default=300, "
    "help='(default: 5 minutes)')",
    "help that is right": HEAD
    + "parser.add_argument('--x', default=3, help='default: 3')",
    "fire checks": "import fire\ndef f(x: bool = True):\n    if not isinstance(x, bool): "
    "raise TypeError\nfire.Fire(f)",
    "fire, decorated": "import fire\n@check\ndef f(x: bool = True): ...\nfire.Fire(f)",
}


@pytest.mark.parametrize("case", CLEAN)
def test_what_only_looks_like_a_fault_is_none(case: str) -> None:
    """In doubt nothing is said."""
    assert found(CLEAN[case]) == []


def test_words_that_a_module_beside_it_reads_are_not_dropped(tmp_path: Path) -> None:
    """It may read the rest; one that reads no words does not."""
    main = tmp_path / "train.py"
    source = f"import late\n{MAIN}    args, _ = p.parse_known_args()"
    (tmp_path / "late.py").write_text("import deep\n", encoding="utf-8")
    deep = tmp_path / "deep.py"
    deep.write_text("import sys\nprint(sys.argv)\n", encoding="utf-8")
    assert found(source, main) == []
    deep.write_text("@click.command()\ndef main(): ...\n", encoding="utf-8")
    assert found(source, main) == []
    deep.write_text("import sys\n", encoding="utf-8")
    assert [each.rule for each in found(source, main)] == ["CB103"]


def test_where_it_is_and_what_confirms_it() -> None:
    """Lines and columns are of characters, from 1; a file that is begun says how."""
    source = f"{HEAD}\nparser.add_argument('--ä', type=bool)\nparser.parse_args()"
    (each,) = found(source, Path("a b.py"))
    assert (each.line, each.column) == (4, 33)
    assert each.confirm == "configbench audit -- python 'a b.py'"
    assert found(HEAD + "parser.add_argument('--x', type=bool)")[0].confirm == ""


def test_what_another_module_imports_may_leave_words_to_it(tmp_path: Path) -> None:
    """A module that reads its own words when it is imported is no program of its own."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "sub").mkdir()
    other = tmp_path / "sub" / "main.py"
    source = HEAD + "args, _ = parser.parse_known_args()"
    for text in ("from flags import args\n", "from . import (\n    flags,\n)\n"):
        other.write_text(text, encoding="utf-8")
        assert found(source, tmp_path / "flags.py") == []
    other.unlink()
    assert [each.rule for each in found(source, tmp_path / "flags.py")] == ["CB103"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_of_a_page_breaks_no_other_rule(rule: Rule, tmp_path: Path) -> None:
    """Some it shows; none is taken for another."""
    example(page(rule.id)).write(tmp_path)
    linted = linting.lint([tmp_path], BY_ID)
    seen = {each.rule for each in linted.found}
    assert seen == (
        {rule.id} & {"CB101", "CB102", "CB103", "CB108", "CB111", "CB203", "CB205"}
    )


def test_what_is_planted_is_found_and_nothing_else() -> None:
    """Of the programs by which the audit is tried."""
    planted = Path(__file__).parents[1] / "audit" / "planted"
    faults = tomllib.loads((planted / "planted.toml").read_text(encoding="utf-8"))
    there = {
        (rule, setting)
        for fault in faults["fault"]
        for rule in (fault["rule"], *fault.get("also", ()))
        for setting in (*fault["settings"], "")
    }
    seen = {
        (each.rule, "".join(each.settings))
        for each in linting.lint([planted], BY_ID).found
    }
    assert seen <= there
    assert len(seen) >= 11


# -- mends ----------------------------------------------------------------------------------------

PROGRAM = textwrap.dedent(
    """\
    import argparse
    import json


    def main(words=None):  # as it was
        parser = argparse.ArgumentParser()
        parser.add_argument("--use_gpu", type=bool, default=True)  # kept
        parser.add_argument("--bits", choices=[8, 16], default=8)
        parser.add_argument("--fast", choices=(True, False), default=False)
        parser.add_argument("--shuffle", action="store_true", default=True)
        return vars(parser.parse_args(words))
    """
)


def mended(source: str) -> str:
    """Return a source with the mends of what is found in it."""
    module = linting.module_of(Path("train.py"), source.encode())
    return mending.mended(module, mending.possible(module, linting.of_python(module)))


def ran(source: str, *words: str) -> object:
    """Return the settings of a program, or the text of its refusal."""
    scope: dict[str, object] = {}
    exec(compile(source, "train.py", "exec"), scope)  # noqa: S102  our own
    main = scope["main"]
    assert callable(main)
    try:
        return main(list(words))
    except SystemExit:
        return None


def test_a_mend_keeps_what_worked() -> None:
    """Words that did what they say do so still; no is no; nonsense is refused; all else stays."""
    new = mended(PROGRAM)
    plain = {"use_gpu": True, "bits": 8, "fast": False, "shuffle": True}
    assert ran(new) == ran(PROGRAM) == plain
    for word in ("True", "true", "1", "yes", "on", "T"):
        assert ran(new, "--use_gpu", word) == ran(PROGRAM, "--use_gpu", word) == plain
    off = {**plain, "use_gpu": False}
    assert ran(new, "--use_gpu", "") == ran(PROGRAM, "--use_gpu", "") == off
    for word in ("False", "no", "0", "off"):
        assert ran(new, "--use_gpu", word) == off
    assert ran(new, "--use_gpu", "maybe") is None
    assert ran(PROGRAM, "--bits", "16") is ran(PROGRAM, "--fast", "True") is None
    assert ran(new, "--bits", "16", "--fast", "True", "--no-shuffle") == {
        **plain,
        "bits": 16,
        "fast": True,
        "shuffle": False,
    }
    assert ran(new, "--shuffle") == plain
    assert "# as it was" in new
    assert "default=True)  # kept" in new


def test_a_mend_is_done_once() -> None:
    """What is mended has nothing to mend, and what is added later uses the same function."""
    new = mended(PROGRAM)
    assert mended(new) == new
    more = new.replace(
        "    return vars", "    parser.add_argument('--y', type=bool)\n    return vars"
    )
    assert mended(more).count("def to_bool") == 1
    assert "'--y', type=to_bool" in mended(more)


@pytest.mark.parametrize(
    "source",
    [
        "import argparse; p = argparse.ArgumentParser()\np.add_argument('--x', type=bool)",
        HEAD + "parser.add_argument('--x', type=bool, default='False')",
        HEAD + "parser.add_argument('--x', type=bool, default=DEFAULT)",
        HEAD + "parser.add_argument('--x', type=list)",
        HEAD + "parser.add_argument('--x', type=eval)",
        HEAD + "parser.add_argument('-x', action='store_true', default=True)",
        HEAD + "parser.add_argument('--no_x', action='store_true', default=True)",
        HEAD + "parser.add_argument('--x', action='store_false', default=False)",
        HEAD + "parser.add_argument('--x', choices=[1, 2.5])",
        HEAD + "parser.add_argument('--x', choices=[1], default='1')",
        MAIN + "    args, _ = p.parse_known_args()",
    ],
)
def test_what_is_not_safe_is_left(source: str) -> None:
    """It is told, and neither offered nor changed."""
    assert [each.mend for each in found(source)] == [()]
    assert mended(source) == source


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "top", ["", '"""Docs."""\n', "from __future__ import annotations\n"]
)
def test_a_function_has_its_place(top: str, newline: str) -> None:
    """Behind imports, in front of its use, with the file's own ends of lines."""
    source = f"{top}x = 1\n{HEAD}parser.add_argument('--x', type=bool)\n"
    new = mended(source.replace("\n", newline))
    assert new.count("\r") == (new.count("\n") if newline == "\r\n" else 0)
    exec(compile(new, "train.py", "exec"), {})  # noqa: S102  our own


#: What a declaration may be made of.
_NAMES = st.sampled_from(["--x", "--use_ä", "-v", "name", "--no-y"])
_KEYWORDS = st.dictionaries(
    st.sampled_from(["type", "default", "action", "choices", "help", "nargs", "const"]),
    st.sampled_from(
        [
            "bool",
            "list",
            "eval",
            "True",
            "False",
            "'store_true'",
            "[1, 2]",
            "(True,)",
            "'x'",
        ]
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(_NAMES, _KEYWORDS), max_size=4),
    st.sampled_from([HEAD, "\ufeff" + HEAD, MAIN + "    parser = p\nparser = p\n"]),
    st.sampled_from(["\n", "\r\n", "; "]),
)
def test_a_mend_changes_nothing_else(
    declared: list[tuple[str, dict[str, str]]], head: str, between: str
) -> None:
    """But for what is replaced, and the function that is added, the tree is the same."""
    calls = [
        f"parser.add_argument({', '.join([repr(name), *(f'{k}={v}' for k, v in said.items())])})"
        for name, said in declared
    ]
    source = head + between.join(calls)
    module = linting.module_of(Path("train.py"), source.encode())
    told = mending.possible(module, linting.of_python(module))
    new = ast.parse(mending.mended(module, told).removeprefix("\ufeff"))
    old = ast.parse(source.removeprefix("\ufeff"))
    new.body = [
        each
        for each in new.body
        if not isinstance(each, ast.FunctionDef) or each.name != "to_bool"
    ]
    assert len(new.body) == len(old.body)
    for one, other in zip(ast.walk(old), ast.walk(new), strict=False):
        if isinstance(one, ast.Call) and isinstance(other, ast.Call):
            # A keyword may be put in, or have another value.
            kept = {each.arg for each in one.keywords} <= {
                each.arg for each in other.keywords
            }
            assert kept
            assert ast.dump(one.func) == ast.dump(other.func)
            assert list(map(ast.dump, one.args)) == list(map(ast.dump, other.args))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(),
        st.binary().map(lambda each: each.decode("latin-1")),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "import argparse",
                        "p",
                        ".add_argument",
                        "(",
                        ")",
                        "\n",
                        "    ",
                        "=",
                        "'--x'",
                    ),
                    *(
                        "type",
                        "bool",
                        "lambda x: ",
                        "eval",
                        "sys.argv",
                        "[0]",
                        "if ",
                        ":",
                        ",",
                    ),
                    *(
                        "args, _ = ",
                        "p.parse_known_args()",
                        "default",
                        "def f",
                        "fire.Fire",
                        "\r",
                    ),
                ]
            )
        ).map("".join),
    )
)
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    """Findings of rules that there are, within the text; never a traceback."""
    try:
        module = linting.module_of(Path("x.py"), text.encode("utf-8", "surrogatepass"))
    except UserError as error:
        assert "\n" not in str(error)  # noqa: PT017  either is right
        return
    for each in linting.of_python(module):
        assert each.rule in BY_ID
        line = Text(module.text.text).line(each.line)
        assert 1 <= each.column <= len(line)
    mending.mended(module, linting.of_python(module))
