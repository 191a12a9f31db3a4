"""Lines of JSON, appended to a file by whatever of us is in a program."""

import posix

# Taken before the program runs: what it puts in their place does not move ours.
_open, _write, _close = posix.open, posix.write, posix.close


def append(file: str, content: object) -> None:
    """Append a JSON line to a file: one write, so that lines of parallel processes do not mix."""
    # Imported at the first line: the look's own cost must not land in what it measures.
    import json

    line = json.dumps(content) + "\n"
    flags = posix.O_WRONLY | posix.O_APPEND | posix.O_CREAT | posix.O_CLOEXEC
    descriptor = _open(file, flags, 0o600)
    try:
        _write(descriptor, line.encode("ascii"))
    finally:
        _close(descriptor)
