"""The map of marks: who bears whom, scratched in the colours of the names, and who is bound without a mark."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor

from rpgkit.errors import RpgkitError
from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.faces import LABEL, TEXT, typeset
from rpgkit.pdf.foot import Leaf
from rpgkit.pdf.lines import Line as Set
from rpgkit.pdf.lines import lines_of, width_of_line
from rpgkit.pdf.noise import Grain, grain_of
from rpgkit.pdf.page import Area
from rpgkit.pdf.pen import Layer, Line, mixed
from rpgkit.pdf.style import INK, SMALLEST, Look
from rpgkit.pdf.tags import figure
from rpgkit.pdf.webstrokes import UNIT, Stroke, burn_across, dots, frame, stroke_layers, underscored
from rpgkit.pdf.words import draw_runs
from rpgkit.plane import Box
from rpgkit.streams import first_word
from rpgkit.web import PLAYER, Knot, Web, called, single
from rpgkit.webcaptions import captions_of
from rpgkit.weblayout import Asked, Places, Size, cell_of, places_of
from rpgkit.weblayout import Line as Joint
from rpgkit.webroutes import Course, courses_of
from rpgkit.webtext import age_of, edges_of, marks_of

# The least size of a name that may be as light as 3:1; smaller ones are darkened to 4.5:1.
LARGE_TYPE = 18.0
# The names of players and of others by how many people there are at most.
NAMES = ((6, 30.0, 24.0), (9, 26.0, 21.0), (12, 22.0, 18.5), (99, 19.0, 18.0))
LARGER = 1.25
WIDEST = 150.0
MOST_PEOPLE, LONGEST = 24, 2400
# Of a name's size: how high its letters stand, how deep, and the line to the next.
HIGH, DEEP, LEADING = 0.72, 0.26, 1.0
# From one line beneath it to the next, in shares of their size.
BELOW = 1.2
UNDER, FRAME = 5.0, 5.0
PAPER = HexColor("#FFFFFF")


class Label(NamedTuple):
    """A name as it is set on the map, and beneath it what else is said of them."""

    knot: Knot
    names: tuple[Set, ...]
    size: float
    said: tuple[Set, ...]
    small: float

    @property
    def room(self) -> Size:
        """How wide and high it is."""
        names = [width_of_line(line, TEXT) * self.size for line in self.names]
        said = [width_of_line(line, LABEL) * self.small for line in self.said]
        around = 0 if self.knot.known else 2 * FRAME
        return Size(max(names + said) + around, self.high + UNDER + len(said) * self.small * BELOW + around)

    @property
    def high(self) -> float:
        """How high the lines of its name are."""
        return self.size * (HIGH + DEEP + LEADING * (len(self.names) - 1))


class Drawn(NamedTuple):
    """A map laid out: its labels, where they stand, and which way the lines run, in the map's own measure."""

    labels: dict[str, Label]
    places: Places
    courses: tuple[Course, ...]
    captions: tuple[tuple[Set, Box | None], ...]


def map_of(web: Web, room: Size, look: Look) -> Drawn:
    """The map of a web in a room; raises RpgkitError where it has too many people."""
    if len(web.knots) > MOST_PEOPLE:
        raise RpgkitError(f"a map has room for {MOST_PEOPLE} people, and this circle has {len(web.knots)}")
    labels = {knot.key: _label(web, knot, room, look) for knot in web.knots}
    sizes = {key: label.room for key, label in labels.items()}
    joints = [Joint(arrow.bearer, arrow.borne) for arrow in single(web.arrows)]
    joints += [Joint(thread.one, thread.other, True) for thread in web.threads]
    places = places_of(Asked(sizes, [knot.key for knot in web.players], joints, room))
    courses = courses_of(places, joints, Box(0, 0, *room))
    return Drawn(labels, places, courses, _captions(web, courses, list(places.values()), (room, look)))


def _captions(
    web: Web, courses: Sequence[Course], labels: Sequence[Box], how: tuple[Size, Look]
) -> tuple[tuple[Set, Box | None], ...]:
    """The words for bonds, and where they stand."""
    room, look = how
    small = _small(look)
    words = [lines_of(f"{arrow.kind} {arrow.number}", LABEL, 1e6)[0] for arrow in single(web.arrows)]
    sizes = [Size(width_of_line(word, LABEL) * small, small) for word in words]
    boxes = captions_of(courses, sizes, labels, Box(0, 0, *room))
    return tuple(zip(words, boxes, strict=True))


def _label(web: Web, knot: Knot, room: Size, look: Look) -> Label:
    small = _small(look)
    cell = cell_of(len(web.knots), room)
    wide, high = min(WIDEST, cell.width), cell.height
    if not knot.known:
        wide, high = wide - 2 * FRAME, high - 2 * FRAME
    said = tuple(line for part in _said(web, knot) for line in lines_of(part, LABEL, wide / small))
    said = said[: int((high - UNDER - small) / (small * BELOW))]
    left = Size(wide, high - UNDER - len(said) * small * BELOW)
    names, size = _fitted(typeset(knot.written.strip() or "…"), left, _size(web, knot, look), small)
    return Label(knot, names, size, said, small)


def _small(look: Look) -> float:
    return 16.0 if look.large else SMALLEST


def _size(web: Web, knot: Knot, look: Look) -> float:
    _, player, other = next(row for row in NAMES if len(web.knots) <= row[0])
    return (player if knot.role == PLAYER else other) * (LARGER if look.large else 1)


def _fitted(text: str, room: Size, largest: float, least: float) -> tuple[tuple[Set, ...], float]:
    """A name in the largest type in which it has room, on more than one line if it is long."""
    size = largest
    while size > least:
        lines = lines_of(text, TEXT, room.width / size)
        longest = max(width_of_line(line, TEXT) for word in text.split() for line in lines_of(word, TEXT, 1e6))
        if longest * size <= room.width and size * (HIGH + DEEP + len(lines) - 1) <= room.height:
            return lines, size
        size -= 0.5
    return _cut(text, room, least), least


def _cut(text: str, room: Size, size: float) -> tuple[Set, ...]:
    """As many letters as there is room for in the smallest type; the name stands whole in the list below."""
    most = max(1, int((room.height / size - HIGH - DEEP) / LEADING) + 1)
    lines = lines_of(text, TEXT, room.width / size)
    while len(lines) > most:
        text = text.rstrip("…")[: -1 - len(text) // 20]
        lines = lines_of(text + "…", TEXT, room.width / size)
    return lines


def _said(web: Web, knot: Knot) -> list[str]:
    """What stands under a name: `Halia, 34`; of the dead, the years since on a line of their own.

    Where two are called alike their colours are said too, for a page may be printed in one ink.
    """
    names = [knot.name] if knot.known and knot.name != knot.written else []
    names += [knot.colour.name] if knot.known and called(web)[knot.key] != knot.said else []
    said = ", ".join([*names, age_of(knot)])
    at, _, since = said.rpartition("; " if not knot.known else ", ") if knot.years is not None else ("", "", said)
    return [at, since] if at else [since]


def draw_map(leaf: Leaf, web: Web, area: Area) -> None:
    """Draws the map of a web in an area."""
    drawn = map_of(web, Size(area.width, area.height), leaf.look)
    page, name = leaf.page, f"web-{first_word(repr(web), 'form'):08x}"
    with page.tagged(figure(_in_words(web), area, leaf.sheet)):
        add_drawing(page, name, list(_layers(web, drawn, leaf.look)))
        page.saveState()
        page.translate(area.x, area.y)
        page.scale(1 / UNIT, 1 / UNIT)
        page.doForm(name)
        page.restoreState()
        for key, label in drawn.labels.items():
            _draw_label(leaf, label, drawn.places[key], area)
        small = _small(leaf.look)
        for word, box in drawn.captions:
            if box:
                page.setFillColor(PAPER)
                page.rect(area.x + box.left, area.y + box.bottom, box.right - box.left, small, fill=1, stroke=0)
                at = (area.x + box.left, area.y + box.bottom + small * 0.2)
                draw_runs(page, word, at, (LABEL, small), leaf.look.grey)


def _in_words(web: Web) -> str:
    """The map in words: all its lines, or the marks and how many ties there are, where those would be too long."""
    said = " ".join(edges_of(web)) or "Nobody is joined to anybody."
    return said if len(said) <= LONGEST else " ".join([*marks_of(web), f"And {len(web.threads)} ties."])


def _layers(web: Web, drawn: Drawn, look: Look) -> Iterator[Layer]:
    """All lines of a map, ties lowest, and what stands about names."""
    knots = {knot.key: knot for knot in web.knots}
    arrows = single(web.arrows)
    for course in drawn.courses[len(arrows) :]:
        yield from dots(_scaled(course.points), look.plain)
    for arrow, course in reversed(list(zip(arrows, drawn.courses, strict=False))):
        bearer, borne = knots[arrow.bearer], knots[arrow.borne]
        back = bearer.colour.ink if arrow.mutual else ""
        told = arrow.mutual is not None
        stroke = Stroke(_scaled(course.points), borne.colour.ink, back, borne.years, bearer.years, told)
        stroke = stroke._replace(from_years=bearer.years if arrow.mutual else None)
        yield from stroke_layers(stroke, grain_of(web.code, f"web/{arrow.bearer}-{arrow.borne}"), look.plain)
    for key, label in drawn.labels.items():
        yield from _about(label, drawn.places[key], grain_of(web.code, f"web/{key}"), look)


def _scaled(points: Sequence[complex]) -> Line:
    return [point * UNIT for point in points]


def _about(label: Label, box: Box, grain: Grain, look: Look) -> Iterator[Layer]:
    """What tells a player's name from others, and one of somebody dead."""
    knot, ink = label.knot, "#000000" if look.plain else label.knot.colour.ink
    wide = max(width_of_line(line, TEXT) for line in label.names) * label.size
    left, right, top = (
        box.middle.real - wide / 2,
        box.middle.real + wide / 2,
        box.top - (0 if knot.known else FRAME),
    )
    if not knot.known:
        yield from frame(box, look.plain)
    if knot.role == PLAYER:
        y = top - label.high - 1.2
        yield from underscored(_scaled([complex(left - 3, y), complex(right + 4, y + 0.8)]), ink, grain, look.plain)
    if knot.years is None:
        return
    # One burn goes through a name of any length: level through one line, from below to above through several.
    low = top - label.size * (HIGH + LEADING * (len(label.names) - 1) - 0.2) - 0.6
    ends = [complex(left - 5, low), complex(right + 5, top - label.size * (HIGH - 0.2) + 0.9)]
    yield from burn_across(_scaled(ends), knot.years, min(2.2, label.size * 0.1) * UNIT, (grain, look.plain))


def _draw_label(leaf: Leaf, label: Label, box: Box, area: Area) -> None:
    page, look = leaf.page, leaf.look
    middle, top = area.x + box.middle.real, area.y + box.top
    if not label.knot.known:
        top -= FRAME
    y = top - label.size * HIGH
    for line in label.names:
        x = middle - width_of_line(line, TEXT) * label.size / 2
        draw_runs(page, line, (x, y), (TEXT, label.size), ink_of(label.knot, label.size, look))
        y -= label.size * LEADING
    y = top - label.high - UNDER - label.small * 0.9
    for line in label.said:
        x = middle - width_of_line(line, LABEL) * label.small / 2
        draw_runs(page, line, (x, y), (LABEL, label.small), look.grey)
        y -= label.small * BELOW


def ink_of(knot: Knot, size: float, look: Look) -> Color:
    """The colour of a name in type of that size: its ink, darker where it is small."""
    if look.plain:
        return INK
    ink = knot.colour.ink
    while size < LARGE_TYPE and _contrast(ink) < 4.5:
        ink = mixed(ink, "#000000", 0.08)
    return HexColor(ink)


def _contrast(ink: str) -> float:
    """How well a colour is read on white, as WCAG measures it."""
    parts = [int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
