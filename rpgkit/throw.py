"""One throw on a table, by chance or by hand, as the table stands under what is known.

A row that what is known forbids gives way to the fitting ones: the next draw picks among their faces, so
that each fitting row has its exact share of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping
from itertools import accumulate

from rpgkit.cases import Case, is_possible, meet, words_of
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
from rpgkit.errors import NothingFits, RpgkitError
from rpgkit.roll import Roll
from rpgkit.streams import Stream
from rpgkit.table import Asked, Fits, Outcome, Table, chances_of, landing, nothing_fits
from rpgkit.wording import InlineDice

# How many draws are tried before all are asked whether they fit.
PATIENCE = 8
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

    __slots__ = ("_fitting", "bare", "fair", "known", "led_to", "outcomes", "plain", "table", "ways", "without")

    def __init__(self, table: Table, known: Case, without: frozenset[str]) -> None:
        self.table = table
        self.known = meet(known, table.given)
        self.without = without
        self.outcomes = chances_of(table, Asked(known, without)).outcomes
        self.ways = table.dice.ways
        self.fair = (1 << 32) - (1 << 32) % self.ways
        self.led_to: dict[int, tuple[Spot | InlineDice, ...]] = {}
        self.bare: dict[int, Roll] = {}
        self.plain: dict[int, Roll] = {}
        self._fitting: list[int] | None = None

    def thrown(self, word: int, fits: Fits | None) -> Roll | None:
        """The roll of a first word, if it is fair, was thrown before and fits: without what it leads to."""
        roll = self.bare.get(word % self.ways) if word < self.fair else None
        if roll is None or not roll.rows or (fits is not None and not fits(roll.rows[0])):
            return None
        return roll

    def fall(self, draw: int) -> Roll:
        """The roll of one of the equal draws, without what it leads to; it has no rows where none fits."""
        roll = self.bare.get(draw)
        if roll is None:
            dice, falls = self.table.dice, falls_of(self.table.dice)
            faces, number, index = falls[draw] if falls else fall_at(dice, draw)
            roll = Roll(self.table, dice, faces, number, 0, self.outcomes[index], (), self.known, False)
            if falls:
                self.bare[draw] = roll
                if roll.rows and not leads(roll.rows):
                    self.plain[draw] = roll
        return roll

    def fitting_fall(self, stream: Stream, fits: Fits | None) -> Roll:
        """One of the fitting faces, each as likely as the next: the first draw that fits, or one of all that do."""
        fitting = self._fitting or self._fit()
        for _ in range(PATIENCE if fitting else 0):
            draw = fitting[stream.below(len(fitting))]
            roll = self.bare.get(draw) or self.fall(draw)
            if fits is None or all(map(fits, roll.rows)):
                return roll
        if not falls_of(self.table.dice):
            fall, rows = _fitting_fall(self, stream, _chooser(self, Asked(fits=fits)))
            return Roll(self.table, self.table.dice, fall[0], fall[1], 0, rows, (), self.known, False)
        return self.fall(self._one_that_fits(stream, fits))

    def _fit(self) -> list[int]:
        """The draws that fit what is known, where they are few enough to be listed."""
        self._fitting = [draw for draw, fall in enumerate(falls_of(self.table.dice)) if self.outcomes[fall[2]]]
        return self._fitting

    def _one_that_fits(self, stream: Stream, fits: Fits | None) -> int:
        """One of all the draws that fit, found by asking once of each row."""
        falls, asked = falls_of(self.table.dice), dict[int, bool]()
        left = []
        for draw in self._fitting or ():
            index = falls[draw][2]
            if index not in asked:
                asked[index] = fits is None or all(map(fits, self.outcomes[index]))
            if asked[index]:
                left.append(draw)
        if not left:
            raise NothingFits(nothing_fits(self.table, Asked(self.known, self.without)))
        return left[stream.below(len(left))]


def leads(rows: Outcome) -> bool:
    """Whether rows lead to further rolls, or may."""
    return bool(rows[0].text.rolled) or len(rows) > 1


def throw(spot: Spot, stream: Stream, hand: Hand | None, fits: Fits | None = None) -> Roll:
    """One throw, without what it leads to."""
    if hand and hand.left:
        return throw_chosen(spot, stream, hand, _chooser(spot, Asked(fits=fits)))
    draw = stream.below(spot.ways)
    bare = spot.bare.get(draw) or spot.fall(draw)
    if bare.rows and (fits is None or all(map(fits, bare.rows))):
        return bare
    return spot.fitting_fall(stream, fits)


def throw_with(spot: Spot, stream: Stream, hand: Hand | None, asked: Asked) -> Roll:
    """One throw with steps added along the results."""
    return throw_chosen(spot, stream, hand, _chooser(spot, asked))._replace(plus=asked.plus)


def throw_chosen(spot: Spot, stream: Stream, hand: Hand | None, choose: Choose) -> Roll:
    """One throw by hand, or one whose rows are chosen otherwise than by the spot alone."""
    dice = spot.table.dice
    number = hand.take(dice) if hand else None
    fall = fall_at(dice, stream.below(spot.ways)) if number is None else _fall_by_hand(dice, number)
    rows = choose(fall[2])
    if not rows and number is not None:
        raise RpgkitError(_misfit(spot, number))
    if not rows:
        fall, rows = _fitting_fall(spot, stream, choose)
    return Roll(spot.table, dice, fall[0], fall[1], 0, rows, (), spot.known, number is not None)


def throw_inline(dice: Dice, known: Case, stream: Stream, hand: Hand | None) -> Roll:
    """One throw of dice that stand in a text."""
    number = hand.take(dice) if hand else None
    if number is None:
        falls = falls_of(dice)
        fall = falls[stream.below(len(falls))] if falls else fall_at(dice, stream.below(dice.ways))
        return _new(Roll, (None, dice, fall[0], fall[1], 0, (), (), known, False))
    return Roll(None, dice, _fall_by_hand(dice, number)[0], number, 0, (), (), known, True)


def with_led_to(bare: Roll, led_to: tuple[Roll, ...]) -> Roll:
    """A throw with what its rows led to."""
    table, dice, faces, number, plus, rows, _, known, by_hand = bare
    return _new(Roll, (table, dice, faces, number, plus, rows, led_to, known, by_hand))


def _chooser(spot: Spot, asked: Asked) -> Choose:
    """The rows of a result when steps are added, or when not every row is fit."""
    fits = asked.fits

    def choose(index: int) -> Outcome:
        rows = spot.outcomes[landing(spot.table, index, asked.plus)]
        return rows if fits is None or all(map(fits, rows)) else ()

    return choose


def chooser_again(spot: Spot, taken: Mapping[str, set[Outcome]]) -> Choose | None:
    """The rows of a result that one text has not rolled on this table already, unless none are left."""
    barred: Container[Outcome] = taken.get(spot.table.id, ())
    if not any(rows and rows not in barred for rows in spot.outcomes):
        return None
    return lambda index: () if spot.outcomes[index] in barred else spot.outcomes[index]


def _fitting_fall(spot: Spot, stream: Stream, choose: Choose) -> tuple[Fall, Outcome]:
    """One of the fitting faces, each as likely as the next, counted result by result; and its rows."""
    dice = spot.table.dice
    ways = ways_of(dice)
    totals = list(accumulate(way if _may_be(choose, index) else 0 for index, way in enumerate(ways)))
    if not totals[-1]:
        raise NothingFits(nothing_fits(spot.table, Asked(spot.known, spot.without)))
    draw = stream.below(totals[-1])
    index = bisect_right(totals, draw)
    number = results_of(dice)[index]
    fall = faces_of(dice, number, draw - (totals[index - 1] if index else 0)), number, index
    return fall, choose(index)


def _may_be(choose: Choose, index: int) -> bool:
    """Whether a result has a row; one that goes past the ends of a table that has none there has not."""
    try:
        return bool(choose(index))
    except RpgkitError:
        return False


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
