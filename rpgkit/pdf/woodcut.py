"""Marks in one ink, without tints: lines that a photocopier keeps."""

from collections.abc import Iterator

from rpgkit.pdf.ages import crusts, tailed
from rpgkit.pdf.pen import Layer, Line, Path, evenly, flake, path_of, tapered
from rpgkit.pdf.scar import STEP, Scar, branches
from rpgkit.pdf.scratch import Scratches

FINE, LINE = 14, 20


def cut_letters(scratches: Scratches, ink: str) -> Iterator[Layer]:
    """A whole mark: its grooves, solid."""
    letters = path_of(scratches.grooves + scratches.hairs)
    yield Layer(letters, ink)
    if scratches.outlined:
        yield Layer(letters, ink, 100, 10)


def traced_letters(scratches: Scratches, ink: str) -> Iterator[Layer]:
    """A mark without its depth: where the blade would have gone, as fine lines."""
    bones = path_of([evenly(line, STEP) for line in scratches.bones], closed=scratches.outlined)
    yield Layer(bones, ink, 100, FINE)


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
    """What is cut out of the black: a crack along it, others that leave it, flakes."""
    core = scar.along(0.07, 0.94, 0, 0.5, 43)
    for first in range(0, len(core) - 4, 9):
        yield tapered(core[first : first + 8], 15)
    for branch in branches(scar, core, 0.55, scar.half * 0.12):
        yield tailed(branch[1:], 7)
    draws = scar.grain.row(91)
    for _ in range(int(scar.points * 0.3)):
        side = 1 if next(draws) > 0 else -1
        yield flake(scar.at(abs(next(draws)), side * (0.62 + 0.16 * next(draws))), 9 + 6 * next(draws), 4, draws)


def _specks(scar: Scar) -> Iterator[Line]:
    draws = scar.grain.row(93)
    for _ in range(int(scar.points * 0.45)):
        side = 1 if next(draws) > 0 else -1
        far = abs(next(draws) * next(draws))
        at = scar.at(abs(next(draws)), side) + 1j * side * scar.half * (0.15 + 0.9 * far)
        yield flake(at, 7.5 - 3 * far, 5, draws)


def cut_closing(scratches: Scratches, scar: Scar, ink: str) -> Iterator[Layer]:
    """A closing scar: an outline, drawn together by short lines from both sides, and black scab on it."""
    yield _traces(scratches, scar, ink)
    yield Layer(path_of(crusts(scar)), ink)
    yield Layer(path_of([scar.grown(0, 0.6)]), ink, 100, LINE)
    yield Layer(path_of(_across(scar)), ink)


def _across(scar: Scar) -> Iterator[Line]:
    draws = scar.grain.row(95)
    along = 0.02
    while along < 0.98:
        for side in (1, -1):
            lean, deep = 0.012 * next(draws), 0.6 + 0.25 * next(draws)
            steps = ((along + lean * part, 1.12 - (1.12 - deep) * part) for part in (0, 0.25, 0.5, 0.75, 1))
            yield tapered([scar.at(place, side * aside) for place, aside in steps], 15)
        along += 55 / (scar.points * STEP) * (1 + 0.4 * next(draws))


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
