"""Lines: a text broken where a line is full, by the same measure for how high it is and for how it is drawn."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics

from rpgkit.pdf.faces import printable, typeset
from rpgkit.pdf.words import Word, runs_of

Run = str | Word
Line = tuple[Run, ...]
# What stands together without a space, and how wide that is at size 1.
_Chunk = tuple[Line, float]
_SLACK = 1e-6


@lru_cache(maxsize=8_000)
def lines_of(text: str, font: str, width: float) -> tuple[Line, ...]:
    """The lines of a text from outside at size 1: at least one, and none is wider than `width`."""
    if len(parts := text.splitlines()) > 1:
        return tuple(line for part in parts for line in lines_of(part, font, width))
    words, widths = _plain_words(text, font)
    if words and max(widths) <= width:
        return tuple(_plain_lines(words, widths, width, _width(" ", font)))
    space = _width(" ", font)
    lines, line, used = [], list[_Chunk](), 0.0
    for chunk in _mixed_chunks(typeset(text, font), font, width):
        wide = chunk[1] + (space if line else 0)
        if line and used + wide > width + _SLACK:
            lines.append(_joined(line))
            line, used, wide = [], 0.0, chunk[1]
        line.append(chunk)
        used += wide
    return (*lines, _joined(line))


def _plain_lines(words: tuple[str, ...], widths: tuple[float, ...], width: float, space: float) -> Iterator[Line]:
    """The lines of words that need no shaping, none of them wider than a line."""
    start, used, most = 0, -space, width + _SLACK
    for at, wide in enumerate(widths):
        used += space + wide
        if used > most:
            yield (" ".join(words[start:at]),)
            start, used = at, wide
    yield (" ".join(words[start:]),)


def width_of_line(line: Line, font: str) -> float:
    """How wide a line is at size 1."""
    return sum(run.width if isinstance(run, Word) else sum(map(_widths(font).__getitem__, run)) for run in line)


def _joined(chunks: list[_Chunk]) -> Line:
    runs: list[Run] = []
    for at, (parts, _) in enumerate(chunks):
        if at:
            _add(runs, " ")
        for run in parts:
            _add(runs, run)
    return tuple(runs)


def _add(runs: list[Run], run: Run) -> None:
    last = runs[-1] if runs else None
    if isinstance(run, str) and isinstance(last, str):
        runs[-1] = last + run
    else:
        runs.append(run)


@lru_cache(maxsize=8_000)
def _plain_words(text: str, font: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The words of a text and how wide they are, if it needs no other face and no shaping; otherwise none."""
    if not _letters(font).issuperset(text):
        return (), ()
    words = tuple(typeset(text, font).split())
    return words, tuple(_width(word, font) for word in words)


def _mixed_chunks(text: str, font: str, width: float) -> Iterator[_Chunk]:
    """The words of a text in several scripts: what stands between two spaces may be several runs."""
    chunk, wide = list[Run](), 0.0
    for run in runs_of(text, font, 1.0, width):
        parts: Sequence[Run] = run.split(" ") if isinstance(run, str) else (run,)
        for at, part in enumerate(parts):
            if at and chunk:
                yield tuple(chunk), wide
                chunk, wide = [], 0.0
            pieces: Iterable[Run] = _cut(part, font, width) if isinstance(part, str) else (part,)
            for piece in pieces:
                more = piece.width if isinstance(piece, Word) else _width(piece, font)
                if chunk and wide + more > width:
                    yield tuple(chunk), wide
                    chunk, wide = [], 0.0
                if piece:
                    chunk.append(piece)
                    wide += more
    if chunk:
        yield tuple(chunk), wide


def _cut(word: str, font: str, width: float) -> Iterator[str]:
    """A word, cut where it is wider than a line."""
    start, used = 0, 0.0
    for at, letter in enumerate(word):
        wide = _widths(font)[letter]
        if at > start and used + wide > width:
            yield word[start:at]
            start, used = at, 0.0
        used += wide
    yield word[start:]


@lru_cache(maxsize=20_000)
def _width(word: str, font: str) -> float:
    return sum(map(_widths(font).__getitem__, word))


class _Widths(dict[str, float]):
    """How wide the letters of a face are at size 1."""

    def __init__(self, font: str) -> None:
        face = pdfmetrics.getFont(font).face
        super().__init__({chr(letter): wide / 1000 for letter, wide in face.charWidths.items()})
        self._default = float(face.defaultWidth) / 1000

    def __missing__(self, letter: str) -> float:
        return self._default


@cache
def _widths(font: str) -> _Widths:
    return _Widths(font)


@cache
def _letters(font: str) -> frozenset[str]:
    """The letters that a face shows by itself, one after the other."""
    face = pdfmetrics.getFont(font).face
    letters = {chr(letter) for letter in face.charToGlyph if letter < 0x2E80 and not 0x300 <= letter <= 0x36F}
    return frozenset(letter for letter in letters if letter > " " and printable(letter, font) == letter) | {" "}
