"""The procedure of a circle on paper: all its words and tables, to be written on, accessible in every look."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from rpgkit.errors import RpgkitError
from rpgkit.pdf.procedure import AFTER_NAMES, BEFORE_NAMES, procedure_pdf
from rpgkit.pdf.steps import GIVES_WAY, KEPT, STEPS
from rpgkit.pdf.style import SMALLEST, Look
from tests.people import people
from tests.printed import alike, fields_of, letters_of, pages_of, text_of
from tests.test_cli import done, refused
from tests.test_screens import assert_inside, builtin, page_of, titles_of
from tests.test_tags import faults, roles, tree_of

LOOKS = [Look(), Look("letter", plain=True), Look(large=True)]
KEYS = "12345678abcd"


@cache
def printed(look: Look = Look()) -> bytes:
    tables = builtin()
    return procedure_pdf(tables, titles_of(tables), look)


@pytest.mark.parametrize("look", LOOKS)
def test_it_is_accessible_and_lasting(look: Look, tmp_path: Path) -> None:
    assert faults(printed(look), tmp_path) == []


@pytest.mark.parametrize("look", LOOKS)
def test_everything_stands_inside_the_page(look: Look) -> None:
    assert_inside(printed(look), look)


@pytest.mark.parametrize("look", LOOKS)
def test_all_steps_are_there_with_all_their_tables(look: Look) -> None:
    said = alike(text_of(printed(look)))
    for step in (*STEPS, GIVES_WAY, KEPT):
        assert alike(step.title) in said
        for text in step.texts:
            for part in text.replace("'", "’").replace("]]", "[[").split("[[")[::2]:
                assert all(alike(word) in said for word in part.split())
    names = {people().tables["marks/tongues"].cell(row, "Names") for row in people().tables["marks/tongues"].rows}
    for id in (*BEFORE_NAMES, *names, *AFTER_NAMES):
        table = builtin()[id]
        assert alike(table.title) in said
        assert all(alike(table.numbers(row)) in said for row in table.rows)


def test_the_steps_take_one_page_and_the_cards_and_the_map_another_each() -> None:
    pages = PdfReader(BytesIO(printed())).pages
    words = [alike(page.extract_text()) for page in pages[:4]]
    assert "Acirclebyhand" in words[0] and "Tokeepit" in words[0]
    assert words[1].startswith("Thecards") and words[2].startswith("Themap") and words[3].startswith("Gender")


def test_every_reference_leads_to_the_page_that_it_names() -> None:
    reader = PdfReader(BytesIO(printed()))
    notes: Any = reader.pages[0]["/Annots"]
    links = [note.get_object() for note in notes if note.get_object()["/Subtype"] == "/Link"]
    assert len(links) >= 12
    for link in links:
        words = str(link["/Contents"]).replace("\xa0", " ").removesuffix(" on")
        assert words.endswith(f"p. {page_of(reader, link['/Dest']) + 1}")


@pytest.mark.parametrize("look", LOOKS)
def test_whatever_is_written_at_the_table_has_a_field_that_says_what_it_is(look: Look) -> None:
    fields = fields_of(printed(look))
    names = [field.name for field in fields]
    assert len(set(names)) == len(names) and all(field.says for field in fields)
    for key in KEYS:
        assert {f"card/{key}/name", f"card/{key}/colour", f"card/{key}/d100", f"map/{key}/name"} <= set(names)
    assert {"map/lines", "map/veils", "map/why_now", "map/wrongly"} <= set(names)
    for at, one in enumerate(fields):
        for other in fields[at + 1 :]:
            assert one.page != other.page or not _overlap(one.rect, other.rect), (one.name, other.name)


Rect = tuple[float, float, float, float]


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0.5 and min(one[3], other[3]) - max(one[1], other[1]) > 0.5


def test_it_is_read_from_the_first_step_to_the_last_table() -> None:
    read = roles(printed())
    assert read.count("H1") == 1 and read.count("Form") == 12 * 8 + 8 * 3 + 4 * 2 + 4
    headings = [role for role in read if role in ("H2", "H3")]
    assert headings[:10] == ["H2"] * 10 and read.index("Table") > len(read) - read[::-1].index("Form") - 1
    assert tree_of(printed())


def test_nothing_is_smaller_than_can_be_read() -> None:
    for look, least in ((Look(), SMALLEST), (Look(large=True), 16.0)):
        heights = [letter.top - letter.bottom for page in letters_of(printed(look))[:3] for letter in page]
        assert min(heights) >= least * 0.9


def test_the_same_tables_are_the_same_bytes() -> None:
    tables = builtin()
    assert procedure_pdf(tables, titles_of(tables), Look()) == printed()


def test_it_is_printed_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "by-the-table.pdf"
    done("circle", "--blank", "-o", str(file))
    assert pages_of(file.read_bytes()) == pages_of(printed())
    assert "leave out" in refused("circle", "--blank", "-n", "4", "-o", str(file))
    assert "name the file" in refused("circle", "--blank")


def test_a_pack_without_the_tables_says_which_it_lacks() -> None:
    tables = {id: table for id, table in builtin().items() if id != "bonds/age_gap"}
    with pytest.raises(RpgkitError, match="bonds/age_gap"):
        procedure_pdf(tables, titles_of(tables), Look())
