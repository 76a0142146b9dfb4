"""Sizes and colours of the printed page. Sizes are in points, 72 to the inch."""

from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.words import width_of

SMALLEST = 8.5

INK = HexColor("#1A1A1A")
GREY = HexColor("#595959")
RULE = HexColor("#A8A29A")


class Look(NamedTuple):
    """How a thing is printed: its paper; `plain`: in one ink, for a photocopier; `large`: to be read easily."""

    paper: str = "a4"
    plain: bool = False
    large: bool = False

    @property
    def grey(self) -> Color:
        """The colour of labels and of all that is said in passing."""
        return INK if self.plain else GREY

    @property
    def rule(self) -> Color:
        """The colour of lines."""
        return INK if self.plain else RULE


LOOK = Look()

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
