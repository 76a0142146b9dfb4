"""The contents of a booklet: its chapters in their parts, each after the page on which it begins."""

from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block, plain
from rpgkit.pdf.book.back import Found, ListedChapter
from rpgkit.pdf.book.listing import columns_slug, width_of_column
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting, place_of_chapter
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

_COLUMNS = 2
# Between a folio and its title; above a part, and under its name.
_BESIDE, _ABOVE, _UNDER = 8.0, 9.0, 2.5
_FAR = 1e6


def contents_slugs(block: Block, setting: Setting, found: Found) -> Iterator[Slug]:
    """The chapters with their pages, each a link; a part stands before the chapter that it begins with."""
    if not found.chapters:
        return
    many = 1 if setting.look.large else _COLUMNS
    width = width_of_column(many, setting)
    parts = dict(map(_part_of, map(plain, block.words)))
    around = inside = Node("TOC", setting.sect)
    entries: list[Slug] = []
    for chapter in found.chapters:
        if chapter.name in parts:
            # A part is not divided: all of it but its last line keeps what follows.
            entries[-1:] = [entry._replace(keeps=False) for entry in entries[-1:]]
            part = Node("TOCI", around)
            entries.append(_part(parts[chapter.name], Node("P", part), setting, width))
            inside = Node("TOC", part)
        entries.append(_chapter(chapter, Node("TOCI", inside), setting, width)._replace(keeps=inside is not around))
    entries[-1:] = [entries[-1]._replace(keeps=False)]
    yield columns_slug(entries, many, setting, block.line)


def _part_of(said: str) -> tuple[str, str]:
    """The chapter that a part begins with, and what the part is called: `Six evenings: next`."""
    title, _, chapter = said.rpartition(":")
    return chapter.strip(), title.strip()


def _part(title: str, node: Node, setting: Setting, width: float) -> Slug:
    """The name of a part, under a rule."""
    style = setting.type.label
    paragraph = paragraph_of([(title, style)], width)
    high = float(paragraph.wrap(width, _FAR)[1])

    def draw(page: Page, x: float, top: float) -> None:
        page.rule(x, top, width, (setting.type.accent, 0.7))
        with page.tagged(node):
            paragraph.drawOn(page, x, top - 1 - high)

    return Slug(high + _UNDER, draw, high, _ABOVE, keeps=True)


def _chapter(chapter: ListedChapter, around: Node, setting: Setting, width: float) -> Slug:
    """A chapter's page and title."""
    node = Node("Link", Node("Reference", around))
    folio = setting.type.folio
    face, style = (folio.fontName, folio.fontSize), ParagraphStyle("listed", setting.type.body.plain)
    style.leading = 1.24 * style.fontSize
    indent = max(width_of("00", *face), width_of(chapter.page, *face)) + _BESIDE
    paragraph = paragraph_of([(chapter.title, style)], width - indent)
    high = float(paragraph.wrap(width - indent, _FAR)[1])

    def draw(page: Page, x: float, top: float) -> None:
        right = x + indent - _BESIDE
        with page.tagged(node):
            at = (right - width_of(chapter.page, *face), top - style.fontSize)
            draw_line(page, f"{chapter.page} ", at, face, setting.type.accent)
            paragraph.drawOn(page, x + indent, top - high)
        says, to = f"{chapter.title} {chapter.page}", f"#{place_of_chapter(chapter.name)}"
        page.link(node, Area(x, top - high, width, high), to, says)

    return Slug(high, draw, high)
