"""What is folded and stapled at home: every page once, in its order, over whichever edge sheets are turned."""

from collections import Counter
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rpgkit.pdf.faces import TEXT
from rpgkit.pdf.impose import Flip, Side, padded, sides_of
from rpgkit.pdf.metadata import About
from rpgkit.pdf.outputs import Output, page_for
from rpgkit.pdf.page import MM, PAPERS, Area
from rpgkit.pdf.tags import Node
from rpgkit.pdf.zine import PAPER
from tests.printed import letters_of
from tests.test_press import drawn

SIZE = PAPERS["a5"]
HEADS, FEET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
At = tuple[float, float]


def marked(pages: int, flip: Flip, output: Output = "zine", size: At = SIZE) -> bytes:
    """Pages with a letter at the head and one at the foot, in the middle."""
    file = BytesIO()
    page = page_for(output, file, size, About("Pages", "A test"), flip)
    for number in range(pages):
        page.setFont(TEXT, 20)
        with page.tagged(Node("P")):
            page.drawString(size[0] / 2, size[1] - 80, HEADS[number])
            page.drawString(size[0] / 2, 60, FEET[number])
        page.showPage()
    page.save()
    return file.getvalue()


def folded(sides: list[Side]) -> list[int]:
    """The pages as one turns them: down through the sheets, and up again on their other halves."""
    fronts, backs = sides[::2], sides[1::2]
    down = [page for front, back in zip(fronts, backs, strict=True) for page in (front.right, back.left)]
    pairs = list(zip(fronts, backs, strict=True))
    up = [page for front, back in reversed(pairs) for page in (back.right, front.left)]
    return [*down, *up]


@given(pages=st.integers(0, 300))
def test_the_folded_sheets_are_read_in_order_every_page_once(pages: int) -> None:
    sides = list(sides_of(pages))
    assert folded(sides) == list(range(1, padded(pages) + 1))
    assert padded(pages) % 4 == 0 and pages <= padded(pages) < pages + 4
    assert [side.is_back for side in sides] == [False, True] * (padded(pages) // 4)


def through(side: int, at: At, flip: Flip) -> At:
    """Where something on a side stands on the sheet, as it is seen through its front."""
    (width, height), (x, y) = (2 * SIZE[0], SIZE[1]), at
    if side % 2 == 0:
        return x, y
    # The back's own picture, once the sheet is turned over an edge, lies mirrored across that edge's direction.
    return (x, height - y) if flip == "long" else (width - x, y)


@settings(max_examples=20, deadline=None)
@given(pages=st.integers(1, 17), flip=st.sampled_from(["long", "short"]))
def test_the_printed_sheets_have_every_page_upright_behind_its_other_side(pages: int, flip: Flip) -> None:
    places: dict[str, tuple[int, At]] = {}
    for side, letters in enumerate(letters_of(marked(pages, flip))):
        for letter in letters:
            assert letter.letter not in places
            middle = ((letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2)
            places[letter.letter] = (side, through(side, middle, flip))
    assert Counter(places.keys()) == Counter(HEADS[:pages] + FEET[:pages])
    half = {}
    for number in range(pages):
        (side, (x, head)), (other, (_, foot)) = places[HEADS[number]], places[FEET[number]]
        assert side == other and head > foot
        half[number + 1] = (side // 2, x > SIZE[0], side % 2)
    for recto in range(1, pages, 2):
        sheet, right, back = half[recto]
        assert half[recto + 1] == (sheet, right, 1 - back)
    assert half[1] == (0, True, 0)


@pytest.mark.parametrize("flip", ["long", "short"])
def test_pages_of_inner_sheets_creep_towards_the_fold_and_none_is_scaled(flip: Flip) -> None:
    pages = 24
    plain = {letter.letter: letter for page in letters_of(marked(pages, flip, "screen")) for letter in page}
    for side, letters in zip(sides_of(pages), letters_of(marked(pages, flip)), strict=True):
        for letter in letters:
            was, turned = plain[letter.letter], side.is_back and flip == "long"
            assert letter.top - letter.bottom == pytest.approx(was.top - was.bottom, abs=0.01)
            x = 2 * SIZE[0] - letter.right if turned else letter.left
            creep = x - was.left - (SIZE[0] if x > SIZE[0] else 0)
            wanted = side.sheet * PAPER * (-1 if x > SIZE[0] else 1)
            assert creep == pytest.approx(wanted, abs=0.02)
    assert 0.05 * MM <= PAPER <= 0.1 * MM


@pytest.mark.parametrize(("paper", "sheet"), [("a5", "a4"), ("half-letter", "letter")])
def test_two_pages_are_a_sheet_that_lies(paper: str, sheet: str) -> None:
    for page in PdfReader(BytesIO(marked(5, "long", size=PAPERS[paper]))).pages:
        width, height = PAPERS[sheet]
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx((height, width), abs=3)


def test_nothing_of_a_page_is_seen_beyond_the_fold() -> None:
    file = BytesIO()
    page = page_for("zine", file, SIZE, About("Pages", "A test"))
    page.rect(-100, -100, 900, 900, stroke=0, fill=1)
    page.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
        assert picture.getpixel((int(SIZE[0]) - 3, 300)) == 255 and picture.getpixel((int(SIZE[0]) + 3, 300)) == 0


def test_paper_says_nothing_besides_what_is_seen() -> None:
    root: Any = PdfReader(BytesIO(drawn("zine"))).trailer["/Root"]
    assert not set(root) & {
        "/StructTreeRoot",
        "/Outlines",
        "/PageLabels",
        "/AcroForm",
        "/OutputIntents",
        "/Metadata",
    }
    page = page_for("zine", BytesIO(), SIZE, About("Pages", "A test"))
    assert page.bookmark("A title", 9, name="there") == "there"
    page.link(Node("Link"), Area(0, 0, 9, 9), "#there", "there")
    page.linkURL("https://example.org", (0, 0, 9, 9))
    page.leave_empty(Node("TD"))
    page.annotate(Node("Link"), Area(0, 0, 9, 9), {})
    assert page._code == []
