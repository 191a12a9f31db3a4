"""Spelling by templates: what arrives, what is typed, and the order of words."""

import argparse
import ast
import configparser
import json
import math
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # no stubs
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry, shell, spelling, spelling_table
from benchmarks.categories.overrides.cases import Asked, Case, cases
from benchmarks.categories.overrides.words import words
from benchmarks.config_files import FORMATS, Section, section
from benchmarks.dialect import Dialect
from benchmarks.errors import RowError, UnsupportedError
from benchmarks.literals import GRAMMARS, Numeral, Style, parse

HERE = Path("adapter.toml")


def spelt(**table: Any) -> spelling.Spelling:
    """Return what a table ``[spelling]`` says."""
    return spelling_table.read(HERE, table)


def dialect(**table: Any) -> Dialect:
    """Return the dialect of a row with a table ``[spelling]`` and no file."""
    return Dialect("**/config.json", spelt(**table))


# -- literals -------------------------------------------------------------------------------------

FINITE = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers() | FINITE | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)

#: What reads each grammar.  YAML's reader is one of version 1.1: 1e-05 is text to it.
READERS: dict[str, Callable[[str], object]] = {
    "python": ast.literal_eval,
    "json": json.loads,
}


@pytest.mark.parametrize("grammar", READERS)
@given(value=VALUES)
def test_what_is_written_exactly_is_read_back(grammar: str, value: object) -> None:
    """Every plain value comes back equal and of its type."""
    text = GRAMMARS[grammar].exact(value, Style())
    assert repr(READERS[grammar](text)) == repr(value)


@given(
    value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists)
)
def test_yaml_is_read_back(value: object) -> None:
    """Whatever text it is, YAML reads the same text, and no number or date."""
    assert yaml.safe_load(GRAMMARS["yaml"].exact(value, Style())) == value


@given(text=st.text())
def test_bare_text_is_no_literal(text: str) -> None:
    """Text is bare where it would be read as itself, else quoted."""
    style = spelt(set="{python}", bare=".*").style
    written = GRAMMARS["python"].exact(text, style)
    try:
        assert ast.literal_eval(written) == text
    except (ValueError, SyntaxError):
        assert written == text


def test_what_python_cannot_write_is_said() -> None:
    """There is no literal for nan; what stands for infinity is the row's."""
    python = GRAMMARS["python"]
    assert python.exact(-math.inf, Style(infinity="1e999")) == "-1e999"
    for value in (math.nan, math.inf):
        with pytest.raises(UnsupportedError, match=f"no Python literal gives {value}"):
            python.exact(value, Style())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3e-4", "3e-4"),
        ("-.5", "-.5"),
        ("'no'", "no"),
        ("None", None),
        ("[1, 'a']", ["1", "a"]),
        ("(0.8, 1E5)", ("0.8", "1E5")),
        ("{'right': 2.0}", {"right": "2.0"}),
    ],
)
def test_numbers_keep_the_letters_in_which_they_are_typed(
    text: str, value: object
) -> None:
    """What is asked for is read as a literal, but for numbers."""
    read = parse(text)
    assert read == value
    assert isinstance(read, Numeral) is (text[0] in "3-")


@pytest.mark.parametrize("text", ["abc", "1 +", "f(1)", "{**{}}", "1 + 1"])
def test_what_is_no_literal_is_told(text: str) -> None:
    """Text stands in quotes."""
    with pytest.raises(
        ValueError, match="is no literal of Python; text stands in quotes"
    ):
        parse(text)


# -- templates ------------------------------------------------------------------------------------

FLAGS: dict[str, Any] = {
    "set": ["--{flag} {text}", "--{flag}={text}"],
    "true": "--{flag}",
    "false": "--no-{flag}",
    "none": "--{flag} none",
    "list": "--{flag} {items}",
    "mapping": "--{flag} {entries}",
    "entry": "{key}={text}",
    "merges": True,
    "option": "-.*",
    "option_in_list": r"-(?!$|\d+$|\d*\.\d+$).*",
}


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what argparse takes some words for."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--run-name")
    parser.add_argument("--tags", nargs="*")
    return parser.parse_args(words)


@given(text=st.text(), tags=st.lists(st.text()))
def test_argparse_takes_what_is_spelt(text: str, tags: list[str]) -> None:
    """Words behind a flag arrive, or the template says that they cannot."""
    own = dialect(**FLAGS)
    # The one text that argparse 3.11 drops: a cell of its rows.
    if text != "--":
        for words in own.spell("run_name", text):
            assert parsed(words).run_name == text
    if any(re.fullmatch(FLAGS["option_in_list"], tag, re.DOTALL) for tag in tags):
        with pytest.raises(UnsupportedError, match="none may look like a flag"):
            own.spell("tags", tags)
    else:
        (words,) = own.spell("tags", tags)
        assert parsed(words).tags == tags


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("model.n_layers", 3, ["--n-layers", "3"]),
        ("data.shuffle", False, ["--no-shuffle"]),
        ("clip_grad", None, ["--clip-grad", "none"]),
        ("seed", -7, ["--seed=-7"]),
        ("model.head_dims", [16, -8], ["--head-dims", "16", "-8"]),
        ("optimizer.betas", (0.8, 0.9), ["--betas", "0.8", "0.9"]),
        (
            "loss.weights",
            {"right": 2.0, "wrong": 1},
            ["--weights", "right=2.0", "wrong=1"],
        ),
        ("model", "bert", ["--model", "bert"]),
    ],
)
def test_each_kind_has_its_template(path: str, value: object, words: list[str]) -> None:
    """Flat flags, of every type."""
    assert dialect(**FLAGS).spell(path, value)[0] == words


@pytest.mark.parametrize(
    ("table", "path", "value", "reason"),
    [
        ({"set": "{text}"}, "data.shuffle", True, "has no spelling for True"),
        ({"set": "{text}"}, "tags", ["a"], "has no spelling for ['a']"),
        ({}, "seed", 1, "seed has no spelling"),
        (FLAGS, "n_epochs", None, "--n-epochs has no spelling for None"),
        (FLAGS, "loss.weights", {"right": 1}, "--weights updates the default"),
        (FLAGS | {"adds": False}, "loss.weights", {"right": 1, "wrong": 1, "x": 1}, "no other"),
        (FLAGS, "loss.weights", {"right": 1, "wrong": 1, "a=b": 1}, "has no '='"),
        (
            FLAGS | {"reasons": {"none": "{setting} is never None"}},
            "seed", None, "--seed is never None",
        ),
        ({"set": "{text}", "refused": {"x+": "no x"}}, "run_name", "xx", "no x"),
        ({"set": "{text}", "list": "t={items}"}, "tags", ["a,b"], "without its separator"),
        ({"set": "{text}", "list": "t={items}"}, "tags", [""], "for the empty list"),
        (
            {"set": "{text}", "list": "t={items}", "refused_item": " .*"},
            "tags", [" a"], "takes items",
        ),
    ],
)  # fmt: skip
def test_what_has_no_template_is_not_supported(
    table: dict[str, Any], path: str, value: object, reason: str
) -> None:
    """No kind of setting is compulsory; a row may say why in its own words."""
    with pytest.raises(UnsupportedError) as caught:
        dialect(**table).spell(path, value)
    assert reason in str(caught.value)


def test_alternatives_and_literals() -> None:
    """``{a|b}`` gives a spelling with each, once; a literal serves every kind."""
    own = dialect(set="--{name|flag}={python}", true="--{name}")
    assert own.spell("n_epochs", 5) == [["--n_epochs=5"], ["--n-epochs=5"]]
    assert own.spell("seed", 5) == [["--seed=5"]]
    assert own.spell("tags", ["a"]) == [["--tags=['a']"]]
    assert own.spell("clip_grad", None)[0] == ["--clip_grad=None"]
    assert own.spell("data.shuffle", True) == [["--shuffle"]]
    assert own.spell("data.shuffle", False) == [["--shuffle=False"]]


def test_a_path_has_a_section_and_an_enum_a_value() -> None:
    """Settings in no slot may need a section; members go by name or value; text is escaped."""
    own = dialect(
        set="{path}={text}", part="{path}.name={text}", unsectioned="train",
        enum="value", escape=[["%", "%%"]], list="{path}={items}",
    )  # fmt: skip
    assert own.words({"seed": 1, "optimizer.lr": 0.1, "model": "bert"}) == [
        *("train.seed=1", "optimizer.lr=0.1", "model.name=bert")
    ]
    assert own.spell("precision", "BF16") == [["train.precision=bf16"]]
    assert own.spell("scheduler", None) == [["scheduler.name=none"]]
    assert own.spell("tags", ["5%", "b"]) == [["train.tags=5%%,b"]]


def test_a_setting_may_stand_behind_the_name_of_its_part() -> None:
    """Which that is the choice beside it tells, wherever it stands, or else the default."""
    gin = dialect(
        set="{path}={python}",
        part="{path}=@{text}()",
        member="{path}=%Precision.{text}",
        none="{path}=None",
        quoted="word",
        unsectioned="train",
        owners={"lstm": "LSTM", "bert": "BERT"},
    )
    assert gin.words({"model.n_layers": 3}) == ["LSTM.n_layers=3"]
    chosen = ["BERT.n_heads=4", "train.model=@BERT()"]
    assert gin.words({"model.n_heads": 4, "model": "bert"}) == chosen
    assert gin.spell("model.n_heads", 4, {"model": "bert"}) == [chosen[::-1]]
    several = {"n_epochs": 5, "model": "x.Y", "precision": "BF16", "scheduler": None}
    assert gin.words(several) == [
        "train.n_epochs=5",
        "train.model=@x.Y()",
        "train.precision=%Precision.BF16",
        "train.scheduler=None",
    ]
    typed = gin.templates.typed([("model", "bert"), ("model.dropout", Numeral(".5"))])
    assert typed == "'train.model=@BERT()' BERT.dropout=.5"
    upon = {"model": "bert", "n_epochs": 5}  # as a saved run has it
    assert gin.words({"model.dropout": 0.1}, upon) == ["BERT.dropout=0.1"]
    # What is no slot is a section of its own.
    assert gin.templates.typed([("modle.x", 1)]) == "modle.x=1"


def test_a_flag_may_be_repeated() -> None:
    """Each item brings the flag again, but for a tuple, which has as many words as it has items."""
    own = dialect(
        set="--{flag} {text}", list="{items}", item="--{flag} {text}",
        tuple="--{flag} {items}", option="-.*", option_in_list="-[^0-9].*",
    )  # fmt: skip
    assert own.spell("tags", ["a", "b c"]) == [["--tags", "a", "--tags", "b c"]]
    assert own.spell("optimizer.betas", (-0.5, 0.9)) == [["--betas", "-0.5", "0.9"]]
    assert own.templates.typed([("tags", ["a", "b"])]) == "--tags a --tags b"
    with pytest.raises(UnsupportedError, match="none may look like a flag"):
        own.spell("tags", ["a", "-1"])
    for spelt in (own.spell, lambda path, value: own.templates.typed([(path, value)])):
        with pytest.raises(UnsupportedError, match=r"--tags has no spelling for \[\]"):
            spelt("tags", [])


def test_entries_may_be_joined() -> None:
    """Part of a word, items and entries stand with the separator between them."""
    own = dialect(mapping="--{flag}={entries}", entry="{key}:{text}", separator=";")
    assert own.templates.alone("loss.weights", {"right": 2.0, "wrong": 1.0}) == [
        ["--weights=right:2.0;wrong:1.0"]
    ]


@given(path=st.text(min_size=1))
def test_a_saved_config_is_named_as_it_is(path: str) -> None:
    """A path is no value: what is escaped in a setting stays as it is, unless it is a literal."""
    table = {"escape": [["%", "%%"]], "set": "{path}={text}"}
    assert spelt(restore="--config {text}", **table).restored(path) == [
        "--config",
        path,
    ]
    (word,) = spelt(restore="config={yaml}").restored(path)
    assert yaml.safe_load(word.removeprefix("config=")) == path


def test_what_is_no_template_cannot_be_derived() -> None:
    """Neither a config file, nor a saved one."""
    with pytest.raises(UnsupportedError, match=r"no \[spelling.file\]"):
        spelt().naming("x")
    with pytest.raises(UnsupportedError, match=r"no spelling\.restore"):
        spelt().restoring("x")


# -- the order of words ---------------------------------------------------------------------------

#: Three grammars in which a setting stands behind the choice that owns it.
SUBPARSERS = {
    "set": "--{flag} {text}",
    "subcommand": "{text}",
    "subcommands": ["model"],
}
CHAINED = {
    "set": "--{path} {text}",
    "subcommand": "{path}:{text}",
    "subcommands": ["model", "scheduler"],
}
CHOICE_FIRST = {
    "set": "--{path} {text}",
    "part": "--{path} {text}",
    "choice_first": True,
}

ASKED = {"model.n_heads": 4, "seed": 7, "model": "bert", "scheduler.t_max": 5}


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (SUBPARSERS, "--seed 7 --t-max 5 bert --n-heads 4"),
        (
            CHAINED,
            "--seed 7 model:bert --model.n_heads 4 scheduler:plateau --scheduler.t_max 5",
        ),
        (CHOICE_FIRST, "--model bert --model.n_heads 4 --seed 7 --scheduler.t_max 5"),
    ],
)
def test_a_setting_stands_behind_the_choice_that_owns_it(
    table: dict[str, Any], line: str
) -> None:
    """Spelt together, whatever order they are asked in; a default is chosen where it must be."""
    own = dialect(**table)
    assert " ".join(own.words(ASKED)) == line
    assert own.templates.typed(ASKED.items()).split() == line.split()


def test_a_setting_alone_brings_the_choice_that_it_needs() -> None:
    """So do all its spellings, and the settings that it is asked among."""
    own = dialect(**SUBPARSERS | {"set": ["--{flag} {text}", "--{flag}={text}"]})
    assert own.spell("model.n_layers", 3) == [
        ["lstm", "--n-layers", "3"],
        ["lstm", "--n-layers=3"],
    ]
    assert own.spell("model.n_heads", 4, {"model": "bert", "seed": 7}) == [
        ["--seed", "7", "bert", "--n-heads", "4"],
        ["--seed", "7", "bert", "--n-heads=4"],
    ]
    assert own.spell("seed", 1) == [["--seed", "1"], ["--seed=1"]]


def test_a_choice_that_a_file_makes_is_typed_again() -> None:
    """Behind it stand its settings; where nothing of it is set, or it is typed anew, it is not."""
    own = dialect(**CHAINED).templates
    made = {"model": "bert", "scheduler": "cosine", "optimizer": "adamw"}
    settings = [("model.n_heads", 4), ("optimizer.lr", 0.1)]
    assert own.chosen_again(settings, made) == [("model", "bert")]
    assert own.chosen_again([*settings, ("model", "lstmattn")], made) == []
    assert dialect(**CHOICE_FIRST).templates.chosen_again(settings, made) == []


@given(st.permutations([*ASKED.items()]))
def test_the_order_of_asking_does_not_matter_to_subcommands(
    settings: list[tuple[str, object]],
) -> None:
    """A parser of this kind takes the words, and finds each setting in its place."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int)
    parser.add_argument("--t-max", type=int)
    bert = parser.add_subparsers(dest="model").add_parser("bert")
    bert.add_argument("--n-heads", type=int)
    taken = parser.parse_args(dialect(**SUBPARSERS).words(dict(settings)))
    assert vars(taken) == {"seed": 7, "t_max": 5, "model": "bert", "n_heads": 4}


# -- as it is typed -------------------------------------------------------------------------------


@given(
    before=st.sampled_from(["", "a=", "--run-name="]),
    value=st.text() | st.text(alphabet="'\"$`\\\\! ~a*"),
    whole=st.booleans(),
)
def test_what_is_typed_is_split_into_what_was_meant(
    before: str, value: str, whole: bool
) -> None:
    """Quotes stand where bash needs them, and nothing else is lost; what cannot be seen apart."""
    typed = shell.typed(before, value, whole=whole)
    if value.isprintable() and not value.startswith("~/"):
        # shlex reads "\\$" as sh does not: the backslash stays.
        said = subprocess.run(
            ["bash", "-c", f"printf '%s\\0' {typed}"],  # noqa: S607  what people type into
            capture_output=True,
            check=True,
        )
        assert said.stdout.decode() == f"{before}{value}\0"


@pytest.mark.parametrize(
    ("table", "settings", "line"),
    [
        (FLAGS, {"run_name": "'-x'"}, "--run-name -x"),
        (FLAGS, {"optimizer.lr": "3e-4", "data.shuffle": "False"}, "--lr 3e-4 --no-shuffle"),
        (FLAGS, {"data.data_dir": "'~/my data'"}, "--data-dir ~/'my data'"),
        (FLAGS, {"loss.weights.right": "2.0"}, "--weights right=2.0"),
        (FLAGS, {"modle.n_layers": "3"}, "--modle.n-layers 3"),
        ({"set": "{path}={yaml}"}, {"run_name": "'no'", "clip_grad": "None"},
         "run_name=no clip_grad=null"),
        ({"set": "{path}={yaml}", "quoted": "word"}, {"tags": "['a,b', 'c']"},
         "'tags=[\"a,b\",c]'"),
        ({"set": "{path}={python}", "separator": ", "}, {"optimizer.betas": "(0.8, .9)"},
         "optimizer.betas='(0.8, .9)'"),
        ({"set": "{path}={json}"}, {"run_name": "'a'", "seed": "7"}, "run_name='\"a\"' seed=7"),
    ],
)  # fmt: skip
def test_a_person_does_not_think_of_what_is_special(
    table: dict[str, Any], settings: dict[str, str], line: str
) -> None:
    """What is typed is the obvious spelling: nothing is escaped, refused or renamed."""
    asked = [(path, parse(text)) for path, text in settings.items()]
    assert spelt(**table).typed(asked) == line


def test_a_setting_can_be_named_without_a_value() -> None:
    """What stands in front of the value, as it is typed."""
    assert spelt(**FLAGS).unvalued("n_epochs") == "--n-epochs"
    assert (
        spelt(set="{path}={text}", unsectioned="train").unvalued("seed") == "train.seed"
    )


# -- config files ---------------------------------------------------------------------------------

KEYS = st.text("abcdefgh_", min_size=1)
NUMERALS = st.sampled_from(["3", "-1", "0.5", "3.0e-4"]).map(Numeral)
NUMBERS = NUMERALS | st.integers() | st.floats(allow_nan=False)
IN_FILES = st.booleans() | NUMBERS | st.text() | st.lists(NUMBERS)
PAIRS = st.dictionaries(KEYS, IN_FILES | st.dictionaries(KEYS, IN_FILES, min_size=1))


def plain(value: object) -> object:
    """Return a value with numbers in the place of their letters."""
    match value:
        case Numeral():
            return ast.literal_eval(value)
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [*map(plain, value)]
    return value


def content(pairs: dict[str, Any]) -> Section:
    """Return what stands in a file, its sections as the paths of their settings."""
    paths: list[tuple[str, object]] = []
    for key, value in pairs.items():
        inner = value.items() if isinstance(value, dict) else ()
        paths += [(f"{key}.{name}", item) for name, item in inner] or [(key, value)]
    return section(paths)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("json", json.loads),
        ("yaml", lambda text: yaml.safe_load(text) or {}),
        ("toml", tomllib.loads),
    ],
)
@given(pairs=PAIRS)
def test_a_config_file_holds_what_it_should(
    name: str, read: Any, pairs: dict[str, Any]
) -> None:
    """Parsed by the format's own reader, every setting is there with its type."""
    words, write = FORMATS[name]
    assert read(write(content(pairs), words)) == plain(pairs)


@pytest.mark.parametrize(
    ("name", "read"),
    [("json", json.loads), ("yaml", yaml.safe_load), ("toml", tomllib.loads)],
)
def test_what_is_no_number_is_one_in_a_file(name: str, read: Any) -> None:
    """Each format has its own word for it."""
    words, write = FORMATS[name]
    text = write(content({"a": {"b": float("nan")}, "c": [float("nan")]}), words)
    found = read(text)
    assert (str(found["a"]), str(found["c"])) == ("{'b': nan}", "[nan]")


def test_an_ini_file_has_sections_and_text() -> None:
    """What stands in no section comes first; a list is joined."""
    pairs = {
        "optimizer": Numeral("3"),
        "model": {"name": "bert", "head_dims": [*map(Numeral, "12")]},
    }
    words, write = FORMATS["ini"]
    text = write(content(pairs), words)
    assert text == "optimizer = 3\n[model]\nname = bert\nhead_dims = 1, 2\n"
    parser = configparser.ConfigParser()
    parser.read_string(text.partition("\n")[2])
    assert parser["model"]["name"] == "bert"


@given(
    st.dictionaries(KEYS, NUMERALS),
    st.dictionaries(KEYS, st.dictionaries(KEYS, NUMERALS), min_size=1, max_size=2),
)
def test_a_mapping_in_an_ini_file_is_a_section_of_its_own(
    single: dict[str, str], mappings: dict[str, dict[str, str]]
) -> None:
    """A section is one level deep; what it has beside mappings stands in it."""
    single = {key: text for key, text in single.items() if key not in mappings}
    words, write = FORMATS["ini"]
    text = write(content({"model": {**single, **mappings}}), words)
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(text)
    written = {f"model.{key}": items for key, items in mappings.items()}
    if single:
        written["model"] = single
    assert {name: dict(parser[name]) for name in parser.sections()} == written


@pytest.mark.parametrize(
    ("table", "name", "text"),
    [
        ({"format": "json"}, "x.json", '{"model": "bert", "lr": 3e-4, "seed": 7}'),
        (
            {
                "format": "yaml",
                "part": "name",
                "name": "preset/{name}.yaml",
                "head": "# head",
            },
            "preset/x.yaml",
            "# head\nmodel:\n  name: bert\noptimizer:\n  lr: 3e-4\nseed: 7\n",
        ),
    ],
)
def test_a_row_says_how_its_files_look(
    table: dict[str, Any], name: str, text: str
) -> None:
    """Flat or in sections, with a head, under a name."""
    asked = {"model": "'bert'", "optimizer.lr": "3e-4", "seed": "7"}
    own = spelt(restore="--config {text}", file=table)
    settings = [(path, parse(value)) for path, value in asked.items()]
    assert own.config("x", settings) == (name, text)
    assert own.naming("x") == f"--config {name}"


# -- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"sett": "x"}, "spelling: unknown key 'sett' (did you mean 'set'?)"),
        ({"set": 3}, "spelling.set is 3; expected words with fields"),
        ({"set": []}, "spelling.set is []; expected words with fields"),
        ({"set": ""}, "spelling.set is ''; expected words with fields"),
        ({"set": ["{path}", " "]}, "spelling.set is ['{path}', ' ']; expected words"),
        ({"set": "{pth}"}, "spelling.set: unknown field {pth} in '{pth}' (did you mean 'path'?)"),
        ({"list": "{entries}"}, "spelling.list: unknown field {entries}"),
        ({"saved": "/x"}, "spelling.saved is '/x'; expected a pattern below the working folder"),
        ({"option": "("}, "spelling.option is '('; expected a regular expression"),
        ({"enum": "number"}, "spelling.enum is 'number'; expected 'name' or 'value'"),
        ({"subcommands": ["modle"]}, "spelling.subcommands is ['modle']; expected a list of model"),
        ({"reasons": {"nothing": "x"}}, "spelling.reasons is {'nothing': 'x'}; expected"),
        ({"file": {"format": "xml"}}, "spelling.file.format is 'xml'; expected one of json"),
        ({"file": {}}, "spelling.file.format is missing"),
        ({"file": {"format": "json", "nmae": "x"}}, "unknown key 'nmae' (did you mean 'name'?)"),
        ({"mapping": "{entries}"}, "spelling.entry is missing; expected words with fields"),
        ({"list": "{text}"}, "spelling.list: unknown field {text}"),
        ({"escape": [["a"]]}, "spelling.escape is [['a']]; expected a list of"),
    ],
)  # fmt: skip
def test_a_malformed_table_is_told(table: dict[str, Any], sentence: str) -> None:
    """The sentence names file, key, value and expected form."""
    with pytest.raises(RowError) as caught:
        spelt(**table)
    assert str(caught.value).startswith(f"{HERE}: ")
    assert sentence in str(caught.value)


# -- the cost of a request ------------------------------------------------------------------------


@pytest.mark.parametrize("row", registry.find_all(), ids=lambda row: row.name)
def test_a_new_request_is_one_place(row: registry.Adapter) -> None:
    """What is set once has words in every row with templates: on the line, and in a file.

    A file of statements is written by the row's author.
    """
    in_file = {"more": (("optimizer.lr", Numeral("2e-3")),)}
    asked = Asked(
        settings=(("model.hidden_dim", Numeral("48")), ("run_name", "a b")),
        config={} if "statements" in row.spelling else in_file,
    )
    said = words(row, Case("new", asked=asked))
    assert "new" not in cases()
    assert {"hidden_dim", "hidden-dim"} & {*re.findall(r"hidden.dim", said.line)}
    assert "48" in said.line
    assert said.gap is None
    if not asked.config:
        return
    assert "more" in said.line
    ((name, text),) = said.files.items()
    assert "more" in name
    assert "2e-3" in text
