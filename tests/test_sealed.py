"""The sealed card: whole inside, silent outside, and right way up when it is folded."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from rpgkit.boxes import sections_of
from rpgkit.knowledge import GM, MET, SHOWN, known_to
from rpgkit.pdf.faces import load_fonts, typeset
from rpgkit.pdf.page import MM, live_area
from rpgkit.pdf.sealed import quarters, sealed_pdf, told_when_met
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.person import Character
from tests.people import first, person, saying
from tests.printed import alike, text_of
from tests.test_cards import sizes_of
from tests.test_sheet import painted, words_of
from tests.test_tags import alts, bearing, faults, roles

LOOKS = (Look("a4"), Look("letter", plain=True), Look("a4", large=True))


def unmet() -> list[Character]:
    """Somebody alive and somebody dead, and one whose name is in another script."""
    living = first("unmet", dead=False)
    return [living, first("unmet", dead=True), bearing(living, "كريم", "Arabic")]


def halves(data: bytes) -> tuple[str, str]:
    """What stands in the upper half of all pages, and in the lower."""
    upper, lower = "", ""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            upper += text.get_text_bounded(0, height / 2, width, height) + "\n"
            lower += text.get_text_bounded(0, 0, width, height / 2) + "\n"
    return upper, lower


@pytest.mark.parametrize("look", LOOKS)
def test_a_sealed_card_is_accessible_and_lasting(look: Look, tmp_path: Path) -> None:
    for character in (*unmet()[1:], saying(first("unmet", dead=True), **{"scar.how": "a word or two " * 300})):
        assert faults(sealed_pdf(character, look), tmp_path) == []


@pytest.mark.parametrize("dead", [False, True])
def test_it_is_read_from_the_cover_through_the_inside_to_the_back(dead: bool) -> None:
    read = roles(sealed_pdf(first("unmet", dead=dead)))
    assert read[:6] == ["Document", "Sect", "H1", "Figure", "P", "Sect"]
    assert read.count("H2") == 2 + dead
    assert read[-1] == "P"


@pytest.mark.parametrize("look", LOOKS)
def test_all_that_the_meeting_tells_is_inside_and_nowhere_else(look: Look) -> None:
    load_fonts()
    for character in unmet()[:2]:
        inside, outside = map(alike, halves(sealed_pdf(character, look)))
        told = [box for section in told_when_met(character) for box in section.boxes]
        assert {known_to(box.path) for box in told} == {MET}
        for box in told:
            assert all(alike(word) in inside for word in words_of(typeset(box.text)))
            assert alike(typeset(box.text)) not in outside
            assert character.code not in inside + outside
        assert alike(character.person.name.called) in outside


def test_what_stays_with_the_gm_is_in_no_sealed_card() -> None:
    for character in unmet():
        data = sealed_pdf(character)
        kept = [
            box
            for section in sections_of(character, gm=True)
            for box in section.boxes
            if known_to(box.path) in (GM, SHOWN) and len(box.text) > 8
        ]
        assert kept
        for box in kept:
            assert alike(typeset(box.text)) not in alike(text_of(data)), box


def test_nothing_in_the_file_but_the_inside_names_whom_the_bearer_cannot_read() -> None:
    character = unmet()[2]
    data = sealed_pdf(character)
    reader = PdfReader(BytesIO(data))
    assert alts(data) == [f"the name كريم, in {character.named.favourite_colour.name}, scratched over the heart"]
    about = f"{reader.metadata} {[mark.title for mark in reader.outline]} {reader.page_labels}"  # type: ignore[union-attr]
    assert character.named.name.true not in about
    assert character.named.name.true not in halves(data)[1]


def test_it_is_sealed_until_the_two_meet_or_until_the_death_is_known() -> None:
    living, dead = (halves(sealed_pdf(character))[1] for character in unmet()[:2])
    assert "Sealed until you meet." in living
    assert "Sealed until you learn who it was." in dead


@pytest.mark.parametrize("look", LOOKS)
def test_the_inside_stands_on_its_head_as_it_must_when_folded(look: Look) -> None:
    """Folded behind, the upper half is turned: its right quarter is the left page, and is read first."""
    character, turned = first("unmet", dead=True), dict[bool, set[bool]]()
    data = sealed_pdf(character, look)
    height = live_area(look.paper).top

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            upper = cm[3] * tm[5] + cm[5] > height / 2
            turned.setdefault(upper, set()).add(cm[3] * tm[3] < 0)

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=note)
    assert turned == {True: {True}, False: {False}}
    with pypdfium2.PdfDocument(data) as document:
        width, tall = document[0].get_size()
        left_page = document[0].get_textpage().get_text_bounded(width / 2, tall / 2, width, tall)
    assert alike(character.named.name.true) in alike(left_page)
    assert "The scar" not in left_page


@pytest.mark.parametrize("look", LOOKS[:2])
def test_all_stands_inside_the_live_area_and_words_keep_off_the_folds(look: Look) -> None:
    live = live_area(look.paper)
    left, right = quarters(look.paper)
    assert left.x + left.width < live.x + live.width / 2 - 10 * MM < right.x - 20 * MM + 1
    for character in unmet():
        with pypdfium2.PdfDocument(sealed_pdf(character, look)) as document:
            edges = painted(document[0])
        assert edges[0] >= live.x - 1 and edges[1] >= live.y - 1
        assert edges[2] <= live.x + live.width + 1 and edges[3] <= live.top + 1


@pytest.mark.parametrize("look", LOOKS[1:])
def test_a_long_name_stays_on_its_cover_and_all_else_in_its_place(look: Look) -> None:
    living = first("unmet", dead=False)
    long = replace(living.person.name, called="Wilhelmina-" * 20, true="Konstantina " * 30)
    renamed = replace(living, person=replace(living.person, name=long))
    renamed = replace(renamed, named=replace(renamed.named, name=replace(renamed.named.name, true="W" * 300)))
    live = live_area(look.paper)
    with pypdfium2.PdfDocument(sealed_pdf(renamed, look)) as document:
        for page in document:
            edges = painted(page)
            assert edges[0] >= live.x - 1 and edges[1] >= live.y - 1
            assert edges[2] <= live.x + live.width + 1 and edges[3] <= live.top + 1


def test_nearly_every_sealed_card_is_one_sheet() -> None:
    made = [one for one in map(person, range(200)) if one.bond.kind == "unmet"]
    assert len(made) > 10
    assert sum(len(PdfReader(BytesIO(sealed_pdf(one))).pages) == 1 for one in made) == len(made)


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_too_long_goes_on_in_a_further_card_that_is_sealed_too(look: Look) -> None:
    words = [f"word{number}" for number in range(900)]
    data = sealed_pdf(saying(first("unmet", dead=True), **{"scar.how": " ".join(words)}), look)
    pages = len(PdfReader(BytesIO(data)).pages)
    inside, outside = halves(data)
    assert pages > 1
    assert set(words) <= set(re.findall(r"\bword\d+\b", inside))
    assert inside.count("continued on a further card") == pages - 1
    assert f"card 2 of {pages}" in outside
    assert not re.search(r"word\d", outside)


def test_nothing_is_smaller_than_the_smallest_and_large_type_is_large() -> None:
    for look, least in zip(LOOKS, (SMALLEST, SMALLEST, 16), strict=True):
        assert min(sizes_of(sealed_pdf(first("unmet", dead=True), look))) >= least


def test_the_same_character_prints_the_same_card() -> None:
    assert sealed_pdf(first("unmet", dead=True)) == sealed_pdf(first("unmet", dead=True))
