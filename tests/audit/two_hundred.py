"""Many small programs that share modules: audited, audited again, after a change, on Ray.

``python -m tests.audit.two_hundred [COUNT] [--ray]``, by hand: two hundred take minutes.  With
``--ray`` two nodes with a core each are started on this machine, by the ``ray`` beside this
interpreter.  What every way finds must be the same, to the byte but for seconds; exit 1 if not.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

#: Programs that have one shared module in common.
_SHARING = 10

#: Of the cluster; and seconds that a node has to start.
_PORT, _STARTING = 26379, 60

_SHARED = '''\
"""Options that several programs have in common."""

def add(parser):
    parser.add_argument("--seed", type=int, default=0, help="of all that is drawn")
    parser.add_argument("--out", default="runs", help="where to")
'''

#: Faults, in turn; most programs have none.
_FAULTS = {
    0: 'parser.add_argument("--amp", type=bool, default=True)\n',
    3: 'parser.add_argument("--layers", type=list, default=[1, 2])\n',
    7: 'parser.add_argument("--ratio", default=0.5)\n',
}

_PROGRAM = """\
import argparse

from shared import {module}

parser = argparse.ArgumentParser()
{module}.add(parser)
parser.add_argument("--lr", type=float, default=1e-3)
{fault}args = parser.parse_args()
print(args, args.seed, args.out, args.lr{reads})
"""


def laid_out(folder: Path, count: int) -> None:
    """Lay out so many programs, and commit them."""
    shared, programs = folder / "shared", folder / "programs"
    for each in (shared, programs):
        each.mkdir()
    (shared / "__init__.py").write_text("")
    stated = []
    for number in range(count):
        module = f"options_{number // _SHARING}"
        (shared / f"{module}.py").write_text(_SHARED)
        fault = _FAULTS.get(number % _SHARING, "")
        name = fault.partition('"--')[2].partition('"')[0]
        reads = f", args.{name}" if name else ""
        (programs / f"p{number}.py").write_text(
            _PROGRAM.format(module=module, fault=fault, reads=reads)
        )
        stated.append(
            f'[[tool.configbench.programs]]\nname = "p{number}"\n'
            f'command = "python programs/p{number}.py"\n'
            f'environment = {{ PYTHONPATH = "{folder}" }}\n'
        )
    (folder / "pyproject.toml").write_text("\n".join(stated))
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "all")):
        subprocess.run(["git", *words], cwd=folder, check=True)  # noqa: S607


def audited(folder: Path, *options: str) -> tuple[float, dict[str, Any]]:
    """Audit all; return the seconds, and what came of each by its name."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "from configbench.cli import main; sys.exit(main())"
    )
    environ = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache")}
    words = ["audit", "--all", "--format", "json", *options]
    before = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        check=False,
    )
    seconds = time.monotonic() - before
    if not done.stdout:
        raise SystemExit(f"exit code {done.returncode}")
    found = {each["name"]: each for each in json.loads(done.stdout)["programs"]}
    troubles = {name: each["trouble"] for name, each in found.items()}
    told = [f"{name}: {why}" for name, why in troubles.items() if why]
    if told:
        more = f" (and {len(told) - 1} more of {len(found)})" if told[1:] else ""
        raise SystemExit(f"not audited: {told[0]}{more}")
    return seconds, found


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two runs have found the same, but for how long it took."""

    def told(found: dict[str, Any]) -> dict[str, Any]:
        apart = {"seconds", "cached", "trend"}
        return {
            name: {key: each[key] for key in each.keys() - apart}
            for name, each in found.items()
        }

    return told(one) == told(other)


@contextmanager
def cluster() -> Iterator[str]:
    """Start two nodes with a core each on this machine; yield the address."""
    ray = Path(sys.executable).parent / "ray"
    address = f"127.0.0.1:{_PORT}"
    here = "--node-ip-address=127.0.0.1"
    head = ["--head", f"--port={_PORT}", here, "--include-dashboard=false"]
    # Nobody else gives it orders; a machine that is busy starts it slowly.
    os.environ["RAY_AUTH_MODE"] = "token"
    os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    patient = {**os.environ, "RAY_raylet_start_wait_time_s": "200"}
    # By itself Ray lets all else on this machine go before its tasks: these are to be timed.
    patient["RAY_worker_niceness"] = "0"
    nodes = []
    try:
        for each in (head, [f"--address={address}"]):
            words = [
                str(ray),
                "start",
                "--block",
                "--num-cpus=1",
                "--disable-usage-stats",
            ]
            nodes.append(
                subprocess.Popen(
                    [*words, *each], stdout=subprocess.DEVNULL, env=patient
                )
            )
            time.sleep(_STARTING)
            if any(node.poll() is not None for node in nodes):
                raise SystemExit(
                    "a node of Ray has not started: the machine is too busy"
                )
        yield address
    finally:
        for node in reversed(nodes):
            node.terminate()
            node.wait()


def main() -> int:
    """Do all of it, and print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--ray", action="store_true")
    asked = parser.parse_args()
    well = True

    def tell(what: str, run: tuple[float, dict[str, Any]]) -> dict[str, Any]:
        seconds, found = run
        anew = sum(not each["cached"] for each in found.values())
        findings = sum(len(each.get("findings", ())) for each in found.values())
        print(
            f"{what:34} {seconds:7.1f} s  {len(found):4} programs, {anew:4} audited, "
            f"{findings} findings",
            flush=True,
        )
        return found

    def hold(what: str, holds: object) -> None:
        nonlocal well
        well = well and bool(holds)
        print(f"  {what}: {'yes' if holds else 'NO'}", flush=True)

    with tempfile.TemporaryDirectory(prefix="two-hundred-") as base:
        folder = Path(base).resolve() / "repo"
        folder.mkdir()
        laid_out(folder, asked.count)
        first = tell("all", audited(folder))
        hold(
            "nothing was remembered", not any(each["cached"] for each in first.values())
        )
        again = tell("again, nothing changed", audited(folder))
        hold("nothing was audited", all(each["cached"] for each in again.values()))
        hold("the same was found", same(first, again))
        changed = folder / "shared" / "options_0.py"
        changed.write_text(
            changed.read_text().replace("where to", "the folder of a run")
        )
        dependants = {f"p{number}" for number in range(min(_SHARING, asked.count))}
        since = tell("--changed-since HEAD", audited(folder, "--changed-since", "HEAD"))
        hold("it is the dependants alone", since.keys() == dependants)
        changed.write_text(changed.read_text() + "\n# another line\n")
        after = tell("all, after one changed file", audited(folder))
        anew = {name for name, each in after.items() if not each["cached"]}
        hold("the dependants alone were audited", anew == dependants)
        changed.write_text(_SHARED)
        if asked.ray:
            with cluster() as address:
                options = ("--no-cache", "--ray", address)
                there = tell("all, on two Ray nodes", audited(folder, *options))
                hold("the same was found", same(first, there))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
