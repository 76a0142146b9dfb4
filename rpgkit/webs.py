"""The web of a circle: who bears whom, as the players know it or as the GM does."""

from collections.abc import Iterator

from rpgkit.circle import Circle
from rpgkit.person import Character, Person
from rpgkit.web import ABSENT, NEW, PLAYER, TOWN, Arrow, Knot, Thread, Web

_ROLES = {"n": NEW, "t": TOWN}


def web_of(circle: Circle, gm: bool = False) -> Web:
    """The web of a circle; of somebody not met the players' holds the mark alone, whoever it may be."""
    knots = tuple(_knots(circle, gm))
    known = {knot.key for knot in knots if knot.known}
    since = tuple((entry.when, entry.text) for entry in circle.chronicle if known.issuperset(entry.keys))
    return Web(knots, tuple(_arrows(circle, gm)), tuple(_threads(circle, known)), circle.code, since)


def _borne(circle: Circle, seat: int, told: bool) -> str:
    """The key of whom a player's character bears: of one who was seated an `s`, of one not told of an `m`."""
    return circle.bears.get(str(seat), f"s{seat}") if told else f"m{seat}"


def _knots(circle: Circle, gm: bool) -> Iterator[Knot]:
    players = list(enumerate(circle.members, 1))
    for seat, member in players:
        yield _knot(str(seat), member.person, PLAYER, None)
    sought = {circle.bears.get(str(seat)) for seat, member in players if not (gm or member.bond.met)}
    for soul in circle.others:
        if not (soul.key.startswith("n") and soul.key in sought):
            yield _knot(soul.key, soul.person, _ROLES.get(soul.key[0], ABSENT), soul.years)
    for seat, member in players:
        if not (gm or member.bond.met):
            yield _mark(f"m{seat}", member)
        elif str(seat) not in circle.bears:
            yield _knot(f"s{seat}", member.named, NEW, member.years)


def _knot(key: str, person: Person, role: str, years: int | None) -> Knot:
    name = person.name
    return Knot(key, name.called, name.written, person.favourite_colour, person.age, role, years)


def _mark(key: str, member: Character) -> Knot:
    """Somebody of whom nothing is known but what stands over a heart."""
    borne = member.person.bears
    return Knot(key, "", borne.name.written, borne.colour, 0, NEW, member.years, known=False)


def _arrows(circle: Circle, gm: bool) -> Iterator[Arrow]:
    for seat, member in enumerate(circle.members, 1):
        bond, told = member.bond, gm or member.bond.met
        number, mutual = (bond.number, bond.mutual) if told else (bond.number_told, None)
        yield Arrow(str(seat), _borne(circle, seat, told), bond.kind, number, mutual)
    for soul in circle.others:
        if soul.key.startswith("t") and soul.bears:
            yield Arrow(soul.key, soul.bears, soul.kind, soul.number, False)


def _threads(circle: Circle, known: set[str]) -> Iterator[Thread]:
    for key, others in circle.ties.items():
        for other, tie in zip(others, circle.members[int(key) - 1].ties, strict=False):
            if other in known:
                yield Thread(key, other, tie.kind)
