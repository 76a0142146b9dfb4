"""Paragraphs of text from outside: made of runs and never of markup, with words of every script in them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.abag import ABag
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from rpgkit.pdf.canvas import Drawn, Inline, Line, LinkTo, Page
from rpgkit.pdf.faces import TEXT, typeset
from rpgkit.pdf.style import RULE
from rpgkit.pdf.tags import Node, Spoken
from rpgkit.pdf.words import Word, draw_word, runs_of

# What `rpgkit.table.tagged` sets before a row's tags.
TAG_SIGN = "◐"
_UNSEEN = "\u2060"  # it joins what stands around it, and has no width
_THINNEST = 0.01  # what has no width ReportLab takes for a part of the word that stands before it


class InlineWord(NamedTuple):
    """A word of a script within a paragraph, in the size and colour of what stands around it."""

    word: Word
    size: float
    colour: Color

    def set_in(self, line: PDFTextObject) -> None:
        """Sets it where the line stands."""
        leading = line._leading
        line.setFillColor(self.colour)
        draw_word(line, self.word, self.size)
        # To set another face is to change how far the next line is, too.
        line.setLeading(leading)


class Turn(NamedTuple):
    """Where within a paragraph another node begins."""

    node: Node

    def set_in(self, line: Line) -> None:
        """Lets the line go on as the node's."""
        line.turn_to(self.node)


class TagSign(NamedTuple):
    """The sign before a row's tags, a disc half black: no face has it."""

    size: float
    colour: Color

    def draw_at(self, page: Page, x: float, y: float) -> None:
        """Draws it as high as a small letter, and a little over."""
        radius, left, bottom = 0.29 * self.size, x + 0.3, y - 0.02 * self.size
        page.saveState()
        page.setStrokeColor(self.colour)
        page.setFillColor(self.colour)
        page.setLineWidth(0.07 * self.size)
        page._code.append(Spoken(TAG_SIGN, ""))
        disc = page.beginPath()
        disc.arc(left, bottom, left + 2 * radius, bottom + 2 * radius, 90, 180)
        disc.close()
        page.drawPath(disc, fill=1, stroke=0)
        page.circle(left + radius, bottom + radius, radius)
        page._code.append("EMC")
        page.restoreState()


class Swatch(NamedTuple):
    """A colour, as #5F6E28, shown before its name: ornament, since the name says it."""

    hex: str


class Blank(NamedTuple):
    """A line so wide, to write on: ornament."""

    width: float

    def draw_at(self, page: Page, x: float, y: float) -> None:
        """Draws it a little under the line on which letters stand."""
        with page.tagged(None):
            page.rule(x, y - 1.5, self.width, (RULE, 0.5))


Part = str | Swatch | Blank


class _DrawnSwatch(NamedTuple):
    colour: Color
    edge: Color
    size: float

    def draw_at(self, page: Page, x: float, y: float) -> None:
        """Draws it as high as a capital letter; the pale ones have an edge."""
        with page.tagged(None):
            page.saveState()
            page.setFillColor(self.colour)
            page.setStrokeColor(self.edge)
            page.setLineWidth(0.4)
            page.rect(x + 0.3, y - 0.04 * self.size, 1.1 * self.size, 0.72 * self.size, fill=1)
            page.restoreState()


def paragraph_of(
    parts: Sequence[tuple[Part, ParagraphStyle]], width: float, nodes: Sequence[Node | LinkTo] = ()
) -> Paragraph:
    """A paragraph of texts, each in its own face, size and colour; the last one's style is the paragraph's.

    With `nodes`, each text is its own node's; in place of a node may stand where the text leads.
    """
    pieces: list[ParaFrag] = []
    for at, (text, style) in enumerate(parts):
        found = list(_pieces_of(text, style, width))
        if nodes:
            to = nodes[at]
            pieces.append(_inline(Turn(to.node if isinstance(to, LinkTo) else to), style, 0))
            if isinstance(to, LinkTo):
                for piece in found:
                    piece.link = [(at, to)]
        pieces += found
    first = next((at for at, piece in enumerate(pieces) if _is_seen(piece)), None)
    if first is not None and not pieces[first].text:
        # Without a letter before words that are set as pictures are, ReportLab ends no first line.
        pieces.insert(first, _fragment(_UNSEEN, parts[0][1].clone("unseen", fontName=TEXT)))
    return Paragraph("", parts[-1][1], frags=pieces)


def _is_seen(piece: ParaFrag) -> bool:
    return bool(piece.text.strip(" ") or (hasattr(piece, "cbDefn") and piece.cbDefn.width))


def width_of_parts(parts: Sequence[tuple[Part, ParagraphStyle]]) -> float:
    """How wide a paragraph's texts are on one line."""
    wide: float = sum(
        piece.cbDefn.width if hasattr(piece, "cbDefn") else stringWidth(piece.text, style.fontName, style.fontSize)
        for text, style in parts
        for piece in _pieces_of(text, style, float("inf"))
    )
    return wide


def _pieces_of(text: Part, style: ParagraphStyle, width: float) -> Iterator[ParaFrag]:
    """The pieces of a text from outside, with the signs that no face has; or a swatch, or a blank."""
    if isinstance(text, Blank):
        yield _inline(text, style, text.width)
        return
    if isinstance(text, Swatch):
        size = style.fontSize
        yield _inline(_DrawnSwatch(HexColor(text.hex), RULE, size), style, 1.6 * size)
        return
    for at, words in enumerate(text.split(TAG_SIGN)):
        if at:
            yield _inline(TagSign(style.fontSize, style.textColor), style, 0.66 * style.fontSize)
        if words:
            yield from _pieces(typeset(words, style.fontName), style, width)


def _pieces(text: str, style: ParagraphStyle, width: float) -> Iterator[ParaFrag]:
    for run in runs_of(text, style.fontName, style.fontSize, width):
        if isinstance(run, Word):
            inline = InlineWord(run, style.fontSize, style.textColor)
            yield _inline(inline, style, max(run.width * style.fontSize, _THINNEST))
        else:
            yield _fragment(run, style)


def _inline(inline: Inline | Drawn, style: ParagraphStyle, width: float) -> ParaFrag:
    piece = _fragment("", style)
    piece.cbDefn = ABag(kind="img", image=inline, valign="baseline", width=width, height=style.fontSize)
    return piece


def _fragment(text: str, style: ParagraphStyle) -> ParaFrag:
    return ParaFrag(
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        bold=0,
        italic=0,
        fontName=style.fontName,
        fontSize=style.fontSize,
        textColor=style.textColor,
        text=text,
    )
