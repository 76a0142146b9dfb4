"""The sealed card: what a character learns when they meet the one they bear, folded twice with all of it inside.

It is printed on one side of the paper. First the upper half goes behind the lower: what is printed there upside
down stands upright at the back. Then the left half goes behind the right: the lower right quarter is the cover,
the lower left one the back, and the upper half lies between them.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice, repeat
from typing import Any, NamedTuple

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle

from rpgkit.boxes import Box, Section, mark_read, sections_of
from rpgkit.knowledge import MET, known_to
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, LABEL_BOLD, TEXT
from rpgkit.pdf.letters import romanised
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import MM, PAPERS, Area, live_area
from rpgkit.pdf.poured import Laid, Passage, Type, draw_laid, height_of, lay, lay_head, passages_of, pour
from rpgkit.pdf.style import INK, LOOK, Look
from rpgkit.pdf.tags import Node, figure
from rpgkit.person import Character

# How far words keep from a fold, and from the edge of what is printed.
_FOLD, _EDGE, _TICK = 11 * MM, 2 * MM, 6 * MM
# Who is behind the mark comes first, then what joins the two.
_ORDER = ("The named one", "The bond", "The scar")
# The sizes that texts are tried in, with their leading.
_SIZES = ((13.5, 17), (12.5, 15.5), (11.5, 14), (10.5, 12.75), (9.5, 11.5), (8.5, 10.25))
_LARGE = ((20, 25), (18, 22.5), (16, 20))
# How much of the room that is left stands over the texts inside.
_OVER = 0.3
_UNTIL = {False: "Sealed until you meet.", True: "Sealed until you learn who it was."}
_HOW = (
    "Print this page on one side, at its full size. Whoever folds it need not read it.",
    "Fold the upper half behind the lower, along the marks.",
    "Fold the left half behind the right. The cover is in front, and the rest lies inside.",
    "Close the open edges with a sticker or a stitch.",
)


class _Hand(NamedTuple):
    """The styles of a card: the sizes its texts are tried in, labels, headings, and the cover's."""

    texts: tuple[ParagraphStyle, ...]
    label: ParagraphStyle
    heading: ParagraphStyle
    name: ParagraphStyle
    cover: ParagraphStyle


def _hand(look: Look) -> _Hand:
    sizes = _LARGE if look.large else _SIZES
    small, name, cover = ((16, 20), (24, 28), (30, 34)) if look.large else ((8.5, 10.5), (18, 21), (24, 28))
    return _Hand(
        tuple(_style(TEXT, size) for size in sizes),
        _style(LABEL, small, textColor=look.grey),
        _style(LABEL_BOLD, (max(10.0, small[0]), small[1] + 2)),
        _style(TEXT, name),
        _style(TEXT, cover, alignment=TA_CENTER),
    )


def _style(face: str, size: tuple[float, float], **further: Any) -> ParagraphStyle:
    style = ParagraphStyle(f"{face} {size[0]}", fontName=face, fontSize=size[0], leading=size[1], textColor=INK)
    return style.clone(style.name, **further)


class _Card(NamedTuple):
    """A sheet of a sealed card: whose, in which look, the place where it is read, and which it is of how many."""

    character: Character
    look: Look
    sect: Node
    which: int
    of: int


def sealed_pdf(character: Character, look: Look = LOOK) -> bytes:
    """The sealed card of a character as a PDF of its own."""
    file = BytesIO()
    name = character.person.name.true
    page = Page(file, PAPERS[look.paper], About(f"{name}: a sealed card of Half of Us", "To be folded twice"))
    page.setViewerPreference("PrintScaling", "None")
    page.setViewerPreference("Duplex", "Simplex")
    page.number_pages()
    draw_sealed_card(page, character, look)
    page.save()
    return file.getvalue()


def draw_sealed_card(page: Page, character: Character, look: Look) -> None:
    """Draws a character's sealed card on a page of its own, or on several where one does not hold it all."""
    left, right = quarters(look.paper)
    sect = Node("Sect")
    pages = _inside(character, left, _hand(look), sect)
    sheets = [pages[at : at + 2] for at in range(0, len(pages), 2)]
    for number, spread in enumerate(sheets, 1):
        card = _Card(character, look, sect, number, len(sheets))
        page.bookmark(f"{character.person.name.true}, sealed", PAPERS[look.paper][1], 0)
        _draw_folds(page, look)
        _draw_cover(page, card, right)
        _draw_inside(page, spread, (left, right), card)
        _draw_back(page, card, left)
        page.showPage()


def quarters(paper: str) -> tuple[Area, Area]:
    """The lower quarters of a sheet without their margins: left and right."""
    live, (width, height) = live_area(paper), PAPERS[paper]
    wide, high = live.width / 2 - _FOLD - _EDGE, live.height / 2 - _FOLD - _EDGE
    y = height / 2 - _FOLD - high
    return Area(live.x + _EDGE, y, wide, high), Area(width / 2 + _FOLD, y, wide, high)


def told_when_met(character: Character) -> list[Section]:
    """What the player learns at the meeting, and nothing else."""
    sections = {section.title: section for section in sections_of(romanised(character), gm=True)}
    told = (
        Section(title, tuple(box for box in sections[title].boxes if known_to(box.path) == MET))
        for title in _ORDER
        if title in sections
    )
    return [section for section in told if section.boxes]


def _inside(character: Character, panel: Area, hand: _Hand, sect: Node) -> list[list[Laid]]:
    """The pages inside, two of them in the largest type in which two are enough."""
    further = _low("continued on a further card", hand, panel, sect)
    room = panel.height - height_of([further])
    for style in hand.texts:
        type = Type(style, hand.label)
        groups = [list(_passages(section, character, hand, panel, sect)) for section in told_when_met(character)]
        parts = (groups[:1], groups[1:])
        apart = [list(islice(pour(chain(*part), type, panel.width, repeat(room)), 2)) for part in parts]
        if all(len(pages) == 1 for pages in apart):
            return [page for pages in apart for page in pages]
        pages = list(islice(pour(chain(*groups), type, panel.width, repeat(room)), 3))
        if len(pages) <= 2:
            return pages
    return list(pour(chain(*groups), type, panel.width, repeat(room)))


def _passages(section: Section, character: Character, hand: _Hand, panel: Area, sect: Node) -> Iterator[Passage]:
    """A section's boxes, the first one under the heading; the named one's is their name."""
    is_named = section.title == _ORDER[0]
    title, style = (character.named.name.true, hand.name) if is_named else (section.title, hand.heading)
    within = Node("Sect", sect)
    # Headings at the top of both pages stand on one line.
    before = 0 if is_named else hand.name.leading - style.leading
    heading = lay_head(title, (style, hand.heading), panel.width, Node("H2", within))._replace(before=before)
    for at, passage in enumerate(passages_of(section.boxes, within)):
        yield passage if at else passage._replace(over=heading)


def _low(said: str, hand: _Hand, panel: Area, sect: Node) -> Laid:
    return lay([(said, hand.label)], panel.width, Node("P", sect), 9)


def _draw_folds(page: Page, look: Look) -> None:
    """Where to fold: marks at the edges, and a cross in the middle."""
    live, (width, height) = live_area(look.paper), PAPERS[look.paper]
    x, y = width / 2, height / 2
    page.setStrokeColor(look.rule)
    page.setLineWidth(0.5)
    for side in (live.x, live.x + live.width - _TICK, x - _TICK / 2):
        page.line(side, y, side + _TICK, y)
    for foot in (live.y, live.top - _TICK, y - _TICK / 2):
        page.line(x, foot, x, foot + _TICK)


def _draw_cover(page: Page, card: _Card, panel: Area) -> None:
    """Whose it is, and until when it stays closed; the mark, which the player knows."""
    character, hand = card.character, _hand(card.look)
    said = _style(TEXT, (hand.texts[0].fontSize, hand.texts[0].leading), alignment=TA_CENTER)
    until = [_UNTIL[character.scar is not None]] + [f"card {card.which} of {card.of}"] * (card.of > 1)
    whose = lay_head(f"For {character.person.name.called}", (hand.cover, said), panel.width, Node("H1", card.sect))
    below = [lay([(line, said)], panel.width, Node("P", card.sect), 4) for line in until]
    mark = Mark(character.named.borne, character.years, character.code, card.look.plain)
    top = draw_laid(page, [whose], panel.x, panel.top - panel.height * 0.18)
    foot = panel.y + panel.height * 0.3
    place = Area(panel.x, foot, panel.width, top - _EDGE * 3 - foot)
    with page.tagged(figure(alternative_text(mark, mark_read(character)), place, card.sect)):
        draw_mark(page, mark, place)
    draw_laid(page, below, panel.x, panel.y + panel.height * 0.28)


def _draw_inside(page: Page, spread: list[list[Laid]], panels: tuple[Area, Area], card: _Card) -> None:
    """The two pages inside, upside down, since the upper half is folded over."""
    width, height = PAPERS[card.look.paper]
    page.saveState()
    page.translate(width, height)
    page.rotate(180)
    free = min(panels[0].height - height_of(laid) for laid in spread)
    for laid, panel in zip(spread, panels, strict=False):
        draw_laid(page, laid, panel.x, panel.top - free * _OVER)
    if card.which < card.of:
        low = _low("continued on a further card", _hand(card.look), panels[1], card.sect)
        draw_laid(page, [low], panels[1].x, panels[1].y + low.room)
    page.restoreState()


def _draw_back(page: Page, card: _Card, panel: Area) -> None:
    """How it is folded, and whose it is."""
    hand = _hand(card.look)
    boxes = (Box(f"{number}.", said, "") for number, said in enumerate(_HOW, 1))
    type = Type(hand.texts[-1 if card.look.large else 3], hand.label)
    (steps,) = pour(passages_of(boxes, card.sect), type, panel.width, repeat(panel.height * 2))
    name = _low(f"{card.character.person.name.true[:60]} · Half of Us", hand, panel, card.sect)
    top = panel.y + name.room + height_of(steps) + 6
    draw_laid(page, [*steps, name], panel.x, top)
