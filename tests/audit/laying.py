"""Files and programs, laid out for the tests of many programs."""

from pathlib import Path

from configbench import project
from configbench.audit.programs import stated

ASKED = frozenset({"CB101", "CB102"})


def lay(folder: Path, files: dict[str, str]) -> None:
    """Lay files out in a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def programs(folder: Path, text: str) -> tuple[stated.Program, ...]:
    """Return what a file states."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return stated.programs(project.read(folder))
