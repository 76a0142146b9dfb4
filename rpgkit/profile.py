"""A character as a JSON document and as plain text."""

from collections.abc import Iterator
from typing import Any

from rpgkit.boxes import sections_of
from rpgkit.documents import SCHEMA
from rpgkit.person import Borne, Character, Colour, FieldRoll, Person, voice_of
from rpgkit.roll import text_of


def character_document(character: Character) -> dict[str, Any]:
    """All of a character, as `rpgkit character --json` prints it."""
    bond, scar, mark = character.bond, character.scar, character.mark
    colour = character.named.favourite_colour
    return {
        "schema": SCHEMA,
        "seed": character.seed,
        "person": {**_person(character.person), "twin": character.twin},
        "mark": {
            "text": character.person.bears.name.written,
            "colour": {"name": colour.name, "hex": colour.hex},
            "script": character.person.bears.name.script,
            "hand": mark.hand,
            "lie": mark.lie,
            "cover": mark.cover,
        },
        "bond": {
            "kind": bond.kind,
            "number": bond.number,
            "said": bond.said,
            "mutual": bond.mutual,
            "met": bond.met,
            "shown": bond.shown,
            "how_met": bond.how_met,
        },
        "named": {
            **_person(character.named),
            "alive": scar is None,
            "bears": _borne(character.named.bears),
        },
        "scar": None
        if scar is None
        else {
            "years": scar.years,
            "looks": scar.looks,
            "ache": scar.ache,
            "how": scar.how,
            "came": scar.came,
            "kept": scar.kept,
        },
        "hook": character.hook,
        "rolls": [_field_roll(rolled, character) for rolled in character.rolls],
    }


def _person(person: Person) -> dict[str, Any]:
    return {
        "true_name": person.name.true,
        "written": person.name.written,
        "said": person.name.say,
        "script": person.name.script,
        "pronouns": person.gender.pronouns.said,
        "gender": person.gender.said,
        "attraction": list(person.attraction),
        "age": person.age,
        "tongue": person.tongue,
        "favourite_colour": _colour(person.favourite_colour),
        "work": person.work,
        "home": {"hemisphere": person.hemisphere},
    }


def _colour(colour: Colour) -> dict[str, str]:
    return {"name": colour.name, "hex": colour.hex, "ink": colour.ink}


def _borne(borne: Borne) -> dict[str, Any]:
    return {"text": borne.name.written, "true_name": borne.name.true, "colour": _colour(borne.colour)}


def _field_roll(rolled: FieldRoll, character: Character) -> dict[str, Any]:
    roll = rolled.roll
    table = roll.table
    voice = voice_of(character.person, character.named, character.bond.met)
    return {
        "field": rolled.field,
        "table": table.id if table else "",
        "dice": roll.dice.notation,
        "number": roll.number,
        "row": table.numbers(roll.rows[0]) if table else "",
        "text": text_of(roll, voice),
    }


def character_text(character: Character, gm: bool = False) -> str:
    """A character as plain text: a heading a section, a line a box."""
    return "\n".join(_lines(character, gm)) + "\n"


def _lines(character: Character, gm: bool) -> Iterator[str]:
    yield character.person.name.true
    for section in sections_of(character, gm):
        yield f"\n{section.title}"
        for box in section.boxes:
            yield f"  {box.label}: {box.text}" if box.label else f"  {box.text}"
    yield f"\nseed {character.seed}"
