"""A circle: three to eight people whose marks interlock, and those who are about them; one record a person.

Cards come first, then who bears whom, then deaths, then what seasons bring, and last every text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rpgkit.asking import BY_HAND, Ask, Asking
from rpgkit.character import make_character
from rpgkit.chronicle import entry_of
from rpgkit.circleorigin import CircleOrigin, check_shape, show_circle_code
from rpgkit.deal import Deal, wanted_of
from rpgkit.errors import RpgkitError
from rpgkit.fields import People
from rpgkit.lives import Lives
from rpgkit.origin import read_code
from rpgkit.person import Character, Person
from rpgkit.seasons import pass_time
from rpgkit.seats import Dealer
from rpgkit.souls import Entry, Soul
from rpgkit.ties import ties_among


@dataclass(frozen=True)
class Circle:
    """A circle: the players' characters in their seats, and everybody else, each once.

    `bears` says by key who bears whom, among all of them; a player's character's key is its seat, from `1`. The
    `chronicle` is what its seasons brought.
    """

    origin: CircleOrigin | str
    pack: int
    members: tuple[Character, ...]
    others: tuple[Soul, ...]
    bears: Mapping[str, str]
    ties: Mapping[str, tuple[str, ...]]
    chronicle: tuple[Entry, ...] = ()
    by_hand: tuple[tuple[Ask, str], ...] = ()

    @property
    def code(self) -> str:
        """The code that makes it again; where real dice made it, the word that says so."""
        if self.by_hand:
            return BY_HAND
        return self.origin if isinstance(self.origin, str) else show_circle_code(self.origin, self.pack)

    @property
    def without(self) -> frozenset[str]:
        """The tags whose rows were left out; of a circle that no dice hold, nobody knows."""
        return frozenset() if isinstance(self.origin, str) else self.origin.without

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody by key."""
        members = {str(seat): member.person for seat, member in enumerate(self.members, 1)}
        return members | {soul.key: soul.person for soul in self.others}


def make_circle(people: People, origin: CircleOrigin, asking: Asking | None = None) -> Circle:
    """A circle by its origin: the same tables and origin give the same, always; raises RpgkitError.

    With what the players said of it, who make it by hand; raises Question where they must be asked.
    """
    check_shape(origin)
    dealer, by_hand = Dealer(people, origin.seed, origin.without, asking), asking.by_hand if asking else ()
    seated = [dealer.seat(str(seat), one) for seat, one in enumerate(_seated(people, origin), 1)]
    cards = Deal(dealer, seated, origin.size, wanted_of(origin)).dealt()
    ties = ties_among(cards, origin, asking)
    events = pass_time(cards, ties, dealer, origin)
    lives = Lives(cards, ties, BY_HAND if by_hand else show_circle_code(origin, people.pack))
    lives.write()
    return Circle(
        origin,
        people.pack,
        tuple(lives.written[card] for card in cards.players),
        lives.souls(),
        {card.key: card.borne.key for card in cards.all() if card.borne},
        {card.key: tuple(bound.other.key for bound in ties.get(card, ())) for card in cards.players},
        tuple(entry_of(event, lives) for event in events),
        by_hand,
    )


def _seated(people: People, origin: CircleOrigin) -> list[Character]:
    """The finished characters who are seated; raises RpgkitError where they cannot sit together."""
    made = [make_character(people, read_code(code, people.pack)) for code in origin.seated]
    names: dict[str, str] = {}
    for one in made:
        code, person = one.code, one.person
        if person.name.true in names:
            raise RpgkitError(f"{code} and {names[person.name.true]} are both called {person.name.true}; seat one")
        if person.hemisphere != made[0].person.hemisphere:
            raise RpgkitError(f"{code} lives in the other hemisphere than {made[0].code}: seat one of them")
        names[person.name.true] = code
    unmet = sum(not one.bond.met for one in made)
    if unmet > wanted_of(origin).unmet:
        raise RpgkitError(
            f"{unmet} of those seated have not met theirs, and of {origin.size} people one or two may"
        )
    return made
