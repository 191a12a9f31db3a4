"""Environments in layers: resolved, built and asked, from wheels that a test makes."""

import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import registry
from benchmarks.beside_pykt import asking
from benchmarks.categories import CATEGORIES
from benchmarks.claims import tables
from benchmarks.environments import (
    BARE,
    CORE,
    Environment,
    building,
    installed,
    is_requirement,
    pins,
)
from benchmarks.environments.building import (
    Builder,
    BuildError,
    as_variables,
    build,
    join,
)
from benchmarks.environments.interpreters import OWN
from benchmarks.errors import MissingError
from benchmarks.matrix import stated
from benchmarks.measuring import Choice


def wheel(folder: Path, name: str, version: str, *requires: str) -> None:
    """Make a wheel of one module that says its version, with an entry point and a ``.pth`` file."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {each}\n" for each in requires)
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{name}_more.pth": f"{name}_hidden\n",
        f"{name}_hidden/{name}_inside.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[made]\n{name} = {name}:VERSION\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{each},,\n" for each in files)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """Return a builder that knows the wheels of this test and no index; the core has ``lower``."""
    wheels, locks = tmp_path / "wheels", tmp_path / "locks"
    wheel(wheels, "lower", "1.0")
    locks.mkdir()
    (locks / "core.txt").write_text("lower==1.0\n", "utf-8")
    variables = {
        "UV_FIND_LINKS": str(wheels),
        "UV_OFFLINE": "1",
        "UV_CACHE_DIR": str(tmp_path / "cache"),
    }
    return Builder(locks=locks, variables=lambda: variables)


#: Requirements, each in one way of writing it.
WANTED = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["omegaconf", "omega-conf", "ray"]),
    st.sampled_from(["", "[tune]", "[default,tune]"]),
    st.sampled_from(["", "<2.4", "<=2.4", "==2.4", "==2.*", ">=2.4", "!=2.4,>=2"]),
    st.sampled_from(["", "; python_version < '3.12'", "; sys_platform == 'linux'"]),
)


def environment(tmp_path: Path, *requirements: str) -> Environment:
    """Return an environment below a test's folder."""
    return Environment(requirements, OWN, tmp_path / "environments")


def said(environment: Environment, source: str) -> str:
    """Return what a program prints there, started outside of this repository."""
    command = [str(environment.binaries / "python"), "-c", source]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=environment.folder
    )
    return done.stdout.strip()


def test_the_upper_layer_wins_and_the_lower_is_whole(
    builder: Builder, tmp_path: Path
) -> None:
    """Releases, metadata, entry points, and ``.pth`` files of the lower layer."""
    wheel(tmp_path / "wheels", "upper", "2.0", "lower>=1")
    row = environment(tmp_path, "upper")
    assert build([row], builder) == {}
    assert said(row, "import upper, lower; print(upper.VERSION, lower.VERSION)") == (
        "2.0 1.0"
    )
    assert said(row, "import lower_inside, upper_inside") == ""
    asked = (
        "import importlib.metadata as m\n"
        "print(*sorted(each.name for each in m.entry_points(group='made')))"
    )
    assert said(row, asked) == "lower upper"
    assert row.versions(["lower", "upper", "none"]) == {
        "lower": "1.0",
        "upper": "2.0",
        "none": None,
    }
    assert row.closure(["upper"]) == {"lower", "upper"}
    assert row.modules["upper"] == ["upper"]
    # What the layer below has in the right release is not installed twice.
    assert pins(builder._lock(row).read_text()) == {"upper": "2.0"}
    assert not (row.site / "lower.py").exists()


def test_who_joins_the_core_has_it_behind_all_of_its_own(
    builder: Builder, tmp_path: Path
) -> None:
    """As our own environment does, for the core's tests: any that is no layer, too."""
    row = environment(tmp_path)
    build([row], builder)
    other = tmp_path / "other"
    command = [sys.executable, "-m", "venv", "--without-pip", str(other)]
    subprocess.run(command, check=True)
    (site,) = other.glob("lib/*/site-packages")
    join(row.core.site, site)
    (site / "upper.py").write_text("", "utf-8")
    source = "import lower, lower_inside, upper, sys; print(*sys.path, sep='\\n')"
    python = str(other / "bin" / "python")
    done = subprocess.run(
        [python, "-c", source], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    found = done.stdout.splitlines()
    assert found.index(str(site)) < found.index(str(row.core.site))


def test_a_row_may_need_another_release_than_the_core(
    builder: Builder, tmp_path: Path
) -> None:
    """As OmegaConf's row has another OmegaConf than Hydra's; the core keeps its own."""
    wheel(tmp_path / "wheels", "lower", "3.0")
    (tmp_path / "locks" / "upper.txt").write_text("lower==3.0\nupper==1.0\n", "utf-8")
    wheel(tmp_path / "wheels", "upper", "1.0", "lower==3.0")
    row, other = environment(tmp_path, "upper"), environment(tmp_path)
    assert build([row, other], builder) == {}
    source = "import lower; print(lower.VERSION)"
    assert (said(row, source), said(other, source)) == ("3.0", "1.0")
    assert row.versions(["lower"]) == {"lower": "3.0"}


def test_of_ours_the_core_alone_can_be_imported(
    builder: Builder, tmp_path: Path
) -> None:
    """In the environment of a row, wherever it is started."""
    bare = environment(tmp_path)
    build([bare], builder)
    source = "import importlib.util as u; print(*(bool(u.find_spec(n)) for n in {}))"
    names = ("shared_model", "benchmarks", "adapters", "configbench", "report", "rich")
    told = said(bare, source.format(names)).split()
    assert dict(zip(names, told, strict=True)) == {
        "shared_model": "True",
        **dict.fromkeys(names[1:], "False"),
    }


def test_what_is_there_is_not_built_again(builder: Builder, tmp_path: Path) -> None:
    """Another lock or another core builds it anew."""
    row = environment(tmp_path)
    assert builder.build(row.core)
    assert builder.build(row)
    assert not builder.build(row)
    wheel(tmp_path / "wheels", "lower", "1.5")
    (tmp_path / "locks" / "core.txt").write_text("lower==1.5\n", "utf-8")
    assert builder.build(row.core)
    assert builder.build(row)
    assert row.versions(["lower"]) == {"lower": "1.5"}


def test_one_that_cannot_be_built_leaves_its_row_unmeasured(
    builder: Builder, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The others are built; the reason is kept, until it can be."""
    bad, good = environment(tmp_path, "no-such-dist"), environment(tmp_path)
    failed = build([bad, good], builder)
    assert list(failed) == [str(bad)]
    good.require()
    with pytest.raises(MissingError) as caught:
        bad.require()
    told = str(caught.value)
    assert f"environment {OWN.version}/no-such-dist: uv pip compile: " in told
    assert "no-such-dist was not found" in told
    assert told.endswith("; python -m benchmarks environments --all builds it")
    wheel(tmp_path / "wheels", "no_such_dist", "1.0")
    assert build([bad], builder) == {}
    bad.require()


def test_an_interrupted_build_is_built_anew(builder: Builder, tmp_path: Path) -> None:
    """Half an environment has no mark that it is whole."""
    row = environment(tmp_path)
    row.root.mkdir(parents=True)
    (row.root / "half").touch()
    with pytest.raises(MissingError, match="not built"):
        row.require()
    build([row], builder)
    assert not (row.root / "half").exists()


def test_two_at_a_time_build_it_once(
    builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits for the first."""
    built: list[str] = []
    original = Builder._build

    def counted(self: Builder, environment: Environment) -> None:
        built.append(environment.name)
        original(self, environment)

    monkeypatch.setattr(Builder, "_build", counted)
    row = environment(tmp_path)
    threads = [threading.Thread(target=build, args=([row], builder)) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(built) == [BARE, "core"]


def test_an_update_tells_what_has_changed(builder: Builder, tmp_path: Path) -> None:
    """The newest stable releases; the core first, for the others are resolved against it."""
    wheels = tmp_path / "wheels"
    wheel(wheels, "upper", "1.0")
    row = environment(tmp_path, "upper")
    core = tmp_path / "locks" / "core.txt"
    # The real core is asked for: a stand-in for each of its distributions.
    for name in ("torch", "numpy", "scikit_learn"):
        wheel(wheels, name, "3.0")
    assert builder.update([row])["upper: upper"] == ("", "1.0")
    wheel(wheels, "upper", "2.0")
    wheel(wheels, "upper", "3.0rc1")
    assert builder.update([row]) == {"upper: upper": ("1.0", "2.0")}
    assert set(pins(core.read_text())) == {"numpy", "scikit-learn", "torch"}


def test_the_build_of_a_release_is_the_machine_s_own(
    builder: Builder, tmp_path: Path
) -> None:
    """A lock says which torch, not whether it is one for a CPU."""
    wheels = tmp_path / "wheels"
    for name in ("numpy", "scikit_learn"):
        wheel(wheels, name, "3.0")
    wheel(wheels, "torch", "3.0+cpu", "nvidia_any")
    wheel(wheels, "nvidia_any", "1.0")
    builder.update([environment(tmp_path)])
    locked = pins((tmp_path / "locks" / "core.txt").read_text())
    assert locked == {"numpy": "3.0", "scikit-learn": "3.0", "torch": "3.0"}
    build([environment(tmp_path)], builder)
    had = {"torch": "3.0+cpu", "nvidia-any": "1.0"}
    assert environment(tmp_path).versions(had) == had


@given(
    st.dictionaries(
        st.sampled_from(
            ["find-links", "constraint", "index-url", "extra-index-url", "cert"]
        ),
        st.lists(st.text("abc/:._-", min_size=1, max_size=9), min_size=1, max_size=3),
    ),
    st.sampled_from(["global", ":env:", "install"]),
)
def test_pip_s_settings_are_handed_on(
    settings: dict[str, list[str]], section: str
) -> None:
    """Every value, as ``pip config list`` prints them; a variable of uv's own stays."""
    lines = [
        f"{section}.{name}={chr(10).join(values)!r}"
        for name, values in settings.items()
    ]
    told = as_variables(lines, {})
    assert len(told) == len(settings)
    for name, values in settings.items():
        variable, joint = building._SETTINGS[name]
        assert told[variable].split(joint) == values
    assert as_variables(lines, dict.fromkeys(told, "mine")) == {}


def test_other_settings_of_pip_are_none_of_uv_s() -> None:
    """Nor what is no setting at all."""
    assert as_variables(["global.timeout='180'", "", "nonsense"], {}) == {}


@pytest.mark.parametrize(
    ("requirements", "name"),
    [
        ((), BARE),
        (("omegaconf>=2.4",), "omegaconf-ge2.4"),
        (("OmegaConf <2.4, >2",), "omegaconf-gt2-lt2.4"),
        (("ray[tune,default]",), "ray_default_tune"),
        (("PyYAML", "easydict"), "easydict+pyyaml"),
        (CORE, "core"),
    ],
)
def test_an_environment_is_called_by_what_is_required(
    requirements: tuple[str, ...], name: str
) -> None:
    """Rows that need the same share one."""
    assert Environment(requirements).name == name


@given(st.sets(WANTED, min_size=2, max_size=2))
def test_what_is_required_otherwise_is_another_environment(both: set[str]) -> None:
    """A row that asks for an older release is not run with the newest."""
    one, other = (Environment.of([each]).name for each in both)
    assert one != other
    assert not {*one} & {*"/ <>=*;:@'\""}


def test_every_row_of_the_tree_has_a_lock() -> None:
    """So that nothing is resolved when it is measured; and every lock has somebody who needs it."""
    choice = Choice(CATEGORIES, claims=False, adapters=tuple(registry.find_all()))
    wanted = {row.environment.name for row in choice.placed()}
    wanted.add(asking.ENVIRONMENT.name)
    wanted |= {each.name for each in tables.environments()}
    locked = {path.stem for path in building.LOCKS.glob("*.txt")}
    released = {
        placed.environment.name
        for row in registry.find_all()
        for placed in stated.placed(row, [OWN], stated.read())
    }
    usual = (wanted - {BARE}) | {"core", Environment.of(()).tools.name}
    # A release that cannot be resolved has no lock.
    assert usual <= locked <= usual | released


def test_what_the_harness_has_is_asked_of_its_own_path() -> None:
    """Its environment is none of those that rows run in."""
    had = {"pytest": pytest.__version__, "no-such-dist": None}
    assert installed(had) == had


def test_what_is_a_requirement() -> None:
    """As pip reads it."""
    assert is_requirement("omegaconf>=2.4")
    assert not is_requirement("omegaconf >= or so")
    assert not is_requirement(3)
    assert is_requirement("omegaconf", bare=True)
    assert not is_requirement("omegaconf>=2.4", bare=True)


def test_building_is_told_what_uv_says(builder: Builder, tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(BuildError) as caught:
        builder.update([environment(tmp_path)])
    assert "\n" not in str(caught.value)
    assert "torch" in str(caught.value)
