"""A loss by its import path: ``type`` may be any function that takes one text."""

from pkgutil import resolve_name

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.add_argument("--loss-class", type=resolve_name, required=True)
args = parser.parse_args()
train(**wire(args) | {"loss": args.loss_class(weights=args.weights)})
