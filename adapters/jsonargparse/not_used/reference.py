"""The cosine schedule takes as many epochs as the training: an argument linked to another."""

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.link_arguments("n_epochs", "scheduler.init_args.t_max")
train(**wire(parser, parser.parse_args()))
