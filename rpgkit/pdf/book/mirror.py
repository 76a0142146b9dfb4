"""A table that takes a spread, its evens facing its odds; what else its chapter says stands in the margins."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block, Words
from rpgkit.errors import Mistake, Mistakes
from rpgkit.pdf.book.blocks import Making
from rpgkit.pdf.book.frame import Frame
from rpgkit.pdf.book.slug import Leaf, Placed, Slug
from rpgkit.pdf.book.tables import SetTable, draw_table, says_of
from rpgkit.pdf.book.type import RUNGS, Voice, booktype_of
from rpgkit.pdf.book.words import Inset, place_of_chapter, said_of, set_words, text_slug
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.rows import Wording, wording_of
from rpgkit.pdf.style import Look, fitted
from rpgkit.pdf.tabledrawing import Told, place_of
from rpgkit.pdf.tables import Layout, columns_of, cut, height_of_heads, height_of_title
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line

_MOST_PAD, _UNDER, _OVER_FOLIO = 1.6, 8.0, 10.75
# The least and the most of a page that the rows take, and by how much more is tried; the space beside them.
_LEAST, _MOST, _STEP, _GAP = 0.72, 0.84, 3, 9.0
# How much closer than in other tables the rows are to their numbers.
_CLOSER = 5.0
_SIDES = ("even", "odd")


class _Half(NamedTuple):
    """The page of one half: which numbers it has, the frame, what is said in its margin."""

    odd: bool
    frame: Frame
    said: Sequence[Block]


def mirrored(making: Making, frames: Sequence[Frame]) -> list[Leaf]:
    """The two pages of such a chapter; raises Mistakes where its rows do not fit them."""
    blocks = making.chapter.blocks
    said = [block for block in blocks if block.kind in ("paragraph", "play")]
    notes = [block for block in blocks if block.kind == "margin"]
    halves = (_Half(False, frames[0], said), _Half(True, frames[1], notes))
    return [Leaf(half.frame.number, tuple(_placed(half, making))) for half in halves]


def _placed(half: _Half, making: Making) -> list[Placed]:
    """The rows beside the spine, and in what is left of the page what is said of them."""
    table, wide = _table(half, making)
    body = half.frame.body
    margin = body.width - wide - _GAP
    inner = body.x if half.odd else body.x + body.width - wide
    outer = body.x + wide + _GAP if half.odd else body.x
    placed = [Placed(table, inner, body.top)]
    beside = _beside(half, margin, making)
    top = body.y + _OVER_FOLIO + sum(slug.height + slug.before for slug in beside) if half.odd else body.top
    for slug in beside:
        top -= slug.before
        placed.append(Placed(slug, outer, top))
        top -= slug.height
    return placed if half.odd else [*placed[1:], placed[0]]


def _table(half: _Half, making: Making) -> tuple[Slug, float]:
    """The rows of a half, and how wide they are; raises Mistakes."""
    block = next(block for block in making.chapter.blocks if block.kind == "table")
    wording = _half_of(block, half, making)
    body = half.frame.body
    widths = (wide for wide in range(int(_LEAST * body.width), int(_MOST * body.width), _STEP))
    layouts = (_fitting(wording, wide, half.frame, making.setting.look) for wide in widths)
    layout = next((layout for layout in layouts if len(cut(layout, body.height)) == 1), None)
    if layout is None:
        message = "the rows do not fit the two pages; make them shorter, or delete 'spread:'"
        raise Mistakes([Mistake(making.chapter.path, block.line, 1, message)])
    (piece,) = cut(layout, body.height)
    places = () if half.odd else (place_of(block.tables[0].table),)
    shown = (block.tables[0].table,)
    set_table = SetTable(wording, places, Told(making.setting.sect, "H2"), block.line, shown)

    def draw(page: Page, x: float, top: float) -> None:
        draw_table(page, (piece, set_table), (x, top), making.context)

    high, says = piece.height, says_of(wording, wording.entries)
    slug = Slug(high, draw, high, says=says, line=block.line, tables=set_table.ids, shows=shown)
    return slug, layout.width


def _half_of(block: Block, half: _Half, making: Making) -> Wording:
    """The words of every second row, without the columns that say the same in all of them."""
    setting = making.setting
    table = setting.tables[block.tables[0].table]
    rows = tuple(row for row in table.rows if _number(table.numbers(row)) % 2 == half.odd)
    wording = wording_of(table._replace(rows=rows), setting.references, setting.without)
    kept = [at for at in range(len(wording.heads)) if at == 0 or _differs(wording, at)]
    entries = tuple(entry._replace(cells=tuple(entry.cells[at] for at in kept)) for entry in wording.entries)
    heads = (f"{table.title}, {_SIDES[half.odd]}", *(wording.heads[at] for at in kept[1:]))
    return wording._replace(title="", blurb="", heads=heads, entries=entries, digits=False)


def _number(said: str) -> int:
    return 100 if said == "00" else int(said)


def _differs(wording: Wording, at: int) -> bool:
    return len({entry.cells[at] for entry in wording.entries}) > 1


def _fitting(wording: Wording, width: float, frame: Frame, look: Look) -> Layout:
    """The rows in the closest type, as far apart as the page lets them be."""
    sizes = booktype_of(look, RUNGS[-1]).tables._replace(pad=0.0)
    number, text, *further = columns_of(wording, sizes, width) or (0.0, width)
    columns = (number - _CLOSER, text + _CLOSER, *further)
    over = height_of_title(wording, sizes, width, first=True) + height_of_heads(wording, sizes, columns)
    room = frame.body.height - over - 4
    pad = (room / len(wording.entries) - sizes.body.leading) / 2
    sizes = sizes._replace(pad=max(0.0, min(_MOST_PAD, pad)))
    return Layout(wording, sizes, width, columns, 1)


def _beside(half: _Half, width: float, making: Making) -> list[Slug]:
    """What stands in the margin: the title and the text of the chapter, or its notes."""
    type = making.setting.type
    voice = type.note if half.odd else type.small
    slugs = [] if half.odd else [_title(width, making)]
    for block in half.said:
        slugs += [_said(words, voice, width, block, making) for words in block.words]
    return slugs


def _said(words: Words, voice: Voice, width: float, block: Block, making: Making) -> Slug:
    node = Node("P", making.setting.sect)
    paragraph = set_words(words, voice, width, node, making.setting)
    inset = Inset(0, width, 4.0)
    return text_slug(paragraph, node, inset, said_of(words, making.setting), block.line)


def _title(width: float, making: Making) -> Slug:
    style: ParagraphStyle = making.setting.type.title
    text, size = fitted(making.chapter.title, style.fontName, width, style.fontSize)

    def draw(page: Page, x: float, top: float) -> None:
        page.bookmark(making.chapter.title, top, 0, place_of_chapter(making.chapter.name))
        with page.tagged(Node("H1", making.setting.sect)):
            draw_line(page, text, (x, top - 0.85 * size), (style.fontName, size), style.textColor)

    return Slug(size + _UNDER, draw, size, says=making.chapter.title)
