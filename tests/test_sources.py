"""Programs as the page side by side has them: parts by role, with the numbers of their lines."""

from pathlib import Path

import pytest

from report import comparing, figures, load, parties, sources
from report.load import Results


@pytest.fixture(scope="module")
def published() -> Results:
    """Return the results that are committed, and who answers."""
    return load.whole(load.HERE)


def test_a_line_ends_where_its_number_says(tmp_path: Path) -> None:
    """Other characters that end a line elsewhere may stand in a string, and move no number."""
    program = tmp_path / "train.py"
    program.write_text('a = "\u2028 \x0c \x1c"\n\n# -- load\nb = 2\n', encoding="utf-8")
    given: Results = {"adapters": {"odd": {"program": str(program)}}, "cells": {}}
    found = [
        (part.role, part.first, len(part.lines)) for part in sources.parts(given, "odd")
    ]
    assert found == [("other", 1, 1), ("load", 3, 2)]


def test_the_page_is_told_every_row_and_what_its_lines_are_for(
    published: Results,
) -> None:
    """First the two that lead the first table; every role; a file only where it is there."""
    table = figures.rows(published)
    gone = {**published["adapters"]["argparse"], "program": "adapters/gone/train.py"}
    given = {**published, "adapters": {**published["adapters"], "argparse": gone}}
    told = comparing.told(given, table)
    places = {row["name"]: row["place"] for row in told["rows"]}
    assert places.keys() == published["adapters"].keys()
    assert places["argparse"] == ""
    assert places["hydra"] == "../../adapters/hydra/train.py"
    assert told["start"] == [table[0].name, table[1].name]
    roles = {part.role for name in places for part in sources.parts(published, name)}
    assert roles <= {role for role, *_ in told["roles"]}
    assert [name for name, _ in told["parts"]] == load.categories(published)


def test_a_piece_is_linked_where_it_stands_in_its_program(published: Results) -> None:
    """The address names the row, and its line."""
    links = {
        parties.link("argparse", piece): piece.line
        for piece in parties.pieces(published, "argparse")
        if piece.of_program and piece.line is not None
    }
    assert links
    assert links == {
        f"compare.html#rows=argparse&line=argparse:{n}": n for n in links.values()
    }
