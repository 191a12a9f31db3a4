"""A file of words, in whose lines variables of the environment are replaced."""

import argparse
import os

from train import build_parser, wire

from shared_model import train


class Parser(argparse.ArgumentParser):
    """A parser that expands variables in files."""

    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the words of one line."""
        return [os.path.expandvars(arg_line)]


parser = Parser(parents=[build_parser()], add_help=False, fromfile_prefix_chars="@")
train(**wire(parser.parse_args()))
