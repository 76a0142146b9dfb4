"""Makes a character: the ground first, then names and colours, then every text, then those around them.

Each field is rolled on its table, on a stream of its own; what follows from something is derived and has no roll.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from rpgkit.cases import ANY, Case, bits_asked, case_of, clash, holds, known_by, words_of
from rpgkit.company import Company, roll_third
from rpgkit.errors import NothingFits
from rpgkit.fields import Named, People, Rolls, Unfit, cell_of, roll_birthday, roll_colour, roll_name
from rpgkit.ground import Ground, Kin, roll_bond, roll_grounds, roll_years
from rpgkit.knowledge import player_knows
from rpgkit.origin import Origin
from rpgkit.person import (
    Borne,
    Character,
    Gender,
    Life,
    Name,
    Person,
    Scar,
    Tie,
    Traits,
    case_of_ages,
    loves_anew,
    script_of,
    tracks_of,
)
from rpgkit.plan import OF_THIRD, PLACES, TEXTS, decider_of, given_by
from rpgkit.roll import text_of
from rpgkit.streams import fresh_seed
from rpgkit.table import Fits
from rpgkit.voices import sealed, voice_of, voice_with
from rpgkit.wording import READER, Voice

MOST_SEEDS = 10_000
# The bits of all the questions that say when a text is rolled.
TIMES = bits_asked(case_of(told.when) for told in TEXTS)


def find_character(people: People, wish: Origin, need: Case = ANY) -> Character:
    """A character of a fresh seed that fits what is set and needed; raises Unfit after 10,000 seeds."""
    for _ in range(MOST_SEEDS):
        try:
            return make_character(people, wish._replace(seed=fresh_seed()), need)
        except (Unfit, NothingFits) as unfit:
            last = unfit
    raise Unfit(f"none of {MOST_SEEDS:,} seeds fits; the last said: {last}")


class Two(NamedTuple):
    """The character and the one they bear; the years since that one died; the gender of a third whom they bear."""

    kin: Kin
    person: Person
    named: Person
    years: int | None
    third: Gender | None


def make_character(people: People, origin: Origin, need: Case = ANY) -> Character:
    """A character by its origin: the same tables and origin give the same, always; raises Unfit."""
    rolls = Rolls(people, origin)
    two = _roll_two(rolls)
    if not holds(rolls.known & known_by(two.person.gender.names), need):
        raise Unfit(f"--need {words_of(need)}: not so here")
    made = completed(rolls, two, origin)
    _refuse_rest(rolls)
    return made


class Told(NamedTuple):
    """What of a character is known from elsewhere, and is not rolled: lives, texts by field, who is around them."""

    life: Life | None = None
    named_life: Life | None = None
    texts: Mapping[str, str] = {}
    ties: Callable[[Company], tuple[Tie, ...]] | None = None
    worn_by: Callable[[Company], tuple[Person, ...]] | None = None


def completed(rolls: Rolls, two: Two, origin: Origin | str, told: Told = Told()) -> Character:
    """The character of two people, with every text that is not told already, and those around them."""
    voices = _voices(two)
    lives, texts = _roll_texts(rolls, two, voices, told)
    company, bond = Company(rolls, two.person, two.named, voices[:2]), two.kin.bond
    return Character(
        origin=origin,
        pack=rolls.people.pack,
        edited=False,
        person=two.person,
        life=lives[0],
        twin=two.kin.twin,
        bond=bond,
        named=two.named,
        named_life=lives[1],
        third=two.third,
        scar=None if two.years is None else Scar(two.years),
        traits=_roll_traits(rolls),
        tracks=tracks_of(bond.kind, bond.mutual, two.years),
        ties=told.ties(company) if told.ties else company.roll_ties(loves_anew(bond.kind, two.years)),
        worn_by=told.worn_by(company) if told.worn_by else company.roll_worn_by(),
        texts=texts | company.texts,
        rolls=rolls.kept,
    )


def _roll_two(rolls: Rolls) -> Two:
    """The bond, what it requires, ages, death, names and colours: all that the texts hang on."""
    kin = roll_bond(rolls)
    rolls.met = kin.bond.met
    here, there = roll_grounds(rolls, kin)
    years = roll_years(rolls, kin.bond.kind, here.age, there.age)
    own = _roll_borne(rolls, "person", here)
    theirs = _roll_named(rolls, there, own.name)
    if kin.bond.mutual:
        bears, third = own, None
    else:
        taken = {name for one in (own, theirs) for name in (one.name.true, one.name.called)}
        loved = there.attraction if kin.bond.kind == "taken" else ()
        bears, third = roll_third(rolls, "named.bears", own, taken, loved)
    rolls.learn(script_of(own.name.script, theirs.name.script))
    person = _person(here, here.age, own, theirs)
    return Two(kin, person, _person(there, there.age - (years or 0), theirs, bears), years, third)


def _roll_borne(rolls: Rolls, whose: str, ground: Ground, fits: Callable[[Name], bool] | None = None) -> Borne:
    """Somebody's name and the colour they love best: what stands on those who bear them."""
    name = roll_name(rolls, f"{whose}.name", Named(ground.tongue, ground.gender.names, ground.age), fits)
    return Borne(name, roll_colour(rolls, f"{whose}.colour"))


def _roll_named(rolls: Rolls, ground: Ground, own: Name) -> Borne:
    """The named one's name and colour: another name than the character's, and if it can be another short form."""
    try:
        return _roll_borne(
            rolls, "named", ground, lambda name: name.true != own.true and name.called not in (own.called, own.true)
        )
    except NothingFits:
        return _roll_borne(rolls, "named", ground, lambda name: name.true != own.true)


def _person(ground: Ground, age: int, own: Borne, bears: Borne) -> Person:
    return Person(
        name=own.name,
        gender=ground.gender,
        attraction=ground.attraction,
        attraction_said=ground.attraction_said,
        age=age,
        tongue=ground.tongue.raw,
        favourite_colour=own.colour,
        hemisphere=ground.hemisphere,
        bears=bears,
    )


def _voices(two: Two) -> tuple[Voice, Voice, Voice]:
    """Of the two as the player knows them, as the GM does, and that with the third whom the named one bears."""
    met = two.kin.bond.met
    told = voice_of(two.person, two.named, met)
    full = told if met else voice_of(two.person, two.named, True)
    return told, full, voice_with(full, two.third, two.named.bears)


def _roll_texts(
    rolls: Rolls, two: Two, voices: tuple[Voice, Voice, Voice], told: Told
) -> tuple[tuple[Life, Life], dict[str, str]]:
    """Every text by its field, each rolled when its time is; and the lives of the two."""
    life, named_life = _lives(rolls, two, told)
    texts: dict[str, str] = {}
    places = {"person": "", "named": ""}
    for field, table, for_player, voice, place in _texts_when(rolls.known & TIMES, two.kin.bond.kind):
        if field in told.texts:
            texts[field] = told.texts[field]
            continue
        rolled = rolls.roll_told(field, table) if for_player else rolls.roll(field, table)
        texts[field] = text = text_of(rolled, voices[voice])
        if place:
            places[place] = cell_of(rolled, "Place") or text
    lives = Life(places["person"], *life), Life(places["named"], *named_life)
    return (told.life or lives[0], told.named_life or lives[1]), texts


def _lives(rolls: Rolls, two: Two, told: Told) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Birthday, work and looks of the two, rolled as far as nobody tells them."""
    if not told.life or not told.named_life:
        return _roll_lives(rolls, two)
    return told.life[1:], told.named_life[1:]


def _roll_lives(rolls: Rolls, two: Two) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Birthday, work and looks of the two.

    Identical twins look the same, and no others. Where the bond is work both do the same, if the named one's age
    allows it, and elsewhere not.
    """
    of_twins = two.kin.bond.kind == "twin"
    birthday = roll_birthday(rolls, "person")
    named_birthday = birthday if of_twins else roll_birthday(rolls, "named")
    looks = _said(rolls, ANY, "person.looks", "lives/looks")
    work = _said(rolls, case_of_ages(two.person.age), "person.work", "lives/work")
    alike = of_twins and two.kin.twin == "identical"
    named_looks = (
        looks if alike else _said(rolls, ANY, "named.looks", "lives/looks", _unlike(rolls, "person.looks"))
    )
    aged = case_of_ages(two.named.age)
    named_work = _said(rolls, aged, "named.work", "lives/work", _work_of_named(rolls, two.kin.bond.kind, aged))
    return (birthday, work, looks), (named_birthday, named_work, named_looks)


def _said(rolls: Rolls, known: Case, field: str, table: str, fits: Fits | None = None) -> str:
    try:
        rolled = rolls.roll(field, table, fits, known)
    except NothingFits:
        rolled = rolls.roll(field, table, None, known)
    return text_of(rolled, READER)


def _unlike(rolls: Rolls, field: str) -> Fits:
    """Any row but the one that another field was rolled."""
    other = rolls.kept[field].rows[0]
    return lambda row: row is not other


def _work_of_named(rolls: Rolls, kind: str, aged: Case) -> Fits:
    other = rolls.kept["person.work"].rows[0]
    if kind == "work" and holds(aged, other.case):
        return lambda row: row is other
    return _unlike(rolls, "person.work")


@cache
def _texts_when(known: Case, kind: str) -> list[tuple[str, str, bool, int, str | None]]:
    """The texts whose time it is: field and table; whether a player reads it who knows less than all; in which of
    the voices it speaks; whose place it says.
    """
    unmet = kind == "unmet"
    return [
        (
            told.field,
            told.table.format(kind=kind),
            unmet and player_knows(told.field, False, False),
            2 if told.field in OF_THIRD else int(sealed(told.field, not unmet)),
            PLACES.get(told.field),
        )
        for told in TEXTS
        if holds(known, case_of(told.when))
    ]


def _roll_traits(rolls: Rolls) -> Traits:
    """The best trait by a d4, the order of the others by a d6: all twenty-four."""
    best = text_of(rolls.roll("traits.best", "lives/best"), READER)
    return _traits(best.lower(), cell_of(rolls.roll("traits.rest", "lives/rest"), "Order"))


@cache
def _traits(best: str, order: str) -> Traits:
    others = [name for name in Traits._fields if name != best]
    worth = {others[int(place) - 1]: value for place, value in zip(order.split(), (1, 0, -1), strict=True)}
    return Traits(**{best: 2}, **worth)


def _refuse_rest(rolls: Rolls) -> None:
    """Raises Unfit where a field was set or is to be rolled anew that this character has not."""
    for option, fields in (("--set", rolls.by_hand), ("--reroll", rolls.again)):
        for field in fields:
            decider = _decider(rolls.known, field)
            raise Unfit(f"{option} {field}: it is not rolled here, which hangs on {decider}; set that too")


def _decider(known: Case, field: str) -> str:
    """The field on which it hangs that another is not rolled."""
    for told in TEXTS:
        if told.field == field and (questions := clash(known, case_of(told.when))):
            return decider_of(questions[0], field)
    return given_by(field)
