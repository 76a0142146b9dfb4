"""An edition that is open is kept: its codes give the people that they gave, and its tables their shape."""

import json
from pathlib import Path
from typing import Any

import pytest

from rpgkit.character import make_character
from rpgkit.coherence import broken_laws
from rpgkit.origin import EDITION, read_code
from tests.codes.kept import FOLDER, rolls_of, shapes_of_tables
from tests.people import people

OPEN = FOLDER / str(EDITION)
CODES = sorted(path for path in OPEN.glob("*-*.json"))


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def test_fifty_codes_of_the_edition_are_kept() -> None:
    assert len(CODES) == 50


@pytest.mark.parametrize("path", CODES, ids=lambda path: path.stem)
def test_a_code_gives_the_character_that_it_gave(path: Path) -> None:
    """The same rolls, field by field: whoever moves a number, a row or a field opens a new edition."""
    made = make_character(people(), read_code(path.stem, people().pack))
    assert made.code == path.stem
    assert rolls_of(made) == read(path)
    assert broken_laws(made) == []


def test_no_table_of_people_has_moved_a_number_a_need_or_a_column() -> None:
    """Words may be mended, tables for new fields may be added, and columns at the end of one."""
    now = {shape["table"]: shape for shape in shapes_of_tables()}
    for kept in read(OPEN / "tables.json"):
        shape = now[kept["table"]]
        assert shape["dice"] == kept["dice"], kept["table"]
        assert shape["columns"][: len(kept["columns"])] == kept["columns"], kept["table"]
        assert shape["rows"] == kept["rows"], kept["table"]
