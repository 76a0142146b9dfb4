"""The laws that every character keeps, however they were made: each a sentence, its proof, and where to mend it."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rpgkit.cases import case_of, holds
from rpgkit.facts import FAMILY, FAMILY_TIE, KINDS, PARTNER
from rpgkit.needed import ELDER_BY, GROWN, NAMED_BY
from rpgkit.person import LOVE, SHOWN, Borne, Character, Person, case_of_character, loves_anew, tracks_of
from rpgkit.plan import MOST_TIES, MOST_TIES_EVER, MOST_WEARERS, TEXTS


class Law(NamedTuple):
    """What proves a law, and the path in a character's document where one looks first when it is broken."""

    holds: Callable[[Character], bool]
    place: str | Callable[[Character], str]


def _years(character: Character) -> int:
    return character.scar.years if character.scar else 0


def _youngest_then(character: Character) -> int:
    """The age of the younger of the two when the named one died, or now."""
    return min(character.person.age - _years(character), character.named.age)


def _draw_both(one: Person, other: Person) -> bool:
    return one.is_drawn_to(other) and other.is_drawn_to(one)


def _in_love(character: Character) -> bool:
    return character.bond.kind in LOVE


def _partners(character: Character) -> list[Person]:
    return [tie.person for tie in character.ties if tie.kind == PARTNER]


def _is(borne: Borne, person: Person) -> bool:
    """Whether what is borne is that person's true name, in their favourite colour."""
    own = person.borne
    return (borne.name.written, borne.name.true, borne.colour) == (
        own.name.written,
        own.name.true,
        own.colour,
    )


def _is_by_name(borne: Borne, person: Person) -> bool:
    return (borne.name.true, borne.colour.name) == (person.name.true, person.favourite_colour.name)


def _twin_is_kept(character: Character) -> bool:
    person, named = character.person, character.named
    if character.bond.kind != "twin":
        return True
    same = (character.named_age_now, named.tongue) == (person.age, person.tongue)
    return same and bool(character.twin) and character.named_life.birthday == character.life.birthday


def _identical_are_alike(character: Character) -> bool:
    if character.bond.kind != "twin" or character.twin != "identical":
        return True
    alike = character.named_life.looks == character.life.looks
    return alike and character.named.gender.group == character.person.gender.group


def _elder_is_kept(character: Character) -> bool:
    elder = character.bond.kind in ("kin", "work") and not character.bond.mutual
    return not elder or character.named_age_now >= character.person.age + ELDER_BY


def texts_due(character: Character) -> set[str]:
    """The texts whose time it is: by life and death, by kind, met or not, and those of ties and wearers."""
    known = case_of_character(character)
    due = {told.field for told in TEXTS if holds(known, case_of(told.when))}
    for number in range(1, len(character.ties) + 1):
        due |= {f"ties.{number}.what", f"ties.{number}.word"}
    return due | {f"worn_by.{number}.what" for number in range(1, len(character.worn_by) + 1)}


def _out_of_time(character: Character) -> list[str]:
    """The texts that are told though it is not their time, or not told though it is."""
    if character.bond.kind not in KINDS:
        return ["bond.kind"]
    told = {field for field, text in character.texts.items() if text.strip()}
    return sorted((told ^ texts_due(character)) - {"companion"})


# A brace or a link, with the word in it.
UNSET = re.compile(r"\{\w*\}?|\}|\[\[|\]\]")


def _unset(character: Character) -> list[str]:
    """The texts in which a brace or a link was left as it is written."""
    return [field for field, text in character.texts.items() if UNSET.search(text)]


def _everybody(character: Character) -> Iterator[Person]:
    yield from (character.person, character.named, *character.worn_by)
    yield from (tie.person for tie in character.ties)


LAWS: dict[str, Law] = {
    "the mark is the named one's true name in its script": Law(
        lambda c: c.person.bears.name == c.named.name,
        "mark.text",
    ),
    "the mark is in the named one's favourite colour": Law(
        lambda c: c.person.bears.colour == c.named.favourite_colour, "mark.colour"
    ),
    "the bond is mutual exactly when the named one bears the character's name and colour": Law(
        lambda c: c.bond.mutual == _is_by_name(c.named.bears, c.person), "named.bears"
    ),
    "who bears the character bears the name as the character writes it": Law(
        lambda c: not c.bond.mutual or _is(c.named.bears, c.person), "named.bears.text"
    ),
    "the two do not share one name": Law(lambda c: c.person.name.true != c.named.name.true, "named.true_name"),
    "the kind is one of the sixteen": Law(lambda c: c.bond.kind in KINDS, "bond.kind"),
    "they have met exactly when the bond is not of the kind unmet": Law(
        lambda c: c.bond.met == (c.bond.kind != "unmet"), "bond.met"
    ),
    "those who love each other, and twins, have shown each other their marks": Law(
        lambda c: c.bond.kind not in SHOWN or c.bond.shown, "bond.shown"
    ),
    "nobody is shown the mark of one they have not met": Law(
        lambda c: c.bond.met or not c.bond.shown, "bond.shown"
    ),
    "everybody is grown up": Law(lambda c: all(person.age >= GROWN for person in _everybody(c)), "person.age"),
    "nobody bears a person not yet named: the named one is at most five years younger": Law(
        lambda c: c.named_age_now >= c.person.age - NAMED_BY, "named.age"
    ),
    "two who bear each other are within five years": Law(
        lambda c: not c.bond.mutual or abs(c.named_age_now - c.person.age) <= NAMED_BY, "named.age"
    ),
    "whoever wears the character's name was named no later than the character was": Law(
        lambda c: all(wearer.age >= GROWN and c.person.age >= wearer.age - NAMED_BY for wearer in c.worn_by),
        "worn_by",
    ),
    "bearer and dead were both at least five at the death": Law(
        lambda c: _youngest_then(c) >= NAMED_BY, "scar.years"
    ),
    "lovers were both grown up, to the end": Law(
        lambda c: not _in_love(c) or _youngest_then(c) >= GROWN, "scar.years"
    ),
    "whoever is no family was known between the grown up": Law(
        lambda c: c.bond.kind in FAMILY or _youngest_then(c) >= GROWN, "scar.years"
    ),
    "lovers are drawn to each other": Law(
        lambda c: not _in_love(c) or _draw_both(c.person, c.named), "named.attraction"
    ),
    "a mismatch rules love out on one side at least": Law(
        lambda c: c.bond.kind != "mismatch" or not _draw_both(c.person, c.named), "named.attraction"
    ),
    "whoever is taken can love, and where they do not bear the character, the one they bear": Law(
        lambda c: (
            c.bond.kind != "taken"
            or (bool(c.named.attraction) and (c.third is None or c.third.group in c.named.attraction))
        ),
        "named.attraction",
    ),
    "a twin who bears you is of your birthday and tongue": Law(_twin_is_kept, "named.age"),
    "identical twins have one look, and one gender's": Law(_identical_are_alike, "named.looks"),
    "twins who bear each other are an even pair": Law(
        lambda c: c.bond.kind != "twin" or c.bond.mutual, "bond.mutual"
    ),
    "elder kin and a teacher are older by years": Law(_elder_is_kept, "named.age"),
    "kin share a tongue": Law(lambda c: c.bond.kind != "kin" or c.person.tongue == c.named.tongue, "named.tongue"),
    "the other hemisphere is another than the home's, and no other kind's is": Law(
        lambda c: (c.bond.kind == "hemisphere") == (c.person.hemisphere != c.named.hemisphere),
        "named.home.hemisphere",
    ),
    "at most five ties, and at most three who wear the name": Law(
        lambda c: 1 <= len(c.ties) <= MOST_TIES_EVER and len(c.worn_by) <= MOST_WEARERS, "ties"
    ),
    "at most one chosen partner, and none while a romance lives or in the year after it": Law(
        lambda c: len(_partners(c)) <= loves_anew(c.bond.kind, c.years), "ties"
    ),
    "a chosen partner and the character are drawn to each other": Law(
        lambda c: all(_draw_both(c.person, partner) for partner in _partners(c)), "ties"
    ),
    "only the named one of an even pair bears the character, and those said to wear the name": Law(
        lambda c: (
            not any(_is_by_name(tie.person.bears, c.person) for tie in c.ties)
            and all(_is(wearer.bears, c.person) for wearer in c.worn_by)
        ),
        "ties",
    ),
    "family speaks the character's tongue": Law(
        lambda c: all(tie.person.tongue == c.person.tongue for tie in c.ties if tie.kind == FAMILY_TIE), "ties"
    ),
    "of one not met no number is told that is theirs alone": Law(
        lambda c: c.bond.met or c.bond.number_told != c.bond.number, "bond.number_told"
    ),
    "Warmth is for the living and Ache for the dead": Law(
        lambda c: (c.tracks.warmth if c.scar else c.tracks.ache) == 0, "tracks"
    ),
    "each thing is told exactly when it is so: of the living, of the dead, of those met": Law(
        lambda c: not _out_of_time(c), lambda c: _out_of_time(c)[0]
    ),
    "nothing in a text is left unset": Law(lambda c: not _unset(c), lambda c: _unset(c)[0]),
}

# What holds of a character fresh from the dice; play changes it.
LAWS_AT_THE_START: dict[str, Law] = {
    "one to three ties": Law(lambda c: 1 <= len(c.ties) <= MOST_TIES, "ties"),
    "the traits are +2, +1, 0 and -1": Law(lambda c: sorted(c.traits) == [-1, 0, 1, 2], "traits"),
    "the tracks stand where the bond and the years since a death put them": Law(
        lambda c: c.bond.kind in KINDS and c.tracks == tracks_of(c.bond.kind, c.bond.mutual, c.years), "tracks"
    ),
}


def place_of(law: Law, character: Character) -> str:
    """The path where one looks first for what breaks a law."""
    return law.place if isinstance(law.place, str) else law.place(character)


def broken_laws(character: Character, at_the_start: bool = True) -> list[str]:
    """The laws that a character breaks, in words."""
    laws = LAWS | LAWS_AT_THE_START if at_the_start else LAWS
    return [sentence for sentence, law in laws.items() if not law.holds(character)]
