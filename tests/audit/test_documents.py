"""The pages that people read elsewhere, and hostile text in every field of every format."""

import argparse
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.paths import ROOT
from configbench.audit import formats
from configbench.audit.formats import FORMATS, Options, html, markdown
from configbench.audit.formats.tries import Strings, told
from configbench.audit.masking import masked
from configbench.audit.model import Accepted, Audit, Audited, Severity
from configbench.commands import audit as command
from tests import hostile_pages
from tests.audit import made
from tests.audit.look_at_page import large
from tests.audit.test_schemas import report, sarif_schema
from tests.hostile import CLASSES, acts, plain


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """An audit made by hand."""
    return made.audit(tmp_path)


@pytest.fixture
def many(audit: Audit) -> list[Audited]:
    """Three programs: with findings, without, and one with trouble."""
    lived = (Accepted(audit.findings[0], "pyproject.toml", "it was always so"),)
    clean = replace(audit, findings=(), accepted=lived, ended="--max-time")
    trouble = "there is no file 'odd.py'"
    return [
        Audited("train", audit),
        Audited("eval", clean),
        Audited("odd", None, trouble),
    ]


def test_markdown_is_a_sentence_and_a_table(audit: Audit) -> None:
    """The sentence alone is enough for a pull request."""
    page = markdown.write(made.one(audit), Options(audit.target.cwd))
    sentence, table, meaning, note = page.split("\n\n")
    assert sentence == (
        "**1 error, 1 warning** in `torchrun --nproc 2 train.py --data x`: 2 settings, "
        "1,204 command lines in 31.2 s."
    )
    _, _, error, warning = table.splitlines()
    assert error == (
        "| **error** CB101 a false word is taken as true | `use_gpu`, `amp`, `resume` and 33 more "
        "| `torchrun --nproc 2 train.py --data x --use_gpu False` "
        "| arrived `use_gpu=True`, expected False, or a refusal | `train.py:4` |"
    )
    assert "| nothing in the program's own source reads lr | `train.py:5` |" in warning
    assert meaning == "`configbench explain CB101` tells what it means."
    assert note.startswith("- note: no network was cut")
    whole = markdown.write(made.one(audit), Options(audit.target.cwd, everything=True))
    assert "`flag_32`" in whole
    clean = markdown.write(made.one(replace(audit, findings=())), Options(Path()))
    assert clean.startswith("**No findings** in `torchrun")


def test_markdown_of_many_programs(many: list[Audited]) -> None:
    """Those that could not be looked at come first; each finding names its program."""
    page = markdown.write(many, Options(Path()))
    sentence, programs, findings, _ = page.split("\n\n")
    assert sentence == "**1 error, 1 warning** in 3 programs; 1 could not be looked at."
    assert programs.splitlines()[2:4] == [
        "| `odd` | could not be looked at: there is no file 'odd.py' |",
        "| `train` | 1 error, 1 warning (2 settings, 1,204 command lines in 31.2 s) |",
    ]
    assert "| `eval` | no findings (" in programs
    assert findings.count("| `train` |") == 2


def test_a_long_table_is_cut(audit: Audit) -> None:
    """A comment on a code host holds no more; everything is told where it is asked for."""
    busy = replace(audit, findings=audit.findings[:1] * 130)
    page = markdown.write(made.one(busy), Options(Path()))
    assert page.count("**error**") == 100
    assert "\n\nand 30 more (--show all)\n\n" in page
    assert len(page) < 65_536
    whole = markdown.write(made.one(busy), Options(Path(), everything=True))
    assert whole.count("**error**") == 130


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"json"}))
def test_what_the_words_as_given_show_has_a_command(name: str, audit: Audit) -> None:
    """A saved run may need no word more; what the source alone tells, no command shows."""
    command = "python train.py && python train.py --config saved.json"
    found, unread = audit.findings
    seen = replace(found, words=(), command=command, confirmed=(1, 1))
    write = formats.outputs([name])[0].write
    shown = command if name not in {"html", "junit"} else command.replace("&", "&amp;")
    for each, is_shown in ((seen, True), (replace(unread, command=command), False)):
        page = write(made.one(replace(audit, findings=(each,))), Options(Path()))
        if name == "sarif":  # which tells it as a property, too
            page = json.loads(page)["runs"][0]["results"][0]["message"]["text"]
        assert (shown in page) is is_shown


# -- the page for a browser -----------------------------------------------------------------------


def test_the_page_stands_by_itself(many: list[Audited]) -> None:
    """No other file, no network: its policy allows its own script and style alone."""
    page = html.write(many, Options(Path()))
    form = hostile_pages.html(page)
    assert not [part for part in form.parts if "://" in part or "<link" in part]
    assert not re.search(
        r"\b(src|style|on\w+)=", re.sub(r"<script.*", "", page, flags=re.DOTALL)
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    for tag, name in (("style", "style"), ("script", "script")):
        (own,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{name}-src &#39;sha256-{digest(own)}&#39;" in policy[1] or (
            f"{name}-src 'sha256-{digest(own)}'" in policy[1]
        )
    assert "default-src 'none'" in policy[1]
    for said in (
        "could not be looked at: there is no file",
        "CB202",
        "it was always so",
    ):
        assert said.replace("'", "&#39;") in page


def digest(text: str) -> str:
    """Return what a policy knows a script by."""
    return str(html._digest(text))


def test_every_try_is_told(tmp_path: Path) -> None:
    """What was typed, what arrived that is other, what had to; texts are held once."""
    audit = large(tmp_path, settings=3, tries=7)
    (data,) = re.findall(
        r'type="application/json">(.*?)</script>',
        html.write(made.one(audit), Options(tmp_path)),
    )
    found = json.loads(data)
    (program,), strings = found["programs"], found["strings"]
    assert program["front"] == "torchrun --nproc 2 train.py"
    assert len(program["tries"]) == 7
    settings, words, became, expected, why, rules = program["tries"][1]
    assert program["settings"][settings[0]][0] == "model.part_1.setting_1"
    assert words.startswith("--data x --model.part_1.setting_1 ")
    value = audit.results[1][0].typed
    assert strings[became] == f"arrived model.part_1.setting_1={value!r}"
    assert strings[expected] == f"{value}, or a refusal"
    assert strings[why] == "a person types it so"
    assert strings[rules] == ""
    refused = strings[program["tries"][0][2]]
    assert refused.startswith("refused, exit code 2: train.py: error: argument --model")
    assert len(strings) == len(set(strings))
    cut = told(audit, Strings(), most=5)
    assert (len(cut["tries"]), cut["left"]) == (5, 2)


def test_what_became_of_a_try_is_told_in_words(tmp_path: Path) -> None:
    """Limits, words handed back, leaves that are gone, ends before the place."""
    audit = large(tmp_path, settings=20, tries=1)
    ((tried, arrived),) = audit.results
    leaves = dict(audit.target.leaves)
    moved = {name: {"t": "int", "v": 1} for name in leaves}
    del leaves["model.part_1.setting_1"]

    def became(**facts: object) -> str:
        known = {"reached": True, "leaves": leaves, "exit": 0, "stderr": "", **facts}
        result = (tried, replace(arrived, **known))  # type: ignore[arg-type]
        strings = Strings()
        (found,) = told(replace(audit, results=(result,)), strings, 9)["tries"]
        return str(strings.all[found[2]])

    first = "arrived model.part_0.setting_0=0.0"
    assert became() == f"{first}, model.part_1.setting_1 is not there"
    assert became(left=("--x",)).endswith("; handed back --x")
    assert became(reached=False, exceeded="time") == "over the limit: time"
    assert became(reached=False) == "ended before the place, exit code 0"
    assert became(reached=False, exit=None) == "could not be started"
    assert became(leaves=moved).endswith("=1 and 8 more")


# -- hostile text ---------------------------------------------------------------------------------


def filled(audited: Sequence[Audited], turn: int, *, harmless: bool) -> list[Audited]:
    """Return the same with each text followed by a hostile one, another class each time."""
    names = itertools.cycle([*CLASSES][turn:] + [*CLASSES][:turn])

    def change(text: str) -> str:
        if text in {"t", "v"}:
            return text  # of typed values, which are checked where they come in
        name = next(names)
        return text + (plain(name) if harmless else CLASSES[name])

    return [masked(each, change) for each in audited]


def every_field(audit: Audit) -> Audit:
    """Return an audit of which no field is empty, and of whose values none is a number."""
    text = {"t": "str", "v": "x"}
    tries = large(audit.target.cwd, settings=2, tries=3)
    return replace(
        tries,
        target=replace(tries.target, leaves={"lr": text}),
        settings=tuple(replace(each, default=text) for each in tries.settings),
        findings=(*audit.findings, tries.findings[-1]),
        ended="Ctrl-C",
        asked=("CB101",),
        results=tuple(
            (
                tried,
                replace(
                    arrived, left=("x",), leaves={"lr": text, tried.settings[0]: text}
                ),
            )
            for tried, arrived in tries.results
        ),
    )


def strings_of(value: Any) -> Iterator[str]:
    """Yield every text of a document, as whoever reads it shows it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_of(each)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_harmless(name: str, audit: Audit) -> None:
    """In every field, of one program and of many: the form is that of harmless text."""
    busy = every_field(audit)
    one = made.one(busy)
    several = [Audited("train", busy), Audited("odd", None, "trouble")]
    options = Options(audit.target.cwd, everything=True)
    write = formats.outputs([name])[0].write
    # A page for a browser is dear to write, and escaped by a library; a JSON text by another.
    turns = 12 if name in {"markdown", "sarif", "annotations"} else 4
    for turn, audited in enumerate([one, several] * (turns // 2)):
        text = write(filled(audited, 29 * turn, harmless=False), options)
        other = write(filled(audited, 29 * turn, harmless=True), options)
        assert acts(text) == []
        assert text.encode()
        if name in {"json", "sarif", "gitlab"}:
            assert text.isascii()
            assert len(json.dumps(json.loads(text))) > 1000
        if name in {"sarif", "gitlab"}:
            assert not any(map(acts, strings_of(json.loads(text))))
        if name == "sarif":
            found = json.loads(text)
            sarif_schema()(found)
            for run in found["runs"]:
                for each in run["results"]:
                    assert not re.search(r"\]\(|(?<!{){\d+}", each["message"]["text"])
        if name == "junit":
            mine, its = (
                report(filled(audited, 29 * turn, harmless=harmless), options)
                for harmless in (False, True)
            )
            assert [each.tag for each in mine.iter()] == [
                each.tag for each in its.iter()
            ]
        if name == "annotations":
            assert all(
                re.match(r"::(error|warning|notice) [^:]*::[^\n]", line)
                for line in text.splitlines()
            )
        if name in {"annotations", "terminal"}:
            assert text.count("\n") == other.count("\n")
        if name == "markdown":
            assert (
                hostile_pages.markdown(text).parts
                == hostile_pages.markdown(other).parts
            )
        if name == "html":
            assert hostile_pages.html(text).parts == hostile_pages.html(other).parts
            assert text.count("</script") == 2
            (data,) = re.findall(r'type="application/json">(.*?)</script>', text)
            assert not any(map(acts, strings_of(json.loads(data))))


@pytest.mark.parametrize("severity", Severity)
def test_each_severity_has_a_colour_in_the_page(severity: Severity) -> None:
    """A severity that is added is not forgotten there."""
    assert f"--{severity}:" in html._own("page.css")


# -- docs/formats.md ------------------------------------------------------------------------------

DOCUMENT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_document_and_the_help_list_the_formats() -> None:
    """In the order of the one list."""
    assert re.findall(r"^\| `(\w+)` \|", DOCUMENT, re.MULTILINE) == [*FORMATS]
    commands = argparse.ArgumentParser().add_subparsers()
    command.add(commands)
    actions = commands.choices["audit"]._actions
    told = {each.dest: each.help or "" for each in actions}["format"]
    assert re.findall(rf"\b({'|'.join(FORMATS)})\b(?![:)])", told) == [*FORMATS]


@pytest.mark.parametrize(
    "name", ["sarif", "annotations", "gitlab", "markdown", "junit"]
)
def test_the_documents_examples_are_what_is_written(name: str, audit: Audit) -> None:
    """Each line of the first block stands in the output, in this order."""
    (section,) = re.findall(
        rf"^## {name}\n(.*?)^## ", DOCUMENT, re.MULTILINE | re.DOTALL
    )
    block = re.findall(r"^```\w+\n(.*?)^```", section, re.MULTILINE | re.DOTALL)[0]
    write = formats.outputs([name])[0].write
    lines = write(made.one(audit), Options(audit.target.cwd)).splitlines()
    written = iter(line.strip().removesuffix(",") for line in lines)
    for line in block.splitlines():
        assert line.strip().removesuffix(",") in written, line


def test_the_documents_format_of_another_writes(audit: Audit) -> None:
    """The module to copy is executed as printed."""
    (source,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    module: dict[str, Any] = {}
    exec(source, module)  # noqa: S102  ours, and what is to be found out
    assert module["write"](made.one(audit), Options(Path())) == " CB101\n CB202"
