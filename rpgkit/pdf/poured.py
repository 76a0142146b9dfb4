"""Texts poured into rooms of some height, one after the other: what does not fit goes on in the next."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import combining

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.boxes import Box
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.tags import Node

# The width of a narrow letter, in sizes of type; and with how many letters more or less a room is full.
_NARROW, _FINE = 0.22, 4
# Less of a room than this is left empty rather than that a text is cut.
_TOO_LITTLE = 0.35
# No fewer letters than this go on alone: a line or so more goes with them.
_A_LINE = 50
# Of a head no more is tried, and a longer label is set as the beginning of its text.
_LONGEST, _LONG_LABEL = 200, 60
_BETWEEN = 0.24  # the space between two texts, in lines


class Passage(NamedTuple):
    """A text that is still to be set, and its node; a label, if it has one, with its node; a heading."""

    text: str
    node: Node
    label: str = ""
    label_node: Node | None = None
    over: "Laid | None" = None


class Laid(NamedTuple):
    """A paragraph with the room it takes and the space before it; without a node its texts say whose they are.

    `over` is the heading from which it is not parted.
    """

    paragraph: Paragraph
    height: float
    before: float
    node: Node | None
    over: "Laid | None" = None

    @property
    def room(self) -> float:
        """All the height it needs."""
        return self.before + self.height + (self.over.room if self.over else 0)


class Type(NamedTuple):
    """The type of texts and of their labels."""

    text: ParagraphStyle
    label: ParagraphStyle


def height_of(laid: Iterable[Laid]) -> float:
    """How much room some paragraphs take, one below the other."""
    return sum(one.room for one in laid)


def lay(parts: Sequence[tuple[str, ParagraphStyle]], width: float, node: Node | None, before: float = 0) -> Laid:
    """A paragraph of one node."""
    paragraph = paragraph_of(parts, width)
    return Laid(paragraph, paragraph.wrap(width, 10_000)[1], before, node)


def lay_head(text: str, styles: Sequence[ParagraphStyle], width: float, node: Node) -> Laid:
    """A head, in two lines at most: in the first style in which it is so, or cut in the last."""
    for style in styles:
        laid = lay([(text, style)], width, node)
        if laid.height <= 2 * style.leading + 0.1:
            return laid
    text = text[:_LONGEST]
    while laid.height > 2 * style.leading + 0.1:
        text = text[: len(text) * 9 // 10]
        laid = lay([(f"{text}…", style)], width, node)
    return laid


def passages_of(boxes: Iterable[Box], sect: Node) -> Iterator[Passage]:
    """Boxes as passages: those with labels as the items of a list."""
    said = (_short(box._replace(text=box.text.strip())) for box in boxes if box.text.strip())
    for labelled, group in groupby(said, key=lambda box: bool(box.label)):
        around = Node("L", sect, attributes={"O": "List", "ListNumbering": "None"}) if labelled else sect
        for box in group:
            if labelled:
                item = Node("LI", around)
                yield Passage(box.text, Node("LBody", item), box.label, Node("Lbl", item))
            else:
                yield Passage(box.text, Node("P", around))


def _short(box: Box) -> Box:
    return box if len(box.label) < _LONG_LABEL else box._replace(label="", text=f"{box.label}: {box.text}")


def pour(passages: Iterable[Passage], type: Type, width: float, rooms: Iterator[float]) -> Iterator[list[Laid]]:
    """Passages set into as many rooms as they need; one is cut where a good part of a room does not hold it."""
    poured: list[Laid] = []
    whole = left = next(rooms)
    waiting = deque(passages)
    while waiting:
        passage = waiting.popleft()
        laid, rest = _fitting(passage, type, width, left)
        little = left < _TOO_LITTLE * whole or len(passage.text) - len(rest.text) < _A_LINE
        if poured and (laid.room > left or (rest.text and little)):
            waiting.appendleft(passage)
            yield poured
            poured, whole = [], next(rooms)
            left = whole
            continue
        if rest.text:
            waiting.appendleft(rest)
        poured.append(laid)
        left -= laid.room
    yield poured


def _laid(passage: Passage, type: Type, width: float) -> Laid:
    before = type.text.leading * _BETWEEN
    if not passage.label_node:
        return lay([(passage.text, type.text)], width, passage.node, before)._replace(over=passage.over)
    parts = [(passage.label, type.label), (f"\xa0 {passage.text}", type.text)]
    paragraph = paragraph_of(parts, width, (passage.label_node, passage.node))
    return Laid(paragraph, paragraph.wrap(width, 10_000)[1], before, None, passage.over)


def _fitting(passage: Passage, type: Type, width: float, room: float) -> tuple[Laid, Passage]:
    """As much of a passage as a room holds, one letter at least, and the rest of it."""
    rest = Passage("", passage.node)
    if len(passage.text) <= _capacity(type, width, room):
        laid = _laid(passage, type, width)
        if laid.room <= room:
            return laid, rest
    end = _most(passage, type, width, room)
    if 0 < len(passage.text) - end < _A_LINE:
        end = _most(passage, type, width, room - 2 * type.text.leading)
    first = passage._replace(text=passage.text[:end].rstrip())
    return _laid(first, type, width), rest._replace(text=passage.text[end:].lstrip())


def _most(passage: Passage, type: Type, width: float, room: float) -> int:
    """How many letters of a passage a room holds, to the end of a word."""
    least, most = 1, min(len(passage.text), _capacity(type, width, room))
    while most - least > _FINE:
        middle = (least + most + 1) // 2
        if _laid(passage._replace(text=passage.text[:middle]), type, width).room <= room:
            least = middle
        else:
            most = middle - 1
    return _end_of_word(passage.text, least)


def _capacity(type: Type, width: float, room: float) -> int:
    """More letters than a room can hold, however narrow they are: no more of a text is measured at once."""
    return 40 + int(width * max(room, 0) / (type.text.fontSize * type.text.leading * _NARROW))


def _end_of_word(text: str, most: int) -> int:
    """Where to cut: at the last space, or else in a word, before no mark that stands on a letter."""
    if most >= len(text) or text[most].isspace():
        return most
    space = text.rfind(" ", 0, most)
    if space > 0:
        return space
    while most > 1 and combining(text[most]):
        most -= 1
    return most


def draw_laid(page: Page, laid: Iterable[Laid], x: float, top: float) -> float:
    """Draws paragraphs one below the other; where the last one ends."""
    for one in laid:
        if one.over:
            top = draw_laid(page, [one.over], x, top)
        top -= one.before + one.height
        with page.tagged(one.node):
            one.paragraph.drawOn(page, x, top)
    return top
