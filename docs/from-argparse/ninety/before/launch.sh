#!/bin/bash
# One run on this machine: RESUME=... bash launch.sh [more flags]
cd "$(dirname "$0")" || exit 1
exec python train.py \
  --model transformer --hidden 512 --batch 128 --epoch 30 \
  --lr 3e-4 --warm 500 --amp True --tf32 true \
  --resume "$RESUME" \
  "$@"
