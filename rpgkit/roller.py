"""Rolling on a table, and on what it leads to.

A table's own throw comes from the stream it is given, all that its row leads to from that stream's
`led_to()`. A row that what is known forbids gives way to the fitting ones: the next draw picks among
their faces, so that each fitting row has its exact share of them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from rpgkit.cases import ANY, Case, bearing_of, meet, questions_in
from rpgkit.dice import results_of, ways_of
from rpgkit.errors import RpgkitError
from rpgkit.roll import Roll
from rpgkit.streams import Stream
from rpgkit.table import PLAIN, Asked, Fits, Outcome, Row, Table, asked_by_rows, is_fit
from rpgkit.throw import (
    Hand,
    Spot,
    chooser_again,
    leads,
    throw,
    throw_chosen,
    throw_inline,
    throw_with,
    with_led_to,
)
from rpgkit.wording import InlineDice, Link

DEEPEST = 200
MOST_ROLLS = 5_000
MOST_SPOTS = 4_000


class Stand(NamedTuple):
    """How a table stands: the bits of the questions it asks, how many they are, its spots by the answers."""

    asked: Case
    many: int
    spots: dict[Case, Spot]

    def ready(self, known: Case, word: int, fits: Fits | None) -> Roll | None:
        """The roll of a stream's first word, where all is plain: rolled so before, fit, and leading to nothing."""
        bearing = known & self.asked
        spot = self.spots.get(bearing) if bearing.bit_count() == self.many else None
        if spot is None or word >= spot.fair:
            return None
        roll = spot.plain.get(word % spot.ways)
        return roll if roll is None or fits is None or fits(roll.rows[0]) else None


class Roller:
    """Rolls on the tables of a pack; it remembers how each stands under what is known, and nothing else."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._stands: dict[frozenset[str], dict[str, Stand]] = {}
        self._plain: dict[str, Spot] = {}
        self._spots = 0
        self._count = 0

    def roll(self, id: str, stream: Stream, asked: Asked = PLAIN, hand: Hand | None = None) -> Roll:
        """Rolls on a table; raises RpgkitError where what is asked cannot be."""
        spot = self._plain.get(id) if asked is PLAIN else None
        if spot is None:
            spot = self.spot(id, asked.known, asked.without)
            if asked is PLAIN:
                self._plain[id] = spot
        bare = throw_with(spot, stream, hand, asked) if asked.plus else throw(spot, stream, hand, asked.fits)
        return self.followed(spot, bare, stream, hand) if leads(bare.rows) else bare

    def followed(self, spot: Spot, bare: Roll, stream: Stream, hand: Hand | None = None) -> Roll:
        """A throw with all that its rows lead to."""
        self._count = 0
        return with_led_to(bare, self._follow(spot, bare.rows, stream.led_to(), hand, 1))

    def settle(self, id: str, row: Row, stream: Stream, asked: Asked = PLAIN) -> Roll:
        """A row that was drawn, as a roll: what it leads to is rolled."""
        spot = self.spot(id, asked.known, asked.without)
        number = results_of(spot.table.dice)[row.first]
        self._count = 0
        led_to = self._follow(spot, (row,), stream.led_to(), None, 1)
        return Roll(spot.table, spot.table.dice, (), number, 0, (row,), led_to, spot.known, False)

    def stands(self, without: frozenset[str]) -> dict[str, Stand]:
        """How tables stand when some tags are left out, those that were rolled on so far."""
        return self._stands.setdefault(without, {})

    def spot(self, id: str, known: Case, without: frozenset[str]) -> Spot:
        """The spot of a table; what bears neither on it nor on what it leads to is forgotten."""
        stands = self.stands(without)
        if id not in stands:
            asked = self._asked_below(id)
            stands[id] = Stand(asked, questions_in(asked), {})
        asked, many, spots = stands[id]
        bearing = known & asked
        if bearing.bit_count() != many:
            bearing = known & bearing_of(asked, known)
        spot = spots.get(bearing)
        if spot is None:
            spot = spots[bearing] = self._new_spot(id, known | ANY & ~bearing_of(asked, known), without)
        return spot

    def _new_spot(self, id: str, known: Case, without: frozenset[str]) -> Spot:
        """A spot; when there are too many all are forgotten, and made anew as they are needed."""
        self._spots += 1
        if self._spots > MOST_SPOTS:
            self._spots = 0
            for stands in self._stands.values():
                for stand in stands.values():
                    stand.spots.clear()
        return Spot(self.tables[id], known, without)

    def _asked_below(self, id: str) -> Case:
        """The bits of the questions that a table and all that it leads to ask."""
        waiting, seen, asked = [id], {id}, 0
        while waiting:
            table = self.tables[waiting.pop()]
            asked |= asked_by_rows(table)
            links = {part.table for row in table.rows for part in row.text.rolled if isinstance(part, Link)}
            waiting += links - seen
            seen |= links
        return asked

    def _follow(self, spot: Spot, rows: Outcome, stream: Stream, hand: Hand | None, depth: int) -> tuple[Roll, ...]:
        """What rows lead to: one roll for each link and each inline die of their texts."""
        if depth > DEEPEST:
            raise RpgkitError(f"{spot.table.id} leads on and on; 'rpgkit check' says where")
        rolls: list[Roll] = []
        for row in rows:
            taken: dict[str, set[Outcome]] = {}
            for below in self._below(spot, row):
                if isinstance(below, InlineDice):
                    rolls.append(throw_inline(below.dice, spot.known, stream, hand))
                    continue
                choose = chooser_again(below, taken) if taken else None
                bare = throw_chosen(below, stream, hand, choose) if choose else throw(below, stream, hand)
                table, hit = below.table, bare.rows
                if table.again == "reroll":
                    taken.setdefault(table.id, set()).add(hit)
                if leads(hit):
                    bare = with_led_to(bare, self._follow(below, hit, stream, hand, depth + 1))
                rolls.append(bare)
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
                self.spot(part.table, known, spot.without) if isinstance(part, Link) else part
                for part in row.text.rolled
            )
        return below


def deal(table: Table, stream: Stream, asked: Asked = PLAIN) -> Iterator[Row]:
    """The rows of a table one after the other, none twice; each comes by its exact share of those left."""
    known = meet(asked.known, table.given)
    left = [row for row in table.rows if is_fit(row, known, asked)]
    ways = ways_of(table.dice)
    while left:
        totals = list(accumulate(sum(ways[row.first : row.last + 1]) for row in left))
        yield left.pop(bisect_right(totals, stream.below(totals[-1])))
