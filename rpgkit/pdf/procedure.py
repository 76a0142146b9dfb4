"""A circle by hand on paper: the eight steps, the cards, the map to fill in, and every table that it takes."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from rpgkit.errors import RpgkitError
from rpgkit.pdf.blankcards import draw_cards, pages_of_cards
from rpgkit.pdf.blankmap import draw_map, pages_of_map
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import load_fonts
from rpgkit.pdf.foot import GAP, Leaf, body_of
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.screens import draw_page_foot, draw_sheets
from rpgkit.pdf.steps import (
    GIVES_WAY,
    KEPT,
    LEAD,
    NEEDED,
    SIZES,
    STEPS,
    TITLE,
    Lead,
    Set,
    Types,
    columns_filled,
    set_steps,
    types_of_steps,
)
from rpgkit.pdf.style import INK, LOOK, Look
from rpgkit.pdf.tablebook import Book, frame_of, pages_of_tables
from rpgkit.pdf.tabledrawing import Drawing
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.table import Table

# The tables that a circle takes, those of names aside, in the order of the steps.
BEFORE_NAMES = ("lives/gender", "lives/attraction", "marks/tongues")
AFTER_NAMES = (
    "lives/ages", "marks/colours", "lives/work", "bonds/bonds", "bonds/age_gap", "scars/living", "scars/years",
    "bonds/ties", "lives/why_now",
)  # fmt: skip


class Front(NamedTuple):
    """The pages of the steps: what stands in which place on each, the first of them under title and lead."""

    types: Types
    lead: Area
    pages: tuple[list[tuple[Set, Area]], ...]


def procedure_pdf(tables: Mapping[str, Table], titles: Mapping[str, str], look: Look = LOOK) -> bytes:
    """How a circle is made by hand, as a PDF with all it takes; `titles` are those that rows may lead to.

    Raises RpgkitError where a table is lacking.
    """
    load_fonts()
    if lacks := [id for id in (*BEFORE_NAMES, *AFTER_NAMES) if id not in tables]:
        raise RpgkitError(f"a circle by hand takes {', '.join(lacks)}, which the tables lack")
    names = dict.fromkeys(tables["marks/tongues"].cell(row, "Names") for row in tables["marks/tongues"].rows)
    shown = [tables[id] for id in (*BEFORE_NAMES, *names, *AFTER_NAMES)]
    sheet, before = Node("Sect"), pages_of_cards(look) + pages_of_map(look)
    after = 1
    while True:
        book = pages_of_tables(shown, titles, look, after + before)
        said = {id: Lead(f"{titles[id]}, p.\xa0{page}", id) for id, page in book.pages.items()}
        first = next(iter(names))
        said["names"] = Lead(f"from p.\xa0{book.pages[first]} on", first)
        front = _front(look, said, sheet)
        if len(front.pages) == after:
            return _drawn(front, book, look, sheet)
        after = len(front.pages)


def _drawn(front: Front, book: Book, look: Look, sheet: Node) -> bytes:
    file = BytesIO()
    page = Page(
        file, PAPERS[look.paper], About("A circle by hand: Half of Us", "A circle made at the table, by dice")
    )
    page.number_pages()
    leaf = Leaf(page, look, sheet)
    drawing = Drawing(page, look, book.pages)
    cards = len(front.pages) + 1
    for number, placed in enumerate(front.pages, 1):
        if number == 1:
            page.bookmark(TITLE, front.lead.top)
            _draw_lead(leaf, front, cards)
        for one, area in placed:
            _draw_step(leaf, one, area)
        _end(drawing, number)
    for number, draw in enumerate(draw_cards(leaf), cards):
        draw()
        _end(drawing, number)
    for number, draw in enumerate(draw_map(leaf), cards + pages_of_cards(look)):
        draw()
        _end(drawing, number)
    page.bookmark("The tables", frame_of(look, False).body.top)
    draw_sheets(drawing, book, "H2")
    page.save()
    return file.getvalue()


def _end(drawing: Drawing, number: int) -> None:
    draw_page_foot(drawing, frame_of(drawing.look, False).foot, ("Half of Us · A circle", "", str(number)))
    drawing.page.showPage()


def _front(look: Look, tables: Mapping[str, Lead], sheet: Node) -> Front:
    """The steps in columns, in the largest type in which they take the fewest pages."""
    tried = [_in_type(look, types_of_steps(look, size), tables, sheet) for size in SIZES[look.large]]
    return min(tried, key=lambda front: len(front.pages))


def _in_type(look: Look, types: Types, tables: Mapping[str, Lead], sheet: Node) -> Front:
    body = body_of(look)
    lead, rest = body.cut_from_top(_height_of_lead(types, body.width))
    columns = (1,) if look.large else (1, 1)
    told = [(str(number), step) for number, step in enumerate(STEPS, 1)] + [("", GIVES_WAY), ("", KEPT)]
    left: Sequence[Set] = set_steps(told, rest.columns(columns, GAP)[0].width, types, tables, sheet)
    pages = []
    while left:
        placed, left = columns_filled(left, rest.columns(columns, GAP))
        pages.append(placed)
        rest = body
    return Front(types, lead, tuple(pages))


def _lead(types: Types, width: float, cards: int) -> list[tuple[str, float]]:
    said = [LEAD, NEEDED.format(cards=cards, map=cards + 1)]
    return [(text, paragraph_of([(text, types.text)], width).wrap(width, 1e6)[1]) for text in said]


def _height_of_lead(types: Types, width: float) -> float:
    words = sum(high + 3 for _, high in _lead(types, width, 2))
    return float(types.title.leading * 1.15 + words + types.text.leading)


def _draw_lead(leaf: Leaf, front: Front, cards: int) -> None:
    types, area = front.types, front.lead
    y = area.top - types.title.fontSize
    with leaf.page.tagged(Node("H1", leaf.sheet)):
        draw_line(leaf.page, TITLE, (area.x, y), (types.title.fontName, types.title.fontSize), INK)
    y = area.top - types.title.leading * 1.15
    for text, high in _lead(types, area.width, cards):
        paragraph = paragraph_of([(text, types.text)], area.width)
        paragraph.wrap(area.width, 1e6)
        y -= high
        with leaf.page.tagged(Node("P", leaf.sheet)):
            paragraph.drawOn(leaf.page, area.x, y)
        y -= 3
    leaf.page.rule(area.x, y - 3, area.width, (leaf.look.rule, 0.6))


def _draw_step(leaf: Leaf, one: Set, area: Area) -> None:
    """The number in the margin, the heading, and what is done."""
    types, page = one.types, leaf.page
    x, y, width = area.x + types.indent, area.top, area.width - types.indent
    heading = Node("H2", one.node)
    if one.number:
        size = types.number.fontSize
        with page.tagged(Node("Span", heading)):
            wide = width_of(one.number, types.number.fontName, size)
            at = (x - wide - 7, y - size * 0.72)
            draw_line(page, one.number, at, (types.number.fontName, size), leaf.look.grey)
    y -= one.heading.wrap(width, 1e6)[1]
    with page.tagged(heading):
        one.heading.drawOn(page, x, y)
    for paragraph, node in one.paragraphs:
        high = paragraph.wrap(width, 1e6)[1]
        y -= high + types.text.leading * 0.15
        with page.tagged(node):
            paragraph.drawOn(page, x, y)
        y -= types.text.leading * 0.15
