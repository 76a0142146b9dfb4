"""Papers and areas: where things stand on a page. All measures are in points from the lower left corner."""

from collections.abc import Sequence
from dataclasses import dataclass

MM = 72 / 25.4
SHEETS = {"a4": (210 * MM, 297 * MM), "letter": (8.5 * 72, 11 * 72)}
BOOKS = {"a5": (148 * MM, 210 * MM), "half-letter": (139.7 * MM, 215.9 * MM)}
PAPERS = SHEETS | BOOKS
LIVE = (190 * MM, 260 * MM)
# The margins of a bound page: at the spine, at the outer edge, at the top, at the foot.
MARGINS = {
    "a5": (15 * MM, 13 * MM, 13 * MM, 16 * MM),
    "half-letter": (15 * MM, 12.7 * MM, 13 * MM, 14 * MM),
}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """Where it ends above."""
        return self.y + self.height

    def cut_from_top(self, height: float) -> "tuple[Area, Area]":
        """The uppermost part of that height, and the rest."""
        upper = Area(self.x, self.top - height, self.width, height)
        return upper, Area(self.x, self.y, self.width, self.height - height)

    def cut_from_left(self, width: float) -> "tuple[Area, Area]":
        """The leftmost part of that width, and the rest."""
        left = Area(self.x, self.y, width, self.height)
        return left, Area(self.x + width, self.y, self.width - width, self.height)

    def grid(self, across: int, down: int) -> "tuple[Area, ...]":
        """Equal parts, so many across and so many down, row by row from the upper left."""
        rows, rest = [], self
        for _ in range(down):
            row, rest = rest.cut_from_top(self.height / down)
            rows.append(row)
        return tuple(part for row in rows for part in row.columns((1,) * across, 0))

    def columns(self, shares: Sequence[float], gap: float) -> "tuple[Area, ...]":
        """Columns side by side, in the given shares."""
        room = self.width - gap * (len(shares) - 1)
        areas, x = [], self.x
        for share in shares:
            wide = room * share / sum(shares)
            areas.append(Area(x, self.y, wide, self.height))
            x += wide + gap
        return tuple(areas)


def is_recto(number: int) -> bool:
    """Whether a page of a book lies on the right, its spine at its left: the first does."""
    return number % 2 == 1


def live_area(paper: str, number: int = 1) -> Area:
    """Where all that is read stands on a page; on a book's it is clear of the spine and of the knife."""
    width, height = PAPERS[paper]
    if paper not in MARGINS:
        return Area((width - LIVE[0]) / 2, (height - LIVE[1]) / 2, *LIVE)
    inner, outer, top, foot = MARGINS[paper]
    return Area(inner if is_recto(number) else outer, foot, width - inner - outer, height - top - foot)
