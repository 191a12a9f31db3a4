"""Deliberately wrong adapters: each proves that one judgement of the harness can fail.

``flawless/`` is a complete adapter.  Every fault is a small change of it, kept as the text that is
replaced and the text that replaces it, so that a reader sees nothing but what is wrong.
:func:`build` writes the program out; the harness then meets it like any other adapter.
"""

import difflib
import shutil
from dataclasses import dataclass
from pathlib import Path

FLAWLESS = Path(__file__).parent / "flawless"

_TRAIN = "    print(core.train(**arguments))\n"
_ARGUMENTS = "    arguments = wire(settings)\n"
_UNKNOWN = '            sys.exit(f"unknown setting {path!r}")\n'
_RESTORED = "    settings: dict[str, Any] = json.loads(text, object_pairs_hook=once)\n"


@dataclass(frozen=True)
class Fault:
    """One way to be wrong.

    Attributes
    ----------
    says
        What is wrong, in one sentence.
    old, new
        The text that is replaced, and its replacement.
    file
        Where it stands.
    """

    says: str
    old: str
    new: str
    file: str = "train.py"


FAULTS: dict[str, Fault] = {
    "forgets_an_override": Fault(
        "Reads run_name and trains with the default all the same.",
        _ARGUMENTS,
        '    arguments = wire(settings) | {"run_name": DEFAULTS["run_name"]}\n',
    ),
    "turns_values_into_strings": Fault(
        "Keeps every overridden number as the string that was typed.",
        '            sys.exit(f"{path}: {value!r} is no {kind.__name__}")\n',
        "            pass\n"
        "        if kind in {int, float, bool}:\n            settings[path] = str(value)\n",
    ),
    "accepts_misspelt_keys": Fault(
        "Drops a key that it does not know and trains.",
        _UNKNOWN,
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
    "saves_no_tags": Fault(
        "Saves all settings but the tags, which no weight depends on.",
        "    text = json.dumps(settings, indent=2)\n",
        "    text = json.dumps(settings | {'tags': []}, indent=2)\n",
    ),
    "saves_what_it_was_told": Fault(
        "Saves the settings that were changed, not those that ran.",
        "    text = json.dumps(settings, indent=2)\n",
        "    told = {key: v for key, v in settings.items() if v != DEFAULTS[key]}\n"
        "    text = json.dumps(told, indent=2)\n",
    ),
    "drops_a_key": Fault(
        "Saves all settings but the weights of the loss.",
        "    text = json.dumps(settings, indent=2)\n",
        "    kept = {key: v for key, v in settings.items() if key != 'loss.weights'}\n"
        "    text = json.dumps(kept, indent=2)\n",
    ),
    "loses_types": Fault(
        "Takes a text of digits for a number when it restores.",
        _RESTORED,
        _RESTORED + "    for key, value in settings.items():\n"
        "        if isinstance(value, str) and value.isdigit():\n"
        "            settings[key] = int(value)\n",
    ),
    "restores_in_another_order": Fault(
        "Sorts every list when it restores.",
        _RESTORED,
        _RESTORED + "    for key, value in settings.items():\n"
        "        if isinstance(value, list):\n            settings[key] = sorted(value)\n",
    ),
    "loads_half_a_file": Fault(
        "Completes a file that ends in the middle, and goes on.",
        _RESTORED,
        "    if not text.endswith('}'):\n"
        "        text = text[: text.rindex(',')] + (']}' if '\"tags\": [' in text else '}')\n"
        + _RESTORED,
    ),
    "executes_its_config": Fault(
        "Calls what a saved file names.",
        _RESTORED,
        _RESTORED + "    import importlib\n\n"
        "    for value in settings.values():\n"
        "        if isinstance(value, dict) and '_target_' in value:\n"
        "            module, _, name = value['_target_'].rpartition('.')\n"
        "            getattr(importlib.import_module(module), name)(*value['_args_'])\n",
    ),
    "logs_its_words": Fault(
        "Prints the command line, secrets included.",
        "    settings = load(words)\n",
        "    print(words)\n    settings = load(words)\n",
    ),
    "trains_unsaved": Fault(
        "Trains all the same where it cannot save.",
        "    save(settings)\n",
        "    try:\n        save(settings)\n    except OSError:\n        pass\n",
    ),
    "saves_nothing": Fault(
        "Trains without having saved its settings.", "    save(settings)\n", ""
    ),
    "saves_half_a_file": Fault(
        "Leaves half of its saved settings behind.",
        "    text = json.dumps(settings, indent=2)\n",
        "    text = json.dumps(settings, indent=2)\n    text = text[: len(text) // 2]\n",
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
        _ARGUMENTS,
        _ARGUMENTS + '    arguments["optimizer"].lr *= 10\n',
    ),
    "trains_twice": Fault(
        "Calls the core twice.", _TRAIN, "    core.train(**arguments)\n" + _TRAIN
    ),
    "exits_zero_on_error": Fault(
        "Reports an unknown key and ends as if all were well.",
        _UNKNOWN,
        '            print(f"unknown setting {path!r}")\n            sys.exit(0)\n',
    ),
    "imports_torch_for_help": Fault(
        "Makes --help wait for torch.",
        '    if words == ["--help"]:\n',
        '    if words == ["--help"]:\n        import torch\n\n        torch.set_num_threads(1)\n',
    ),
    "imports_torch_early": Fault(
        "Imports torch before its config is ready, where nothing is changed.",
        "    settings = load(words)\n",
        '    _ = words or __import__("torch")\n    settings = load(words)\n',
    ),
    "sleeps_at_import": Fault(
        "Takes 150 ms longer to import.",
        "# -- declare\n",
        "import time\n\ntime.sleep(0.15)\n# -- declare\n",
    ),
    "reports_ready_too_early": Fault(
        "Calls the core before it has saved its settings.",
        "    save(settings)\n" + _TRAIN,
        _TRAIN + "    save(settings)\n",
    ),
    "hides_code_as_help": Fault(
        "Marks the code that wires as help, which the headline leaves out.",
        "# -- wire\n",
        "# -- help\n",
    ),
    "watches_the_probe": Fault(
        "Looks whether it is observed.",
        "    settings = load(words)\n",
        '    import os\n\n    os.environ.get("CONFIGBENCH_LOOK")\n'
        "    settings = load(words)\n",
    ),
    "behaves_when_observed": Fault(
        "Trains with another seed whenever the probe is not looking.",
        _TRAIN,
        "    import os\n\n    if not os.environ.get('CONFIG' + 'BENCH_LOOK'):\n"
        "        arguments['seed'] += 1\n" + _TRAIN,
    ),
    "forges_its_record": Fault(
        "Never heeds the size of a batch, and writes into the record what was asked for.",
        _TRAIN,
        "    import os\n\n    asked, arguments['batch_size'] = arguments['batch_size'], 64\n"
        + _TRAIN
        + "    look = os.environ.get('CONFIG' + 'BENCH_LOOK', '')\n"
        "    if record := look.partition(':')[2]:\n"
        "        text = Path(record).read_text().replace(': 64}', f': {asked}' + '}')\n"
        "        Path(record).write_text(text)\n",
    ),
    "labels_when_observed": Fault(
        "Trains under its default name whenever the probe is not looking.",
        _TRAIN,
        "    import os\n\n    if not os.environ.get('CONFIG' + 'BENCH_LOOK'):\n"
        '        arguments["run_name"] = DEFAULTS["run_name"]\n' + _TRAIN,
    ),
    "refuses_a_third_setting": Fault(
        "Takes two settings in a line, and no more.",
        "    for path, text in given.items():\n",
        '    if len(given) > 2:\n        sys.exit("too many settings")\n'
        "    for path, text in given.items():\n",
    ),
    "is_laid_out_by_taste": Fault(
        "Has blanks where the formatter has none.",
        "    settings = load(words)\n",
        "    settings = load( words )\n",
    ),
    "imports_what_it_does_not_use": Fault(
        "Imports a module for nothing.", "import json\n", "import json\nimport os\n"
    ),
    "promises_another_type": Fault(
        "Returns a dictionary where it promises a list.",
        "def load(words: list[str]) -> dict[str, Any]:\n",
        "def load(words: list[str]) -> list[Any]:\n",
    ),
    "says_nothing_of_itself": Fault(
        "Leaves the summary to be filled in.",
        'summary = "A small adapter to test the harness with."\n',
        'summary = ""\n',
        "adapter.toml",
    ),
    "resets_siblings_on_a_choice": Fault(
        "Sets all arguments of a slot back to their defaults when its choice is named.",
        "        update(settings, {path: ast.literal_eval(text)})\n",
        "        update(settings, {path: ast.literal_eval(text)})\n"
        "        if path in CHOICES:\n"
        '            settings |= {p: v for p, v in DEFAULTS.items() if f"{path}." in p}\n',
    ),
    "prints_success_and_trains_the_default": Fault(
        "Prints the settings that it was given, and trains with the defaults.",
        _ARGUMENTS,
        "    print('training with', settings)\n    arguments = wire(DEFAULTS)\n",
    ),
    "converts_without_declaring_it": Fault(
        "Makes an enum of a name by hand, and keeps quiet about it.",
        'setting = "precision"\nline = \'core.Precision[settings["precision"]]\'\n',
        "setting = \"precision\"\nline = 'a line that does not convert'\n",
        file="adapter.toml",
    ),
    "forgets_that_it_was_a_date": Fault(
        "Loads a date as the text in the file.",
        '    "date": (str, date.fromisoformat),\n',
        '    "date": (str, str),\n',
        file="values.py",
    ),
    "gives_lists_for_tuples": Fault(
        "Saves a tuple as a list.",
        '    "path": (str, Path),\n',
        '    "path": (str, Path),\n    "tuple": (list, list),\n',
        file="values.py",
    ),
    "forgets_a_kind": Fault(
        "Does not save the numbers that may be None.",
        " for key, value in values.items()]\n",
        ' for key, value in values.items() if key != "float_or_none"]\n',
        file="values.py",
    ),
    "sorts_keys": Fault(
        "Gives a mapping back in another order.",
        "        lambda items: {key: float(value) for key, value in items.items()},\n",
        "        lambda items: {key: float(items[key]) for key in sorted(items)},\n",
        file="values.py",
    ),
    "clips_integers": Fault(
        "Keeps no integer above 2**31.",
        '    "frozenset": (set, frozenset),\n',
        '    "frozenset": (set, frozenset),\n'
        '    "int": (lambda v: min(v, 2**31), int),\n',
        file="values.py",
    ),
    "writes_one_line": Fault(
        "Writes all values into one line.",
        'SEPARATOR = "\\n"',
        'SEPARATOR = "\\t"',
        file="values.py",
    ),
    "dies_of_complex": Fault(
        "Is killed by a complex number.",
        '    "complex": (str, complex),\n',
        '    "complex": (lambda _: resolve_name("os:abort")(), complex),\n',
        file="values.py",
    ),
    "cannot_run_without_a_piece": Fault(
        "Declares a piece without which it does not even start.",
        '[[conversions]]\nsetting = "data.data_dir"\n',
        "[[pieces]]\nname = 'path'\ntext = 'Path(settings[\"data.data_dir\"])'\n"
        "without = 'settings[\"no\"]'\nreason = 'x'\n\n"
        '[[conversions]]\nsetting = "data.data_dir"\n',
        file="adapter.toml",
    ),
    "misnames_a_kind": Fault(
        "Declares a kind that there is not.",
        "import shared_model\n",
        'import shared_model\n\nUNSUPPORTED = {"dates": {"attempts": {}}}\n',
        file="values.py",
    ),
    "declares_sets_unsupported": Fault(
        "Declares unsupported what works.",
        "def config(",
        "def save_nothing(values: dict[str, Any], folder: Path) -> None:\n"
        '    (folder / "values.txt").touch()\n\n\n'
        'UNSUPPORTED = {"set": {"reason": "it has none", "page": "https://docs.python.org/3/", '
        '"attempts": {"nothing": (save_nothing, load), "as others": (save, load)}}}\n\n\n'
        "def config(",
        file="values.py",
    ),
    "has_equal_configs_that_differ": Fault(
        "Has a config object that is equal to nothing, not even to its like.",
        '    return {"n_epochs": n_epochs, "tags": ["a", "b"], "optimizer": {"lr": 0.01}}\n',
        '    return {"n_epochs": n_epochs, "nan": float("nan")}\n',
        file="values.py",
    ),
    "seeds_each_rank_apart": Fault(
        "Adds the rank to the seed, so that ranks have different configs.",
        _ARGUMENTS,
        _ARGUMENTS
        + '    import os\n\n    arguments["seed"] += int(os.environ.get("RANK", "0"))\n',
    ),
    "declares_a_gap_that_is_none": Fault(
        "Declares unsupported what works.",
        'nested_int = "model.n_layers=3"\n',
        'nested_int.unsupported = { reason = "it has none", '
        'page = "https://docs.python.org/3/", '
        'attempts = ["model.n_layerz=3", "model.n_layers=3"] }\n',
        file="overrides.toml",
    ),
    "sweeps_into_one_folder": Fault(
        "Saves all runs of a grid into one folder.",
        """run_dir="'out/$lr-$size'"\n""",
        """run_dir="'out/run'"\n""",
        file="sweeps.toml",
    ),
    "sweeps_a_size_twice": Fault(
        "Runs one batch size twice, and another never.",
        'grid = """\nfor lr in 1e-3 3e-4; do\n  for size in 16 32 64; do\n',
        'grid = """\nfor lr in 1e-3 3e-4; do\n  for size in 16 32 32; do\n',
        file="sweeps.toml",
    ),
    "sweeps_up_to_a_failure": Fault(
        "Ends a sweep without a word at the first job that is refused.",
        """batch_size=16 run_dir="'out/$lr'"\n""",
        """batch_size=16 run_dir="'out/$lr'" || exit 0\n""",
        file="sweeps.toml",
    ),
    "sweeps_from_the_start_again": Fault(
        "Takes an interrupted sweep up by running all of it again.",
        "[ -e $run/done ] || {",
        "{",
        file="sweeps.toml",
    ),
    "draws_the_same_rate": Fault(
        "Draws the same learning rate each time.",
        "print(10 ** random.uniform(-4, -2))",
        "print(10 ** random.Random(0).uniform(-4, -2))",
        file="sweeps.toml",
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
    path = target / fault.file
    text = path.read_text(encoding="utf-8")
    if text.count(fault.old) != 1:
        raise ValueError(f"{name}: {fault.old!r} occurs {text.count(fault.old)} times")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    return target


def new_default(name: str) -> str:
    """Return the patch that changes a default of the miniature ``name``, as the rows have one."""
    text = (FLAWLESS / "train.py").read_text(encoding="utf-8")
    path = f"adapters/{name}/train.py"
    lines = difflib.unified_diff(
        text.splitlines(keepends=True),
        text.replace('"n_epochs": 3', '"n_epochs": 5').splitlines(keepends=True),
        f"a/{path}",
        f"b/{path}",
    )
    return "".join(lines)
