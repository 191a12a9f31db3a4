"""The generated programs: a row's templates or Python write them, once; then they run and run."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.categories.scaling.judging import (
    OPERATIONS,
    OVERRIDDEN,
    Growth,
    HotLoop,
    Program,
    Sections,
    judge_start,
    target,
)
from benchmarks.categories.scaling.plan import (
    BARE,
    CASES,
    HELP,
    HOT_LOOP,
    LIMITS,
    OVERRIDE,
    ScalingCase,
)
from benchmarks.categories.scaling.templates import Templates
from benchmarks.data_files.asking import PythonFile, Question
from benchmarks.errors import AbsentError, RowError
from benchmarks.paths import CONTROL
from benchmarks.registry import Adapter, control
from benchmarks.texts import short
from configbench.process import Command, run
from configbench.timing.rounds import Samples, Start
from configbench.workplace import workplace

#: Enough for a setting of each kind, and for a second section.
_FEW = 12

_HOT_LOOP = CONTROL.parent / "hot_loop.py"


def settings(count: int) -> Sections:
    """Return ``count`` settings with their defaults, in sections of ten."""
    sections: Sections = {}
    for number in range(count):
        kinds: dict[str, object] = {
            "count": number,
            "rate": number + 0.5,
            "label": f"text{number}",
            "switch": number % 8 < 4,  # noqa: PLR2004  every other one
        }
        kind = list(kinds)[number % len(kinds)]
        section = sections.setdefault(f"part_{number // 10}", {})
        section[f"{kind}_{number}"] = kinds[kind]
    return sections


def _source(row: Adapter) -> PythonFile | Templates:
    """Return what a row brings itself, else what its origin brings."""
    for owner in row.lineage:
        if (path := owner.folder / "scaling.py").is_file():
            return PythonFile.find(path, "files", "read", "words", "hot")
        if (owner.folder / "scaling.toml").exists():
            return Templates.of(row)
    raise AbsentError(
        f"{row.folder / 'scaling.toml'}: not found, nor a scaling.py; scaling needs one"
    )


@dataclass(frozen=True)
class Generator:
    """A row's own way to write programs; what its file gives wrongly is a ``RowError``.

    Attributes
    ----------
    file
        What answers.
    row
        Whose it is.
    """

    file: PythonFile | Templates
    row: Adapter

    @classmethod
    def of(cls, row: Adapter) -> "Generator":
        """Return what writes the programs of a row: its ``scaling.py``, else its ``scaling.toml``.

        Raises
        ------
        RowError
            If both are missing, or what is there is malformed, fails to load, or lacks a name.
        """
        return cls(_source(row), row)

    @classmethod
    def whole(cls, row: Adapter) -> "Generator":
        """Return it after it has written a small program, with all that is asked of it.

        Raises
        ------
        RowError
            As all of these do.
        """
        made, sections = cls.of(row), settings(_FEW)
        with workplace() as place:
            made.write(sections, made.printing(sections), place.work)
        made.words(sections)
        made.statements(sections)
        return made

    def write(self, sections: Sections, use: str, folder: Path) -> Path:
        """Write the files of a program that ends in the statement ``use``; return the program."""
        for name, text in self._table("files", ["program.py"], sections, use).items():
            path, content = folder / self._below(name), self._encoded(text, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder / "program.py"

    def printing(self, sections: Sections) -> str:
        """Return the statement that reads every setting and prints them all."""
        asked = {
            key: Question("read", (section, key, value))
            for section, keys in sections.items()
            for key, value in keys.items()
        }
        self.file.ahead([*asked.values()])
        read = [f"{key!r}: {self._ask(each, str)}" for key, each in asked.items()]
        return f"print({{{', '.join(read)}}})"

    def words(self, sections: Sections) -> list[str]:
        """Return the words that override the target."""
        question = Question("words", (*target(sections), OVERRIDDEN))
        words = self._ask(question, list)
        return [self._fitting("words", word, str) for word in words]

    def statements(self, sections: Sections) -> dict[str, str]:
        """Return the statements of the hot loop."""
        return self._table("hot", OPERATIONS, *target(sections), OVERRIDDEN)

    def _table(
        self, name: str, needed: Sequence[str], *arguments: object
    ) -> dict[str, str]:
        table: dict[str, str] = self._ask(Question(name, arguments), dict)
        for key in {*needed, *table}:
            self._fitting(f"{name}[{key!r}]", table.get(key), str)
        return table

    def _below(self, name: Any) -> Path:
        """Return the name of a file, if it is one below a folder."""
        path = Path(name) if isinstance(name, str) else Path()
        if not path.parts or path.is_absolute() or {"..", "\0"} & {*path.parts, *name}:
            raise RowError(
                f"{self.file.path}: files has {name!r}; expected a relative file name"
            )
        self._encoded(name, name)
        return path

    def _encoded(self, text: str, name: str) -> bytes:
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            sentence = f"{self.file.path}: files[{name!r}] is no text: {error}"
            raise RowError(sentence) from error

    def _ask(self, question: Question, form: type) -> Any:
        return self._fitting(question.name, self.file.ask(question), form)

    def _fitting(self, name: str, answer: Any, form: type) -> Any:
        if not isinstance(answer, form):
            raise RowError(
                f"{self.file.path}: {name} is {short(repr(answer))}; "
                f"expected {form.__name__}"
            )
        return answer


@dataclass
class Programs:
    """The programs of some rows, by the names of their contestants: ``row action count``."""

    generators: Mapping[str, Generator]
    folder: Path
    _programs: dict[str, Program] = field(default_factory=dict)
    _written: dict[Path, Path] = field(default_factory=dict)

    def start(self, name: str) -> Start:
        """Run one contestant once.

        Raises
        ------
        RowError
            If its generator fails.
        """
        row, action, count = name.rsplit(" ", 2)
        if name not in self._programs:
            self._programs[name] = self._program(row, action, int(count))
        program = self._programs[name]
        whose = control() if row == BARE else self.generators[row].row
        with workplace() as place:
            command = Command(
                program.argv, place, binaries=whose.binaries, limits=LIMITS
            )
            finished = run(command)
        return judge_start(program, finished)

    def _program(self, row: str, action: str, count: int) -> Program:
        if row == BARE:
            return Program(("python", "-c", "pass"), BARE)
        sections, made = settings(count), self.generators[row]
        if action == HOT_LOOP:
            return self._hot(row, sections)
        # One program for all actions.
        folder = self.folder / row / str(count)
        if folder not in self._written:
            use = made.printing(sections)
            self._written[folder] = made.write(sections, use, folder)
        words = ["--help"] if action == HELP else []
        if action == OVERRIDE:
            words = made.words(sections)
            section, key = target(sections)
            sections[section][key] = OVERRIDDEN
        return Program(("python", str(self._written[folder]), *words), action, sections)

    def _hot(self, row: str, sections: Sections) -> Program:
        made, folder = self.generators[row], self.folder / row / HOT_LOOP
        use = "import hot_loop; hot_loop.run(cfg, globals())"
        path = made.write(sections, use, folder)
        shutil.copy(_HOT_LOOP, folder)
        statements = json.dumps(made.statements(sections))
        (folder / "hot_loop.json").write_text(statements, encoding="utf-8")
        return Program(("python", str(path)), HOT_LOOP, sections)

    def facts(
        self, row: str, case: ScalingCase, samples: Mapping[str, Samples]
    ) -> Growth | HotLoop:
        """Return the facts of one case of a row, from the samples of all contestants.

        Raises
        ------
        RowError
            If its generator does not tell what belongs to them.
        """
        made = self.generators[row]
        if case.action == HOT_LOOP:
            statements = made.statements(settings(case.count))
            return HotLoop(samples[f"{row} {case.program}"], statements)
        timed = {
            size: samples[name]
            for size in CASES.values()
            if size.action == case.action
            and (name := f"{row} {size.program}") in samples
        }
        return Growth(
            {size.count: own for size, own in timed.items()},
            {size.count: samples[size.bare] for size in timed},
        )
