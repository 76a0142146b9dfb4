"""The cover of a booklet, front and back: two grounds, and a name that lies across the fold between them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.chapter import Art
from rpgkit.pdf.book.art import mark_of, said_of
from rpgkit.pdf.book.wall import Wall, names_of, sizes_across, wall_of
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.faces import ITALIC, LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.flat import flattened
from rpgkit.pdf.mark import PLAIN_INK, bare_layers_of, draw_mark, layers_of
from rpgkit.pdf.page import MM, PAPERS, Area, live_area
from rpgkit.pdf.pen import Layer
from rpgkit.pdf.plate import BLEED
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import INK, SMALLEST, Look
from rpgkit.pdf.tags import Node, figure
from rpgkit.supplement import Supplement

_SKIN, _ETCHED = "#F6E7D9", "#E5D2C0"
_PAPER = HexColor("#FFFFFF")
# The mark keeps so far from the edges, and is at most so high, in shares of the page.
_ASIDE, _HIGH = 13 * MM, 0.32
# How fine the points of the wall are: so many to the size of a letter.
_FINE = 100
_WALL, _WARM, _BARE = "cover-wall", "cover-warm", "cover-bare"
_FAR = 1e6
_GLOW = 10  # hundredths
_TITLES = (62, 54, 46, 40, 34, 28, 24, 20)
_WORDS = (17, 16, 15, 14, 13, 12, 11, 10)
# In large type all is so much larger; lines of so large a size are closer.
_LARGE, _TIGHT = 1.6, 28


class _Cover(NamedTuple):
    """One side of the cover: what it is of, how it is printed, and its halves, of which one is skin.

    The halves reach past the trim.
    """

    supplement: Supplement
    look: Look
    skin: Area
    ground: Area

    @property
    def fold(self) -> float:
        """Where the halves meet."""
        return max(self.skin.y, self.ground.y)

    @property
    def ink(self) -> Color:
        """What the ground is written on with."""
        return INK if self.look.plain else _PAPER


def draw_cover(page: Page, supplement: Supplement, look: Look) -> None:
    """Draws the front: the mark, half on skin and half bare, over title, subtitle and author."""
    upper, lower = _halves(look)
    cover, live, around = _Cover(supplement, look, upper, lower), live_area(look.paper, 1), Node("Sect")
    _draw_grounds(page, cover, upper)
    if supplement.cover:
        area = _area_of_mark(cover)
        with page.tagged(figure(said_of(supplement.cover, supplement.tables), area, around)):
            _draw_art(page, supplement.cover, area, cover)
    room, y = Area(0, 0, live.width, 42 * MM), live.y
    for role, text, face, sizes, above in (
        ("P", supplement.author, LABEL, (9.5,), 13 * MM),
        ("P", supplement.subtitle, ITALIC, (15, 13.5), 4 * MM),
        ("H1", supplement.title, TEXT, _TITLES, 0),
    ):
        if text:
            paragraph, high = _fitted(text, _style(face, cover.ink), _sizes(sizes, look), room)
            with page.tagged(Node(role, around)):
                paragraph.drawOn(page, live.x, y)
            y += high + above


def draw_back(page: Page, supplement: Supplement, look: Look, number: int) -> None:
    """Draws the back, which is the front upside down: what the book is, and who may do what with it."""
    upper, lower = _halves(look)
    cover, live, around = _Cover(supplement, look, lower, upper), live_area(look.paper, number), Node("Sect")
    foot = _foot_of_back(cover, live)
    clear = live.y + sum(high for _, high in foot) - lower.y + 3 * MM
    _draw_grounds(page, cover, lower.cut_from_top(lower.height - clear)[0])
    halved = supplement.cover is not None and supplement.cover.years is None
    if supplement.cover and halved:
        _draw_halved(page, supplement.cover, _area_of_mark(cover), cover)
    bottom = _area_of_mark(cover).top if halved else cover.fold + 13 * MM
    room = Area(live.x, bottom, live.width, live.top - bottom)
    paragraph, high = _fitted(supplement.back, _style(TEXT, cover.ink), _sizes(_WORDS, look), room)
    with page.tagged(Node("P", around)):
        paragraph.drawOn(page, live.x, live.top - high)
    y = live.y + sum(high for _, high in foot)
    for paragraph, high in foot:
        y -= high
        with page.tagged(Node("P", around)):
            paragraph.drawOn(page, live.x, y)


def _foot_of_back(cover: _Cover, live: Area) -> list[tuple[Paragraph, float]]:
    """Whose the book is and its licence, each with its height."""
    supplement, sizes = cover.supplement, _sizes((SMALLEST,), cover.look)
    said = ((f"{supplement.title}, by {supplement.author}", LABEL_BOLD), (supplement.licence, LABEL))
    return [_fitted(text, _style(face, INK), sizes, live) for text, face in said]


def _halves(look: Look) -> tuple[Area, Area]:
    """The upper and the lower half of the page, with their bleed."""
    width, height = PAPERS[look.paper]
    whole = Area(-BLEED, -BLEED, width + 2 * BLEED, height + 2 * BLEED)
    return whole.cut_from_top(whole.height / 2)


def _area_of_mark(cover: _Cover) -> Area:
    width, height = PAPERS[cover.look.paper]
    high = _HIGH * height
    if cover.supplement.cover and cover.supplement.cover.years is not None:
        return Area(_ASIDE, cover.fold + (cover.skin.height - high) / 2, width - 2 * _ASIDE, high)
    return Area(_ASIDE, cover.fold - high / 2, width - 2 * _ASIDE, high)


def _draw_grounds(page: Page, cover: _Cover, walled: Area) -> None:
    """The grounds, and names scratched into some part of the skin; in one ink, the fold alone."""
    if cover.look.plain:
        live = live_area(cover.look.paper, 1)
        page.rule(live.x, cover.fold, live.width, (INK, 1.0))
        return
    for area, colour in ((cover.skin, HexColor(_SKIN)), (cover.ground, cover.look.accent)):
        page.setFillColor(colour)
        page.rect(area.x, area.y, area.width, area.height, stroke=0, fill=1)
    size = sizes_across(cover.skin.width)
    if cover.supplement.cover and not page.hasForm(_WALL):
        names = names_of(cover.supplement.tables)
        wall = Wall(names, cover.skin.width / size, cover.skin.height / size, _FINE)
        add_drawing(page, _WALL, wall_of(wall, _ETCHED))
    if page.hasForm(_WALL):
        with _within(page, walled):
            page.translate(cover.skin.x, walled.y)
            page.scale(size / _FINE, size / _FINE)
            page.doForm(_WALL)


def _draw_art(page: Page, art: Art, area: Area, cover: _Cover) -> None:
    """A mark over the fold; a scar is whole, and on skin."""
    if art.years is None:
        _draw_halved(page, art, area, cover)
    else:
        draw_mark(page, mark_of(art, cover.supplement.title, cover.look.plain), area)


def _draw_halved(page: Page, art: Art, area: Area, cover: _Cover) -> None:
    """A name, half of it in its colour on the skin, half of it without."""
    mark = mark_of(art, cover.supplement.title, cover.look.plain)
    bare = PLAIN_INK if cover.look.plain else _SKIN
    if not page.hasForm(_WARM):
        add_drawing(page, _WARM, flattened(_without_glow(layers_of(mark)), _SKIN))
        add_drawing(page, _BARE, bare_layers_of(mark, bare))
    left, bottom, right, top = page._doc.getFormBBox(_WARM)
    scale = min(area.width / (right - left), area.height / (top - bottom))
    for half, form in ((cover.skin, _WARM), (cover.ground, _BARE)):
        with _within(page, half):
            page.translate(
                area.x + area.width / 2 - (left + right) / 2 * scale,
                area.y + area.height / 2 - (bottom + top) / 2 * scale,
            )
            page.scale(scale, scale)
            page.doForm(form)


def _without_glow(layers: Sequence[Layer]) -> list[Layer]:
    """A mark without what glows round it: that of letters below the fold would shine over it."""
    return [layer for layer in layers if layer.alpha > _GLOW]


@contextmanager
def _within(page: Page, area: Area) -> Iterator[None]:
    """Draws nothing outside an area; what is moved meanwhile is moved back."""
    page.saveState()
    path = page.beginPath()
    path.rect(area.x, area.y, area.width, area.height)
    page.clipPath(path, stroke=0, fill=0)
    yield
    page.restoreState()


def _sizes(sizes: Sequence[float], look: Look) -> tuple[float, ...]:
    return tuple(max(16.0, _LARGE * size) if look.large else size for size in sizes)


def _style(face: str, ink: Color) -> ParagraphStyle:
    return ParagraphStyle("cover", fontName=face, textColor=ink)


def _fitted(text: str, style: ParagraphStyle, sizes: Sequence[float], room: Area) -> tuple[Paragraph, float]:
    """A text in the largest of some sizes in which it fits a room, and how high it is."""
    for size in sizes:
        leading = size * (1.05 if size >= _TIGHT else 1.32)
        paragraph = paragraph_of(
            [(text, ParagraphStyle("fitted", style, fontSize=size, leading=leading))], room.width
        )
        high = float(paragraph.wrap(room.width, _FAR)[1])
        if high <= room.height and paragraph.minWidth() <= room.width:
            break
    return paragraph, high
