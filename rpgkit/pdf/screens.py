"""Tables as pages for the table: a few on single sheets, many as a book of their own with its contents."""

from collections.abc import Iterator, Mapping, Sequence, Set
from io import BytesIO
from typing import NamedTuple

from rpgkit.pdf.contents import Heading, ToldContents, draw_contents
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, typeset
from rpgkit.pdf.filling import Leaf
from rpgkit.pdf.metadata import About
from rpgkit.pdf.outputs import JOB, Job, page_for
from rpgkit.pdf.page import BOOKS, PAPERS, Area, is_recto
from rpgkit.pdf.ruled import draw_ruled
from rpgkit.pdf.style import INK, LOOK, Look, fitted
from rpgkit.pdf.tablebook import Book, Section, book_of, frame_of
from rpgkit.pdf.tabledrawing import Drawing, Told, draw_piece
from rpgkit.pdf.tables import line_of
from rpgkit.pdf.tabletype import sizes_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of
from rpgkit.table import Table

# As far apart as one writes.


class Sheet(NamedTuple):
    """One page of tables; `opens`: its section begins here; `goes_on`: its last table does, on the next page."""

    number: int
    section: Section
    leaf: Leaf
    opens: bool
    goes_on: bool


def screens_pdf(
    tables: Sequence[Table],
    titles: Mapping[str, str],
    look: Look = LOOK,
    without: Set[str] = frozenset(),
    job: Job = JOB,
) -> bytes:
    """Tables as a PDF, without the rows of some tags; `titles` are those of all that rows may lead to.

    Raises RpgkitError where no row is left.
    """
    book, file = book_of(tables, titles, look, without, int(job.cover is not None)), BytesIO()
    about = About(f"{book.title}, for Half of Us", "Random tables of Half of Us, to be rolled on")
    page = page_for(job.output, file, PAPERS[look.paper], about, job.flip)
    page.number_pages()
    if job.cover:
        job.cover(page)
        page.showPage()
    drawing = Drawing(page, look, book.pages)
    _draw_contents(drawing, book)
    draw_sheets(drawing, book, "H3" if book.contents else "H1")
    page.save()
    return file.getvalue()


def _draw_contents(drawing: Drawing, book: Book) -> None:
    page, look = drawing.page, drawing.look
    told = ToldContents(Node("Sect"))
    for number, columns in enumerate(book.contents, book.after + 1):
        frame, is_first = frame_of(look, False, number=number), number == book.after + 1
        if is_first:
            page.bookmark("Contents", frame.body.top)
        draw_contents(page, columns, book.front if is_first else None, (frame.body, look), told)
        draw_page_foot(drawing, frame.foot, ("Half of Us", "", str(number)))
        page.showPage()


def draw_sheets(drawing: Drawing, book: Book, level: str) -> None:
    """Draws the pages of tables, whose titles are headings of that level."""
    page, look = drawing.page, drawing.look
    around, told, due = Node("Sect"), {}, _due(book.headings)
    for sheet in _sheets(book):
        frame = frame_of(look, bool(book.contents), book.notes, sheet.number)
        if sheet.opens:
            around = Node("Sect")
        _draw_head(drawing, frame.head, sheet, around)
        for placed in sheet.leaf:
            wording, top = placed.piece.layout.wording, frame.body.top - placed.under
            if placed.piece.first:
                told[wording.id] = Told(around, level)
                for heading in due[wording.id]:
                    page.bookmark(heading.title, top, heading.level, heading.place)
            draw_piece(drawing, placed.piece, (frame.body.x + placed.x, top), told[wording.id])
        if not sheet.leaf:
            draw_ruled(page, frame.body, look)
        _draw_notes(drawing, frame.foot, book.notes, Node("P", around) if sheet.number == book.after + 1 else None)
        whose = f"Half of Us · {sheet.section.folder}" if sheet.section.folder else "Half of Us"
        goes_on = f"continued on page {sheet.number + 1}" if sheet.goes_on else ""
        draw_page_foot(drawing, frame.foot, (whose, goes_on, str(sheet.number)))
        page.showPage()


def _sheets(book: Book) -> Iterator[Sheet]:
    leaves = [(section, leaf) for section in book.sections for leaf in section.leaves]
    for at, (section, leaf) in enumerate(leaves):
        after = leaves[at + 1][1] if at + 1 < len(leaves) else ()
        goes_on = bool(after) and not after[0].piece.first
        opens = at == 0 or leaves[at - 1][0] is not section
        yield Sheet(book.after + len(book.contents) + at + 1, section, leaf, opens, goes_on)


def _due(headings: Sequence[Heading]) -> dict[str, list[Heading]]:
    """The bookmarks that are laid where each table begins: of folders that it is the first in, and its own."""
    due: dict[str, list[Heading]] = {}
    waiting: list[Heading] = []
    for heading in headings:
        waiting.append(heading)
        if heading.table:
            due[heading.table], waiting = waiting, []
    return due


def _draw_head(drawing: Drawing, area: Area, sheet: Sheet, around: Node) -> None:
    """The folder: large where it begins, and small on its further pages."""
    if not sheet.section.folder:
        return
    page, sizes = drawing.page, sizes_of(drawing.look)
    if not sheet.opens:
        text, size = fitted(typeset(sheet.section.folder, LABEL), LABEL, area.width, sizes.blurb.fontSize)
        outer = drawing.look.paper in BOOKS and is_recto(sheet.number)
        x = area.x + (area.width - width_of(text, LABEL, size) if outer else 0)
        draw_line(page, text, (x, area.top - size), (LABEL, size), drawing.look.grey)
        return
    text, size = fitted(typeset(sheet.section.folder), sizes.title.fontName, area.width, 1.5 * sizes.title.fontSize)
    with page.tagged(Node("H2", around)):
        draw_line(page, text, (area.x, area.top - 0.8 * size), (sizes.title.fontName, size), INK)


def _draw_notes(drawing: Drawing, area: Area, notes: Sequence[str], node: Node | None) -> None:
    """What explains the signs in the tables above; it is read once."""
    style, y = sizes_of(drawing.look).blurb, area.top - sizes_of(drawing.look).blurb.leading / 2
    for note in notes:
        paragraph = line_of(note, style, area.width)
        y -= paragraph.wrap(area.width, 1e6)[1]
        with drawing.page.tagged(node):
            paragraph.drawOn(drawing.page, area.x, y)


def draw_page_foot(drawing: Drawing, area: Area, said: tuple[str, str, str]) -> None:
    """Whose page it is, whether its table goes on, and its number at the outer edge; all of it is ornament."""
    page, size = drawing.page, sizes_of(drawing.look).blurb.fontSize
    left, middle, right = said
    if drawing.look.paper in BOOKS and not is_recto(int(right)):
        _draw_foot_of_verso(drawing, area, said)
        return
    y = area.y + 0.22 * size
    text, small = fitted(typeset(left, LABEL), LABEL, area.width / 2, size)
    draw_line(page, text, (area.x, y), (LABEL, small), drawing.look.grey)
    end = area.x + area.width - width_of(right, LABEL_BOLD, size)
    draw_line(page, right, (end, y), (LABEL_BOLD, size), INK)
    if middle:
        x = end - width_of(middle, LABEL, size) - 2 * size
        draw_line(page, middle, (x, y), (LABEL, size), drawing.look.grey)


def _draw_foot_of_verso(drawing: Drawing, area: Area, said: tuple[str, str, str]) -> None:
    """The foot of a page on the left, whose outer edge is at its left."""
    page, size, grey = drawing.page, sizes_of(drawing.look).blurb.fontSize, drawing.look.grey
    whose, middle, number = said
    y = area.y + 0.22 * size
    draw_line(page, number, (area.x, y), (LABEL_BOLD, size), INK)
    if middle:
        x = area.x + width_of(number, LABEL_BOLD, size) + 2 * size
        draw_line(page, middle, (x, y), (LABEL, size), grey)
    text, small = fitted(typeset(whose, LABEL), LABEL, area.width / 2, size)
    end = area.x + area.width - width_of(text, LABEL, small)
    draw_line(page, text, (end, y), (LABEL, small), grey)
