"""The head of a page to be filled in: its title, and in passing what is done with it."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.pdf.faces import LABEL, TEXT
from rpgkit.pdf.foot import Leaf
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import INK, SMALLEST, Look
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of


def small_of(look: Look) -> float:
    """The size of all that is said in passing."""
    return 16.0 if look.large else SMALLEST


def height_of_head(says: str, look: Look, width: float) -> float:
    """The room that a title takes with what is said beside it, or in large type below it."""
    size = small_of(look)
    if look.large:
        return float(size * 2.7 + _said(says, look, width).wrap(width, 1e6)[1] + size * 0.6)
    return size * 3.9


def _said(says: str, look: Look, width: float) -> Paragraph:
    size = small_of(look)
    style = ParagraphStyle("said", fontName=LABEL, fontSize=size, leading=size * 1.25, textColor=look.grey)
    return paragraph_of([(says, style)], width)


def draw_head(leaf: Leaf, area: Area, title: str, says: str, section: Node) -> None:
    """Draws both, and lists the title among the bookmarks."""
    page, size = leaf.page, small_of(leaf.look)
    page.bookmark(title, area.top)
    face = (TEXT, size * 2.1)
    base = area.top - size * 1.9
    with page.tagged(Node("H2", section)):
        draw_line(page, title, (area.x, base), face, INK)
    beside = 0 if leaf.look.large else width_of(title, *face) + size * 2
    said = _said(says, leaf.look, area.width - beside)
    high = said.wrap(area.width - beside, 1e6)[1]
    y = base - size * 0.8 - high if leaf.look.large else base - size * 0.28 - (high - size * 1.25) / 2
    with page.tagged(Node("P", section)):
        said.drawOn(page, area.x + beside, y)
