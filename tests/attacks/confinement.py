"""What a program may reach of whoever runs it: tried by programs, each in a run of its own.

``told.py`` runs them in the checkout under attack, confined in one of the ways.
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.attacks import disks
from tests.attacks.trees import Tree

_TOLD = Path(__file__).parent / "told.py"

#: What a harness may hold that is no row's business.
SECRET = "a-token-of-the-harness"  # noqa: S105  no password of anybody's

#: Looks for it in its own variables and in those of every process that it can see.
_LOOKS_FOR_SECRETS = f"""
import glob, os
found = [text for text in os.environ.values() if {SECRET!r} in text]
for file in glob.glob("/proc/[0-9]*/environ"):
    try:
        with open(file, "rb") as opened:
            found += [file] * ({SECRET.encode()!r} in opened.read())
    except OSError:
        pass
print("found" if found else "nothing")
"""

#: Sends a signal to all processes that it may; only where nobody else is.
_KILLS_ALL = """
import glob, os, signal, time
if len(glob.glob("/proc/[0-9]*")) < 10:
    if os.fork() == 0:
        time.sleep(60)
    os.kill(-1, signal.SIGKILL)
    os.kill(1, signal.SIGKILL)
    print("gone on")
"""

#: What a program is and sees.
_LOOKS_AROUND = """
import glob, json, os, sys
print(json.dumps({
    "cwd": os.listdir("."),
    "home": os.listdir(os.path.expanduser("~")),
    "seen": len(glob.glob("/proc/[0-9]*")),
    "stdin": sys.stdin.read(),
    "variables": sorted(os.environ),
}))
"""

#: The variables of a run; a program that Python starts may add LC_CTYPE.
_VARIABLES = {
    *("COLUMNS", "HOME", "LANG", "LC_CTYPE", "NO_COLOR", "OMP_NUM_THREADS", "PATH"),
    *("PYTHONHASHSEED", "TMPDIR", "TZ"),
}


def _run(tree: Tree, source: str, confined: str) -> str:
    """Return what a program prints."""
    with tempfile.TemporaryDirectory(prefix="cb-attack") as name:
        program = Path(name) / "attack.py"
        program.write_text(source, "utf-8")
        words = [sys.executable, str(_TOLD), confined, str(program)]
        done = tree.typed(words, more={"ATTACKED": SECRET})
    last = done.output.strip().splitlines()
    if done.exit or not last:
        return f"exit {done.exit}: {done.output[-300:]}"
    if last[-1] == "not here":
        raise disks.NotHereError(f"no {confined} is allowed here")
    return last[-1]


def secrets(tree: Tree) -> list[str]:
    """In a namespace no variable of the harness is seen, by whatever way."""
    found = _run(tree, _LOOKS_FOR_SECRETS, "namespace")
    return [] if found == "nothing" else [f"the harness's variables: {found}"]


def kills_all(tree: Tree) -> list[str]:
    """In a namespace a signal to everybody reaches nobody but the program itself."""
    found = _run(tree, _KILLS_ALL, "namespace")
    return [] if found == "gone on" else [f"it ended otherwise: {found}"]


def surroundings(tree: Tree) -> list[str]:
    """Empty folders, stated variables, no standard input, no other process."""
    told = []
    for confined in ("namespace", "subreaper"):
        found = json.loads(_run(tree, _LOOKS_AROUND, confined))
        if more := set(found["variables"]) - _VARIABLES:
            told.append(f"{confined}: variables {sorted(more)}")
        for folder in ("cwd", "home"):
            told += [f"{confined}: {folder} holds {each}" for each in found[folder]]
        if found["stdin"]:
            told.append(f"{confined}: standard input holds {found['stdin']!r}")
        if confined == "namespace" and found["seen"] > 2:
            told.append(f"{confined}: it sees {found['seen']} processes")
    return told
