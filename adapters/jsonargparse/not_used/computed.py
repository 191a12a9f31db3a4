"""The cosine schedule takes twice as many epochs as the training: a link that computes."""

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.link_arguments(
    "n_epochs", "scheduler.init_args.t_max", compute_fn=lambda n_epochs: 2 * n_epochs
)
train(**wire(parser, parser.parse_args()))
