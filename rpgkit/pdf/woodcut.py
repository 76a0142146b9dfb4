"""Marks in one ink, without tints: lines that a photocopier keeps."""

from collections.abc import Iterator

from rpgkit.pdf.pen import Layer, Line, Path, evenly, flake, path_of, tapered
from rpgkit.pdf.scar import Scar
from rpgkit.pdf.scratch import STEP, Scratches

FINE, LINE = 11, 17


def cut_letters(scratches: Scratches, ink: str) -> Iterator[Layer]:
    """A whole mark: its grooves, solid."""
    yield Layer(path_of(scratches.grooves + scratches.hairs), ink, 100, 10 if scratches.outlined else 0)


def _traces(scratches: Scratches, scar: Scar, ink: str) -> Layer:
    """The letters about a scar, as fine lines that end where it begins."""
    bones = path_of([evenly(line, STEP) for line in scratches.bones], closed=scratches.outlined)
    return Layer(bones, ink, 100, FINE if scratches.outlined else LINE, within=_outside(scar.grown(26, 0.7), bones))


def _outside(outline: Line, letters: Path) -> Path:
    """All that is about a scar and not in it."""
    left, bottom, right, top = path_of([outline]).box
    left, bottom = min(left, letters.box[0]) - 60, min(bottom, letters.box[1]) - 60
    right, top = max(right, letters.box[2]) + 60, max(top, letters.box[3]) + 60
    frame = [complex(left, bottom), complex(right, bottom), complex(right, top), complex(left, top)]
    return path_of([frame, outline], rule="*")


def cut_burn(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A burn: black, with cracks and flames cut out of it, and soot about it."""
    yield _traces(scratches, scar, ink)
    yield Layer(path_of([scar.grown(0), *_cuts(scar)], rule="*"), ink)
    yield Layer(path_of(_specks(scar)), ink)


def _cuts(scar: Scar) -> Iterator[Line]:
    """Slits in the black, one beside the other, leaning along it."""
    draws = scar.grain.row(91)
    along = 0.04
    while along < 0.95:
        for side in (1, -1):
            deep = 0.62 + 0.16 * next(draws)
            lean = 0.03 + 0.008 * next(draws)
            line = [scar.at(along + lean * part, side * (0.14 + (deep - 0.14) * part)) for part in (0, 0.25, 0.5, 0.75, 1)]
            if abs(line[-1] - line[0]) > 26:
                yield tapered(line, 13)
        along += 34 / (scar.length * 15) * (1 + 0.25 * next(draws))


def _specks(scar: Scar) -> Iterator[Line]:
    draws = scar.grain.row(93)
    for _ in range(int(scar.length * 0.45)):
        side = 1 if next(draws) > 0 else -1
        far = abs(next(draws) * next(draws))
        at = scar.at(abs(next(draws)), side) + 1j * side * scar.half * (0.15 + 0.9 * far)
        yield flake(at, 7.5 - 3 * far, 5, draws)


def cut_closing(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A closing scar: an outline, drawn together by short lines across it from both sides."""
    yield _traces(scratches, scar, ink)
    yield Layer(path_of([scar.grown(0, 0.6)]), ink, 100, LINE)
    yield Layer(path_of(_across(scar)), ink)


def _across(scar: Scar) -> Iterator[Line]:
    draws = scar.grain.row(95)
    along = 0.02
    while along < 0.98:
        for side in (1, -1):
            lean, deep = 0.012 * next(draws), 0.45 + 0.35 * next(draws)
            line = [scar.at(along + lean * part, side * (1.12 - (1.12 - deep) * part)) for part in (0, 0.25, 0.5, 0.75, 1)]
            yield tapered(line, 15)
        along += 55 / (scar.length * 15) * (1 + 0.4 * next(draws))


def cut_wax(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """An old scar: smooth and empty, an outline heavier below, the letters dotted beneath it."""
    yield _traces(scratches, scar, ink)
    body = path_of([scar.grown(0, 0.2)])
    bones = path_of([evenly(line, STEP) for line in scratches.bones], closed=scratches.outlined)
    yield Layer(bones, ink, 100, FINE, within=body, dashes=(1, 34))
    yield Layer(body, ink, 100, LINE)
    below = [scar.along(first, last, -0.66, 0.1, 97) for first, last in ((0.12, 0.44), (0.5, 0.66), (0.7, 0.9))]
    above = [scar.along(first, last, 0.55, 0.1, 98) for first, last in ((0.2, 0.34), (0.4, 0.7))]
    yield Layer(path_of([tapered(line, 20) for line in below]), ink)
    yield Layer(path_of([tapered(line, 11) for line in above]), ink)
