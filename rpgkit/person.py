"""The people of the game, as values: who they are, whom they bear, what a character's page holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rpgkit.cases import Case, case_of, without_answers
from rpgkit.facts import HIDDEN, OF_NAMES
from rpgkit.origin import Origin, show_code
from rpgkit.roll import Roll

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
    """A given name: romanised, in its own script, what friends make of it, and how it is said."""

    true: str
    written: str
    called: str
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


class Borne(NamedTuple):
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
    bears: Borne

    def is_drawn_to(self, other: "Person") -> bool:
        """Whether this person could love the other."""
        return other.gender.group in self.attraction

    @property
    def borne(self) -> Borne:
        """What those who bear this person bear."""
        return Borne(self.name, self.favourite_colour)


class Life(NamedTuple):
    """How somebody lives or lived: where, at what work, what one sees first of them; born on `05-09`."""

    place: str
    birthday: str
    work: str
    looks: str


class Bond(NamedTuple):
    """What joins the character and the named one.

    `number` is as printed in its table; `number_told` is what the player is told of it: `70–79`, not met.
    """

    kind: str
    number: str
    number_told: str
    said: str
    mutual: bool
    met: bool
    shown: bool


class Scar(NamedTuple):
    """What stands in a dead one's place; years since the death, whole ones."""

    years: int


class Tie(NamedTuple):
    """Somebody bound to the character by no mark; one of kind `partner` is the partner they chose."""

    person: Person
    kind: str


class Traits(NamedTuple):
    """The four traits, -1 to +3."""

    nerve: int
    candour: int
    care: int
    craft: int


class Tracks(NamedTuple):
    """How many of a track's six boxes are full."""

    warmth: int
    dissonance: int
    ache: int


@dataclass(frozen=True, slots=True)
class Character:
    """A character: the person, the name they bear, the one it names, a scar if that one is dead, their ties.

    `origin` is where they come from, or a code of another edition as it was written; `pack` tells their tables.
    `third` is the gender of whom the named one bears, where that is somebody else.
    `texts` and `rolls` hold every text and every roll by its field (`scar.looks`); `edited` says that somebody
    changed by hand what the code makes.
    """

    origin: Origin | str
    pack: int
    edited: bool
    person: Person
    life: Life
    twin: str | None
    bond: Bond
    named: Person
    named_life: Life
    third: Gender | None
    scar: Scar | None
    ties: tuple[Tie, ...]
    worn_by: tuple[Person, ...]
    traits: Traits
    tracks: Tracks
    texts: Mapping[str, str]
    rolls: Mapping[str, Roll]

    @property
    def code(self) -> str:
        """The code that makes them again."""
        return self.origin if isinstance(self.origin, str) else show_code(self.origin, self.pack)

    @property
    def named_age_now(self) -> int:
        """The age the named one has, or would have today."""
        return self.named.age + (self.scar.years if self.scar else 0)

    @property
    def years(self) -> int | None:
        """Whole years since the named one died, None while they live."""
        return self.scar.years if self.scar else None


# How full Warmth and Dissonance are at the start, by the kind of bond: even, odd.
_STARTS = {
    "romance": ((4, 0), (4, 1)),
    "friend": ((3, 1), (3, 1)),
    "mismatch": ((2, 3), (2, 3)),
    "cousin": ((3, 1), (3, 1)),
    "hemisphere": ((1, 2), (1, 2)),
    "unmet": ((0, 1), (0, 1)),
    "ex": ((1, 2), (1, 2)),
    "left": ((0, 3), (0, 3)),
    "rival": ((2, 2), (2, 2)),
    "enemy": ((1, 3), (1, 3)),
    "refused": ((0, 4), (0, 4)),
    "untold": ((2, 2), (2, 2)),
    "kin": ((3, 1), (3, 1)),
    "taken": ((2, 3), (2, 3)),
    "work": ((3, 1), (3, 1)),
    "twin": ((4, 0), (4, 0)),
}


def tracks_of(kind: str, mutual: bool, years: int | None) -> Tracks:
    """The tracks at the start: Warmth while the named one lives, Ache after, by the years since."""
    warmth, dissonance = _STARTS[kind][0 if mutual else 1]
    if years is None:
        return Tracks(warmth, dissonance, 0)
    return Tracks(0, dissonance, 4 if years < 1 else 3 if years <= 3 else 2 if years <= 10 else 1)


def life_of(years: int | None) -> str:
    """The word of Needs for a scar of so many years, or for no scar."""
    if years is None:
        return "alive"
    return "raw" if years < 1 else "settling" if years <= 5 else "old"


def loves_anew(kind: str, years: int | None) -> bool:
    """Whether somebody may have chosen a partner: not while a romance lives, nor in the first year after it."""
    return kind != "romance" or (years is not None and years >= 1)


@cache
def case_of_ages(age: int, who: str = "") -> Case:
    """What an age answers to: 34 is `30+` and `not 40+`; `who` is empty, `named.` or `aged.`."""
    decades = (40, 60) if who == "aged." else range(30, 90, 10)
    return case_of(f"{'' if age >= decade else 'not '}{who}{decade}+" for decade in decades)


def case_of_character(character: Character) -> Case:
    """All that a character's own page makes known."""
    words = [character.bond.kind, "mutual" if character.bond.mutual else "oneway"]
    words += [life_of(character.years), character.twin or "not has-twin", character.person.gender.names]
    words.append(script_of(character.person.name.script, character.named.name.script))
    ages = [case_of_ages(character.person.age, who) for who in ("", "aged.")]
    return case_of(words) & ages[0] & ages[1] & case_of_ages(character.named_age_now, "named.")


def told_case(character: Character) -> Case:
    """All that the character's player knows; what a table of names asks is left open, as of whoever is named."""
    return without_answers(case_of_character(character), OF_NAMES if character.bond.met else OF_NAMES + HIDDEN)


def script_of(own: str, marks: str) -> str:
    """The word of Needs for a mark in one's own script, or in another; a Latin one all have learned."""
    return "foreign" if marks not in (own, "Latin") else "not foreign"
