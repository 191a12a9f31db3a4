#!/bin/bash
# One run on this machine: RESUME=... bash launch.sh [more flags]
cd "$(dirname "$0")" || exit 1
exec python train.py \
  --model transformer --hidden-dim 512 --batch-size 128 --epochs 30 \
  --lr 3e-4 --warmup 500 --amp --tf32 \
  ${RESUME:+--resume "$RESUME"} \
  "$@"
