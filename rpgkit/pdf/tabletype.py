"""The type that tables are set in."""

from functools import cache
from typing import NamedTuple

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.page import BOOKS
from rpgkit.pdf.style import INK, Look

# In no table do rows stand in more strips side by side.
MOST_STRIPS = 6


class Sizes(NamedTuple):
    """The type of tables; `pad` is the room above and below the words of a row, `strips` the most there are.

    `swatches`: colours are shown. `whole`: no column but the text's is narrower than a word in it.
    """

    body: ParagraphStyle
    quiet: ParagraphStyle
    number: ParagraphStyle
    head: ParagraphStyle
    title: ParagraphStyle
    blurb: ParagraphStyle
    pad: float
    strips: int
    swatches: bool
    whole: bool = False


@cache
def sizes_of(look: Look, close: bool = False) -> Sizes:
    """The type of tables, by how they are printed; `close` is a little smaller, to save a page."""
    grey = look.grey

    def style(font: str, size: tuple[float, float], colour: object = INK, align: int = 0) -> ParagraphStyle:
        return ParagraphStyle(
            f"{font} {size}", fontName=font, fontSize=size[0], leading=size[1], textColor=colour, alignment=align
        )

    body, small, title, closer = _type_of(look)
    body = closer if close else body
    return Sizes(
        body=style(TEXT, body),
        quiet=style(LABEL, (small[0], body[1]), grey),
        number=style(LABEL_BOLD, (max(small[0], body[0] - 0.25), body[1]), INK, TA_RIGHT),
        head=style(LABEL_BOLD, small),
        title=style(TEXT, title),
        blurb=style(LABEL, small, grey),
        pad=(2.5 if look.large else 1.4) * (0.6 if close else 1),
        strips=1 if look.large else MOST_STRIPS,
        swatches=not look.plain,
        whole=look.paper in BOOKS and not look.large,
    )


def _type_of(look: Look) -> tuple[tuple[float, float], ...]:
    """Sizes and leadings: of rows, of what is small, of titles, and of rows that are set close."""
    if look.large:
        return (16, 20), (16, 20), (26, 31), (16, 20)
    if look.paper in BOOKS:
        return (9, 11.5), (8.5, 10.5), (14, 17), (8.5, 10.5)
    return (9.25, 11.5), (8.5, 10.5), (15, 18), (8.75, 10.75)
