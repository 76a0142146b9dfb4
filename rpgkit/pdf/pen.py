"""Lines and what is made of them: a point is a complex number, x + yj, in thousandths of the size of type."""

from cmath import phase, rect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from rpgkit.pdf.noise import Grain

Line = list[complex]


class Path(NamedTuple):
    """Lines as a page draws them, and the box they fill; `rule` is `*` where what is enclosed twice stays open."""

    code: str
    box: tuple[int, int, int, int]
    rule: str = ""


class Layer(NamedTuple):
    """A path in one colour: filled, or drawn as a line of some width; `within` another path and moved, if need be.

    `alpha` is in hundredths; `dashes` are how long a broken line is drawn and left out.
    """

    path: Path
    colour: str
    alpha: int = 100
    width: int = 0
    within: Path | None = None
    moved: tuple[int, int] = (0, 0)
    dashes: tuple[int, ...] = ()


NOTHING = Path("", (0, 0, 0, 0))


def path_of(lines: Iterable[Line], closed: bool = True, rule: str = "") -> Path:
    """The path along all these lines, in whole units."""
    codes, numbers = [], []
    for line in lines:
        flat = [number for point in line for number in (point.real, point.imag)]
        codes.append(_format(len(line), closed) % tuple(flat))
        numbers += flat
    if not codes:
        return NOTHING
    xs, ys = numbers[::2], numbers[1::2]
    return Path("\n".join(codes), (floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))), rule)


@cache
def _format(points: int, closed: bool) -> str:
    return "%d %d m" + " %d %d l" * (points - 1) + (" h" if closed else "")


def box_of(layers: Iterable[Layer]) -> tuple[int, int, int, int]:
    """The box that all layers fill: left, bottom, right, top."""
    boxes = [_box(layer) for layer in layers] or [NOTHING.box]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _box(layer: Layer) -> tuple[int, int, int, int]:
    left, bottom, right, top = (layer.within or layer.path).box
    if layer.within:
        return left, bottom, right, top
    half, (x, y) = (layer.width + 1) // 2, layer.moved
    return left - half + x, bottom - half + y, right + half + x, top + half + y


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another, both as `#RRGGBB`."""
    parts = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in parts)


def curved(line: Line, times: int = 2) -> Line:
    """The line with its corners cut, again and again (Chaikin)."""
    for _ in range(times if len(line) > 2 else 0):
        finer = [line[0]]
        for one, other in pairwise(line):
            finer += (one * 0.75 + other * 0.25, one * 0.25 + other * 0.75)
        line = [*finer, line[-1]]
    return line


def evenly(line: Line, step: float) -> Line:
    """The line as points so far apart, both ends among them."""
    points, left = [line[0]], step
    for one, other in pairwise(line):
        length = abs(other - one)
        while left <= length:
            points.append(one + (other - one) * left / length)
            left += step
        left -= length
    if abs(points[-1] - line[-1]) > step * 0.3 or len(points) == 1:
        points.append(line[-1])
    return points


def headings(line: Line) -> Line:
    """Which way a line runs at each of its points, as points one unit away from nothing."""
    ahead = [*line[1:], line[-1]]
    behind = [line[0], *line[:-1]]
    return [way / (abs(way) or 1) for way in (one - other for one, other in zip(ahead, behind, strict=True))]


def ribbon(line: Line, left: Sequence[float], right: Sequence[float]) -> Line:
    """The outline of a stroke that is so wide to the left and to the right of each of its points."""
    normals = [way * 1j for way in headings(line)]
    one = [point + normal * width for point, normal, width in zip(line, normals, left, strict=True)]
    other = [point - normal * width for point, normal, width in zip(line, normals, right, strict=True)]
    return one + other[::-1]


def tapered(line: Line, width: float) -> Line:
    """The outline of a stroke that is `width` at its thickest and ends in nothing on both sides."""
    last = len(line) - 1
    half = [width * 2 * at / last * (1 - at / last) + 1 for at in range(last + 1)]
    return ribbon(line, half, half)


def flake(at: complex, radius: float, corners: int, row: Iterator[float]) -> Line:
    """A small ragged thing with so many corners."""
    return [at + rect(radius * (0.8 + 0.45 * next(row)), turn * 6.2832 / corners) for turn in range(corners)]


def steepness(way: complex) -> float:
    """How far a heading is from level, from 0 to 1."""
    return abs(phase(way * way)) / 3.1416 if way else 0.0


def wavering(line: Line, grain: Grain, lane: int, far: float, pace: float) -> Line:
    """The line with every point moved by up to `far`, slowly along its way: `pace` bends a point."""
    return [
        point + far * complex(grain.smooth(at * pace, lane), grain.smooth(at * pace, lane + 3))
        for at, point in enumerate(line)
    ]
