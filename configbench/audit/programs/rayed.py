"""Workers on the machines of a Ray cluster: one program a task, one core a task."""

import contextlib
import logging
import os
from collections.abc import Iterator, Sequence
from typing import Any

from configbench import interruption
from configbench.audit.programs import worker
from configbench.audit.programs.worker import Answer, Order
from configbench.errors import UserError
from configbench.foreign import ForeignError

#: How often an interruption is asked for, in seconds.
_LOOK = 0.2

#: A task whose machine has gone is done on another one so often.
_AGAIN = 1


def followed(orders: Sequence[Order], address: str) -> Iterator[tuple[int, Answer]]:
    """Yield the number of each order with what came of it, as they are done.

    Parameters
    ----------
    orders
        Each for one core.
    address
        Of the cluster; ``auto`` for the one that runs here, ``local`` for one of its own.

    Raises
    ------
    UserError
        If there is no Ray, or no cluster.
    KeyboardInterrupt
        If this process was told to end meanwhile; then nothing runs any more.
    """
    environ = dict(os.environ)
    ray = _begun(address)
    try:
        task = ray.remote(num_cpus=1, max_retries=_AGAIN)(_task())
        left = {
            task.remote(worker.command(), environ, worker.line(order)): number
            for number, order in enumerate(orders)
        }
        while left:
            interruption.check()
            over, _ = ray.wait([*left], num_returns=1, timeout=_LOOK)
            for each in over:
                yield left.pop(each), _answer(ray, each)
    finally:
        with contextlib.suppress(Exception):
            ray.shutdown()


def _begun(address: str) -> Any:
    try:
        # It asks by a line on the terminal whether it may tell how it is used.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        import ray  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        raise UserError(
            f"--ray needs {error.name}, which is not installed: pip install 'configbench[ray]'"
        ) from error
    own = {"include_dashboard": False} if address == "local" else {}
    try:
        ray.init(
            address=address, log_to_driver=False, logging_level=logging.ERROR, **own
        )
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        raise UserError(
            f"--ray {address}: no cluster answers there ({said}), expected its HOST:PORT, auto "
            "(ray start --head has started it here) or local"
        ) from error
    return ray


def _task() -> Any:
    # A function within a function is sent whole: a machine needs nothing of ours but our files.
    def followed_there(
        command: list[str], environ: dict[str, str], order: bytes
    ) -> tuple[str, bytes, bytes]:
        import os  # noqa: PLC0415
        import platform  # noqa: PLC0415
        import subprocess  # noqa: PLC0415

        for each in (command[0], command[-1]):
            if not os.path.exists(each):  # noqa: PTH110
                return platform.node(), b"", f"there is no {each}".encode()
        done = subprocess.run(  # noqa: S603
            command, input=order, env=environ, cwd="/", capture_output=True, check=False
        )
        return platform.node(), done.stdout, done.stderr[-4000:]

    return followed_there


def _answer(ray: Any, reference: Any) -> Answer:
    try:
        node, told, said = ray.get(reference)
    except Exception as error:  # noqa: BLE001  of whichever machine, in whichever library
        first = next(iter(str(error).strip().splitlines()), "")
        return Answer(
            None, f"Ray could not have it done ({type(error).__name__}: {first})"
        )
    try:
        return worker.answer(told)
    except ForeignError:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        return Answer(
            None,
            f"{node} could not look at it ({last}), expected the same files at the same paths, "
            "such as a shared folder",
        )
