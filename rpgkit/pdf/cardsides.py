"""The sides of cards: what stands on each, in the largest type in which most cards of a deck are whole."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice, repeat
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from rpgkit.boxes import Box
from rpgkit.pdf.decks import Card, Deck, Picture
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT, typeset
from rpgkit.pdf.page import MM
from rpgkit.pdf.poured import Laid, Type, height_of, lay, lay_head, passages_of, pour
from rpgkit.pdf.rows import UNBROKEN
from rpgkit.pdf.style import INK, Look
from rpgkit.pdf.tags import Node

# How many of a deck must be whole in a size, for all to be set in it; the others step down by themselves.
_MOST = 0.9
AIR = 4.0
# A card that takes no more sides than this is tried again in a larger size.
_FEW = 4
# How much of a card's height all above its texts may take, and how many letters stand at its foot.
_MOST_ABOVE, _MOST_FOOT = 0.6, 48
# How much of a card's width a little mark takes.
_LITTLE = 0.38
# A text alone stands a little above the middle, where the eye looks for it.
_OVER = 0.42
# How much of a card's height the words below a mark may take.
_BELOW_A_MARK = 0.45


class Measures(NamedTuple):
    """A card's margin, its sizes of type with their leading, the largest first, and the air over a foot's rule."""

    margin: float
    texts: tuple[tuple[float, float], ...]
    label: tuple[float, float]
    heads: tuple[tuple[float, float], ...]
    number: tuple[float, float]
    air: float
    growth: float = 1


_SMALL = Measures(
    5 * MM,
    ((15, 18.5), (13, 16), (11.5, 14), (10.5, 12.75), (9.5, 11.5), (8.5, 10.25)),
    (8.5, 10.5),
    ((18, 20), (15, 17), (12.5, 14.5)),
    (24, 26),
    6,
)
_LARGE = Measures(
    7 * MM,
    ((22, 27), (20, 25), (18, 22.5), (16, 20)),
    (16, 20),
    ((28, 31), (22, 25), (18, 21)),
    (34, 36),
    11,
    1.6,
)


class Side(NamedTuple):
    """One side of a card, from its head to its foot; `base` is what stands upon the foot.

    A picture takes the room above the texts, or is a `little` one, so wide, at the right of the head.
    `free` is how much of the room that is left stands over the texts. A `swatch` stands where a little picture
    would.
    """

    sect: Node
    top: tuple[Laid, ...] = ()
    tags: Laid | None = None
    picture: Picture | None = None
    little: float = 0
    texts: tuple[Laid, ...] = ()
    base: tuple[Laid, ...] = ()
    low: tuple[Laid, ...] = ()
    free: float = 0
    swatch: str = ""


class Setter(NamedTuple):
    """What sets cards: their look, the width and the height inside their margins, and whether they have backs."""

    look: Look
    width: float
    height: float
    backs: bool

    @property
    def measures(self) -> Measures:
        """The sizes of the look."""
        return measures_of(self.look)

    def style(self, face: str, size: tuple[float, float], colour: Color = INK) -> ParagraphStyle:
        """A face in a size."""
        return ParagraphStyle(
            f"{face} {size[0]}", fontName=face, fontSize=size[0], leading=size[1], textColor=colour
        )

    @property
    def label(self) -> ParagraphStyle:
        """The style of what is said in passing."""
        return self.style(LABEL, self.measures.label, self.look.grey)

    @property
    def strong(self) -> ParagraphStyle:
        """The style of what is looked for in passing."""
        return self.style(LABEL_BOLD, self.measures.label)


def measures_of(look: Look) -> Measures:
    """The measures of cards in a look."""
    return _LARGE if look.large else _SMALL


def set_deck(deck: Deck, setter: Setter) -> list[list[Side]]:
    """The sides of every card of a deck."""
    sizes = sizes_of(setter.measures, deck.largest)
    common = next((at for at, size in enumerate(sizes) if _holds(deck, size, setter)), len(sizes) - 1)
    return [_set_whole(card, sizes[common if deck.even else 0 :], setter) for card in deck.cards]


def sizes_of(measures: Measures, largest: float) -> list[tuple[float, float]]:
    """The sizes up to the largest that is wanted; the smallest at least."""
    return [size for size in measures.texts if size[0] <= largest * measures.growth] or [measures.texts[-1]]


def _holds(deck: Deck, size: tuple[float, float], setter: Setter) -> bool:
    """Whether nearly all cards of a deck are whole in a size."""
    whole = sum(len(_set(card, size, setter, _wanted(card) + 1)) <= _wanted(card) for card in deck.cards)
    return whole >= _MOST * len(deck.cards)


def _wanted(card: Card) -> int:
    """On how many sides a card is whole."""
    return len(card.texts) + card.alone


def _set_whole(card: Card, sizes: Sequence[tuple[float, float]], setter: Setter) -> list[Side]:
    """A card's sides in the largest size in which it is whole, or else takes no more than in the smallest."""
    whole = _largest(card, sizes, setter, _wanted(card))
    if whole:
        return whole
    smallest = _set(card, sizes[-1], setter, None)
    if len(smallest) > _FEW:
        return smallest
    return _largest(card, sizes, setter, len(smallest)) or smallest


def _largest(card: Card, sizes: Sequence[tuple[float, float]], setter: Setter, most: int) -> list[Side] | None:
    """A card's sides in the largest size in which there are no more than so many, None if there is none."""
    for size in sizes:
        sides = _set(card, size, setter, most + 1)
        if len(sides) <= most:
            return sides
    return None


def _set(card: Card, size: tuple[float, float], setter: Setter, most: int | None) -> list[Side]:
    """A card's sides in one size, the first so many of them."""
    if card.alone:
        return _set_alone(card, setter)
    sect = Node("Sect")
    first, longer = _opening(card, setter, sect)
    card = card._replace(texts=((*longer, *card.texts[0]), *card.texts[1:]))
    type = Type(setter.style(TEXT, size), setter.label)
    further = Side(sect, (_again(card, setter, sect),))
    poured = list(islice(_pour_groups(card, type, setter, (first, further)), most))
    # A row that is whole has its further columns at its foot.
    upper = 1 if len(poured) == len(card.texts) == 1 else None
    return [
        side._replace(
            texts=tuple(texts[:upper]),
            base=tuple(texts[upper:]) if upper else (),
            low=tuple(_closing(card, setter, sect, at, at + 1 < len(poured))),
            free=_OVER if card.numbered and at == 0 else 0,
        )
        for at, (side, texts) in enumerate(zip(chain([first], repeat(further)), poured, strict=False))
    ]


def _pour_groups(card: Card, type: Type, setter: Setter, sides: tuple[Side, Side]) -> Iterator[list[Laid]]:
    """The texts of a card by its sides: each group on a side of its own, or all on as few as they take."""
    groups = [list(passages_of(group, sides[0].sect)) for group in card.texts]
    whole, first = (_room(card, setter, sides[0], more) for more in (False, True))
    further = _room(card, setter, sides[1], True)
    apart: list[list[Laid]] = []
    for group in groups:
        room = whole if not groups[1:] else further if apart else first
        apart += islice(pour(group, type, setter.width, repeat(room)), len(groups) + 1)
    if len(apart) <= len(groups):
        return iter(apart)
    return pour(chain(*groups), type, setter.width, chain([first], repeat(further)))


def _room(card: Card, setter: Setter, side: Side, more: bool) -> float:
    """How much of a side's height is left for texts, whatever its foot says: of a front, or of a back."""
    above = height_of(side.top) + (side.tags.room if side.tags else 0)
    below = max(height_of(_closing(card, setter, side.sect, at, more)) for at in (0, 1))
    return setter.height - above - below - setter.measures.air


def _opening(card: Card, setter: Setter, sect: Node) -> tuple[Side, list[Box]]:
    """A card's first side, down to its texts; and the lines below its head that are too long to stand there."""
    top = [lay([(card.whose, setter.strong)], setter.width, Node("P", sect))] if card.whose else []
    top.append(_head(card, setter, sect))
    left = setter.height * _MOST_ABOVE - height_of(top)
    tags = None
    if card.tags:
        tags = lay([(card.tags, setter.label)], setter.width - setter.label.fontSize * 1.3, Node("P", sect), 2)
        left -= tags.room
    under = [lay([(line, setter.label)], setter.width, Node("P", sect), 1) for line in card.under]
    short = sum(end <= left for end in accumulate(line.room for line in under))
    swatch = "" if setter.look.plain else card.swatch
    little = setter.width * _LITTLE if card.picture or swatch else 0
    side = Side(sect, (*top, *under[:short]), tags, card.picture, little, swatch=swatch)
    return side, [Box("", line, "") for line in card.under[short:]]


def _head(card: Card, setter: Setter, sect: Node) -> Laid:
    """What stands large on a card."""
    sizes = (*((setter.measures.number,) if card.numbered else ()), *setter.measures.heads)
    width = setter.width * (1 - _LITTLE) - AIR if card.picture or card.swatch else setter.width
    return lay_head(card.head, [setter.style(TEXT, size) for size in sizes], width, Node("H1", sect))


def _again(card: Card, setter: Setter, sect: Node) -> Laid:
    """The head of a further side."""
    name = _cut(card.name, _MOST_FOOT)
    said = [(f"{name}, ", setter.strong), ("continued", setter.label)]
    return lay(said, setter.width, Node("P", sect))


def _cut(text: str, most: int) -> str:
    text = typeset(text, LABEL)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _closing(card: Card, setter: Setter, sect: Node, at: int, more: bool) -> Iterator[Laid]:
    """What stands at the foot of a side: that it goes on, if it does, and what it is a card of."""
    said = [(f"{card.number}\xa0 ", setter.strong)] if card.number else []
    said += [(_cut(card.foot, _MOST_FOOT), setter.label)] if card.foot else []
    if more:
        where = "back" if setter.backs and at % 2 == 0 else "next card"
        said.append((f"{UNBROKEN} " * bool(said) + f"→{UNBROKEN}{where.replace(' ', UNBROKEN)}", setter.label))
    if said:
        yield lay(said, setter.width, Node("P", sect), AIR)


def _set_alone(card: Card, setter: Setter) -> list[Side]:
    """A mark on a side of its own, and in words on the back; or below it, where there is none."""
    sect = Node("Sect")
    room = setter.height * (1 if setter.backs else _BELOW_A_MARK)
    for size in (setter.measures.heads[-1], setter.measures.texts[-1]):
        style = setter.style(TEXT, size)
        style.alignment = TA_CENTER
        passages = [passage for group in card.texts for passage in passages_of(group, sect)]
        poured = list(pour(passages, Type(style, setter.label), setter.width, repeat(room)))
        if len(poured) == 1:
            break
    words = [Side(sect, texts=tuple(texts), free=_OVER) for texts in poured]
    if setter.backs:
        return [Side(sect, picture=card.picture), *words]
    return [Side(sect, picture=card.picture, low=words[0].texts), *words[1:]]
