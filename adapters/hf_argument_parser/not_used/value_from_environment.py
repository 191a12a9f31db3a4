"""A file of words, in whose lines variables of the environment are replaced."""

import os

import train as row
from transformers import HfArgumentParser

from shared_model import train


class Parser(HfArgumentParser):
    """A parser that expands variables in files."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the words of one line."""
        return [os.path.expandvars(arg_line)]


dataclasses = row.build_parser().dataclass_types
parser = Parser(dataclasses, fromfile_prefix_chars="@")
train(**row.wire(*parser.parse_args_into_dataclasses()))
