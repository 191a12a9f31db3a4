"""How a setting is spelt for the OmegaConf adapter, and where its saved run lies."""

import math
import re

#: The saved config, as a pattern below the working folder of the run.
SAVED = "**/config.yaml"

_SLOTS = {"model", "data", "loss", "optimizer", "scheduler"}
_WORDS_WITH_A_MEANING = {"null", "true", "false", "yes", "no", "on", "off"}


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    if path in _SLOTS:
        return [[f"{path}.name={'none' if value is None else _yaml(value)}"]]
    together = [f"{path}={_yaml(value)}"]
    if isinstance(value, dict):
        if not {"right", "wrong"} <= value.keys():
            raise Unsupported("a mapping is merged: the entries not named stay")
        return [
            [f"{path}.{key}={_yaml(item)}" for key, item in value.items()],
            together,
        ]
    return [together]


def _yaml(value: object) -> str:
    """Write a value as YAML in flow style, which is what stands behind the ``=``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value).replace("inf", ".inf").replace("nan", ".nan")
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        pairs = (f"{_yaml(key)}: {_yaml(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return _string(str(value))


def _string(text: str) -> str:
    """Write a string so that it is neither a number, a word of YAML nor an interpolation.

    https://omegaconf.readthedocs.io/en/2.3_branch/grammar.html#escaping-in-interpolation-strings
    """
    if (
        re.fullmatch(r"[A-Za-z_][\w./-]*", text, re.ASCII)
        and text.lower() not in _WORDS_WITH_A_MEANING
    ):
        return text
    if text == "???":
        raise Unsupported("??? is OmegaConf's mark for a value that is missing")
    # A backslash before ${ makes it plain text; backslashes in front of that are doubled.
    text = re.sub(r"(\\*)\$\{", r"\1\1\\${", text)
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08x}"


def restore(saved: str) -> list[str]:
    """Return the words that start from the saved config ``saved``."""
    return [f"config={_yaml(saved)}"]
