"""A name scratched into skin: grooves of a blade that went over it more than once, ragged, and past their ends."""

from cmath import rect
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from rpgkit.pdf.noise import Grain
from rpgkit.pdf.pen import (
    Layer,
    Line,
    curved,
    evenly,
    headings,
    mixed,
    path_of,
    ribbon,
    steepness,
    tapered,
    wavering,
)
from rpgkit.pdf.strokes import Lettering

STEP = 18
# A long name is drawn with fewer points: no letter of it is ever large.
LONG = 9
# Half the width of a groove, and of the thinner ones beside it.
GROOVE, AGAIN, HAIR = 21.0, 11.0, 7.0
_CORNER = 0.75
SORE, DEEP, DUST = "#C2453A", "#000000", "#B9ADA0"


class Scratches(NamedTuple):
    """A name as scratches: where the blade went, the grooves themselves, the hairlines beside them."""

    bones: list[Line]
    grooves: list[Line]
    hairs: list[Line]
    outlined: bool


def scratched(scratches: Scratches, ink: str) -> Iterator[Layer]:
    """A whole mark: grooves deep in their colour, in skin that is a little sore about them."""
    bones = path_of([evenly(line, STEP * 2) for line in scratches.bones], closed=scratches.outlined)
    for width in (270, 240, 210, 182, 155, 130, 106, 84):
        yield Layer(bones, mixed(ink, SORE, 0.8), 3, width)
    grooves, hairs = path_of(scratches.grooves), path_of(scratches.hairs)
    yield Layer(hairs, ink, 75)
    if scratches.outlined:
        yield Layer(grooves, mixed(ink, DEEP, 0.5), 100, 10)
    yield Layer(grooves, mixed(ink, DEEP, 0.5))
    yield Layer(grooves, ink, within=grooves, moved=(5, -7))


def faded(scratches: Scratches, ink: str, left: float) -> Layer:
    """What is left of a name in a scar, with that share of its colour."""
    return Layer(path_of(scratches.grooves + scratches.hairs), mixed(DUST, ink, left))


def scratches_of(lettering: Lettering, grain: Grain, coarse: float = 1.0) -> Scratches:
    """The name, each letter leaning its own way and every groove uneven; with fewer points where `coarse`."""
    bones = list(chain.from_iterable(_leaning(lettering, grain)))
    step = STEP * coarse * max(1.0, len(lettering.letters) / LONG)
    if lettering.outlined:
        grooves = [_roughened(line, step, grain, lane) for lane, line in enumerate(bones)]
        return Scratches(bones, grooves, [*_flicks(bones, grain), *_strays(bones, grain)], True)
    grooves = [groove for lane, line in enumerate(bones) for groove in _grooves(line, step, grain, lane)]
    return Scratches(bones, grooves, list(_hairs(bones, step, grain)), False)


def _leaning(lettering: Lettering, grain: Grain) -> Iterator[list[Line]]:
    """Letters a little turned, grown and out of line; strokes as they bend, outlines with their corners."""
    draws = grain.row(1)
    for at, letter in enumerate(lettering.letters):
        foot = complex(min(point.real for line in letter.lines for point in line), 0)
        turn = rect(1 + 0.05 * next(draws), 0.045 * next(draws))
        if lettering.outlined:
            turn = rect(1 + 0.02 * next(draws), 0.02 * next(draws)) if len(lettering.letters) > 1 else 1
        drift = 22 * grain.smooth(at * 0.7, 2) + 14 * next(draws)
        lean = foot + complex(0, drift)
        lines = letter.lines if lettering.outlined else [curved(line) for line in letter.lines]
        yield [[(point - foot) * turn + lean for point in line] for line in lines]


def _grooves(bone: Line, step: float, grain: Grain, lane: int) -> Iterator[Line]:
    """The two grooves of one stroke: the blade went twice, and not quite the same way."""
    line = evenly(_overshot(bone, grain, lane), step)
    yield _groove(line, GROOVE, grain, lane)
    again = evenly(_overshot(bone, grain, lane + 17), step * 1.5)
    yield _groove(wavering(again, grain, lane + 50, 19, 0.11), AGAIN, grain, lane + 23)


def _groove(line: Line, width: float, grain: Grain, lane: int) -> Line:
    """The outline of a groove: heavy downwards, thin at both ends, torn all along."""
    last, draws = len(line) - 1, grain.row(lane + 3)
    left, right = [], []
    for at, way in enumerate(headings(line)):
        end = min(1.0, (at + 0.35) / 3.2, ((last - at + 0.2) / 6.0) ** 0.8)
        half = width * end * (0.66 + 0.5 * steepness(way))
        left.append(max(1.5, half * (1 + 0.3 * next(draws))))
        right.append(max(1.5, half * (1 + 0.3 * next(draws))))
    return ribbon(line, left, right)


def _overshot(bone: Line, grain: Grain, lane: int) -> Line:
    """The bone, run on at its end as a blade does, and begun a little early."""
    first, last = bone[0] - bone[1], bone[-1] - bone[-2]
    before, after = (28 + 18 * grain.smooth(lane * 1.7, 5), 62 + 44 * grain.smooth(lane * 1.3, 6))
    return [bone[0] + first / (abs(first) or 1) * before, *bone, bone[-1] + last / (abs(last) or 1) * after]


def _hairs(bones: list[Line], step: float, grain: Grain) -> Iterator[Line]:
    """Thin scratches beside the grooves, where the blade went again and missed."""
    draws = grain.row(9)
    for lane, bone in enumerate(bones):
        whole = evenly(_overshot(bone, grain, lane + 11), step * 2.2)
        for _ in range(2):
            first = int(len(whole) * 0.3 * abs(next(draws)))
            some = whole[first : len(whole) - int(len(whole) * 0.3 * abs(next(draws)))]
            if len(some) > 2:
                aside = complex(next(draws), next(draws)) * 30
                yield tapered(wavering([point + aside for point in some], grain, lane, 10, 0.4), HAIR * 2)


def _roughened(bone: Line, step: float, grain: Grain, lane: int) -> Line:
    """A closed outline, torn a little everywhere."""
    line = evenly([*bone, bone[0]], step * 1.2)[:-1]
    torn = grain.fractal(len(line) + 1, lane, 0.85)
    ways = headings([line[-1], *line, line[0]])[1:-1]
    return [point + way * 1j * 9 * much for point, way, much in zip(line, ways, torn[1:], strict=True)]


def _strays(bones: list[Line], grain: Grain) -> Iterator[Line]:
    """Scratches that follow an outline for a while and leave it straight on."""
    draws = grain.row(13)
    for bone in bones:
        line = evenly([*bone, bone[0]], STEP * 2)
        for _ in range(1 + len(line) // 14):
            first = int(abs(next(draws)) * len(line))
            some = line[first : first + 6 + int(3 * next(draws))]
            if len(some) > 3:
                aside = complex(next(draws), next(draws)) * 12
                leaving = (some[-1] - some[-2]) * (1.4 + next(draws))
                some = [*some, some[-1] + leaving, some[-1] + leaving * 2]
                yield tapered([point + aside for point in some], HAIR * 1.7)


def _flicks(bones: list[Line], grain: Grain) -> Iterator[Line]:
    """Scratches that run past the corners of an outline, along the side that led there."""
    draws = grain.row(9)
    for bone in bones:
        sides = pairwise([*bone, bone[0], bone[1]])
        for (one, other), (_, after) in pairwise(sides):
            side, next_side = other - one, after - other
            if abs(side) < 60 or not abs(next_side):
                continue
            if abs(side / abs(side) - next_side / abs(next_side)) > _CORNER:
                way, aside = side / abs(side), complex(next(draws), next(draws)) * 8
                reach = 70 + 50 * next(draws)
                start = max(-abs(side), -160 - 60 * next(draws))
                line = evenly([other + aside + way * start, other + aside + way * reach], 40)
                yield tapered(wavering(line, grain, 5, 6, 0.5), HAIR * 2)
