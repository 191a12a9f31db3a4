"""Rows that an installed distribution brings: found by metadata, equal to the same row by path."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from benchmarks import brought, categories, registry
from benchmarks.cli import main
from benchmarks.paths import ADAPTERS, ROOT
from configbench.errors import UserError
from tests.cells import measured
from tests.miniatures import build

#: Whatever imports the package of the rows would be seen.
TRAP = "raise SystemExit('imported')\n"

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "my-rows"
version = "1.2"

[project.entry-points."configbench.rows"]
{points}

[tool.hatch.build]
dev-mode-dirs = ["{root}"]

[tool.hatch.build.targets.wheel]
packages = ["{packages}"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that brings a copy of argparse, ``mine``, in a package that raises."""
    folder = tmp_path / "a project"
    rows = folder / "my_rows"
    shutil.copytree(ADAPTERS / "argparse", rows / "mine")
    for patch in (rows / "mine" / "changes").glob("*.patch"):
        content = patch.read_text(encoding="utf-8")
        content = content.replace("adapters/argparse/", "adapters/mine/")
        patch.write_text(content, encoding="utf-8")
    (rows / "__init__.py").write_text(TRAP, encoding="utf-8")
    described(folder, 'mine = "my_rows.mine"')
    return folder


def described(folder: Path, points: str, packages: str = "my_rows") -> None:
    """Write the description of a project with some entry points."""
    root = Path(packages).parent
    text = PROJECT.format(points=points, packages=packages, root=root)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path, str], Path]:
    """Return what builds a wheel of a project, lays it out and lets Python find it."""

    def laid_out(project: Path, version: str = "standard") -> Path:
        built = tmp_path / f"built {version}"
        builder = WheelBuilder(str(project))
        (path,) = builder.build(directory=str(built), versions=[version])
        site = tmp_path / f"site {version}"
        # What an installer does with a wheel of pure Python.
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(site)
        monkeypatch.syspath_prepend(site)
        return site

    return laid_out


Install = Callable[..., Path]


def test_a_row_of_a_distribution_is_found_and_not_imported(
    project: Path, install: Install
) -> None:
    """By its name, with its distribution; the package itself would raise."""
    site = install(project)
    row = registry.find("mine")
    assert (row.name, row.brought_by) == ("mine", "my-rows 1.2")
    assert row.folder == site / "my_rows" / "mine"
    assert (row.address, row.ours) == ("mine", False)
    assert "my_rows" not in sys.modules
    # Nobody asked for it: all rows are those of this repository.
    assert "mine" not in {each.name for each in registry.find_all()}
    assert [each.name for each in registry.find_all(["mine", "fire"])] == [
        "mine",
        "fire",
    ]


def test_its_cells_are_those_of_the_folder(project: Path, install: Install) -> None:
    """The same facts as by its path, its place aside; each is reproduced by its name."""
    site = install(project)
    row = registry.find("mine")
    twin = registry.read(project / "my_rows" / "mine")
    assert row.sha256() == twin.sha256()
    for category, case in (
        ("lines", "total"),
        ("change", "change_default"),
        ("overrides", "nested_int"),
    ):
        own, other = (
            measured(categories.find(category), each, case)[case]
            for each in (row, twin)
        )
        assert (
            own["reproduce"] == f"python -m benchmarks reproduce {category}/mine/{case}"
        )
        texts = [
            json.dumps(cell).replace(json.dumps(str(folder))[1:-1], "FOLDER")
            for cell, folder in (
                (own | {"reproduce": ""}, site),
                (other | {"reproduce": ""}, project),
            )
        ]
        assert texts[0] == texts[1]
        assert own["outcome"] == "right"


def test_it_is_reproduced_by_its_name(
    project: Path, install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one of ours is."""
    install(project)
    assert main(["reproduce", "lines/mine/total"]) == 0
    assert "lines/mine/total" in capsys.readouterr().out


@pytest.mark.parametrize("layout", ["my_rows", "src/my_rows"])
def test_an_editable_installation_leads_to_the_project(
    layout: str, project: Path, install: Install
) -> None:
    """By the line that it adds to the path."""
    if layout.startswith("src"):
        (project / "src").mkdir()
        (project / "my_rows").rename(project / "src" / "my_rows")
    described(project, 'mine = "my_rows.mine"', layout)
    install(project, "editable")
    assert registry.find("mine").folder == project / layout / "mine"


def test_an_editable_installation_may_tell_its_project_alone(
    project: Path, install: Install
) -> None:
    """Without such a line, by where it was installed from."""
    site = install(project)
    shutil.rmtree(site / "my_rows")
    with pytest.raises(
        UserError, match=r"'my_rows\.mine', and no train\.py is installed"
    ):
        registry.find("mine")
    told = {"url": project.as_uri(), "dir_info": {"editable": True}}
    (info,) = site.glob("*.dist-info")
    (info / "direct_url.json").write_text(json.dumps(told), encoding="utf-8")
    assert registry.find("mine").folder == project / "my_rows" / "mine"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"dir_info": 5}', '{"dir_info": {}}'])
def test_a_strange_description_of_an_installation_leads_nowhere(
    text: str, project: Path, install: Install
) -> None:
    """It ends nothing."""
    site = install(project)
    shutil.rmtree(site / "my_rows")
    (info,) = site.glob("*.dist-info")
    (info / "direct_url.json").write_text(text, encoding="utf-8")
    assert [each.folder for each in brought.rows()] == [None]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ('hydra = "my_rows.mine"', "a row cannot be called 'hydra': adapters/hydra is"),
        ('control = "my_rows.mine"', "the harness has something of that name"),
        ('mine = "my_rows.yours"', "no train.py is installed there"),
        ('mine = "my_rows.mine"', None),
    ],
)
def test_what_cannot_be_used_is_listed_with_its_reason(
    points: str,
    sentence: str | None,
    project: Path,
    install: Install,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither it nor its name takes anything from a row of ours."""
    described(project, points)
    install(project)
    assert main(["list"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "my-rows 1.2" in out
    assert ("cannot be used" in out) is bool(sentence)
    assert main(["list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows.keys() - {*registry.names()} == (set() if sentence else {"mine"})
    assert rows["hydra"]["brought_by"] is None
    (told,) = (fault for _, fault in registry.found_elsewhere())
    assert sentence is None or sentence in str(told)


def test_two_distributions_of_one_name_are_refused(
    project: Path, install: Install, tmp_path: Path
) -> None:
    """The sentence names both; and no folder may be called so either."""
    install(project)
    path = project / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"my-rows"', '"your-rows"'), encoding="utf-8")
    folder = build("flawless", tmp_path).rename(tmp_path / "mine")
    with pytest.raises(UserError, match=r"my-rows 1\.2 brings a row of that name"):
        registry.find(f"{folder}/")
    install(project, "editable")
    with pytest.raises(
        UserError, match=r"several distributions: my-rows .*, your-rows"
    ):
        registry.find("mine")


def test_a_row_may_be_called_otherwise_than_its_folder(
    project: Path, install: Install
) -> None:
    """Its files are laid out by the folder's name, as its patches and programs have it."""
    described(project, 'other = "my_rows.mine"')
    install(project)
    row = registry.find("other")
    cell = measured(categories.find("change"), row, "change_default")["change_default"]
    assert (cell["outcome"], cell["files"]) == ("right", ["adapters/mine/train.py"])
    assert cell["reproduce"].endswith("reproduce change/other/change_default")


def test_an_unknown_name_names_the_nearest_of_a_distribution(
    project: Path, install: Install
) -> None:
    """It is one of those that there are."""
    install(project)
    with pytest.raises(UserError, match="did you mean 'mine'"):
        registry.find("mime")


@pytest.mark.slow
def test_the_main_job_measures_it(
    project: Path, install: Install, tmp_path: Path
) -> None:
    """By its name, with its proofs, and its distribution told."""
    site = install(project)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--benchmark", "-p", "no:cacheprovider"),
            *("--category=lines", "--adapters=mine", f"--report-dir={tmp_path / 'r'}"),
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((tmp_path / "r" / "results.json").read_text(encoding="utf-8"))
    row = told["adapters"]["mine"]
    assert (row["brought_by"], row["address"]) == ("my-rows 1.2", "mine")
    assert all(proof["kept"] for proof in row["proofs"].values())
