"""What stands on a character's page, and in which order: the one list, for text and print alike.

Who may read a line is not said here but by its path, in `knowledge`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rpgkit.facts import PRONOUNS
from rpgkit.knowledge import GM, known_to, player_knows
from rpgkit.person import Borne, Character, Name, Person, Tie, script_of
from rpgkit.plan import MOST_TIES_EVER

Says = Callable[[Character], str | None]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


# From this age on a work is told as one that may be over.
RETIRED = 70


class Box(NamedTuple):
    """One labelled text of a page, and the path of what it says, by which a form names its field."""

    label: str
    text: str
    path: str


class Section(NamedTuple):
    """Boxes under one heading."""

    title: str
    boxes: tuple[Box, ...]


class _Line(NamedTuple):
    """A line of the list: its section, its label, its path, and what it says; a text of that path if nothing."""

    section: str
    label: str
    path: str
    says: Says | None = None


def name_of(name: Name) -> str:
    """`Halyna (Галина), called Halia, said hah-LIH-nah`."""
    written = f" ({name.written})" if name.written != name.true else ""
    called = f", called {name.called}" if name.called != name.true else ""
    said = f", said {name.say}" if name.say != name.true else ""
    return f"{name.true}{written}{called}{said}"


def borne_of(borne: Borne) -> str:
    """`Галина, in teal`: what stands on a skin."""
    return f"{_read(borne.name)}, in {borne.colour.name}"


def _read(name: Name) -> str:
    """`Галина (Halyna)`: as it is written, and how it is read where those are two."""
    return name.written if name.written == name.true else f"{name.written} ({name.true})"


def _mark(character: Character) -> str:
    """What stands over the heart."""
    return f"{mark_read(character)}, in {character.person.bears.colour.name}"


def mark_read(character: Character) -> str:
    """The name over the heart: with its reading, if the bearer can read it or has heard it said."""
    name = character.person.bears.name
    known = character.bond.met or script_of(character.person.name.script, name.script) != "foreign"
    return _read(name) if known else name.written


def years_of(years: int) -> str:
    """`under a year`, `1 year`, `7 years`."""
    return "under a year" if years < 1 else f"{years} year{'s' * (years > 1)}"


def _born(age: int, birthday: str) -> str:
    month, _, day = birthday.partition("-")
    return f"{age}, born on {int(day)} {MONTHS[int(month) - 1]}"


def _pronoun(person: Person, word: str) -> str:
    return person.gender.pronouns.words[PRONOUNS.index(word)]


def _named_age(character: Character) -> str:
    named = character.named
    if character.scar:
        return f"{named.age} at {_pronoun(named, 'their')} death"
    return _born(named.age, character.named_life.birthday)


def _kind(character: Character) -> str:
    """`romance, even: she bears you too`; of the dead, what was."""
    they, dead = _pronoun(character.named, "they"), character.scar is not None
    plural = character.named.gender.pronouns.plural
    if character.bond.mutual:
        return f"{character.bond.kind}, even: {they} {'bore' if dead else 'bear' if plural else 'bears'} you too"
    return f"{character.bond.kind}, odd: {they} {'did' if dead else 'do' if plural else 'does'} not bear you"


def _living(says: Says) -> Says:
    return lambda character: None if character.scar else says(character)


def _dead(says: Says) -> Says:
    return lambda character: says(character) if character.scar else None


def _bears(character: Character) -> str:
    return "you" if character.bond.mutual else borne_of(character.named.bears)


def _traits(character: Character) -> str:
    return ", ".join(
        f"{name.capitalize()} {worth:+}".replace("-", "−").replace("+0", "0") for name, worth in _worths(character)
    )


def _worths(character: Character) -> list[tuple[str, int]]:
    return list(character.traits._asdict().items())


def _track(name: str) -> Says:
    def says(character: Character) -> str | None:
        if name == ("warmth" if character.scar else "ache"):
            return None
        return f"{getattr(character.tracks, name)} of 6"

    return says


_LINES = (
    _Line("You", "Name", "person.true_name", lambda c: name_of(c.person.name)),
    _Line(
        "You",
        "Gender",
        "person.gender",
        lambda c: f"{c.person.gender.pronouns.said}, {c.person.gender.said}",
    ),
    _Line("You", "Age", "person.age", lambda c: _born(c.person.age, c.life.birthday)),
    _Line("You", "Drawn to", "person.attraction", lambda c: c.person.attraction_said),
    _Line("You", "Tongue", "person.tongue", lambda c: c.person.tongue),
    _Line("You", "Favourite colour", "person.favourite_colour", lambda c: c.person.favourite_colour.name),
    _Line("You", "One sees first", "person.looks", lambda c: c.life.looks),
    _Line("You", "Work", "person.work", lambda c: c.life.work if c.person.age < RETIRED else None),
    _Line("You", "Until lately", "person.work", lambda c: c.life.work if c.person.age >= RETIRED else None),
    _Line("You", "Home", "person.home.place", lambda c: _home(c, c.life.place, c.person)),
    _Line("You", "There", "person.home"),
    _Line("You", "Family", "person.family"),
    _Line("You", "Twin", "person.twin", lambda c: f"{c.twin} twin" if c.twin else None),
    _Line("You", "Companion", "companion"),
    _Line("At heart", "Manner", "manner"),
    _Line("At heart", "Habit", "habit"),
    _Line("At heart", "Want", "want"),
    _Line("At heart", "Fear", "fear"),
    _Line("At heart", "Hope", "hope"),
    _Line("At heart", "Secret", "secret"),
    _Line("At heart", "Keepsake", "keepsake"),
    _Line("At heart", "Traits", "traits", _traits),
    _Line("At heart", "Warmth", "tracks.warmth", _track("warmth")),
    _Line("At heart", "Dissonance", "tracks.dissonance", _track("dissonance")),
    _Line("At heart", "Ache", "tracks.ache", _track("ache")),
    _Line("The mark", "Name you bear", "mark.text", lambda c: _mark(c)),
    _Line("The mark", "The hand", "mark.hand"),
    _Line("The mark", "How it lies", "mark.lie"),
    _Line("The mark", "What covers it", "mark.cover"),
    _Line("The mark", "Can you read it", "mark.reading"),
    _Line("The mark", "Who has seen it", "mark.seen"),
    _Line("The bond", "What joins you", "bond.said", lambda c: f"{c.bond.number}. {c.bond.said}"),
    _Line("The bond", "Kind", "bond.kind", _kind),
    _Line("The bond", "How you met", "bond.how_met"),
    _Line("The bond", "What holds", "bond.holds"),
    _Line("The bond", "What strains", "bond.strains"),
    _Line("The bond", "Wants of you", "bond.wants_of_you"),
    _Line("The bond", "A lead", "bond.lead"),
    _Line("The named one", "Name", "named.true_name", lambda c: name_of(c.named.name)),
    _Line(
        "The named one",
        "Gender",
        "named.gender",
        lambda c: f"{c.named.gender.pronouns.said}, {c.named.gender.said}",
    ),
    _Line("The named one", "Age", "named.age", _named_age),
    _Line("The named one", "Drawn to", "named.attraction", _living(lambda c: c.named.attraction_said)),
    _Line("The named one", "Was drawn to", "named.attraction", _dead(lambda c: c.named.attraction_said)),
    _Line("The named one", "Tongue", "named.tongue", lambda c: c.named.tongue),
    _Line("The named one", "One sees first", "named.looks", _living(lambda c: c.named_life.looks)),
    _Line("The named one", "One saw first", "named.looks", _dead(lambda c: c.named_life.looks)),
    _Line("The named one", "Nature", "named.like"),
    _Line("The named one", "Work", "named.work", _living(lambda c: _named_work(c, False))),
    _Line("The named one", "Until lately", "named.work", _living(lambda c: _named_work(c, True))),
    _Line("The named one", "Worked as", "named.work", _dead(lambda c: c.named_life.work)),
    _Line("The named one", "Home", "named.home.place", _living(lambda c: _home(c, c.named_life.place, c.named))),
    _Line("The named one", "Lived", "named.home.place", _dead(lambda c: _home(c, c.named_life.place, c.named))),
    _Line("The named one", "Where now", "bond.where_now"),
    _Line("The named one", "Bears", "named.bears", _living(_bears)),
    _Line("The named one", "Bore", "named.bears", _dead(_bears)),
    _Line("The named one", "Who that is", "named.bears.who"),
    _Line("The scar", "Since", "scar.years", lambda c: years_of(c.scar.years) if c.scar else None),
    _Line("The scar", "Looks", "scar.looks"),
    _Line("The scar", "Ache", "scar.ache"),
    _Line("The scar", "How they died", "scar.how"),
    _Line("The scar", "How it came", "scar.came"),
    _Line("The scar", "What you kept", "scar.kept"),
    _Line("The scar", "What still holds", "scar.still_holds"),
)


def _named_work(character: Character, retired: bool) -> str | None:
    return character.named_life.work if (character.named.age >= RETIRED) == retired else None


def _home(character: Character, place: str, person: Person) -> str:
    """A place, and the half of the world where the two live in both."""
    apart = character.person.hemisphere != character.named.hemisphere
    return f"{place}, in the {person.hemisphere}ern hemisphere" if apart and character.bond.met else place


_TITLES = (*dict.fromkeys(line.section for line in _LINES), "Ties", "Who wears your name", "Why now")


def sections_of(character: Character, gm: bool = False) -> tuple[Section, ...]:
    """A character's page as the player knows it, or the GM."""
    bond = character.bond
    sections: dict[str, list[Box]] = {}
    for line in _LINES:
        if gm or player_knows(line.path, bond.met, bond.shown):
            text = line.says(character) if line.says else character.texts.get(line.path)
            if text:
                sections.setdefault(line.section, []).append(Box(line.label, text, line.path))
    if not (gm or bond.met):
        told = f"{bond.number_told}, not met; the GM has rolled the rest"
        sections["The bond"] = [Box("Never met" if character.scar else "Not met yet", told, "bond.number_told")]
    sections["Ties"] = list(_ties(character))
    if gm:
        sections["Who wears your name"] = list(_worn_by(character))
    sections["Why now"] = [Box("", character.texts["hook"], "hook")]
    return tuple(Section(title, tuple(sections[title])) for title in _TITLES if title in sections)


def blank_sections() -> tuple[Section, ...]:
    """A page for somebody not yet made: every label that a player may come to fill in."""
    sections: dict[str, dict[str, Box]] = {}
    for line in _LINES:
        if known_to(line.path) != GM:
            sections.setdefault(line.section, {}).setdefault(line.path, Box(line.label, "", line.path))
    sections["Ties"] = {f"ties.{at}": Box("", "", f"ties.{at}") for at in range(1, MOST_TIES_EVER + 1)}
    sections["Why now"] = {"hook": Box("", "", "hook")}
    return tuple(Section(title, tuple(sections[title].values())) for title in _TITLES if title in sections)


def _ties(character: Character) -> Iterator[Box]:
    for number, tie in enumerate(character.ties, 1):
        what, word = (character.texts[f"ties.{number}.{part}"] for part in ("what", "word"))
        heart = borne_of(tie.person.bears)
        yield Box(_tie_label(tie), f"{what} To you: {word}. On the heart: {heart}.", f"ties.{number}")


def _tie_label(tie: Tie) -> str:
    return f"{tie.person.name.called}, {tie.person.age}, {tie.kind}"


def _worn_by(character: Character) -> Iterator[Box]:
    if not character.worn_by:
        yield Box("", "Nobody else." if character.bond.mutual else "Nobody.", "worn_by")
    for number, wearer in enumerate(character.worn_by, 1):
        path = f"worn_by.{number}.what"
        yield Box(f"{wearer.name.called}, {wearer.age}", character.texts[path], path)
