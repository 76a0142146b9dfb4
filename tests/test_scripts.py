"""Letters that the page's own faces lack: from the faces of `rpgkit[scripts]`, or, without them, romanised."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

import pypdfium2
import pytest
import uharfbuzz
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle

from rpgkit.cli import run
from rpgkit.pdf import faces
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.cards import cards_pdf
from rpgkit.pdf.cut import CutFace
from rpgkit.pdf.decks import people_deck
from rpgkit.pdf.faces import FURTHER, LABEL, TEXT, Source, face_of, file_of, is_shown, printable, stretches_of
from rpgkit.pdf.letters import drawn_of, lacking, romanised
from rpgkit.pdf.lines import lines_of
from rpgkit.pdf.mark import Mark, layers_of
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import MM, live_area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.pdf.strokes import lettering_of
from rpgkit.pdf.style import INK, VALUES
from rpgkit.pdf.tags import Node
from rpgkit.pdf.turning import as_seen, turned_spans
from rpgkit.pdf.words import Word, draw_line, runs_of, units_of, word_of
from rpgkit.person import Character
from rpgkit.profile import character_document
from tests.people import first, people, saying
from tests.printed import letters_of, text_of
from tests.test_tags import alts, bearing, faults, roles

# Our own small faces of scripts, as if they were those of the extra.
STAND_INS = {
    f"far {script}": Source("rpgkit", f"pdf/scripts/{script}.ttf", tongue)
    for script, tongue in (("arabic", "ar"), ("devanagari", "hi"), ("japanese", "ja"), ("korean", "ko"))
}
REAL = {face: source for face, source in FURTHER.items() if face in faces.further_faces()}
installed = pytest.mark.skipif(set(REAL) != set(FURTHER), reason="rpgkit[scripts] is not installed")
NAMES = ("كريم", "श्रेया", "美和", "은주")


def forget() -> None:
    """What was found before in other faces."""
    for found in (face_of, faces.further_faces, word_of, lettering_of, lines_of):
        found.cache_clear()


def having(further: dict[str, Source], scripts: dict[str, str], patch: pytest.MonkeyPatch) -> Iterator[None]:
    for face in list(FURTHER):
        patch.delitem(FURTHER, face)
    for face, source in further.items():
        patch.setitem(FURTHER, face, source)
    patch.setattr(faces, "SCRIPTS", scripts)
    forget()
    yield
    patch.undo()
    forget()


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other scripts are in the faces of the extra alone."""
    yield from having(STAND_INS, {}, monkeypatch)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The extra is not installed, whatever is."""
    yield from having({"none": Source("no_such_fonts", "none.ttf")}, faces.SCRIPTS, monkeypatch)


def page_saying(*lines: str, size: float = 20) -> bytes:
    file = BytesIO()
    page = Page(file, (400, 600), About("A page", "A test"))
    for at, line in enumerate(lines):
        with page.tagged(Node("P")):
            draw_line(page, line, (20, 500 - at * 30), (TEXT, size), INK)
    page.save()
    return file.getvalue()


def fonts_of(data: bytes) -> dict[str, Any]:
    """The faces in a file that are cut, by their names."""
    resources: Any = PdfReader(BytesIO(data)).pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].get_object().values()]
    return {str(font["/BaseFont"]): font for font in fonts if "Cut" in font["/BaseFont"]}


def read_back(name: str, text: str, data: bytes) -> bool:
    """Whether a page says a text; some readers turn all Arabic, as if it were told as it is seen."""
    return text_of(data).strip() in (text, text.replace(name, name[::-1]))


@pytest.mark.usefixtures("far")
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_that_the_page_lacks_is_in_a_further_face(name: str, tmp_path: Path) -> None:
    assert is_shown(name) and printable(name) == name
    assert {face in STAND_INS for _, face in stretches_of(name, TEXT)} == {True}
    data = page_saying(f"It is {name}.")
    assert len(fonts_of(data)) == 1
    assert read_back(name, f"It is {name}.", data)
    assert faults(data, tmp_path) == []


def cut_down(face: str, letters: str, folder: Path) -> Source:
    """A package of fonts with a face that has only these letters of another."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file_of(face))))
    (folder / "few_letters").mkdir()
    (folder / "few_letters" / "few.ttf").write_bytes(wanted.subset(whole).blob.data)
    return Source("few_letters", "few.ttf")


def test_letters_that_stand_together_are_in_the_first_face_that_has_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    few = cut_down("japanese", "美", tmp_path)
    with contextmanager(having)({"few": few, **STAND_INS}, {}, monkeypatch):
        assert list(stretches_of("a 美 b", TEXT)) == [("a ", TEXT), ("美", "few"), (" b", TEXT)]
        assert list(stretches_of("a 美和 b", TEXT)) == [("a ", TEXT), ("美和", "far japanese"), (" b", TEXT)]


def test_the_text_face_shows_what_the_face_of_labels_lacks() -> None:
    assert face_of("ʭ", LABEL) == TEXT and printable("ʭ", LABEL) == "ʭ"
    (stretch,) = stretches_of("ʭ", LABEL)
    assert stretch == ("ʭ", TEXT)


def test_a_letter_beyond_u_ffff_is_read_back_with_its_mark() -> None:
    assert text_of(page_saying("and \U0001f44c\u0301 so")).strip() == "and \U0001f44c\u0301 so"


@pytest.mark.usefixtures("bare")
def test_without_them_it_is_shown_by_its_number() -> None:
    assert face_of("龘", TEXT) is None and not is_shown("a龘")
    assert printable("a龘") == "a[U+9F98]"


@pytest.mark.usefixtures("far")
def test_a_whole_sheet_in_further_faces_is_accessible_and_small_and_always_the_same(tmp_path: Path) -> None:
    made = bearing(first("friend", dead=False), "श्रेया", "Devanagari")
    made = saying(made, hook="कर्म " * 30 + "美和" * 60 + " 은주 كريم (1) ١٢.")
    data = sheet_pdf([made])
    assert faults(data, tmp_path) == []
    assert len(fonts_of(data)) == 4
    assert len(data) < 280_000
    forget()
    assert sheet_pdf([made]) == data


def cut_of(data: bytes) -> tuple[uharfbuzz.Font, dict[str, Any], int]:
    """The only cut face in a file, as it is embedded, its descriptor, and the number of its first glyph."""
    (font,) = fonts_of(data).values()
    below = font["/DescendantFonts"][0].get_object()
    file = below["/FontDescriptor"]["/FontFile2"].get_object().get_data()
    return uharfbuzz.Font(uharfbuzz.Face(file)), below, int(below["/W"][0])


@pytest.mark.parametrize("weight", [400, 800])
def test_a_face_is_embedded_at_the_weight_that_it_is_measured_and_drawn_at(weight: int) -> None:
    face = CutFace(f"weighed {weight}", file_of(TEXT), weight)
    file = BytesIO()
    page = Page(file, (100, 100), About("A page", "A test"))
    line = page.beginText(10, 50)
    line._code += face.code_of("m", word_of("m", TEXT, False).parts[0].glyphs, 20, page._doc)
    page.drawText(line)
    page.save()
    embedded, below, glyph = cut_of(file.getvalue())
    assert glyph == face.glyph_of("m")
    assert embedded.get_glyph_h_advance(glyph) == pytest.approx(face.shaper.get_glyph_h_advance(glyph), abs=1)
    assert int(below["/W"][1][0]) == pytest.approx(face.width_of("m"), abs=1)
    for one, other in zip(embedded.get_glyph_extents(glyph), face.shaper.get_glyph_extents(glyph), strict=True):
        assert one == pytest.approx(other, abs=2)
    light = CutFace("as it comes", file_of(TEXT))
    assert (face.width_of("m") > light.width_of("m") + 10) == (weight == 800)


def inked(data: bytes) -> list[int]:
    """Where a page is dark, dot by dot."""
    with pypdfium2.PdfDocument(data) as document:
        return [dot < 128 for dot in document[0].render(scale=2, grayscale=True).to_pil().tobytes()]


@pytest.mark.parametrize("words", ["كَرِيمٌ بَتَّ", "क्षत्रिय र्कि नमस्ते"])
def test_glyphs_stand_where_they_stand_in_the_pages_own_faces(words: str, request: pytest.FixtureRequest) -> None:
    own = inked(page_saying(words, size=60))
    request.getfixturevalue("far")
    further = inked(page_saying(words, size=60))
    assert sum(own) > 1_000
    assert sum(one != other for one, other in zip(own, further, strict=True)) < 20


@pytest.mark.usefixtures("far")
def test_who_reads_glyphs_alone_is_told_the_letters_of_each() -> None:
    (page,) = PdfReader(BytesIO(page_saying("क्ष श्र"))).pages
    assert page.extract_text().replace("\u200b", "").split() == ["क्ष", "श्र"]


@pytest.mark.usefixtures("far")
def test_words_that_touch_are_said_in_one() -> None:
    made = bearing(first("friend", dead=False), "Ruth", "Latin")
    spans = [roles(sheet_pdf([saying(made, hook=f"Say {word}.")])).count("Span") for word in ("美", "美和" * 60)]
    assert spans[1] - spans[0] < 12


@pytest.mark.usefixtures("far")
def test_no_more_of_a_face_is_embedded_than_is_used() -> None:
    embedded, _, _ = cut_of(page_saying("美"))
    assert len(embedded.face.blob.data) < file_of("far japanese").stat().st_size / 20


@pytest.mark.usefixtures("far")
@pytest.mark.parametrize("years", [None, 0, 3, 20])
def test_a_mark_is_drawn_in_a_further_face_as_in_the_pages_own(
    years: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bearing(first("friend", dead=False), "श्रेया", "Devanagari")
    drawn = layers_of(Mark(made.named.borne, years, "ABCD"))
    monkeypatch.undo()
    forget()
    own = layers_of(Mark(made.named.borne, years, "ABCD"))
    assert [layer.path.box for layer in drawn] == [layer.path.box for layer in own]


def test_a_page_in_latin_letters_asks_for_no_further_face(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> tuple[str, ...]:
        raise AssertionError("a further face was looked for")

    made = romanised(bearing(first("friend", dead=False), "Ruth", "Latin"))
    latin = {path: re.sub("[^\x20-\x7e]", "x", text) for path, text in made.texts.items()}
    forget()
    monkeypatch.setattr(faces, "further_faces", asked)
    assert sheet_pdf([replace(made, texts=latin)])


# What is printed where letters are missing.


def unshown() -> Character:
    return bearing(first("friend", dead=False), "龘龘", "Han")


@pytest.mark.usefixtures("bare")
def test_a_name_that_cannot_be_shown_is_printed_and_drawn_romanised_and_told_as_written(tmp_path: Path) -> None:
    made = saying(unshown(), hook="Who wrote 龘龘 there?")
    data = sheet_pdf([made], gm=True)
    true = made.named.name.true
    said = text_of(data)
    assert "[U+" not in said and f"Who wrote {true} there?" in said.replace("\r\n", " ")
    assert any("龘龘" in alt for alt in alts(data))
    assert faults(data, tmp_path) == []
    latin = bearing(made, true, "Latin")
    assert layers_of(Mark(made.named.borne, None, "A")) == layers_of(Mark(latin.named.borne, None, "A"))


@pytest.mark.usefixtures("bare")
def test_what_has_no_other_form_is_shown_by_its_number() -> None:
    made = saying(first("friend", dead=False), hook="They said 龘.")
    assert "They said [U+9F98]." in text_of(sheet_pdf([made]))
    name = replace(made.named.name, true="龘", written="齉")
    assert drawn_of(name) == "齉"


@pytest.mark.usefixtures("bare")
def test_it_says_in_one_line_which_words_need_more_letters() -> None:
    assert lacking([first("friend", dead=False)]) == ""
    made = saying(unshown(), hook="(龘), “齉”, 靐, 龗; a \x07 \ue000")
    said = lacking([made, made])
    assert said == (
        "to print 龘龘, 龘, 齉 and 2 more as written takes more letters than are installed: "
        "pip install 'rpgkit[scripts]', or, with pipx, pipx inject rpgkit 'rpgkit[scripts]'"
    )


@pytest.mark.usefixtures("bare")
def test_it_says_nothing_of_what_the_gm_keeps_sealed() -> None:
    made = first("unmet", dead=False)
    whom = made.named.bears._replace(name=replace(made.named.bears.name, written="龘"))
    sealed = replace(made, named=replace(made.named, bears=whom))
    assert lacking([sealed]) == "" != lacking([sealed], gm=True)


@pytest.mark.usefixtures("bare")
def test_the_command_says_it_and_prints_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mira.json"
    file.write_text(json.dumps(character_document(unshown())), encoding="utf-8")
    assert run(["sheet", str(file), "-o", str(tmp_path / "mira.pdf")]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "rpgkit[scripts]" in line] == said[-1:]
    assert "龘龘" in said[-1]


@pytest.mark.usefixtures("bare")
def test_a_mark_card_says_a_name_romanised_that_cannot_be_shown() -> None:
    (card,) = people_deck("marks", [unshown()], False).cards
    assert card.head == unshown().named.name.true
    assert "[U+" not in text_of(cards_pdf(people_deck("marks", [unshown()], False)))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("command", ["screens", "cards"])
def test_it_says_which_words_of_a_table_cannot_be_shown(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "| 1–2 | 龘 at the door | 靐 |\n| 3–4 | nobody |  |\n"
    table = f"# Visitors\n\nWho comes.\n\n| d4 | Who | Whose |\n| - | - | - |\n{rows}"
    (tmp_path / "visitors.md").write_text(table, encoding="utf-8")
    assert run([command, "visitors", "--pack", str(tmp_path), "-o", str(tmp_path / "v.pdf")]) == 0
    assert "to print 龘, 靐 as written takes more letters" in capsys.readouterr().err
    assert any(row.tags for row in people().tables["scars/died"].rows)
    assert run([command, "scars/died", "-o", str(tmp_path / "v.pdf")]) == 0
    assert "letters" not in capsys.readouterr().err


@pytest.mark.usefixtures("far")
def test_where_all_is_installed_it_does_not_say_to_install_it() -> None:
    assert "pip" not in lacking([unshown()]) and "龘龘" in lacking([unshown()])


# Which way words run, and where lines are broken.


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("no turn (1)", ["no turn (1)"]),
        ("a רות b", ["a ", "<רות", " b"]),
        ("a רות (דן) 12, b", ["a ", "<רות (דן) 12", ", b"]),
        ("a רות (דן), b", ["a ", "<רות (דן)", ", b"]),
        ("a (רות) b", ["a (", "<רות", ") b"]),
        ("12 רות b", ["12 ", "<רות", " b"]),
        ("a كريم 3.5% b", ["a ", "<كريم 3.5%", " b"]),
        ("a רות b דן c", ["a ", "<רות", " b ", "<דן", " c"]),
        (" קול. (סוף!) ", [" ", "<קול. (סוף!)", " "]),
    ],
)
def test_words_that_run_to_the_left_stand_together(text: str, spans: list[str]) -> None:
    assert [f"{'<' * turned}{span}" for span, turned in turned_spans(text)] == spans


@given(st.text(st.sampled_from("ab1.(,)[] רכ\u05b8כ٣-%"), max_size=30))
def test_spans_hold_all_of_a_text_in_order(text: str) -> None:
    spans = list(turned_spans(text))
    assert "".join(span for span, _ in spans) == text
    for span, turned in spans:
        if turned:
            assert "".join(part for part, _ in as_seen(span)[::-1]) == span
        assert turned or not re.search("[\u05d0-\u05ea]", span)


def test_numbers_run_to_the_right_and_brackets_are_mirrored() -> None:
    (word,) = runs_of("(רות) 12", TEXT, 10, 500)
    assert isinstance(word, Word)
    seen = "".join(str(part.glyphs) for part in word.parts)
    assert seen == "12 (תור)"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("天地玄黃，宇宙。", ["天", "地", "玄", "黃，", "宇", "宙。"]),
        ("「日月」と言う", ["「日", "月」", "と", "言", "う"]),
        ("データっ子", ["デー", "タっ", "子"]),
        ("เธอไปเมือง", ["เธอ", "ไป", "เมือง"]),
        ("은주는", ["은주는"]),
    ],
)
def test_a_text_without_spaces_is_broken_where_a_line_may_be(text: str, units: list[str]) -> None:
    assert units_of(text) == units


def test_a_name_is_not_broken_but_a_long_text_is_wherever_it_may_be() -> None:
    (name,) = runs_of("美和", TEXT, 12, 265)
    assert isinstance(name, Word) and name.text == "美和"
    assert [run.text for run in runs_of("美和" * 60, TEXT, 12, 265) if isinstance(run, Word)] == ["美", "和"] * 60


@given(st.text(st.sampled_from("天地、。」「はーขเา่"), max_size=30))
def test_no_unit_begins_with_what_ends_one_and_nothing_is_lost(text: str) -> None:
    units = units_of(text)
    assert "".join(units) == text
    assert not [unit for unit in units[1:] if unit[0] in "、。」ー\u0e48"]


@given(st.lists(st.sampled_from(["क", "र्कि", "कु", "ड़ि", "क्षि"]), max_size=20), st.integers(30, 60))
def test_a_mark_is_never_torn_from_its_letter(letters: list[str], width: int) -> None:
    pieces = [run.text for run in runs_of("".join(letters), TEXT, 12, width) if isinstance(run, Word)]
    assert "".join(pieces) == "".join(letters)
    assert all(category(piece[0]) == "Lo" for piece in pieces)


@given(
    st.text(st.sampled_from("ab \xa0美क्ि은كר١2()\u0301\u200d\u200f\ufe0f\ue000\U0001f44c\U0001f3fd"), max_size=120)
)
@example(" ר美\ue000")
def test_no_line_of_a_paragraph_is_wider_than_it_may_be(text: str) -> None:
    paragraph = paragraph_of([(text, VALUES[0])], 60)
    paragraph.wrap(60, 10_000)
    lines = paragraph.blPara.lines
    assert all((line.extraSpace if paragraph.blPara.kind else line[0]) > -0.5 for line in lines)


@pytest.mark.parametrize("word", ["美和", "क्षत्रिय", "은주", "كريم "])
def test_a_text_that_begins_in_another_script_stays_in_its_column(word: str) -> None:
    data = sheet_pdf([saying(first("friend", dead=False), hook=word * 50)])
    live = live_area("a4")
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            for thing in page.get_objects(max_depth=1):
                left, _, right, _ = thing.get_bounds()
                assert left >= live.x - MM and right <= live.x + live.width + MM


# With the faces of the extra.

SAMPLES = {
    "wide": "ˀ˩", "all arabic": "پښتو", "all hebrew": "מ\u0591", "all devanagari": "ॸ", "all georgian": "Ა",
    "armenian": "Արմեն", "bengali": "স্মৃতি", "ethiopic": "አበበ", "gujarati": "ક્ષમા", "gurmukhi": "ਪੰਜਾਬੀ",
    "kannada": "ಕನ್ನಡ", "khmer": "ស្រី", "lao": "ສົມ", "malayalam": "മലയാളം", "myanmar": "အောင်", "oriya": "ଓଡ଼ିଆ",
    "sinhala": "ශ්‍රී", "tamil": "ஸ்ரீ", "telugu": "శ్రీ", "thai": "พิมพ์ชนก", "chinese": "龘靐", "all japanese": "龍の",
    "all korean": "뷁쉙", "traditional": "ㄅㄆ", "symbols": "⚔", "emoji": "👩‍👩‍👧",
}  # fmt: skip


@installed
@pytest.mark.parametrize("face", FURTHER)
def test_every_further_face_is_of_use_and_says_what_is_written(face: str) -> None:
    sample = SAMPLES[face]
    assert face in {found for _, found in stretches_of(sample, TEXT)}
    data = page_saying(sample)
    assert read_back(sample, sample, data) and len(data) < 40_000


@installed
@pytest.mark.parametrize("text", ["and 𠀋 so", "and 👍 so", "and 👩‍👩‍👧 so"])
def test_letters_beyond_u_ffff_are_read_back(text: str) -> None:
    assert text_of(page_saying(text)).strip() == text


@installed
def test_a_page_of_every_further_face_is_accessible(tmp_path: Path) -> None:
    assert faults(page_saying(*list(SAMPLES.values())[:13]), tmp_path) == []
    assert faults(page_saying(*list(SAMPLES.values())[13:]), tmp_path) == []


@installed
def test_han_letters_are_drawn_as_in_the_land_of_those_beside_them() -> None:
    for text, face in (
        ("骨直", "chinese"),
        ("骨直の", "all japanese"),
        ("骨直김", "all korean"),
        ("骨ㄍ", "traditional"),
    ):
        assert [found for _, found in stretches_of(text, TEXT)] == [face]


def test_a_line_after_a_word_that_is_shaped_is_as_far_away_as_any_other() -> None:
    file = BytesIO()
    page = Page(file, (200, 100), About("lines", "a test"))
    style = ParagraphStyle("wide", VALUES[0], leading=2 * VALUES[0].fontSize)
    paragraph = paragraph_of([("aaaa שרה aaaa bbbb bbbb bbbb cccc cccc", style)], 90)
    paragraph.wrap(90, 90)
    with page.tagged(Node("P")):
        paragraph.drawOn(page, 10, 10)
    page.save()
    feet = sorted({round(letter.bottom) for letter in letters_of(file.getvalue())[0] if letter.letter in "abc"})
    assert len(feet) == 3
    assert abs((feet[2] - feet[1]) - (feet[1] - feet[0])) <= 1
