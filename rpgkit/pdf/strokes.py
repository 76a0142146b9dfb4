"""Names as lines: a Latin one as the strokes of a pen, any other as the outlines of its letters."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import uharfbuzz

from rpgkit.pdf.faces import TEXT, font_of, load_fonts, printable, tongue_of
from rpgkit.pdf.pen import Line
from rpgkit.pdf.words import Part, runs_of, shaped, shaper

MOST_LETTERS = 80
_FILE = Path(__file__).parent / "scripts" / "latin.strokes.txt"
_UNIT = 1000 / 32
# Tongues in whose scripts letters join; to lean one of them alone would tear it off.
_JOINED = ("ar", "bn", "hi", "pa")
# Accents as strokes, in the units of the letters: from the middle of what they stand on, or hang from.
_ABOVE = {
    "\u0300": "-4,6 3,1",
    "\u0301": "-3,1 4,6",
    "\u0302": "-5,1 0,5 5,1",
    "\u0303": "-7,2 -4,5 3,2 7,5",
    "\u0304": "-6,3 6,3",
    "\u0306": "-5,5 -3,2 3,2 5,5",
    "\u0307": "-1,2 1,4",
    "\u0308": "-5,2 -3,4 | 3,2 5,4",
    "\u0309": "-2,6 1,6 2,4 0,2",
    "\u030a": "0,1 -3,3 0,6 3,3 0,1",
    "\u030b": "-5,1 -1,6 | 2,1 6,6",
    "\u030c": "-5,5 0,1 5,5",
}
_BELOW = {
    "\u0323": "-1,-5 1,-3",
    "\u0326": "1,-3 -1,-7",
    "\u0327": "0,0 2,-3 -3,-6",
    "\u0328": "3,0 1,-3 4,-6",
    "\u0331": "-5,-4 5,-4",
}
# Letters that are another one and a stroke more.
_MORE = {
    "ł": ("l", "-4,8 4,14"),
    "Ł": ("L", "-9,8 1,14"),
    "ø": ("o", "-7,-2 8,16"),
    "Ø": ("O", "-9,-2 9,23"),
    "đ": ("d", "-1,18 10,18"),
    "Đ": ("D", "-11,11 0,11"),
    "ı": ("ı", ""),
    "’": ("'", ""),
    "–": ("-", ""),
}


class Letter(NamedTuple):
    """The lines of one letter, where it stands in its name."""

    lines: tuple[Line, ...]


class Lettering(NamedTuple):
    """A name, letter by letter; `outlined` where the lines enclose what is to be filled."""

    letters: tuple[Letter, ...]
    outlined: bool


class _Strokes(NamedTuple):
    left: int
    right: int
    lines: list[Line]


@lru_cache(maxsize=256)
def lettering_of(written: str) -> Lettering:
    """A name as lines: strokes where every letter of it has some, else outlines."""
    load_fonts()
    text = printable(normalize("NFC", written[:MOST_LETTERS]))
    letters = [_stroked(letter) for letter in _clusters(text)]
    if None in letters:
        return Lettering(tuple(_outlined(text)), outlined=True)
    return Lettering(tuple(_set([letter for letter in letters if letter])), outlined=False)


def _clusters(text: str) -> Iterator[str]:
    """A letter with the marks on it, one after the other, all marks apart."""
    cluster = ""
    for letter in normalize("NFD", text):
        if cluster and letter not in _ABOVE and letter not in _BELOW:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _set(letters: list[_Strokes]) -> Iterator[Letter]:
    x = 0
    for letter in letters:
        lines = tuple([(point + x - letter.left) * _UNIT for point in line] for line in letter.lines)
        x += letter.right - letter.left
        if lines:
            yield Letter(lines)


def _stroked(cluster: str) -> _Strokes | None:
    """A letter with its marks, in strokes; nothing where there are none for it."""
    base, marks = cluster[0], cluster[1:]
    base, more = _MORE.get(base, (base, ""))
    plain = _letters().get(base)
    if plain is None:
        return None
    lines = plain.lines[1:] if base in "ij" and marks else list(plain.lines)
    lines += _lines_of(more)
    points = [point for line in lines for point in line]
    top = max((point.imag for point in points), default=0)
    middle = (max(point.real for point in points) + min(point.real for point in points)) / 2 if points else 0
    for mark in marks:
        above = _lines_of(_ABOVE.get(mark, ""))
        lines += [[point + complex(middle, top + 1) for point in line] for line in above]
        top += 6 if above else 0
        lines += [[point + middle for point in line] for line in _lines_of(_BELOW.get(mark, ""))]
    return _Strokes(plain.left, plain.right, lines)


@cache
def _letters() -> dict[str, _Strokes]:
    """The letters that have strokes, and a space."""
    letters = {" ": _Strokes(0, 14, [])}
    for row in _FILE.read_text(encoding="ascii").splitlines():
        left, right, *_ = row[2:].split(" ", 2)
        letters[row[0]] = _Strokes(int(left), int(right), _lines_of(row.split(" | ", 1)[1]))
    # Theirs is a dash between words; ours joins two names.
    letters["-"] = _Strokes(-7, 7, _lines_of("-4,6 5,7"))
    letters["ı"] = letters["i"]._replace(lines=letters["i"].lines[1:])
    return letters


def _lines_of(said: str) -> list[Line]:
    """Strokes as they are written: `0,21 0,0 | 5,3 5,0`."""
    return [[complex(*map(int, pair.split(","))) for pair in line.split()] for line in said.split(" | ") if line]


def _outlined(text: str) -> Iterator[Letter]:
    x = 0.0
    for part in _parts_of(text):
        places = part.glyphs.__shapeData__
        clusters = [0 if tongue_of(part.face) in _JOINED else place.cluster for place in places]
        glyphs = zip(clusters, part.glyphs, places, strict=True)
        for _, group in groupby(glyphs, key=itemgetter(0)):
            lines: list[Line] = []
            for _, glyph, place in group:
                at = complex(x + place.x_offset, place.y_offset)
                lines += [[point + at for point in line] for line in _outline(part.face, glyph)]
                x += place.x_advance
            if lines:
                yield Letter(tuple(lines))


def _parts_of(text: str) -> Iterator[Part]:
    for run in runs_of(text, TEXT, 1, float("inf")):
        yield from [shaped(run, TEXT)] if isinstance(run, str) else run.parts


class _Outline:
    """Draws a glyph's outline into lines of points."""

    def __init__(self, scale: float) -> None:
        self.lines: list[Line] = []
        self._scale = scale

    def _points(self, numbers: tuple[float, ...]) -> list[complex]:
        return [complex(x, y) * self._scale for x, y in zip(numbers[::2], numbers[1::2], strict=True)]

    def move(self, x: float, y: float, _: object) -> None:
        """Begins a line."""
        self.lines.append(self._points((x, y)))

    def line(self, x: float, y: float, _: object) -> None:
        """Goes straight on."""
        self.lines[-1] += self._points((x, y))

    def curve(self, *numbers: float) -> None:
        """A curve of two or three more points, as four short lines."""
        bends = [self.lines[-1][-1], *self._points(numbers[:-1])]
        for step in range(1, 5):
            points, part = bends, step / 4
            while len(points) > 1:
                points = [one + (other - one) * part for one, other in pairwise(points)]
            self.lines[-1].append(points[0])


@lru_cache(maxsize=1_000)
def _outline(face: str, letter: str) -> tuple[Line, ...]:
    """The closed outline of a glyph, which a face knows by a letter or by a number of private use."""
    shaper_of = shaper(face)
    drawn = _Outline(1000 / shaper_of.face.upem)
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(drawn.move)
    draw.set_line_to_func(drawn.line)
    draw.set_quadratic_to_func(drawn.curve)
    draw.set_cubic_to_func(drawn.curve)
    shaper_of.draw_glyph(font_of(face).glyph_of(letter), draw)
    return tuple(line for line in drawn.lines if len(line) > 2)
