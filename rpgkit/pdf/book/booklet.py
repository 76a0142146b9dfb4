"""A supplement as a booklet: its cover, its chapters as spreads, its contents and index, in one PDF."""

from io import BytesIO

from rpgkit.pdf.book.back import place_of_page
from rpgkit.pdf.book.cover import draw_back, draw_cover
from rpgkit.pdf.book.frame import frame_of
from rpgkit.pdf.book.layout import Laid, Opened, Printing, lay_out
from rpgkit.pdf.book.slug import Leaf
from rpgkit.pdf.book.type import booktype_of
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, load_prose_fonts, typeset
from rpgkit.pdf.impose import SHEET, padded
from rpgkit.pdf.metadata import About
from rpgkit.pdf.outputs import JOB, Job, page_for
from rpgkit.pdf.page import PAPERS
from rpgkit.pdf.ruled import draw_ruled
from rpgkit.pdf.style import INK
from rpgkit.pdf.words import draw_line, width_of


def booklet_pdf(printing: Printing, job: Job = JOB) -> bytes:
    """A booklet; raises Mistakes where a chapter cannot be set on its pages."""
    load_prose_fonts()
    laid, file = lay_out(printing), BytesIO()
    supplement, look = printing.supplement, printing.look
    subject = supplement.subtitle or "A supplement for the table"
    about = About(supplement.title, subject, supplement.author, supplement.language)
    page = page_for(job.output, file, PAPERS[look.paper], about, job.flip)
    page.number_pages()
    draw_cover(page, supplement, look)
    page.showPage()
    last = _draw_pages(page, laid, printing)
    if supplement.back and job.output != "press" and last % SHEET:
        outside = padded(last) if job.output == "zine" else last + 1
        for _ in range(last + 1, outside):
            page.showPage()
        draw_back(page, supplement, look, outside)
        page.showPage()
    page.save()
    return file.getvalue()


def _draw_pages(page: Page, laid: Laid, printing: Printing) -> int:
    """Draws all pages after the cover; the number of the last one."""
    number = 2
    for opened in laid.chapters:
        for leaf in opened.leaves:
            for between in range(number, leaf.number):
                _draw_leaf(page, Leaf(between, ()), opened, printing)
                page.showPage()
            _draw_leaf(page, leaf, opened, printing)
            page.showPage()
            number = leaf.number + 1
    return number - 1


def _draw_leaf(page: Page, leaf: Leaf, opened: Opened, printing: Printing) -> None:
    frame = frame_of(printing.look, leaf.number)
    page.place(place_of_page(leaf.number), frame.body.top)
    for placed in leaf.placed:
        placed.slug.draw(page, placed.x, placed.top)
    if not leaf.placed:
        draw_ruled(page, frame.body, printing.look)
    _draw_foot(page, leaf, opened, printing)


def _draw_foot(page: Page, leaf: Leaf, opened: Opened, printing: Printing) -> None:
    """The folio outside, and beside it the chapter; both are ornament."""
    look, style = printing.look, booktype_of(printing.look).folio
    frame, size = frame_of(look, leaf.number), booktype_of(printing.look).folio.fontSize
    folio, title = str(leaf.number), typeset(opened.chapter.title, LABEL)
    wide = width_of(folio, style.fontName, size)
    right = frame.body.x + frame.body.width
    outer = leaf.number % 2 == 1 and not look.large
    x = right - wide if outer else frame.body.x
    draw_line(page, folio, (x, frame.foot), (style.fontName, size), INK)
    beside = x - 8 - width_of(title, LABEL, size) if outer else x + wide + 8
    draw_line(page, title, (beside, frame.foot), (LABEL, size), look.grey)
