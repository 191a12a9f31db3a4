"""Config files as documents: only what is asked for differs, and it says what was asked for."""

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as st

from configbench.audit.configs import documents
from configbench.audit.configs.documents import Document
from configbench.audit.configs.keys import Key

# -- texts of all formats -------------------------------------------------------------------------

NAMES = st.one_of(
    st.sampled_from(
        ["lr", "a.b", "a b", "é✓", "no", "1", "x'y", 'q"', "#c", "<<x", "-"]
    ),
    st.text("abcdé_", min_size=1, max_size=5),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-999, 999),
    st.sampled_from([0.5, 1e-4, -2.25, 1e30]),
    st.sampled_from(
        ["", "no", "a # b", "two\nlines\n", "é✓", "'", '"', "[", "x: y", " "]
    ),
    st.text("ab \n#:'\"\\", max_size=8),
)
TREES = st.dictionaries(
    NAMES,
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


def as_yaml(tree: Any, flow: bool | None) -> str:
    """Return a tree in YAML, in blocks, in brackets, or partly so."""
    return str(yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True))


def as_toml(tree: Mapping[str, Any]) -> str:
    """Return a tree in TOML: its sections as tables, what lies deeper in braces."""
    tops = [
        f"{json.dumps(key)} = {toml_value(value)} # said\n"
        for key, value in tree.items()
        if not isinstance(value, dict)
    ]
    tables = [
        f"\n[{json.dumps(key)}] # of it\n"
        + "".join(f"  {json.dumps(k)}={toml_value(v)}\n" for k, v in value.items())
        for key, value in tree.items()
        if isinstance(value, dict)
    ]
    return "# top\n" + "".join(tops + tables)


def toml_value(value: Any) -> str:
    """Return a value in TOML."""
    if isinstance(value, dict):
        inner = (f"{json.dumps(k)} = {toml_value(v)}" for k, v in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[\n" + "".join(f" {toml_value(v)}, # each\n" for v in value) + "]"
    if value is None:
        return "2024-01-01 10:00:00"
    if isinstance(value, float):
        return f"{value:e}"
    return json.dumps(value, ensure_ascii=False)


WRITTEN: dict[str, Callable[[Any], str]] = {
    "block.yaml": lambda tree: as_yaml(tree, flow=False),
    "mixed.yml": lambda tree: as_yaml(tree, flow=None),
    "flow.yaml": lambda tree: as_yaml(tree, flow=True),
    "plain.json": lambda tree: json.dumps(tree),
    "laid.json": lambda tree: json.dumps(tree, indent=2, ensure_ascii=False),
    "json.yaml": lambda tree: json.dumps(tree, indent=1, ensure_ascii=False),
    "a.toml": as_toml,
}
LOADS: dict[str, Callable[[str], Any]] = {
    ".yaml": yaml.safe_load,
    ".yml": yaml.safe_load,
    ".json": json.loads,
    ".toml": tomllib.loads,
}


def loaded(name: str, text: str) -> Any:
    """Return what a text holds."""
    return LOADS[Path(name).suffix](text.removeprefix("\ufeff"))


def read(name: str, text: str) -> Document:
    """Read a text that is a config file."""
    found = documents.read(Path(name), text)
    assert found is not None, text
    return found


def replaced(tree: Any, path: tuple[str, ...], value: Any) -> Any:
    """Return a tree with another value at a path."""
    if not path:
        return value
    if isinstance(tree, list):
        at = int(path[0])
        return [
            replaced(each, path[1:], value) if number == at else each
            for number, each in enumerate(tree)
        ]
    return {
        key: replaced(each, path[1:], value) if str(key) == path[0] else each
        for key, each in tree.items()
    }


def at(tree: Any, path: tuple[str, ...]) -> Any:
    """Return what stands at a path of a tree."""
    for part in path:
        tree = tree[int(part)] if isinstance(tree, list) else tree[part]
    return tree


def paths(tree: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the paths of all keys of a tree."""
    pairs = (
        [(str(number), each) for number, each in enumerate(tree)]
        if isinstance(tree, list)
        else list(tree.items())
        if isinstance(tree, dict)
        else []
    )
    own = [(*path, key) for key, _ in pairs] if isinstance(tree, dict) else []
    return own + [each for key, value in pairs for each in paths(value, (*path, key))]


def same_around(text: str, changed: str, key: Key) -> bool:
    """Whether only the value of a key differs."""
    end = len(text) - key.at.end
    return changed.startswith(text[: key.at.start]) and (
        not end or changed.endswith(text[-end:])
    )


@pytest.mark.parametrize("name", WRITTEN)
@given(
    tree=TREES,
    ends=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
@example(tree={"a": {"b": [{"c": None, "d": {}}], "e": []}}, ends="\n", mark="")
def test_only_what_is_asked_for_differs(
    name: str, tree: Any, ends: str, mark: str
) -> None:
    """Each key is there; its value, its name, one beside it are changed, and nothing else."""
    text = mark + WRITTEN[name](tree).replace("\n", ends)
    before = loaded(name, text)
    document = read(name, text)
    assert sorted(key.path for key in document.keys) == sorted(paths(before))
    for key in document.keys:
        _holds(name, document, key, before)
    more = document.with_key((), "zzz", "12345")
    assert more is not None
    assert loaded(name, more) == {**before, "zzz": 12345}
    section = document.with_section("zzz", "yyy", "12345")
    assert section is not None
    assert loaded(name, section) == {**before, "zzz": {"yyy": 12345}}
    for one in (more, section):
        assert "\r\n" not in text or "\n" not in one.replace("\r\n", "")


def _holds(name: str, document: Document, key: Key, before: Any) -> None:
    text, path = document.text, key.path
    value = document.with_value(key, "12345")
    if value is not None:
        assert loaded(name, value) == replaced(before, path, 12345)
        if not key.section and not key.raw.startswith("-"):
            assert same_around(document.mark + text, value, _moved(key, document)), text
    else:
        assert name.endswith("toml")
    renamed = document.with_name(key, "zzz")
    assert renamed is not None
    above = at(before, path[:-1])
    if isinstance(above, dict):
        assert at(loaded(name, renamed), (*path[:-1], "zzz")) == at(before, path)
    if key.section:
        more = document.with_key(path, "zzz", "12345")
        assert more is not None
        assert loaded(name, more) == replaced(
            before, path, {**at(before, path), "zzz": 12345}
        )
        return
    again = document.doubled(key, "12345")
    assert again is not None
    if name.endswith("toml"):
        with pytest.raises(tomllib.TOMLDecodeError):
            loaded(name, again)
    else:
        assert loaded(name, again) == replaced(before, path, 12345)
        twice = [each for each in read(name, again).keys if each.path == path]
        assert [each.raw for each in twice] == [key.raw, "12345"]


def _moved(key: Key, document: Document) -> Key:
    shift = len(document.mark)
    span = type(key.at)(key.at.start + shift, key.at.end + shift)
    return Key(key.path, key.value, key.raw, key.line, key.section, key.name, span)
