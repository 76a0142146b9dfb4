"""A text agrees with whoever it speaks of, and no brace ever reaches a reader."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.boxes import sections_of
from rpgkit.cases import ANY, case_of, cases_of, holds, is_possible, meet, read_aloud, words_of
from rpgkit.documents import table_document
from rpgkit.facts import FACTS
from rpgkit.roll import text_of
from rpgkit.roller import Roller
from rpgkit.streams import Stream
from rpgkit.table import Asked, Setting, set_for_reader, set_row
from rpgkit.wording import READER, Voice, capital, read_text, says_an, set_text
from tests.people import first, people, person
from tests.strategies import simple, table_of

MIRA = {"name": "Mira", "they": "she", "them": "her", "their": "her", "theirs": "hers", "themself": "herself"}
OMAR = {"named.name": "Omar", "named.they": "he", "named.them": "him", "named.their": "his"}
COLOURS = {"colour": "orange", "named.colour": "moss green", "age": "18"}
SHE = Voice({**READER.words, **MIRA, **OMAR, **COLOURS}, frozenset())


def said(raw: str, voice: Voice = SHE, *led_to: str) -> str:
    text, wrong = read_text(raw)
    assert wrong == []
    return set_text(text, voice, led_to)


@pytest.mark.parametrize(
    ("raw", "she", "reader"),
    [
        ("{Name} waits.", "Mira waits.", "Your character waits."),
        ("{They} {is/are} late.", "She is late.", "They are late."),
        ("{Name} {walks/walk}.", "Mira walks.", "Your character walks."),
        ("{Named.they} {knows/know} {them}.", "He knows her.", "They know them."),
        ("{They} said {named.they} {was/were} out.", "She said he was out.", "They said they were out."),
        ("{Named.name}'s coat is {theirs}.", "Omar's coat is hers.", "The named one's coat is theirs."),
        ("{a/an} {colour} scarf", "an orange scarf", "a (favourite colour) scarf"),
        ("{A/an} {named.colour} scarf", "A moss green scarf", "A (colour of the mark) scarf"),
        ("{a/an} {age}-year-old", "an 18-year-old", "a their age-year-old"),
        ("She, {themself}", "She, herself", "She, themself"),
        ("one \\| two", "one | two", "one | two"),
    ],
)
def test_a_text_agrees_with_whoever_it_speaks_of(raw: str, she: str, reader: str) -> None:
    assert (said(raw), said(raw, READER)) == (she, reader)


@pytest.mark.parametrize(
    ("raw", "result", "expected"),
    [
        ("Found: [[x]].", "a glove.", "Found: a glove."),
        ("Found: [[x]] and chalk.", "a glove.", "Found: a glove and chalk."),
        ("[[x]]. It rains.", "a glove", "A glove. It rains."),
        ("It rains. [[x]]", "a glove.", "It rains. A glove."),
        ("[[x]] and chalk", "a glove", "a glove and chalk"),
        ("It is {a/an} [[x]].", "apple", "It is an apple."),
        ("He said, [[x]], twice.", "no.", "He said, no, twice."),
        ("Rain. “[[x]]”", "no.", "Rain. “No.”"),
        ("Go at [[x]] today.", "8 a.m.", "Go at 8 a.m. today."),
        ("Go at [[x]].", "8 a.m.", "Go at 8 a.m."),
        ("He said [[x]].", "Run!", "He said Run!"),
        ("It says [[x]], twice.", "Why now?", "It says Why now? twice."),
        ("[[x]] is here.", "“a lamp”", "“A lamp” is here."),
        ("Then: [[x]] and more.", "wait...", "Then: wait... and more."),
    ],
)
def test_what_a_link_led_to_fits_its_sentence(raw: str, result: str, expected: str) -> None:
    assert said(raw, SHE, result) == expected


@pytest.mark.parametrize(
    "word",
    [
        "apple",
        "hour",
        "8-foot",
        "11",
        "18",
        "80",
        "honest",
        "heir",
        "umbrella",
        "uninvited",
        "unimportant",
        "egg",
    ],
)
def test_one_says_an(word: str) -> None:
    assert says_an(word)


@pytest.mark.parametrize(
    "word",
    ["pear", "unicorn", "one-way", "once", "European", "user", "uniform", "1", "10", "ukulele", "ubiquitous"],
)
def test_one_says_a(word: str) -> None:
    assert not says_an(word)


def test_a_capital_is_one_letter() -> None:
    assert list(map(capital, ("ärger", "ǆep", "ß", "", "9 men", "hE"))) == [
        "Ärger",
        "ǅep",
        "Ss",
        "",
        "9 men",
        "HE",
    ]


@given(st.text(max_size=80))
def test_whatever_is_written_is_a_text_or_mistakes_and_never_a_brace(raw: str) -> None:
    text, wrong = read_text(raw)
    if not wrong:
        result = set_text(text, READER, ["x"] * len(text.rolled))
        assert not set("{}") & set(result)
        assert "[[" not in result
    assert all(0 <= bad.offset < len(raw) for bad in wrong)


def test_every_row_is_set_everywhere_without_a_brace() -> None:
    """A roll, a character, a terminal, a screen and the book: one function sets them all."""
    tables = people().tables
    titles = {id: f"{table.title}, p. 12" for id, table in tables.items()}
    living, dead = first("friend", dead=False), first("friend", dead=True)
    results = []
    for table in tables.values():
        results += [row["text"] for row in table_document(table, titles)["rows"]]
        for row in table.rows:
            results.append(set_for_reader(table, row, Setting(titles)))
            led_to = ["something"] * len(row.text.rolled)
            results += [set_row(row, voice, ANY, led_to) for voice in (SHE, READER)]
        for seed in range(40):
            rolled = Roller(tables).roll(table.id, Stream(str(seed), "all"), Asked())
            results += [text_of(rolled, voice) for voice in (SHE, READER)]
    for made in (living, dead, *map(person, range(200))):
        results += [box.text for section in sections_of(made, gm=True) for box in section.boxes]
    assert len(results) > 4_000
    for text in results:
        assert text and not re.search(r"[{}]|\[\[|\]\]", text), text


def test_a_link_in_print_says_where_to_roll() -> None:
    table = table_of(
        simple(
            "d6",
            "1–6 | Found at [[town/places.name]] with {2d6} coins | dead",
            "1–6 | no | alive",
            columns="Needs",
        )
    )
    titles = {"town/places": "Places, p. 41"}
    assert (
        set_for_reader(table, table.rows[0], Setting(titles))
        == "if they are dead: Found at (roll Places, p. 41) with 2d6 coins"
    )
    assert set_for_reader(table, table.rows[0], Setting(titles, case_of(["dead"]))).startswith("Found at")


def test_every_fact_can_hold_and_can_be_denied() -> None:
    for word in FACTS:
        assert is_possible(case_of([word]))
        assert is_possible(case_of([f"not {word}"]))
        assert not is_possible(meet(case_of([word]), case_of([f"not {word}"])))


def test_cases_are_said_in_the_words_of_needs() -> None:
    assert words_of(case_of(["dead", "not met"])) == "dead, unmet"
    assert words_of(case_of(["not raw"])) == "not raw"
    assert words_of(ANY) == ""
    assert words_of(case_of(["met", "not hemisphere", "not work"])) == "not hemisphere, not unmet, not work"


@pytest.mark.parametrize(
    ("words", "known", "said"),
    [
        (["named.30+", "dead"], [], "they are dead and 30 or older"),
        (["not 40+"], [], "you are under 40"),
        (["named.30+", "not named.50+"], [], "they are 30 to 49"),
        (["met", "not hemisphere"], ["met"], "they are from your hemisphere"),
        (["dead", "met"], ["raw"], "you have met"),
        (["settling"], [], "the scar is one to five years old"),
        (["not raw", "met"], [], "the scar is not fresh and you have met"),
        (["alive", "not rival", "not left", "oneway"], [],
         "they are alive and no rival, neither of you left, and they do not bear you"),
        (["she", "aged.40+"], [], "a woman, 40 or older"),
        (["not he", "not aged.60+"], [], "not a man, under 60"),
        (["not cousin", "not kin", "not twin", "not left"], [], "they are not family and neither of you left"),
        (["family", "not kin"], [], "either they are a cousin or they are your twin"),
    ],
)  # fmt: skip
def test_a_condition_is_read_in_words_that_a_reader_knows(words: list[str], known: list[str], said: str) -> None:
    assert read_aloud(case_of(words), case_of(known)) == said


@pytest.mark.parametrize("word", [word for word, fact in FACTS.items() if not fact.question.endswith("age")])
def test_every_fact_has_its_words_for_readers_and_those_for_when_it_is_not_so(word: str) -> None:
    assert read_aloud(case_of([word])) == FACTS[word].yes
    assert read_aloud(case_of([f"not {word}"])) == FACTS[word].no


def test_twins_who_bear_each_other_are_twins_and_even() -> None:
    assert not is_possible(case_of(["twin", "oneway"]))
    assert not is_possible(case_of(["twin", "not has-twin"]))
    assert is_possible(case_of(["twin", "identical", "mutual"]))
    assert holds(case_of(["raw"]), case_of(["dead"]))
    assert len(cases_of([case_of(["dead"]), case_of(["unmet"])])) == 4
