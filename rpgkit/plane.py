"""What stands on a plane: boxes, and whether lines meet them or each other. A point is a complex number, x + yj."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Points = tuple[complex, ...]


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> complex:
        """Its middle."""
        return complex((self.left + self.right) / 2, (self.bottom + self.top) / 2)

    @property
    def corners(self) -> Points:
        """Its four corners."""
        left, bottom, right, top = self
        return complex(left, bottom), complex(right, bottom), complex(right, top), complex(left, top)

    def grown(self, by: float) -> "Box":
        """The box with its edges so much further out."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def meets(self, other: "Box") -> bool:
        """Whether two boxes have a part in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, point: complex) -> bool:
        """Whether a point is within."""
        return self.left < point.real < self.right and self.bottom < point.imag < self.top

    def spans(self, other: "Box") -> bool:
        """Whether another box is wholly within."""
        left, bottom, right, top = other
        return self.left <= left and self.bottom <= bottom and right <= self.right and top <= self.top

    def is_cut(self, one: complex, other: complex) -> bool:
        """Whether the way from one point to another passes through."""
        x, y, far_x, far_y = one.real, one.imag, other.real, other.imag
        if (x < self.left and far_x < self.left) or (x > self.right and far_x > self.right):
            return False
        if (y < self.bottom and far_y < self.bottom) or (y > self.top and far_y > self.top):
            return False
        across, upwards = far_x - x, far_y - y
        low, high = across * (self.bottom - y), across * (self.top - y)
        near, far = upwards * (self.left - x), upwards * (self.right - x)
        return min(low, high) - max(near, far) < 0 < max(low, high) - min(near, far)


def box_about(middle: complex, width: float, height: float) -> Box:
    """The box of a size about its middle."""
    x, y = middle.real, middle.imag
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def are_crossing(one: complex, other: complex, first: complex, second: complex) -> bool:
    """Whether two ways cross."""
    way, across = other - one, second - first
    x, y, back = way.real, way.imag, first - one
    if (x * back.imag - y * back.real) * (x * (second - one).imag - y * (second - one).real) >= 0:
        return False
    x, y, on = across.real, across.imag, other - first
    return (y * back.real - x * back.imag) * (x * on.imag - y * on.real) < 0


def bounds_of(points: Sequence[complex]) -> Box:
    """The box that points fill."""
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def crossings(line: Sequence[complex], other: Sequence[complex]) -> int:
    """How often two lines cross."""
    if not bounds_of(line).grown(0.01).meets(bounds_of(other).grown(0.01)):
        return 0
    return sum(are_crossing(*way, *across) for way in pairwise(line) for across in pairwise(other))


def is_free(line: Sequence[complex], boxes: Sequence[Box]) -> bool:
    """Whether a line passes through none of the boxes."""
    bounds = bounds_of(line).grown(0.01)
    near = [box for box in boxes if box.meets(bounds)]
    return not any(box.is_cut(*way) for box in near for way in pairwise(line))


def length_of(line: Sequence[complex]) -> float:
    """How long a line is."""
    return sum(abs(other - one) for one, other in pairwise(line))


def point_at(line: Sequence[complex], far: float) -> complex:
    """The point so far along a line from its beginning."""
    for one, other in pairwise(line):
        long = abs(other - one)
        if far <= long and long:
            return one + (other - one) * max(0.0, far) / long
        far -= long
    return line[-1]


def part_of(line: Sequence[complex], start: float, end: float) -> Points:
    """The part of a line between two distances from its beginning."""
    points, far = [point_at(line, start)], 0.0
    for one, other in pairwise(line):
        far += abs(other - one)
        if start < far < end:
            points.append(other)
    return (*points, point_at(line, end))


def bow(one: complex, over: complex, other: complex, steps: int) -> list[complex]:
    """A line in one bend from a point to another, drawn towards a third, in so many steps."""
    shares = [step / steps for step in range(steps + 1)]
    return [one * (1 - share) ** 2 + over * 2 * share * (1 - share) + other * share * share for share in shares]
