"""What stands in front of a program and starts it: recognised and named; pure functions.

What such a launcher does with its words is not known here: the look is in every process that it
starts, and the one that comes to the place tells how it was begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from configbench.looking import PYTHON, TAKES

#: The beginnings of commands that start other programs, and what people call them.
KNOWN: dict[tuple[str, ...], str] = {
    ("torchrun",): "torchrun",
    ("python", "-m", "torch.distributed.run"): "torchrun",
    ("python", "-m", "torch.distributed.launch"): "torch.distributed.launch",
    ("accelerate", "launch"): "accelerate launch",
    ("python", "-m", "accelerate.commands.launch"): "accelerate launch",
    ("deepspeed",): "deepspeed",
    ("horovodrun",): "horovodrun",
    ("fabric", "run"): "fabric run",
    ("uv", "run"): "uv run",
    ("poetry", "run"): "poetry run",
    ("pdm", "run"): "pdm run",
    ("pixi", "run"): "pixi run",
    ("hatch", "run"): "hatch run",
    ("pipenv", "run"): "pipenv run",
    ("rye", "run"): "rye run",
    ("conda", "run"): "conda run",
    ("mamba", "run"): "mamba run",
    ("micromamba", "run"): "micromamba run",
    ("srun",): "srun",
    ("mpirun",): "mpirun",
    ("mpiexec",): "mpiexec",
    ("env",): "env",
    ("nice",): "nice",
    ("nohup",): "nohup",
    ("time",): "time",
    ("timeout",): "timeout",
    ("taskset",): "taskset",
    ("numactl",): "numactl",
    ("xvfb-run",): "xvfb-run",
    ("coverage", "run"): "coverage run",
    ("python", "-m", "coverage"): "coverage run",
    ("python", "-m", "debugpy"): "debugpy",
    ("python", "-m", "pdb"): "pdb",
    ("python", "-m", "cProfile"): "cProfile",
    ("bash",): "bash",
    ("sh",): "sh",
}

#: Options that change nothing of what arrives.
_IDLE = set("uBqsdv")


def name(command: Sequence[str]) -> str:
    """Return what the launcher in front of a program is called; nothing if there is none known."""
    if not command:
        return ""
    first = PurePath(command[0]).name
    words = ("python" if PYTHON.fullmatch(first) else first, *command[1:])
    for beginning, called in KNOWN.items():
        if words[: len(beginning)] == beginning:
            return called
    return ""


@dataclass(frozen=True)
class Begun:
    """How a process of Python was begun: its entry behind the interpreter, and its own words."""

    entry: tuple[str, ...]
    words: tuple[str, ...]


def begun(argv: Sequence[str], cwd: Path) -> Begun:
    """Take the words apart by which an interpreter was started.

    Parameters
    ----------
    argv
        The interpreter first.
    cwd
        Where it was started: a script is named in full.
    """
    options: list[str] = []
    words = list(argv[1:])
    while words:
        word = words.pop(0)
        if word == "-m" or (word.startswith("-m") and not word.startswith("--")):
            module = word[2:] or (words.pop(0) if words else "")
            return Begun((*options, "-m", module), tuple(words))
        if word == "-c":
            return Begun((*options, "-c", words.pop(0) if words else ""), tuple(words))
        if not word.startswith("-") or word == "-":
            return Begun((*options, str(cwd / word)), tuple(words))
        if word in TAKES:
            options += [word, *words[:1]]
            del words[:1]
        elif kept := "".join(each for each in word[1:] if each not in _IDLE):
            options.append(f"-{kept}")
    return Begun(tuple(options), ())


def looked_through(started: Begun, main: Sequence[str], cwd: Path) -> Begun:
    """Return how a program was begun by what runs others in its own process: coverage, debugpy.

    Parameters
    ----------
    started
        How the process was begun.
    main
        The file of its main module, and the name by which that was started, if it was.
    cwd
        Where it was started.
    """
    file, module = main
    if name(("python", *started.entry)):
        # It runs others under its own name: cProfile, pdb.
        for number, word in enumerate(started.words):
            if word.endswith(".py"):
                return Begun((str(cwd / word),), started.words[number + 1 :])
    names = {module, module.removesuffix(".__main__")}
    if started.entry[-2:-1] == ("-m",):
        if started.entry[-1] in names or not file:
            return started
    elif not started.entry or not file or _same(Path(started.entry[-1]), Path(file)):
        return started
    for number, word in enumerate(started.words):
        rest = started.words[number + 1 :]
        if word in names and started.words[number - 1] in {"-m", "--module"}:
            return Begun(("-m", word), rest)
        if word and "\0" not in word and _same(cwd / word, Path(file)):
            return Begun((str(cwd / word),), rest)
    return started


def in_front(command: Sequence[str], started: Begun, cwd: Path) -> tuple[str, ...]:
    """Return the words in front of a program in a command: its launcher's; none without one.

    Parameters
    ----------
    command
        As it was typed.
    started
        How the program's process was begun.
    cwd
        Where it was typed.
    """
    at = _begins(command, started, cwd)
    if at is None:
        return ()
    front = list(command[:at])
    # The interpreter and its options are the program's own.
    for number in reversed(range(len(front))):
        if front[number - 1 : number] in (["--python"], ["-p"]):
            continue  # uv is told which
        if PYTHON.fullmatch(PurePath(front[number]).name):
            behind = begun([*front[number:], "-"], cwd)
            if behind.entry[-1:] == (str(cwd / "-"),):
                return tuple(front[:number])
    return tuple(front)


def _begins(command: Sequence[str], started: Begun, cwd: Path) -> int | None:
    """Return where the entry of a process stands in a command, if it does."""
    if started.entry[-2:-1] == ("-m",):
        module = started.entry[-1]
        for number in range(len(command) - 1):
            if command[number] in {"-m", "--module"} and command[number + 1] == module:
                return number
        return None
    if not started.entry:
        return None
    script = Path(started.entry[-1])
    for number, word in enumerate(command):
        if "\0" in word or not word:
            continue
        if _same(cwd / word, script):
            return number
        # A console script is found by its name.
        if number == 0 and "/" not in word and script.name == word:
            return 0
    behind = len(command) - len(started.words) - 1
    if behind >= 0 and script.name == command[behind]:
        return behind
    return None


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False
