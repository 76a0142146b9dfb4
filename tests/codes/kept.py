"""What is kept of an edition, and where."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rpgkit.cases import words_of
from rpgkit.person import Character
from rpgkit.profile import character_document
from tests.people import people

FOLDER = Path(__file__).parent.parent / "data" / "codes"


def rolls_of(character: Character) -> list[dict[str, Any]]:
    """What a character's dice showed, without the words, which may be mended."""
    rolls = character_document(character)["rolls"]
    return [{part: said for part, said in roll.items() if part != "text"} for roll in rolls]


def shapes_of_tables() -> Iterator[dict[str, Any]]:
    """Of every table that people are made from what must not move: dice, columns, each row's numbers and Needs."""
    for id, table in sorted(people().tables.items()):
        rows = [[table.numbers(row), words_of(row.case), ", ".join(sorted(row.tags))] for row in table.rows]
        yield {"table": id, "dice": table.dice.notation, "columns": list(table.columns), "rows": rows}
