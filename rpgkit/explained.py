"""Where each field of a character came from: the dice, or what it follows from."""

from typing import NamedTuple

from rpgkit.dice import show_number
from rpgkit.knowledge import player_knows
from rpgkit.person import Character
from rpgkit.profile import roll_documents
from rpgkit.roll import Roll

# What is derived and has no roll: its path, and what it follows from.
_DERIVED = (
    ("person.called_name", "what friends make of the name, where its table says so"),
    ("person.birthday", "the seed; twins share one"),
    ("mark.text", "the named one's true name, in its script"),
    ("mark.colour", "the named one's favourite colour"),
    ("bond.mutual", "even or odd: the number of the bond, in its column Mutual"),
    ("named.home.hemisphere", "the home's, but for the kind hemisphere"),
    ("named.bears", "the character, where the bond is even; a third person where it is odd"),
    ("tracks", "the kind of the bond, and the years since a death"),
)


class Explained(NamedTuple):
    """A field, where it came from, and what it says."""

    field: str
    came_from: str
    text: str


def explained(character: Character, gm: bool = False) -> list[Explained]:
    """Every field that the player knows, or the GM: first what was rolled, then what follows from it."""
    bond = character.bond

    def knows(path: str) -> bool:
        return gm or player_knows(path, bond.met, bond.shown)

    said = {rolled["field"]: rolled["text"] for rolled in roll_documents(character)}
    lines = [
        Explained(field, _came_from(roll), said[field]) for field, roll in character.rolls.items() if knows(field)
    ]
    if not knows("bond.kind"):
        lines.insert(1, Explained("bond.kind", f"bonds/bonds · {bond.number_told}", "not met"))
    return lines + [Explained(path, "follows from", why) for path, why in _DERIVED if knows(path)]


def _came_from(roll: Roll) -> str:
    """`scars/looks/old · d8: 3 (3–4)`, and that it was set by hand."""
    table = roll.table
    number = show_number(roll.dice, roll.number)
    numbers = table.numbers(roll.rows[0]) if table else ""
    row = f" ({numbers})" if numbers != number else ""
    return f"{table.id if table else ''} · {roll.dice.notation}: {number}{row}{', by hand' if roll.by_hand else ''}"
