"""Config files as documents: only what is asked for differs, and it says what was asked for."""

import configparser
import json
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from configbench.audit.configs import documents
from configbench.audit.configs.documents import Document
from configbench.audit.configs.keys import Key
from configbench.yamls import reading

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
    "plain.json": json.dumps,
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
@settings(max_examples=30)
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


# -- what a person writes by hand -----------------------------------------------------------------

BY_HAND = """\
# top
a: &x 1  # about a
b:
- 1
- {c: *x, 'd': !!int 3, e: }
f:   # nothing
g: |
  hi
    there

# about h
h: &m  # tail
  # within
  q: 1
  "r s": plain
    goes on
i:
  <<: [*m, {t: 1}]
  <<: {u: 3}
  q: &w
    2
l:
  - n: 1e-4
    o: [1, # one
      no]
é✓: >+
  kept

z: ~
"""


def changed(name: str, text: str, path: str, raw: str) -> str:
    """Return a text with another value of a key."""
    document = read(name, text)
    (key,) = (key for key in document.keys if key.dotted == path)
    found = document.with_value(key, raw)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a", "a: &x 1  # about a", "a: &x no  # about a"),
        ("b", "b:\n- 1\n- {c: *x, 'd': !!int 3, e: }", "b: no"),
        ("b.1.c", "{c: *x,", "{c: no,"),
        ("b.1.d", "!!int 3,", "!!int no,"),
        ("b.1.e", "e: }", "e: no }"),
        ("i.u", "{u: 3}", "{u: no}"),
        ("f", "f:   # nothing", "f: no   # nothing"),
        ("g", "g: |\n  hi\n    there\n", "g: no\n"),
        (
            "h",
            '&m  # tail\n  # within\n  q: 1\n  "r s": plain\n    goes on',
            "&m no  # tail\n  # within",
        ),
        ("h.r s", "plain\n    goes on", "no"),
        ("i.q", "&w\n    2", "&w\n    no"),
        ("l.0.n", "n: 1e-4", "n: no"),
        ("l.0.o", "[1, # one\n      no]", "no"),
        ("é✓", ">+\n  kept\n", "no"),
        ("z", "z: ~", "z: no"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_anchors_and_blocks_stay(
    path: str, before: str, after: str, end: str
) -> None:
    """A value is replaced where it stands; a block moves behind its colon."""
    assert BY_HAND.count(before) == 1
    text = BY_HAND.replace("\n", end)
    expected = BY_HAND.replace(before, after).replace("\n", end)
    assert changed("a.yaml", text, path, "no") == expected


TOML = """\
# top
a.b = 1_000 # about it
"c d" = 'x # y'
at = 1979-05-27 07:32:00
[t] # of it
list = [ # several
  {e = 2, f.g = "]"},
]
[[u]]
v = \"\"\"one
"two" \"\"\"
[[u]]
v = {}
"""
INI = """\
top = 1
[s] # of it
  a = 1 ; about it
  b: two
    lines
  c=
[DEFAULT]
a = %(b)s
"""
ENV = """\
# top
export A=1 # about it
B='two
lines' # of it
C = a#b
D= # nothing
"""


@pytest.mark.parametrize(
    ("name", "text", "path", "before", "after"),
    [
        ("a.toml", TOML, "a.b", "= 1_000 #", "= no #"),
        ("a.toml", TOML, "c d", "= 'x # y'", "= no"),
        ("a.toml", TOML, "at", "1979-05-27 07:32:00", "no"),
        ("a.toml", TOML, "t.list.0.f.g", '"]"', "no"),
        ("a.toml", TOML, "u.0.v", '"""one\n"two" """', "no"),
        ("a.toml", TOML, "u.1.v", "{}", "no"),
        ("a.ini", INI, "top", "top = 1", "top = no"),
        ("a.ini", INI, "s.a", "1 ; about", "no ; about"),
        ("a.ini", INI, "s.b", "two\n    lines", "no"),
        ("a.ini", INI, "s.c", "c=", "c= no"),
        ("a.ini", INI, "DEFAULT.a", "%(b)s", "no"),
        (".env", ENV, "A", "=1 #", "=no #"),
        (".env", ENV, "B", "'two\nlines'", "no"),
        (".env", ENV, "C", "a#b", "no"),
        (".env", ENV, "D", "D= #", "D=no #"),
    ],
)
def test_a_value_is_replaced_where_it_stands(
    name: str, text: str, path: str, before: str, after: str
) -> None:
    """Comments, quotes, lines and what is beside a value are kept, in each format."""
    assert text.count(before) == 1
    assert changed(name, text, path, "no") == text.replace(before, after)


@pytest.mark.parametrize(
    ("name", "text", "parent", "expected"),
    [
        ("a.yaml", "a:\n  - b: 1\n", ("a", "0"), None),
        ("a.yaml", "a:\n    b: 1\n", ("a",), "a:\n    x: 2\n    b: 1\n"),
        ("a.yaml", "# only\n", (), "# only\nx: 2\n"),
        ("a.yaml", "", (), "x: 2\n"),
        ("a.json", "{}", (), '{"x": 2}'),
        ("a.json", '{\n "a": {"b": 1}\n}', ("a",), '{\n "a": {"x": 2, "b": 1}\n}'),
        ("a.json", '{\n "a": 1\n}', (), '{\n "x": 2,\n "a": 1\n}'),
        ("a.toml", "[a]\nb = 1", ("a",), "[a]\nx = 2\nb = 1"),
        ("a.toml", "[a]", ("a",), "[a]\nx = 2"),
        ("a.toml", "[a]", (), "x = 2\n[a]"),
        ("a.ini", "[a]\n  b = 1", ("a",), "[a]\n  x = 2\n  b = 1"),
        ("a.ini", "[a]\nb = 1", (), None),
        ("a.ini", "b = 1", (), "x = 2\nb = 1"),
        (".env", "B=1", (), "x=2\nB=1"),
        (".env", "B=1", ("a",), None),
    ],
)
def test_a_key_more(
    name: str, text: str, parent: tuple[str, ...], expected: str | None
) -> None:
    """A key is written into a section, with the indentation that this has."""
    assert read(name, text).with_key(parent, "x", "2") == expected


@pytest.mark.parametrize(
    ("name", "text", "path", "expected"),
    [
        ("a.yaml", "a: 1 # c\nb: 2\n", "a", "a: 1 # c\na: no\nb: 2\n"),
        ("a.yaml", "{a: 1, b: 2}", "a", "{a: 1, a: no, b: 2}"),
        ("a.yaml", "s:\n- a: 1\n  b: 2\n", "s.0.a", "s:\n- a: 1\n  a: no\n  b: 2\n"),
        ("a.json", '{"a": 1}', "a", '{"a": 1, "a": no}'),
        ("a.toml", "[s]\n a.b = 1\n", "s.a.b", "[s]\n a.b = 1\n a.b = no\n"),
        ("a.toml", "s = {a.b = 1}\n", "s.a.b", None),
        ("a.ini", "[s]\n a: 1\n   2\nb=3\n", "s.a", "[s]\n a: 1\n   2\n a: no\nb=3\n"),
        (".env", "export A=1 # c\n", "A", "export A=1 # c\nexport A=no\n"),
        ("a.ini", "[s]\na=1", "s", None),
    ],
)
def test_a_key_once_more(name: str, text: str, path: str, expected: str | None) -> None:
    """The same key stands behind itself, laid out like the first."""
    document = read(name, text)
    (key,) = (key for key in document.keys if key.dotted == path)
    assert document.doubled(key, "no") == expected


@pytest.mark.parametrize(
    "text", [INI.partition("\n")[2], "[s]\na: 1\n\n# c\nb = x y\n"]
)
def test_other_keys_of_ini_are_as_before(text: str) -> None:
    """Python reads what was asked for, and all the rest as before."""
    document = read("a.ini", text)
    for key in (key for key in document.keys if not key.section):
        found = document.with_value(key, "12345")
        assert found is not None
        before, after = parsed(text), parsed(found)
        assert after.pop(key.path).startswith("12345")
        before.pop(key.path)
        assert after == before


def parsed(text: str) -> dict[tuple[str, ...], str]:
    """Return what Python reads, defaults as a section of their own."""
    parser = configparser.RawConfigParser(default_section="none")
    parser.read_string(text)
    return {(name, k): v for name in parser.sections() for k, v in parser.items(name)}


# -- what is none of ours -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "a: 1"),
        ("a.yaml", "- 1"),
        ("a.yaml", "word"),
        ("a.yaml", "a: [1"),
        ("a.yaml", "a: 1\n---\nb: 2\n"),
        ("a.json", "[1]"),
        ("a.json", "{a: 1}"),
        ("a.toml", "a = no"),
        ("a.toml", "a = 1\na = 2"),
        ("a.ini", "word"),
        ("a.cfg", "server {\n listen 80;\n}\n"),
        (".env", "= 1"),
        (".env", "A='x"),
        ("a.yaml", "a: " + "[" * 5000 + "]" * 5000),
        ("a.json", '{"a":' * 50_000 + "1" + "}" * 50_000),
        ("a.toml", "a = " + "[" * 5000 + "]" * 5000),
        ("a.yaml", "a: 1\n" * 1_000_000),
    ],
    ids=lambda text: text[:12],
)
def test_what_cannot_be_read_is_none(name: str, text: str) -> None:
    """Other files, other documents, none at all; what is too deep or too long, at once."""
    begun = time.monotonic()
    assert documents.read(Path(name), text) is None
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "name", ["a.yaml", "a.json", "a.toml", "a.ini", ".env", "a.conf"]
)
@settings(max_examples=200)
@given(
    text=st.text()
    | st.text("ab1 \n\r\t:=-[]{},#&*!|>'\"%$.\\\x85\u2028\ufeff", max_size=30)
)
def test_whatever_stands_in_it_is_read_or_not(name: str, text: str) -> None:
    """No text is a failure; what is read has its keys where they are said to stand."""
    document = documents.read(Path(name), text)
    for key in document.keys if document else ():
        assert key.at.of(document.text) == key.raw  # type: ignore[union-attr]
        assert key.path
        assert 1 <= key.line <= text.count("\n") + 1


def test_without_its_library_yaml_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads YAML is an extra; who lacks it is told so, and reads the others."""
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    assert documents.read(Path("a.yaml"), "a: 1") is None
    assert "configbench[files]" in documents.lacking(Path("a.yaml"))
    assert not documents.lacking(Path("a.toml"))
    assert documents.read(Path("a.json"), "{}") is not None
