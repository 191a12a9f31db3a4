"""Programs that each break one rule, and one that breaks none: audited whole.

The examples of the rules' pages are these programs: what a page shows is what is found.
``python -m tests.audit.miniatures [ID…]`` audits all, which takes a minute.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from configbench.audit.rules import BY_ID
from configbench.audit.rules.explaining import page
from tests.audit.pages import example, run

#: No rule.
FLAWLESS = "flawless"

#: What breaks each rule in the program of its page, beyond the rule itself.
BESIDE: dict[str, frozenset[str]] = {}

#: What an audit must be asked for to find it.
_RESTORED = {
    "saves": "saved.json",
    "restore": ("python", "train.py", "--config", "{saved}"),
}
#: Two environments, which the commands of the page make.
_TWO = {"command": ("old/bin/python", "train.py"), "other": "new/bin/python"}
ASKED: Mapping[str, Mapping[str, Any]] = {
    **dict.fromkeys(("CB116", "CB117", "CB118", "CB209"), _RESTORED),
    "CB208": {"saves": "saved.json"},
    **dict.fromkeys(("CB401", "CB402", "CB403", "CB404"), _TWO),
    "CB405": {
        **_TWO,
        "saves": "saved.json",
        "restore": ("old/bin/python", "train.py", "--config", "{saved}"),
    },
}

#: Whose page shows a program that is not audited here, and why.
NOT_AUDITED = {
    "CB105": "getopt is no parser that is known, and what argparse knows does not swallow",
    "CB204": "the launcher of the page is none that is known; torchrun takes seconds to start",
}

#: Each miniature and the rules that it breaks; notes of another kind aside.
BREAKS = {
    FLAWLESS: frozenset[str](),
    **{
        rule: BESIDE.get(rule, frozenset()) | {rule}
        for rule in BY_ID
        if rule not in NOT_AUDITED
    },
}


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """Write a miniature, ``train.py``, into a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="miniature-") as home:
        place = Path(home).resolve()
        if name == FLAWLESS:
            source = Path(__file__).with_name("flawless.py")
            (place / "train.py").write_bytes(source.read_bytes())
        else:
            shown = example(page(name))
            shown.write(place)
            for command, _ in shown.commands:
                if "-m venv" in command:
                    run(command, place)
        yield place
