"""A scar in its age: a burn in the first year, a scab up to five years, wax ever after."""

from collections.abc import Iterator

from rpgkit.pdf.pen import Layer, Line, flake, mixed, path_of, ribbon, tapered
from rpgkit.pdf.scar import Scar, branches
from rpgkit.pdf.scratch import Scratches, faded

SCORCH, BROWN, CHAR, PLATE, ASH = "#7A4E2A", "#3A2014", "#15100E", "#3B322D", "#8C8178"
RAW, RAW_DARK, WET = "#A3352A", "#4E1411", "#D9A79B"
SCAB, SCAB_DARK, SCAB_RIM, TISSUE, PUCKER, SHINE = "#5A2A20", "#351510", "#93604C", "#CC9491", "#8A4B4C", "#F4DEDB"
WAX, WAX_SHADE, WAX_EDGE, WAX_LIGHT = "#EFE5DA", "#C0A596", "#7C6257", "#FFFFFF"


def burned(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A burn, over letters that char where it reaches."""
    letters = faded(scratches, ink, 0.5)
    yield letters
    coarse = path_of([scar.grown(0, 0.4, every=6)])
    for width in (330, 285, 240, 200, 160, 125, 90, 60):
        yield Layer(coarse, SCORCH, 4, width)
    for reach, alpha in ((125, 35), (85, 40), (45, 60)):
        yield Layer(letters.path, BROWN, alpha, within=path_of([scar.grown(reach, 0.8, every=4)]))
    yield Layer(path_of([scar.grown(27, every=2)]), BROWN, 40)
    yield Layer(path_of([scar.grown(12, every=2)]), BROWN, 75)
    body = path_of([scar.grown(0)])
    yield Layer(body, CHAR)
    yield from (layer._replace(within=body) for layer in _cracked(scar))
    yield from _soot(scar)


def _cracked(scar: Scar) -> Iterator[Layer]:
    """What is inside a burn: plates of char and ash, and the raw red in the cracks between them."""
    plates: list[Line] = []
    ashes: list[Line] = []
    draws = scar.grain.row(41)
    for _ in range(int(scar.points * 0.45)):
        at = scar.at(abs(next(draws)), next(draws) * 0.95)
        radius = scar.half * (0.07 + 0.13 * abs(next(draws)))
        (ashes if next(draws) > 0.6 else plates).append(flake(at, radius, 5, draws))
    yield Layer(path_of(plates), PLATE, 60)
    yield Layer(path_of(ashes), ASH, 30)
    core = scar.along(0.06, 0.95, 0, 0.5, 43)
    cracks = list(branches(scar, core, 0.6, scar.half * 0.11))
    raw = path_of([_crack(core, scar, 5), *(tailed(line, 2.6) for line in cracks)])
    yield Layer(raw, RAW_DARK, 90, 10)
    yield Layer(raw, RAW)
    lit = [point + complex(2, -6) for point in core]
    yield Layer(path_of([_crack(lit, scar, 2.5)]), WET, 45)


def _crack(core: Line, scar: Scar, width: float) -> Line:
    """The longest crack: it opens and closes on its way."""
    last = len(core) - 1
    half = [
        width * max(0.0, 0.35 + 0.9 * scar.grain.smooth(at * 0.21, 45)) * min(1, at / 4, (last - at) / 4) + 0.8
        for at in range(last + 1)
    ]
    return ribbon(core, half, half)


def tailed(line: Line, width: float) -> Line:
    """A crack that ends in nothing."""
    last = len(line) - 1
    half = [width * (1 - at / last) + 0.6 for at in range(last + 1)]
    return ribbon(line, half, half)


def _soot(scar: Scar) -> Iterator[Layer]:
    """Specks, many near the rim and few far off."""
    draws = scar.grain.row(51)
    specks: tuple[list[Line], list[Line]] = ([], [])
    for _ in range(int(scar.points * 0.6)):
        far = abs(next(draws) * next(draws) * next(draws))
        side = 1 if next(draws) > 0 else -1
        at = scar.at(abs(next(draws)), side) + 1j * side * scar.half * (0.12 + 1.5 * far)
        radius = (3 + 7 * abs(next(draws))) * (1 - 0.6 * far)
        specks[next(draws) > 0].append(flake(at, radius, 3 + (radius > 6), draws))
    yield Layer(path_of(specks[0]), CHAR, 75)
    yield Layer(path_of(specks[1]), CHAR, 40)


def closing(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A scar that closes: new skin, puckered at the rim, and what is left of the scab on it."""
    letters = faded(scratches, ink, 0.5)
    yield letters
    coarse = path_of([scar.grown(0, 0.3, every=6)])
    for width in (170, 130, 95, 60):
        yield Layer(coarse, TISSUE, 9, width)
    body = path_of([scar.grown(0, 0.55)])
    yield Layer(body, PUCKER, 80, 12)
    yield Layer(body, TISSUE)
    yield Layer(letters.path, mixed(PUCKER, ink, 0.3), 45, within=body)
    yield Layer(path_of(_folds(scar, 0.55, 61)), PUCKER, 55, within=body)
    yield Layer(path_of(_glints(scar, 63)), SHINE, 70, within=body)
    yield from _scabbed(scar)


def _folds(scar: Scar, often: float, lane: int) -> Iterator[Line]:
    """Fine folds from the rim inwards, as skin puckers."""
    draws = scar.grain.row(lane)
    for _ in range(int(scar.points * often)):
        along, side = abs(next(draws)), 1 if next(draws) > 0 else -1
        lean, deep = 0.012 * next(draws), 0.35 + 0.5 * abs(next(draws))
        root, middle, tip = (
            scar.at(along + lean * part, side * (1.02 - deep * part * part)) for part in (0, 0.6, 1)
        )
        yield [root - 4, middle - 2, tip, root + 3 + 2 * next(draws)]


def _glints(scar: Scar, lane: int) -> Iterator[Line]:
    """Where tight skin shines: short streaks along it, above its middle."""
    draws = scar.grain.row(lane)
    for _ in range(int(scar.points * 0.16)):
        along = 0.05 + 0.9 * abs(next(draws))
        long = 0.015 + 0.03 * abs(next(draws))
        line = scar.along(along, min(0.97, along + long), 0.35 + 0.25 * next(draws), 0.1, lane)
        yield tapered(line, 7 + 5 * next(draws)) if len(line) > 2 else line + line[::-1]


def crusts(scar: Scar) -> Iterator[Line]:
    """The scab, broken across into pieces: fewer with every year, and peeling from both ends."""
    draws = scar.grain.row(71)
    reach = 0.45 - 0.05 * scar.years
    along, lane = 0.5 - reach, 0
    while along < 0.5 + reach - 0.03:
        long = min(0.05 + 0.22 * abs(next(draws)), 0.5 + reach - along)
        if next(draws) > -1.1 + 0.22 * scar.years:
            yield _crust(scar, along, along + long, lane)
        along += long - 0.01 + 0.012 * scar.years * abs(next(draws))
        lane += 1


def _scabbed(scar: Scar) -> Iterator[Layer]:
    whole = path_of(crusts(scar))
    yield Layer(whole, SCAB_RIM, 70, 9)
    yield Layer(whole, SCAB)
    draws = scar.grain.row(75)
    flakes: tuple[list[Line], list[Line]] = ([], [])
    for _ in range(int(scar.points * 0.5)):
        at = scar.at(abs(next(draws)), next(draws) * 0.8)
        flakes[next(draws) > 0.5].append(flake(at, scar.half * (0.05 + 0.14 * abs(next(draws))), 6, draws))
    yield Layer(path_of(flakes[0]), SCAB_DARK, 60, within=whole)
    yield Layer(path_of(flakes[1]), SCAB_RIM, 40, within=whole)


def _crust(scar: Scar, first: float, last: float, lane: int) -> Line:
    """A piece of scab: nearly as broad as the scar, its ends askew and torn."""
    count = max(6, int((last - first) * scar.points))
    draws = scar.grain.row(lane * 5 + 72)
    sides = []
    for side in (1, -1):
        coast = scar.grain.fractal(count + 1, lane * 2 + side + 74, 0.75)
        lean, row = 0.02 * side * next(draws), []
        for at, fray in enumerate(coast):
            share = at / count
            round_ = (4 * share * (1 - share) + 0.01) ** 0.42
            broad = round_ * (0.66 + 0.24 * fray + 0.06 * next(draws))
            row.append(scar.at(first + lean + (last - first) * share, side * broad))
        sides.append(row)
    return sides[0] + sides[1][::-1]


def waxed(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """An old scar: raised, smooth and shiny, the letters sunk beneath it."""
    letters = faded(scratches, ink, 0.5)
    yield letters
    body = path_of([scar.grown(0, 0.45)])
    for lower in (30, 24, 18, 12):
        yield Layer(body, WAX_EDGE, 9, moved=(lower // 2, -lower))
    yield Layer(body, WAX_EDGE, 60, 7)
    yield Layer(body, WAX)
    yield Layer(letters.path, ink, 26, within=body)
    for upper in (0.15, -0.1, -0.3, -0.5, -0.7, -0.85):
        yield Layer(path_of([_band(scar, upper, -1.3)]), WAX_SHADE, 17, within=body)
    yield Layer(path_of(_folds(scar, 0.9, 81)), WAX_EDGE, 28, within=body)
    shines = [
        tapered(scar.along(first, last, 0.5, 0.14, 87), 26)
        for first, last in ((0.1, 0.38), (0.36, 0.6), (0.66, 0.9))
    ]
    yield Layer(path_of([*_glints(scar, 83), *shines]), WAX_LIGHT, 80, within=body)


def _band(scar: Scar, upper: float, lower: float, first: float = 0.0, last: float = 1.0) -> Line:
    """A band along a scar between two shares of its breadth."""
    above = scar.along(first, last, upper, 0.16, 85)
    return above + scar.along(first, last, lower, 0.16, 86)[::-1]
