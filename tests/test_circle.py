"""A circle: the laws of each of its people, and of the whole, for any code; and a breach of each."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpgkit.circle import Circle, make_circle
from rpgkit.circlelaws import CIRCLE_LAWS, OF_BOTH, broken_circle_laws, pairs_of
from rpgkit.circleorigin import (
    MOST_SEASONS,
    CircleOrigin,
    check_shape,
    is_circle_code,
    member_of,
    read_circle_code,
    show_circle_code,
)
from rpgkit.coded import character_by_code
from rpgkit.crockford import BadCode
from rpgkit.errors import RpgkitError
from rpgkit.facts import TAGS
from rpgkit.origin import read_code
from rpgkit.person import LOVE, Character
from rpgkit.profile import character_document
from rpgkit.seasons import NAMES
from tests.circles import CODES, circle, of_every_shape, origins
from tests.people import first, people, person


def test_every_law_holds_in_circles_of_every_size() -> None:
    for seed in range(400):
        assert broken_circle_laws(make_circle(people(), of_every_shape(seed))) == [], seed


@settings(max_examples=150, deadline=None)
@given(origins())
def test_every_law_holds_for_any_code(origin: CircleOrigin) -> None:
    made = make_circle(people(), origin)
    assert broken_circle_laws(made) == []
    assert len(made.members) == origin.size
    assert make_circle(people(), read_circle_code(made.code, people().pack)).members == made.members


@settings(max_examples=80, deadline=None)
@given(origins(seasons=13))
def test_every_law_holds_after_seasons(origin: CircleOrigin) -> None:
    made = make_circle(people(), origin)
    assert broken_circle_laws(made, at_the_start=False) == []
    assert all(entry.when.split(",")[0] in NAMES for entry in made.chronicle)


def test_all_tags_can_be_left_out() -> None:
    for seed in range(12):
        made = make_circle(people(), of_every_shape(seed)._replace(without=frozenset(TAGS)))
        assert broken_circle_laws(made) == []
        rows = [row for member in made.members for roll in member.rolls.values() for row in roll.rows]
        assert not any(row.tags for row in rows)


Breach = Callable[[Circle], Circle]


def _member(made: Circle, at: int, change: Callable[[Character], Character]) -> Circle:
    members = list(made.members)
    members[at] = change(members[at])
    return replace(made, members=tuple(members))


def _pair(made: Circle) -> tuple[int, int]:
    one, other = pairs_of(made)[0]
    return int(one) - 1, int(other) - 1


def _younger(made: Circle) -> Circle:
    soul = next(soul for soul in made.others if soul.key == "a")
    young = soul._replace(person=replace(soul.person, age=1))
    return replace(made, others=tuple(young if one.key == "a" else one for one in made.others))


def _renamed(made: Circle) -> Circle:
    soul = made.others[0]
    twice = soul._replace(person=replace(soul.person, name=made.members[0].person.name))
    return replace(made, others=(twice, *made.others[1:]))


def _unmet(made: Circle) -> Circle:
    def unknown(character: Character) -> Character:
        return replace(character, bond=character.bond._replace(met=False))

    for at in range(len(made.members)):
        made = _member(made, at, unknown)
    return made


def _in_love(made: Circle) -> Circle:
    at, _ = _pair(made)
    return _member(made, at, lambda one: replace(one, bond=one.bond._replace(kind="romance")))


def _unscarred(made: Circle) -> Circle:
    for at in range(len(made.members)):
        made = _member(made, at, lambda one: replace(one, scar=None))
    return made


def _twin(made: Circle) -> Circle:
    at, other = _pair(made)
    bears = {key: borne for key, borne in made.bears.items() if key != str(other + 1)}
    return _member(replace(made, bears=bears), at, lambda one: replace(one, bond=one.bond._replace(kind="twin")))


def _elsewhere(made: Circle) -> Circle:
    def away(one: Character) -> Character:
        other = {"north": "south", "south": "north"}[one.person.hemisphere]
        return replace(one, person=replace(one.person, hemisphere=other))

    return _member(made, 0, away)


def _other_story(made: Circle) -> Circle:
    at, _ = _pair(made)
    return _member(made, at, lambda one: replace(one, texts={**one.texts, OF_BOTH[0]: "another story"}))


def _other_life(made: Circle) -> Circle:
    return _member(made, 0, lambda one: replace(one, named_life=one.named_life._replace(place="elsewhere")))


def _other_death(made: Circle) -> Circle:
    at = next(at for at, one in enumerate(made.members) if one.scar)
    return _member(made, at, lambda one: replace(one, scar=one.scar and one.scar._replace(years=77)))


def _stranger(made: Circle) -> Circle:
    return _member(made, 0, lambda one: replace(one, named=replace(one.named, age=one.named.age + 1)))


def _wrong_colour(made: Circle) -> Circle:
    soul = next(soul for soul in made.others if soul.key == "a")
    other = soul._replace(person=replace(soul.person, favourite_colour=made.members[0].person.favourite_colour))
    if other == soul:
        other = soul._replace(person=replace(soul.person, favourite_colour=made.members[1].person.favourite_colour))
    return replace(made, others=tuple(other if one.key == "a" else one for one in made.others))


def _tie_along_an_arrow(made: Circle) -> Circle:
    at, other = _pair(made)
    return replace(made, ties={**made.ties, str(at + 1): (str(other + 1),)})


BREACHES: dict[str, Breach] = {
    "everybody is one record, wherever they appear": _stranger,
    "of one person all tell one life": _other_life,
    "of one death all tell the same years": _other_death,
    "no two are of one name": _renamed,
    "whoever bears somebody bears their true name in their favourite colour": _wrong_colour,
    "two of the players' bear each other, as often as is wanted": lambda made: replace(
        made, bears={key: borne for key, borne in made.bears.items() if not borne.isdigit()}
    ),
    "two who bear each other tell one bond and one story": _other_story,
    "an absent one is borne or mourned by two or more": lambda made: replace(
        made, bears={key: borne for key, borne in made.bears.items() if borne != "a"}
    ),
    "there is a scar, or two among five or more, where anybody bears one who does not sit here": _unscarred,
    "erase every mark and they are still a circle": lambda made: replace(made, ties={}),
    "a tie is to somebody whom no mark joins to one": _tie_along_an_arrow,
    "at most one has not met theirs, or two of five or more": _unmet,
    "nobody bears one who is younger by more than five years": _younger,
    "love among the players' is there only where it is wanted": _in_love,
    "twins who sit here roll once": _twin,
    "all live in one half of the world": _elsewhere,
}


@pytest.mark.parametrize("sentence", CIRCLE_LAWS)
def test_a_breach_of_each_law_is_told(sentence: str) -> None:
    made = circle(5)
    assert CIRCLE_LAWS[sentence](made)
    assert not CIRCLE_LAWS[sentence](BREACHES[sentence](made))


def test_a_pair_is_told_from_both_sides() -> None:
    made = circle(5)
    one, other = (made.members[at] for at in _pair(made))
    assert one.named == other.person and other.named == one.person
    assert one.named_life == other.life and other.named_life == one.life
    assert (one.bond.number, one.bond.mutual) == (other.bond.number, True)
    assert one.texts["bond.where_now"] == other.texts["person.home"]


def test_whoever_is_mourned_by_two_is_one_dead() -> None:
    made = next(made for made in map(circle, range(99)) if _mourners(made))
    one, other = _mourners(made)[:2]
    assert one.named == other.named and one.years == other.years and one.named_life == other.named_life
    assert one.texts["scar.how"] == other.texts["scar.how"] and one.texts["named.like"] == other.texts["named.like"]


def _mourners(made: Circle) -> list[Character]:
    key = next(soul.key for soul in made.others if soul.key == "a")
    found = [
        made.members[int(bearer) - 1] for bearer, borne in made.bears.items() if borne == key and bearer.isdigit()
    ]
    return found if len(found) > 1 and found[0].scar else []


def test_love_is_among_the_players_only_where_it_is_wanted() -> None:
    kinds = {couples: Counter[str]() for couples in (False, True)}
    for seed in range(150):
        for couples in (False, True):
            made = make_circle(people(), CircleOrigin(seed, 4, 2, couples))
            kinds[couples].update(made.members[int(one) - 1].bond.kind for one, _ in pairs_of(made))
    assert not LOVE & set(kinds[False])
    assert kinds[True]["romance"] > 20


def test_twins_sit_together_and_roll_once() -> None:
    for seed in range(4_000):
        made = make_circle(people(), CircleOrigin(seed, 3))
        one, other = (made.members[at] for at in _pair(made))
        if one.bond.kind == "twin":
            assert one.twin == other.twin and one.life.birthday == other.life.birthday
            assert one.person.age == other.person.age and one.person.tongue == other.person.tongue
            return
    raise AssertionError("no twins among 4,000")


def test_a_finished_character_is_seated_as_they_are() -> None:
    made = make_circle(people(), CircleOrigin(3, 5, seated=CODES[:2]))
    assert [member.code for member in made.members[:2]] == list(CODES[:2])
    assert made.members[0] == character_by_code(people(), CODES[0])
    assert made.code.endswith("+".join(CODES[:2]))
    tied = {other for others in made.ties.values() for other in others}
    assert {"1", "2"} <= tied


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (CircleOrigin(1, 2), "3 to 8 people"),
        (CircleOrigin(1, 9), "3 to 8 people"),
        (CircleOrigin(1, 5, 3), "1 to 2 pairs"),
        (CircleOrigin(1, 3, 1, seated=CODES[:2]), "a pair takes two more"),
        (CircleOrigin(1, 4, seasons=MOST_SEASONS + 1), "--seasons"),
        (CircleOrigin(1, 7, 1, seated=CODES[:5]), "too few to tie all together"),
    ],
)
def test_a_shape_that_no_circle_has_is_refused(origin: CircleOrigin, said: str) -> None:
    with pytest.raises(RpgkitError, match=said):
        check_shape(origin)


def test_who_cannot_sit_there_is_refused_with_the_reason() -> None:
    far = next(one for one in map(person, range(99)) if one.person.hemisphere == "south")
    with pytest.raises(RpgkitError, match="the other hemisphere"):
        make_circle(people(), CircleOrigin(1, 5, seated=(CODES[0], far.code)))
    with pytest.raises(RpgkitError, match="both called"):
        make_circle(people(), CircleOrigin(1, 5, seated=(CODES[0], CODES[0])))
    unmet = [
        one for one in map(person, range(400)) if one.bond.kind == "unmet" and one.person.hemisphere == "north"
    ]
    with pytest.raises(RpgkitError, match="have not met theirs"):
        make_circle(people(), CircleOrigin(1, 4, seated=(unmet[0].code, unmet[1].code)))


@settings(max_examples=200, deadline=None)
@given(origins(seasons=MOST_SEASONS))
def test_a_code_holds_the_whole_origin(origin: CircleOrigin) -> None:
    code = show_circle_code(origin, people().pack)
    assert is_circle_code(code)
    assert read_circle_code(code, people().pack) == origin
    assert read_circle_code(code.lower().replace("-", " "), people().pack) == origin


@given(origins(), st.data())
def test_every_slip_and_every_swap_is_told(origin: CircleOrigin, data: st.DataObject) -> None:
    own = show_circle_code(origin._replace(seated=()), people().pack)
    letters = own.replace("-", "")
    at = data.draw(st.integers(0, len(letters) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    slipped = letters[:at] + other + letters[at + 1 :]
    swapped = letters[: at - 1] + letters[at] + letters[at - 1] + letters[at + 1 :] if at else letters
    for wrong in {slipped, swapped} - {letters}:
        with pytest.raises(BadCode):
            read_circle_code(wrong, people().pack)


def test_a_person_of_a_circle_is_named_by_code_and_seat() -> None:
    made = circle(5)
    for seat, member in enumerate(made.members, 1):
        assert member.code == f"{made.code}.{seat}"
        assert character_document(character_by_code(people(), member.code)) == character_document(member)
        assert member_of(member.code) == (made.code, seat)
    with pytest.raises(BadCode, match=re.escape("from .1 to .5")):
        character_by_code(people(), f"{made.code}.6")
    with pytest.raises(BadCode, match="a whole circle"):
        character_by_code(people(), made.code)
    with pytest.raises(BadCode, match="no code"):
        character_by_code(people(), "1DP0-0000-0BH0.3")
    with pytest.raises(BadCode, match="no code"):
        read_code(made.code, people().pack)


def test_time_leaves_the_first_code_as_it_was_and_makes_all_older() -> None:
    before = circle(5)
    assert isinstance(before.origin, CircleOrigin)
    after = make_circle(people(), before.origin._replace(seasons=8))
    assert before.code != after.code and after.chronicle and not before.chronicle
    assert make_circle(people(), before.origin).members == before.members
    ages = [(one.person.age, other.person.age) for one, other in zip(before.members, after.members, strict=True)]
    assert all(later == earlier + 2 for earlier, later in ages)
    scars = [(one.years, other.years) for one, other in zip(before.members, after.members, strict=True)]
    assert all(later == earlier + 2 for earlier, later in scars if earlier is not None and later is not None)


def test_seasons_bring_deaths_and_ties() -> None:
    said = Counter[str]()
    for seed in range(60):
        made, before = (make_circle(people(), CircleOrigin(seed, 6, 1, seasons=seasons)) for seasons in (12, 0))
        said["died"] += any(" dies. " in entry.text for entry in made.chronicle)
        said["ties"] += sum(map(len, made.ties.values())) > sum(map(len, before.ties.values()))
        said["tired"] += any("tires." in entry.text for entry in made.chronicle)
    assert min(said.values()) >= 4, said


@pytest.mark.parametrize("seed", [194, 267, 273, 318])
def test_one_who_searches_may_find_and_what_joins_them_then_is_as_even_or_odd(seed: int) -> None:
    before, after = (make_circle(people(), CircleOrigin(seed, 5, 1, seasons=seasons)) for seasons in (0, 6))
    (at,) = [at for at, one in enumerate(before.members) if not one.bond.met and one.years is None]
    one, other = before.members[at], after.members[at]
    assert other.bond.met and other.bond.kind != "unmet"
    assert one.bond.mutual == other.bond.mutual and other.named.name == one.named.name
    assert any(str(at + 1) in entry.keys for entry in after.chronicle)


def test_one_who_is_seated_brings_their_own_scar() -> None:
    made = make_circle(people(), CircleOrigin(4, 4, seated=(first("friend", dead=True).code,)))
    assert made.members[0].scar and broken_circle_laws(made) == []
