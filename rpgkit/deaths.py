"""Deaths come last in a circle: who is gone and since when, and whom those bear who bear nobody of it."""

from typing import NamedTuple

from rpgkit.company import roll_third
from rpgkit.fields import cell_of
from rpgkit.ground import longest_since, roll_since
from rpgkit.seats import Card, Dealer


class Cards(NamedTuple):
    """All cards of a circle: the players' in their seats, the absent ones', the town's, those who are new."""

    players: list[Card]
    absent: list[Card]
    town: list[Card]
    new: list[Card]

    def all(self) -> list[Card]:
        """Everybody."""
        return [*self.players, *self.absent, *self.town, *self.new]


def deal_deaths(cards: Cards, dealer: Dealer, least: int) -> None:
    """Who of those who are no player's is dead, so many scars at least; and whom each of them bears."""
    others = [*cards.absent, *cards.new]
    if dealer.asking:
        dealer.asking.turn_to(6)
    for card in others:
        if card.bearers and _is_dead(card, dealer):
            _kill(card)
    stream, left = dealer.stream("volunteer"), _volunteers(cards)
    while left and scars_among(cards) < least:
        gone = dealer.pick("", "volunteer", left, stream)
        left.remove(gone)
        _kill(gone)
    for card in [*others, *cards.town]:
        if card.borne is None:
            _roll_third(card, dealer)


def _is_dead(card: Card, dealer: Dealer) -> bool:
    """The first absent one on a six: 4 to 6; anybody else by age, as everywhere."""
    if card.key == "a":
        return dealer.d6("a", "shared.dead", "shared.dead") > 3
    return cell_of(card.rolls.roll("named.alive", "scars/living", None, card.case()), "Alive") != "yes"


def _volunteers(cards: Cards) -> list[Card]:
    """Those who live, are no player's, and are borne by one who is."""
    left = [card.borne for card in cards.players if card.borne and not card.borne.is_player]
    return [card for card in dict.fromkeys(left) if card.years is None]


def scars_among(cards: Cards) -> int:
    """How many of the players' characters bear a scar."""
    seated = sum(card.seated.scar is not None for card in cards.players if card.seated)
    return seated + sum(bool(card.borne and card.borne.years is not None) for card in cards.players)


def _kill(card: Card) -> None:
    bonds = [(bearer.kin.bond.kind, bearer.ground.age) for bearer in card.bearers if bearer.kin]
    card.years = roll_since(card.rolls, min(longest_since(kind, age, card.ground.age) for kind, age in bonds))


def _roll_third(card: Card, dealer: Dealer) -> None:
    """Whom somebody bears who bears nobody of the circle."""
    loved = any(bearer.kin and bearer.kin.bond.kind == "taken" for bearer in card.bearers)
    own = card.bearers[0].own if card.bearers else card.own
    groups = card.ground.attraction if loved else ()
    card.third = roll_third(card.rolls, "bears", own, dealer.taken, groups)
