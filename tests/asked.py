"""Libraries are asked where their rows run: no test imports one."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import registry
from benchmarks.paths import ROOT

Ask = Callable[[Any], Any]


@contextmanager
def asked(row: str, program: str) -> Iterator[Ask]:
    """Start a program of ``tests/on_rows`` on a row's interpreter; give what asks it.

    Questions and answers are JSON; what the program raises fails the test with its traceback.
    """
    python = registry.find(row).binaries / "python"
    command = [str(python), "-m", f"tests.on_rows.{program}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        given, said = process.stdin, process.stdout

        def ask(question: Any) -> Any:
            print(json.dumps(question), file=given, flush=True)
            line = said.readline()
            assert line, f"{program} has ended with {process.wait()}"
            told = json.loads(line)
            assert "answer" in told, told["traceback"]
            return told["answer"]

        yield ask
