"""A character saved as JSON and edited by hand, read back: held against the schema, its code and every law.

Whoever edits a name or a pronoun edits it once: texts that nobody touched are set anew for the people as
they are now. What the dice showed is not edited; a number is set with `--set`, and gives another code.
"""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from rpgkit.character import make_character
from rpgkit.coherence import LAWS, broken_laws
from rpgkit.errors import Mistake, Mistakes, RpgkitError, did_you_mean
from rpgkit.fields import People
from rpgkit.jsonplaces import Path, Places, read_json
from rpgkit.origin import BadCode, OtherEdition, read_code
from rpgkit.person import Character
from rpgkit.profile import character_document
from rpgkit.record import Document, character_of, reworded
from rpgkit.schemas import SCHEMAS

# What the dice decide and no hand may, and the field that is set instead.
_OF_THE_DICE: dict[Path, str] = {
    ("bond", "kind"): "bond.kind",
    ("bond", "number"): "bond.kind",
    ("bond", "number_told"): "bond.kind",
    ("bond", "mutual"): "bond.kind",
    ("person", "twin"): "person.twin",
}
_NOTHING = object()
_VALIDATOR = Draft202012Validator(SCHEMAS["character"])


def read_character(data: bytes, name: str, people: People) -> Character:
    """A character from a JSON file; raises Mistakes, all of them in one run, each with its place."""
    document, places = read_json(data, name)
    if not isinstance(document, dict):
        raise Mistakes([places.mistake((), "a character is an object, in braces; see 'rpgkit schema character'")])
    return _Reading(document, places, people).character()


class _Reading:
    """One document being read: what it says, what its code says, and all that is wrong with it."""

    def __init__(self, document: Document, places: Places, people: People) -> None:
        self.document = document
        self.places = places
        self.people = people
        self.mistakes: list[Mistake] = []
        self.original = self._original()
        self.base = character_document(self.original) if self.original else {}

    def tell(self, path: Path, message: str) -> None:
        """Notes a mistake."""
        self.mistakes.append(self.places.mistake(path, message))

    def character(self) -> Character:
        """The character, or raises Mistakes."""
        if self.document.get("view") == "player" and self.base:
            self.document = _filled(self.document, self.base) | {"view": "all"}
        whole = deepcopy(self.document)
        self._read_schema(whole)
        if self.base:
            self._read_dice(whole)
        read = self._read_people(whole) if _VALIDATOR.is_valid(whole) else None
        if self.mistakes or read is None:
            raise Mistakes(sorted(set(self.mistakes)))
        if not self.original:
            return read
        if {**whole, "edited": False} == self.base:
            return self.original
        return reworded(read, self.original)

    def _original(self) -> Character | None:
        """What the document's code makes, if it is one of this edition and these tables."""
        try:
            return make_character(self.people, read_code(str(self.document.get("code", "")), self.people.pack))
        except OtherEdition:
            return None
        except RpgkitError as error:
            said = str(error) if isinstance(error, BadCode) else f"this code makes nobody: {error}"
            self.tell(("code",), said)
            return None

    def _read_schema(self, whole: Document) -> None:
        """Tells what does not fit the schema, and puts in its place what the code says."""
        for path, text in _texts_of(whole):
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                self.tell(path, "half of a character, which no page can show; type it again")
        leaves = [leaf for error in _VALIDATOR.iter_errors(whole) for leaf in _leaves(error)]
        told = [
            ((*leaf.absolute_path, *at), message)
            for leaf in leaves
            for at, message in _SAY.get(str(leaf.validator), _say_plainly)(leaf)
        ]
        for path, message in told:
            self.tell(path, message)
            _mend(whole, self.base, path)
        if whole.get("named", {}).get("alive") is (whole.get("scar") is not None):
            self.tell(("named", "alive"), "a scar exactly when the named one is dead; mend 'alive' or 'scar'")

    def _read_dice(self, whole: Document) -> None:
        """Tells where somebody edited what the dice decide."""
        for path, field in _OF_THE_DICE.items():
            section, key = str(path[0]), str(path[1])
            if whole.get(section, {}).get(key) != self.base[section][key]:
                said = f"the dice say {_shown(self.base[section][key])}; keep it, or set a number: --set {field}=…"
                self.tell(path, said)
                _mend(whole, self.base, path)
        rolls, rolled = whole.get("rolls", []), self.base["rolls"]
        if [roll["field"] for roll in rolls] != [roll["field"] for roll in rolled]:
            self.tell(("rolls",), "the rolls are not those of the code; leave them as they were saved")
            return
        for at, (told, kept) in enumerate(zip(rolls, rolled, strict=True)):
            for key in ("table", "dice", "number", "row", "by_hand"):
                if told.get(key) != kept.get(key):
                    self.tell(
                        ("rolls", at, key), f"{_shown(kept.get(key))} is what fell; use --set {kept['field']}=…"
                    )

    def _read_people(self, whole: Document) -> Character | None:
        """The character, once the pronouns are known ones; tells which laws are broken."""
        for path, said in _pronouns_of(whole):
            try:
                self.people.pronouns(said)
            except RpgkitError as error:
                self.tell(path, str(error))
                return None
        character = character_of(whole, self.people, self.original)
        for sentence in broken_laws(character, at_the_start=False):
            place = tuple(LAWS[sentence].place.split("."))
            self.tell(place, f"a law of people is broken: {sentence}")
        return character


def _filled(document: Document, base: Document) -> Document:
    """A player's document with all that the player does not know, from its code."""
    whole = {}
    for key, value in base.items():
        told = document.get(key, value)
        whole[key] = _filled(told, value) if isinstance(told, dict) and isinstance(value, dict) else told
    return {**document, **whole, "rolls": base["rolls"]} if "rolls" in base else {**document, **whole}


def _texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_of(part, (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts_of(part, (*path, at))


def _pronouns_of(document: Document) -> Iterator[tuple[Path, str]]:
    for section in ("person", "named"):
        yield (section, "pronouns"), document[section]["pronouns"]
    for section in ("ties", "worn_by"):
        for at, other in enumerate(document[section]):
            yield (section, at, "pronouns"), other["pronouns"]


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """What is wrong in itself: of 'this or null' only what is wrong with this."""
    inner = [below for below in error.context or () if below.schema.get("type") != "null"]
    if not inner:
        yield error
    for below in inner:
        yield from _leaves(below)


def _mend(whole: Document, base: Document, path: Path) -> None:
    """Puts what the code says in the place of what is wrong, so that the rest can be read on."""
    at: Any = whole
    kept: Any = base
    for step in path[:-1]:
        at = _within(at, step)
        kept = _within(kept, step)
    if not path or not _has_place(at, path[-1]):
        return
    kept = _within(kept, path[-1])
    if kept is not _NOTHING:
        at[path[-1]] = deepcopy(kept)
    elif isinstance(at, dict):
        at.pop(path[-1], None)


def _has_place(value: Any, step: str | int) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and step in range(len(value)))


def _within(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step, _NOTHING)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return _NOTHING


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


Said = Iterator[tuple[Path, str]]
_TYPES = {
    "integer": "a whole number",
    "string": "a text",
    "boolean": "true or false",
    "array": "a list, in brackets",
}


def _say_type(error: ValidationError) -> Said:
    wanted = _TYPES.get(str(error.validator_value), "an object, in braces")
    yield (), f"{_shown(error.instance)} is not {wanted}"


def _say_missing(error: ValidationError) -> Said:
    for key in error.validator_value:
        if key not in error.instance:
            yield (key,), f"'{key}' is missing; write it as 'rpgkit schema character' says"


def _say_surplus(error: ValidationError) -> Said:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            yield (key,), f"'{key}' is no key here{did_you_mean(key, known) or '; delete it'}"


def _say_enum(error: ValidationError) -> Said:
    wanted = ", ".join("null" if value is None else str(value) for value in error.validator_value)
    yield (), f"{_shown(error.instance)} is none of {wanted}"


def _say_pattern(error: ValidationError) -> Said:
    pattern = str(error.validator_value)
    wanted = "a colour such as #4A5D23" if "A-F" in pattern else "a day such as 05-09" if "12" in pattern else None
    yield (), f"{_shown(error.instance)} is not {wanted}" if wanted else "nothing is written here; write something"


def _say_bound(error: ValidationError) -> Said:
    side = "under" if error.validator == "minimum" else "over"
    yield (), f"{error.instance} is {side} {error.validator_value}, which is the bound"


def _say_count(error: ValidationError) -> Said:
    said = (
        "there is one at least; write it" if error.validator == "minItems" else f"{error.validator_value} at most"
    )
    yield (), said


def _say_plainly(error: ValidationError) -> Said:
    yield (
        (),
        error.message
        if len(error.message) < 120
        else f"this does not fit: {error.validator} {error.validator_value}",
    )


_SAY: dict[str, Callable[[ValidationError], Said]] = {
    "type": _say_type,
    "required": _say_missing,
    "additionalProperties": _say_surplus,
    "enum": _say_enum,
    "pattern": _say_pattern,
    "minItems": _say_count,
    "maxItems": _say_count,
    "minimum": _say_bound,
    "maximum": _say_bound,
}
