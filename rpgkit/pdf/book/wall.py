"""A wall of names for a cover: of every tongue, in their own letters, in rows that no edge stops."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, cycle, groupby, zip_longest
from typing import NamedTuple

from rpgkit.pdf.faces import is_shown
from rpgkit.pdf.noise import grain_of
from rpgkit.pdf.pen import Layer, Line, curved, path_of
from rpgkit.pdf.strokes import lettering_of
from rpgkit.table import Table

NAMES, WRITTEN = "marks/names/", "Written"
# Of each tongue so many names are seen.
MOST_NAMES = 12
# How far rows are apart, how far names are, and how thick the strokes are, in sizes of the letters.
_ROW, _GAP, _STROKE = 1.15, 0.75, 0.026
# The lowest row is so far up that nothing of it is cut off.
_FOOT = 0.38


class Wall(NamedTuple):
    """The names of a wall, how wide and high it is in sizes of its letters, and how many points these have."""

    names: tuple[str, ...]
    width: float
    height: float
    fine: int


def names_of(tables: Mapping[str, Table]) -> tuple[str, ...]:
    """Names as they are written, one of each tongue in turn; those that there are letters for."""
    tongues = [_names_in(tables[id]) for id in sorted(tables) if id.startswith(NAMES)]
    mixed = chain.from_iterable(zip_longest(*tongues, fillvalue=""))
    return tuple(name for name in dict.fromkeys(mixed) if name and is_shown(name))


def _names_in(table: Table) -> list[str]:
    """Some names of a table, of the old and the young."""
    written = [table.cell(row, WRITTEN) for row in table.rows]
    return written[:: max(1, len(written) // MOST_NAMES)]


def wall_of(wall: Wall, colour: str) -> list[Layer]:
    """The rows of a wall from its lower left corner, in one colour; the names at its edges reach past them."""
    if not wall.names:
        return []
    strokes: list[Line] = []
    outlines: list[Line] = []
    for name, at in _placed(wall):
        lettering = lettering_of(name)
        lines = _moved(chain.from_iterable(letter.lines for letter in lettering.letters), at, wall.fine)
        (outlines if lettering.outlined else strokes).extend(lines)
    drawn = path_of((curved(line, 1) for line in strokes), closed=False)
    layers = Layer(drawn, colour, width=max(1, round(_STROKE * wall.fine))), Layer(path_of(outlines), colour)
    return [layer for layer in layers if layer.path.code]


def _placed(wall: Wall) -> Iterator[tuple[str, complex]]:
    """Every name, and where its left foot is; in sizes of the letters."""
    names, draws = cycle(wall.names), grain_of("names", "wall").row(1)
    y = _FOOT
    while y < wall.height:
        x = -1.5 - 2 * abs(next(draws))
        while x < wall.width:
            name = next(names)
            yield name, complex(x, y + 0.06 * next(draws))
            x += _width_of(name) + _GAP
        y += _ROW


def _width_of(name: str) -> float:
    return (
        max(point.real for letter in lettering_of(name).letters for line in letter.lines for point in line) / 1000
    )


def _moved(lines: Iterable[Line], at: complex, fine: int) -> Iterator[Line]:
    """Lines in a place, without the points that fall together there."""
    for line in lines:
        points = [(point / 1000 + at) * fine for point in line]
        yield [point for point, _ in groupby(complex(round(point.real), round(point.imag)) for point in points)]


def sizes_across(paper_width: float) -> float:
    """The size of a wall's letters on a paper of a width, in points."""
    return paper_width / 25
