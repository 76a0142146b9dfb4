"""A scar in its age: a burn in the first year, a scab up to five years, wax ever after."""

from collections.abc import Iterator

from rpgkit.pdf.pen import Layer, Line, flake, mixed, path_of, ribbon, tapered
from rpgkit.pdf.scar import Scar, branches
from rpgkit.pdf.scratch import Scratches, faded

SCORCH, BROWN, CHAR, PLATE, ASH = "#7A4E2A", "#3A2014", "#15100E", "#3B322D", "#8C8178"
RAW, RAW_DARK, WET = "#A3352A", "#4E1411", "#D9A79B"


def burned(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A burn, over letters that char where it reaches."""
    letters = faded(scratches, ink, 0.55)
    yield letters
    coarse = path_of([scar.grown(0, 0.4, every=6)])
    for width in (330, 285, 240, 200, 160, 125, 90, 60):
        yield Layer(coarse, SCORCH, 4, width)
    yield Layer(letters.path, BROWN, 70, within=path_of([scar.grown(75, 0.7, every=4)]))
    yield Layer(path_of([scar.grown(26, every=2)]), BROWN, 40)
    yield Layer(path_of([scar.grown(11)]), BROWN, 70)
    body = path_of([scar.grown(0)])
    yield Layer(body, CHAR)
    yield from (layer._replace(within=body) for layer in _cracked(scar))
    yield from _soot(scar)


def _cracked(scar: Scar) -> Iterator[Layer]:
    """What is inside a burn: plates of char and ash, and the raw red in the cracks between them."""
    plates, ashes = [], []
    draws = scar.grain.row(41)
    for _ in range(int(scar.length * 0.5)):
        at = scar.at(abs(next(draws)), next(draws) * 0.95)
        radius = scar.half * (0.07 + 0.1 * abs(next(draws)))
        (ashes if next(draws) > 0.6 else plates).append(flake(at, radius, 5 + int(1.9 * next(draws)), draws))
    yield Layer(path_of(plates), PLATE, 55)
    yield Layer(path_of(ashes), ASH, 25)
    core = scar.along(0.06, 0.95, 0, 0.5, 43)
    cracks = list(branches(scar, core, 0.5, scar.half * 0.16))
    yield Layer(path_of([_crack(core, scar, 13), *(_tail(line, 9) for line in cracks)]), RAW_DARK, 90)
    yield Layer(path_of([_crack(core, scar, 6), *(_tail(line, 4.5) for line in cracks)]), RAW)
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


def _tail(line: Line, width: float) -> Line:
    """A crack that ends in nothing."""
    last = len(line) - 1
    half = [width * (1 - at / last) + 0.6 for at in range(last + 1)]
    return ribbon(line, half, half)


def _soot(scar: Scar) -> Iterator[Layer]:
    """Specks, many near the rim and few far off."""
    draws = scar.grain.row(51)
    specks: tuple[list[Line], list[Line]] = ([], [])
    for _ in range(int(scar.length * 0.8)):
        far = abs(next(draws) * next(draws) * next(draws))
        side = 1 if next(draws) > 0 else -1
        at = scar.at(abs(next(draws)), side) + 1j * side * scar.half * (0.12 + 1.5 * far)
        radius = (3 + 7 * abs(next(draws))) * (1 - 0.6 * far)
        specks[next(draws) > 0].append(flake(at, radius, 4, draws))
    yield Layer(path_of(specks[0]), CHAR, 75)
    yield Layer(path_of(specks[1]), CHAR, 40)


SCAB, SCAB_DARK, SCAB_RIM, TISSUE, PUCKER, SHINE = "#5A2A20", "#351510", "#93604C", "#CC9491", "#8A4B4C", "#F4DEDB"


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
    yield from _crusts(scar)


def _folds(scar: Scar, often: float, lane: int) -> Iterator[Line]:
    """Fine folds from the rim inwards, as skin puckers."""
    draws = scar.grain.row(lane)
    for _ in range(int(scar.length * often)):
        along, side = abs(next(draws)), 1 if next(draws) > 0 else -1
        lean, deep = 0.012 * next(draws), 0.35 + 0.5 * abs(next(draws))
        line = [scar.at(along + lean * part, side * (1.02 - deep * part)) for part in (0, 0.33, 0.67, 1)]
        yield _tail(line, 5 + 3 * next(draws))


def _glints(scar: Scar, lane: int) -> Iterator[Line]:
    """Where tight skin shines: short streaks along it, above its middle."""
    draws = scar.grain.row(lane)
    for _ in range(int(scar.length * 0.16)):
        along = 0.05 + 0.9 * abs(next(draws))
        long = 0.015 + 0.03 * abs(next(draws))
        line = scar.along(along, min(0.97, along + long), 0.35 + 0.25 * next(draws), 0.1, lane)
        yield tapered(line, 7 + 5 * next(draws)) if len(line) > 2 else line + line[::-1]


def _crusts(scar: Scar) -> Iterator[Layer]:
    """The scab in pieces, fewer with every year, and peeling from both ends."""
    draws = scar.grain.row(71)
    pieces, hearts = [], []
    reach = 0.47 - 0.05 * scar.years
    along = 0.5 - reach
    while along < 0.5 + reach:
        long = min(0.04 + 0.1 * abs(next(draws)), 0.5 + reach - along)
        if next(draws) > -0.75 + 0.2 * scar.years and long > 0.02:
            pieces.append(_crust(scar, along, along + long, 1.0))
            hearts.append(_crust(scar, along + long * 0.12, along + long * 0.88, 0.66))
        along += long + 0.012 + 0.01 * abs(next(draws))
    yield Layer(path_of(pieces), SCAB_RIM, 90, 10)
    yield Layer(path_of(pieces), SCAB)
    yield Layer(path_of(hearts), SCAB_DARK, 65)


def _crust(scar: Scar, first: float, last: float, size: float) -> Line:
    """A piece of scab: a ragged lens along the scar, as broad as it nearly everywhere."""
    count = max(6, int((last - first) * scar.length))
    draws = scar.grain.row(int(first * 997))
    line = [scar.at(first + (last - first) * at / count, 0) for at in range(count + 1)]
    sides = []
    for side in (1, -1):
        row = []
        for at in range(count + 1):
            share = at / count
            round_ = (4 * share * (1 - share)) ** 0.4
            rim = abs(scar.at(first + (last - first) * share, side) - line[at])
            row.append(max(1.0, rim * size * round_ * (0.82 + 0.2 * next(draws))))
        sides.append(row)
    return ribbon(line, *sides)


WAX, WAX_SHADE, WAX_EDGE, WAX_LIGHT = "#EFE5DA", "#C0A596", "#7C6257", "#FFFFFF"


def waxed(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """An old scar: raised, smooth and shiny, the letters sunk beneath it."""
    letters = faded(scratches, ink, 0.5)
    yield letters
    soft = scar.grown(0, 0.25)
    body = path_of([soft])
    for lower, alpha in ((30, 10), (22, 14), (14, 20)):
        yield Layer(body, WAX_EDGE, alpha, moved=(lower // 2, -lower))
    yield Layer(body, WAX_EDGE, 85, 9)
    yield Layer(body, WAX)
    yield Layer(letters.path, ink, 18, within=body)
    for upper, alpha in ((-0.1, 30), (-0.4, 35), (-0.7, 45)):
        yield Layer(path_of([_band(scar, upper, -1.3)]), WAX_SHADE, alpha, within=body)
    yield Layer(path_of(_folds(scar, 0.5, 81)), WAX_EDGE, 35, within=body)
    yield Layer(path_of([*_glints(scar, 83), _band(scar, 0.62, 0.48, 0.12, 0.85)]), WAX_LIGHT, 85, within=body)


def _band(scar: Scar, upper: float, lower: float, first: float = 0.0, last: float = 1.0) -> Line:
    """A band along a scar between two shares of its breadth."""
    above = scar.along(first, last, upper, 0.16, 85)
    return above + scar.along(first, last, lower, 0.16, 86)[::-1]


