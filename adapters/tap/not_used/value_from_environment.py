"""A file of words, in whose lines variables of the environment are replaced."""

import os

from train import Args, wire

from shared_model import train


class Expanding(Args):  # type: ignore[misc]  # mypy sees no train
    """Arguments whose files name variables."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the words of one line."""
        return [os.path.expandvars(arg_line)]


train(**wire(Expanding(fromfile_prefix_chars="@").parse_args()))
