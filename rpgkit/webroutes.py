"""Which way every arrow and tie of a map runs: in one bend past all labels, or round their corners if it must."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from rpgkit.plane import Box, Points, bow, crossings, is_free, length_of, part_of, point_at
from rpgkit.weblayout import Line, Places

# How far every line keeps from labels that are not its own, and how far from its own it ends.
OFF, SHORT = 7.0, 5.0
# The bends that are tried, in shares of the length: those of ties stand out, as the rim of a table does.
BENDS = (0.1, -0.1, 0.0, 0.18, -0.18, 0.27, -0.27, 0.38, -0.38, 0.5, -0.5)
STEPS = 16
# What a bend costs, a crossing, a crossing with a tie, and a line that lies along another.
BENT, CROSSED, TIED, ALONG = 90.0, 40.0, 12.0, 60.0
# How far from a corner a line begins to turn, as far as there is room.
ROUND = (80.0, 50.0, 30.0, 15.0, 8.0, 4.0)


class Course(NamedTuple):
    """A line and the way it runs, from the one to the other, ending short of both labels."""

    line: Line
    points: Points


def courses_of(places: Places, lines: Sequence[Line], room: Box) -> tuple[Course, ...]:
    """The courses of all lines in their order: arrows are laid before ties, and long ones after short ones."""
    order = sorted(range(len(lines)), key=lambda at: (lines[at].tie, _far(places, lines[at])))
    laid: dict[int, Course] = {}
    for at in order:
        laid[at] = _course(places, lines[at], room, list(laid.values()))
    return tuple(laid[at] for at in range(len(lines)))


def _far(places: Places, line: Line) -> float:
    return abs(places[line.one].middle - places[line.other].middle)


def _course(places: Places, line: Line, room: Box, laid: Sequence[Course]) -> Course:
    """The best of the bends that are free, or the shortest way round the labels."""
    others = [box.grown(OFF) for key, box in places.items() if key not in line[:2]]
    free = [
        (bend, course)
        for bend in BENDS
        if (course := _bent(places, line, bend)) and is_free(course.points, others) and _within(course, room)
    ]
    if not free:
        return Course(line, _round(places, line, room))
    hub = room.middle
    return min(free, key=lambda tried: _cost(tried[0], tried[1], laid, hub))[1]


def _within(course: Course, room: Box) -> bool:
    return all(map(room.grown(-OFF).holds, course.points))


def _bent(places: Places, line: Line, bend: float) -> Course | None:
    """A course in one bend, or nothing where it would leave its own labels twice."""
    one, other = places[line.one], places[line.other]
    way = other.middle - one.middle
    whole = bow(one.middle, (one.middle + other.middle) / 2 + way * 1j * bend, other.middle, STEPS)
    points = _clipped(whole, one.grown(SHORT), other.grown(SHORT))
    own = (one.grown(SHORT - 1), other.grown(SHORT - 1))
    return Course(line, points) if points and is_free(points, own) else None


def _clipped(line: Sequence[complex], one: Box, other: Box) -> Points:
    """The part of a line between two boxes: from where it leaves the first for good to where it meets the other."""
    long = length_of(line)
    start, end = _edge(line, one), long - _edge(line[::-1], other)
    return part_of(line, start, end) if start + 2 < end else ()


def _edge(line: Sequence[complex], box: Box) -> float:
    """How far along a line that begins within a box its edge is."""
    inside, outside = 0.0, length_of(line)
    far = next((far for far, point in _marks(line) if not box.holds(point)), outside)
    inside, outside = 0.0, far
    for _ in range(18):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if box.holds(point_at(line, middle)) else (inside, middle)
    return outside


def _marks(line: Sequence[complex]) -> Iterator[tuple[float, complex]]:
    far = 0.0
    for at, point in enumerate(line):
        far += abs(point - line[at - 1]) if at else 0
        yield far, point


def _cost(bend: float, course: Course, laid: Sequence[Course], hub: complex) -> float:
    cost: float = BENT * abs(abs(bend) - 0.1) ** 1.2
    if course.line.tie:
        one, other = course.points[0], course.points[-1]
        outwards = abs(course.points[len(course.points) // 2] - hub) - abs((one + other) / 2 - hub)
        cost -= 6 if outwards > 0 else 0
    for other_course in laid:
        light = course.line.tie or other_course.line.tie
        cost += crossings(course.points, other_course.points) * (TIED if light else CROSSED)
        if _share(course, other_course):
            cost += ALONG * _nearness(course.points, other_course.points)
    return cost


def _share(course: Course, other: Course) -> int:
    return len(set(course.line[:2]) & set(other.line[:2]))


def _nearness(points: Points, others: Points) -> float:
    """How close two lines lie to each other, from 0 to 1 and more, by their quarters."""
    near = 0.0
    for share in (0.25, 0.5, 0.75):
        point = point_at(points, length_of(points) * share)
        near += max(0.0, 1 - min(abs(point - other) for other in others) / 16)
    return near


def _round(places: Places, line: Line, room: Box) -> Points:
    """The shortest way from one label to another round the corners of all that stand between."""
    others = [box.grown(OFF) for key, box in places.items() if key not in line[:2]]
    one, other = places[line.one], places[line.other]
    corners = [corner for box in others for corner in box.grown(0.5).corners if room.grown(-1).holds(corner)]
    way = _shortest([one.middle, *corners, other.middle], others)
    points = _clipped(way, one.grown(SHORT), other.grown(SHORT)) or _clipped(way, one, other) or tuple(way)
    lines = (_softened(points, reach) for reach in ROUND)
    return next((line for line in lines if is_free(line, [box.grown(-1) for box in others])), points)


def _shortest(points: Sequence[complex], boxes: Sequence[Box]) -> list[complex]:
    """The shortest way from the first point to the last over the others, through none of the boxes (A*)."""
    goal = len(points) - 1
    waiting: list[tuple[float, float, int, tuple[int, ...]]] = [(abs(points[-1] - points[0]), 0.0, 0, (0,))]
    done: set[int] = set()
    while waiting:
        _, gone, at, way = heappop(waiting)
        if at == goal:
            return [points[step] for step in way]
        if at in done:
            continue
        done.add(at)
        for to, point in enumerate(points):
            if to not in done and is_free((points[at], point), boxes):
                far = gone + abs(point - points[at])
                heappush(waiting, (far + abs(points[goal] - point), far, to, (*way, to)))
    return [points[0], points[-1]]


def _softened(points: Points, most: float) -> Points:
    """A line with its corners rounded, as far from each of them as that."""
    soft = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(most, abs(before - corner) / 2, abs(after - corner) / 2)
        ends = [corner + (end - corner) / (abs(end - corner) or 1) * reach for end in (before, after)]
        soft += bow(ends[0], corner, ends[1], 4)
    return (*soft, points[-1])
