"""What joins people on a map, as it is scratched: a cut that ends in a head, two that are plaited, a burn, dots.

Points are in twentieths of a point of the page. None of it hangs on colour: an even pair is a plait with a head
at both ends, an odd bond one cut, a scar chars towards the dead one, what is not told yet is broken, a tie is dots.
"""

from cmath import rect
from collections.abc import Iterator, Sequence
from math import pi, sin
from typing import NamedTuple

from rpgkit.pdf.noise import Grain
from rpgkit.pdf.pen import Layer, Line, curved, evenly, flake, headings, path_of, ribbon, tapered
from rpgkit.person import life_of
from rpgkit.plane import Box

UNIT = 20.0
PAPER, TIE, BLACK = "#FFFFFF", "#77706A", "#000000"
STEP = 2.0 * UNIT
# Half the width of a cut where it is broadest, of one strand of a plait, and how far its strands part.
CUT, STRAND, PART = 1.05 * UNIT, 0.95 * UNIT, 2.9 * UNIT
HEAD, SPREAD = 9.5 * UNIT, 0.42
# How long a plait runs straight at its ends, and from one crossing of its strands to the next.
STRAIGHT, TURN = 18.0 * UNIT, 14.0 * UNIT
# What a burn leaves, by its age: its crust, and what is seen in its cracks.
CRUSTS = {"raw": ("#16100D", "#C8321F"), "settling": ("#43231C", "#8C3A2B"), "old": ("#7A6457", "#B8A498")}
# The share of a line that chars towards the dead, how much of it at most, and how broad it becomes by its age.
CHARRED, MOST_CHARRED = 0.46, 70.0 * UNIT
BROAD = {"raw": (2.8, 0.9), "settling": (2.3, 0.0), "old": (2.0, 1.2)}


class Stroke(NamedTuple):
    """A line of the map: the ink of the one borne, and of the bearer where they are borne too; years since a death.

    `from_years` are those of a bearer who is dead; `told`: it is known whether the other bears them.
    """

    line: Line
    ink: str
    back: str = ""
    years: int | None = None
    from_years: int | None = None
    told: bool = True


def dots(line: Line, plain: bool) -> Iterator[Layer]:
    """A tie: dots, without a head."""
    yield Layer(path_of([curved(line)], closed=False), BLACK if plain else TIE, 100, 24, dashes=(1, 76))


def stroke_layers(stroke: Stroke, grain: Grain, plain: bool) -> Iterator[Layer]:
    """An arrow with all that belongs to it, the lowest first."""
    if plain:
        stroke = stroke._replace(ink=BLACK, back=BLACK if stroke.back else "")
    line = evenly(curved(list(stroke.line)), STEP)
    yield Layer(path_of([line], closed=False), PAPER, 100, round((PART * 2 if stroke.back else CUT * 2) + 76))
    if stroke.back:
        yield from _plait(stroke, line, grain, plain)
    else:
        yield from _cut(stroke, line, grain, plain)
    for years, end in ((stroke.years, line), (stroke.from_years, line[::-1])):
        if years is not None:
            yield from _charred(end, years, grain, plain)


def _cut(stroke: Stroke, line: Line, grain: Grain, plain: bool) -> Iterator[Layer]:
    """One cut, or pieces of it where it is not told yet how the other stands."""
    if not plain:
        yield Layer(path_of([line[3:-4] or line], closed=False), stroke.ink, 9, round(7 * UNIT))
        yield Layer(path_of(_hairs(line, grain)), stroke.ink, 80)
    pieces = [line] if stroke.told else list(_broken(line))
    lines = [_groove(piece, CUT, grain, 0.0 if plain else 0.26) for piece in pieces]
    yield Layer(path_of([*lines, *_head(line, grain)]), stroke.ink)


def _broken(line: Line) -> Iterator[Line]:
    """Pieces of a line, shorter and shorter."""
    start, long = 0, max(5, len(line) // 4)
    while start < len(line) - 2:
        yield line[start : start + long]
        start, long = start + long + 2, max(4, long - 2)


def _groove(line: Line, width: float, grain: Grain, rough: float, lane: int = 3) -> Line:
    """The outline of a cut: the blade goes in at once, and comes out slowly."""
    last, draws = max(1, len(line) - 1), grain.row(lane)
    sides: tuple[list[float], list[float]] = ([], [])
    for at in range(len(line)):
        half = width * min(1.0, (at + 0.7) / 4) * (1 - 0.42 * at / last)
        for side in sides:
            side.append(half * (1 + rough * next(draws)))
    return ribbon(line, *sides)


def _hairs(line: Line, grain: Grain) -> Iterator[Line]:
    """Where the blade went again and missed."""
    draws = grain.row(9)
    for _ in range(2):
        first = int(len(line) * 0.4 * abs(next(draws)))
        some = line[first : len(line) - int(len(line) * 0.4 * abs(next(draws)))]
        if len(some) > 4:
            aside = rect(1.9 * UNIT, 1.57 + 0.4 * next(draws)) * headings(some)[0] * (1 if next(draws) > 0 else -1)
            yield tapered([point + aside for point in some], 0.75 * UNIT)


def _head(line: Line, grain: Grain, size: float = 1.0) -> Iterator[Line]:
    """Two flicks of the blade that meet at the end of a line."""
    tip, way = line[-1], line[-1] - line[max(0, len(line) - 4)]
    way, draws = way / (abs(way) or 1), grain.row(21)
    long = min(HEAD, abs(line[-1] - line[0]) * 0.4) * size
    for side in (1, -1):
        back = -way * rect(1, side * (SPREAD + 0.05 * next(draws)))
        flick = [tip + way * 0.8 * UNIT, tip + back * long * 0.5 + way * side * 1j * 0.3 * UNIT, tip + back * long]
        yield ribbon(curved(flick), *[[half * UNIT for half in _tapering(1.15 * size, len(curved(flick)))]] * 2)


def _tapering(width: float, many: int) -> list[float]:
    return [width * (1 - 0.8 * at / (many - 1)) for at in range(many)]


def _plait(stroke: Stroke, line: Line, grain: Grain, plain: bool) -> Iterator[Layer]:
    """Two cuts that go over and under each other, each in the colour of the one it leads to."""
    fine = evenly(line, STEP / 2)
    long = (len(fine) - 1) * STEP / 2
    turns = max(2, round((long - STRAIGHT) / TURN))
    there = _strand(fine, turns, 1)
    back = _strand(fine, turns, -1)
    rough = 0.0 if plain else 0.2
    if not plain:
        yield Layer(path_of([line[4:-4] or line], closed=False), stroke.ink, 8, round(10 * UNIT))
    yield Layer(path_of([_even(back, grain, rough)]), stroke.back)
    yield _gap(there)
    yield Layer(path_of([_even(there, grain, rough), *_head(line, grain, 1.25)]), stroke.ink)
    for turn in range(2, turns, 2):
        middle = round(len(back) * _share(turn, turns, long))
        yield _gap(back[max(0, middle - 3) : middle + 4])
        yield Layer(path_of([_even(back[max(0, middle - 7) : middle + 8], grain, rough)]), stroke.back)
    first = back[: max(3, round(STRAIGHT / STEP))]
    yield Layer(path_of([_even(first, grain, rough), *_head(line[::-1], grain, 1.25)]), stroke.back)


def _gap(strand: Line) -> Layer:
    """What a strand leaves free of the one below it."""
    return Layer(path_of([strand], closed=False), PAPER, 100, round(STRAND * 2 + 1.5 * UNIT))


def _share(turn: int, turns: int, long: float) -> float:
    straight = STRAIGHT / 2 / long
    return straight + (1 - 2 * straight) * turn / turns


def _strand(line: Line, turns: int, side: int) -> Line:
    last, long = len(line) - 1, (len(line) - 1) * STEP / 2
    straight = STRAIGHT / 2 / long
    points = []
    for at, (point, way) in enumerate(zip(line, headings(line), strict=True)):
        share = min(1.0, max(0.0, (at / last - straight) / (1 - 2 * straight)))
        points.append(point + way * 1j * side * PART * sin(pi * turns * share))
    return points


def _even(line: Line, grain: Grain, rough: float) -> Line:
    draws = grain.row(5)
    sides = [[STRAND * (1 + rough * next(draws)) for _ in line] for _ in range(2)]
    return ribbon(line, *sides)


def _charred(line: Line, years: int, grain: Grain, plain: bool) -> Iterator[Layer]:
    """What the burn makes of a line towards its end: broader, blacker, and soot about it."""
    crust, crack = (BLACK, PAPER) if plain else CRUSTS[life_of(years)]
    broad, cracked = BROAD[life_of(years)]
    some = line[-max(3, round(min(len(line) * CHARRED, MOST_CHARRED / STEP))) :]
    yield Layer(path_of([_burnt(some, broad * UNIT, grain), *_head(line, grain, 1.3)]), crust)
    core = some[len(some) // 4 : -2]
    if cracked and len(core) > 2:
        yield Layer(path_of([tapered(core, cracked * UNIT * 2)]), crack)
    yield Layer(path_of(_soot(some, grain, life_of(years))), crust)


def _burnt(line: Line, width: float, grain: Grain) -> Line:
    last = max(1, len(line) - 1)
    torn = (grain.fractal(len(line), 31, 0.9), grain.fractal(len(line), 37, 0.9))
    half = [width * sin(pi * (at / last) ** 1.4) ** 0.8 + 12 for at in range(len(line))]
    sides = [[most * (0.8 + 0.35 * much) + 2 for most, much in zip(half, side, strict=True)] for side in torn]
    return ribbon(line, *sides)


def _soot(line: Line, grain: Grain, life: str) -> Iterator[Line]:
    draws = grain.row(41)
    ways = headings(line)
    for _ in range({"raw": 26, "settling": 12, "old": 0}[life]):
        at = min(len(line) - 1, int(len(line) * (1 - next(draws) ** 2)))
        aside = ways[at] * 1j * (1.6 + 4.2 * abs(next(draws) * next(draws))) * UNIT
        yield flake(line[at] + aside * (1 if next(draws) > 0 else -1), (0.42 + 0.2 * next(draws)) * UNIT, 5, draws)


def underscored(line: Line, ink: str, grain: Grain, plain: bool) -> Iterator[Layer]:
    """The stroke under a player's name: the blade went twice."""
    whole, ink = evenly(line, STEP * 2), BLACK if plain else ink
    again = [point + complex(3, -2.1) * UNIT for point in whole[1:]]
    rough = 0.0 if plain else 0.25
    yield Layer(path_of([_groove(whole, 0.85 * UNIT, grain, rough), tapered(again, 0.7 * UNIT)]), ink)


def frame(box: Box, plain: bool) -> Iterator[Layer]:
    """What stands about the name of somebody whom nobody has met: a card, still sealed."""
    corners = [corner * UNIT for corner in box.corners]
    yield Layer(path_of([corners]), BLACK if plain else TIE, 100, 16)


def burn_across(line: Line, years: int, high: float, how: tuple[Grain, bool]) -> Iterator[Layer]:
    """The burn through the name of somebody who is dead; `high` is half its height."""
    grain, plain = how
    crust, crack = (BLACK, PAPER) if plain else CRUSTS[life_of(years)]
    spine = evenly(line, STEP)
    torn = grain.fractal(len(spine), 51, 0.8)
    spine = [point + 1j * high * 0.5 * much for point, much in zip(spine, torn, strict=True)]
    last = len(spine) - 1
    shape = [sin(pi * min(1.0, max(0.02, at / last))) ** 0.55 for at in range(last + 1)]
    rough = (grain.fractal(last + 1, 57, 0.95), grain.fractal(last + 1, 61, 0.95))
    sides: list[Sequence[float]] = [
        [high * part * (0.85 + 0.3 * much) + 2 for part, much in zip(shape, side, strict=True)] for side in rough
    ]
    yield Layer(path_of([ribbon(spine, *sides)]), crust)
    if life_of(years) != "settling":
        inner = spine[last // 6 : last - last // 6]
        yield Layer(path_of([tapered(inner, high * 0.45)]), crack)
