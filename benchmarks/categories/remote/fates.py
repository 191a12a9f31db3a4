"""What became of each setting that reached the core, by the record of a tracker; pure."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.running import Record
from benchmarks.values import Typed, equal, same_value, show
from configbench.inside.names import type_name
from configbench.inside.typed import typed
from shared_model import Precision

Config = Mapping[str, Typed]


@dataclass(frozen=True)
class Fate:
    """What became of one setting: ``kept``, ``type_changed``, ``changed``, ``buried`` or ``lost``.

    ``buried`` is a value within the text of a mapping that Python does not read back.
    """

    path: str
    word: str
    used: str
    came: str | None


def fate(want: Typed, came: Typed) -> str:
    """Tell what became of a value: ``kept``, ``type_changed`` or ``changed``; pure.

    Text that reads as the value is ``type_changed``: the value is there, its type is not.
    """
    if equal(want, came):
        return "kept"
    if same_value(want, came) or _parts_kept(want, came):
        return "type_changed"
    if came["t"] == "str" and _reads_as(str(came["v"]), want):
        return "type_changed"
    return "changed"


def _parts_kept(want: Typed, came: Typed) -> bool:
    """Whether a container came back with each value kept or of another type."""
    left, right = want.get("v"), came.get("v")
    if not isinstance(left, list) or not isinstance(right, list):
        return False
    if (want["t"] == "dict") != (came["t"] == "dict") or len(left) != len(right):
        return False
    if want["t"] == "dict":
        entries = {key["v"]: value for key, value in right}
        pairs = [(value, entries.get(key["v"])) for key, value in left]
    else:
        pairs = list(zip(left, right, strict=True))
    return all(two is not None and fate(one, two) != "changed" for one, two in pairs)


def _reads_as(text: str, want: Typed) -> bool:
    """Whether text is how people or Python write a value."""
    kind, body = want["t"], want.get("v")
    if kind in {"NoneType", "bool"}:
        return text.lower() == str(body).lower()
    if kind == type_name(Precision):
        member = Precision[str(body)]
        return text in {str(member), member.name, str(member.value)}
    if isinstance(body, str) and kind != "float":
        return text == body  # a path
    try:
        literal = typed(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        if isinstance(body, list):
            # As an .ini file has a list.
            words = [typed(word.strip()) for word in text.split(",")]
            return _parts_kept(want, {"t": "list", "v": words})
        return kind == "float" and text == body  # nan, inf
    return literal["t"] != "str" and fate(want, literal) != "changed"


def look_up(config: Config, path: str) -> tuple[Typed | None, str]:
    """Find a setting of the core in a record, under any of the names that rows give it; pure.

    ``optimizer.lr`` is ``optimizer.lr``, or ``lr`` within ``optimizer``, at any depth;
    or ``lr``, or ``lr`` within another mapping.  Returned with where it was found: as ``itself``,
    in the ``text`` of a mapping; or ``buried`` in one that cannot be read, or ``nowhere``.
    """
    slot, _, name = path.rpartition(".")
    if path in config:
        return config[path], "itself"
    if slot in config and (found := _entry(config[slot], name))[1] != "nowhere":
        return found
    if name in config:
        return config[name], "itself"
    for value in config.values():
        found = _entry(value, name)
        if found[0]:
            return found
    return None, "nowhere"


def _entry(mapping: Typed, name: str) -> tuple[Typed | None, str]:
    where = "itself"
    if mapping["t"] == "str" and str(mapping["v"]).startswith("{"):
        where = "text"
        try:
            mapping = typed(ast.literal_eval(mapping["v"]))
        except (ValueError, SyntaxError):
            return None, "buried" if f"'{name}': " in mapping["v"] else "nowhere"
    if mapping["t"] == "dict":
        for key, value in mapping["v"]:
            if key["v"] == name:
                return value, where
        # Beside the class stand its arguments, where one is named.
        for _, value in mapping["v"]:
            if value["t"] == "dict" and (found := _entry(value, name))[0]:
                return found[0], where
    return None, "nowhere"


def fates_of(record: Record | None, config: Config) -> list[Fate]:
    """Tell what became of each setting that reached the core; pure."""
    found = []
    for name, value in (record or {}).items():
        settings = {
            f"{name}.{argument}": inner
            for argument, inner in value.get("args", {}).items()
        }
        for path, want in (settings or {name: value}).items():
            came, where = look_up(config, path)
            word = fate(want, came) if came else "lost"
            if where == "text" and word == "kept":
                word = "type_changed"
            elif where == "buried":
                word = "buried"
            shown = _cut(show(came)) if came else None
            found.append(Fate(path, word, _cut(show(want)), shown))
    return found


def _cut(text: str, most: int = 80) -> str:
    """Return the beginning of a long text, and how many characters it has."""
    return (
        text if len(text) <= most else f"{text[: most // 2]}… ({len(text)} characters)"
    )
