"""How a value is written in Hydra's override grammar."""

import re

_WORDS_WITH_A_MEANING = {"null", "true", "false", "nan", "inf"}
_PLAIN_KEY = re.compile(r"[A-Za-z_](?:[\w. -]*\w)?", re.ASCII)
_KEY_IN_PATH = re.compile(r"[A-Za-z_]\w*|0|[1-9]\d*", re.ASCII)
_ENTRIES = ("right", "wrong")


class Unsupported(Exception):  # noqa: N818  the contract's word; an answer, not a fault
    """There is no documented spelling."""


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    if path == "scheduler" and value is None:
        return [["scheduler=none"], ["~scheduler"]]
    if isinstance(value, dict):
        return [_mapping(path, value)]
    return [[f"{path}={_literal(value)}"]]


def _mapping(path: str, value: dict[str, object]) -> list[str]:
    """Set the entries that are there, remove those that are not, and add the others.

    https://hydra.cc/docs/advanced/override_grammar/basic/#modifying-the-config-object
    """
    usual = {key: value[key] for key in _ENTRIES if key in value}
    words = [f"{path}={_literal(usual)}"] if usual else []
    words += [f"~{path}.{key}" for key in _ENTRIES if key not in value]
    for key in [key for key in value if key not in _ENTRIES]:
        if _KEY_IN_PATH.fullmatch(key):
            words.append(f"+{path}.{key}={_literal(value[key])}")
        else:
            words.append(f"+{path}={_literal({key: value[key]})}")
    return words


def _literal(value: object) -> str:
    """Write a value in the override grammar.

    https://hydra.cc/docs/advanced/override_grammar/basic/#quoted-values
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        for key in value:
            if not _PLAIN_KEY.fullmatch(key) or key.lower() in _WORDS_WITH_A_MEANING:
                raise Unsupported(f"a key cannot be quoted, and {key!r} is no word")
        pairs = ",".join(f"{key}:{_literal(item)}" for key, item in value.items())
        return "{" + pairs + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_literal, value)) + "]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    if (
        text.isascii()
        and text.isidentifier()
        and text.lower() not in _WORDS_WITH_A_MEANING
    ):
        return text
    if "\\${" in text:
        raise Unsupported("a backslash before ${ cannot be told from an escaped ${")
    text = text.replace("${", "\\${")
    # Backslashes are literal unless a quote follows: there, and at the end, they are doubled.
    text = re.sub(r"(\\*)'", r"\1\1\\'", text)
    text = re.sub(r"(\\+)\Z", r"\1\1", text)
    return f"'{text}'"
