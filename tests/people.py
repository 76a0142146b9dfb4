"""Characters for the tests, each made once."""

from dataclasses import replace
from functools import cache

from rpgkit.character import make_character
from rpgkit.fields import People
from rpgkit.fitness import load_people
from rpgkit.origin import Origin
from rpgkit.pack import builtin_tables, shelf_of
from rpgkit.person import Character


@cache
def people() -> People:
    return People(load_people(shelf_of([builtin_tables()])))


def person(seed: int) -> Character:
    return make_character(people(), Origin(seed))


@cache
def first(kind: str, *, dead: bool | None = None, mutual: bool | None = None) -> Character:
    """The first character of a kind, by seeds counted up."""
    for seed in range(20_000):
        made = person(seed)
        if made.bond.kind == kind and dead in (None, made.scar is not None) and mutual in (None, made.bond.mutual):
            return made
    raise AssertionError(f"no {kind} among 20,000")


def saying(character: Character, **texts: str) -> Character:
    """The character with other texts."""
    return replace(character, texts={**character.texts, **texts})
