"""The JSON documents that other programs lean on; each says `"schema": 1`."""

from collections.abc import Iterable
from typing import Any

from rpgkit.errors import Mistake
from rpgkit.odds import Odds
from rpgkit.roll import Roll, tags_of, text_of
from rpgkit.table import Outcome, Setting, Table, set_for_reader, tagged
from rpgkit.wording import READER, InlineDice, Link, Voice

SCHEMA = 1
Document = dict[str, Any]


def roll_document(roll: Roll, voice: Voice = READER) -> Document:
    """A roll and all it led to: `{schema, table, dice, faces, number, plus, row, text, columns, rolls}`."""
    document: Document = {"schema": SCHEMA, **_roll(roll, voice)}
    document["text"] = tagged(tags_of(roll), text_of(roll, voice))
    return document


def _roll(roll: Roll, voice: Voice) -> Document:
    table = roll.table
    if table is None:
        return _rolled(roll, None, "", str(roll.number)) | {"columns": {}, "rolls": []}
    numbers = " / ".join(table.numbers(row) for row in roll.rows)
    columns = {name: " / ".join(_cells(table, roll.rows, name)) for name in table.columns}
    columns = {name: cell for name, cell in columns.items() if cell}
    parts = [part for row in roll.rows for part in row.text.rolled]
    below = [_below(part, child, voice) for part, child in zip(parts, roll.led_to, strict=True)]
    return _rolled(roll, table.id, numbers, text_of(roll, voice)) | {"columns": columns, "rolls": below}


def _cells(table: Table, rows: Outcome, column: str) -> list[str]:
    """What the rows that apply say in a column, each thing once."""
    return list(dict.fromkeys(cell for row in rows if (cell := table.cell(row, column))))


def _below(part: Link | InlineDice, roll: Roll, voice: Voice) -> Document:
    document = _roll(roll, voice)
    if isinstance(part, InlineDice):
        document |= {"dice": part.notation, "text": str(roll.number + part.add)}
    return document


def _rolled(roll: Roll, table: str | None, row: str, text: str) -> Document:
    return {
        "table": table,
        "dice": roll.dice.notation,
        "faces": list(roll.faces),
        "number": roll.number,
        "plus": roll.plus,
        "row": row,
        "text": text,
    }


def odds_document(table: Table, odds: Odds, setting: Setting) -> Document:
    """`{schema, table, dice, rows: [numbers, text, chance], leads_to: [table, numbers, text, expected]}`."""
    return {
        "schema": SCHEMA,
        "table": table.id,
        "dice": table.dice.notation,
        "rows": [
            {
                "numbers": table.numbers(row),
                "text": set_for_reader(table, row, setting),
                "chance": str(chance),
            }
            for row, chance in odds.rows
        ],
        "leads_to": [
            {
                "table": below.id,
                "numbers": below.numbers(row),
                "text": set_for_reader(below, row, setting),
                "expected": str(times),
            }
            for below, row, times in odds.leads_to
        ],
    }


def table_document(table: Table, titles: dict[str, str]) -> Document:
    """One table as it stands: `{schema, table, title, blurb, dice, deck, rows: [{numbers, text, columns}]}`."""
    rows = [
        {
            "numbers": table.numbers(row),
            "text": set_for_reader(table, row, Setting(titles)),
            "columns": table.facts(row),
        }
        for row in table.rows
    ]
    return table_line(table) | {"rows": rows}


def table_line(table: Table) -> Document:
    """A table in a list: `{schema, table, title, blurb, dice, rows, deck}`."""
    return {
        "schema": SCHEMA,
        "table": table.id,
        "title": table.title,
        "blurb": table.blurb,
        "dice": table.dice.notation,
        "rows": len(table.rows),
        "deck": table.deck,
    }


def mistakes_document(mistakes: Iterable[Mistake]) -> list[Document]:
    """`[{path, line, column, level, message}]`, as `rpgkit check --json` prints it."""
    return [
        {
            "schema": SCHEMA,
            "path": mistake.path,
            "line": mistake.line,
            "column": mistake.column,
            "level": mistake.level,
            "message": mistake.message,
        }
        for mistake in mistakes
    ]
