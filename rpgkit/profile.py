"""A character as a JSON document, as plain text, as Markdown."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from rpgkit.boxes import sections_of
from rpgkit.documents import SCHEMA
from rpgkit.knowledge import player_knows
from rpgkit.person import Borne, Character, Colour, Life, Person, Tie
from rpgkit.plan import TEXTS
from rpgkit.roll import Roll, text_of
from rpgkit.voices import voices_of
from rpgkit.wording import Voice

Document = dict[str, Any]


def character_document(character: Character) -> Document:
    """All of a character, as `rpgkit character --json` prints it and `rpgkit schema character` says it."""
    document: Document = {
        "schema": SCHEMA,
        "view": "all",
        "code": character.code,
        "edited": character.edited,
        "person": person_document(character.person, character.life) | {"twin": character.twin},
        "mark": _mark(character.person.bears),
        "bond": character.bond._asdict(),
        "named": _named(character),
        "scar": {"years": character.scar.years} if character.scar else None,
        "ties": [_tie(tie) for tie in character.ties],
        "worn_by": [_person(wearer) for wearer in character.worn_by],
        "traits": character.traits._asdict(),
        "tracks": character.tracks._asdict(),
    }
    for field in _FIELDS:
        put(document, field, None)
    for field, text in character.texts.items():
        put(document, field, None if is_nobody(character, field) else text)
    document["rolls"] = roll_documents(character)
    return document


def is_nobody(character: Character, field: str) -> bool:
    """Whether the dice gave no companion: the row is worth reading, but the document says null."""
    roll = character.rolls.get(field) if field == "companion" else None
    return bool(roll and roll.table and roll.table.cell(roll.rows[0], "As") == "none")


class View(NamedTuple):
    """For whom: the GM's pages hold all; a document holds all unless it is the player's; `many`: always a list."""

    gm: bool = False
    player: bool = False
    many: bool = False


_FIELDS = tuple(dict.fromkeys(told.field for told in TEXTS))


def put(document: Document, field: str, text: str | None) -> None:
    """Sets a text at its field's place: in a list the first is 1, in a home it is its `text`."""
    *way, last = field.split(".")
    at: Any = document
    for step in way:
        at = at[int(step) - 1] if isinstance(at, list) else at[step]
    if at is None:
        return
    if isinstance(at.get(last), dict):
        at, last = at[last], "text"
    at[last] = text


def _colour(colour: Colour) -> Document:
    return {"name": colour.name, "hex": colour.hex, "ink": colour.ink}


def _person(person: Person) -> Document:
    return {
        "true_name": person.name.true,
        "written": person.name.written,
        "called_name": person.name.called,
        "said": person.name.say,
        "script": person.name.script,
        "pronouns": person.gender.pronouns.said,
        "gender": person.gender.said,
        "group": person.gender.group,
        "attraction": list(person.attraction),
        "attraction_said": person.attraction_said,
        "age": person.age,
        "tongue": person.tongue,
        "favourite_colour": _colour(person.favourite_colour),
    }


def person_document(person: Person, life: Life) -> Document:
    """Somebody with how they live or lived."""
    return _person(person) | {
        "birthday": life.birthday,
        "looks": life.looks,
        "work": life.work,
        "home": {"place": life.place, "hemisphere": person.hemisphere},
    }


def _mark(borne: Borne) -> Document:
    return {"text": borne.name.written, "colour": _colour(borne.colour), "script": borne.name.script}


def bears_document(borne: Borne) -> Document:
    """What somebody bears: `{text, true_name, called_name, colour}`."""
    name = borne.name
    return {
        "text": name.written,
        "true_name": name.true,
        "called_name": name.called,
        "colour": _colour(borne.colour),
    }


def _named(character: Character) -> Document:
    named = person_document(character.named, character.named_life)
    return named | {"alive": character.scar is None, "bears": bears_document(character.named.bears)}


def _tie(tie: Tie) -> Document:
    person = _person(tie.person)
    return {
        "name": person.pop("called_name"),
        "kind": tie.kind,
        **person,
        "bears": bears_document(tie.person.bears),
    }


def roll_documents(character: Character) -> list[Document]:
    """Every roll of a character: `{field, table, dice, number, row, text}`, and by_hand where it was set."""
    voice = voices_of(character)
    return [_field_roll(field, roll, voice(field)) for field, roll in character.rolls.items()]


def _field_roll(field: str, roll: Roll, voice: Voice) -> Document:
    table = roll.table
    document = {
        "field": field,
        "table": table.id if table else "",
        "dice": roll.dice.notation,
        "number": roll.number,
        "row": table.numbers(roll.rows[0]) if table else "",
        "text": text_of(roll, voice),
    }
    return document | {"by_hand": True} if roll.by_hand else document


def player_document(document: Document) -> Document:
    """A character's document without what its player does not know: not a key, not a roll of it."""
    met, shown = document["bond"]["met"], document["bond"]["shown"]
    known: Document = _known(document, "", met, shown) | {"view": "player"}
    known["rolls"] = [rolled for rolled in document["rolls"] if player_knows(rolled["field"], met, shown)]
    return known


def _known(value: Any, path: str, met: bool, shown: bool) -> Any:
    if isinstance(value, dict):
        within = {key: f"{path}.{key}" if path else key for key in value}
        known = {
            key: _known(value[key], at, met, shown) for key, at in within.items() if _has_known(at, met, shown)
        }
        return {key: part for key, part in known.items() if part != {} or value[key] == {}}
    return value


def _has_known(path: str, met: bool, shown: bool) -> bool:
    """Whether the player knows what stands at a path, or anything within it."""
    return player_knows(path, met, shown) or path in ("bond", "scar")


def character_text(character: Character, gm: bool = False) -> str:
    """A character as plain text: a heading a section, a line a box."""
    return "\n".join(_lines(character, gm)) + "\n"


def _lines(character: Character, gm: bool) -> Iterator[str]:
    yield character.person.name.true
    for section in sections_of(character, gm):
        yield f"\n{section.title}"
        for box in section.boxes:
            yield f"  {box.label}: {box.text}" if box.label else f"  {box.text}"
    yield f"\n{code_of(character)}"


def code_of(character: Character) -> str:
    """`code 0ABC-…`, and that it was edited, if it was."""
    return f"code {character.code}{', edited' if character.edited else ''}"


def character_markdown(character: Character, gm: bool = False) -> str:
    """A character as Markdown, every mark of theirs that Markdown would read set as it stands."""
    lines = [f"# {_plain(character.person.name.true)}"]
    for section in sections_of(character, gm):
        lines += ["", f"## {section.title}", ""]
        lines += [
            f"- **{_plain(box.label)}:** {_plain(box.text)}" if box.label else _plain(box.text)
            for box in section.boxes
        ]
    return "\n".join([*lines, "", f"*Half of Us, {_plain(code_of(character))}*"]) + "\n"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|&])", r"\\\1", text)
