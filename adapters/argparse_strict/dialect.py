"""How a setting is spelt for the argparse_strict adapter, and where its saved run lies."""

import re

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.json"

#: What argparse takes for a value although it starts with a dash.
_NO_FLAG = re.compile(r"-|-\d+|-\d*\.\d+")


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    flag = "--" + path.rpartition(".")[2].replace("_", "-")
    if isinstance(value, bool):
        return [[flag if value else f"--no-{flag[2:]}"]]
    if value is None:
        if path not in {"clip_grad", "scheduler"}:
            raise Unsupported(f"{flag} has no spelling for None")
        value = "none"
    if isinstance(value, dict):
        if not {"right", "wrong"} <= value.keys():
            raise Unsupported(f"{flag} updates the default: no key can be left out")
        if value.keys() - {"right", "wrong"}:
            raise Unsupported(f"{flag} takes right and wrong, no other key")
        return [[flag, *_words(flag, [f"{key}={item}" for key, item in value.items()])]]
    if isinstance(value, list | tuple):
        return [[flag, *_words(flag, [*map(str, value)])]]
    together = [f"{flag}={value}"]
    if str(value).startswith("-"):
        return [together]
    return [[flag, str(value)], together]


def _words(flag: str, words: list[str]) -> list[str]:
    """Return the words behind a flag that takes several, where each can be told from a flag."""
    for word in words:
        if word.startswith("-") and not _NO_FLAG.fullmatch(word):
            raise Unsupported(f"{flag} takes words: none may look like a flag")
    return words


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return ["--config", saved]
