"""Count the modules that are loaded, after ``from MODULE import NAME`` if one is given; as JSON.

Usage:
    python benchmarks/claims/programs/modules.py transformers:HfArgumentParser
"""

import sys

for word in sys.argv[1:]:
    module, _, name = word.partition(":")
    # As `from MODULE import NAME`: some packages load a name only when it is asked for.
    getattr(__import__(module, fromlist=[name]), name)
print(f'{{"modules": {len(sys.modules)}}}')
