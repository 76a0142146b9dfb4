"""Proves a pack: what no table can know by itself, since it touches others."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from rpgkit.errors import Mistake, Mistakes, did_you_mean
from rpgkit.facts import ANY, TAGS, Case, cases_of, is_possible, meet, words_of
from rpgkit.odds import Endless, Nest, Place
from rpgkit.pack import Shelf, dead_link, find_tables, read_source, shown_path, unfit_for_people
from rpgkit.table import Asked, Row, Table, chances_of
from rpgkit.wording import Link

Tables = Mapping[str, Table]
MOST_ROLLS = 20


def check_folder(folder: Path, below: Tables | None = None) -> tuple[int, list[Mistake]]:
    """How many tables a folder holds, and everything wrong with them, laid over the tables `below`."""
    shelf = find_tables(folder)
    own, mistakes = read_all(shelf)
    tables = {**(below or {}), **own}
    if not shelf.sources and not mistakes:
        mistakes.append(
            Mistake(shown_path(folder), 1, 1, "the folder holds no tables; 'rpgkit new' starts some")
        )
    broken = shelf.sources.keys() - own.keys()
    for table in own.values():
        for check in CHECKS:
            mistakes += check(table, tables, broken)
    return len(shelf.sources), sorted(mistakes)


def read_all(shelf: Shelf) -> tuple[dict[str, Table], list[Mistake]]:
    """The tables of a shelf that can be read, and what is wrong with the others."""
    tables: dict[str, Table] = {}
    mistakes = list(shelf.mistakes)
    for id, source in shelf.sources.items():
        try:
            tables[id], warnings = read_source(id, source)
            mistakes += warnings
        except Mistakes as wrong:
            mistakes += wrong.mistakes
    return tables, mistakes


def links_of(table: Table) -> Iterator[tuple[Row, Link]]:
    """Every link of a table, with its row."""
    for row in table.rows:
        for part in row.text.rolled:
            if isinstance(part, Link):
                yield row, part


def _at(table: Table, row: Row, link: Link | None, message: str, level: str = "error") -> Mistake:
    return Mistake(table.path, row.line, row.column + (link.offset if link else 0), message, level)


def dead_links(table: Table, tables: Tables, broken: set[str]) -> Iterator[Mistake]:
    """Links lead to tables and columns that exist, and to a word in every row of the column."""
    for row, link in links_of(table):
        target = tables.get(link.table)
        if target is None:
            if link.table not in broken:
                yield dead_link(table, row.line, row.column, link, tables)
        elif link.column is not None:
            wrong = _dead_column(target, link.column)
            if wrong:
                yield _at(table, row, link, f"[[{link.table}.{link.column}]] leads nowhere: {wrong}")


def _dead_column(target: Table, column: str) -> str:
    at = target.column_of(column)
    if at is None:
        names = [name.lower() for name in target.columns]
        return f"{target.id} has no column '{column}'{did_you_mean(column, names)}"
    for row in target.rows:
        if not row.cells[at]:
            return f"row '{target.numbers(row)}' of {target.id} says nothing in that column"
    return ""


def events_inside(table: Table, tables: Tables, _: set[str]) -> Iterator[Mistake]:
    """An event is never set inside a sentence."""
    for row, link in links_of(table):
        target = tables.get(link.table)
        if target and target.length == "events" and link.inside and link.column is None:
            yield _at(
                table,
                row,
                link,
                f"{link.table} holds events, which are whole sentences; let [[…]] stand alone",
            )


def wrong_company(table: Table, tables: Tables, _: set[str]) -> Iterator[Mistake]:
    """A row leads only to tables that are given what the row knows."""
    for row, link in links_of(table):
        target = tables.get(link.table)
        if target is None:
            continue
        here = meet(table.given, row.case)
        for case in cases_of([table.given, row.case, target.given]):
            known = meet(here, case)
            if is_possible(known) and not is_possible(meet(known, target.given)):
                needed = words_of(target.given)
                yield _at(
                    table,
                    row,
                    link,
                    f"{link.table} is rolled only when {needed} (its 'given:'); let the row need it",
                )
                break


def endless_nesting(table: Table, tables: Tables, _: set[str]) -> Iterator[Mistake]:
    """No roll goes on without end, nor so long that nobody could play it."""
    reached = _reached(table, tables)
    if table.id not in reached or any(
        link.table not in tables for id in reached for _, link in links_of(tables[id])
    ):
        return
    rows = [row for id in reached for row in tables[id].rows]
    cases = cases_of([table.given, *(row.case for row in rows), *(tables[id].given for id in reached)])
    for case in cases:
        known = meet(case, table.given)
        if is_possible(known):
            wrong = _nesting_mistake(table, tables, known)
            if wrong:
                line = next(row for row, link in links_of(table) if link.table in reached)
                yield _at(table, line, None, wrong)
                return


def _nesting_mistake(table: Table, tables: Tables, known: Case) -> str:
    when = f" when {words_of(known)}" if words_of(known) else ""
    place = Place(table.id, known, 0)
    try:
        visits = Nest(tables).visits({place: Fraction(1)})
    except Endless as endless:
        return f"the nesting is endless{when}: {endless}; let fewer rows lead back"
    rolls = sum(times for at, times in visits.items() if at.id == table.id)
    if rolls > MOST_ROLLS:
        return f"the nesting takes {float(rolls):.0f} rolls on {table.id}{when}; let fewer rows lead back"
    return ""


def _reached(table: Table, tables: Tables) -> set[str]:
    """The tables that a table leads to, itself among them if a circle leads back."""
    reached: set[str] = set()
    waiting = [table]
    while waiting:
        for _, link in links_of(waiting.pop()):
            if link.table in tables and link.table not in reached:
                reached.add(link.table)
                waiting.append(tables[link.table])
    return reached


def emptied_by_tags(table: Table, _tables: Tables, _: set[str]) -> Iterator[Mistake]:
    """Whoever leaves a tag out can still roll."""
    for tag in TAGS:
        tagged = [row for row in table.rows if tag in row.tags]
        if not tagged or any(row.case == ANY and tag not in row.tags for row in table.rows):
            continue
        for case in cases_of([table.given, *(row.case for row in table.rows)]):
            known = meet(case, table.given)
            if is_possible(known) and not chances_of(table, Asked(known, frozenset({tag}))).fitting:
                when = f" when {words_of(known)}" if words_of(known) else ""
                message = f"leaving out '{tag}' empties the table{when}; add a row without it"
                yield _at(table, tagged[0], None, message, "warning")
                break


def no_people(table: Table, tables: Tables, _: set[str]) -> Iterator[Mistake]:
    """A table that people are made from has what they need."""
    yield from unfit_for_people(table, tables)


CHECKS = (dead_links, events_inside, wrong_company, endless_nesting, emptied_by_tags, no_people)
