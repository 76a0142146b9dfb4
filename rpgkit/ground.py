"""The ground a character stands on: the bond first, then what it requires, then ages, then death.

What follows from something is derived and has no roll. Where a law asks something of a field, the rows that
keep it share the odds exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from rpgkit.cases import known_by
from rpgkit.dice import show_number
from rpgkit.facts import FAMILY
from rpgkit.fields import Groups, Rolls, cell_of, roll_attraction, roll_gender
from rpgkit.needed import ELDER_BY, ELDEST, GROWN, NAMED_BY, OLDEST
from rpgkit.person import LOVE, SHOWN, Bond, Gender, case_of_ages, life_of
from rpgkit.roll import Roll, text_of
from rpgkit.table import Row
from rpgkit.wording import READER

AWAY = {"north": "south", "south": "north"}


@dataclass(frozen=True, slots=True)
class Kin:
    """The twin somebody has: identical or fraternal, None where there is none; and the bond."""

    twin: str | None
    bond: Bond

    @property
    def elder(self) -> bool:
        """Whether the named one must be older: a teacher, elder kin."""
        return self.bond.kind in ("kin", "work") and not self.bond.mutual


class Ground(NamedTuple):
    """What a bond may require of a person: gender, whom they are drawn to, age today, tongue, home."""

    gender: Gender
    attraction: Groups
    attraction_said: str
    age: int
    tongue: Row
    hemisphere: str


def roll_bond(rolls: Rolls) -> Kin:
    """Twins first roll for each other; who has none, or misses, rolls on the d100, which knows nothing."""
    born = cell_of(rolls.roll("person.twin", "lives/twin"), "As")
    twin = None if born == "none" else born
    if twin:
        pair = rolls.roll("bond.twins", "bonds/twins", known=known_by(twin))
        if cell_of(pair, "Bond") == "yes":
            rolls.learn("twin", twin, "mutual")
            return Kin(twin, bond_of("twin", True, pair))
    rolled = rolls.roll("bond.kind", "bonds/bonds")
    kind, mutual = cell_of(rolled, "Kind"), cell_of(rolled, "Mutual") == "yes"
    rolls.learn(kind, "mutual" if mutual else "oneway", twin or "not has-twin")
    return Kin(twin, bond_of(kind, mutual, rolled, rolls.people.unmet_numbers))


def bond_of(kind: str, mutual: bool, rolled: Roll, unmet: str = "") -> Bond:
    """The bond of a roll; the player of one not met is told that they are among the `unmet` numbers."""
    number = show_number(rolled.dice, rolled.number)
    met = kind != "unmet"
    return Bond(
        kind=kind,
        number=number,
        number_told=number if met else unmet,
        said=text_of(rolled, READER),
        mutual=mutual,
        met=met,
        shown=kind in SHOWN,
    )


def roll_grounds(rolls: Rolls, kin: Kin) -> tuple[Ground, Ground]:
    """The two of them as far as the bond requires something of them."""
    kind = kin.bond.kind
    gender, named_gender, drawn, named_drawn = _roll_loves(rolls, kin)
    home = text_of(rolls.roll("person.hemisphere", "lives/hemisphere"), READER)
    tongue = rolls.roll("person.tongue", "marks/tongues").rows[0]
    named_tongue = tongue if kind in ("twin", "kin") else rolls.roll("named.tongue", "marks/tongues").rows[0]
    age = rolls.number("person.age", "lives/ages")
    rolls.known &= case_of_ages(age)
    named_age = age if kind == "twin" else age + _roll_gap(rolls, kin, age)
    rolls.known &= case_of_ages(named_age, "named.")
    named_home = AWAY[home] if kind == "hemisphere" else home
    return (
        Ground(gender, *drawn, age, tongue, home),
        Ground(named_gender, *named_drawn, named_age, named_tongue, named_home),
    )


def roll_there(rolls: Rolls, kin: Kin, here: Ground) -> Ground:
    """The named one of somebody whose own ground stands, as far as the bond requires something of them."""
    gender, drawn = _roll_loved(rolls, kin, here.gender, here.attraction)
    kind = kin.bond.kind
    tongue = here.tongue if kind in ("twin", "kin") else rolls.roll("named.tongue", "marks/tongues").rows[0]
    age = here.age if kind == "twin" else here.age + _roll_gap(rolls, kin, here.age)
    home = AWAY[here.hemisphere] if kind == "hemisphere" else here.hemisphere
    return Ground(gender, *drawn, age, tongue, home)


def _roll_loves(rolls: Rolls, kin: Kin) -> tuple[Gender, Gender, tuple[Groups, str], tuple[Groups, str]]:
    """Genders and attractions: lovers are drawn to each other, a mismatch is not, and who is taken can love."""
    loves = kin.bond.kind in LOVE
    gender = roll_gender(rolls, "person.gender")
    drawn = roll_attraction(rolls, "person.attraction", gender, bool if loves else None)
    named_gender, named_drawn = _roll_loved(rolls, kin, gender, drawn[0])
    return gender, named_gender, drawn, named_drawn


def _roll_loved(rolls: Rolls, kin: Kin, gender: Gender, drawn: Groups) -> tuple[Gender, tuple[Groups, str]]:
    """Gender and attraction of the named one, by what the bond requires of both."""
    loves = kin.bond.kind in LOVE
    if kin.bond.kind == "twin" and kin.twin == "identical":
        named_gender = gender
    else:
        named_gender = roll_gender(rolls, "named.gender", drawn.__contains__ if loves else None)

    def returned(to: Groups) -> bool:
        return gender.group in to

    def unrequited(to: Groups) -> bool:
        return not (gender.group in to and named_gender.group in drawn)

    asked: dict[str, Callable[[Groups], bool]] = {"mismatch": unrequited, "taken": bool}
    fits = returned if loves else asked.get(kin.bond.kind)
    return named_gender, roll_attraction(rolls, "named.attraction", named_gender, fits)


def _roll_gap(rolls: Rolls, kin: Kin, age: int) -> int:
    """How many years older the named one is, or would be today, by the age law and what the bond requires."""
    least_gap = ELDER_BY if kin.elder else -NAMED_BY
    most_gap = NAMED_BY if kin.bond.mutual else ELDEST
    eldest = max(OLDEST, age + ELDEST - OLDEST) if kin.elder else OLDEST

    def fits(least: int, most: int) -> bool:
        return least_gap <= least and most <= most_gap and age + least >= GROWN and age + most <= eldest

    return rolls.number("named.age", "bonds/age_gap", fits)


def roll_years(rolls: Rolls, kind: str, age: int, named_age: int) -> int | None:
    """Whole years since the named one died, grown up; the bearer was so too, or a child of the family.

    None where the named one is alive.
    """
    if cell_of(rolls.roll("named.alive", "scars/living"), "Alive") == "yes":
        rolls.learn(life_of(None))
        return None
    return roll_since(rolls, longest_since(kind, age, named_age))


def longest_since(kind: str, age: int, named_age: int) -> int:
    """How many years ago the named one may have died, by the ages that the two have or would have today."""
    return min(age - (NAMED_BY if kind in FAMILY else GROWN), named_age - GROWN)


def roll_since(rolls: Rolls, longest: int) -> int:
    """Whole years since a death, so many at most."""
    rolls.learn("dead")
    years = rolls.number("scar.years", "scars/years", lambda _, most: most <= longest)
    rolls.learn(life_of(years))
    return years
