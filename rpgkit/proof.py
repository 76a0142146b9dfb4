"""What every table must keep by itself: one row for every number in every case, and no row in vain."""

import re
from collections.abc import Iterator

from rpgkit.cases import Case, is_possible, meet, uncovered, words_of
from rpgkit.dice import dice_for, results_of, show_numbers
from rpgkit.errors import Mistake
from rpgkit.table import LENGTHS, Row, Table
from rpgkit.wording import Article, Slot, Text

SPREAD = 800
_NOT_A_WORD = re.compile(r"\W+")
_STOPS = re.compile(r"[\s.,;:!?…\"'“”‘’()–—]+")
_SENTENCES = r"[.!?…][\"'”’)]*\s+[\"'“‘(]*$"


def mistakes_of(table: Table, whole: bool = True) -> list[Mistake]:
    """All that is wrong with a table taken by itself; of one not read whole, only what its rows say."""
    if len(table.rows) > SPREAD:
        return list(spread(table))
    laws = (*LAWS_OF_ROWS, *LAWS_OF_NUMBERS) if whole else LAWS_OF_ROWS
    return [mistake for law in laws for mistake in law(table)]


def _at(table: Table, row: Row | None, message: str) -> Mistake:
    line, column = (row.line, 3) if row else (table.line, 3)
    return Mistake(table.path, line, column, message)


def gaps(table: Table) -> Iterator[Mistake]:
    """Every number has a row."""
    before, reached = None, -1
    for row in sorted(table.rows, key=lambda row: row.first):
        if row.first > reached + 1:
            yield _gap(table, before, reached + 1, row.first - 1)
        if row.last > reached:
            before, reached = row, row.last
    if table.rows and reached < len(results_of(table.dice)) - 1:
        yield _gap(table, before, reached + 1, len(results_of(table.dice)) - 1)


def _gap(table: Table, before: Row | None, first: int, last: int) -> Mistake:
    numbers = show_numbers(table.dice, first, last)
    return _at(table, before, f"no row for {numbers}; add one, or widen its neighbour{_better_dice(table)}")


def _better_dice(table: Table) -> str:
    lone = {row.first for row in table.rows if row.first == row.last}
    fits = dice_for(len(table.rows)) if len(lone) == len(table.rows) else None
    return f" ({len(lone)} rows fit a {fits})" if fits and fits != table.dice.notation else ""


def overlaps(table: Table) -> Iterator[Mistake]:
    """No number has two rows in any case of Needs, unless the table says so."""
    open_: list[Row] = []
    for row in [] if table.both else sorted(table.rows, key=lambda row: (row.first, row.line)):
        open_ = [other for other in open_ if other.last >= row.first]
        for other in open_:
            if is_possible(_meeting(table, row, other)):
                yield _overlap(table, *sorted((other, row), key=lambda row: row.line))
                break
        open_.append(row)


def _meeting(table: Table, row: Row, other: Row) -> Case:
    return meet(table.given, meet(row.case, other.case))


def _overlap(table: Table, other: Row, row: Row) -> Mistake:
    shared = show_numbers(table.dice, max(row.first, other.first), min(row.last, other.last))
    when = f" when {words_of(_meeting(table, row, other))}" if row.case != other.case else ""
    return _at(
        table,
        row,
        f"'{shared}' also stands in row '{table.numbers(other)}' (line {other.line}){when};"
        ' overlap must be declared with "both: yes"',
    )


def empty_cases(table: Table) -> Iterator[Mistake]:
    """Whoever rolls, at least one row fits."""
    left = uncovered(table.given, [row.case for row in table.rows]) if table.rows else None
    if left:
        yield _at(table, None, f"no row fits when {words_of(left)}; add one, or take a Need away")


def vain_rows(table: Table) -> Iterator[Mistake]:
    """Every row can be reached."""
    for row in table.rows:
        if not is_possible(meet(row.case, table.given)):
            yield _at(
                table,
                row,
                f"the row needs '{words_of(row.case)}', but 'given: {words_of(table.given)}' rules it out",
            )


def lengths(table: Table) -> Iterator[Mistake]:
    """Rows are as long as declared."""
    if table.length is None:
        return
    shortest, longest = LENGTHS[table.length]
    for row in table.rows:
        if row.text.parts and not shortest <= row.text.words <= longest:
            counted = f"{row.text.words} word{'s' * (row.text.words != 1)}"
            yield _at(table, row, f"{counted}, where 'rows: {table.length}' asks for {shortest} to {longest}")


def likenesses(table: Table) -> Iterator[Mistake]:
    """No two rows that can meet say the same."""
    said: dict[str, list[Row]] = {}
    for row in table.rows:
        alike = said.setdefault(_likeness(row), [])
        for other in alike:
            if row.text.parts and is_possible(_meeting(table, row, other)):
                yield _at(table, row, f"the row says the same as line {other.line}; write another")
                break
        alike.append(row)


def _likeness(row: Row) -> str:
    """A row's text without case and punctuation; signs count where they are all there is, and in slots and dice."""
    aside = _NOT_A_WORD if row.text.plain is not None else _STOPS
    words = aside.sub(" ", row.raw).lower().strip()
    return words if any(map(str.isalpha, words)) else row.raw


def spread(table: Table) -> Iterator[Mistake]:
    """A table fits a spread of the book."""
    words = sum(row.text.words for row in table.rows)
    if words > SPREAD:
        yield _at(table, None, f"{words} words, where a spread holds {SPREAD}; shorten rows or split the table")


def capitals(table: Table) -> Iterator[Mistake]:
    """A sentence begins with a capital."""
    if table.length not in ("lines", "events"):
        return
    for row in table.rows:
        for slot in _small_beginnings(row.text):
            yield _at(table, row, f"a sentence begins with '{{{slot}}}'; write '{{{slot[:1].upper()}{slot[1:]}}}'")


def _small_beginnings(text: Text) -> Iterator[str]:
    for before, part in zip(("", *text.parts), text.parts, strict=False):
        begins = before == "" or (isinstance(before, str) and re.search(_SENTENCES, before))
        if begins and isinstance(part, Slot | Article) and not part.capital:
            yield part.word if isinstance(part, Slot) else "a/an"


def both_and_again(table: Table) -> Iterator[Mistake]:
    """Rows that apply together cannot be rolled anew one by one."""
    if table.both and table.again == "reroll":
        yield _at(table, None, "'both: yes' and 'again: reroll' do not go together; delete one")


LAWS_OF_NUMBERS = (gaps, empty_cases)
LAWS_OF_ROWS = (overlaps, vain_rows, lengths, likenesses, spread, capitals, both_and_again)
