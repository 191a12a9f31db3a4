"""The article's samples, executed as printed and as mended (claims C9 to C18 of the field notes).

The least mends lie beside what was printed, in ``tests/fixtures/article``.  Each test's docstring
is the verdict that execution gives.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # one call needs no stubs
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf
from ruamel.yaml import YAML

from benchmarks import registry, runs
from benchmarks.axes import change, lines
from benchmarks.process import words

ARTICLE = Path(__file__).parent / "fixtures" / "article"


def pyyaml(text: str) -> Any:
    """Load YAML 1.1 with PyYAML."""
    return yaml.safe_load(text)


def omegaconf(text: str) -> Any:
    """Load with OmegaConf and resolve."""
    return OmegaConf.to_container(OmegaConf.create(text), resolve=True)


def ruamel(text: str) -> Any:
    """Load YAML 1.2 with ruamel.yaml."""
    return YAML(typ="safe").load(text)


def hydra_word(text: str) -> Any:
    """Read the value of a Hydra override."""
    return OverridesParser.create().parse_override(text.replace(": ", "=", 1)).value()


LOADERS: dict[str, Callable[[str], Any]] = {
    "PyYAML": pyyaml,
    "OmegaConf": omegaconf,
    "ruamel.yaml": ruamel,
}


def value(loader: str, text: str) -> Any:
    """Return what one loader makes of ``a: text``."""
    if loader == "Hydra":
        return hydra_word(f"a: {text}")
    return LOADERS[loader](f"a: {text}")["a"]


SURPRISES = {
    # a string in the reader's eyes: PyYAML, OmegaConf, ruamel.yaml, a Hydra override
    "no": (False, False, "no", "no"),
    "on": (True, True, "on", "on"),
    "012": (10, 10, 12, "012"),
    "0x10": (16, 16, 16, "0x10"),
    "1_000": (1000, 1000, 1000, 1000),
    "1:30": (90, 90, "1:30", "1:30"),
    "two words": ("two words",) * 4,
}


@pytest.mark.parametrize("text", SURPRISES)
def test_c9_strings_need_no_quotes(text: str) -> None:
    """C9 holds partly: plain words do; what looks like a bool, number or time becomes one."""
    expected = SURPRISES[text]
    loaders = ("PyYAML", "OmegaConf", "ruamel.yaml", "Hydra")
    found = tuple(value(loader, text) for loader in loaders)
    assert [(type(f), f) for f in found] == [(type(e), e) for e in expected]


@pytest.mark.parametrize(
    ("loader", "expected"),
    [("PyYAML", "1e-3"), ("OmegaConf", 1e-3), ("ruamel.yaml", 1e-3), ("Hydra", 1e-3)],
)
def test_c10_an_exponent_is_a_number(loader: str, expected: object) -> None:
    """C10 holds partly: not in PyYAML, where 1e-3 is a string and 1.0e-3 a number."""
    assert value(loader, "1e-3") == expected
    assert value(loader, "1.0e-3") == 1e-3


def test_c11_all_are_booleans() -> None:
    """C11 does not hold: null is none in every loader; yes and no depend on the loader."""
    for loader in (*LOADERS, "Hydra"):
        assert [value(loader, text) for text in ("True", "true", "False", "false")] == [
            True, True, False, False,
        ]  # fmt: skip
        assert value(loader, "null") is None
    assert [value(loader, "yes") for loader in LOADERS] == [True, True, "yes"]


@pytest.mark.parametrize("loader", LOADERS)
def test_c12_nesting_by_tab(loader: str) -> None:
    """C12 does not hold: a tab as indentation is an error in every loader."""
    with pytest.raises(Exception, match="cannot start any token"):
        LOADERS[loader]("a:\n\tb: 1\n")
    assert LOADERS[loader]("a:\n  b: 1\n") == {"a": {"b": 1}}


@pytest.mark.parametrize("loader", LOADERS)
def test_c13_the_sample_as_printed(loader: str) -> None:
    """C13 does not hold as printed: a brace in a flow list is an error in every loader."""
    text = (ARTICLE / "sample.yaml").read_text(encoding="utf-8")
    with pytest.raises(Exception, match=r"expected ',' or ']'"):
        LOADERS[loader](text)


@pytest.mark.parametrize("name", ["sample_mended.yaml", "sample_block.yaml"])
def test_c13_the_sample_as_mended(name: str) -> None:
    """C13 as mended holds in OmegaConf only: elsewhere the reference stays text."""
    text = (ARTICLE / name).read_text(encoding="utf-8")
    last = {loader: load(text)["hidden_dim"][-1] for loader, load in LOADERS.items()}
    assert last == {
        "PyYAML": "${num_classes}",
        "OmegaConf": 2,
        "ruamel.yaml": "${num_classes}",
    }


def test_the_sample_says_hidden_dim_twice() -> None:
    """A duplicate key: the last wins silently in PyYAML, the others refuse it."""
    text = "hidden_dim: 64\nhidden_dim: 32\n"
    assert pyyaml(text) == {"hidden_dim": 32}
    for load in (omegaconf, ruamel):
        with pytest.raises(Exception, match="found duplicate key"):
            load(text)


def run(folder: str, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of the article's Hydra program."""
    for path in (ARTICLE / folder).rglob("*.*"):
        target = tmp_path / path.relative_to(ARTICLE / folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return subprocess.run(
        [sys.executable, "python.py", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_c14_the_snippet_as_printed(tmp_path: Path) -> None:
    """C14 does not hold as printed: omegaconf is not imported."""
    done = run("hydra_printed", tmp_path)
    assert done.returncode == 1
    assert "NameError: name 'omegaconf' is not defined" in done.stderr


def test_c14_with_the_import_alone(tmp_path: Path) -> None:
    """C14, one mend on: it asks for config.yaml where the printed tree has default.yaml."""
    run("hydra_printed", tmp_path)
    program = tmp_path / "python.py"
    program.write_text("import omegaconf\n" + program.read_text(encoding="utf-8"))
    done = subprocess.run(
        [sys.executable, "python.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Cannot find primary config 'config.yaml'" in done.stderr


def test_c14_and_c18_as_mended(tmp_path: Path) -> None:
    """C18 holds: with both mends, the printed override changes the nested value, by a shell."""
    line = 'data.data_dir="./data"'
    options = words(line, cwd=tmp_path, home=tmp_path)
    done = run("hydra_mended", tmp_path, *options)
    assert (done.returncode, done.stdout) == (0, "./data\n")


def test_c15_instantiate_saves_code() -> None:
    """C15 holds here: Hydra wires in fewer lines, and swaps the loss without any."""
    argparse, hydra = (registry.find(name) for name in ("argparse", "hydra"))
    wire = [lines.measure(each)["roles"]["wire"] for each in (argparse, hydra)]
    assert wire[1] < wire[0] / 5
    assert change.measure(hydra, "swap_loss")["added"] == 0
    fourth = [change.measure(each, "add_model")["added"] for each in (argparse, hydra)]
    assert fourth[1] < fourth[0]


def test_c16_a_target_in_a_package_called_code(tmp_path: Path) -> None:
    """C16 holds partly: ``code`` is Python's own module unless the project's folder comes first."""
    package = tmp_path / "code" / "dkt"
    package.mkdir(parents=True)
    (package / "model.py").write_text("class LSTM: pass\n", encoding="utf-8")
    target = "from hydra.utils import get_class; get_class('code.dkt.model.LSTM')"
    first = [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {target}"]
    done = subprocess.run(
        first, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    # without an __init__.py, the standard library's module wins from every folder
    assert "'code' is not a package" in done.stderr
    for folder in (tmp_path / "code", package):
        (folder / "__init__.py").touch()
    done = subprocess.run(
        first, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    behind = [sys.executable, "-c", f"import sys; sys.path.append('.'); {target}"]
    done = subprocess.run(
        [*behind[:1], "-P", *behind[1:]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "'code' is not a package" in done.stderr


def test_c17_a_group_file_with_its_own_key() -> None:
    """C17 holds partly: with the printed inner key, instantiate returns a config, without error."""
    printed = OmegaConf.create(
        {"model": {"model": {"_target_": "shared_model.L1", "weights": {}}}}
    )
    assert printed.model.model._target_ == "shared_model.L1"
    made = instantiate(printed.model)
    assert isinstance(made, DictConfig)
    assert type(instantiate(printed.model.model)).__name__ == "L1"


@pytest.mark.parametrize(
    ("line", "reached", "says"),
    [
        ("scheduler=plateau scheduler.patience=5", 1, ""),
        ("scheduler=cosine scheduler.t_max=5", 1, ""),
        ("scheduler=cosine scheduler.patience=5", 0, "Key 'patience' is not in struct"),
        ("scheduler=plateau scheduler.t_max=5", 0, "Key 't_max' is not in struct"),
    ],
)
def test_c17_arguments_of_the_chosen_scheduler(
    line: str, reached: int, says: str
) -> None:
    """C17 holds: each schedule takes its own arguments; one of the other is refused by name."""
    seen = runs.probe(registry.find("hydra"), line.split())
    assert len(seen.reached) == reached
    assert says in seen.finished.stderr
