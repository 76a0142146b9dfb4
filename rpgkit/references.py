"""What stands between the double brackets of a chapter: tables, a choice of their rows, and other chapters."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from rpgkit.chapter import Chosen, Kind, Run
from rpgkit.dice import BadNumber, read_numbers
from rpgkit.errors import did_you_mean
from rpgkit.table import Row, Table

ROLLED = (2, 3, 4, 6, 8, 10, 12, 20)
ODDS = "odds of "
MARKS = "mark "
# What is set alone on a line and is no table.
SET: Mapping[str, Kind] = {
    "example": "example",
    "blank map": "map",
    "contents": "contents",
    "list of tables": "tables",
    "index": "index",
}
_MOST_SHOWN, _FEW = 12, 3


class Known(NamedTuple):
    """What a chapter may name: tables by id, chapters by name, and ids of tables that cannot be read."""

    tables: Mapping[str, Table]
    chapters: Collection[str] = ()
    broken: Collection[str] = ()


class Wrong(NamedTuple):
    """What is wrong with what stands between brackets, and how far from where it begins."""

    offset: int
    message: str


class LeadsNowhere(ValueError):
    """A name leads to no table and no chapter; the message says why, and what to write instead."""


class _Part(NamedTuple):
    at: int
    text: str


def refer(name: str, known: Known) -> Run:
    """What a name in a sentence stands for, a table or the pages of a chapter; raises LeadsNowhere."""
    is_table = name in known.tables or name in known.broken
    if is_table and name in known.chapters:
        raise LeadsNowhere(f"'{name}' is both a table and a chapter; give one of their files another name")
    if is_table:
        return Run("", table=name)
    if name in known.chapters:
        return Run("", chapter=name)
    if name in SET or name.startswith((ODDS, MARKS)) or name.partition(":")[0].strip() in known.tables:
        raise LeadsNowhere(f"'{name}' is set only alone on a line; leave an empty line before and after it")
    raise LeadsNowhere(f"no table or chapter is called '{name}'{did_you_mean(name, _names(known))}")


def read_choices(text: str, known: Known) -> tuple[tuple[Chosen, ...], list[Wrong]]:
    """The table that stands alone on a line, or one or two choices of rows, and what is wrong with them."""
    wrong: list[Wrong] = []
    parts = _parts(_Part(0, text), "|")
    read = [_choice(part, known, wrong) for part in parts]
    chosen = tuple(choice for choice in read if choice)
    if len(parts) > 2:
        wrong.append(
            Wrong(parts[2].at, "a third choice; two stand side by side, the others on a line of their own")
        )
    elif len(parts) == 2 and not wrong:
        wrong += _check_beside(parts, chosen)
    return (() if wrong else chosen), wrong


def find_table(name: str, known: Known) -> str:
    """The id of the table that is set by this name; raises LeadsNowhere."""
    if name in known.tables or name in known.broken:
        return name
    if name in known.chapters:
        told = f"'{name}' is a chapter, which is not set in another; name it in a sentence: 'see page [[{name}]]'"
        raise LeadsNowhere(told)
    raise LeadsNowhere(f"no table is called '{name}'{did_you_mean(name, [*SET, *known.tables, *known.broken])}")


def chosen_rows(table: Table, chosen: Chosen) -> tuple[Row, ...]:
    """The rows of a table that are set, in the order of the choice: all of them, or those that begin there."""
    if not chosen.numbers:
        return table.rows
    return tuple(row for first in chosen.numbers for row in table.rows if row.first == first)


def _names(known: Known) -> list[str]:
    return [*known.chapters, *known.tables, *known.broken]


def _parts(whole: _Part, separator: str) -> list[_Part]:
    """What stands between separators, without the space around it, and where."""
    parts, at = [], whole.at
    for text in whole.text.split(separator):
        parts.append(_Part(at + len(text) - len(text.lstrip()), text.strip()))
        at += len(text) + len(separator)
    return parts


def _choice(part: _Part, known: Known, wrong: list[Wrong]) -> Chosen | None:
    name, colon, numbers = part.text.partition(":")
    try:
        id = find_table(name.strip(), known)
    except LeadsNowhere as nowhere:
        wrong.append(Wrong(part.at, str(nowhere)))
        return None
    if not colon or id not in known.tables:
        return Chosen(id)
    told = len(wrong)
    pieces = _parts(_Part(part.at + len(name) + 1, numbers), ",")
    firsts = _firsts(pieces, known.tables[id], wrong)
    if len(wrong) == told and len(firsts) not in ROLLED:
        wrong.append(Wrong(part.at, f"{_counted(len(firsts))} chosen, which no dice roll; choose {_said(ROLLED)}"))
    return Chosen(id, tuple(firsts))


def _firsts(pieces: list[_Part], table: Table, wrong: list[Wrong]) -> list[int]:
    """Where the rows begin that are chosen by their printed numbers."""
    firsts: list[int] = []
    for piece in pieces:
        try:
            first = _first(piece.text, table)
        except BadNumber as bad:
            wrong.append(Wrong(piece.at, str(bad)))
            continue
        if first in firsts:
            wrong.append(Wrong(piece.at, f"row '{piece.text}' is chosen already; take it away here"))
        else:
            firsts.append(first)
    return firsts


def _first(text: str, table: Table) -> int:
    """Where the row begins that has this number printed; raises BadNumber."""
    if not text:
        raise BadNumber(f"a number of {table.id} is missing here; write it, or take the sign before it away")
    first, last = read_numbers(table.dice, text)
    rows = [row for row in table.rows if row.first == first and (first == last or row.last == last)]
    if rows:
        return first
    around = next((row for row in table.rows if row.first <= first and last <= row.last), None)
    if around:
        raise BadNumber(f"'{text}' is part of the row '{table.numbers(around)}' of {table.id}; write that")
    raise BadNumber(f"no row of {table.id} has the numbers '{text}'; there are {_printed(table)}")


def _printed(table: Table) -> str:
    """The numbers of a table's rows; of many the first and the last."""
    numbers = list(dict.fromkeys(map(table.numbers, sorted(table.rows, key=lambda row: row.first))))
    if len(numbers) <= _MOST_SHOWN:
        return ", ".join(numbers)
    return f"{', '.join(numbers[:_FEW])} … {numbers[-1]}"


def _check_beside(parts: list[_Part], chosen: tuple[Chosen, ...]) -> list[Wrong]:
    """Choices side by side are of rows, and as many of each."""
    whole = [
        Wrong(part.at, f"{choice.table} is whole, and beside another stand rows; write '{choice.table}: …'")
        for part, choice in zip(parts, chosen, strict=True)
        if not choice.numbers
    ]
    here, beside = (len(choice.numbers) for choice in chosen)
    if whole or here == beside:
        return whole
    return [Wrong(parts[1].at, f"{_counted(beside)} here and {here} before it; choose as many of each")]


def _counted(many: int) -> str:
    return f"{many} row{'s' if many != 1 else ''} {'are' if many != 1 else 'is'}"


def _said(numbers: tuple[int, ...]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} or {numbers[-1]}"
