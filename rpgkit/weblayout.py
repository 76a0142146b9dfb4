"""Where everybody stands on the map of a circle: players on a ring as they sit, the others where lines stay clear.

Nothing here is left to chance. A few rings are tried; on each, everybody else is set where the lines to them are
short, cross few others and go through nobody's name, and then once more, now that all the others stand. Where
labels are too many for that, all stand in rows, with the players about the edge.
"""

from cmath import phase, rect
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, pi, sqrt
from typing import NamedTuple

from rpgkit.plane import Box, are_crossing, box_about

# Between two labels, and between a label and the edge of the map.
APART, EDGE = 20.0, 9.0
# Two whom a line joins stand this far apart at least, if there is room.
LEAST_LINE = 62.0
# What it costs that arrows and ties cross each other, and that a line meets a label; …
CROSSED, TIED, THROUGH = 80.0, 22.0, 130.0
# … a point of a line's length, one that it is too short, one by which the whole is out of the middle.
LONG, SHORT, ASKEW = 0.2, 3.0, 1.2
# The rings that are tried: their share of the room across and upwards, and by what part of a seat they are turned.
RINGS = ((1.0, 1.0, 0.0), (1.0, 1.0, 0.5), (0.66, 0.7, 0.0), (0.66, 0.7, 0.5), (0.84, 0.84, 0.0), (0.84, 0.84, 0.5))
LATTICE, LIKELY = 13, 22
# How far a map that leaves room is drawn apart at most.
FARTHEST = 1.7


class Line(NamedTuple):
    """What joins two, by their keys; a tie is lighter than an arrow."""

    one: str
    other: str
    tie: bool = False


class Size(NamedTuple):
    """How wide and high a label is."""

    width: float
    height: float


class Asked(NamedTuple):
    """What is to be laid out: labels, the keys of those on the ring in their order, the lines, the room."""

    sizes: Mapping[str, Size]
    seats: Sequence[str]
    lines: Sequence[Line]
    room: Size


Places = dict[str, Box]


def cell_of(many: int, room: Size) -> Size:
    """How large each of so many labels may be, so that all have room, whatever the lines."""
    across, down = _grid(many, room)
    return Size((room.width - 2 * EDGE + APART) / across - APART, (room.height - 2 * EDGE + APART) / down - APART)


def _grid(many: int, room: Size) -> tuple[int, int]:
    """Rows enough for so many labels, each two to three times as wide as high."""
    across = max(1, round(sqrt(many * room.width / room.height / 2.2)), 2 * (many > 3))
    return across, max(1, ceil(many / across))


def places_of(asked: Asked) -> Places:
    """Where every label stands: no two less than `APART` from each other, none nearer than `EDGE` to the edge."""
    found = [places for ring in RINGS if (places := _placed(asked, ring))]
    if not found:
        return _rows(asked)
    best = min(found, key=lambda places: _cost(places, asked))
    return _spread(_settled(asked, best), asked.room)


def _spread(places: Places, room: Size) -> Places:
    """The same, drawn apart as far as the room goes: no two come nearer to each other."""
    boxes = list(places.values())
    across = _stretch([(box.left, box.right) for box in boxes], room.width)
    upwards = _stretch([(box.bottom, box.top) for box in boxes], room.height)
    return {key: _moved(box, across, upwards) for key, box in places.items()}


def _moved(box: Box, across: tuple[float, float], upwards: tuple[float, float]) -> Box:
    x, y = box.middle.real, box.middle.imag
    middle = complex(x * across[0] + across[1], y * upwards[0] + upwards[1])
    return box_about(middle, box.right - box.left, box.top - box.bottom)


def _stretch(edges: Sequence[tuple[float, float]], room: float) -> tuple[float, float]:
    """By how much middles are multiplied and moved, so that the outermost edges reach those of the room."""
    spots = [((low + high) / 2, (high - low) / 2) for low, high in edges]
    free = room - 2 * EDGE
    limits = [
        (free - half - other) / (middle - before)
        for middle, half in spots
        for before, other in spots
        if middle - before > 1
    ]
    much = min([FARTHEST, *limits])
    least = max(EDGE + half - much * middle for middle, half in spots)
    most = min(room - EDGE - half - much * middle for middle, half in spots)
    return much, (least + most) / 2


def _placed(asked: Asked, ring: tuple[float, float, float]) -> Places | None:
    places = _ringed(asked, ring)
    others = [key for key in asked.sizes if key not in asked.seats]
    if not _is_clear(places, asked.room):
        return None
    for key in sorted(others, key=lambda key: -_bound(asked, key)):
        place = _best(asked, key, places)
        if not place:
            return None
        places[key] = place
    return places


def _settled(asked: Asked, places: Places) -> Places:
    """The same, with everybody off the ring set once more, now that all others stand."""
    for key in asked.sizes:
        if key not in asked.seats:
            rest = {other: box for other, box in places.items() if other != key}
            places = rest | {key: _best(asked, key, rest) or places[key]}
    return places


def _bound(asked: Asked, key: str) -> int:
    return sum(key in line[:2] for line in asked.lines)


def _ringed(asked: Asked, ring: tuple[float, float, float]) -> Places:
    """The players about a table, the first above and the next to their left, as one looks down on it."""
    across, upwards, turn = ring
    middle, places = complex(asked.room.width / 2, asked.room.height / 2), {}
    for at, key in enumerate(asked.seats):
        way = rect(1, pi / 2 - 2 * pi * (at + turn) / len(asked.seats))
        size = asked.sizes[key]
        wide = (asked.room.width - size.width) / 2 - EDGE
        high = (asked.room.height - size.height) / 2 - EDGE
        places[key] = box_about(middle + complex(way.real * wide * across, way.imag * high * upwards), *size)
    return places


def _is_clear(places: Places, room: Size) -> bool:
    boxes = list(places.values())
    within = Box(0, 0, *room).grown(0.01 - EDGE)
    return all(map(within.spans, boxes)) and not any(
        box.grown(APART).meets(other) for at, box in enumerate(boxes) for other in boxes[:at]
    )


def _best(asked: Asked, key: str, places: Places) -> Box | None:
    """The best free place for one more, among those that are likely by how far they are."""
    scene = _scene(asked, key, places)
    free = sorted((_far(box, scene), at, box) for at, box in enumerate(_free(asked, key, places)))
    boxes = [box for _, _, box in free[:LIKELY]]
    return min(boxes, key=lambda box: _cost_of(box, scene), default=None)


class _End(NamedTuple):
    """Whom a line joins to somebody: where they stand, whether by a tie, what each point of its length costs."""

    key: str
    middle: complex
    box: Box
    tie: bool
    long: float


class _Scene(NamedTuple):
    """What is drawn already when somebody is set: the ends of their lines, all other lines, all labels."""

    ends: list[_End]
    ways: list[tuple[Line, complex, complex]]
    labels: list[tuple[str, Box]]


def _scene(asked: Asked, key: str, places: Places) -> _Scene:
    middles = {who: box.middle for who, box in places.items()}
    ends = []
    for line in asked.lines:
        end = line.other if line.one == key else line.one
        if key in line[:2] and end in places:
            seated = key in asked.seats and end in asked.seats
            ends.append(_End(end, middles[end], places[end], line.tie, 0 if seated else LONG))
    ways = [
        (line, middles[line.one], middles[line.other])
        for line in asked.lines
        if key not in line[:2] and line.one in places and line.other in places
    ]
    return _Scene(ends, ways, [(who, box.grown(4)) for who, box in places.items() if who != key])


def _free(asked: Asked, key: str, places: Places) -> Iterator[Box]:
    size, room = asked.sizes[key], asked.room
    wide, high = room.width - size.width - 2 * EDGE, room.height - size.height - 2 * EDGE
    taken = [box.grown(APART) for box in places.values()]
    for row in range(LATTICE):
        for column in range(LATTICE):
            x, y = EDGE + wide * column / (LATTICE - 1), EDGE + high * row / (LATTICE - 1)
            box = Box(x, y, x + size.width, y + size.height)
            if not any(map(box.meets, taken)):
                yield box


def _cost_of(box: Box, scene: _Scene) -> float:
    """What it costs that somebody stands there, by the lines to them and those that are drawn already."""
    middle, near = box.middle, box.grown(4)
    cost = _far(box, scene) + THROUGH * sum(near.is_cut(one, other) for _, one, other in scene.ways)
    for end in scene.ends:
        cost += THROUGH * sum(who != end.key and label.is_cut(middle, end.middle) for who, label in scene.labels)
        for line, one, other in scene.ways:
            if end.key not in line[:2] and are_crossing(middle, end.middle, one, other):
                cost += TIED if end.tie or line.tie else CROSSED
    return cost


def _far(box: Box, scene: _Scene) -> float:
    """What lines to a place cost by their length: less than `LEAST_LINE` between two labels is dear."""
    middle, cost = box.middle, 0.0
    for end in scene.ends:
        between = max(
            end.box.left - box.right, box.left - end.box.right, end.box.bottom - box.top, box.bottom - end.box.top
        )
        cost += end.long * abs(middle - end.middle) + SHORT * max(0.0, LEAST_LINE - between)
    return cost


def _cost(places: Places, asked: Asked) -> float:
    """What all lines cost together, and how far the whole is out of the middle."""
    lines = sum(_cost_of(box, _scene(asked, key, places)) for key, box in places.items())
    middle = sum(box.middle for box in places.values()) / len(places)
    return lines + ASKEW * abs(middle - complex(asked.room.width / 2, asked.room.height / 2))


def _rows(asked: Asked) -> Places:
    """All in rows: the players about the edge as they sit, the others in the places that are left."""
    across, down = _grid(len(asked.sizes), asked.room)
    cell = cell_of(len(asked.sizes), asked.room)
    spots = [(column, row) for row in range(down) for column in range(across)]
    edge = sorted(
        (spot for spot in spots if spot[0] in (0, across - 1) or spot[1] in (0, down - 1)),
        key=lambda spot: _turn(complex(spot[0] - (across - 1) / 2, spot[1] - (down - 1) / 2)),
    )
    order = [*edge, *(spot for spot in spots if spot not in edge)]
    keys = [*asked.seats, *(key for key in asked.sizes if key not in asked.seats)]
    places = {}
    for key, (column, row) in zip(keys, order, strict=False):
        x = EDGE + column * (cell.width + APART) + cell.width / 2
        y = asked.room.height - EDGE - row * (cell.height + APART) - cell.height / 2
        places[key] = box_about(complex(x, y), *asked.sizes[key])
    return places


def _turn(spot: complex) -> float:
    """How far a place lies round from the upper left, as a clock goes, where y grows downwards."""
    return (phase(spot) + 0.75 * pi + 1e-9) % (2 * pi)
