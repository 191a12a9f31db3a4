"""What is planted is what its programs hold, and what an audit found of it is counted right."""

import runpy
import shutil
from pathlib import Path
from typing import Any

import pytest

from configbench.audit.model import Severity
from configbench.inside.parsers.naming import type_name
from tests.audit import planting

#: Every error and warning that an audit knows, but those of a launcher's, is planted.
RULES = {f"CB{number}" for number in (*range(101, 112), *range(201, 206))}


@pytest.fixture(scope="module", name="planted")
def _planted() -> planting.Planted:
    return planting.read()


def settings(name: str) -> set[str]:
    """Return the settings of a program that has one parser."""
    content = runpy.run_path(str(planting.PLANTED / f"{name}.py"))
    return {each.dest for each in content["parser"]._actions} - {"help"}


def test_each_setting_of_the_training_is_one_of_three(
    planted: planting.Planted,
) -> None:
    """40 settings: 15 at fault, 15 fine, 10 converted later; none is two of these."""
    faulty = [
        name
        for fault in planted.faults
        if fault.program == "train"
        for name in fault.settings
    ]
    fine, later = planted.fine["train"], planted.later["train"]
    assert [len(faulty), len(fine), len(later)] == [15, 15, 10]
    assert {*faulty, *fine, *later} == settings("train")


def test_every_rule_is_planted(planted: planting.Planted) -> None:
    """25 faults, of all rules; each in a program that has the settings."""
    assert len(planted.faults) == 25
    assert {fault.rule for fault in planted.faults} == RULES
    for fault in planted.faults:
        assert {*fault.settings} <= settings(fault.program)
        assert fault.type or fault.reason


def test_what_is_fine_is_not_at_fault(planted: planting.Planted) -> None:
    """Each fine setting has a reason, and no fault names it."""
    for program, fine in planted.fine.items():
        faulty = {
            name
            for fault in planted.faults
            if fault.program == program
            for name in fault.settings
        }
        assert not faulty & {*fine}
        assert all(fine.values())


def finding(rule: str, *names: str, severity: Severity = Severity.ERROR) -> Any:
    """Return a finding, as the JSON has it."""
    return {
        "rule": rule,
        "settings": names,
        "severity": severity,
        "command": "",
        "arrived": "",
    }


@pytest.mark.parametrize(
    ("findings", "found", "false", "told"),
    [
        ([], [], 0, 0),
        ([finding("CB106", "amp")], ["CB106"], 0, 0),
        # Another rule that the same fault breaks finds it, too; not one that it does not break.
        ([finding("CB104", "shuffle")], ["CB101"], 0, 0),
        ([finding("CB108", "shuffle")], [], 1, 0),
        # Of one finding with two settings, one may be false.
        ([finding("CB101", "shuffle", "seed")], ["CB101"], 1, 0),
        # A note is told, and no finding.
        ([finding("CB301", "seed", severity=Severity.NOTE)], [], 0, 1),
    ],
)
def test_what_an_audit_found_is_counted(
    planted: planting.Planted, findings: Any, found: list[str], false: int, told: int
) -> None:
    """Found, missed and false, by hand-made findings."""
    content = {"tries": 3, "seconds": 0.1, "findings": findings}
    faults = [fault for fault in planted.faults if fault.program == "finetune"]
    outcome = planting.outcome(faults, "finetune", content)
    assert [fault.rule for fault in outcome.found] == found
    assert len(outcome.missed) == 3 - len(found)
    assert [len(outcome.false), len(outcome.told)] == [false, told]


def test_one_of_the_programs_is_audited(
    planted: planting.Planted, tmp_path: Path
) -> None:
    """By forks, of which each tells what it has written; the others are audited by hand."""
    shutil.copy(planting.PLANTED / "export.py", tmp_path)
    program = planted.programs["export"]
    found, printed = planting.audit(program, tmp_path, planting.TORCHRUN)
    assert found is not None, printed
    faults = [fault for fault in planted.faults if fault.program == "export"]
    outcome = planting.outcome(faults, "export", found)
    assert [fault.rule for fault in outcome.found] == ["CB110"]
    assert outcome.false == []


def test_a_method_of_a_builtin_type_has_a_name() -> None:
    """``type=str.lower``: such a method has no module."""
    assert type_name(str.lower) == "builtins.str.lower"
    assert type_name(str) == "builtins.str"
