"""``--saves`` and ``--restore``, read."""

from pathlib import PurePosixPath

from configbench import shell_words
from configbench.errors import UserError

#: What stands for the path of what was saved.
SAVED = "{saved}"

_EXAMPLE = '--restore "python train.py --config {saved}"'


def saves(typed: str | None) -> str:
    """Return what the files are called that a run saves; nothing if it is not said.

    Raises
    ------
    UserError
        If it can fit nothing below the program's folder.
    """
    if typed is None:
        return ""
    path = PurePosixPath(typed)
    if path.is_absolute() or typed.startswith("~") or not path.parts:
        raise UserError(
            f"--saves {typed!r}: expected a pattern below the program's folder, such as "
            "'runs/**/config.json'"
        )
    if ".." in path.parts:
        raise UserError(
            f"--saves {typed!r}: expected a pattern without .., below the program's folder"
        )
    return str(path)


def restore(typed: str | None, pattern: str) -> tuple[str, ...]:
    """Return the words of the command that restores a run; none if it is not said.

    Raises
    ------
    UserError
        If they do not say where the path stands, or nothing is saved.
    """
    if typed is None:
        return ()
    if not pattern:
        raise UserError(
            "--restore needs --saves, which says what a run saves, such as "
            "--saves 'runs/**/config.json'"
        )
    words = shell_words.split(typed, f"--restore {typed!r}")
    if not any(SAVED in word for word in words):
        raise UserError(
            f"--restore {typed!r}: expected {SAVED} where the path of what was saved stands, "
            f"such as {_EXAMPLE}"
        )
    return words


def filled(words: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Return the words that restore what was saved at a path.

    >>> filled(("train.py", "--config={saved}"), "a b.json")
    ('train.py', '--config=a b.json')
    """
    return tuple(word.replace(SAVED, path) for word in words)
