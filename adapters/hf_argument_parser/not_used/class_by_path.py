"""A loss by its import path: an argument of no dataclass comes back in a namespace."""

from pkgutil import resolve_name

from train import build_parser, wire

from shared_model import train

parser = build_parser()
parser.add_argument("--loss_class", type=resolve_name, required=True)
*args, namespace = parser.parse_args_into_dataclasses()
settings = wire(*args)
settings["loss"] = namespace.loss_class(weights=settings["loss"].weights)
train(**settings)
