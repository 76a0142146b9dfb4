"""The printed sheet: whole, embedded, inside its live area, and nothing lost."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from unicodedata import bidirectional

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from rpgkit.boxes import blank_sections, sections_of
from rpgkit.pdf.faces import load_fonts, printable, typeset
from rpgkit.pdf.metadata import legible
from rpgkit.pdf.page import LIVE, MM, PAPERS, live_area
from rpgkit.pdf.particulars import particulars_of
from rpgkit.pdf.sheet import blank_pdf, sheet_pdf
from rpgkit.pdf.style import LOOK, SMALLEST, Look
from rpgkit.person import Character
from tests.people import first, person, saying
from tests.printed import alike, everything_in, fields_of, flat, letters_of, pages_of, squeezed, text_of, values_of

LOOKS = [LOOK, Look("letter"), Look(plain=True), Look(large=True), Look("letter", plain=True, large=True)]
load_fonts()


def words_of(text: str) -> list[str]:
    """The words of a text; brackets are turned beside letters that run from right to left."""
    return re.findall(r"[^\s()]+", text)


def runs_to_the_left(letter: str) -> bool:
    return bidirectional(letter) in ("R", "AL", "AN")


def stands(word: str, found: str) -> bool:
    """Whether a word was found; letters that run from right to left are turned by some who read a page back."""
    turned = "".join(letter for letter in word if runs_to_the_left(letter))
    return (turned in found or turned[::-1] in found) if turned else word in found


def assert_all_is_there(character: Character, data: bytes, gm: bool = False) -> None:
    """Every word of every box is on some page as PDFium sees it, and in some field as pypdf reads it."""
    found, held = squeezed(text_of(data)), squeezed(" ".join(values_of(data).values()))
    for section in sections_of(character, gm):
        for box in section.boxes:
            if box.path.startswith(("traits", "tracks")):
                continue
            assert squeezed(box.label) in found or squeezed(box.label) in held or box.path == "person.true_name"
            for word in words_of(typeset(box.text)):
                assert stands(word.removesuffix(","), found), (box, word)
            if not gm:
                assert all(word.removesuffix(",") in held for word in words_of(box.text)), box


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**35 - 1))
def test_a_sheet_is_two_pages_at_most_and_holds_every_word(seed: int) -> None:
    data = sheet_pdf([person(seed)])
    assert pages_of(data) <= 2
    assert_all_is_there(person(seed), data)


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_holds_every_word(look: Look) -> None:
    for seed in range(4):
        assert_all_is_there(person(seed), sheet_pdf([person(seed)], look))


def test_nearly_every_sheet_is_one_page() -> None:
    assert sum(pages_of(sheet_pdf([person(seed)])) == 1 for seed in range(60)) >= 57


def test_the_gms_sheet_holds_every_word_too() -> None:
    for dead in (True, False):
        made = first("unmet", dead=dead)
        assert_all_is_there(made, sheet_pdf([made], gm=True), gm=True)


def test_the_gms_page_tells_who_wears_the_name_and_what_the_dice_showed() -> None:
    made = next(made for made in map(person, range(99)) if made.worn_by)
    player, gm = (squeezed(text_of(sheet_pdf([made], gm=gm))) for gm in (False, True))
    assert squeezed(typeset(made.texts["worn_by.1.what"])) in gm
    assert squeezed(typeset(made.texts["worn_by.1.what"])) not in player
    for field, roll in made.rolls.items():
        assert f"{field}{roll.table.id if roll.table else ''}·{roll.dice.notation}:" in gm


@pytest.mark.parametrize("dead", [True, False])
def test_an_unmet_ones_secrets_are_nowhere_in_the_file(dead: bool) -> None:
    made = first("unmet", dead=dead)
    secrets = [made.bond.said, made.named_life.work, made.named_life.place, made.texts["named.like"]]
    secrets += [made.texts["scar.how"], made.texts["scar.came"]] if dead else [made.texts["bond.lead"]]
    player, gm = (sheet_pdf([made], gm=gm) for gm in (False, True))
    file, page = squeezed(everything_in(player)), squeezed(text_of(gm))
    for secret in secrets:
        assert squeezed(typeset(secret)) in page
        assert squeezed(secret) not in file and squeezed(typeset(secret)) not in file
        hexed = secret.encode("utf-16-be").hex().upper()
        assert hexed not in file
        assert squeezed(typeset(secret)) not in squeezed(text_of(player))
    assert squeezed(made.texts["want"]) in file


def fonts_of(data: bytes) -> list[Any]:
    found = []
    for page in PdfReader(BytesIO(data)).pages:
        fonts = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
        found += [font.get_object() for font in fonts.values()]
    return found


@pytest.mark.parametrize("data", [sheet_pdf([first("friend", dead=True)], gm=True), blank_pdf()])
def test_every_face_is_embedded(data: bytes) -> None:
    for font in fonts_of(data):
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def colours_of(data: bytes) -> set[tuple[int, int, int]]:
    """The colours that are seen on the first page."""
    with flat(data) as document:
        pixels = document[0].render(scale=1).to_pil().convert("RGB").tobytes()
    return set(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


def test_the_mark_is_drawn_in_its_colour() -> None:
    made = first("friend", dead=False)
    ink = tuple(int(made.named.favourite_colour.ink[at : at + 2], 16) for at in (1, 3, 5))
    assert ink in colours_of(sheet_pdf([made]))


@pytest.mark.parametrize("dead", [True, False])
def test_a_plain_sheet_is_in_one_ink(dead: bool) -> None:
    """A photocopier sees black, white, and what lies between them at an edge."""
    data = sheet_pdf([first("friend", dead=dead)], Look(plain=True), gm=True)
    assert all(max(colour) - min(colour) < 12 for colour in colours_of(data))
    operators = " ".join(everything_in(data).split())
    for red, green, blue in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", operators):
        assert float(red) == float(green) == float(blue) < 0.11


def painted(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The edges of all that is painted on a page, in points: left, bottom, right and top."""
    picture = page.render(scale=2).to_pil().convert("L").point(lambda grey: 255 * (grey < 250))
    left, upper, right, lower = (edge / 2 for edge in picture.getbbox())
    return left, page.get_height() - lower, right, page.get_height() - upper


@pytest.mark.parametrize("look", LOOKS)
def test_all_stands_inside_the_live_area(look: Look) -> None:
    live = live_area(look.paper)
    assert (live.width, live.height) == LIVE
    several = sheet_pdf([person(seed) for seed in range(6)], look, gm=True)
    for data in (several, blank_pdf(look)):
        with flat(data) as document:
            for page in document:
                assert page.get_size() == pytest.approx(PAPERS[look.paper])
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
@example("\u0300\ufffd")
def test_whatever_a_text_holds_is_printed_and_never_read_as_markup(odd: str) -> None:
    hook = f"<b>{odd}</b> & <img src='/etc/hosts'/>"
    data = sheet_pdf([saying(first("friend", dead=False), hook=hook)])
    found = alike(text_of(data))
    assert "<imgsrc=‘/etc/hosts’/>" in found.replace("’/etc", "‘/etc")
    assert alike(typeset(f"<b>{odd}</b>")) in found
    assert alike(values_of(data)["hook"]) == alike(legible(hook))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("word", ["word{}", "W" * 30 + "{}", "은{}", "Ọ\u0301{}", "a-b_{}"])
def test_a_long_text_goes_on_overleaf_and_loses_no_word(word: str, look: Look) -> None:
    hook = " ".join(word.format(number) for number in range(900))[:4_999]
    made = saying(first("friend", dead=True), hook=hook)
    data = sheet_pdf([made], look)
    assert_all_is_there(made, data)
    assert pages_of(data) > 1
    assert text_of(data).count("continued overleaf") == pages_of(data) - 1


def test_a_short_text_needs_no_second_page() -> None:
    assert "overleaf" not in text_of(sheet_pdf([saying(first("unmet", dead=False), hook="one")]))


LONG = st.text(st.sampled_from("aW ,.-Žя美은ọ\u0301—’"), min_size=1, max_size=900).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(text=LONG, field=st.sampled_from(["hook", "want", "mark.seen", "ties.1.what", "manner"]))
def test_what_is_in_a_field_stands_inside_it(text: str, field: str) -> None:
    """Each letter of a value is painted within its field: as many of each as the value has."""
    data = sheet_pdf([saying(first("friend", dead=False), **{field: text})])
    pages = letters_of(data)
    for asked in fields_of(data):
        if asked.kind == "/Tx" and asked.value and not re.search(r"[^\u0000-\u2fff]|\u0301", asked.value):
            left, bottom, right, top = asked.rect
            inside = [
                letter.letter
                for letter in pages[asked.page]
                if left - 0.5 <= letter.left and letter.right <= right + 0.5
                and bottom - 0.5 <= (letter.bottom + letter.top) / 2 <= top + 0.5
            ]  # fmt: skip
            painted = sorted("".join(inside).replace(BROKEN_AFTER, "-"))
            assert painted == sorted(re.sub(r"\s", "", typeset(asked.value))), asked


@pytest.mark.parametrize("look", LOOKS)
def test_a_long_name_is_set_smaller_and_stays_inside(look: Look) -> None:
    made = first("friend", dead=False)
    long = "Wilhelmina-Konstantina-Anastasia-Theodora-Maximiliana-Henrietta-Philippa-Aurelia"[:80]
    name = replace(made.named.name, written=long, true=long)
    own = replace(made.person, name=replace(made.person.name, true=long, written=long))
    data = sheet_pdf([replace(made, person=own, named=replace(made.named, name=name))], look)
    live = live_area(look.paper)
    with flat(data) as document:
        left, _, right, _ = painted(document[0])
    assert left >= live.x - MM and right <= live.x + live.width + MM
    (name_field,) = [field for field in fields_of(data) if field.name == "person/true_name"]
    inside = [letter for letter in letters_of(data)[0] if letter.bottom > name_field.rect[1] - 1]
    assert long in "".join(letter.letter for letter in inside).replace(BROKEN_AFTER, "-")


# What PDFium reads for a hyphen at the end of a line.
BROKEN_AFTER = "\ufffe"


@pytest.mark.parametrize("look", LOOKS)
def test_however_a_name_is_written_called_and_said_all_of_it_is_seen(look: Look) -> None:
    """Eighty letters of each, which is as many as a file may have."""
    made = first("friend", dead=False)
    parts = [letter * 3 + f"-{letter}" * 38 for letter in ("wo", "ca", "sa")]
    name = replace(made.person.name, written=parts[0][:80], called=parts[1][:80], say=parts[2][:80])
    data = sheet_pdf([replace(made, person=replace(made.person, name=name))], look)
    (asked,) = [field for field in fields_of(data) if field.name == "person/naming"]
    left, bottom, right, top = asked.rect
    seen = "".join(
        letter.letter
        for letter in letters_of(data)[0]
        if left <= letter.left and letter.right <= right + 0.5 and bottom - 0.5 <= letter.bottom + 1 <= top
    )
    for part in (name.written, name.called, name.say):
        assert part.replace("-", "") in seen.replace(BROKEN_AFTER, "").replace("-", "")


def test_a_break_of_lines_in_a_text_is_one_on_the_page() -> None:
    made = saying(first("friend", dead=False), hook="first line\nsecond\tline\u2028third")
    data = sheet_pdf([made])
    assert re.search(r"first line\s*\r?\n\s*second line\s*\r?\n\s*third", text_of(data))
    assert values_of(data)["hook"].split("\n") == ["first line", "second line", "third"]


def test_where_a_section_goes_on_in_another_column_it_is_named_again() -> None:
    for seed in range(40):
        fields = [
            field for field in fields_of(sheet_pdf([person(seed)])) if field.page == 0 and field.kind == "/Tx"
        ]
        text = text_of(sheet_pdf([person(seed)]))
        left = [field for field in fields if field.rect[0] < 250 and ":" in field.says]
        right = [field for field in fields if field.rect[0] > 310 and ":" in field.says and field.rect[3] < 560]
        last = min(left, key=lambda field: field.rect[1]).says.split(":")[0]
        first_right = max(right, key=lambda field: field.rect[3]).says.split(":")[0]
        assert (last == first_right) == (f"{last}, continued" in text), seed


def test_a_character_without_a_glyph_is_shown_by_its_number() -> None:
    assert printable("\uffff") == "[U+FFFF]"
    assert printable("aབ\U00010380\U0001f44c\ue000b") == "a[U+0F56][U+10380]\U0001f44c[U+E000]b"
    made = first("friend", dead=False)
    assert "[U+0F56]" in text_of(sheet_pdf([saying(made, hook="the word བ on a door")]))


@pytest.mark.parametrize("look", LOOKS)
def test_the_same_seed_prints_the_same_bytes(look: Look) -> None:
    assert sheet_pdf([person(5)], look, gm=True) == sheet_pdf([person(5)], look, gm=True)


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_smaller_than_the_smallest(look: Look) -> None:
    sizes: set[float] = set()

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] or 1) * abs(cm[3] or 1), 2))

    data = sheet_pdf([person(seed) for seed in range(5)], look, gm=True)
    for page in PdfReader(BytesIO(data)).pages:
        PageObject.extract_text(page, visitor_text=note)
    # Size 0 is that of what is typed: as large as its field holds.
    looks = [size for size in re.findall(r"/\S+ ([\d.]+) Tf", everything_in(data)) if size != "0"]
    assert looks
    assert min(sizes | set(map(float, looks))) >= (16 if look.large else SMALLEST)


def test_a_blank_sheet_is_two_pages_and_asks_for_all() -> None:
    for look in (LOOK, Look("letter", plain=True)):
        data = blank_pdf(look)
        assert pages_of(data) == 2
        found = squeezed(text_of(data))
        for section in blank_sections():
            assert squeezed(section.title) in found
            assert all(squeezed(box.label) in found for box in section.boxes if box.path not in APART)
    assert not any(field.value for field in fields_of(blank_pdf()) if field.kind == "/Tx")
    assert pages_of(blank_pdf(Look(large=True))) > 2


APART = ("person.true_name", "traits", "tracks.warmth", "tracks.dissonance", "tracks.ache")


def test_the_mark_gives_the_page_its_colour_and_a_scar_takes_it() -> None:
    living, dead = first("friend", dead=False), first("friend", dead=True)
    assert particulars_of(living).tint == living.named.favourite_colour.ink
    assert particulars_of(dead).tint == ""
