"""Where a scar runs: its spine across the letters, its ragged rim, and what grows along it."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from rpgkit.pdf.noise import Grain
from rpgkit.pdf.pen import Line, curved, evenly, headings
from rpgkit.pdf.strokes import Lettering

# How far apart the points of a rim are, and the most of them on either side.
STEP, MOST_POINTS = 17.0, 280
LEAST_LENGTH, BEYOND = 900.0, 130.0
# Between the small letters' middle and the capitals', whatever accents a name has.
LATIN_MIDDLE = 235.0


class Rim(NamedTuple):
    """How far a rim is from the spine at each of its points: as it is, and evened out."""

    ragged: list[float]
    soft: list[float]


class Scar(NamedTuple):
    """The body of a scar: its spine, which way is up from it, its rims above and below; `half` is its half height.

    `ends` are how whole it is at each point: less than 1 only where it begins and where it ends.
    """

    spine: Line
    ups: Line
    above: Rim
    below: Rim
    ends: list[float]
    half: float
    years: int
    grain: Grain

    def grown(self, by: float, rough: float = 1.0, every: int = 1) -> Line:
        """Its outline, pushed outwards; where not `rough`, drawn smoother; of every so many points."""
        line, ups, ends = self.spine[::every], self.ups[::every], self.ends[::every]
        least, more, soft = by * 0.35, by * 0.65, 1 - rough
        one, other = (
            [
                point + up * side * (least + end * (far * rough + even * soft + more))
                for point, up, end, far, even in zip(
                    line, ups, ends, rim.ragged[::every], rim.soft[::every], strict=True
                )
            ]
            for side, rim in ((1, self.above), (-1, self.below))
        )
        return one + other[::-1]

    def at(self, along: float, aside: float) -> complex:
        """The point so far along it, from 0 to 1, and so far aside: 1 is the rim above, -1 the rim below."""
        last = len(self.spine) - 1
        place = min(last, max(0, int(along * last)))
        rim = self.above if aside > 0 else self.below
        return self.spine[place] + self.ups[place] * aside * rim.ragged[place]

    def along(self, first: float, last: float, aside: float, wander: float, lane: int) -> Line:
        """A line within it from one share of its length to another, wandering about a share of its breadth."""
        begin, end = int(first * (len(self.spine) - 1)), int(last * (len(self.spine) - 1))
        places = range(begin, max(begin + 2, end), 3)
        shares = [
            aside + wander * (self.grain.smooth(place * 0.06, lane) + 0.35 * self.grain.smooth(place * 0.3, lane))
            for place in places
        ]
        count = len(self.spine) - 1
        return [self.at(place / count, share) for place, share in zip(places, shares, strict=True)]

    @property
    def points(self) -> int:
        """How many points its spine has: how much there is to draw along it."""
        return len(self.spine)


def scar_over(lettering: Lettering, years: int, grain: Grain) -> Scar:
    """The scar over a name: along the middle of its letters and a little beyond them on both sides."""
    points = [point for letter in lettering.letters for line in letter.lines for point in line] or [0j]
    heights = sorted(point.imag for point in points)
    low, high = (heights[int((len(heights) - 1) * share)] for share in (0.08, 0.92))
    left, right = min(point.real for point in points), max(point.real for point in points)
    short = max(0.0, LEAST_LENGTH - (right - left)) / 2
    half = min(150.0, max(105.0, (high - low) * 0.24))
    draws = grain.row(21)
    middle, tilt = (low + high) / 2 if lettering.outlined else LATIN_MIDDLE, (high - low) * 0.16
    start = complex(left - BEYOND - short, middle - tilt * next(draws))
    end = complex(right + BEYOND + short, middle + tilt * next(draws))
    spine = _spine(start, end, half, grain)
    above, below = (_rim(len(spine), half, abs(end - start), grain, lane) for lane in (24, 31))
    last = len(spine) - 1
    ends = [min(1.0, (at + 0.1) / 9, (last - at + 0.1) / 9) for at in range(last + 1)]
    return Scar(spine, [way * 1j for way in headings(spine)], above, below, ends, half, years, grain)


def _spine(start: complex, end: complex, half: float, grain: Grain) -> Line:
    bends = grain.fractal(17, 22, 0.5)
    rough = [start + (end - start) * at / 16 + 1j * bend * half * 0.75 for at, bend in enumerate(bends)]
    return evenly(curved(rough, 3), max(STEP, abs(end - start) / MOST_POINTS))


def _rim(count: int, half: float, whole: float, grain: Grain, lane: int) -> Rim:
    """How far the rim is from the spine at every point: a lens that swells, frayed, with tongues."""
    coast, bays = grain.fractal(count, lane, 0.76), grain.fractal(count, lane + 2, 0.45)
    pace, last = whole / count / half * 1.3, count - 1
    ragged = []
    for at, (fray, bay) in enumerate(zip(coast, bays, strict=True)):
        share = at / last
        lens = half * min(1.0, share / 0.15) ** 0.8 * min(1.0, (1 - share) / 0.2) ** 0.85
        tongue = max(0.0, grain.smooth(at * pace, lane + 5) - 0.45)
        ragged.append(max(2.0, lens * (0.64 + 0.17 * bay + 0.4 * fray + 0.6 * tongue)))
    return Rim(ragged, _softened(ragged, 7))


def _softened(values: list[float], over: int) -> list[float]:
    """The same, evened out over so many neighbours."""
    sums = [0.0, *accumulate(values)]
    count = len(values)
    ends = [(max(0, at - over), min(count, at + over + 1)) for at in range(count)]
    return [(sums[last] - sums[first]) / (last - first) for first, last in ends]


def branches(scar: Scar, core: Line, often: float, reach: float) -> Iterator[Line]:
    """Cracks that leave a core to both sides and stray."""
    draws = scar.grain.row(33)
    ways = headings(core)
    for point, way in zip(core, ways, strict=True):
        if abs(next(draws)) > often:
            continue
        side = 1 if next(draws) > 0 else -1
        heading = way * complex(0.45 + 0.3 * next(draws), side)
        line = [point]
        for _ in range(4 + int(5 * abs(next(draws)))):
            heading *= complex(1, 0.8 * next(draws))
            heading /= abs(heading)
            line.append(line[-1] + heading * reach * (0.7 + 0.3 * next(draws)))
        yield line
