"""A d66 of a word or two a row as a square: the tens down, the units across, colours shown as they are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.chapter import Block
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.rows import Entry
from rpgkit.pdf.style import INK, SMALLEST
from rpgkit.pdf.tabledrawing import TINT
from rpgkit.pdf.tables import paragraph_in
from rpgkit.pdf.tabletype import Sizes
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.table import Table

if TYPE_CHECKING:
    from rpgkit.pdf.book.tables import Context, SetTable

_MOST_WORDS, _APART, _PAD = 3, 6.0, 2.0
# How high a colour is shown, how far above its name, and how much room a title has below it.
_SWATCH, _OVER, _UNDER_TITLE = 9.0, 1.0, 5.0
_SIDE = 6
_ROW = {"O": "Table", "Scope": "Row"}
_COLUMN = {"O": "Table", "Scope": "Column"}


class _Square(NamedTuple):
    """A square: its table, what stands around it, its lines and how high each of them is."""

    table: "SetTable"
    context: "Context"
    lines: tuple[tuple[Entry, ...], ...]
    heights: tuple[float, ...]

    @property
    def sizes(self) -> Sizes:
        """The type of tables."""
        return self.context.setting.type.tables

    @property
    def title(self) -> str:
        """What stands over it: nothing where the chapter says it already."""
        title = self.table.wording.title
        return title if title != self.context.title else ""

    @property
    def head(self) -> float:
        """The height of the line of units."""
        return float(self.sizes.head.leading) + 2


def is_matrix(block: Block, tables: Mapping[str, Table]) -> bool:
    """Whether a block is a whole d66 of 36 rows of a few words each."""
    if block.kind != "table" or len(block.tables) != 1 or block.tables[0].numbers:
        return False
    table = tables[block.tables[0].table]
    return (
        table.dice.digits
        and len(table.rows) == _SIDE**2
        and all(row.first == row.last and len(row.raw.split()) <= _MOST_WORDS for row in table.rows)
    )


def matrix_slug(table: "SetTable", context: "Context") -> Slug:
    """The square, under its title."""
    entries = table.wording.entries
    lines = tuple(entries[at : at + _SIDE] for at in range(0, len(entries), _SIDE))
    wide = _width_of_cell(context) - _APART
    heights = tuple(max(_high(entry, wide, context) for entry in line) for line in lines)
    square = _Square(table, context, lines, heights)
    title = square.sizes.title.leading + _UNDER_TITLE if square.title else 0
    high = title + square.head + sum(heights) + 4

    def draw(page: Page, x: float, top: float) -> None:
        for place in table.places:
            page.bookmark(table.wording.title, top, 1, place)
        if square.title:
            with page.tagged(table.told.title):
                _draw(page, square.title, (x, top - square.sizes.title.fontSize), square.sizes.title)
        _draw_units(page, square, (x, top - title))
        _draw_lines(page, square, (x, top - title - square.head))

    words = " ".join(stretch.text for entry in entries for stretch in entry.cells[0])
    says = f"{table.wording.title} {words}"
    return Slug(high, draw, high, 9.0, wide=True, says=says, line=table.line, tables=table.ids, shows=table.shows)


def _width_of_numbers(context: "Context") -> float:
    head = context.setting.type.tables.head
    return width_of("d66", head.fontName, head.fontSize) + _APART


def _width_of_cell(context: "Context") -> float:
    return (context.setting.width - _width_of_numbers(context)) / _SIDE


def _named(entry: Entry, sizes: Sizes) -> Paragraph:
    """The words of a cell, without the swatch, which stands over them."""
    cell = tuple(stretch._replace(swatch="") for stretch in entry.cells[0])
    body = ParagraphStyle("named", sizes.body, fontSize=_size_of_names(sizes))
    body.leading = body.fontSize + 0.75
    return paragraph_in(cell, 0, sizes._replace(body=body))


def _size_of_names(sizes: Sizes) -> float:
    """A little smaller than the rows of other tables, as far as may be."""
    return max(SMALLEST, float(sizes.body.fontSize) - 0.5) if sizes.strips > 1 else float(sizes.body.fontSize)


def _high(entry: Entry, width: float, context: "Context") -> float:
    sizes = context.setting.type.tables
    swatch = _SWATCH + _OVER if _swatch_of(entry) and sizes.swatches else 0
    return swatch + float(_named(entry, sizes).wrap(width, 1e6)[1]) + 2 * _PAD


def _swatch_of(entry: Entry) -> str:
    return entry.cells[0][0].swatch if entry.cells[0] else ""


def _draw(page: Page, text: str, at: tuple[float, float], style: ParagraphStyle) -> None:
    draw_line(page, text, at, (style.fontName, style.fontSize), INK)


def _draw_units(page: Page, square: _Square, at: tuple[float, float]) -> None:
    """The heads of the columns: the die in the corner, and the units."""
    x, top = at
    setting, head = square.context.setting, square.sizes.head
    row, y = Node("TR", square.table.told.table), top - head.fontSize - 1
    page.rule(x, top, setting.width, (INK, 0.9))
    numbers, wide = _width_of_numbers(square.context), _width_of_cell(square.context)
    places = [x, *(x + numbers + units * wide for units in range(_SIDE))]
    for said, place in zip((square.table.wording.dice, *"123456"), places, strict=True):
        with page.tagged(Node("TH", row, attributes=_COLUMN)):
            _draw(page, said, (place, y), head)
    page.rule(x, top - square.head, setting.width, (setting.look.rule, 0.5))


def _draw_lines(page: Page, square: _Square, at: tuple[float, float]) -> None:
    """The tens, each with its six cells; every second line has a tint."""
    x, y = at
    setting, sizes = square.context.setting, square.sizes
    numbers, wide = _width_of_numbers(square.context), _width_of_cell(square.context)
    for tens, (line, high) in enumerate(zip(square.lines, square.heights, strict=True), 1):
        row = Node("TR", square.table.told.table)
        if tens % 2 == 0 and not setting.look.plain:
            page.setFillColor(TINT)
            page.rect(x, y - high, setting.width, high, stroke=0, fill=1)
        with page.tagged(Node("TH", row, attributes=_ROW)):
            right = x + numbers - _APART - width_of("0", sizes.head.fontName, sizes.head.fontSize)
            _draw(page, str(tens), (right, y - sizes.body.fontSize), sizes.head)
        for units, entry in enumerate(line):
            place = Area(x + numbers + units * wide, y - high, wide - _APART, high - _PAD)
            _draw_cell(page, square, entry, place, Node("TD", row))
        y -= high
    page.rule(x, y, setting.width, (setting.look.rule, 0.5))


def _draw_cell(page: Page, square: _Square, entry: Entry, place: Area, node: Node) -> None:
    """A colour over its name; the pale ones have an edge."""
    top, swatch = place.top, _swatch_of(entry)
    if swatch and square.sizes.swatches:
        page.setFillColor(HexColor(swatch))
        page.setStrokeColor(square.context.setting.look.rule)
        page.setLineWidth(0.4)
        page.rect(place.x, top - _SWATCH, place.width, _SWATCH, fill=1)
        top -= _SWATCH + _OVER
    paragraph = _named(entry, square.sizes)
    high = paragraph.wrap(place.width, 1e6)[1]
    with page.tagged(node):
        paragraph.drawOn(page, place.x, top - high)
