"""Rolling on a table, and on what it leads to.

A table's own throw comes from the stream it is given, all that its row leads to from that stream's
`led_to()`. A row that what is known forbids gives way to the fitting ones: the next draw picks among
their faces, so that each fitting row has its exact share of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import accumulate

from rpgkit.cases import ANY, Case, is_possible, meet, words_of
from rpgkit.dice import (
    BadNumber,
    Dice,
    Fall,
    faces_of,
    fall_at,
    falls_of,
    index_of,
    read_number,
    results_of,
    show_number,
    ways_of,
)
from rpgkit.errors import RpgkitError
from rpgkit.roll import Roll
from rpgkit.streams import Stream
from rpgkit.table import (
    PLAIN,
    Asked,
    Outcome,
    Row,
    Table,
    bearing_on,
    chances_of,
    is_fit,
    landing,
    nothing_fits,
)
from rpgkit.wording import InlineDice, Link

DEEPEST = 200
MOST_ROLLS = 5_000
MOST_SPOTS = 4_000
# A tuple's own way to make a Roll: the named one takes three times as long, and there is one for every die.
_new = tuple.__new__
Choose = Callable[[int], Outcome]


class Hand:
    """Numbers of real dice, taken one after the other; when they are used up, chance goes on."""

    def __init__(self, numbers: Iterable[str] = ()) -> None:
        self.left = list(numbers)

    def take(self, dice: Dice) -> int | None:
        """The next number, if there is one; raises RpgkitError where these dice cannot show it."""
        if not self.left:
            return None
        try:
            return read_number(dice, self.left.pop(0))
        except BadNumber as bad:
            raise RpgkitError(f"by hand: {bad}") from None


class Spot:
    """A table as it stands under what is known: the rows of each result, and what a row leads to."""

    __slots__ = ("falls", "known", "led_to", "outcomes", "table", "ways", "without")

    def __init__(self, table: Table, known: Case, without: frozenset[str]) -> None:
        self.table = table
        self.known = meet(known, table.given)
        self.without = without
        self.outcomes = chances_of(table, Asked(known, without)).outcomes
        self.ways = table.dice.ways
        self.falls = falls_of(table.dice)
        self.led_to: dict[int, tuple[Spot | InlineDice, ...]] = {}


class Roller:
    """Rolls on the tables of a pack; it remembers how each stands under what is known, and nothing else."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._bearing: dict[str, Case] = {}
        self._spots: dict[tuple[str, Case, frozenset[str]], Spot] = {}
        self._plain: dict[str, Spot] = {}
        self._count = 0

    def roll(self, id: str, stream: Stream, asked: Asked = PLAIN, hand: Hand | None = None) -> Roll:
        """Rolls on a table; raises RpgkitError where what is asked cannot be."""
        spot = self._plain.get(id) if asked is PLAIN else None
        if spot is None:
            spot = self._spot(id, asked.known, asked.without)
            if asked is PLAIN:
                self._plain[id] = spot
        choose = _chooser(spot, asked) if asked.plus or asked.fits is not None else None
        (faces, number, _), rows, by_hand = _throw(spot, stream, hand, choose)
        self._count = 0
        led_to = self._follow(spot, rows, stream.led_to(), hand, 1) if leads(rows) else ()
        table = spot.table
        return _new(Roll, (table, table.dice, faces, number, asked.plus, rows, led_to, spot.known, by_hand))

    def settle(self, id: str, row: Row, stream: Stream, asked: Asked = PLAIN) -> Roll:
        """A row that was drawn, as a roll: what it leads to is rolled."""
        spot = self._spot(id, asked.known, asked.without)
        number = results_of(spot.table.dice)[row.first]
        self._count = 0
        led_to = self._follow(spot, (row,), stream.led_to(), None, 1)
        return Roll(spot.table, spot.table.dice, (), number, 0, (row,), led_to, spot.known, False)

    def _spot(self, id: str, known: Case, without: frozenset[str]) -> Spot:
        """The spot of a table; what bears neither on it nor on what it leads to is forgotten."""
        bearing = self._bearing.get(id)
        if bearing is None:
            bearing = self._bearing[id] = self._bearing_below(id)
        key = (id, meet(known, bearing), without)
        spot = self._spots.get(key)
        if spot is None:
            if len(self._spots) >= MOST_SPOTS:
                self._spots.clear()
            forgotten = tuple(0 if asked else everything for asked, everything in zip(bearing, ANY, strict=True))
            kept = tuple(known_ | open_ for known_, open_ in zip(known, forgotten, strict=True))
            spot = self._spots[key] = Spot(self.tables[id], kept, without)
        return spot

    def _bearing_below(self, id: str) -> Case:
        """What a table and all that it leads to depend on."""
        waiting, seen, bearing = [id], {id}, tuple(0 for _ in ANY)
        while waiting:
            table = self.tables[waiting.pop()]
            bearing = tuple(one | other for one, other in zip(bearing, bearing_on(table), strict=True))
            links = {part.table for row in table.rows for part in row.text.rolled if isinstance(part, Link)}
            waiting += links - seen
            seen |= links
        return bearing

    def _follow(self, spot: Spot, rows: Outcome, stream: Stream, hand: Hand | None, depth: int) -> tuple[Roll, ...]:
        """What rows lead to: one roll for each link and each inline die of their texts."""
        if depth > DEEPEST:
            raise RpgkitError(f"{spot.table.id} leads on and on; 'rpgkit check' says where")
        rolls: list[Roll] = []
        for row in rows:
            taken: dict[str, set[Outcome]] = {}
            for below in self._below(spot, row):
                if isinstance(below, InlineDice):
                    rolls.append(_throw_inline(below.dice, spot.known, stream, hand))
                    continue
                choose = _chooser_again(below, taken) if taken else None
                (faces, number, _), hit, by_hand = _throw(below, stream, hand, choose)
                table = below.table
                if table.again == "reroll":
                    taken.setdefault(table.id, set()).add(hit)
                led_to = self._follow(below, hit, stream, hand, depth + 1) if leads(hit) else ()
                rolls.append(_new(Roll, (table, table.dice, faces, number, 0, hit, led_to, below.known, by_hand)))
                self._count += 1
                if self._count > MOST_ROLLS:
                    raise RpgkitError(f"{table.id} leads on and on; 'rpgkit check' says where")
        return tuple(rolls)

    def _below(self, spot: Spot, row: Row) -> tuple[Spot | InlineDice, ...]:
        """What a row leads to, looked up once."""
        below = spot.led_to.get(row.line)
        if below is None:
            known = meet(spot.known, row.case)
            below = spot.led_to[row.line] = tuple(
                self._spot(part.table, known, spot.without) if isinstance(part, Link) else part
                for part in row.text.rolled
            )
        return below


def leads(rows: Outcome) -> bool:
    """Whether rows lead to further rolls, or may."""
    return bool(rows[0].text.rolled) or len(rows) > 1


def _throw(spot: Spot, stream: Stream, hand: Hand | None, choose: Choose | None) -> tuple[Fall, Outcome, bool]:
    """One throw: how the dice fell, the rows they hit, whether by hand."""
    number = hand.take(spot.table.dice) if hand else None
    if number is not None:
        fall = _fall_by_hand(spot.table.dice, number)
    elif spot.falls:
        fall = spot.falls[stream.below(spot.ways)]
    else:
        fall = fall_at(spot.table.dice, stream.below(spot.ways))
    rows = choose(fall[2]) if choose else spot.outcomes[fall[2]]
    if rows:
        return fall, rows, number is not None
    choose = choose or spot.outcomes.__getitem__
    if number is not None:
        raise RpgkitError(_misfit(spot, number))
    fall = _fitting_fall(spot, stream, choose)
    return fall, choose(fall[2]), False


def _chooser(spot: Spot, asked: Asked) -> Choose:
    """The rows of a result when steps are added, or when not every row is fit."""
    fits = asked.fits

    def choose(index: int) -> Outcome:
        rows = spot.outcomes[landing(spot.table, index, asked.plus)]
        return rows if fits is None else tuple(filter(fits, rows))

    return choose


def _chooser_again(spot: Spot, taken: Mapping[str, set[Outcome]]) -> Choose | None:
    """The rows of a result that one text has not rolled on this table already, unless none are left."""
    barred: Container[Outcome] = taken.get(spot.table.id, ())
    if not any(rows and rows not in barred for rows in spot.outcomes):
        return None
    return lambda index: () if spot.outcomes[index] in barred else spot.outcomes[index]


def _fitting_fall(spot: Spot, stream: Stream, choose: Choose) -> Fall:
    """The next draw: one of the fitting faces, each as likely as the next."""
    dice = spot.table.dice
    ways = ways_of(dice)
    totals = list(accumulate(way if _may_be(choose, index) else 0 for index, way in enumerate(ways)))
    if not totals[-1]:
        raise RpgkitError(nothing_fits(spot.table, Asked(spot.known, spot.without)))
    draw = stream.below(totals[-1])
    index = bisect_right(totals, draw)
    number = results_of(dice)[index]
    return faces_of(dice, number, draw - (totals[index - 1] if index else 0)), number, index


def _may_be(choose: Choose, index: int) -> bool:
    """Whether a result has a row; one that goes past the ends of a table that has none there has not."""
    try:
        return bool(choose(index))
    except RpgkitError:
        return False


def _throw_inline(dice: Dice, known: Case, stream: Stream, hand: Hand | None) -> Roll:
    number = hand.take(dice) if hand else None
    if number is None:
        falls = falls_of(dice)
        fall = falls[stream.below(len(falls))] if falls else fall_at(dice, stream.below(dice.ways))
        return _new(Roll, (None, dice, fall[0], fall[1], 0, (), (), known, False))
    return Roll(None, dice, _fall_by_hand(dice, number)[0], number, 0, (), (), known, True)


def _fall_by_hand(dice: Dice, number: int) -> Fall:
    """The faces a number must have shown: all of them on one die or a d66, unknown in a sum."""
    known = dice.digits or dice.many == 1
    return faces_of(dice, number, 0) if known else (), number, index_of(dice, number)


def _misfit(spot: Spot, number: int) -> str:
    """Why a number rolled by hand has no row that fits."""
    table = spot.table
    shown = f"{show_number(table.dice, number)} on {table.id}"
    index = index_of(table.dice, number)
    rows = [row for row in table.rows if row.first <= index <= row.last and not row.tags & spot.without]
    if not rows:
        return f"{shown} is left out by its tags; roll again"
    needs = [words_of(row.case) for row in rows if not is_possible(meet(spot.known, row.case))]
    if len(needs) == len(rows):
        return f"{shown} needs '{' or '.join(needs)}', which does not hold here; roll again"
    return f"{shown} does not fit what is already known; roll again"


def deal(table: Table, stream: Stream, asked: Asked = PLAIN) -> Iterator[Row]:
    """The rows of a table one after the other, none twice; each comes by its exact share of those left."""
    known = meet(asked.known, table.given)
    left = [row for row in table.rows if is_fit(row, known, asked)]
    ways = ways_of(table.dice)
    while left:
        totals = list(accumulate(sum(ways[row.first : row.last + 1]) for row in left))
        yield left.pop(bisect_right(totals, stream.below(totals[-1])))
