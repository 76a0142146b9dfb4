"""What a booklet prints of a table: all of it, a choice of its rows on a smaller die, two choices, or its odds."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import zip_longest

from rpgkit.chapter import Block, Chosen
from rpgkit.odds import odds_of
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.rows import Cell, Entry, Wording, wording_of
from rpgkit.table import Table

# The die of so many rows, and what is thrown for each.
_ANY = ("any die", ("odd", "even"))
_THREE = ("d6", ("1–2", "3–4", "5–6"))


def die_of(many: int) -> tuple[str, tuple[str, ...]]:
    """The die that is rolled for one of so many rows, and the numbers of each."""
    if many == 2:
        return _ANY
    return _THREE if many == 3 else (f"d{many}", tuple(str(number) for number in range(1, many + 1)))


def wording_for(block: Block, setting: Setting) -> Wording:
    """The words of what a block sets."""
    if block.kind == "odds":
        return wording_of(_with_odds(block.tables[0].table, setting.tables), setting.references)
    wordings = [_chosen(chosen, setting) for chosen in block.tables]
    return wordings[0] if len(wordings) == 1 else _beside(wordings[0], wordings[1])


def _with_odds(id: str, tables: Mapping[str, Table]) -> Table:
    """A table with one column more: the exact chance of every row."""
    table = tables[id]
    chances = dict(odds_of(tables, id).rows)
    rows = tuple(row._replace(cells=(*row.cells, _said(chances.get(row, Fraction(0))))) for row in table.rows)
    return table._replace(columns=(*table.columns, "Odds"), rows=rows)


def _said(chance: Fraction) -> str:
    return f"{chance} · {float(100 * chance):.1f} %"


def _chosen(chosen: Chosen, setting: Setting) -> Wording:
    """A table's words: of a choice, with the numbers of its own die."""
    table = setting.tables[chosen.table]
    if not chosen.numbers:
        return wording_of(table, setting.references, setting.without)
    rows = tuple(row for row in table.rows if row.first in chosen.numbers)
    wording = wording_of(table._replace(rows=rows), setting.references, setting.without)
    dice, numbers = die_of(len(chosen.numbers))
    places = {first: at for at, first in enumerate(sorted(chosen.numbers))}
    entries = tuple(
        entry._replace(numbers=numbers[at], even=at % 2 == 1, group=at)
        for entry in wording.entries
        for at in [places[entry.group]]
    )
    kept = {entry.numbers for entry in entries}
    gone = ", ".join(number for number in numbers if number not in kept)
    blurb = f"A choice of {len(numbers)} from its {len({row.first for row in table.rows})}."
    left_out = f"Left out: {gone}. Roll again." if gone else ""
    return wording._replace(dice=dice, entries=entries, blurb=blurb, digits=False, left_out=left_out)


def _beside(left: Wording, right: Wording) -> Wording:
    """Two choices as one table of two columns, each under the title of its own."""
    pairs = [
        (number, one, other)
        for number in _numbers_of(left, right)
        for one, other in zip_longest(
            [entry for entry in left.entries if entry.numbers == number],
            [entry for entry in right.entries if entry.numbers == number],
        )
    ]
    entries = tuple(
        Entry(at, number, (_first(one), _first(other)), (one or other).even, (one or other).group)
        for at, (number, one, other) in enumerate(pairs)
    )
    gone = left.left_out if left.left_out == right.left_out else ""
    heads = (left.title, right.title)
    return left._replace(title="", blurb="", heads=heads, entries=entries, left_out=gone)


def _numbers_of(left: Wording, right: Wording) -> list[str]:
    """The numbers of two choices, those that either has, in the order of the die."""
    places = {entry.numbers: entry.group for wording in (left, right) for entry in wording.entries}
    return sorted(places, key=places.__getitem__)


def _first(entry: Entry | None) -> Cell:
    return entry.cells[0] if entry else ()
