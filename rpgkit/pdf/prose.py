"""Paragraphs of text from outside: made of runs and never of markup, with words of every script in them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib.abag import ABag
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from rpgkit.pdf.faces import typeset
from rpgkit.pdf.words import Word, draw_word, runs_of


class InlineWord(NamedTuple):
    """A word of a script within a paragraph, in the size and colour of what stands around it."""

    word: Word
    size: float
    colour: Color


class Page(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose paragraphs hold words of scripts."""

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:  # noqa: N802
        """A text object; the last one begun is the paragraph's whose line is being drawn."""
        self._line = super().beginText(x, y, direction)
        return self._line

    def drawImage(self, image: object, *args: Any, **named: Any) -> object:  # noqa: N802
        """ReportLab draws what stands within a line as an image; ours is a word, and set within the text."""
        if not isinstance(image, InlineWord):
            return super().drawImage(image, *args, **named)
        self._line.setFillColor(image.colour)
        draw_word(self._line, image.word, image.size)
        return None


def paragraph_of(parts: Sequence[tuple[str, ParagraphStyle]], width: float) -> Paragraph:
    """A paragraph of texts, each in its own face, size and colour; the last one's style is the paragraph's."""
    pieces = [piece for text, style in parts for piece in _pieces(typeset(text, style.fontName), style, width)]
    return Paragraph("", parts[-1][1], frags=pieces)


def _pieces(text: str, style: ParagraphStyle, width: float) -> list[ParaFrag]:
    pieces = []
    for run in runs_of(text, style.fontName, style.fontSize, width):
        piece = ParaFrag(
            rise=0,
            greek=0,
            link=[],
            us_lines=[],
            bold=0,
            italic=0,
            fontName=style.fontName,
            fontSize=style.fontSize,
            textColor=style.textColor,
            text="" if isinstance(run, Word) else run,
        )
        if isinstance(run, Word):
            inline = InlineWord(run, style.fontSize, style.textColor)
            size = {"width": run.width * style.fontSize, "height": style.fontSize}
            piece.cbDefn = ABag(kind="img", image=inline, valign="baseline", **size)
        pieces.append(piece)
    return pieces
