#!/bin/sh
# From argparse to configparser, in a fresh folder; the first fault ends it.
set -eu
guide=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
python=${PYTHON:-python3}
cp -R "$guide/../before" "$work/program"
cd "$work/program"
GIT_CEILING_DIRECTORIES="$work" git apply "$guide/change.diff"
"$python" train.py optimizer.lr=3e-4 > arrived.json
"$python" -c 'import json; print("configparser: optimizer.lr arrived as", *json.load(open("arrived.json"))["optimizer.lr"])'
echo "All settings are in $work/program/arrived.json. To go on:"
echo "  cd '$work/program' && '$python' train.py"
