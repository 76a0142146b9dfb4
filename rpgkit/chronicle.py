"""What the seasons of a circle brought, in words."""

from rpgkit.cases import case_of
from rpgkit.lives import Lives
from rpgkit.roll import text_of
from rpgkit.seasons import DIED, MET, TIED, Event
from rpgkit.souls import Entry
from rpgkit.voices import voice_of, voice_with


def entry_of(event: Event, lives: Lives) -> Entry:
    """An event in words, once the lives of all are written."""
    tell = {DIED: _death, MET: _meeting, TIED: _tie_made}.get(event.what, _tie_tired)
    return tell(event, lives)


def _death(event: Event, lives: Lives) -> Entry:
    card = event.card
    bearer = next(one for one in card.bearers if one.is_player)
    came = lives.written[bearer].texts["scar.came"]
    return Entry(event.when, (card.key, bearer.key), f"{card.own.name.called} dies. {came}")


def _meeting(event: Event, lives: Lives) -> Entry:
    card = event.card
    assert card.borne and card.kin
    known = case_of(["alive", "mutual" if card.kin.bond.mutual else "oneway"])
    rolled = card.rolls.roll("bond.finding", "bonds/finding", None, known)
    voice = voice_of(lives.persons[card], lives.persons[card.borne], True)
    return Entry(event.when, (card.key, card.borne.key), text_of(rolled, voice))


def _tie_made(event: Event, lives: Lives) -> Entry:
    return Entry(event.when, _keys(event, lives), lives.written[event.card].texts[f"ties.{event.tie}.what"])


def _tie_tired(event: Event, lives: Lives) -> Entry:
    card = event.card
    person, other = lives.persons[card], lives.persons[lives.ties[card][event.tie - 1].other]
    voice = voice_with(voice_of(person, person, True), other.gender, other.borne)
    rolled = card.rolls.roll(f"ties.{event.tie}.tires.{event.season}", "bonds/tie_tires")
    said = f"A tie of {person.name.called}'s tires. {text_of(rolled, voice)}"
    return Entry(event.when, _keys(event, lives), said)


def _keys(event: Event, lives: Lives) -> tuple[str, ...]:
    return event.card.key, lives.ties[event.card][event.tie - 1].other.key
