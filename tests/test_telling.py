"""What of a row's file can matter: a comment never, a mark, a value and a text always."""

import ast
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.paths import ADAPTERS
from benchmarks.telling import telling

PROGRAM = '''\
"""What it does."""

import sys

# -- declare
WORDS = [
    "a",  # the first
    f"b{1:>{2}}",
]


# Above a function.
def load(words):
    """Read."""
    if words:  # any

        return {"rate": 0.1}

    return None


# -- main
load(sys.argv)
'''


def python(text: str) -> bytes:
    """Return what tells of a program."""
    return telling("train.py", text.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Above a function.\n", ""),
        ("# Above a function.", "# Above it, or so."),
        ("# the first", "# The first of all."),
        ("# any", "#"),
        ("import sys\n\n", "import sys\n\n\n\n"),
        ("        return {", "        # None else.\n        return {"),
        ("    if words:  # any\n\n", "    if words:  # any\n"),
        ('["a"', '["a"'),
        ("load(sys.argv)\n", "load(sys.argv)"),
        ('{"rate": 0.1}', '{ "rate":0.1 }'),
    ],
)
def test_what_cannot_matter_is_not_told(old: str, new: str) -> None:
    """Comments that are mended or stand alone, blank lines, blanks."""
    assert python(PROGRAM.replace(old, new)) == python(PROGRAM)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# -- main\nload(sys.argv)", "load(sys.argv)\n# -- main"),
        ("# -- main", "# -- help"),
        ("# -- main\n", ""),
        ("# Above a function.", "# -- load"),
        ("0.1", "0.10"),
        ('"a"', "'a'"),
        ('"""Read."""', '"""Reads."""'),
        ("{1:>{2}}", "{1:<{2}}"),
        ("    return None", "        return None"),
        # The formatter heeds these, and lines are counted behind it.
        ("# the first", ""),
        ("# Above a function.", "# fmt: off"),
        # The lines that a change touches are those of the text.
        ('{"rate": 0.1}', '{\n            "rate": 0.1}'),
        ("= [\n", "= [  # of words\n"),
    ],
)
def test_what_can_matter_is_told(old: str, new: str) -> None:
    """Marks and where they stand, values, texts, how a statement is broken into lines."""
    changed = PROGRAM.replace(old, new)
    assert changed != PROGRAM
    assert python(changed) != python(PROGRAM)


@given(data=st.data())
def test_a_comment_before_any_statement_of_a_row_is_not_told(
    data: st.DataObject,
) -> None:
    """Wherever a statement begins, a comment and a blank line above it tell nothing."""
    source, begins, told = _program(data.draw(st.sampled_from(_names())))
    number = data.draw(st.sampled_from(begins))
    text = data.draw(
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
    )
    lines = source.split("\n")
    indent = lines[number - 1][: -len(lines[number - 1].lstrip())]
    lines[number - 1 : number - 1] = ["", f"{indent}# remark: {text}"]
    assert python("\n".join(lines)) == told


#: The rows' names, listed once for all examples.
_names = cache(registry.names)


@cache
def _program(name: str) -> tuple[str, list[int], bytes]:
    """Return the program of a row, the lines at which its statements begin, and what tells of it.

    Read once for all examples.
    """
    source = (ADAPTERS / name / "train.py").read_text(encoding="utf-8")
    return source, sorted({*_statements(source)}), python(source)


def _statements(source: str) -> Iterator[int]:
    """Yield the lines at which a statement begins: what is decorated begins with its decorator."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and not getattr(node, "decorator_list", ()):
            yield node.lineno


TABLE = b'a = 1\n[b]\nx = "y"  # why\n'


def test_of_toml_what_it_says_is_told() -> None:
    """Not its comments and blanks; its order, for the first pattern that fits counts."""
    told = telling("adapter.toml", TABLE)
    assert telling("adapter.toml", b'# of it\na=1\n\n[b]\nx = "y"') == told
    for other in (
        TABLE.replace(b"1", b"1.0"),
        TABLE.replace(b"1", b"true"),
        TABLE.replace(b"[b]", b"[c]"),
        b"b = 1\na = 2\n",
    ):
        assert telling("adapter.toml", other) != told
    assert telling("x.toml", b"a=1\nb=2") != telling("x.toml", b"b=2\na=1")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("train.py", b"def (  # remark"),
        ("train.py", b"x = '\xff'  # not UTF-8"),
        ("train.py", b"# -*- coding: no-such -*-\nx = 1"),
        ("train.py", b"x = 1\0"),
        ("train.py", b"  x = 1\n y = 2"),
        ("overrides.toml", b"a = # remark"),
        ("overrides.toml", b"a = '\xff'"),
        ("change_default.patch", b"# remark"),
        ("model.yaml", b"a: 1  # remark"),
    ],
)
def test_of_anything_else_every_byte_is_told(name: str, content: bytes) -> None:
    """What cannot be read is hashed as it is, and so is what no rule is known of."""
    assert telling(name, content) == content


def test_the_encoding_of_a_program_is_told() -> None:
    """The same bytes are other texts in another one."""
    text = b"# -*- coding: %s -*-\nx = '\xc3\xa4'\n"
    assert telling("a.py", text % b"utf-8") != telling("a.py", text % b"latin-1")


@given(st.binary())
def test_whatever_a_file_holds_it_can_be_hashed(content: bytes) -> None:
    """No content of a stranger's file ends a run."""
    for name in ("train.py", "adapter.toml", "x"):
        assert isinstance(telling(name, content), bytes)


# -- a whole row ----------------------------------------------------------------------------------


def sha256(folder: Path) -> str:
    """Return the hash of the row in a folder."""
    return registry.read(folder).sha256()


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_hash_is_of_the_row_and_not_of_its_place(tmp_path: Path) -> None:
    """In any folder it is that of the row in ours; a comment changes nothing, a patch does."""
    folder = tmp_path / "spaces and ünicode" / "argparse"
    shutil.copytree(ADAPTERS / "argparse", folder)
    ours = registry.find("argparse").sha256()
    assert sha256(folder) == ours
    edit(folder / "train.py", "# -- save", "# Of a run.\n\n# -- save")
    assert sha256(folder) == ours
    edit(folder / "changes" / "change_default.patch", "\n ", "\n  ")
    assert sha256(folder) != ours


def test_config_files_count_wherever_they_lie(tmp_path: Path) -> None:
    """In a folder of the row's own, or at the root above, as those of ours do."""
    row = registry.find("hydra")
    assert row.configs is not None
    folder = tmp_path / "adapters" / "hydra"
    shutil.copytree(row.folder, folder)
    assert sha256(folder) != row.sha256()
    shutil.copytree(row.configs, tmp_path / "configs" / "hydra")
    assert sha256(folder) == row.sha256()
    shutil.move(tmp_path / "configs" / "hydra", folder / "configs")
    assert sha256(folder) != row.sha256()
    assert registry.read(folder).configs == folder / "configs"


def test_a_variant_is_hashed_with_what_it_inherits(tmp_path: Path) -> None:
    """Its origin's tables and the files that it lacks; not the origin's program."""
    origin, variant = tmp_path / "argparse", tmp_path / "argparse_strict"
    for folder in (origin, variant):
        shutil.copytree(ADAPTERS / folder.name, folder)
    (variant / "values.py").unlink(missing_ok=True)
    before = sha256(variant)
    edit(origin / "train.py", "# -- save", "import json\n\n\n# -- save")
    assert sha256(variant) == before
    with (origin / "values.py").open("a", encoding="utf-8") as file:
        file.write("MORE = 1\n")
    inherited = sha256(variant)
    assert inherited != before
    shutil.copy(ADAPTERS / "argparse" / "values.py", variant)
    own = sha256(variant)
    with (origin / "values.py").open("a", encoding="utf-8") as file:
        file.write("EVEN_MORE = 1\n")
    assert sha256(variant) == own
    edit(origin / "adapter.toml", 'library = ["argparse"]', 'library = ["getopt"]')
    assert sha256(variant) == own
    edit(origin / "adapter.toml", 'saved = "', 'saved = "x')
    assert sha256(variant) != own
