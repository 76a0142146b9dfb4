"""The pipe table of a table's file: its lines in, dice, columns and rows out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rpgkit.cases import ANY, Case, any_of, case_of, is_possible, meet
from rpgkit.dice import BadDice, BadNumber, Dice, read_dice, read_numbers
from rpgkit.errors import did_you_mean
from rpgkit.facts import FACTS, TAGS
from rpgkit.table import Row
from rpgkit.textfile import Line, Reading
from rpgkit.wording import read_text

_MARKS = {
    "*": "an asterisk",
    "`": "a backtick",
    "<": "a '<'",
    "_": "an underscore",
    "\\": "a backslash",
}
_ALL_MARKS = frozenset(_MARKS)
_WORDLESS = frozenset("[]{}")
_PIPE = r"(?<!\\)\|"


LONGEST_TEXT = 2_000
_NEARLY = {"need": "Needs", "tag": "Tags", "fors": "For", "requires": "Needs"}


# A tuple's own way to make a Cell, of which a large table has thousands.
_new = tuple.__new__


class Cell(NamedTuple):
    """A cell without the space around it, and the column it begins in, from 1."""

    text: str
    column: int


class Grid(NamedTuple):
    """A pipe table read: its dice, its headers, its rows, and whether every row could be read."""

    dice: Dice
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    line: int
    whole: bool


def read_grid(lines: list[Line], reading: Reading) -> Grid | None:
    """The lines of a pipe table as a grid, as far as they can be read."""
    headers = _cells(lines[0])
    if len(headers) < 2:
        reading.wrong(lines[0].number, 1, "a table has two columns at least: the dice and the text")
        return None
    if len(lines) < 2 or not all(re.fullmatch(":?-+:?", cell.text) for cell in _cells(lines[1])):
        reading.wrong(lines[0].number + 1, 1, "no line of dashes under the headers; write '| --- | --- |'")
        return None
    if len(_cells(lines[1])) != len(headers):
        reading.wrong(lines[1].number, 1, f"the line of dashes has not {len(headers)} cells, as the headers have")
    _check_headers(headers, lines[0].number, reading)
    for line in lines[:2]:
        _check_last_pipe(line, reading)
    if lines[0].text.startswith("    "):
        reading.wrong(lines[0].number, 1, "a table indented so far is code; begin its lines at the edge")
    try:
        dice = read_dice(headers[0].text)
    except BadDice as bad:
        reading.wrong(lines[0].number, headers[0].column, str(bad))
        return None
    columns = tuple(cell.text for cell in headers[2:])
    read = [_read_row(line, dice, columns, reading) for line in lines[2:]]
    if not read:
        reading.wrong(lines[0].number, 1, "the table has no rows; write one for every number")
    rows = tuple(row for row in read if row is not None)
    return Grid(dice, headers[1].text, columns, rows, lines[0].number, bool(read) and None not in read)


def _cells(line: Line) -> list[Cell]:
    """The cells of a line of the table."""
    pieces = re.split(_PIPE, line.text.rstrip()) if "\\" in line.text else line.text.rstrip().split("|")
    if len(pieces) > 2 and not pieces[-1]:
        pieces.pop()
    column, cells = len(pieces[0]) + 2, []
    for piece in pieces[1:]:
        text = piece.strip()
        cells.append(_new(Cell, (text, column + (piece.index(text[0]) if text else 0))))
        column += len(piece) + 1
    return cells


def _check_last_pipe(line: Line, reading: Reading) -> None:
    text = line.text.rstrip()
    if not text.endswith("|") or text.endswith("\\|"):
        reading.wrong(line.number, len(text), "the line does not end with a pipe; write '|' at its end")


def _check_headers(headers: list[Cell], line: int, reading: Reading) -> None:
    seen: set[str] = set()
    for header in headers:
        check_plain(header, line, reading)
        check_wordless(header, line, reading)
        if not header.text:
            reading.wrong(line, header.column, "a column has no header; name it")
        elif header.text.lower() in _NEARLY:
            meant = _NEARLY[header.text.lower()]
            told = f"'{header.text}' has no meaning; did you mean '{meant}'?"
            reading.wrong(line, header.column, told, "warning")
        elif header.text.lower() in seen:
            reading.wrong(line, header.column, f"two columns are called '{header.text}'; rename one")
        seen.add(header.text.lower())


def _read_row(line: Line, dice: Dice, columns: tuple[str, ...], reading: Reading) -> Row | None:
    cells = _cells(line)
    _check_last_pipe(line, reading)
    wanted = len(columns) + 2
    if len(cells) != wanted:
        more = "a pipe inside a text is written '\\|'" if len(cells) > wanted else "an empty cell is written '| |'"
        reading.wrong(line.number, 1, f"{len(cells)} cells, where the headers are {wanted}; {more}")
        return None
    numbers = _read_row_numbers(cells[0], dice, line.number, reading)
    raw = cells[1].text if len(cells[1].text) <= LONGEST_TEXT else "…"
    if raw != cells[1].text:
        told = f"a text of {len(cells[1].text):,} characters; {LONGEST_TEXT:,} are the most"
        reading.wrong(line.number, cells[1].column, told)
    text, bad_texts = read_text(raw)
    for bad in bad_texts:
        reading.wrong(line.number, cells[1].column + bad.offset, bad.message)
    if not cells[1].text:
        reading.wrong(line.number, cells[1].column, "the row says nothing; write its text")
    check_plain(cells[1], line.number, reading)
    case, tags = _read_fit(columns, cells[2:], line.number, reading)
    if case is not ANY and not is_possible(case):
        reading.wrong(line.number, cells[0].column, "Needs and For of this row exclude each other; mend one")
        case = ANY
    if numbers is None:
        return None
    further = tuple(cell.text.replace("\\|", "|") for cell in cells[2:])
    return Row(*numbers, cells[1].text, text, further, case, tags, line.number, cells[1].column)


def _read_row_numbers(cell: Cell, dice: Dice, line: int, reading: Reading) -> tuple[int, int] | None:
    if not cell.text:
        reading.wrong(line, cell.column, "the row has no number; write the numbers it answers to")
        return None
    try:
        return read_numbers(dice, cell.text)
    except BadNumber as bad:
        reading.wrong(line, cell.column, str(bad))
        return None


def _read_fit(
    columns: tuple[str, ...], cells: list[Cell], line: int, reading: Reading
) -> tuple[Case, frozenset[str]]:
    """What a row needs (its columns Needs and For), and its tags."""
    case, tags = ANY, frozenset[str]()
    for column, cell in zip(columns, cells, strict=True):
        name = column.lower()
        if name == "needs":
            case = meet(case, read_needs(cell, line, reading))
        elif name == "for":
            case = meet(case, _read_for(cell, line, reading))
        elif name == "tags":
            tags = _read_tags(cell, line, reading)
        else:
            check_plain(cell, line, reading, words=True)
            check_wordless(cell, line, reading)
    return case, tags


def _words(cell: Cell) -> Iterator[Cell]:
    """The words of a cell that are parted by commas, each where it stands."""
    column = cell.column
    for piece in cell.text.split(","):
        lead = len(piece) - len(piece.lstrip(" "))
        yield Cell(piece.strip(" "), column + lead)
        column += len(piece) + 1


def read_needs(cell: Cell, line: int, reading: Reading) -> Case:
    """The words of a cell of Needs as the case in which they all hold."""
    if not cell.text:
        return ANY
    known = []
    for word in _words(cell):
        fact = word.text.removeprefix("not ").strip()
        if fact in FACTS:
            known.append(word.text)
        elif not word.text:
            reading.wrong(line, word.column, "a comma without a word; write one, or delete the comma")
        else:
            hint = "; write one of them: there is no 'or'" if " or " in word.text else did_you_mean(fact, FACTS)
            reading.wrong(line, word.column, f"'{fact}' is no fact{hint or '; rpgkit facts lists them'}")
    case = case_of(known)
    if not is_possible(case):
        reading.wrong(line, cell.column, f"'{cell.text}' can never hold; nobody is so")
        return ANY
    return case


def _read_for(cell: Cell, line: int, reading: Reading) -> Case:
    words = list(_words(cell)) if cell.text else []
    for word in words:
        if word.text not in ("she", "he", "they"):
            reading.wrong(line, word.column, f"'{word.text}' cannot stand under For; write she, he or they")
            return ANY
    return any_of(word.text for word in words) if words else ANY


def _read_tags(cell: Cell, line: int, reading: Reading) -> frozenset[str]:
    words = list(_words(cell)) if cell.text else []
    for word in words:
        if word.text not in TAGS:
            near = did_you_mean(word.text, TAGS) or f"; tags are {', '.join(TAGS)}"
            reading.wrong(line, word.column, f"'{word.text}' is no tag{near}")
    return frozenset(word.text for word in words) & frozenset(TAGS)


def check_wordless(cell: Cell, line: int, reading: Reading) -> None:
    """Only a row's text may hold slots and links; titles, headers and other cells are set as they are."""
    if not _WORDLESS.isdisjoint(cell.text) and (mark := re.search(r"\[\[|\]\]|[{}]", cell.text)):
        told = f"'{mark[0]}' in words set as they are; only a row's text may hold it"
        reading.wrong(line, cell.column + mark.start(), told)


def check_plain(cell: Cell, line: int, reading: Reading, words: bool = False) -> None:
    """Texts are plain: no mark that Markdown would read. In columns of `words` an id may hold underscores."""
    if _ALL_MARKS.isdisjoint(cell.text):
        return
    text = re.sub(r"\[\[.*?\]\]", lambda link: " " * len(link[0]), cell.text.replace("\\|", "  "))
    if words:
        text = re.sub(r"(?<=\w)_(?=\w)", " ", text)
    if mark := re.search(r"[*`<_\\]", text):
        reading.wrong(line, cell.column + mark.start(), f"{_MARKS[mark[0]]} in a text, which is plain; delete it")
