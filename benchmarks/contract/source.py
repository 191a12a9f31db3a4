"""Checks that read the text of a program."""

import ast
import sys
from collections.abc import Iterator

from benchmarks.categories import lines
from benchmarks.contract.subject import Subject, Verdict
from benchmarks.outcomes import Outcome
from benchmarks.registry import Adapter
from benchmarks.tokens import MARK

#: How whatever the look brings into a program is called there.
_LOOK = ("CONFIGBENCH_", "configbench_", "sitecustomize")


def blind(subject: Subject) -> Verdict:
    """No Python of the row looks whether it is looked at."""
    for path in subject.row.files():
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8", errors="replace")
            if named := [name for name in _LOOK if name in text]:
                return Verdict(None, f"{path.name} names the look: {named[0]}")
    return Verdict(Outcome.RIGHT, "no file names the look")


def imports(subject: Subject) -> Verdict:
    """``train.py`` imports the core, its libraries and Python's own."""
    allowed = {"shared_model", *sys.stdlib_module_names, *modules_of(subject.row)}
    if foreign := sorted(set(_imported(subject.source)) - allowed):
        names = ", ".join(foreign)
        return Verdict(None, f"train.py imports {names}: not in distributions")
    return Verdict(Outcome.RIGHT, "the core and its own libraries only")


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import has no place in a program that is copied and run alone.
            yield (
                node.module.partition(".")[0] if not node.level and node.module else "."
            )


def modules_of(row: Adapter) -> set[str]:
    """Return the top-level modules of a row's distributions and of what those require."""
    required = row.environment.closure(row.distributions)
    return row.environment.modules_by(required)


def marks(subject: Subject) -> Verdict:
    """Marks name known roles, and help is nothing but text."""
    unknown = sorted(set(MARK.findall(subject.source)) - set(lines.ROLES))
    if unknown:
        known = ", ".join(lines.ROLES)
        return Verdict(None, f"no role is called {unknown[0]!r}: {known}")
    if hidden := lines.hidden(subject.source):
        return Verdict(None, f"{hidden} lines under '# -- help' are no text")
    return Verdict(Outcome.RIGHT, "every line counts where it belongs")


#: What a conversion by hand looks like in *wire*: a call of one of these, or ``Precision[…]``.
_CONVERTERS = {
    *("bool", "int", "float", "str", "list", "tuple", "dict", "set", "frozenset"),
    *("Path", "Precision"),
}


def conversions(subject: Subject) -> Verdict:
    """Every conversion by hand in *wire* is declared in ``adapter.toml``, and no other."""
    declared = [conversion["line"] for conversion in subject.row.conversions]
    secret = sorted(
        text
        for text in _converting(subject.source)
        if not any(text in line or line in text for line in declared)
    )
    if secret:
        told = "; ".join(secret)
        return Verdict(None, f"converted by hand, not in adapter.toml: {told}")
    # Laid out, a line of the table may be several of the program.
    bare = "".join(subject.source.split())
    stale = [line for line in declared if "".join(line.split()) not in bare]
    if stale:
        told = "; ".join(stale)
        return Verdict(None, f"in adapter.toml, but not in train.py: {told}")
    return Verdict(Outcome.RIGHT, f"{len(declared)} declared")


def _converting(source: str) -> Iterator[str]:
    """Yield each expression under the mark *wire* that converts a value."""
    roles = lines.roles(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            called = node.value
        else:
            continue
        name = getattr(called, "attr", getattr(called, "id", None))
        # dict[str, Any] is an annotation; only an enum converts by its brackets.
        if isinstance(node, ast.Subscript) and name != "Precision":
            continue
        if name in _CONVERTERS and roles[node.lineno] == "wire":
            yield ast.get_source_segment(source, node) or name
