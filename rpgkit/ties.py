"""Who is bound to whom in a circle by no mark: erase every mark, and they are still one."""

from itertools import chain
from typing import NamedTuple

from rpgkit.asking import Asking
from rpgkit.circleorigin import CircleOrigin
from rpgkit.deaths import Cards
from rpgkit.seats import Card, are_connected, unjoined

MOST = 3


class Bound(NamedTuple):
    """A tie to somebody, and whether it may be love."""

    other: Card
    may_love: bool


Ties = dict[Card, list[Bound]]


def ties_among(cards: Cards, origin: CircleOrigin, asking: Asking | None = None) -> Ties:
    """The ties of every player's character: to the next on the left, to somebody else, and what joins them all.

    No arrow joins two who are tied. Those who are seated have their own ties; others are tied to them.
    """
    players = cards.players
    free = unjoined(players)
    tied: dict[Card, list[Card]] = {card: [] for card in players if not card.seated}
    for card in tied:
        tied[card] += _left_of(card, players, free)[:1]
    for card in tied:
        others = [one for one in others_for(card, cards) if one not in tied[card]]
        apart = [one for one in others if one.is_player and not _reach(card, one, edges_of(tied, players))]
        if pool := apart or others:
            said = _said(card, [one.key for one in others], asking)
            by_chance = pool[(origin.seed // (7 * int(card.key))) % len(pool)]
            tied[card].append(next((one for one in others if one.key == said), by_chance))
            if asking:
                asking.keep_pick(card.key, "tie", tied[card][-1].key)
    _connect(tied, players, free)
    return {card: [Bound(one, origin.couples and one.is_player) for one in others] for card, others in tied.items()}


def _said(card: Card, keys: list[str], asking: Asking | None) -> str | None:
    """To whom somebody is tied beside their neighbour, where the players say so."""
    if asking is None:
        return None
    asking.turn_to(7, card.key)
    return asking.chosen(card.key, "tie", keys)


def others_for(card: Card, cards: Cards) -> list[Card]:
    """All to whom somebody may be tied, the next on the left first."""
    return _left_of(card, cards.players, unjoined(cards.players)) + _absent_for(card, cards)


def _left_of(card: Card, players: list[Card], free: set[frozenset[str]]) -> list[Card]:
    """Those to the left of somebody, the next one first, whom no arrow joins to them."""
    at = players.index(card)
    return [one for one in players[at + 1 :] + players[:at] if frozenset((card.key, one.key)) in free]


def _absent_for(card: Card, cards: Cards) -> list[Card]:
    """The absent ones alive whom no arrow joins to somebody."""
    return [one for one in cards.absent if one.years is None and card.borne is not one and one.borne is not card]


def _connect(tied: dict[Card, list[Card]], players: list[Card], free: set[frozenset[str]]) -> None:
    """Adds what ties it takes that one comes from each to every other."""
    keys = [card.key for card in players]
    for card in chain(tied, tied):
        edges = edges_of(tied, players)
        if are_connected(keys, edges) or len(tied[card]) >= MOST:
            continue
        for one in _left_of(card, players, free):
            if not _reach(card, one, edges):
                tied[card].append(one)
                break


def edges_of(tied: dict[Card, list[Card]], players: list[Card]) -> set[frozenset[str]]:
    """The ties among the players' characters, as edges."""
    return {frozenset((card.key, one.key)) for card, others in tied.items() for one in others if one in players}


def _reach(one: Card, other: Card, edges: set[frozenset[str]]) -> bool:
    reached = {one.key}
    while more := {key for edge in edges if edge & reached for key in edge} - reached:
        reached |= more
    return other.key in reached
