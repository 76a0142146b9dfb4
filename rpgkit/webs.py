"""The web of a circle: who bears whom, as the players know it or as the GM does."""

from collections.abc import Iterator

from rpgkit.circle import Circle
from rpgkit.person import Person
from rpgkit.web import ABSENT, NEW, PLAYER, TOWN, Arrow, Knot, Thread, Web


def web_of(circle: Circle, gm: bool = False) -> Web:
    """The web of a circle; of somebody not met, the players' holds the mark alone."""
    known = _known(circle, gm)
    return Web(
        tuple(_knots(circle, known)), tuple(_arrows(circle, gm)), tuple(_threads(circle, known)), circle.code
    )


def _known(circle: Circle, gm: bool) -> set[str]:
    """The keys of all whom the players know: whoever sits here, is absent or of the town, or has been met."""
    known = {str(seat) for seat in range(1, len(circle.members) + 1)}
    known |= {soul.key for soul in circle.others if gm or soul.key[0] not in "ns"}
    for seat, member in enumerate(circle.members, 1):
        borne = _borne(circle, seat)
        if gm or member.bond.met:
            known.add(borne)
        elif borne not in circle.bears.values() or _bearers(circle, borne) == [str(seat)]:
            known.discard(borne)
    return known


def _bearers(circle: Circle, key: str) -> list[str]:
    return [bearer for bearer, borne in circle.bears.items() if borne == key]


def _borne(circle: Circle, seat: int) -> str:
    """The key of whom a player's character bears; of one who was seated, `s` and the seat."""
    return circle.bears.get(str(seat), f"s{seat}")


def _knots(circle: Circle, known: set[str]) -> Iterator[Knot]:
    for seat, member in enumerate(circle.members, 1):
        yield _knot(str(seat), member.person, PLAYER, None, True)
    for soul in circle.others:
        role = NEW if soul.key.startswith("n") else TOWN if soul.key.startswith("t") else ABSENT
        yield _knot(soul.key, soul.person, role, soul.years, soul.key in known)
    for seat, member in enumerate(circle.members, 1):
        if str(seat) not in circle.bears:
            yield _knot(f"s{seat}", member.named, NEW, member.years, f"s{seat}" in known)


def _knot(key: str, person: Person, role: str, years: int | None, known: bool) -> Knot:
    name, colour = person.name, person.favourite_colour
    called, age = (name.called, person.age) if known else ("", 0)
    return Knot(key, called, name.written, colour, age, role, years, known)


def _arrows(circle: Circle, gm: bool) -> Iterator[Arrow]:
    for seat, member in enumerate(circle.members, 1):
        bond = member.bond
        told = gm or bond.met
        number = bond.number if told else bond.number_told
        yield Arrow(str(seat), _borne(circle, seat), bond.kind, number, bond.mutual if told else None)
    for soul in circle.others:
        if soul.key.startswith("t") and soul.bears:
            yield Arrow(soul.key, soul.bears, soul.kind, "", False)


def _threads(circle: Circle, known: set[str]) -> Iterator[Thread]:
    for key, others in circle.ties.items():
        for other, tie in zip(others, circle.members[int(key) - 1].ties, strict=False):
            if other in known:
                yield Thread(key, other, tie.kind)
