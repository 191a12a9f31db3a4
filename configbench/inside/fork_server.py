"""The program of a zygote: ``python fork_server.py REQUESTS REPLIES MODULE…``.

It imports the modules, then reads requests from one descriptor and answers on the other, a JSON
line each.  A requested program is a fork of it: the child puts on the run's own environment,
working folder and files for 0, 1 and 2, then executes the program as ``__main__``, as a fresh
interpreter would.
"""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def _serve(requests: int, replies: int, modules: Sequence[str]) -> None:
    """Import ``modules``, then fork a child for every request until there are no more."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    pid = 0
    with os.fdopen(requests) as lines:
        for line in lines:
            request = json.loads(line)
            if "reap" in request:
                _, status, usage = os.wait4(pid, 0)
                answer = {"status": status, "cpu": usage.ru_utime + usage.ru_stime}
            else:
                pid = os.fork()
                if pid == 0:
                    os.close(replies)
                    _become(request)
                answer = {"pid": pid}
            os.write(replies, (json.dumps(answer) + "\n").encode())


def _become(request: Mapping[str, Any]) -> None:
    """Turn this fork into the requested program; never return."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    out = os.open(request["out"], os.O_WRONLY)
    err = os.open(request["err"], os.O_WRONLY)
    for descriptor, target in ((null, 0), (out, 1), (err, 2)):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["environ"])
    from configbench_inside import look

    look.follow(request["environ"])
    os.chdir(request["cwd"])
    _, *sys.argv = request["argv"]
    script = sys.argv[0]
    sys.path[0] = str(Path(script).parent)
    from configbench_inside import program

    code = look.main_code(script)
    if code is None:
        with open(script, "rb") as file:
            code = compile(file.read(), script, "exec")
    ended = program.run(code, script)
    program.finish()
    if request["learn"]:
        names = "\n".join(sorted(sys.modules.keys() - {"__main__"}))
        Path(request["learn"]).write_text(names, encoding="utf-8")
    os._exit(ended)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
