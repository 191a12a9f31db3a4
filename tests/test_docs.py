"""What the documents say is executed: commands, files and examples exist and work."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from benchmarks import core
from benchmarks.paths import ROOT

DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("*.md"))),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    """Relative links of a document name files of the repository, and headings in them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert [
        each for each in links if "://" not in each and not _leads(name, each)
    ] == []


def _leads(name: str, link: str) -> bool:
    """Whether there is what a link of a document leads to."""
    path, _, heading = link.partition("#")
    file = (ROOT / name).parent / path if path else ROOT / name
    if not heading or file.suffix != ".md":
        return file.exists()
    titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    # As GitHub makes an address of a heading.
    return heading in {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles
    }


def test_newcomers_find_every_page() -> None:
    """The index leads to each page of its folder, and the README to the index."""
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([\w.-]+)", index))
    assert "](docs/README.md)" in README


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    """The program to copy is executed as printed, up to the training core."""
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=core.recorded(tmp_path / "record").environ(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


#: Each command of the README that is followed by what it prints.
SHOWN = re.findall(
    r"    \.venv/bin/python ([^\n]*)\n\n```text\n(.*?)```", README, re.DOTALL
)


def test_each_output_of_the_readme_has_its_command() -> None:
    """A probe, an audit and a look: no block is left out below."""
    assert README.count("```text\n") == len(SHOWN) == 3


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_a_command_of_the_readme_prints_what_it_shows(command: str, shown: str) -> None:
    """The output that the README shows is the output, time and left-out lines aside."""
    words = [
        sys.executable if word == ".venv/bin/python" else word
        for word in shlex.split(command)
    ]
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # An audit with findings ends with 1.
    assert done.returncode == (" audit " in command), done.stderr
    printed = done.stdout.splitlines()
    for line in shown.splitlines():
        if line.strip() == "…":
            continue
        pattern = re.sub(r"\d+\\\.\d+\\ s", r"\\d+\\.\\d+\\ s", re.escape(line))
        assert any(re.fullmatch(pattern, each) for each in printed), line


@pytest.mark.parametrize(
    "options", sorted(set(re.findall(r"pytest (--benchmark[^`|]*)`", README)))
)
def test_the_options_of_the_readme_are_known(options: str) -> None:
    """Every pytest line of the README is accepted (collected only)."""
    words = [word for word in options.split() if word != "--resume"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "--collect-only", "-q"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_decisions_are_numbered_without_a_gap() -> None:
    """Decision records count from 1 and say what would change our mind."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]
    for path in records:
        assert "What would change our mind" in path.read_text(encoding="utf-8"), (
            path.name
        )


def test_the_weekly_workflow_types_what_there_is() -> None:
    """Its steps call targets of the Makefile and our own commands; it comes by itself."""
    path = ROOT / ".github" / "workflows" / "update.yml"
    read = YAML(typ="safe").load(path)
    assert [each["cron"] for each in read["on"]["schedule"]] == ["17 3 * * 1"]
    typed = "\n".join(step.get("run", "") for step in read["jobs"]["update"]["steps"])
    targets = re.findall(r"^make (\S+)$", typed, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert targets == ["update", "check"]
    assert all(f"\n{target}:" in makefile for target in targets)
    assert "python -m report\n" in typed
    words = ["/bin/bash", "-n", "-c", typed]
    assert subprocess.run(words, check=False).returncode == 0
