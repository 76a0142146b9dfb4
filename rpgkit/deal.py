"""Who bears whom in a circle: the pairs, the absent one whom two bear, and the rest; deaths come last.

Every row of the bonds that the cards forbid gives way to the next one that fits, 00 to 01.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rpgkit.arrows import is_loving, join, may_bear
from rpgkit.cases import known_by
from rpgkit.circleorigin import CircleOrigin
from rpgkit.deaths import Cards, deal_deaths
from rpgkit.fields import Rolls, cell_of
from rpgkit.ground import Kin, bond_of, roll_there
from rpgkit.needed import NAMED_BY
from rpgkit.person import LOVE, case_of_ages
from rpgkit.roll import Roll
from rpgkit.seats import ABSENT, MOST_BEARERS, Card, Dealer, are_connected, draws, unjoined
from rpgkit.table import Asked, Row
from rpgkit.throw import Hand

# Of the d100: a row of romance becomes one of friendship by so much, up to twenty and beyond.
_TO_FRIEND = ((20, 30), (30, 10))


class Wanted(NamedTuple):
    """How a circle is to be: how many pairs, whether love may be among the players', how many not met at most."""

    pairs: int
    couples: bool
    unmet: int
    scars: int


def least_scars(size: int) -> int:
    """How many scars a circle has at least, as far as anybody bears one who is no player's."""
    return 2 if size >= 5 else 1


def most_unmet(size: int) -> int:
    """How many may not have met the one they bear."""
    return 2 if size >= 5 else 1


def wanted_of(origin: CircleOrigin) -> Wanted:
    """How a circle of that origin is to be."""
    return Wanted(origin.pairs, origin.couples, most_unmet(origin.size), least_scars(origin.size))


class Deal:
    """One circle's arrows, dealt one after the other."""

    def __init__(self, dealer: Dealer, seated: list[Card], size: int, wanted: Wanted) -> None:
        self.dealer, self.wanted = dealer, wanted
        keys = [str(number) for number in range(len(seated) + 1, size + 1)]
        self.order = _shuffled(keys, dealer)
        self._turn_to(3)
        self._choose("pair", 0, 2 * wanted.pairs)
        self.pairs = [(self.order[2 * at], self.order[2 * at + 1]) for at in range(wanted.pairs)]
        self.cards = Cards(list(seated), [], [], [])
        self.unmet = sum(not card.seated.bond.met for card in seated if card.seated)
        self.size = size

    def _choose(self, field: str, first: int, many: int) -> None:
        """Lets whoever makes it by hand say which cards come next in the order that chance dealt."""
        asking = self.dealer.asking
        if asking is None:
            return
        for at in range(first, min(first + many, len(self.order) - 1)):
            which = f"{field}.{at - first + 1}"
            if said := asking.chosen("", which, sorted(self.order[at:], key=int)):
                self.order.remove(said)
                self.order.insert(at, said)
            asking.keep_pick("", which, self.order[at])

    def _turn_to(self, step: int, *keys: str) -> None:
        if self.dealer.asking:
            self.dealer.asking.turn_to(step, *keys)

    def dealt(self) -> Cards:
        """All cards, with whom each bears and how; raises RpgkitError where nothing fits."""
        for one, other in self.pairs:
            self._deal_pair(one, other)
        self._turn_to(4)
        self._choose("shared", 2 * self.wanted.pairs, 2)
        single = [self.dealer.card(key) for key in self.order[2 * self.wanted.pairs :]]
        self.cards.players.extend(single)
        self.cards.players.sort(key=lambda card: int(card.key))
        self._deal_shared(single[:2])
        for card in single[2:]:
            self._deal_single(card)
        for key in _letters_from(len(self.cards.absent)):
            if len(self.cards.absent) == ABSENT[self.size]:
                break
            self.cards.absent.append(self.dealer.card(key))
        deal_deaths(self.cards, self.dealer, self.wanted.scars)
        return self.cards

    def _deal_pair(self, one: str, other: str) -> None:
        """Two who bear each other: twins, if the first has one and both bear each other; else one d100 for both."""
        self._turn_to(3, one, other)
        first = self.dealer.card(one)
        rolls, twin = first.rolls, cell_of(first.rolls.roll("person.twin", "lives/twin"), "As")
        if twin != "none":
            both = rolls.roll("bond.twins", "bonds/twins", known=known_by(twin))
            if cell_of(both, "Bond") == "yes":
                second = self.dealer.card(other, first.ground, twin)
                self._join_pair(first, second, Kin(twin, bond_of("twin", True, both)))
                return
        second = self.dealer.card(other, first.ground)
        rolled = self._bond(rolls, lambda row: self._may_pair(row, first, second), even=True)
        kind = cell_of(rolled, "Kind")
        bond = bond_of(kind, True, rolled)
        self._join_pair(first, second, Kin(None if twin == "none" else twin, bond))

    def _join_pair(self, first: Card, second: Card, kin: Kin) -> None:
        join(first, second, kin)
        join(second, first, Kin(kin.twin if kin.bond.kind == "twin" else None, kin.bond))
        self.cards.players.extend((first, second))

    def _may_pair(self, row: Row, first: Card, second: Card) -> bool:
        kind, mutual = self._kind_of(row)
        if not mutual or kind in ("unmet", "hemisphere", "taken"):
            return False
        if kind in LOVE:
            return self.wanted.couples and draws(first.ground, second.ground)
        return may_bear(kind, mutual, first.ground, second.ground)

    def _kind_of(self, row: Row) -> tuple[str, bool]:
        table = self.dealer.people.tables["bonds/bonds"]
        return table.cell(row, "Kind"), table.cell(row, "Mutual") == "yes"

    def _bond(self, rolls: Rolls, fits: Callable[[Row], bool], even: bool = False) -> Roll:
        """One roll on the bonds; a row that does not fit gives way to the next that does."""
        table = self.dealer.people.tables["bonds/bonds"]
        thrown = rolls.roll("bond.kind", table.id)
        rows = [row for row in table.rows if not row.tags & rolls.without]
        at = rows.index(thrown.rows[0])
        for row in [*self._nearest(rows, at, even), *rows[at:], *rows[:at]]:
            if fits(row):
                number = str(table.numbers(row)).split("–")[0]
                asked = Asked(rolls.known, rolls.without)
                found = rolls.roller.roll(table.id, self.dealer.stream("by hand"), asked, Hand([number]))
                found = found._replace(by_hand=thrown.by_hand)
                return rolls.keep("bond.kind", thrown if row is thrown.rows[0] else found)
        return rolls.roll("bond.kind", table.id, fits)

    def _nearest(self, rows: list[Row], at: int, even: bool) -> Iterator[Row]:
        """What a row of a pair means first: the nearest even one of its kind; love becomes friendship."""
        if not even:
            return
        kind, _ = self._kind_of(rows[at])
        alike = [row for row in rows if self._kind_of(row) == (kind, True)]
        nearest = min(alike, key=lambda row: (abs(row.first - rows[at].first), row.first), default=rows[at])
        yield nearest
        if kind == "romance":
            number = nearest.first + 1
            by = next((more for most, more in _TO_FRIEND if number <= most), 0)
            yield from (row for row in rows if row.first <= nearest.first + by <= row.last)

    def _deal_shared(self, bearers: list[Card]) -> None:
        """The first absent one, whom two bear who are in no pair; people of the town fill in."""
        while len(bearers) < 2:
            card = self.dealer.card(f"t{len(self.cards.town) + 1}")
            self.cards.town.append(card)
            bearers = [*bearers, card]
        absent = self.dealer.elder("a", bearers)
        self.cards.absent.append(absent)
        for bearer in bearers:
            self._turn_to(4, bearer.key, absent.key)
            self._bear(bearer, absent)
        self.dealer.d6("a", "shared.dead", "shared.dead")

    def _bear(self, bearer: Card, borne: Card) -> None:
        """Somebody bears another who does not bear them: odd rows alone."""
        rolled = self._bond(bearer.rolls, lambda row: self._may_bear_odd(row, bearer, borne))
        kind = cell_of(rolled, "Kind")
        bond = bond_of(kind, False, rolled, self.dealer.people.unmet_numbers)
        self.unmet += kind == "unmet"
        join(bearer, borne, Kin(None, bond))

    def _may_bear_odd(self, row: Row, bearer: Card, borne: Card) -> bool:
        kind, mutual = self._kind_of(row)
        if mutual or kind == "hemisphere":
            return False
        kinds = {other.kin.bond.kind for other in borne.bearers if other.kin}
        if kind in LOVE:
            free = not borne.is_player and not kinds & {"romance", "taken"}
            return free and draws(bearer.ground, borne.ground)
        if kind == "unmet":
            return not borne.is_player and self.unmet < self.wanted.unmet and bearer.is_player
        if kind == "taken" and (not borne.ground.attraction or "romance" in kinds or not is_loving(borne)):
            return False
        return may_bear(kind, mutual, bearer.ground, borne.ground)

    def _deal_single(self, card: Card) -> None:
        """Whom somebody bears who is in no pair: one of the players', an absent one, or somebody new."""
        self._turn_to(5, card.key)
        d6 = self.dealer.d6(card.key, "whom", f"whom.{card.key}")
        pool = self._players_for(card) if d6 <= 2 else self._absent_for(card) if d6 <= 4 else []
        if pool:
            chosen = self.dealer.pick(card.key, "which", pool, self.dealer.stream(f"which.{card.key}"))
            self._turn_to(5, card.key, chosen.key)
            if not chosen.bearers and not chosen.is_player:
                self.cards.absent.append(chosen)
            self._bear(card, chosen)
        else:
            self._bear_new(card)

    def _players_for(self, card: Card) -> list[Card]:
        """The players' characters whom somebody may bear: tied without marks all still are a circle."""
        return [other for other in self.cards.players if self._may_be_borne(other, card)]

    def _may_be_borne(self, other: Card, card: Card) -> bool:
        settled = other is not card and not other.seated and other.kin is not None and other.borne is not card
        if not settled or other.ground.age < card.ground.age - NAMED_BY or len(other.bearers) >= MOST_BEARERS:
            return False
        players = self.cards.players
        edges = unjoined(players) - {frozenset((card.key, other.key))}
        return are_connected([player.key for player in players], edges)

    def _absent_for(self, card: Card) -> list[Card]:
        """The absent ones whom somebody may bear: those there are, if old enough, and those to come."""
        there = [one for one in self.cards.absent if one.ground.age >= card.ground.age - NAMED_BY]
        fresh = _letters_from(len(self.cards.absent))[: ABSENT[self.size] - len(self.cards.absent)]
        return there + [self.dealer.elder(key, [card]) for key in fresh[:1]]

    def _bear_new(self, card: Card) -> None:
        """Somebody new: a twin, if there is one and both bear each other, or whoever the d100 says."""
        rolls = card.rolls
        twin = cell_of(rolls.roll("person.twin", "lives/twin"), "As")
        kin = None
        if twin != "none":
            both = rolls.roll("bond.twins", "bonds/twins", known=known_by(twin))
            if cell_of(both, "Bond") == "yes":
                kin = Kin(twin, bond_of("twin", True, both))
        if kin is None:
            rolled = self._bond(rolls, lambda row: self._may_bear_new(row, card))
            kind, mutual = self._kind_of(rolled.rows[0])
            self.unmet += kind == "unmet"
            bond = bond_of(kind, mutual, rolled, self.dealer.people.unmet_numbers)
            kin = Kin(None if twin == "none" else twin, bond)
        rolls.learn(kin.bond.kind, "mutual" if kin.bond.mutual else "oneway", kin.twin or "not has-twin")
        rolls.known &= case_of_ages(card.ground.age)
        ground = roll_there(rolls, kin, card.ground)
        new = self.dealer.card_of(f"n{card.key}", ground)
        self.cards.new.append(new)
        join(card, new, kin)
        if kin.bond.mutual:
            join(new, card, kin)

    def _may_bear_new(self, row: Row, card: Card) -> bool:
        kind, _ = self._kind_of(row)
        if kind == "unmet":
            return self.unmet < self.wanted.unmet
        return bool(card.ground.attraction) or kind not in LOVE


def _letters_from(at: int) -> str:
    return "abcd"[at:]


def _shuffled(keys: list[str], dealer: Dealer) -> list[str]:
    stream, left = dealer.stream("deal"), list(keys)
    return [left.pop(stream.below(len(left))) for _ in keys]
