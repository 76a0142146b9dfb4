"""The blank map among the pages of a booklet: to be drawn in with a pencil."""

from rpgkit.chapter import Block
from rpgkit.pdf.blankmap import draw_ring
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.tags import figure

HIGH = 69 * MM
SAID = "A blank map: eight round places in a ring for those at the table, and four cards amidst them for the absent"


def map_slug(block: Block, setting: Setting) -> Slug:
    """The map over the whole width."""
    high = 2 * HIGH if setting.look.large else HIGH

    def draw(page: Page, x: float, top: float) -> None:
        area = Area(x, top - high, setting.width, high)
        with page.tagged(figure(SAID, area, setting.sect)):
            draw_ring(page, setting.look, area)

    return Slug(high, draw, high, 8.0, wide=True, line=block.line)
