"""Dice: how they are written, what they can show, and in how many ways.

A result is what a throw comes to: a sum for `2d6`, two digits for `d66`. The results of some dice
stand in order, and a row of a table covers a run of them, so that a step along the results is the
same thing on every dice: 16 and one step more is 21 on a d66.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

MOST_DICE, MOST_SIDES = 20, 1000
MOST_FALLS = 2_000
_NOTATION = r"([0-9]*)d([0-9]+)"
_ANY_RANGE = r"(\d+)\s*[–-]\s*(\d+)"


class BadDice(ValueError):
    """These are no dice; the message says why."""


class BadNumber(ValueError):
    """No such number on these dice; the message says which there are."""


class Dice(NamedTuple):
    """Dice of one size; `digits` are two dice read as digits (the d66)."""

    many: int
    sides: int
    digits: bool = False

    @property
    def notation(self) -> str:
        """The dice as they are written: `2d6`."""
        if self.digits:
            return "d66"
        return f"{self.many if self.many > 1 else ''}d{self.sides}"

    @property
    def ways(self) -> int:
        """How many ways the dice can fall."""
        return int(self.sides**self.many)


D66 = Dice(2, 6, digits=True)


def read_dice(text: str) -> Dice:
    """`2d6` as dice; raises BadDice."""
    match = re.fullmatch(_NOTATION, text)
    if not match:
        raise BadDice(f"'{text}' is no dice; write d6, 2d6, d66, d100 …")
    if text == "d66":
        return D66
    if match[1].startswith("0") or match[2].startswith("0"):
        raise BadDice(f"'{text}' has a zero in front; write {match[1].lstrip('0')}d{match[2].lstrip('0')}")
    if text == "1d66":
        raise BadDice("'1d66' is no dice; write d66 for two dice read as digits")
    many, sides = int(match[1][:9] or 1), int(match[2][:9])
    if not 1 <= many <= MOST_DICE or not 2 <= sides <= MOST_SIDES:
        raise BadDice(f"'{text}' goes beyond {MOST_DICE} dice of 2 to {MOST_SIDES:,} sides")
    return Dice(many, sides)


@lru_cache(maxsize=256)
def results_of(dice: Dice) -> Sequence[int]:
    """Every result, in order."""
    if dice.digits:
        return tuple(10 * tens + units for tens in range(1, 7) for units in range(1, 7))
    return range(dice.many, dice.many * dice.sides + 1)


@lru_cache(maxsize=256)
def ways_of(dice: Dice) -> tuple[int, ...]:
    """In how many ways each result can fall, in the order of `results_of`."""
    if dice.digits:
        return (1,) * 36
    ways = [1] * dice.sides
    for _ in range(dice.many - 1):
        ways = _add_die(ways, dice.sides)
    return tuple(ways)


def _add_die(ways: list[int], sides: int) -> list[int]:
    """The ways of one die more: each result sums the `sides` results before it."""
    padded = ways + [0] * (sides - 1)
    summed, window = [], 0
    for index, way in enumerate(padded):
        window += way - (padded[index - sides] if index >= sides else 0)
        summed.append(window)
    return summed


Fall = tuple[tuple[int, ...], int, int]


def fall_at(dice: Dice, draw: int) -> Fall:
    """How the dice fall in one of their `dice.ways` equal draws: faces, number, place among the results."""
    faces = faces_at(dice, draw)
    number = number_of(dice, faces)
    return faces, number, draw if dice.digits else number - dice.many


@lru_cache(maxsize=256)
def falls_of(dice: Dice) -> tuple[Fall, ...]:
    """Every way to fall, in the order of draws; none are listed of dice that have more than some thousand."""
    if dice.ways > MOST_FALLS:
        return ()
    return tuple(fall_at(dice, draw) for draw in range(dice.ways))


def faces_at(dice: Dice, draw: int) -> tuple[int, ...]:
    """The faces that one of the `dice.ways` equal draws stands for, the last die turning fastest."""
    faces = []
    for _ in range(dice.many):
        draw, face = divmod(draw, dice.sides)
        faces.append(face + 1)
    return tuple(reversed(faces))


def number_of(dice: Dice, faces: tuple[int, ...]) -> int:
    """What the faces come to."""
    return 10 * faces[0] + faces[1] if dice.digits else sum(faces)


def faces_of(dice: Dice, number: int, rank: int) -> tuple[int, ...]:
    """The faces of the `rank`-th way, from 0, in which the dice come to `number`."""
    if dice.digits:
        return divmod(number, 10)
    faces = []
    for left in range(dice.many - 1, 0, -1):
        others, face = ways_of(Dice(left, dice.sides)), 1
        while True:
            index = number - face - left
            ways = others[index] if 0 <= index < len(others) else 0
            if rank < ways:
                break
            rank, face = rank - ways, face + 1
        faces.append(face)
        number -= face
    return (*faces, number)


def index_of(dice: Dice, number: int) -> int:
    """Where a number stands among the results; raises BadNumber."""
    results = results_of(dice)
    try:
        return results.index(number)
    except ValueError:
        raise BadNumber(f"'{number}' is not on {_the(dice)}") from None


def show_number(dice: Dice, number: int) -> str:
    """A number as a table prints it: `07` and `00` on a d100."""
    return f"{number % 100:02}" if _is_d100(dice) else str(number)


def show_numbers(dice: Dice, first: int, last: int) -> str:
    """A run of results as a table prints it, given where it begins and ends: `11–13`."""
    results = results_of(dice)
    low = show_number(dice, results[first])
    return low if first == last else f"{low}–{show_number(dice, results[last])}"


def read_number(dice: Dice, text: str) -> int:
    """`34` as a number of these dice (`00` is 100 on a d100); raises BadNumber."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise BadNumber(f"'{text}' is no number of {_the(dice)}; write {_sample(dice)}")
    number = 100 if _is_d100(dice) and text == "00" else int(text)
    if number not in results_of(dice) or (text.startswith("0") and not _is_d100(dice)):
        raise BadNumber(f"'{text}' is not on {_the(dice)}")
    return number


@lru_cache(maxsize=4096)
def read_numbers(dice: Dice, text: str) -> tuple[int, int]:
    """The first cell of a row as the run of results it covers (first and last index); raises BadNumber."""
    last = len(results_of(dice)) - 1
    if text.startswith("≤"):
        return 0, index_of(dice, read_number(dice, text[1:].strip()))
    if text.endswith("+"):
        return index_of(dice, read_number(dice, text[:-1].strip())), last
    match = re.fullmatch(_ANY_RANGE, text)
    if not match:
        only = index_of(dice, read_number(dice, text))
        return only, only
    low, high = (index_of(dice, read_number(dice, end)) for end in match.groups())
    if low == high:
        raise BadNumber(f"'{text}' is one number; write {show_numbers(dice, low, low)}")
    if low > high:
        raise BadNumber(f"'{text}' runs backwards; write the lower number first")
    return low, high


def dice_for(rows: int) -> str | None:
    """The usual dice that as many rows of one number each fit, if there are any."""
    usual = {11: "2d6", 16: "3d6", 19: "2d10", 36: "d66"}
    return usual.get(rows) or (f"d{rows}" if rows in (4, 6, 8, 10, 12, 20, 100) else None)


def _is_d100(dice: Dice) -> bool:
    return dice.many == 1 and dice.sides == 100


def _the(dice: Dice) -> str:
    if dice.digits:
        return "a d66 (both digits go from 1 to 6)"
    if _is_d100(dice):
        return "a d100 (01 to 99, and 00)"
    article = "" if dice.many > 1 else "a "
    return f"{article}{dice.notation} ({dice.many} to {dice.many * dice.sides})"


def _sample(dice: Dice) -> str:
    """Two ways to write numbers on these dice: one number, and a run of them."""
    first = min(5, len(results_of(dice)) - 2)
    return f"{show_numbers(dice, first, first)} or {show_numbers(dice, first, first + 1)}"
