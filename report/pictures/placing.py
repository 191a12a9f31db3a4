"""Labels of points that do not lie on each other: every label tries places around its point."""

import math
from collections.abc import Sequence
from typing import NamedTuple

#: How far from its point a label may lie, in pixels, and into how many directions.
_RINGS = (7.0, 15.0, 26.0, 40.0, 58.0, 80.0)
_DIRECTIONS = 16

#: What a pixel of distance, and what a place on something else costs.
_ON_LABEL, _ON_POINT, _CROSSED = 900.0, 500.0, 150.0


class Box(NamedTuple):
    """A rectangle: left, upper, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the box that is nearest to another."""
        return (min(max(x, self.left), self.right), min(max(y, self.top), self.bottom))

    def overlaps(self, other: "Box") -> bool:
        """Tell whether two boxes share a place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


Point = tuple[float, float]


def placed(
    points: Sequence[Point], sizes: Sequence[Point], bounds: Box, radius: float = 5
) -> list[Box]:
    """Return a box for the label of each point.

    Labels of crowded points choose first; then each chooses again as long as that is better for
    any of them.

    Parameters
    ----------
    points, sizes
        Where the points are, and how wide and high their labels.
    bounds
        What no label leaves.
    radius
        Half of what a point takes.
    """
    order = sorted(
        range(len(points)), key=lambda one: (_room(points, one), points[one], one)
    )
    tries = [_tries(points[one], sizes[one], bounds) for one in range(len(points))]
    marks = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    found: dict[int, Box] = {}
    for _ in range(6):
        before = dict(found)
        for one in order:
            found[one] = min(
                tries[one], key=lambda box: _cost(one, box, points, marks, found)
            )
        if found == before:
            break
    return [found[one] for one in range(len(points))]


def _room(points: Sequence[Point], one: int) -> float:
    """Return the distance to the third nearest other point."""
    return sorted(math.dist(points[one], other) for other in points)[:4][-1]


def _tries(point: Point, size: Point, bounds: Box) -> list[Box]:
    """Return the boxes around a point that lie within bounds, or else the one that is pushed in."""
    (x, y), (width, height) = point, size
    found = []
    for ring in _RINGS:
        for number in range(_DIRECTIONS):
            angle = 2 * math.pi * number / _DIRECTIONS
            middle_x = x + math.cos(angle) * (ring + width / 2)
            middle_y = y + math.sin(angle) * (ring + height / 2)
            found.append(
                Box(
                    middle_x - width / 2,
                    middle_y - height / 2,
                    middle_x + width / 2,
                    middle_y + height / 2,
                )
            )
    inside = [
        box
        for box in found
        if box.left >= bounds.left
        and box.right <= bounds.right
        and box.top >= bounds.top
        and box.bottom <= bounds.bottom
    ]
    left = max(bounds.left, min(x + 7, bounds.right - width))
    return inside or [Box(left, y - height / 2, left + width, y + height / 2)]


def _cost(
    one: int,
    box: Box,
    points: Sequence[Point],
    marks: Sequence[Box],
    found: dict[int, Box],
) -> float:
    """Return how bad a place is: what it covers, what its line crosses, how far it is."""
    x, y = points[one]
    end = box.nearest(x, y)
    cost = math.dist((x, y), end)
    cost += _ON_POINT * sum(box.overlaps(mark) for mark in marks)
    for other, taken in found.items():
        if other != one:
            cost += _ON_LABEL * box.overlaps(taken)
            cost += _CROSSED * _crosses((x, y), end, taken)
            ended = taken.nearest(*points[other])
            cost += _CROSSED * _crosses(points[other], ended, box)
            cost += _CROSSED * _meet((x, y), end, points[other], ended)
    return cost


def _crosses(start: Point, end: Point, box: Box) -> bool:
    """Tell whether a short line goes through a box, by points on it."""
    steps = [number / 8 for number in range(9)]
    return any(
        box.left < start[0] + (end[0] - start[0]) * step < box.right
        and box.top < start[1] + (end[1] - start[1]) * step < box.bottom
        for step in steps
    )


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether two lines cross."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def spread(
    wanted: Sequence[float], step: float, low: float, high: float
) -> list[float]:
    """Return heights near those that are wanted, in their order, a step from each other.

    >>> spread([10, 11, 50], 5, 0, 100)
    [10, 15, 50]
    >>> spread([98, 99], 5, 0, 100)
    [95, 100]
    """
    found = list(wanted)
    order = sorted(range(len(found)), key=found.__getitem__)
    for before, one in zip([None, *order], order, strict=False):
        least = low if before is None else found[before] + step
        found[one] = max(found[one], least)
    for after, one in zip([None, *reversed(order)], reversed(order), strict=False):
        most = high if after is None else found[after] - step
        found[one] = min(found[one], most)
    return found
