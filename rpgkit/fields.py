"""The fields of people, one roll each: gender, attraction, name, colour, and any text or number.

Each field has a stream of its own, named like the field, so that none moves when another is rolled anew.
"""

from collections.abc import Callable, Container, Mapping
from typing import NamedTuple

from rpgkit.asking import Asking
from rpgkit.cases import ANY, Case, clash, holds, known_by, without_answers
from rpgkit.dice import index_of, results_of, show_numbers
from rpgkit.errors import NothingFits, RpgkitError
from rpgkit.facts import HIDDEN
from rpgkit.origin import Origin, pack_number
from rpgkit.person import GROUPS, Colour, Gender, Name, Pronouns, case_of_ages
from rpgkit.plan import RESTS_ON, decider_of, of_many_tables
from rpgkit.roll import Roll, text_of
from rpgkit.roller import Roller
from rpgkit.streams import Stream, first_word
from rpgkit.table import Asked, Fits, Row, Table, span_of
from rpgkit.throw import Hand, Spot, throw
from rpgkit.wording import READER, InlineDice

Groups = tuple[str, ...]


class Unfit(RpgkitError):
    """This seed does not give what is asked of it; another one may."""


class People:
    """The tables that people are made from, a roller on them, and what their rows mean, each looked up once."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self.tables = tables
        self.roller = Roller(tables)
        self.pack = pack_number(tables)
        self._genders: dict[int, Gender] = {}
        self._names: dict[tuple[str, int], Name] = {}
        self._colours: dict[int, Colour] = {}
        self._loves: dict[int, Groups] = {}
        self._tongues: dict[int, tuple[Table, str]] = {}
        self.unmet_numbers = _unmet_numbers(tables["bonds/bonds"])
        for_all = [row for row in tables["lives/ages"].rows if row.case == ANY and not row.tags]
        self.eldest = max((span_of(row)[0] for row in for_all), default=0)

    def gender(self, row: Row) -> Gender:
        """The gender that a row of `lives/gender` means."""
        gender = self._genders.get(row.line)
        if gender is None:
            table = self.tables["lives/gender"]
            said, names = table.cell(row, "Pronouns"), table.cell(row, "Names")
            pronouns = self.pronouns(said)
            gender = Gender(row.raw, GROUPS[table.cell(row, "As")], names, pronouns)
            self._genders[row.line] = gender
        return gender

    def gender_of(self, said: str, group: str, pronouns: str) -> Gender:
        """A gender as somebody wrote it; whose names one bears is as its row says, if it has one."""
        table = self.tables["lives/gender"]
        rows = [row for row in table.rows if row.raw == said and GROUPS[table.cell(row, "As")] == group]
        names = table.cell(rows[0], "Names") if rows else {"women": "she", "men": "he"}.get(group, "they")
        return Gender(said, group, names, self.pronouns(pronouns))

    def pronouns(self, said: str) -> Pronouns:
        """The pronoun set of that name, a row of `lives/pronouns`; raises RpgkitError."""
        table = self.tables["lives/pronouns"]
        for row in table.rows:
            if row.raw == said:
                words = tuple(table.cell(row, column) for column in ("They", "Them", "Their", "Theirs", "Themself"))
                return Pronouns(said, words, table.cell(row, "Plural") == "yes")
        sets = ", ".join(row.raw for row in table.rows)
        raise RpgkitError(f"{table.id} has no row '{said}', only {sets}; add one")

    def name(self, table: Table, row: Row, script: str) -> Name:
        """The name that a row of a table of names means."""
        name = self._names.get((table.id, row.line))
        if name is None:
            called = table.cell(row, "Called") or row.raw
            name = Name(row.raw, table.cell(row, "Written"), called, table.cell(row, "Say"), script)
            self._names[table.id, row.line] = name
        return name

    def colour(self, row: Row) -> Colour:
        """The colour that a row of `marks/colours` means."""
        colour = self._colours.get(row.line)
        if colour is None:
            table = self.tables["marks/colours"]
            colour = self._colours[row.line] = Colour(row.raw, table.cell(row, "Hex"), table.cell(row, "Ink"))
        return colour

    def drawn_to(self, row: Row) -> Groups:
        """The groups that a row of `lives/attraction` means: `women, men`, or `none`, nobody."""
        groups = self._loves.get(row.line)
        if groups is None:
            cell = self.tables["lives/attraction"].cell(row, "To")
            groups = () if cell == "none" else tuple(group.strip() for group in cell.split(","))
            self._loves[row.line] = groups
        return groups

    def names_of(self, tongue: Row) -> tuple[Table, str]:
        """The names of a tongue, a row of `marks/tongues`, and the script they are written in."""
        names = self._tongues.get(tongue.line)
        if names is None:
            tongues = self.tables["marks/tongues"]
            table = self.tables[tongues.cell(tongue, "Names")]
            names = self._tongues[tongue.line] = table, tongues.cell(tongue, "Script")
        return names

    def tongue(self, said: str) -> Row:
        """The row of `marks/tongues` that says so."""
        return next(row for row in self.tables["marks/tongues"].rows if row.raw == said)


class Rolls:
    """The rolls of one character: a field, its table, its own stream; in a circle each seat has streams apart."""

    def __init__(self, people: People, origin: Origin, seat: str = "") -> None:
        self.people = people
        self.roller = people.roller
        self.tables = people.tables
        self.seed = f"{origin.seed}{seat}"
        self.key = seat.removeprefix(".")
        self.asking: Asking | None = None
        self.without = origin.without
        self.stands = self.roller.stands(origin.without)
        self.by_hand = dict(origin.by_hand)
        self.again = dict(origin.again)
        self.changed = frozenset([*self.by_hand, *self.again])
        self.kept: dict[str, Roll] = {}
        self.known: Case = ANY
        self.met = True

    def learn(self, *words: str) -> None:
        """From here on this is known."""
        self.known &= known_by(*words)

    def roll(self, field: str, table: str, fits: Fits | None = None, known: Case | None = None) -> Roll:
        """Rolls a field and keeps the roll; `known` is what bears on its rows, if that is not all that is known."""
        if known is None:
            known = self.known
        at_the_table = self._at_the_table(field, table, known, fits) if self.asking else None
        if at_the_table:
            rolled = at_the_table
        elif field in self.changed:
            rolled = self._roll_changed(field, table, Asked(known, self.without, 0, fits))
        else:
            word, stand = first_word(self.seed, field), self.stands.get(table)
            ready = stand.ready(known, word, fits) if stand else None
            rolled = ready or self._roll_at(self.roller.spot(table, known, self.without), word, field, fits)
        return self.keep(field, rolled)

    def keep(self, field: str, rolled: Roll) -> Roll:
        """From here on this is what the field came to."""
        self.kept[field] = rolled
        if self.asking:
            self.asking.keep(self.key, field, rolled)
        return rolled

    def _at_the_table(self, field: str, table: str, known: Case, fits: Fits | None) -> Roll | None:
        """What stands on somebody's card, or real dice showed, if they did; raises Question."""
        assert self.asking
        asked = Asked(known, self.without, 0, fits)
        if stands := self.asking.standing(self.key, field, table, asked):
            return stands
        said = self.asking.numbers(self.key, field, self.tables[table], asked)
        return self.roller.roll(table, Stream(self.seed, field), asked, Hand(said)) if said else None

    def is_by_hand(self, field: str) -> bool:
        """Whether somebody said what it comes to."""
        return self.asking is not None and self.asking.is_by_hand(self.key, field)

    def _roll_at(self, spot: Spot, word: int, field: str, fits: Fits | None) -> Roll:
        """A roll that leads on, or one that did not fit at once."""
        stream = Stream(self.seed, field)
        bare = spot.thrown(word, fits) or throw(spot, stream, None, fits)
        return self.roller.followed(spot, bare, stream) if bare.rows[0].text.rolled else bare

    def _roll_changed(self, field: str, table: str, asked: Asked) -> Roll:
        """A field rolled anew, or whose number is set by hand; raises Unfit, or RpgkitError if no seed can fit."""
        if field in self.again:
            stream = Stream(self.seed, f"{field}~{self.again[field]}")
            rolled = self.roller.roll(table, stream, asked)
            del self.again[field]
            return rolled
        number = self.by_hand.pop(field)
        try:
            return self.roller.roll(table, Stream(self.seed, field), asked, Hand([str(number)]))
        except RpgkitError as error:
            said = str(error).removeprefix("by hand: ").removesuffix("; roll again")
            too = _too(self.tables[table], field, number, asked)
            never = number not in results_of(self.tables[table].dice) and not of_many_tables(field)
            raise (RpgkitError if never else Unfit)(f"--set {field}={number}: {said}{too}") from None

    def roll_told(self, field: str, table: str, fits: Fits | None = None) -> Roll:
        """Rolls a text for the player: what they do not know neither chooses its row nor rules one out."""
        if self.met:
            return self.roll(field, table, fits)
        told = without_answers(self.known, HIDDEN)

        def is_told(row: Row) -> bool:
            return holds(told, row.case) and (fits is None or fits(row))

        return self.roll(field, table, is_told, told)

    def number(
        self, field: str, table: str, fits: Callable[[int, int], bool] | None = None, known: Case | None = None
    ) -> int:
        """Rolls a field that is a number; `fits` is asked of the least and the most a row can give."""
        is_fit = None if fits is None else lambda row: fits(*span_of(row))
        rolled = self.roll(field, table, is_fit, known)
        part = rolled.rows[0].text.parts[0]
        return rolled.led_to[0].number + part.add if isinstance(part, InlineDice) else int(rolled.rows[0].raw)


def _too(table: Table, field: str, number: int, asked: Asked) -> str:
    """What to set too, so that a number set by hand fits: what its row's Needs ask, or what the field hangs on."""
    if number not in results_of(table.dice):
        return ""
    index = index_of(table.dice, number)
    rows = [row for row in table.rows if row.first <= index <= row.last and not row.tags & asked.without]
    questions = [question for row in rows for question in clash(asked.known, row.case)]
    others = [decider_of(questions[0], field)] if questions else list(RESTS_ON.get(field, ()))[-3:]
    return f"; it hangs on {' and '.join(others)}: set that too" if rows and others else ""


def _unmet_numbers(bonds: Table) -> str:
    """`70–79`: the numbers of all bonds not met yet, so that none is told from another."""
    rows = [row for row in bonds.rows if bonds.cell(row, "Kind") == "unmet"]
    return show_numbers(bonds.dice, min(row.first for row in rows), max(row.last for row in rows)) if rows else ""


def cell_of(roll: Roll, column: str) -> str:
    """What the row of a roll says in a column."""
    return roll.table.cell(roll.rows[0], column) if roll.table else ""


def roll_gender(rolls: Rolls, field: str, fits: Callable[[str], bool] | None = None) -> Gender:
    """Who somebody is; `fits` is asked of the group: women, men or nonbinary."""
    people = rolls.people
    is_fit = None if fits is None else lambda row: fits(people.gender(row).group)
    return people.gender(rolls.roll(field, "lives/gender", is_fit).rows[0])


def roll_attraction(
    rolls: Rolls, field: str, gender: Gender, fits: Callable[[Groups], bool] | None = None
) -> tuple[Groups, str]:
    """Whom somebody is drawn to, as groups and in words; `fits` is asked of the groups."""
    drawn_to = rolls.people.drawn_to
    known = rolls.known & known_by(gender.names)
    is_fit = None if fits is None else lambda row: fits(drawn_to(row))
    rolled = rolls.roll(field, "lives/attraction", is_fit, known)
    return drawn_to(rolled.rows[0]), text_of(rolled, READER)


class Named(NamedTuple):
    """For whom a name is wanted: a row of `marks/tongues`, she, he or they, and an age where it is known."""

    tongue: Row
    names: str
    age: int | None = None


def roll_name(rolls: Rolls, field: str, whom: Named, fits: Callable[[Name], bool] | None = None) -> Name:
    """A name for somebody; `fits` is asked of it."""
    people = rolls.people
    table, script = people.names_of(whom.tongue)
    known = rolls.known & known_by(whom.names)
    if whom.age is not None:
        known &= case_of_ages(whom.age, "aged.")
    is_fit = None if fits is None else lambda row: fits(people.name(table, row, script))
    rolled = rolls.roll(field, table.id, is_fit, known)
    return people.name(table, rolled.rows[0], script)


def roll_new_name(rolls: Rolls, field: str, whom: Named, taken: Container[str]) -> Name:
    """A name that nobody around has or is called, as long as the tongue has one left."""
    try:
        return roll_name(rolls, field, whom, lambda name: name.true not in taken and name.called not in taken)
    except NothingFits:
        return roll_name(rolls, field, whom)


def roll_colour(rolls: Rolls, field: str, fits: Fits | None = None) -> Colour:
    """The colour somebody loves best."""
    return rolls.people.colour(rolls.roll(field, "marks/colours", fits).rows[0])


def roll_birthday(rolls: Rolls, whose: str) -> str:
    """A month and a day, `05-09`; the twenty-ninth of February falls on nobody."""
    return _DAYS[Stream(rolls.seed, f"{whose}.birthday").below(len(_DAYS))]


_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS = [f"{month:02}-{day:02}" for month, days in enumerate(_MONTHS, 1) for day in range(1, days + 1)]
