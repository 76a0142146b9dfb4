"""What this installation has no letters for: what is printed in its stead, and what is said of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from unicodedata import category

from rpgkit.boxes import sections_of
from rpgkit.pdf.faces import FURTHER, further_faces, is_shown
from rpgkit.person import Character, Name, Person
from rpgkit.table import Setting, Table, set_for_reader

MOST_WORDS = 3
NO_TAGS = frozenset[str]()  # their sign is drawn, and no letter
INSTALL = "pip install 'rpgkit[scripts]', or, with pipx, pipx inject rpgkit 'rpgkit[scripts]'"
_WORD = re.compile(r"[^\s()\[\]{}“”‘’.,;:!?…·—–]+")
# No face can be had for these: nothing is said of them.
_OF_NONE = ("Cc", "Cf", "Cn", "Co", "Cs")


def drawn_of(name: Name) -> str:
    """A name as it can be drawn: as it is written, or romanised where there are no letters for that."""
    return name.written if is_shown(name.written) or not is_shown(name.true) else name.true


def romanised(character: Character) -> Character:
    """The character with every name that cannot be shown as it is written in letters that can."""
    names = [name for person in _people_of(character) for name in (person.name, person.bears.name)]
    other = {name.written: drawn_of(name) for name in names if drawn_of(name) != name.written}
    if not other:
        return character
    return replace(
        character,
        person=_romanised(character.person),
        named=_romanised(character.named),
        ties=tuple(tie._replace(person=_romanised(tie.person)) for tie in character.ties),
        worn_by=tuple(map(_romanised, character.worn_by)),
        texts={path: _said(text, other) for path, text in character.texts.items()},
    )


def _people_of(character: Character) -> tuple[Person, ...]:
    return character.person, character.named, *(tie.person for tie in character.ties), *character.worn_by


def _romanised(person: Person) -> Person:
    bears = person.bears._replace(name=_shown(person.bears.name))
    return replace(person, name=_shown(person.name), bears=bears)


def _shown(name: Name) -> Name:
    return replace(name, written=drawn_of(name))


def _said(text: str, other: dict[str, str]) -> str:
    for written in sorted(other, key=len, reverse=True):
        text = text.replace(written, other[written])
    return text


def lacking(characters: Sequence[Character], gm: bool = False) -> str:
    """One line on the words of these pages that cannot be shown as they are written, or nothing."""
    return _told(_words_of(characters, gm), "names are printed romanised, all else by numbers")


def lacking_in(texts: Iterable[str]) -> str:
    """One line on the words of some texts that cannot be shown as they are written, or nothing."""
    return _told((word for text in texts for word in _seen_in(text)), "they are printed by their numbers")


def texts_of(tables: Iterable[Table], titles: Mapping[str, str], without: Set[str]) -> Iterator[str]:
    """All that pages of tables say, without the rows of some tags."""
    for table in tables:
        yield from (table.title, table.blurb, table.head, *table.columns)
        for row in table.rows:
            if not row.tags & without:
                yield from (set_for_reader(table, row._replace(tags=NO_TAGS), Setting(titles)), *row.cells)


def _told(printed: Iterable[str], instead: str) -> str:
    words = [word for word in dict.fromkeys(printed) if not is_shown(word)]
    if not words:
        return ""
    more = f" and {len(words) - MOST_WORDS} more" if words[MOST_WORDS:] else ""
    said = f"{', '.join(words[:MOST_WORDS])}{more}"
    if set(further_faces()) == set(FURTHER):
        return f"there are no letters here for {said}: {instead}"
    return f"to print {said} as written takes more letters than are installed: {INSTALL}"


def _words_of(characters: Iterable[Character], gm: bool) -> Iterator[str]:
    for character in characters:
        yield from _seen_in(character.person.bears.name.written)
        for section in sections_of(character, gm):
            for box in section.boxes:
                yield from _seen_in(f"{box.label} {box.text}")


def _seen_in(text: str) -> list[str]:
    return _WORD.findall("".join(letter for letter in text if category(letter) not in _OF_NONE))
