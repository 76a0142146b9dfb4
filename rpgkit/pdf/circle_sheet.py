"""The circle sheet: the map of marks, the people in a line each, and what the table agreed on."""

from collections.abc import Sequence, Set
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.boxes import Box, Section
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.columns import Block, blocks_of, draw_columns, even_height
from rpgkit.pdf.faces import LABEL_BOLD, TEXT, is_shown, typeset
from rpgkit.pdf.foot import GAP, Leaf, body_of, draw_foot
from rpgkit.pdf.form import ABOVE, Entry, Placed, Row, draw_rows
from rpgkit.pdf.lines import lines_of
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area
from rpgkit.pdf.style import INK, LOOK, Look, Type, types_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.weblegend import draw_legend, legend_height
from rpgkit.pdf.webmap import draw_map
from rpgkit.pdf.words import Word, draw_runs, width_of
from rpgkit.web import Knot, Web
from rpgkit.webtext import name_of, title_of, told_of

TITLE, LARGE_TITLE, LEAST_MAP, MOST_MAP = 36.0, 44.0, 390.0, 520.0
# How wide what is to be filled in stands beside the people, and how high it is at least.
BESIDE, LEAST_ASIDE = 160.0, 170.0
BETWEEN = 7.0
MOST_TITLE = 2
FIELDS = (("lines_and_veils", "Lines and veils"), ("notes", "Notes"))


class Below(NamedTuple):
    """What stands under the map: the people as they are set, in which type, and how high they are."""

    blocks: Sequence[Block]
    type: Type
    height: float


def circle_pdf(web: Web, look: Look = LOOK, without: Set[str] = frozenset()) -> bytes:
    """A circle as a PDF: its map, its people, the tags left out, room for lines, veils and notes."""
    web = web._replace(knots=tuple(map(_shown, web.knots)))
    file, title = BytesIO(), title_of(web)
    page = Page(file, PAPERS[look.paper], About(f"{title}: a circle of Half of Us", "A circle sheet of Half of Us"))
    leaf = Leaf(page, look, Node("Sect"))
    page.number_pages()
    page.bookmark(title, body_of(look).top)
    _draw_sheet(leaf, web, without)
    page.save()
    return file.getvalue()


def _shown(knot: Knot) -> Knot:
    """Somebody by the name they are called, where there are no letters for how it is written."""
    return knot if is_shown(knot.written) or not knot.known else knot._replace(written=knot.name)


class _Pages:
    """The pages of one circle, filled from the top: `free` is what is left of the last."""

    def __init__(self, leaf: Leaf, code: str) -> None:
        self.free, self.number = body_of(leaf.look), 1
        self._leaf, self._code = leaf, code

    def take(self, height: float) -> Area:
        """The uppermost part of what is free."""
        taken, self.free = self.free.cut_from_top(height)
        return taken

    def turn(self) -> None:
        """Goes on overleaf."""
        self.end(f"page {self.number}, continued overleaf")
        self.number, self.free = self.number + 1, body_of(self._leaf.look)

    def end(self, place: str = "") -> None:
        """Ends the page."""
        place = place or (f"page {self.number}" if self.number > 1 else "")
        draw_foot(self._leaf, f"code {self._code}", place, read=self.number == 1)
        self._leaf.page.showPage()


def _draw_sheet(leaf: Leaf, web: Web, without: Set[str]) -> None:
    pages, large = _Pages(leaf, web.code), leaf.look.large
    _draw_title(leaf, title_of(web), pages.take(LARGE_TITLE if large else TITLE))
    legend = legend_height(web, leaf.look, pages.free.width)
    below = _below(leaf, web, pages.free.height - legend - LEAST_MAP)
    high = pages.free.height - legend - (0 if large else below.height)
    draw_map(leaf, web, pages.take(max(LEAST_MAP, min(high, 9e9 if large else MOST_MAP))))
    draw_legend(leaf, web, pages.take(legend))
    if large:
        pages.turn()
        rest = _pour(leaf, below, pages)
        if rest.height < LEAST_ASIDE:
            pages.turn()
            rest = pages.free
        _draw_aside(leaf, without, rest, below.type)
    else:
        people, aside = pages.free.columns((pages.free.width - BESIDE - GAP, BESIDE), GAP)
        pages.free = people
        _draw_aside(leaf, without, aside, below.type)
        _pour(leaf, below, pages)
    pages.end()


def _draw_title(leaf: Leaf, title: str, area: Area) -> None:
    """The title on one line, or smaller on two; a longer one is cut there, for all names stand in the list."""
    text, size, least = typeset(title), 30.0 if leaf.look.large else 24.0, 16.0
    size = max(least, min(size, area.width / (width_of(text, TEXT, 1) or 1)))
    lines = lines_of(text, TEXT, area.width / size + 0.01)
    while len(lines) > MOST_TITLE:
        text = text.rstrip("…")[: -1 - len(text) // 40]
        lines = lines_of(text + "…", TEXT, area.width / size)
    y = area.top - size * 0.85
    with leaf.page.tagged(Node("H1", leaf.sheet)):
        for line in lines:
            draw_runs(leaf.page, line, (area.x, y), (TEXT, size), INK)
            y -= size * 1.05


def _across(look: Look) -> int:
    return 1 if look.large else 2


def _below(leaf: Leaf, web: Web, most: float) -> Below:
    """The people in the largest type in which they leave the map its room."""
    across = _across(leaf.look)
    wide = body_of(leaf.look).width - (0 if leaf.look.large else BESIDE + GAP)
    column = (wide - GAP * (across - 1)) / across
    for type in types_of(leaf.look):
        names = ParagraphStyle("who", type.labels, fontName=LABEL_BOLD, textColor=INK)
        people = tuple(
            Box(_broken(name_of(web, knot), names, column), told_of(web, knot), "") for knot in web.knots
        )
        since = Section("Since then", tuple(Box(when, text, "") for when, text in web.since))
        sections = [Section("The people", people), *([since] if web.since else [])]
        blocks = tuple(blocks_of(sections, column, type._replace(labels=names), leaf.sheet))
        high = even_height(blocks, across, most)
        if high is not None:
            break
    return Below(blocks, type, max(high or most, LEAST_ASIDE))


def _broken(name: str, style: ParagraphStyle, width: float) -> str:
    """A name with a space where it would be wider than a column."""
    lines = lines_of(name, style.fontName, width / style.fontSize)
    return " ".join("".join(run.text if isinstance(run, Word) else run for run in line) for line in lines)


def _pour(leaf: Leaf, below: Below, pages: _Pages) -> Area:
    """The people in even columns, and what is left of the last page."""
    blocks, across = below.blocks, _across(leaf.look)
    while (high := even_height(blocks, across, pages.free.height)) is None:
        blocks = draw_columns(leaf.page, blocks, pages.free.columns((1,) * across, GAP), leaf.look)
        pages.turn()
    draw_columns(leaf.page, blocks, pages.take(high).columns((1,) * across, GAP), leaf.look)
    return pages.free


def _draw_aside(leaf: Leaf, without: Set[str], area: Area, type: Type) -> None:
    """What is left out, and the fields for lines and veils and for notes."""
    tags = Section("Left out of every roll", (Box("", ", ".join(sorted(without)) or "nothing", ""),))
    blocks = tuple(blocks_of([tags], area.width, type, leaf.sheet))
    high = even_height(blocks, 1, area.height) or 0.0
    told, rest = area.cut_from_top(high)
    draw_columns(leaf.page, blocks, [told], leaf.look)
    halves = rest.cut_from_top(rest.height / 2)
    draw_rows(
        leaf.page,
        [_written(leaf, field, half, type) for field, half in zip(FIELDS, halves, strict=True)],
        type,
        leaf.look,
    )


def _written(leaf: Leaf, field: tuple[str, str], area: Area, type: Type) -> Placed:
    """A field under its heading."""
    name, title = field
    above = type.heads.leading + ABOVE
    entry = Entry("", "", name, title, Node("Sect", leaf.sheet), title)
    return Placed(Row((entry,), area.height - above - BETWEEN, above), area)
