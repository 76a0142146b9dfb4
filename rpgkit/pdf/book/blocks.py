"""The blocks of a chapter as slugs: one function a kind, and the literal list of them at the foot."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block, Chapter, Kind, Run, Words
from rpgkit.pdf.book.art import marks_slug
from rpgkit.pdf.book.back import Found
from rpgkit.pdf.book.contents import contents_slugs
from rpgkit.pdf.book.example import example_slugs
from rpgkit.pdf.book.index import index_slugs
from rpgkit.pdf.book.map import map_slug
from rpgkit.pdf.book.slug import Note, Slug
from rpgkit.pdf.book.tablelist import list_slugs
from rpgkit.pdf.book.tables import Context, table_slugs
from rpgkit.pdf.book.type import Voice
from rpgkit.pdf.book.words import Inset, Setting, indented, said_of, set_words, text_slug
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.style import INK
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line

_LIST = {"O": "List", "ListNumbering": "None"}
_BAR, _BESIDE_BAR = 1.4, 8.0
PLAY = "At the table"


class Making(NamedTuple):
    """What a chapter is made with: how it is set, what stands round its tables, what is known of the whole book."""

    chapter: Chapter
    setting: Setting
    context: Context
    found: Found


class _At(NamedTuple):
    """Where a text stands: its line in the file, the space above it, how far it is set in."""

    line: int
    before: float
    left: float = 0


Made = Iterator[Slug | Note]


def slugs_of(making: Making) -> Made:
    """All of a chapter but its title, in its order."""
    blocks, context = making.chapter.blocks, making.context
    for is_table, group in groupby(blocks, key=lambda block: block.kind in ("table", "odds")):
        if is_table:
            yield from table_slugs(list(group), context)
            continue
        before: Block | None = None
        for block in group:
            yield from SETTERS[block.kind](block, making, before)
            before = block
            context = context._replace(level="H3") if block.kind == "heading" else context


def _heading(block: Block, making: Making, _: Block | None) -> Made:
    setting, style = making.setting, making.setting.type.heading
    node = Node("H2", setting.sect)
    paragraph = set_words(block.words[0], Voice(style, style, style), setting.column, node, setting)
    inset = Inset(0, setting.column, 0.75 * style.leading)
    says = said_of(block.words[0], setting)
    yield text_slug(paragraph, node, inset, says, block.line)._replace(keeps=True)


def _paragraph(block: Block, making: Making, before: Block | None) -> Made:
    setting = making.setting
    body = setting.type.body
    follows = before and before.kind == "paragraph" and not (setting.look.large or _is_strap(before))
    voice = indented(body, setting.type.indent) if follows else body
    gap = 0.0 if follows else body.plain.leading * (0.16 if before and before.kind == "heading" else 0.35)
    yield _text(block.words[0], voice, Node("P", setting.sect), _At(block.line, gap), setting)


def _is_strap(block: Block) -> bool:
    """Whether a paragraph is a line under the title: all of it is emphasis."""
    return all(run.emphasis for run in block.words[0])


def _text(words: Words, voice: Voice, node: Node, at: "_At", setting: Setting) -> Slug:
    width = setting.column - at.left
    paragraph = set_words(words, voice, width, node, setting)
    return text_slug(paragraph, node, Inset(at.left, width, at.before), said_of(words, setting), at.line)


def _list(block: Block, making: Making, _: Block | None) -> Made:
    setting, body = making.setting, making.setting.type.body
    around, indent = (
        Node("L", setting.sect, attributes=_LIST),
        setting.type.indent * (1.3 if block.kind == "steps" else 1),
    )
    named = block.kind == "points" and all(words[0].strong for words in block.words)
    for at, words in enumerate(block.words):
        item = Node("LI", around)
        label, node = Node("Lbl", item), Node("LBody", item)
        if named:
            yield _hanging(words, node, _At(block.line, (0.2 if at else 0.3) * body.plain.leading), setting)
            continue
        sign = f"{at + 1}." if block.kind == "steps" else "•"
        gap = 0.12 if at else 0.3
        text = _text(words, body, node, _At(block.line, gap * body.plain.leading, indent), setting)
        yield _labelled(text, (sign, label), body)


def _hanging(words: Words, node: Node, at: _At, setting: Setting) -> Slug:
    """A point that begins with strong words, which are sign enough: its further lines are set in."""
    by, body = setting.type.indent, setting.type.body
    hung = body._replace(plain=ParagraphStyle("hanging", body.plain, leftIndent=by, firstLineIndent=-by))
    return _text(words, hung, node, at, setting)


def _labelled(text: Slug, sign: tuple[str, Node], voice: Voice) -> Slug:
    """A point of a list: its sign stands before the first line, on whichever page that is."""

    def draw(page: Page, x: float, top: float) -> None:
        face = (voice.plain.fontName, voice.plain.fontSize)
        with page.tagged(sign[1]):
            draw_line(page, sign[0], (x, top - voice.plain.fontSize), face, INK)
        text.draw(page, x, top)

    def cut(room: float, verso: bool) -> tuple[Slug, Slug] | None:
        parts = text.cut(room, verso)
        return (_labelled(parts[0], sign, voice), parts[1]) if parts else None

    return text._replace(draw=draw, cut=cut)


def _quote(block: Block, making: Making, _: Block | None) -> Made:
    setting = making.setting
    around, left = Node("BlockQuote", setting.sect), 1.5 * setting.type.indent
    for at, words in enumerate(block.words):
        gap = 0.1 if at else 0.6
        leading = setting.type.quote.plain.leading
        yield _text(words, setting.type.quote, Node("P", around), _At(block.line, gap * leading, left), setting)


def _play(block: Block, making: Making, _: Block | None) -> Made:
    """An example of play: smaller, beside a bar, under its label."""
    setting, type = making.setting, making.setting.type
    around = Node("Sect", setting.sect)
    label = Node("P", around)
    words = ((Run(PLAY),), *block.words)
    for at, said in enumerate(words):
        voice = Voice(type.label, type.label, type.label) if at == 0 else type.play
        node = label if at == 0 else Node("P", around)
        gap = 7.0 if at == 0 else 1.5
        text = _text(said, voice, node, _At(block.line, gap, _BESIDE_BAR), setting)
        yield _barred(text._replace(keeps=at == 0), making, at == 0)


def _barred(text: Slug, making: Making, first: bool) -> Slug:
    """A text with a bar at its left, which goes up to what stands above it."""
    reach = 0 if first else text.before

    def draw(page: Page, x: float, top: float) -> None:
        page.setFillColor(making.setting.type.accent)
        page.rect(x, top - text.height - 1.5, _BAR, text.height + reach + (0 if first else 1.5), stroke=0, fill=1)
        text.draw(page, x, top)

    def cut(room: float, verso: bool) -> tuple[Slug, Slug] | None:
        parts = text.cut(room, verso)
        return (_barred(parts[0], making, first), _barred(parts[1], making, True)) if parts else None

    return text._replace(draw=draw, cut=cut)


def _margin(block: Block, making: Making, _: Block | None) -> Made:
    """The author's note: for the margin, and in case there is no room, for the column."""
    setting = making.setting
    node = Node("Sect", setting.sect)
    wide = making.found.margin
    beside = _stacked(block, making, node, wide)
    within = _stacked(block, making, node, setting.column)
    yield Note(beside, within)


def _stacked(block: Block, making: Making, node: Node, width: float) -> Slug:
    setting = making.setting
    slugs = []
    for words in block.words:
        paragraph = Node("P", node)
        inner = width if width != setting.column else setting.column - 2 * setting.type.indent
        left = 0 if width != setting.column else 2 * setting.type.indent
        made = set_words(words, setting.type.note, inner, paragraph, setting)
        slugs.append(text_slug(made, paragraph, Inset(left, inner, 3.0), said_of(words, setting), block.line))
    high = sum(slug.height for slug in slugs) + 3.0 * (len(slugs) - 1)

    def draw(page: Page, x: float, top: float) -> None:
        for slug in slugs:
            slug.draw(page, x, top)
            top -= slug.height + 3.0

    says = " ".join(slug.says for slug in slugs)
    return Slug(high, draw, high, 6.0, says=says, line=block.line)


def _map(block: Block, making: Making, _: Block | None) -> Made:
    yield map_slug(block, making.setting)


def _marks(block: Block, making: Making, _: Block | None) -> Made:
    yield marks_slug(block, making.setting)


def _example(block: Block, making: Making, _: Block | None) -> Made:
    yield from example_slugs(block, making.chapter, making.setting, making.found.people)


def _contents(block: Block, making: Making, _: Block | None) -> Made:
    yield from contents_slugs(block, making.setting, making.found)


def _list_of_tables(block: Block, making: Making, _: Block | None) -> Made:
    yield from list_slugs(block, making.setting, making.found)


def _index(block: Block, making: Making, _: Block | None) -> Made:
    yield from index_slugs(block, making.chapter, making.setting, making.found)


SETTERS: Mapping[Kind, Callable[[Block, Making, Block | None], Made]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "points": _list,
    "steps": _list,
    "quote": _quote,
    "margin": _margin,
    "play": _play,
    "map": _map,
    "marks": _marks,
    "example": _example,
    "contents": _contents,
    "tables": _list_of_tables,
    "index": _index,
}
