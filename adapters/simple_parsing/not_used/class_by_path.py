"""A loss by its import path: the parser is argparse's, whose types are functions of one text."""

from pkgutil import resolve_name

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.add_argument("--loss_class", type=resolve_name, required=True)
args = parser.parse_args()
settings = wire(args.config)
train(**settings | {"loss": args.loss_class(weights=args.config.loss.weights)})
