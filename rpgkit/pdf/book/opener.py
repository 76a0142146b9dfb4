"""Where a chapter opens: its title, and the mark that is drawn over or beside it."""

from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle

from rpgkit.art import show_art
from rpgkit.chapter import Art, Chapter
from rpgkit.pdf.book.art import mark_of, said_of
from rpgkit.pdf.book.frame import Frame
from rpgkit.pdf.book.slug import Leaf, Placed, Slug
from rpgkit.pdf.book.words import Setting, place_of_chapter
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.mark import draw_mark
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import fitted
from rpgkit.pdf.tags import Node, figure

UNDER = 7.0
# To stand on one line a title is set so much smaller at most.
_LEAST_TITLE = 0.8
# How high a mark is drawn over a title, the largest first, as the chapter leaves room for it.
HEIGHTS = (84 * MM, 68 * MM, 54 * MM, 42 * MM, 32 * MM)
# How high it is in the margin beside the title.
_MOST_BESIDE, _LEAST_BESIDE = 24 * MM, 8 * MM


def opener_slugs(chapter: Chapter, setting: Setting, high: float) -> Iterator[Slug]:
    """The mark, if there is room for it, and the title."""
    if chapter.art and high:
        yield _art(chapter, chapter.art, setting, high)
    yield _title(chapter, setting)


def _art(chapter: Chapter, art: Art, setting: Setting, high: float) -> Slug:
    mark = mark_of(art, chapter.name, setting.look.plain)

    def draw(page: Page, x: float, top: float) -> None:
        area = Area(x, top - high, setting.width, high)
        with page.tagged(figure(said_of(art, setting.tables), area, setting.sect)):
            draw_mark(page, mark, area)

    return Slug(high, draw, high, wide=True, keeps=True, art=show_art(art))


def _title_style(title: str, setting: Setting) -> ParagraphStyle:
    """The type of a title: a little smaller where it then stands on one line."""
    style: ParagraphStyle = setting.type.title
    text, size = fitted(title, style.fontName, setting.column, style.fontSize)
    if text != title or size < _LEAST_TITLE * style.fontSize:
        return style
    return ParagraphStyle("title", style, fontSize=size)


def _title(chapter: Chapter, setting: Setting) -> Slug:
    style = _title_style(chapter.title, setting)
    paragraph = paragraph_of([(chapter.title, style)], setting.column)
    high = float(paragraph.wrap(setting.column, 1e6)[1])

    def draw(page: Page, x: float, top: float) -> None:
        page.bookmark(chapter.title, top, 0, place_of_chapter(chapter.name))
        with page.tagged(Node("H1", setting.sect)):
            paragraph.drawOn(page, x, top - high)

    return Slug(high + UNDER, draw, high, before=6.0, keeps=True, says=chapter.title)


def art_beside(chapter: Chapter, leaf: Leaf, frame: Frame, setting: Setting) -> Leaf:
    """A page with the chapter's mark at the head of its margin, if nothing else stands there."""
    art = chapter.art
    high = min(
        _MOST_BESIDE,
        *(
            frame.body.top - placed.top - 4
            for placed in leaf.placed
            if placed.slug.wide or placed.x == frame.margin.x
        ),
        _MOST_BESIDE,
    )
    if not art or high < _LEAST_BESIDE:
        return leaf
    mark = mark_of(art, chapter.name, setting.look.plain)

    def draw(page: Page, x: float, top: float) -> None:
        area = Area(x, top - high, frame.margin.width, high)
        with page.tagged(figure(said_of(art, setting.tables), area, setting.sect)):
            draw_mark(page, mark, area)

    slug = Slug(high, draw, high, art=show_art(art))
    return leaf._replace(placed=(*leaf.placed, Placed(slug, frame.margin.x, frame.body.top)))
