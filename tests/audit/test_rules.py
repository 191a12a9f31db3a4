"""Each rule on facts made by hand: what breaks it, and what only looks as if it did."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configbench.audit.model import (
    Act,
    Arrived,
    Expected,
    How,
    Kind,
    Must,
    Option,
    Said,
    Setting,
    Severity,
    Spot,
    Try,
)
from configbench.audit.rules import BY_ID, RULES, SPECIFIC, judged
from configbench.audit.rules.reading import last_line
from configbench.audit.source import remainder
from configbench.values import Typed
from tests.audit.facts import (
    Source,
    attempt,
    came,
    facts,
    refused,
    setting,
    typed,
    value,
)

ACCEPT, MEAN, REJECT, TELL = Must.ACCEPT, Must.MEAN, Must.REJECT, Must.TELL

AMP = setting("amp", Kind.BOOL, True, type_="builtins.bool")
FLAG = setting("flag", Kind.BOOL, False, form="on")
STUCK = setting("stuck", Kind.BOOL, True, form="on")
LR = setting("lr", Kind.FLOAT, 0.1, type_="builtins.float")
BARE_LR = setting("lr", Kind.NUMBER, 0.1, said=Said.DEFAULT)
ADJUSTED = replace(LR, option=Option("lr", adjusted="train.Config.__post_init__"))
REST = replace(
    setting("rest", Kind.LIST, [], form="positional"),
    option=Option("rest", (("{}",),), positional=True, adjusted="argparse.REMAINDER"),
)
STEPS = setting("steps", Kind.INT, 10, type_="builtins.int")
NAME = setting("name", Kind.STR, "run", type_="builtins.str")
DATA = setting("data", Kind.UNKNOWN, "data", form="positional")
SIZE = setting("size", Kind.INT, 1, type_="train.kib")
TAGS = setting("tags", Kind.LIST, [], type_="builtins.list")
TRACE = 'Traceback (most recent call last):\n  File "train.py"\nZeroDivisionError: division by zero'
USAGE = (
    "usage: train.py [-h] [--lr LR]\n                [--steps STEPS]\ntrain.py: error: "
)


def case(
    rules: str,
    settings: Sequence[Setting] | Setting,
    *results: tuple[Try, Arrived],
    source: Source | None = None,
    **more: Any,
) -> Any:
    """Return a case: which rules are broken, by what."""
    known = [settings] if isinstance(settings, Setting) else settings
    return set(rules.split()), facts(known, results, source, **more)


def stated(case_: Any) -> Any:
    """Return a case whose place is stated, and not where a parser returns."""
    rules, known = case_
    spot = Spot(How.PLANTED, "/p/train.py:20")
    return rules, replace(known, target=replace(known.target, spot=spot))


def misspelt(name: str, must: Must = REJECT, act: Act = Act.MISSPELT) -> Try:
    """Return a try of a name that does not exist."""
    return attempt(act, name, f"--{name}x 3", must)


LEFT = [misspelt("lr").words[0], "3"]
FALSE = value("amp", "False", ACCEPT, False)
FLAG_FALSE = attempt(Act.VALUE, "flag", "--flag False", MEAN, False, typed_="False")
TWICE = attempt(Act.REPEATED, "lr", "--lr 1 --lr 2", MEAN, 2.0)
BOTH = Try(
    Act.PAIR, ("steps", "lr"), ("--steps", "7", "--lr", "0.5"),
    Expected(MEAN, (typed(7),), "both", {"lr": (typed(0.5),)}),
)  # fmt: skip
SWALLOW = attempt(Act.SWALLOW, "name", "--name --lr 3", REJECT)
ON_AGAIN = attempt(Act.BARE, "stuck", "--stuck", ACCEPT, True)
LOST = [
    (value("lr", word, ACCEPT, float(word)), came(lr=0.1)) for word in ("0.2", "1e-4")
]
BEHIND = attempt(Act.LAUNCHER, "steps", "--steps=16", TELL, typed_="16")
HELPED = attempt(Act.HELP, "", "--help", TELL)
BEFORE = value("steps", "16", ACCEPT, 16)

CASES = {
    # CB101
    "type=bool": case("CB101", AMP, (FALSE, came(amp=True))),
    "right": case("", AMP, (FALSE, came(amp=False))),
    "0 arrives for False": case("", AMP, (FALSE, came(amp=0))),
    "False is refused": case("CB306", AMP, (value("amp", "False", MEAN, False), refused("--amp"))),
    "text is true": case("CB101", AMP, (FALSE, came(amp="False"))),
    "a word of its own": case("", AMP, (FALSE, came(amp="no"))),
    "a word of its class": case(
        "", replace(AMP, option=Option("amp", adjusted="train.A.__post_init__")),
        (FALSE, came(amp="False")),
    ),
    "text, read later": case(
        "", AMP, (FALSE, came(amp="False")), source=Source({"amp": "/p/train.py:9"})
    ),
    "None for it": case("CB102", AMP, (value("amp", "None", MEAN, None), came(amp=True))),
    "the empty word": case("CB102", AMP, (value("amp", "", MEAN, False), came(amp=True))),
    "a flag drops the word": case(
        "CB101", FLAG, (FLAG_FALSE, came(["False"], flag=True))
    ),
    "a flag hands it on": case(
        "CB308", FLAG, (FLAG_FALSE, came(["False"], flag=True)), handed_on=True
    ),
    "maybe is the same fault": case(
        "CB101", AMP, (FALSE, came(amp=True)), (value("amp", "maybe", REJECT), came(amp=True))
    ),
    "maybe alone": case("CB104", AMP, (value("amp", "maybe", REJECT), came(amp=True))),
    "it changes from run to run": (
        set(),
        replace(case("", AMP, (FALSE, came(amp=True)))[1], unstable=frozenset({"amp"})),
    ),
    # CB102
    "its class makes another of it": case(
        "", ADJUSTED,
        (value("lr", "0.2", ACCEPT, 0.2), came(lr=0.4)), (TWICE, came(lr=4.0)), *LOST,
        grammar="tyro",
    ),
    "another number": case("CB102", LR, (value("lr", "0.2", ACCEPT, 0.2), came(lr=0.3))),
    "3 for 3.0": case("", LR, (value("lr", "3", ACCEPT, 3.0), came(lr=3))),
    "nan": case("", LR, (value("lr", "nan", ACCEPT, float("nan")), came(lr=float("nan")))),
    "no is False": case("CB102", NAME, (value("name", "no", MEAN, "no"), came(name=False))),
    "null is None": case("CB102", NAME, (value("name", "null", MEAN, "null"), came(name=None))),
    "blanks go": case("", NAME, (value("name", " a ", MEAN, " a "), came(name="a"))),
    "a path is made whole": case("", NAME, (value("name", "x", MEAN, "x"), came(name="/p/x"))),
    "a list of it": case("", NAME, (value("name", "x", MEAN, "x"), came(name=["run", "x"]))),
    "no parser can be asked": case(
        "", replace(LR, option=None, wanted=BARE_LR.wanted),
        (value("lr", "2", MEAN, 2), came(lr=2048)),
    ),
    "letters": case("CB102", TAGS, (value("tags", "a,b", TELL), came(tags=["a", ",", "b"]))),
    "no letters": case("", TAGS, (value("tags", "a", TELL), came(tags=["a"]))),
    "read by its own function": case("", SIZE, (value("size", "2", ACCEPT, 2), came(size=2048))),
    "2.5 becomes 2": case("CB102", STEPS, (value("steps", "2.5", REJECT), came(steps=2))),
    "nothing is asked": case("", STEPS, (value("steps", "nan", TELL, 1), came(steps=2))),
    # CB103
    "dropped": case("CB103", LR, (misspelt("lr"), came(LEFT, lr=0.1))),
    "swallowed": case("CB103", LR, (misspelt("lr"), came(lr=0.1))),
    "added": case("CB103", LR, (misspelt("lr"), came(lr=0.1, lrx=3))),
    "a case is understood, and the value set back": case(
        "", ADJUSTED, (misspelt("lr", MEAN, Act.CASE), came(lr=0.1))
    ),
    "a name that is not understood": case(
        "CB103", ADJUSTED, (misspelt("lr"), came(lr=0.1))
    ),
    "names are collected, and used": case(
        "CB308", LR, (misspelt("lr"), came(lr=0.1, lrx=3)), handed_on=True
    ),
    "added where others are refused": case(
        "", [LR, NAME], (misspelt("lr"), came(lr=0.1, lrx=3)),
        (misspelt("name"), refused(f"{USAGE}unrecognized: --namex")),
    ),
    "handed on": case("CB308", LR, (misspelt("lr"), came(LEFT, lr=0.1)), handed_on=True),
    "understood": case("", LR, (misspelt("lr", act=Act.DASH), came(lr=3.0))),
    "refused": case("", LR, (misspelt("lr"), refused(f"{USAGE}unrecognized arguments: --lrx"))),
    "given is left over": case("", LR, (value("lr", "3", MEAN, 3.0), came(["old"], lr=3.0))),
    "a word too many": case(
        "CB103", LR, (attempt(Act.LEFTOVER, "", "word", REJECT), came(["word"], lr=0.1))
    ),
    "a place before words are read": stated(
        case("", LR, (attempt(Act.LEFTOVER, "", "word", REJECT), came(lr=0.1)))
    ),
    "a word too many, in what Fire calls": stated(
        case(
            "", LR, (attempt(Act.LEFTOVER, "", "word", REJECT), came(lr=0.1)),
            (value("lr", "3", MEAN, 3.0), came(lr=3.0)), grammar="fire",
        )
    ),
    "a word too many, at a stated place": stated(
        case(
            "CB103", LR, (attempt(Act.LEFTOVER, "", "word", REJECT), came(lr=0.1)),
            (value("lr", "3", MEAN, 3.0), came(lr=3.0)),
        )
    ),
    "a word finds its list": case(
        "", [LR, DATA], (attempt(Act.LEFTOVER, "", "word", REJECT), came(lr=0.1, data="word"))
    ),
    # CB104
    "abc for a number": case("CB104", LR, (value("lr", "abc", REJECT), came(lr="abc"))),
    "abc and the default": case("CB104", LR, (value("lr", "abc", REJECT), came(lr=0.1))),
    "abc, converted later": case(
        "", LR, (value("lr", "abc", REJECT), came(lr="abc")), source=Source({"lr": "/p/x.py:1"})
    ),
    "abc is refused": case("", LR, (value("lr", "abc", REJECT), refused(f"{USAGE}--lr abc"))),
    "not seen": case("", LR, (value("lr", "abc", REJECT), came())),
    "no value": case("CB104", LR, (attempt(Act.BARE, "lr", "--lr", REJECT), came(lr=True))),
    # CB105, CB106
    "the next option": case("CB105", NAME, (SWALLOW, came(name="--lr"))),
    "the next option, refused where a number is made of it": case(
        "", NAME, (SWALLOW, came(name="--lr")), source=Source({"name": "/p/x.py:1"})
    ),
    "the next option, made whole": case("CB105", NAME, (SWALLOW, came(name="/p/--LR"))),
    "the next option, refused": case("", NAME, (SWALLOW, refused("--name: expected"))),
    "it lands elsewhere": case(
        "CB106", [FLAG, DATA], (FLAG_FALSE, came(flag=True, data="False"))
    ),
    "the rest is for something else": case(
        "CB308", [FLAG, REST], (FLAG_FALSE, came(flag=True, rest=["False"])), handed_on=True
    ),
    "another follows": case(
        "", [NAME, DATA], (value("name", "x", MEAN, "x"), came(name="x", data="x"))
    ),
    # CB107
    "lost": case("CB107", LR, *LOST),
    "letters, typed twice": case(
        "", TAGS, (attempt(Act.REPEATED, "tags", "--tags x --tags a,b", MEAN, ["a", "b"]),
                   came(tags=["a", ",", "b"])),
    ),
    "lost, typed twice": case("CB107", LR, *LOST, (TWICE, came(lr=0.1))),
    "one of two is lost": case("CB102", LR, LOST[0], (LOST[1][0], came(lr=1e-4))),
    "one value is not enough": case("CB102", LR, LOST[0]),
    "the first wins": case("CB107", LR, (TWICE, came(lr=1.0))),
    "another wins": case("CB107", [LR, STEPS], (BOTH, came(lr=0.1, steps=7))),
    "both arrive": case("", [LR, STEPS], (BOTH, came(lr=0.5, steps=7))),
    "the last wins": case("", LR, (TWICE, came(lr=2.0))),
    "the last is read otherwise": case("", LR, (TWICE, came(lr=7.0))),
    "the last wins, as text": case("", BARE_LR, (TWICE, came(lr="2"))),
    "both are kept": case("", LR, (TWICE, came(lr=[1.0, 2.0]))),
    # CB108
    "stuck": case("CB108", STUCK, (ON_AGAIN, came(stuck=True))),
    "its opposite": case(
        "", [STUCK, setting("no_stuck", Kind.BOOL, False, form="on")],
        (ON_AGAIN, came(stuck=True, no_stuck=False)),
    ),
    "another option of it": case(
        "", [STUCK, setting("stuck", Kind.BOOL, True, form="off")], (ON_AGAIN, came(stuck=True))
    ),
    "off by default": case(
        "", FLAG, (attempt(Act.BARE, "flag", "--flag", ACCEPT, True), came(flag=True))
    ),
    # CB109, CB110
    "exit 0": case("CB109", LR, (misspelt("lr"), refused("unknown --lrx", 0))),
    "a list is shown": case(
        "", NAME, (value("name", "list", REJECT), refused("resnet18 resnet50", 0))
    ),
    "files first": case(
        "CB110", LR, (value("lr", "abc", REJECT), refused("--lr abc", written=["out/log.txt"]))
    ),
    "hidden files": case(
        "", LR, (value("lr", "abc", REJECT), refused("--lr abc", written=[".cache/x"]))
    ),
    "called first": case(
        "CB110", LR, (misspelt("lr"), replace(came(lr=0.1), exit=2, stderr="--lrx")), goes_on=True
    ),
    "Fire calls what collects": case(
        "", LR, (misspelt("lr"), refused("ERROR: Could not consume arg: --lrx=3")),
        source=Source(collecting=True), grammar="fire",
    ),
    "Fire calls first": case(
        "CB110", LR, (misspelt("lr"), refused("ERROR: Could not consume arg: --lrx=3")),
        grammar="fire",
    ),
    "Fire finds no value": case(
        "", LR, (misspelt("lr"), refused("ERROR: The function received no value: --lrx")),
        grammar="fire",
    ),
    "called": case("", LR, (LOST[1][0], came(lr=1e-4)), goes_on=True),
    # CB111
    "refused for nothing": case(
        "CB111", LR, (LOST[1][0], refused(f"{USAGE}argument --lr: bad value '1e-4'"))
    ),
    "out of range": case("", LR, (LOST[1][0], refused("--lr must be greater than 0.01"))),
    "over the limit": case("", LR, (LOST[1][0], replace(refused(), exceeded="time"))),
    "choices of another type": case(
        "CB111", STEPS, (BEFORE, refused("invalid choice: '16' (choose from 8, 16)"))
    ),
    "crash": case("CB111", STEPS, (BEFORE, refused(f"{TRACE} of 16", 1))),
    "crash of what follows": case("CB304", STEPS, (BEFORE, refused(TRACE, 1))),
    # CB2
    "a number is text": case("CB201", BARE_LR, (LOST[1][0], came(lr="1e-4"))),
    "numbers are text": case(
        "CB201", setting("sizes", Kind.LIST, [1, 2]),
        (value("sizes", "1,2", MEAN, [1, 2]), came(sizes=["1", "2"])),
    ),
    "text, converted": case(
        "CB307", BARE_LR, (LOST[1][0], came(lr="1e-4")), source=Source({"lr": "/p/x.py:1"})
    ),
    "text for text": case("", NAME, (value("name", "7", MEAN, "7"), came(name="7"))),
    "nothing reads it": case("CB202", LR, source=Source(read={"lr": False})),
    "something may read it": case("", LR),
    "nothing reads one of two": case(
        "CB202", [LR, STEPS], source=Source(read={"lr": False, "steps": True})
    ),
    "nothing reads any": case(
        "", [LR, STEPS], source=Source(read={"lr": False, "steps": False})
    ),
    "for the launcher": case(
        "", setting("local_rank", Kind.INT, 0), source=Source(read={"local_rank": False})
    ),
    "a library's own": case(
        "", replace(LR, where=""), source=Source(read={"lr": False})
    ),
    "calculated": case("CB203", NAME, (value("name", "1+1", TELL), came(name=2))),
    "not calculated": case("", NAME, (value("name", "1+1", TELL), came(name="1+1"))),
    "type=eval": case("CB203", setting("f", type_="builtins.eval")),
    "eval in the source": case("CB203", LR, source=Source(run=[("/p/x.py:1", "eval(args.x)")])),
    "the launcher refuses": case(
        "CB204", STEPS, (BEFORE, came(steps=16)), (BEHIND, refused("ambiguous")), launcher=["run"]
    ),
    "the launcher takes it": case(
        "CB204", STEPS, (BEFORE, came(steps=16)), (BEHIND, came(steps=10)), launcher=["run"]
    ),
    "the launcher hands it on": case(
        "", STEPS, (BEFORE, came(steps=16)), (BEHIND, came(steps=16)), launcher=["run"]
    ),
    "both refuse": case(
        "", STEPS, (value("steps", "16", MEAN), refused("16")), (BEHIND, refused("16"))
    ),
    # CB3
    "abbreviated": case(
        "CB301", NAME, (attempt(Act.ABBREVIATED, "name", "--nam x", TELL), came(name="x"))
    ),
    "1_000": case("CB302", STEPS, (value("steps", "1_000", TELL, 1000), came(steps=1000))),
    "1_000 is text": case("", STEPS, (value("steps", "1_000", TELL), came(steps="1_000"))),
    "a choice may be text that is like a number": case(
        "", setting("precision", Kind.CHOICE, "32", said=Said.CHOICES),
        (value("precision", "16", ACCEPT, "16", 16.0), came(precision="16")),
    ),
    "the word that was swallowed": case(
        "", NAME, (attempt(Act.SWALLOW, "name", "--name --config=abc", REJECT),
                   refused(f"{USAGE}cannot read abc")),
    ),
    "no message": case("CB303", LR, (value("lr", "abc", REJECT), refused("usage: x [--lr]\n"))),
    "the usage": case("CB303", LR, (value("lr", "abc", REJECT), refused(f"{USAGE}bad input"))),
    "its name": case("", LR, (value("lr", "abc", REJECT), refused(f"{USAGE}LR is no number"))),
    "traceback": case("CB303", LR, (value("lr", "abc", REJECT), refused(TRACE, 1))),
    "traceback that says it": case(
        "CB304", LR, (value("lr", "abc", REJECT), refused(f"{TRACE} in 'abc'", 1))
    ),
    "help imports": case("CB305", LR, (HELPED, refused("", 0)), modules=["os", "torch"]),
    "help is light": case("", LR, (HELPED, refused("", 0)), modules=["os"]),
    "1e3 is refused": case(
        "CB306", STEPS, (value("steps", "1e3", MEAN, 1000), refused("--steps: '1e3'"))
    ),
    "1e3 is refused, where only the default is a number": case(
        "", replace(STEPS, wanted=BARE_LR.wanted),
        (value("steps", "1e3", MEAN, 1000), refused("--steps: '1e3'")),
    ),
    "a flag refuses a word": case("", FLAG, (FLAG_FALSE, refused("False"))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_seen(name: str) -> None:
    """The rules that are broken, and no other; each tells of the settings that it was asked of."""
    rules, known = CASES[name]
    found = judged(known)
    assert {each.rule for each in found} == rules
    for each in found:
        assert each.says
        assert each.arrived
        assert each.where
        if each.tried is not None:
            assert set(each.settings) <= {*each.tried.settings}
            assert each.expected


HELP = {
    "(default: 5)": True,
    "by default 5": True,
    "(default: 10)": False,
    "(default: 10.0)": False,
    "default: 5 minutes": False,
    "default: 5%": False,
    "default: 5,000": False,
}


@pytest.mark.parametrize("help_", HELP)
def test_a_default_in_the_help(help_: str) -> None:
    """A number that is neither the default nor has a unit is a lie."""
    stated = help_.rpartition("t")[2].strip(": )%").split()[0].partition(",")[0]
    known = facts(
        [setting("steps", Kind.INT, 10, help_=help_)],
        [],
        Source(defaults={"steps": stated}),
    )
    assert [each.rule for each in judged(known)] == ["CB205"] * HELP[help_]


@pytest.mark.parametrize(
    ("stated", "default", "lies"),
    [
        ("adam", "sgd", True),
        ("cuda", "cuda0", False),
        ("data", "./data", False),
        ("True", False, True),
        ("no", False, False),
        ("5", None, False),
        ("none", "x", True),
    ],
)
def test_a_word_in_the_help(stated: str, default: object, lies: bool) -> None:
    """What is shortened, a path, or filled in later, is none."""
    one = setting("one", Kind.UNKNOWN, default, help_=f"(default: {stated})")
    known = facts([one], [], Source(defaults={"one": stated}))
    assert bool(judged(known)) is lies


def test_what_a_file_turns_on_is_no_default() -> None:
    """The flag does something without the file, and help tells of the program without it."""
    on = CASES["stuck"][1]
    assert [each.rule for each in judged(on)] == ["CB108"]
    assert judged(replace(on, fed=frozenset({"stuck"}))) == []
    one = setting("steps", Kind.INT, 10, help_="how many (default: 5)")
    told = facts([one], [], Source(defaults={"steps": "5"}))
    assert [each.rule for each in judged(told)] == ["CB205"]
    assert judged(replace(told, fed=frozenset({"steps"}))) == []


def test_every_rule_is_in_the_list_once() -> None:
    """Ids follow severity; the order of contention names rules that exist."""
    assert len(BY_ID) == len(RULES)
    assert set(SPECIFIC) <= set(BY_ID)
    first = {Severity.ERROR: "1", Severity.WARNING: "2", Severity.NOTE: "3"}
    for rule in RULES:
        assert rule.id[2] == ("4" if rule.between else first[rule.severity])
        assert not rule.between or rule.severity is Severity.ERROR


def test_every_rule_is_broken_by_a_case() -> None:
    """So that each judge is seen at work; CB205 above, others in files of theirs."""
    elsewhere = {"CB205", "CB116", "CB117", "CB118", "CB208", "CB209"}
    elsewhere |= {rule.id for rule in RULES if rule.between}
    elsewhere |= {"CB112", "CB207", "CB309"}
    seen = {rule for rules, _ in CASES.values() for rule in rules}
    assert seen == set(BY_ID) - elsewhere


def test_one_try_breaks_one_rule() -> None:
    """Of two that it breaks for one setting, the more specific one is told."""
    known = CASES["it lands elsewhere"][1]
    assert {rule.id for rule in RULES for _ in rule.judge(known)} > {"CB106"}
    assert [each.rule for each in judged(known)] == ["CB106"]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (f"{USAGE}argument --lr: invalid float value: 'abc'\n",
         "train.py: error: argument --lr: invalid float value: 'abc'"),
        ("Usage: train.py\nTry 'train.py --help'.\n\nError: No such option: --x\n",
         "Error: No such option: --x"),
        ("ERROR: Could not consume arg: --lrx=3\nUsage: f.py\n\nSee:\n  f.py - --help\n",
         "ERROR: Could not consume arg: --lrx=3"),
        ("╭─ Value error ─╮\n│ Error parsing --lr: 'abc' │\n│ For more, see --help │\n╰─╯\n",
         "Error parsing --lr: 'abc'"),
        (f"{TRACE}\n", "ZeroDivisionError: division by zero"),
        (f'{TRACE}\nTraceback (most recent call last):\n  File "x.py", line 3, in f\n    f()\n'
         "ConfigKeyError: Key 'lrx' is not there\n    full_key: lrx\n    object_type=Cfg\n",
         "ConfigKeyError: Key 'lrx' is not there"),
        ("", ""),
    ],
    ids=["argparse", "click", "fire", "tyro", "traceback", "exception of lines", "nothing"],
)  # fmt: skip
def test_what_it_says(printed: str, told: str) -> None:
    """The line that tells what is wrong, in the forms of several libraries."""
    assert last_line(refused(printed)) == told


def test_a_refusal_that_was_not_asked_for_is_told_by_what_could_have_come() -> None:
    """Not by ``1000, or a refusal``, beside the refusal."""
    (found,) = judged(CASES["1e3 is refused"][1])
    assert (found.expected, "a refusal" in found.says) == ("1000", False)


def test_a_default_in_the_help_of_a_flag_that_turns_off() -> None:
    """It may tell whether the flag is given, or what it turns off."""
    flag = setting(
        "shuffle", Kind.BOOL, True, form="off", help_="do not (default: False)"
    )
    assert not judged(facts([flag], [], Source(defaults={"shuffle": "False"})))


@pytest.mark.parametrize(
    ("stated", "lies"), [("3.14", False), ("3.15", True), ("3", True)]
)
def test_a_default_in_the_help_may_be_rounded(stated: str, *, lies: bool) -> None:
    """To the decimals that are written."""
    pi = setting("pi", Kind.FLOAT, 3.14159, help_=f"(default: {stated})")
    known = facts([pi], [], Source(defaults={"pi": stated}))
    assert [each.rule for each in judged(known)] == ["CB205"] * lies


def test_what_has_been_run_again_counts_as_it_came_out_then() -> None:
    """A fork may have been wrong."""
    known = facts([AMP], [(FALSE, came(amp=True)), (FALSE, came(amp=False))])
    assert judged(known) == []


#: Whatever a strange program can hold.
ODD = st.recursive(
    st.one_of(
        st.builds(
            typed,
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
        ),
        st.just({"t": "int", "unreadable": "no memory"}),
        st.just({"t": "float", "unreadable": "no memory"}),
        st.just({"t": "str", "v": "a", "cut": {"length": 9}}),
        st.just({"t": "int", "v": "ff", "cut": {"length": 9000, "sha256": "0" * 64}}),
        st.just({"t": "train.Mode", "v": "FAST"}),
        st.just({"t": "train.Model", "args": {"layers": {"t": "int", "v": 3}}}),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: {"t": "list", "v": items}),
        st.lists(st.tuples(inner, inner).map(list), max_size=2).map(
            lambda items: {"t": "dict", "v": items}
        ),
    ),
    max_leaves=5,
)


@settings(max_examples=20)
@given(
    leaf=ODD,
    wanted=st.lists(ODD, max_size=2),
    word=st.one_of(
        st.none(), st.text(max_size=5), st.sampled_from(["False", "1e3", "1+1"])
    ),
    act=st.sampled_from([*Act]),
    must=st.sampled_from([*Must]),
    kind=st.sampled_from([*Kind]),
)
def test_nothing_that_arrives_is_too_odd(
    leaf: Typed, wanted: list[Typed], word: str | None, act: Act, must: Must, kind: Kind
) -> None:
    """Judges never raise, and what they tell can be shown."""
    tried = Try(act, ("lr",), ("--lr", word or ""), Expected(must, tuple(wanted)), word)
    arrived = replace(came([]), leaves={"lr": leaf, "new": leaf})
    known = facts(
        [replace(LR, wanted=replace(LR.wanted, kind=kind))], [(tried, arrived)]
    )
    for each in judged(known):
        assert each.says


@pytest.mark.parametrize(
    ("body", "used"),
    [("return lr", False), ("check(more)", True), ("return [*more]", True)],
)
def test_names_that_a_function_collects_are_used_or_dropped(
    tmp_path: Path, body: str, *, used: bool
) -> None:
    """``def main(lr, **more)``: what uses them may refuse them."""
    file = tmp_path / "train.py"
    file.write_text(f"class A:\n    def main(self, lr=1, **more):\n        {body}\n")
    assert remainder.handed_on(Spot(How.ENTERED, f"{file}:A.main")) is used
