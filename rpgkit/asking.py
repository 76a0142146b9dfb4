"""What real dice showed and players chose while a circle is made by hand, and what is still to be asked.

Nothing waits for an answer: a circle is made from the beginning with those there are, and where one is lacking it
is a `Question`. Whoever has put it to the players adds what they said and makes the circle again.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rpgkit.cases import ANY, meet
from rpgkit.dice import Dice, index_of, read_number, results_of, show_number
from rpgkit.errors import NothingFits
from rpgkit.roll import Roll
from rpgkit.table import Asked, Row, Table, chances_of, is_fit, nothing_fits
from rpgkit.wording import InlineDice

# What is said where chance is to decide.
BY_CHANCE = ""
# In the place of a code, where real dice made a circle: what makes it again stands in its file.
BY_HAND = "by hand"
D6 = Dice(1, 6)
PLAYER, ABSENT, TOWN, NEW, CIRCLE = "player", "absent", "town", "new", "circle"
_OF_CARDS = frozenset({PLAYER, ABSENT, TOWN})
# The fields that are asked, and of whom: all else a circle holds is nobody's to roll at the table.
ASKED: dict[str, frozenset[str]] = {
    "circle.hemisphere": frozenset({CIRCLE}),
    "person.gender": _OF_CARDS,
    "person.attraction": frozenset({PLAYER}),
    "person.tongue": _OF_CARDS,
    "person.age": _OF_CARDS,
    "person.name": _OF_CARDS | {NEW},
    "person.colour": _OF_CARDS | {NEW},
    "person.work": _OF_CARDS,
    "bond.kind": frozenset({PLAYER, TOWN}),
    "named.gender": frozenset({PLAYER}),
    "named.tongue": frozenset({PLAYER}),
    "named.age": frozenset({PLAYER}),
    "named.alive": frozenset({ABSENT, NEW}),
    "scar.years": frozenset({ABSENT, NEW}),
    **{f"ties.{number}.what": frozenset({PLAYER}) for number in (1, 2, 3)},
    "hook": frozenset({PLAYER}),
}
_OF_ALL = "hook"


class Ask(NamedTuple):
    """What is asked: of whom, by the key of their card (empty: of all), and which field or choice."""

    of: str
    field: str


class Question(Exception):
    """Something that only the players can say: a number of dice on a table, a d6, or one of some cards."""

    def __init__(self, ask: Ask, dice: Dice, table: Table | None = None, asked: Asked = Asked()) -> None:
        super().__init__(f"{ask.of} {ask.field}")
        self.ask, self.dice, self.table, self.asked = ask, dice, table, asked
        self.options: tuple[str, ...] = ()
        self.row: Row | None = None
        self.step, self.about = 0, tuple[str, ...]()

    def rows(self) -> list[Row]:
        """The rows of its table that may come."""
        if self.table is None:
            return []
        outcomes = chances_of(self.table, self.asked).outcomes
        return list(dict.fromkeys(row for rows in outcomes for row in rows))


def part_of(key: str) -> str:
    """What somebody is in a circle, by the key of their card."""
    return PLAYER if key.isdigit() else {"": CIRCLE, "n": NEW, "t": TOWN}.get(key[:1], ABSENT)


class Asking:
    """The answers there are, by what was asked, and what they came to; each as somebody typed it, or BY_CHANCE."""

    def __init__(self, tables: Mapping[str, Table], answers: Mapping[Ask, str], asks: bool = True) -> None:
        """Where nobody is to be asked any more, chance decides what nobody said."""
        self.tables, self.answers, self.asks = tables, answers, asks
        self.rolled: dict[Ask, Roll] = {}
        self.stands: Mapping[Ask, Roll] = {}
        self.fell: dict[Ask, int] = {}
        self.picked: dict[Ask, str] = {}
        self.step, self.about = 2, tuple[str, ...]()
        self.waiting: Question | None = None

    def turn_to(self, step: int, *about: str) -> None:
        """What is asked from here on belongs to that step, and is about these cards."""
        self.step, self.about = step, about

    @property
    def by_hand(self) -> tuple[tuple[Ask, str], ...]:
        """The answers that are not chance's."""
        return tuple((ask, said) for ask, said in self.answers.items() if said != BY_CHANCE)

    def is_by_hand(self, of: str, field: str) -> bool:
        """Whether somebody said it, or a card stands that says it."""
        return self.answers.get(Ask(of, field), BY_CHANCE) != BY_CHANCE or Ask(of, field) in self.stands

    def let_stand(self) -> dict[Ask, Roll]:
        """What everybody's card says; where anybody rolled by hand, it stands from here on as it was written."""
        said = dict(self.rolled)
        self.stands = said if self.by_hand else {}
        return said

    def names_that_stand(self) -> dict[str, set[str]]:
        """What those are called whose cards stand, by their keys."""
        named = ((ask.of, roll) for ask, roll in self.stands.items() if ask.field == "person.name" and roll.table)
        return {of: {roll.rows[0].raw, _called(roll)} for of, roll in named}

    def standing(self, of: str, field: str, table: str, asked: Asked) -> Roll | None:
        """What a card says of a field, unless what was dealt forbids it; a name is not lost by growing older."""
        rolled = self.stands.get(Ask(of, field))
        if rolled is None or rolled.table is None or rolled.table.id != table:
            return None
        known = ANY if field == "person.name" else asked.known
        fits = is_fit(rolled.rows[0], meet(known, rolled.table.given), asked)
        return rolled if fits else None

    def numbers(self, of: str, field: str, table: Table, asked: Asked) -> list[str]:
        """What the dice showed for a field, and then for the dice in its row; nothing where chance decides.

        A row that does not fit gives way to the next one that does. Raises Question.
        """
        if field == "person.twin" and part_of(of) == PLAYER:
            return self._not_a_twin(of, table)
        if part_of(of) not in ASKED.get(field, ()):
            return []
        if field == _OF_ALL:
            said = self._said_of_all(table)
        else:
            said = self._said(Question(Ask(of, field), table.dice, table, asked))
        if said == BY_CHANCE:
            return []
        index, row = _fitting(table, asked, read_number(table.dice, said))
        number = show_number(table.dice, results_of(table.dice)[index])
        part = row.text.parts[0]
        if not isinstance(part, InlineDice):
            return [number]
        question = Question(Ask(of, f"{field}/1"), part.dice, table, asked)
        question.row = row
        more = self._said(question)
        return [number] if more == BY_CHANCE else [number, more]

    def _not_a_twin(self, of: str, table: Table) -> list[str]:
        """Whoever's d100 fell on the table has no twin who bears them: one roll decides a bond."""
        bonds = self.tables["bonds/bonds"]
        if self._said(Question(Ask(of, "bond.kind"), bonds.dice, bonds)) == BY_CHANCE:
            return []
        alone = next(row for row in table.rows if table.cell(row, "As") == "none")
        return [show_number(table.dice, results_of(table.dice)[alone.first])]

    def die(self, of: str, field: str) -> int | None:
        """What a d6 showed, None where chance decides; raises Question."""
        said = self._said(Question(Ask(of, field), D6))
        return read_number(D6, said) if said else None

    def chosen(self, of: str, field: str, options: Sequence[str]) -> str | None:
        """Which of some cards was chosen, None where chance decides; raises Question."""
        if len(options) < 2:
            return None
        question = Question(Ask(of, field), Dice(1, len(options)))
        question.options = tuple(options)
        said = self._said(question)
        return said if said in options else None

    def _said(self, question: Question) -> str:
        said = self.answers.get(question.ask)
        if said is None and not self.asks:
            return BY_CHANCE
        if said is None:
            question.step, question.about = self.step, self.about
            raise question
        return said

    def _said_of_all(self, table: Table) -> str:
        """One row for everybody, which is asked when all else is said."""
        ask = Ask("", _OF_ALL)
        if ask not in self.answers and self.asks:
            self.waiting = Question(ask, table.dice, table)
            self.waiting.step = 8
        return self.answers.get(ask, BY_CHANCE)

    def keep_die(self, of: str, field: str, fell: int) -> None:
        """Keeps what a d6 showed, whoever rolled it."""
        self.fell[Ask(of, field)] = fell

    def keep_pick(self, of: str, field: str, key: str) -> None:
        """Keeps which card was chosen, whoever chose it."""
        self.picked[Ask(of, field)] = key

    def keep(self, of: str, field: str, rolled: Roll) -> None:
        """Keeps what a field came to."""
        self.rolled[Ask(of, field)] = rolled


def _called(rolled: Roll) -> str:
    assert rolled.table
    return rolled.table.cell(rolled.rows[0], "Called") or rolled.rows[0].raw


def _fitting(table: Table, asked: Asked, number: int) -> tuple[int, Row]:
    """Where a number falls, or the next row after it that fits, 00 to 01; raises NothingFits."""
    outcomes, at = chances_of(table, asked).outcomes, index_of(table.dice, number)
    for index in [*range(at, len(outcomes)), *range(at)]:
        if outcomes[index]:
            return index, outcomes[index][0]
    raise NothingFits(nothing_fits(table, asked))
