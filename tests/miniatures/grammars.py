"""The flawless program in other grammars: right in each, and judged right by every case.

What is replaced is how words are read and what help looks like; how settings are spelt follows from
templates alone.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.miniatures import build

#: What both grammars need of a setting: its text as a value, and whether it goes with the rest.
_COMMON = '''\
def read(path: str, text: str) -> Any:
    """Return the value that a text stands for."""
    if isinstance(DEFAULTS.get(path), str):
        return text
    try:
        return None if text == "none" else ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def put(settings: dict[str, Any], path: str, text: str) -> None:
    """Take over one setting, or one weight."""
    mapping, _, key = path.rpartition(".")
    if mapping == "loss.weights":
        settings[mapping] = settings[mapping] | {key: float(text)}
    else:
        update(settings, {path: read(path, text)})


def check(settings: dict[str, Any], given: list[str]) -> dict[str, Any]:
    """Return settings that go together."""
    for slot, parts in CHOICES.items():
        if settings[slot] not in parts:
            sys.exit(f"{slot}: {settings[slot]!r} is none of {', '.join(parts)}")
        members = taken(slot, settings[slot])
        for path in given:
            if path.startswith(f"{slot}.") and not path.startswith(tuple(members)):
                sys.exit(f"{path} does not go with {settings[slot]!r}: {members}")
    if not 0 <= settings["model.dropout"] < 1:
        sys.exit(f"model.dropout: {settings['model.dropout']} is not below 1")
    if not settings["optimizer.lr"] > 0:
        sys.exit("optimizer.lr: expected a value above 0")
    if settings["data"] == "csv" and not settings["data.data_dir"]:
        sys.exit("data.data_dir is required with csv")
    return settings


def taken(slot: str, choice: str) -> list[str]:
    """Return the paths of the settings that a choice takes."""
    part = CHOICES[slot][choice]
    names = inspect.signature(part).parameters if part else {}
    return [f"{slot}.{name}" for name in names]


def flat(sections: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in a file by its path; the choice of a part stands in its section."""
    settings: dict[str, Any] = {}
    for key, value in sections.items():
        if key in CHOICES and isinstance(value, dict):
            for name, item in value.items():
                settings[key if name == "name" else f"{key}.{name}"] = item
        else:
            settings[key] = value
    return settings


def update(settings: dict[str, Any], changes: dict[str, Any]) -> None:
    """Take over changes; a number keeps the type of the default."""
    for path, value in changes.items():
        if path not in DEFAULTS:
            near = difflib.get_close_matches(path, DEFAULTS, 1)
            sys.exit(f"unknown setting {path!r}; did you mean {near}?")
        kind = type(DEFAULTS[path])
        settings[path] = float(value) if kind is float and type(value) is int else value
        fits = {kind, type(None)} if path == "clip_grad" else {kind}
        if kind in {int, float, bool} and type(settings[path]) not in fits:
            sys.exit(f"{path}: {value!r} is no {kind.__name__}")
        if kind is tuple and len(value) != len(DEFAULTS[path]):
            sys.exit(f"{path}: {value!r} has not {len(DEFAULTS[path])} items")


'''


@dataclass(frozen=True)
class Grammar:
    """A grammar: what stands under ``load``, and the table ``[spelling]``."""

    load: str
    spelling: str


GRAMMARS = {
    # As tyro and argparse's subparsers have it: behind a choice stand its settings, and no other.
    "subcommands": Grammar(
        '''\
LEVELS = ("model", "scheduler")


def load(words: list[str]) -> dict[str, Any]:
    """Return the defaults, changed by files, options and choices, in this order."""
    settings, level, given = dict(DEFAULTS), "", []
    while words:
        word, *words = words
        slot, _, choice = word.partition(":")
        if word == "--help":
            explain(settings, level)
        elif word.startswith("--"):
            path = word.removeprefix("--")
            if not words:
                sys.exit(f"{word} requires an argument")
            text, *words = words
            behind = path.partition(".")[0]
            if path == "config":
                try:
                    update(settings, flat(restore(Path(text))))
                except (OSError, ValueError) as error:
                    sys.exit(f"{text}: {error}")
            elif path in LEVELS or (behind in LEVELS or level) and behind != level:
                sys.exit(f"no option {word} {text} at {level or 'the first level'}")
            else:
                given.append(path)
                put(settings, path, text)
        elif slot in LEVELS and slot > level:
            if choice not in CHOICES[slot]:
                sys.exit(f"{word}: choose from {', '.join(CHOICES[slot])}")
            settings[slot], level = choice, slot
        else:
            sys.exit(f"unrecognized: {word}")
    return check(settings, given)


def explain(settings: dict[str, Any], level: str) -> None:
    """Print the help of one level."""
    print("usage: train.py [OPTIONS] [CHOICE]\\n\\noptions:")
    for path, default in DEFAULTS.items():
        slot = path.partition(".")[0]
        slot = slot if slot in LEVELS else ""
        shown = not slot or path in taken(slot, settings[slot])
        if path not in CHOICES and slot == level and shown:
            print(f"  --{path} {type(default).__name__}")
            print(f"        what it is for (default: {default})")
    sys.exit()


''',
        """
[spelling]
saved = "**/config.json"
restore = "--config {text}"
set = "--{path} {text}"
subcommands = ["model", "scheduler"]
subcommand = "{path}:{text}"
true = "--{path} True"
false = "--{path} False"
none = "--{path} none"
list = "--{path} {python}"
mapping = "--{path} {python}"

[spelling.file]
format = "json"
part = "name"
""",
    ),
    # As absl has it: --name=value, one dash or two, --[no]switch, help that ends with 1.
    "flags": Grammar(
        '''\
NAMES = {path.rpartition(".")[2]: path for path in DEFAULTS}


def load(words: list[str]) -> dict[str, Any]:
    """Return the defaults, changed by flags."""
    settings, given = dict(DEFAULTS), []
    for word in words:
        flag, equals, text = word.lstrip("-").partition("=")
        if flag == word.partition("=")[0]:
            sys.exit(f"too many words: {word}")
        if flag == "config":
            try:
                update(settings, flat(restore(Path(text).expanduser())))
            except (OSError, ValueError) as error:
                sys.exit(f"{text}: {error}")
            continue
        if flag in ("shuffle", "noshuffle") and not equals:
            flag, equals, text = "shuffle", "=", str(flag == "shuffle")
        if flag not in NAMES:
            near = difflib.get_close_matches(flag.partition(".")[0], NAMES, 1)
            sys.exit(f"Unknown command line flag {flag!r}. Did you mean: {near}?")
        if not equals:
            sys.exit(f"Missing value for flag --{flag}")
        given.append(NAMES[flag])
        put(settings, NAMES[flag], text)
    return check(settings, given)


def explain() -> None:
    """Print the help, and end as if something had been wrong."""
    print("       USAGE: train.py [flags]\\nflags:\\n\\ntrain.py:")
    for name, path in sorted(NAMES.items()):
        if path not in CHOICES:
            switch = "[no]" if name == "shuffle" else ""
            print(f"  --{switch}{name}: what it is for")
            print(f"    (default: '{DEFAULTS[path]}')")
    sys.exit(1)


''',
        """
[spelling]
saved = "**/config.json"
restore = "--config={text}"
set = ["--{name}={text}", "-{name}={text}"]
true = "--{name}"
false = "--no{name}"
none = "--{name}=none"
list = "--{name}={python}"
mapping = "--{name}={python}"

[spelling.file]
format = "json"
part = "name"
""",
    ),
}

_HELP = """\
        print("path=literal words; --config FILE first starts from a saved run")
        return
"""


def build_in(grammar: str, folder: Path) -> Path:
    """Write the flawless program in a grammar below ``folder``, and return its folder."""
    target = build("flawless", folder)
    for name in ("dialect.py", "overrides.toml"):
        (target / name).unlink()
    path = target / "train.py"
    text = path.read_text(encoding="utf-8").replace(
        "import ast\n", "import ast\nimport difflib\n"
    )
    start, end = text.index("# -- load\n"), text.index("# -- wire\n")
    chosen = GRAMMARS[grammar]
    text = f"{text[:start]}# -- load\n{_COMMON}{chosen.load}{text[end:]}"
    levels = "LEVELS" in chosen.load
    head, _, tail = text.partition('    if words == ["--help"]:\n')
    body = "" if levels else '    if words == ["--help"]:\n        explain()\n'
    path.write_text(head + body + tail.replace(_HELP, ""), encoding="utf-8")
    with (target / "adapter.toml").open("a", encoding="utf-8") as file:
        file.write(chosen.spelling)
    return target
