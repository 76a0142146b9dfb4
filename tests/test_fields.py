"""The form: every value in a field, called by its name, typed over in a viewer, saved, and read back."""

import ctypes
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFontFile

from rpgkit.pdf.faces import TEXT, load_fonts
from rpgkit.pdf.lines import lines_of, width_of_line
from rpgkit.pdf.sheet import blank_pdf, sheet_pdf
from rpgkit.pdf.style import Look
from rpgkit.pdf.typed import FACE, NAME, codes
from rpgkit.pdf.words import Word
from rpgkit.person import tracks_of
from tests.people import first, person, saying
from tests.printed import Asked, fields_of, text_of, values_of

load_fonts()
TYPED = "Ženě říká — “Ελένη”, Łucja; Галина & Ọlá, 4 € №1"


def typed_into(data: bytes, texts: dict[str, str]) -> bytes:
    """The file as PDFium saves it, with texts typed into its fields as one does with a mouse and a keyboard."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    form = document.formenv
    pages = list(document)
    for field in fields_of(data):
        if field.name in texts:
            _type(form, pages[field.page], field, texts[field.name])
    pdfium.FORM_ForceToKillFocus(form)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _type(form: Any, page: pypdfium2.PdfPage, field: Asked, text: str) -> None:
    x, y = field.rect[0] + 4, (field.rect[1] + field.rect[3]) / 2
    pdfium.FORM_OnMouseMove(form, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page, 0, x, y)
    if field.kind == "/Tx":
        pdfium.FORM_SelectAllText(form, page)
        letters = ctypes.create_string_buffer(f"{text}\0".encode("utf-16-le"))
        pdfium.FORM_ReplaceSelection(form, page, ctypes.cast(letters, pdfium.FPDF_WIDESTRING))


@pytest.mark.parametrize("data", [sheet_pdf([person(3)]), blank_pdf(), sheet_pdf([person(3)], Look(large=True))])
def test_every_field_is_typed_over_saved_and_read_back(data: bytes) -> None:
    texts = {field.name: f"{TYPED} {at}" for at, field in enumerate(fields_of(data)) if field.kind == "/Tx"}
    assert len(texts) > 40
    saved = typed_into(data, texts)
    held = values_of(saved)
    assert {name: held[name] for name in texts} == texts


def test_what_is_typed_is_set_in_our_face() -> None:
    """PDFium takes no other face for letters of any tongue of Europe, and the new text is what is seen."""
    saved = typed_into(sheet_pdf([person(3)]), {"want": TYPED})
    annotations: Any = PdfReader(BytesIO(saved)).pages[0]["/Annots"]
    fields = [annotation.get_object() for annotation in annotations]
    (look,) = [field["/AP"]["/N"].get_object() for field in fields if field["/T"] == "want"]
    assert set(re.findall(rb"/(\S+) [\d.]+ Tf", look.get_data())) == {NAME.encode()}
    assert look["/Resources"]["/Font"][f"/{NAME}"]["/BaseFont"] == "/HalfOfUsTyped"
    assert "Ελένη" in text_of(saved) and "Галина" in text_of(saved)
    assert person(3).texts["want"][:20] not in text_of(saved)


def test_a_box_is_ticked_with_a_click_and_unticked_with_another() -> None:
    data = sheet_pdf([first("friend", dead=False)])
    boxes = {field.name: field.value for field in fields_of(data) if field.kind == "/Btn"}
    clicked = values_of(typed_into(data, dict.fromkeys(boxes, "")))
    other = {"/Off": "/Yes", "/Yes": "/Off"}
    assert {name: clicked[name] for name in boxes} == {name: other[value] for name, value in boxes.items()}
    assert set(boxes.values()) == set(other)


@pytest.mark.parametrize("dead", [True, False])
def test_tracks_are_ticked_as_they_start(dead: bool) -> None:
    made = first("friend", dead=dead)
    tracks = tracks_of("friend", made.bond.mutual, made.years)
    held = values_of(sheet_pdf([made]))
    for track, full in tracks._asdict().items():
        ticks = [held.get(f"tracks/{track}/{at}") for at in range(1, 7)]
        absent = track == ("warmth" if dead else "ache")
        assert ticks == [None if absent else "/Yes" if at < full else "/Off" for at in range(6)]


def test_whoever_has_not_met_theirs_has_a_clock_of_six_for_the_search() -> None:
    assert "tracks/search/6" in values_of(sheet_pdf([first("unmet", dead=False)]))
    assert "tracks/search/6" not in values_of(sheet_pdf([first("friend", dead=False)]))


@pytest.mark.parametrize("look", [Look(), Look(large=True)])
def test_one_comes_to_the_fields_in_the_order_of_reading_and_each_says_what_it_is(look: Look) -> None:
    data = sheet_pdf([person(seed) for seed in range(3)], look, gm=True)
    fields = fields_of(data)
    assert len({field.name for field in fields}) == len(fields)
    assert all(field.says.strip() for field in fields)
    said = [field.says for field in fields if field.name.startswith("2/") and "gm" not in field.name]
    assert said[0] == "Name"
    assert said.index("Nerve") < said.index("You: Gender") < said.index("The mark: Name you bear")
    assert said[-2:] == ["Why now", "Notes"] or said[-1] == "Why now"


def test_the_tree_reads_the_fields_in_the_order_in_which_one_comes_to_them() -> None:
    reader = PdfReader(BytesIO(sheet_pdf([person(3)])))
    root: Any = reader.trailer["/Root"]
    read: list[Any] = []

    def walk(thing: Any) -> None:
        thing = thing.get_object()
        if isinstance(thing, list):
            for kid in thing:
                walk(kid)
        elif hasattr(thing, "keys"):
            if "/Obj" in thing:
                read.append(thing["/Obj"].get_object()["/T"])
            elif "/K" in thing:
                walk(thing["/K"])

    walk(root["/StructTreeRoot"]["/K"])
    assert read == [field.name for field in fields_of(sheet_pdf([person(3)]))]


def test_what_is_typed_takes_no_more_room_than_what_was_printed() -> None:
    """The face is the page's, letter by letter as wide, and holds all that one types in Europe."""
    typed, printed = TTFontFile(str(FACE)), pdfmetrics.getFont(TEXT).face
    assert len(typed.charToGlyph) > 1_000
    for letter in typed.charToGlyph.keys() & printed.charToGlyph.keys():
        assert typed.charWidths[letter] == pytest.approx(printed.charWidths[letter], abs=1)
    assert set(TYPED) <= codes().keys()


LETTERS = st.text(st.sampled_from("abW ,-—’é Ж ọ\u0301 דרך كريم मोहन თეა 은주 美和\u200d"), max_size=80)


@given(LETTERS, st.floats(3, 40))
def test_no_line_is_wider_than_its_field_and_no_letter_is_lost(text: str, width: float) -> None:
    lines = lines_of(text, TEXT, width)
    said = "".join(run.text if isinstance(run, Word) else run for line in lines for run in line)
    assert said.replace(" ", "") == "".join(text.split())
    for line in lines:
        single = len(line) == 1 and len(line[0].text if isinstance(line[0], Word) else line[0]) == 1
        assert width_of_line(line, TEXT) <= width + 1e-3 or single, line


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60))
def test_a_value_is_held_as_it_was_whatever_letters_it_has(text: str) -> None:
    made = first("friend", dead=False)
    assert values_of(sheet_pdf([saying(made, manner=text)]))["manner"] == text


def test_a_name_in_another_script_is_a_value_too() -> None:
    made = first("friend", dead=False)
    name = replace(made.person.name, true="كريم", written="كريم", called="كريم", say="كريم")
    data = sheet_pdf([replace(made, person=replace(made.person, name=name))])
    assert values_of(data)["person/true_name"] == "كريم"
    assert "[U+" not in text_of(data)
