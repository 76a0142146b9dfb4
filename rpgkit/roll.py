"""A roll: what fell, the rows it hit, what they led to; and what all of it says."""

from typing import NamedTuple

from rpgkit.cases import Case, holds
from rpgkit.dice import Dice
from rpgkit.table import Outcome, Table, set_outcome, set_row
from rpgkit.wording import InlineDice, Link, Voice


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


def text_of(roll: Roll, voice: Voice, inside: bool = False) -> str:
    """What a roll says, with all that it led to."""
    row = roll.rows[0] if roll.rows else None
    if row and not roll.led_to and len(roll.rows) == 1:
        plain = row.text.plain is not None and holds(roll.known, row.case)
        return row.text.plain or "" if plain else set_row(row, voice, roll.known, (), inside)
    texts = texts_of(roll, voice, inside)
    return texts[0] if len(texts) == 1 else set_outcome(texts)


def texts_of(roll: Roll, voice: Voice, inside: bool = False) -> list[str]:
    """What each row of a roll says; there are several only where rows apply together."""
    if roll.table is None:
        return [str(roll.number)]
    if not roll.led_to:
        return [set_row(row, voice, roll.known, (), inside) for row in roll.rows]
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
