"""A circle made by hand, question by question: what comes next, what was typed, what it came to."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rpgkit.asking import BY_CHANCE, Ask, Asking, Question
from rpgkit.circle import Circle, make_circle
from rpgkit.circleorigin import CircleOrigin
from rpgkit.dice import BadNumber, Dice, index_of, read_number, results_of, show_number
from rpgkit.errors import RpgkitError, did_you_mean
from rpgkit.fields import People, cell_of
from rpgkit.person import Person, case_of_ages
from rpgkit.roll import Roll, text_of
from rpgkit.seats import ABSENT, Dealer
from rpgkit.table import Row, Setting, set_for_reader, span_of
from rpgkit.wording import READER

Answers = dict[Ask, str]
_WHY = {
    "person.gender": "{now} now, not {was}, as their twin is",
    "person.tongue": "speaks {now} now, not {was}, as their twin does",
    "person.age": "{now} now, not {was}, so that those who bear each other are of an age",
    "person.name": "now called {now}, not {was}, since another card took that",
}
_IN_THE_TONGUE = "now called {now}, not {was}, in the tongue of their twin"
_LETTERS = "abcd"
PERCENT = Dice(1, 100)


class Turn(NamedTuple):
    """How far a circle has come with the answers there are: what is asked next, or the circle.

    `opened` is what the cards said before any was dealt, `asking` knows what everything came to.
    """

    asking: Asking
    opened: Mapping[Ask, Roll]
    question: Question | None
    circle: Circle | None


def turn_of(people: People, origin: CircleOrigin, answers: Answers, asks: bool = True) -> Turn:
    """What comes next: all cards in the order of their seats, then what is dealt; raises RpgkitError.

    Where nobody `asks` any more, chance decides what nobody said.
    """
    seated = {Ask("", "circle.hemisphere"): BY_CHANCE} if origin.seated else {}
    asking, opened = Asking(people.tables, seated | answers, asks), dict[Ask, Roll]()
    try:
        _open_cards(people, origin, asking)
        opened = asking.let_stand()
        circle = make_circle(people, origin, asking)
    except Question as question:
        return Turn(asking, opened or dict(asking.rolled), question, None)
    if asking.waiting:
        return Turn(asking, opened, asking.waiting, None)
    return Turn(asking, opened, None, circle)


def _open_cards(people: People, origin: CircleOrigin, asking: Asking) -> None:
    """Everybody's card, as it is rolled before any two are dealt."""
    dealer = Dealer(people, origin.seed, origin.without, asking)
    seats = [str(seat) for seat in range(len(origin.seated) + 1, origin.size + 1)]
    for key in (*seats, *_LETTERS[: ABSENT[origin.size]]):
        card = dealer.card(key)
        card.rolls.roll("person.work", "lives/work", None, case_of_ages(card.ground.age))


def by_hand_again(people: People, origin: CircleOrigin, said: tuple[tuple[Ask, str], ...]) -> Circle:
    """The circle that those answers made, chance deciding the rest as it did then; raises RpgkitError."""
    circle = turn_of(people, origin, dict(said), asks=False).circle
    assert circle
    return circle


def answers_to(question: Question, typed: str) -> Answers:
    """What somebody typed, as the answer to a question, read kindly; raises RpgkitError."""
    words = " ".join(typed.split())
    if words.lower() in ("", "r"):
        return {question.ask: BY_CHANCE}
    if question.options:
        return {question.ask: _option(question, words)}
    if question.ask.field == "person.age" and _is_number(words) and int(words) > _most(question.dice):
        return _age(question, int(words))
    if any(letter.isdigit() for letter in words):
        return {question.ask: _number(question.dice, words)}
    return {question.ask: _number_of_row(question, words)}


def _is_number(words: str) -> bool:
    return re.fullmatch("[0-9]{1,3}", words) is not None


def _most(dice: Dice) -> int:
    return dice.many * dice.sides


def _option(question: Question, words: str) -> str:
    if words.lower() not in question.options:
        raise RpgkitError(f"'{words}' is none of the cards {', '.join(question.options)}; write one of them")
    return words.lower()


def _number(dice: Dice, words: str) -> str:
    """A number of dice: as they come to, or each die by itself."""
    faces = words.replace(",", " ").replace("+", " ").split()
    if len(faces) == dice.many > 1 and all(_is_number(face) and 1 <= int(face) <= dice.sides for face in faces):
        number = int("".join(faces)) if dice.digits else sum(map(int, faces))
        return show_number(dice, number)
    if dice == PERCENT:
        words = _percent(words, faces)
    try:
        return show_number(dice, read_number(dice, words if dice == PERCENT else words.lstrip("0") or "0"))
    except BadNumber as bad:
        raise RpgkitError(f"{str(bad).partition(';')[0]}; write what they show, or press Enter") from None


def _percent(words: str, faces: list[str]) -> str:
    """What is typed of a d100 as its number: two d10 as they lie, the tens first; a lone nought, or 100, is 00."""
    if len(faces) == 2 and re.fullmatch("[0-9]0?", faces[0]) and re.fullmatch("[0-9]", faces[1]):
        return faces[0][0] + faces[1]
    return "00" if words in ("0", "100") else words


def _age(question: Question, age: int) -> Answers:
    """An age as somebody wants it, as what the dice show for it; raises RpgkitError."""
    assert question.table
    for row in question.rows():
        low, high = span_of(row)
        if low <= age <= high:
            number = show_number(question.dice, results_of(question.dice)[row.first])
            return {question.ask: number, Ask(question.ask.of, "person.age/1"): _within(row, age)}
    raise RpgkitError(f"nobody on these tables is {age}; write an age that '?' shows, or what the dice show")


def _within(row: Row, age: int) -> str:
    part = row.text.parts[0]
    return str(age - getattr(part, "add", 0))


def _number_of_row(question: Question, words: str) -> str:
    """The number of the row that somebody wrote out instead of rolling; raises RpgkitError."""
    table, said = question.table, words.casefold()
    rows = question.rows()
    if table is None:
        raise RpgkitError(f"'{words}' is no number of a {question.dice.notation}")
    whole = [row for row in rows if row.raw.casefold() == said]
    begun = [row for row in rows if row.raw.casefold().startswith(said)]
    found = whole or begun
    if not found or len({row.raw for row in found}) > 1:
        near = did_you_mean(words, [row.raw for row in rows]) or "; '?' shows the table"
        many = "begins several rows" if found else f"is no row of {table.title} that fits here"
        raise RpgkitError(f"'{words}' {many}{near}")
    return table.numbers(found[0]).partition("–")[0]


def came_to(asking: Asking, ask: Ask, titles: Mapping[str, str]) -> str:
    """What something came to, in words; and what its number gave way to."""
    rolled, said = asking.rolled.get(ask), asking.answers.get(ask, BY_CHANCE)
    if key := asking.picked.get(ask):
        return "" if key == said else f"{key} {name_of(asking, key)}".strip()
    if fell := asking.fell.get(ask):
        return "" if said else str(fell)
    if rolled is None or rolled.table is None:
        return ""
    shown = show_number(rolled.dice, rolled.number)
    before = f"{shown}: " if said == BY_CHANCE else _giving_way(rolled, said)
    return f"{before}{_words(rolled, titles)}"


def _giving_way(rolled: Roll, said: str) -> str:
    row, at = rolled.rows[0], index_of(rolled.dice, read_number(rolled.dice, said))
    way = f"{said} gives way to {show_number(rolled.dice, rolled.number)}: "
    return "" if row.first <= at <= row.last else way


def _words(rolled: Roll, titles: Mapping[str, str]) -> str:
    table, row = rolled.table, rolled.rows[0]
    assert table
    if rolled.led_to:
        return text_of(rolled, READER)
    said = table.cell(row, "Say")
    return set_for_reader(table, row, Setting(titles, rolled.known)) + (f", said {said}" if said else "")


def name_of(asking: Asking, key: str) -> str:
    """What somebody is called, as soon as their card says so."""
    rolled = asking.rolled.get(Ask(key, "person.name"))
    return (rolled.table.cell(rolled.rows[0], "Called") or rolled.rows[0].raw) if rolled and rolled.table else ""


def moved(turn: Turn) -> Iterator[str]:
    """What was said and is otherwise now: an age, so that one may bear the other; a death; seldom a name.

    Of two who turn out to be twins the second is of the first's tongue, and of their gender if they are identical.
    """
    assert turn.circle
    years = {soul.key: soul.years or 0 for soul in turn.circle.others}
    for ask, rolled in turn.opened.items():
        person = turn.circle.people.get(ask.of)
        if person is None or ask.field not in _WHY:
            continue
        was, now = text_of(rolled, READER), _now(person, ask.field, years.get(ask.of, 0))
        if was != now:
            tongue = turn.opened.get(Ask(ask.of, "person.tongue"))
            as_twin = ask.field == "person.name" and tongue and text_of(tongue, READER) != person.tongue
            why = _IN_THE_TONGUE if as_twin else _WHY[ask.field]
            yield f"card {ask.of}, {person.name.called}: {why.format(now=now, was=was)}"
    for soul in turn.circle.others:
        if soul.years is not None and _fell_alive(turn.asking, soul.key):
            yield f"{soul.person.name.called} ({soul.key}): dead after all, for there was a scar too few"


def _now(person: Person, field: str, years: int) -> str:
    """What a card says of somebody in the end; the age that they would have today."""
    said = {"person.name": person.name.true, "person.gender": person.gender.said, "person.tongue": person.tongue}
    return said.get(field) or str(person.age + years)


def _fell_alive(asking: Asking, key: str) -> bool:
    """Whether somebody's dice said that they live, and no volunteer said otherwise."""
    if asking.answers.get(Ask("", "volunteer")) == key:
        return False
    fell, rolled = asking.fell.get(Ask(key, "shared.dead")), asking.rolled.get(Ask(key, "named.alive"))
    return (fell is not None and fell <= 3) or (rolled is not None and cell_of(rolled, "Alive") == "yes")
