"""One mutant, tried in a fork of this process: it ends, it prints, and it can touch nothing."""

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Seconds after which something hangs.
HANGS = 60

#: Exit codes of ours for what no command returns.
_REACHED, _RAISED, _OUTSIDE = 90, 91, 92


class ReachedError(BaseException):
    """The input was taken, and the work that it asks for would begin."""

    #: The last, in a fork: somebody may have caught it, as pytest does.
    last: "ReachedError | None" = None

    def __init__(self, where: str) -> None:
        super().__init__(where)
        ReachedError.last = self


@dataclass(frozen=True)
class Seen:
    """What became of a mutant.

    Attributes
    ----------
    ended
        The exit code; ``reached``, ``raised``, ``outside`` or ``hangs``.
    out, err
        What was printed.
    """

    ended: int | str
    out: str
    err: str


def tried(
    call: Callable[[], int | None],
    folder: Path,
    named: tuple[str, ...] = (),
    seconds: int = HANGS,
) -> Seen:
    """Call something in a fork, where it can start no process and write nowhere but in a folder.

    ``named`` are folders in which it may begin to write: that ends it.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            _run(call, folder, named, out.fileno(), err.fileno())
        ended = _waited(child, seconds)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Seen(ended, *texts)


def _run(
    call: Callable[[], int | None],
    folder: Path,
    named: tuple[str, ...],
    out: int,
    err: int,
) -> None:
    """Never return."""
    code: Any = _RAISED
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = open(1, "w", closefd=False, errors="backslashreplace")  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False, errors="backslashreplace")  # noqa: SIM115
        tempfile.tempdir = str(folder)
        sys.addaudithook(_watching(str(folder), named))
        code = call() or 0
        if ReachedError.last:
            raise ReachedError.last  # noqa: TRY301  told below, as if nobody had caught it
    except SystemExit as ending:
        code = (
            ending.code
            if isinstance(ending.code, int)
            else 0
            if ending.code is None
            else 1
        )
        if isinstance(ending.code, str):
            print(ending.code, file=sys.stderr)
    except ReachedError as reached:
        code = _OUTSIDE if str(reached).startswith("/") else _REACHED
        print(reached)
    except BaseException:  # noqa: BLE001  whatever it is, it is told
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _waited(child: int, seconds: int) -> int | str:
    end = time.monotonic() + seconds
    pause = 0.001
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "hangs"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    code = os.waitstatus_to_exitcode(status)
    names = {_REACHED: "reached", _RAISED: "raised", _OUTSIDE: "outside"}
    return names.get(code, code)


def _watching(
    folder: str, named: tuple[str, ...]
) -> Callable[[str, tuple[Any, ...]], None]:
    """Return what ends a fork as soon as it would start something or write elsewhere."""
    begins = {
        "subprocess.Popen",
        "os.fork",
        "os.posix_spawn",
        "os.exec",
        "os.forkpty",
        "socket.connect",
        "socket.getaddrinfo",
        "os.kill",
    }
    changes = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link",
               "os.truncate", "os.chmod", "os.utime", "shutil.rmtree"}  # fmt: skip

    def heed(event: str, arguments: tuple[Any, ...]) -> None:
        if event in begins and not (
            event == "subprocess.Popen" and _asks(arguments[1])
        ):
            raise ReachedError(event)
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int) or not flags & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT
            ):
                return
        elif event in changes:
            path = arguments[0]
            if event in {"os.rmdir", "os.remove"} and arguments[1] >= 0:
                path = Path(f"/proc/self/fd/{arguments[1]}").readlink() / path
        else:
            return
        if "__pycache__" in os.fsdecode(path if not isinstance(path, int) else ""):
            return  # what an import leaves
        where = os.path.abspath(os.fsdecode(path)) if not isinstance(path, int) else ""  # noqa: PTH100
        if where and where != os.devnull and not f"{where}/".startswith(f"{folder}/"):
            below = (f"{each.rstrip('/')}/" for each in named)
            raise ReachedError("work" if f"{where}/".startswith((*below,)) else where)

    return heed


def _asks(words: Sequence[Any]) -> bool:
    """Whether a command only tells something: git of a commit, an interpreter of itself."""
    typed = [os.fsdecode(word) for word in words]
    return (
        Path(typed[0]).name in {"git", "hg"}
        or "-I" in typed
        or typed[1:2] == ["python"]
    )
