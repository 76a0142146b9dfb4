"""What stands on cards: the rows of a table, people as the GM knows them, and marks alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from rpgkit.boxes import Box, mark_read, sections_of, years_of
from rpgkit.cases import ANY
from rpgkit.errors import RpgkitError
from rpgkit.pdf.letters import romanised
from rpgkit.pdf.mark import Mark, alternative_text
from rpgkit.pdf.rows import leading_columns, signed, swatch_of
from rpgkit.person import Character
from rpgkit.table import FIT_WORDS, Row, Setting, Table, set_for_reader

# The column whose words head a row's card.
_HEAD = "Name"
# What a GM looks for first in somebody who comes through the door.
_FIRST = ("named.looks", "named.like", "named.work", "bond.where_now", "bond.wants_of_you", "scar.how")
_NEXT = ("bond", "named", "scar.still_holds")
# What stands below the name; and what a card has no room for, and the GM's page has.
_BELOW = ("named.true_name", "named.gender")
_LEFT_OUT = ("named.age", "named.tongue", "named.attraction", "bond.how_met", "bond.holds")


class Picture(NamedTuple):
    """A drawn mark, and the words that say it."""

    mark: Mark
    says: str


class Card(NamedTuple):
    """One card: `name` for lists; `head` stands large, `under` below; each group of texts has a side if it can.

    `numbered`: the head is a number. `alone`: the front is the picture's, with the texts below it where there
    is no back. `swatch`: a colour shown beside the head, as #5F6E28.
    """

    name: str
    head: str
    texts: tuple[tuple[Box, ...], ...]
    number: str = ""
    foot: str = ""
    whose: str = ""
    under: tuple[str, ...] = ()
    tags: str = ""
    picture: Picture | None = None
    alone: bool = False
    numbered: bool = False
    swatch: str = ""


class Deck(NamedTuple):
    """Cards under one title; `largest` is the size of type tried first; `even`: all in one size, if they can."""

    title: str
    cards: tuple[Card, ...]
    largest: float
    even: bool = False

    @property
    def texts(self) -> Iterator[str]:
        """All that its cards say."""
        for card in self.cards:
            yield from (card.head, card.foot, *card.under, card.tags)
            for box in chain(*card.texts):
                yield from (box.label, box.text)


def table_deck(table: Table, titles: Mapping[str, str], without: frozenset[str] = frozenset()) -> Deck:
    """A card for every row of a table that bears none of the tags left out; raises RpgkitError."""
    rows = [row for row in table.rows if not row.tags & without]
    if not rows:
        raise RpgkitError(f"{table.id} has no row without {', '.join(sorted(without))}; leave fewer tags out")
    leading = leading_columns(table, titles)
    cards = tuple(_row_card(table, row, Setting(titles), leading) for row in rows)
    return Deck(table.title, cards, 15 if cards[0].numbered else 13, even=True)


def _row_card(table: Table, row: Row, setting: Setting, leading: Set[int]) -> Card:
    numbers, head = table.numbers(row), table.cell(row, _HEAD)
    said = set_for_reader(table, row._replace(tags=frozenset()), setting)
    text = set_for_reader(table, row._replace(tags=frozenset(), case=ANY), setting)
    condition = said.removesuffix(text).removesuffix(": ")
    further = [
        Box(name, setting.titles[cell] if at in leading else signed(cell), name)
        for at, (name, cell) in enumerate(zip(table.columns, row.cells, strict=True))
        if cell and name.lower() not in (*FIT_WORDS, _HEAD.lower())
    ]
    return Card(
        head or numbers,
        head or numbers,
        ((Box("", signed(text), ""), *further),),
        number=numbers if head else "",
        foot=f"{table.title}, {table.dice.notation}",
        under=(condition,) if condition else (),
        tags=", ".join(sorted(row.tags)),
        numbered=not head,
        swatch=swatch_of(table, row),
    )


def named_card(character: Character, plain: bool) -> Card:
    """The named one of a character, with all that the GM knows."""
    named, bearer = character.named, character.person.name
    mark = Mark(named.bears, None, character.code, plain)
    boxes = {box.path: box for section in sections_of(romanised(character), gm=True) for box in section.boxes}
    first = [boxes[path] for path in _FIRST if path in boxes]
    said = (*_FIRST, *_BELOW, *_LEFT_OUT)
    further = [box for path, box in boxes.items() if path.startswith(_NEXT) and path not in said]
    borne = Box("Borne by", f"{bearer.true}, {character.person.age}, who is “you” here", "person")
    return Card(
        named.name.true,
        named.name.true,
        ((borne, *first), tuple(further)),
        foot=character.code,
        whose="GM’s card",
        under=_under(character, [boxes[path].text for path in _BELOW]),
        picture=Picture(mark, alternative_text(mark, named.bears.name.true)),
    )


def _under(character: Character, said: Sequence[str]) -> tuple[str, ...]:
    """How somebody is called and said; who they are; how old, and of the dead since when."""
    names, who = said
    called = names.removeprefix(character.named.name.true).lstrip(", ")
    if character.scar:
        age = f"dead at {character.named.age}, {years_of(character.scar.years)} ago"
        return tuple(filter(None, (called, who, age)))
    return tuple(filter(None, (called, f"{who} · {character.named.age}")))


def mark_card(character: Character, plain: bool) -> Card:
    """The mark that a character bears, alone; and in words, as far as its bearer can read it."""
    mark = Mark(character.named.borne, character.years, character.code, plain)
    read = mark_read(romanised(character))
    says = alternative_text(mark, read)
    words = Box("", f"{says[:1].upper()}{says[1:]}.", "mark")
    return Card(character.person.name.true, read, ((words,),), picture=Picture(mark, says), alone=True)


# What can be printed of people: the title of the deck, its cards, and the size of type that is tried first.
PEOPLE: Mapping[str, tuple[str, Callable[[Character, bool], Card], float]] = {
    "named": ("Named ones", named_card, 10.5),
    "marks": ("Marks", mark_card, 10.5),
}


def people_deck(kind: str, characters: Sequence[Character], plain: bool) -> Deck:
    """A card for each of the characters, of one of the kinds of PEOPLE."""
    title, card_of, largest = PEOPLE[kind]
    return Deck(title, tuple(card_of(character, plain) for character in characters), largest)
