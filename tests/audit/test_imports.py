"""Which files an import may run, by names alone."""

import ast
import time
from pathlib import Path

import pytest

from configbench.audit.source import imports
from configbench.audit.source.imports import Import


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("import train", True),
        ("    from train import main", True),
        ("from pkg import (\n    other,  # of all (of them\n    train,\n)", True),
        ("from pkg import other, \\\n    train", True),
        ("x = 1  # import\nprint(train)", False),
        ("import other\ntrain()", False),
        ("from pkg import (other)\ntrain()", False),
        ("from pkg import (other, train", True),
        ("import trained", False),
    ],
)
def test_what_a_statement_imports_is_seen_on_all_of_its_lines(
    source: str, there: bool
) -> None:
    """It is not parsed, so that it may be of any version."""
    for newline in ("\n", "\r\n"):
        content = source.replace("\n", newline).encode()
        assert (imports.word(Path("train.py")) in imports.words(content)) is there


def test_a_module_has_the_name_that_it_is_imported_by() -> None:
    """In any language, or of bytes that are no text; a package has that of its folder."""
    assert imports.word(Path("größe.py")) in imports.words("import größe".encode())
    assert imports.word(Path("pkg/__init__.py")) == b"pkg"
    assert imports.word(Path("a\udcff.py")) == b"a\xff"


@pytest.mark.parametrize("text", ["import (#", "import (", "import \\\n", "from #("])
def test_no_source_is_read_twice(text: str) -> None:
    """Ten times as long takes about ten times as long, and not a hundred times."""

    def took(times: int) -> float:
        content = b"from " + text.removeprefix("from ").encode() * times
        began = time.process_time()
        imports.words(content)
        return time.process_time() - began

    assert took(100_000) < 40 * (min(took(10_000) for _ in range(3)) + 1e-3)


def test_an_import_may_run_packages_and_what_is_taken(tmp_path: Path) -> None:
    """Each that is there, and where the others would be."""
    file = tmp_path / "pkg" / "sub" / "a.py"
    (told,) = imports.imports(ast.walk(ast.parse("from ..b import c, d")))
    assert told == Import("b", 2, ("c", "d"))
    found = [*imports.modules(file, told, [tmp_path])]
    assert found == [(name, [tmp_path / "pkg"]) for name in ("b", "b.c", "b.d")]
    assert [*imports.modules(file, Import("", 1), [])] == [("__init__", [file.parent])]
    assert not [*imports.modules(Path("a.py"), Import("b", 99), [])]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.py").touch()
    assert [*imports.candidates("b.c", tmp_path)] == [
        (tmp_path / "b.py", False),
        (tmp_path / "b" / "__init__.py", False),
        (tmp_path / "b" / "c.py", True),
        (tmp_path / "b" / "c" / "__init__.py", False),
    ]
    assert not [*imports.candidates("b.c-d", tmp_path)]
