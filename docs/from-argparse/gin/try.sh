#!/bin/sh
# From argparse to Gin, in a fresh folder; the first fault ends it.
set -eu
guide=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
"${PYTHON:-python3}" -m venv "$work/venv"
python="$work/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check gin-config==0.5.0 absl-py==2.5.1
cp -R "$guide/../before" "$work/program"
cd "$work/program"
GIT_CEILING_DIRECTORIES="$work" git apply "$guide/change.diff"
"$python" train.py --gin_param='adam.lr = 3e-4' > arrived.json
"$python" -c 'import json; print("gin: optimizer.lr arrived as", *json.load(open("arrived.json"))["optimizer.lr"])'
echo "All settings are in $work/program/arrived.json. To go on:"
echo "  cd '$work/program' && '$python' train.py"
