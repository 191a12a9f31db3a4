"""A row's words for a case, as they follow from its templates."""

from typing import Any

from benchmarks import core
from benchmarks.categories.overrides.cases import Asked
from benchmarks.dialect import Dialect


def derived(asked: Asked, dialect: Dialect) -> dict[str, Any]:
    """Return the entry that a row's ``overrides.toml`` would have for what is asked.

    Raises
    ------
    UnsupportedError
        If the row's templates have no way to say it.
    """
    templates = dialect.templates
    files = dict(templates.config(name, pairs) for name, pairs in asked.config.items())
    if asked.torn is not None:
        files = {name: _torn(text, asked.torn) for name, text in files.items()}
    named = [*asked.config, *([asked.absent] if asked.absent else [])]
    line = [templates.naming(name) for name in named]
    if asked.restored:
        saved = dialect.saved.replace("**", core.HOME_OF_RUNS)
        line.append(templates.restoring(saved))
    line.append(templates.typed(asked.settings))
    if asked.unvalued is not None:
        line.append(templates.unvalued(asked.unvalued))
    line.append(asked.line)
    return {
        "line": " ".join(filter(None, line)),
        "files": files,
        "before": [templates.typed(settings) for settings in asked.before],
        "env": dict(asked.env),
    }


def _torn(text: str, behind: str) -> str:
    """Return a text that breaks off behind the first place where something stands."""
    return text[: text.index(behind) + len(behind)]
