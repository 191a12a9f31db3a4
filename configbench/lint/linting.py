"""One lint: the files read, what breaks a rule in them, and what somebody lives with."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from configbench import interruption
from configbench.audit.source.trees import Tree, parsed
from configbench.comments import Ignore, ignored
from configbench.errors import UserError
from configbench.lint import mending, paths, texts
from configbench.lint.checks import CHECKS, WORDS
from configbench.lint.model import Found
from configbench.lint.module import Module
from configbench.lint.paths import Named
from configbench.lint.yamls import judging
from configbench.lint.yamls.documents import Document, may_repeat
from configbench.lint.yamls.loading import Loaded, loads
from configbench.yamls import reading

#: What a file must hold to load YAML.
_LOADS = (b"yaml", b"OmegaConf")

#: Characters of a YAML file: what is longer is data.
_LONGEST = 256 * 1024


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
    sources
        The files in which something was found, as they were read.
    """

    found: list[Found] = field(default_factory=list)
    files: int = 0
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: dict[Path, Module | Document] = field(default_factory=dict)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Count a file, or keep why it cannot be looked at, and go on with the others."""
        interruption.check()
        try:
            yield
            self.files += 1
        except UserError as error:
            self.troubles.append(str(error))


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
    yamls: dict[Path, Named] = {}
    loading: list[Loaded] = []
    for each in paths.files(named, linted.troubles):
        if each.file.suffix in paths.YAML:
            yamls[each.file.resolve()] = each
            continue
        with linted.telling():
            loading += _lint_python(each.file, asked, linted)
    for load in loading:
        # What a program loads is named by it.
        where = load.file.resolve()
        file = yamls[where].file if where in yamls else load.file
        yamls[where] = Named(file, given=True)
    if yamls and not reading.has_reader():
        linted.notes.append(f"YAML files were not read: {reading.NEEDED}")
        yamls = {}
    for where, each in yamls.items():
        with linted.telling():
            by = [load for load in loading if load.file.resolve() == where]
            _lint_yaml(each, by, asked, linted)
    linted.found.sort(
        key=lambda each: (str(each.file), each.line, each.column, each.rule)
    )
    return linted


def _lint_python(file: Path, asked: Collection[str], linted: Linted) -> list[Loaded]:
    """Lint one Python file, and return which YAML files it loads."""
    content = texts.read(file)
    if not any(word in content for word in (*WORDS, *_LOADS)):
        return []
    module = module_of(file, content)
    _keep(linted, file, module, mending.possible(module, of_python(module)), asked)
    return [*loads(module)] if any(word in content for word in _LOADS) else []


def _lint_yaml(
    named: Named, by: Iterable[Loaded], asked: Collection[str], linted: Linted
) -> None:
    content = texts.read(named.file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{named.file}: is not UTF-8") from error
    if not named.given and not may_repeat(text):
        return
    if len(text) > _LONGEST:
        raise UserError(
            f"{named.file}: has {len(text):,} characters, expected at most {_LONGEST:,}"
        )
    try:
        document = Document(named.file, text)
    except UserError:
        # What nobody is seen to load may be a template, which is no YAML yet.
        if not named.given:
            return
        raise
    found = [*judging.by_itself(document)]
    for each in by:
        found += judging.loaded(document, each)
    _keep(linted, named.file, document, found, asked)


def _keep(
    linted: Linted,
    file: Path,
    source: Module | Document,
    found: Iterable[Found],
    asked: Collection[str],
) -> None:
    """Keep what is asked and not silenced."""
    python = isinstance(source, Module)
    text = source.text.text if isinstance(source, Module) else source.text
    # Two programs may load one file.
    once = {(each.line, each.column, each.rule): each for each in found}
    wanted = [each for each in once.values() if each.rule in asked]
    ignores = ignored(text, str(file), python=python)
    kept = [*_not_ignored(wanted, ignores)]
    linted.found += kept
    linted.notes += _unused(file, wanted, ignores, asked)
    if kept:
        linted.sources[file] = source


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
