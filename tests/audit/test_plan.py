"""What is typed into argparse programs in this process, how it is spelt, and what is demanded."""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configbench.audit.model import (
    Act,
    Arrived,
    Kind,
    Must,
    Narrowed,
    Option,
    Setting,
    Try,
    Wanted,
)
from configbench.audit.planning.pairing import pairs
from configbench.audit.planning.plan import tries
from configbench.audit.planning.searching import searched
from configbench.audit.planning.settings import (
    CHANGES,
    CHOOSES,
    CODE,
    CONSTANT,
    COUNTS,
    OWN_ACTION,
    found,
)
from configbench.errors import UserError
from configbench.inside.typed import typed
from configbench.values import same_value
from tests.audit.in_process import Program, broken, request, target


def str2bool(text: str) -> bool:
    """Read a bool as it is meant."""
    if text.lower() in {"true", "yes", "on", "1"}:
        return True
    if text.lower() in {"false", "no", "off", "0"}:
        return False
    raise argparse.ArgumentTypeError(f"{text!r} is no bool")


def flawless() -> argparse.ArgumentParser:
    """Return a parser of which nothing can be said."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    add = parser.add_argument
    add("data")
    add("--lr", type=float, default=1e-3)
    add("--batch_size", "-b", type=int, default=32)
    add("--momentum", type=float, default=0.9)
    add("--wd", type=float, default=0.0)
    add("--threshold", type=float, default=-0.5)
    add("--seed", type=int, default=-1)
    add("--opt", choices=["adam", "sgd"], default="adam")
    add("--level", type=int, choices=[0, 1, 2], default=1)
    add("--name", default="x")
    add("--title", type=str, default="t")
    add("--out", type=Path, default=Path("runs"))
    add("--amp", action="store_true")
    add("--quiet", action="store_true", default=argparse.SUPPRESS)
    add("--no_cuda", action="store_false", dest="cuda")
    add("--compile", action=argparse.BooleanOptionalAction, default=True)
    add("--pin", type=str2bool, default=True)
    add("--layers", type=int, nargs="+", default=[64, 32])
    add("--betas", type=float, nargs=2, default=(0.9, 0.999))
    add("--tag", action="append", default=["a"])
    add("--limit", type=int, nargs="?", const=1, default=None)
    add("-v", action="count", default=0)
    return parser


def planned(program: Program, seed: int = 0) -> tuple[tuple[Setting, ...], list[Try]]:
    """Return the settings of a program, and what is typed."""
    settings = found(program.target, request(), program.ask).settings
    return settings, tries(program.target, settings, seed)


def faults(program: Program) -> list[tuple[Try, str]]:
    """Return what breaks its demand."""
    settings, lines = planned(program)
    ran = [(each, program.run(each.line(program.given))) for each in lines]
    return [
        (each, how) for each, became in ran if (how := broken(each, became, settings))
    ]


def test_a_flawless_program_meets_every_demand() -> None:
    """No false finding: every value, flag, name and repetition."""
    assert faults(Program(flawless(), ("d.csv",))) == []


def one(*names: str, **said: Any) -> Program:
    """Return a program with one option beside another."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument(*names, **said)
    parser.add_argument("--other", type=int, default=1)
    return Program(parser)


@pytest.mark.parametrize(
    ("program", "typed_"),
    [
        (one("--use_gpu", type=bool, default=True),
         {"False", "false", "0", "no", "off", "maybe"}),
        (one("--pin", type=lambda text: text == "True", default=False),
         {"true", "1", "yes", "on"}),
        (one("--lr", default=0.5), {"2.5e-1", "1", ".5", "-1e-3"}),
    ],
    ids=["type=bool", "a function of its own", "no type"],
)  # fmt: skip
def test_known_faults_break_a_demand(program: Program, typed_: set[str]) -> None:
    """And only by the words that show them."""
    assert {each.typed for each, _ in faults(program)} == typed_


def test_abbreviations_are_told_and_not_judged() -> None:
    """Every argparse program takes them; a misspelt name is none."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning_rate", type=float, default=0.1)
    program = Program(parser)
    settings, lines = planned(program)
    short = [each for each in lines if each.act is Act.ABBREVIATED]
    assert [each.words[0][:4] for each in short] == ["--le"]
    assert program.run(short[0].words).reached
    assert not any(broken(each, program.run(each.words), settings) for each in lines)


def commands() -> Program:
    """Return a program with subcommands, of which one is chosen."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--verbose", type=int, default=0)
    below = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "export"):
        sub = below.add_parser(name, allow_abbrev=False)
        sub.add_argument(f"--{name}_size", type=int, default=3)
    return Program(parser, ("train",))


def test_options_of_the_program_stand_in_front_of_the_subcommand() -> None:
    """Behind it they would be refused; those of another subcommand must be."""
    program = commands()
    assert faults(program) == []
    settings, lines = planned(program)
    assert [each.name for each in settings] == ["verbose", "train_size"]
    near = next(each for each in lines if each.settings == ("verbose",))
    assert near.line(("train",)) == ("--verbose", "1", "train")
    other = [each for each in lines if each.act is Act.OTHER_COMMAND]
    assert [each.words for each in other] == [("--export_size", "3")]
    assert found(program.target, request(), program.ask).ignored == {"command": CHOOSES}


def test_a_positional_word_is_replaced() -> None:
    """For one more would be one too many."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=int)
    parser.add_argument("--lr", type=float, default=0.5)
    program = Program(parser, ("--lr", "1", "--", "7"))
    lines = [each for each in planned(program)[1] if each.settings == ("data",)]
    assert ("--lr", "1", "--", "8") in {each.instead for each in lines}
    assert not any(each.typed and each.typed.startswith("-") for each in lines)
    assert faults(program) == []


def test_a_value_as_given_is_replaced() -> None:
    """Some parsers refuse a second one; only a repetition is one more."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.5)
    parser.add_argument("--epochs", type=int, default=3)
    program = Program(parser, ("--lr", "2", "--epochs=5"))
    lines = {each.words: each.line(program.given) for each in planned(program)[1]}
    assert lines["--lr", ".5"] == ("--lr", ".5", "--epochs=5")
    assert lines["--epochs", "6"] == ("--lr", "2", "--epochs", "6")
    repeated = ("--lr", "5e-1", "--lr", "1e0")
    assert lines[repeated] == (*program.given, *repeated)
    assert faults(program) == []


def test_pairs_that_words_add_to_are_no_items() -> None:
    """A dict as default of a parser that collects pairs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weights", nargs="+", type=str, default={"a": 1, "b": 2})
    lines = [each for each in planned(Program(parser))[1] if "weights" in each.settings]
    assert any(each.act is Act.VALUE for each in lines)


def test_a_stray_word_is_told_where_there_is_room_for_it() -> None:
    """A positional argument may take it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="*")
    for parsed, must in ((parser, Must.TELL), (argparse.ArgumentParser(), Must.REJECT)):
        lines = planned(Program(parsed))[1]
        assert [each.expected.must for each in lines if each.act is Act.LEFTOVER] == [
            must
        ]


def test_the_plan_is_short_and_the_same_for_a_seed() -> None:
    """Nothing twice, then settings in turns; nothing else comes twice."""
    program = Program(flawless(), ("d.csv",))
    settings, lines = planned(program)
    assert [each.act for each in lines[:2]] == [Act.NOTHING] * 2
    assert lines == planned(program)[1]
    assert lines != planned(program, seed=1)[1]
    assert len(lines) <= 14 * len(settings)
    counts = Counter((each.act, each.settings, each.words) for each in lines[2:])
    assert set(counts.values()) == {1}
    assert all(each.why and each.expected.text for each in lines[2:])
    first = [each.settings[0] for each in lines if each.settings][: len(settings)]
    assert len(set(first)) == len(first)


# -- settings -------------------------------------------------------------------------------------


class ByHand:
    """A program that reads ``--NAME=VALUE`` by hand, each value as its default's type."""

    def __init__(self, prefix: str = "--", **values: object) -> None:
        self.prefix = prefix
        self.values = values
        self.lines = 0

    def ask(self, lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        """Run it."""
        self.lines += len(lines)
        return [self.run(line) for line in lines]

    def run(self, words: tuple[str, ...]) -> Arrived:
        """Read words; what is none of its own is refused."""
        values = dict(self.values)
        for word in words:
            name, equals, text = word.removeprefix(self.prefix).partition("=")
            if not equals or not word.startswith(self.prefix) or name not in values:
                return Arrived(False, {}, None, 1, None, "", "what?")
            values[name] = text == "True" if isinstance(values[name], bool) else (
                type(values[name])(text)  # type: ignore[call-arg]
            )  # fmt: skip
        values["doubled"] = values["lr"] * 2  # type: ignore[operator]
        values["now"] = self.lines
        return Arrived(
            True, {k: typed(v) for k, v in values.items()}, None, 0, None, "", ""
        )


@pytest.mark.parametrize("prefix", ["--", "", "+"])
def test_spellings_are_found_by_trying(prefix: str) -> None:
    """By the leaf that moves; what moves with another has none, what changes by itself is named."""
    program = ByHand(
        prefix, lr=0.1, steps=3, **{f"name{at}": "x" for at in range(40)}, fast=True
    )
    aimed = target((), program.run(()).leaves, "")
    program.lines = 1
    told = found(aimed, request(), program.ask)
    assert {each.name: each.valued for each in told.settings} == {
        name: ((f"{prefix}{name}={{}}",),) for name in program.values
    }
    assert {each.by for each in told.settings} == {"trying"}
    assert told.not_settable == ("doubled",)
    assert told.ignored == {"now": CHANGES}
    assert program.lines < 200


def test_what_is_stated_is_taken() -> None:
    """Spelling and type; of a setting that is not there, one sentence tells the nearest."""
    program = one("--lr", default="0.1")
    said = request(
        templates={"lr": ("--l{}",)},
        narrowed={"lr": Narrowed(kind=Kind.FLOAT, least=0)},
    )
    setting = found(program.target, said, program.ask).settings[0]
    assert (setting.valued, setting.by) == ((("--l{}",),), "stated")
    assert (setting.wanted.kind, setting.wanted.least) == (Kind.FLOAT, 0)
    with pytest.raises(UserError, match=r"no setting 'lrr' \(did you mean 'lr'\?\)"):
        found(program.target, request(templates={"lrr": ("{}",)}), program.ask)
    # One pyproject.toml may state of several programs.
    vain = request(narrowed={"lrr": Narrowed()})
    (note,) = found(program.target, vain, program.ask).notes
    assert "'lrr', which is no setting of this program (did you mean 'lr'?)" in note


def test_words_of_a_list_are_found_by_trying() -> None:
    """Of a library that tells types and no words; then none may be an empty list."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[64, 32])
    parser.add_argument("--fast", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--opt", choices=("adam", "sgd"), default="adam")
    program = Program(parser)
    options = (
        Option("sizes", annotation="list[int]"),
        Option("fast", annotation="bool"),
        Option("opt", annotation="Literal['adam', 'sgd']", choices=("adam", "sgd")),
    )
    aimed = replace(program.target, options=options, grammar="tyro")
    told = found(aimed, request(), program.ask)
    sizes, fast, opt = told.settings
    assert (sizes.valued, sizes.wanted.kind) == ((("--sizes", "{}"),), Kind.LIST)
    assert (fast.valued, fast.off) == ((), ("--no-fast",))
    assert opt.valued == (("--opt={}",), ("--opt", "{}"))
    lines = tries(aimed, told.settings, 0)
    assert not any(
        broken(each, program.run(each.words), told.settings) for each in lines
    )
    assert ("--sizes", "65", "33") in {each.words for each in lines}


def test_code_and_help_are_no_settings() -> None:
    """Nor is what a flag does that sets nothing."""
    program = one("--version", action="version", version="1")
    program.parser.set_defaults(func=print)
    told = found(program.target, request(), program.ask)
    assert told.ignored["func"] == CODE
    assert [each.name for each in told.settings] == ["other"]


def test_what_has_no_spelling_can_be_compared_all_the_same() -> None:
    """What lies in it was typed, and came somewhere; what holds code says nothing."""
    program = one("--version", action="version", version="1")
    program.parser.set_defaults(func=print)
    program.parser.add_argument("-v", action="count", default=0)
    told = found(program.target, request(), program.ask)
    assert told.ignored.keys() > {"func", "v"}
    assert {"func"} <= told.unstable


def test_what_takes_no_value_is_told_by_what_it_does() -> None:
    """A flag that counts or sets a constant is no fault of its parser."""

    class Own(argparse.Action):
        def __call__(self, *_: Any) -> None:
            pass

    program = one("-v", action="count", default=0)
    program.parser.add_argument("--mode", action="store_const", const="x", default="y")
    program.parser.add_argument("--tags", action="append_const", const=1, default=[])
    program.parser.add_argument("--own", action=Own, nargs=0, default=0)
    told = found(program.target, request(), program.ask)
    assert told.ignored == {
        "v": COUNTS, "mode": CONSTANT, "tags": CONSTANT, "own": OWN_ACTION
    }  # fmt: skip
    # Compared all the same.
    assert told.unstable == frozenset()


def test_brackets_may_be_text_between_commas() -> None:
    """Of a list of texts that no grammar reads: absl's are written ``a,b``."""
    names = Option("names", (("--names", "{}"),), annotation="list[str]")
    aimed = target((names,), {"names": typed(["a"])}, "absl")
    came = Arrived(True, aimed.leaves, None, None, None, "", "")
    told = found(aimed, request(), lambda lines: [came for _ in lines])
    lines = [
        each
        for each in tries(aimed, told.settings, 0)
        if each.act is Act.VALUE and each.typed == "[abc,abc]"
    ]
    assert lines
    split = typed(["[abc", "abc]"])
    assert all(
        any(same_value(split, one) for one in each.expected.values) for each in lines
    )


def test_a_flag_may_be_absent_until_it_is_typed() -> None:
    """The parser of lm-evaluation-harness leaves them all out, to know which were typed."""
    program = one("--quiet", action="store_true", default=argparse.SUPPRESS)
    told = found(program.target, request(), program.ask)
    assert not told.ignored
    assert {each.name: each.on for each in told.settings}["quiet"] == ("--quiet",)


def test_a_place_that_is_not_reached_again_cannot_be_looked_at() -> None:
    """One sentence."""
    program = one("--lr", type=float)
    aimed = program.target
    program.given = ("--nonsense",)
    with pytest.raises(
        UserError, match=r"exit code 2.*unrecognized arguments: --nonsense"
    ):
        found(aimed, request(), program.ask)


def test_the_words_as_given_are_run_no_more_often_than_is_needed() -> None:
    """What is known of them is not asked for again, and tells what changes from run to run."""
    program = one("--lr", type=float, default=0.1)
    aimed = replace(program.target, leaves={**program.target.leaves, "at": typed(1)})
    lines: list[tuple[str, ...]] = []

    def ask(asked: Sequence[tuple[str, ...]]) -> list[Arrived]:
        lines.extend(asked)
        return program.ask(asked)

    before = [
        Arrived(True, {**aimed.leaves, "at": typed(number)}, None, None, None, "", "")
        for number in (1, 2)
    ]
    assert found(aimed, request(), ask, before).ignored == {"at": CHANGES}
    assert () not in lines
    found(aimed, request(), ask, before[:1])
    assert lines.count(()) == 1


def test_a_place_that_takes_too_long_names_what_can_give_it_more() -> None:
    """A program of long imports beside others: it is the limit, and not the program."""
    program = one("--lr", type=float)
    late = Arrived(False, {}, None, None, "time", "", "")
    with pytest.raises(UserError, match=r"within 60 s .*--time-limit"):
        found(program.target, request(), lambda lines: [late for _ in lines])


def test_a_group_of_settings_is_told_and_not_judged() -> None:
    """What its words bring are its leaves."""
    option = Option("model", (("model={}",),), choices=("small", "large"))
    aimed = target((option,), {"model.size": typed(3)}, "hydra")

    def ask(lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        return [
            Arrived(not line, aimed.leaves, None, 1, None, "", "") for line in lines
        ]

    (setting,) = found(aimed, request(), ask).settings
    assert setting.wanted.items == (Wanted(),)
    judged = {each.typed: each.expected.must for each in tries(aimed, (setting,), 0)}
    assert judged["small"] is Must.TELL
    assert judged["smalllx"] is Must.REJECT


# -- pairs, and --more ----------------------------------------------------------------------------


class Preset(argparse.Action):
    """Sets another option, too."""

    def __call__(
        self,
        parser: object,  # noqa: ARG002  the signature is argparse's
        namespace: Any,
        values: Any,
        option_string: Any = None,  # noqa: ARG002  see above
    ) -> None:
        """Set both."""
        namespace.preset = values
        namespace.size = len(values)


def test_pairs_of_settings_of_which_one_changes_another() -> None:
    """The one that changes stands in front; settings that stand alone are not paired."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--size", type=int, default=1)
    parser.add_argument("--preset", choices=("s", "xl"), action=Preset, default="m")
    parser.add_argument("--lr", type=float, default=0.1)
    program = Program(parser)
    settings, lines = planned(program)
    ran = [(each, program.run(each.line(()))) for each in lines]
    together = pairs(program.target, settings, ran, 0)
    assert {each.settings for each in together} == {("preset", "size")}
    assert len(together) == 4
    assert not any(broken(each, program.run(each.words), settings) for each in together)
    wrong = [replace(each, words=each.words[::-1]) for each in together]
    assert together == pairs(program.target, settings, ran, 0)
    assert (
        all(broken(each, program.run(each.words), settings) for each in wrong) is False
    )


def test_more_finds_what_is_not_in_the_list_and_makes_it_short() -> None:
    """A text that is changed where it holds a certain letter."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--title", type=str, default="t")
    program = Program(parser)
    settings, _ = planned(program)
    runs: list[int] = []

    def changed(tried: Try) -> Arrived:
        became = program.run(tried.words)
        text = became.leaves["title"]["v"].replace("#", "")
        return replace(became, leaves={"title": typed(text)})

    def run(lines: Sequence[Try]) -> list[tuple[Try, Arrived]]:
        runs.append(len(lines))
        return [(each, changed(each)) for each in lines]

    def faulty(tried: Try, became: Arrived) -> bool:
        return bool(broken(tried, became, settings))

    def search(seed: int) -> list[Try]:
        return [each for each, became in searched(program.target, settings, run, faulty, seed)
                if faulty(each, became)]  # fmt: skip

    shown = [each.typed for seed in range(8) for each in search(seed)]
    assert set(shown) == {"#"}
    assert max(runs) > 5
    assert search(0) == search(0)


def test_more_names_what_it_needs() -> None:
    """Where it is not installed."""
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "from configbench.audit.planning.searching import required\n"
        "required()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "UserError: --more needs hypothesis" in ran.stderr
    assert "pip install 'configbench[more]'" in ran.stderr


@pytest.mark.parametrize(("grammar", "typed_"), [("docopt", True), ("getopt", False)])
def test_what_is_read_behind_the_place_need_not_be_refused_before(
    grammar: str, typed_: bool
) -> None:
    """What getopt hands on is text, of which the program's own loop makes numbers."""
    options = tuple(
        Option(name, ((f"--{name}", "{}"),), default=typed(None)) for name in ("a", "b")
    )
    aimed = target(options, {"a": typed(None), "b": typed(None)}, grammar)
    came = Arrived(True, aimed.leaves, None, None, None, "", "")
    settings = found(aimed, request(), lambda lines: [came for _ in lines]).settings
    acts = {each.act: each.expected.must for each in tries(aimed, settings, 0)}
    assert (Act.SWALLOW in acts) is typed_
    assert acts[Act.BARE] is (Must.REJECT if typed_ else Must.TELL)
