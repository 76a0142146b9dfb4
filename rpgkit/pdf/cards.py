"""Cards: nine to a page or larger, on one side of the paper, on both, or to be folded over."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple

from reportlab.lib.colors import HexColor

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.cardback import draw_back
from rpgkit.pdf.cardgrid import CardGrid, grid_of
from rpgkit.pdf.cardsides import Setter, Side, measures_of, set_deck
from rpgkit.pdf.decks import Deck
from rpgkit.pdf.mark import draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import Area
from rpgkit.pdf.poured import draw_laid, height_of
from rpgkit.pdf.style import LOOK, Look
from rpgkit.pdf.tags import figure

# How a deck is printed: on one side of the paper; on both, turned over its long edge; to be folded over. And what
# that is called among the wishes of a file that a printer's window opens with.
WAYS = {"single": "Simplex", "duplex": "DuplexFlipLongEdge", "fold": "Simplex"}
# A little mark stands beside so many lines: whose card it is, and the head.
_BESIDE = 2


class Leaf(NamedTuple):
    """One card of paper: its front, and its back, if anything is to be read there."""

    name: str
    front: Side
    back: Side | None


def cards_pdf(deck: Deck, look: Look = LOOK, way: str = "single") -> bytes:
    """A deck as a PDF, printed in one of the WAYS."""
    return print_cards(deck, look, way)[0]


def print_cards(deck: Deck, look: Look, way: str) -> tuple[bytes, int]:
    """A deck as a PDF, and how many cards there are to cut out."""
    grid = grid_of(look, way == "fold")
    file = BytesIO()
    page = Page(file, grid.paper, About(f"{deck.title}: cards of Half of Us", "Cards to cut out"))
    page.setViewerPreference("PrintScaling", "None")
    page.setViewerPreference("Duplex", WAYS[way])
    page.number_pages()
    leaves = leaves_of(deck, look, grid, way)
    for start in range(0, len(leaves), grid.count):
        _draw_leaves(page, leaves[start : start + grid.count], _Sheet(grid, look, way))
    page.save()
    return file.getvalue(), len(leaves)


def leaves_of(deck: Deck, look: Look, grid: CardGrid, way: str) -> list[Leaf]:
    """The cards to cut out, in order: a text that is longer than a card makes further ones."""
    margin = measures_of(look).margin
    width, height = (measure - 2 * margin for measure in grid.card)
    sides = set_deck(deck, Setter(look, width, height, way != "single"))
    return [leaf for card, of in zip(deck.cards, sides, strict=True) for leaf in _paired(card.name, of, way)]


def _paired(name: str, sides: Sequence[Side], way: str) -> Iterator[Leaf]:
    if way == "single":
        yield from (Leaf(name, side, None) for side in sides)
        return
    for front, back in zip_longest(sides[::2], sides[1::2]):
        yield Leaf(name, front, back)


class _Sheet(NamedTuple):
    """The sheets of paper that a deck is printed on."""

    grid: CardGrid
    look: Look
    way: str


def _draw_leaves(page: Page, leaves: Sequence[Leaf], sheet: _Sheet) -> None:
    """A page of cards, and the page of their backs, if they have one."""
    names = list(dict.fromkeys(leaf.name for leaf in (leaves[0], leaves[-1])))
    page.bookmark(" – ".join(names), sheet.grid.paper[1])
    _draw_lines(page, sheet)
    for at, leaf in enumerate(leaves):
        _draw_side(page, leaf.front, sheet.grid.front(at), sheet.look)
        if sheet.way == "fold":
            _draw_back(page, leaf, sheet.grid.back(at), sheet.look)
    page.showPage()
    if sheet.way == "duplex":
        for at, leaf in enumerate(leaves):
            _draw_back(page, leaf, sheet.grid.back(at), sheet.look)
        page.showPage()


def _draw_lines(page: Page, sheet: _Sheet) -> None:
    """Where to cut and where to fold."""
    page.setStrokeColor(sheet.look.grey)
    page.setLineWidth(0.4)
    for stroke in sheet.grid.cuts():
        page.line(*stroke)
    page.setStrokeColor(sheet.look.rule)
    page.setDash(2, 3)
    for stroke in sheet.grid.folds():
        page.line(*stroke)
    page.setDash()


def _draw_back(page: Page, leaf: Leaf, area: Area, look: Look) -> None:
    if leaf.back:
        _draw_side(page, leaf.back, area, look)
    else:
        draw_back(page, area, look)


def _draw_side(page: Page, side: Side, card: Area, look: Look) -> None:
    """A side of a card, inside its margins."""
    margin = measures_of(look).margin
    area = Area(card.x + margin, card.y + margin, card.width - 2 * margin, card.height - 2 * margin)
    top = draw_laid(page, side.top, area.x, area.top)
    if side.tags:
        top = _draw_tags(page, side, area.x, top, look)
    bottom = area.y + height_of(side.low)
    if side.picture:
        tall = height_of(side.top[:_BESIDE]) if side.little else top - bottom
        place = Area(area.x, bottom, area.width, tall)
        if side.little:
            place = Area(area.x + area.width - side.little, area.top - tall, side.little, tall)
        with page.tagged(figure(side.picture.says, place, side.sect)):
            draw_mark(page, side.picture.mark, place)
    if side.swatch:
        _draw_swatch(page, side, Area(area.x, area.top - height_of(side.top[:1]), area.width, 0), look)
    free = max(0.0, top - bottom - height_of(side.texts))
    draw_laid(page, side.texts, area.x, top - free * side.free)
    draw_laid(page, side.base, area.x, bottom + measures_of(look).air + height_of(side.base))
    if side.low and side.texts:
        page.setStrokeColor(look.rule)
        page.setLineWidth(0.5)
        page.line(area.x, bottom, area.x + area.width, bottom)
    draw_laid(page, side.low, area.x, bottom)


def _draw_swatch(page: Page, side: Side, under: Area, look: Look) -> None:
    """A colour beside the head; ornament, since the card says its name."""
    high = height_of(side.top[:1]) * 0.8
    page.setFillColor(HexColor(side.swatch))
    page.setStrokeColor(look.rule)
    page.setLineWidth(0.5)
    page.roundRect(under.x + under.width - side.little, under.y, side.little, high, 2, fill=1)


def _draw_tags(page: Page, side: Side, x: float, top: float, look: Look) -> float:
    """The tags of a row, after a disc that is half full; where they end."""
    assert side.tags
    size = side.tags.paragraph.style.fontSize
    radius = size * 0.33
    middle = (x + radius + 0.3, top - side.tags.before - size * 0.72)
    page.setStrokeColor(look.grey)
    page.setFillColor(look.grey)
    page.setLineWidth(0.6)
    page.circle(*middle, radius)
    page.wedge(middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius, 90, 180, fill=1)
    return draw_laid(page, [side.tags], x + size * 1.3, top)
