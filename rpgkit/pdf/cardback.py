"""The back of a card on which there is nothing to say: small scratches, half of them in pairs."""

from cmath import rect
from collections.abc import Iterator

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.noise import Grain, grain_of
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.pen import Layer, Line, evenly, path_of, tapered, wavering
from rpgkit.pdf.style import Look

# How far the ornament stands from the edge: a cut that strays, or a back that slips, does not show.
INSET = 5 * MM
_COLUMNS, _ROWS, _STEP = 9, 13, 1000
_INK, _QUIET = "#6F6558", "#C3BAAE"


def draw_back(page: Page, card: Area, look: Look) -> None:
    """An ornament that says nothing: a field of scratches, or a plain frame."""
    inner = Area(card.x + INSET, card.y + INSET, card.width - 2 * INSET, card.height - 2 * INSET)
    page.setStrokeColor(look.rule)
    page.setLineWidth(0.6)
    page.roundRect(inner.x, inner.y, inner.width, inner.height, 6)
    if look.plain:
        page.roundRect(inner.x + 3, inner.y + 3, inner.width - 6, inner.height - 6, 4)
        return
    if not page.hasForm("back"):
        add_drawing(page, "back", list(_layers()))
    scale = min((inner.width - 16) / (_COLUMNS * _STEP), (inner.height - 16) / (_ROWS * _STEP))
    page.saveState()
    page.translate(card.x + card.width / 2, card.y + card.height / 2)
    page.scale(scale, scale)
    page.doForm("back")
    page.restoreState()


def _layers() -> Iterator[Layer]:
    """Scratches around the middle, those in pairs darker than those alone."""
    grain = grain_of("cards", "back")
    pairs: list[Line] = []
    alone: list[Line] = []
    for number, at in enumerate(_places()):
        paired = number % 2 == 0
        lines = [_scratch(at + aside, grain, number * 2 + which) for which, aside in enumerate(_beside(paired))]
        (pairs if paired else alone).extend(lines)
    yield Layer(path_of(alone), _QUIET)
    yield Layer(path_of(pairs), _INK)


def _places() -> Iterator[complex]:
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            yield complex(column - (_COLUMNS - 1) / 2, row - (_ROWS - 1) / 2) * _STEP


def _beside(paired: bool) -> tuple[complex, ...]:
    return (complex(-135), complex(135)) if paired else (complex(0),)


def _scratch(at: complex, grain: Grain, lane: int) -> Line:
    """One scratch, leaning to the right, as a hand draws it that is in no hurry."""
    draws = grain.row(lane)
    half = rect(470 + 60 * next(draws), 1.2 + 0.1 * next(draws))
    middle = at + complex(next(draws), next(draws)) * 45
    line = evenly([middle - half, middle + half], 60)
    return tapered(wavering(line, grain, lane, 22, 0.3), 85)
