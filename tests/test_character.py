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
from rpgkit.cases import case_of, holds, is_possible
from rpgkit.character import make_character
from rpgkit.coherence import LAWS, LAWS_AT_THE_START, broken_laws
from rpgkit.facts import KINDS, PARTNER
from rpgkit.odds import odds_of
from rpgkit.origin import Origin
from rpgkit.pack import builtin_tables, load_tables, shelf_of
from rpgkit.person import (
    Borne,
    Character,
    Scar,
    Tie,
    Tracks,
    Traits,
    case_of_ages,
    case_of_character,
    tracks_of,
)
from rpgkit.plan import FIELDS, TEXTS
from rpgkit.profile import character_document, character_markdown
from rpgkit.table import Asked, Row
from tests.people import first, people, person, saying

SEEDS = st.integers(0, 2**35 - 1)


@settings(max_examples=400, deadline=None)
@given(seed=SEEDS)
def test_every_law_holds_for_any_seed(seed: int) -> None:
    assert broken_laws(person(seed)) == []


def test_every_law_holds_for_ten_thousand_in_a_row() -> None:
    assert {seed: broken for seed in range(10_000) if (broken := broken_laws(person(seed)))} == {}


def _named(c: Character, **changes: object) -> Character:
    return replace(c, named=replace(c.named, **changes))  # type: ignore[arg-type]


def _person(c: Character, **changes: object) -> Character:
    return replace(c, person=replace(c.person, **changes))  # type: ignore[arg-type]


def _bond(c: Character, **changes: object) -> Character:
    return replace(c, bond=c.bond._replace(**changes))  # type: ignore[arg-type]


def _older(c: Character, years: int) -> Character:
    return _named(c, age=c.named.age + years)


def _scarred(c: Character, years: int) -> Character:
    return replace(c, scar=Scar(years))


def _tied(c: Character, *ties: Tie) -> Character:
    made = replace(c, ties=ties)
    texts = {f"ties.{at}.{part}": "told" for at in range(1, len(ties) + 1) for part in ("what", "word")}
    return replace(made, texts={k: v for k, v in c.texts.items() if not k.startswith("ties.")} | texts)


def _partner(c: Character, **changes: object) -> Tie:
    """A partner whom nothing speaks against."""
    drawn = replace(c.ties[0].person, gender=c.named.gender, attraction=("women", "men", "nonbinary"))
    return Tie(replace(drawn, **changes), PARTNER)  # type: ignore[arg-type]


def _friend(**asked: bool) -> Character:
    return first("friend", **asked)


def _drawn_to_all(c: Character) -> Character:
    everybody = ("women", "men", "nonbinary")
    return _named(_person(c, attraction=everybody), attraction=everybody)


def _worn(c: Character, **changes: object) -> Character:
    wearer = replace(c.ties[0].person, age=c.person.age, bears=c.person.borne)
    texts = {**c.texts, "worn_by.1.what": "told"}
    return replace(c, worn_by=(replace(wearer, **changes),), texts=texts)  # type: ignore[arg-type]


def _identical() -> Character:
    return next(
        made for seed in range(5_000) if (made := person(seed)).bond.kind == "twin" and made.twin == "identical"
    )


OTHER = person(77).person

# For each law a character that keeps all the others, as far as they can be kept, and breaks this one.
BREACHES: dict[str, Callable[[], Character]] = {
    "the mark is the named one's true name in its script": lambda: _named(_friend(), name=OTHER.name),
    "the mark is in the named one's favourite colour": lambda: _named(
        _friend(), favourite_colour=OTHER.favourite_colour
    ),
    "the bond is mutual exactly when the named one bears the character's name and colour": lambda: _named(
        _friend(mutual=True), bears=Borne(_friend(mutual=True).person.name, OTHER.favourite_colour)
    ),
    "who bears the character bears the name as the character writes it": lambda: _named(
        _friend(mutual=True),
        bears=_friend(mutual=True).person.borne._replace(
            name=replace(_friend(mutual=True).person.name, written="Kwak")
        ),
    ),
    "the two do not share one name": lambda: _person(_friend(), name=_friend().named.name),
    "the kind is one of the sixteen": lambda: _bond(_friend(), kind="sworn"),
    "they have met exactly when the bond is not of the kind unmet": lambda: _bond(first("unmet"), met=True),
    "those who love each other, and twins, have shown each other their marks": lambda: _bond(
        first("romance"), shown=False
    ),
    "nobody is shown the mark of one they have not met": lambda: _bond(first("unmet"), shown=True),
    "everybody is grown up": lambda: _tied(_friend(), Tie(replace(_friend().ties[0].person, age=17), "friend")),
    "nobody bears a person not yet named: the named one is at most five years younger": lambda: _named(
        replace(_person(_friend(mutual=False, dead=False), age=60)), age=54
    ),
    "two who bear each other are within five years": lambda: _older(_friend(mutual=True), 20),
    "whoever wears the character's name was named no later than the character was": lambda: _worn(
        _friend(), age=_friend().person.age + 6
    ),
    "bearer and dead were both at least five at the death": lambda: _scarred(first("cousin"), 200),
    "lovers were both grown up, to the end": lambda: _scarred(first("romance"), 200),
    "whoever is no family was known between the grown up": lambda: _scarred(first("rival"), 200),
    "lovers are drawn to each other": lambda: _named(first("romance"), attraction=()),
    "a mismatch rules love out on one side at least": lambda: _drawn_to_all(first("mismatch")),
    "whoever is taken can love, and where they do not bear the character, the one they bear": lambda: _named(
        first("taken", mutual=True), attraction=()
    ),
    "a twin who bears you is of your birthday and tongue": lambda: _older(first("twin"), 1),
    "identical twins have one look, and one gender's": lambda: replace(
        _identical(), named_life=_identical().named_life._replace(looks="a different nose")
    ),
    "twins who bear each other are an even pair": lambda: _bond(first("twin"), mutual=False),
    "elder kin and a teacher are older by years": lambda: _named(
        _person(first("work", mutual=False, dead=False), age=40), age=45
    ),
    "kin share a tongue": lambda: _named(first("kin"), tongue="Kwak"),
    "the other hemisphere is another than the home's, and no other kind's is": lambda: _bond(
        first("hemisphere"), kind="friend"
    ),
    "at most five ties, and at most three who wear the name": lambda: _tied(_friend(), *(_friend().ties * 6)[:6]),
    "one to three ties": lambda: _tied(_friend(), *(_friend().ties * 4)[:4]),
    "at most one chosen partner, and none while a romance lives or in the year after it": lambda: _tied(
        first("romance", dead=False), _partner(first("romance", dead=False))
    ),
    "a chosen partner and the character are drawn to each other": lambda: _tied(
        first("ex"), _partner(first("ex"), attraction=())
    ),
    "only the named one of an even pair bears the character, and those said to wear the name": lambda: _tied(
        _friend(), Tie(replace(_friend().ties[0].person, bears=_friend().person.borne), "friend")
    ),
    "family speaks the character's tongue": lambda: _tied(
        _friend(), Tie(replace(_friend().ties[0].person, tongue="Kwak"), "family")
    ),
    "of one not met no number is told that is theirs alone": lambda: _bond(
        first("unmet"), number_told=first("unmet").bond.number
    ),
    "Warmth is for the living and Ache for the dead": lambda: replace(
        first("friend", dead=False), tracks=Tracks(3, 1, 2)
    ),
    "each thing is told exactly when it is so: of the living, of the dead, of those met": lambda: saying(
        first("unmet", dead=True), **{"scar.kept": "a glove"}
    ),
    "nothing in a text is left unset": lambda: saying(_friend(), hook="{Name} waits."),
    "the traits are +2, +1, 0 and -1": lambda: replace(_friend(), traits=Traits(2, 2, 0, -1)),
    "the tracks stand where the bond and the years since a death put them": lambda: replace(
        _friend(), tracks=Tracks(6, 6, 6)
    ),
}


@pytest.mark.parametrize("law", LAWS | LAWS_AT_THE_START)
def test_every_law_has_a_breach_on_which_it_fails(law: str) -> None:
    assert law in broken_laws(BREACHES[law]())


def chances_in(id: str, *known: str) -> dict[Row, Fraction]:
    return dict(odds_of(people().tables, id, Asked(case_of(known))).rows)


def test_the_figures_of_the_d100_are_exact() -> None:
    """Half are borne back; 30, 20, 15, 2, 2 and 31 of a hundred; evens and odds as the numbers say."""
    bonds = people().tables["bonds/bonds"]
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
    twins, born = people().tables["bonds/twins"], people().tables["lives/twin"]
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
    living = people().tables["scars/living"]
    known = [f"{'' if age >= decade else 'not '}named.{decade}+" for decade in range(30, 90, 10)]
    chances = chances_in("scars/living", *known)
    assert sum(chance for row, chance in chances.items() if living.cell(row, "Alive") == "no") == Fraction(
        dead, 100
    )


def test_one_of_the_d100_rolls_is_never_anothers_business() -> None:
    """The bond is rolled before anything but a twin: what follows never changes it."""
    for seed in range(300):
        fields = list(person(seed).rolls)
        assert fields[0] == "person.twin"
        assert fields[1] in ("bond.kind", "bond.twins")


def test_every_roll_of_a_text_fits_what_is_known() -> None:
    texts = {told.field for told in TEXTS}
    for seed in range(300):
        made = person(seed)
        known = case_of_character(made)
        for field, roll in made.rolls.items():
            assert len(roll.rows) == 1, field
            if field in texts:
                assert holds(known, roll.rows[0].case), field


def test_nobody_has_a_name_that_is_not_of_their_time() -> None:
    """Where the age is known: the two, the ties and the wearers; the dead by the years since they were born."""
    for seed in range(300):
        made = person(seed)
        aged = {"person.name": made.person.age, "named.name": made.named_age_now}
        aged |= {f"ties.{number}.name": tie.person.age for number, tie in enumerate(made.ties, 1)}
        aged |= {f"worn_by.{number}.name": wearer.age for number, wearer in enumerate(made.worn_by, 1)}
        for field, age in aged.items():
            row = made.rolls[field].rows[0]
            assert is_possible(case_of_ages(age, "aged.") & row.case), (seed, field, age, row.raw)


def test_the_fields_are_rolled_in_one_order_and_all_have_a_number() -> None:
    """The facts come as the codes count them: twin, bond, what it requires, ages, death, names."""
    facts = FIELDS[: FIELDS.index("named.bears.colour") + 1]
    for seed in range(300):
        fields = list(person(seed).rolls)
        assert set(fields) <= set(FIELDS)
        order = [facts.index(field) for field in fields if field in facts]
        assert order == sorted(order)


def test_all_twenty_four_orders_of_the_traits_are_as_likely() -> None:
    best, rest = chances_in("lives/best"), chances_in("lives/rest")
    assert set(best.values()) == {Fraction(1, 4)}
    assert set(rest.values()) == {Fraction(1, 6)}
    orders = {
        tuple(make_character(people(), Origin(1, by_hand=(("traits.best", one), ("traits.rest", two)))).traits)
        for one in range(1, 5)
        for two in range(1, 7)
    }
    assert len(orders) == 24


@pytest.mark.parametrize("words", [["met", "30+"], ["unmet", "30+"], ["met", "not 30+"], ["unmet", "not 30+"]])
def test_nineteen_of_a_hundred_bad_years_come_of_dissonance(words: list[str]) -> None:
    tables = load_tables(shelf_of([builtin_tables()]), ["lives/bad_year"])
    table = tables["lives/bad_year"]
    chances = dict(odds_of(tables, table.id, Asked(case_of(words))).rows)
    of_dissonance = [chance for row, chance in chances.items() if table.cell(row, "Cause") == "dissonance"]
    assert sum(of_dissonance) == Fraction(19, 100)


def test_those_who_wear_your_name_are_as_many_as_the_rules_say() -> None:
    table = people().tables["bonds/worn_by"]
    shares: Counter[str] = Counter()
    for row, chance in chances_in("bonds/worn_by").items():
        shares[table.cell(row, "Count")] += chance  # type: ignore[assignment]
    hundredths = {"0": 61, "1": 30, "2": 7, "3": 2}
    assert shares == {count: Fraction(many, 100) for count, many in hundredths.items()}


def test_the_tracks_start_as_the_rules_say() -> None:
    assert tracks_of("romance", True, None) == (4, 0, 0)
    assert tracks_of("romance", False, None) == (4, 1, 0)
    assert tracks_of("refused", True, None) == (0, 4, 0)
    assert [tracks_of("friend", True, years).ache for years in (0, 1, 3, 4, 10, 11, 40)] == [4, 3, 3, 2, 2, 1, 1]
    assert tracks_of("friend", True, 0).warmth == 0


def test_a_partner_is_chosen_only_where_no_romance_lives() -> None:
    """Among many people there are partners, and beside the dead beloved, too."""
    made = [person(seed) for seed in range(3_000)]
    partnered = [one for one in made if any(tie.kind == PARTNER for tie in one.ties)]
    assert len(partnered) > 150
    assert any(one.bond.kind == "romance" for one in partnered)
    assert all((one.years or 0) >= 1 for one in partnered if one.bond.kind == "romance")


def test_nobody_but_an_identical_twin_looks_as_the_named_one_does() -> None:
    for seed in range(1_000):
        made = person(seed)
        alike = made.bond.kind == "twin" and made.twin == "identical"
        assert (made.life.looks == made.named_life.looks) == alike, seed


def test_two_do_the_same_work_where_the_bond_is_work_and_nowhere_else() -> None:
    same = Counter(
        (made.bond.kind == "work", made.life.work == made.named_life.work) for made in map(person, range(1_500))
    )
    assert same[False, True] == 0
    assert same[True, True] > 9 * same[True, False]


AWRY = re.compile(
    r"[{}\[\]]|\bthey (?:is|was|has|does)\b|\b(?:she|he|xe) (?:are|were|have)\b|\ba [aeiou](?!ne\b|ni|u|se)"
    r"|\ba (?:hour|heir|honest)|\ban [bcdfgjklmnpqrstvwxyz]|\b(\w+) \1\b|\.\.|  |\bif \w+:|your character"
    r"|the named one|this person"
)


def test_no_text_of_a_person_is_awry() -> None:
    """No brace, no doubled word, no "they is", no "a hour", nobody unknown among the known."""
    doubled = {"had had", "that that", "five five"}
    for seed in range(2_000):
        for field, text in person(seed).texts.items():
            found = AWRY.search(text)
            assert not found or found[0] in doubled, (seed, field, text)


def test_the_dead_do_nothing_today() -> None:
    """Every text of a page of the dead was chosen knowing it: no row there needs them alive."""
    alive = case_of(["alive"])
    for seed in range(2_000):
        made = person(seed)
        if made.scar:
            assert not {"bond.holds", "bond.strains", "bond.where_now", "bond.wants_of_you"} & set(made.texts)
            for field, roll in made.rolls.items():
                assert is_possible(roll.rows[0].case & case_of(["dead"])), field
        else:
            assert not [field for field in made.texts if field.startswith("scar.")]
            assert all(is_possible(roll.rows[0].case & alive) for roll in made.rolls.values())


def test_the_same_code_is_the_same_character_in_any_process() -> None:
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
    made = saying(first("friend"), hook="*bold* <b>, a [link](x) and `code`")
    said = character_markdown(made)
    assert "\\*bold\\* \\<b\\>, a \\[link\\](x) and \\`code\\`" in said
    for section in sections_of(made):
        assert f"## {section.title}" in said
        assert all(f"**{box.label}:**" in said for box in section.boxes if box.label)


def test_the_document_says_what_programs_lean_on() -> None:
    document = character_document(first("friend", dead=True))
    assert document["schema"] == 1
    promised = {"code", "person", "mark", "bond", "named", "scar", "ties", "worn_by", "traits", "tracks", "rolls"}
    promised |= {"want", "fear", "secret", "hope", "habit", "manner", "companion", "keepsake", "hook"}
    assert promised <= set(document)
    assert document["mark"]["text"] == document["named"]["written"]
    assert document["named"]["alive"] is False
    assert {"years", "looks", "ache", "kept", "how"} <= set(document["scar"])
    assert {"name", "kind", "what", "bears"} <= set(document["ties"][0])
    assert {"field", "table", "dice", "number", "row"} <= set(document["rolls"][0])
    assert re.fullmatch("#[0-9A-F]{6}", document["mark"]["colour"]["hex"])
    assert set(document["person"]["home"]) == {"place", "hemisphere", "text"}
