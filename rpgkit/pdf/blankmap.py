"""The blank map of a circle: eight seats round the absent ones, and room for what is said over it."""

from collections.abc import Callable, Iterator
from functools import partial
from math import cos, pi, sin
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.fields import INSET, Field, lay_text
from rpgkit.pdf.foot import Leaf, body_of
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.style import INK, Look
from rpgkit.pdf.tags import Node
from rpgkit.pdf.titled import draw_head, height_of_head, small_of
from rpgkit.pdf.words import draw_line

SEATS, ABSENT = "12345678", "abcd"
_SEAT, _LARGE_SEAT = (44 * MM, 14 * MM), (150.0, 46.0)
LEGEND = (
    ("even", "each bears the other"),
    ("odd", "bears, and is not borne"),
    ("scar", "bears one who is dead"),
    ("tie", "a tie, and no mark"),
)
SAYS = (
    "Spread yourselves over the round places, in the order of your seats: number, name, colour. An arrow runs from "
    "whoever bears a name to whoever’s it is, and is of that name’s colour."
)


class Box(NamedTuple):
    """Somewhere to write: its name in the file, its title, how many columns of the page it takes."""

    name: str
    title: str
    says: str


BOXES = (
    Box("lines", "Lines", "Lines: what is not to come up"),
    Box("veils", "Veils", "Veils: what may come up, off the page"),
    Box("why_now", "Why now", "Why now, for everybody"),
    Box("wrongly", "What each believes wrongly", "What each believes wrongly about one arrow"),
)


def pages_of_map(look: Look) -> int:
    """How many pages the map takes, with what is written about it."""
    return 2 if look.large else 1


def draw_map(leaf: Leaf) -> Iterator[Callable[[], None]]:
    """What draws each page of it."""
    section = Node("Sect", leaf.sheet)
    body = body_of(leaf.look)
    if leaf.look.large:
        yield partial(_draw_map, leaf, body, section)
        yield partial(_draw_boxes, leaf, body, section)
        return
    above, below = body.cut_from_top(body.height * 0.7)
    yield partial(_draw_both, leaf, (above, below.cut_from_top(8)[1]), section)


def _draw_both(leaf: Leaf, areas: tuple[Area, Area], section: Node) -> None:
    _draw_map(leaf, areas[0], section)
    _draw_boxes(leaf, areas[1], section)


def _draw_map(leaf: Leaf, area: Area, section: Node) -> None:
    size = small_of(leaf.look)
    head, rest = area.cut_from_top(height_of_head(SAYS, leaf.look, area.width))
    draw_head(leaf, head, "The map", SAYS, section)
    field, legend = rest.cut_from_top(rest.height - size * (6.2 if leaf.look.large else 4.6))
    people = Node("L", section, attributes={"O": "List", "ListNumbering": "None"})
    for key, place in _places(field, _LARGE_SEAT if leaf.look.large else _SEAT, (0.17, 0.12)):
        _draw_seat(leaf, key, place, Node("LI", people))
    _draw_legend(leaf, legend, section)


def draw_ring(page: Page, look: Look, area: Area) -> None:
    """The places alone, to be drawn on with a pencil."""
    size = (area.width * 0.21, area.height / 6.4)
    for key, place in _places(area, size, (0.14, 0.12)):
        _draw_outline(page, look, key, place)
        indent = place.width * 0.13
        for up in (0.54, 0.22):
            page.rule(place.x + indent, place.y + place.height * up, place.width - 2 * indent, (look.rule, 0.4))


def _places(area: Area, size: tuple[float, float], amidst: tuple[float, float]) -> Iterator[tuple[str, Area]]:
    """The seats on a ring, the first above and on to the left of whoever sits there; the absent ones amidst.

    `size` is that of each, `amidst` how far from the middle the absent ones are, in shares of the area.
    """
    wide, high = size
    middle = (area.x + area.width / 2, area.y + area.height / 2)
    across, up = (area.width - wide) / 2 - 1, (area.height - high) / 2
    for at, key in enumerate(SEATS):
        turn = pi / 2 - 2 * pi * at / len(SEATS)
        # On a ring that is nearly a rectangle the corners stay free of their neighbours.
        x, y = _squared(cos(turn)) * across, _squared(sin(turn)) * up
        yield key, Area(middle[0] + x - wide / 2, middle[1] + y - high / 2, wide, high)
    apart = (area.width * amidst[0], area.height * amidst[1])
    for at, key in enumerate(ABSENT):
        x = apart[0] * (-1 if at % 2 == 0 else 1)
        y = apart[1] * (1 if at < 2 else -1)
        yield key, Area(middle[0] + x - wide / 2, middle[1] + y - high / 2, wide, high)


def _squared(value: float) -> float:
    return value if abs(value) in (0.0, 1.0) else (1 if value > 0 else -1) * abs(value) ** 0.8


def _draw_seat(leaf: Leaf, key: str, area: Area, item: Node) -> None:
    """A seat, round as a player's is, or cornered as an absent one's: its key, and lines for name and colour."""
    page, look, size = leaf.page, leaf.look, small_of(leaf.look)
    _draw_outline(page, look, key, area)
    left, inner = area.cut_from_left(size * 2.7)
    inner = Area(inner.x, inner.y + 5, inner.width - 8, inner.height - 7)
    body = Node("LBody", item)
    if key in SEATS:
        number = Area(left.x + size * 0.6, left.y + area.height * 0.2, left.width - size * 0.8, area.height * 0.6)
        _lay(leaf, (key, "number"), number, body)
    else:
        with page.tagged(Node("Lbl", item)):
            at = (area.x + size * 0.9, area.y + area.height / 2 - size * 0.5)
            draw_line(page, key, at, (TEXT, size * 2), look.grey)
    upper, lower = inner.cut_from_top(inner.height * 0.56)
    _lay(leaf, (key, "name"), upper, body)
    _lay(leaf, (key, "colour"), lower, body)


def _draw_outline(page: Page, look: Look, key: str, area: Area) -> None:
    page.setStrokeColor(INK if key in SEATS else look.rule)
    page.setLineWidth(0.8 if key in SEATS else 0.6)
    page.roundRect(area.x, area.y, area.width, area.height, area.height * 0.34 if key in SEATS else 1.5)


def _lay(leaf: Leaf, what: tuple[str, str], area: Area, body: Node) -> None:
    """A line to write on."""
    key, name = what
    leaf.page.rule(area.x + INSET, area.y + 0.5, area.width - INSET, (leaf.look.rule, 0.4))
    size = small_of(leaf.look) * (1.0 if name == "colour" else 1.4)
    style = ParagraphStyle(name, fontName=TEXT, fontSize=size, leading=area.height * 0.9, textColor=INK)
    says = f"{f'Place {key}' if key in SEATS else f'Absent card {key}'}, {name}"
    lay_text(leaf.page, Node("Form", body, alt=says), Field(f"map/{key}/{name}", says, area), "", style)


def _draw_legend(leaf: Leaf, area: Area, section: Node) -> None:
    """How each kind of line is drawn with a pencil."""
    page, size = leaf.page, small_of(leaf.look)
    meanings = Node("L", section, attributes={"O": "List", "ListNumbering": "None"})
    _, area = area.cut_from_top(size * 1.2)
    grid = area.grid(2, 2) if leaf.look.large else area.grid(4, 1)
    for (name, says), place in zip(LEGEND, grid, strict=True):
        y = place.y + place.height / 2
        _draw_sample(leaf, name, (place.x, y + size * 0.3))
        with page.tagged(Node("LBody", Node("LI", meanings))):
            draw_line(page, says, (place.x + size * 4.6, y), (LABEL, size), leaf.look.grey)


def _draw_sample(leaf: Leaf, name: str, at: tuple[float, float]) -> None:
    page, size = leaf.page, small_of(leaf.look)
    x, y = at
    end = x + size * 3.9
    page.setStrokeColor(INK)
    page.setFillColor(INK)
    page.setLineWidth(1.1)
    page.setLineCap(1)
    if name == "tie":
        page.setDash(0.1, 3.2)
    page.line(x, y, end, y)
    page.setDash()
    for tip, back in {"even": ((end, -1), (x, 1)), "odd": ((end, -1),), "scar": ((end, -1),)}.get(name, ()):
        for up in (1, -1):
            page.line(tip, y, tip + back * size * 0.6, y + up * size * 0.28)
    if name == "scar":
        for shift in (1.35, 1.75):
            page.line(end - size * shift, y - size * 0.42, end - size * (shift - 0.5), y + size * 0.42)


def _draw_boxes(leaf: Leaf, area: Area, section: Node) -> None:
    """What is said over the map, to be written down."""
    if leaf.look.large:
        places = area.grid(1, len(BOXES))
    else:
        left, right = area.columns((1, 1), 12)
        places = (*left.columns((1, 1), 12), *right.grid(1, 2))
    for box, place in zip(BOXES, places, strict=True):
        _draw_box(leaf, box, place, Node("Sect", section))


def _draw_box(leaf: Leaf, box: Box, area: Area, section: Node) -> None:
    page, look, size = leaf.page, leaf.look, small_of(leaf.look)
    page.rule(area.x, area.top - 1, area.width, (look.accent, 0.8))
    head, rest = area.cut_from_top(size * 1.9)
    with page.tagged(Node("H3", section)):
        draw_line(page, box.title, (head.x, head.y + size * 0.35), (LABEL_BOLD, size * 1.15), INK)
    leading = size * (1.9 if look.large else 2.0)
    for line in range(int((rest.height - 5) / leading)):
        page.rule(rest.x, rest.top - (line + 1) * leading, rest.width, (look.hairline, 0.5))
    style = ParagraphStyle("box", fontName=TEXT, fontSize=size * 1.25, leading=leading, textColor=INK)
    lay_text(page, Node("Form", section, alt=box.says), Field(f"map/{box.name}", box.says, rest), "", style)
