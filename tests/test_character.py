"""The laws of people hold for every seed, and each of them can be broken."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpgkit.boxes import sections_of
from rpgkit.cases import case_of, holds, is_possible, meet
from rpgkit.coherence import LAWS, broken_laws
from rpgkit.facts import KINDS, PRONOUNS
from rpgkit.odds import odds_of
from rpgkit.person import Borne, Character, Scar, ages_of, case_of_character, life_of, voice_of
from rpgkit.profile import character_document, character_markdown, character_text
from rpgkit.table import Asked, Row
from rpgkit.wording import READER
from tests.people import first, person, roller

SEEDS = st.integers(0, 2**35 - 1)


@settings(max_examples=400, deadline=None)
@given(seed=SEEDS)
def test_every_law_holds_for_any_seed(seed: int) -> None:
    assert broken_laws(person(seed)) == []


def test_every_law_holds_for_six_thousand_in_a_row() -> None:
    assert {seed: broken for seed in range(6_000) if (broken := broken_laws(person(seed)))} == {}


def _older(c: Character, years: int) -> Character:
    return replace(c, named=replace(c.named, age=c.named.age + years))


def _scar(c: Character, years: int) -> Character:
    return replace(c, scar=replace(c.scar or first("friend", dead=True).scar, years=years))  # type: ignore[type-var]


BREACHES: dict[str, Callable[[], Character]] = {
    "the mark is the named one's true name in its script": lambda: replace(
        first("friend"), named=replace(first("friend").named, name=person(77).person.name)
    ),
    "the mark is in the named one's favourite colour": lambda: replace(
        first("friend"),
        named=replace(first("friend").named, favourite_colour=person(77).person.favourite_colour),
    ),
    "the bond is mutual exactly when the named one bears the character's name and colour": lambda: replace(
        first("friend", mutual=True),
        named=replace(
            first("friend", mutual=True).named,
            bears=Borne(first("friend", mutual=True).person.name, person(77).person.favourite_colour),
        ),
    ),
    "the two do not share one name": lambda: replace(
        first("friend"), person=replace(first("friend").person, name=first("friend").named.name)
    ),
    "the kind is one of the sixteen": lambda: _kind("friend", "sworn"),
    "they have met exactly when the bond is not of the kind unmet": lambda: _bond("unmet", met=True),
    "how they met is told exactly when they have met": lambda: _bond("friend", how_met=None),
    "lovers have shown each other their marks": lambda: _bond("romance", shown=False),
    "the character is grown up": lambda: replace(first("friend"), person=replace(first("friend").person, age=17)),
    "nobody bears a person not yet named: the named one is at most five years younger": lambda: _older(
        first("friend", dead=False), -60
    ),
    "two who bear each other are within five years": lambda: _older(first("friend", mutual=True), 20),
    "bearer and dead were both at least five at the death": lambda: _scar(first("cousin"), 200),
    "lovers were both grown up, to the end": lambda: _scar(first("romance"), 200),
    "whoever is no family was known between the grown up": lambda: _scar(first("rival"), 200),
    "lovers are drawn to each other": lambda: replace(
        first("romance"), named=replace(first("romance").named, attraction=())
    ),
    "a mismatch rules love out on one side at least": lambda: replace(
        first("mismatch"),
        person=replace(first("mismatch").person, attraction=("women", "men", "nonbinary")),
        named=replace(first("mismatch").named, attraction=("women", "men", "nonbinary")),
    ),
    "a twin who bears you is of your age, tongue and, if identical, gender": lambda: _older(first("twin"), 1),
    "elder kin and a teacher are older by years": lambda: _older(first("work", mutual=False, dead=False), -40),
    "kin share a tongue": lambda: replace(first("kin"), named=replace(first("kin").named, tongue="Kwak")),
    "the other hemisphere is another than the home's, and no other kind's is": lambda: _kind(
        "hemisphere", "friend"
    ),
    "an unmet one's death is known by the scar alone": lambda: replace(
        first("unmet", dead=True), scar=replace(_scar_of("unmet"), kept="a glove")
    ),
    "every field is rolled once": lambda: replace(first("friend"), rolls=first("friend").rolls * 2),
}


def _kind(kind: str, other: str) -> Character:
    return replace(first(kind), bond=replace(first(kind).bond, kind=other))


def _bond(kind: str, **changes: object) -> Character:
    return replace(first(kind), bond=replace(first(kind).bond, **changes))  # type: ignore[arg-type]


def _scar_of(kind: str) -> Scar:
    scar = first(kind, dead=True).scar
    assert scar
    return scar


@pytest.mark.parametrize("law", LAWS)
def test_every_law_has_a_breach_on_which_it_fails(law: str) -> None:
    assert law in broken_laws(BREACHES[law]())


def chances_in(id: str, *known: str) -> dict[Row, Fraction]:
    return dict(odds_of(roller().tables, id, Asked(case_of(known))).rows)


def test_the_figures_of_the_d100_are_exact() -> None:
    """Half are borne back; 30, 20, 15, 2, 2 and 31 of a hundred; evens and odds as the numbers say."""
    bonds = roller().tables["bonds/bonds"]
    chances = chances_in("bonds/bonds")
    kinds: Counter[str] = Counter()
    for row, chance in chances.items():
        kinds[bonds.cell(row, "Kind")] += chance  # type: ignore[assignment]
        even = (row.first + 1) % 2 == 0
        assert (bonds.cell(row, "Mutual") == "yes") == even
        assert row.case == case_of([])
        assert row.first == row.last
    assert sum(chance for row, chance in chances.items() if bonds.cell(row, "Mutual") == "yes") == Fraction(1, 2)
    figures = {
        "romance": 30,
        "friend": 20,
        "mismatch": 15,
        "cousin": 2,
        "hemisphere": 2,
        "unmet": 10,
        "ex": 4,
    }
    figures |= {"left": 3, "rival": 2, "enemy": 2, "refused": 2, "untold": 2, "kin": 2, "taken": 2, "work": 2}
    assert kinds == {kind: Fraction(share, 100) for kind, share in figures.items()}
    assert set(figures) == set(KINDS) - {"twin"}


def test_the_figures_of_twins_are_exact() -> None:
    twins, born = roller().tables["bonds/twins"], roller().tables["lives/twin"]
    for state, figure in (("identical", Fraction(65, 100)), ("fraternal", Fraction(1, 2))):
        chances = chances_in("bonds/twins", state)
        assert sum(chance for row, chance in chances.items() if twins.cell(row, "Bond") == "yes") == figure
    shares: Counter[str] = Counter()
    for row, chance in chances_in("lives/twin").items():
        shares[born.cell(row, "As")] += chance  # type: ignore[assignment]
    assert shares == {"none": Fraction(97, 100), "fraternal": Fraction(2, 100), "identical": Fraction(1, 100)}


@pytest.mark.parametrize(
    ("age", "dead"), [(20, 2), (30, 3), (39, 3), (40, 6), (50, 11), (60, 21), (70, 40), (80, 70), (95, 70)]
)
def test_the_dead_are_as_many_as_their_age_says(age: int, dead: int) -> None:
    living = roller().tables["scars/living"]
    known = [f"{'' if age >= decade else 'not '}named.{decade}+" for decade in range(30, 90, 10)]
    chances = chances_in("scars/living", *known)
    assert sum(chance for row, chance in chances.items() if living.cell(row, "Alive") == "no") == Fraction(
        dead, 100
    )


def test_one_of_the_d100_rolls_is_never_anothers_business() -> None:
    """The bond is rolled before anything but a twin: what follows never changes it."""
    for seed in range(300):
        fields = [rolled.field for rolled in person(seed).rolls]
        assert fields[0] == "person.twin"
        assert fields[1] in ("bond.kind", "bond.twins")


def test_every_roll_of_a_character_fits_what_is_known() -> None:
    for seed in range(300):
        made = person(seed)
        known = case_of_character(made)
        for rolled in made.rolls:
            assert len(rolled.roll.rows) == 1, rolled.field
            if rolled.field.startswith(("bond", "scar", "hook")):
                assert is_possible(meet(known, rolled.roll.rows[0].case)), rolled.field


AWRY = re.compile(
    r"[{}\[\]]|\bthey (?:is|was|has|does)\b|\b(?:she|he|xe) (?:are|were|have)\b|\ba [aeiou](?!ne\b|ni|u|se)"
    r"|\ban [bcdfgjklmnpqrstvwxyz]|\b(\w+) \1\b|\.\.|  |\bif \w+:|your character|the named one",
)


def test_no_text_of_a_person_is_awry() -> None:
    """No brace, no doubled word, no "they is", no "a hour", nobody unknown among the known."""
    had_had = {"had had", "that that", "five five"}
    for seed in range(2_000):
        text = character_text(person(seed), gm=True)
        found = AWRY.search(re.sub(r"^.*The named one$", "", text, flags=re.M).replace("\n  ", "\n"))
        assert not found or found[0] in had_had, (seed, found and found[0], text)


def test_a_player_is_not_told_who_an_unmet_one_is() -> None:
    """The mark, and of a scar its years, looks and ache: all else of an unmet one is sealed."""
    for dead in (False, True):
        made = first("unmet", dead=dead)
        titles = {section.title: [box.label for box in section.boxes] for section in sections_of(made)}
        assert "The named one" not in titles
        assert titles["The bond"] == ["Not met yet"]
        assert titles.get("The scar") == (["Since", "Looks", "Ache"] if dead else None)
        said = character_text(made)
        worked = f"Worked as: {made.named.work}" if dead else f"Work: {made.named.work}"
        for secret in (made.bond.said, worked if worked.split(": ")[1] != made.person.work else made.bond.said):
            assert f"{secret}\n" in character_text(made, gm=True)
            assert f"{secret}\n" not in said
        assert "[[" not in said


def test_nothing_of_an_unmet_one_but_the_mark_is_in_any_word_of_the_players_page() -> None:
    """Names, pronouns and age are the GM's; texts are chosen without what the player does not know."""
    for seed in range(1_500):
        made = person(seed)
        if made.bond.met:
            continue
        voice = voice_of(made.person, made.named, met=False)
        assert voice.words["named.name"] == made.named.name.written
        assert {voice.words[f"named.{word}"] for word in PRONOUNS} == set(PRONOUNS)
        assert voice.words["named.age"] == READER.words["named.age"]
        open_ = case_of(("unmet", life_of(made.scar.years if made.scar else None)))
        open_ = meet(open_, case_of([*ages_of(made.person.age), made.twin or "not has-twin"]))
        for rolled in made.rolls:
            if rolled.field in ("hook", "mark.hand", "mark.lie", "mark.cover", "scar.looks", "scar.ache"):
                assert holds(open_, rolled.roll.rows[0].case), rolled.field


def test_the_same_seed_is_the_same_character_in_any_process() -> None:
    program = (
        "import sys; sys.path.insert(0, '.'); import json; from tests.people import person;"
        "from rpgkit.profile import character_document as d;"
        "print(json.dumps([d(person(seed)) for seed in range(20)]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": zone, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Asia/Tokyo"))
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop()) == [character_document(person(seed)) for seed in range(20)]


def test_markdown_is_the_page_and_nothing_in_it_is_read_as_a_mark() -> None:
    made = replace(first("friend"), hook="*bold* <b>, a [link](x) and `code`")
    said = character_markdown(made)
    assert "\\*bold\\* \\<b\\>, a \\[link\\](x) and \\`code\\`" in said
    for section in sections_of(made):
        assert f"## {section.title}" in said
        assert all(f"**{box.label}:**" in said for box in section.boxes if box.label)


def test_the_document_says_what_programs_lean_on() -> None:
    document = character_document(first("friend", dead=True))
    assert document["schema"] == 1
    assert set(document) == {"schema", "seed", "person", "mark", "bond", "named", "scar", "hook", "rolls"}
    assert document["mark"]["text"] == document["named"]["written"]
    assert document["named"]["alive"] is False
    assert {"years", "looks", "ache", "kept", "how"} <= set(document["scar"])
    assert {"field", "table", "dice", "number", "row"} <= set(document["rolls"][0])
    assert re.fullmatch("#[0-9A-F]{6}", document["mark"]["colour"]["hex"])
