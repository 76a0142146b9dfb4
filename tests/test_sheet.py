"""The printed sheet: whole, embedded, inside its live area, and nothing lost."""

import re
from dataclasses import replace
from io import BytesIO
from unicodedata import bidirectional, normalize

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rpgkit.boxes import sections_of
from rpgkit.pdf.faces import load_fonts, printable, typeset
from rpgkit.pdf.page import LIVE, MM, PAPERS, live_area
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.person import Character
from tests.people import first, person, saying


def squeezed(text: str) -> str:
    """Text as it can be compared with what a reader of PDFs found: ligatures apart, no white space."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


def words_of(text: str) -> list[str]:
    """The words of a text; brackets are turned beside letters that run from right to left."""
    return re.findall(r"[^\s()]+", text)


def runs_to_the_left(letter: str) -> bool:
    return bidirectional(letter) in ("R", "AL", "AN")


def stands(word: str, found: str) -> bool:
    """Whether a word was found; letters that run from right to left are turned by some who read a page back."""
    turned = "".join(letter for letter in word if runs_to_the_left(letter))
    return (turned in found or turned[::-1] in found) if turned else word in found


def text_of(data: bytes) -> str:
    """The text of all pages as PDFium reads it."""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def pages_of(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def assert_all_is_there(character: Character, data: bytes, gm: bool = False) -> None:
    """Every word of every box is on some page."""
    load_fonts()
    found = re.sub(r"[\s()]+", "", text_of(data))
    for section in sections_of(character, gm):
        for box in section.boxes:
            assert re.sub(r"[\s()]+", "", box.label) in found
            for word in words_of(typeset(box.text)):
                assert stands(word, found), (box, word)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**35 - 1))
def test_a_sheet_is_two_pages_at_most_and_holds_every_word(seed: int) -> None:
    data = sheet_pdf([person(seed)])
    assert pages_of(data) <= 2
    assert_all_is_there(person(seed), data)


def test_nearly_every_sheet_is_one_page() -> None:
    assert sum(pages_of(sheet_pdf([person(seed)])) == 1 for seed in range(30)) >= 27


def test_the_gms_sheet_holds_every_word_too() -> None:
    made = first("unmet", dead=True)
    assert_all_is_there(made, sheet_pdf([made], gm=True), gm=True)


def test_an_unmet_ones_secrets_are_not_in_the_file() -> None:
    made = first("unmet", dead=True)
    assert made.scar
    player, gm = (re.sub(r"\s+", "", text_of(sheet_pdf([made], gm=gm))) for gm in (False, True))
    for secret in (made.bond.said, made.texts["scar.how"], f"Worked as{made.named_life.work}"):
        squeezed = re.sub(r"\s+", "", typeset(secret))
        assert squeezed in gm
        assert squeezed not in player


def test_every_face_is_embedded() -> None:
    reader = PdfReader(BytesIO(sheet_pdf([first("friend", dead=True)])))
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
        for font in fonts.values():
            descriptor = font.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor


def test_the_mark_is_drawn_in_its_colour() -> None:
    made = first("friend", dead=False)
    with pypdfium2.PdfDocument(sheet_pdf([made])) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    ink = tuple(int(made.named.favourite_colour.ink[at : at + 2], 16) for at in (1, 3, 5))
    assert ink in {colour for _, colour in picture.getcolors(1 << 24)}


def painted(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The edges of all that is painted on a page, in points: left, bottom, right and top."""
    picture = page.render(scale=2).to_pil().convert("L").point(lambda grey: 255 * (grey < 250))
    left, upper, right, lower = (edge / 2 for edge in picture.getbbox())
    return left, page.get_height() - lower, right, page.get_height() - upper


@pytest.mark.parametrize("paper", PAPERS)
def test_all_stands_inside_the_live_area(paper: str) -> None:
    live = live_area(paper)
    assert (live.width, live.height) == LIVE
    for seed in range(10):
        with pypdfium2.PdfDocument(sheet_pdf([person(seed)], Look(paper))) as document:
            for page in document:
                assert page.get_size() == pytest.approx(PAPERS[paper])
                left, bottom, right, top = painted(page)
                assert left >= live.x - MM and right <= live.x + live.width + MM
                assert bottom >= live.y - MM and top <= live.top + MM


ODD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\xad").filter(
        lambda letter: not runs_to_the_left(letter)
    ),
    min_size=1,
    max_size=200,
)


@settings(max_examples=60, deadline=None)
@given(odd=ODD)
@example("\u0300\u0530")
def test_whatever_a_text_holds_is_printed_and_never_read_as_markup(odd: str) -> None:
    load_fonts()
    made = first("friend", dead=False)
    data = sheet_pdf([saying(made, hook=f"<b>{odd}</b> & <img src='/etc/hosts'/>")])
    found = re.sub(r"\s+", "", text_of(data))
    assert "<b>" in found
    assert "<imgsrc=‘/etc/hosts’/>" in found.replace("’/etc", "‘/etc")
    assert squeezed(typeset(f"<b>{odd}</b>")) in squeezed(found)


@pytest.mark.parametrize("words", [1, 400, 4_000])
def test_a_long_text_goes_on_overleaf_and_loses_no_word(words: int) -> None:
    hook = " ".join(f"word{number}" for number in range(words))
    made = saying(first("friend", dead=True), hook=hook)
    data = sheet_pdf([made])
    assert_all_is_there(made, data)
    assert (pages_of(data) > 1) == ("continued overleaf" in text_of(data)) == (words > 1)


def test_a_long_name_is_set_smaller_and_stays_inside() -> None:
    made = first("friend", dead=False)
    name = replace(
        made.named.name, written="Wilhelmina-Konstantina-Anastasia-Theodora", true="Wilhelmina-Konstantina"
    )
    long = replace(made, named=replace(made.named, name=name))
    live = live_area("a4")
    with pypdfium2.PdfDocument(sheet_pdf([long])) as document:
        left, _, right, _ = painted(document[0])
    assert left >= live.x - MM and right <= live.x + live.width + MM


def test_a_character_without_a_glyph_is_shown_by_its_number() -> None:
    load_fonts()
    assert printable("\uffff") == "[U+FFFF]"
    assert printable("aབ\U00010380\U0001f44c\ue000b") == "a[U+0F56][U+10380]\U0001f44c[U+E000]b"
    made = first("friend", dead=False)
    assert "[U+0F56]" in text_of(sheet_pdf([saying(made, hook="the word བ on a door")]))


def test_the_same_seed_prints_the_same_bytes() -> None:
    assert sheet_pdf([person(5)]) == sheet_pdf([person(5)])


def test_nothing_is_smaller_than_the_smallest() -> None:
    from pypdf import PageObject

    sizes: set[float] = set()

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] or 1) * abs(cm[3] or 1), 2))

    for seed in range(5):
        page: PageObject = PdfReader(BytesIO(sheet_pdf([person(seed)]))).pages[0]
        page.extract_text(visitor_text=note)
    assert min(sizes) >= SMALLEST
