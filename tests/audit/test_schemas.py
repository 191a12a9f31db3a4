"""What code hosts and build servers read: SARIF and JUnit hold to their schemas."""

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import fastjsonschema
import pytest

from configbench.audit.fingerprints import fingerprint
from configbench.audit.formats import (
    FORMATS,
    Options,
    annotations,
    gitlab,
    junit,
    sarif,
    where,
)
from configbench.audit.model import Accepted, Audit, Audited, Severity
from tests.audit import made

SCHEMAS = Path(__file__).parent / "schemas"


@functools.cache
def sarif_schema() -> Callable[[Any], Any]:
    """Return what raises if a log is none of SARIF 2.1.0; compiled once, for that takes long."""
    text = (SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")
    found: Callable[[Any], Any] = fastjsonschema.compile(
        json.loads(text), use_default=False
    )
    return found


def log(audited: Sequence[Audited], folder: Path) -> dict[str, Any]:
    """Return a log that holds to the schema."""
    found: dict[str, Any] = json.loads(sarif.write(audited, Options(folder)))
    sarif_schema()(found)
    return found


def report(audited: Sequence[Audited], options: Options) -> ET.Element:
    """Return a report that holds to the schema, and counts what is in it."""
    from lxml import etree  # noqa: PLC0415  an extra

    text = junit.write(audited, options)
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(text.encode()))
    found = ET.fromstring(text)  # noqa: S314  ours
    for suite in found:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    return found


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """An audit of a program in a folder of a repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "tools é").mkdir()
    return made.audit(tmp_path / "tools é")


@pytest.fixture
def many(audit: Audit) -> list[Audited]:
    """Three programs: with findings, with what somebody lives with, and one with trouble."""
    accepted = (
        Accepted(audit.findings[0], "pyproject.toml", "it was always so"),
        Accepted(audit.findings[1], "/a/train.py:3"),
    )
    early = replace(
        audit, findings=(), accepted=accepted, ended="--max-time", planned=2000
    )
    return [
        Audited("train", audit),
        Audited("a/b c", early),
        Audited("odd", None, "there is no file 'odd.py'"),
    ]


def test_a_log_of_sarif_tells_findings_at_their_lines(audit: Audit) -> None:
    """Relative to the repository; rules with their pages, and what a finding is known by."""
    told = log(made.one(audit), audit.target.cwd)
    (run,) = told["runs"]
    assert told["version"] == "2.1.0"
    assert run["automationDetails"] == {"id": "configbench/"}
    root = audit.target.cwd.parent.as_uri()
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": f"{root}/"}}
    assert run["invocations"][0]["executionSuccessful"] is True
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["CB101", "CB202"]
    assert rules[0]["help"]["markdown"].startswith("# CB101: a false word")
    assert rules[0]["fullDescription"]["text"].startswith(
        "Someone types a word for *no*"
    )
    error, warning = run["results"]
    assert [each["level"] for each in run["results"]] == ["error", "warning"]
    assert error["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": "tools%20%C3%A9/train.py",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": 4},
    }
    known = fingerprint(audit.findings[0])
    assert set(error["partialFingerprints"].values()) == {known}
    assert error["message"]["text"] == (
        "use_gpu, amp, resume and 33 more: 'False' arrives as True, for bool('False') is True. "
        "Expected False, or a refusal; arrived use_gpu=True. "
        "Typed: torchrun --nproc 2 train.py --data x --use_gpu False"
    )
    assert error["properties"]["settings"] == list(audit.findings[0].settings)
    assert "suppressions" not in warning


def test_each_program_has_a_run_of_its_own(many: list[Audited]) -> None:
    """So that hosts replace its findings alone; what is accepted is no alert."""
    folder = many[0].audit.target.cwd if many[0].audit else Path()
    train, early, odd = log(many, folder)["runs"]
    assert [each["automationDetails"]["id"] for each in (train, early, odd)] == [
        "configbench/train/", "configbench/a%2Fb%20c/", "configbench/odd/",
    ]  # fmt: skip
    assert [each["suppressions"][0] for each in early["results"]] == [
        {"kind": "external", "justification": "pyproject.toml: it was always so"},
        {"kind": "inSource", "justification": "/a/train.py:3"},
    ]
    (invocation,) = early["invocations"]
    assert invocation["toolExecutionNotifications"][0] == {
        "level": "warning",
        "message": {"text": "ended early by --max-time, 796 were left"},
    }
    (invocation,) = odd["invocations"]
    assert (invocation["executionSuccessful"], odd["results"]) == (False, [])
    (trouble,) = invocation["toolExecutionNotifications"]
    assert trouble["message"]["text"] == "there is no file 'odd.py'"
    # A log of very many programs stays small: no rule without a finding.
    assert len(json.dumps(odd)) < 1_000


def test_a_viewer_puts_nothing_into_a_message(audit: Audit) -> None:
    """Placeholders and links of SARIF are none; other braces and brackets stay."""
    finding = made.finding(
        audit.target.cwd,
        says="{0} {{x}} {'a': 1} [y](0) [z]",
        arrived="{10}",
        expected="",
    )
    told = log(made.one(replace(audit, findings=(finding,))), audit.target.cwd)
    text = told["runs"][0]["results"][0]["message"]["text"]
    assert "{{0}} {{{{x}}}} {'a': 1} [y] (0) [z]. Arrived {{10}}." in text


@pytest.mark.parametrize(
    ("said", "entry", "path", "line"),
    [
        ("{}/train.py:5", (), "tools é/train.py", 5),
        ("{}/train.py:99", (), "tools é/train.py", 1),
        ("{}/train.py:main", (), "tools é/train.py", 7),
        ("", (), "tools é/train.py", 1),
        ("pkg.train:main", ("-m", "pkg.train"), "tools é/pkg/train.py", 1),
        ("", ("-m", "pkg"), "tools é/pkg/__main__.py", 1),
        ("", ("-m", "elsewhere"), "tools é/train.py", 1),
        ("/usr/lib/x.py:3", (), "/usr/lib/x.py", 1),
    ],
)
def test_where_a_finding_stands(
    said: str,
    entry: tuple[str, ...],
    path: str,
    line: int,
    audit: Audit,
    tmp_path: Path,
) -> None:
    """At its line as far as there is one, or else at the first of the program's own file."""
    folder = audit.target.cwd
    with (folder / "train.py").open("a") as file:
        file.write("def main():\n    pass\n")
    files = tuple(folder / each for each in ("pkg/train.py", "pkg/__main__.py"))
    target = replace(audit.target, files=files, entry=entry or audit.target.entry)
    found = where.located(said.format(folder), target, where.root(folder))
    assert (found.path, found.line) == (path, line)
    assert (found.inside is None) == path.startswith("/")
    if found.inside is None:
        assert found.uri == f"file://{path}"


def test_without_a_repository_paths_begin_here(tmp_path: Path) -> None:
    """At the folder that the command is typed in."""
    assert where.root(tmp_path) == tmp_path


# -- annotations ----------------------------------------------------------------------------------


def test_an_annotation_stands_at_its_line(audit: Audit, many: list[Audited]) -> None:
    """With a title; one without a line of the repository has no file."""
    elsewhere = made.finding(
        audit.target.cwd, "CB301", severity=Severity.NOTE, where="/usr/lib/x.py:3",
        settings=("a,b",), says="50%: x", command="", expected="", arrived="",
    )  # fmt: skip
    busy = replace(audit, findings=(*audit.findings[:1], elsewhere))
    told = annotations.write([Audited("", busy), many[2]], Options(audit.target.cwd))
    assert told.splitlines() == [
        "::error file=tools é/train.py,line=4,title=CB101 a false word is taken as true::"
        "use_gpu, amp, resume and 33 more: 'False' arrives as True, for bool('False') is True. "
        "Expected False, or a refusal; arrived use_gpu=True. "
        "Typed: torchrun --nproc 2 train.py --data x --use_gpu False",
        "::notice title=CB301 an abbreviation is taken::a,b: 50%25: x",
        "::error title=configbench::odd: could not be looked at: there is no file 'odd.py'",
    ]
    assert annotations._property("a:b,c%") == "a%3Ab%2Cc%25"
    nothing = replace(audit, findings=())
    assert annotations.write(made.one(nothing), Options(audit.target.cwd)) == ""


def test_gitlab_knows_an_issue_again(audit: Audit, many: list[Audited]) -> None:
    """By program, rule, cause and settings; each has what its report needs."""
    folder = audit.target.cwd
    (folder.parent / "pyproject.toml").write_text("")
    twice = [many[0], replace(many[0], name="other"), many[2]]
    issues = json.loads(gitlab.write(twice, Options(folder)))
    for each in issues:
        assert each.keys() == {
            *("description", "check_name", "fingerprint", "severity", "location")
        }
    assert len({each["fingerprint"] for each in issues}) == 5
    error, warning, *_, trouble = issues
    assert error["location"] == {"path": "tools é/train.py", "lines": {"begin": 4}}
    assert error["description"].startswith(
        "train: a false word is taken as true: use_gpu"
    )
    assert (error["severity"], warning["severity"]) == ("major", "minor")
    assert trouble["location"]["path"] == "pyproject.toml"
    assert (
        trouble["description"]
        == "odd: could not be looked at: there is no file 'odd.py'"
    )


# -- JUnit ----------------------------------------------------------------------------------------


def test_each_rule_and_setting_is_a_case(audit: Audit) -> None:
    """What fails fails there as well: a finding of lesser severity is told and passes."""
    asked = replace(audit, asked=("CB101", "CB202", "CB301"))
    options = Options(audit.target.cwd)
    (suite,) = report(made.one(asked), options)
    cases = {
        (each.get("classname", "")[:5], each.get("name")): each
        for each in suite.iter("testcase")
    }
    # 36 settings with findings, of which one was tried, one more that was; the program itself.
    assert len(cases) == 38 + 3 + 3
    failure = cases["CB101", "amp"].find("failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert failure.text == (
        "$ torchrun --nproc 2 train.py --data x --use_gpu False\n"
        "expected False, or a refusal\n"
        "arrived use_gpu=True\n"
        "says 'False' arrives as True, for bool('False') is True\n"
        f"where {audit.target.cwd}/train.py:4\n"
        "one of 36 settings with this fault"
    )
    warned = cases["CB202", "lr"]
    assert warned.find("failure") is None
    assert "nothing in the program's own source reads lr" in (
        warned.findtext("system-out") or ""
    )
    assert len(cases["CB301", "(the program)"]) == 0
    failing = replace(options, failing=frozenset({Severity.WARNING}))
    (suite,) = report(made.one(asked), failing)
    assert suite.get("failures") == "1"


def test_a_suite_tells_trouble_and_what_nobody_knows(many: list[Audited]) -> None:
    """An error for a program that could not be looked at; after an early end nothing is clean."""
    folder = many[0].audit.target.cwd if many[0].audit else Path()
    suites = report(many, Options(folder))
    train, early, odd = suites
    assert (suites.get("errors"), odd.get("errors")) == ("1", "1")
    error = odd.find("testcase/error")
    assert error is not None
    assert error.get("message") == "there is no file 'odd.py'"
    assert early.get("skipped") == early.get("tests")
    skipped = {each.get("message") for each in early.iter("skipped")}
    assert skipped == {
        "pyproject.toml: it was always so", "/a/train.py:3", "ended early by --max-time",
    }  # fmt: skip
    assert train.find("testcase").get("classname", "").startswith("train.CB101 ")  # type: ignore[union-attr]


def test_every_format_is_in_the_one_list() -> None:
    """Each is a module with a function, and html alone is told of every try."""
    assert [*FORMATS] == [
        "terminal", "json", "sarif", "annotations", "gitlab", "markdown", "junit", "html",
    ]  # fmt: skip
    assert [name for name, each in FORMATS.items() if each.every] == ["html"]
