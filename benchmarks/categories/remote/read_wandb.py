"""Read the config of an offline run of wandb back: ``python read_wandb.py FILE.wandb``.

wandb publishes no reader of its offline files: ``wandb sync`` sends them to a server.  The class
that read them (``wandb.sdk.internal.datastore``) is not in 0.31, the format is the same: a
LevelDB log of protocol buffers, whose classes are private too.  So the tested range is pinned in
``trackers.py``.  Prints JSON: ``config``, typed values by key, and whether the run ``ended``.
"""

import json
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

# Where it runs, nothing of ours is installed but the core.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from configbench.inside.typed import typed

#: ``:W&B``, a number and a version begin the file; blocks are counted from its start.
_HEADER = 7
_BLOCK = 32 * 1024
#: Checksum, length and type of each piece of a record.
_PIECE = struct.Struct("<IHB")
_FULL, _FIRST, _MIDDLE, _LAST = 1, 2, 3, 4


def records(content: bytes) -> Iterator[bytes]:
    """Yield the whole records of a LevelDB log; what was cut off at its end is left out.

    https://github.com/google/leveldb/blob/main/doc/log_format.md
    """
    at, pieces = _HEADER, b""
    while at + _PIECE.size <= len(content):
        left = _BLOCK - at % _BLOCK
        if left < _PIECE.size:  # filled up with zeros
            at += left
            continue
        _, length, kind = _PIECE.unpack_from(content, at)
        at += _PIECE.size
        piece = content[at : at + length]
        if kind not in {_FULL, _FIRST, _MIDDLE, _LAST} or len(piece) < length:
            return
        at += length
        pieces = piece if kind in {_FULL, _FIRST} else pieces + piece
        if kind in {_FULL, _LAST}:
            yield pieces


def main(path: str) -> None:
    """Print what the file at ``path`` holds."""
    from wandb.proto import wandb_internal_pb2  # noqa: PLC0415  the tests know `records` only

    config, ended = {}, False
    for content in records(Path(path).read_bytes()):
        record = wandb_internal_pb2.Record()
        record.ParseFromString(content)
        kind = record.WhichOneof("record_type")
        ended |= kind == "exit"
        if kind in {"run", "config"}:
            updates = record.run.config if kind == "run" else record.config
            for update in updates.update:
                # wandb keeps its own under this key.
                if update.key != "_wandb":
                    config[update.key] = typed(json.loads(update.value_json))
    print(json.dumps({"config": config, "ended": ended}))


if __name__ == "__main__":
    main(sys.argv[1])
