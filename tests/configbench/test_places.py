"""A place in a program, as it is typed."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench.errors import UserError
from configbench.places import Place

PROGRAM = '''\
"""What it does."""

import os


@some.decorator
@another(
    1,
)
def train(
    rate,
    # of learning

):
    """Train."""

    # first
    if rate:
        x = [
            # a comment inside a statement belongs to it
            1,
        ]
    else:
        def inner(): return 1


class Trainer:
    def __init__(self):
        pass

    async def step(self):
        match self:
            case 1:
                y = 2
'''

#: The lines of `PROGRAM` that hold a statement.
HELD = {
    *(3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 18, 19, 20, 21, 22, 24),
    *(27, 28, 29, 31, 32, 34),
}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program with all kinds of lines."""
    file = tmp_path / "train.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file.resolve()


@pytest.mark.parametrize("line", range(1, PROGRAM.count("\n") + 3))
def test_a_line_holds_a_statement_or_is_refused(line: int, program: Path) -> None:
    """Heads of compound statements, decorators included, count; comments and docstrings do not."""
    text = f"train.py:{line}"
    if line in HELD:
        assert Place.parse(text, program.parent) == Place(file=program, line=line)
        return
    with pytest.raises(UserError) as refused:
        Place.parse(text, program.parent)
    after = min((each for each in HELD if each > line), default=None)
    where = f"the next is on line {after}" if after else "the last is on line 34"
    assert str(refused.value) == (
        f"place {text!r}: line {line} holds no statement, expected one that does: {where}"
    )


@pytest.mark.parametrize(
    "name", ["train", "train.inner", "Trainer.__init__", "Trainer.step"]
)
def test_functions_are_named_with_dots(name: str, program: Path) -> None:
    """Methods and inner functions by the way that leads to them."""
    place = Place.parse(f"train.py:{name}", program.parent)
    assert place == Place(file=program, function=name)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "expected FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"),
        (":", "expected FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"),
        ("train", "expected FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"),
        ("train.py", "names a file alone: expected FILE:LINE or FILE:FUNCTION"),
        ("sub/train", "names a file alone: expected FILE:LINE or FILE:FUNCTION"),
        ("train.py:", "expected FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"),
        (":12", "expected FILE:LINE, FILE:FUNCTION or MODULE:FUNCTION"),
        ("train.py:0", "'0' is no line of a file, expected 1 or more"),
        (f"train.py:{'9' * 5000}", "is no line of a file, expected 1 or more"),
        ("train.py:-1", "'-1' is not the name of a function, nor a line"),
        ("train.py: 3", "' 3' is not the name of a function, nor a line"),
        ("train.py:٣", "is not the name of a function, nor a line"),
        ("train.py:3:5", "a line needs a file, and 'train.py:3' neither ends in .py"),
        ("train.py:<lambda>", "'<lambda>' is not the name of a function, nor a line"),
        ("train.py:class", "'class' is not the name of a function, nor a line"),
        ("train.py:tarin", "defines no function 'tarin' (did you mean 'train'?)"),
        ("train.py:step", "no function 'step' (did you mean 'Trainer.step'?)"),
        ("train.py:Trainer", "is a class, expected a function such as"),
        ("tarin.py:train", "no file 'tarin.py' (did you mean 'train.py'?)"),
        ("nowhere/x.py:f", "there is no file 'nowhere/x.py'"),
        ("./:f", "'./' is a folder, expected a Python file"),
        ("pipe.py:f", "'pipe.py' is not a regular file, expected a Python file"),
        ("circle.py:f", "there is no file 'circle.py'"),
        ("nul\0.py:f", "there is no file 'nul\\x00.py'"),
        ("\ud800.py:f", "there is no file"),
        (f"{'x' * 5000}.py:f", "there is no file"),
        ("pkg.train:12", "a line needs a file, and 'pkg.train' neither ends in .py"),
        ("pkg-train:main", "'pkg-train' is not the name of a module"),
        (".train:main", "'.train' is not the name of a module"),
        ("pkg:a b", "'a b' is not the name of a function"),
    ],
)
def test_what_is_no_place_is_told_in_one_sentence(
    text: str, sentence: str, program: Path
) -> None:
    """With the place as typed, what is wrong, and the nearest or the forms."""
    os.mkfifo(program.parent / "pipe.py")
    (program.parent / "circle.py").symlink_to("circle.py")
    with pytest.raises(UserError) as refused:
        Place.parse(text, program.parent)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"place {text!r}")
    assert len(str(refused.value).splitlines()) == 1


def test_a_line_is_not_offered_where_there_is_none(tmp_path: Path) -> None:
    """A file of comments has no line to look at."""
    (tmp_path / "x.py").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(UserError, match="holds no statement at all"):
        Place.parse("x.py:1", tmp_path)


def test_modules_are_not_looked_for() -> None:
    """Which module a name leads to, only the program's own interpreter can say."""
    place = Place.parse("no.such.module:Class.method", Path("/"))
    assert place == Place(module="no.such.module", function="Class.method")


def test_names_are_as_python_spells_them(tmp_path: Path) -> None:
    """The parser puts identifiers into one form, whatever was typed."""
    (tmp_path / "x.py").write_text("def ﬁt(): pass\n", encoding="utf-8")
    assert Place.parse("x.py:ﬁt", tmp_path).function == "fit"


@pytest.mark.parametrize(
    "source", ["print 'old'\n", "x = 1\0\n", "(" * 10_000, "é = 1".encode("latin-1")]
)
def test_what_cannot_be_parsed_here_is_not_checked(
    source: str | bytes, tmp_path: Path
) -> None:
    """Older or newer grammar is for the program's own interpreter to judge."""
    file = tmp_path / "x.py"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    assert Place.parse("x.py:99", tmp_path).line == 99
    assert Place.parse("x.py:f", tmp_path).function == "f"


def test_thousands_of_branches_are_read(tmp_path: Path) -> None:
    """Each ``elif`` is nested in the one before."""
    branches = "".join(f"elif x == {n}:\n    pass\n" for n in range(1500))
    source = f"if x:\n    pass\n{branches}else:\n    def f(): pass\n"
    (tmp_path / "x.py").write_text(source, encoding="utf-8")
    assert Place.parse("x.py:f", tmp_path).function == "f"


@pytest.mark.parametrize("form", ["\f", "\x1c", "\u2028"])
def test_lines_are_counted_as_python_counts_them(form: str, tmp_path: Path) -> None:
    """Other separators of lines end none, whatever ``str.splitlines`` says."""
    source = f"x = '''{form}{form}'''\n# nothing\ny = 1\n"
    (tmp_path / "x.py").write_text(source, encoding="utf-8")
    assert Place.parse("x.py:3", tmp_path).line == 3
    with pytest.raises(UserError, match="line 2 holds no statement"):
        Place.parse("x.py:2", tmp_path)


def test_a_link_leads_to_the_file(tmp_path: Path) -> None:
    """Where a program is started through a link, its lines are those of the file."""
    (tmp_path / "program").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "link.py").symlink_to("program")
    place = Place.parse("link.py:1", tmp_path)
    assert place.file == (tmp_path / "program").resolve()
    assert Place.parse(str(place), Path("/")) == place


ODD = "".join(map(chr, (*range(1, 47), *range(58, 65), 0xE9, 0x3000, 0x202E, 0xDC80)))


@pytest.mark.skipif(
    sys.getfilesystemencoding() != "utf-8", reason="names of files are not UTF-8 here"
)
@given(
    name=st.text(st.sampled_from(ODD + "a1"), min_size=1, max_size=30),
    spot=st.sampled_from(["1", "f", "C.f"]),
)
def test_any_name_of_a_file_comes_back(
    name: str, spot: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Spaces, colons, line ends, Unicode, bytes that are no text: read, written, read again."""
    folder = tmp_path_factory.mktemp("odd")
    source = "def f(): pass\nclass C:\n    def f(self): pass\n"
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    place = Place.parse(f"{name}.py:{spot}", folder)
    assert place.file == folder.resolve() / f"{name}.py"
    assert Place.parse(str(place), Path("/")) == place


@given(st.one_of(st.text(), st.from_regex(r"[a-z./]+(\.py)?:[\w.]*")))
def test_any_text_is_a_place_or_told(text: str) -> None:
    """Nothing else ever comes of it, and a place that is read is written as it was."""
    try:
        place = Place.parse(text, Path(__file__).parent)
    except UserError:
        return
    assert Place.parse(str(place), Path("/")) == place
