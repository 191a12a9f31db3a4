"""A command that was typed as one text, as its words."""

import shlex

from configbench.errors import UserError


def split(text: str, called: str) -> tuple[str, ...]:
    """Return the words of a text as a shell has them, none where there are none.

    Parameters
    ----------
    text
        What was typed or stated.
    called
        Where and what it is, for the sentence.

    Raises
    ------
    UserError
        If a quote is not closed.

    Examples
    --------
    >>> split("python 'my train.py' --lr 3", "the command")
    ('python', 'my train.py', '--lr', '3')
    """
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise UserError(
            f"{called}: cannot be read as words of a shell: {error}"
        ) from error
