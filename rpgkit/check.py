"""Proves a pack: what no table can know by itself, since it touches others."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import NamedTuple

from rpgkit.cases import Case, cases_of, is_possible, meet, uncovered, words_of
from rpgkit.errors import Mistake, RpgkitError
from rpgkit.facts import TAGS
from rpgkit.fitness import lost_people, unfit_for_people
from rpgkit.odds import MOST_AGAIN, Endless, Nest, Place
from rpgkit.pack import dead_links, find_tables, links_of, read_all, shown_path
from rpgkit.references import Known
from rpgkit.supplementfile import booklet_of, read_supplement
from rpgkit.table import Row, Table
from rpgkit.wording import Link

Tables = Mapping[str, Table]
MOST_ROLLS = 50
MOST_CASES = 4_000


class Standing(NamedTuple):
    """Where a table stands: the ids of its folder that could not be read, and those that could."""

    broken: frozenset[str]
    own: frozenset[str]


def check_folder(folder: Path, below: Tables | None = None) -> tuple[int, list[Mistake]]:
    """How many tables a folder holds, and all that is wrong with them and its booklet, laid over those `below`."""
    shelf = find_tables(folder)
    own, mistakes = read_all(shelf)
    tables = {**(below or {}), **own}
    booklet = booklet_of(folder)
    if not shelf.sources and not mistakes and not booklet:
        mistakes.append(Mistake(shown_path(folder), 1, 1, "the folder holds no tables; 'rpgkit new' starts some"))
    standing = Standing(frozenset(shelf.sources.keys() - own.keys()), frozenset(own))
    for table in own.values():
        for check in CHECKS:
            mistakes += check(table, tables, standing)
    for table in (below or {}).values():
        if table.id not in shelf.sources:
            mistakes += _owed(table, tables, own, standing)
    mistakes += lost_people(below or {}, tables, own)
    if booklet:
        mistakes += read_supplement(booklet, Known(tables, (), standing.broken))[1]
    return len(shelf.sources), sorted(set(mistakes))


def _owed(table: Table, tables: Tables, own: Tables, standing: Standing) -> Iterator[Mistake]:
    """What breaks in a table below because one that it leads to was laid over."""
    laid = {(row.line, row.column + link.offset): link.table for row, link in links_of(table) if link.table in own}
    for check in OWED if laid else ():
        for told in check(table, tables, standing):
            if (told.line, told.column) in laid:
                target = own[laid[told.line, told.column]]
                yield Mistake(target.path, target.line, 1, f"{table.id} leads here: {told.message}")


def _at(table: Table, row: Row, link: Link | None, message: str, level: str = "error") -> Mistake:
    return Mistake(table.path, row.line, row.column + (link.offset if link else 0), message, level)


def lost_links(table: Table, tables: Tables, standing: Standing) -> Iterator[Mistake]:
    """Links lead to tables and columns that exist, and to a word in every row of the column."""
    lost = {(row.line, row.column + link.offset) for row, link in links_of(table) if link.table in standing.broken}
    yield from (told for told in dead_links(table, tables, tables) if (told.line, told.column) not in lost)


def events_inside(table: Table, tables: Tables, _: Standing) -> Iterator[Mistake]:
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


def wrong_company(table: Table, tables: Tables, _: Standing) -> Iterator[Mistake]:
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


def endless_nesting(table: Table, tables: Tables, standing: Standing) -> Iterator[Mistake]:
    """No roll goes on without end, nor so long that nobody could play it; of a circle its first table tells."""
    reached = _reached(table, tables)
    if any(link.table not in tables for id in reached for _, link in links_of(tables[id])):
        return
    circle = {id for id in reached if table.id in _reached(tables[id], tables)} if table.id in reached else set()
    if (circle and table.id != min(circle & standing.own)) or _most_rolls(table.id, tables, {}, ()) <= MOST_ROLLS:
        return
    row, link = next((row, link) for row, link in links_of(table) if not circle or link.table in circle)
    cases = _cases_below(table, tables, reached)
    if len(cases) > MOST_CASES:
        told = f"the nesting tells {len(cases):,} cases of Needs apart, too many to prove; use fewer"
        yield _at(table, row, link, told)
        return
    for without, level in _left_out(tables, reached | {table.id}):
        for case in cases:
            wrong = _nesting_mistake(table, tables, meet(case, table.given), without)
            if wrong:
                yield _at(table, row, link, wrong, level)
                return


def _left_out(tables: Tables, ids: set[str]) -> list[tuple[frozenset[str], str]]:
    """What may be left out on the way: nothing, or each tag; one that only a tag makes endless is a warning."""
    tags = sorted({tag for id in ids for row in tables[id].rows for tag in row.tags})
    return [(frozenset(), "error"), *((frozenset({tag}), "warning") for tag in tags)]


def _cases_below(table: Table, tables: Tables, reached: set[str]) -> list[Case]:
    told = [table.given]
    for id in reached | {table.id}:
        told += [tables[id].given, *(row.case for row in tables[id].rows)]
    return [case for case in cases_of(told) if is_possible(meet(case, table.given))]


def _most_rolls(id: str, tables: Tables, known: dict[str, float], path: tuple[str, ...]) -> float:
    """How many rolls a table takes at the very most; without end where it leads back to itself."""
    if id not in tables:
        return 0
    if id in path or len(path) > MOST_ROLLS:
        return inf
    if id not in known:
        path = (*path, id)
        rows = tables[id].rows
        below = [sum(_most_rolls(link.table, tables, known, path) for link in _links_in(row)) for row in rows]
        pairs = list(zip(rows, below, strict=True))
        known[id] = 1 + max((sum(more for other, more in pairs if _meet(row, other)) for row in rows), default=0)
    return known[id]


def _meet(row: Row, other: Row) -> bool:
    return other.first <= row.last and row.first <= other.last


def _links_in(row: Row) -> list[Link]:
    return [part for part in row.text.rolled if isinstance(part, Link)]


def _nesting_mistake(table: Table, tables: Tables, known: Case, without: frozenset[str]) -> str:
    when = f" when {words_of(known)}" if words_of(known) else ""
    when += f" with {', '.join(without)} left out" if without else ""
    place = Place(table.id, known, 0)
    try:
        visits = Nest(tables, without).visits({place: Fraction(1)})
    except Endless as endless:
        here = table.id in endless.circle
        return f"the nesting is endless{when}: {endless}; let fewer rows lead back" if here else ""
    except RpgkitError as error:
        # That a tag empties a table is told where the table stands.
        return "" if without or "no row that fits" in str(error) else str(error)
    rolls = sum(visits.values())
    if rolls > MOST_ROLLS:
        return f"one roll leads to {float(rolls):,.0f} on average{when}; a table can play {MOST_ROLLS}"
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


def too_many_again(table: Table, tables: Tables, _: Standing) -> Iterator[Mistake]:
    """A text rolls a table that gives two different rows a few times only."""
    for row in table.rows:
        counted = Counter(link.table for link in _links_in(row))
        for id, count in counted.items():
            if id in tables and tables[id].again == "reroll" and count > MOST_AGAIN:
                told = f"[[{id}]] stands {count} times here and says 'again: reroll'; {MOST_AGAIN} are the most"
                yield _at(table, row, None, told)


def emptied_by_tags(table: Table, _tables: Tables, _: Standing) -> Iterator[Mistake]:
    """Whoever leaves a tag out can still roll."""
    for tag in TAGS:
        tagged = [row for row in table.rows if tag in row.tags]
        left = tagged and uncovered(table.given, [row.case for row in table.rows if tag not in row.tags])
        if left and uncovered(table.given, [row.case for row in table.rows]) is None:
            when = f" when {words_of(left)}" if words_of(meet(left, left)) and left != table.given else ""
            message = f"leaving out '{tag}' empties the table{when}; add a row without it"
            yield _at(table, tagged[0], None, message, "warning")


def no_people(table: Table, tables: Tables, _: Standing) -> Iterator[Mistake]:
    """A table that people are made from has what they need."""
    yield from unfit_for_people(table, tables)


CHECKS = (
    lost_links,
    events_inside,
    wrong_company,
    endless_nesting,
    too_many_again,
    emptied_by_tags,
    no_people,
)
# What a table laid over another owes to those that lead to it.
OWED = (lost_links, events_inside, wrong_company)
