"""What people need of the tables that they are made from, and its proof for packs that replace them."""

import re
from collections.abc import Iterator, Mapping

from rpgkit.cases import ANY, asked_by, case_of, holds, is_possible, meet, uncovered, words_of
from rpgkit.errors import Mistake, Mistakes, RpgkitError, did_you_mean
from rpgkit.facts import HIDDEN, PARTNER
from rpgkit.needed import (
    AT_THE_END,
    ELDER_BY,
    ELDEST,
    GROWN,
    HEX,
    KNOWN_WHEN_ROLLED,
    NAMED_BY,
    NAMES_KNOWN,
    NAMES_TABLE,
    NEEDED,
    NUMBER,
    OF_OTHERS,
    OLDEST,
    PLAIN,
    READ_UNMET,
    ROLLED_WHEN,
    SOMETHING,
)
from rpgkit.pack import Shelf, links_of, load_tables
from rpgkit.plan import MOST_TIES
from rpgkit.table import Row, Table, span_of
from rpgkit.wording import Link, Part, Slot


def load_people(shelf: Shelf) -> dict[str, Table]:
    """The tables that people are made from, proved fit for it; raises Mistakes."""
    absent = [id for id in NEEDED if id not in shelf.sources]
    if absent:
        raise RpgkitError(f"a character needs the tables {', '.join(absent)}; they are not there")
    tables = load_tables(shelf, NEEDED)
    names = {name for name in names_tables(tables) if name in shelf.sources}
    tables |= load_tables(shelf, names)
    names_ = names_tables(tables)
    mistakes = [
        mistake
        for table in tables.values()
        for mistake in _unfit(table, tables, NAMES_TABLE if table.id in names_ else NEEDED.get(table.id, {}))
    ]
    if mistakes:
        raise Mistakes(mistakes)
    return tables


def names_tables(tables: Mapping[str, Table]) -> list[str]:
    """The tables of names that the tongues lead to."""
    tongues = tables.get("marks/tongues")
    return [tongues.cell(row, "Names") for row in tongues.rows] if tongues else []


def unfit_for_people(table: Table, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    """What keeps a table from making people: a column not there, a cell that says something else."""
    needed = NAMES_TABLE if table.id in names_tables(tables) else NEEDED.get(table.id, {})
    told = _unfit(table, tables, needed)
    yield from told
    if not told and table.id in READ_UNMET:
        yield from _told_below(table, tables)
        open_ = [row for row in table.rows if not set(HIDDEN) & set(asked_by(row.case))]
        when = ("unmet", *ROLLED_WHEN.get(table.id, ()))
        what = "a row that asks nothing which the unmet one's player does not know"
        yield from _nobody(table, open_, when, what, frozenset())
    if not told:
        yield from _emptied_by_many_tags(table)
    if not told and table.id in _PROOFS:
        yield from _PROOFS[table.id](table, tables)
    elif not told and needed is NAMES_TABLE:
        yield from _too_alike(table, tables)


def _unfit(table: Table, tables: Mapping[str, Table], needed: Mapping[str, str]) -> list[Mistake]:
    """What is wrong with a table of people as it stands: cells, Needs, 'given:'."""
    if table.id not in NEEDED and needed is not NAMES_TABLE:
        return []
    told = [*_unfit_cells(table, needed), *_unfit_rows(table, tables, needed)]
    rolled = case_of(ROLLED_WHEN.get(table.id, ()))
    if not holds(rolled, table.given):
        when = f"when {words_of(rolled)}" if words_of(rolled) else "for everybody"
        said = f"'given: {words_of(table.given)}', but people roll it {when}; say no more than that"
        told.append(Mistake(table.path, table.line, 3, said))
    return told


def _unfit_rows(table: Table, tables: Mapping[str, Table], needed: Mapping[str, str]) -> Iterator[Mistake]:
    """One row is the result, and its Needs are known by then, and those of what it leads to."""
    if table.both:
        yield Mistake(table.path, table.line, 3, "people are made from one row at a time; delete 'both: yes'")
    by_then = KNOWN_WHEN_ROLLED.get(table.id, NAMES_KNOWN if needed is NAMES_TABLE else AT_THE_END)
    for row in table.rows:
        if table.id not in OF_OTHERS and any(_speaks_of_other(part) for part in row.text.parts):
            yield _row(table, row, "nobody is meant by '{other.…}' here; only ties and wearers know a third person")
        early = [question for question in asked_by(row.case) if question not in by_then]
        early += [question for question in _asked_below(row, tables) if question not in by_then]
        if early:
            said = f"a Need about {', '.join(dict.fromkeys(early))}, which is not known yet when this is rolled"
            yield _row(table, row, said)


def _speaks_of_other(part: Part) -> bool:
    return isinstance(part, Slot) and part.word.startswith("other.")


def _asked_below(row: Row, tables: Mapping[str, Table]) -> list[str]:
    """The questions that the tables below a row ask."""
    waiting = [part.table for part in row.text.rolled if isinstance(part, Link)]
    seen: set[str] = set()
    asked: list[str] = []
    while waiting:
        id = waiting.pop()
        if id not in seen and id in tables:
            seen.add(id)
            asked += [question for below in tables[id].rows for question in asked_by(below.case)]
            waiting += [link.table for _, link in links_of(tables[id])]
    return asked


def lost_people(
    below: Mapping[str, Table], tables: Mapping[str, Table], own: Mapping[str, Table]
) -> Iterator[Mistake]:
    """What tables laid over others take from people: the pronouns that genders ask for."""
    genders = below.get("lives/gender")
    if genders and "lives/pronouns" in own and "lives/gender" not in own:
        for told in _unknown_pronouns(genders, tables):
            target = own["lives/pronouns"]
            yield Mistake(target.path, target.line, 1, f"lives/gender asks here: {told.message}")


def _unfit_cells(table: Table, needed: Mapping[str, str]) -> list[Mistake]:
    told = []
    for column, pattern in needed.items():
        if column and table.column_of(column) is None:
            message = f"people need the column '{column}' of {table.id}; add it"
            told.append(Mistake(table.path, table.line, 1, message))
            continue
        for row in table.rows:
            if not re.fullmatch(pattern, table.cell(row, column) if column else row.raw):
                told.append(_unfit_cell(table, row, column or table.head, pattern))
    return told


def _unfit_cell(table: Table, row: Row, column: str, pattern: str) -> Mistake:
    wanted = {
        NUMBER: "a number or dice such as {d6+17}",
        HEX: "a colour such as #4A5D23",
        SOMETHING: "a word",
        PLAIN: "plain words, without slots and links",
    }.get(pattern, " or ".join(word or "nothing" for word in pattern.split("|")))
    return Mistake(table.path, row.line, 3, f"under '{column}' people need {wanted}")


def _lost_tongues(table: Table, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    for row in table.rows:
        names = table.cell(row, "Names")
        if names in tables:
            if _unfit_cells(tables[names], NAMES_TABLE):
                yield _row(table, row, f"'{names}' is no table of names; people need its columns Written and Say")
        elif names:
            near = did_you_mean(names, tables)
            yield Mistake(table.path, row.line, 3, f"there is no table of names '{names}'{near or '; write one'}")


def _row(table: Table, row: Row, message: str) -> Mistake:
    return Mistake(table.path, row.line, 3, message)


def _nobody(
    table: Table, rows: list[Row], needs: tuple[str, ...], what: str, left_out: frozenset[str] | None = None
) -> Iterator[Mistake]:
    """Whoever is so finds one of the rows, with all tags left out, or only those."""
    rows = [row for row in rows if not (row.tags if left_out is None else row.tags & left_out)]
    left = uncovered(meet(case_of(needs), table.given), [row.case for row in rows])
    if left:
        when = f" when {words_of(left)}" if words_of(left) else ""
        yield Mistake(table.path, table.line, 3, f"people need {what}{when}; add one")


def _told_below(table: Table, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    """What a player of somebody unmet reads leads to nothing that hangs on what they do not know."""
    for row in table.rows:
        asked = [question for question in HIDDEN if question in _asked_below(row, tables)]
        if asked and is_possible(meet(row.case, case_of(["unmet"]))):
            said = f"this leads to Needs about {', '.join(asked)}, which the player of one not met does not know"
            yield _row(table, row, f"{said}; let the row need 'met'")


def _emptied_by_many_tags(table: Table) -> Iterator[Mistake]:
    """Whoever leaves out all tags together still finds a row; of one tag alone it is told elsewhere."""
    tags = frozenset(tag for row in table.rows for tag in row.tags)
    if table.id not in NEEDED or len(tags) < 2:
        return
    when = ROLLED_WHEN.get(table.id, ())
    for left in (*(frozenset({tag}) for tag in tags), tags):
        found = list(_nobody(table, list(table.rows), when, "a row without Tags", left))
        if found and left != tags:
            return
        yield from (mistake._replace(level="warning") for mistake in found)


def _odd_numbers(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    """On the hundred bonds a row's number says whether it is mutual."""
    if (table.dice.many, table.dice.sides) != (1, 100):
        return
    for row in table.rows:
        evens = {(index + 1) % 2 == 0 for index in range(row.first, row.last + 1)}
        if evens != {table.cell(row, "Mutual") == "yes"}:
            yield _row(table, row, "even numbers are mutual, odd ones are not; mend Mutual or the numbers")


def _unknown_pronouns(table: Table, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    pronouns = [row.raw for row in tables["lives/pronouns"].rows] if "lives/pronouns" in tables else []
    for row in table.rows:
        said = table.cell(row, "Pronouns")
        if said not in pronouns:
            yield _row(table, row, f"lives/pronouns has no row '{said}'{did_you_mean(said, pronouns)}")
    for group in ("woman", "man", "nonbinary"):
        of_group = [row for row in table.rows if table.cell(row, "As") == group]
        yield from _nobody(table, of_group, (), f"a row of the kind {group}")


def _loveless(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    """Lovers must be able to love each other, and a mismatch not to."""
    for names in ("she", "he", "they"):
        for group in ("women", "men", "nonbinary"):
            drawn = [row for row in table.rows if group in table.cell(row, "To").split(", ")]
            others = [row for row in table.rows if row not in drawn]
            for love in ("romance", "ex"):
                yield from _nobody(table, drawn, (names, love), f"a row drawn to {group}")
            yield from _nobody(table, others, (names, "mismatch"), f"a row not drawn to {group}")


def _wrong_ages(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    for row in table.rows:
        least, most = span_of(row)
        if least < GROWN or most > OLDEST:
            yield _row(table, row, f"a character is {GROWN} to {OLDEST} years old, not {least} to {most}")
    young = [row for row in table.rows if span_of(row)[1] <= GROWN + NAMED_BY]
    needs = f"a row of at most {GROWN + NAMED_BY} years, for whoever bears somebody of {GROWN}"
    yield from _nobody(table, young, (), needs)


def _too_few_rows(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    """Three ties are three words, and three wearers three people."""
    if len([row for row in table.rows if row.case == ANY and not row.tags]) < MOST_TIES:
        yield Mistake(table.path, table.line, 3, f"people need {MOST_TIES} rows without Needs and Tags; add some")


def _too_few_ties(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    """Whoever may have no partner and no elder has three ties all the same."""
    for_all = [row for row in table.rows if row.case == ANY and not row.tags]
    plain = [row for row in for_all if table.cell(row, "Kind") != PARTNER and table.cell(row, "Age") != "older"]
    if len(plain) < MOST_TIES:
        said = f"people need {MOST_TIES} ties that ask nothing: no partner, not older, without Needs and Tags"
        yield Mistake(table.path, table.line, 3, said)


def _wrong_gaps(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    same = [row for row in table.rows if span_of(row) == (0, 0)]
    elder = [row for row in table.rows if span_of(row)[0] >= ELDER_BY and span_of(row)[1] <= ELDEST - OLDEST]
    yield from _nobody(table, same, (), "a row '0', which always fits")
    least, most = ELDER_BY, ELDEST - OLDEST
    yield from _nobody(table, elder, ("oneway",), f"a row of {least} to {most} years, for teachers and elder kin")


def _wrong_years(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    fresh = [row for row in table.rows if span_of(row) == (0, 0)]
    yield from _nobody(table, fresh, ("dead",), "a row '0', which always fits")


def _too_alike(table: Table, _: Mapping[str, Table]) -> Iterator[Mistake]:
    """Two people who bear each other have two names, and a third one may need another colour."""
    for said in dict.fromkeys(row.raw for row in table.rows):
        others = [row for row in table.rows if row.raw != said]
        found = list(_nobody(table, others, (), f"something else than '{said}'"))
        yield from found
        if found:
            return


_PROOFS = {
    "bonds/bonds": _odd_numbers,
    "lives/gender": _unknown_pronouns,
    "lives/attraction": _loveless,
    "lives/ages": _wrong_ages,
    "bonds/ties": _too_few_ties,
    "bonds/tie_word": _too_few_rows,
    "bonds/wearer": _too_few_rows,
    "bonds/age_gap": _wrong_gaps,
    "scars/years": _wrong_years,
    "marks/tongues": _lost_tongues,
    "marks/colours": _too_alike,
}
