"""A row's words for a case, as they follow from its templates."""

from typing import Any

from benchmarks import core
from benchmarks.categories.overrides.cases import Asked, Typed
from benchmarks.dialect import Dialect
from benchmarks.errors import NotApplicableError
from benchmarks.shell import command_line
from benchmarks.spelling import Spelling
from benchmarks.tools import TOOLS, Tool


def derived(asked: Asked, dialect: Dialect) -> dict[str, Any]:
    """Return the entry that a row's ``overrides.toml`` would have for what is asked.

    Raises
    ------
    UnsupportedError
        If the row's templates have no way to say it.
    NotApplicableError
        If its grammar leaves nothing that could be asked.
    """
    templates = dialect.templates
    _require_sense(asked, templates)
    files = dict(templates.config(name, pairs) for name, pairs in asked.config.items())
    if asked.torn is not None:
        files = {name: _torn(text, asked.torn) for name, text in files.items()}
    named = [*asked.config, *([asked.absent] if asked.absent else [])]
    line = [templates.naming(name) for name in named]
    if asked.restored:
        saved = dialect.saved.replace("**", core.HOME_OF_RUNS)
        line.append(templates.restoring(saved))
    if asked.tool:
        words, written = _handed(TOOLS[asked.tool], asked.settings, templates)
        line.append(words)
        files |= written
    else:
        in_files = dict(pair for pairs in asked.config.values() for pair in pairs)
        chosen = templates.chosen_again(asked.settings, in_files)
        line.append(templates.typed([*chosen, *asked.settings]))
    if asked.unvalued is not None:
        line.append(templates.unvalued(asked.unvalued))
    before = [templates.typed(settings) for settings in asked.before]
    if asked.levels:
        *above, deepest = _levels(templates)
        before += [f"{words} {asked.line}".lstrip() for words in above]
        line.append(deepest)
    line.append(asked.line)
    return {
        "line": " ".join(filter(None, line)),
        "files": files,
        "before": before,
        "env": dict(asked.env),
    }


def _handed(
    tool: Tool, settings: Typed, templates: Spelling
) -> tuple[str, dict[str, str]]:
    """Return how a tool hands settings to the program: what is typed, and files by name.

    Choices that a grammar needs in front of the settings are no settings to the tool: they are said
    once, as the program is.
    """
    if tool.words is None:
        words, text = templates.handed(tool.file, settings)
        return words, {tool.file: text}
    needed = [each for each in templates.arranged(settings) if each not in settings]
    named = [(*templates.called(path), value) for path, value in settings]
    typed = command_line(tool.words(named))
    return " ".join(filter(None, [templates.typed(needed), typed])), {}


def _require_sense(asked: Asked, templates: Spelling) -> None:
    """Require that a grammar has the order that is asked for, and files in which a key is one."""
    settings = [*asked.settings]
    if asked.ordered and templates.arranged(settings) != settings:
        raise NotApplicableError(
            "in this grammar the choice stands before its settings"
        )
    twice = any(len(dict(pairs)) < len(pairs) for pairs in asked.config.values())
    if twice and templates.statements:
        raise NotApplicableError(
            f"its files are statements, of which the last counts ({templates.statements})"
        )


def _levels(templates: Spelling) -> list[str]:
    """Return what is typed in front of a word that is to stand at each level of subcommands."""
    chosen = [(slot, core.SLOTS[slot]) for slot in templates.subcommands]
    return [templates.typed(chosen[:level]) for level in range(len(chosen) + 1)]


def _torn(text: str, behind: str) -> str:
    """Return a text that breaks off behind the first place where something stands."""
    return text[: text.index(behind) + len(behind)]
