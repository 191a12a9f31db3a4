"""Measure a row in a test, and return its cells as they would be published; and those that are."""

from functools import cache

from benchmarks import results
from benchmarks.category import Category, Order
from benchmarks.cells import Cell
from benchmarks.measuring import cells_of
from benchmarks.registry import Adapter

#: The published results, read once in a process: for whoever changes nothing of them.
published = cache(results.load)


def measured(
    category: Category, row: Adapter, *cases: str, fast: bool = False
) -> dict[str, Cell]:
    """Return the cells of a row by case; of all cases where none is named."""
    order = Order((row,), cases or None, fast=fast)
    return {
        address.case: cell
        for address, cell in cells_of(category, order)
        if address.row == row.name
    }
