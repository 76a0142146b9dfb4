"""The people of the game, as values: who they are, whom they bear, what a character's page holds."""

from dataclasses import dataclass

from rpgkit.cases import Case, case_of
from rpgkit.roll import Roll
from rpgkit.wording import READER, Voice

LOVE = frozenset({"romance", "ex"})
SHOWN = frozenset({"romance", "twin"})
GROUPS = {"woman": "women", "man": "men", "nonbinary": "nonbinary"}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour somebody loves best; `ink` is its darker value, 3:1 on white."""

    name: str
    hex: str
    ink: str


@dataclass(frozen=True, slots=True)
class Name:
    """A given name: romanised, in its own script, and how it is said."""

    true: str
    written: str
    say: str
    script: str


@dataclass(frozen=True, slots=True)
class Pronouns:
    """The words a person goes by."""

    said: str
    words: tuple[str, ...]
    plural: bool


@dataclass(frozen=True, slots=True)
class Gender:
    """Who somebody is; `group` is women, men or nonbinary; `names` the names they bear: she, he or they."""

    said: str
    group: str
    names: str
    pronouns: Pronouns


@dataclass(frozen=True, slots=True)
class Borne:
    """What stands over a heart: a name as its owner writes it, in the colour its owner loves best."""

    name: Name
    colour: Colour


@dataclass(frozen=True, slots=True)
class Person:
    """One person, wherever they appear. Age in years, of the dead at death; hemisphere north or south."""

    name: Name
    gender: Gender
    attraction: tuple[str, ...]
    attraction_said: str
    age: int
    tongue: str
    favourite_colour: Colour
    hemisphere: str
    work: str
    bears: Borne

    def is_drawn_to(self, other: "Person") -> bool:
        """Whether this person could love the other."""
        return other.gender.group in self.attraction

    @property
    def borne(self) -> Borne:
        """What those who bear this person bear."""
        return Borne(self.name, self.favourite_colour)


@dataclass(frozen=True, slots=True)
class Mark:
    """How the name stands on the skin."""

    hand: str
    lie: str
    cover: str


@dataclass(frozen=True, slots=True)
class Bond:
    """What joins the character and the named one; `number` as printed in its table."""

    kind: str
    number: str
    said: str
    mutual: bool
    met: bool
    shown: bool
    how_met: str | None


@dataclass(frozen=True, slots=True)
class Scar:
    """What stands in a dead one's place; years since the death, whole ones."""

    years: int
    looks: str
    ache: str
    how: str
    came: str | None
    kept: str | None


@dataclass(frozen=True, slots=True)
class FieldRoll:
    """A field of a character and the roll it came from."""

    field: str
    roll: Roll


@dataclass(frozen=True, slots=True)
class Character:
    """A character: the person, the name they bear, the one it names, and a scar if that one is dead."""

    seed: str
    person: Person
    twin: str | None
    mark: Mark
    bond: Bond
    named: Person
    scar: Scar | None
    hook: str
    rolls: tuple[FieldRoll, ...]

    @property
    def named_age_now(self) -> int:
        """The age the named one has, or would have today."""
        return self.named.age + (self.scar.years if self.scar else 0)


def life_of(years: int | None) -> str:
    """The word of Needs for a scar of so many years, or for no scar."""
    if years is None:
        return "alive"
    return "raw" if years < 1 else "settling" if years <= 5 else "old"


def ages_of(age: int, prefix: str = "") -> list[str]:
    """What an age answers to: 34 is `30+` and `not 40+`."""
    return [f"{'' if age >= decade else 'not '}{prefix}{decade}+" for decade in range(30, 90, 10)]


def case_of_character(character: Character) -> Case:
    """All that a character's own page makes known."""
    words = [character.bond.kind, "mutual" if character.bond.mutual else "oneway"]
    words.append(life_of(character.scar.years if character.scar else None))
    words.append(character.twin or "not has-twin")
    words += ages_of(character.person.age) + ages_of(character.named_age_now, "named.")
    return case_of(words)


def voice_of(person: Person, named: Person, met: bool) -> Voice:
    """The words for two people; of one who is not met the mark alone is known, name as written and colour."""
    if met:
        theirs = _words(named, named.gender.pronouns, "named.")
    else:
        theirs = {"named.name": named.name.written, "named.colour": named.favourite_colour.name}
    pronouns = named.gender.pronouns if met else None
    return Voice(
        {**READER.words, **_words(person, person.gender.pronouns, ""), **theirs},
        _plurals(person.gender.pronouns, "") | _plurals(pronouns, "named."),
    )


_PRONOUN_SLOTS = ("they", "them", "their", "theirs", "themself")


def _words(person: Person, pronouns: Pronouns, prefix: str) -> dict[str, str]:
    words = {"name": person.name.true, "colour": person.favourite_colour.name, "age": str(person.age)}
    words |= dict(zip(_PRONOUN_SLOTS, pronouns.words, strict=True))
    return {prefix + slot: word for slot, word in words.items()}


def _plurals(pronouns: Pronouns | None, prefix: str) -> frozenset[str]:
    plural = pronouns is None or pronouns.plural
    return frozenset(prefix + slot for slot in _PRONOUN_SLOTS) if plural else frozenset()
