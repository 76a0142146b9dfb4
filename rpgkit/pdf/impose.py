"""Pages as they stand on the sheets of a booklet that is folded and stapled in the middle.

A sheet lies: it is as wide as two pages. Behind the right half of its front is the left half of its back when it is
turned like a page, over its short edge. Turned over its long edge, the right half stays right and its head becomes
its foot: so the same back is printed upside down, by half a turn, and its pages are where they must be again.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Flip = Literal["long", "short"]
SHEET = 4  # pages


class Side(NamedTuple):
    """A side of a sheet: the pages that stand left and right, and which sheet it is, the outermost being 0."""

    left: int
    right: int
    sheet: int
    is_back: bool


def padded(pages: int) -> int:
    """How many pages the sheets have that hold so many."""
    return pages + -pages % SHEET


def sides_of(pages: int) -> Iterator[Side]:
    """The sides of all sheets, the outermost first, fronts before backs; the last pages may be blank."""
    last = padded(pages)
    for sheet in range(last // SHEET):
        first = 2 * sheet + 1
        yield Side(last + 1 - first, first, sheet, False)
        yield Side(first + 1, last - first, sheet, True)
