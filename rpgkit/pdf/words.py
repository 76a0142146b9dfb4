"""Words that must be shaped, in other scripts or with marks on letters: which glyphs, and where each stands.

They are set as text, from left to right as they are seen, under the words as they are written, which is what is
read out, searched and copied.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import uharfbuzz
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from rpgkit.pdf.faces import SCRIPTS, file_of, stretches_of
from rpgkit.pdf.tags import Spoken

RIGHT_TO_LEFT = ("arabic", "hebrew")
# The tongue in which a word of a script is read aloud: of several that write in it, the one most voices know.
_SPOKEN = {"arabic": "ar", "hebrew": "he", "devanagari": "hi", "georgian": "ka", "japanese": "ja", "korean": "ko"}
# In the faces of the page itself only words with marks that stand on a letter are shaped: the marks are placed.
_MARKED = re.compile(r"(\S*[\u0300-\u036f]\S*)")
_PLACED_ONLY = dict.fromkeys(("calt", "ccmp", "clig", "liga", "locl", "rclt", "rlig"), False)


class Word(NamedTuple):
    """A word of a script, or some that stand together, as glyphs; the width is that of size 1."""

    text: str
    face: str
    glyphs: ShapedStr
    width: float


@lru_cache(maxsize=2_000)
def shaped(text: str, face: str) -> Word:
    """A word with its letters joined, stacked and placed as its script wants it."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper(face), buffer, {} if face in SCRIPTS else _PLACED_ONLY)
    font = pdfmetrics.getFont(face)
    letters, places, width = "", [], 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letter = font.face.glyphToChar[info.codepoint][0]
        measures = (place.x_advance, place.y_advance, place.x_offset, place.y_offset)
        letters += chr(letter)
        places.append(ShapeData(info.cluster, *map(font.pdfScale, measures), font.face.charWidths[letter]))
        width += places[-1].x_advance / 1000
    return Word(text, face, ShapedStr(letters, places), width)


@cache
def shaper(face: str) -> uharfbuzz.Font:
    """What shapes the words of a face and knows the outlines of its glyphs."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file_of(face)))))


def runs_of(text: str, font: str, size: float, width: float) -> Iterator[str | Word]:
    """Text as what is set one after the other: plain runs, and words of scripts no wider than `width`.

    Words that run from right to left stand together as far as a line holds them, to be read in their order.
    """
    for stretch, face in stretches_of(text, font):
        if face in SCRIPTS:
            yield from _words_of(stretch, face, width / size)
            continue
        for at, part in enumerate(_MARKED.split(stretch)):
            if part:
                yield from _pieces_of(part, face, width / size) if at % 2 else (part,)


def _words_of(text: str, face: str, width: float) -> Iterator[str | Word]:
    line = ""
    for word in text.split(" "):
        together = f"{line} {word}" if line else word
        if line and (face not in RIGHT_TO_LEFT or shaped(together, face).width > width):
            yield from (*_pieces_of(line, face, width), " ")
            line = word
        else:
            line = together
    yield from _pieces_of(line, face, width)


def _pieces_of(word: str, face: str, width: float) -> Iterator[str | Word]:
    """A word, cut where it is too wide for a line."""
    while len(word) > 1 and shaped(word, face).width > width:
        most = max((at for at in range(1, len(word)) if shaped(word[:at], face).width <= width), default=1)
        yield shaped(word[:most], face)
        yield " "
        word = word[most:]
    yield shaped(word, face)


def width_of(text: str, font: str, size: float) -> float:
    """How wide a line of text is."""
    return sum(
        run.width * size if isinstance(run, Word) else pdfmetrics.stringWidth(run, font, size)
        for run in runs_of(text, font, size, float("inf"))
    )


def draw_word(to: PDFTextObject, word: Word, size: float) -> None:
    """Sets a word where the text object stands."""
    to.setFont(word.face, size)
    to._code.append(Spoken(word.text, _SPOKEN.get(word.face, "")))
    to._textOut(word.glyphs)
    to._code.append("EMC")


def draw_line(canvas: Canvas, text: str, at: tuple[float, float], face: tuple[str, float], colour: Color) -> None:
    """Draws a line of text from the left."""
    draw_runs(canvas, runs_of(text, *face, float("inf")), at, face, colour)


def draw_runs(
    canvas: Canvas, runs: Iterable[str | Word], at: tuple[float, float], face: tuple[str, float], colour: Color
) -> None:
    """Draws the runs of a line from the left."""
    font, size = face
    line = canvas.beginText(*at)
    line._code.append(f"{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} rg")
    x = at[0]
    for run in runs:
        line._code.append(f"1 0 0 1 {x:.2f} {at[1]:.2f} Tm")
        if isinstance(run, Word):
            draw_word(line, run, size)
            x += run.width * size
        else:
            line.setFont(font, size)
            line.textOut(run)
            x += pdfmetrics.stringWidth(run, font, size)
    canvas.drawText(line)
