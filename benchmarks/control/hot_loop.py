"""Time statements on a config object from inside the program that has loaded it.

Lies beside a generated program, which calls :func:`run`; ``hot_loop.json`` beside it holds the
statements.  Prints one JSON object: what the statements did, and seconds a loop.
"""

import copy
import json
import timeit
from pathlib import Path
from typing import Any

#: Seconds that a timed batch is to last, about.
BATCH = 0.002


def run(cfg: Any, names: dict[str, Any]) -> None:
    """Check and time the statements with ``cfg`` and the global ``names`` of the program."""
    said = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    names = {**names, "copy": copy}
    setup = said.pop("setup", "pass")

    def value(expression: str, given: Any) -> Any:
        scope = {**names, "cfg": given}
        exec(setup, scope)  # noqa: S102  statements are the input
        return eval(expression, scope)  # noqa: S307

    copied = value(said["deepcopy"], cfg)
    found = {"read": value(said["read"], copied)}
    scope = {**names, "cfg": copied}
    exec(f"{setup}\n{said['write']}", scope)  # noqa: S102
    found |= {
        # Read through the copy's own root: what was written must have landed in it.
        "written": value(said["read"], copied),
        "kept": value(said["read"], cfg),
        "leaves": leaves(value(said["to_dict"], cfg)),
        "plain": plain(value(said["to_dict"], cfg)),
    }
    seconds = {
        name: once(statement, setup, {**names, "given": copied})
        for name, statement in {"empty": "pass", **said}.items()
    }
    print(json.dumps({**found, "seconds": seconds}))


def once(statement: str, setup: str, names: dict[str, Any]) -> float:
    """Return the seconds of one loop, from the best of three batches of :data:`BATCH`."""
    # A local variable, as in a function that was given the config.
    timer = timeit.Timer(statement, f"cfg = given\n{setup}", globals=names)
    number = 1
    while (spent := timer.timeit(number)) < BATCH / 4:
        number *= 4
    number = max(1, round(number * BATCH / spent))
    return min(timer.repeat(3, number)) / number


def leaves(value: Any) -> dict[str, str]:
    """Return the values at the ends of nested containers, as text, by their own key."""
    if isinstance(value, list | tuple):
        return {key: text for each in value for key, text in leaves(each).items()}
    return {
        key: text
        for name, each in value.items()
        for key, text in (
            leaves(each) if isinstance(each, dict) else {name: str(each)}
        ).items()
    }


def plain(value: Any) -> bool:
    """Whether nothing but Python's own containers is left, at any depth."""
    if isinstance(value, dict):
        return type(value) is dict and all(map(plain, value.values()))
    if isinstance(value, list):
        return type(value) is list and all(map(plain, value))
    return type(value) in {int, float, bool, str}
