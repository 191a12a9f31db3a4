"""What is shipped, as it arrives in an environment that has nothing of ours."""

import email
import importlib.util
import os
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from configbench import __version__

ROOT = Path(__file__).parents[2]
INFO = f"configbench-{__version__}.dist-info"


def shipped() -> set[str]:
    """Return the files of the instrument, as the tree has them."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / "configbench").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def call(*argv: str | Path, cwd: Path, alone: bool = False) -> str:
    """Run a command; ``alone``, without the variables that lead Python to other packages."""
    ran = subprocess.run(
        argv,
        cwd=cwd,
        env={
            name: value
            for name, value in os.environ.items()
            if not (alone and name.startswith("PYTHON"))
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def need(module: str) -> None:
    """Skip where something is not installed: nothing is downloaded here."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed: the extra dev brings it")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a wheel and a source distribution, built from this tree."""
    need("hatchling")
    folder = tmp_path_factory.mktemp("built")
    targets = ("-t", "wheel", "-t", "sdist", "-d", folder)
    call(sys.executable, "-m", "hatchling", "build", *targets, cwd=ROOT)
    return folder


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
    folder = tmp_path_factory.mktemp("installed")
    call(sys.executable, "-m", "venv", "--without-pip", "environment", cwd=folder)
    programs = folder / "environment" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install")
    call(*pip, "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    return programs


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
