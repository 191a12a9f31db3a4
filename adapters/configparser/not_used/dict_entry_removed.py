"""Train without some keys, as in ``dict_entry_removed.py loss.weights.wrong``."""

import sys

from train import build_config, wire

from shared_model import train

config = build_config()
for name in sys.argv[1:]:
    section, _, key = name.rpartition(".")
    config.remove_option(section, key)
train(**wire(config))
