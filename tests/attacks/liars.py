"""Rows that lie about themselves where they are looked at: what each does, and what must find it.

``python -m tests.attacks.liars`` measures each beside honest rows and prints what became of it.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contract, registry
from benchmarks.categories import find
from benchmarks.category import Order
from benchmarks.measuring import cells_of
from benchmarks.registry import Adapter
from tests.miniatures import FLAWLESS, build

_LOAD = "    settings = load(words)\n"
_TRAIN = "    print(core.train(**arguments))\n"

#: What a program finds out of the look: its action and its file.
_LOOK = (
    "    import os\n    import time\n\n"
    "    look = os.environ.get('CONFIG' + 'BENCH_LOOK', '')\n"
    "    action, _, file = look.partition(':')\n"
)
_LINE = (
    "    line = json.dumps({'monotonic': %s, 'cpu': 0.001, 'modules': []})\n"
    "    Path(file).write_text(line + '\\n')\n"
)
#: What a program does that takes it some time, so that there is something to hide.
_WORK = (
    "    deadline = time.process_time() + 0.1\n"
    "    while time.process_time() < deadline:\n        pass\n"
)


@dataclass(frozen=True)
class Lie:
    """A small change of the flawless program.

    Attributes
    ----------
    says
        What it does.
    before, instead
        What stands before it loads, and in the place of its call of the core.
    found
        Words of the sentence that finds it.
    """

    says: str
    before: str
    instead: str = _TRAIN
    found: str = "its stamps are too early"


#: What each does first: a lie of 30 ms lies within the run on a quick machine, too.
_LONGER = "    __import__('time').sleep(0.05)\n"

#: Lies about time: found by the start-up.
OF_TIME: dict[str, Lie] = {
    "bends_the_look": Lie(
        "puts the look's own clock 30 ms back",
        "    for name, module in [*sys.modules.items()]:\n"
        "        if name.endswith('inside.look'):\n"
        "            true = module._monotonic\n"
        "            module._monotonic = lambda: true() - 0.03\n",
    ),
    "bends_by_ctypes": Lie(
        "writes into the built-in clock itself, which the look has kept",
        "    import ctypes\n    import time\n\n"
        "    clock = time.clock_gettime\n"
        "    back = lambda *_: clock(time.CLOCK_MONOTONIC) - 0.03\n"
        "    kind = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_void_p)\n"
        "    main.kept = bent = kind(back)\n"
        "    method = ctypes.c_void_p.from_address(id(time.monotonic) + 16).value\n"
        "    address = ctypes.cast(bent, ctypes.c_void_p).value\n"
        "    ctypes.c_void_p.from_address(method + 8).value = address\n",
    ),
    "lives_in_another_time": Lie(
        "goes on in a namespace whose clock is 30 ms behind",
        "    import ctypes\n    import os\n\n"
        "    if ctypes.CDLL(None).unshare(0x80) == 0:\n"
        "        Path('/proc/self/timens_offsets').write_text('monotonic -1 970000000\\n')\n"
        "        if child := os.fork():\n"
        "            os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n",
    ),
    "stamps_itself": Lie(
        "ends at the core with a stamp of its own, 30 ms back",
        _LOOK,
        "    if action.startswith('clock'):\n"
        + "".join(
            f"    {line}\n" for line in (_LINE % "time.monotonic() - 0.03").splitlines()
        )
        + "        sys.exit(0)\n"
        + _TRAIN,
    ),
    "stamps_before_its_work": Lie(
        "stamps at once, and then does what takes 100 ms",
        _LOOK
        + "    if action.startswith('clock'):\n"
        + "".join(f"    {line}\n" for line in (_LINE % "time.monotonic()").splitlines())
        + _WORK,
        "    if action.startswith('clock'):\n        sys.exit(0)\n" + _TRAIN,
    ),
    "leaves_out_its_work": Lie(
        "does what takes 100 ms only where it is not timed",
        _LOOK
        + "    if not action.startswith('clock'):\n"
        + "".join(f"    {line}\n" for line in _WORK.splitlines()),
        found="does otherwise where it is timed: it takes ",
    ),
    "fails_unless_timed": Lie(
        "ends with exit code 3 where it is not looked at",
        _LOOK + "    if not action:\n        sys.exit(3)\n",
        found="does otherwise where nobody looks: exit 3",
    ),
}

#: Lies about what arrives, of tests/miniatures: found before anything of them is published.
OF_RECORDS: dict[str, str] = {
    "forges_its_record": "batch_size is 64, expected ",
    "behaves_when_observed": "seed is ",
    "labels_when_observed": "run_name is 'baseline', expected ",
}


def lie(name: str, folder: Path) -> Adapter:
    """Write a row of :data:`OF_TIME` below a folder."""
    target = folder / name
    shutil.copytree(FLAWLESS, target)
    program = target / "train.py"
    text = program.read_text(encoding="utf-8")
    for old, new in (
        (_LOAD, _LONGER + OF_TIME[name].before + _LOAD),
        (_TRAIN, OF_TIME[name].instead),
    ):
        if text.count(old) != 1:
            raise ValueError(f"{name}: {old!r} occurs {text.count(old)} times")
        text = text.replace(old, new)
    program.write_text(text, encoding="utf-8")
    return registry.read(target)


def main() -> None:
    """Measure each and print a line of it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        liars = [lie(name, folder) for name in OF_TIME]
        rows = (registry.find("argparse"), *liars)
        begun = time.monotonic()
        for address, cell in cells_of(find("startup"), Order(rows, fast=True)):
            if address.case == "default":
                ratio = cell.get("ratio", {}).get("median", 1.0)
                told = cell["detail"] or f"{ratio:.3f} times the control's time"
                print(f"{address.row}: {cell['outcome']}: {told}", flush=True)
        print(f"({time.monotonic() - begun:.0f} s)")
        for name in OF_RECORDS:
            row = registry.read(build(name, folder))
            print(f"{name}: {contract.otherwise(row) or 'published'}", flush=True)


if __name__ == "__main__":
    main()
