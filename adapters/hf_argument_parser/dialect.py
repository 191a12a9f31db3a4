"""How a setting is spelt for the HfArgumentParser adapter, and where its saved run lies."""

import json
import re

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.json"

#: Settings that can be emptied, by a flag that the program adds.
_EMPTIED: dict[str, object] = {"clip_grad": None, "head_dims": [], "tags": []}

#: What argparse takes for a value although it starts with '-'.
_NEGATIVE_NUMBER = re.compile(r"-\d+|-\d*\.\d+|-")


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    name = path.rpartition(".")[2]
    # Each underscore form has a twin with hyphens.
    flags = list(dict.fromkeys([f"--{name}", f"--{name.replace('_', '-')}"]))
    if path == "scheduler" and value is None:
        value = "none"
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, bool):
        plain = flags if value else [f"--no_{name}", f"--no-{name.replace('_', '-')}"]
        return [*([flag] for flag in plain), *_pairs(flags, str(value))]
    if value is None or value == []:
        if name not in _EMPTIED or _EMPTIED[name] != value:
            raise Unsupported(f"--{name} has no spelling for {value}")
        return [[f"--no_{name}"]]
    if isinstance(value, list):
        words = list(map(str, value))
        if len(words) == 1:
            return _pairs(flags, words[0])
        for word in words:
            if _is_flag(word):
                raise Unsupported(f"--{name} takes words: none may look like a flag")
        return [[flag, *words] for flag in flags]
    if isinstance(value, dict):
        return _pairs(flags, json.dumps(value))
    if path == "precision":
        value = str(value).lower()  # an enum's choices are its values
    return _pairs(flags, str(value))


def _is_flag(word: str) -> bool:
    return word.startswith("-") and not _NEGATIVE_NUMBER.fullmatch(word)


def _pairs(flags: list[str], word: str) -> list[list[str]]:
    """Spell a flag with one value: apart, and together."""
    together = [[f"{flag}={word}"] for flag in flags]
    if _is_flag(word):
        return together
    return [[flag, word] for flag in flags] + together


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return [saved]
