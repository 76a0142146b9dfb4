"""A character's document read back into values: what `profile` writes, this reads."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from rpgkit.fields import People
from rpgkit.person import (
    Bond,
    Borne,
    Character,
    Colour,
    Life,
    Name,
    Person,
    Scar,
    Tie,
    Tracks,
    Traits,
)
from rpgkit.plan import TEXTS
from rpgkit.roll import text_of
from rpgkit.voices import voices_of

Document = dict[str, Any]


def character_of(document: Document, people: People, original: Character | None) -> Character:
    """A character from a document that fits the schema; the rolls, and what hangs on them, are the original's."""
    person, named, scar = document["person"], document["named"], document["scar"]
    own = person_of(person, person["home"]["hemisphere"], _mark(document["mark"], named), people)
    kept = [tie.person.bears for tie in original.ties] if original else []
    ties = [_tie(tie, own.hemisphere, kept, people) for tie in document["ties"]]
    bears = borne_of(named["bears"], [original.named.bears] if original else [])
    return Character(
        origin=original.origin if original else document["code"],
        pack=people.pack,
        edited=True,
        person=own,
        life=life_in(person),
        twin=person["twin"],
        bond=Bond(**{key: document["bond"][key] for key in Bond._fields}),
        named=person_of(named, named["home"]["hemisphere"], bears, people),
        named_life=life_in(named),
        third=original.third if original else None,
        scar=Scar(int(scar["years"])) if scar else None,
        ties=tuple(ties),
        worn_by=tuple(person_of(wearer, own.hemisphere, own.borne, people) for wearer in document["worn_by"]),
        traits=Traits(**{name: int(worth) for name, worth in document["traits"].items()}),
        tracks=Tracks(**{name: int(full) for name, full in document["tracks"].items()}),
        texts=texts_in(document),
        rolls=original.rolls if original else {},
    )


def _colour(colour: Document) -> Colour:
    return Colour(colour["name"], colour["hex"], colour["ink"])


def _mark(mark: Document, named: Document) -> Borne:
    name = Name(named["true_name"], mark["text"], named["called_name"], named["said"], mark["script"])
    return Borne(name, _colour(mark["colour"]))


def borne_of(bears: Document, kept: Sequence[Borne]) -> Borne:
    """What somebody bears; one of those kept, where it says the same, with how it is said and its script."""
    name, colour = (bears["true_name"], bears["text"], bears["called_name"]), _colour(bears["colour"])
    for borne in kept:
        if (borne.name.true, borne.name.written, borne.name.called, borne.colour) == (*name, colour):
            return borne
    return Borne(Name(*name, "", ""), colour)


def person_of(told: Document, hemisphere: str, bears: Borne, people: People) -> Person:
    """A person from a document, whose mark is told apart."""
    called = told.get("called_name") or told["name"]
    group = told["group"]
    return Person(
        name=Name(told["true_name"], told["written"], called, told["said"], told["script"]),
        gender=people.gender_of(told["gender"], group, told["pronouns"]),
        attraction=tuple(told["attraction"]),
        attraction_said=told["attraction_said"],
        age=int(told["age"]),
        tongue=told["tongue"],
        favourite_colour=_colour(told["favourite_colour"]),
        hemisphere=hemisphere,
        bears=bears,
    )


def life_in(told: Document) -> Life:
    """How somebody lives or lived, from their document."""
    return Life(told["home"]["place"], told["birthday"], told["work"], told["looks"])


def _tie(tie: Document, hemisphere: str, kept: Sequence[Borne], people: People) -> Tie:
    return Tie(person_of(tie, hemisphere, borne_of(tie["bears"], kept), people), tie["kind"])


def texts_in(document: Document) -> dict[str, str]:
    """Every text of a document by its field."""
    texts = {}
    for field in dict.fromkeys(told.field for told in TEXTS):
        at: Any = document
        for step in field.split("."):
            at = at.get(step) if isinstance(at, dict) else None
        text = at.get("text") if isinstance(at, dict) else at
        if text is not None:
            texts[field] = text
    for number, tie in enumerate(document["ties"], 1):
        texts |= {f"ties.{number}.what": tie["what"], f"ties.{number}.word": tie["word"]}
    return texts | {f"worn_by.{at}.what": wearer["what"] for at, wearer in enumerate(document["worn_by"], 1)}


def reworded(character: Character, original: Character, untouched: Container[str]) -> Character:
    """The character with every text that nobody touched set anew, for the people as they are now."""
    voice = voices_of(character)
    anew = {
        field: text_of(original.rolls[field], voice(field))
        for field in original.texts
        if field in untouched and field in original.rolls
    }
    return replace(character, texts={**character.texts, **anew})
