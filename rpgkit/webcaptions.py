"""Where the word for a bond stands: beside its arrow, where nothing else is drawn; or nowhere."""

from collections.abc import Iterator, Sequence

from rpgkit.plane import Box, Points, box_about, is_free, length_of, point_at
from rpgkit.weblayout import Size
from rpgkit.webroutes import Course

# How far a word keeps from its own line and from all else, and in which shares of the way it is tried.
BESIDE, CLEAR = 6.0, 2.5
SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)
# How far from other arrows it would stand, and what a point is worth by which it is further from half the way.
FAR, AWAY = 44.0, 0.45
# A word on a line shorter than that would be taken for a part of a name.
SHORTEST = 30.0


def captions_of(
    courses: Sequence[Course], words: Sequence[Size], labels: Sequence[Box], room: Box
) -> tuple[Box | None, ...]:
    """The place of each word beside the course of the same number; there may be more courses than words."""
    placed: list[Box | None] = []
    for course, size in zip(courses, words, strict=False):
        taken = [*labels, *(box for box in placed if box)]
        placed.append(_place(course, size, taken, (courses, room)))
    return tuple(placed)


def _place(course: Course, size: Size, taken: Sequence[Box], among: tuple[Sequence[Course], Box]) -> Box | None:
    """The first place that is clear of everything; or of everything but ties, if there is none."""
    courses, room = among
    if length_of(course.points) < SHORTEST:
        return None
    free = [
        box
        for box in _beside(course.points, size)
        if room.spans(box)
        and not any(map(box.grown(CLEAR).meets, taken))
        and is_free(course.points, [box.grown(1)])
    ]
    arrows = [other.points for other in courses if other is not course and not other.line.tie]
    ties = [other.points for other in courses if other is not course and other.line.tie]
    clear = [box for box in free if all(is_free(points, [box.grown(CLEAR)]) for points in arrows)]
    clearer = [box for box in clear if all(is_free(points, [box.grown(CLEAR)]) for points in ties)]
    half = point_at(course.points, length_of(course.points) / 2)
    return max(clearer or clear, key=lambda box: _apart(box, arrows) - AWAY * abs(box.middle - half), default=None)


def _apart(box: Box, arrows: Sequence[Points]) -> float:
    """How far a word stands from other arrows, as far as that matters: nobody shall take it for one of theirs."""
    return min([FAR, *(abs(point - box.middle) for points in arrows for point in points)])


def _beside(points: Points, size: Size) -> Iterator[Box]:
    long = length_of(points)
    for share in SHARES:
        before, point, after = (point_at(points, long * share + step) for step in (-1, 0, 1))
        way = after - before
        across = way / (abs(way) or 1) * 1j
        reach = abs(across.real) * size.width / 2 + abs(across.imag) * size.height / 2 + BESIDE
        for side in (1, -1) if across.imag >= 0 else (-1, 1):
            yield box_about(point + across * side * reach, *size)
