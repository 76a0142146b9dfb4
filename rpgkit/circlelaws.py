"""The laws that every circle keeps beside those of its people: each a sentence and its proof."""

from collections import Counter
from collections.abc import Callable

from rpgkit.circle import Circle
from rpgkit.circleorigin import CircleOrigin
from rpgkit.coherence import broken_laws
from rpgkit.deal import least_scars, most_unmet
from rpgkit.needed import NAMED_BY
from rpgkit.person import LOVE, Person
from rpgkit.seats import are_connected


def _players(circle: Circle) -> list[str]:
    return [str(seat) for seat in range(1, len(circle.members) + 1)]


def _one_record(circle: Circle) -> bool:
    """Wherever somebody appears they are the same: as a character, as a named one, as a wearer, as a tie."""
    for key, member in zip(_players(circle), circle.members, strict=True):
        borne = circle.bears.get(key)
        if borne and member.named != circle.people[borne]:
            return False
        ties = circle.ties.get(key, ())
        if ties and [tie.person for tie in member.ties] != [circle.people[other] for other in ties]:
            return False
    return True


def _one_life(circle: Circle) -> bool:
    """Of whoever several bear, or bear who sit here, all tell the same life."""
    lives = {key: member.life for key, member in zip(_players(circle), circle.members, strict=True)}
    lives |= {soul.key: soul.life for soul in circle.others}
    borne = [(circle.bears.get(key), member) for key, member in zip(_players(circle), circle.members, strict=True)]
    return all(member.named_life == lives[key] for key, member in borne if key)


def _one_death(circle: Circle) -> bool:
    years = dict.fromkeys(_players(circle)) | {soul.key: soul.years for soul in circle.others}
    borne = [(circle.bears.get(key), member) for key, member in zip(_players(circle), circle.members, strict=True)]
    return all(member.years == years[key] for key, member in borne if key)


def _names_differ(circle: Circle) -> bool:
    names = Counter(person.name.true for person in circle.people.values())
    return max(names.values()) == 1


def pairs_of(circle: Circle) -> list[tuple[str, str]]:
    """The pairs of players' characters who bear each other."""
    bears, players = circle.bears, _players(circle)
    borne = [(key, bears.get(key, "")) for key in players]
    return [(key, other) for key, other in borne if other in players and key < other and bears.get(other) == key]


OF_BOTH = ("bond.how_met", "bond.holds", "bond.strains")


def _pairs_agree(circle: Circle) -> bool:
    for one, other in pairs_of(circle):
        first, second = circle.members[int(one) - 1], circle.members[int(other) - 1]
        if (first.bond.kind, first.bond.number) != (second.bond.kind, second.bond.number):
            return False
        if any(first.texts[field] != second.texts[field] for field in OF_BOTH):
            return False
    return True


def _wanted_pairs(circle: Circle) -> bool:
    wanted = circle.origin.pairs if isinstance(circle.origin, CircleOrigin) else 1
    return len(pairs_of(circle)) >= max(1, wanted)


def _shared_absent(circle: Circle) -> bool:
    bearers = Counter(circle.bears.values())
    return any(soul.key in "abcd" and bearers[soul.key] >= 2 for soul in circle.others)


def _scars(circle: Circle) -> bool:
    players = set(_players(circle))
    may = [
        member.scar is not None or circle.bears.get(key, "1") not in players
        for key, member in zip(_players(circle), circle.members, strict=True)
    ]
    least = min(least_scars(len(circle.members)), sum(may))
    return sum(member.scar is not None for member in circle.members) >= least


def _tied(circle: Circle) -> bool:
    edges = {frozenset((key, other)) for key, others in circle.ties.items() for other in others}
    return are_connected(_players(circle), {edge for edge in edges if edge <= set(_players(circle))})


def _no_tie_along_an_arrow(circle: Circle) -> bool:
    return not any(
        circle.bears.get(key) == other or circle.bears.get(other) == key
        for key, others in circle.ties.items()
        for other in others
    )


def _age_now(circle: Circle, key: str) -> int:
    years = next((soul.years for soul in circle.others if soul.key == key), None)
    return circle.people[key].age + (years or 0)


def _age_law(circle: Circle) -> bool:
    return all(
        _age_now(circle, borne) >= circle.people[bearer].age - NAMED_BY
        for bearer, borne in circle.bears.items()
        if next((soul.years for soul in circle.others if soul.key == bearer), None) is None
    )


def _love_is_wanted(circle: Circle) -> bool:
    if isinstance(circle.origin, CircleOrigin) and circle.origin.couples:
        return True
    players = set(_players(circle))
    among = [circle.members[int(key) - 1] for key in players if circle.bears.get(key) in players]
    ties = [
        tie for key, others in circle.ties.items()
        for other, tie in zip(others, circle.members[int(key) - 1].ties, strict=False) if other in players
    ]  # fmt: skip
    return not any(member.bond.kind in LOVE for member in among) and not any(tie.kind == "partner" for tie in ties)


def _twins_agree(circle: Circle) -> bool:
    """Twins who sit here together bear each other by one roll."""
    players = set(_players(circle))
    twins = [key for key in players if circle.members[int(key) - 1].bond.kind == "twin"]
    return all(circle.bears.get(circle.bears[key]) == key for key in twins if circle.bears.get(key) in players)


def _bears_what_they_bear(circle: Circle) -> bool:
    def of(person: Person) -> tuple[str, str]:
        return person.name.true, person.favourite_colour.name

    return all(
        (circle.people[bearer].bears.name.true, circle.people[bearer].bears.colour.name) == of(circle.people[borne])
        for bearer, borne in circle.bears.items()
    )


CIRCLE_LAWS: dict[str, Callable[[Circle], bool]] = {
    "everybody is one record, wherever they appear": _one_record,
    "of one person all tell one life": _one_life,
    "of one death all tell the same years": _one_death,
    "no two are of one name": _names_differ,
    "whoever bears somebody bears their true name in their favourite colour": _bears_what_they_bear,
    "two of the players' bear each other, as often as is wanted": _wanted_pairs,
    "two who bear each other tell one bond and one story": _pairs_agree,
    "an absent one is borne or mourned by two or more": _shared_absent,
    "there is a scar, or two among five or more, where anybody bears one who does not sit here": _scars,
    "erase every mark and they are still a circle": _tied,
    "a tie is to somebody whom no mark joins to one": _no_tie_along_an_arrow,
    "at most one has not met theirs, or two of five or more": lambda c: (
        sum(not member.bond.met for member in c.members) <= most_unmet(len(c.members))
    ),
    "nobody bears one who is younger by more than five years": _age_law,
    "love among the players' is there only where it is wanted": _love_is_wanted,
    "twins who sit here roll once": _twins_agree,
    "all live in one half of the world": lambda c: len({member.person.hemisphere for member in c.members}) == 1,
}


def broken_circle_laws(circle: Circle, at_the_start: bool = True) -> list[str]:
    """The laws that a circle breaks, or one of its people, in words."""
    broken = [sentence for sentence, holds in CIRCLE_LAWS.items() if not holds(circle)]
    return broken + [
        f"{member.person.name.true}: {sentence}"
        for member in circle.members
        for sentence in broken_laws(member, at_the_start)
    ]
