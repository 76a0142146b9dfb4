"""Words that must be shaped, in other scripts or with marks on letters: which glyphs, and where each stands.

They are set as text, from left to right as they are seen, under the words as they are written, which is what is
read out, searched and copied.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

import uharfbuzz
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from rpgkit.pdf.cut import CutFace
from rpgkit.pdf.faces import PAGE, clusters_of, font_of, stretches_of, tongue_of
from rpgkit.pdf.tags import Spoken
from rpgkit.pdf.turning import as_seen, turned_spans

# In the faces of the page itself only words with marks that stand on a letter are shaped: the marks are placed.
_MARKED = re.compile(r"(\S*[\u0300-\u036f]\S*)")
_PLACED_ONLY = dict.fromkeys(("calt", "ccmp", "clig", "liga", "locl", "rclt", "rlig"), False)
# Scripts that are written without spaces: where a line of them may be broken. A mark never begins a line, …
_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_HAN += "\U00020000-\U0003ffff"
_OPENS, _CLOSES = (
    "「『（〈《【〔［｛“‘",
    "、。，．！？：；」』）〉》】〕］｝”’…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〻",
)
# … and in Thai and Lao some vowels always begin a syllable.
_BREAKS = re.compile(f"(?<=[{_HAN}{_CLOSES}])(?<![{_OPENS}])(?=[{_HAN}{_OPENS}])(?![{_CLOSES}])|(?=[เ-ไເ-ໄ])")
# Words up to this share of a line are not broken at all.
_TOGETHER = 1 / 3


class Part(NamedTuple):
    """Letters of one face as glyphs, from left to right; the width is that of size 1."""

    text: str
    face: str
    glyphs: ShapedStr
    width: float


class Word(NamedTuple):
    """A word of a script, or some that stand together, in parts as they are seen; the width is that of size 1."""

    text: str
    parts: tuple[Part, ...]
    width: float


@lru_cache(maxsize=2_000)
def shaped(text: str, face: str, direction: str = "") -> Part:
    """Letters of one face, joined, stacked and placed as their script wants it, and running as it does."""
    font = font_of(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language, buffer.direction = tongue_of(face) or "en", direction or buffer.direction
    uharfbuzz.shape(shaper(face), buffer, _PLACED_ONLY if face in PAGE else {})
    letters, places, width = "", [], 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letter = font.letter_of(info.codepoint)
        measures = (place.x_advance, place.y_advance, place.x_offset, place.y_offset)
        letters += letter
        places.append(ShapeData(info.cluster, *map(font.pdfScale, measures), font.width_of(letter)))
        width += places[-1].x_advance / 1000
    return Part(text, face, ShapedStr(letters, places), width)


@lru_cache(maxsize=64)
def shaper(face: str) -> uharfbuzz.Font:
    """What shapes the words of a face and knows the outlines of its glyphs."""
    font = font_of(face)
    if isinstance(font, CutFace):
        return font.shaper
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font.face._ttf_data)))


@lru_cache(maxsize=2_000)
def word_of(text: str, font: str, turned: bool) -> Word:
    """A word, every letter in the face that shows it; `turned`: it runs from right to left."""
    parts: list[Part] = []
    for seen, direction in as_seen(text) if turned else [(text, "")]:
        stretches = [shaped(stretch, face, direction) for stretch, face in stretches_of(seen, font)]
        parts += stretches[::-1] if direction == "rtl" else stretches
    return Word(text, tuple(parts), sum(part.width for part in parts))


def runs_of(text: str, font: str, size: float, width: float) -> Iterator[str | Word]:
    """Text as what is set one after the other: plain runs, and words of scripts no wider than `width`.

    Words that run from right to left stand together as far as a line holds them, to be read in their order.
    """
    for span, turned in turned_spans(text):
        if turned:
            yield from _turned_words_of(span, font, width / size)
            continue
        for stretch, face in stretches_of(span, font):
            if face != font:
                yield from _words_of(stretch, face, width / size)
                continue
            for at, part in enumerate(_MARKED.split(stretch)):
                if part:
                    yield from _pieces_of(part, font, width / size) if at % 2 else (part,)


def _words_of(text: str, face: str, width: float) -> Iterator[str | Word]:
    """The words of a text in one face; one that is written without spaces is broken where a line may be."""
    for at, word in enumerate(text.split(" ")):
        if at:
            yield " "
        whole = word_of(word, face, False).width <= width * _TOGETHER
        for part in [word] if whole else units_of(word):
            yield from _pieces_of(part, face, width)


def units_of(word: str) -> list[str]:
    """A text without spaces as what no line may break."""
    return [unit for unit in _BREAKS.split(word) if unit]


def _turned_words_of(text: str, font: str, width: float) -> Iterator[str | Word]:
    line = ""
    for word in text.split(" "):
        together = f"{line} {word}" if line else word
        if line and word_of(together, font, True).width > width:
            yield from _pieces_of(line, font, width, True)
            yield " "
            line = word
        else:
            line = together
    yield from _pieces_of(line, font, width, True)


def _pieces_of(word: str, font: str, width: float, turned: bool = False) -> Iterator[Word]:
    """A word, cut between its letters where it is too wide for a line."""
    letters = _atoms_of(word, font, width, turned)
    while letters:
        first = partial(_first_of, letters, font, turned)
        most = 1 + bisect_right(range(2, len(letters) + 1), width, key=lambda many: first(many).width)
        yield first(most)
        letters = letters[most:]


def _atoms_of(word: str, font: str, width: float, turned: bool) -> list[str]:
    """A word as what stays together: itself, or if it is too wide its letters with their marks, or those alone."""
    atoms = [word] if word else []
    for cut in (clusters_of, list):
        if all(word_of(atom, font, turned).width <= width for atom in atoms):
            break
        atoms = [part for atom in atoms for part in cut(atom)]
    return atoms


def _first_of(letters: list[str], font: str, turned: bool, many: int) -> Word:
    return word_of("".join(letters[:many]), font, turned)


def width_of(text: str, font: str, size: float) -> float:
    """How wide a line of text is."""
    return sum(
        run.width * size if isinstance(run, Word) else pdfmetrics.stringWidth(run, font, size)
        for run in runs_of(text, font, size, float("inf"))
    )


def draw_word(to: PDFTextObject, word: Word, size: float) -> None:
    """Sets a word where the text object stands."""
    tongue = next(filter(None, (tongue_of(part.face) for part in word.parts)), "")
    to._code.append(Spoken("" if _is_said_by_its_glyphs(word) else word.text, tongue))
    for part in word.parts:
        to.setFont(part.face, size)
        font = font_of(part.face)
        if isinstance(font, CutFace):
            to._code += font.code_of(part.text, part.glyphs, size, to._canvas._doc)
        else:
            to._textOut(part.glyphs)
    to._code.append("EMC")


def _is_said_by_its_glyphs(word: Word) -> bool:
    """Some readers know letters beyond U+FFFF from glyphs alone: to them a word is left that they say whole."""
    if max(word.text) <= "\uffff":
        return False
    return word.text == "".join(font_of(part.face).said_by(part.text, part.glyphs) for part in word.parts)


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
