"""What the lines of a map mean, each with a sample of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.faces import LABEL
from rpgkit.pdf.foot import Leaf
from rpgkit.pdf.noise import Grain, grain_of
from rpgkit.pdf.page import Area
from rpgkit.pdf.pen import Layer, Line
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.pdf.tags import Node
from rpgkit.pdf.webstrokes import UNIT, Stroke, burn_across, dots, frame, stroke_layers, underscored
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.plane import Box
from rpgkit.web import Web

SAMPLE, BESIDE, APART = 44.0, 6.0, 16.0
# Two of the game's colours, so that a plait is seen to be one.
ONE, OTHER = "#00707A", "#AC4A14"
Sample = Callable[[Line, Grain, bool], Iterator[Layer]]


class Meaning(NamedTuple):
    """A sample and its words, and whether a map has anything of the kind."""

    says: str
    sample: Sample
    is_on: Callable[[Web], bool]


def _stroke(like: Stroke) -> Sample:
    return lambda line, grain, plain: stroke_layers(like._replace(line=line), grain, plain)


MEANINGS = (
    Meaning("each bears the other", _stroke(Stroke([], ONE, OTHER)), lambda web: _has(web, True)),
    Meaning("bears, unreturned", _stroke(Stroke([], ONE)), lambda web: _has(web, False)),
    Meaning("not told whether returned", _stroke(Stroke([], ONE, told=False)), lambda web: _has(web, None)),
    Meaning(
        "bears a scar: they are dead",
        _stroke(Stroke([], ONE, years=0)),
        lambda web: not {arrow.borne for arrow in web.arrows}.isdisjoint(_dead(web)),
    ),
    Meaning("a tie without a mark", lambda line, _, plain: dots(line, plain), lambda web: bool(web.threads)),
    Meaning(
        "a player’s character",
        lambda line, grain, plain: underscored(line, ONE, grain, plain),
        lambda web: bool(web.players),
    ),
    Meaning(
        "somebody dead",
        lambda line, grain, plain: burn_across(line, 0, 1.6 * UNIT, (grain, plain)),
        lambda web: bool(_dead(web)),
    ),
    Meaning(
        "not met",
        lambda _, __, plain: frame(Box(0, -3, SAMPLE, 5.5), plain),
        lambda web: not all(knot.known for knot in web.knots),
    ),
)


def _has(web: Web, mutual: bool | None) -> bool:
    return any(arrow.mutual is mutual for arrow in web.arrows)


def _dead(web: Web) -> list[str]:
    return [knot.key for knot in web.knots if knot.years is not None]


def _size(look: Look) -> float:
    return 16.0 if look.large else SMALLEST


def _rows(web: Web, look: Look, width: float) -> list[list[Meaning]]:
    """The meanings of what is on a map, in rows that a width holds."""
    rows: list[list[Meaning]] = [[]]
    left = width
    for meaning in (meaning for meaning in MEANINGS if meaning.is_on(web)):
        wide = _width(meaning, look)
        if rows[-1] and wide > left:
            rows.append([])
            left = width
        rows[-1].append(meaning)
        left -= wide + APART
    return rows


def _width(meaning: Meaning, look: Look) -> float:
    return SAMPLE + BESIDE + width_of(meaning.says, LABEL, _size(look))


def legend_height(web: Web, look: Look, width: float) -> float:
    """How high a legend of that width is."""
    return len(_rows(web, look, width)) * _size(look) * 1.75 + 6


def draw_legend(leaf: Leaf, web: Web, area: Area) -> None:
    """Draws the meanings of what is on a map, each beside its sample."""
    page, look, size = leaf.page, leaf.look, _size(leaf.look)
    around = Node("L", leaf.sheet, attributes={"O": "List", "ListNumbering": "None"})
    y = area.top - size * 1.2
    for row in _rows(web, look, area.width):
        x = area.x + (area.width - sum(_width(meaning, look) for meaning in row) - APART * (len(row) - 1)) / 2
        for meaning in row:
            _draw_sample(leaf, meaning, (x, y + size * 0.3))
            with page.tagged(Node("LBody", Node("LI", around))):
                draw_line(page, meaning.says, (x + SAMPLE + BESIDE, y), (LABEL, size), look.grey)
            x += _width(meaning, look) + APART
        y -= size * 1.75


def _draw_sample(leaf: Leaf, meaning: Meaning, at: tuple[float, float]) -> None:
    page, name = leaf.page, f"legend-{MEANINGS.index(meaning)}"
    line = [complex(share * SAMPLE, 0.8 * (share * 4 % 2 - 1)) * UNIT for share in (0, 0.35, 0.7, 1)]
    add_drawing(page, name, list(meaning.sample(line, grain_of("legend", name), leaf.look.plain)))
    page.saveState()
    page.translate(*at)
    page.scale(1 / UNIT, 1 / UNIT)
    page.doForm(name)
    page.restoreState()
