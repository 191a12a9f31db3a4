"""Findings: one for one fault, confirmed, always the same."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from configbench.audit import grouping
from configbench.audit.fingerprints import Key, keys
from configbench.audit.model import Act, Arrived, Finding, Kind, Must, Severity, Try
from configbench.audit.rules import judged
from configbench.audit.rules.facts import Facts
from configbench.audit.rules.reading import TRACEBACK
from configbench.errors import UnmeasuredError
from tests.audit.facts import Source, attempt, came, facts, setting, value

NAMES = [f"use_{number:02}" for number in range(37)]


@pytest.fixture
def of_37() -> Facts:
    """37 settings of type=bool, each told no in three ways; one of another type beside them."""
    settings = [setting(name, Kind.BOOL, True, type_="builtins.bool") for name in NAMES]
    own = setting("own", Kind.BOOL, True, type_="train.to_bool")
    results = [
        (value(each.name, word, must, False), came(**{each.name: True}))
        for each in [*settings, own]
        for word, must in (("0", Must.MEAN), ("no", Must.MEAN), ("False", Must.ACCEPT))
    ]
    return facts([*settings, own], results)


def shows_again(
    known: Facts, but: Callable[[Try], bool] = lambda _: False
) -> grouping.Confirm:
    """Return fresh processes that do the same as before, but for some that refuse."""
    became = {tried.words: arrived for tried, arrived in known.results}

    def confirm(tried: Try) -> Arrived:
        if but(tried):
            return Arrived(False, {}, None, 2, None, "", "no", fresh=True)
        return became[tried.words]

    return confirm


def found(known: Facts, confirm: grouping.Confirm, seed: int = 0) -> list[Finding]:
    """Return the findings of some facts."""
    return list(
        grouping.grouped(known, judged(known), confirm, seed=seed, jobs=2).findings
    )


def test_one_fault_of_37_settings_is_one_finding(of_37: Facts) -> None:
    """With all names, the plainest example, and three of 37 confirmed; another cause is another."""
    many, one = found(of_37, shows_again(of_37))
    assert many.settings == tuple(NAMES)
    assert many.command == "python train.py --use_00 False"
    assert (many.rule, many.severity) == ("CB101", Severity.ERROR)
    assert many.confirmed == (3, 37)
    assert (one.settings, one.confirmed) == (("own",), (1, 1))


def test_what_is_not_shown_again_is_dropped_and_told(of_37: Facts) -> None:
    """The example of one group is refused in a fresh process."""
    confirm = shows_again(of_37, lambda tried: tried.settings == ("use_00",))
    came = grouping.grouped(of_37, judged(of_37), confirm)
    assert [each.settings for each in came.findings] == [("own",)]
    (note,) = came.notes
    assert "python train.py --use_00 False" in note
    assert came.unconfirmed == tuple(("CB101", name, "type=bool") for name in NAMES)


def test_a_drawn_setting_that_is_not_shown_again_loses_its_name(of_37: Facts) -> None:
    """The finding stays, and says how many were confirmed."""
    drawn: list[str] = []

    def note(tried: Try) -> bool:
        drawn.extend(tried.settings)
        return False

    found(of_37, shows_again(of_37, note))
    other = next(name for name in drawn if name not in {"use_00", "own"})
    many = found(of_37, shows_again(of_37, lambda tried: other in tried.settings))[0]
    assert other not in many.settings
    assert many.confirmed == (2, 36)
    confirm = shows_again(of_37, lambda tried: other in tried.settings)
    came = grouping.grouped(of_37, judged(of_37), confirm)
    assert came.unconfirmed == (("CB101", other, "type=bool"),)


def test_what_is_not_confirmed_in_time_is_not_told(of_37: Facts) -> None:
    """But for how many there are."""
    known = judged(of_37)
    late = grouping.grouped(of_37, known, shows_again(of_37), until=0.0)
    assert late.findings == ()
    assert late.notes == (
        "2 findings are not told: there was no time to confirm it in a fresh process",
    )
    assert len(late.unconfirmed) == len(NAMES) + 1


def test_trouble_of_ours_confirms_nothing(of_37: Facts) -> None:
    """And blames no program."""

    def fails(_: Try) -> Arrived:
        raise UnmeasuredError("no memory")

    late = grouping.grouped(of_37, judged(of_37), fails)
    assert late.findings == ()
    assert "2 findings are not told" in late.notes[0]


def test_what_is_told_apart_is_a_finding_of_its_own(of_37: Facts) -> None:
    """With its own names, an example among these, and confirmed by itself."""

    def apart(key: Key, name: str, where: str) -> str:
        assert key == ("CB101", name, key[2])
        assert where.startswith("/p/train.py:")
        return "baseline.json" if name < "use_36" else ""

    confirm = shows_again(of_37)
    known = judged(of_37)
    new, own, many = sorted(
        grouping.grouped(of_37, known, confirm, apart=apart).findings,
        key=lambda one: (len(one.settings), one.settings[0] == "own"),
    )
    assert (many.settings, many.confirmed) == (tuple(NAMES[:36]), (3, 36))
    assert (new.settings, new.confirmed) == (("use_36",), (1, 1))
    assert new.command == "python train.py --use_36 False"
    assert own.settings == ("own",)


def test_what_is_new_is_confirmed_first(of_37: Facts) -> None:
    """What is accepted waits."""
    asked: list[str] = []

    def note(tried: Try) -> bool:
        asked.extend(tried.settings)
        return False

    grouping.grouped(
        of_37,
        judged(of_37),
        shows_again(of_37, note),
        apart=lambda _, name, __: "" if name == "own" else "baseline.json",
    )
    assert asked[0] == "own"


def test_settings_typed_together_are_told_by_their_own_names() -> None:
    """Of one line that breaks a rule for two settings, one accepted: one finding each."""
    both = attempt(Act.PAIR, "lr", "--lr 1 --wd 2", Must.MEAN, 1.0)
    both = replace(both, settings=("lr", "wd"))
    said = Arrived(
        False, {}, None, 1, None, "", f"{TRACEBACK}:\nValueError: lr 1, wd 2"
    )
    floats = [setting(name, Kind.FLOAT, 0.1) for name in ("lr", "wd")]
    known = facts(floats, [(both, said)])
    findings = grouping.grouped(
        known,
        judged(known),
        shows_again(known),
        apart=lambda _, name, __: "baseline.json" if name == "lr" else "",
    ).findings
    assert {each.settings for each in findings} == {("lr",), ("wd",)}


def test_what_was_drawn_is_known_by_no_name() -> None:
    """Which of the settings that are alike it was typed for, a draw has decided."""
    names = ["a", "b", "c"]
    texts = [setting(name, Kind.STR, "x", type_="builtins.str") for name in names]
    summed = [(value(name, "1+1", Must.TELL), came(**{name: 2})) for name in names]
    known = facts(texts, summed)
    (finding,) = found(known, shows_again(known))
    assert (finding.rule, finding.settings) == ("CB203", finding.drawn)
    assert keys(finding) == (("CB203", "", "it is calculated"),)
    more = [*summed, (value("b", "2+2", Must.MEAN, "2+2"), came(b=4))]
    known = facts(texts, more)
    (finding,) = found(known, shows_again(known))
    assert (finding.settings, finding.drawn) == (("a", "b", "c"), ("a", "c"))
    assert [name for _, name, _ in keys(finding)] == ["b", ""]


def test_what_the_source_alone_tells_is_not_run() -> None:
    """It is told without a figure of what was confirmed."""
    known = facts([setting("lr", Kind.FLOAT, 0.1)], [], Source(read={"lr": False}))
    (finding,) = found(known, shows_again(known))
    assert (finding.rule, finding.command) == ("CB202", "python train.py")
    assert finding.confirmed == (0, 0)


def test_the_same_seed_draws_the_same(of_37: Facts) -> None:
    """Another draws others."""

    def drawn(seed: int) -> list[tuple[str, ...]]:
        asked: list[tuple[str, ...]] = []

        def note(tried: Try) -> bool:
            asked.append(tried.words)
            return False

        known = shows_again(of_37, note)
        assert grouping.grouped(of_37, judged(of_37), known, seed=seed).findings
        return asked

    assert drawn(1) == drawn(1)
    assert len({tuple(drawn(seed)) for seed in range(5)}) > 1


def test_findings_are_sorted() -> None:
    """By severity, then by how many settings, then by id; whatever the order of what was seen."""
    settings = [
        setting("amp", Kind.BOOL, True, type_="builtins.bool"),
        setting("lr", Kind.NUMBER, 0.1),
        setting("momentum", Kind.FLOAT, 0.9, type_="builtins.float"),
        setting("wd", Kind.FLOAT, 0.0, type_="builtins.float"),
    ]
    results = [
        (value("lr", "1e-4", Must.ACCEPT, 1e-4), came(lr="1e-4")),
        (value("momentum", "abc", Must.REJECT), came(momentum=0.9)),
        (value("wd", "abc", Must.REJECT), came(wd=0.0)),
        (value("amp", "False", Must.ACCEPT, False), came(amp=True)),
    ]
    for order in (results, results[::-1]):
        known = facts(settings, order)
        findings = found(known, shows_again(known))
        assert [each.rule for each in findings] == ["CB104", "CB101", "CB201"]


def test_behind_a_launcher_the_same_words_are_another_command() -> None:
    """They are confirmed by themselves."""
    words = attempt(Act.VALUE, "r", "--r=16", Must.ACCEPT, 16, typed_="16")
    launched = attempt(Act.LAUNCHER, "r", "--r=16", Must.TELL, typed_="16")
    said = Arrived(False, {}, None, 2, None, "", "error: ambiguous option: --r=16")
    known = facts(
        [setting("r", Kind.INT, 8, type_="builtins.int")],
        [(words, came(r=16)), (launched, said)],
        launcher=["torchrun"],
    )

    def confirm(tried: Try) -> Arrived:
        return said if tried.act is Act.LAUNCHER else came(r=16)

    (finding,) = found(known, confirm)
    assert (finding.rule, finding.command) == (
        "CB204",
        "torchrun python train.py --r=16",
    )
    assert finding.confirmed == (1, 1)


def test_a_command_can_be_pasted() -> None:
    """Words of the try behind those as given, or in their place; the launcher stays in front."""
    target = replace(
        facts([], []).target,
        command=("torchrun", "train.py", "fit", "my data"),
        words=("fit", "my data"),
    )
    behind = value("lr", "1 2", Must.MEAN)
    assert (
        grouping.command(target, behind) == "torchrun train.py fit 'my data' --lr '1 2'"
    )
    instead = replace(behind, instead=("--lr", "1", "fit", "my data"))
    assert grouping.command(target, instead) == "torchrun train.py --lr 1 fit 'my data'"
    assert grouping.command(target, None) == "torchrun train.py fit 'my data'"
