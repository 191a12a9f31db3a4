"""The rules on what stands in files, on facts made by hand: what breaks them, and what seems to."""

from dataclasses import replace
from typing import Any

import pytest

from configbench.audit.model import Act, Edited, Kind, Must, Option, Said, Setting, Try
from configbench.audit.rules import judged
from tests.audit.facts import Source, attempt, came, facts, refused, setting

MEAN, REJECT, TELL = Must.MEAN, Must.REJECT, Must.TELL

EDITED = (Edited("/p/config.yaml", "", 3, "sed …"),)


def in_file(
    name: str, kind: Kind, default: object, said: Said = Said.DEFAULT
) -> Setting:
    """Return a setting that a file feeds, and no parser knows."""
    one = setting(name, kind, default, said=said)
    where = "/p/config.yaml:3"
    return replace(one, option=None, by="file", where=where, file="YAML file")


LR = in_file("lr", Kind.NUMBER, 0.1)
RATE = in_file("lr", Kind.FLOAT, 0.1, Said.PARSER)
EPOCHS = in_file("epochs", Kind.NUMBER, 10)
AMP = in_file("amp", Kind.BOOL, True)
NAME = in_file("name", Kind.STR, "run")


def written(
    act: Act, name: str, word: str, must: Must, *values: object, words: str = ""
) -> Try:
    """Return a try of what is written into a file."""
    tried = attempt(act, name, words, must, *values, typed_=word)
    return replace(tried, edited=EDITED)


VALUE, DOUBT = Act.FILE_VALUE, Act.FILE_DOUBT
SMALL = written(DOUBT, "lr", "1e-4", MEAN, 1e-4)
ZERO = written(DOUBT, "lr", "012", MEAN, 12.0)
NORWAY = written(DOUBT, "name", "no", MEAN, "no")
HALF = written(VALUE, "epochs", "2.5", MEAN, 2.5)
NONSENSE = written(VALUE, "lr", "abc", REJECT)
MISSPELT = written(Act.FILE_NAME, "epochs", "epocs", REJECT)
SECTION = written(Act.FILE_SECTION, "lr", "extra", REJECT)
SCALAR = written(Act.FILE_SCALAR, "lr", "abc", REJECT)
TWICE = written(Act.FILE_TWICE, "lr", "0.5", TELL)
NO = written(DOUBT, "amp", "no", MEAN, False, "no")
QUOTED = written(VALUE, "amp", "false", MEAN, False)
BOTH = replace(attempt(Act.FILE_AND_WORDS, "lr", "--lr 0.5", MEAN, 0.5), typed="0.5")
ALONE = replace(BOTH, edited=EDITED)
STANDS = [(BOTH, came(lr=0.1)), (ALONE, came(lr=0.5))]

CASES: dict[str, tuple[str, Setting, list[Any]]] = {
    "no turns on": ("CB101", AMP, [(NO, came(amp=True))]),
    "no is False": ("", AMP, [(NO, came(amp=False))]),
    "no is text to YAML 1.2": ("", AMP, [(NO, came(amp="no"))]),
    "no is refused": ("", AMP, [(NO, refused("amp: no"))]),
    "false in quotes is true": ("CB101", AMP, [(QUOTED, came(amp="false"))]),
    "false in quotes is made true": ("CB101", AMP, [(QUOTED, came(amp=True))]),
    "1e-4 is text": ("CB201", LR, [(SMALL, came(lr="1e-4"))]),
    "1e-4 is a number": ("", LR, [(SMALL, came(lr=1e-4))]),
    "012 is ten": ("CB207", LR, [(ZERO, came(lr=10))]),
    "012 is twelve": ("", LR, [(ZERO, came(lr=12))]),
    "a name is False": ("CB207", NAME, [(NORWAY, came(name=False))]),
    "a name is nothing": ("", NAME, [(written(DOUBT, "name", "~", MEAN, "~"), came(name=None))]),
    "a name is a name": ("", NAME, [(NORWAY, came(name="no"))]),
    "half is lost": ("CB102", EPOCHS, [(HALF, came(epochs=2))]),
    "half is kept": ("", EPOCHS, [(HALF, came(epochs=2.5))]),
    "another is made of it": ("", EPOCHS, [(HALF, came(epochs=4))]),
    "nonsense for a float": ("CB104", RATE, [(NONSENSE, came(lr="abc"))]),
    "a misspelt key": ("CB103", EPOCHS, [(MISSPELT, came(epochs=3))]),
    "a misspelt key is missed": ("", EPOCHS, [(MISSPELT, came(epocs=10))]),
    "a misspelt key is named": (
        "", EPOCHS, [(MISSPELT, replace(came(epochs=3), stderr="unknown key: epocs"))]
    ),
    "a misspelt key is refused": ("", EPOCHS, [(MISSPELT, refused("unknown key: epocs"))]),
    "a section too many": ("CB103", LR, [(SECTION, came(lr=0.1))]),
    "a section too many is named": (
        "", LR, [(SECTION, replace(came(lr=0.1), stdout="extra: unknown"))]
    ),
    "a value for a section": ("CB104", LR, [(SCALAR, came(lr=0.3))]),
    "a value for a section takes its place": ("", LR, [(SCALAR, came(optimizer="abc"))]),
    "a value for a section arrives": ("", LR, [(SCALAR, came(lr=0.3, optimizer="abc"))]),
    "twice": ("CB309", LR, [(TWICE, came(lr=0.5))]),
    "twice, with a warning": ("", LR, [(TWICE, replace(came(lr=0.5), stderr="Duplicate key"))]),
    "twice is refused": ("", LR, [(TWICE, refused("twice: lr"))]),
    "a file wins": ("CB112", LR, STANDS),
    "yes is False": (
        "CB102", AMP, [(written(VALUE, "amp", "yes", MEAN, True), came(amp=False))]
    ),
    "what is typed wins": ("", LR, [(BOTH, came(lr=0.5)), (ALONE, came(lr=0.5))]),
    "neither wins": ("", LR, [(BOTH, came(lr=0.1)), (ALONE, came(lr=0.1))]),
    "it cannot be known": ("", LR, [(BOTH, came(lr=0.1)), (ALONE, refused("lr is required"))]),
    "refused with exit code 0": ("CB109", EPOCHS, [(MISSPELT, refused("no epocs", 0))]),
    "a class may have its reasons": (
        "", replace(NAME, option=Option("name", adjusted="train.A.__post_init__")),
        [(NORWAY, came(name=False))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_a_rule(name: str) -> None:
    """Each case breaks what it says, and nothing else."""
    rules, one, results = CASES[name]
    observed = judged(facts([one], results, Source(read={one.name: True})))
    assert {each.rule for each in observed} == set(rules.split())
    for each in observed:
        assert each.where == "/p/config.yaml:3" or each.rule == "CB109"
        assert "config.yaml" not in each.cause


def test_what_is_converted_later_is_no_fault() -> None:
    """A number that arrives as text, and becomes one where it is used, is a note."""
    tried = written(DOUBT, "lr", "1e-4", MEAN, 1e-4)
    source = Source({"lr": "/p/train.py:9"}, read={"lr": True})
    observed = judged(facts([LR], [(tried, came(lr="1e-4"))], source))
    assert [each.rule for each in observed] == ["CB307"]


def test_what_nobody_reads_by_its_name_is_data() -> None:
    """A table of labels may hold text as well as numbers; what is declared may not."""
    tried = written(VALUE, "lr", "5", MEAN, 5)
    for one, rules in ((LR, set()), (RATE, {"CB201"})):
        observed = judged(facts([one], [(tried, came(lr="5"))]))
        assert {each.rule for each in observed} == rules
