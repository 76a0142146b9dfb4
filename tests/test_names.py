"""The names by tongue: written as their own people write them, said as an English reader can say them."""

import re
from collections import Counter
from unicodedata import is_normalized, name

import pytest

from rpgkit.cases import holds, known_by
from rpgkit.person import case_of_ages
from rpgkit.table import Row, Table
from tests.people import people

TONGUES = people().tables["marks/tongues"]
LETTERS = {
    "Latin": "LATIN|COMBINING",
    "Cyrillic": "CYRILLIC|MODIFIER LETTER APOSTROPHE",
    "Greek": "GREEK",
    "Arabic": "ARABIC",
    "Devanagari": "DEVANAGARI",
    "Japanese": "CJK UNIFIED|HIRAGANA|KATAKANA",
    "Hangul": "HANGUL SYLLABLE",
    "Hebrew": "HEBREW LETTER",
    "Georgian": "GEORGIAN LETTER",
}
# Spaces, hyphens and apostrophes stand in names of every script.
BETWEEN = " -’"


def names_of(tongue: Row) -> Table:
    return people().tables[TONGUES.cell(tongue, "Names")]


each_tongue = pytest.mark.parametrize("tongue", TONGUES.rows, ids=lambda row: row.raw)


def test_there_are_fourteen_tongues_and_six_and_more_are_not_in_latin_letters() -> None:
    assert len(TONGUES.rows) >= 14
    assert sum(TONGUES.cell(tongue, "Script") != "Latin" for tongue in TONGUES.rows) >= 6
    assert {table for table in people().tables if table.startswith("marks/names/")} == {
        names_of(tongue).id for tongue in TONGUES.rows
    }


@each_tongue
def test_a_name_is_written_in_the_letters_of_its_tongue(tongue: Row) -> None:
    wanted = LETTERS[TONGUES.cell(tongue, "Script")]
    table = names_of(tongue)
    for row in table.rows:
        written = table.cell(row, "Written")
        assert is_normalized("NFC", written) and written == written.strip()
        assert [letter for letter in written if letter not in BETWEEN and not re.match(wanted, name(letter))] == []
        assert [
            letter for letter in row.raw if letter not in BETWEEN and not re.match(LETTERS["Latin"], name(letter))
        ] == []


@each_tongue
def test_a_name_can_be_said_and_no_two_are_one(tongue: Row) -> None:
    table = names_of(tongue)
    said = [table.cell(row, "Say") for row in table.rows]
    assert [hint for hint in said if not re.fullmatch(r"[A-Za-z]+(?:[- ][A-Za-z]+)*", hint)] == []
    for names in (
        [row.raw for row in table.rows],
        [table.cell(row, "Written") for row in table.rows],
        [table.cell(row, "Called") for row in table.rows if table.cell(row, "Called")],
    ):
        assert [twice for twice, count in Counter(names).items() if count > 1] == []


@each_tongue
@pytest.mark.parametrize("words", ["she", "he", "they"])
@pytest.mark.parametrize("age", [18, 45, 98])
def test_everybody_of_any_age_has_ten_names_to_be_given(tongue: Row, words: str, age: int) -> None:
    known = known_by(words) & case_of_ages(age, "aged.")
    assert sum(holds(known, row.case) for row in names_of(tongue).rows) >= 10
