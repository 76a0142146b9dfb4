"""The drawn mark: a name over the heart in its colour, or the scar that stands in its place."""

from collections.abc import Iterable
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from rpgkit.pdf.ages import burned, closing, waxed
from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.letters import drawn_of
from rpgkit.pdf.noise import grain_of
from rpgkit.pdf.page import Area
from rpgkit.pdf.pen import Layer
from rpgkit.pdf.scar import scar_over
from rpgkit.pdf.scratch import scratched, scratches_of
from rpgkit.pdf.strokes import lettering_of
from rpgkit.pdf.woodcut import cut_burn, cut_closing, cut_letters, cut_wax, traced_letters
from rpgkit.person import Borne, life_of
from rpgkit.streams import first_word

PLAIN_INK = "#000000"
# How much further apart the points of letters are that fade under a scar.
FADED = 2.1
# What is drawn in colours, and what in one ink, by the scar's age.
LETTERS = (scratched, cut_letters)
SCARS = {"raw": (burned, cut_burn), "settling": (closing, cut_closing), "old": (waxed, cut_wax)}
SAID = {
    "alive": "the name {name}, in {colour}, scratched over the heart",
    "raw": "a raw burn, black at its rim, across the name {name} over the heart; "
    "its letters keep a trace of {colour}",
    "settling": "a scar that is closing, scabbed in places, across the name {name} over the heart; "
    "its letters keep a trace of {colour}",
    "old": "an old scar, waxy and raised, a crude stroke across the name {name} over the heart; "
    "its letters keep a trace of {colour}",
}


class Mark(NamedTuple):
    """A name in its colour, the years of its scar, the code on which all unevenness hangs; `plain`: in one ink."""

    borne: Borne
    years: int | None
    seed: str
    plain: bool = False


def alternative_text(mark: Mark, read: str) -> str:
    """A mark in words, for who cannot see it; `read` is its name as far as whoever reads the page knows it."""
    return SAID[life_of(mark.years)].format(name=read, colour=mark.borne.colour.name)


def layers_of(mark: Mark) -> list[Layer]:
    """All that a mark is painted with, the lowest first, in thousandths of the size of its letters."""
    written = drawn_of(mark.borne.name)
    lettering, grain = lettering_of(written), grain_of(mark.seed, f"mark/{written}")
    scratches = scratches_of(lettering, grain, 1.0 if mark.years is None else FADED)
    ink = PLAIN_INK if mark.plain else mark.borne.colour.ink
    if mark.years is None:
        return _painted(LETTERS[mark.plain](scratches, ink))
    return _painted(SCARS[life_of(mark.years)][mark.plain](scratches, scar_over(lettering, mark.years, grain), ink))


def bare_layers_of(mark: Mark, ink: str) -> list[Layer]:
    """The letters of a mark alone, solid in an ink; of one that is plain, as fine lines."""
    written = drawn_of(mark.borne.name)
    scratches = scratches_of(lettering_of(written), grain_of(mark.seed, f"mark/{written}"))
    return _painted((traced_letters if mark.plain else cut_letters)(scratches, ink))


def _painted(layers: Iterable[Layer]) -> list[Layer]:
    return [layer for layer in layers if layer.path.code]


def draw_mark(canvas: Canvas, mark: Mark, area: Area) -> Area:
    """Draws a mark in the middle of an area, as large as it fits in; the part of the area that it takes.

    It is drawn into the document once; drawn again, at whatever size, it costs nothing.
    """
    name = f"mark-{first_word(repr(mark), 'form'):08x}{first_word(repr(mark), 'form/1'):08x}"
    if not canvas.hasForm(name):
        add_drawing(canvas, name, layers_of(mark))
    left, bottom, right, top = canvas._doc.getFormBBox(name)
    scale = min(area.width / max(1, right - left), area.height / max(1, top - bottom))
    width, height = (right - left) * scale, (top - bottom) * scale
    x, y = area.x + (area.width - width) / 2, area.y + (area.height - height) / 2
    canvas.saveState()
    canvas.translate(x - left * scale, y - bottom * scale)
    canvas.scale(scale, scale)
    canvas.doForm(name)
    canvas.restoreState()
    return Area(x, y, width, height)
