"""A d66 of a word or two a row as a square: the tens down, the units across, colours shown as they are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rpgkit.chapter import Block
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL_BOLD
from rpgkit.pdf.rows import Entry
from rpgkit.pdf.style import INK
from rpgkit.pdf.tabledrawing import TINT
from rpgkit.pdf.tables import paragraph_in
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.table import Table

if TYPE_CHECKING:
    from rpgkit.pdf.book.tables import Context, SetTable

_MOST_WORDS, _NUMBERS, _APART = 3, 16.0, 5.0


def is_matrix(block: Block, tables: Mapping[str, Table]) -> bool:
    """Whether a block is a whole d66 of 36 rows of a few words each."""
    if block.kind != "table" or len(block.tables) != 1 or block.tables[0].numbers:
        return False
    table = tables[block.tables[0].table]
    return (
        table.dice.digits
        and len(table.rows) == 36
        and all(row.first == row.last and len(row.raw.split()) <= _MOST_WORDS for row in table.rows)
    )


def matrix_slug(table: "SetTable", context: "Context") -> Slug:
    """The square, under its title."""
    sizes, width = context.setting.type.tables, context.setting.width
    wide = (width - _NUMBERS) / 6
    entries = table.wording.entries
    lines = [entries[at : at + 6] for at in range(0, 36, 6)]
    heights = [max(_high(entry, wide - _APART, context) for entry in line) for line in lines]
    title = sizes.title.leading if table.wording.title != context.title else 0
    head = sizes.head.leading + 2
    high = title + head + sum(heights) + 4

    def draw(page: Page, x: float, top: float) -> None:
        for place in table.places:
            page.bookmark(table.wording.title, top, 1, place)
        if title:
            with page.tagged(table.told.title):
                draw_line(page, table.wording.title, (x, top - sizes.title.fontSize), _face(sizes.title), INK)
        y = _draw_units(page, table, (x, top - title), context)
        for at, line in enumerate(lines):
            row = Node("TR", table.told.table)
            if at % 2 and not context.setting.look.plain:
                page.setFillColor(TINT)
                page.rect(x, y - heights[at], width, heights[at], stroke=0, fill=1)
            with page.tagged(Node("TH", row, attributes={"O": "Table", "Scope": "Row"})):
                draw_line(page, str(at + 1), (x + 2, y - sizes.body.fontSize), (LABEL_BOLD, 8.5), INK)
            for units, entry in enumerate(line):
                paragraph = paragraph_in(entry.cells[0], wide - _APART, sizes)
                cell = paragraph.wrap(wide - _APART, 1e6)[1]
                with page.tagged(Node("TD", row)):
                    paragraph.drawOn(page, x + _NUMBERS + units * wide, y - 1 - cell)
            y -= heights[at]
        page.rule(x, y, width, (context.setting.look.rule, 0.5))

    says = " ".join(stretch.text for entry in entries for stretch in entry.cells[0])
    return Slug(
        high, draw, high, 9.0, wide=True, says=f"{table.wording.title} {says}", line=table.line, tables=table.ids
    )


def _face(style: object) -> tuple[str, float]:
    return style.fontName, style.fontSize  # type: ignore[attr-defined]


def _high(entry: Entry, width: float, context: "Context") -> float:
    paragraph = paragraph_in(entry.cells[0], width, context.setting.type.tables)
    return float(paragraph.wrap(width, 1e6)[1]) + 3


def _draw_units(page: Page, table: "SetTable", at: tuple[float, float], context: "Context") -> float:
    """The heads of the columns: the die in the corner, and the units."""
    x, top = at
    sizes, width = context.setting.type.tables, context.setting.width
    wide, face = (width - _NUMBERS) / 6, (sizes.head.fontName, sizes.head.fontSize)
    row = Node("TR", table.told.table)
    y = top - sizes.head.fontSize - 1
    page.rule(x, top, width, (INK, 0.9))
    with page.tagged(Node("TH", row, attributes={"O": "Table", "Scope": "Column"})):
        draw_line(page, "d66", (x, y), face, INK)
    for units in range(6):
        with page.tagged(Node("TH", row, attributes={"O": "Table", "Scope": "Column"})):
            draw_line(page, str(units + 1), (x + _NUMBERS + units * wide, y), face, INK)
    page.rule(x, top - sizes.head.leading - 2, width, (context.setting.look.rule, 0.5))
    assert width_of("d66", *face) < _NUMBERS + wide
    return top - sizes.head.leading - 2
