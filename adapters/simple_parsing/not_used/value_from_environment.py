"""A file of words, in whose lines variables of the environment are replaced, as in argparse."""

import os

from simple_parsing import ArgumentGenerationMode, ArgumentParser, NestedMode
from train import Config, wire

from shared_model import train


class Parser(ArgumentParser):
    """A parser that expands variables in files."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the words of one line."""
        return [os.path.expandvars(arg_line)]


parser = Parser(
    argument_generation_mode=ArgumentGenerationMode.NESTED,
    nested_mode=NestedMode.WITHOUT_ROOT,
    fromfile_prefix_chars="@",
)
parser.add_arguments(Config, dest="config")
train(**wire(parser.parse_args().config))
