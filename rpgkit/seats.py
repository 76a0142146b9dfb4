"""The cards of a circle: who sits there, and who else is about; before anybody bears anybody."""

from dataclasses import dataclass, field
from itertools import combinations

from rpgkit.asking import Asking
from rpgkit.cases import Case, known_by
from rpgkit.fields import Named, People, Rolls, roll_attraction, roll_colour, roll_gender, roll_new_name
from rpgkit.ground import Ground, Kin
from rpgkit.needed import GROWN, NAMED_BY, OLDEST
from rpgkit.origin import Origin
from rpgkit.person import Borne, Character, Gender, Person, case_of_ages
from rpgkit.roll import text_of
from rpgkit.streams import Stream
from rpgkit.wording import READER

# How many absent people the GM adds, by the size of the circle.
ABSENT = {3: 2, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4}
# The most of a circle's people who may bear one of them.
MOST_BEARERS = 3


@dataclass(slots=True, eq=False)
class Card:
    """Somebody on the way into a circle: what stands on their card, and what is found out about them.

    `key` is their seat, from `1`, or a letter for one who is absent or of the town. `borne` is the card of whom
    they bear, `kin` how; `years` is how long they are dead. A `seated` one is a finished character.
    """

    key: str
    rolls: Rolls
    ground: Ground
    own: Borne
    seated: Character | None = None
    kin: Kin | None = None
    borne: "Card | None" = None
    bearers: "list[Card]" = field(default_factory=list)
    years: int | None = None
    third: tuple[Borne, Gender] | None = None

    @property
    def is_player(self) -> bool:
        """Whether it is a player's character."""
        return self.key.isdigit()

    @property
    def bears(self) -> Borne:
        """What stands over their heart."""
        if self.seated:
            return self.seated.person.bears
        if self.borne:
            return self.borne.own
        assert self.third
        return self.third[0]

    def person(self) -> Person:
        """The one record of them; of the dead with the age they died at."""
        if self.seated:
            return self.seated.person
        ground, own = self.ground, self.own
        return Person(
            name=own.name,
            gender=ground.gender,
            attraction=ground.attraction,
            attraction_said=ground.attraction_said,
            age=ground.age - (self.years or 0),
            tongue=ground.tongue.raw,
            favourite_colour=own.colour,
            hemisphere=ground.hemisphere,
            bears=self.bears,
        )

    def case(self) -> Case:
        """What is known of them whoever asks, as one who is named: their age, and whether they live."""
        return case_of_ages(self.ground.age, "named.")


def draws(one: Ground, other: Ground) -> bool:
    """Whether two are drawn to each other."""
    return other.gender.group in one.attraction and one.gender.group in other.attraction


class Dealer:
    """Rolls the cards of one circle, no two of one name."""

    def __init__(self, people: People, seed: int, without: frozenset[str], asking: Asking | None = None) -> None:
        self.people, self.asking = people, asking
        self.origin = Origin(seed, without)
        self.given = asking.names_that_stand() if asking else {}
        self.taken = set[str]().union(*self.given.values())
        self.home = text_of(self.rolls("").roll("circle.hemisphere", "lives/hemisphere"), READER)

    def rolls(self, key: str) -> Rolls:
        """The rolls of whoever has that key, on streams apart."""
        rolls = Rolls(self.people, self.origin, f".{key}")
        rolls.asking = self.asking
        return rolls

    def stream(self, name: str) -> Stream:
        """Chance that belongs to the circle as a whole."""
        return Stream(str(self.origin.seed), f"circle.{name}")

    def d6(self, of: str, field: str, name: str) -> int:
        """A d6 for somebody, on the stream of that name where nobody rolls it."""
        said = self.asking.die(of, field) if self.asking else None
        fell = said or self.stream(name).below(6) + 1
        if self.asking:
            self.asking.keep_die(of, field, fell)
        return fell

    def pick(self, of: str, field: str, cards: "list[Card]", stream: Stream) -> "Card":
        """One of some cards, whose choice it is, or the stream's."""
        keys = [card.key for card in cards]
        said = self.asking.chosen(of, field, keys) if self.asking else None
        picked = cards[keys.index(said) if said else stream.below(len(cards))]
        if self.asking:
            self.asking.keep_pick(of, field, picked.key)
        return picked

    def seat(self, key: str, character: Character) -> Card:
        """The card of a finished character."""
        person = character.person
        tongue = self.people.tongue(person.tongue)
        ground = Ground(
            person.gender, person.attraction, person.attraction_said, person.age, tongue, person.hemisphere
        )
        self.home = person.hemisphere
        around = [person, character.named, *character.worn_by, *(tie.person for tie in character.ties)]
        self.taken |= {name for one in around for name in (one.name.true, one.name.called)}
        return Card(key, self.rolls(key), ground, person.borne, character)

    def card(self, key: str, near: Ground | None = None, twin: str = "") -> Card:
        """A new card; of somebody within five years of another, or of that one's twin."""
        rolls = self.rolls(key)
        identical = near is not None and twin == "identical"
        gender = near.gender if near and identical else roll_gender(rolls, "person.gender")
        drawn = roll_attraction(rolls, "person.attraction", gender)
        tongue = near.tongue if near and twin else rolls.roll("person.tongue", "marks/tongues").rows[0]
        ground = Ground(gender, *drawn, self._age(rolls, near, twin), tongue, self.home)
        return self.card_of(key, ground, rolls)

    def card_of(self, key: str, ground: Ground, rolls: Rolls | None = None) -> Card:
        """The card of somebody whose ground stands."""
        rolls = rolls or self.rolls(key)
        return Card(key, rolls, ground, self._borne(rolls, ground))

    def _borne(self, rolls: Rolls, ground: Ground) -> Borne:
        named = Named(ground.tongue, ground.gender.names, ground.age)
        own = self.given.get(rolls.key, set()) if self.asking and self.asking.stands else set()
        name = roll_new_name(rolls, "person.name", named, self.taken - own)
        self.given[rolls.key] = {name.true, name.called}
        self.taken |= self.given[rolls.key]
        return Borne(name, roll_colour(rolls, "person.colour"))

    def _age(self, rolls: Rolls, near: Ground | None, twin: str) -> int:
        if near is None:
            return rolls.number("person.age", "lives/ages")
        if twin:
            return near.age
        if rolls.is_by_hand("person.age"):
            own = rolls.number("person.age", "lives/ages")
            return max(min(own, near.age + NAMED_BY), near.age - NAMED_BY, GROWN)
        return near.age + roll_gap(rolls, near.age, NAMED_BY)

    def elder(self, key: str, bearers: "list[Card]") -> Card:
        """The card of an absent one whom all of these may bear: none is younger by more than five years."""
        card = self.card(key)
        eldest = max(bearer.ground.age for bearer in bearers)
        if card.rolls.is_by_hand("person.age"):
            age = max(card.ground.age, eldest - NAMED_BY)
        else:
            age = eldest + roll_gap(card.rolls, eldest, OLDEST)
        card.ground = card.ground._replace(age=age)
        return card


def roll_gap(rolls: Rolls, age: int, most: int) -> int:
    """How many years older somebody is than another of that age, or younger by five at most."""

    def fits(least: int, most_of_row: int) -> bool:
        return least >= -NAMED_BY and most_of_row <= most and age + least >= GROWN and age + most_of_row <= OLDEST

    known = known_by("mutual" if most <= NAMED_BY else "oneway") & case_of_ages(age)
    return rolls.number("person.age", "bonds/age_gap", fits, known)


def are_connected(keys: list[str], edges: "set[frozenset[str]]") -> bool:
    """Whether one comes from each of them to every other along edges."""
    whole = keys
    reached, waiting = {whole[0]}, [whole[0]]
    while waiting:
        here = waiting.pop()
        for edge in edges:
            if here in edge:
                (there,) = edge - {here}
                if there not in reached:
                    reached.add(there)
                    waiting.append(there)
    return reached >= set(whole)


def unjoined(cards: "list[Card]") -> "set[frozenset[str]]":
    """The pairs of people whom no arrow joins, as edges: those who can be bound by a tie."""
    return {
        frozenset((one.key, other.key))
        for one, other in combinations(cards, 2)
        if one.borne is not other and other.borne is not one
    }
