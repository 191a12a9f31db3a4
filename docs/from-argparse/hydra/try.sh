#!/bin/sh
# From argparse to Hydra, in a fresh folder; the first fault ends it.
set -eu
guide=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
"${PYTHON:-python3}" -m venv "$work/venv"
python="$work/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check hydra-core==1.3.8
cp -R "$guide/../before" "$work/program"
cd "$work/program"
GIT_CEILING_DIRECTORIES="$work" git apply "$guide/change.diff"
"$python" train.py optimizer.lr=3e-4 > arrived.json
"$python" -c 'import json; print("hydra: optimizer.lr arrived as", *json.load(open("arrived.json"))["optimizer.lr"])'
echo "All settings are in $work/program/arrived.json. To go on:"
echo "  cd '$work/program' && '$python' train.py"
