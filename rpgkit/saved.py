"""A character saved as JSON and edited by hand, read back: held against the schema, its code and every law.

Whoever edits a name or a pronoun edits it once: the mark follows the name, and texts that nobody touched are
set anew for the people as they are now. What the dice showed is not edited; a number is set with `--set`, and
gives another code.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from rpgkit.coded import character_by_code
from rpgkit.coherence import LAWS, UNSET, broken_laws, place_of
from rpgkit.crockford import BadCode
from rpgkit.errors import Mistake, Mistakes, RpgkitError
from rpgkit.fields import People
from rpgkit.jsonplaces import Path, Places, read_json
from rpgkit.knowledge import player_knows
from rpgkit.misfits import misfits_of, shown
from rpgkit.origin import OtherEdition
from rpgkit.person import Character
from rpgkit.profile import character_document, player_document
from rpgkit.record import Document, character_of, reworded, texts_in

# What the dice decide and no hand may, and the field that is set instead.
_OF_THE_DICE: dict[Path, str] = {
    ("bond", "kind"): "bond.kind",
    ("bond", "number"): "bond.kind",
    ("bond", "number_told"): "bond.kind",
    ("bond", "mutual"): "bond.kind",
    ("person", "twin"): "person.twin",
}
_NOTHING = object()


def read_character(data: bytes, name: str, people: People) -> Character:
    """A character from a JSON file; raises Mistakes, all of them in one run, each with its place."""
    document, places = read_json(data, name)
    if not isinstance(document, dict):
        raise Mistakes([places.mistake((), "a character is an object, in braces; see 'rpgkit schema character'")])
    return _Reading(document, places, people).character()


def read_member(document: Document, places: Places, people: People, original: Character) -> Character:
    """Somebody of a circle by their document, who was `original` when it was saved; raises Mistakes."""
    return _Reading(document, places, people, original).character()


class _Reading:
    """One document being read: what it says, what its code says, and all that is wrong with it."""

    def __init__(
        self, document: Document, places: Places, people: People, original: Character | None = None
    ) -> None:
        self.document = document
        self.places = places
        self.people = people
        self.mistakes: list[Mistake] = []
        self.of_player = document.get("view") == "player"
        self.original = original or self._original()
        self.base = character_document(self.original) if self.original else {}

    def tell(self, path: Path, message: str) -> None:
        """Notes a mistake."""
        self.mistakes.append(self.places.mistake(path, message))

    def character(self) -> Character:
        """The character, or raises Mistakes."""
        whole = deepcopy(self.document)
        if self.base:
            whole |= {"code": self.base["code"], "edited": self.base["edited"]}
        if self.of_player and self.base:
            self._read_sealed(whole)
            whole = _filled(whole, self.base) | {"view": "all"}
        self._read_form(whole)
        if self.base:
            self._read_dice(whole)
        read = None if misfits_of(whole) else self._read_people(whole)
        if self.mistakes or read is None:
            raise Mistakes(sorted(set(self.mistakes)))
        if not self.original:
            return read
        if whole == self.base:
            return self.original
        now, was = texts_in(whole), texts_in(self.base)
        return reworded(
            read, self.original, {field for field in self.original.texts if now.get(field) == was.get(field)}
        )

    def _original(self) -> Character | None:
        """What the document's code makes, if it is one of this edition and these tables."""
        try:
            return character_by_code(self.people, str(self.document.get("code", "")))
        except OtherEdition:
            return None
        except RpgkitError as error:
            self.tell(("code",), str(error) if isinstance(error, BadCode) else f"this code makes nobody: {error}")
            return None

    def _read_sealed(self, whole: Document) -> None:
        """Tells what a player's file says of things that are the GM's, and reads past it, right or wrong."""
        known = player_document(self.base)
        bond = self.base["bond"]
        for path in _paths_of(whole):
            if not (player_knows(".".join(path), bond["met"], bond["shown"]) or _at(known, path) is not _NOTHING):
                self.tell(path, f"'{path[-1]}' is the GM's to know; delete it")
                _mend(whole, {}, path)
        if whole.get("rolls", known["rolls"]) != known["rolls"]:
            self.tell(("rolls",), "the rolls are not those of the code; leave them as they were saved")

    def _read_form(self, whole: Document) -> None:
        """Tells what does not fit the schema, and puts in its place what the code says."""
        for path, text in list(_texts_of(whole)):
            if any("\ud800" <= letter <= "\udfff" for letter in text):
                self.tell(path, "half of a character, which no page can show; type it again")
            if (braces := UNSET.search(text)) and self._is_text(path):
                self.tell(path, f"'{braces[0]}' is for tables, whose texts are set; write the word itself")
                _mend(whole, self.base, path)
        for path, message in misfits_of(whole):
            self.tell(path, message)
            _mend(whole, self.base, path)
        for path, said in _pronouns_of(whole):
            try:
                self.people.pronouns(said)
            except RpgkitError as error:
                self.tell(path, str(error).replace("; add one", "; take one of these, or add it in a pack"))
                _mend(whole, self.base, path)

    def _is_text(self, path: Path) -> bool:
        """Whether a text of the character's stands at a path, and not a name or a note of ours."""
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        known = self.original.texts if self.original else {}
        return any(field == name or field.startswith(f"{name}.") for name in known)

    def _read_dice(self, whole: Document) -> None:
        """Tells where somebody edited what the dice decide."""
        for path, field in _OF_THE_DICE.items():
            kept = _at(self.base, path)
            if _at(whole, path) != kept:
                self.tell(path, f"the dice say {shown(kept)}; keep it, or set a number: --set {field}=…")
                _mend(whole, self.base, path)
        rolls, rolled = whole.get("rolls", []), self.base["rolls"]
        if [_at(roll, ("field",)) for roll in rolls] != [roll["field"] for roll in rolled]:
            self.tell(("rolls",), "the rolls are not those of the code; leave them as they were saved")
            return
        for at, (told, kept) in enumerate(zip(rolls, rolled, strict=True)):
            for key in ("table", "dice", "number", "row", "by_hand"):
                if told.get(key) != kept.get(key):
                    said = f"{shown(kept.get(key))} is what fell; use --set {kept['field']}=…"
                    self.tell(("rolls", at, key), said)

    def _read_people(self, whole: Document) -> Character:
        """The character as it stands, names followed; tells which laws are broken."""
        if whole["named"]["alive"] is (whole["scar"] is not None):
            self.tell(("named", "alive"), "a scar exactly when the named one is dead; mend 'alive' or 'scar'")
        if self.base:
            _follow_names(whole, self.base)
        character = character_of(whole, self.people, self.original)
        for sentence in broken_laws(character, at_the_start=False):
            place = place_of(LAWS[sentence], character)
            if self.of_player and not player_knows(place, character.bond.met, character.bond.shown):
                self.tell((), "this does not fit what only the GM knows of this character; ask them")
            else:
                path = tuple(int(step) - 1 if step.isdigit() else step for step in place.split("."))
                self.tell(path, f"a law of people is broken: {sentence}")
        return character


def _filled(document: Document, base: Document) -> Document:
    """A player's document with all that the player does not know, from its code."""
    whole = dict(document)
    for key, value in base.items():
        told = document.get(key, value)
        whole[key] = _filled(told, value) if isinstance(told, dict) and isinstance(value, dict) else told
    return whole | ({"rolls": base["rolls"]} if "rolls" in base else {})


def _follow_names(whole: Document, base: Document) -> None:
    """What nobody touched follows a name or a colour that somebody did: spellings, the mark, who bears whom."""
    follow_spelling(whole["person"], base["person"])
    follow_spelling(whole["named"], base["named"])
    for section in ("ties", "worn_by"):
        for told, kept in zip(whole[section], base[section], strict=False):
            follow_spelling(told, kept)
    _follow(whole["mark"], base["mark"], _worn(whole["named"]) | {"script": whole["named"]["script"]})
    if base["bond"]["mutual"]:
        names = {key: whole["person"][key] for key in ("true_name", "called_name")}
        _follow(whole["named"]["bears"], base["named"]["bears"], _worn(whole["person"]) | names)


def _worn(person: Document) -> Document:
    """What those who bear somebody bear."""
    return {"text": person["written"], "colour": person["favourite_colour"]}


def follow_spelling(told: Document, kept: Document) -> None:
    """How a name is written, said and called follows the name, where nobody touched it."""
    if told["true_name"] != kept["true_name"]:
        called = "name" if "name" in told else "called_name"
        _follow(told, kept, dict.fromkeys(("written", called, "said"), told["true_name"]))


def _follow(told: Document, kept: Document, now: Document) -> None:
    """Sets what nobody touched to what it is now."""
    for key, value in now.items():
        if told[key] == kept[key]:
            told[key] = deepcopy(value)


def _texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_of(part, (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts_of(part, (*path, at))


def _paths_of(document: Document, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The paths of all keys of a document and of the objects in it, those around first."""
    paths = []
    for key, value in document.items():
        paths.append((*path, key))
        if isinstance(value, dict):
            paths += _paths_of(value, (*path, key))
    return paths


def _pronouns_of(document: Document) -> Iterator[tuple[Path, str]]:
    """Every pronoun set that a document names, where it does."""
    ties, worn_by = (_at(document, (section,)) for section in ("ties", "worn_by"))
    paths: list[Path] = [("person", "pronouns"), ("named", "pronouns")]
    paths += [("ties", at, "pronouns") for at in range(len(ties) if isinstance(ties, list) else 0)]
    paths += [("worn_by", at, "pronouns") for at in range(len(worn_by) if isinstance(worn_by, list) else 0)]
    for path in paths:
        said = _at(document, path)
        if isinstance(said, str):
            yield path, said


def _at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for step in path:
        value = _within(value, step)
    return value


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
