"""The words in which the players of a circle are asked, step by step."""

from rpgkit.asking import ABSENT, NEW, PLAYER, TOWN, Asking, Question, part_of
from rpgkit.byhand import name_of
from rpgkit.circleorigin import CircleOrigin
from rpgkit.seats import ABSENT as MANY_ABSENT

STEPS: dict[int, str] = {
    1: "Lines and veils, aloud: what is not to come up tonight, and what may, but off the page.",
    2: "The cards. Each player rolls one, in the order of the seats, and the GM {absent} for people with a job "
    "who are not at this table. Write name and colour on it. Whatever you would rather choose than "
    "roll, write out: woman, Georgian, moss green.",
    3: "The pair: two of the players' cards, dealt, who bear each other. One d100 for both; an odd number "
    "takes the nearest even one of its kind. {love}",
    4: "The shared absent one: two others bear card a, and card a bears neither.",
    5: "The rest roll whom they bear: 1–2 a player's card, 3–4 an absent one, 5–6 somebody new.",
    6: "Scars: who of those you bear is dead, and for how long.",
    7: "Ties: one to the neighbour on the left, one to somebody whom no arrow joins to you.",
    8: "Why now: one row for everybody.",
}
_LOVE = {
    False: "Love between two players' characters becomes friendship.",
    True: "Love between two players' characters may stand: both have said yes.",
}
AT_THE_END = (
    "Now read the map. Each says one thing that their character believes wrongly about one arrow.\n"
    "Then erase every mark, in your minds: you are still a circle."
)
# What is asked of a card, and of whoever it brings.
_FIELDS: dict[str, str] = {
    "circle.hemisphere": "Which half of the world you all live in, north or south",
    "person.gender": "{who}: who they are",
    "person.attraction": "{who}: whom they could fall in love with",
    "person.tongue": "{who}: the tongue they were named in",
    "person.age": "{who}: their age, by the dice or from 19 as you like it",
    "person.age/1": "{who}: their age, by the dice in that row, {row}",
    "person.name": "{who}: their name",
    "person.colour": "{who}: the colour they love best",
    "person.work": "{who}: what they do all day",
    "pair.1": "Which card is dealt first",
    "pair.2": "Which card is dealt to it",
    "pair.3": "Which card is dealt next, for the second pair",
    "pair.4": "Which card is dealt to it",
    "pair.5": "Which card is dealt next, for the third pair",
    "pair.6": "Which card is dealt to it",
    "pair.7": "Which card is dealt next, for the fourth pair",
    "pair.8": "Which card is dealt to it",
    "shared.1": "Who is the first to bear card a",
    "shared.2": "Who is the second",
    "bond.kind": "{who} bears {whom}: how",
    "shared.dead": "{who}: alive on 1–3, dead on 4–6",
    "whom": "{who}: whom they bear",
    "which": "{who}: which card it is that they bear",
    "named.gender": "Somebody new, whom {who} bears: who they are",
    "named.tongue": "Somebody new, whom {who} bears: the tongue they were named in",
    "named.age": "Somebody new, whom {who} bears: how many years older they are",
    "named.age/1": "Somebody new, whom {who} bears: how many years older, by the dice in that row, {row}",
    "named.alive": "{who}: alive or dead",
    "scar.years": "{who} is dead: for how many years",
    "scar.years/1": "{who} is dead: for how many years, by the dice in that row, {row}",
    "volunteer": "There is a scar too few. Whose death does a volunteer take upon them",
    "tie": "{who}: to whom they are tied beside their neighbour on the left",
    "hook": "Why now, for all of you",
}
_TIE = "{who} and {whom}: what binds them"
HELP = (
    "Enter rolls it for you · b goes back · ? shows the table · rest: the rest of this card · all: all that is left"
)


def step_said(step: int, origin: CircleOrigin) -> str:
    """What a step is about, by its number among the eight."""
    absent = f"{MANY_ABSENT[origin.size]} more"
    return f"{step}. {STEPS[step].format(absent=absent, love=_LOVE[origin.couples])}"


def question_said(question: Question, asking: Asking) -> str:
    """A question as it is put: of whom, what for, with which dice or which cards."""
    return f"{asked_said(question, asking)}, {_with_what(question, asking)}"


def asked_said(question: Question, asking: Asking) -> str:
    """What a question asks: of whom, and what for."""
    ask = question.ask
    who = _who(ask.of, asking)
    row = question.row.raw.strip("{}") if question.row else ""
    words = _FIELDS.get(ask.field, _TIE)
    whom = _who(question.about[1], asking) if question.about[1:] else "somebody new"
    if ask.field == "bond.kind" and question.step == 3:
        words = "{who} and {whom} bear each other: how"
    return words.format(who=who, whom=whom, row=row)


def _with_what(question: Question, asking: Asking) -> str:
    if question.options:
        return f"one of {', '.join(_card(key, asking) for key in question.options)}"
    table = f", {question.table.title}" if question.table and not question.row else ""
    return f"{question.dice.notation}{table}"


def _card(key: str, asking: Asking) -> str:
    name = name_of(asking, key)
    return f"{key} {name}" if name else key


def _who(key: str, asking: Asking) -> str:
    """Somebody by what they are called, or by their card."""
    kinds = {PLAYER: "card", ABSENT: "absent card", TOWN: "townsperson", NEW: "somebody new,"}
    name = name_of(asking, key)
    kind = part_of(key)
    if kind == NEW:
        return name or f"somebody new, whom {_who(key[1:], asking)} bears"
    return f"{name} ({key})" if name else f"{kinds.get(kind, '')} {key}".strip().capitalize()
