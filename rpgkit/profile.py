"""A character as a JSON document, as plain text, as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rpgkit.boxes import sections_of
from rpgkit.documents import SCHEMA
from rpgkit.person import Borne, Character, FieldRoll, Person, voice_of
from rpgkit.roll import text_of


def character_document(character: Character) -> dict[str, Any]:
    """All of a character, as `rpgkit character --json` prints it."""
    return {
        "schema": SCHEMA,
        "seed": character.seed,
        "person": {**_person(character.person), "twin": character.twin},
        "mark": _mark(character),
        "bond": asdict(character.bond),
        "named": {
            **_person(character.named),
            "alive": character.scar is None,
            "bears": _borne(character.named.bears),
        },
        "scar": asdict(character.scar) if character.scar else None,
        "hook": character.hook,
        "rolls": [_field_roll(rolled, character) for rolled in character.rolls],
    }


def _mark(character: Character) -> dict[str, Any]:
    borne = character.person.bears
    return {
        "text": borne.name.written,
        "colour": {"name": borne.colour.name, "hex": borne.colour.hex},
        "script": borne.name.script,
        **asdict(character.mark),
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
        "favourite_colour": asdict(person.favourite_colour),
        "work": person.work,
        "home": {"hemisphere": person.hemisphere},
    }


def _borne(borne: Borne) -> dict[str, Any]:
    return {"text": borne.name.written, "true_name": borne.name.true, "colour": asdict(borne.colour)}


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


def character_markdown(character: Character, gm: bool = False) -> str:
    """A character as Markdown, every mark of theirs that Markdown would read set as it stands."""
    lines = [f"# {_plain(character.person.name.true)}"]
    for section in sections_of(character, gm):
        lines += ["", f"## {section.title}", ""]
        lines += [
            f"- **{box.label}:** {_plain(box.text)}" if box.label else _plain(box.text) for box in section.boxes
        ]
    return "\n".join([*lines, "", f"*Half of Us, seed {_plain(character.seed)}*"]) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|&])", r"\\\1", text)
