"""What is shipped, as it arrives in an environment that has nothing of ours."""

import email
import importlib.util
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from configbench import __version__
from tests import packaging
from tests.packaging import call

ROOT = Path(__file__).parents[2]
INFO = f"configbench-{__version__}.dist-info"


def shipped() -> set[str]:
    """Return the files of the instrument, as the tree has them."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / "configbench").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def need(module: str) -> None:
    """Skip where something is not installed: nothing is downloaded here."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed: the extra dev brings it")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a wheel and a source distribution, built from this tree."""
    need("hatchling")
    return packaging.built(tmp_path_factory.mktemp("built")).parent


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What the wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"{INFO}/METADATA"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel and nothing else."""
    need("pip")
    return packaging.installed(wheel, tmp_path_factory.mktemp("installed") / "alone")


def test_the_wheel_holds_the_instrument_and_nothing_else(wheel: Path) -> None:
    """No `benchmarks`, `report` or `shared_model` in anybody's site-packages."""
    own = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert sorted(names) == sorted(shipped() | {f"{INFO}/{each}" for each in own})


def test_what_enters_a_program_is_shipped_whole(wheel: Path) -> None:
    """Every file of `inside/`, whatever it is called, byte for byte."""
    inside = [name for name in shipped() if name.startswith("configbench/inside/")]
    with zipfile.ZipFile(wheel) as archive:
        assert all(archive.read(name) == (ROOT / name).read_bytes() for name in inside)
    assert "configbench/inside/__init__.py" in inside


def test_the_wheel_brings_rich_alone(metadata: Message) -> None:
    """Statistics and the comparison are extras."""
    needs = metadata.get_all("Requires-Dist", [])
    base = [need for need in needs if "extra ==" not in need]
    assert base == ["rich>=13.7"]
    extras = {
        *(
            "browser",
            "compare",
            "dev",
            "files",
            "html",
            "more",
            "mutants",
            "ray",
            "suite",
        )
    }
    assert set(metadata.get_all("Provides-Extra", [])) == extras
    statistics = [need for need in needs if "extra == 'compare'" in need]
    assert [need.partition(">")[0] for need in statistics] == ["numpy", "scipy"]


def test_the_wheel_tells_the_truth(metadata: Message) -> None:
    """Version, interpreters and system."""
    assert metadata["Version"] == __version__
    assert metadata["Requires-Python"] == ">=3.11"
    systems = [
        each
        for each in metadata.get_all("Classifier", [])
        if each.startswith("Operating System ::")
    ]
    assert systems == ["Operating System :: POSIX :: Linux"]


def test_the_sources_bring_what_a_reader_wants(built: Path) -> None:
    """The changelog beside the instrument, and what is needed to build it again."""
    (sdist,) = built.glob("*.tar.gz")
    also = ("CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names - {".gitignore"} == {*shipped(), *also}


def test_a_reader_of_an_index_sees_the_readme(metadata: Message) -> None:
    """Whole, and as Markdown."""
    assert metadata["Description-Content-Type"] == "text/markdown"
    told = metadata.get_payload(decode=True)
    assert told == (ROOT / "README.md").read_bytes()


def test_what_is_installed_does_its_work(wheel: Path, tmp_path: Path) -> None:
    """A small program is audited and linted by what the wheel has put there."""
    need("pip")
    commands = packaging.installed(wheel, tmp_path / "environment", along=True)
    where = (
        commands / "python",
        "-c",
        "import configbench; print(configbench.__file__)",
    )
    assert str(tmp_path) in call(*where, cwd=tmp_path, alone=True)
    assert [*packaging.used(packaging.variables(commands, tmp_path), tmp_path)] == []


def test_the_command_runs_alone(installed: Path, tmp_path: Path) -> None:
    """Also as a module; without rich, which only a look prints with."""
    told = f"configbench {__version__}\n"
    module = (installed / "python", "-m", "configbench")
    for command in ((installed / "configbench",), module):
        assert call(*command, "--version", cwd=tmp_path, alone=True) == told


def test_importing_it_brings_nothing_else(installed: Path, tmp_path: Path) -> None:
    """The standard library, and no package of ours but the instrument."""
    program = (
        "import importlib.util, sys\n"
        "before = set(sys.modules)\n"
        "import configbench, configbench.cli, configbench.process, configbench.zygote\n"
        "brought = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(brought - set(sys.stdlib_module_names)))\n"
        "ours = ('benchmarks', 'report', 'shared_model', 'adapters', 'tests')\n"
        "print(*filter(importlib.util.find_spec, ours))\n"
    )
    found = call(installed / "python", "-c", program, cwd=tmp_path, alone=True)
    assert found == "configbench\n\n"
