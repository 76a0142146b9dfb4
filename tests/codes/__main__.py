"""Opens an edition: writes fifty codes with their rolls, and the shape of the tables, under `tests/data/codes`.

Run once, when `EDITION` has been raised; an edition that is open is never written over.
"""

import json
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

from rpgkit.character import make_character
from rpgkit.errors import NothingFits
from rpgkit.fields import Unfit
from rpgkit.origin import EDITION, Origin
from rpgkit.person import Character
from tests.codes.kept import FOLDER, rolls_of, shapes_of_tables
from tests.people import people

MANY = 50
# What each fifth of them has: tags left out, a number set, fields rolled anew, all of it, or nothing.
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"without": frozenset({"drink", "hospital"})},
    {"by_hand": (("bond.kind", 57), ("manner", 34))},
    {"again": (("want", 2), ("scar.looks", 1))},
    {"without": frozenset({"illness"}), "by_hand": (("person.twin", 100),), "again": (("hook", 3),)},
)


def characters() -> Iterator[Character]:
    """Fifty of them; a seed that a change does not fit is passed over."""
    for at in range(MANY):
        for seed in count(at * 687_194_767):
            try:
                yield make_character(people(), Origin(seed, **CHANGES[at % len(CHANGES)]))
                break
            except (Unfit, NothingFits):
                continue


def main() -> None:
    """Writes them, each where none is yet."""
    folder = FOLDER / str(EDITION)
    if folder.exists():
        sys.exit(f"edition {EDITION} is open: {folder}")
    folder.mkdir(parents=True)
    for made in characters():
        rolls = [json.dumps(roll, ensure_ascii=False) for roll in rolls_of(made)]
        (folder / f"{made.code}.json").write_text("[\n" + ",\n".join(rolls) + "\n]\n", encoding="utf-8")
    lines = [json.dumps(shape, ensure_ascii=False) for shape in shapes_of_tables()]
    (folder / "tables.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
