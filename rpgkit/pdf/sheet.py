"""The character sheet: one page led by the mark, and a further one only if the texts need it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.boxes import Box, Section, mark_read, sections_of
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT, typeset
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area, live_area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import GREY, HEADS, INK, LABELS, RULE, SMALLEST, VALUES, fitted
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line
from rpgkit.person import Character
from rpgkit.profile import code_of

HEAD, FOOT, GAP = 168.0, 22.0, 22.0
LARGEST_NAME = 64.0
MOST_LETTERS = 60
LONGEST = 1200
MOST_NAMES = 3


class Piece(NamedTuple):
    """A set text with the room it takes, and the space before it; without a node its texts say whose they are."""

    paragraph: Paragraph
    height: float
    before: float
    node: Node | None
    rule: bool = False


def sheet_pdf(characters: Sequence[Character], paper: str = "a4", gm: bool = False) -> bytes:
    """The sheets of one character or several as a PDF."""
    file = BytesIO()
    page = Page(file, PAPERS[paper], About(_title(characters), "A character sheet of Half of Us"))
    for character in characters:
        name = character.person.name.true
        page.number_pages(f"{name} " if characters[1:] else "")
        page.bookmark(name, live_area(paper).top)
        _draw_pages(page, character, live_area(paper), gm)
    page.save()
    return file.getvalue()


def _title(characters: Sequence[Character]) -> str:
    names = ", ".join(character.person.name.true for character in characters[:MOST_NAMES])
    more = "" if len(characters) <= MOST_NAMES else " and others"
    return f"{names}{more}: {'characters' if characters[1:] else 'a character'} of Half of Us"


def _draw_pages(page: Page, character: Character, live: Area, gm: bool) -> None:
    sheet = Node("Sect")
    head, rest = live.cut_from_top(HEAD)
    _draw_person(page, character, head, sheet)
    if gm:
        _draw_whose(page, head, sheet)
    chest = head.cut_from_top(54)[1]
    mark = Mark(character.named.borne, character.years, character.code)
    with page.tagged(figure(alternative_text(mark, mark_read(character)), chest, sheet)):
        draw_mark(page, mark, chest)
    with page.tagged(Node("P", sheet)):
        _draw_code(page, live, f"Half of Us · {code_of(character)}")
    left, right = rest.cut_from_top(rest.height - FOOT)[0].columns((1, 1), GAP)
    blocks, first = _largest(sections_of(character, gm), left, sheet)
    blocks = _draw_column(page, blocks, left.cut_from_top(first)[0])
    blocks = _draw_column(page, blocks, right)
    number = 1
    while blocks:
        _draw_place(page, live, f"page {number}, continued overleaf")
        page.showPage()
        number += 1
        left, right = live.cut_from_top(live.height - FOOT)[0].columns((1, 1), GAP)
        first = _even_height(blocks, left.height) or left.height
        blocks = _draw_column(page, blocks, left.cut_from_top(first)[0])
        blocks = _draw_column(page, blocks, right)
        _draw_code(page, live, code_of(character) if blocks else f"Half of Us · {code_of(character)}")
    _draw_place(page, live, f"page {number}" if number > 1 else "")
    page.showPage()


def _largest(sections: tuple[Section, ...], column: Area, sheet: Node) -> tuple[list[list[Piece]], float]:
    """The blocks in the largest type in which two columns hold them, and how high the first column is.

    Where no type is small enough, there is room for a middling one on a further page.
    """
    for style in VALUES:
        blocks = list(_blocks(sections, column.width, style, sheet))
        first = _even_height(blocks, column.height)
        if first is not None:
            return blocks, first
    return list(_blocks(sections, column.width, VALUES[1], sheet)), column.height


def _blocks(
    sections: tuple[Section, ...], width: float, style: ParagraphStyle, sheet: Node
) -> Iterator[list[Piece]]:
    """What must stay together, each as its pieces: a heading with its first box, a label with its text."""
    for section in sections:
        within = Node("Sect", sheet)
        block = [_piece(section.title, HEADS, width, Node("H2", within))._replace(before=14, rule=True)]
        for labelled, boxes in groupby(section.boxes, key=lambda box: bool(box.label)):
            around = Node("L", within, attributes={"O": "List", "ListNumbering": "None"}) if labelled else within
            for box in boxes:
                for pieces in _pieces(box, style, width, around):
                    yield [*block, *pieces]
                    block = []


def _pieces(box: Box, style: ParagraphStyle, width: float, around: Node) -> Iterator[list[Piece]]:
    """A box as what must stay together: its label and its text, in parts where it is long."""
    if not box.label:
        yield from ([_piece(part, style, width, Node("P", around))] for part in wrap(box.text, LONGEST))
        return
    item = Node("LI", around)
    label, text = Node("Lbl", item), Node("LBody", item)
    short = _short_piece(box, style, width, (label, text))
    if short:
        yield [short]
        return
    block = [_piece(box.label, LABELS, width, label)._replace(before=4)]
    parts = wrap(box.text, LONGEST)
    for part in parts:
        yield [*block, _piece(part, style, width, Node("P", text) if parts[1:] else text)]
        block = []


def _short_piece(box: Box, style: ParagraphStyle, width: float, nodes: tuple[Node, Node]) -> Piece | None:
    """A label and its text on one line, where they fit on one."""
    if len(box.label) + len(box.text) > MOST_LETTERS:
        return None
    paragraph = paragraph_of([(box.label, LABELS), (f"\xa0 {box.text}", style)], width, nodes)
    _, height = paragraph.wrap(width, 10_000)
    return Piece(paragraph, height, 2, None) if height <= style.leading else None


def _piece(text: str, style: ParagraphStyle, width: float, node: Node) -> Piece:
    paragraph = paragraph_of([(text, style)], width)
    _, height = paragraph.wrap(width, 10_000)
    return Piece(paragraph, height, 0, node)


def _height(block: list[Piece]) -> float:
    return sum(piece.before + piece.height for piece in block)


def _even_height(blocks: list[list[Piece]], most: float) -> float | None:
    """How high the first column is where two hold all: it ends with a section, if the two are even so."""
    heights = [_height(block) for block in blocks]
    whole = sum(heights)
    ends = [(sum(heights[:at]), blocks[at][0].rule) for at in range(1, len(blocks))]
    fitting = [(end, rule) for end, rule in ends if max(end, whole - end) <= most]
    _, end = min(((abs(whole - 2 * end) - 90 * rule, end) for end, rule in fitting), default=(0, None))
    return end


def _draw_column(page: Page, blocks: list[list[Piece]], column: Area) -> list[list[Piece]]:
    """Draws the blocks that a column holds, one at least; those that are left over."""
    y = column.top
    for at, block in enumerate(blocks):
        if y - _height(block) < column.y - 0.01 and at > 0:
            return blocks[at:]
        for piece in block:
            y -= piece.before
            if piece.rule:
                page.setStrokeColor(RULE)
                page.setLineWidth(0.6)
                page.line(column.x, y + 2, column.x + column.width, y + 2)
            y -= piece.height
            with page.tagged(piece.node):
                piece.paragraph.drawOn(page, column.x, y)
    return []


def _draw_person(page: Page, character: Character, area: Area, sheet: Node) -> None:
    """Who it is."""
    person = character.person
    with page.tagged(Node("H1", sheet)):
        _draw_fitted(page, typeset(person.name.true), (area.x, area.top - 30), (TEXT, 30), area.width * 0.8)
    with page.tagged(Node("P", sheet)):
        said = typeset(f"{person.age} · {person.gender.pronouns.said}", LABEL)
        _draw_fitted(page, said, (area.x, area.top - 47), (LABEL, 10.5), area.width)


def _draw_whose(page: Page, area: Area, sheet: Node) -> None:
    """Says that it is not for players."""
    with page.tagged(Node("P", sheet)):
        page.setFillColor(GREY)
        page.setFont(LABEL_BOLD, 10)
        page.drawRightString(area.x + area.width, area.top - 30, "the GM’s copy")


def _draw_fitted(page: Page, text: str, at: tuple[float, float], face: tuple[str, float], width: float) -> None:
    """A line of text, smaller or cut where it is too long."""
    text, size = fitted(text, face[0], width, face[1])
    draw_line(page, text, at, (face[0], size), INK if face[0] == TEXT else GREY)


def _draw_code(page: Page, live: Area, code: str) -> None:
    """The code in the foot. It is read once, after the mark: so no text is broken by the foot of its page."""
    page.setFillColor(GREY)
    page.setFont(LABEL, SMALLEST)
    page.drawString(live.x, live.y, typeset(code, LABEL))


def _draw_place(page: Page, live: Area, place: str) -> None:
    """Which page it is, at the right of the foot."""
    page.setFillColor(GREY)
    page.setFont(LABEL, SMALLEST)
    page.drawRightString(live.x + live.width, live.y, place)
