"""A circle: three to eight people whose marks interlock, and those who are about them; one record a person.

Cards come first, then who bears whom, then deaths; then every text, of which two who share one share the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rpgkit.asking import BY_HAND, Ask, Asking
from rpgkit.cases import Case, case_of, holds, known_by, meet
from rpgkit.character import Told, Two, completed, make_character
from rpgkit.circleorigin import CircleOrigin, check_shape, show_circle_code
from rpgkit.company import Company
from rpgkit.deal import Deal, wanted_of
from rpgkit.deaths import Cards
from rpgkit.errors import NothingFits, RpgkitError
from rpgkit.facts import KINDS, PARTNER
from rpgkit.fields import People, Rolls, cell_of, roll_birthday
from rpgkit.origin import read_code
from rpgkit.person import (
    Character,
    Gender,
    Life,
    Person,
    Tie,
    case_of_ages,
    life_of,
    loves_anew,
    script_of,
)
from rpgkit.roll import text_of
from rpgkit.seats import Card, Dealer
from rpgkit.table import Row
from rpgkit.ties import ties_among
from rpgkit.voices import voice_of, voice_with
from rpgkit.wording import READER, Agreement, Slot


class Soul(NamedTuple):
    """One record of somebody who is no player's character: who, how they live or lived, and what all know of them.

    `years` are those since their death, None while they live. `bears` is the key of whom they bear, where that is
    one of the circle.
    """

    key: str
    person: Person
    life: Life
    years: int | None
    bears: str | None
    kind: str


@dataclass(frozen=True)
class Circle:
    """A circle: the players' characters in their seats, and everybody else, each once.

    `bears` says by key who bears whom, among all of them; a player's character's key is its seat, from `1`.
    """

    origin: CircleOrigin | str
    pack: int
    members: tuple[Character, ...]
    others: tuple[Soul, ...]
    bears: Mapping[str, str]
    ties: Mapping[str, tuple[str, ...]]
    by_hand: tuple[tuple[Ask, str], ...] = ()

    @property
    def code(self) -> str:
        """The code that makes it again; where real dice made it, the word that says so."""
        if self.by_hand:
            return BY_HAND
        return self.origin if isinstance(self.origin, str) else show_circle_code(self.origin, self.pack)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Everybody by key."""
        members = {str(seat): member.person for seat, member in enumerate(self.members, 1)}
        return members | {soul.key: soul.person for soul in self.others}


def make_circle(people: People, origin: CircleOrigin, asking: Asking | None = None) -> Circle:
    """A circle by its origin: the same tables and origin give the same, always; raises RpgkitError.

    With what the players said of it, for whom it is made by hand; raises Question where they must be asked.
    """
    check_shape(origin)
    dealer = Dealer(people, origin.seed, origin.without, asking)
    seated = [dealer.seat(str(seat), one) for seat, one in enumerate(_seated(people, origin), 1)]
    cards = Deal(dealer, seated, origin.size, wanted_of(origin)).dealt()
    return _Writer(people, origin, cards, asking).circle()


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


class _Writer:
    """Writes the lives and texts of a circle whose cards are dealt."""

    def __init__(self, people: People, origin: CircleOrigin, cards: Cards, asking: Asking | None) -> None:
        self.by_hand = asking.by_hand if asking else ()
        self.people, self.origin, self.cards = people, origin, cards
        self.persons = {card: card.person() for card in cards.all()}
        self.code = BY_HAND if self.by_hand else show_circle_code(origin, people.pack)
        self.lives: dict[Card, Life] = {}
        self.homes: dict[Card, str] = {}
        self.likes: dict[Card, str] = {}
        self.bound = ties_among(cards, origin, asking)

    def circle(self) -> Circle:
        """The whole of it."""
        for card in self.cards.players:
            if not card.seated:
                self._learn(card)
        for card in self.cards.all():
            self._live(card)
        written: dict[Card, Character] = {}
        for card in sorted(self.cards.players, key=lambda card: card.key):
            written[card] = card.seated or self._member(card, written)
        members = tuple(written[card] for card in self.cards.players)
        return Circle(
            self.origin, self.people.pack, members, tuple(map(self._soul, self._others())),
            {card.key: card.borne.key for card in self.cards.all() if card.borne},
            {card.key: tuple(bound.other.key for bound in self.bound.get(card, ())) for card in self.cards.players},
            self.by_hand,
        )  # fmt: skip

    def _others(self) -> list[Card]:
        return [*self.cards.absent, *self.cards.town, *self.cards.new]

    def _soul(self, card: Card) -> Soul:
        borne = card.borne.key if card.borne else None
        kind = card.kin.bond.kind if card.kin else ""
        return Soul(card.key, self.persons[card], self.lives[card], card.years, borne, kind)

    def _learn(self, card: Card) -> None:
        """All that is known of a player's character before any text."""
        assert card.kin and card.borne
        rolls, kin, borne = card.rolls, card.kin, card.borne
        rolls.met = kin.bond.met
        rolls.learn(kin.bond.kind, "mutual" if kin.bond.mutual else "oneway", kin.twin or "not has-twin")
        rolls.known &= case_of_ages(card.ground.age) & case_of_ages(borne.ground.age, "named.")
        rolls.learn(*(["alive"] if borne.years is None else ["dead", life_of(borne.years)]))
        rolls.learn(script_of(card.own.name.script, borne.own.name.script))

    def _live(self, card: Card) -> None:
        """How somebody lives, which all who know them tell alike."""
        if card.seated:
            self.lives[card], self.homes[card] = card.seated.life, card.seated.texts["person.home"]
            self.likes[card] = _said(card.rolls, "named.like", "bonds/like", case_of(["alive"]))
            return
        twin = card.borne if card.kin and card.kin.bond.kind == "twin" and card.borne in self.lives else None
        rolls, own = card.rolls, self.persons[card]
        birthday = self.lives[twin].birthday if twin else roll_birthday(rolls, "person")
        alike = twin is not None and card.kin is not None and card.kin.twin == "identical"
        looks = (
            self.lives[twin].looks if twin and alike else text_of(rolls.roll("person.looks", "lives/looks"), READER)
        )
        work = self._work(card)
        place, home = self._home(card, own)
        self.lives[card], self.homes[card] = Life(place, birthday, work, looks), home
        self.likes[card] = _said(rolls, "named.like", "bonds/like", _of_named(card))

    def _work(self, card: Card) -> str:
        """What somebody does: the same as another, where the two make it together."""
        other = card.borne
        if other in self.lives and other and card.kin and card.kin.bond.kind == "work":
            return self.lives[other].work
        known = case_of_ages(card.ground.age - (card.years or 0))
        return text_of(card.rolls.roll("person.work", "lives/work", None, known), READER)

    def _home(self, card: Card, own: Person) -> tuple[str, str]:
        """Where somebody lives or lived: the place, and what is said of it."""
        if card.is_player:
            assert card.borne and card.kin
            voice = voice_of(own, self.persons[card.borne], card.kin.bond.met)
            rolled = card.rolls.roll_told("person.home", "lives/home")
            return cell_of(rolled, "Place"), text_of(rolled, voice)
        voice = voice_of(own, own, True)
        table = "bonds/where_now" if card.years is None else "lives/elsewhere"
        known = _of_named(card) & case_of(["met"])
        try:
            rolled = card.rolls.roll("named.home", table, lambda row: _is_of_all(row, known), known)
        except NothingFits:
            kinds = [bearer.kin.bond.kind for bearer in card.bearers if bearer.kin]
            first = meet(_of_named(card), case_of(kinds[:1] or ["friend"]))
            rolled = card.rolls.roll("named.home", "lives/elsewhere", None, first)
        text = text_of(rolled, voice)
        return cell_of(rolled, "Place") or text, text

    def _member(self, card: Card, written: Mapping[Card, Character]) -> Character:
        """A player's character, with all that others tell of theirs."""
        assert card.kin and card.borne
        borne, kin = card.borne, card.kin
        third = self._third(borne)
        two = Two(kin, self.persons[card], self.persons[borne], borne.years, None if kin.bond.mutual else third)
        told = Told(
            self.lives[card],
            self.lives[borne],
            self._texts(card, written),
            lambda company: self._ties(card, company),
            lambda company: self._worn_by(card, company),
        )
        return completed(card.rolls, two, f"{self.code}.{card.key}", told)

    def _third(self, card: Card) -> Gender | None:
        """The gender of whom somebody bears."""
        if card.borne:
            return card.borne.ground.gender
        return card.third[1] if card.third else None

    def _texts(self, card: Card, written: Mapping[Card, Character]) -> dict[str, str]:
        """The texts of somebody that are told by others, too."""
        assert card.kin and card.borne
        borne, kin = card.borne, card.kin
        texts = {"person.home": self.homes[card], "named.like": self.likes[borne]}
        if borne.years is None and kin.bond.met:
            texts["bond.where_now"] = self.homes[borne]
        else:
            texts["named.home"] = self.homes[borne]
        if borne.years is not None and len(borne.bearers) > 1:
            texts["scar.how"] = self._how(borne)
        if not kin.bond.mutual:
            texts["named.bears.who"] = self._who(borne)
        if borne in written and kin.bond.mutual:
            first = written[borne].texts
            texts |= {field: first[field] for field in ("bond.how_met", "bond.holds", "bond.strains")}
        return texts

    def _how(self, card: Card) -> str:
        """How somebody died, as all tell it who bore them."""
        known = _of_named(card)
        person = self.persons[card]
        rolled = card.rolls.roll("scar.how", "scars/died", lambda row: _is_of_all(row, known), known)
        return text_of(rolled, voice_of(person, person, True))

    def _who(self, card: Card) -> str:
        """Who it is that somebody bears who bears another than the character."""
        if card.borne and card.kin:
            return f"{card.borne.own.name.called}, who sits here too: {card.kin.bond.said}."
        person = self.persons[card]
        assert card.third
        voice = voice_with(voice_of(person, person, True), card.third[1], card.third[0])
        known = _of_named(card) & known_by("oneway")
        try:
            rolled = card.rolls.roll(
                "named.bears.who", "bonds/they_bear", lambda row: _is_of_all(row, known), known
            )
        except NothingFits:
            return f"{card.third[0].name.called}, of whom nobody here knows more."
        return text_of(rolled, voice)

    def _ties(self, card: Card, company: Company) -> tuple[Tie, ...]:
        free = loves_anew(card.kin.bond.kind, card.borne.years) if card.kin and card.borne else False
        ties: list[Tie] = []
        for number, bound in enumerate(self.bound[card], 1):
            ties.append(company.tie_with(number, self.persons[bound.other], bound.may_love and free))
            free = free and ties[-1].kind != PARTNER
        return tuple(ties)

    def _worn_by(self, card: Card, company: Company) -> tuple[Person, ...]:
        """Who wears the character's name beside whoever bears them back: those of the circle, then others."""
        odd = [one for one in card.bearers if one.kin and not one.kin.bond.mutual]
        return company.worn_by_these([self.persons[one] for one in odd])


def _of_named(card: Card) -> Case:
    """What is known of somebody whoever bears them."""
    words = ["alive"] if card.years is None else ["dead", life_of(card.years)]
    kinds = {bearer.kin.bond.kind for bearer in card.bearers if bearer.kin}
    words += [f"not {kind}" for kind in KINDS if kinds and kind not in kinds]
    return meet(case_of(words), case_of_ages(card.ground.age, "named."))


def _is_of_all(row: Row, known: Case) -> bool:
    """Whether a row speaks of the named one alone, and of what is so for everybody who bears them."""
    for part in row.text.parts:
        said = part.word if isinstance(part, Slot) else part.person if isinstance(part, Agreement) else ""
        if said and not said.startswith(("named.", "other.")):
            return False
    return holds(known, row.case)


def _said(rolls: Rolls, field: str, table: str, known: Case) -> str:
    """A text about somebody that is so for everybody who bears them."""
    return text_of(rolls.roll(field, table, lambda row: _is_of_all(row, known), known), READER)
