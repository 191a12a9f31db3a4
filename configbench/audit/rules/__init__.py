"""What must not happen when people type: the rules, each in a file, all in one list.

A judge is pure: facts in, observations out.  A new rule is a file, a line here, a page in
``pages/`` and a miniature in ``tests/audit/miniatures/`` that breaks it and no other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from configbench.audit.model import Finding, Kind, Observation, Severity
from configbench.audit.rules import (
    cb101_false_taken_as_true,
    cb102_arrives_as_another,
    cb103_unknown_name_accepted,
    cb104_nonsense_accepted,
    cb105_next_option_swallowed,
    cb106_lands_in_another,
    cb107_value_lost,
    cb108_flag_stays,
    cb109_refused_with_exit_0,
    cb110_refused_late,
    cb111_must_be_accepted,
    cb112_file_beats_words,
    cb116_comes_back_as_another,
    cb117_comes_back_as_text,
    cb118_refuses_what_it_saved,
    cb201_number_as_text,
    cb202_nothing_reads_it,
    cb203_words_executed,
    cb204_launcher_takes_it,
    cb205_help_lies,
    cb207_read_as_another,
    cb208_secret_is_written,
    cb209_comes_back_as_another_type,
    cb301_abbreviation,
    cb302_underscore_in_number,
    cb303_message_names_nothing,
    cb304_traceback,
    cb305_help_imports,
    cb306_meaning_refused,
    cb307_converted_later,
    cb308_handed_on,
    cb309_key_twice,
    cb401_arrives_otherwise,
    cb402_refused_there,
    cb403_taken_there,
    cb404_said_otherwise,
    cb405_not_read_across,
)
from configbench.audit.rules.facts import Facts, Result
from configbench.audit.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    module.RULE
    for module in (
        cb101_false_taken_as_true,
        cb102_arrives_as_another,
        cb103_unknown_name_accepted,
        cb104_nonsense_accepted,
        cb105_next_option_swallowed,
        cb106_lands_in_another,
        cb107_value_lost,
        cb108_flag_stays,
        cb109_refused_with_exit_0,
        cb110_refused_late,
        cb111_must_be_accepted,
        cb112_file_beats_words,
        cb116_comes_back_as_another,
        cb117_comes_back_as_text,
        cb118_refuses_what_it_saved,
        cb201_number_as_text,
        cb202_nothing_reads_it,
        cb203_words_executed,
        cb204_launcher_takes_it,
        cb205_help_lies,
        cb207_read_as_another,
        cb208_secret_is_written,
        cb209_comes_back_as_another_type,
        cb301_abbreviation,
        cb302_underscore_in_number,
        cb303_message_names_nothing,
        cb304_traceback,
        cb305_help_imports,
        cb306_meaning_refused,
        cb307_converted_later,
        cb308_handed_on,
        cb309_key_twice,
        cb401_arrives_otherwise,
        cb402_refused_there,
        cb403_taken_there,
        cb404_said_otherwise,
        cb405_not_read_across,
    )
)

__all__ = ["BY_ID", "RULES", "SPECIFIC", "Facts", "Rule", "clean", "is_error", "judged"]

#: By id.
BY_ID = {rule.id: rule for rule in RULES}

#: Where one try breaks several rules, the first of these is told, for it says the most; the others
#: follow by their ids.
SPECIFIC = ("CB105", "CB106", "CB107", "CB101", "CB203", "CB102", "CB103", "CB104")

_ORDER = [*SPECIFIC, *(rule.id for rule in RULES if rule.id not in SPECIFIC)]


def judged(facts: Facts, asked: Collection[str] | None = None) -> list[Observation]:
    """Return what breaks a rule: one observation of each try and setting, the most specific.

    Parameters
    ----------
    facts
        What is judged.
    asked
        Ids of the rules that are asked, if not all: the same as if the others were left out later.
    """
    # What has been run again counts as it came out then.
    last = {id(tried): (tried, became) for tried, became in facts.results}
    facts = replace(facts, results=tuple(last.values()))
    seen: set[tuple[int, tuple[str, ...], bool]] = set()
    found: list[Observation] = []
    for rule_id in _ORDER:
        rule = BY_ID[rule_id]
        for each in rule.judge(facts):
            key = (id(each.tried), each.settings, rule.between)
            if each.tried is not None and key in seen:
                continue
            seen.add(key)
            found.append(each)
    return [each for each in _once(facts, found) if asked is None or each.rule in asked]


def is_error(facts: Facts, result: Result) -> bool:
    """Whether one try breaks a rule that is an error."""
    return any(
        each.tried is result[0] and BY_ID[each.rule].severity is Severity.ERROR
        for each in judged(replace(facts, results=(result,)))
    )


def clean(
    findings: Iterable[Finding], asked: Collection[str] | None = None
) -> dict[Severity, int]:
    """Return how many rules were asked and found nothing, by severity."""
    broken = {each.rule for each in findings}
    return dict(
        Counter(
            rule.severity
            for rule in RULES
            if rule.id not in broken and (asked is None or rule.id in asked)
        )
    )


def _once(facts: Facts, found: Iterable[Observation]) -> Iterator[Observation]:
    """Leave out what another rule has told of the same setting, for the same reason.

    A bool that takes false words for true takes ``maybe``, too: one fault, one mend.
    """
    observations = list(found)
    told: set[str] = {
        name for each in observations if each.rule == "CB101" for name in each.settings
    }
    for each in observations:
        names = [
            facts.settings[name] for name in each.settings if name in facts.settings
        ]
        bools = bool(names) and all(one.wanted.kind is Kind.BOOL for one in names)
        if each.rule == "CB104" and bools and told.issuperset(each.settings):
            continue
        yield each
