"""What people write into a config file; its demands never blame a program that is right."""

import io
import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from configbench.audit.configs import documents, words
from configbench.audit.configs.keys import Document, Format, Key
from configbench.audit.configs.reading import TEXTUAL
from configbench.audit.configs.words import Written
from configbench.audit.model import NUMBERS, Act, Kind, Must, Said, Wanted
from configbench.audit.rules.reading import as_text, meant
from configbench.audit.truths import FALSE, TRUE
from configbench.inside.typed import typed
from configbench.values import show

FILES = {
    Format.YAML: ("a.yaml", "s:\n  x: {}\n"),
    Format.JSON: ("a.json", '{{"s": {{"x": {}}}}}'),
    Format.TOML: ("a.toml", "[s]\nx = {}\n"),
    Format.INI: ("a.ini", "[s]\nx = {}\n"),
    Format.ENV: (".env", "x={}\n"),
}


def document(written_in: Format, raw: str) -> tuple[Document, Key]:
    """Return a file in which a value stands, and its key."""
    name, text = FILES[written_in]
    found = documents.read(Path(name), text.format(raw))
    assert found is not None
    return found, found.keys[-1]


def entries(written_in: Format, wanted: Wanted, raw: str = "1") -> dict[str, Written]:
    """Return what is written for a setting, by its characters."""
    _, key = document(written_in, raw)
    found = words.written(written_in, wanted, key)
    return {each.raw: each for each in found if each.act is Act.VALUE}


def shown(each: Written) -> str:
    """Return a demand in short: what may arrive, and whether it may be refused."""
    values = " or ".join(map(show, each.expected.values))
    return f"{each.expected.must.value} {values}".strip()


FLOAT = Wanted(Kind.FLOAT, Said.PARSER)
INT = Wanted(Kind.INT, Said.PARSER)
NUMBER = Wanted(Kind.NUMBER, Said.DEFAULT)
BOOL = Wanted(Kind.BOOL, Said.PARSER)
LIKE_BOOL = Wanted(Kind.BOOL, Said.DEFAULT)
STR = Wanted(Kind.STR, Said.PARSER)
LIKE_STR = Wanted(Kind.STR, Said.DEFAULT)
FLOATS = Wanted(Kind.LIST, Said.PARSER, (FLOAT,))
TEXTS = Wanted(Kind.LIST, Said.ANNOTATION, (STR,))
CHOICE = Wanted(Kind.CHOICE, Said.CHOICES, choices=("adam", "no", "12:30"))
MAYBE = Wanted(Kind.FLOAT, Said.ANNOTATION, optional=True)
MAYBE_STR = Wanted(Kind.STR, Said.ANNOTATION, optional=True)
UNKNOWN = Wanted()
ALL = {
    name: value for name, value in dict(globals()).items() if isinstance(value, Wanted)
}


@pytest.mark.parametrize(
    ("written_in", "wanted", "raw", "expected"),
    [
        (Format.YAML, FLOAT, "1e-4", "mean 0.0001"),
        (Format.JSON, FLOAT, "1e-4", "mean 0.0001"),
        (Format.TOML, FLOAT, "1e-4", "mean 0.0001"),
        (Format.INI, FLOAT, "1e-4", "mean 0.0001"),
        (Format.YAML, INT, "012", "mean 12"),
        (Format.JSON, INT, "012", "mean 12 or 10 or '012'"),
        (Format.YAML, INT, "12:30", "mean 750"),
        (Format.YAML, NUMBER, "12:30", "mean 750 or '12:30'"),
        (Format.YAML, INT, "1_000", "mean 1000"),
        (Format.YAML, INT, "abc", "reject"),
        (Format.JSON, INT, "abc", "reject"),
        (Format.YAML, NUMBER, "abc", "tell"),
        (Format.YAML, FLOAT, "null", "tell"),
        (Format.YAML, FLOAT, "", "tell"),
        (Format.INI, FLOAT, "", "tell"),
        (Format.YAML, MAYBE, "null", "mean None"),
        (Format.YAML, BOOL, "no", "mean False or 'no'"),
        (Format.YAML, BOOL, "yes", "mean True or 'yes'"),
        (Format.YAML, BOOL, "False", "mean False"),
        (Format.YAML, BOOL, '"false"', "mean False"),
        (Format.YAML, LIKE_BOOL, '"false"', "mean False or 'false'"),
        (Format.JSON, LIKE_BOOL, '"false"', "mean False"),
        (Format.JSON, BOOL, "no", "mean False or 'no'"),
        (Format.JSON, BOOL, '"false"', "mean False"),
        (Format.INI, BOOL, "no", "mean False"),
        (Format.ENV, BOOL, "off", "mean False"),
        (Format.YAML, BOOL, "maybe", "reject"),
        (Format.YAML, STR, "no", "mean 'no'"),
        (Format.YAML, STR, "1.10", "mean '1.10'"),
        (Format.YAML, STR, "null", "tell"),
        (Format.JSON, STR, "1e-4", "mean '1e-4'"),
        (Format.TOML, STR, "2024-01-01", "mean '2024-01-01'"),
        (Format.TOML, STR, "12", "mean '12'"),
        (Format.TOML, LIKE_STR, "1e-4", "tell"),
        (Format.INI, STR, "012", "mean '012'"),
        (Format.YAML, FLOAT, "[1, 2]", "reject"),
        (Format.YAML, STR, "[1, 2]", "tell"),
        (Format.TOML, INT, "{a = 1}", "reject"),
        (Format.YAML, NUMBER, "{a: 1}", "tell"),
        (Format.YAML, UNKNOWN, "abc", "tell"),
    ],
)
def test_what_has_to_become_of_it(
    written_in: Format, wanted: Wanted, raw: str, expected: str
) -> None:
    """What the format says counts first; in doubt nothing is demanded."""
    assert shown(entries(written_in, wanted)[raw]) == expected


@pytest.mark.parametrize("written_in", Format)
@pytest.mark.parametrize("raw", ["no", "012", "12:30", "1.10"])
def test_of_a_text_without_quotes_nobody_is_sure(written_in: Format, raw: str) -> None:
    """What looks like something else is told as a doubt."""
    found = entries(written_in, STR)[raw]
    assert found.doubt or found.expected.must in {Must.TELL, Must.MEAN}


# -- programs that are right ----------------------------------------------------------------------


class RefusedError(Exception):
    """A program refuses what is written."""


def _core(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


READERS: dict[str, tuple[Format, Callable[[str], Any]]] = {
    "YAML 1.1": (Format.YAML, lambda text: yaml.safe_load(text)["s"]["x"]),
    "YAML 1.2": (Format.YAML, lambda text: _core(text)["s"]["x"]),
    "JSON": (Format.JSON, lambda text: json.loads(text)["s"]["x"]),
    "JSON by YAML": (Format.JSON, lambda text: yaml.safe_load(text)["s"]["x"]),
    "TOML": (Format.TOML, lambda text: tomllib.loads(text)["s"]["x"]),
    "INI": (Format.INI, lambda text: text.partition("=")[2].strip()),
    ".env": (Format.ENV, lambda text: text.partition("=")[2].strip().strip('"')),
}


def strict(wanted: Wanted, value: Any) -> Any:
    """Return a value if it is of the kind, and refuse any other."""
    types = {
        Kind.INT: int,
        Kind.FLOAT: (int, float),
        Kind.BOOL: bool,
        Kind.STR: str,
        Kind.LIST: list,
    }
    if value is None and wanted.optional:
        return None
    if wanted.kind is Kind.CHOICE:
        if value not in wanted.choices:
            raise RefusedError
        return value
    if not isinstance(value, types.get(wanted.kind, object)):  # type: ignore[arg-type]
        raise RefusedError
    if isinstance(value, bool) and wanted.kind is not Kind.BOOL:
        raise RefusedError
    if wanted.kind is Kind.LIST:
        return [strict(wanted.items[0], each) for each in value]
    return value


def lax(wanted: Wanted, value: Any) -> Any:
    """Return a value made of what somebody may have meant; refuse what is nonsense."""
    try:
        return _lax(wanted, value)
    except (ValueError, TypeError) as error:
        raise RefusedError from error


def _lax(wanted: Wanted, value: Any) -> Any:
    text = str(value).lower()
    if wanted.optional and (value is None or text in {"null", "~"}):
        return None
    if wanted.kind is Kind.LIST:
        items = value if isinstance(value, list) else str(value).split(",")
        return [_lax(wanted.items[0], each) for each in items]
    if wanted.kind in NUMBERS and isinstance(value, bool):
        raise RefusedError
    if wanted.kind is Kind.INT:
        if float(value) != int(float(value)):
            raise RefusedError
        return int(float(value))
    if wanted.kind is Kind.FLOAT:
        return float(value)
    if wanted.kind is Kind.BOOL:
        if text not in TRUE | FALSE:
            raise RefusedError
        return text in TRUE
    return strict(wanted, value)


def as_read(_: Wanted, value: Any) -> Any:
    """Return what is read as it is: a program that says nothing of its settings."""
    return value


#: What a program makes of a value that it has read.
Program = Callable[[Wanted, Any], Any]


def _cases() -> Iterator[tuple[str, str, Program]]:
    for reader in READERS:
        for name, wanted in ALL.items():
            declared = (
                wanted.said is not Said.DEFAULT and wanted.kind is not Kind.UNKNOWN
            )
            programs: tuple[Program, ...] = (strict, lax) if declared else (as_read,)
            if READERS[reader][0] in TEXTUAL:
                programs = (lax,) if declared else ()
            for program in programs:
                yield reader, name, program


@pytest.mark.parametrize(("reader", "name", "program"), [*_cases()])
def test_a_program_that_is_right_is_not_blamed(
    reader: str, name: str, program: Program
) -> None:
    """Whatever reads the file, and whether it converts or refuses: only doubts remain."""
    wanted = ALL[name]
    written_in, load = READERS[reader]
    found, key = document(written_in, "0.5" if wanted.kind is not Kind.BOOL else "true")
    for each in words.written(written_in, wanted, key):
        if each.act is not Act.VALUE or each.doubt:
            continue
        text = found.with_value(key, each.raw)
        assert text is not None
        try:
            became = typed(program(wanted, load(text)))
        except (RefusedError, ValueError, yaml.YAMLError):
            assert each.expected.must is not Must.ACCEPT or program is strict, each
            continue
        assert each.expected.must is not Must.REJECT, (each, became)
        if each.expected.must is not Must.TELL and each.expected.values:
            is_meant = meant(became, each.expected.values)
            # A number as text is a finding where nobody makes a number of it: YAML 1.1, `1e-4`.
            known = program is as_read and as_text(became, each.expected.values[0])
            # And so is text that says no, which is true: CB101.
            known = known or (program is as_read and each.word == "false")
            assert is_meant or known, (each, became)


@pytest.mark.parametrize("written_in", Format)
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("raw", ["1", "0.5", "true", '"no"'])
def test_the_first_is_another_value_that_nobody_takes_for_another(
    written_in: Format, name: str, raw: str
) -> None:
    """It can be read, is not what stood there, and means one thing; its key once more is last."""
    found, key = document(written_in, raw)
    every = [*words.written(written_in, ALL[name], key)]
    assert every[0].raw != key.raw
    text = found.with_value(key, every[0].raw)
    assert text is not None
    assert documents.read(Path(FILES[written_in][0]), text) is not None
    assert every[-1].act is Act.REPEATED
    assert len({(each.raw, each.act) for each in every}) == len(every)


@pytest.mark.parametrize("written_in", [Format.YAML, Format.JSON])
def test_of_a_section_nothing_is_demanded_but_its_name(written_in: Format) -> None:
    """A word in its place arrives as itself, or is refused; nothing may be meant by nothing."""
    found, _ = document(written_in, "1")
    section = found.section(("s",))
    assert section is not None
    first, *others = words.written(written_in, UNKNOWN, section)
    assert shown(first) == "mean 'abc'"
    assert {each.expected.must for each in others} == {Must.TELL}
