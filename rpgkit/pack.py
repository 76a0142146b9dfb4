"""A pack: all tables of one supplement, the built-in ones and those laid over them.

The tables lie in folders; a table's id is its path below its folder. Of two folders that hold the same
id the later one's table counts.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rpgkit.errors import Mistake, Mistakes, RpgkitError, did_you_mean
from rpgkit.table import Row, Table
from rpgkit.tablefile import read_table
from rpgkit.textfile import LARGEST
from rpgkit.wording import Link

# The folder of a pack that holds its booklet, and no tables.
BOOKLET = "booklet"
_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_/")


class Source(NamedTuple):
    """A table's or a chapter's file: where it is, and how it is named to people."""

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
    try:
        is_folder = folder.is_dir()
    except OSError as error:
        raise RpgkitError(f"the folder '{folder}' {unreadable(error)}") from None
    if not is_folder:
        what = "is a file, where a folder of tables is wanted" if folder.exists() else "is not there"
        raise RpgkitError(f"the folder '{folder}' {what}")
    sources: dict[str, Source] = {}
    mistakes: list[Mistake] = []
    root = shown_path(folder)
    for below in sorted(_markdown_files(folder, mistakes)):
        within = "/".join(below)
        path, shown = Path(folder, *below), _printable(within if root == "." else f"{root}/{within}")
        id = within[: -len(".md")]
        if _ID_LETTERS.issuperset(id):
            sources[id] = Source(path, shown)
        else:
            mistakes.append(Mistake(shown, 1, 1, f"'{id}' cannot be a table's name; use a–z, 0–9, - and _ alone"))
    return Shelf(sources, tuple(mistakes))


def _markdown_files(folder: Path, mistakes: list[Mistake]) -> Iterator[tuple[str, ...]]:
    """Every Markdown file below a folder but README.md and those of its booklet, by the names that lead there.

    Links are followed, but for those that lead back.
    """

    def report(error: OSError) -> None:
        mistakes.append(Mistake(shown_path(Path(error.filename)), 1, 1, unreadable(error)))

    for here, folders, files in os.walk(folder, onerror=report, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _leads_back(here, name))
        way = Path(here).relative_to(folder).parts
        if not way and BOOKLET in folders:
            folders.remove(BOOKLET)
        for name in files:
            if name.lower().endswith(".md") and name.lower() != "readme.md" and not name.startswith("."):
                yield (*way, name)


def _leads_back(here: str, name: str) -> bool:
    """Whether a folder is a link to one that it lies in."""
    path = os.path.join(here, name)  # noqa: PTH118
    return os.path.islink(path) and (os.path.realpath(here) + os.sep).startswith(  # noqa: PTH114
        os.path.realpath(path).rstrip(os.sep) + os.sep
    )


def shown_path(path: Path) -> str:
    """A path as people know it: from where they stand, if it lies below."""
    try:
        shown = path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    return _printable(shown)


def _printable(shown: str) -> str:
    return shown if shown.isprintable() else shown.encode("unicode_escape", "backslashreplace").decode("ascii")


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
    return read_table(bytes_of(source, "a table"), id, source.shown)


def bytes_of(source: Source, what: str) -> bytes:
    """What a file holds, `what` saying what it is to be; of one that is too large no more than tells so.

    Raises Mistakes.
    """
    try:
        if not stat.S_ISREG(source.path.stat().st_mode):
            raise Mistakes([Mistake(source.shown, 1, 1, f"is no ordinary file; {what} is one")])
        with source.path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Mistakes([Mistake(source.shown, 1, 1, unreadable(error))]) from None


def read_all(shelf: Shelf) -> tuple[dict[str, Table], list[Mistake]]:
    """The tables of a shelf that can be read, and what is wrong with the others, or odd with these."""
    tables: dict[str, Table] = {}
    mistakes = list(shelf.mistakes)
    for id, source in shelf.sources.items():
        try:
            tables[id], warnings = read_source(id, source)
            mistakes += warnings
        except Mistakes as wrong:
            mistakes += wrong.mistakes
    return tables, mistakes


def load_pack(shelf: Shelf) -> dict[str, Table]:
    """Every table of a shelf; raises Mistakes, those of all files at once."""
    tables, mistakes = read_all(shelf)
    errors = [mistake for mistake in mistakes if mistake.level == "error"]
    if errors:
        raise Mistakes(errors)
    return tables


def load_tables(shelf: Shelf, ids: Iterable[str]) -> dict[str, Table]:
    """Some tables and all that they lead to, nothing else; raises Mistakes."""
    tables: dict[str, Table] = {}
    wanted = list(ids)
    mistakes: list[Mistake] = []
    while wanted:
        id = wanted.pop()
        if id in tables or id not in shelf.sources:
            continue
        try:
            tables[id], _ = read_source(id, shelf.sources[id])
        except Mistakes as wrong:
            mistakes += wrong.mistakes
            break
        wanted += [link.table for _, link in links_of(tables[id])]
    if not mistakes:
        mistakes = [mistake for table in tables.values() for mistake in dead_links(table, tables, shelf.sources)]
    if mistakes:
        raise Mistakes(mistakes)
    return tables


def links_of(table: Table) -> Iterator[tuple[Row, Link]]:
    """Every link of a table, with its row."""
    for row in table.rows:
        for part in row.text.rolled:
            if isinstance(part, Link):
                yield row, part


def dead_links(table: Table, tables: Mapping[str, Table], ids: Iterable[str]) -> Iterator[Mistake]:
    """Links that lead to no table, to no column, or to a column that says nothing in some row."""
    for row, link in links_of(table):
        target = tables.get(link.table)
        name = link.table
        if target is None:
            wrong = f"no such table{did_you_mean(link.table, ids) or '; rpgkit tables lists them'}"
        elif link.column is not None:
            wrong = _dead_column(target, link.column)
            name += f".{link.column}"
        else:
            continue
        if wrong:
            message = f"[[{name}]] leads nowhere: {wrong}"
            yield Mistake(table.path, row.line, row.column + link.offset, message)


def _dead_column(target: Table, column: str) -> str:
    at = target.column_of(column)
    if at is None:
        names = [name.lower() for name in target.columns]
        return f"{target.id} has no column '{column}'{did_you_mean(column, names)}"
    for row in target.rows:
        if not row.cells[at]:
            return f"row '{target.numbers(row)}' of {target.id} says nothing in that column"
    return ""
