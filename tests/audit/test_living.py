"""Findings that somebody lives with: a program through months, its baseline, its ignores.

The program is a miniature that is asked in this process (:mod:`.in_process`); all else is as it is.
"""

import json
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configbench import cli, comments, progress, project
from configbench.audit import auditing, grouping, living, rules
from configbench.audit.living import baseline, days, ignores
from configbench.audit.living.baseline import Baseline, Entry
from configbench.audit.living.lived import Keeping, Living
from configbench.audit.model import CTRL_C, Audit, Audited, Request
from configbench.audit.planning import plan
from configbench.audit.planning import settings as spelt
from configbench.audit.rules import selecting
from configbench.audit.source.sources import Sources
from configbench.errors import UserError
from tests.audit import in_process

PROGRAM = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--amp", type=bool, default=True)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
print(args.amp, args.lr)
"""
#: Another fault of the same cause.
FAST = 'parser.add_argument("--fast", type=bool, default=True)\n'
READS_FAST = "print(args.amp, args.fast, args.lr)"


def faulty(source: str) -> str:
    """Return a program with one fault more."""
    return source.replace("args =", f"{FAST}args =").replace(
        "print(args.amp, args.lr)", READS_FAST
    )


FAULTY = faulty(PROGRAM)
MENDED = PROGRAM.replace("type=bool, default=True", 'action="store_true"')
MOVED = PROGRAM.replace("\n\n", "\n" * 12)


def audit(
    request: Request,
    told: Callable[[progress.Progress], None],
    asked: Collection[str],
    apart: grouping.Apart,
) -> Audit:
    """Audit ``train.py`` as ever, but for the processes: its parser is asked here."""
    told(progress.Progress("tries"))
    file = request.cwd / "train.py"
    source = file.read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(source.partition("args =")[0], names)  # noqa: S102  ours, above
    program = in_process.Program(names["parser"])

    def place(name: str) -> str:
        lines = source.splitlines()
        number = next(n for n, line in enumerate(lines, 1) if f"--{name}" in line)
        return f"{file}:{number}"

    options = tuple(
        replace(each, where=place(each.leaf)) for each in program.target.options
    )
    target = replace(program.target, options=options, files=(file,), cwd=request.cwd)
    found = spelt.found(target, request, program.ask)
    tries = plan.tries(target, found.settings, request.seed)
    facts = rules.Facts(
        target,
        {each.name: each for each in found.settings},
        [(each, program.run(each.line(()))) for each in tries],
        Sources(target),
    )
    came = grouping.grouped(
        facts,
        rules.judged(facts, asked),
        lambda each: program.run(each.line(())),
        apart=apart,
    )
    return Audit(
        target=target,
        settings=tuple(found.settings),
        tries=len(tries),
        seconds=0.1,
        not_settable=tuple(found.not_settable),
        ignored=found.ignored,
        findings=came.findings,
        notes=came.notes,
        unconfirmed=came.unconfirmed,
    )


class Repository:
    """A folder with the program, audited as it is typed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.write(PROGRAM)

    def write(self, source: str) -> None:
        """Write the program."""
        Path("train.py").write_text(source, encoding="utf-8")

    def ignore(self, *lines: str) -> None:
        """Write ``pyproject.toml``."""
        text = "\n".join(["[[tool.configbench.ignore]]", *lines])
        Path("pyproject.toml").write_text(text, encoding="utf-8")

    def audit(self, *options: str) -> tuple[int, Any]:
        """Return the exit code and what is told: as a document, or the sentence."""
        words = ["audit", "--format=json", *options, "--", "python", "train.py"]
        code = cli.main(words)
        out, err = self.capsys.readouterr()
        return code, json.loads(out) if out else err.removeprefix("configbench: ")

    @property
    def entries(self) -> list[dict[str, str]]:
        """What the baseline holds."""
        return json.loads(Path("base.json").read_text(encoding="utf-8"))["entries"]  # type: ignore[no-any-return]


@pytest.fixture
def repo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """A folder whose program has one fault."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(auditing, "audit", audit)
    return Repository(capsys)


@pytest.fixture
def kept(repo: Repository) -> Repository:
    """A repository with a baseline."""
    code, _ = repo.audit("--write-baseline=base.json")
    assert code == 0
    return repo


def named(findings: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """Return which findings these are."""
    return [(each["rule"], each["settings"]) for each in findings]


AMP = [("CB101", ["amp"])]
BASELINE = "--baseline=base.json"
TODAY = days.today()


# -- a program through months ---------------------------------------------------------------------


def test_a_fault_is_found_until_it_is_accepted(repo: Repository) -> None:
    """Then it is told apart, with where that is said, and fails nothing."""
    code, told = repo.audit()
    assert (code, named(told["findings"]), told["accepted"]) == (1, AMP, [])
    code, told = repo.audit("--write-baseline", "base.json")
    assert (code, told["findings"], named(told["accepted"])) == (0, [], AMP)
    assert told["notes"][0] == "base.json: 1 entry, 1 new"
    text = Path("base.json").read_text(encoding="utf-8")
    code, told = repo.audit(BASELINE)
    assert (code, told["findings"], named(told["accepted"])) == (0, [], AMP)
    assert told["accepted"][0]["by"] == "base.json"
    assert told["notes"] == []
    assert Path("base.json").read_text(encoding="utf-8") == text
    assert repo.entries == [
        {
            "program": "",
            "rule": "CB101",
            "setting": "amp",
            "cause": "type=bool",
            "since": TODAY.isoformat(),
        }
    ]


def test_a_new_fault_is_one_finding(kept: Repository) -> None:
    """Its example is its own, though what is accepted has the same cause."""
    kept.write(FAULTY)
    code, told = kept.audit(BASELINE)
    assert (code, named(told["accepted"])) == (1, AMP)
    (new,) = told["findings"]
    assert (new["settings"], new["words"]) == (["fast"], ["--fast", "False"])
    assert new["where"].endswith("train.py:6")
    assert new["confirmed"] == [1, 1]


def test_what_is_moved_is_not_new(kept: Repository) -> None:
    """By ten lines, and into another order."""
    kept.write(MOVED)
    code, told = kept.audit(BASELINE)
    assert (code, named(told["accepted"]), told["notes"]) == (0, AMP, [])
    first, amp, lr, *rest = PROGRAM.split("parser.add")
    kept.write(
        "parser.add".join(
            [
                first,
                f"{lr[: lr.index('args')]}",
                f"{amp}args{lr.partition('args')[2]}",
                *rest,
            ]
        )
    )
    code, told = kept.audit(BASELINE)
    assert (code, named(told["accepted"]), told["notes"]) == (0, AMP, [])


def test_what_is_mended_is_told_and_dropped(kept: Repository) -> None:
    """Only where that is asked; what is new then is not added."""
    kept.write(MENDED)
    code, told = kept.audit(BASELINE)
    assert (code, told["findings"], told["accepted"]) == (0, [], [])
    sentence = "base.json: found no longer, --update-baseline drops it: CB101 amp"
    assert told["notes"] == [sentence]
    assert len(kept.entries) == 1
    code, told = kept.audit(BASELINE, "--update-baseline")
    assert (code, kept.entries) == (0, [])
    assert told["notes"] == ["base.json: found no longer, dropped: CB101 amp"]
    kept.write(PROGRAM)
    code, told = kept.audit(BASELINE, "--update-baseline")
    assert (code, named(told["findings"]), kept.entries) == (1, AMP, [])


def test_an_update_that_drops_nothing_writes_nothing(kept: Repository) -> None:
    """The file is as it was, whoever has laid it out."""
    text = json.dumps(json.loads(Path("base.json").read_text(encoding="utf-8")))
    Path("base.json").write_text(text, encoding="utf-8")
    assert kept.audit(BASELINE, "--update-baseline")[0] == 0
    assert Path("base.json").read_text(encoding="utf-8") == text


def change(**values: str) -> None:
    """Change the one entry of the baseline."""
    whole = json.loads(Path("base.json").read_text(encoding="utf-8"))
    whole["entries"][0].update(values)
    Path("base.json").write_text(json.dumps(whole), encoding="utf-8")


def test_an_entry_expires(kept: Repository) -> None:
    """On the day it still counts; then it fails again and says so, also where all is written."""
    change(expires=TODAY.isoformat(), reason="until the new parser")
    code, told = kept.audit(BASELINE)
    assert (code, told["accepted"][0]["reason"]) == (0, "until the new parser")
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    change(expires=yesterday, since="2020-01-01")
    for option in (BASELINE, "--write-baseline=base.json"):
        code, told = kept.audit(option)
        assert (code, named(told["findings"]), told["accepted"]) == (1, AMP, [])
        assert told["notes"][0] == (
            f"base.json: expired, so it is found again: CB101 amp ({yesterday})"
        )
    assert kept.entries[0]["expires"] == yesterday


def test_what_stays_keeps_its_day_and_its_reason(kept: Repository) -> None:
    """Where all is written anew; what is found no longer goes."""
    change(since="2020-01-01", reason="old scripts type it")
    kept.write(FAULTY)
    code, told = kept.audit("--write-baseline=base.json")
    assert (code, told["notes"][0]) == (0, "base.json: 2 entries, 1 new")
    assert [(each["setting"], each["since"]) for each in kept.entries] == [
        ("amp", "2020-01-01"),
        ("fast", TODAY.isoformat()),
    ]
    assert kept.entries[0]["reason"] == "old scripts type it"
    kept.write(MENDED)
    assert kept.audit("--write-baseline=base.json")[0] == 0
    assert kept.entries == []


# -- what cannot have vanished --------------------------------------------------------------------

ENTRY = Entry("", "CB101", "amp", "type=bool", date(2026, 1, 1))


def came(source: str, folder: Path, **said: Any) -> Audit:
    """Return the audit of a program in a folder."""
    (folder / "train.py").write_text(source, encoding="utf-8")
    request = Request(("python", "train.py"), folder)
    asked = selecting.BY_DEFAULT
    found = audit(request, lambda _: None, asked, grouping.together)
    return replace(found, **{"asked": tuple(asked), **said})


def left(
    entry: Entry, found: Audit, name: str = "", keeping: Keeping = Keeping.UPDATE
) -> bool:
    """Return whether an entry stays after an audit."""
    lives = Living(Baseline(Path("base.json"), (entry,)), keeping=keeping)
    applied = living.applied(lives, [Audited(name, found)])
    return applied.baseline is None or entry in applied.baseline.entries


def test_what_could_not_be_found_has_not_vanished(tmp_path: Path) -> None:
    """Not asked, not tried, not confirmed, ended early, another program: in doubt it stays."""
    found = came(MENDED, tmp_path)
    assert not left(ENTRY, found)
    for keeping in (Keeping.UPDATE, Keeping.WRITE):
        for doubt in (
            replace(found, asked=("CB103",)),
            replace(found, ended="--max-time"),
            replace(found, ended=CTRL_C),
            replace(found, not_settable=("amp",)),
            replace(found, ignored={"amp": "changes from run to run"}),
            replace(found, unconfirmed=(ENTRY.key,)),
        ):
            assert left(ENTRY, doubt, keeping=keeping)
        assert left(ENTRY, found, "other", keeping=keeping)
        assert left(replace(ENTRY, program="other"), found, keeping=keeping)


def test_a_baseline_of_another_program_is_not_emptied(tmp_path: Path) -> None:
    """None of its settings is there: it is told, and stays; one that is there tells enough."""
    found = came(MENDED, tmp_path)
    stranger = replace(ENTRY, setting="other")
    assert left(stranger, found)
    lives = Living(Baseline(Path("b.json"), (stranger,)), keeping=Keeping.UPDATE)
    (told,) = living.applied(lives, [Audited("", found)]).audited
    assert told.audit is not None
    assert "none of its settings is one of this program" in told.audit.notes[0]
    both = Living(Baseline(Path("b.json"), (ENTRY, stranger)), keeping=Keeping.UPDATE)
    assert living.applied(both, [Audited("", found)]).baseline == Baseline(
        Path("b.json")
    )


def test_programs_have_baselines_of_their_own(tmp_path: Path) -> None:
    """By their names; one that could not be looked at keeps its entries."""
    found = came(PROGRAM, tmp_path)
    entries = (replace(ENTRY, program="a"), replace(ENTRY, program="lost"))
    lives = Living(Baseline(tmp_path / "base.json", entries), keeping=Keeping.WRITE)
    lost = Audited("lost", None, "there is no such file")
    applied = living.applied(lives, [Audited("a", found), Audited("b", found), lost])
    assert applied.audited[2] is lost
    assert applied.baseline is not None
    assert [(each.program, each.since) for each in applied.baseline.entries] == [
        ("a", ENTRY.since),
        ("lost", ENTRY.since),
        ("b", TODAY),
    ]
    applied.keep()
    assert [each.program for each in baseline.read(tmp_path / "base.json").entries] == [
        "a",
        "b",
        "lost",
    ]


def test_an_interrupted_audit_writes_nothing(tmp_path: Path) -> None:
    """And says so."""
    found = came(PROGRAM, tmp_path, ended=CTRL_C)
    lives = Living(Baseline(tmp_path / "base.json"), keeping=Keeping.WRITE)
    applied = living.applied(lives, [Audited("", found)])
    applied.keep()
    assert not (tmp_path / "base.json").exists()
    (told,) = applied.audited
    assert told.audit is not None
    assert (
        told.audit.notes[0] == "base.json is not written, for the audit was interrupted"
    )


def test_what_was_found_without_it_is_taken_apart_later(tmp_path: Path) -> None:
    """As that of a cache is; by reasons, too; a second time changes nothing."""
    found = came(FAULTY, tmp_path)
    (both,) = found.findings
    assert both.settings == ("amp", "fast")
    lives = Living(Baseline(Path("base.json"), (ENTRY,)))
    for _ in range(2):
        (told,) = living.applied(lives, [Audited("", found)]).audited
        assert told.audit is not None
        found = told.audit
        assert [each.settings for each in found.findings] == [("fast",)]
        assert found.findings[0].confirmed == (1, 1)
        assert found.findings[0].words == ("--fast", "False")
        assert [each.finding.settings for each in found.accepted] == [("amp",)]


def test_what_divides_a_finding_is_known(tmp_path: Path) -> None:
    """Then its example may be one of the accepted: whoever remembers it audits again."""
    found = came(FAULTY, tmp_path)
    assert not Living().of("").divides(found)
    one = Living(Baseline(Path("base.json"), (ENTRY,)))
    assert one.of("").divides(found)
    both = (ENTRY, replace(ENTRY, setting="fast", reason="another"))
    assert not Living(Baseline(Path("base.json"), both)).of("").divides(found)


def test_what_was_drawn_is_accepted_by_no_name(tmp_path: Path) -> None:
    """With one setting more, another draw is as much accepted; an ignore reads the names."""
    found = came(FAULTY, tmp_path)
    drawn = replace(found.findings[0], drawn=("amp", "fast"))
    lives = Living(Baseline(Path("base.json")), keeping=Keeping.WRITE)
    wrote = living.applied(
        lives, [Audited("", replace(found, findings=(drawn,)))]
    ).baseline
    assert wrote is not None
    assert [each.key for each in wrote.entries] == [("CB101", "", "type=bool")]
    other = replace(drawn, settings=("fast", "new"), drawn=("fast", "new"))
    again = replace(found, findings=(other,))
    (told,) = living.applied(Living(wrote), [Audited("", again)]).audited
    assert told.audit is not None
    assert (told.audit.findings, len(told.audit.accepted)) == ((), 1)
    ignore = ignores.Ignore("", frozenset({"CB101"}), "fast", "why")
    (told,) = living.applied(Living(ignores=(ignore,)), [Audited("", again)]).audited
    assert told.audit is not None
    assert [each.settings for each in told.audit.findings] == [("new",)]
    assert told.audit.findings[0].drawn == ("new",)


# -- ignores --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "code", "note"),
    [
        (['rule = "CB101"'], 0, ""),
        (['rule = "cb1"', 'setting = "a*"'], 0, ""),
        (['rule = "CB101"', 'setting = "amp"', "expires = 2999-01-01"], 0, ""),
        (['rule = "CB101"', 'expires = "2999-01-01"'], 0, ""),
        (
            ['rule = "CB101"', "expires = 2020-01-01"],
            1,
            "expired, so it is found again",
        ),
        (['rule = "CB101"', 'setting = "lr"'], 1, "(CB101 lr) ignores nothing"),
        # Of what is not asked or not tried, nobody can say that nothing needs it.
        (['rule = "CB301"'], 1, ""),
        (['rule = "CB101"', 'setting = "other"'], 1, ""),
        (['rule = "CB"', 'setting = "lr"'], 1, ""),
    ],
)
def test_what_is_ignored(
    repo: Repository, lines: list[str], code: int, note: str
) -> None:
    """By a rule and a setting, with a reason, for a time; what ignores nothing is told."""
    repo.ignore(*lines, 'reason = "old scripts type it"')
    ended, told = repo.audit()
    assert ended == code
    assert (named(told["findings"]) == []) is (code == 0)
    for each in told["accepted"]:
        assert (each["by"], each["reason"]) == ("pyproject.toml", "old scripts type it")
    notes = [each for each in told["notes"] if each.startswith("pyproject.toml")]
    assert len(notes) == bool(note)
    assert all(note in each for each in notes)


def test_a_name_may_look_like_a_pattern() -> None:
    """It is itself first."""
    ignore = ignores.Ignore("", frozenset({"CB101"}), "layers[0].*", "why")
    assert ignore.covers("CB101", "layers[0].*")
    assert ignore.covers("CB101", "layers0.lr")
    assert not ignore.covers("CB101", "layers[0].lr")
    assert not ignore.covers("CB102", "layers[0].*")


MISTAKES = [
    ("rule = 'CB101'", '[tool.configbench.ignore.1] has no reason, expected reason = "…": why'),
    ("rule = 'CB101'\nreason = ' '", "reason = ' ': expected why it is accepted"),
    ("rule = 'CB101'\nreason = 3", "reason = 3: expected why it is accepted"),
    ("reason = 'x'", 'has no rule, expected rule = "…": a rule like CB101'),
    ("rule = 'CB1O1'\nreason = 'x'", "rule = 'CB1O1': no rule begins so (did you mean 'CB1"),
    ("rule = 'CB101'\nreasons = 'x'", "there is no key 'reasons' (did you mean 'reason'?)"),
    ("rule = ['CB101']\nreason = 'x'", "rule = ['CB101']: expected a rule like CB101"),
    ("rule = 'CB101'\nsetting = ''\nreason = 'x'", "setting = '': expected a setting's name"),
    ("rule = 'CB1'\nreason = 'x'\nexpires = 'soon'", "expires = 'soon': expected a day such"),
    ("rule = 'CB1'\nreason = 'x'\nexpires = 2020-01-01T00:00:00", "expected a day such as"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "sentence"), MISTAKES)
def test_an_ignore_is_stated_clearly(
    repo: Repository, lines: str, sentence: str
) -> None:
    """Otherwise one sentence, before anything is tried."""
    repo.ignore(lines)
    code, told = repo.audit()
    assert code == 2
    assert sentence in told
    assert "pyproject.toml" in told
    assert told.count("\n") == 1


COMMENT = "  # configbench: ignore[CB101] old scripts type it\n"


def commented(comment: str) -> str:
    """Return the program with a comment at its fault."""
    return re.sub(r"(.*--amp.*)\n", rf"\1{comment}", PROGRAM)


def test_a_comment_accepts_what_its_statement_does(repo: Repository) -> None:
    """And no other; also where the statement goes on."""
    repo.write(commented(COMMENT))
    code, told = repo.audit()
    assert (code, named(told["accepted"]), told["notes"]) == (0, AMP, [])
    (accepted,) = told["accepted"]
    assert accepted["by"] == str(Path("train.py:4").resolve())
    assert accepted["reason"] == "old scripts type it"
    repo.write(commented(COMMENT).replace("type=bool", "\n  type=bool"))
    assert repo.audit()[0] == 0
    repo.write(faulty(commented(COMMENT)))
    code, told = repo.audit()
    assert (code, named(told["findings"])) == (1, [("CB101", ["fast"])])
    repo.write(commented(COMMENT.replace("CB101", "CB102")))
    assert repo.audit()[0] == 1


def test_the_page_counts_what_is_accepted_and_lists_it(
    repo: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """By whom, in one line; with everything each, and why."""
    repo.write(faulty(commented(COMMENT)))
    repo.ignore('rule = "CB101"', 'setting = "fast"', 'reason = "a \\u001b[31m reason"')
    for show in ("findings", "all"):
        words = ["audit", "--show", show, "--", "python", "train.py"]
        assert cli.main(words) == 0
        out = capsys.readouterr().out
        assert "accepted: 2 errors (train.py:4, pyproject.toml)\n" in out
        assert ("train.py:4  old scripts type it\n" in out) is (show == "all")
        assert ("pyproject.toml  a \\x1b[31m reason\n" in out) is (show == "all")


@pytest.mark.parametrize(
    ("comment", "sentence"),
    [
        ("  # configbench: ignore[CB101]\n", "gives no reason"),
        ("  # configbench: ignore[CB1O1] why\n", "no rule 'CB1O1' (did you mean 'CB1"),
        ("  # configbench: ignored\n", "expected # configbench: ignore[CB101] REASON"),
    ],
)
def test_a_comment_that_is_not_understood_is_not_heeded(
    repo: Repository, comment: str, sentence: str
) -> None:
    """What it is about is found, and a note says why."""
    repo.write(commented(comment))
    code, told = repo.audit()
    assert (code, named(told["findings"])) == (1, AMP)
    (note,) = told["notes"]
    assert sentence in note
    assert "train.py:4" in note


def test_a_comment_comes_before_a_baseline(kept: Repository) -> None:
    """What it accepts needs no entry."""
    kept.write(commented(COMMENT))
    code, told = kept.audit("--write-baseline=base.json")
    assert (code, kept.entries) == (0, [])
    assert told["notes"][0] == "base.json: 0 entries, 0 new"


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--update-baseline"], "--update-baseline needs a baseline, expected --baseline FILE"),
        (["--write-baseline=a", BASELINE], "expected no --baseline beside it"),
        (["--write-baseline=a", "--update-baseline"], "expected no --update-baseline"),
        (["--baseline=nowhere.json"], "nowhere.json: cannot be read: No such file"),
        (["--baseline=."], "a folder"),
        (["--baseline="], "--baseline: is empty, expected a path"),
        (["--write-baseline=no/b.json"], "'no/b.json' cannot be written"),
        (["--baselin=x"], "there is no option '--baselin' (did you mean '--baseline'?)"),
    ],
)  # fmt: skip
def test_a_baseline_is_asked_for_clearly(
    repo: Repository, options: list[str], sentence: str
) -> None:
    """Otherwise one sentence, before anything is tried."""
    code, told = repo.audit(*options)
    assert code == 2
    assert sentence in told


# -- the file -------------------------------------------------------------------------------------

WHOLE = '{"version": 1, "entries": [%s]}'
ONE = '{"program": "", "rule": "CB101", "setting": "a", "cause": "c", "since": "2026-01-01"%s}'
FAULTS = [
    ("", "base.json: is not JSON"),
    ("{\n<<<<<<< HEAD\n", "base.json: a merge conflict begins on line 2, expected none"),
    ("\xff", "is not UTF-8"),
    ("[" * 100_000, "nested too deeply"),
    ("[]", "base.json: is a list, expected an object"),
    ('{"version": 2, "entries": []}', "version = 2: expected 1"),
    ('{"version": true, "entries": []}', "version = true: expected 1"),
    ('{"entries": []}', "version = null: expected 1"),
    ('{"version": 1, "entries": {}}', "entries = an object: expected a list"),
    ('{"version": 1, "entry": []}', "no key 'entry' (did you mean 'entries'?)"),
    ('{"version": 1, "version": 1}', 'has the key "version" twice'),
    (WHOLE % "3", "entry 1: is 3, expected an object"),
    (WHOLE % "{}", "entry 1: program is missing, expected a text"),
    (WHOLE % ONE % ', "expire": ""', "no key 'expire' (did you mean 'expires'?)"),
    (WHOLE % ONE % ', "expires": "soon"', 'expires = "soon": expected a day such as'),
    (WHOLE % ONE % ', "expires": "20260101"', "expected a day such as 2027-01-31"),
    (WHOLE % ONE % ', "expires": "2026-02-30"', "expected a day such as 2027-01-31"),
    (WHOLE % ONE % ', "reason": null', "reason = null: expected a text"),
    ((WHOLE % ONE % "").replace('"c"', "7"), "cause = 7: expected a text"),
    ((WHOLE % ONE % "").replace("CB101", "CB1O1"), "no rule 'CB1O1' (did you mean 'CB1"),
    (WHOLE % f"{ONE % ''}, {ONE % ''}", "entries 1 and 2 are of the same program, rule"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), FAULTS)
def test_a_file_that_cannot_be_understood(
    text: str, sentence: str, tmp_path: Path
) -> None:
    """Is one sentence that says where, what stands there, and what was expected."""
    file = tmp_path / "base.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError) as raised:
        baseline.read(file)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


TEXTS = st.text(st.characters(exclude_categories=[]), max_size=8)
DAYS = st.dates()
ENTRIES = st.lists(
    st.builds(
        Entry,
        program=TEXTS,
        rule=st.sampled_from([*rules.BY_ID]),
        setting=TEXTS,
        cause=TEXTS,
        since=DAYS,
        expires=st.none() | DAYS,
        reason=TEXTS,
    ),
    max_size=5,
    unique_by=lambda each: (each.program, each.key),
)


@settings(max_examples=25, deadline=None)
@given(entries=ENTRIES)
def test_what_is_written_is_read(
    entries: list[Entry], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever names hold; in ASCII, an entry a line, always in the same order."""
    file = tmp_path_factory.getbasetemp() / "base.json"
    text = baseline.text(entries)
    file.write_text(text, encoding="ascii")
    read = baseline.read(file)
    assert set(read.entries) == set(entries)
    assert len(text.splitlines()) == (5 + len(entries) if entries else 4)
    assert baseline.text(reversed(entries)) == text
    assert text.replace("\n", " ").isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.just("2026-01-01"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*baseline._KEYS, "version", "entries"]), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=25, deadline=None)
@given(value=JSON | st.builds(lambda entries: {"version": 1, "entries": entries}, JSON))
def test_any_json_is_read_or_refused(
    value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In one sentence."""
    file = tmp_path_factory.getbasetemp() / "any.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    with suppress(UserError):
        baseline.read(file)


@settings(max_examples=25, deadline=None)
@given(value=st.dictionaries(st.sampled_from([*ignores.KEYS, "other"]), JSON | DAYS))
def test_any_ignore_is_read_or_refused(value: dict[str, Any]) -> None:
    """In one sentence."""
    table = project.Table(
        Path("pyproject.toml"), "tool.configbench", {"ignore": [value]}
    )
    with suppress(UserError):
        (ignore,) = ignores.stated(table)
        assert ignore.rules
        assert ignore.reason.strip()


def test_the_page_shows_what_can_be_read(tmp_path: Path) -> None:
    """Its file, its table and its comment, as printed."""
    page = (Path(__file__).parents[2] / "docs" / "living-with-findings.md").read_text(
        encoding="utf-8"
    )
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL))
    file = tmp_path / "baseline.json"
    file.write_text(blocks["json"], encoding="utf-8")
    assert baseline.text(baseline.read(file).entries) == blocks["json"]
    (tmp_path / "pyproject.toml").write_text(blocks["toml"], encoding="utf-8")
    (ignore,) = ignores.stated(project.read(tmp_path))
    assert ignore.covers("CB101", "optimizer.lr")
    assert comments.ignored(blocks["python"])[1].rules == ("CB101",)
