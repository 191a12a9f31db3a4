"""Files that are whole at any moment: written aside first, then renamed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from configbench.errors import UserError


def write(path: Path, text: str, *, parents: bool = False) -> None:
    """Write a text in the place of what is there; with ``parents``, make the folder if need be.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    with _writing(path, parents=parents) as aside:
        aside.write_text(text, encoding="utf-8", errors="surrogateescape")
        aside.replace(path)


def require_writable(path: Path) -> None:
    """Find out before anything is measured whether a file can be written; make its folder.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    with _writing(path, parents=True) as aside:
        aside.touch()
        aside.unlink()


@contextmanager
def _writing(path: Path, *, parents: bool) -> Iterator[Path]:
    aside = path.with_name(f"{path.name}.new")
    try:
        if parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield aside
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
