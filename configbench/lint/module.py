"""One Python file, read for its checks."""

import ast
import shlex
from functools import cached_property
from pathlib import Path

from configbench.audit.source.passing import Passing
from configbench.audit.source.trees import Forest, Tree
from configbench.inside.parsers.sources import PARSES
from configbench.lint.model import Edit, Found
from configbench.lint.names import Names
from configbench.lint.parsers import Parsers
from configbench.lint.texts import Text


class Module:
    """One file.

    Parameters
    ----------
    file
        Where it lies.
    text
        What it holds.
    tree
        The same, parsed.
    mendable
        Whether it may be written again as it is encoded.
    """

    def __init__(
        self, file: Path, text: Text, tree: Tree, *, mendable: bool = True
    ) -> None:
        self.file = file
        self.text = text
        self.tree = tree
        self.mendable = mendable

    @cached_property
    def forest(self) -> Forest:
        """Its names, calls and texts."""
        return Forest.of([self.tree])

    @cached_property
    def names(self) -> Names:
        """What its names are of."""
        return Names(self.tree)

    @cached_property
    def parsers(self) -> Parsers:
        """What it declares by argparse."""
        return Parsers(self.tree, self.names, self.forest)

    @cached_property
    def passing(self) -> Passing:
        """Where what its parsers return goes."""
        begins = [at for name in PARSES for at in self.forest.calls(name)]
        return Passing(self.forest, begins)

    @cached_property
    def is_entry(self) -> bool:
        """Whether it is begun by itself: it asks for its name, or reads words when imported."""
        return self.asks_for_its_name or any(
            self.tree.function(at.node) is None
            for name in PARSES
            for at in self.forest.calls(name)
        )

    @cached_property
    def asks_for_its_name(self) -> bool:
        """Whether it does something only if it is the program: ``__name__ == "__main__"``."""
        return any(
            isinstance(above.node, ast.Compare)
            for at in self.forest.names("__name__")
            if (above := at.above()) is not None
        )

    @cached_property
    def confirm(self) -> str:
        """The command that audits it, if it is begun by itself."""
        words = f"python {shlex.quote(str(self.file))}"
        return f"configbench audit -- {words}" if self.is_entry else ""

    def is_set(self, name: str) -> bool:
        """Whether an attribute of this name is given a value anywhere."""
        return any(
            isinstance(node, ast.Attribute)
            and node.attr == name
            and isinstance(node.ctx, ast.Store)
            for node in self.tree.scopes
        )

    def edit(self, node: ast.AST, text: str) -> Edit:
        """Return what puts a text in the place of an expression."""
        return Edit(self.begin(node), self.end(node), text)

    def begin(self, node: ast.AST) -> int:
        """Return where an expression begins."""
        return self.text.index(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        """Return where an expression has ended."""
        return self.text.index(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def found(
        self,
        rule: str,
        node: ast.AST,
        says: str,
        *,
        cause: str,
        settings: tuple[str, ...] = (),
        mend: tuple[Edit, ...] = (),
    ) -> Found:
        """Return that a rule is broken by an expression."""
        line: int = node.lineno  # type: ignore[attr-defined]
        return Found(
            rule=rule,
            file=self.file,
            line=line,
            column=self.begin(node) - self.text.starts[line - 1] + 1,
            says=says,
            cause=cause,
            settings=settings,
            mend=mend if self.mendable else (),
            confirm=self.confirm,
        )
