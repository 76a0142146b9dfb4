"""Time passes in a circle: all grow older, somebody dies or nobody, one not met is met, ties tire and are made.

A season is a quarter of a year; the first is an autumn. What changes is written on the cards, before any text.
"""

from typing import NamedTuple

from rpgkit.arrows import may_bear
from rpgkit.circleorigin import CircleOrigin
from rpgkit.deaths import Cards
from rpgkit.fields import cell_of
from rpgkit.ground import Kin, bond_of
from rpgkit.person import LOVE, case_of_ages
from rpgkit.plan import MOST_TIES_EVER
from rpgkit.seats import Card, Dealer, draws
from rpgkit.table import Row
from rpgkit.ties import Bound, Ties, others_for

NAMES = ("autumn", "winter", "spring", "summer")
YEAR = len(NAMES)
DIED, MET, TIRED, TIED = "died", "met", "tired", "tied"


class Event(NamedTuple):
    """What came of a season: which, counted from 1, what it was, and to whom; of a tie, which of theirs."""

    season: int
    what: str
    card: Card
    tie: int = 0

    @property
    def when(self) -> str:
        """`autumn`; from the second year on with that: `autumn, year 2`."""
        year = (self.season - 1) // YEAR + 1
        return NAMES[(self.season - 1) % YEAR] + (f", year {year}" if year > 1 else "")


def pass_time(cards: Cards, ties: Ties, dealer: Dealer, origin: CircleOrigin) -> list[Event]:
    """What so many seasons bring; the cards and the ties are changed by it."""
    events = [event for year in range(-(-origin.seasons // YEAR)) for event in _death(cards, dealer, origin, year)]
    for season in range(1, origin.seasons + 1):
        events += _meeting(cards, dealer, season)
        events += _tie(cards, ties, dealer, (season, origin))
    _grow_older(cards, origin.seasons // YEAR, {event.card for event in events if event.what == DIED})
    return sorted(events, key=lambda event: event.season)


def _death(cards: Cards, dealer: Dealer, origin: CircleOrigin, year: int) -> list[Event]:
    """One of those at risk rolls on the living and the dead, once a year."""
    stream = dealer.stream(f"death.{year}")
    at_risk = [card.borne for card in cards.players if card.borne and not card.borne.is_player]
    at_risk = [card for card in dict.fromkeys(at_risk) if card.years is None]
    if not at_risk:
        return []
    card = at_risk[stream.below(len(at_risk))]
    season = min(origin.seasons, year * YEAR + 1 + stream.below(YEAR))
    known = case_of_ages(card.ground.age + year, "named.")
    if cell_of(card.rolls.roll(f"named.alive.{year}", "scars/living", None, known), "Alive") == "yes":
        return []
    card.years = (origin.seasons - season) // YEAR
    return [Event(season, DIED, card)]


def _meeting(cards: Cards, dealer: Dealer, season: int) -> list[Event]:
    """One who has not met theirs finds them, or not: on a six, five or more."""
    events = []
    for card in cards.players:
        borne, kin = card.borne, card.kin
        if not borne or not kin or kin.bond.met or borne.years is not None:
            continue
        if dealer.stream(f"search.{card.key}.{season}").below(6) >= 4:
            _meet(card, borne, kin, dealer)
            events.append(Event(season, MET, card))
    return events


def _meet(card: Card, borne: Card, kin: Kin, dealer: Dealer) -> None:
    """What joins the two now that they have met: another roll on the bonds, as even or odd as before."""
    table = dealer.people.tables["bonds/bonds"]
    others = {other.kin.bond.kind for other in borne.bearers if other.kin and other is not card}

    def fits(row: Row) -> bool:
        kind, mutual = table.cell(row, "Kind"), table.cell(row, "Mutual") == "yes"
        if mutual != kin.bond.mutual or kind in ("unmet", "hemisphere", "taken"):
            return False
        if kind in LOVE:
            return draws(card.ground, borne.ground) and not others & {"romance", "taken"}
        return may_bear(kind, mutual, card.ground, borne.ground)

    rolls = dealer.rolls(f"{card.key}.met")
    rolled = rolls.roll("bond.kind", table.id, fits)
    card.rolls.kept["bond.kind"] = rolled
    met = Kin(kin.twin, bond_of(table.cell(rolled.rows[0], "Kind"), kin.bond.mutual, rolled))
    card.kin = met
    if kin.bond.mutual:
        borne.kin = met


def _tie(cards: Cards, ties: Ties, dealer: Dealer, when: tuple[int, CircleOrigin]) -> list[Event]:
    """A tie tires, or another is made, on a six: 1 to 3, or 4 to 6."""
    season, origin = when
    stream = dealer.stream(f"tie.{season}")
    players = list(ties)
    if not players:
        return []
    card = players[stream.below(len(players))]
    new = [one for one in others_for(card, cards) if one not in [bound.other for bound in ties[card]]]
    if stream.below(6) >= 3 and new and len(ties[card]) < MOST_TIES_EVER:
        other = new[stream.below(len(new))]
        ties[card].append(Bound(other, origin.couples and other.is_player))
        return [Event(season, TIED, card, len(ties[card]))]
    return [Event(season, TIRED, card, 1 + stream.below(len(ties[card])))]


def _grow_older(cards: Cards, years: int, fresh: set[Card]) -> None:
    """Everybody is so many years older, and so is every scar but the fresh ones."""
    for card in cards.all():
        if card.seated:
            continue
        card.ground = card.ground._replace(age=card.ground.age + years)
        if card.years is not None and card not in fresh:
            card.years += years
