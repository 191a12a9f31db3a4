#!/bin/sh
# From argparse to draccus, in a fresh folder; the first fault ends it.
set -eu
guide=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
"${PYTHON:-python3}" -m venv "$work/venv"
python="$work/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check draccus==0.11.6
cp -R "$guide/../before" "$work/program"
cd "$work/program"
GIT_CEILING_DIRECTORIES="$work" git apply "$guide/change.diff"
"$python" train.py --lr=3e-4 > arrived.json
"$python" -c 'import json; print("draccus: optimizer.lr arrived as", *json.load(open("arrived.json"))["optimizer.lr"])'
echo "All settings are in $work/program/arrived.json. To go on:"
echo "  cd '$work/program' && '$python' train.py"
