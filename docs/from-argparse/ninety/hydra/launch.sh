#!/bin/bash
# One run on this machine: RESUME=... bash launch.sh [more settings]
cd "$(dirname "$0")" || exit 1
exec python train.py \
  model.name=transformer model.hidden_dim=512 \
  schedule.batch_size=128 schedule.epochs=30 schedule.warmup=500 \
  optim.lr=3e-4 precision.amp=true precision.tf32=true \
  ${RESUME:+checkpoints.resume="$RESUME"} \
  "$@"
