"""Files of words, of which later ones count more, below the words that are typed."""

from train import build_parser, wire

from shared_model import train

args = build_parser().parse_args_into_dataclasses(args_file_flag="--args_file")
train(**wire(*args))
