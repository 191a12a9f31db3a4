"""One small program of each kind, and what is to be found in it; by hand, for all libraries.

``python -m tests.audit.kinds [ENVIRONMENTS]`` runs each on its library's interpreter, below
``.environments/3.11`` or the folder that is given, and tells what was not found as stated here.
"""

import os
import sys
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from configbench import process
from configbench.audit.model import Leaves, Request, Target
from configbench.audit.target import discovery, spots
from configbench.errors import UserError
from configbench.looking import LIMITS
from configbench.process import Command, Limits
from configbench.values import show
from configbench.workplace import Workplace, workplace

#: Ends each program: it has gone past the place if this is printed.
PAST = "past the place"

#: Marks the place in a program.
HERE = "# HERE"


@dataclass(frozen=True)
class Kind:
    """A program, and what is to be found in it.

    Attributes
    ----------
    name
        What it is called.
    source
        With :data:`HERE` on the line, or on that of the function, which is the place.
    environment
        The folder of the interpreter; none for this one.
    words
        What is typed behind it.
    parser, grammar
        Of the place.
    leaves
        What arrives, shown.
    spelt
        By setting, the first template of the words that set it, or that turn it on.
    files
        Beside the program.
    """

    name: str
    source: str
    environment: str = ""
    words: tuple[str, ...] = ()
    parser: str = ""
    grammar: str = ""
    leaves: Mapping[str, str] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the program and its files."""
        for name, text in {"train.py": self.source, **self.files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(textwrap.dedent(text).lstrip("\n"))

    def place(self, folder: Path) -> str:
        """Return the place as it is to be told."""
        path = folder.resolve() / "train.py"
        lines = path.read_text().splitlines()
        number, text = next(
            (number, line) for number, line in enumerate(lines, 1) if HERE in line
        )
        name = text.strip().removeprefix("async ")
        if name.startswith("def "):
            above = "".join(
                f"{line.split()[1].split('(')[0].rstrip(':')}."
                for line in lines[:number]
                if line.startswith("class ") and text.startswith(" ")
            )
            return f"{path}:{above}{name[4:].split('(')[0]}"
        return f"{path}:{number}"


class Ground:
    """The folder itself: where these programs run."""

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd

    def command(
        self,
        argv: Sequence[str],
        place: Workplace,
        *,
        environ: Mapping[str, str],
        limits: Limits,
    ) -> Command:
        """Return what runs these words there."""
        base = {**os.environ, **place.variables}
        return Command(
            tuple(argv), place, environ=environ, base=base, limits=limits, cwd=self._cwd
        )


def found(argv: Sequence[str], folder: Path, at: str | None = None) -> Target:
    """Discover a program's place in a folder."""
    return discovery.discover(Request(tuple(argv), folder, at=at), Ground(folder))


def again(
    target: Target, words: Sequence[str] = ()
) -> tuple[Leaves | None, tuple[str, ...] | None]:
    """Run a program as it was found, up to its place, with further words."""
    with workplace() as place:
        file = place.base / "arrived.jsonl"
        argv = [str(target.python), *target.entry, *target.words, *words]
        environ = spots.environ(target.spot, file, target.environ)
        command = Ground(target.cwd).command(
            argv, place, environ=environ, limits=LIMITS
        )
        finished = process.run(command)
        assert PAST not in finished.stdout, finished.stdout
        return spots.arrived(target.spot, file)


ARGPARSE = (
    Kind(
        "argparse",
        """
        import argparse

        def truth(text):
            return text == "true"

        def main():
            parser = argparse.ArgumentParser()
            parser.add_argument("-l", "--lr", type=float, default=0.1)
            parser.add_argument("--amp", action="store_true")
            parser.add_argument("--no-amp", dest="amp", action="store_false")
            parser.add_argument("--gpu", type=truth, default=False)
            parser.add_argument("--sizes", type=int, nargs="+", choices=[1, 2])
            parser.add_argument("--more", dest="sizes", action="append", type=int)
            parser.add_argument("data")
            args = parser.parse_args()  # HERE
            print("past the place")

        main()
        """,
        words=("x",),
        parser="argparse.ArgumentParser.parse_args",
        grammar="argparse",
        leaves={
            "lr": "0.1",
            "amp": "False",
            "gpu": "False",
            "sizes": "None",
            "data": "'x'",
        },
        spelt={
            "lr": "--lr {}",
            "amp": "--amp",
            "gpu": "--gpu {}",
            "sizes": "--sizes {}",
        },
    ),
    Kind(
        "subcommands",
        """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--seed", type=int, default=0)
        below = parser.add_subparsers(dest="command", required=True)
        train = below.add_parser("train")
        train.add_argument("--lr", type=float, default=0.1)
        evaluate = below.add_parser("eval")
        evaluate.add_argument("--split", default="a")
        args = parser.parse_args()  # HERE
        print("past the place")
        """,
        words=("train",),
        parser="argparse.ArgumentParser.parse_args",
        grammar="argparse",
        leaves={"seed": "0", "command": "'train'", "lr": "0.1"},
        spelt={"lr": "--lr {}"},
    ),
    Kind(
        "twice",
        """
        import argparse
        first = argparse.ArgumentParser(add_help=False)
        first.add_argument("--config")
        known, rest = first.parse_known_args()
        parser = argparse.ArgumentParser(parents=[first])
        parser.add_argument("--lr", type=float, default=0.1)
        args = parser.parse_args(rest)  # HERE
        print("past the place")
        """,
        parser="argparse.ArgumentParser.parse_args",
        grammar="argparse",
        leaves={"config": "None", "lr": "0.1"},
        spelt={"lr": "--lr {}"},
    ),
    Kind(
        "known",
        """
        import argparse
        from beside import other
        parser = argparse.ArgumentParser()
        parser.add_argument("--lr", type=float, default=0.1)
        defaults = parser.parse_args([])
        args, _ = parser.parse_known_args()  # HERE
        print("past the place")
        """,
        words=("--lr", "3", "--unknown"),
        parser="argparse.ArgumentParser.parse_known_args",
        grammar="argparse",
        leaves={"lr": "3.0"},
        spelt={"lr": "--lr {}"},
        files={
            "beside.py": """
            import argparse

            def nobody_calls_it():
                argparse.ArgumentParser().parse_args()

            other = 1
            if __name__ == "__main__":
                argparse.ArgumentParser().parse_args()
            """
        },
    ),
    Kind(
        "known after all",
        """
        import argparse
        from beside import helper
        parser = argparse.ArgumentParser()
        parser.add_argument("--lr", type=float, default=0.1)
        args, rest = parser.parse_known_args()  # HERE
        helper
        """,
        parser="argparse.ArgumentParser.parse_known_args",
        grammar="argparse",
        leaves={"lr": "0.1"},
        files={
            "beside.py": """
            import argparse

            def helper():
                argparse.ArgumentParser().parse_args()
            """
        },
    ),
    Kind(
        "known, of the program's own class",
        """
        import argparse

        class Parser(argparse.ArgumentParser):
            def parse_args_into_dataclasses(self):
                values, rest = self.parse_known_args()  # HERE
                return values

            def parse(self):
                return self.parse_args_into_dataclasses()

        parser = Parser()
        parser.add_argument("--lr", type=float, default=0.1)
        parser.parse()
        print("past the place")
        """,
        parser="argparse.ArgumentParser.parse_known_args",
        grammar="argparse",
        leaves={"lr": "0.1"},
    ),
    Kind(
        "workers",
        """
        import argparse
        import multiprocessing

        def work():
            pass

        if __name__ == "__main__":
            parser = argparse.ArgumentParser()
            parser.add_argument("--n", type=int, default=1)
            worker = multiprocessing.get_context("spawn").Process(target=work)
            worker.start()
            worker.join()
            args = parser.parse_args()  # HERE
            print("past the place")
        """,
        parser="argparse.ArgumentParser.parse_args",
        grammar="argparse",
        leaves={"n": "1"},
    ),
    Kind(
        "optparse",
        """
        import optparse

        parser = optparse.OptionParser()
        parser.add_option("-l", "--lr", type="float", default=0.1)
        parser.add_option("--name", default="x")
        parser.add_option("--mode", choices=["a", "b"], default="a")
        parser.add_option("--size", type=int, nargs=2, dest="size")
        parser.add_option("--amp", action="store_true", default=False)
        parser.add_option("--no-amp", action="store_false", dest="amp")
        parser.add_option("-v", action="count", default=0)
        parser.add_option_group(optparse.OptionGroup(parser, "more"))
        options, words = parser.parse_args()  # HERE
        print("past the place")
        """,
        words=("--lr", "3", "x"),
        parser="optparse.OptionParser.parse_args",
        grammar="optparse",
        leaves={
            "lr": "3.0",
            "name": "'x'",
            "mode": "'a'",
            "size": "None",
            "amp": "False",
            "v": "0",
        },
        spelt={
            "lr": "--lr {}",
            "name": "--name {}",
            "mode": "--mode {}",
            "size": "--size {}",
            "amp": "--amp",
        },
    ),
    Kind(
        "getopt",
        """
        import getopt
        import sys

        def main(argv):
            opts, args = getopt.getopt(argv, "hl:v", ["help", "name=", "amp"])  # HERE
            for name, value in opts:
                print(name, value)
            print("past the place")

        main(sys.argv[1:])
        """,
        words=("-l", "3", "--amp", "--name="),
        parser="getopt.getopt",
        grammar="getopt",
        leaves={"l": "'3'", "name": "''", "amp": "True", "v": "False"},
        spelt={"l": "-l {}", "name": "--name {}", "amp": "--amp", "v": "-v"},
    ),
    Kind(
        "words that are executed",
        """
        import sys
        lr = 0.1
        LAYERS = [1]
        _private = 1
        exec(open("configurator.py").read())
        config = {"lr": lr}  # HERE
        print("past the place")
        """,
        words=("--lr=3",),
        leaves={"lr": "3", "LAYERS": "[1]"},
        files={
            "configurator.py": """
            for word in sys.argv[1:]:
                key, value = word[2:].split("=")
                globals()[key] = eval(value)
            """
        },
    ),
    Kind(
        "words that are read by hand",
        """
        import sys

        def main(words):
            lr = 0.1
            for word in words:
                name, value = word.split("=")
                if name == "lr":
                    lr = float(value)
            print("past the place")  # HERE

        main(sys.argv[1:])
        """,
        words=("lr=3",),
        leaves={"lr": "3.0"},
    ),
)

LIBRARIES = (
    Kind(
        "Hydra",
        """
        from dataclasses import dataclass, field
        from typing import Optional
        import hydra
        from hydra.core.config_store import ConfigStore

        @dataclass
        class Optimizer:
            lr: float = 0.1
            name: Optional[str] = None

        @dataclass
        class Config:
            optimizer: Optimizer = field(default_factory=Optimizer)
            steps: int = 3

        ConfigStore.instance().store("config", Config)

        @hydra.main(version_base=None, config_path=None, config_name="config")
        def main(cfg):  # HERE
            print("past the place")

        main()
        """,
        "hydra-core",
        ("optimizer.lr=3",),
        "hydra.main",
        "hydra",
        {"optimizer.lr": "3.0", "optimizer.name": "None", "steps": "3"},
        {"optimizer.lr": "optimizer.lr={}", "steps": "steps={}"},
    ),
    Kind(
        "hydra.compose",
        """
        import sys
        from hydra import compose, initialize
        with initialize(version_base=None, config_path=None):
            cfg = compose(overrides=["+lr=0.1", *sys.argv[1:]])  # HERE
        print("past the place")
        """,
        "hydra-core",
        ("lr=2",),
        "hydra.compose",
        "hydra",
        {"lr": "2"},
        {"lr": "lr={}"},
    ),
    Kind(
        "OmegaConf",
        """
        from omegaconf import OmegaConf
        base = OmegaConf.create({"lr": 0.1, "model": {"width": 1}})
        words = OmegaConf.from_cli()
        cfg = OmegaConf.merge(base, words)  # HERE
        print("past the place")
        """,
        "omegaconf-ge2.4",
        ("lr=3",),
        "OmegaConf.merge",
        "omegaconf",
        {"lr": "3", "model.width": "1"},
        {"lr": "lr={}", "model.width": "model.width={}"},
    ),
    Kind(
        "HfArgumentParser",
        """
        from dataclasses import dataclass, field
        from typing import Optional
        from transformers.hf_argparser import HfArgumentParser

        @dataclass
        class Model:
            name: str = "x"
            lr: Optional[float] = None

        @dataclass
        class Data:
            amp: bool = False

        parser = HfArgumentParser((Model, Data))
        model, data = parser.parse_args_into_dataclasses()  # HERE
        print("past the place")
        """,
        "transformers",
        (),
        "HfArgumentParser.parse_args_into_dataclasses",
        "hfargumentparser",
        {"name": "'x'", "lr": "None", "amp": "False"},
        {"name": "--name {}", "lr": "--lr {}", "amp": "--amp {}"},
    ),
    Kind(
        "tyro, a class",
        """
        from dataclasses import dataclass, field
        import tyro

        @dataclass
        class Optimizer:
            lr: float = 0.1

        @dataclass
        class Config:
            optimizer: Optimizer = field(default_factory=Optimizer)
            batch_size: int = 3
            amp: bool = False

        config = tyro.cli(Config)  # HERE
        print("past the place")
        """,
        "tyro",
        (),
        "tyro.cli",
        "tyro",
        {"optimizer.lr": "0.1", "batch_size": "3", "amp": "False"},
        {
            "optimizer.lr": "--optimizer.lr {}",
            "batch_size": "--batch-size {}",
            "amp": "--amp",
        },
    ),
    Kind(
        "tyro, a function",
        """
        import tyro

        def main(lr: float = 0.1, *, n: int | None = None) -> None:  # HERE
            print("past the place")

        tyro.cli(main)
        """,
        "tyro",
        ("--lr", "2"),
        "tyro.cli",
        "tyro",
        {"lr": "2.0", "n": "None"},
        {"lr": "--lr {}", "n": "--n {}"},
    ),
    Kind(
        "jsonargparse",
        """
        from jsonargparse import ArgumentParser
        parser = ArgumentParser()
        parser.add_argument("--optimizer.lr", type=float, default=0.1)
        cfg = parser.parse_args()  # HERE
        print("past the place")
        """,
        "jsonargparse_shtab_signatures",
        (),
        "jsonargparse.ArgumentParser.parse_args",
        "jsonargparse",
        {"optimizer.lr": "0.1"},
        {"optimizer.lr": "--optimizer.lr {}"},
    ),
    Kind(
        "jsonargparse, CLI",
        """
        from jsonargparse import CLI

        def main(lr: float = 0.1, n: int | None = None):
            print("past the place")

        if __name__ == "__main__":
            CLI(main)  # HERE
        """,
        "jsonargparse_shtab_signatures",
        ("--lr", "2"),
        "jsonargparse.ArgumentParser.parse_args",
        "jsonargparse",
        {"config": "None", "lr": "2.0", "n": "None"},
        {"lr": "--lr {}", "n": "--n {}"},
    ),
    Kind(
        "click",
        """
        import click

        @click.group()
        @click.option("--verbose", is_flag=True)
        def cli(verbose):
            pass

        @cli.command()
        @click.option("--lr", type=float, default=0.1)
        @click.option("--amp/--no-amp", default=False)
        @click.option("--kind", type=click.Choice(["a", "b"]), default="a")
        @click.argument("data")
        def train(lr, amp, kind, data):  # HERE
            print("past the place")

        cli()
        """,
        "click-eq8.1.3+typer-eq0.6.1",
        ("train", "x"),
        "click.Command",
        "click",
        {"lr": "0.1", "amp": "False", "kind": "'a'", "data": "'x'"},
        {"lr": "--lr {}", "amp": "--amp", "kind": "--kind {}"},
    ),
    Kind(
        "Typer",
        """
        from pathlib import Path
        import typer

        def main(data: Path, lr: float = 0.1, amp: bool = False):  # HERE
            print("past the place")

        typer.run(main)
        """,
        "typer",
        ("x",),
        "typer.Typer",
        "click",
        {"data": "Path('x')", "lr": "0.1", "amp": "False"},
        {"lr": "--lr {}", "amp": "--amp"},
    ),
    Kind(
        "Fire",
        """
        import fire

        def train(data, lr=0.1, amp=False):  # HERE
            print("past the place")

        fire.Fire(train)
        """,
        "fire",
        ("x", "--lr", "2"),
        "fire.Fire",
        "fire",
        {"data": "'x'", "lr": "2", "amp": "False"},
        {"lr": "--lr={}", "amp": "--amp={}"},
    ),
    Kind(
        "Fire, a method",
        """
        import fire

        class Trainer:
            def __init__(self, seed=0):
                print("past the place")

            def train(self, lr=0.1):  # HERE
                print("past the place")

        if __name__ == "__main__":
            fire.Fire(Trainer)
        """,
        "fire",
        ("train", "--lr", "2", "--seed", "1"),
        "fire.Fire",
        "fire",
        {"seed": "1", "lr": "2"},
        {"lr": "--lr={}", "seed": "--seed={}"},
    ),
    Kind(
        "absl",
        """
        from absl import app, flags
        flags.DEFINE_float("lr", 0.1, "rate")
        flags.DEFINE_bool("amp", False, "precision")

        def main(argv):  # HERE
            print("past the place")

        if __name__ == "__main__":
            app.run(main)
        """,
        "absl-py+gin-config",
        ("--lr", "2"),
        "absl.app.run",
        "absl",
        {"lr": "2.0", "amp": "False"},
        {"lr": "--lr {}", "amp": "--amp={}"},
    ),
    *(
        Kind(
            name,
            f"""
            from dataclasses import dataclass, field
            import {name}

            @dataclass
            class Optimizer:
                lr: float = 0.1

            @dataclass
            class Config:
                optimizer: Optimizer = field(default_factory=Optimizer)
                n: int = 1

            @{name}.wrap()
            def main(cfg: Config):
                print("past the place")

            main()  # HERE
            """,
            name,
            ("--optimizer.lr", "2"),
            f"{name}.parse",
            name,
            {"optimizer.lr": "2.0", "n": "1"},
            {"optimizer.lr": "--optimizer.lr {}", "n": "--n {}"},
        )
        for name in ("draccus", "pyrallis")
    ),
    Kind(
        "simple-parsing",
        """
        from dataclasses import dataclass
        from simple_parsing import parse

        @dataclass
        class Config:
            lr: float = 0.1

        config = parse(Config)  # HERE
        print("past the place")
        """,
        "simple-parsing",
        (),
        "simple_parsing.parse",
        "simple_parsing",
        {"lr": "0.1"},
        {"lr": "--lr {}"},
    ),
    Kind(
        "simple-parsing, its parser",
        """
        from dataclasses import dataclass
        from simple_parsing import ArgumentParser

        @dataclass
        class Config:
            lr: float = 0.1

        parser = ArgumentParser()
        parser.add_arguments(Config, dest="config")
        args = parser.parse_args()  # HERE
        print("past the place")
        """,
        "simple-parsing",
        (),
        "simple_parsing.ArgumentParser.parse_args",
        "simple_parsing",
        {"config.lr": "0.1"},
        {"config.lr": "--lr {}"},
    ),
    Kind(
        "pydantic-settings",
        """
        from pydantic_settings import BaseSettings

        class Optimizer(BaseSettings):
            lr: float = 0.1

        class Settings(BaseSettings, cli_parse_args=True):
            optimizer: Optimizer = Optimizer()
            steps: int = 1

        settings = Settings()  # HERE
        print("past the place")
        """,
        "pydantic-settings",
        ("--optimizer.lr", "2"),
        "pydantic_settings.BaseSettings",
        "pydantic_settings",
        {"optimizer.lr": "2.0", "steps": "1"},
        {"optimizer.lr": "--optimizer.lr {}", "steps": "--steps {}"},
    ),
    Kind(
        "pydantic-settings, CliApp",
        """
        from pydantic import BaseModel
        from pydantic_settings import CliApp

        class Settings(BaseModel):
            lr: float = 0.1

            def cli_cmd(self):
                print("past the place")

        CliApp.run(Settings)  # HERE
        """,
        "pydantic-settings",
        ("--lr", "2"),
        "pydantic_settings.CliApp.run",
        "pydantic_settings",
        {"lr": "2.0"},
        {"lr": "--lr {}"},
    ),
    Kind(
        "Tap",
        """
        from tap import Tap

        class Arguments(Tap):
            lr: float = 0.1

        args = Arguments().parse_args()  # HERE
        print("past the place")
        """,
        "typed-argument-parser",
        (),
        "tap.Tap.parse_args",
        "tap",
        {"lr": "0.1"},
        {"lr": "--lr {}"},
    ),
    Kind(
        "cyclopts",
        """
        from cyclopts import App
        app = App()

        @app.default
        def main(lr: float = 0.1, *, n: int = 1):  # HERE
            print("past the place")

        app()
        """,
        "cyclopts",
        ("--lr", "2"),
        "cyclopts.App",
        "cyclopts",
        {"lr": "2.0", "n": "1"},
    ),
    Kind(
        "defopt",
        """
        import defopt

        def main(*, lr: float = 0.1, n: int = 1):  # HERE
            print("past the place")

        defopt.run(main)
        """,
        "defopt",
        ("--lr", "2"),
        "defopt.run",
        "defopt",
        {"lr": "2.0", "n": "1"},
        {"lr": "--lr {}", "n": "--n {}"},
    ),
    Kind(
        "datargs",
        """
        from dataclasses import dataclass
        from datargs import parse

        @dataclass
        class Arguments:
            lr: float = 0.1

        args = parse(Arguments)  # HERE
        print("past the place")
        """,
        "datargs",
        (),
        "datargs.parse",
        "datargs",
        {"lr": "0.1"},
        {"lr": "--lr {}"},
    ),
    Kind(
        "argparse_dataclass",
        """
        from dataclasses import dataclass
        from argparse_dataclass import ArgumentParser

        @dataclass
        class Arguments:
            lr: float = 0.1

        args = ArgumentParser(Arguments).parse_args()  # HERE
        print("past the place")
        """,
        "argparse-dataclass",
        (),
        "argparse_dataclass.ArgumentParser.parse_args",
        "argparse_dataclass",
        {"lr": "0.1"},
        {"lr": "--lr {}"},
    ),
    Kind(
        "LightningCLI",
        """
        from lightning.pytorch.cli import LightningCLI
        from lightning.pytorch.demos.boring_classes import DemoModel

        def main():
            LightningCLI(DemoModel, run=False)  # HERE
            print("past the place")

        if __name__ == "__main__":
            main()
        """,
        "jsonargparse_shtab_signatures+lightning",
        ("--model.out_dim", "3"),
        "jsonargparse.ArgumentParser.parse_args",
        "jsonargparse",
        {"model.out_dim": "3"},
        {"model.out_dim": "--model.out_dim {}"},
    ),
)


def faults(kind: Kind, python: str, folder: Path) -> list[str]:
    """Return what is not found as it is stated; empty if all is."""
    kind.write(folder)
    try:
        target = found([python, "train.py", *kind.words], folder)
    except UserError as error:
        return [str(error)]
    options = {each.leaf: each for each in target.options}
    spelt = {
        name: " ".join([*options[name].valued, options[name].on][0])
        for name in kind.spelt
        if name in options and (options[name].valued or options[name].on)
    }
    shown = {name: show(value) for name, value in target.leaves.items()}
    there = again(target)[0]
    compared = (
        ("at", target.spot.at, kind.place(folder)),
        ("parser", target.spot.parser, kind.parser),
        ("grammar", target.grammar, kind.grammar),
        ("leaves", {name: shown.get(name) for name in kind.leaves}, {**kind.leaves}),
        ("spelt", spelt, {**kind.spelt}),
        ("again", there, target.leaves),
    )
    return [
        f"{what}: {one!r}, expected {other!r}"
        for what, one, other in compared
        if one != other
    ]


def main(argv: Sequence[str]) -> int:
    """Try all kinds; return how many are not found as stated."""
    folder = Path(argv[0]) if argv else Path(__file__).parents[2] / ".environments/3.11"
    failed = 0
    for kind in (*ARGPARSE, *LIBRARIES):
        python = folder / kind.environment / "bin/python"
        with tempfile.TemporaryDirectory() as name:
            there = str(python) if kind.environment else sys.executable
            told = faults(kind, there, Path(name))
        failed += bool(told)
        print(kind.name, *(told or ["as stated"]), sep="\n    ")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
