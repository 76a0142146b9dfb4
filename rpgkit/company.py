"""The people around a character beside the one they bear: the ties, and whoever wears the character's name."""

from collections.abc import Container, Sequence

from rpgkit.cases import known_by, meet, without_answers
from rpgkit.facts import FAMILY_TIE, PARTNER
from rpgkit.fields import (
    Groups,
    Named,
    Rolls,
    cell_of,
    roll_attraction,
    roll_colour,
    roll_gender,
    roll_new_name,
)
from rpgkit.needed import ELDER_BY, GROWN, NAMED_BY, OLDEST
from rpgkit.person import Borne, Gender, Name, Person, Tie
from rpgkit.plan import MOST_WEARERS
from rpgkit.roll import Roll, text_of
from rpgkit.table import Row
from rpgkit.voices import voice_with
from rpgkit.wording import Voice

Love = tuple[Gender, tuple[Groups, str]]


def roll_third(
    rolls: Rolls, whose: str, own: Borne, taken: Container[str], loved: Groups = ()
) -> tuple[Borne, Gender]:
    """Whom somebody bears, with their gender: never the character, by name and colour both.

    `loved` are the groups of which one must be, where the third is loved.
    """
    tongue = rolls.roll(f"{whose}.tongue", "marks/tongues").rows[0]
    gender = roll_gender(rolls, f"{whose}.gender", loved.__contains__ if loved else None)
    name = roll_new_name(rolls, f"{whose}.name", Named(tongue, gender.names), taken)

    def fits(row: Row) -> bool:
        return name.true != own.name.true or row.raw != own.colour.name

    return Borne(name, roll_colour(rolls, f"{whose}.colour", fits)), gender


class Company:
    """The people around one character, rolled one after the other; no two of them are called alike.

    The voices: of the two as the player knows them, and as the GM does.
    """

    def __init__(self, rolls: Rolls, person: Person, named: Person, voices: tuple[Voice, Voice]) -> None:
        self.rolls = rolls
        self.person = person
        self.voice, self.full = voices
        self.tongue = rolls.people.tongue(person.tongue)
        self.names = {person.name.true, person.name.called, named.name.true, named.name.called}
        self.texts: dict[str, str] = {}
        self.told: list[Row] = []

    def roll_ties(self, may_love: bool) -> tuple[Tie, ...]:
        """One to three ties; a chosen partner is among them at most once, and only where love is free."""
        count = int(cell_of(self.rolls.roll("ties", "bonds/tied"), "Count"))
        free = bool(self.person.attraction) and may_love
        ties: list[Tie] = []
        for number in range(1, count + 1):
            rolled = self._roll_what(f"ties.{number}.what", free)
            ties.append(self._make_tie(f"ties.{number}", rolled))
            free = free and ties[-1].kind != PARTNER
        return tuple(ties)

    def roll_worn_by(self) -> tuple[Person, ...]:
        """Who else wears the character's name, by the age law and by no choice of theirs."""
        count = int(cell_of(self.rolls.roll("worn_by", "bonds/worn_by"), "Count"))
        return tuple(self._roll_wearer(f"worn_by.{number}") for number in range(1, count + 1))

    def tie_with(self, number: int, other: Person, may_love: bool) -> Tie:
        """A tie to somebody who is there already."""
        table, whose = self.rolls.tables["bonds/ties"], f"ties.{number}"
        gap, drawn = other.age - self.person.age, self.person.is_drawn_to(other) and other.is_drawn_to(self.person)

        def fits(row: Row) -> bool:
            kind, age = table.cell(row, "Kind"), table.cell(row, "Age")
            if kind == PARTNER and not (may_love and drawn and abs(gap) <= NAMED_BY):
                return False
            if kind == FAMILY_TIE and other.tongue != self.person.tongue:
                return False
            aged = {"near": abs(gap) <= NAMED_BY, "older": gap >= ELDER_BY}.get(age, True)
            return aged and row not in self.told

        rolled = self.rolls.roll_told(f"{whose}.what", table.id, fits)
        self.told.append(rolled.rows[0])
        self._tell(whose, rolled, voice_with(self.voice, other.gender, other.borne))
        return Tie(other, cell_of(rolled, "Kind"))

    def worn_by_these(self, others: Sequence[Person]) -> tuple[Person, ...]:
        """Who wears the character's name: these, and whoever else the dice bring, three at most."""
        for number, wearer in enumerate(others, 1):
            self._tell_wearer(f"worn_by.{number}", wearer)
        count = int(cell_of(self.rolls.roll("worn_by", "bonds/worn_by"), "Count"))
        more = range(len(others) + 1, min(len(others) + count, MOST_WEARERS) + 1)
        return (*others, *(self._roll_wearer(f"worn_by.{number}") for number in more))

    def _roll_what(self, field: str, free: bool) -> Roll:
        """What a tie is, unlike the ties before it; `free`: it may be a partner."""
        table = self.rolls.tables["bonds/ties"]
        aged = self.person.age + ELDER_BY > self.rolls.people.eldest

        def fits(row: Row) -> bool:
            if row in self.told or (table.cell(row, "Kind") == PARTNER and not free):
                return False
            return not (aged and table.cell(row, "Age") == "older")

        rolled = self.rolls.roll_told(field, table.id, fits)
        self.told.append(rolled.rows[0])
        return rolled

    def _make_tie(self, whose: str, rolled: Roll) -> Tie:
        kind, rolls = cell_of(rolled, "Kind"), self.rolls
        love = self._roll_love(whose, kind == PARTNER)
        age = self._roll_age(f"{whose}.age", "near" if kind == PARTNER else cell_of(rolled, "Age"))
        own = self._roll_borne(whose, (love[0], age), kind == FAMILY_TIE)
        bears, _ = roll_third(rolls, f"{whose}.bears", self.person.borne, self.names)
        tie = self._person(love, own, age, bears)
        self._tell(whose, rolled, voice_with(self.voice, tie.gender, tie.borne))
        return Tie(tie, kind)

    def _tell(self, whose: str, rolled: Roll, voice: Voice) -> None:
        """What a tie is, and a word for it."""
        self.texts[f"{whose}.what"] = text_of(rolled, voice)
        word = self.rolls.roll_told(f"{whose}.word", "bonds/tie_word", lambda row: row not in self.told)
        self.told.append(word.rows[0])
        self.texts[f"{whose}.word"] = text_of(word, voice)

    def _roll_wearer(self, whose: str) -> Person:
        """Somebody who wears the character's name: nobody bears one who is younger by more than five years."""
        love = self._roll_love(whose, False)
        oldest = self.person.age + NAMED_BY
        age = self.rolls.number(f"{whose}.age", "lives/ages", lambda _, most: most <= oldest)
        own = self._roll_borne(whose, (love[0], age), False)
        wearer = self._person(love, own, age, self.person.borne)
        self._tell_wearer(whose, wearer)
        return wearer

    def _tell_wearer(self, whose: str, wearer: Person) -> None:
        told = self.rolls.roll(f"{whose}.what", "bonds/wearer", lambda row: row not in self.told)
        self.told.append(told.rows[0])
        self.texts[f"{whose}.what"] = text_of(told, voice_with(self.full, wearer.gender, wearer.borne))

    def _roll_love(self, whose: str, partner: bool) -> Love:
        """Gender and attraction; a partner and the character are drawn to each other."""
        person = self.person
        gender = roll_gender(self.rolls, f"{whose}.gender", person.attraction.__contains__ if partner else None)

        def returned(to: Groups) -> bool:
            return person.gender.group in to

        return gender, roll_attraction(self.rolls, f"{whose}.attraction", gender, returned if partner else None)

    def _roll_borne(self, whose: str, of: tuple[Gender, int], of_family: bool) -> tuple[Row, Name, Borne]:
        """Tongue, name and colour of somebody of a gender and an age: family speaks the character's tongue."""
        rolls = self.rolls
        tongue = self.tongue if of_family else rolls.roll(f"{whose}.tongue", "marks/tongues").rows[0]
        name = roll_new_name(rolls, f"{whose}.name", Named(tongue, of[0].names, of[1]), self.names)
        self.names |= {name.true, name.called}
        return tongue, name, Borne(name, roll_colour(rolls, f"{whose}.colour"))

    def _roll_age(self, field: str, wanted: str) -> int:
        """A grown-up's age: `near` the character's, `older`, or any."""
        rolls, own = self.rolls, self.person.age
        if wanted != "near":
            least_age = own + ELDER_BY if wanted == "older" else GROWN
            return rolls.number(field, "lives/ages", lambda least, _: least >= least_age)
        known = meet(without_answers(rolls.known, ("mutual", "named age")), known_by("mutual"))

        def fits(least: int, most: int) -> bool:
            return least >= -NAMED_BY and most <= NAMED_BY and own + least >= GROWN and own + most <= OLDEST

        return own + rolls.number(field, "bonds/age_gap", fits, known)

    def _person(self, love: Love, own: tuple[Row, Name, Borne], age: int, bears: Borne) -> Person:
        gender, (attraction, said) = love
        tongue, name, borne = own
        return Person(
            name=name,
            gender=gender,
            attraction=attraction,
            attraction_said=said,
            age=age,
            tongue=tongue.raw,
            favourite_colour=borne.colour,
            hemisphere=self.person.hemisphere,
            bears=bears,
        )
