"""A row's Python files are asked in processes of their own: whatever they do, we go on."""

import json
import math
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import dialect, registry
from benchmarks.data_files import asking, child
from benchmarks.data_files.asking import PythonFile, Question
from benchmarks.errors import RowError, UnsupportedError
from benchmarks.nursery import NURSERY
from configbench.process import run
from tests.miniatures import build

# -- what goes there and back ---------------------------------------------------------------------

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(SCALARS, inner, max_size=3)
    ),
    max_leaves=8,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["int", "float", "list", "tuple", "dict", "x"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_a_plain_value_comes_back_as_it_was(value: object) -> None:
    """Through JSON, with each exact type: nan, -0.0, tuples, lone surrogates, keys of any type."""
    back = child.unpacked(json.loads(json.dumps(child.packed(value))))
    # The representation tells types and signs, and nan is equal to nan.
    assert repr(back) == repr(value)


def test_a_number_of_any_length_comes_back() -> None:
    """Decimal digits have a limit in Python, ours have none."""
    back = child.unpacked(json.loads(json.dumps(child.packed(-(10**5000)))))
    assert back == -(10**5000)


@given(JSON)
def test_what_is_no_packed_value_is_refused(form: object) -> None:
    """Whatever JSON a file leaves behind, it is a plain value or a ``ValueError``."""
    try:
        value = child.unpacked(form)
    except ValueError:
        return
    assert repr(child.unpacked(child.packed(value))) == repr(value)


class Text(str):
    """A text that is more than one."""

    __slots__ = ()


@pytest.mark.parametrize("value", [{1, 2}, b"x", Path("x"), Text("x"), [math], 1j])
def test_what_would_arrive_as_something_else_does_not_go(value: object) -> None:
    """The harness spells plain values only: anything else is a fault of ours."""
    with pytest.raises(TypeError, match="expected a plain value"):
        child.packed(value)


# -- what a file does -----------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a flawless row."""
    return build("flawless", tmp_path)


def speaking(folder: Path, body: str) -> dialect.Dialect:
    """Return the dialect of a row whose ``spell`` does something when it is asked for ``seed``."""
    lines = "\n".join(f"        {line}" for line in body.splitlines())
    return spoilt(
        folder,
        "\n\nimport os, sys, time\n_right = spell\n\n\ndef spell(path, value):\n"
        f"    if path == 'seed':\n{lines}\n    return _right(path, value)\n",
    )


def spoilt(folder: Path, more: str) -> dialect.Dialect:
    """Return the dialect of a row with something added to its file."""
    path = folder / "dialect.py"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return dialect.load(registry.read(folder))


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second for an answer."""
    monkeypatch.setattr(asking, "LIMITS", replace(asking.LIMITS, seconds=0.5))


WITHOUT = "the process ended ({}) without an answer"

#: What a spelling may do to its process, and what is said of it.
ENDS = {
    "ends": ("os._exit(0)", WITHOUT.format("exit 0")),
    "exits": ("sys.exit(3)", "SystemExit(3)"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt()"),
    "dies": ("os.kill(os.getpid(), 9)", WITHOUT.format("SIGKILL")),
    "kills what it was forked from": (
        "os.kill(os.getppid(), 9)\nos._exit(0)",
        "the process ended (",
    ),
    "hangs": ("time.sleep(60)", WITHOUT.format("over the time limit")),
    "floods": (
        "while True:\n    sys.stdout.write('x' * 10**6)\n    sys.stdout.flush()\n"
        "    time.sleep(0.01)",
        WITHOUT.format("over the output limit"),
    ),
    "wants all memory": ("x = []\nwhile True:\n    x.append('x' * 10**7)", ""),
    "says too much": ("return [['x' * 5_000_000]]", "expected 4000000 at most"),
    "closes what it would say": ("os.closerange(3, 99)", WITHOUT.format("exit 1")),
    "forges": (
        "open(sys.argv[3], 'w').write('{}\\n{\"value\": 5}\\n')\nos._exit(0)",
        "the answer cannot be read",
    ),
    "goes deep": (
        "open(sys.argv[3], 'w').write('{}\\n' + '[' * 200_000 + '\\n')\nos._exit(0)",
        "the answer cannot be read",
    ),
    "goes deep in Python": (
        "value = []\nfor _ in range(5000):\n    value = [value]\nreturn value",
        "expected a list of lists of words",
    ),
    "gives what cannot be shown": (
        "return type('Odd', (), {'__repr__': lambda _: 1 / 0})()",
        "gives <Odd>; expected a list of lists of words",
    ),
    "raises what cannot be shown": (
        "raise type('Odd', (Exception,), {'__repr__': lambda _: 1 / 0})",
        "<Odd>",
    ),
}


@pytest.mark.usefixtures("_impatient")
@pytest.mark.xdist_group("killed")
@pytest.mark.parametrize("name", ENDS)
def test_whatever_a_spelling_does_is_told_of_it(name: str, folder: Path) -> None:
    """The sentence names file and question; the row's other spellings are as they were."""
    body, told = ENDS[name]
    own = speaking(folder, body)
    with pytest.raises(RowError) as caught:
        own.spell("seed", 7)
    sentence = str(caught.value)
    assert sentence.startswith(f"{folder / 'dialect.py'}: spell('seed', ")
    assert told in sentence
    assert "\n" not in sentence
    assert own.spell("n_epochs", 5) == [["n_epochs=5"]]


@pytest.mark.parametrize("instead", ["os.mkfifo(it)", "os.symlink('/dev/zero', it)"])
def test_only_a_file_is_read_as_answers(instead: str, folder: Path) -> None:
    """A FIFO is not waited for, a device not read, a link not followed: the row cannot be asked."""
    own = speaking(folder, f"it = sys.argv[3]\nos.unlink(it)\n{instead}")
    with pytest.raises(RowError, match=r"dialect\.py: .* without an answer"):
        own.spell("seed", 7)


#: What a file may do when it is loaded, and what is said of it.
LOADS = {
    "ends": ("os._exit(0)", WITHOUT.format("exit 0")),
    "exits": ("sys.exit()", "SystemExit()"),
    "hangs": ("time.sleep(60)", WITHOUT.format("over the time limit")),
    "prints 100 MB": ("print('x' * 100_000_000, flush=True)", ""),
    "wants all memory": ("x = []\nwhile True:\n    x.append('x' * 10**7)", ""),
}


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("name", LOADS)
def test_whatever_loading_does_is_told_of_the_file(name: str, folder: Path) -> None:
    """A file that ends, hangs or floods cannot be loaded; that it hangs is waited for once."""
    body, told = LOADS[name]
    for _ in range(3):
        with pytest.raises(RowError) as caught:
            spoilt(folder, f"\n\nimport os, sys, time\n{body}\n")
        assert f"{folder / 'dialect.py'}: cannot be loaded: " in str(caught.value)
        assert told in str(caught.value)


@pytest.mark.parametrize("lie", [None, "fifo", "folder", "huge"])
def test_a_file_that_is_none_is_not_waited_for(lie: str | None, tmp_path: Path) -> None:
    """Nothing there, a FIFO, a folder, megabytes: one sentence."""
    path = tmp_path / "dialect.py"
    if lie == "fifo":
        os.mkfifo(path)
    elif lie == "folder":
        path.mkdir()
    elif lie == "huge":
        path.write_bytes(b"#" * 2_000_000)
    with pytest.raises(RowError, match=r"dialect\.py: (not found|cannot be loaded)"):
        PythonFile.find(path, "SAVED")


@pytest.mark.parametrize(
    "saved", ["5", "None", "''", "'.'", "'/etc/*'", "'../*'", "'a/../../b'", "'**x'"]
)
def test_a_saved_config_lies_below_the_working_folder(saved: str, folder: Path) -> None:
    """Anything but a pattern that can be looked for there is a fault of the row."""
    with pytest.raises(RowError, match=r"SAVED is .*; expected a pattern below"):
        spoilt(folder, f"\nSAVED = {saved}\n")


@pytest.mark.parametrize("odd", ["5", "'x'", "int", "BaseException"])
def test_the_class_of_an_answer_is_an_exception(odd: str, folder: Path) -> None:
    """``Unsupported`` must be a class of exceptions."""
    with pytest.raises(RowError, match=r"Unsupported is .*; expected an exception"):
        spoilt(folder, f"\nUnsupported = {odd}\n")


# -- how it is asked ------------------------------------------------------------------------------


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Return what tells how many processes have answered."""
    count = 0

    def counting(*arguments: object) -> object:
        nonlocal count
        count += 1
        return run(*arguments)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(asking, "run", counting)
    return lambda: count


def test_many_questions_take_one_process_and_none_the_second_time(
    folder: Path, processes: Callable[[], int]
) -> None:
    """What is known of a file's content is not asked again; another content is another file."""
    own = spoilt(folder, "\n# 1\n")
    assert processes() == 1
    settings = {"seed": 1, "n_epochs": 2, "tags": ["a"], "clip_grad": None}
    expected = ["seed=1", "n_epochs=2", "tags=['a']", "clip_grad=None"]
    assert own.words(settings) == expected
    assert processes() == 2
    again = dialect.load(registry.read(folder))
    assert again.words(settings) == expected
    # 1, 1.0 and True are different questions.
    assert [again.spell("seed", one) for one in (1, 1.0, True)] == [
        [["seed=1"]],
        [["seed=1.0"]],
        [["seed=True"]],
    ]
    assert processes() == 4
    assert spoilt(folder, "\n# 2\n").words(settings) == expected
    assert processes() == 6


def test_what_a_caller_does_to_an_answer_is_its_own(folder: Path) -> None:
    """An answer that is remembered is not the list that was given out."""
    own = dialect.load(registry.read(folder))
    for _ in range(2):
        (words,) = own.spell("seed", 7)
        assert words == ["seed=7"]
        words.append("more")


def test_a_crash_costs_one_question_of_many(folder: Path) -> None:
    """The first without an answer is to blame; those behind it are asked again."""
    own = speaking(folder, "os._exit(0)")
    own.ahead([("n_epochs", 5), ("seed", 7), ("tags", [])])
    assert own.spell("tags", []) == [["tags=[]"]]
    with pytest.raises(RowError, match=r"spell\('seed', 7\): the process ended"):
        own.words({"n_epochs": 5, "seed": 7})
    with pytest.raises(UnsupportedError, match="no literal gives nan"):
        own.words({"lr": math.nan, "seed": 7})


def test_without_zygotes_the_answers_are_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh interpreter says what a fork says."""
    own = spoilt(folder, "\n# fresh\n")
    monkeypatch.setattr(NURSERY, "enabled", False)
    assert own.words({"seed": 7, "tags": ("a",)}) == ["seed=7", "tags=('a',)"]
    assert own.restore(folder) == ["--config", str(folder)]


def test_a_file_finds_no_module_of_ours_beside_its_asker(folder: Path) -> None:
    """What it imports is Python's or a library's; and nothing is written beside it."""
    own = spoilt(
        folder,
        "\n\ndef spell(path, value):\n    import sys\n\n"
        "    return [[place for place in sys.path if 'data_files' in place]]\n",
    )
    assert own.spell("x", 1) == [[]]
    assert not (folder / "__pycache__").exists()


def test_a_question_tells_itself_shortly() -> None:
    """As it is written in Python, the arguments cut."""
    assert str(Question("SAVED")) == "SAVED"
    assert str(Question("spell", ("x", 1.0))) == "spell('x', 1.0)"
    assert len(str(Question("spell", ("x", "y" * 999)))) < 120
