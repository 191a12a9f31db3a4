"""A file of words, in whose lines variables of the environment are replaced."""

import os

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types
from train import Options, wire

from shared_model import train


class Parser(ArgumentParser[Options]):  # type: ignore[misc]  # no types
    """A parser that expands variables in files."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the words of one line."""
        return [os.path.expandvars(arg_line)]


parser = Parser(Options, fromfile_prefix_chars="@")
train(**wire(parser.parse_args()))
