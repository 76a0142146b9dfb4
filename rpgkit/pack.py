"""A pack: all tables of one supplement, the built-in ones and those laid over them.

The tables lie in folders; a table's id is its path below its folder. Of two folders that hold the same
id the later one's table counts.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rpgkit.errors import Mistake, Mistakes, RpgkitError, did_you_mean
from rpgkit.facts import KINDS
from rpgkit.table import Row, Table
from rpgkit.tablefile import LARGEST, read_table
from rpgkit.wording import Link

_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_/")

_YES_NO = "yes|no"
_NUMBER = r"-?\d+|\{\d*d\d+([+-]\d+)?\}"
_HEX = "#[0-9A-F]{6}"
_SOMETHING = ".+"

# What a character is made of: the tables, the columns they must have, and what stands in them.
# The empty column is the row's text.
NEEDED: dict[str, dict[str, str]] = {
    "lives/twin": {"As": "none|fraternal|identical"},
    "bonds/twins": {"Bond": _YES_NO},
    "bonds/bonds": {"Kind": "|".join(kind for kind in KINDS if kind != "twin"), "Mutual": _YES_NO},
    "lives/gender": {"As": "woman|man|nonbinary", "Pronouns": _SOMETHING, "Names": "she|he|they"},
    "lives/pronouns": {
        **dict.fromkeys(("They", "Them", "Their", "Theirs", "Themself"), _SOMETHING),
        "Plural": _YES_NO,
    },
    "lives/attraction": {"To": "none|(women|men|nonbinary)(, (women|men|nonbinary))*"},
    "lives/hemisphere": {"": "north|south"},
    "lives/ages": {"": _NUMBER},
    "lives/work": {},
    "bonds/age_gap": {"": _NUMBER},
    "bonds/met": {},
    "marks/tongues": {"Names": _SOMETHING, "Script": _SOMETHING},
    "marks/colours": {"Hex": _HEX, "Ink": _HEX},
    "marks/hand": {},
    "marks/lie": {},
    "marks/cover": {},
    "scars/living": {"Alive": _YES_NO},
    "scars/years": {"": _NUMBER},
    "scars/died": {},
    "scars/came": {},
    "scars/looks/raw": {},
    "scars/looks/settling": {},
    "scars/looks/old": {},
    "scars/aches": {},
    "scars/kept": {},
    "lives/why_now": {},
}
NAMES_TABLE = {"Written": _SOMETHING, "Say": _SOMETHING}


class Source(NamedTuple):
    """A table's file: where it is, and how it is named to people."""

    path: Path
    shown: str


class Shelf(NamedTuple):
    """The files of a pack by table id, and the mistakes of those that cannot be tables."""

    sources: Mapping[str, Source]
    mistakes: tuple[Mistake, ...]


def builtin_tables() -> Path:
    """The folder of the built-in tables: inside the package, or one level up in a checkout."""
    package = Path(__file__).parent
    inside = package / "tables"
    return inside if inside.is_dir() else package.parent / "tables"


def find_tables(folder: Path) -> Shelf:
    """The tables of one folder, unread; raises RpgkitError where there is no such folder."""
    if not folder.is_dir():
        what = "is a file, where a folder of tables is wanted" if folder.exists() else "is not there"
        raise RpgkitError(f"the folder '{folder}' {what}")
    sources: dict[str, Source] = {}
    mistakes: list[Mistake] = []
    for path in sorted(_markdown_files(folder, mistakes)):
        shown = shown_path(path)
        id = path.relative_to(folder).with_suffix("").as_posix()
        if set(id) <= _ID_LETTERS:
            sources[id] = Source(path, shown)
        else:
            mistakes.append(
                Mistake(shown, 1, 1, f"'{id}' cannot be a table's name; use a–z, 0–9, - and _ alone")
            )
    return Shelf(sources, tuple(mistakes))


def _markdown_files(folder: Path, mistakes: list[Mistake]) -> Iterator[Path]:
    """Every Markdown file below a folder but README.md; links are followed, never twice into one folder."""
    seen: set[str] = set()

    def report(error: OSError) -> None:
        mistakes.append(Mistake(shown_path(Path(error.filename)), 1, 1, unreadable(error)))

    for here, folders, files in os.walk(folder, onerror=report, followlinks=True):
        real = os.path.realpath(here)
        folders[:] = [] if real in seen else sorted(name for name in folders if not name.startswith("."))
        for name in [] if real in seen else files:
            if name.endswith(".md") and name.lower() != "readme.md" and not name.startswith("."):
                yield Path(here, name)
        seen.add(real)


def shown_path(path: Path) -> str:
    """A path as people know it: from where they stand, if it lies below."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def unreadable(error: OSError) -> str:
    """Why the system refuses a file, in its words."""
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def shelf_of(folders: Iterable[Path]) -> Shelf:
    """The tables of several folders, the later laid over the earlier."""
    sources: dict[str, Source] = {}
    mistakes: tuple[Mistake, ...] = ()
    for folder in folders:
        shelf = find_tables(folder)
        sources |= shelf.sources
        mistakes += shelf.mistakes
    return Shelf(sources, mistakes)


def read_source(id: str, source: Source) -> tuple[Table, tuple[Mistake, ...]]:
    """One table and its warnings; raises Mistakes."""
    try:
        with source.path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Mistakes([Mistake(source.shown, 1, 1, unreadable(error))]) from None
    return read_table(data, id, source.shown)


def load_pack(shelf: Shelf) -> dict[str, Table]:
    """Every table of a shelf; raises Mistakes, those of all files at once."""
    tables: dict[str, Table] = {}
    mistakes = list(shelf.mistakes)
    for id, source in shelf.sources.items():
        try:
            tables[id], _ = read_source(id, source)
        except Mistakes as wrong:
            mistakes += wrong.mistakes
    if mistakes:
        raise Mistakes(mistakes)
    return tables


def load_tables(shelf: Shelf, ids: Iterable[str]) -> dict[str, Table]:
    """Some tables and all that they lead to, nothing else; raises Mistakes."""
    tables: dict[str, Table] = {}
    wanted = list(ids)
    mistakes: list[Mistake] = []
    while wanted:
        id = wanted.pop()
        if id in tables:
            continue
        try:
            tables[id], _ = read_source(id, shelf.sources[id])
        except Mistakes as wrong:
            mistakes += wrong.mistakes
            continue
        for mistake, link in _links(tables[id], shelf):
            if mistake:
                mistakes.append(mistake)
            else:
                wanted.append(link.table)
        if mistakes:
            break
    if mistakes:
        raise Mistakes(mistakes)
    return tables


def load_people(shelf: Shelf) -> dict[str, Table]:
    """The tables that people are made from, proved fit for it; raises Mistakes."""
    absent = [id for id in NEEDED if id not in shelf.sources]
    if absent:
        raise RpgkitError(f"a character needs the tables {', '.join(absent)}; they are not there")
    tables = load_tables(shelf, NEEDED)
    names = {name for name in names_tables(tables) if name in shelf.sources}
    tables |= load_tables(shelf, names)
    mistakes = [mistake for table in tables.values() for mistake in unfit_for_people(table, tables)]
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
    for column, pattern in needed.items():
        if column and table.column_of(column) is None:
            message = f"people need the column '{column}' of {table.id}; add it"
            yield Mistake(table.path, table.line, 1, message)
            continue
        for row in table.rows:
            cell = table.cell(row, column) if column else row.raw
            if not re.fullmatch(pattern, cell):
                yield _unfit_cell(table, row, column or table.head, pattern)
    if table.id == "marks/tongues":
        yield from _lost_tongues(table, tables)


def _unfit_cell(table: Table, row: Row, column: str, pattern: str) -> Mistake:
    wanted = {
        _NUMBER: "a number or dice such as {d6+17}",
        _HEX: "a colour such as #4A5D23",
        _SOMETHING: "a word",
    }.get(pattern, " or ".join(pattern.split("|")))
    return Mistake(table.path, row.line, 3, f"under '{column}' people need {wanted}")


def _lost_tongues(table: Table, tables: Mapping[str, Table]) -> Iterator[Mistake]:
    for row in table.rows:
        names = table.cell(row, "Names")
        if names and names not in tables:
            near = did_you_mean(names, tables)
            yield Mistake(
                table.path, row.line, 3, f"there is no table of names '{names}'{near or '; write one'}"
            )


def _links(table: Table, shelf: Shelf) -> Iterator[tuple[Mistake | None, Link]]:
    for row in table.rows:
        for part in row.text.rolled:
            if isinstance(part, Link):
                dead = None
                if part.table not in shelf.sources:
                    dead = dead_link(table, row.line, row.column, part, shelf.sources)
                yield dead, part


def dead_link(table: Table, line: int, column: int, link: Link, ids: Iterable[str]) -> Mistake:
    """A link that leads nowhere, as a mistake."""
    near = did_you_mean(link.table, ids) or "; rpgkit tables lists them"
    return Mistake(
        table.path, line, column + link.offset, f"[[{link.table}]] leads nowhere: no such table{near}"
    )
