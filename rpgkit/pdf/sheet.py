"""The character sheet: one page led by the mark, and a further one only if the texts need it."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.boxes import Box, Section, mark_read, sections_of
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT, typeset
from rpgkit.pdf.letters import romanised
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area, live_area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import GREY, HEADS, INK, LABELS, LOOK, RULE, SMALLEST, VALUES, Look, fitted
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.person import Character
from rpgkit.profile import code_of

HEAD, FOOT, GAP, BESIDE = 150.0, 20.0, 20.0, 6.0
LARGEST_NAME = 64.0
LONGEST = 1200
MOST_NAMES = 3


class Piece(NamedTuple):
    """A set text with the room it takes, and the space before it; without a node its texts say whose they are.

    `beside` is another that stands on its right, from the middle of the column.
    """

    paragraph: Paragraph
    height: float
    before: float
    node: Node | None
    rule: bool = False
    beside: Paragraph | None = None


def sheet_pdf(characters: Sequence[Character], look: Look = LOOK, gm: bool = False) -> bytes:
    """The sheets of one character or several as a PDF."""
    file = BytesIO()
    page = Page(file, PAPERS[look.paper], About(_title(characters), "A character sheet of Half of Us"))
    for character in characters:
        name = character.person.name.true
        page.number_pages(f"{name} " if characters[1:] else "")
        page.bookmark(name, live_area(look.paper).top)
        _draw_pages(page, character, live_area(look.paper), gm)
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
    blocks, first = _largest(sections_of(romanised(character), gm), left, sheet)
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
        block = [_piece(section.title, HEADS, width, Node("H2", within))._replace(before=11, rule=True)]
        for labelled, boxes in groupby(section.boxes, key=lambda box: bool(box.label)):
            around = Node("L", within, attributes={"O": "List", "ListNumbering": "None"}) if labelled else within
            for row in _rows(boxes, style, width):
                for pieces in _pieces(row, style, width, around):
                    yield [*block, *pieces]
                    block = []


def _rows(boxes: Iterable[Box], style: ParagraphStyle, width: float) -> Iterator[tuple[Box, ...]]:
    """Boxes one by one, but two side by side where each needs half the line at most."""
    waiting: tuple[Box, ...] = ()
    for box in boxes:
        label, text = typeset(box.label, LABEL), typeset(f"\xa0 {box.text}")
        said = width_of(label, LABEL, LABELS.fontSize) + width_of(text, TEXT, style.fontSize)
        short = bool(box.label) and said < width / 2 - BESIDE
        if waiting and not short:
            yield waiting
        if waiting and short:
            yield (*waiting, box)
            waiting = ()
        elif short:
            waiting = (box,)
        else:
            waiting = ()
            yield (box,)
    if waiting:
        yield waiting


def _pieces(row: tuple[Box, ...], style: ParagraphStyle, width: float, around: Node) -> Iterator[list[Piece]]:
    """A box, or two, as what must stay together: a label and its text, in parts where it is long."""
    box = row[0]
    if row[1:]:
        one, other = (_labelled_piece(of, style, width / 2, _item(around)) for of in row)
        yield [one._replace(beside=other.paragraph)]
        return
    if not box.label:
        yield from ([_piece(part, style, width, Node("P", around))] for part in wrap(box.text, LONGEST))
        return
    first, *further = wrap(box.text, LONGEST) or [""]
    label, body = _item(around)
    nodes = (label, Node("P", body) if further else body)
    yield [_labelled_piece(box._replace(text=first), style, width, nodes)]
    for part in further:
        yield [_piece(part, style, width, Node("P", body))]


def _item(around: Node) -> tuple[Node, Node]:
    """A label and its text, as an item of a list."""
    item = Node("LI", around)
    return Node("Lbl", item), Node("LBody", item)


def _labelled_piece(box: Box, style: ParagraphStyle, width: float, nodes: tuple[Node, Node]) -> Piece:
    """A label, and its text on the same line and on."""
    paragraph = paragraph_of([(box.label, LABELS), (f"\xa0 {box.text}", style)], width, nodes)
    _, height = paragraph.wrap(width, 10_000)
    return Piece(paragraph, height, 2.5, None)


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
            if piece.beside:
                piece.beside.drawOn(page, column.x + column.width / 2, y)
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
