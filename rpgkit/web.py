"""A circle as it is drawn and told: who bears whom, and who is bound to whom without a mark."""

from typing import NamedTuple

from rpgkit.person import Colour

PLAYER, ABSENT, TOWN, NEW = "player", "absent", "town", "new"


class Knot(NamedTuple):
    """Somebody in a circle.

    `key` is `1`.. for players' characters in the order in which they sit, `a`.. for absent ones, `n1`.. for others.
    `name` is what friends call them, `written` the name as it stands on skin. Of the dead, `age` is that at death
    and `years` are those since. Of somebody who is not `known` only the mark is told: `written`, colour and years.
    """

    key: str
    name: str
    written: str
    colour: Colour
    age: int
    role: str = PLAYER
    years: int | None = None
    known: bool = True

    @property
    def said(self) -> str:
        """The name that friends say, or one that stands for it."""
        return self.name.strip() or self.written.strip() or "…"


class Arrow(NamedTuple):
    """One bears another: the kind, its number of the d100; whether the other bears them too (None: not told)."""

    bearer: str
    borne: str
    kind: str
    number: str
    mutual: bool | None


class Thread(NamedTuple):
    """A tie of two, which is no mark: `friend`, `neighbour`, `partner`."""

    one: str
    other: str
    kind: str


class Web(NamedTuple):
    """All of a circle, as far as whoever reads it may know; the code makes it again.

    `since` is what its seasons brought: when, and in words.
    """

    knots: tuple[Knot, ...]
    arrows: tuple[Arrow, ...]
    threads: tuple[Thread, ...]
    code: str
    since: tuple[tuple[str, str], ...] = ()

    @property
    def players(self) -> tuple[Knot, ...]:
        """The players' characters in the order in which they sit."""
        return tuple(knot for knot in self.knots if knot.role == PLAYER)


def single(arrows: tuple[Arrow, ...]) -> tuple[Arrow, ...]:
    """The arrows, each even pair once, though it may be told from both its sides."""
    told: dict[frozenset[str] | Arrow, Arrow] = {}
    for arrow in arrows:
        told.setdefault(frozenset((arrow.bearer, arrow.borne)) if arrow.mutual else arrow, arrow)
    return tuple(told.values())


def called(web: Web) -> dict[str, str]:
    """What everybody is called, by their key: where two are called alike, with the colour of their names."""
    names = {knot.key: knot.said for knot in web.knots if knot.known}
    alike = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {knot.key: _called(knot, names.get(knot.key, ""), alike) for knot in web.knots}


def _called(knot: Knot, name: str, alike: set[str]) -> str:
    if not knot.known:
        return f"the name {knot.written} in {knot.colour.name}"
    return f"{name} (in {knot.colour.name})" if name in alike else name
