"""How an audit is told: the page for people, the document for machines, and files."""

import json
import os
import stat
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from configbench import __version__, whole_files
from configbench.audit import formats
from configbench.audit.fingerprints import fingerprint, keys
from configbench.audit.formats import Options, terminal, wording
from configbench.audit.formats import json as document
from configbench.audit.masking import masked
from configbench.audit.model import Accepted, Audit, Audited, Severity
from configbench.errors import UserError
from tests.audit import made

PRINTED = Path(__file__).parent / "printed"


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """An audit made by hand."""
    return made.audit(tmp_path)


@pytest.mark.parametrize("everything", [False, True], ids=["findings", "all"])
def test_the_page_is_as_it_was(audit: Audit, *, everything: bool) -> None:
    """As a pipe gets it: paths as they are typed, nothing cut, plain."""
    name = "all.txt" if everything else "findings.txt"
    shown = terminal.write(
        made.one(audit), Options(audit.target.cwd, everything=everything)
    )
    assert shown == (PRINTED / name).read_text(encoding="utf-8").rstrip("\n")


def test_many_findings_fit_a_screen(audit: Audit) -> None:
    """80 columns, 40 lines: the worst are shown whole, of the others what they are."""
    folder = audit.target.cwd
    many = tuple(made.finding(folder, f"CB{n}") for n in range(101, 112))
    busy = replace(audit, findings=many, notes=("a sentence",) * 9)
    options = Options(folder, terminal=True, width=80)
    lines = terminal.write(made.one(busy), options).splitlines()
    assert len(lines) <= 40
    assert all(len(line) <= 80 for line in lines)
    assert all(any(each.rule in line for line in lines) for each in many)
    whole = terminal.write(made.one(busy), replace(options, everything=True))
    assert whole.count("$ ") == len(many)
    assert "flag_32" in whole


def test_nothing_found_is_told(audit: Audit) -> None:
    """In one line, with how many rules that is."""
    shown = terminal.write(
        made.one(replace(audit, findings=())), Options(audit.target.cwd)
    )
    assert "No findings.\nclean: 10 error rules, 4 warning rules\n" in shown


def test_a_program_that_needs_nothing_is_shown_shortly(audit: Audit) -> None:
    """No launcher, no other place, nothing left out, nothing told: nothing is said of them."""
    bare = replace(
        audit,
        target=replace(audit.target, launcher=(), candidates=()),
        not_settable=(),
        ignored={},
        notes=(),
        ran="",
        findings=(),
        tries=1,
        ended="--max-time",
        planned=38,
    )
    shown = terminal.write(made.one(bare), Options(bare.target.cwd)).splitlines()
    assert shown == [
        "train.py:6  args = parser.parse_args()",
        f"  {made.PARSER}",
        "  2 settings · 1 command line in 31.2 s · ended early by --max-time, "
        "37 were left",
        "",
        "No findings so far; 37 were left.",
        "clean so far: 10 error rules, 4 warning rules",
    ]


def test_colours_are_for_terminals(audit: Audit) -> None:
    """Errors are red there; elsewhere no byte acts, and what a program holds never does."""
    nasty = made.finding(
        audit.target.cwd,
        settings=("a\x1b[2J",),
        arrived="x\x9b",
        command="python \x1b]0;x",
        says="\u202e",
    )
    told = replace(audit, findings=(nasty,), notes=("\x07",), ignored={"\r": "\x08"})
    options = Options(audit.target.cwd, everything=True)
    plain = terminal.write(made.one(told), options)
    assert plain.replace("\n", "").isprintable()
    coloured = terminal.write(
        made.one(told), replace(options, colours=True, terminal=True)
    )
    assert "\x1b[1;31mCB101 error" in coloured
    assert not {"\x9b", "\x07", "\r", "\x08", "\u202e"} & set(coloured)
    assert "\x1b[2J" not in coloured


def test_a_command_is_never_cut(audit: Audit) -> None:
    """It is to be pasted; a value is cut at the width."""
    long = made.finding(
        audit.target.cwd, command="python " + "x" * 300, arrived="y" * 300
    )
    options = Options(audit.target.cwd, terminal=True, width=60)
    shown = terminal.write(made.one(replace(audit, findings=(long,))), options)
    assert "x" * 300 in shown
    assert "y" * 60 not in shown
    assert "arrived y" in shown


# -- json -----------------------------------------------------------------------------------------


def test_the_document_has_the_keys_that_are_promised(audit: Audit) -> None:
    """Versioned; all of them, in ASCII without control characters."""
    odd = replace(audit, notes=("\x1b\x7f\udc80é",))
    text = document.write(made.one(odd), Options(Path()))
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    told: dict[str, Any] = json.loads(text)
    assert {
        *("version", "configbench", "place", "settings", "tries", "seconds"),
        *("not_settable", "ignored", "findings", "notes", "candidates", "launcher"),
    } <= told.keys()
    assert (told["version"], told["configbench"]) == (1, __version__)
    assert told["place"] == f"{audit.target.cwd / 'train.py'}:6"
    assert told["notes"] == ["\x1b\x7f\udc80é"]
    assert told["ignored"] == dict(audit.ignored)
    assert told["settings"][0]["name"] == "use_gpu"
    assert told["settings"][0]["type"] == "bool"
    assert told["settings"][0]["default"] == made.TRUE
    error, _ = told["findings"]
    assert error == {
        "rule": "CB101",
        "severity": "error",
        "settings": list(audit.findings[0].settings),
        "words": ["--use_gpu", "False"],
        "expected": "False, or a refusal",
        "arrived": "use_gpu=True",
        "exit": 0,
        "says": "'False' arrives as True, for bool('False') is True",
        "where": f"{audit.target.cwd / 'train.py'}:4",
        "command": "torchrun --nproc 2 train.py --data x --use_gpu False",
        "confirmed": [3, 36],
        "cause": "type=bool",
        "fingerprint": fingerprint(audit.findings[0]),
    }


# -- many programs --------------------------------------------------------------------------------


@pytest.fixture
def many(audit: Audit) -> list[Audited]:
    """Four programs: with findings, without, unchanged, and one that could not be looked at."""
    clean = replace(audit, findings=(), accepted=(Accepted(audit.findings[0], "by"),))
    return [
        Audited("train", audit),
        Audited("eval", clean),
        Audited("serve", replace(clean, accepted=()), cached=True),
        Audited("odd\x1b[2J", None, "there is no file 'odd.py'\x9b"),
    ]


def test_each_of_many_programs_has_a_line(many: list[Audited]) -> None:
    """Then come the findings of those that have some; whole only where all is asked for."""
    folder = many[0].audit.target.cwd if many[0].audit else Path()
    ran = "2 settings · 1,204 command lines in 31.2 s · overlay"
    shown = terminal.write(many, Options(folder)).splitlines()
    assert shown == [
        f"train       1 error, 1 warning · {ran}",
        f"eval        no findings · 1 accepted · {ran}",
        "serve       no findings · nothing has changed",
        r"odd\x1b[2J  could not be looked at: there is no file 'odd.py'\x9b",
        "",
        "train",
        "CB101 error  a false word is taken as true: use_gpu, amp, resume and 33 more",
        "  $ torchrun --nproc 2 train.py --data x --use_gpu False",
        "CB202 warning  nothing reads a setting: lr",
        "  nothing in the program's own source reads lr",
        "",
        "1 error, 1 warning; configbench explain CB101 tells what it means",
        "3 of 4 programs could be looked at",
    ]
    whole = terminal.write(many, Options(folder, everything=True))
    assert "confirmed 3 of 36" in whole
    assert "flag_32" in whole
    assert terminal.write(many[2:3], Options(folder)).endswith("\n\nNo findings.")


def test_the_document_of_many_programs_lists_them(
    audit: Audit, many: list[Audited]
) -> None:
    """Each with the keys of one; of what could not be looked at, why not."""
    told = json.loads(document.write(many, Options(Path())))
    assert told.keys() == {"version", "configbench", "programs"}
    train, clean, serve, odd = told["programs"]
    alone = json.loads(document.write(made.one(audit), Options(Path())))
    assert train == {
        **{key: alone[key] for key in alone.keys() - {"version", "configbench"}},
        "name": "train",
        "trouble": "",
        "cached": False,
    }
    (accepted,) = clean["accepted"]
    assert accepted == {**alone["findings"][0], "by": "by", "reason": ""}
    assert serve["cached"] is True
    assert odd == {
        "name": "odd\x1b[2J", "trouble": "there is no file 'odd.py'\x9b", "cached": False,
    }  # fmt: skip


def test_a_finding_is_known_again(audit: Audit) -> None:
    """By rule, cause and settings; neither by a line nor by words."""
    finding = audit.findings[0]
    moved = replace(
        finding,
        where="/elsewhere/train.py:99",
        command="python train.py",
        says="other words",
        settings=finding.settings[::-1],
    )
    assert fingerprint(moved) == fingerprint(finding)
    others = (
        replace(finding, cause="type=list"),
        replace(finding, rule="CB102"),
        replace(finding, settings=finding.settings[1:]),
        replace(finding, settings=()),
    )
    assert len({fingerprint(each) for each in (finding, *others)}) == 5
    assert keys(finding)[1] == ("CB101", "amp", "type=bool")
    assert keys(others[-1]) == (("CB101", "", "type=bool"),)


def test_what_somebody_lives_with_is_told_shortly(audit: Audit) -> None:
    """How many, and where that is said."""
    accepted = tuple(
        Accepted(audit.findings[0], by) for by in ("pyproject.toml", "a.json", "a.json")
    )
    told = replace(audit, findings=(), accepted=accepted)
    shown = terminal.write(made.one(told), Options(audit.target.cwd))
    assert "\naccepted: 3 errors (pyproject.toml, a.json)\n" in shown


# -- of other distributions -----------------------------------------------------------------------


def announced(
    folder: Path, patch: pytest.MonkeyPatch, *points: str, by: str = "somebody"
) -> None:
    """Lay out a distribution that announces formats, and let it be found."""
    info = folder / f"{by}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {by}\nVersion: 1.0\n")
    listed = "\n".join(points)
    (info / "entry_points.txt").write_text(f"[configbench.formats]\n{listed}\n")
    patch.syspath_prepend(folder)


def test_another_distribution_brings_a_format(
    audit: Audit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A module like ours; but a name of ours is ours."""
    (tmp_path / "somebodys_lines.py").write_text(
        "EVERY = True\n"
        "def write(audited, options):\n"
        "    return f'{len(audited[0].audit.findings)} in {options.cwd.name}'\n"
    )
    announced(tmp_path, monkeypatch, "lines = somebodys_lines", "json = nowhere")
    wanted = formats.outputs(["lines"])
    assert [(each.name, each.every) for each in wanted] == [("lines", True)]
    formats.write(made.one(audit), wanted, Options(tmp_path))
    assert capsys.readouterr().out == f"2 in {tmp_path.name}\n"
    assert formats.outputs(["json"])[0].write is document.write


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (None, "cannot be loaded: ModuleNotFoundError: No module named 'somebodys_{}'"),
        ("1 +", "cannot be loaded: SyntaxError: invalid syntax"),
        ("def wrote(): 0", "has no function write(audited, options)"),
        ("def write(*_): 1 / 0", "failed: ZeroDivisionError: division by zero"),
        ("def write(*_): return b''", "returned bytes, expected the text of a file"),
    ],
)
def test_a_fault_of_anothers_format_is_theirs(
    source: str | None,
    sentence: str,
    audit: Audit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence that says whose it is."""
    number = zlib.crc32(sentence.encode())
    if source is not None:
        (tmp_path / f"somebodys_{number}.py").write_text(source)
    announced(tmp_path, monkeypatch, f"lines = somebodys_{number}")
    with pytest.raises(UserError) as raised:
        formats.outputs(["lines"])[0].write(made.one(audit), Options(tmp_path))
    told = str(raised.value)
    assert told.startswith(f"--format lines (somebodys_{number} of somebody 1.0) ")
    assert sentence.format(number) in told
    assert "\n" not in told


def test_two_formats_of_one_name_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is chosen; a misspelt one is told the nearest of theirs."""
    announced(tmp_path, monkeypatch, "lines = os")
    announced(tmp_path, monkeypatch, "lines = os", by="other")
    told = r"by other 1\.0 and somebody 1\.0, expected by one"
    with pytest.raises(UserError, match=told):
        formats.outputs(["lines"])
    with pytest.raises(UserError, match="did you mean 'lines'"):
        formats.outputs(["linse"])


# -- which, and where to --------------------------------------------------------------------------


def test_several_formats_at_once(
    audit: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into files, and the page for people where nothing else goes to standard output."""
    file, page = tmp_path / "out.json", tmp_path / "page.txt"
    wanted = formats.outputs([f"json={file}", f"terminal={page}"])
    assert not file.exists()
    formats.write(made.one(audit), wanted, Options(tmp_path))
    assert json.loads(file.read_text())["tries"] == 1204
    assert page.read_text().startswith("train.py:6")
    assert capsys.readouterr().out == page.read_text()
    formats.write(made.one(audit), formats.outputs(["json"]), Options(tmp_path))
    assert json.loads(capsys.readouterr().out)["tries"] == 1204


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["jsn"], "there is no format 'jsn' (did you mean 'json'?)"),
        (["json="], "'json=': expected a file behind the ="),
        (["json", "terminal"], "'terminal': another format goes to standard output"),
        (["json=a", "terminal=a"], "another format goes to the file 'a'"),
        (["json=/nowhere/a"], "the file '/nowhere/a' cannot be written: No such"),
        (["json=/"], "the file '/' cannot be written: it is a folder"),
        (["json=a\0b"], "cannot be written"),
    ],
)
def test_a_mistake_is_told_before_anything_runs(
    typed: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence that names what was typed."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as raised:
        formats.outputs(typed)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name="jinja2.ext")

    monkeypatch.setitem(formats.FORMATS, "html", formats.Format("html"))
    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(UserError) as raised:
        formats.outputs(["html"])
    assert str(raised.value) == (
        "--format html needs jinja2.ext, which is not installed: "
        "pip install 'configbench[html]'"
    )


def test_a_file_is_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where writing fails the old one is there, and nothing beside it; its rights are kept."""
    file, link = tmp_path / "a.json", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="No space left on device"):
            whole_files.write(link, "new")
    assert file.read_text() == "old"
    whole_files.write(link, "new\udcff")
    assert file.read_text() == "new\\udcff"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [file, link]


def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    """A pipe stays a pipe."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        whole_files.require_writable(pipe)
        whole_files.write(pipe, "told")
        assert os.read(reading, 100) == b"told"
        assert pipe.is_fifo()
    finally:
        os.close(reading)


def test_what_is_secret_is_masked_wherever_it_is(audit: Audit) -> None:
    """In values, words, notes and keys alike; all else stays as it was."""
    secret = "hunter2"  # noqa: S105  of nobody
    arrived = {"key": {"t": "str", "v": f"a {secret}"}}
    holding = replace(
        audit,
        target=replace(audit.target, leaves=arrived, words=("--key", secret)),
        findings=(made.finding(audit.target.cwd, arrived=f"key='{secret}'"),),
        notes=(secret,),
        ignored={secret: secret},
    )
    told = masked(holding, lambda text: text.replace(secret, "***"))
    for everything in (False, True):
        options = Options(audit.target.cwd, everything=everything)
        assert secret not in terminal.write(made.one(told), options)
    assert secret not in document.write(made.one(told), Options(Path())) + repr(told)
    assert told.target.leaves["key"] == {"t": "str", "v": "a ***"}
    assert masked(audit, lambda text: text) == audit


@pytest.mark.parametrize("severity", Severity)
def test_each_severity_has_a_style(severity: Severity) -> None:
    """A severity that is added is not forgotten here."""
    assert severity in terminal._STYLES


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("/home/me/train.py:3", "train.py:3"),
        ("/home/me/src/train.py:main", "src/train.py:main"),
        ("/home/other/train.py:3", "/home/other/train.py:3"),
        ("/venv/lib/python3.11/site-packages/fire/core.py:1", "…/fire/core.py:1"),
        ("pkg.train:main", "pkg.train:main"),
        ("", ""),
    ],
)
def test_a_place_is_shown_shortly(where: str, shown: str) -> None:
    """As it is typed here; of a library, its own part."""
    assert wording.shortened(where, Path("/home/me")) == shown
