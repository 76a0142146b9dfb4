"""Tables laid out before anything is drawn: which piece of which table stands on which page, and the contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from rpgkit.errors import RpgkitError
from rpgkit.pdf.contents import Column, Front, Heading, by_title, contents_of
from rpgkit.pdf.faces import load_fonts
from rpgkit.pdf.filling import MOST_TABLES, Choice, Leaf, Pages, filled
from rpgkit.pdf.page import BOOKS, Area, live_area
from rpgkit.pdf.prose import TAG_SIGN
from rpgkit.pdf.rows import References, Wording, wording_of
from rpgkit.pdf.style import Look
from rpgkit.pdf.tabledrawing import place_of
from rpgkit.pdf.tables import (
    STRIPS_APART,
    TIGHT,
    Layout,
    Piece,
    columns_of,
    cut,
    folded_layout,
    layout_of,
    line_of,
    lines_of,
)
from rpgkit.pdf.tabletype import Sizes, sizes_of
from rpgkit.table import Table

# So many pages are handed out as they are; more are a book with a front page and contents.
FEW_PAGES = 4
OTHERS = "Other tables"
IF_NOTE = (
    "What begins with “if” is for those of whom it is so: “they” are the one whose name is borne, “you” the one who"
    " bears it."
)
TAG_NOTE = (
    f"{TAG_SIGN} says before a row what it brings to the table. What nobody wants there tonight is rolled again."
)
NOTES = (
    "Roll the dice at the head of a table. Of rows with one number take the one that fits; where none fits, roll"
    " again.",
    IF_NOTE,
    TAG_NOTE,
)


class Frame(NamedTuple):
    """The parts of a page: the head, empty where there is one section; the tables; the foot."""

    head: Area
    body: Area
    foot: Area


class Section(NamedTuple):
    """The pages of one folder of tables."""

    folder: str
    leaves: tuple[Leaf, ...]


class Book(NamedTuple):
    """All that is printed: contents in columns, if there are any, and what stands on which page.

    `headings` are the folders and tables as the bookmarks list them; `notes` stand on every page, if it has no
    front that says them; `after` are the pages that stand before the first of all.
    """

    title: str
    front: Front
    contents: tuple[tuple[Column, ...], ...]
    sections: tuple[Section, ...]
    headings: tuple[Heading, ...]
    notes: tuple[str, ...] = ()
    after: int = 0

    @property
    def pages(self) -> dict[str, str]:
        """The page on which each table begins."""
        return {heading.table: heading.page for heading in self.headings if heading.table}


def frame_of(look: Look, sections: bool, notes: Sequence[str] = (), number: int = 1) -> Frame:
    """The parts of the page of a number, in the area that can be printed; all pages have them alike in size."""
    title, small = sizes_of(look).title, sizes_of(look).blurb
    head, rest = live_area(look.paper, number).cut_from_top(1.7 * title.leading if sections else 0)
    noted = sum(line_of(note, small, rest.width).wrap(rest.width, 1e6)[1] for note in notes)
    body, foot = rest.cut_from_top(rest.height - 2 * small.leading - noted - small.leading * bool(notes) / 2)
    return Frame(head, body, foot)


def notes_of(wordings: Sequence[Wording]) -> tuple[str, ...]:
    """What explains the signs that stand in some tables."""
    before = {
        stretch.text
        for wording in wordings
        for entry in wording.entries
        for cell in entry.cells
        for stretch in cell
        if stretch.quiet
    }
    signs = ((IF_NOTE, "if "), (TAG_NOTE, TAG_SIGN))
    return tuple(note for note, sign in signs if any(sign in words for words in before))


def book_of(
    tables: Sequence[Table], titles: Mapping[str, str], look: Look, without: Set[str], after: int = 0
) -> Book:
    """Tables as a book, without the rows of some tags and `after` a cover; raises RpgkitError where no row is left.

    A row says the page of the table that it leads to, and that page hangs on how high the rows are. So they are
    set with as many noughts as pages have figures, all figures being equally wide.
    """
    load_fonts()
    left = [table for table in tables if any(not row.tags & without for row in table.rows)]
    if not left:
        raise RpgkitError(f"no row is left to print, with {', '.join(sorted(without))} left out")
    digits = len(str(len(left) // MOST_TABLES)) if len(left) > MOST_TABLES else 0
    while True:
        pages = {table.id: "0" * digits for table in left if digits}
        wordings = [wording_of(table, References(titles, pages), without) for table in left]
        book = _laid(wordings, look, after)
        if after + len(book.contents) + sum(len(section.leaves) for section in book.sections) < max(2, 10**digits):
            return book
        digits += 1


def pages_of_tables(tables: Sequence[Table], titles: Mapping[str, str], look: Look, after: int) -> Book:
    """Tables as the further pages of something else, whose own first pages are so many: they need no contents."""
    load_fonts()
    pages = {table.id: "00" for table in tables}
    wordings = [wording_of(table, References(titles, pages)) for table in tables]
    notes = notes_of(wordings)
    leaves = _leaves(wordings, look, frame_of(look, False, notes))
    section = Section("", leaves)
    headings = (heading._replace(level=1) for heading in _headings((section,), after + 1) if heading.table)
    return Book("", Front("", "", ()), (), (section,), tuple(headings), notes, after)


def _laid(wordings: Sequence[Wording], look: Look, after: int) -> Book:
    if len(wordings) <= FEW_PAGES * MOST_TABLES:
        notes = notes_of(wordings)
        few = (Section("", _leaves(wordings, look, frame_of(look, False, notes))),)
        if len(few[0].leaves) <= FEW_PAGES:
            headings = tuple(heading._replace(level=0) for heading in _headings(few, 1 + after) if heading.table)
            return Book(_title_of(wordings), Front("", "", ()), (), few, headings, notes, after)
    return _with_contents(wordings, look, after)


def _with_contents(wordings: Sequence[Wording], look: Look, after: int) -> Book:
    """A book: how many pages its contents take is known by their lines, before anything else is laid."""
    rows = sum(len({entry.row for entry in wording.entries}) for wording in wordings)
    front = Front(
        "Half of Us", _title_of(wordings), (f"{len(wordings)} tables, {rows:,} rows, by folder and title.", *NOTES)
    )
    live = frame_of(look, False).body
    listed = by_title(tuple(_lines((wording, 0) for wording in wordings)))
    before = after + len(contents_of(tuple(listed), front, live, look))
    sections: list[Section] = []
    for folder, some in groupby(wordings, key=lambda wording: _path(wording.id)[:1]):
        first = 1 + before + sum(len(section.leaves) for section in sections)
        sections.append(Section(name_of(folder), _leaves(list(some), look, frame_of(look, True), first)))
    headings = tuple(_headings(sections, 1 + before))
    contents = tuple(contents_of(tuple(by_title(headings)), front, live, look))
    return Book(front.title, front, contents, tuple(sections), headings, (), after)


def _leaves(wordings: Sequence[Wording], look: Look, frame: Frame, first: int = 0) -> tuple[Leaf, ...]:
    """The pages of some tables; in a book, the number of the first."""
    body = frame.body
    choices = [_choice(wording, look, body) for wording in wordings]
    second = body.columns((1, 1), STRIPS_APART)[1].x - body.x
    spreads, bound = first > 0 and not look.large, look.paper in BOOKS
    return tuple(filled(choices, Pages(body.height, second, first or 1, spreads, look.large, bound)))


def _choice(wording: Wording, look: Look, body: Area) -> Choice:
    """How a table can be set; in a closer type if that saves a page."""
    usual = _set(wording, sizes_of(look), look, body)
    if not usual.wide[1:]:
        return usual
    close = _set(wording, sizes_of(look, close=True), look, body)
    return close if len(close.wide) < len(usual.wide) else usual


def _set(wording: Wording, sizes: Sizes, look: Look, body: Area) -> Choice:
    """How a table is set in a type; what is too narrow for its columns in every way has its cells run in."""
    column = body.columns((1, 1), STRIPS_APART)[0].width
    narrow = None if look.large else layout_of(wording, sizes, column, body.height)
    wide = layout_of(wording, sizes, body.width, body.height) or narrow
    pieces = cut(wide, body.height) if wide else _squeezed(wording, sizes, look, body)
    beside = cut(narrow, body.height) if narrow else ()
    return Choice(_folder(wording), None if beside[1:] or not beside else beside[0], pieces)


def _squeezed(wording: Wording, sizes: Sizes, look: Look, body: Area) -> tuple[Piece, ...]:
    """A table that is too narrow for its columns; in a book they are kept, unless that takes a page more."""
    folded = cut(folded_layout(wording, sizes, body.width, body.height), body.height)
    columns = columns_of(wording, sizes, body.width, TIGHT) if look.paper in BOOKS else None
    if not columns:
        return folded
    tight = Layout(wording, sizes, body.width, columns, 1)
    highest = max(line.height for line in lines_of(tight))
    pieces = cut(tight, body.height) if highest <= body.height / 4 else folded
    return pieces if len(pieces) <= len(folded) else folded


def _folder(wording: Wording) -> str:
    return wording.id.rpartition("/")[0]


def _path(id: str) -> tuple[str, ...]:
    return tuple(id.split("/")[:-1])


def name_of(path: Sequence[str]) -> str:
    """What a folder is called: its name, as words."""
    return path[-1].replace("_", " ").replace("-", " ").strip().capitalize() if path else OTHERS


def _title_of(wordings: Sequence[Wording]) -> str:
    if not wordings[1:]:
        return wordings[0].title
    paths = {_path(wording.id)[:1] for wording in wordings}
    return name_of(paths.pop()) if len(paths) == 1 else "Tables"


def _headings(sections: Sequence[Section], first: int) -> Iterator[Heading]:
    """Every folder and table with its page, the sections beginning on the page `first`."""
    leaves = (leaf for section in sections for leaf in section.leaves)
    return _lines(
        (placed.piece.layout.wording, number)
        for number, leaf in enumerate(leaves, first)
        for placed in leaf
        if placed.piece.first
    )


def _lines(begun: Iterable[tuple[Wording, int]]) -> Iterator[Heading]:
    """Tables with the pages on which they begin, as lines of the contents, each folder before its own."""
    inside: tuple[str, ...] | None = None
    for wording, number in begun:
        path = _path(wording.id)
        if path != inside:
            common = 0 if inside is None else _common(path, inside)
            for depth in range(common, max(len(path), 1)):
                here = path[: depth + 1]
                inside_of = "/".join(here)
                yield Heading(name_of(here), str(number), f"folder {number} {inside_of}", depth, inside=inside_of)
            inside = path
        yield Heading(wording.title, str(number), place_of(wording.id), max(len(path), 1), wording.id)


def _common(path: Sequence[str], other: Sequence[str]) -> int:
    """How many folders two paths begin with together."""
    same = [one == two for one, two in zip(path, other, strict=False)]
    return [*same, False].index(False)
