"""Labels of points that do not lie on each other: every label tries places around its point."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

#: How far from its point a label may lie, in pixels, and into how many directions.
_RINGS = (7.0, 15.0, 26.0, 40.0, 58.0, 80.0)
_DIRECTIONS = 16

#: What a place on something else costs, in pixels of distance.
_ON_LABEL, _ON_POINT, _CROSSED = 900.0, 500.0, 60.0


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


class Try(NamedTuple):
    """A place of a label: what it costs by itself, and where a line to it ends."""

    cost: float
    box: Box
    end: Point


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
    marks = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    tries = [
        _tries(point, size, bounds, marks)
        for point, size in zip(points, sizes, strict=True)
    ]
    # Of places that cost alike, the first decides what is left for others: so both ends are tried.
    backwards = [each[::-1] for each in tries]
    turned = [sorted(each, key=_rounded) for each in backwards]
    both = [_settled(points, each, order) for each in (tries, turned)]
    return [each.box for each in min(both, key=_total)]


def _settled(
    points: Sequence[Point], tries: Sequence[Sequence[Try]], order: Sequence[int]
) -> list[Try]:
    """Return a place for each label, none of which has a better one while the others stay."""
    found: dict[int, Try] = {}
    for _ in range(6):
        before = dict(found)
        for one in order:
            others = [(points[other], found[other]) for other in found if other != one]
            found[one] = _cheapest(points[one], tries[one], others)
        if found == before:
            break
    return [found[one] for one in range(len(points))]


def _total(found: Sequence[Try]) -> float:
    pairs = itertools.combinations(found, 2)
    collisions = sum(one.box.overlaps(other.box) for one, other in pairs)
    return round(sum(each.cost for each in found) + _ON_LABEL * collisions, 2)


def _rounded(one: Try) -> float:
    """Return what a place costs so that the last digit of a cosine decides nothing."""
    return round(one.cost, 2)


def _room(points: Sequence[Point], one: int) -> float:
    """Return the distance to the third nearest other point."""
    return sorted(math.dist(points[one], other) for other in points)[:4][-1]


def _tries(point: Point, size: Point, bounds: Box, marks: Sequence[Box]) -> list[Try]:
    """Return the places around a point that lie within bounds, the best by themselves first."""
    (x, y), (width, height) = point, size
    found = []
    for ring in _RINGS:
        for number in range(_DIRECTIONS):
            angle = 2 * math.pi * number / _DIRECTIONS
            left = x + math.cos(angle) * (ring + width / 2) - width / 2
            top = y + math.sin(angle) * (ring + height / 2) - height / 2
            found.append(Box(left, top, left + width, top + height))
    inside = [
        box
        for box in found
        if box.left >= bounds.left
        and box.right <= bounds.right
        and box.top >= bounds.top
        and box.bottom <= bounds.bottom
    ]
    if not inside:
        left = max(bounds.left, min(x + 7, bounds.right - width))
        inside = [Box(left, y - height / 2, left + width, y + height / 2)]
    tries = [
        Try(
            math.dist(point, box.nearest(x, y))
            + _ON_POINT * sum(box.overlaps(mark) for mark in marks),
            box,
            box.nearest(x, y),
        )
        for box in inside
    ]
    return sorted(tries, key=_rounded)


def _cheapest(
    point: Point, tries: Sequence[Try], others: Sequence[tuple[Point, Try]]
) -> Try:
    """Return the best place beside those that others have: a line to it may cross them."""
    best, least = tries[0], math.inf
    for each in tries:
        if each.cost >= least:
            break
        cost = each.cost
        for other, taken in others:
            cost += _ON_LABEL * each.box.overlaps(taken.box)
            cost += _CROSSED * _crosses(point, each.end, taken.box)
            cost += _CROSSED * _crosses(other, taken.end, each.box)
            cost += _CROSSED * _meet(point, each.end, other, taken.end)
        if cost < least:
            best, least = each, cost
    return best


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
