"""Booklets for the tests: the built-in one, a small one unlike it, and such as are written in a test."""

from functools import cache
from pathlib import Path

from rpgkit.chapterfile import read_chapter
from rpgkit.pack import builtin_tables, find_tables, read_all, shelf_of
from rpgkit.pdf.book.booklet import booklet_pdf
from rpgkit.pdf.book.layout import Laid, Printing, lay_out
from rpgkit.pdf.faces import load_prose_fonts
from rpgkit.pdf.outputs import JOB, Job
from rpgkit.pdf.style import Look
from rpgkit.references import Known
from rpgkit.supplement import Supplement
from rpgkit.supplementfile import booklet_of, builtin_booklet, load_supplement
from rpgkit.table import Table
from tests.people import people

SALE = Path(__file__).parent / "data" / "supplement"
TRIM = Look("a5", tint="#5A3A32")


@cache
def tables() -> dict[str, Table]:
    return read_all(find_tables(builtin_tables()))[0]


@cache
def half_of_us() -> Supplement:
    return load_supplement(builtin_booklet(), shelf_of([builtin_tables()]))


@cache
def sale() -> Supplement:
    booklet = booklet_of(SALE)
    assert booklet
    return load_supplement(booklet, shelf_of([builtin_tables(), SALE]))


def written(*chapters: str) -> Supplement:
    """A supplement of these chapters, which are called one, two, three."""
    names = ("one", "two", "three", "four")[: len(chapters)]
    known = Known(tables(), names)
    read = [
        read_chapter(text.encode(), f"{at}-{name}.md", known)
        for at, (name, text) in enumerate(zip(names, chapters, strict=True), 1)
    ]
    return sale()._replace(title="Written", paper="a5", cover=None, tables=tables(), chapters=tuple(read))


def laid(supplement: Supplement, look: Look = TRIM) -> Laid:
    load_prose_fonts()
    return lay_out(Printing(supplement, look, people()))


@cache
def printed(supplement_of: str, look: Look = TRIM, job: Job = JOB) -> bytes:
    """A booklet as it is printed: `half_of_us` or `sale`."""
    return booklet_pdf(Printing(globals()[supplement_of](), look, people()), job)


def booklet_of_chapters(*chapters: str, look: Look = TRIM, job: Job = JOB) -> bytes:
    return booklet_pdf(Printing(written(*chapters), look, people()), job)
