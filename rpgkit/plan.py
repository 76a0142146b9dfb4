"""The plan of a character: every field that is rolled, its table, when, and what it rests on.

A field is named like its place in the document (`scar.looks`, `ties.1.name`); its name is its stream, too.
"""

from typing import NamedTuple

from rpgkit.facts import KINDS

# At the start; play makes more ties, up to five.
MOST_TIES = MOST_WEARERS = 3
MOST_TIES_EVER = 5


class Told(NamedTuple):
    """A field that is a text: its table, and the words of Needs that must hold for it to be rolled."""

    field: str
    table: str
    when: tuple[str, ...] = ()

    def tables(self) -> list[str]:
        """The tables that it can be rolled on."""
        if "{kind}" not in self.table:
            return [self.table]
        return [self.table.format(kind=kind) for kind in KINDS if kind != "unmet"]


# Every text of a character, in the order they are rolled.
TEXTS = (
    Told("person.home", "lives/home"),
    Told("person.family", "lives/family"),
    Told("manner", "lives/manner"),
    Told("want", "lives/wants"),
    Told("fear", "lives/fears"),
    Told("secret", "lives/secrets"),
    Told("hope", "lives/hopes"),
    Told("habit", "lives/habits"),
    Told("keepsake", "lives/keepsakes"),
    Told("companion", "lives/companions"),
    Told("mark.hand", "marks/hand"),
    Told("mark.lie", "marks/lie"),
    Told("mark.cover", "marks/cover"),
    Told("mark.seen", "marks/seen"),
    Told("mark.reading", "marks/reading"),
    Told("bond.how_met", "bonds/met", ("met",)),
    Told("bond.where_now", "bonds/where_now", ("alive", "met")),
    Told("bond.holds", "bonds/holds/{kind}", ("alive", "met")),
    Told("bond.strains", "bonds/strains/{kind}", ("alive", "met")),
    Told("bond.wants_of_you", "bonds/wants_of_you", ("alive", "met")),
    Told("bond.lead", "bonds/leads", ("unmet",)),
    Told("named.like", "bonds/like"),
    Told("named.home", "lives/elsewhere", ("dead",)),
    Told("named.home", "lives/elsewhere", ("alive", "unmet")),
    Told("named.bears.who", "bonds/they_bear", ("oneway",)),
    Told("scar.looks", "scars/looks/raw", ("raw",)),
    Told("scar.looks", "scars/looks/settling", ("settling",)),
    Told("scar.looks", "scars/looks/old", ("old",)),
    Told("scar.ache", "scars/aches", ("dead",)),
    Told("scar.how", "scars/died", ("dead",)),
    Told("scar.came", "scars/came", ("dead", "met")),
    Told("scar.came", "scars/came_unmet", ("dead", "unmet")),
    Told("scar.kept", "scars/kept", ("dead", "met")),
    Told("scar.still_holds", "scars/still_holds", ("dead", "met")),
    Told("hook", "lives/why_now"),
)

# Whose home a text says; its column Place is the place, or else the text itself.
PLACES = {"person.home": "person", "bond.where_now": "named", "named.home": "named"}
# What the GM plays to somebody who knows the mark alone, and so by the name that stands there.
PLAYED = frozenset({"bond.lead"})
# Texts that speak of whom the named one bears.
OF_THIRD = frozenset({"named.bears.who"})

_TIE = (
    "what", "gender", "attraction", "tongue", "name", "colour", "age",
    "bears.tongue", "bears.gender", "bears.name", "bears.colour", "word",
)  # fmt: skip
_WEARER = ("gender", "attraction", "tongue", "name", "colour", "age", "what")

# A field's number in codes is its place here, from 1: only ever appended to.
FIELDS = (
    "person.twin", "bond.twins", "bond.kind",
    "person.gender", "person.attraction", "named.gender", "named.attraction",
    "person.hemisphere", "person.tongue", "named.tongue", "person.age", "named.age",
    "named.alive", "scar.years",
    "person.name", "person.colour", "named.name", "named.colour",
    "named.bears.tongue", "named.bears.gender", "named.bears.name", "named.bears.colour",
    "person.looks", "person.work", "named.looks", "named.work",
    "person.home", "person.family", "manner", "want", "fear", "secret", "hope", "habit", "keepsake", "companion",
    "mark.hand", "mark.lie", "mark.cover", "mark.seen", "mark.reading",
    "bond.how_met", "bond.where_now", "bond.holds", "bond.strains", "bond.wants_of_you", "bond.lead",
    "named.like", "named.home", "named.bears.who",
    "scar.looks", "scar.ache", "scar.how", "scar.came", "scar.kept", "scar.still_holds", "hook",
    "traits.best", "traits.rest",
    "ties", *(f"ties.{number}.{part}" for number in (1, 2, 3) for part in _TIE),
    "worn_by", *(f"worn_by.{number}.{part}" for number in (1, 2, 3) for part in _WEARER),
)  # fmt: skip

_BOND = ("person.twin", "bond.twins", "bond.kind")
_FACTS = (*_BOND, "person.age", "named.age", "named.alive", "scar.years")
_LOVES = ("person.gender", "person.attraction", "named.gender")
_NAME = ("person.tongue", "person.gender", "person.name")
_NAMES_OF_TWO = (*_NAME, "named.tongue", "named.gender", "named.name")

# What each field hangs on beside its own dice: the fields that decide whether and where it is rolled, and
# which of its rows fit. What is not named here is a text, and hangs on the facts.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "person.twin": (),
    "bond.twins": ("person.twin",),
    "bond.kind": ("person.twin", "bond.twins"),
    "person.gender": _BOND,
    "person.attraction": (*_BOND, "person.gender"),
    "named.gender": (*_BOND, "person.gender", "person.attraction"),
    "named.attraction": (*_BOND, *_LOVES),
    "person.hemisphere": _BOND,
    "person.tongue": _BOND,
    "named.tongue": _BOND,
    "person.age": _BOND,
    "named.age": (*_BOND, "person.age"),
    "named.alive": (*_BOND, "person.age", "named.age"),
    "scar.years": (*_BOND, "person.age", "named.age", "named.alive"),
    "person.name": ("person.tongue", "person.gender", *_FACTS),
    "person.colour": _FACTS,
    "named.name": ("named.tongue", "named.gender", *_NAME, *_FACTS),
    "named.colour": _FACTS,
    "named.bears.tongue": _FACTS,
    "named.bears.gender": ("named.attraction", *_FACTS),
    "named.bears.name": ("named.bears.tongue", "named.bears.gender", *_NAMES_OF_TWO, *_FACTS),
    "named.bears.colour": ("named.bears.name", *_NAME, "person.colour", *_FACTS),
    "person.looks": (),
    "person.work": ("person.age",),
    "named.looks": (*_BOND, "person.looks"),
    "named.work": ("person.work", "person.age", "named.age", "named.alive", "scar.years", *_BOND),
    "traits.best": (),
    "traits.rest": (),
    "ties": (),
    "worn_by": (),
}
_TEXT_RESTS_ON = (*_FACTS, "person.tongue", "named.tongue")


def rests_on(field: str) -> tuple[str, ...]:
    """The fields that a field hangs on beside its own dice, those that decide it first."""
    if field in RESTS_ON:
        return RESTS_ON[field]
    whole, _, rest = field.partition(".")
    if whole in ("ties", "worn_by"):
        return _rests_on_other(whole, *rest.split(".", 1))
    return _TEXT_RESTS_ON


def _rests_on_other(whole: str, number: str, part: str) -> tuple[str, ...]:
    """What a field of a tie or a wearer hangs on; a tie's kind also on the ties before it."""
    own = f"{whole}.{number}."
    before = [f"{whole}.{earlier}" for earlier in range(1, int(number))]
    names = [*_NAMES_OF_TWO, *(f"{other}.name" for other in before)]
    if whole == "worn_by":
        names += ["ties", *(f"ties.{number}.name" for number in range(1, MOST_TIES + 1))]
        return {
            "attraction": (whole, f"{own}gender"),
            "name": (whole, f"{own}tongue", f"{own}gender", f"{own}age", *names),
            "age": (whole, "person.age"),
            "what": (whole, *(f"{other}.what" for other in before), *_TEXT_RESTS_ON),
        }.get(part, (whole,))
    return {
        "word": (whole, *(f"{other}.word" for other in before), *_TEXT_RESTS_ON),
        "what": (whole, *(f"{other}.what" for other in before), "person.attraction", *_TEXT_RESTS_ON),
        "gender": (f"{own}what", "person.attraction"),
        "attraction": (f"{own}what", f"{own}gender", "person.gender"),
        "tongue": (f"{own}what", "person.tongue"),
        "name": (f"{own}tongue", f"{own}gender", f"{own}age", *names),
        "age": (f"{own}what", "person.age"),
        "bears.name": (f"{own}bears.tongue", f"{own}bears.gender", f"{own}name", *names),
        "bears.colour": (f"{own}bears.name", *_NAME, "person.colour"),
    }.get(part, (whole,))


def of_many_tables(field: str) -> bool:
    """Whether a field is rolled on one table or another, by what is known."""
    tables = {table for told in TEXTS if told.field == field for table in told.tables()}
    return len(tables) > 1 or field.endswith(".name") or (field.startswith("ties") and field.endswith(".age"))


# The field that decides a question of Needs; what names ask is decided by whose name it is.
_DECIDES = {
    "life": "named.alive",
    "kind": "bond.kind",
    "mutual": "bond.kind",
    "twin": "person.twin",
    "age": "person.age",
    "named age": "named.age",
    "script": "named.tongue",
}
_GIVEN_BY = {
    "bond.twins": "person.twin",
    "bond.kind": "bond.twins",
    "scar.years": "named.alive",
    "ties": "ties",
    "worn_by": "worn_by",
}


def decider_of(question: str, field: str) -> str:
    """The field that decides a question which a row of another field asks."""
    return _DECIDES.get(question, f"{field.rpartition('.')[0]}.{'age' if question == 'names age' else 'gender'}")


def given_by(field: str) -> str:
    """The field on which it hangs above all whether another is rolled, where that is no text."""
    return _GIVEN_BY.get(field) or _GIVEN_BY.get(field.partition(".")[0]) or "bond.kind"
