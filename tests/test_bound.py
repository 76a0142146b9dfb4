"""The tables as a bound book: mirrored pages, folios outside, long tables on facing pages, for screen and press."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpgkit.pdf.impose import padded
from rpgkit.pdf.outputs import Job
from rpgkit.pdf.page import BOOKS, MM, PAPERS, Area, is_recto, live_area
from rpgkit.pdf.preflight import preflight
from rpgkit.pdf.screens import screens_pdf
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.pdf.tablebook import Book
from rpgkit.pdf.tabletype import sizes_of
from rpgkit.table import Table
from tests.printed import letters_of, pages_of
from tests.test_screens import (
    assert_all_is_there,
    builtin,
    by_title,
    laid,
    leaves_of,
    lengthy,
    pieces_of,
    printed,
    some,
    titles_of,
)
from tests.test_sheet import painted
from tests.test_tags import faults

LOOKS = [Look(paper) for paper in BOOKS]


@pytest.mark.parametrize("paper", BOOKS)
def test_margins_are_mirrored_and_all_stands_clear_of_the_knife(paper: str) -> None:
    width, height = PAPERS[paper]
    recto, verso = live_area(paper, 1), live_area(paper, 2)
    assert [recto.x, width - verso.x - verso.width] == pytest.approx([15 * MM] * 2)
    assert (recto.y, recto.width, recto.height) == (verso.y, verso.width, verso.height)
    for area in (recto, verso):
        assert min(area.x, area.y, width - area.x - area.width, height - area.top) >= 12.7 * MM - 0.01


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_loose_sheets_have_one_area_whatever_their_number(paper: str) -> None:
    assert live_area(paper, 2) == live_area(paper, 1) == live_area(paper)


def bound(tables: dict[str, Table], look: Look, job: Job) -> bytes:
    return screens_pdf(list(tables.values()), titles_of(tables), look, job=job)


@cache
def shown() -> dict[str, Table]:
    return some("scars/", "marks/co", "marks/names/ar", "bonds/bonds")


@pytest.mark.parametrize("look", LOOKS, ids=list(BOOKS))
def test_a_bound_book_holds_every_word_and_keeps_its_margins_and_folios(look: Look) -> None:
    data = printed(shown(), look)
    assert_all_is_there(shown(), data)
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            live = live_area(look.paper, number)
            left, bottom, right, top = painted(page)
            assert left >= live.x - 2 and right <= live.x + live.width + 1, number
            assert bottom >= live.y - 1 and top <= live.top + 1, number
    for number, letters in enumerate(letters_of(data), 1):
        live = live_area(look.paper, number)
        foot = sorted((letter for letter in letters if letter.top < live.y + 14), key=lambda letter: letter.left)
        said = "".join(letter.letter for letter in foot)
        assert said.endswith(str(number)) if is_recto(number) else said.startswith(str(number))
        outer = foot[-1].right - live.x - live.width if is_recto(number) else foot[0].left - live.x
        assert abs(outer) < 1.5


@pytest.mark.parametrize("look", LOOKS, ids=list(BOOKS))
def test_a_bound_book_is_accessible_and_lasting_on_a_screen(look: Look, tmp_path: Path) -> None:
    assert faults(printed(shown(), look), tmp_path) == []


@pytest.mark.parametrize("look", LOOKS, ids=list(BOOKS))
def test_a_bound_book_passes_before_a_press_and_folds_into_a_zine(look: Look) -> None:
    pages = pages_of(printed(shown(), look))
    report = preflight(bound(shown(), look, Job("press")))
    assert [check for check in report.checks if not check.passed] == []
    assert report.checks[0].says.startswith(f"{padded(pages + 1)} pages")
    zine = bound(shown(), look, Job("zine", "short"))
    assert pages_of(zine) == padded(pages) // 2
    first = letters_of(zine)[0]
    assert "Tables" in "".join(letter.letter for letter in first if letter.left > PAPERS[look.paper][0])


def test_type_is_that_of_a_small_page_and_none_is_too_small() -> None:
    for look in LOOKS:
        sizes, close = sizes_of(look), sizes_of(look, close=True)
        assert (sizes.body.fontSize, sizes.body.leading) == (9, 11.5)
        styles = [sizes.quiet, sizes.number, sizes.head, sizes.blurb, close.body, close.number, close.quiet]
        assert min(style.fontSize for style in styles) >= SMALLEST


def begun(book: Book) -> list[tuple[str, int, int]]:
    """Each table that is longer than a page: the page on which it begins, and on how many it stands."""
    pages = list(enumerate(pieces_of(book), len(book.contents) + 1))
    ids = [(piece.layout.wording.id, number) for number, pieces in pages for piece in pieces]
    found = {id: [number for other, number in ids if other == id] for id, _ in ids}
    return [(id, numbers[0], len(numbers)) for id, numbers in found.items() if numbers[1:]]


@settings(max_examples=15, deadline=None)
@given(lengths=st.lists(st.sampled_from([3, 6, 26, 42, 60]), min_size=30, max_size=45), look=st.sampled_from(LOOKS))
def test_a_long_table_begins_on_the_left_whatever_comes_before_it(lengths: list[int], look: Look) -> None:
    tables = {f"folder/t{at:02}": lengthy(rows)._replace(id=f"folder/t{at:02}") for at, rows in enumerate(lengths)}
    book = laid(tables, look)
    assert {id for pieces in pieces_of(book) for id in (piece.layout.wording.id for piece in pieces)} == set(tables)
    assert all(not is_recto(first) for _, first, _ in begun(book))
    leaves = leaves_of(book)
    assert leaves[-1] and not any(not one and not other for one, other in pairwise(leaves))


@pytest.mark.parametrize("look", LOOKS, ids=list(BOOKS))
def test_the_whole_book_has_long_tables_on_facing_pages_and_few_empty_ones(look: Look) -> None:
    book = laid(by_title(builtin()), look)
    long = begun(book)
    assert len(long) > 20 and all(not is_recto(first) for _, first, _ in long)
    assert sum(not leaf for leaf in leaves_of(book)) <= 2
    assert len(book.contents) == 2
    listed = [entry.heading.table for page in book.contents for column in page for entry in column]
    assert [id for id in listed if id] == list(by_title(builtin()))


def test_a_page_that_no_table_stands_on_has_lines_and_says_nothing(tmp_path: Path) -> None:
    look = Look("a5")
    tables = {f"folder/t{at:02}": lengthy(60)._replace(id=f"folder/t{at:02}") for at in range(3)}
    book = laid(tables, look)
    numbers = [at for at, leaf in enumerate(leaves_of(book), 1 + len(book.contents)) if not leaf]
    assert numbers
    data = printed(tables, look)
    assert faults(data, tmp_path) == []
    said = "".join(letter.letter for letter in letters_of(data)[numbers[0] - 1])
    assert said.endswith(str(numbers[0])) and "row" not in said
    with pypdfium2.PdfDocument(data) as document:
        page, live = document[numbers[0] - 1], live_area("a5", numbers[0])
        assert _is_lined(page, Area(live.x, live.y + 60, live.width, live.height - 120))


def _is_lined(page: pypdfium2.PdfPage, area: Area) -> bool:
    """Whether lines stand over the whole width of an area, evenly."""
    picture = page.render(scale=4, grayscale=True).to_pil()
    x, bottom, top = area.x + area.width / 2, page.get_height() - area.y, page.get_height() - area.top
    dark = [y for y in range(int(4 * top), int(4 * bottom)) if picture.getpixel((int(4 * x), y)) < 245]
    gaps = [after - before for before, after in pairwise(dark) if after - before > 4]
    return len(gaps) > 5 and max(gaps) - min(gaps) <= 4


@pytest.mark.parametrize("look", LOOKS, ids=list(BOOKS))
def test_no_word_of_a_further_column_is_broken_on_a_small_page(look: Look) -> None:
    data = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(whole(look)))
    names = [table for id, table in builtin().items() if id.startswith("marks/names/")]
    hints = {table.cell(row, "Say") for table in names for row in table.rows}
    assert len(hints) > 200 and [hint for hint in hints if hint not in data] == []


@cache
def whole(look: Look) -> bytes:
    return printed(some("marks/names/"), look)
