"""The front page of a book of tables: its title, how to read it, and what stands where, each line a link."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, typeset
from rpgkit.pdf.page import BOOKS, Area
from rpgkit.pdf.style import GREY, INK, Look
from rpgkit.pdf.tables import blurb_width, line_of
from rpgkit.pdf.tabletype import Sizes, sizes_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

COLUMNS, COLUMNS_OF_BOOK, APART, ABOVE_FOLDER = 3, 2, 18.0, 7.0
# How close lines stand, in leadings of a row; small pages try closer ones, to save a page.
CLOSE, CLOSE_IN_BOOK = (0.92,), (0.92, 0.88, 0.84)


class Heading(NamedTuple):
    """A line of the contents: a folder, or a table, with its page and the bookmark that it leads to.

    `inside` is a folder's path.
    """

    title: str
    page: str
    place: str
    level: int
    table: str = ""
    inside: str = ""


class Front(NamedTuple):
    """What stands on the front page above the contents: whose tables, the title, and how to read them."""

    above: str
    title: str
    notes: tuple[str, ...]


class Entry(NamedTuple):
    """A set line of the contents."""

    heading: Heading
    paragraph: Paragraph
    height: float


Column = tuple[Entry, ...]


def contents_of(headings: Sequence[Heading], front: Front, live: Area, look: Look) -> list[tuple[Column, ...]]:
    """The lines of the contents in columns, for each page that they take."""
    sizes, many = sizes_of(look), _columns_in(look)
    width = live.columns((1,) * many, APART)[0].width
    rooms = live.height - _height_of_front(front, sizes, live.width), live.height
    closer = CLOSE_IN_BOOK if look.paper in BOOKS else CLOSE
    tried = (
        _pages([_entry(heading, sizes, width, close) for heading in headings], many, rooms) for close in closer
    )
    return min(tried, key=len)


def _pages(entries: Sequence[Entry], many: int, rooms: tuple[float, float]) -> list[tuple[Column, ...]]:
    """The lines in columns, page by page; the rooms are those of the first page and of the others."""
    pages: list[tuple[Column, ...]] = []
    while entries:
        pages.append(_columns(entries, many, rooms[1 if pages else 0]))
        entries = entries[sum(map(len, pages[-1])) :]
    return pages


def _columns_in(look: Look) -> int:
    if look.large:
        return 1
    return COLUMNS_OF_BOOK if look.paper in BOOKS else COLUMNS


def _columns(entries: Sequence[Entry], many: int, room: float) -> tuple[Column, ...]:
    """The lines in the columns of a page: all of them in columns as even as can be, or as many as it holds."""
    step = min(entry.height for entry in entries)
    high = min(room, sum(entry.height for entry in entries) / many)
    while True:
        columns: list[Column] = []
        left = entries
        while left and len(columns) < many:
            here = _as_many(left, high)
            columns.append(tuple(left[:here]))
            left = left[here:]
        if not left or high >= room:
            return tuple(columns)
        high = min(room, high + step)


def _entry(heading: Heading, sizes: Sizes, width: float, close: float) -> Entry:
    listed = ParagraphStyle("listed", sizes.body, leading=close * sizes.body.leading)
    style = listed if heading.table else sizes.head
    room = width - _indent(heading, sizes) - _folio(sizes)
    paragraph = line_of(heading.title, style, room)
    high = paragraph.wrap(room, 1e6)[1]
    return Entry(heading, paragraph, high + (0 if heading.table else ABOVE_FOLDER))


def _indent(heading: Heading, sizes: Sizes) -> float:
    return float(sizes.body.fontSize * max(0, heading.level - 1))


def _folio(sizes: Sizes) -> float:
    return 2.6 * float(sizes.body.fontSize)


def _as_many(entries: Sequence[Entry], room: float) -> int:
    """How many lines a column holds, one at least; it does not end with a folder."""
    used, at = 0.0, 0
    while at < len(entries) and (used + entries[at].height <= room or at == 0):
        used += entries[at].height
        at += 1
    broken = at
    while 1 < broken < len(entries) and not _may_break(entries, broken):
        broken -= 1
    return broken if broken > 1 or at == len(entries) else at


def _may_break(entries: Sequence[Entry], at: int) -> bool:
    """Whether a column may end before a line: neither under a folder or its first table, nor before its last."""
    over = [bool(entry.heading.table) for entry in entries[max(at - 2, 0) : at]]
    below = [bool(entry.heading.table) for entry in entries[at : at + 2]]
    return all(over) and (not below[0] or below == [True, True])


def by_title(headings: Sequence[Heading]) -> Iterator[Heading]:
    """The lines of the contents with the tables of each folder under it, in the order of their titles."""
    tables: dict[str, list[Heading]] = {}
    for heading in headings:
        if heading.table:
            tables.setdefault(heading.table.rpartition("/")[0], []).append(heading)
    for folder in (heading for heading in headings if not heading.table):
        yield folder
        yield from sorted(tables.pop(folder.inside, []), key=lambda line: line.title.casefold())


def _front(front: Front, sizes: Sizes) -> Iterator[tuple[str, ParagraphStyle, str]]:
    grown = 2.2 * sizes.title.fontSize
    yield front.above, sizes.blurb, "P"
    yield front.title, ParagraphStyle("front", sizes.title, fontSize=grown, leading=1.2 * grown), "H1"
    for note in front.notes:
        yield note, sizes.blurb, "P"


def _height_of_front(front: Front, sizes: Sizes, width: float) -> float:
    wide = blurb_width(width, sizes)
    return 22 + sum(
        float(line_of(text, style, wide).wrap(wide, 1e6)[1]) + 3 for text, style, _ in _front(front, sizes)
    )


class ToldContents:
    """What the contents say besides how they look, over all their pages."""

    def __init__(self, around: Node) -> None:
        self.around = around
        self._lists = [Node("TOC", around)]

    def link(self, heading: Heading) -> Node:
        """The link of a line; what stands in a folder is a list within the list."""
        while len(self._lists) <= heading.level:
            self._lists.append(Node("TOC", self._lists[-1]))
        del self._lists[heading.level + 1 :]
        return Node("Link", Node("Reference", Node("TOCI", self._lists[-1])))


def draw_contents(
    page: Page, columns: tuple[Column, ...], front: Front | None, onto: tuple[Area, Look], told: ToldContents
) -> None:
    """Draws a page of the contents, under the front if it is the first."""
    live, look = onto
    sizes, top = sizes_of(look), live.top
    if front:
        top = _draw_front(page, front, live, (sizes, told.around))
    many = _columns_in(look)
    for column, area in zip(columns, live.columns((1,) * many, APART), strict=False):
        y = top if column[0].heading.table else top + ABOVE_FOLDER
        for entry in column:
            y -= entry.height
            _draw_entry(page, entry, Area(area.x, y, area.width, entry.height), (sizes, told.link(entry.heading)))


def _draw_front(page: Page, front: Front, live: Area, set_in: tuple[Sizes, Node]) -> float:
    sizes, around = set_in
    wide, y = blurb_width(live.width, sizes), live.top
    for text, style, role in _front(front, sizes):
        paragraph = line_of(text, style, wide)
        y -= paragraph.wrap(wide, 1e6)[1]
        with page.tagged(Node(role, around)):
            paragraph.drawOn(page, live.x, y)
        y -= 3
    page.setStrokeColor(INK)
    page.setLineWidth(0.9)
    page.line(live.x, y - 6, live.x + live.width, y - 6)
    return y - 22 + 3


def _draw_entry(page: Page, entry: Entry, area: Area, set_in: tuple[Sizes, Node]) -> None:
    heading, (sizes, link) = entry.heading, set_in
    style, x = entry.paragraph.style, area.x + _indent(heading, sizes)
    y = area.y + style.leading - style.fontSize
    wide = width_of(heading.page, LABEL, sizes.blurb.fontSize)
    with page.tagged(link):
        entry.paragraph.drawOn(page, x, area.y)
        ink = GREY if heading.table else INK
        at = (area.x + area.width - wide, area.y + style.leading - style.fontSize)
        draw_line(page, heading.page, at, (LABEL, sizes.blurb.fontSize), ink)
    page.link(link, Area(x, area.y, area.x + area.width - x, area.height), f"#{heading.place}", heading.title)
    said = width_of(typeset(heading.title, style.fontName), style.fontName, style.fontSize)
    if heading.table and entry.height <= style.leading and x + said + 14 < at[0]:
        page.setStrokeColor(GREY)
        page.setLineWidth(0.5)
        page.setDash(0.5, 3)
        page.line(x + said + 5, y + 0.5, at[0] - 5, y + 0.5)
        page.setDash()
