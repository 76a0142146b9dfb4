"""A table set at a width: its columns, its rows in strips side by side, how high it is. Nothing is drawn here.

A strip is a run of the rows with columns of its own; short rows stand in two strips or more, and are one table.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.pdf.canvas import LinkTo
from rpgkit.pdf.faces import LABEL_BOLD, typeset
from rpgkit.pdf.page import MM
from rpgkit.pdf.prose import Swatch, paragraph_of, width_of_parts
from rpgkit.pdf.rows import Cell, Entry, Wording, folded, parted
from rpgkit.pdf.strips import Line, Strip, balanced, taken
from rpgkit.pdf.tabletype import Sizes
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import width_of

# The numbers' column, the space before each other and after the last, and that between strips.
NUMBERS, BETWEEN, EDGE, STRIPS_APART = 8.5 * MM, 7.5, 3.0, 7 * MM
# A text that is wrapped has a column of so many ems at least, and other cells of so many.
LEAST = (14, 9)
# On a small page less is better than to have all cells run in.
TIGHT = (11, 5.5)
# So many ems are a line that the eye still finds the end of.
LONGEST_LINE = 36
# Strips of so many ems are full columns; in narrower ones few rows are wrapped, and so many at least stand.
FULL_STRIP, MOST_WRAPPED, LEAST_HIGH = 24, 0.12, 3
ABOVE_ROWS, UNDER_TITLE, UNDER_ALL = 4.5, 2.0, 2.0


class Layout(NamedTuple):
    """How a table is set: at which width, in how many strips, each with columns of these widths."""

    wording: Wording
    sizes: Sizes
    width: float
    columns: tuple[float, ...]
    strips: int

    @property
    def strip_width(self) -> float:
        """How wide each strip is."""
        return (self.width - STRIPS_APART * (self.strips - 1)) / self.strips


class Piece(NamedTuple):
    """A set table, or a part of it: its lines in strips, and the height that it takes.

    `first`: it begins here, with title and blurb.
    """

    layout: Layout
    strips: tuple[Strip, ...]
    first: bool
    height: float


def paragraph_in(cell: Cell, width: float, sizes: Sizes, nodes: Sequence[Node | LinkTo] = ()) -> Paragraph:
    """A cell's words as a paragraph; with nodes, one for each stretch."""
    parts = _parts_of(cell, sizes)
    if nodes and len(parts) > len(cell):
        nodes = (nodes[0], *nodes)
    return paragraph_of([*parts, ("", sizes.body)], width, [*nodes, nodes[0]] if nodes else ())


def _parts_of(cell: Cell, sizes: Sizes) -> list[tuple[str | Swatch, ParagraphStyle]]:
    """A cell's words in their type, after the colour that it may begin with."""
    said: list[tuple[str | Swatch, ParagraphStyle]] = [
        (stretch.text, sizes.quiet if stretch.quiet else sizes.body) for stretch in cell
    ]
    return [(Swatch(cell[0].swatch), sizes.body), *said] if cell and cell[0].swatch and sizes.swatches else said


def line_of(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    """A title, a blurb, a head."""
    return paragraph_of([(text, style)], width)


@lru_cache(maxsize=50_000)
def _width_of_cell(cell: Cell, sizes: Sizes) -> float:
    return width_of_parts(_parts_of(cell, sizes))


@lru_cache(maxsize=50_000)
def _height_of_cell(cell: Cell, width: float, sizes: Sizes) -> float:
    """How high a cell is; one that fits a line needs not be set to know it."""
    if _width_of_cell(cell, sizes) < width - 1:
        return float(sizes.body.leading)
    nodes = [Node("TD")] * len(cell) if any(stretch.to for stretch in cell) else ()
    return float(paragraph_in(cell, width, sizes, nodes).wrap(width, 1e6)[1])


@lru_cache(maxsize=50_000)
def _height_of_text(text: str, style: ParagraphStyle, width: float) -> float:
    return float(line_of(text, style, width).wrap(width, 1e6)[1])


def height_of_title(wording: Wording, sizes: Sizes, width: float, first: bool) -> float:
    """The room of title and blurb, or of what stands in their place further on; none where they are nothing."""
    if first and not wording.title and not blurbs_of(wording, first):
        return 0.0
    title = _height_of_text(wording.title, sizes.title, width) if first else sizes.blurb.leading
    blurb = sum(_height_of_text(said, sizes.blurb, blurb_width(width, sizes)) for said in blurbs_of(wording, first))
    return float(title + UNDER_TITLE + blurb + ABOVE_ROWS)


def height_of_heads(wording: Wording, sizes: Sizes, columns: Sequence[float]) -> float:
    """The room of the heads of the columns."""
    heads = zip(wording.heads, columns[1:], strict=True)
    return 2 * float(sizes.pad) + max(_height_of_text(head, sizes.head, width) for head, width in heads)


def blurbs_of(wording: Wording, first: bool) -> list[str]:
    """What is said under a title, a paragraph each."""
    return [said for said in (wording.blurb, wording.left_out) if said and first]


def blurb_width(width: float, sizes: Sizes) -> float:
    """A blurb's lines are no longer than those that are read easily."""
    return float(min(width, 46 * sizes.blurb.fontSize))


def columns_of(
    wording: Wording, sizes: Sizes, width: float, most: tuple[float, float] = LEAST
) -> tuple[float, ...] | None:
    """The columns, the numbers' first, at a width; None where text or cells lack the ems that they need at most."""
    numbers = _width_of_numbers(wording, sizes)
    room = width - numbers - BETWEEN * len(wording.heads) - EDGE
    natural = [_natural(wording, sizes, at) for at in range(len(wording.heads))]
    if sum(natural) <= room:
        spare = (room - sum(natural)) / sum(natural)
        return (numbers, *(wide * (1 + spare) for wide in natural))
    em = sizes.body.fontSize
    least = [min(wide, max(most[at > 0] * em, _word(wording, sizes, at))) for at, wide in enumerate(natural)]
    if sum(least) > room:
        return None
    share = (room - sum(least)) / (sum(natural) - sum(least))
    return (numbers, *(low + share * (wide - low) for low, wide in zip(least, natural, strict=True)))


@lru_cache(maxsize=4_000)
def _width_of_numbers(wording: Wording, sizes: Sizes) -> float:
    head = width_of(wording.dice, sizes.head.fontName, sizes.head.fontSize)
    said = (width_of(entry.numbers, sizes.number.fontName, sizes.number.fontSize) for entry in wording.entries)
    return max(NUMBERS, head + 1, *(wide + 1 for wide in said))


@lru_cache(maxsize=4_000)
def _natural(wording: Wording, sizes: Sizes, at: int) -> float:
    """How wide a column is where none of its cells is wrapped."""
    head = width_of(typeset(wording.heads[at], LABEL_BOLD), LABEL_BOLD, sizes.head.fontSize)
    return 1.5 + max(head, *(_width_of_cell(entry.cells[at], sizes) for entry in wording.entries))


@lru_cache(maxsize=4_000)
def _word(wording: Wording, sizes: Sizes, at: int) -> float:
    """How wide the longest word of a column is that may not be broken; 0 where words may."""
    cells = (entry.cells[at] for entry in wording.entries) if sizes.whole and at else ()
    words = (stretch._replace(text=word) for cell in cells for stretch in cell for word in stretch.text.split(" "))
    return 1.5 + max((_width_of_cell((word,), sizes) for word in words), default=0)


def lines_of(layout: Layout) -> tuple[Line, ...]:
    """The entries with their heights."""
    return tuple(Line(entry, _height_of_entry(entry, layout)) for entry in layout.wording.entries)


def _height_of_entry(entry: Entry, layout: Layout) -> float:
    sizes = layout.sizes
    cells = zip(entry.cells, layout.columns[1:], strict=True)
    return 2 * sizes.pad + max(_height_of_cell(cell, width, sizes) for cell, width in cells)


def layout_of(wording: Wording, sizes: Sizes, width: float, room: float) -> Layout | None:
    """How a table is best set at a width, in pieces no higher than the room.

    None where it is not for that width: its columns would be too narrow, or its lines too long.
    """
    tried = (_layout(wording, sizes, width, strips, room) for strips in range(1, sizes.strips + 1))
    layouts = [layout for layout in tried if layout]
    return min(
        layouts,
        key=lambda layout: sum(piece.height for piece in cut(layout, room)) + 8 * layout.strips,
        default=None,
    )


def folded_layout(wording: Wording, sizes: Sizes, width: float, room: float) -> Layout:
    """How a table is set at a width whatever it holds: further cells run in after the text, long rows in parts."""
    whole = folded(wording)
    columns = columns_of(whole, sizes, width) or (NUMBERS, width - NUMBERS - BETWEEN - EDGE)
    letters = int(columns[1] * room / sizes.body.fontSize / sizes.body.leading)
    while True:
        layout = Layout(whole._replace(entries=tuple(parted(whole.entries, letters))), sizes, width, columns, 1)
        if letters < 2 or max(line.height for line in lines_of(layout)) <= room - _over_rows(layout, True):
            return layout
        letters //= 2


def even_columns(wording: Wording, sizes: Sizes, width: float) -> Layout:
    """A table in one strip whose columns after the numbers' are all as wide."""
    numbers, heads = _width_of_numbers(wording, sizes), len(wording.heads)
    wide = (width - numbers - BETWEEN * heads - EDGE) / heads
    return Layout(wording, sizes, width, (numbers, *[wide] * heads), 1)


def _layout(wording: Wording, sizes: Sizes, width: float, strips: int, room: float) -> Layout | None:
    narrow = (width - STRIPS_APART * (strips - 1)) / strips
    columns = columns_of(wording, sizes, narrow)
    if columns is None or columns[1] > LONGEST_LINE * sizes.body.fontSize < _natural(wording, sizes, 0):
        return None
    layout = Layout(wording, sizes, width, columns, strips)
    lines = lines_of(layout)
    if max(line.height for line in lines) > room / 2:
        return None
    if strips > 1 and not _may_stand_in(strips, lines, narrow, sizes):
        return None
    return layout


def _may_stand_in(strips: int, lines: Sequence[Line], width: float, sizes: Sizes) -> bool:
    """Whether rows may stand in so many strips: in narrow ones hardly one is wrapped, and they are not too low."""
    if width >= FULL_STRIP * sizes.body.fontSize:
        return len(lines) >= strips
    wrapped = sum(line.height > sizes.body.leading + 2 * sizes.pad for line in lines)
    return wrapped <= MOST_WRAPPED * len(lines) and len(lines) >= LEAST_HIGH * strips


def _over_rows(layout: Layout, first: bool) -> float:
    """The room that a piece takes besides its rows."""
    title = height_of_title(layout.wording, layout.sizes, layout.width, first)
    return title + height_of_heads(layout.wording, layout.sizes, layout.columns) + UNDER_ALL


@lru_cache(maxsize=4_000)
def cut(layout: Layout, room: float, first_room: float = 0) -> tuple[Piece, ...]:
    """The pieces of a table, none higher than the room; of the first, another room may be said."""
    lines = lines_of(layout)
    pieces: list[Piece] = []
    while lines:
        over = _over_rows(layout, not pieces)
        high = (room if pieces else first_room or room) - over
        here = taken(lines, layout.strips, high)
        tens = layout.wording.digits and here == len(lines)
        parts = balanced(lines[:here], layout.strips, high, tens)
        highest = max(sum(line.height for line in part) for part in parts)
        pieces.append(Piece(layout, parts, not pieces, over + highest))
        lines = lines[here:]
    return tuple(pieces)
