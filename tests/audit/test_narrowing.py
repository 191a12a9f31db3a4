"""What ``pyproject.toml`` states of settings, right and wrong."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configbench import project
from configbench.audit import narrowing
from configbench.audit.model import Kind, Narrowed
from configbench.errors import UserError


def _narrowed(folder: Path) -> dict[str, Narrowed]:
    return narrowing.narrowed(project.read(folder))


def written(folder: Path, text: str) -> Path:
    """Write a ``pyproject.toml``, and return a folder below it."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    below = folder / "src" / "train"
    below.mkdir(parents=True, exist_ok=True)
    return below


def test_what_is_stated_is_read(tmp_path: Path) -> None:
    """Of the nearest file upward; names with dots in either way."""
    text = """
    [tool.configbench.settings.lr]
    type = "float"
    min = 0
    max = 1.5
    allow-none = false
    [tool.configbench.settings."optimizer.name"]
    choices = ["adam", "sgd", "adam"]
    [tool.configbench.settings.model.depth]
    type = "int"
    allow-none = true
    [tool.configbench.settings.nothing]
    [tool.other]
    settings = 3
    """
    assert _narrowed(written(tmp_path, text)) == {
        "lr": Narrowed(Kind.FLOAT, 0, 1.5, (), optional=False),
        "optimizer.name": Narrowed(choices=("adam", "sgd")),
        "model.depth": Narrowed(Kind.INT, optional=True),
        "nothing": Narrowed(),
    }


@pytest.mark.parametrize("text", ["", "[tool]", "[tool.configbench]", "[project]"])
def test_nothing_need_be_stated(text: str, tmp_path: Path) -> None:
    """A file without a word of ours."""
    assert _narrowed(written(tmp_path, text)) == {}


LR = "[tool.configbench.settings.lr]\n"

FAULTS = {
    'type = "flaot"': "[{}] type = 'flaot': expected one of int, float, number, bool, str, path, "
    "choice, list, tuple, dict (did you mean 'float'?)",
    "type = 3": "type = 3: expected one of int",
    'type = "unknown"': "type = 'unknown': expected one of int",
    'mni = "1"': "[{}]: there is no key 'mni' (did you mean 'min'?); expected type, min, max,",
    'min = "0"': "min = '0': expected a number",
    "min = true": "min = True: expected a number",
    "max = nan": "max = nan: expected a number",
    "min = 2\nmax = 1": "min = 2 is above max = 1",
    'type = "str"\nmin = 1': "has min or max, and type = 'str': expected one of int, float,",
    "choices = []": "choices = []: expected a list of texts, as they are typed",
    "choices = [1]": "choices = [1]: expected a list of texts",
    'choices = "adam"': "choices = 'adam': expected a list",
    'type = "choice"': "type = 'choice' needs choices = [...]",
    "allow-none = 1": "allow-none = 1: expected true or false",
    "choices = {a = 1}": "settings.lr.choices]: there is no key 'a'",
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.items(), ids=FAULTS)
def test_a_fault_in_what_is_stated(text: str, sentence: str, tmp_path: Path) -> None:
    """One sentence, with the file, the key, the value and what was expected."""
    folder = written(tmp_path, LR + text)
    with pytest.raises(UserError) as raised:
        _narrowed(folder)
    told = str(raised.value)
    assert sentence.format("tool.configbench.settings.lr") in told
    assert told.startswith(f"{tmp_path / 'pyproject.toml'}: ")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[tool.configbench.setings.lr]",
            "no key 'setings' (did you mean 'settings'?)",
        ),
        (
            "[tool.configbench]\nsettings = 3",
            "tool.configbench.settings = 3 is no table",
        ),
        (
            "[tool.configbench.settings]\nlr = 1",
            "settings.lr = 1 is no table, expected [",
        ),
        ("[tool]\nconfigbench = 1", "tool.configbench = 1 is no table"),
        ("tool = 1", "tool = 1 is no table"),
        ("[tool", "is not valid TOML: Expected ']'"),
        (f"x = {'9' * 5000}", "is not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_followed(
    text: str, sentence: str, tmp_path: Path
) -> None:
    """What is misspelt above the settings, too."""
    with pytest.raises(UserError) as raised:
        _narrowed(written(tmp_path, text))
    assert sentence in str(raised.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Other bytes, or without end."""
    folder, file = written(tmp_path, ""), tmp_path / "pyproject.toml"
    file.write_bytes(b"a = '\xff'")
    with pytest.raises(UserError, match="is not UTF-8"):
        _narrowed(folder)
    file.write_bytes(b"#" * 2_000_000)
    with pytest.raises(UserError, match="expected at most 1000000"):
        _narrowed(folder)


TOML = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.sampled_from(["int", "float", "choice"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*narrowing.KEYS, "x", "a.b"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(TOML)
def test_whatever_is_stated_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    """Never a traceback."""
    file = tmp_path_factory.mktemp("p") / "pyproject.toml"
    content = {"tool": {"configbench": {"settings": value}}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tomllib.loads", lambda _: content)
        file.touch()
        told: dict[str, Narrowed] | str
        try:
            told = _narrowed(file.parent)
        except UserError as error:
            told = str(error)
    if isinstance(told, str):
        assert str(file) in told
    else:
        assert all(isinstance(each, Narrowed) for each in told.values())
