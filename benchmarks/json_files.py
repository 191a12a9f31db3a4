"""JSON files of ours, which people copy and cut: read with one sentence for all that is wrong.

``report`` has its own reader (``report/load.py``), as it imports nothing of ours.
"""

from pathlib import Path
from typing import Any

from configbench import foreign
from configbench.errors import UserError
from configbench.foreign import ForeignError

#: No file of ours has so many bytes.
_LIMIT = 2**30

#: Lists and tables in each other: what is written is nested less than ten deep.
_DEEPEST = 60


def read(path: Path, hint: str = "") -> Any:
    """Return what a file holds.

    Parameters
    ----------
    path
        A regular file, or a link to one.
    hint
        What is said behind the sentence where there is no file.

    Raises
    ------
    UserError
        If it is not there, is no regular file, no JSON, or nested too deeply.
    """
    try:
        # A link of the user's is followed; what a run leaves never is.
        file = path.resolve(strict=True)
        content = foreign.parse(foreign.read(file, _LIMIT, str(path)), str(path))
    except FileNotFoundError as error:
        raise UserError(f"{path}: not found{hint}") from error
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UserError(f"{path}: cannot be read: {why}") from error
    except ForeignError as error:
        raise UserError(str(error)) from error
    if fault := foreign.unusable(content, _DEEPEST):
        raise UserError(f"{path}: {fault}; expected JSON as it is written here")
    return content
