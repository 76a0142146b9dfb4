"""The operators of a page's code followed one by one: what they paint with, how small the type is, and where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any, NamedTuple

Corners = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)
_INKS = frozenset(("k", "K", "g", "G"))
_OTHER_COLOURS = ("rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh")
_NO_TYPE = float("inf")


class Pen(NamedTuple):
    """Where the code stands: how it is moved and scaled, and the type that it sets."""

    matrix: Matrix = SAME
    text: Matrix = SAME
    line: Matrix = SAME
    leading: float = 0
    size: float = 0


@dataclass(slots=True)
class Seen:
    """What a page was seen to paint. `within`: the part of it that is printed in the end; inks are from 0 to 4."""

    within: Corners
    is_painted: bool = False
    has_tags: bool = False
    most_ink: float = 0
    smallest: float = _NO_TYPE
    other_colours: set[str] = field(default_factory=set)
    path: list[tuple[float, float]] = field(default_factory=list)

    @property
    def has_type(self) -> bool:
        """Whether any letter is set."""
        return self.smallest < _NO_TYPE

    def paint(self, points: Sequence[tuple[float, float]]) -> None:
        """Something is painted between these points."""
        xs, ys = zip(*points, strict=True)
        left, bottom, right, top = self.within
        if max(xs) > left and min(xs) < right and max(ys) > bottom and min(ys) < top:
            self.is_painted = True


def times(one: Sequence[float], other: Matrix) -> Matrix:
    """Two changes, one after the other, as one."""
    a, b, c, d, e, f = map(float, one)
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(point: tuple[float, float], by: Matrix) -> tuple[float, float]:
    """Where a point comes to stand."""
    x, y = point
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


Follow = Callable[[Seen, Pen, Any], Pen]


def _cm(_: Seen, pen: Pen, matrix: Any) -> Pen:
    return pen._replace(matrix=times(matrix, pen.matrix))


def _begin_text(_: Seen, pen: Pen, __: Any) -> Pen:
    return pen._replace(text=SAME, line=SAME)


def _face(_: Seen, pen: Pen, operands: Any) -> Pen:
    return pen._replace(size=float(operands[1]))


def _leading(_: Seen, pen: Pen, operands: Any) -> Pen:
    return pen._replace(leading=float(operands[0]))


def _place_text(_: Seen, pen: Pen, matrix: Any) -> Pen:
    placed = times(matrix, SAME)
    return pen._replace(text=placed, line=placed)


def _move_text(_: Seen, pen: Pen, by: Any) -> Pen:
    placed = times((1, 0, 0, 1, *by), pen.line)
    return pen._replace(text=placed, line=placed)


def _move_text_with_leading(seen: Seen, pen: Pen, by: Any) -> Pen:
    return _move_text(seen, pen._replace(leading=-float(by[1])), by)


def _next_line(seen: Seen, pen: Pen, _: Any) -> Pen:
    return _move_text(seen, pen, (0, -pen.leading))


def _set_text(seen: Seen, pen: Pen, operands: Any) -> Pen:
    said = operands[-1]
    parts = said if isinstance(said, list) else [said]
    if any(isinstance(part, str | bytes) and part for part in parts):
        matrix = times(pen.text, pen.matrix)
        size = abs(pen.size) * hypot(matrix[2], matrix[3])
        seen.smallest = min(seen.smallest, size)
        seen.paint([moved((0, 0), matrix), moved((pen.size, pen.size), matrix)])
    return pen


def _set_next_line(seen: Seen, pen: Pen, operands: Any) -> Pen:
    return _set_text(seen, _next_line(seen, pen, ()), operands)


def _to_points(seen: Seen, pen: Pen, operands: Any) -> Pen:
    numbers = [float(number) for number in operands]
    seen.path += (moved(point, pen.matrix) for point in zip(numbers[::2], numbers[1::2], strict=True))
    return pen


def _rectangle(seen: Seen, pen: Pen, operands: Any) -> Pen:
    x, y, width, height = map(float, operands)
    return _to_points(seen, pen, (x, y, x + width, y, x + width, y + height, x, y + height))


def _paint_path(seen: Seen, pen: Pen, _: Any) -> Pen:
    if seen.path:
        seen.paint(seen.path)
    return _end_path(seen, pen, ())


def _end_path(seen: Seen, pen: Pen, _: Any) -> Pen:
    seen.path.clear()
    return pen


def _inks(seen: Seen, pen: Pen, operands: Any) -> Pen:
    numbers = [float(number) for number in operands]
    seen.most_ink = max(seen.most_ink, sum(numbers) if numbers[1:] else 1 - numbers[0])
    return pen


def _tag(seen: Seen, pen: Pen, _: Any) -> Pen:
    seen.has_tags = True
    return pen


OPERATORS: Mapping[str, Follow] = {
    "cm": _cm,
    "BT": _begin_text,
    "Tf": _face,
    "TL": _leading,
    "Tm": _place_text,
    "Td": _move_text,
    "TD": _move_text_with_leading,
    "T*": _next_line,
    "'": _set_next_line,
    '"': _set_next_line,
    "re": _rectangle,
    "n": _end_path,
    **dict.fromkeys(("Tj", "TJ"), _set_text),
    **dict.fromkeys(("m", "l", "c", "v", "y"), _to_points),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "s", "S"), _paint_path),
    **dict.fromkeys(_INKS, _inks),
    **dict.fromkeys(("BDC", "BMC"), _tag),
}


def follow(seen: Seen, pen: Pen, operator: str, operands: Any) -> Pen:
    """Follows one operator; `q`, `Q`, `Do` and `gs` are for whoever knows the page's resources."""
    if operator in _OTHER_COLOURS:
        seen.other_colours.add(operator)
    if operator == "INLINE IMAGE":
        seen.other_colours.add("BI")
    known = OPERATORS.get(operator)
    return known(seen, pen, operands) if known else pen
