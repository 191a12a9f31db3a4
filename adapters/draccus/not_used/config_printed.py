"""Show the settings: dump() without a stream gives them as text."""

import draccus
from train import Config

print(draccus.dump(draccus.parse(config_class=Config)))
