"""Programs that do what no program should: what must come of an audit of each.

``python -m tests.audit.hostile [--only NAME]`` audits them one after another, as a user would, and
prints a table.  Whatever they do: their folder is afterwards what it was, to the byte and to its
times; nothing is left running, mounted or lying about; what is printed holds no control character
and no traceback of ours.  Exits with 1 if anything is amiss.
"""

import argparse
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.attacks import count_leftovers
from tests.audit import command_lines

UNRULY = Path(__file__).parent / "unruly"

#: What most of them break.
GPU = ("CB101 use_gpu",)

#: Seconds until all that a command has started must be gone.
_GONE = 3.0


_COUNT = str(Path(count_leftovers.__file__))


@dataclass(frozen=True)
class Hostile:
    """One program, and what must come of it.

    Attributes
    ----------
    name
        How it is called here, and its file if no ``command`` says otherwise.
    exit
        Of the audit: 0 nothing found, 1 findings, 2 could not look.
    finds
        What must be among the findings: ``CB101 use_gpu``.
    says
        Words that one printed line must have.
    command
        What is typed behind ``--``, where that is not ``python NAME.py``.
    options
        What is typed in front of it.
    prepared
        Called with the folder first.
    quick
        Whether it is cheap enough for every run of the tests.
    """

    name: str
    exit: int = 1
    finds: tuple[str, ...] = GPU
    says: tuple[str, ...] = ()
    command: tuple[str, ...] | None = None
    options: tuple[str, ...] = ()
    prepared: Callable[[Path], object] = lambda _: None
    quick: bool = False

    def argv(self) -> list[str]:
        """Return the command line behind ``--``."""
        if self.command is None:
            return [sys.executable, f"{self.name}.py"]
        return [*self.command]


def _cannot(name: str, *says: str, **more: Any) -> Hostile:
    return Hostile(name, exit=2, finds=(), says=says, **more)


def _in_time(name: str, seconds: int) -> Hostile:
    """Return one of which only a part can be tried in that time."""
    options = (f"--max-time={seconds}",)
    return Hostile(name, exit=0, finds=(), says=("--max-time",), options=options)


def _written(name: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8")


def _editable(folder: Path) -> None:
    """Install a package of the folder in an environment of its own, by a path to its source."""
    package = folder / "src" / "installed"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    writes = (folder / "writes.py").read_text(encoding="utf-8")
    (package / "__main__.py").write_text(writes, encoding="utf-8")
    (package / "kept.txt").write_text("kept", encoding="utf-8")
    environment = folder.parent / "environment"
    argv = [sys.executable, "-m", "venv", "--without-pip", str(environment)]
    subprocess.run(argv, check=True)
    packages = next((environment / "lib").glob("python*/site-packages"))
    (packages / "_installed.pth").write_text(f"{package.parent}\n", encoding="utf-8")


_BRIEF = ("--time-limit=3",)

TABLE: tuple[Hostile, ...] = (
    Hostile("tame", quick=True),
    Hostile("forks"),
    _cannot("hangs", "hangs.py", options=_BRIEF),
    Hostile("hangs_at_a_value", options=_BRIEF),
    _cannot("floods", "floods.py", options=_BRIEF),
    Hostile("prints_much"),
    Hostile("reads_input"),
    _cannot("asks", "EOF"),
    _cannot("needs_a_terminal", "ioctl"),
    Hostile("writes"),
    Hostile("deletes"),
    Hostile(
        "installed",
        command=("../environment/bin/python", "-m", "installed"),
        prepared=_editable,
    ),
    Hostile("kills_its_parent"),
    Hostile("escapes"),
    _in_time("two_thousand", 30),
    Hostile("strange_names", finds=("CB101 größe", "CB101 use gpu", "CB101 a.b")),
    Hostile("changes", says=("seed",)),
    _in_time("slow", 90),
    _cannot("dies", "dies.py"),
    Hostile("lies"),
    Hostile("unreadable"),
    Hostile("ends_without_a_word", finds=(*GPU, "CB109 lr")),
    Hostile("goes_elsewhere"),
    Hostile("takes_refusals_back"),
    Hostile("closes_all"),
    _cannot("forges", "parsers.jsonl"),
    Hostile("begins_again"),
    Hostile("has_a_thread"),
    Hostile("own_parser"),
    Hostile(
        "read_only",
        command=(sys.executable, "tame.py"),
        prepared=lambda folder: folder.chmod(0o555),
    ),
    _cannot(
        "no_interpreter",
        "no-such-python",
        command=("no-such-python", "tame.py"),
        quick=True,
    ),
    _cannot("no_path_to_it", "bin/python", command=("./bin/python", "tame.py")),
    _cannot("no_file", "gone.py", command=(sys.executable, "gone.py"), quick=True),
    _cannot("a_folder", "folder", command=("./folder",), prepared=_written("x", "")),
    _cannot("no_python", "no Python", command=("./no_python.sh", "--lr", "3")),
    _cannot("no_words", "command", command=(), quick=True),
    _cannot("an_empty_word", "command", command=("",)),
    _cannot("python_alone", "python", command=(sys.executable,)),
    _cannot("python_c", "-c", command=(sys.executable, "-c", "print(1)")),
    _cannot(
        "no_syntax",
        "SyntaxError",
        prepared=_written("no_syntax.py", "import argparse\nparser = (\n"),
    ),
    _cannot("no_module", "there_is_no_such_module", quick=True),
    _cannot("required", "data", "required"),
    _cannot("no_parser", "no_parser.py", "--at"),
)


@dataclass
class Became:
    """What came of an audit."""

    exit: int | None = None
    seconds: float = 0.0
    printed: str = ""
    findings: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    amiss: list[str] = field(default_factory=list)


def tried(hostile: Hostile, during: count_leftovers.During | None = None) -> Became:
    """Audit one program; tell what is amiss."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        home = Path(name)
        folder = home / "a földer"
        shutil.copytree(UNRULY, folder)
        (folder / "kept.txt").write_text("kept", encoding="utf-8")
        hostile.prepared(folder)
        before, mounts = digest(folder), mounted()
        became = _audited(hostile, home, folder, during)
        if digest(folder) != before:
            became.amiss.append("its folder has changed")
        became.amiss += [f"mounted: {each}" for each in mounted() - mounts]
        folder.chmod(0o755)
    return became


def _audited(
    hostile: Hostile, home: Path, folder: Path, during: count_leftovers.During | None
) -> Became:
    output, told = home / "printed", home / "audit.json"
    words = command_lines.audit(hostile.argv(), told, *hostile.options)
    line = f"cd {shlex.quote(str(folder))} && exec {shlex.join(words)} >{output} 2>&1"
    started = time.monotonic()
    counted = _counted(["sh", "-c", line], during)
    became = Became(counted["exit"], time.monotonic() - started)
    became.printed = output.read_text(encoding="utf-8", errors="replace")
    if told.exists():
        content = json.loads(told.read_text(encoding="utf-8"))
        became.findings = [
            f"{finding['rule']} {each}".strip()
            for finding in content["findings"]
            for each in finding["settings"] or [""]
        ]
    kinds = ("processes", "files", "shared")
    became.left = [each for kind in kinds for each in counted[kind]]
    became.amiss = [*_amiss(hostile, became)] if during is None else []
    became.amiss += [f"left: {each}" for each in became.left]
    became.amiss += _unfit(became.printed)
    return became


def _counted(
    command: Sequence[str], during: count_leftovers.During | None
) -> dict[str, Any]:
    """Count what a command leaves, in a process of its own: all that is below it is ended then."""
    if during is not None:
        return count_leftovers.count(command, _GONE, during)
    done = subprocess.run(
        [sys.executable, _COUNT, "--seconds", str(_GONE), "--", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _amiss(hostile: Hostile, became: Became) -> list[str]:
    amiss = []
    if became.exit != hostile.exit:
        amiss.append(f"exit {became.exit}, not {hostile.exit}")
    amiss += [f"no {each}" for each in hostile.finds if each not in became.findings]
    text = " ".join(became.printed.split())
    amiss += [f"does not say {word!r}" for word in hostile.says if word not in text]
    return amiss


def _unfit(printed: str) -> list[str]:
    """Return what must not be printed, whatever the program is."""
    controls = {each for each in printed if not each.isprintable()} - {"\n"}
    amiss = [f"prints {each!r}" for each in sorted(controls)]
    if "Traceback (most recent call last)" in printed:
        amiss.append(f"a traceback: {printed.strip().splitlines()[-1]}")
    return amiss


def digest(folder: Path) -> str:
    """Return a hash of all that is in a folder: names, contents, modes, times."""
    found = hashlib.sha256()
    for path in [folder, *sorted(folder.rglob("*"))]:
        stat = path.lstat()
        found.update(repr((str(path), stat.st_mode, stat.st_mtime_ns)).encode())
        if path.is_file() and not path.is_symlink():
            found.update(path.read_bytes())
    return found.hexdigest()


def mounted() -> set[str]:
    """Return what is mounted here."""
    return {*Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()}


# -- ended in the middle --------------------------------------------------------------------------


def interrupted(after: float, sent: signal.Signals = signal.SIGINT) -> Became:
    """Send a signal to an audit after some seconds; tell what is amiss."""

    def during(audit: subprocess.Popen[bytes], _: Path) -> None:
        time.sleep(after)
        if audit.poll() is None:
            audit.send_signal(sent)
        # What is found so far is confirmed and printed yet.
        with_patience = time.monotonic() + 30
        while audit.poll() is None and time.monotonic() < with_patience:
            time.sleep(0.05)

    became = tried(Hostile("two_thousand"), during)
    ends = {signal.SIGINT: {130}, signal.SIGTERM: {143, -signal.SIGTERM}}
    allowed = ends.get(sent, {-sent})
    if became.exit not in allowed:
        became.amiss.append(f"exit {became.exit}, not one of {sorted(allowed)}")
    return became


def main(argv: Sequence[str] | None = None) -> int:
    """Print what came of each; return 1 if anything is amiss."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--only", action="append", metavar="NAME")
    parser.add_argument("--loud", action="store_true", help="print each audit's page")
    parser.add_argument(
        "--interrupt", type=int, default=0, metavar="TIMES", help="at other instants"
    )
    args = parser.parse_args(argv)
    amiss = 0
    for hostile in TABLE:
        if (args.only and hostile.name not in args.only) or args.interrupt:
            continue
        amiss += _told(hostile.name, tried(hostile), loud=args.loud)
    for number in range(args.interrupt):
        sent = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[number % 3]
        after = 0.3 + 0.7 * number
        became = interrupted(after, sent)
        amiss += _told(f"{sent.name} after {after:.1f} s", became, loud=args.loud)
    return bool(amiss)


def _told(name: str, became: Became, *, loud: bool) -> int:
    if loud:
        print(became.printed)
    found = "; ".join(became.amiss) or "as it must be"
    print(f"{name:24} exit {became.exit} {became.seconds:5.1f} s  {found}", flush=True)
    return len(became.amiss)


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as a user has it
    sys.exit(main())
