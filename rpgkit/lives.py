"""The lives and texts of a circle whose cards are dealt: what several tell of one person, all tell alike."""

from rpgkit.cases import ANY, Case, case_of, holds, known_by, meet
from rpgkit.character import Told, Two, completed
from rpgkit.company import Company
from rpgkit.deaths import Cards
from rpgkit.errors import NothingFits
from rpgkit.facts import KINDS, PARTNER
from rpgkit.fields import Rolls, cell_of, roll_birthday
from rpgkit.person import Character, Gender, Life, Person, Tie, case_of_ages, life_of, loves_anew, script_of
from rpgkit.roll import text_of
from rpgkit.seats import Card
from rpgkit.souls import Soul
from rpgkit.table import Row
from rpgkit.ties import Ties
from rpgkit.voices import voice_of, voice_with
from rpgkit.wording import READER, Agreement, Slot


class Lives:
    """Writes the lives and texts of a circle whose cards are dealt."""

    def __init__(self, cards: Cards, ties: Ties, code: str) -> None:
        self.cards, self.ties, self.code = cards, ties, code
        self.written: dict[Card, Character] = {}
        self.persons = {card: card.person() for card in cards.all()}
        self.lives: dict[Card, Life] = {}
        self.homes: dict[Card, str] = {}
        self.likes: dict[Card, str] = {}

    def write(self) -> None:
        """All lives, and then every player's character."""
        for card in self.cards.players:
            if not card.seated:
                self._learn(card)
        for card in self.cards.all():
            self._live(card)
        for card in self.cards.players:
            self.written[card] = card.seated or self._member(card)

    def souls(self) -> tuple[Soul, ...]:
        """All who are no player's."""
        return tuple(map(self._soul, [*self.cards.absent, *self.cards.town, *self.cards.new]))

    def _soul(self, card: Card) -> Soul:
        borne = card.borne.key if card.borne else None
        kind, number = (card.kin.bond.kind, card.kin.bond.number) if card.kin else ("", "")
        return Soul(card.key, self.persons[card], self.lives[card], card.years, borne, kind, number)

    def _learn(self, card: Card) -> None:
        """All that is known of a player's character before any text."""
        assert card.kin and card.borne
        rolls, kin, borne = card.rolls, card.kin, card.borne
        rolls.met, rolls.known = kin.bond.met, ANY
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

    def _member(self, card: Card) -> Character:
        """A player's character, with all that others tell of theirs."""
        assert card.kin and card.borne
        borne, kin = card.borne, card.kin
        third = self._third(borne)
        two = Two(kin, self.persons[card], self.persons[borne], borne.years, None if kin.bond.mutual else third)
        told = Told(
            self.lives[card],
            self.lives[borne],
            self._texts(card),
            lambda company: self._ties(card, company),
            lambda company: self._worn_by(card, company),
        )
        return completed(card.rolls, two, f"{self.code}.{card.key}", told)

    def _third(self, card: Card) -> Gender | None:
        """The gender of whom somebody bears."""
        if card.borne:
            return card.borne.ground.gender
        return card.third[1] if card.third else None

    def _texts(self, card: Card) -> dict[str, str]:
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
        if borne in self.written and kin.bond.mutual:
            first = self.written[borne].texts
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
            return (
                f"{card.borne.own.name.called}. What joins those two stands on {card.own.name.called}'s own sheet."
            )
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
        for number, bound in enumerate(self.ties[card], 1):
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
