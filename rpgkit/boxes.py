"""What stands on a character's page, and who may know it: the one list, for text and print alike."""

from collections.abc import Callable
from typing import NamedTuple

from rpgkit.dice import show_numbers
from rpgkit.facts import PRONOUNS
from rpgkit.person import Character, Person, Scar


class Box(NamedTuple):
    """One labelled text of a page."""

    label: str
    text: str


class Section(NamedTuple):
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...]


class _Line(NamedTuple):
    """A line of the list: its section, its label, who knows it, and what it says of a character."""

    section: str
    label: str
    known_to: str
    says: Callable[[Character], str | None]


def _name(person: Person) -> str:
    """`Halyna (Галина), said hah-LIH-nah`."""
    name = person.name
    written = f" ({name.written})" if name.written != name.true else ""
    return f"{name.true}{written}, said {name.say}"


def _age_at_death(character: Character) -> str:
    age = str(character.named.age)
    return f"{age} at {_pronoun(character, 'their')} death" if character.scar else age


def _pronoun(character: Character, word: str) -> str:
    """A pronoun of the named one."""
    return character.named.gender.pronouns.words[PRONOUNS.index(word)]


def _bond(character: Character) -> str:
    """`romance, even: she bears you too`; of the dead, what was."""
    they = _pronoun(character, "they")
    plural = character.named.gender.pronouns.plural
    if character.bond.mutual:
        bears = "bore" if character.scar else "bear" if plural else "bears"
        return f"{character.bond.kind}, even: {they} {bears} you too"
    does = "did" if character.scar else "do" if plural else "does"
    return f"{character.bond.kind}, odd: {they} {does} not bear you"


def _unmet(character: Character) -> str:
    """`70–79, not met`: the numbers of all such bonds, so that none is told from another."""
    rolled = next(rolled.roll for rolled in character.rolls if rolled.field == "bond.kind")
    table = rolled.table
    rows = [row for row in table.rows if table.cell(row, "Kind") == "unmet"] if table else []
    numbers = show_numbers(rolled.dice, min(row.first for row in rows), max(row.last for row in rows))
    return f"{numbers}; the GM has rolled the rest"


Says = Callable[[Character], str | None]


def _living(says: Says) -> Says:
    return lambda character: None if character.scar else says(character)


def _dead(says: Says) -> Says:
    return lambda character: says(character) if character.scar else None


def _years(years: int) -> str:
    return "under a year" if years < 1 else f"{years} year{'s' * (years > 1)}"


def _bears(character: Character) -> str:
    if character.bond.mutual:
        return "you"
    bears = character.named.bears
    return f"{bears.name.written}, in {bears.colour.name}"


def _twin(character: Character) -> str | None:
    return f"{character.twin} twin" if character.twin else None


def _of_scar(says: Callable[[Scar], str | None]) -> Callable[[Character], str | None]:
    return lambda character: says(character.scar) if character.scar else None


_LINES = (
    _Line("You", "Name", "all", lambda c: _name(c.person)),
    _Line(
        "You",
        "Pronouns and gender",
        "all",
        lambda c: f"{c.person.gender.pronouns.said}, {c.person.gender.said}",
    ),
    _Line("You", "Age", "all", lambda c: str(c.person.age)),
    _Line("You", "Drawn to", "all", lambda c: c.person.attraction_said),
    _Line("You", "Tongue", "all", lambda c: c.person.tongue),
    _Line("You", "Work", "all", lambda c: c.person.work),
    _Line("You", "Favourite colour", "all", lambda c: c.person.favourite_colour.name),
    _Line("You", "Home", "all", lambda c: f"the {c.person.hemisphere}ern hemisphere"),
    _Line("You", "Twin", "all", _twin),
    _Line(
        "The mark",
        "The name you bear",
        "all",
        lambda c: f"{c.named.name.written}, in {c.named.favourite_colour.name}",
    ),
    _Line("The mark", "The hand", "all", lambda c: c.mark.hand),
    _Line("The mark", "How it lies", "all", lambda c: c.mark.lie),
    _Line("The mark", "What covers it", "all", lambda c: c.mark.cover),
    _Line("The bond", "Not met yet", "unmet", _unmet),
    _Line("The bond", "What joins you", "met", lambda c: f"{c.bond.number}. {c.bond.said}"),
    _Line("The bond", "Kind", "met", _bond),
    _Line("The bond", "How you met", "met", lambda c: c.bond.how_met),
    _Line("The named one", "Name", "met", lambda c: _name(c.named)),
    _Line(
        "The named one",
        "Pronouns and gender",
        "met",
        lambda c: f"{c.named.gender.pronouns.said}, {c.named.gender.said}",
    ),
    _Line("The named one", "Age", "met", _age_at_death),
    _Line("The named one", "Drawn to", "met", _living(lambda c: c.named.attraction_said)),
    _Line("The named one", "Was drawn to", "met", _dead(lambda c: c.named.attraction_said)),
    _Line("The named one", "Work", "met", _living(lambda c: c.named.work)),
    _Line("The named one", "Worked as", "met", _dead(lambda c: c.named.work)),
    _Line("The named one", "Home", "met", lambda c: f"the {c.named.hemisphere}ern hemisphere"),
    _Line("The named one", "Bears", "shown", _living(_bears)),
    _Line("The named one", "Bore", "shown", _dead(_bears)),
    _Line("The scar", "Since", "all", _of_scar(lambda scar: _years(scar.years))),
    _Line("The scar", "Looks", "all", _of_scar(lambda scar: scar.looks)),
    _Line("The scar", "Ache", "all", _of_scar(lambda scar: scar.ache)),
    _Line("The scar", "How they died", "met", _of_scar(lambda scar: scar.how)),
    _Line("The scar", "How it came", "met", _of_scar(lambda scar: scar.came)),
    _Line("The scar", "What you kept", "met", _of_scar(lambda scar: scar.kept)),
    _Line("Why now", "", "all", lambda c: c.hook),
)


def knows(character: Character, known_to: str, gm: bool = False) -> bool:
    """Whether the reader knows a thing: the player does not what is sealed, the GM knows all."""
    met, shown = character.bond.met, character.bond.shown
    if known_to == "unmet":
        return not met and not gm
    return gm or {"all": True, "met": met, "shown": met and shown}[known_to]


def sections_of(character: Character, gm: bool = False) -> tuple[Section, ...]:
    """A character's page as the player knows it, or the GM."""
    sections: dict[str, list[Box]] = {}
    for line in _LINES:
        text = line.says(character) if knows(character, line.known_to, gm) else None
        if text:
            sections.setdefault(line.section, []).append(Box(line.label, text))
    return tuple(Section(title, tuple(boxes)) for title, boxes in sections.items())
