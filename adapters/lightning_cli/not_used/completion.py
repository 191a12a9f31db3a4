"""A flag that prints a script for completion."""

from jsonargparse import set_parsing_settings
from train import load, wire

from shared_model import train

set_parsing_settings(add_print_completion_argument=True)
train(**wire(load()))
