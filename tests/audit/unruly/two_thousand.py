"""Has 2,000 settings."""

import argparse

parser = argparse.ArgumentParser()
for number in range(2000):
    parser.add_argument(f"--use-{number}", type=bool, default=True)
args = parser.parse_args()
print(args.use_0)
