"""A table: dice, and rows that answer to their numbers."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rpgkit.cases import ANY, Case, bits_asked, holds, is_possible, meet, read_aloud, words_of
from rpgkit.dice import Dice, results_of, show_numbers, ways_of
from rpgkit.errors import RpgkitError
from rpgkit.wording import READER, InlineDice, Link, Text, Voice, set_text

LENGTHS = {"words": (1, 7), "lines": (8, 26), "events": (20, 40)}
FIT_WORDS = ("needs", "tags", "for")


class Row(NamedTuple):
    """One row: the run of results it covers (first and last, from 0), its text, its further cells."""

    first: int
    last: int
    raw: str
    text: Text
    cells: tuple[str, ...]
    case: Case
    tags: frozenset[str]
    line: int
    column: int


class Table(NamedTuple):
    """One table of a pack; `columns` are the headers after the text's, as written."""

    id: str
    path: str
    title: str
    blurb: str
    dice: Dice
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    length: str | None
    beyond: str
    both: bool
    again: str
    deck: bool
    book: bool
    given: Case
    source: str
    licence: str
    line: int

    def numbers(self, row: Row) -> str:
        """A row's numbers as printed: `11–13`."""
        return show_numbers(self.dice, row.first, row.last)

    def cell(self, row: Row, column: str) -> str:
        """What a row says in a column, its name taken loosely; empty where there is no such column."""
        at = self.column_of(column)
        return "" if at is None else row.cells[at]

    def column_of(self, column: str) -> int | None:
        """Where a column stands among the further cells."""
        return _column_at(self.columns, column)

    def facts(self, row: Row) -> dict[str, str]:
        """The further cells by their headers, those that are filled."""
        return {name: cell for name, cell in zip(self.columns, row.cells, strict=True) if cell}


Outcome = tuple[Row, ...]
Fits = Callable[[Row], bool]


class Asked(NamedTuple):
    """What is asked of a roll beside chance: what is known, tags left out, steps added, rows that are fit."""

    known: Case = ANY
    without: frozenset[str] = frozenset()
    plus: int = 0
    fits: Fits | None = None


PLAIN = Asked()


class Chances(NamedTuple):
    """What a table can come to: for each result the rows that apply, and in how many ways it falls."""

    outcomes: tuple[Outcome, ...]
    ways: tuple[int, ...]
    fitting: int


def chances_of(table: Table, asked: Asked = PLAIN, barred: Container[Outcome] = ()) -> Chances:
    """The rows that apply at each result: what is known does not forbid them, nor a tag, nor `barred`."""
    results = results_of(table.dice)
    at: list[list[Row]] = [[] for _ in results]
    known = meet(asked.known, table.given)
    for row in table.rows:
        if is_fit(row, known, asked):
            for index in range(row.first, row.last + 1):
                at[index].append(row)
    outcomes = tuple(map(tuple, at))
    if asked.plus:
        outcomes = tuple(outcomes[landing(table, index, asked.plus)] for index in range(len(results)))
    if barred:
        outcomes = tuple(() if rows in barred else rows for rows in outcomes)
    ways = ways_of(table.dice)
    return Chances(outcomes, ways, sum(way for way, rows in zip(ways, outcomes, strict=True) if rows))


@lru_cache(maxsize=1024)
def _column_at(columns: tuple[str, ...], column: str) -> int | None:
    names = [name.lower() for name in columns]
    return names.index(column.lower()) if column.lower() in names else None


def span_of(row: Row) -> tuple[int, int]:
    """The least and the most that a row of numbers gives: `-5`, or dice."""
    part = row.text.parts[0]
    if isinstance(part, InlineDice):
        return part.lowest, part.highest
    number = int(row.raw)
    return number, number


def asked_by_rows(table: Table) -> Case:
    """The bits of the questions that a table's rows ask."""
    return bits_asked([table.given, *(row.case for row in table.rows)])


def is_fit(row: Row, known: Case, asked: Asked) -> bool:
    """Whether a row may be the result."""
    if row.tags & asked.without or not is_possible(meet(known, row.case)):
        return False
    return asked.fits is None or asked.fits(row)


def nothing_fits(table: Table, asked: Asked) -> str:
    """Why no row of a table is left."""
    if not is_possible(meet(asked.known, table.given)):
        return f"{table.id} is rolled only when {words_of(table.given)} (its 'given:'), which is not so here"
    known = words_of(meet(asked.known, table.given))
    left_out = f", with {', '.join(sorted(asked.without))} left out" if asked.without else ""
    return f"{table.id} has no row that fits{f' when {known}' if known else ''}{left_out}"


def landing(table: Table, index: int, plus: int) -> int:
    """Where a result comes to with `plus` steps along the results; the ends hold it, or are an error."""
    landed, last = index + plus, len(results_of(table.dice)) - 1
    if 0 <= landed <= last:
        return landed
    if table.beyond == "error":
        raise RpgkitError(f"{table.id} has no row beyond its ends (beyond: error), and {plus:+} goes past them")
    return min(max(landed, 0), last)


def set_row(row: Row, voice: Voice, known: Case, led_to: Sequence[str], inside: bool = False) -> str:
    """A row as it is read: the one function that sets a row, for whoever reads it.

    A condition that nobody has answered stands before it (`if they are dead:`), or, inside a sentence, in brackets.
    """
    text = set_text(row.text, voice, led_to)
    if holds(known, row.case):
        return text
    condition = f"if {read_aloud(row.case, known)}"
    return f"({condition}) {text}" if inside else f"{condition}: {text}"


def set_outcome(texts: Iterable[str]) -> str:
    """The texts of the rows that apply together."""
    return " / ".join(texts)


def tagged(tags: Iterable[str], text: str) -> str:
    """A text with the tags it bears before it."""
    said = ", ".join(sorted(set(tags)))
    return f"◐ {said}: {text}" if said else text


class Setting(NamedTuple):
    """How rows are set where nothing is rolled: what tables are called there, what is known, and in which words."""

    titles: Mapping[str, str]
    known: Case = ANY
    voice: Voice = READER


def set_for_reader(table: Table, row: Row, setting: Setting) -> str:
    """A row as a screen or the book prints it: a link is `(roll How the scar came)`."""
    led_to = [
        f"(roll {setting.titles[part.table]})" if isinstance(part, Link) else part.notation
        for part in row.text.rolled
    ]
    return tagged(row.tags, set_row(row, setting.voice, meet(setting.known, table.given), led_to))
