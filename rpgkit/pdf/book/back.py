"""What a booklet says of itself: its contents, the list of all tables, the index."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block, plain
from rpgkit.fields import People
from rpgkit.pdf.book.listing import columns_slug, width_of_column
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.type import Voice
from rpgkit.pdf.book.words import Inset, Setting, place_of_chapter, text_slug
from rpgkit.pdf.canvas import LinkTo, Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import Swatch, paragraph_of
from rpgkit.pdf.style import INK
from rpgkit.pdf.tabledrawing import place_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

# So many pages of a term are all listed; of more, those where it is said more than once.
_MOST_PAGES = 5
_COLUMNS = {"contents": 2, "tables": 3, "index": 3}


class Listed(NamedTuple):
    """A line of a list: its text, what stands at its right, where it leads."""

    text: str
    right: str
    to: str


class Found(NamedTuple):
    """What is known of the whole book: its chapters with their pages, its tables, the words of every page.

    `margin` is the width of the margin's column; `people` are those that an example is rolled from.
    """

    chapters: tuple[Listed, ...]
    tables: tuple[Listed, ...]
    said: tuple[tuple[int, str], ...]
    people: People
    margin: float


def place_of_page(number: int) -> str:
    """The name of the place at the head of a page."""
    return f"page {number}"


def contents_slugs(block: Block, setting: Setting, found: Found) -> Iterator[Slug]:
    """The chapters with their pages, each a link."""
    around = Node("TOC", setting.sect)
    many = 1 if setting.look.large else _COLUMNS["contents"]
    width = width_of_column(many, setting)
    voice = setting.type.body
    entries = [_entry(line, Node("TOCI", around), voice, width) for line in found.chapters]
    if entries:
        yield columns_slug(entries, many, setting, block.line)


def list_slugs(block: Block, setting: Setting, found: Found) -> Iterator[Slug]:
    """All tables with their dice, and their pages where they are in the book."""
    around = Node("L", setting.sect, attributes={"O": "List", "ListNumbering": "None"})
    many = 1 if setting.look.large else _COLUMNS["tables"]
    width = width_of_column(many, setting)
    entries = [_entry(line, Node("LBody", Node("LI", around)), setting.type.small, width) for line in found.tables]
    if entries:
        yield columns_slug(entries, many, setting, block.line)


def _entry(line: Listed, around: Node, voice: Voice, width: float) -> Slug:
    """A line whose right end stands at the right edge; it is a link where it leads somewhere."""
    style = ParagraphStyle("listed", voice.plain, leftIndent=6, firstLineIndent=-6)
    wide = width_of(line.right, voice.strong.fontName, voice.strong.fontSize)
    node = Node("Link", Node("Reference", around)) if line.to else Node("Span", around)
    paragraph = paragraph_of([(line.text, style)], width - wide - 5)
    high = float(paragraph.wrap(width - wide - 5, 1e6)[1])

    def draw(page: Page, x: float, top: float) -> None:
        with page.tagged(node):
            paragraph.drawOn(page, x, top - high)
            face = (voice.strong.fontName, voice.strong.fontSize)
            base = top - high + style.leading - style.fontSize
            draw_line(page, f" {line.right}", (x + width - wide - width_of(" ", *face), base), face, INK)
        if line.to:
            page.link(node, Area(x, top - high, width, high), f"#{line.to}", f"{line.text} {line.right}")

    return Slug(high, draw, high, says="")


def index_slugs(block: Block, setting: Setting, found: Found) -> Iterator[Slug]:
    """The terms with the pages on which they are said; a term that is said nowhere is left out."""
    around = Node("L", Node("Index", setting.sect), attributes={"O": "List", "ListNumbering": "None"})
    many = 1 if setting.look.large else _COLUMNS["index"]
    width = width_of_column(many, setting)
    entries = []
    for words in block.words:
        term, sought = _term_of(plain(words))
        if runs := runs_of(pages_of(sought, found.said)):
            entries.append(_term(term, runs, (around, width), setting, block.line))
    if entries:
        yield columns_slug(entries, many, setting, block.line)


def _term_of(said: str) -> tuple[str, tuple[str, ...]]:
    """A term, and the words that are sought for it: `Abiodun, Dr: Abiodun`."""
    term, _, sought = said.partition(":")
    return term.strip(), tuple(word.strip() for word in (sought or term).split("/") if word.strip())


def pages_of(sought: Sequence[str], said: Sequence[tuple[int, str]]) -> list[int]:
    """The pages on which one of some words is said; of too many, those where it is said oftenest."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sought))})(?:s|es|’s|'s)?(?!\w)", re.IGNORECASE)
    counts = {page: len(pattern.findall(text)) for page, text in said}
    pages = [page for page, count in counts.items() if count]
    least = 2
    while len(pages) > _MOST_PAGES and (more := [page for page in pages if counts[page] >= least]):
        pages, least = more, least + 1
    return pages


def runs_of(pages: Sequence[int]) -> list[tuple[int, int]]:
    """Pages as runs: the first and the last of each."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def _term(
    term: str, runs: Sequence[tuple[int, int]], around: tuple[Node, float], setting: Setting, line: int
) -> Slug:
    """A term and its pages, each a link."""
    node = Node("LBody", Node("LI", around[0]))
    voice = setting.type.small
    style = ParagraphStyle("term", voice.plain, leftIndent=8, firstLineIndent=-8)
    parts: list[tuple[str | Swatch, ParagraphStyle]] = [(f"{term} ", style)]
    nodes: list[Node | LinkTo] = [node]
    for at, (first, last) in enumerate(runs):
        text = f"{first}" if first == last else f"{first}–{last}"
        parts += [(", " if at else "", style), (text, style)]
        nodes += [node, LinkTo(f"#{place_of_page(first)}", Node("Link", Node("Reference", node)), text)]
    paragraph = paragraph_of([*parts, ("", style)], around[1], [*nodes, node])
    return text_slug(paragraph, node, Inset(0, around[1]), "", line)


def listed_chapter(name: str, title: str, page: str) -> Listed:
    """A chapter as the contents list it."""
    return Listed(title, page, place_of_chapter(name))


def listed_table(id: str, title: str, dice: str, page: str) -> Listed:
    """A table as the list has it: with its dice, and the page if it is in the book."""
    return Listed(f"{title} {dice}", page, place_of(id) if page else "")
