"""Twelve blank cards of a circle, to be filled in and cut apart: eight seats, four absent ones."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import LABEL, TEXT
from rpgkit.pdf.fields import INSET, Field, lay_text
from rpgkit.pdf.foot import Leaf, body_of
from rpgkit.pdf.page import Area
from rpgkit.pdf.style import INK, Look
from rpgkit.pdf.tags import Node
from rpgkit.pdf.titled import draw_head, height_of_head, small_of
from rpgkit.pdf.words import draw_line, width_of

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "a", "b", "c", "d")
SAYS = "Cut apart. 1 to 8 are the players’, in the order of their seats; a to d are those who are absent."
_PAD = 8.0


class Line(NamedTuple):
    """A line of a card: what is written there, and beside it, if anything is."""

    one: str
    other: str = ""


LINES = (Line("name"), Line("colour"), Line("tongue", "age"), Line("work"), Line("bears"), Line("in", "d100"))


def _grid(look: Look) -> tuple[int, int]:
    return (2, 3) if look.large else (3, 4)


def pages_of_cards(look: Look) -> int:
    """How many pages the cards take."""
    across, down = _grid(look)
    return len(KEYS) // (across * down)


def draw_cards(leaf: Leaf) -> Iterator[Callable[[], None]]:
    """What draws each page of cards."""
    across, down = _grid(leaf.look)
    section = Node("Sect", leaf.sheet)
    for first in range(0, len(KEYS), across * down):
        yield partial(_draw_page, leaf, KEYS[first : first + across * down], section)


def _draw_page(leaf: Leaf, keys: tuple[str, ...], section: Node) -> None:
    body = body_of(leaf.look)
    head, area = body.cut_from_top(height_of_head(SAYS, leaf.look, body.width))
    if keys[0] == KEYS[0]:
        draw_head(leaf, head, "The cards", SAYS, section)
    for key, place in zip(keys, area.grid(*_grid(leaf.look)), strict=True):
        _draw_card(leaf, key, place, Node("Sect", section))


def _draw_card(leaf: Leaf, key: str, area: Area, card: Node) -> None:
    """One card: its key, and lines to write on."""
    page, look = leaf.page, leaf.look
    page.setStrokeColor(look.rule)
    page.setLineWidth(0.5)
    page.setDash(1, 2)
    page.rect(area.x, area.y, area.width, area.height)
    page.setDash()
    large = small_of(look) * 2.6
    with page.tagged(Node("H3", card)):
        wide = width_of(key, TEXT, large)
        at = (area.x + area.width - _PAD - wide, area.top - _PAD - large * 0.7)
        draw_line(page, key, at, (TEXT, large), look.grey)
    inner = Area(area.x + _PAD, area.y + _PAD, area.width - 2 * _PAD, area.height - 2 * _PAD)
    high = inner.height / len(LINES)
    _draw_spot(leaf, Area(inner.x + inner.width - large * 0.62, inner.top - 2 * high, large * 0.62, high))
    for number, line in enumerate(LINES):
        row = Area(inner.x, inner.top - (number + 1) * high, inner.width - (large * 0.9 if number < 2 else 0), high)
        names = [line.one, line.other] if line.other else [line.one]
        shares = (2.1, 1) if line.other else (1,)
        for name, place in zip(names, row.columns(shares, 6), strict=True):
            _draw_field(leaf, (key, name, number == 0), place, card)


def _draw_spot(leaf: Leaf, area: Area) -> None:
    """A round to be filled in with the colour itself."""
    leaf.page.setStrokeColor(leaf.look.rule)
    leaf.page.setLineWidth(0.5)
    radius = min(area.width, area.height * 0.7) / 2
    leaf.page.circle(area.x + area.width - radius, area.y + radius + 1.5, radius)


def _draw_field(leaf: Leaf, what: tuple[str, str, bool], area: Area, card: Node) -> None:
    """A line, its label before it."""
    key, name, is_name = what
    size = small_of(leaf.look)
    base = area.y + size * 0.35
    node = Node("P", card)
    with leaf.page.tagged(node):
        draw_line(leaf.page, name, (area.x, base + 2), (LABEL, size), leaf.look.grey)
    _, place = area.cut_from_left(width_of(name, LABEL, size) + 3)
    leaf.page.rule(place.x + INSET, base, place.width - INSET, (leaf.look.rule, 0.5))
    high = min(area.height, size * (2.2 if is_name else 1.9))
    style = ParagraphStyle("card", fontName=TEXT, fontSize=size * (1.7 if is_name else 1.25), leading=high * 0.9)
    style.textColor = INK
    says = f"Card {key}, {_SAYS.get(name, name)}"
    field = Field(f"card/{key}/{name}", says, Area(place.x, base, place.width, high))
    lay_text(leaf.page, Node("Form", node, alt=says), field, "", style)


_SAYS = {"bears": "whom they bear", "in": "the colour of that name", "d100": "the number of the bond"}
