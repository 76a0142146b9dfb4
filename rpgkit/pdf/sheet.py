"""The character sheet: a form of one page, led by the mark, and further ones only if the texts need them."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, TEXT, typeset
from rpgkit.pdf.fields import INSET, Field, height_in_field, lay_text
from rpgkit.pdf.foot import GAP, Leaf, body_of, draw_foot
from rpgkit.pdf.form import Entry, Placed, draw_rows, fill, going_on, notes, parts_of
from rpgkit.pdf.gm_page import draw_gm_page
from rpgkit.pdf.mark import draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area, live_area
from rpgkit.pdf.particulars import Particulars, blank_particulars, is_alone, lines_of, particulars_of
from rpgkit.pdf.sealed import draw_sealed_card
from rpgkit.pdf.strip import BESIDE, FACTS, draw_strip
from rpgkit.pdf.style import INK, LOOK, SMALLEST, Look, Type, blank_types, fitted, types_of
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line
from rpgkit.person import Character

LEAST_NOTES = 40.0
MOST_NAMES = 3
# How high are the head of a sheet, its strip of traits and tracks, and a line of that in large type.
HEAD, STRIP, LARGE_LINE = 160.0, 40.0, 40.0
# How a name is written, called and said: in the usual size, and in the large one.
NAMING = tuple(
    ParagraphStyle("naming", fontName=TEXT, fontSize=size, leading=leading, textColor=INK)
    for size, leading in ((9.5, 11.5), (18.0, 22.0))
)


class Places(NamedTuple):
    """Where things stand on a page; of a page overleaf there are only those that the rows fill."""

    rows: tuple[Area, ...]
    name: Area
    chest: Area
    strip: Area


def sheet_pdf(
    characters: Sequence[Character], look: Look = LOOK, gm: bool = False, told: Callable[[int], object] = int
) -> bytes:
    """The sheets of one character or several as a PDF; `told` hears how many are drawn."""
    file = BytesIO()
    page = Page(file, PAPERS[look.paper], About(_title(characters), "A character sheet of Half of Us"))
    for at, character in enumerate(characters):
        name = character.person.name.true
        page.number_pages(f"{name} " if characters[1:] else "")
        page.bookmark(name, live_area(look.paper).top)
        if characters[1:]:
            page.showOutline()
        prefix = f"{at + 1}/" if characters[1:] else ""
        _draw_sheet(Leaf(page, look, Node("Sect"), prefix), particulars_of(character, look.plain))
        if gm:
            draw_gm_page(Leaf(page, look, Node("Sect"), f"{prefix}gm/"), character)
            if not character.bond.met:
                draw_sealed_card(page, character, look)
        told(at + 1)
    page.save()
    return file.getvalue()


def blank_pdf(look: Look = LOOK) -> bytes:
    """A sheet to be filled in, by hand or on the screen."""
    file = BytesIO()
    page = Page(file, PAPERS[look.paper], About("A blank sheet of Half of Us", "A character sheet of Half of Us"))
    page.number_pages()
    page.bookmark("A blank sheet", live_area(look.paper).top)
    _draw_sheet(Leaf(page, look, Node("Sect"), ""), blank_particulars())
    page.save()
    return file.getvalue()


def _title(characters: Sequence[Character]) -> str:
    names = ", ".join(character.person.name.true for character in characters[:MOST_NAMES])
    more = "" if len(characters) <= MOST_NAMES else " and others"
    return f"{names}{more}: {'characters' if characters[1:] else 'a character'} of Half of Us"


def _draw_sheet(leaf: Leaf, particulars: Particulars) -> None:
    leaf = leaf._replace(look=leaf.look._replace(tint=particulars.tint))
    places = _places(leaf.look, particulars)
    type, placed, rest = _largest(particulars, leaf, places.rows)
    _draw_head(leaf, particulars, places, type)
    number = 1
    while rest:
        draw_rows(leaf.page, placed, type, leaf.look)
        draw_foot(leaf, particulars.code, f"page {number}, continued overleaf")
        leaf.page.showPage()
        number += 1
        placed, rest = _filled(leaf, going_on(rest), _overleaf(leaf.look), type)
    draw_rows(leaf.page, placed, type, leaf.look)
    draw_foot(leaf, particulars.code, f"page {number}" if number > 1 else "", read=True)
    leaf.page.showPage()


def _places(look: Look, particulars: Particulars) -> Places:
    """The first page's places: the mark to the right, as it is seen over a heart; the name and facts beside it."""
    body, naming = body_of(look), NAMING[look.large]
    blank = not particulars.name
    high = height_in_field(particulars.naming, naming, body.width if look.large else FACTS) + 3
    if look.large:
        name, rest = body.cut_from_top(54 + high + 44 * blank)
        chest, rest = rest.cut_from_top(190)
        strip, rest = rest.cut_from_top(LARGE_LINE * (2 + len(particulars.tracks)) + 16)
        return Places((rest,), name, chest, strip)
    head, rest = body.cut_from_top(HEAD)
    beside, chest = head.cut_from_left(FACTS)
    name, facts = beside.cut_from_top(38 + high + 24 * blank)
    strip, rest = rest.cut_from_top(STRIP)
    return Places((facts, *rest.columns((1, 1), GAP)), name, chest.cut_from_left(BESIDE)[1], strip)


def _overleaf(look: Look) -> tuple[Area, ...]:
    """The columns of a further page."""
    return (body_of(look),) if look.large else body_of(look).columns((1, 1), GAP)


def _largest(
    particulars: Particulars, leaf: Leaf, areas: Sequence[Area]
) -> tuple[Type, list[Placed], Sequence[Entry]]:
    """The rows of the first page in the largest type in which it holds all, and those that are left.

    Where no type is small enough, there is room for a middling one on a further page.
    """
    types = types_of(leaf.look) if particulars.mark else blank_types(leaf.look)

    def tried(type: Type) -> tuple[list[Placed], Sequence[Entry]]:
        return _filled(leaf, tuple(_entries(particulars, leaf, type, areas[-1].width)), areas, type)

    best, first, last = None, 0, len(types) - 1
    while first <= last:
        at = (first + last) // 2
        placed, rest = tried(types[at])
        if rest:
            first = at + 1
        else:
            best, last = (types[at], placed, rest), at - 1
    if best:
        return best
    type = types[(len(types) - 1) // 2]
    return type, *tried(type)


def _filled(
    leaf: Leaf, entries: Sequence[Entry], areas: Sequence[Area], type: Type
) -> tuple[list[Placed], Sequence[Entry]]:
    """Rows in areas, one after the other, and those that are left; where none is, what is free is for notes."""
    placed: list[Placed] = []
    free = []
    for at, area in enumerate(areas):
        more, entries, left = fill(going_on(entries) if at and at == len(areas) - 1 else entries, area, type)
        placed += more
        if not entries and left.height >= LEAST_NOTES:
            free.append(left)
    if not entries:
        placed += notes(free, type, leaf)
    return placed, entries


def _entries(particulars: Particulars, leaf: Leaf, type: Type, width: float) -> Iterator[Entry]:
    """All that is written on a sheet in rows, in its order."""
    for section in particulars.sections:
        within = Node("Sect", leaf.sheet)
        for at, box in enumerate(section.boxes):
            tie = box.path.startswith("ties.")
            says = f"{section.title}: {box.label}" if box.label else section.title
            entry = Entry(
                box.label,
                box.text,
                leaf.prefix + box.path.replace(".", "/"),
                says,
                within,
                "" if at else section.title,
                "tired" if tie else "",
                lines_of(box),
                is_alone(box),
            )
            yield from parts_of(entry, type, width)


def _draw_head(leaf: Leaf, particulars: Particulars, places: Places, type: Type) -> None:
    """The name, the mark, traits and tracks."""
    _draw_name(leaf, particulars, places.name)
    with leaf.page.tagged(figure(particulars.said, places.chest, leaf.sheet)):
        if particulars.mark:
            draw_mark(leaf.page, particulars.mark, places.chest)
        else:
            _, below = places.chest.cut_from_top(places.chest.height * 0.7)
            _draw_asked(leaf, below.cut_from_top(1)[0], "the name over the heart, in its colour")
    draw_strip(leaf, particulars, places.strip, type)


def _draw_asked(leaf: Leaf, area: Area, asked: str) -> None:
    """A line to write on, and below it what is to be written there."""
    face = (LABEL, 16.0 if leaf.look.large else SMALLEST)
    leaf.page.rule(area.x, area.y, area.width, (leaf.look.rule, 0.6))
    draw_line(leaf.page, asked, (area.x + INSET, area.y - face[1]), face, leaf.look.grey)


def _draw_name(leaf: Leaf, particulars: Particulars, area: Area) -> None:
    """Who it is: the name, and below it how it is written, said and called."""
    style, caption = NAMING[leaf.look.large], (0 if particulars.name else 22 if leaf.look.large else 12)
    high = height_in_field(particulars.naming, style, area.width) + 3
    name, rest = area.cut_from_top(area.height - high - 2 * caption)
    naming = rest.cut_from_top(caption)[1].cut_from_top(high)[0]
    _, size = fitted(typeset(particulars.name), TEXT, area.width - 6, 40.0 if leaf.look.large else 30.0)
    large = ParagraphStyle("name", fontName=TEXT, fontSize=size, leading=size * 1.15, textColor=INK)
    node = Node("Form", Node("H1", leaf.sheet), alt="Name")
    lay_text(leaf.page, node, Field(f"{leaf.prefix}person/true_name", "Name", name), particulars.name, large)
    says = "How the name is written, called and said"
    node = Node("Form", Node("P", leaf.sheet), alt=says)
    lay_text(leaf.page, node, Field(f"{leaf.prefix}person/naming", says, naming), particulars.naming, style)
    if caption:
        _draw_asked(leaf, name, "name")
        _draw_asked(leaf, naming, "how it is written, called, said")
