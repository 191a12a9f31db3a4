"""What is shipped: built, held to what an index asks, installed and used on each interpreter here.

``python -m tests.packaging``, by hand: it asks a package index for what is installed along, and
takes minutes.  On each interpreter that may have it, wheel and source distribution go into empty
environments, where a small program is audited and linted, and ``docs/tour.md`` is walked with the
wheel; each older one must refuse it in a sentence.  Prints a table; exit 1 if anything failed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from uv import find_uv_bin

from configbench import __version__
from tests.audit.pages import walked
from tests.configbench.interpreters import found

ROOT = Path(__file__).parents[1]

#: The oldest that may have it, as ``requires-python`` says.
OLDEST = (3, 11)

_PROGRAM = """\
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--amp", type=bool, default=True)
print(parser.parse_args().amp)
"""

#: What is typed in an empty environment, with its exit code and what it has to print.
_TYPED = (
    ("configbench --version", 0, f"configbench {__version__}\n"),
    ("configbench audit -- python train.py", 1, "CB101 error"),
    ("configbench lint train.py", 1, "train.py:4:35: CB101"),
)


# -- of what is installed here: nothing is asked of an index --------------------------------------


def built(folder: Path) -> Path:
    """Build the wheel and the source distribution of this tree into a folder; return the wheel."""
    targets = ("-t", "wheel", "-t", "sdist", "-d", folder)
    call(sys.executable, "-m", "hatchling", "build", *targets, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def installed(wheel: Path, folder: Path, *, along: bool = False) -> Path:
    """Install the wheel into an environment of its own, and return the folder of its commands.

    Parameters
    ----------
    wheel
        What to install.
    folder
        Where the environment is made.
    along
        Whether it sees the packages of this interpreter, behind its own: rich, and what a program
        imports.
    """
    call(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    commands = folder / "bin"
    pip = (sys.executable, "-m", "pip", "--python", commands / "python", "install")
    call(*pip, "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    if along:
        (packages,) = folder.glob("lib/python*/site-packages")
        theirs = [each for each in sys.path if each.endswith("site-packages")]
        (packages / "theirs.pth").write_text("\n".join(theirs), encoding="utf-8")
    return commands


def call(*argv: str | Path, cwd: Path, alone: bool = False) -> str:
    """Run a command; ``alone``, without the variables that lead Python to other packages."""
    ran = subprocess.run(
        argv,
        cwd=cwd,
        env={
            name: value
            for name, value in os.environ.items()
            if not (alone and name.startswith("PYTHON"))
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


# -- as somebody else has it ----------------------------------------------------------------------


def shipped(folder: Path) -> dict[str, Path]:
    """Build both as an index gets them: the wheel from the source distribution, in isolation."""
    _done(find_uv_bin(), "build", "-q", "--out-dir", folder, ROOT)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return {"wheel": wheel, "source": source}


def environment(folder: Path, python: str, *packages: str) -> Path:
    """Make an environment with these packages and what they need; return its commands."""
    _done(find_uv_bin(), "venv", "-q", "--python", python, folder)
    commands = folder / "bin"
    words = ("pip", "install", "-q", "--python", commands / "python")
    _done(find_uv_bin(), *words, *packages)
    return commands


def variables(commands: Path, home: Path) -> dict[str, str]:
    """Return the variables of somebody who has activated an environment, and has nothing else."""
    return {
        "PATH": f"{commands}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
    }


def used(environ: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Yield what is other than expected where a small program is audited and linted."""
    (folder / "train.py").write_text(_PROGRAM, encoding="utf-8")
    for typed, code, printed in _TYPED:
        done = subprocess.run(
            typed.split(),
            cwd=folder,
            env=dict(environ),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != code or printed not in done.stdout:
            yield f"$ {typed}\n{done.stdout}{done.stderr}exit {done.returncode}"


def refused(python: str, wheel: Path, folder: Path) -> str:
    """Return the sentence in which an older interpreter's own pip refuses; empty if it does not."""
    words = ("-m", "pip", "install", "--no-index", "--no-deps", "--target", folder)
    done = subprocess.run(
        [python, *words, wheel], capture_output=True, text=True, check=False
    )
    lines = [line.removeprefix("ERROR: ") for line in done.stderr.splitlines()]
    told = [line for line in lines if ">=3.11" in line or "not a supported" in line]
    return told[0] if done.returncode and told else ""


def _older() -> dict[str, str]:
    """Return interpreters that may not have it, by their releases."""
    asked = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    paths = map(str, sorted(Path.home().glob(".pyenv/versions/*/bin/python")))
    each = {_done(path, "-c", asked).strip(): path for path in paths} | found()
    return {
        release: each[release]
        for release in sorted(each, key=_parts)
        if _parts(release)[:2] < OLDEST
    }


def _parts(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


def _done(*words: str | Path) -> str:
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def _rows(
    files: Mapping[str, Path], base: Path
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield of each interpreter and way its name, the way, and what failed."""
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    tour = (f"configbench[files] @ {files['wheel'].as_uri()}", "pyyaml", "pytest")
    (home := base / "home").mkdir()
    for release, python in found().items():
        if _parts(release)[:2] < OLDEST:
            continue
        for way, file in files.items():
            commands = environment(base / f"{release}-{way}", python, str(file))
            (here := base / f"{release} {way}").mkdir()
            yield release, f"{way} alone", [*used(variables(commands, home), here)]
        commands = environment(base / f"{release}-tour", python, *tour)
        (here := base / f"{release} tour").mkdir()
        wrong = [got for _, got in walked(page, here, variables(commands, home))]
        yield release, "the tour", wrong


def main() -> int:
    """Build, install, use; print a table."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="packaging-") as name:
        base = Path(name)
        files = shipped(base / "dist")
        twine = ("tool", "run", "-q", "--with", "readme-renderer[md]", "twine")
        print(_done(find_uv_bin(), *twine, "check", "--strict", *files.values()))
        print("| interpreter | what | |\n| --- | --- | --- |")
        for release, way, wrong in _rows(files, base):
            print(
                f"| {release} | {way} | {'works' if not wrong else 'FAILED'} |",
                flush=True,
            )
            print(*wrong, sep="\n", end="", file=sys.stderr)
            failed += len(wrong)
        for release, python in _older().items():
            # A source distribution is refused by what the index says of it.
            told = refused(python, files["wheel"], base / "refused")
            print(f"| {release} | wheel | {told or 'FAILED'} |", flush=True)
            failed += not told
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
