"""The type of a booklet, and how far it may be tightened until a chapter fits the pages it is to fill."""

from functools import cache
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import ITALIC, LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.style import INK, SMALLEST, Look
from rpgkit.pdf.tabletype import MOST_STRIPS, Sizes, sizes_of


class Voice(NamedTuple):
    """One kind of text in its three faces, all of one size and leading."""

    plain: ParagraphStyle
    emphasis: ParagraphStyle
    strong: ParagraphStyle


class Rung(NamedTuple):
    """How tight a chapter is set: the leading of its prose; size, leading and padding of its tables."""

    prose: float
    size: float
    leading: float
    pad: float


# Tried one after the other; the first is how a page is meant to be.
RUNGS = (
    Rung(12.5, 9.0, 11.5, 1.3),
    Rung(12.5, 9.0, 11.0, 0.9),
    Rung(12.25, 8.75, 10.5, 0.8),
    Rung(12.0, 8.5, 10.0, 0.6),
    Rung(11.75, 8.5, 9.75, 0.4),
)


class BookType(NamedTuple):
    """All type of a chapter; `indent` is that of a paragraph's first line and of a list."""

    body: Voice
    quote: Voice
    note: Voice
    play: Voice
    small: Voice
    title: ParagraphStyle
    heading: ParagraphStyle
    label: ParagraphStyle
    folio: ParagraphStyle
    tables: Sizes
    indent: float
    accent: Color


@cache
def booktype_of(look: Look, rung: Rung = RUNGS[0]) -> BookType:
    """The type of a chapter, by how the booklet is printed and how tight it must be set."""
    if look.large:
        return _large(look)
    body, small = (9.5, rung.prose), (SMALLEST, 10.5)
    return BookType(
        body=_voice(body),
        quote=_voice(body, ITALIC, TEXT),
        note=_voice((9.0, 10.75), ITALIC, TEXT),
        play=_voice((9.0, min(11.5, rung.prose - 0.5))),
        small=_voice((SMALLEST, 10.25)),
        title=_style(TEXT, (22, 23.5), look.accent),
        heading=_style(LABEL_BOLD, (10.5, 12.5), look.accent),
        label=_style(LABEL_BOLD, small, look.accent),
        folio=_style(LABEL_BOLD, small),
        tables=_tables(look, rung),
        indent=11.0,
        accent=look.accent,
    )


def _large(look: Look) -> BookType:
    body = _voice((16, 20), emphasis=LABEL_BOLD)
    return BookType(
        body=body,
        quote=body,
        note=body,
        play=body,
        small=body,
        title=_style(TEXT, (32, 36), look.accent),
        heading=_style(LABEL_BOLD, (18, 22), look.accent),
        label=_style(LABEL_BOLD, (16, 20), look.accent),
        folio=_style(LABEL_BOLD, (16, 20)),
        tables=sizes_of(look),
        indent=20.0,
        accent=look.accent,
    )


def _style(font: str, size: tuple[float, float], colour: Color = INK) -> ParagraphStyle:
    return ParagraphStyle(
        f"{font} {size}",
        fontName=font,
        fontSize=size[0],
        leading=size[1],
        textColor=colour,
        allowWidows=0,
        allowOrphans=0,
    )


def _voice(size: tuple[float, float], plain: str = TEXT, emphasis: str = ITALIC) -> Voice:
    """A text in its faces; what is strong is a little smaller, since its face is the larger one."""
    strong = _style(LABEL_BOLD, (max(SMALLEST, size[0] - 0.75) if size[0] < 16 else size[0], size[1]))
    return Voice(_style(plain, size), _style(emphasis, size), strong)


def _tables(look: Look, rung: Rung) -> Sizes:
    small = (SMALLEST, min(10.5, rung.leading))
    body = (rung.size, rung.leading)
    number = ParagraphStyle("number", _style(LABEL_BOLD, (SMALLEST, rung.leading)), alignment=TA_RIGHT)
    return Sizes(
        body=_style(TEXT, body),
        quiet=_style(LABEL, (SMALLEST, rung.leading), look.grey),
        number=number,
        head=_style(LABEL_BOLD, small),
        title=_style(TEXT, (14, 16)),
        blurb=_style(LABEL, small, look.grey),
        pad=rung.pad,
        strips=MOST_STRIPS,
        swatches=not look.plain,
        whole=True,
    )
