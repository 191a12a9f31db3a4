"""Deliberately wrong adapters: each proves that one judgement of the harness can fail.

``flawless/`` is a complete adapter.  Every fault is a small change of it, kept as the text that is
replaced and the text that replaces it, so that a reader sees nothing but what is wrong.
:func:`build` writes the program out; the harness then meets it like any other adapter.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

FLAWLESS = Path(__file__).parent / "flawless"

_TRAIN = "    print(train(**arguments))\n"


@dataclass(frozen=True)
class Fault:
    """One way to be wrong.

    Attributes
    ----------
    says
        What is wrong, in one sentence.
    old, new
        The text of ``train.py`` that is replaced, and its replacement.
    """

    says: str
    old: str
    new: str


FAULTS: dict[str, Fault] = {
    "forgets_an_override": Fault(
        "Reads run_name and trains with the default all the same.",
        "    arguments = wire(settings)\n",
        '    arguments = wire(settings) | {"run_name": DEFAULTS["run_name"]}\n',
    ),
    "turns_values_into_strings": Fault(
        "Keeps every overridden value as the string that was typed.",
        "        settings[path] = ast.literal_eval(text)\n",
        "        settings[path] = text if path != 'model' else text.strip(\"'\")\n",
    ),
    "accepts_misspelt_keys": Fault(
        "Drops a key that it does not know and trains.",
        '            sys.exit(f"unknown setting {path!r}")\n',
        "            continue\n",
    ),
    "ignores_the_bounds": Fault(
        "Accepts a negative learning rate.",
        '    if not settings["optimizer.lr"] > 0:\n',
        "    if False:\n",
    ),
    "saves_the_defaults": Fault(
        "Saves the defaults instead of what ran.",
        "    text = json.dumps(settings, indent=2)\n",
        "    text = json.dumps(DEFAULTS, indent=2)\n",
    ),
    "saves_nothing": Fault(
        "Trains without having saved its settings.", "    save(settings)\n", ""
    ),
    "trains_then_fails": Fault(
        "Trains, then ends with exit code 3.", _TRAIN, _TRAIN + "    sys.exit(3)\n"
    ),
    "hangs": Fault(
        "Waits for ever instead of training.",
        _TRAIN,
        "    import time\n\n    time.sleep(3600)\n",
    ),
    "ignores_sigterm": Fault(
        "Waits for ever, and does not end when asked to.",
        _TRAIN,
        "    import signal\n    import time\n\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(3600)\n",
    ),
    "prints_100_mb": Fault(
        "Floods its output.",
        _TRAIN,
        "    for _ in range(100):\n        print('x' * 1_000_000)\n" + _TRAIN,
    ),
    "dies_by_signal": Fault(
        "Is killed in the middle.",
        _TRAIN,
        "    import os\n\n    os.kill(os.getpid(), 11)\n",
    ),
    "fails_without_a_word": Fault(
        "Ends with exit code 1 and no message.", _TRAIN, "    sys.exit(1)\n"
    ),
    "trains_with_another_rate": Fault(
        "Trains with ten times the learning rate that it was given.",
        "    arguments = wire(settings)\n",
        '    arguments = wire(settings)\n    arguments["optimizer"].lr *= 10\n',
    ),
    "trains_twice": Fault(
        "Calls the core twice.", _TRAIN, "    train(**arguments)\n" + _TRAIN
    ),
    "exits_zero_on_error": Fault(
        "Reports an unknown key and ends as if all were well.",
        '            sys.exit(f"unknown setting {path!r}")\n',
        '            print(f"unknown setting {path!r}")\n            sys.exit(0)\n',
    ),
    "imports_torch_early": Fault(
        "Makes --help wait for torch.",
        '    if words == ["--help"]:\n',
        '    if words == ["--help"]:\n        import torch\n\n        torch.set_num_threads(1)\n',
    ),
    "watches_the_probe": Fault(
        "Looks whether it is observed.",
        "    settings = load(words)\n",
        '    import os\n\n    os.environ.get("CONFIGBENCH_PROBE")\n'
        "    settings = load(words)\n",
    ),
    "behaves_when_observed": Fault(
        "Trains with another seed whenever the probe is not looking.",
        _TRAIN,
        "    import os\n\n    if not os.environ.get('CONFIG' + 'BENCH_PROBE'):\n"
        "        arguments['seed'] += 1\n" + _TRAIN,
    ),
}


def build(name: str, folder: Path) -> Path:
    """Write the miniature ``name`` below ``folder`` and return its folder.

    Raises
    ------
    KeyError
        If there is no such miniature.
    ValueError
        If its old text is not found exactly once, so that it would not be wrong at all.
    """
    target = folder / name
    shutil.copytree(FLAWLESS, target)
    if name == "flawless":
        return target
    fault = FAULTS[name]
    program = target / "train.py"
    source = program.read_text(encoding="utf-8")
    if source.count(fault.old) != 1:
        raise ValueError(
            f"{name}: {fault.old!r} occurs {source.count(fault.old)} times"
        )
    program.write_text(source.replace(fault.old, fault.new), encoding="utf-8")
    return target
