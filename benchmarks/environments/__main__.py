"""``python -m benchmarks.environments '.[suite,dev]'``: what the harness itself needs, by ``uv``.

It needs ``uv`` and ``packaging`` for that, and takes a tenth of the time that pip takes.
"""

import sys

from benchmarks.environments.building import Builder, BuildError


def main() -> int:
    """Install into the environment of this interpreter; return 1 if that cannot be done."""
    (wanted,) = sys.argv[1:]
    try:
        Builder().install(wanted)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
