"""Texts in columns: headings, labels with their texts run in, and each of them whole in one column."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.boxes import Box, Section
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import Look, Type
from rpgkit.pdf.tags import Node

ABOVE, BETWEEN, STEP = 9.0, 2.5, 4.0
# The longest text of one piece.
LONGEST = 600


class Piece(NamedTuple):
    """A set text with the room it takes, and the space before it; without a node its texts say whose they are."""

    paragraph: Paragraph
    height: float
    before: float
    node: Node | None
    rule: bool = False


# What must stay together: a heading with its first text.
Block = tuple[Piece, ...]


def blocks_of(sections: Iterable[Section], width: float, type: Type, sheet: Node) -> Iterator[Block]:
    """Sections of labelled texts for a column of that width."""
    for section in sections:
        within = Node("Sect", sheet)
        head: Block = (heading(section.title, width, type, within),)
        for labelled, boxes in groupby(section.boxes, key=lambda box: bool(box.label)):
            around = Node("L", within, attributes={"O": "List", "ListNumbering": "None"}) if labelled else within
            for box in boxes:
                for piece in _pieces(box, type, width, around):
                    yield (*head, piece)
                    head = ()


def heading(title: str, width: float, type: Type, within: Node) -> Piece:
    """A heading, with a line above it."""
    return _piece([(title, type.heads)], width, node=Node("H2", within))._replace(before=ABOVE, rule=True)


def _pieces(box: Box, type: Type, width: float, around: Node) -> Iterator[Piece]:
    """A label and its text, in parts where it is long."""
    first, *further = wrap(box.text, LONGEST) or [""]
    if not box.label:
        yield from (_piece([(part, type.values)], width, node=Node("P", around)) for part in (first, *further))
        return
    item = Node("LI", around)
    label, body = Node("Lbl", item), Node("LBody", item)
    texts = [(box.label, type.labels), (f"\xa0 {first}", type.values)]
    yield _piece(texts, width, (label, Node("P", body) if further else body))
    yield from (_piece([(part, type.values)], width, node=Node("P", body)) for part in further)


def rows_of(rows: Iterable[tuple[str, str]], width: float, type: Type, around: Node) -> Iterator[Block]:
    """Rows of a table of two columns, as lines: what stands first names the row."""
    for first, second in rows:
        row = Node("TR", around)
        named = Node("TH", row, attributes={"O": "Table", "Scope": "Row"})
        yield (_piece([(first, type.labels), (f"\xa0 {second}", type.values)], width, (named, Node("TD", row))),)


def _piece(
    texts: Sequence[tuple[str, ParagraphStyle]], width: float, nodes: Sequence[Node] = (), node: Node | None = None
) -> Piece:
    paragraph = paragraph_of(texts, width, nodes)
    return Piece(paragraph, paragraph.wrap(width, 10_000)[1], BETWEEN, node)


def _height(block: Block) -> float:
    return sum(piece.before + piece.height for piece in block)


def even_height(blocks: Sequence[Block], columns: int, most: float) -> float | None:
    """The least height at which so many columns hold all, None if that is more than `most`."""
    high = max(sum(map(_height, blocks)) / columns, max(map(_height, blocks), default=0.0))
    while high <= most:
        rest = blocks
        for _ in range(columns):
            rest = rest[_fitting(rest, high) :]
        if not rest:
            return high
        high += STEP
    return None


def _fitting(blocks: Sequence[Block], high: float) -> int:
    """How many blocks a column of that height holds, one at least."""
    for at, block in enumerate(blocks):
        high -= _height(block)
        if high < -0.01 and at > 0:
            return at
    return len(blocks)


def draw_columns(page: Page, blocks: Sequence[Block], columns: Sequence[Area], look: Look) -> Sequence[Block]:
    """Draws blocks column by column; those that are left over."""
    for column in columns:
        count = _fitting(blocks, column.height)
        y = column.top
        for block in blocks[:count]:
            for piece in block:
                y -= piece.before
                _draw_piece(page, piece, Area(column.x, y - piece.height, column.width, piece.height), look)
                y -= piece.height
        blocks = blocks[count:]
    return blocks


def _draw_piece(page: Page, piece: Piece, area: Area, look: Look) -> None:
    if piece.rule:
        page.rule(area.x, area.top + 2, area.width, (look.accent, 0.8))
    with page.tagged(piece.node):
        piece.paragraph.drawOn(page, area.x, area.y)
