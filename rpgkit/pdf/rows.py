"""A table's words as a page shows them: what stands in each cell, and which of it leads to another table."""

import re
from collections.abc import Iterator, Mapping, Set
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from rpgkit.cases import ANY
from rpgkit.pdf.faces import typeset
from rpgkit.table import FIT_WORDS, Row, Setting, Table, set_for_reader
from rpgkit.wording import Link

UNBROKEN = "\xa0"
# The column of colours, and how they are written.
_COLOUR, _IS_HEX = "Hex", re.compile("#[0-9A-Fa-f]{6}")
_NEGATIVE = re.compile(r"^-(?=[d\d]+$)")


class Stretch(NamedTuple):
    """Words in a cell; `quiet`: a tag, a condition, a label; `to`: the table that they lead to.

    `swatch`: the colour that stands before them, as #5F6E28.
    """

    text: str
    quiet: bool = False
    to: str = ""
    swatch: str = ""


Cell = tuple[Stretch, ...]


class Entry(NamedTuple):
    """A row, or a part of a long one, which has no numbers; `even` tells rows of neighbouring numbers apart."""

    row: int
    numbers: str
    cells: tuple[Cell, ...]
    even: bool
    group: int


class Wording(NamedTuple):
    """All that is printed of a table; `heads` are the columns' but for the dice."""

    id: str
    title: str
    blurb: str
    dice: str
    heads: tuple[str, ...]
    entries: tuple[Entry, ...]
    digits: bool
    left_out: str


class References(NamedTuple):
    """What the tables are called, and on which pages those stand that are printed together."""

    titles: Mapping[str, str]
    pages: Mapping[str, str]

    def named(self) -> dict[str, str]:
        """The titles with their pages: `How the scar came, p. 22`."""
        at = {id: f", p.{UNBROKEN}{page}" for id, page in self.pages.items()}
        return {id: title + at.get(id, "") for id, title in self.titles.items()}


def wording_of(table: Table, references: References, without: Set[str] = frozenset()) -> Wording:
    """The words of a table, without the rows of some tags; it has no entries where none are left."""
    setting = Setting(references.named())
    kept = [at for at, name in enumerate(table.columns) if _is_shown(table, at, name)]
    rows = [row for row in table.rows if not row.tags & without]
    grouped = _by_case(rows)
    leading = leading_columns(table, references.titles)
    entries, even = [], True
    for at, row in enumerate(grouped):
        even ^= at == 0 or row.first != grouped[at - 1].first
        further = ((_further(row.cells[to], references, to in leading),) for to in kept)
        cells = (tuple(_stretches(table, row, setting, references)), *further)
        cells = (_coloured(cells[0], swatch_of(table, row)), *cells[1:])
        entries.append(Entry(at, table.numbers(row), cells, even, row.first))
    heads = (table.head, *(table.columns[at] for at in kept))
    dice, left_out = table.dice, _left_out(table, rows)
    digits = dice.digits and grouped == rows
    return Wording(table.id, table.title, table.blurb, dice.notation, heads, tuple(entries), digits, left_out)


def signed(text: str) -> str:
    """A text with its sign, if it is a number below nought."""
    return _NEGATIVE.sub("−", text)


def swatch_of(table: Table, row: Row) -> str:
    """The colour that a row gives, if there is a column for it."""
    hex = table.cell(row, _COLOUR)
    return hex if _IS_HEX.fullmatch(hex) else ""


def _coloured(cell: Cell, swatch: str) -> Cell:
    return (cell[0]._replace(swatch=swatch), *cell[1:])


def leading_columns(table: Table, titles: Mapping[str, str]) -> set[int]:
    """The columns of which every cell names a table, so that its title is read there."""
    filled = [{row.cells[at] for row in table.rows} - {""} for at in range(len(table.columns))]
    return {at for at, cells in enumerate(filled) if cells and cells <= titles.keys()}


def _further(cell: str, references: References, leading: bool) -> Stretch:
    """A further cell: the title of the table that it names, with its page if it is printed too."""
    if not (leading and cell):
        return Stretch(signed(cell))
    return Stretch(typeset(references.named()[cell]), to=cell if cell in references.pages else "")


def _by_case(rows: list[Row]) -> list[Row]:
    """Rows in the order of their numbers; case by case, where numbers of one case are parted in another.

    Else whoever rolls 12 would find what is for them far above it, at 11–13.
    """
    reach = -1
    for before, row in pairwise(rows):
        reach = max(reach, before.last)
        if before.first < row.first <= reach:
            cases = list(dict.fromkeys(other.case for other in rows))
            return sorted(rows, key=lambda other: cases.index(other.case))
    return rows


def _is_shown(table: Table, at: int, name: str) -> bool:
    return name.lower() not in FIT_WORDS and any(row.cells[at] for row in table.rows)


def _left_out(table: Table, rows: list[Row]) -> str:
    """The numbers that no row answers to any more."""
    answered = {at for row in rows for at in range(row.first, row.last + 1)}
    gone = [table.numbers(row) for row in table.rows if not answered & set(range(row.first, row.last + 1))]
    return f"Left out: {', '.join(dict.fromkeys(gone))}. Roll again." if gone else ""


def _stretches(table: Table, row: Row, setting: Setting, references: References) -> Iterator[Stretch]:
    """A row as it is read: its tags and condition, its text, and in it what leads to a table printed too."""
    whole = set_for_reader(table, row, setting)
    text = set_for_reader(table, row._replace(tags=frozenset(), case=ANY), setting)
    if before := whole.removesuffix(text):
        yield Stretch(before, quiet=True)
    text = signed(typeset(text))
    for part in row.text.rolled:
        said = typeset(f"(roll {setting.titles[part.table]})") if isinstance(part, Link) else ""
        if isinstance(part, Link) and part.table in references.pages and said in text:
            before, said, text = text.partition(said)
            yield from (Stretch(before), Stretch(said, to=part.table))
    yield Stretch(text)


def folded(wording: Wording) -> Wording:
    """The words with all further cells run in after the text, for a table that has more columns than a page."""
    entries = [entry._replace(cells=(tuple(_run_in(entry, wording.heads)),)) for entry in wording.entries]
    return wording._replace(heads=wording.heads[:1], entries=tuple(entries))


def _run_in(entry: Entry, heads: tuple[str, ...]) -> Iterator[Stretch]:
    yield from entry.cells[0]
    for head, cell in zip(heads[1:], entry.cells[1:], strict=True):
        if any(stretch.text for stretch in cell):
            yield Stretch(f" · {head}:{UNBROKEN}", quiet=True)
            yield from cell


def parted(entries: tuple[Entry, ...], most: int) -> Iterator[Entry]:
    """The entries, a row whose cells are longer than so many letters in several."""
    for entry in entries:
        if all(sum(len(stretch.text) for stretch in cell) <= most for cell in entry.cells):
            yield entry
            continue
        columns = [_parts(cell, most) for cell in entry.cells]
        for at in range(max(map(len, columns))):
            cells = tuple(parts[at] if at < len(parts) else () for parts in columns)
            yield entry._replace(cells=cells, numbers=entry.numbers if at == 0 else "")


def _parts(cell: Cell, most: int) -> list[Cell]:
    """A cell in parts of so many letters; what leads to another table is one, however long."""
    parts: list[Cell] = [()]
    for stretch in cell:
        said = typeset(stretch.text)
        for piece in [stretch.text] if stretch.to or len(said) <= most else wrap(said, most):
            if parts[-1] and sum(len(other.text) for other in (*parts[-1], stretch._replace(text=piece))) > most:
                parts.append(())
            parts[-1] += (stretch._replace(text=piece),)
    return parts


def settled(cell: Cell, pages: Mapping[str, str]) -> Cell:
    """A cell with the pages of the tables that it leads to, in place of those it was measured with."""
    return tuple(
        stretch._replace(text=re.sub(r"\d+(?=\)?$)", pages[stretch.to], stretch.text)) if stretch.to else stretch
        for stretch in cell
    )
