"""Sizes and colours of the printed page. Sizes are in points, 72 to the inch."""

from functools import cache
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.words import width_of

SMALLEST = 8.5

INK = HexColor("#1A1A1A")
GREY = HexColor("#595959")
RULE = HexColor("#8A837A")
HAIR = HexColor("#DDD8D1")


class Look(NamedTuple):
    """How a thing is printed: its paper; `plain`: in one ink, for a photocopier; `large`: to be read easily.

    `tint` is a colour, as #5F6E28, for what only sets parts apart.
    """

    paper: str = "a4"
    plain: bool = False
    large: bool = False
    tint: str = ""

    @property
    def accent(self) -> Color:
        """The colour of what sets parts apart: the tint, if the page has one."""
        return HexColor(self.tint) if self.tint and not self.plain else self.rule

    @property
    def grey(self) -> Color:
        """The colour of labels and of all that is said in passing."""
        return INK if self.plain else GREY

    @property
    def rule(self) -> Color:
        """The colour of lines."""
        return INK if self.plain else RULE

    @property
    def hairline(self) -> Color:
        """The colour of lines that are hardly to be seen."""
        return INK if self.plain else HAIR


LOOK = Look()


class Type(NamedTuple):
    """The type that a form is set in: its values, its labels, its headings.

    Labels stand to the left of their fields and are `beside` points wide; above their fields, where that is 0.
    """

    values: ParagraphStyle
    labels: ParagraphStyle
    heads: ParagraphStyle
    beside: float


@cache
def blank_types(look: Look) -> tuple[Type, ...]:
    """The type of a form that is filled in by hand: its lines as far apart as one writes."""
    if look.large:
        return (_type(look, (18.0, 34.0), 16.0, 0),)
    return (_type(look, (11.0, 20.0), SMALLEST, 59.0),)


@cache
def types_of(look: Look) -> tuple[Type, ...]:
    """The types that are tried one after the other, the largest first, until all fits."""
    if look.large:
        return (_type(look, (18.0, 22.0), 16.0, 0),)
    return tuple(_type(look, sizes, SMALLEST, 59.0) for sizes in _SIZES)


@cache
def gm_types(look: Look) -> tuple[Type, Type]:
    """The types of the GM's page: of its texts, and of the log of rolls."""
    if look.large:
        return _type(look, (18.0, 22.0), 16.0, 0), _type(look, (16.0, 20.0), 16.0, 0)
    return _type(look, (10.5, 12.5), SMALLEST, 0), _type(look, (9.0, 10.5), SMALLEST, 0)


# Size and leading of values.
_SIZES = ((11.0, 13.0), (10.5, 12.25), (10.0, 11.5), (9.5, 11.0), (9.0, 10.5), (8.5, 10.0))


def _type(look: Look, sizes: tuple[float, float], label: float, beside: float) -> Type:
    size, leading = sizes
    return Type(
        ParagraphStyle("value", fontName=TEXT, fontSize=size, leading=leading, textColor=INK),
        ParagraphStyle("label", fontName=LABEL, fontSize=label, leading=label * 1.2, textColor=look.grey),
        ParagraphStyle("head", fontName=LABEL_BOLD, fontSize=label * 1.18, leading=label * 1.5, textColor=INK),
        beside,
    )


LABELS = ParagraphStyle("label", fontName=LABEL, fontSize=8.5, leading=10.5, textColor=GREY)
# Values in the sizes that are tried one after the other, until all fits.
VALUES = tuple(
    ParagraphStyle(f"value {size}", fontName=TEXT, fontSize=size, leading=leading, textColor=INK)
    for size, leading in ((11.5, 14.0), (10.5, 12.5), (10.0, 11.75), (9.5, 11.0))
)
HEADS = ParagraphStyle("head", fontName=LABEL_BOLD, fontSize=10, leading=12.5, textColor=INK)


def fitted(text: str, font: str, width: float, largest: float) -> tuple[str, float]:
    """A line of text and the size, up to `largest`, at which it is no wider than `width`.

    One that is too long even at the smallest size is cut there; what is cut stands whole elsewhere.
    """
    size = min(largest, width / (width_of(text, font, 1) or 1))
    if size >= SMALLEST:
        return text, size
    while text and width_of(text + "…", font, SMALLEST) > width:
        text = text[: len(text) * 9 // 10]
    return text + "…", SMALLEST
