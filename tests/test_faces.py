"""Names in other scripts: shaped as their script wants it, read out as written, and never wider than a line."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rpgkit.pdf.faces import SCRIPTS, TEXT, clusters_of, face_of, file_of, load_fonts, printable, stretches_of
from rpgkit.pdf.page import MM, live_area
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.pdf.words import Word, runs_of, shaped, width_of
from tests.people import first, people, saying
from tests.printed import everything_in, flat

load_fonts()
NAMES = [
    table.cell(row, "Written")
    for id, table in people().tables.items()
    if id.startswith("marks/names/")
    for row in table.rows
]
LETTERS = st.text(st.sampled_from("abc ọ\u0301 דרך كريم मोहन თეა 은주 美和 —1\u200d"), max_size=60)


def read_out(data: bytes) -> list[str]:
    """What stands for the glyphs of each word of a script."""
    hexes = re.findall(r"/ActualText <FEFF([0-9A-F]+)>", everything_in(data))
    return [bytes.fromhex(digits).decode("utf-16-be") for digits in hexes]


def test_every_name_of_the_tables_has_its_letters() -> None:
    for id, table in people().tables.items():
        for row in table.rows:
            for text in (row.raw, *row.cells):
                assert printable(text) == text, id


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_of_use_and_carries_its_licence(script: str) -> None:
    assert any(face_of(letter, TEXT) == script for name in NAMES for letter in name)
    licence = file_of(script).with_name(f"{script}.licence.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence or "Bitstream Vera" in licence


@given(LETTERS)
def test_stretches_hold_all_of_a_text_in_order(text: str) -> None:
    stretches = list(stretches_of(text, TEXT))
    assert "".join(stretch for stretch, _ in stretches) == text
    faces = [face for _, face in stretches]
    assert all(one != other for one, other in pairwise(faces))


@given(LETTERS, st.integers(10, 200))
def test_no_word_is_wider_than_a_line_and_no_letter_is_lost(text: str, width: int) -> None:
    runs = list(runs_of(text, TEXT, 12, width))
    said = "".join(run.text if isinstance(run, Word) else run for run in runs)
    assert said.replace(" ", "") == text.replace(" ", "")
    for run in runs:
        assert isinstance(run, str) or run.width * 12 <= width or len(list(clusters_of(run.text))) == 1


def test_letters_of_arabic_join_and_run_from_right_to_left() -> None:
    word = shaped("كريم", "arabic")
    assert [place.cluster for place in word.glyphs.__shapeData__] == [3, 2, 1, 0]
    alone = [shaped(letter, "arabic").glyphs for letter in "ميرك"]
    assert [glyph != other for glyph, other in zip(word.glyphs, alone, strict=True)].count(True) >= 3
    assert word.width < sum(shaped(letter, "arabic").width for letter in "كريم")


def test_a_vowel_of_devanagari_stands_before_its_consonant_and_a_conjunct_is_one_glyph() -> None:
    sign, consonant = (shaped(letter, "devanagari").glyphs[-1] for letter in ("कि"[1], "क"))
    assert shaped("कि", "devanagari").glyphs[-1] == consonant != sign
    assert len(shaped("क्ष", "devanagari").glyphs) == 1


def test_an_accent_stands_on_the_letter_that_it_was_written_after() -> None:
    letter, accent = shaped("ọ\u0301", TEXT).glyphs.__shapeData__
    assert accent.x_advance == 0
    assert -letter.width < accent.x_offset < 0
    (_, word, _) = runs_of("said Bùkọ\u0301lá then", TEXT, 12, 200)
    assert isinstance(word, Word) and word.text == "Bùkọ\u0301lá"


def test_a_name_of_two_words_is_one_word_from_right_to_left() -> None:
    (word,) = runs_of("عبد نور", TEXT, 12, 200)
    assert isinstance(word, Word) and word.text == "عبد نور"
    assert len(list(runs_of("عبد نور", TEXT, 12, 20))) == 3


@pytest.mark.parametrize("name", ["كريم", "רות", "श्रेया", "თეა", "은주", "美和", "Kọ\u0301láwọlé"])
def test_a_mark_is_read_out_as_it_is_written(name: str) -> None:
    made = first("friend", dead=False)
    named = replace(made.named, name=replace(made.named.name, written=name))
    data = sheet_pdf([replace(made, named=named)])
    assert any(name in said for said in read_out(data))
    assert "[U+" not in "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


@pytest.mark.parametrize("word", ["美", "كريم", "שלום ", "은", "नमस्ते "])
def test_a_long_text_in_another_script_stays_in_its_column(word: str) -> None:
    hook = f"It says: {word * 60}, and no more."
    data = sheet_pdf([saying(first("friend", dead=False), hook=hook)])
    assert "".join(read_out(data)).replace(" ", "").count(word.strip()) >= 60
    live = live_area("a4")
    with flat(data) as document:
        for page in document:
            for thing in page.get_objects(max_depth=1):
                left, _, right, _ = thing.get_bounds()
                assert left >= live.x - MM and right <= live.x + live.width + MM


def test_a_line_is_as_wide_as_its_runs() -> None:
    plain, mixed = width_of("Ruth ", TEXT, 20), width_of("Ruth רות", TEXT, 20)
    assert mixed == pytest.approx(plain + shaped("רות", "hebrew").width * 20)
