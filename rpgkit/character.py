"""Makes a character: the bond first, then what it requires, then ages, then death, then every text.

Each field is rolled on its table, on a stream of its own; what follows from something is derived and
has no roll. Where a law asks something of a field, the rows that keep it share the odds exactly.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rpgkit.cases import case_of
from rpgkit.dice import show_number
from rpgkit.facts import FAMILY
from rpgkit.fields import Groups, Rolls, cell_of, colour_of, roll_attraction, roll_gender, roll_name
from rpgkit.needed import ELDER_BY, ELDEST, GROWN, NAMED_BY, OLDEST
from rpgkit.person import (
    LOVE,
    SHOWN,
    Bond,
    Borne,
    Character,
    Gender,
    Mark,
    Person,
    Scar,
    ages_of,
    life_of,
    voice_of,
)
from rpgkit.roll import Roll, text_of
from rpgkit.roller import Roller
from rpgkit.table import Row
from rpgkit.wording import READER, Voice


@dataclass(frozen=True, slots=True)
class _Kind:
    """The bond as rolled, before anybody is known."""

    kind: str
    mutual: bool
    number: str
    said: str
    twin: str | None

    @property
    def elder(self) -> bool:
        """Whether the named one must be older: a teacher, elder kin."""
        return self.kind in ("kin", "work") and not self.mutual


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a bond may require of a person: gender, whom they are drawn to, age today, tongue, home."""

    gender: Gender
    attraction: tuple[str, ...]
    attraction_said: str
    age: int
    tongue: Row
    hemisphere: str


def make_character(roller: Roller, seed: str) -> Character:
    """A character by its seed: the same tables and seed give the same, always."""
    rolls = Rolls(roller, seed)
    kind = _roll_kind(rolls)
    here, there = _roll_grounds(rolls, kind)
    years = _roll_years(rolls, kind, here.age, there.age)
    rolls.learn(life_of(years))
    own = _roll_borne(rolls, "person", here)
    theirs = _roll_borne(rolls, "named", there, lambda name: name != own.name.true)
    bears = own if kind.mutual else _roll_third(rolls, own)
    person = _person(here, own, theirs, rolls.text_of_age("person.work", "lives/work", here.age))
    there = replace(there, age=there.age - (years or 0))
    named = _person(there, theirs, bears, rolls.text_of_age("named.work", "lives/work", there.age))
    met = kind.kind != "unmet"
    voice = voice_of(person, named, met)
    if not met:
        rolls.keep_from_player("mutual", "named age")
    return Character(
        seed=seed,
        person=person,
        twin=kind.twin,
        mark=_roll_mark(rolls, voice),
        bond=_make_bond(kind, rolls.text("bond.how_met", "bonds/met", voice) if met else None),
        named=named,
        scar=None if years is None else _roll_scar(rolls, years, met, voice),
        hook=rolls.text("hook", "lives/why_now", voice),
        rolls=tuple(rolls.kept),
    )


def _roll_kind(rolls: Rolls) -> _Kind:
    """Twins first roll for each other; who has none, or misses, rolls on the d100, which knows nothing."""
    twin = cell_of(rolls.roll("person.twin", "lives/twin"), "As")
    if twin != "none":
        pair = rolls.roll("bond.twins", "bonds/twins", known=case_of([twin]))
        if cell_of(pair, "Bond") == "yes":
            rolls.learn("twin", twin, "mutual")
            return _Kind("twin", True, _number_of(pair), text_of(pair, READER), twin)
    rolled = rolls.roll("bond.kind", "bonds/bonds")
    kind, mutual = cell_of(rolled, "Kind"), cell_of(rolled, "Mutual") == "yes"
    has_twin = None if twin == "none" else twin
    rolls.learn(kind, "mutual" if mutual else "oneway", has_twin or "not has-twin")
    return _Kind(kind, mutual, _number_of(rolled), text_of(rolled, READER), has_twin)


def _number_of(roll: Roll) -> str:
    return show_number(roll.dice, roll.number)


def _roll_grounds(rolls: Rolls, kind: _Kind) -> tuple[_Ground, _Ground]:
    """The two of them as far as the kind requires something of them."""
    gender, named_gender, drawn, named_drawn = _roll_loves(rolls, kind)
    home = rolls.text("person.hemisphere", "lives/hemisphere")
    away = {"north": "south", "south": "north"}[home]
    tongue = rolls.roll("person.tongue", "marks/tongues").rows[0]
    of_one_family = kind.kind in ("twin", "kin")
    named_tongue = tongue if of_one_family else rolls.roll("named.tongue", "marks/tongues").rows[0]
    age = rolls.number("person.age", "lives/ages", lambda least, most: least >= GROWN and most <= OLDEST)
    rolls.learn(*ages_of(age))
    named_age = age if kind.kind == "twin" else age + _roll_gap(rolls, kind, age)
    rolls.learn(*ages_of(named_age, "named."))
    named_home = away if kind.kind == "hemisphere" else home
    return (
        _Ground(gender, *drawn, age, tongue, home),
        _Ground(named_gender, *named_drawn, named_age, named_tongue, named_home),
    )


def _roll_loves(rolls: Rolls, kind: _Kind) -> tuple[Gender, Gender, tuple[Groups, str], tuple[Groups, str]]:
    """Genders and attractions: lovers are drawn to each other, a mismatch is not on one side at least."""
    loves = kind.kind in LOVE
    gender = roll_gender(rolls, "person.gender")
    drawn = roll_attraction(rolls, "person.attraction", gender, lambda to: not loves or bool(to))
    if kind.kind == "twin" and kind.twin == "identical":
        named_gender = gender
    else:
        named_gender = roll_gender(rolls, "named.gender", lambda group: not loves or group in drawn[0])

    def fits(to: tuple[str, ...]) -> bool:
        returned = gender.group in to
        if kind.kind == "mismatch":
            return not (returned and named_gender.group in drawn[0])
        return returned or not loves

    return gender, named_gender, drawn, roll_attraction(rolls, "named.attraction", named_gender, fits)


def _roll_gap(rolls: Rolls, kind: _Kind, age: int) -> int:
    """How many years older the named one is, or would be today, by the age law and what the kind requires."""
    least_gap = ELDER_BY if kind.elder else -NAMED_BY
    most_gap = NAMED_BY if kind.mutual else ELDEST

    def fits(least: int, most: int) -> bool:
        return least_gap <= least and most <= most_gap and age + least >= GROWN and age + most <= ELDEST

    return rolls.number("named.age", "bonds/age_gap", fits)


def _roll_years(rolls: Rolls, kind: _Kind, age: int, named_age: int) -> int | None:
    """Whole years since the named one died, grown up; the bearer was so too, or a child of the family.

    None where the named one is alive.
    """
    if cell_of(rolls.roll("named.alive", "scars/living"), "Alive") == "yes":
        return None
    rolls.learn("dead")
    longest = min(age - (NAMED_BY if kind.kind in FAMILY else GROWN), named_age - GROWN)
    return rolls.number("scar.years", "scars/years", lambda _, most: most <= longest)


def _roll_borne(rolls: Rolls, whose: str, ground: _Ground, fits: Callable[[str], bool] = lambda _: True) -> Borne:
    """Somebody's name and the colour they love best: what stands on those who bear them."""
    name = roll_name(rolls, f"{whose}.name", ground.tongue, ground.gender.names, fits)
    return Borne(name, colour_of(rolls.roll(f"{whose}.colour", "marks/colours")))


def _roll_third(rolls: Rolls, own: Borne) -> Borne:
    """Whom the named one of an odd bond bears: somebody who shares not both name and colour with us."""
    tongue = rolls.roll("named.bears.tongue", "marks/tongues").rows[0]
    gender = roll_gender(rolls, "named.bears.gender")
    name = roll_name(rolls, "named.bears.name", tongue, gender.names)

    def fits(row: Row) -> bool:
        return name.true != own.name.true or row.raw != own.colour.name

    return Borne(name, colour_of(rolls.roll("named.bears.colour", "marks/colours", fits)))


def _person(ground: _Ground, own: Borne, bears: Borne, work: str) -> Person:
    return Person(
        name=own.name,
        gender=ground.gender,
        attraction=ground.attraction,
        attraction_said=ground.attraction_said,
        age=ground.age,
        tongue=ground.tongue.raw,
        favourite_colour=own.colour,
        hemisphere=ground.hemisphere,
        work=work,
        bears=bears,
    )


def _roll_mark(rolls: Rolls, voice: Voice) -> Mark:
    return Mark(
        hand=rolls.text("mark.hand", "marks/hand", voice),
        lie=rolls.text("mark.lie", "marks/lie", voice),
        cover=rolls.text("mark.cover", "marks/cover", voice),
    )


def _make_bond(kind: _Kind, how_met: str | None) -> Bond:
    return Bond(
        kind=kind.kind,
        number=kind.number,
        said=kind.said,
        mutual=kind.mutual,
        met=kind.kind != "unmet",
        shown=kind.kind in SHOWN,
        how_met=how_met,
    )


def _roll_scar(rolls: Rolls, years: int, met: bool, voice: Voice) -> Scar:
    return Scar(
        years=years,
        looks=rolls.text("scar.looks", f"scars/looks/{life_of(years)}", voice),
        ache=rolls.text("scar.ache", "scars/aches", voice),
        how=rolls.text("scar.how", "scars/died", voice, for_gm=not met),
        came=rolls.text("scar.came", "scars/came", voice) if met else None,
        kept=rolls.text("scar.kept", "scars/kept", voice) if met else None,
    )
