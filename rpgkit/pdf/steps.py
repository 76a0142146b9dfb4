"""The eight steps of a circle in words for the table, and how they are set: `[[id]]` leads to a table's page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.pdf.canvas import LinkTo
from rpgkit.pdf.faces import LABEL_BOLD, TEXT, typeset
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import INK, Look
from rpgkit.pdf.tabledrawing import place_of
from rpgkit.pdf.tags import Node

TITLE = "A circle by hand"
LEAD = (
    "Three to six players, one GM, twenty minutes; seven or eight players with some patience. At the end you are "
    "people whose marks interlock, and who are a circle without them."
)
NEEDED = (
    "On the table: three d6, two d10 for the d100, a d4, a d8, a d12 and a d20; a pencil each, and every crayon "
    "you can find; the cards of page\xa0{cards}, cut apart; the map of page\xa0{map}."
)


class Step(NamedTuple):
    """One of the eight: what it is called, and what is done."""

    title: str
    texts: tuple[str, ...]


STEPS = (
    Step(
        "Lines and veils",
        (
            "Say aloud what is not to come up at all, and what may come up, but off the page. Write both on the "
            "map.",
            "Love between two players' characters needs a yes from both players. Nobody has to say why not.",
        ),
    ),
    Step(
        "The cards",
        (
            "Everybody takes the card of their seat, counted to the left from the GM. Decide who it is, or roll on "
            "[[lives/gender]] and [[lives/attraction]]. Then roll [[marks/tongues]], [[lives/ages]], a name in "
            "that tongue ([[names]]), [[marks/colours]] and [[lives/work]]. Whatever you would rather choose, "
            "choose.",
            "The GM makes absent cards in the same way, each with a job: two for three or four players, three for "
            "five or six, four for seven or eight. They are the cards a to d. No two cards have one name.",
        ),
    ),
    Step(
        "The pair",
        (
            "Deal two of the players' cards. These two bear each other: write each name on the other's card, in "
            "its colour. If more than five years lie between them, one of the two moves an age.",
            "Roll one d100 for both on [[bonds/bonds]]. An odd number takes the nearest even number of its kind.",
        ),
    ),
    Step(
        "The shared absent one",
        (
            "Two of the others bear card a; where only one is left, the GM makes up somebody of the town. Card a "
            "is no more than five years younger than either. Each rolls a d100 on [[bonds/bonds]] and takes an odd "
            "row.",
            "A d6 for card a: alive on 1 to 3, dead on 4 to 6, which makes two scars for one person. Then say "
            "together whom card a bears, or bore; it is neither of them.",
        ),
    ),
    Step(
        "The rest",
        (
            "Everybody else rolls a d6. 1–2: you bear one of the players' cards. 3–4: one of the absent. 5–6, or "
            "where no card is old enough: somebody new, who gets a tongue, a name and a colour, and an age by "
            "[[bonds/age_gap]]. Then a d100 on [[bonds/bonds]]: of a card you take an odd row; somebody new may "
            "bear you too.",
            "For each absent or new one who is borne and is not card a, roll [[scars/living]].",
        ),
    ),
    Step(
        "Scars",
        (
            "One scar there must be, or two among five players and more. If there are too few, a volunteer takes "
            "one: somebody whose name is no player's character. For each of the dead roll [[scars/years]], once, "
            "and strike the name through wherever it is borne.",
        ),
    ),
    Step(
        "Ties",
        (
            "Each has a tie to the neighbour on the left, and one to somebody whom no arrow joins to them: a "
            "player's character, or an absent one who lives. If an arrow joins you to your neighbour, take the "
            "next one round. Roll [[bonds/ties]] for each. Now erase every mark, in your minds: you are still a "
            "circle.",
        ),
    ),
    Step(
        "The map",
        (
            "Read it together. Each says one thing that their character believes, wrongly, about one of the "
            "arrows. Last of all one roll for everybody on [[lives/why_now]].",
        ),
    ),
)
GIVES_WAY = Step(
    "When a row does not fit",
    (
        "In steps 3 to 6 the cards may forbid a row: by an age, an attraction, a home in the other half of the "
        "world, a mark that is answered already, or a second person not met (a third, among five players and "
        "more). Read on to the next row that fits, from 00 to 01.",
        "Nobody bears one who is younger by more than five years. Teachers and elder kin are older by six at "
        "least; kin and twins share a tongue; lovers are drawn to each other.",
        "Love without both players' yes becomes friendship: to a romance of 01 to 20 add 30, to one from 21 on add "
        "10.",
    ),
)
KEPT = Step(
    "To keep it",
    (
        "rpgkit circle --by-hand asks for each of these dice in turn, rolls those you have no patience for, and "
        "keeps the circle in a file, from which it prints every sheet, the map and the cards.",
    ),
)


class Lead(NamedTuple):
    """Words that lead to a table."""

    says: str
    table: str


class Set(NamedTuple):
    """A step as it is set at a width: its heading and its paragraphs, and how high all of it is."""

    number: str
    heading: Paragraph
    paragraphs: tuple[tuple[Paragraph, Node], ...]
    node: Node
    height: float
    types: "Types"


class Types(NamedTuple):
    """The type of the steps; `indent` is the room of their numbers."""

    text: ParagraphStyle
    heading: ParagraphStyle
    number: ParagraphStyle
    title: ParagraphStyle
    indent: float


# The sizes that are tried, the largest first.
SIZES = {False: (10.75, 10.5, 10.25, 10.0, 9.75, 9.5), True: (18.0, 17.5, 17.0, 16.5, 16.0)}


@cache
def types_of_steps(look: Look, size: float) -> Types:
    """The type of the steps, by how they are printed and the size of their text."""

    def style(font: str, size: float, leading: float) -> ParagraphStyle:
        return ParagraphStyle(f"{font} {size}", fontName=font, fontSize=size, leading=leading, textColor=INK)

    if look.large:
        return Types(
            style(TEXT, size, size * 1.27), style(LABEL_BOLD, size + 1, size * 1.33),
            style(TEXT, 34, 34), style(TEXT, 34, 40), 34,
        )  # fmt: skip
    return Types(
        style(TEXT, size, size * 1.26), style(LABEL_BOLD, size + 0.5, size * 1.34),
        style(TEXT, 25, 25), style(TEXT, 26, 31), 23,
    )  # fmt: skip


BETWEEN, UNDER_HEAD, UNDER_STEP = 0.3, 1.0, 0.95


def set_steps(
    steps: Sequence[tuple[str, Step]], width: float, types: Types, tables: Mapping[str, Lead], around: Node
) -> list[Set]:
    """Steps with their numbers as they are set at a width; `tables` are the words for each table they lead to."""
    return [_set(number, step, (width - types.indent, types), (tables, around)) for number, step in steps]


def _set(number: str, step: Step, how: tuple[float, Types], told: tuple[Mapping[str, Lead], Node]) -> Set:
    width, types = how
    tables, around = told
    section = Node("Sect", around)
    heading = paragraph_of([(step.title, types.heading)], width)
    high = heading.wrap(width, 1e6)[1] + UNDER_HEAD
    paragraphs = []
    for text in step.texts:
        node = Node("P", section)
        parts, nodes = zip(*_linked(text, types.text, node, tables), strict=True)
        paragraph = paragraph_of(parts, width, nodes if any(isinstance(one, LinkTo) for one in nodes) else ())
        high += paragraph.wrap(width, 1e6)[1] + BETWEEN * types.text.leading
        paragraphs.append((paragraph, node))
    return Set(number, heading, tuple(paragraphs), section, high + UNDER_STEP * types.text.leading, types)


def _linked(
    text: str, style: ParagraphStyle, node: Node, tables: Mapping[str, Lead]
) -> Iterator[tuple[tuple[str, ParagraphStyle], Node | LinkTo]]:
    """A text in parts, those in double brackets leading to their table."""
    for at, part in enumerate(re.split(r"\[\[(.+?)\]\]", text)):
        if at % 2:
            said = typeset(tables[part].says)
            yield (said, style), LinkTo(place_of(tables[part].table), Node("Link", node), said)
        elif part:
            yield (typeset(part), style), node


def columns_filled(sets: Sequence[Set], columns: Sequence[Area]) -> tuple[list[tuple[Set, Area]], Sequence[Set]]:
    """As many steps as columns hold, each in its place, and those that are left."""
    placed: list[tuple[Set, Area]] = []
    left = list(sets)
    for column in columns:
        while left and left[0].height <= column.height + 1e-6:
            place, column = column.cut_from_top(left[0].height)
            placed.append((left.pop(0), place))
    return placed, left
