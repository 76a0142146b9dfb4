"""Rolling on a table, and what it leads to; a roll keeps its tree.

A table's own throw comes from the stream it is given, all that its row leads to from that stream's
`led_to()`. A row that what is known forbids gives way to the fitting ones: the next draw picks among
their faces, so that each fitting row has its exact share of them.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from rpgkit.dice import (
    BadNumber,
    Dice,
    faces_at,
    faces_of,
    index_of,
    number_of,
    read_number,
    results_of,
    show_number,
)
from rpgkit.errors import RpgkitError
from rpgkit.facts import Case, is_possible, meet, words_of
from rpgkit.streams import Stream
from rpgkit.table import (
    PLAIN,
    Asked,
    Chances,
    Outcome,
    Row,
    Table,
    bearing_on,
    chances_of,
    is_fit,
    landing,
    set_outcome,
    set_row,
)
from rpgkit.wording import InlineDice, Link, Voice

DEEPEST = 200


class Roll(NamedTuple):
    """One throw: what fell, the rows it hit, and the rolls that they led to, in order.

    Inline dice are a roll without a table. `number` is the total before `plus`; `faces` are empty where
    a sum was rolled by hand; `known` is what was known when it fell.
    """

    table: Table | None
    dice: Dice
    faces: tuple[int, ...]
    number: int
    plus: int
    rows: Outcome
    led_to: tuple["Roll", ...]
    known: Case
    by_hand: bool


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
            raise RpgkitError(str(bad)) from None


NOTHING_BARRED: frozenset[Outcome] = frozenset()


class Roller:
    """Rolls on the tables of a pack; it remembers each table's chances, and nothing else."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self._bearing: dict[str, Case] = {}
        self._chances: dict[tuple[str, Case, frozenset[str]], Chances] = {}

    def roll(self, id: str, stream: Stream, asked: Asked = PLAIN, hand: Hand | None = None) -> Roll:
        """Rolls on a table; raises RpgkitError where what is asked cannot be."""
        throw = self._throw(self.tables[id], asked, stream, hand)
        led_to = self._led_to(throw, asked.without, stream.led_to(), hand, 1) if _leads(throw) else ()
        return throw._replace(led_to=led_to) if led_to else throw

    def settle(self, table: Table, row: Row, stream: Stream, asked: Asked = PLAIN) -> Roll:
        """A row that was drawn, as a roll: what it leads to is rolled."""
        number = results_of(table.dice)[row.first]
        known = meet(asked.known, table.given)
        drawn = Roll(table, table.dice, (), number, 0, (row,), (), known, False)
        return drawn._replace(led_to=self._led_to(drawn, asked.without, stream.led_to(), None, 1))

    def _throw(
        self,
        table: Table,
        asked: Asked,
        stream: Stream,
        hand: Hand | None,
        barred: Container[Outcome] = NOTHING_BARRED,
    ) -> Roll:
        """The table's own throw, without what it leads to."""
        dice = table.dice
        number = hand.take(dice) if hand else None
        by_hand = number is not None
        if number is None:
            faces = faces_at(dice, stream.below(dice.ways))
            number = number_of(dice, faces)
        else:
            faces = _faces_by_hand(dice, number)
        outcome = self._outcome(table, asked, index_of(dice, number), barred)
        if not outcome:
            if by_hand:
                raise RpgkitError(_misfit(table, asked, number))
            faces = self._fitting_faces(table, asked, stream, barred)
            number = number_of(dice, faces)
            outcome = self._outcome(table, asked, index_of(dice, number), barred)
        return Roll(
            table, dice, faces, number, asked.plus, outcome, (), meet(asked.known, table.given), by_hand
        )

    def _outcome(self, table: Table, asked: Asked, index: int, barred: Container[Outcome]) -> Outcome:
        outcome = self.chances(table, asked).outcomes[
            landing(table, index, asked.plus) if asked.plus else index
        ]
        if asked.fits is not None:
            outcome = tuple(filter(asked.fits, outcome))
        return () if barred and outcome in barred else outcome

    def chances(self, table: Table, asked: Asked) -> Chances:
        """A table's chances under what is known and left out, counted once for all that is alike to it."""
        bearing = self._bearing.get(table.id)
        if bearing is None:
            bearing = self._bearing[table.id] = bearing_on(table)
        key = (table.id, meet(asked.known, bearing), asked.without)
        chances = self._chances.get(key)
        if chances is None:
            chances = self._chances[key] = chances_of(table, Asked(asked.known, asked.without))
        return chances

    def _fitting_faces(
        self, table: Table, asked: Asked, stream: Stream, barred: Container[Outcome]
    ) -> tuple[int, ...]:
        """The next draw: one of the fitting faces, each as likely as the next."""
        chances = chances_of(table, asked, barred)
        if not chances.fitting:
            raise RpgkitError(_nothing_fits(table, asked))
        fitting = accumulate(
            way if rows else 0 for way, rows in zip(chances.ways, chances.outcomes, strict=True)
        )
        totals = list(fitting)
        draw = stream.below(chances.fitting)
        index = bisect_right(totals, draw)
        rank = draw - (totals[index - 1] if index else 0)
        return faces_of(table.dice, results_of(table.dice)[index], rank)

    def _led_to(
        self, throw: Roll, without: frozenset[str], stream: Stream, hand: Hand | None, depth: int
    ) -> tuple[Roll, ...]:
        """What the rows of a throw lead to, one roll for each link and each inline die of their texts."""
        if depth > DEEPEST:
            raise RpgkitError(
                f"{throw.table.id if throw.table else ''} leads on and on; 'rpgkit check' says where"
            )
        led_to: list[Roll] = []
        for row in throw.rows:
            taken: dict[str, set[Outcome]] = {}
            asked = Asked(meet(throw.known, row.case), without)
            for part in row.text.rolled:
                if isinstance(part, InlineDice):
                    led_to.append(_throw_inline(part, asked, stream, hand))
                    continue
                table = self.tables[part.table]
                barred = self._barred(table, asked, taken)
                nested = self._throw(table, asked, stream, hand, barred)
                if table.again == "reroll":
                    taken.setdefault(table.id, set()).add(nested.rows)
                if _leads(nested):
                    nested = nested._replace(led_to=self._led_to(nested, without, stream, hand, depth + 1))
                led_to.append(nested)
        return tuple(led_to)

    def _barred(self, table: Table, asked: Asked, taken: Mapping[str, set[Outcome]]) -> Container[Outcome]:
        """What one text has rolled on this table already, unless nothing else is left."""
        barred = taken.get(table.id)
        if not barred or not chances_of(table, asked, barred).fitting:
            return NOTHING_BARRED
        return barred


def _leads(roll: Roll) -> bool:
    return any(row.text.rolled for row in roll.rows)


def _throw_inline(inline: InlineDice, asked: Asked, stream: Stream, hand: Hand | None) -> Roll:
    number = hand.take(inline.dice) if hand else None
    if number is not None:
        return Roll(
            None, inline.dice, _faces_by_hand(inline.dice, number), number, 0, (), (), asked.known, True
        )
    faces = faces_at(inline.dice, stream.below(inline.dice.ways))
    return Roll(None, inline.dice, faces, number_of(inline.dice, faces), 0, (), (), asked.known, False)


def _faces_by_hand(dice: Dice, number: int) -> tuple[int, ...]:
    """The faces a number must have shown: all of them on one die or a d66, unknown in a sum."""
    if dice.digits:
        return faces_of(dice, number, 0)
    return (number,) if dice.many == 1 else ()


def _misfit(table: Table, asked: Asked, number: int) -> str:
    """Why a number rolled by hand has no row that fits."""
    shown = f"{show_number(table.dice, number)} on {table.id}"
    landed = landing(table, index_of(table.dice, number), asked.plus)
    rows = [row for row in table.rows if row.first <= landed <= row.last and not row.tags & asked.without]
    if not rows:
        return f"{shown} is left out by its tags; roll again"
    known = meet(asked.known, table.given)
    needs = [words_of(row.case) for row in rows if not is_possible(meet(known, row.case))]
    if len(needs) == len(rows):
        return f"{shown} needs '{' or '.join(needs)}', which does not hold here; roll again"
    return f"{shown} does not fit what is already known; roll again"


def _nothing_fits(table: Table, asked: Asked) -> str:
    if not is_possible(meet(asked.known, table.given)):
        return (
            f"{table.id} is rolled only when {words_of(table.given)} (its 'given:'),"
            f" which does not go with {words_of(asked.known)}"
        )
    left_out = f", with {', '.join(sorted(asked.without))} left out" if asked.without else ""
    known = words_of(meet(asked.known, table.given))
    when = f" when {known}" if known else ""
    return f"{table.id} has no row that fits{when}{left_out}"


def text_of(roll: Roll, voice: Voice, inside: bool = False) -> str:
    """What a roll says, with all that it led to."""
    return set_outcome(texts_of(roll, voice, inside))


def texts_of(roll: Roll, voice: Voice, inside: bool = False) -> list[str]:
    """What each row of a roll says; there are several only where rows apply together."""
    if roll.table is None:
        return [str(roll.number)]
    led_to = iter(roll.led_to)
    texts = []
    for row in roll.rows:
        said = [_say_led_to(part, next(led_to), voice) for part in row.text.rolled]
        texts.append(set_row(row, voice, roll.known, said, inside))
    return texts


def _say_led_to(part: Link | InlineDice, roll: Roll, voice: Voice) -> str:
    if isinstance(part, InlineDice):
        return str(roll.number + part.add)
    if part.column is None or roll.table is None:
        return text_of(roll, voice, part.inside)
    return set_outcome(roll.table.cell(row, part.column) for row in roll.rows)


def tags_of(roll: Roll) -> frozenset[str]:
    """The tags of a roll's rows and of all that they led to."""
    tags = frozenset(tag for row in roll.rows for tag in row.tags)
    return tags.union(*map(tags_of, roll.led_to))


def deal(table: Table, stream: Stream, asked: Asked = PLAIN) -> Iterator[Row]:
    """The rows of a table one after the other, none twice; each comes by its exact share of those left."""
    known = meet(asked.known, table.given)
    left = [row for row in table.rows if is_fit(row, known, asked)]
    ways = chances_of(table).ways
    weigh = partial(_weight, ways=ways)
    while left:
        totals = list(accumulate(map(weigh, left)))
        yield left.pop(bisect_right(totals, stream.below(totals[-1])))


def _weight(row: Row, ways: tuple[int, ...]) -> int:
    return sum(ways[row.first : row.last + 1])
