"""The parts of a booklet's page: the prose beside the spine, the margin for notes outside, the foot."""

from functools import cache
from typing import NamedTuple

from rpgkit.pdf.page import MM, Area, live_area
from rpgkit.pdf.style import Look

# The outer margin's column, and the space between it and the prose.
MARGIN, APART = 27 * MM, 4 * MM
# How far above the foot of the live area the text ends, and how far below it the folio stands.
ABOVE_FOOT, BELOW_FOOT = 2.2 * MM, 3.2 * MM
# Nothing stands nearer to the trim than this.
CLEAR = 12.75 * MM
# The longest line of large type that the eye still finds the end of.
LARGE_LINE = 152 * MM


class Frame(NamedTuple):
    """The parts of the page of a number: all of it, the column of prose, that of notes; where the folio stands."""

    number: int
    body: Area
    prose: Area
    margin: Area
    foot: float


@cache
def frame_of(look: Look, number: int) -> Frame:
    """The parts of a page; the margin lies outside, on the left of an even page. In large type there is none."""
    live = live_area(look.paper, number)
    if look.large:
        body = live.cut_from_top(live.height - 20)[0]
        return Frame(number, body, body.cut_from_left(LARGE_LINE)[0], Area(body.x, body.y, 0, 0), live.y)
    body = live.cut_from_top(live.height - ABOVE_FOOT)[0]
    foot = max(live.y - BELOW_FOOT, CLEAR)
    if number % 2:
        prose, rest = body.cut_from_left(body.width - MARGIN - APART)
        return Frame(number, body, prose, rest.cut_from_left(APART)[1], foot)
    margin, rest = body.cut_from_left(MARGIN)
    return Frame(number, body, rest.cut_from_left(APART)[1], margin, foot)
