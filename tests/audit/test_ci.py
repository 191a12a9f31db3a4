"""``docs/ci.md``: its files are what their hosts take, and what they run does what is said."""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml  # type: ignore[import-untyped]  # no stubs
from packaging.requirements import Requirement

from benchmarks.paths import ROOT
from configbench import cli
from tests.audit.pages import File, steps

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
FILES = [each for each in steps(PAGE) if isinstance(each, File)]
SCHEMAS = Path(__file__).parent / "schemas"

#: What each kind of file is held to.
_HELD = {
    ".github/workflows": "github-workflows.json",
    ".gitlab-ci.yml": "gitlab-ci.json",
}

#: The workflow, the one of what has changed, the one of GitLab.
WORKFLOWS = [each for each in FILES if each.name.startswith(tuple(_HELD))]

#: What a host gives to each command, as far as ours read it.
HOST = {
    "GITHUB_BASE_REF": "main",
    "CONFIGBENCH": "git+https://git.example.com/configbench",
}


def loaded(file: File) -> Any:
    """Return what stands in a file; ``on`` is a key there, and no truth."""
    found = yaml.safe_load(file.content)
    return {"on" if key is True else key: value for key, value in found.items()}


def commands(file: File) -> list[str]:
    """Return what a file runs, in order."""
    read = loaded(file)
    if "jobs" not in read:
        return [line for job in read.values() for line in job["script"]]
    jobs = read["jobs"].values()
    return [each["run"] for job in jobs for each in job["steps"] if "run" in each]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_file_is_one_that_its_host_takes(file: File) -> None:
    """By the schema of the host; a word that it does not know is refused by that."""
    (schema,) = (held for begin, held in _HELD.items() if file.name.startswith(begin))
    check = fastjsonschema.compile(
        json.loads((SCHEMAS / schema).read_text("utf-8")), use_default=False
    )
    check(loaded(file))
    wrong = json.loads(json.dumps(loaded(file)).replace('"run": "pip', '"runs": "pip'))
    wrong = json.loads(json.dumps(wrong).replace('"when": "always"', '"when": "now"'))
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check(wrong)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_pip_reads_what_is_installed(file: File) -> None:
    """An extra that there is, of what the variable names."""
    words = [word for line in commands(file) for word in shlex.split(line)]
    (named,) = (each for each in words if each.startswith("configbench["))
    wanted = Requirement(named.replace("$CONFIGBENCH", HOST["CONFIGBENCH"]))
    assert (wanted.extras, wanted.url) == ({"files"}, HOST["CONFIGBENCH"])


def test_hooks_are_ours() -> None:
    """The one of the repository, by its name; the local ones are commands of ours."""
    remote, local = (loaded(each) for each in FILES if "pre-commit" in each.name)
    (offered,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repository,) = remote["repos"]
    assert [each["id"] for each in repository["hooks"]] == [offered["id"]]
    lint, audit = local["repos"][0]["hooks"]
    for key in ("name", "entry", "types_or", "require_serial"):
        assert lint[key] == offered[key]
    name, command, *words = audit["entry"].split()
    assert (name, command) == ("configbench", "audit")
    assert cli.read(command, words).changed_since == "origin/main"


# -- what is run ----------------------------------------------------------------------------------

PROGRAM = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--data")
parser.add_argument("--amp", type=bool, default=True)
args = parser.parse_args()
print(args.data, args.amp)
"""
FAULT = 'parser.add_argument("--shuffle", action="store_true", default=True)\n'


_ROLES = ("AUTHOR", "COMMITTER")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``origin``, whose branch ``change`` has a fault more, and ``bin``."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "bin").mkdir()
    ours = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m configbench "$@"'
    for name, does in (("pip", "exit 0"), ("sudo", "exit 0"), ("configbench", ours)):
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (folder / "bin" / name).chmod(0o755)
    origin = folder / "origin"
    origin.mkdir()
    (origin / "train.py").write_text(PROGRAM, encoding="utf-8")
    (stated,) = (each for each in FILES if each.name == "pyproject.toml")
    (origin / stated.name).write_text(stated.content, encoding="utf-8")
    run(folder, origin, "git init -q -b main")
    run(folder, origin, "configbench audit --all --write-baseline baseline.json")
    run(
        folder, origin, "git add . && git commit -q -m all && git checkout -q -b change"
    )
    changed = PROGRAM.replace("args = ", f"{FAULT}args = ").replace(
        "s.amp", "s.amp, args.shuffle"
    )
    (origin / "train.py").write_text(changed, encoding="utf-8")
    run(folder, origin, "git commit -q -a -m fault")
    return folder


def run(host: Path, folder: Path, command: str) -> int:
    """Run a command as a host does, in a folder; return its exit code."""
    who = {f"GIT_{role}_{what}": "x" for role in _ROLES for what in ("NAME", "EMAIL")}
    python = Path(sys.executable).parent
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", command],
        cwd=folder,
        env={
            **HOST,
            **who,
            "PATH": f"{host / 'bin'}:{python}:/usr/bin:/bin",
            "HOME": str(folder / ".home"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            "CI_PROJECT_DIR": str(folder),
        },
        check=False,
    )
    return done.returncode


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(WORKFLOWS)))
def test_what_is_run_finds_what_is_new(number: int, host: Path) -> None:
    """In a clone without history: all goes well up to the audit, which fails for the fault."""
    file, folder = WORKFLOWS[number], host / str(number)
    origin = (host / "origin").as_uri()
    run(host, host, f"git clone -q --depth=1 --branch change {origin} {number}")
    codes = [(each.split()[:2], run(host, folder, each)) for each in commands(file)]
    failed = [(words, code) for words, code in codes if code]
    assert failed == [(["configbench", "audit"], 1)]
    written = {path.name: path for path in folder.iterdir()}
    for name in ("audit.sarif", "audit.md", "quality.json", "audit.xml"):
        assert (name in written) == (name in file.content)
        if name in written:
            text = written[name].read_text(encoding="utf-8")
            assert "CB108" in text
            assert "shuffle" in text
    assert ("summary" in written) == ("GITHUB_STEP_SUMMARY" in file.content)
