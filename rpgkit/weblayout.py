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
# What it costs that arrows and ties cross each other, that a line meets a label, and a point of length.
CROSSED, TIED, THROUGH, LONG = 80.0, 22.0, 130.0, 0.2
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
    tried = [_placed(asked, ring) for ring in RINGS]
    found = [places for places in tried if places]
    return _spread(min(found, key=lambda places: _cost(places, asked)), asked.room) if found else _rows(asked)


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
    for key in others:
        del places[key]
        places[key] = _best(asked, key, places) or places[key]
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
    """The best free place for one more, among those that are likely by how near they are."""
    ends = [places[end].middle for end in _joined(asked, key) if end in places]
    free = sorted(
        (sum(abs(box.middle - end) for end in ends), at, box) for at, box in enumerate(_free(asked, key, places))
    )
    boxes = [box for _, _, box in free[:LIKELY]]
    return min(boxes, key=lambda box: _cost_of(box, key, places, asked), default=None)


def _joined(asked: Asked, key: str) -> Iterator[str]:
    for line in asked.lines:
        if key in line[:2]:
            yield line.other if line.one == key else line.one


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


def _cost_of(box: Box, key: str, places: Places, asked: Asked) -> float:
    """What it costs that somebody stands there, by the lines to them and those that are drawn already."""
    cost, middle = 0.0, box.middle
    own = [line for line in asked.lines if key in line[:2]]
    others = [line for line in asked.lines if key not in line[:2] and line.one in places and line.other in places]
    near = box.grown(4)
    cost += sum(THROUGH for line in others if near.is_cut(places[line.one].middle, places[line.other].middle))
    for line in own:
        end = line.other if line.one == key else line.one
        if end not in places:
            continue
        far = places[end].middle
        seated = key in asked.seats and end in asked.seats
        cost += _length_cost(box, places[end], 0 if seated else LONG)
        cost += sum(THROUGH for who, label in places.items() if who != end and label.grown(4).is_cut(middle, far))
        for other in others:
            if end not in other[:2] and are_crossing(
                middle, far, places[other.one].middle, places[other.other].middle
            ):
                cost += TIED if line.tie or other.tie else CROSSED
    return cost


def _length_cost(box: Box, far: Box, long: float) -> float:
    """What a line costs by its length: less than `LEAST_LINE` between two labels is dear."""
    one, other = box.middle, far.middle
    between = max(
        abs(one.real - other.real) - (box.right - box.left + far.right - far.left) / 2,
        abs(one.imag - other.imag) - (box.top - box.bottom + far.top - far.bottom) / 2,
    )
    return long * abs(one - other) + 2.5 * max(0.0, LEAST_LINE - between)


def _cost(places: Places, asked: Asked) -> float:
    """What all lines cost together."""
    return sum(_cost_of(box, key, places, asked) for key, box in places.items())


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
