"""Where cards stand on a paper: pieces edge to edge in its middle, so that one cut parts two of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from rpgkit.pdf.page import MM, PAPERS, Area
from rpgkit.pdf.style import Look

# What printers leave white along every edge: a sixth of an inch.
BORDER = 12.0
# Marks stand a little off the cards, and are this long where the paper has the room; never shorter than SHORT.
OFF, LONG, SHORT = 2.4, 14.0, 6.0
CARD = (63 * MM, 88 * MM)
# A quarter of what A4 and Letter both can print.
LARGE_CARD = (95 * MM, 130 * MM)

Stroke = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CardGrid:
    """Columns and rows of cards on a paper; a folded card is twice as wide, its front on the right.

    What does not fit is refused: between the cards and the edge there is room for marks that a printer prints.
    """

    paper: tuple[float, float]
    card: tuple[float, float]
    columns: int
    rows: int
    folded: bool = False

    def __post_init__(self) -> None:
        if min(self.columns, self.rows, *self.card) <= 0:
            raise ValueError("a grid has a column and a row at least, of cards that have a width and a height")
        needed = BORDER + OFF + SHORT
        if min(self._margins) < needed - 0.001:
            wide, high = (self.paper[at] - 2 * needed for at in (0, 1))
            raise ValueError(
                f"{self.columns} by {self.rows} pieces of {_said(*self._piece)} do not fit: "
                f"a paper of {_said(*self.paper)} holds {_said(wide, high)} and the marks around"
            )

    @property
    def count(self) -> int:
        """How many cards a page holds."""
        return self.columns * self.rows

    @property
    def _piece(self) -> tuple[float, float]:
        return self.card[0] * (2 if self.folded else 1), self.card[1]

    @property
    def _margins(self) -> tuple[float, float]:
        width, height = self._piece
        return (self.paper[0] - width * self.columns) / 2, (self.paper[1] - height * self.rows) / 2

    def front(self, at: int) -> Area:
        """Where the front of a page's card stands: the first at the upper left."""
        row, column = divmod(at, self.columns)
        return self._half(row, column, 1 if self.folded else 0)

    def back(self, at: int) -> Area:
        """Where its back stands: left of the fold, or behind it when the paper is turned over its long edge."""
        row, column = divmod(at, self.columns)
        if self.folded:
            return self._half(row, column, 0)
        return self._half(row, self.columns - 1 - column, 0)

    def _half(self, row: int, column: int, half: int) -> Area:
        (left, foot), (width, height) = self._margins, self._piece
        x = left + column * width + half * self.card[0]
        return Area(x, foot + (self.rows - 1 - row) * height, *self.card)

    def cuts(self) -> Iterator[Stroke]:
        """The marks to cut along, around all cards and never on one."""
        (left, foot), (width, height) = self._margins, self._piece
        for column in range(self.columns + 1):
            yield from self._upright(left + column * width)
        for row in range(self.rows + 1):
            y, far = foot + row * height, self.paper[0] - left
            long = _mark(left)
            yield left - OFF - long, y, left - OFF, y
            yield far + OFF, y, far + OFF + long, y

    def folds(self) -> Iterator[Stroke]:
        """The lines to fold along: in the middle of every piece, from edge to edge of the cards."""
        (left, foot), (width, height) = self._margins, self._piece
        for column in range(self.columns if self.folded else 0):
            x = left + (column + 0.5) * width
            yield x, foot, x, foot + self.rows * height

    def _upright(self, x: float) -> Iterator[Stroke]:
        foot = self._margins[1]
        top, long = self.paper[1] - foot, _mark(foot)
        yield x, foot - OFF - long, x, foot - OFF
        yield x, top + OFF, x, top + OFF + long


def _mark(margin: float) -> float:
    return min(LONG, margin - OFF - BORDER)


def _said(width: float, height: float) -> str:
    return f"{width / MM:.0f} × {height / MM:.0f} mm"


# Columns and rows by whether cards are large and whether they fold; small ones that fold want the paper lying.
_GRIDS = {(False, False): (3, 3), (False, True): (2, 2), (True, False): (2, 2), (True, True): (1, 2)}


def grid_of(look: Look, folded: bool) -> CardGrid:
    """The grid of cards as they are printed in a look."""
    width, height = PAPERS[look.paper]
    lying = folded and not look.large
    paper = (height, width) if lying else (width, height)
    return CardGrid(paper, LARGE_CARD if look.large else CARD, *_GRIDS[look.large, folded], folded)
