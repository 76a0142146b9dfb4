"""The character sheet: one page led by the mark, and a further one only if the texts need it."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from rpgkit.boxes import Box, Section, sections_of
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT, load_fonts, typeset
from rpgkit.pdf.page import PAPERS, Area, live_area
from rpgkit.pdf.prose import Page, paragraph_of
from rpgkit.pdf.style import GREY, HEADS, INK, LABELS, RULE, SCAR, VALUES, faded, fitted
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.person import Character
from rpgkit.profile import code_of

HEAD, FOOT, GAP = 168.0, 22.0, 22.0
LARGEST_NAME = 64.0
MOST_LETTERS = 60
LONGEST = 1200
MOST_NAMES = 3


class Piece(NamedTuple):
    """A set text with the room it takes, and the space before it."""

    paragraph: Paragraph
    height: float
    before: float
    rule: bool = False


def sheet_pdf(characters: Sequence[Character], paper: str = "a4", gm: bool = False) -> bytes:
    """The sheets of one character or several as a PDF."""
    load_fonts()
    file = BytesIO()
    canvas = Page(
        file,
        pagesize=PAPERS[paper],
        invariant=1,
        initialFontName=TEXT,
        initialFontSize=LABELS.fontSize,
        lang="en",
    )
    names = ", ".join(character.person.name.true for character in characters[:MOST_NAMES])
    more = "" if len(characters) <= MOST_NAMES else " and others"
    canvas.setTitle(f"{names}{more}: {'characters' if characters[1:] else 'a character'} of Half of Us")
    canvas.setAuthor("Half of Us")
    canvas.setCreator("rpgkit")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for character in characters:
        _draw_pages(canvas, character, live_area(paper), gm)
    canvas.save()
    return file.getvalue()


def _draw_pages(canvas: Canvas, character: Character, live: Area, gm: bool) -> None:
    head, rest = live.cut_from_top(HEAD)
    _draw_head(canvas, character, head, gm)
    left, right = rest.cut_from_top(rest.height - FOOT)[0].columns((1, 1), GAP)
    blocks, first = _largest(sections_of(character, gm), left)
    blocks = _draw_column(canvas, blocks, left.cut_from_top(first)[0])
    blocks = _draw_column(canvas, blocks, right)
    page = 1
    while blocks:
        _end_page(canvas, character, live, f"page {page}, continued overleaf")
        page += 1
        left, right = live.cut_from_top(live.height - FOOT)[0].columns((1, 1), GAP)
        first = _even_height(blocks, left.height) or left.height
        blocks = _draw_column(canvas, blocks, left.cut_from_top(first)[0])
        blocks = _draw_column(canvas, blocks, right)
    _end_page(canvas, character, live, f"page {page}" if page > 1 else "")


def _largest(sections: tuple[Section, ...], column: Area) -> tuple[list[list[Piece]], float]:
    """The blocks in the largest type in which two columns hold them, and how high the first column is.

    Where no type is small enough, there is room for a middling one on a further page.
    """
    for style in VALUES:
        blocks = list(_blocks(sections, column.width, style))
        first = _even_height(blocks, column.height)
        if first is not None:
            return blocks, first
    return list(_blocks(sections, column.width, VALUES[1])), column.height


def _blocks(sections: tuple[Section, ...], width: float, style: ParagraphStyle) -> Iterator[list[Piece]]:
    """What must stay together, each as its pieces: a heading with its first box, a label with its text."""
    for section in sections:
        for at, box in enumerate(section.boxes):
            block = []
            if at == 0:
                block.append(_piece(section.title, HEADS, width, before=14, rule=True))
            short = _short_piece(box, style, width)
            if short:
                yield [*block, short]
                continue
            if box.label:
                block.append(_piece(box.label, LABELS, width, before=4))
            for part in wrap(box.text, LONGEST):
                yield [*block, _piece(part, style, width)]
                block = []


def _short_piece(box: Box, style: ParagraphStyle, width: float) -> Piece | None:
    """A label and its text on one line, where they fit on one."""
    if not box.label or len(box.label) + len(box.text) > MOST_LETTERS:
        return None
    paragraph = paragraph_of([(box.label, LABELS), (f"\xa0 {box.text}", style)], width)
    _, height = paragraph.wrap(width, 10_000)
    return Piece(paragraph, height, 2) if height <= style.leading else None


def _piece(text: str, style: ParagraphStyle, width: float, before: float = 0, rule: bool = False) -> Piece:
    paragraph = paragraph_of([(text, style)], width)
    _, height = paragraph.wrap(width, 10_000)
    return Piece(paragraph, height, before, rule)


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


def _draw_column(canvas: Canvas, blocks: list[list[Piece]], column: Area) -> list[list[Piece]]:
    """Draws the blocks that a column holds, one at least; those that are left over."""
    y = column.top
    for at, block in enumerate(blocks):
        if y - _height(block) < column.y - 0.01 and at > 0:
            return blocks[at:]
        for piece in block:
            y -= piece.before
            if piece.rule:
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(0.6)
                canvas.line(column.x, y + 2, column.x + column.width, y + 2)
            y -= piece.height
            piece.paragraph.drawOn(canvas, column.x, y)
    return []


def _draw_head(canvas: Canvas, character: Character, area: Area, gm: bool) -> None:
    """Who it is, and large over the heart the name they bear: whole, or burned to a scar."""
    person, named = character.person, character.named
    _draw_fitted(canvas, typeset(person.name.true), (area.x, area.top - 30), (TEXT, 30), area.width * 0.8)
    said = typeset(f"{person.age} · {person.gender.pronouns.said}", LABEL)
    _draw_fitted(canvas, said, (area.x, area.top - 47), (LABEL, 10.5), area.width)
    if gm:
        canvas.setFont(LABEL_BOLD, 10)
        canvas.drawRightString(area.x + area.width, area.top - 30, "the GM’s copy")
    mark, size = fitted(typeset(named.name.written), TEXT, area.width * 0.86, LARGEST_NAME)
    ink = HexColor(named.favourite_colour.ink)
    middle, base = area.x + area.width / 2, area.y + 44
    length = width_of(mark, TEXT, size)
    draw_line(canvas, mark, (middle - length / 2, base), (TEXT, size), faded(ink) if character.scar else ink)
    if character.scar:
        _draw_scar(canvas, middle, base + size * 0.24, length * 1.16)


def _draw_fitted(canvas: Canvas, text: str, at: tuple[float, float], face: tuple[str, float], width: float) -> None:
    """A line of text, smaller or cut where it is too long."""
    text, size = fitted(text, face[0], width, face[1])
    draw_line(canvas, text, at, (face[0], size), INK if face[0] == TEXT else GREY)


def _draw_scar(canvas: Canvas, x: float, y: float, length: float) -> None:
    """A crude stroke across the letters, tapered at both ends."""
    left, right, half = x - length / 2, x + length / 2, 5.0
    path = canvas.beginPath()
    path.moveTo(left, y - 5)
    path.curveTo(left + length * 0.3, y + half + 3, left + length * 0.6, y + half - 4, right, y + 6)
    path.curveTo(left + length * 0.62, y - half - 4, left + length * 0.28, y - half + 2, left, y - 5)
    path.close()
    canvas.setFillColor(SCAR)
    canvas.drawPath(path, stroke=0, fill=1)


def _end_page(canvas: Canvas, character: Character, live: Area, place: str) -> None:
    """Draws the foot of a page and turns it."""
    canvas.setFillColor(GREY)
    canvas.setFont(LABEL, 8.5)
    canvas.drawString(live.x, live.y, f"Half of Us · {typeset(code_of(character), LABEL)}")
    canvas.drawRightString(live.x + live.width, live.y, place)
    canvas.showPage()
