"""The laws that every character keeps, each a sentence and what proves it."""

from collections.abc import Callable

from rpgkit.facts import FAMILY, KINDS
from rpgkit.needed import ELDER_BY, GROWN, NAMED_BY
from rpgkit.person import LOVE, SHOWN, Character


def _is_in_love(character: Character) -> bool:
    return character.bond.kind in LOVE


def _years(character: Character) -> int:
    return character.scar.years if character.scar else 0


def _draws_both(character: Character) -> bool:
    person, named = character.person, character.named
    return person.is_drawn_to(named) and named.is_drawn_to(person)


def _twin_is_kept(character: Character) -> bool:
    person, named = character.person, character.named
    if character.bond.kind != "twin":
        return True
    alike = character.twin != "identical" or person.gender == named.gender
    same = (character.named_age_now, named.tongue) == (person.age, person.tongue)
    return same and alike and bool(character.twin) and character.bond.mutual


def _elder_is_kept(character: Character) -> bool:
    elder = character.bond.kind in ("kin", "work") and not character.bond.mutual
    return not elder or character.named_age_now >= character.person.age + ELDER_BY


LAWS: dict[str, Callable[[Character], bool]] = {
    "the mark is the named one's true name in its script": lambda c: c.person.bears.name == c.named.name,
    "the mark is in the named one's favourite colour": lambda c: c.person.bears.colour == c.named.favourite_colour,
    "the bond is mutual exactly when the named one bears the character's name and colour": lambda c: (
        c.bond.mutual
        == (
            (c.named.bears.name.true, c.named.bears.colour.name)
            == (c.person.name.true, c.person.favourite_colour.name)
        )
    ),
    "the two do not share one name": lambda c: c.person.name.true != c.named.name.true,
    "the kind is one of the sixteen": lambda c: c.bond.kind in KINDS,
    "they have met exactly when the bond is not of the kind unmet": lambda c: (
        c.bond.met == (c.bond.kind != "unmet")
    ),
    "how they met is told exactly when they have met": lambda c: (c.bond.how_met is not None) == c.bond.met,
    "lovers have shown each other their marks": lambda c: c.bond.kind not in SHOWN or c.bond.shown,
    "the character is grown up": lambda c: c.person.age >= GROWN,
    "nobody bears a person not yet named: the named one is at most five years younger": lambda c: (
        c.named_age_now >= c.person.age - NAMED_BY
    ),
    "two who bear each other are within five years": lambda c: (
        not c.bond.mutual or abs(c.named_age_now - c.person.age) <= NAMED_BY
    ),
    "bearer and dead were both at least five at the death": lambda c: (
        min(c.person.age - _years(c), c.named.age) >= NAMED_BY
    ),
    "lovers were both grown up, to the end": lambda c: (
        not _is_in_love(c) or min(c.person.age - _years(c), c.named.age) >= GROWN
    ),
    "whoever is no family was known between the grown up": lambda c: (
        c.bond.kind in FAMILY or min(c.person.age - _years(c), c.named.age) >= GROWN
    ),
    "lovers are drawn to each other": lambda c: not _is_in_love(c) or _draws_both(c),
    "a mismatch rules love out on one side at least": lambda c: c.bond.kind != "mismatch" or not _draws_both(c),
    "a twin who bears you is of your age, tongue and, if identical, gender": _twin_is_kept,
    "elder kin and a teacher are older by years": _elder_is_kept,
    "kin share a tongue": lambda c: c.bond.kind != "kin" or c.person.tongue == c.named.tongue,
    "the other hemisphere is another than the home's, and no other kind's is": lambda c: (
        (c.bond.kind == "hemisphere") == (c.person.hemisphere != c.named.hemisphere)
    ),
    "an unmet one's death is known by the scar alone": lambda c: (
        c.bond.met or c.scar is None or (c.scar.came, c.scar.kept) == (None, None)
    ),
    "every field is rolled once": lambda c: len({rolled.field for rolled in c.rolls}) == len(c.rolls),
}


def broken_laws(character: Character) -> list[str]:
    """The laws that a character breaks, in words."""
    return [sentence for sentence, holds in LAWS.items() if not holds(character)]
