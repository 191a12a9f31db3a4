"""``python -m benchmarks new NAME --from SIBLING``: a row is laid out, to be filled in.

The sibling's program with other names, its config files, how it spells settings, and an
``adapter.toml`` that says of itself what is still open.  Nothing else: what a row does not bring is
not measured of it, and costs it nothing.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Array

from benchmarks import registry
from benchmarks.categories.lines import formatted
from benchmarks.copying import copy_files
from benchmarks.parties.pieces import PROGRAM, Piece, pieces
from benchmarks.paths import ADAPTERS, ROOT, files_below, relative
from benchmarks.registry import Adapter
from benchmarks.shell import command_line
from configbench.errors import UserError

#: What says how settings are spelt, beside the table ``spelling`` of adapter.toml.
_SPELLING = "dialect.py"

#: What adapter.toml says of a program: what it imports, its lines, and the words that it takes.
_OF_THE_PROGRAM = ("requirements", "conversions", "record", "spelling")


def lay_out(address: str, sibling: Adapter) -> list[Path]:
    """Lay out a row as its sibling has it; return the files that were written.

    Parameters
    ----------
    address
        A name in ``adapters/``, or the path of its folder, with a slash.
    sibling
        The row that is nearest.

    Raises
    ------
    UserError
        If the name is not free, or the folder is there or cannot be written.
    """
    folder = registry.place(address) if "/" in address else ADAPTERS / address
    configs = folder.parent.parent / "configs" / folder.name
    name = folder.name if "/" in address else address
    if fault := _fault(name, folder):
        raise UserError(f"a row cannot be called {name!r}: {fault}")
    # Config files that lie where the row's would, it would be taken to have.
    for place in (folder, configs):
        if place.exists() or place.is_symlink():
            raise UserError(f"{place}: is there already, and nothing is overwritten")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made: {error.strerror}") from error
    try:
        return [*_written(folder, configs, sibling)]
    except OSError as error:
        for place in (folder, configs):
            shutil.rmtree(place, ignore_errors=True)
        raise UserError(f"{folder}: cannot be written: {error}") from error


def _fault(name: str, folder: Path) -> str | None:
    """Return why a row cannot be called so; in our tree its name is also one of Python's."""
    if folder.parent == ADAPTERS and not name.isidentifier():
        return "in adapters/ a name is one of Python's, too"
    if name in registry.names():
        return "there is one of that name"
    return registry.unfit(name, folder)


def _written(folder: Path, configs: Path, sibling: Adapter) -> Iterator[Path]:
    name, program = folder.name, folder / "train.py"
    # A row outside is called from the folder above: that is true wherever it lies.
    inside = program.is_relative_to(ROOT)
    shown = relative(program) if inside else f"{name}/{program.name}"
    source = sibling.program.read_text(encoding="utf-8")
    texts = {
        # Names of another length may need other lines.
        program: formatted(
            renamed(source, sibling, name, command_line(["python", shown]))
        ),
        folder / "adapter.toml": described(sibling, name),
    }
    spelling = sibling.file(_SPELLING)
    if spelling.is_file():
        text = spelling.read_text(encoding="utf-8")
        texts[folder / _SPELLING] = text.replace(
            f"the {spelling.parent.name} adapter", f"the {name} adapter"
        )
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        yield path
    if sibling.configs:
        copy_files(sibling.configs, configs)
        yield from files_below(configs)


def renamed(source: str, sibling: Adapter, name: str, command: str) -> str:
    """Return a sibling's program with the names of another row; pure.

    Title and command lines stand in the docstring; its config files are named where they are read.
    """
    if found := _DOCSTRING.match(source):
        text = _TITLE.sub(lambda title: f"{title[1]}{name}.", found[1], count=1)
        text = text.replace(sibling.command, command)
        source = f'"""{text}"""{source[found.end() :]}'
    folder = re.compile(rf"(configs(?:/|\"\s*/\s*\")){re.escape(sibling.name)}(?!\w)")
    return folder.sub(lambda opening: f"{opening[1]}{name}", source)


_DOCSTRING = re.compile(r'\A"""(.*?)"""', re.DOTALL)
_TITLE = re.compile(r"\A(.*configured with ).*")


def described(sibling: Adapter, name: str) -> str:
    """Return an ``adapter.toml`` to be filled in, with what is true of the copied program."""
    lines: dict[str, object] = {
        "title": name,
        "summary": "",
        "distributions": _listed(sibling.distributions),
        **({"library": _listed(sibling.library)} if sibling.library else {}),
        "documentation": _listed(sibling.documentation),
    }
    new = tomlkit.document()
    new.add(tomlkit.comment("`python -m benchmarks check` says what is still open."))
    for key, value in lines.items():
        new.add(key, tomlkit.item(value))
    tables = [_own(row) for row in (sibling.origin, sibling) if row is not None]
    # The keys of one value each come first: behind a table they would belong to that.
    for key in _OF_THE_PROGRAM:
        said = [table[key] for table in tables if key in table]
        if said and key == "spelling":
            # Key by key, as a variant has it from its origin.
            said[0].update({k: v for each in said[1:] for k, v in each.items()})
            said = said[:1]
        if said:
            new.add(key, said[-1])
    if own := [piece for piece in pieces(sibling) if piece.file == PROGRAM]:
        new.add("pieces", tomlkit.item([_stated(piece) for piece in own]))
    return tomlkit.dumps(new)


def _stated(piece: Piece) -> dict[str, str]:
    return {key: text for key, text in piece.told().items() if key != "file"}


def _own(row: Adapter) -> TOMLDocument:
    return tomlkit.parse((row.folder / "adapter.toml").read_text(encoding="utf-8"))


def _listed(texts: Sequence[str]) -> Array:
    array = tomlkit.array()
    array.extend(texts)
    return array.multiline(len(texts) > 1)
