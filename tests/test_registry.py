"""Finding and reading adapters: bad input ends in one sentence."""

import itertools
import shutil
from pathlib import Path

import pytest

from benchmarks import dialect, registry
from benchmarks.errors import RowError, UnsupportedError
from benchmarks.paths import ADAPTERS
from configbench.errors import UserError
from tests.miniatures import build

GOOD = """\
title = "T"
summary = "S"
distributions = []
documentation = ["https://example.org"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a flawless adapter whose path has spaces and unicode."""
    return build("flawless", tmp_path / "with späces")


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('tytle = "T"', "unknown key 'tytle' (did you mean 'title'?)"),
        ("title = 1", "title is 1; expected a string"),
        ('distributions = "x"', "distributions is 'x'; expected a list of names"),
        ('documentation = ["x"]', "expected a list, each the address of a page"),
        *(
            (
                f'documentation = ["{page}"]',
                "expected a list, each the address of a page",
            )
            for page in (
                *("", "https://", "https://x", "https://.org/a", "https://a..org"),
                *("http://docs.python.org", "https://docs.python.org/a page"),
                *("https://[", "docs.python.org/3"),
            )
        ),
        ('conversions = [{ setting = "x" }]', "expected tables with 'setting', 'line'"),
        ('title = "T"', "summary is missing; expected a string"),
        ("title =", "cannot be read"),
    ],
)
def test_a_malformed_description_is_told(
    folder: Path, toml: str, sentence: str
) -> None:
    """The sentence names the file, the key, the value and the expected form."""
    (folder / "adapter.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(RowError) as caught:
        registry.read(folder)
    assert sentence in str(caught.value)
    assert str(folder / "adapter.toml") in str(caught.value)
    assert "\n" not in str(caught.value) or toml == "title ="


def test_a_folder_without_a_program_is_no_adapter(tmp_path: Path) -> None:
    """A folder without train.py is refused."""
    with pytest.raises(UserError, match=r"has no train\.py"):
        registry.find(f"{tmp_path}/")


def test_an_unknown_name_names_the_nearest() -> None:
    """A misspelt adapter gets the nearest valid name."""
    with pytest.raises(UserError, match="did you mean 'hydra'"):
        registry.find("hydrra")


def test_a_variant_stands_behind_its_origin() -> None:
    """Rows are in order of name, variants right behind what they vary."""
    adapters = registry.find_all()
    for before, after in itertools.pairwise(adapters):
        assert (before.variant_of or before.name) <= (after.variant_of or after.name)


def test_the_hash_follows_every_file(folder: Path) -> None:
    """The content hash changes with a config file, and not with where the folder lies."""
    adapter = registry.read(folder)
    before = adapter.sha256()
    configs = folder.parent.parent / "configs" / folder.name
    moved = folder.parent.parent / "elsewhere" / "flawless"
    shutil.copytree(folder, moved)
    configs.mkdir(parents=True)
    (configs / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    assert adapter.sha256() != before
    shutil.rmtree(configs)
    assert adapter.sha256() == before


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("SAVED = ''", "has no 'spell'"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("def (", "cannot be loaded: SyntaxError"),
        (None, "no [spelling], nor a dialect.py beside it"),
        ("SAVED = 1\nspell = restore = print", "SAVED is 1; expected a pattern"),
    ],
)
def test_a_broken_dialect_is_told(
    folder: Path, source: str | None, sentence: str
) -> None:
    """A dialect that is missing, fails to load or lacks a name gives one sentence."""
    path = folder / "dialect.py"
    path.unlink()
    if source is not None:
        path.write_text(source, encoding="utf-8")
    with pytest.raises(RowError) as caught:
        dialect.load(registry.read(folder))
    told = path.with_name("adapter.toml") if source is None else path
    assert str(caught.value).startswith(f"{told}: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize("key", ["saved", "restore"])
def test_what_neither_templates_nor_file_have_is_told(folder: Path, key: str) -> None:
    """A row with templates needs both, there or in its file."""
    (folder / "dialect.py").unlink()
    path = folder / "adapter.toml"
    others = {
        "saved": '"*.json"',
        "restore": '"--config {text}"',
        "set": '"{path}={text}"',
    }
    lines = [f"{name} = {text}" for name, text in others.items() if name != key]
    path.write_text("\n".join([GOOD, "[spelling]", *lines]), encoding="utf-8")
    with pytest.raises(
        RowError, match=f"spelling.{key} is missing; expected it there, or"
    ):
        dialect.load(registry.read(folder))


def test_a_file_answers_what_it_defines_and_templates_the_rest(folder: Path) -> None:
    """Each name of the file goes before the template of its kind."""
    path = folder / "adapter.toml"
    spelling = (
        '[spelling]\nsaved = "*.json"\nrestore = "-c {text}"\nset = "{path}={text}"\n'
    )
    path.write_text(GOOD + spelling, encoding="utf-8")
    file = folder / "dialect.py"
    for source, found in {
        "": ("*.json", ["-c", "/x"], [["seed=1"]]),
        "SAVED = 'a/*'\n": ("a/*", ["-c", "/x"], [["seed=1"]]),
        "def restore(saved):\n    return [saved]\n": ("*.json", ["/x"], [["seed=1"]]),
        "def spell(path, value):\n    return [['s']]\n": (
            "*.json",
            ["-c", "/x"],
            [["s"]],
        ),
    }.items():
        file.write_text(source, encoding="utf-8")
        own = dialect.load(registry.read(folder))
        assert (own.saved, own.restore(Path("/x")), own.spell("seed", 1)) == found
    file.write_text("def (", encoding="utf-8")
    with pytest.raises(RowError, match=r"dialect\.py: cannot be loaded: SyntaxError"):
        dialect.load(registry.read(folder))


def test_a_variant_spells_as_its_origin_but_for_its_own_keys(folder: Path) -> None:
    """The table is merged key by key."""
    text = (folder / "adapter.toml").read_text(encoding="utf-8")
    spelling = '[spelling]\nsaved = "*.json"\nset = "{path}={text}"\n'
    (folder / "adapter.toml").write_text(text + spelling, encoding="utf-8")
    variant = shutil.copytree(folder, folder.parent / "variant")
    (variant / "adapter.toml").write_text(
        f'title = "V"\nsummary = "S"\nvariant_of = "{folder.name}"\n'
        '[spelling]\nset = "{name}={text}"\n',
        encoding="utf-8",
    )
    row = registry.read(variant)
    assert row.spelling == {"saved": "*.json", "set": "{name}={text}"}


def written(folder: Path, source: str) -> dialect.Dialect:
    """Return the dialect of an adapter, with some source behind it."""
    path = folder / "dialect.py"
    path.write_text(path.read_text(encoding="utf-8") + source, encoding="utf-8")
    return dialect.load(registry.read(folder))


def test_an_unsupported_spelling_is_an_answer(folder: Path) -> None:
    """The dialect's own class is understood, whatever inherits from it; its name alone is not."""
    own = written(
        folder,
        "\n\nclass Unsupported(Exception): ...\nclass Never(Unsupported): ...\n"
        "\n\ndef spell(path, value):\n    raise Never('no way')\n",
    )
    with pytest.raises(UnsupportedError, match="no way"):
        own.spell("x", 1)


def test_a_class_of_another_file_is_no_answer(folder: Path) -> None:
    """An error that happens to be called Unsupported is a fault of the file."""
    other = written(
        folder,
        "\n\nUnsupported = type('Unsupported', (Exception,), {})\n_Other = Unsupported\n"
        "Unsupported = type('Unsupported', (Exception,), {})\n"
        "\n\ndef spell(path, value):\n    raise _Other('no way')\n",
    )
    with pytest.raises(RowError, match=r"dialect\.py: spell\('x', 1\)"):
        other.spell("x", 1)


@pytest.mark.parametrize(
    ("function", "source", "sentence"),
    [
        ("spell", "return 5", "expected a list of lists of words"),
        ("spell", "return []", "expected a list of lists of words"),
        ("spell", "return [['a', 5]]", "expected a list of lists of words"),
        ("spell", "return {}['key']", "KeyError('key')"),
        ("restore", "return 'text'", "expected words"),
        ("restore", "raise OSError(5)", "OSError(5)"),
    ],
)
def test_what_a_dialect_gives_is_checked(
    folder: Path, function: str, source: str, sentence: str
) -> None:
    """Whatever its functions give or raise, the file is named, and never the library blamed."""
    spoilt = written(folder, f"\n\ndef {function}(*_):\n    {source}\n")
    arguments = ("seed", 1) if function == "spell" else (folder,)
    with pytest.raises(RowError) as caught:
        getattr(spoilt, function)(*arguments)
    assert sentence in str(caught.value)
    assert str(folder / "dialect.py") in str(caught.value)


def test_a_missing_library_is_known(folder: Path) -> None:
    """An adapter whose distribution is not installed says so, with its version None."""
    path = folder / "adapter.toml"
    text = GOOD.replace("distributions = []", 'distributions = ["no-such-dist"]')
    path.write_text(text, encoding="utf-8")
    adapter = registry.read(folder)
    assert adapter.versions() == {"no-such-dist": None}
    assert adapter.missing() == ["no-such-dist"]


def test_every_folder_of_adapters_is_an_adapter() -> None:
    """Nothing lies in adapters/ that is neither an adapter nor the list of causes."""
    found = {path.name for path in ADAPTERS.iterdir() if path.name != "__pycache__"}
    assert found == {*registry.names(), "causes.toml"}
