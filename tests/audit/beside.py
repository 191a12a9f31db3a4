"""What linters and type checkers say of what the audit finds.

The example of each rule's page is read by each tool, and so is the same program mended, by one
change of a few words: what a tool says of the first alone, it says of the fault.

``python -m tests.audit.beside FOLDER``; the tools are installed into FOLDER by uv, and each runs
with all rules that it has, strictly.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from uv import find_uv_bin

from configbench.audit.model import Severity
from configbench.audit.rules import RULES
from configbench.audit.rules.explaining import page
from tests.audit.pages import example

TOOLS: Mapping[str, tuple[str, ...]] = {
    "ruff": (
        "ruff",
        "check",
        "--isolated",
        "--preview",
        "--select=ALL",
        "--output-format=concise",
    ),
    "pylint": ("pylint", "--enable=all", "--enable-all-extensions", "--score=n"),
    "flake8": ("flake8", "--isolated", "--extend-select=B"),
    "mypy": ("mypy", "--strict", "--no-incremental", "--show-error-codes"),
    "pyright": ("pyright", "--project", "pyrightconfig.json"),
    "bandit": (
        "bandit",
        "-q",
        "-f",
        "custom",
        "--msg-template",
        "{relpath}:{line}: {test_id}",
    ),
    "vulture": ("vulture", "--min-confidence", "0"),
}

#: What they are installed as; flake8 with what finds most.
_PACKAGES = (
    "ruff",
    "pylint",
    "flake8",
    "flake8-bugbear",
    "mypy",
    "pyright",
    "bandit",
    "vulture",
)

#: What tells a message of each: a code in brackets, in parentheses, or behind the place.
_CODE = re.compile(
    r"\[([a-z-]+)\]$|\((report\w+)\)$|:\d+: ([A-Z]+\d+)|:\d+:\d+: ([a-z-]+): "
)

#: A few words of each example, and what mends them.
MENDS: Mapping[str, tuple[str, str]] = {
    "CB101": (
        "type=bool, default=True",
        "action=argparse.BooleanOptionalAction, default=True",
    ),
    "CB102": ("type=list, default", 'nargs="+", default'),
    "CB103": ("args, _ = parser.parse_known_args()", "args = parser.parse_args()"),
    "CB104": (
        'return text.lower() in ("yes", "true", "t", "1")',
        'if text.lower() not in ("yes", "true", "t", "1", "no", "false", "f", "0"):\n'
        '        raise ValueError(text)\n    return text.lower() in ("yes", "true", "t", "1")',
    ),
    "CB105": (
        "name = value\n",
        "if value.startswith('-'):\n            sys.exit('--name ?')\n        name = value\n",
    ),
    "CB106": ('"data", nargs="?", default="data"', '"--data", default="data"'),
    "CB107": ("[*sys.argv[1:], *words]", "[*words, *sys.argv[1:]]"),
    "CB108": (
        'action="store_true", default=True',
        "action=argparse.BooleanOptionalAction, default=True",
    ),
    "CB109": ("sys.exit()", "sys.exit(2)"),
    "CB110": (
        'run = pathlib.Path("run")\nrun.mkdir()\n(run / "log.txt").write_text("started")\n',
        'run = pathlib.Path("run")\n',
    ),
    "CB111": ("choices=[8, 16, 32], default", "type=int, choices=[8, 16, 32], default"),
    "CB201": ('"--lr", default', '"--lr", type=float, default'),
    "CB202": ('print("lr", args.lr)', 'print("lr", args.lr, args.warmup)'),
    "CB203": ("type=eval, default", "type=float, nargs=2, default"),
    "CB204": ('"--r", type=int', '"--warmup", type=int'),
    "CB205": ("(default: 0.01)", "(default: 0.1)"),
}

#: Of this each tool has something to say, or its silence elsewhere means nothing.
_CONTROL = {
    "train.py": "import os\n\n\ndef f(x: int) -> str:\n    y = eval(input())\n    return x\n"
}


def installed(folder: Path) -> Path:
    """Install the tools, and return the folder of their commands."""
    commands = folder / "bin"
    if not commands.is_dir():
        subprocess.run([find_uv_bin(), "venv", "-q", str(folder)], check=True)
    subprocess.run(
        [
            find_uv_bin(),
            "pip",
            "install",
            "-q",
            "--python",
            str(commands / "python"),
            *_PACKAGES,
        ],
        check=True,
    )
    return commands


def said(commands: Path, tool: str, files: Mapping[str, str]) -> set[str]:
    """Return the codes of what a tool says of a program."""
    with tempfile.TemporaryDirectory(prefix="beside-") as home:
        for name, content in files.items():
            Path(home, name).write_text(content, encoding="utf-8")
        Path(home, "pyrightconfig.json").write_text(
            json.dumps({"typeCheckingMode": "strict"}), encoding="utf-8"
        )
        first, *others = TOOLS[tool]
        programs = (
            []
            if tool == "pyright"
            else [each for each in files if each.endswith(".py")]
        )
        done = subprocess.run(
            [str(commands / first), *others, *programs],
            cwd=home,
            check=False,
            capture_output=True,
            text=True,
        )
    lines = done.stdout.splitlines()
    if tool == "vulture":
        return {"unused" for line in lines if "unused" in line}
    codes = {
        next(filter(None, found.groups()))
        for line in lines
        if (found := _CODE.search(line.strip()))
    }
    if not codes and done.returncode not in {0, 1}:
        raise SystemExit(f"{tool}: {done.stdout}{done.stderr}")
    return codes


def mended(rule: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of an example without its fault."""
    old, new = MENDS[rule]
    if not any(old in content for content in files.values()):
        raise SystemExit(f"{rule}: {old!r} is not in the example of its page")
    return {name: content.replace(old, new) for name, content in files.items()}


def table(say: Callable[[str, Mapping[str, str]], set[str]]) -> list[str]:
    """Return a Markdown table: of each rule, what each tool says of its example alone."""
    lines = [f"| | {' | '.join(TOOLS)} |", f"| --- |{' --- |' * len(TOOLS)}"]
    for rule in RULES:
        if rule.severity is Severity.NOTE:
            continue
        files = example(page(rule.id)).files
        right = mended(rule.id, files)
        cells = [
            " ".join(sorted(say(tool, files) - say(tool, right))) or "-"
            for tool in TOOLS
        ]
        lines.append(f"| {rule.id} {rule.title} | {' | '.join(cells)} |")
    return lines


def main(folder: Path) -> None:
    """Print what each tool says, and which releases they are."""
    commands = installed(folder)
    for tool in TOOLS:
        if not said(commands, tool, _CONTROL):
            raise SystemExit(f"{tool} says nothing of a program that it must not like")
    print("\n".join(table(lambda tool, files: said(commands, tool, files))))
    for tool in TOOLS:
        told = subprocess.run(
            [str(commands / tool), "--version"],
            check=True,
            capture_output=True,
            text=True,
        )
        print(told.stdout.splitlines()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
