"""The sealed card: what a character learns when they meet the one they bear, folded twice with all of it inside.

It is printed on one side of the paper and folded like a letter without an envelope. First the upper half goes behind
the lower: what is printed there upside down stands upright at the back. Then the left half goes behind the right:
the lower right quarter is the cover, the lower left one the back, and the upper half lies between them.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, repeat
from typing import NamedTuple

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from rpgkit.boxes import Box, mark_read, sections_of
from rpgkit.knowledge import MET, known_to
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import MM, PAPERS, Area, live_area
from rpgkit.pdf.poured import Laid, Type, draw_laid, height_of, lay, passages_of, pour
from rpgkit.pdf.style import INK, LOOK, Look
from rpgkit.pdf.tags import Node, figure
from rpgkit.person import Character

# How far words keep from a fold, and from the edge of what is printed.
_FOLD, _EDGE = 11 * MM, 2 * MM
_TICK = 5 * MM
_SIZES = {False: ((11.5, 14), (10.5, 12.75), (9.5, 11.5), (8.5, 10.25)), True: ((18, 22.5), (16, 20))}
_LABEL = {False: (8.5, 10.5), True: (16, 20)}
_HEAD = {False: (17, 20), True: (22, 26)}
HOW = (
    "This card is sealed. Whoever prints it need not read it.",
    "Fold the upper half of the sheet behind the lower.",
    "Fold again, so that the cover is in front and the two of them lie inside.",
    "Close the open edge with a sticker or a stitch.",
)


class _Panels(NamedTuple):
    """The quarters of a sheet, each without its margins; the inside ones as they lie when the sheet is turned."""

    cover: Area
    back: Area
    left: Area
    right: Area


def sealed_pdf(character: Character, look: Look = LOOK) -> bytes:
    """The sealed card of a character as a PDF of its own."""
    file = BytesIO()
    name = character.person.name.true
    page = Page(file, PAPERS[look.paper], About(f"{name}: a sealed card of Half of Us", "To be folded twice"))
    page.number_pages()
    draw_sealed_card(page, character, look)
    page.save()
    return file.getvalue()


def draw_sealed_card(page: Page, character: Character, look: Look) -> None:
    """Draws a character's sealed card on a page of its own, or on several where one does not hold it all."""
    panels = _panels(live_area(look.paper))
    sheets = _inside(character, panels, look)
    for number, spread in enumerate(sheets, 1):
        count = f", {number} of {len(sheets)}" if sheets[1:] else ""
        page.bookmark(f"{character.person.name.true}: sealed{count}", PAPERS[look.paper][1])
        card = _Card(character, look, count, Node("Sect"))
        _draw_folds(page, look)
        _draw_cover(page, card, panels.cover)
        _draw_inside(page, spread, panels, look)
        _draw_back(page, card, panels.back)
        page.showPage()


def told_when_met(character: Character) -> tuple[tuple[str, tuple[Box, ...]], ...]:
    """What the player learns at the meeting, under its headings."""
    sections = (
        (section.title, tuple(box for box in section.boxes if known_to(box.path) == MET))
        for section in sections_of(character, gm=True)
    )
    return tuple((title, boxes) for title, boxes in sections if boxes)
