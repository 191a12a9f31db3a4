"""The last layer is as wide as the model: a link that makes a list."""

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.link_arguments(
    "model.init_args.hidden_dim",
    "model.init_args.head_dims",
    compute_fn=lambda hidden_dim: [16, hidden_dim],
)
train(**wire(parser, parser.parse_args()))
