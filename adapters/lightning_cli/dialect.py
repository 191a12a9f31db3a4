"""How numbers, lists and mappings are written, which jsonargparse reads as YAML."""

import json
import math


def spell(path: str, value: object) -> list[list[str]]:
    """Return each documented spelling of one setting, as a list of words."""
    text = _literal(value)
    spelt = [f"--{path}={text}"]
    return [spelt] if text.startswith("-") else [[f"--{path}", text], spelt]


def _literal(value: object) -> str:
    """Write a value as YAML, and text as it is: the type of a setting decides.

    https://jsonargparse.readthedocs.io/en/stable/#type-hints
    """
    return value if isinstance(value, str) else _inside(value)


def _inside(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float) and not math.isfinite(value):
        return f"{value}".replace("inf", ".inf").replace("nan", ".nan")
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        pairs = (f"{_inside(key)}: {_inside(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inside, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
