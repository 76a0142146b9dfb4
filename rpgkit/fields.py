"""The fields of a person, one roll each: gender, attraction, name, colour, and any text or number.

Each field has a stream of its own, named like the field, so that none moves when another is rolled anew.
"""

from collections.abc import Callable

from rpgkit.cases import ANY, Case, case_of, holds, meet, without_answers
from rpgkit.errors import RpgkitError
from rpgkit.person import GROUPS, Colour, FieldRoll, Gender, Name, Pronouns, ages_of
from rpgkit.roll import Roll, text_of
from rpgkit.roller import Roller
from rpgkit.streams import Stream
from rpgkit.table import Asked, Fits, Row, Table, span_of
from rpgkit.wording import READER, Voice

Groups = tuple[str, ...]


class Rolls:
    """The rolls of one character: a field, its table, its own stream."""

    def __init__(self, roller: Roller, seed: str) -> None:
        self.roller = roller
        self.tables = roller.tables
        self.seed = seed
        self.kept: list[FieldRoll] = []
        self.known: Case = ANY
        self.hidden: tuple[str, ...] = ()

    def learn(self, *words: str) -> None:
        """From here on this is known."""
        self.known = meet(self.known, case_of(words))

    def keep_from_player(self, *questions: str) -> None:
        """From here on the texts that a player reads are chosen without the answers to these."""
        self.hidden = questions

    def roll(self, field: str, table: str, fits: Fits | None = None, known: Case = ANY) -> Roll:
        """Rolls a field and keeps the roll."""
        asked = Asked(meet(self.known, known), fits=fits)
        rolled = self.roller.roll(table, Stream(self.seed, field), asked)
        self.kept.append(FieldRoll(field, rolled))
        return rolled

    def text(self, field: str, table: str, voice: Voice = READER, for_gm: bool = False) -> str:
        """Rolls a field that is a text; what is kept from the player neither chooses its row nor rules one out."""
        if for_gm or not self.hidden:
            return text_of(self.roll(field, table), voice)
        told = without_answers(self.known, self.hidden)
        asked = Asked(told, fits=lambda row: holds(told, row.case))
        rolled = self.roller.roll(table, Stream(self.seed, field), asked)
        self.kept.append(FieldRoll(field, rolled))
        return text_of(rolled, voice)

    def text_of_age(self, field: str, table: str, age: int) -> str:
        """Rolls a text about one person, of whom only the age bears on it."""
        rolled = self.roller.roll(table, Stream(self.seed, field), Asked(case_of(ages_of(age))))
        self.kept.append(FieldRoll(field, rolled))
        return text_of(rolled, READER)

    def number(self, field: str, table: str, fits: Callable[[int, int], bool]) -> int:
        """Rolls a field that is a number; `fits` is asked of the least and the most a row can give."""
        return int(text_of(self.roll(field, table, lambda row: fits(*span_of(row))), READER))


def cell_of(roll: Roll, column: str) -> str:
    """What the row of a roll says in a column."""
    return roll.table.cell(roll.rows[0], column) if roll.table else ""


def roll_gender(rolls: Rolls, field: str, fits: Callable[[str], bool] = lambda _: True) -> Gender:
    """Who somebody is; `fits` is asked of the group: women, men or nonbinary."""
    table = rolls.tables["lives/gender"]
    rolled = rolls.roll(field, table.id, lambda row: fits(GROUPS[table.cell(row, "As")]))
    pronouns = _pronouns(rolls.tables["lives/pronouns"], cell_of(rolled, "Pronouns"))
    return Gender(text_of(rolled, READER), GROUPS[cell_of(rolled, "As")], cell_of(rolled, "Names"), pronouns)


def _pronouns(table: Table, said: str) -> Pronouns:
    """The pronoun set of that name, a row of its table."""
    for row in table.rows:
        if row.raw == said:
            words = tuple(table.cell(row, column) for column in ("They", "Them", "Their", "Theirs", "Themself"))
            return Pronouns(said, words, table.cell(row, "Plural") == "yes")
    raise RpgkitError(f"{table.id} has no row '{said}', which lives/gender asks for; add it")


def roll_attraction(rolls: Rolls, field: str, gender: Gender, fits: Callable[[Groups], bool]) -> tuple[Groups, str]:
    """Whom somebody is drawn to, as groups and in words; `fits` is asked of the groups."""
    table = rolls.tables["lives/attraction"]
    known = case_of([gender.names])
    rolled = rolls.roll(field, table.id, lambda row: fits(_drawn_to(table.cell(row, "To"))), known)
    return _drawn_to(cell_of(rolled, "To")), text_of(rolled, READER)


def _drawn_to(cell: str) -> tuple[str, ...]:
    """`women, men` as groups; `none` is nobody."""
    return () if cell == "none" else tuple(group.strip() for group in cell.split(","))


def roll_name(
    rolls: Rolls, field: str, tongue: Row, names: str, fits: Callable[[str], bool] = lambda _: True
) -> Name:
    """A name of a tongue, a row of `marks/tongues`; `names` is she, he or they; `fits` is asked of it."""
    tongues = rolls.tables["marks/tongues"]
    table = tongues.cell(tongue, "Names")
    rolled = rolls.roll(field, table, lambda row: fits(row.raw), case_of([names]))
    true = text_of(rolled, READER)
    return Name(true, cell_of(rolled, "Written"), cell_of(rolled, "Say"), tongues.cell(tongue, "Script"))


def colour_of(roll: Roll) -> Colour:
    """The colour of a roll on `marks/colours`."""
    return Colour(text_of(roll, READER), cell_of(roll, "Hex"), cell_of(roll, "Ink"))
