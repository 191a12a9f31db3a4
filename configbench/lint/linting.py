"""One lint: the files read, what breaks a rule in them, and what somebody lives with."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from configbench.audit.source.trees import Tree, parsed
from configbench.comments import Ignore, ignored
from configbench.errors import UserError
from configbench.lint import paths, texts
from configbench.lint.checks import CHECKS, WORDS
from configbench.lint.model import Found
from configbench.lint.module import Module


@dataclass
class Linted:
    """What came of it.

    Attributes
    ----------
    found
        What breaks a rule, by file, line and column.
    files
        How many were looked at.
    troubles
        Files that could not be, each a sentence.
    notes
        What else a user must know, in sentences.
    modules
        The Python files in which something was found.
    """

    found: list[Found] = field(default_factory=list)
    files: int = 0
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    modules: dict[Path, Module] = field(default_factory=dict)


def lint(named: Iterable[Path], asked: Collection[str]) -> Linted:
    """Read files and folders, and return what breaks a rule in them.

    Parameters
    ----------
    named
        Files, and folders whose Python and YAML files are meant.
    asked
        Ids of the rules that are asked.

    Raises
    ------
    UserError
        If standard input is asked for.
    """
    linted = Linted()
    for each in paths.files(named, linted.troubles):
        try:
            linted.files += 1
            if each.file.suffix not in paths.YAML:
                _lint_python(each.file, asked, linted)
        except UserError as error:
            linted.troubles.append(str(error))
    linted.found.sort(
        key=lambda each: (str(each.file), each.line, each.column, each.rule)
    )
    return linted


def _lint_python(file: Path, asked: Collection[str], linted: Linted) -> None:
    content = texts.read(file)
    if not any(word in content for word in WORDS):
        return
    module = module_of(file, content)
    found = [each for each in of_python(module) if each.rule in asked]
    ignores = ignored(module.text.text, str(file))
    kept = [*_not_ignored(found, ignores)]
    linted.found += kept
    linted.notes += _unused(file, found, ignores, asked)
    if kept:
        linted.modules[file] = module


def module_of(file: Path, content: bytes) -> Module:
    """Return a Python file, read.

    Raises
    ------
    UserError
        If it cannot be parsed.
    """
    text, plain = texts.decoded(file, content)
    tree = parsed(text)
    if tree is None:
        raise UserError(f"{file}: is no Python that can be parsed here")
    return Module(file, texts.Text(text), Tree.of(file, tree), mendable=plain)


def of_python(module: Module) -> Iterator[Found]:
    """Yield what breaks a rule in one Python file."""
    for check in CHECKS:
        yield from check(module)


def _not_ignored(
    found: Iterable[Found], ignores: Mapping[int, Ignore]
) -> Iterator[Found]:
    for each in found:
        ignore = ignores.get(each.line)
        if ignore is None or each.rule not in ignore.rules:
            yield each


#: The rules that a lint can find at a line.
LINTED = frozenset(
    {"CB101", "CB102", "CB103", "CB107", "CB108", "CB111", "CB201", "CB203", "CB205"}
)


def _unused(
    file: Path,
    found: Iterable[Found],
    ignores: Mapping[int, Ignore],
    asked: Collection[str],
) -> Iterator[str]:
    """Yield the comments that silence nothing of what a lint finds; an audit may know more."""
    broken = {(each.line, each.rule) for each in found}
    used = {
        (ignore.line, rule)
        for line, ignore in ignores.items()
        for rule in ignore.rules
        if (line, rule) in broken
    }
    for ignore in dict.fromkeys(ignores.values()):
        for rule in ignore.rules:
            if rule in LINTED & {*asked} and (ignore.line, rule) not in used:
                yield f"{file}:{ignore.line}: ignore[{rule}] silences nothing that lint finds"
