"""How a setting is spelt for the argparse adapter, and where its saved run lies."""

import re

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.json"

_NONE_ALLOWED = {"clip_grad"}
_NO_FLAG = re.compile(r"-|-\d+|-\d*\.\d+")


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    name = path.rpartition(".")[2]
    flag = "--" + name.replace("_", "-")
    if path == "scheduler" and value is None:
        return [["--scheduler", "none"]]
    if isinstance(value, bool):
        return [[flag if value else f"--no-{flag[2:]}"]]
    if value is None:
        if name not in _NONE_ALLOWED:
            raise Unsupported(f"{flag} has no spelling for None")
        return [[flag, "none"]]
    if isinstance(value, dict):
        if any("=" in str(key) for key in value):
            raise Unsupported(f"{flag} takes KEY=NUMBER: a key has no '='")
        if not {"right", "wrong"} <= value.keys():
            raise Unsupported(f"{flag} updates the default: no key can be left out")
        return [[flag, *(f"{key}={item}" for key, item in value.items())]]
    if isinstance(value, list | tuple):
        words = list(map(str, value))
        for word in words:
            # A word like -, -1 or -.5 is a value to argparse, -1e-05 and -x are flags.
            if word.startswith("-") and not _NO_FLAG.fullmatch(word):
                raise Unsupported(f"{flag} takes words: {word!r} would be a flag")
        return [[flag, *words]]
    together = [f"{flag}={value}"]
    if str(value).startswith("-"):
        return [together]
    return [[flag, str(value)], together]


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return ["--config", saved]
