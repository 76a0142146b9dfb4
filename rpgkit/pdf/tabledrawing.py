"""Draws a set table, and says what it is: one table of rows and cells, however many strips and pages it takes."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor

from rpgkit.pdf.canvas import LinkTo, Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.rows import Cell, settled
from rpgkit.pdf.strips import Line
from rpgkit.pdf.style import INK, Look
from rpgkit.pdf.tables import (
    ABOVE_ROWS,
    BETWEEN,
    STRIPS_APART,
    UNDER_TITLE,
    Piece,
    blurb_width,
    blurbs_of,
    height_of_heads,
    line_of,
    paragraph_in,
)
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

TINT = HexColor("#EDEBE8")
HEAVY, THIN = 0.9, 0.35
# By how much of its size the type of a row stands higher than a line is set, so that it is in the row's middle.
LIFTED = 0.11
_COLUMN = {"O": "Table", "Scope": "Column"}
_ROW = {"O": "Table", "Scope": "Row"}


class Cells(NamedTuple):
    """The nodes of a row: of its number, and of its further cells."""

    number: Node
    others: tuple[Node, ...]


class Told:
    """What a table says besides how it looks; made once for all its pieces."""

    def __init__(self, around: Node | None, heading: str) -> None:
        self._around, self._heading = around, heading
        self._rows: dict[int, Cells] = {}

    @cached_property
    def title(self) -> Node:
        """The heading."""
        return Node(self._heading, self._around)

    @cached_property
    def table(self) -> Node:
        """The table."""
        return Node("Table", self._around)

    def blurb(self) -> Node:
        """A paragraph under the title."""
        return Node("P", self._around)

    def heads(self, columns: int, rows: int) -> Cells:
        """The dice, which head the numbers, and the heads of the other columns.

        Where heads would be more than cells, as in every table of two columns, the dice are a cell: a reader that
        takes such a table for a layout is worse than numbers that head their rows and are headed by nothing.
        """
        row, are_more = Node("TR", self.table), columns + rows > rows * (columns - 1)
        dice = Node("TD", row) if are_more else Node("TH", row, attributes=_COLUMN)
        return Cells(dice, tuple(Node("TH", row, attributes=_COLUMN) for _ in range(columns - 1)))

    def row(self, at: int, columns: int) -> Cells:
        """The cells of a row, the same wherever it goes on."""
        if at not in self._rows:
            row = Node("TR", self.table)
            number = Node("TH", row, attributes=_ROW)
            self._rows[at] = Cells(number, tuple(Node("TD", row) for _ in range(columns - 1)))
        return self._rows[at]


class Drawing(NamedTuple):
    """How tables are drawn; `pages` are those where tables begin that words may lead to."""

    page: Page
    look: Look
    pages: Mapping[str, str]


def place_of(table: str) -> str:
    """The name of the bookmark where a table begins."""
    return f"table {table}"


def draw_piece(drawing: Drawing, piece: Piece, at: tuple[float, float], told: Told) -> None:
    """Draws a piece with its upper left corner at a place."""
    x, top = at
    rows = _draw_title(drawing, piece, Area(x, top, piece.layout.width, 0), told)
    head = height_of_heads(piece.layout.wording, piece.layout.sizes, piece.layout.columns)
    for number, strip in enumerate(piece.strips):
        if not strip:
            continue
        left = x + number * (piece.layout.strip_width + STRIPS_APART)
        band = Area(left, rows - head, piece.layout.strip_width, head)
        _draw_heads(drawing, piece, band, told if piece.first and number == 0 else None)
        _draw_ground(drawing, strip, band)
    for number, strip in enumerate(piece.strips):
        left, y = x + number * (piece.layout.strip_width + STRIPS_APART), rows - head
        for line in strip:
            _draw_row(drawing, piece, line, (left, y), told)
            y -= line.height


def _draw_title(drawing: Drawing, piece: Piece, area: Area, told: Told) -> float:
    """Title and blurb, or what they are further on; where the rows' heads begin."""
    wording, sizes, y = piece.layout.wording, piece.layout.sizes, area.top
    if piece.first and not wording.title and not blurbs_of(wording, True):
        return y
    said = [(wording.title, sizes.title, told.title if piece.first else None, piece.layout.width)]
    if not piece.first:
        goes_on = f"{wording.title or wording.heads[0]}, continued"
        said = [(goes_on, sizes.blurb, None, piece.layout.width)]
    wide = blurb_width(piece.layout.width, sizes)
    said += [(blurb, sizes.blurb, told.blurb(), wide) for blurb in blurbs_of(wording, piece.first)]
    for at, (text, style, node, width) in enumerate(said):
        paragraph = line_of(text, style, width)
        y -= paragraph.wrap(width, 1e6)[1]
        with drawing.page.tagged(node):
            paragraph.drawOn(drawing.page, area.x, y)
        y -= 0 if at else UNDER_TITLE
    return y - ABOVE_ROWS


def _draw_heads(drawing: Drawing, piece: Piece, band: Area, told: Told | None) -> None:
    """The dice and the columns' heads between two rules; all but the first are ornament."""
    page, sizes, columns = drawing.page, piece.layout.sizes, piece.layout.columns
    _rule(page, band.top, band, INK, HEAVY)
    _rule(page, band.y, band, drawing.look.rule, THIN * 1.5)
    wording = piece.layout.wording
    cells = told.heads(len(columns), len({entry.row for entry in wording.entries})) if told else None
    dice = wording.dice
    wide = width_of(dice, sizes.head.fontName, sizes.head.fontSize)
    face = (sizes.head.fontName, sizes.head.fontSize)
    with page.tagged(cells.number if cells else None):
        draw_line(page, dice, (band.x + columns[0] - wide, band.top - sizes.pad - face[1]), face, INK)
    for at, (x, width) in enumerate(_places(piece, band.x)):
        paragraph = line_of(piece.layout.wording.heads[at], sizes.head, width)
        high = paragraph.wrap(width, 1e6)[1]
        with page.tagged(cells.others[at] if cells else None):
            paragraph.drawOn(page, x, band.top - sizes.pad - high)


def _places(piece: Piece, left: float) -> Iterator[tuple[float, float]]:
    """Where each column after the numbers' begins, and how wide it is."""
    x = left + piece.layout.columns[0] + BETWEEN
    for width in piece.layout.columns[1:]:
        yield x, width
        x += width + BETWEEN


def _draw_ground(drawing: Drawing, strip: tuple[Line, ...], band: Area) -> None:
    """The tints under every second number's rows, or in their place thin rules."""
    page, y = drawing.page, band.y
    for at, line in enumerate(strip):
        if drawing.look.plain and at:
            _rule(page, y, band, drawing.look.rule, THIN / 2)
        y -= line.height
        if not (drawing.look.plain or line.entry.even):
            page.setFillColor(TINT)
            page.rect(band.x, y, band.width, line.height, stroke=0, fill=1)
    _rule(page, y, band, drawing.look.rule, THIN * 1.5)


def _rule(page: Page, y: float, band: Area, colour: Color, width: float) -> None:
    page.setStrokeColor(colour)
    page.setLineWidth(width)
    page.line(band.x, y, band.x + band.width, y)


def _draw_row(drawing: Drawing, piece: Piece, line: Line, at: tuple[float, float], told: Told) -> None:
    page, sizes, entry = drawing.page, piece.layout.sizes, line.entry
    (left, top), lift = at, LIFTED * sizes.body.fontSize
    cells = told.row(entry.row, len(piece.layout.columns))
    if entry.numbers:
        paragraph = line_of(entry.numbers, sizes.number, piece.layout.columns[0])
        high = paragraph.wrap(piece.layout.columns[0], 1e6)[1]
        with page.tagged(cells.number):
            paragraph.drawOn(page, left, top - sizes.pad - high + lift)
    for words, node, (x, width) in zip(entry.cells, cells.others, _places(piece, left), strict=True):
        cell = settled(words, drawing.pages)
        if any(stretch.text for stretch in cell):
            paragraph = paragraph_in(cell, width, sizes, _nodes(cell, node))
            high = paragraph.wrap(width, 1e6)[1]
            with page.tagged(node):
                paragraph.drawOn(page, x, top - sizes.pad - high + lift)
        elif entry.numbers:
            page.leave_empty(node)


def _nodes(cell: Cell, node: Node) -> list[Node | LinkTo]:
    """Whose each stretch of a cell is; none are needed where all is the cell's own."""
    if not any(stretch.to for stretch in cell):
        return []
    return [
        LinkTo(place_of(stretch.to), Node("Link", node), stretch.text) if stretch.to else node for stretch in cell
    ]
