"""The cover of a booklet: its title, and one mark."""

from reportlab.lib.colors import HexColor

from rpgkit.pdf.book.opener import mark_of, said_of
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import ITALIC, LABEL, TEXT, typeset
from rpgkit.pdf.mark import draw_mark
from rpgkit.pdf.page import MM, PAPERS, Area, live_area
from rpgkit.pdf.style import INK, Look, fitted
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.supplement import Supplement

BLEED = 3.175 * MM
_SKIN, _PAPER = HexColor("#F4E9DF"), HexColor("#FFFFFF")
# The share of the cover that the mark has.
_UPPER = 0.62


def draw_cover(page: Page, supplement: Supplement, look: Look) -> None:
    """Draws it; the grounds bleed past the trim."""
    width, height = PAPERS[look.paper]
    live = live_area(look.paper, 1)
    split = height * (1 - _UPPER)
    if not look.plain:
        _ground(page, Area(-BLEED, split, width + 2 * BLEED, height - split + BLEED), _SKIN)
        _ground(page, Area(-BLEED, -BLEED, width + 2 * BLEED, split + BLEED), look.accent)
    around = Node("Sect")
    if supplement.cover:
        area = Area(live.x, split + 12 * MM, live.width, height - split - 30 * MM)
        with page.tagged(figure(said_of(supplement.cover), area, around)):
            draw_mark(page, mark_of(supplement.cover, supplement.title, look.plain), area)
    ink = INK if look.plain else _PAPER
    if look.plain:
        page.rule(live.x, split, live.width, (INK, 1.2))
    text, size = fitted(typeset(supplement.title), TEXT, live.width, 48.0)
    y = split - 17 * MM
    with page.tagged(Node("H1", around)):
        draw_line(page, text, (live.x, y), (TEXT, size), ink)
    text, size = fitted(typeset(supplement.subtitle), ITALIC, live.width, 15.0)
    with page.tagged(Node("P", around)):
        draw_line(page, text, (live.x, y - 9 * MM), (ITALIC, size), ink)
    text, size = fitted(typeset(supplement.author, LABEL), LABEL, live.width, 9.5)
    with page.tagged(Node("P", around)):
        draw_line(page, text, (live.x + live.width - width_of(text, LABEL, size), live.y), (LABEL, size), ink)


def _ground(page: Page, area: Area, colour: object) -> None:
    page.setFillColor(colour)
    page.rect(area.x, area.y, area.width, area.height, stroke=0, fill=1)
