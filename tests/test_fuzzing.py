"""Whatever stands in a record, a table of spelling or a stated value, is read or told, never else.

A value, or the one error that the reader documents.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks import core, spelling_table, values
from benchmarks.errors import RowError, UnsupportedError
from benchmarks.spelling import Spelling
from configbench import foreign, records
from configbench.foreign import ForeignError
from configbench.inside.typed import typed

# -- records: what a program leaves in a file -----------------------------------------------------

LINES = [
    {"pid": 1, "values": {"model": typed([1, {"a": 2.5}, None]), "seed": typed(3)}},
    {"pid": 1, "note": "so"},
    {"monotonic": 1.5, "cpu": 0.5, "modules": ["os"]},
    {"a": [1, 2.5]},
]
WHOLE = b"".join(json.dumps(line).encode() + b"\n" for line in LINES)
READERS: list[Callable[[dict[str, Any], str], object]] = [
    records.hit,
    records.note,
    records.stamp,
    lambda content, where: records.marks(content, where, ["a"]),
]
#: What JSON readers are known to stumble over.
ODD = [
    *(b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b'"\\ud800"', b"\xff", b"\0"),
    *(b'{"a":1,"a":2}', b"[[]]", b"{}", b"null", b"true", b"\n", b'"', b"\\", b"}"),
]


def read(file: Path) -> list[object]:
    """Return what each reader makes of each line; refusals are errors of theirs alone."""
    found: list[object] = []
    for reader in READERS:
        try:
            for where, content in foreign.objects(file):
                found.append(reader(content, where))
        except ForeignError as error:
            assert "\n" not in str(error)  # noqa: PT017  one sentence
            assert len(str(error)) < 2000  # noqa: PT017  whatever it quotes
    return found


@given(
    st.integers(0, len(WHOLE)),
    st.integers(0, 30),
    st.sampled_from(ODD) | st.binary(max_size=8),
)
def test_a_record_with_any_bytes_in_it_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, start: int, gone: int, put: bytes
) -> None:
    """Bytes are cut out of what the look writes, and others put in."""
    file = tmp_path_factory.getbasetemp() / "fuzzed.jsonl"
    file.write_bytes(WHOLE[:start] + put + WHOLE[start + gone :])
    read(file)


def test_the_lines_are_read_as_they_are(tmp_path: Path) -> None:
    """What is changed above is read by its reader where nothing is changed."""
    for line in LINES:
        (tmp_path / "one").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
        assert len(read(tmp_path / "one")) == 1


@pytest.mark.parametrize(
    "value",
    [
        b'{"t":"list","v":[' * 200_000 + b"]}" * 200_000,
        b'{"t":"X","args":{"a":' * 200_000 + b"}}" * 200_000,
        b'{"t":"list","v":[' * 150 + b"]}" * 150,
        b'{"t":"int","v":' + b"9" * 5000 + b"}",
        b'{"t":"float","v":NaN}',
        b'{"t":"float","v":"1e999"}',
    ],
    ids=["deep lists", "deep parts", "deeper than is shown", "digits", "NaN", "beyond"],
)
def test_a_value_that_is_too_much_is_told(tmp_path: Path, value: bytes) -> None:
    """Nothing of it is read."""
    line = b'{"pid":1,"values":{"a":' + value + b"}}\n"
    (tmp_path / "record").write_bytes(line)
    with pytest.raises(ForeignError, match="record, line 1"):
        [
            records.hit(content, where)
            for where, content in foreign.objects(tmp_path / "record")
        ]


# -- spelling: what a row's author writes ---------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("--{flag} {text}", "{path}={yaml}", "{name|path}={python|json}", "{items}"),
        *(
            "{entries}",
            "--{flag}",
            "{",
            "}",
            "{nothing}",
            "{text|}",
            "",
            " ",
            "--x {items}",
        ),
        *("{path}={items}", "{path}={entries}", "{key}={text}", "{key}={yaml}", "none"),
        *(
            "(",
            "(?P<a>.)",
            ".*",
            "[",
            "\\",
            "yaml",
            "json",
            "ini",
            "toml",
            "name",
            "value",
        ),
        *(
            "word",
            "model",
            "optimizer",
            "../x",
            "/x",
            "a/*",
            "**x",
            "\0",
            "https://a.b/c",
        ),
        *("{name}.yaml", "-", "=", ",", "\\g<9>", "not_finite", "set", "option"),
    ]
)
KEYS = st.sampled_from(
    [
        *(
            "set",
            "part",
            "subcommand",
            "true",
            "false",
            "none",
            "member",
            "list",
            "item",
        ),
        *("list_of_one", "empty_list", "tuple", "mapping", "entry", "saved", "restore"),
        *(
            "no_part",
            "unsectioned",
            "separator",
            "infinity",
            "option",
            "option_in_list",
        ),
        *("refused_item", "bare", "merges", "adds", "choice_first", "tuples", "enum"),
        *("quoted", "subcommands", "owners", "refused", "escape", "reasons", "file"),
        *("statements", "format", "name", "line", "head", "unknown"),
    ]
)
ATOMS = WORDS | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
TOML = st.recursive(
    ATOMS | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | WORDS, inner, max_size=3)
    ),
    max_leaves=5,
)
ONE = st.sampled_from(
    ["--{flag} {text}", "{path}={yaml}", "{name|path}={python|json}", "{flag} {text}"]
)
BARE = st.sampled_from(["--{flag}", "--no-{flag}", "{path}=x", "{name}"])
MANY = st.sampled_from(
    ["--{flag} {items}", "{items}", "{path}={items}", "{path}={yaml}"]
)
PATTERN = st.sampled_from(["-.*", ".*", "(?P<a>.)", "[", "", "a|b", "a{99999999999}"])
TEMPLATED = {
    **dict.fromkeys(
        ("set", "member", "part", "subcommand", "list_of_one", "item"), ONE
    ),
    **dict.fromkeys(("true", "false", "none", "empty_list"), BARE),
    **dict.fromkeys(("list", "tuple"), MANY),
    "mapping": st.sampled_from(["--{flag} {entries}", "{entries}", "{path}={json}"]),
    "entry": st.sampled_from(["{key}={text}", "{path}.{key}={yaml}", "--{flag} {key}"]),
    "restore": st.sampled_from(["--from {text}", "{yaml}", "", "x {json}"]),
}
#: What each key takes, as good as always.
FITTING: dict[str, st.SearchStrategy[Any]] = {
    **{
        key: one | st.lists(one, min_size=1, max_size=2)
        for key, one in TEMPLATED.items()
    },
    "restore": TEMPLATED["restore"],
    **dict.fromkeys(("option", "option_in_list", "refused_item", "bare"), PATTERN),
    **dict.fromkeys(("merges", "adds", "choice_first", "tuples"), st.booleans()),
    **dict.fromkeys(("no_part", "unsectioned", "separator", "infinity"), WORDS),
    "saved": WORDS,
    "statements": st.just("https://a.b/c"),
    "enum": st.sampled_from(["name", "value"]),
    "quoted": st.sampled_from(["word", "value"]),
    "subcommands": st.lists(st.sampled_from([*core.SLOTS]), max_size=2),
    "escape": st.lists(st.tuples(PATTERN, WORDS).map(list), max_size=2),
    "refused": st.dictionaries(PATTERN, WORDS, max_size=2),
    "owners": st.dictionaries(WORDS, WORDS, max_size=2),
    "reasons": st.dictionaries(
        st.sampled_from(["set", "none", "true"]), WORDS, max_size=2
    ),
    "file": st.fixed_dictionaries(
        {"format": st.sampled_from(["yaml", "json", "ini", "toml"])},
        optional={
            "name": st.sampled_from(["{name}.yaml", "c"]),
            "line": st.sampled_from(["--config {text}", "{name}", "@{yaml}"]),
            **dict.fromkeys(("head", "part", "true", "false", "none"), WORDS),
        },
    ),
}
#: One value of a table that fits may be anything, or stand under another name.
TABLES = st.tuples(
    st.fixed_dictionaries({}, optional=FITTING),
    st.dictionaries(KEYS | WORDS, TOML, max_size=1),
).map(lambda both: both[0] | both[1])
SETTINGS = st.tuples(
    st.sampled_from(
        [
            *core.SLOTS,
            *core.MAPPINGS,
            *core.ENUMS,
            *core.OPTIONAL,
            *(
                "optimizer.lr",
                "seed",
                "loss.weights.a",
                "",
                ".",
                "model.",
                "no.such.path",
            ),
        ]
    ),
    st.none()
    | ATOMS
    | st.lists(ATOMS, max_size=3)
    | st.tuples(ATOMS, ATOMS)
    | st.dictionaries(st.text(max_size=3), st.floats() | st.integers(), max_size=2),
)


def spelling_of(table: object) -> Spelling | None:
    """Return what a table says; nothing where that is told to be wrong."""
    try:
        return spelling_table.read(Path("adapter.toml"), table)  # type: ignore[arg-type]  # that is the point
    except RowError as error:
        assert str(error).startswith("adapter.toml: ")  # noqa: PT017  where it is comes first
        return None


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of patterns that may change
@given(TABLES | TOML)
def test_any_table_of_spelling_is_read_or_told(table: object) -> None:
    """The file comes first in what is told."""
    spelling_of(table)


@pytest.mark.filterwarnings("ignore::FutureWarning")
@given(
    st.fixed_dictionaries({}, optional=FITTING),
    st.lists(SETTINGS, min_size=1, max_size=3),
)
def test_any_setting_is_spelt_or_has_no_spelling(
    table: dict[str, Any], asked: list[tuple[str, object]]
) -> None:
    """By any table that is read, exactly, as people type, and in a file."""
    said = spelling_of(table)
    if said is None:
        return
    for spell in (
        lambda: said.alone(*asked[0]),
        lambda: said.typed(asked),
        lambda: said.nearest(asked),
        lambda: said.config("c", asked),
        lambda: said.handed("c", asked),
        lambda: said.called(asked[0][0]),
        lambda: said.restoring("saved"),
        lambda: said.naming("c"),
    ):
        try:
            assert spell() is not None
        except UnsupportedError as error:
            assert str(error)  # noqa: PT017  a sentence


# -- stated values --------------------------------------------------------------------------------


@given(
    st.text(max_size=20)
    | st.lists(
        st.sampled_from([*"()[]{},:=-'1a*.", "float(", "'nan'", "Path(", "X(", "None"]),
        max_size=8,
    ).map("".join)
)
@example("float('x')")
@example("\0")
@example("X(**{})")
@example("{**1}")
@example("-True")
def test_any_text_is_a_stated_value_or_told(text: str) -> None:
    """The sentence says what is expected."""
    try:
        values.show(values.parse(text))
    except ValueError as error:
        assert "is not a value: expected" in str(error)  # noqa: PT017  the sentence of ours


@pytest.mark.parametrize(
    "text", ["(" * 10**5, "-" * 10**5 + "1", "9" * 5000, "a" + ".b" * 10**5]
)
def test_a_stated_value_that_is_too_much_is_told(text: str) -> None:
    """However Python's parser gives up."""
    with pytest.raises(ValueError, match="is not a value: expected"):
        values.parse(text)
