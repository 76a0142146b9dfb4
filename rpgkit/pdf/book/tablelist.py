"""The list of all tables: each with its dice, and its page where it is in the book."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block
from rpgkit.pdf.book.back import Found, ListedTable
from rpgkit.pdf.book.index import runs_of, said_runs
from rpgkit.pdf.book.listing import columns_slug, width_of_column
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import INK
from rpgkit.pdf.tablebook import OTHERS, name_of
from rpgkit.pdf.tabledrawing import place_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

_COLUMNS = 3
_APART, _HANGING, _ABOVE, _UNDER = 5.0, 6.0, 7.0, 1.0
_LEADING = 9.5 / 8.5
_FAR = 1e6


class TableLine(NamedTuple):
    """A line of the list: a table, or all that lie together in a folder; `to` is the first of them in the book."""

    title: str
    dice: str
    pages: str
    to: str


class Folder(NamedTuple):
    """The tables of a folder, as lines."""

    name: str
    lines: tuple[TableLine, ...]


def folders_of(tables: Sequence[ListedTable]) -> list[Folder]:
    """The folders of which something is in the book, by name, and their tables, by title.

    What lies deeper than that is one line for each of its folders.
    """
    by_path = sorted(tables, key=lambda table: _path(table)[:1])
    grouped = [list(group) for _, group in groupby(by_path, key=lambda table: _path(table)[:1])]
    return [
        Folder(name_of(_path(group[0])[:1]) if _path(group[0]) else OTHERS, tuple(_lines_of(group)))
        for group in grouped
        if any(table.page for table in group)
    ]


def _path(table: ListedTable) -> tuple[str, ...]:
    return tuple(table.id.split("/")[:-1])


def _lines_of(tables: Sequence[ListedTable]) -> list[TableLine]:
    deeper = sorted((table for table in tables if len(_path(table)) > 1), key=_path)
    lines = [_line((table,), table.title) for table in tables if len(_path(table)) <= 1]
    for path, group in groupby(deeper, key=_path):
        some = tuple(group)
        lines.append(_line(some, f"{name_of(path)} ({len(some)})"))
    return sorted(lines, key=lambda line: line.title.casefold())


def _line(tables: Sequence[ListedTable], title: str) -> TableLine:
    dice = sorted({table.dice for table in tables}, key=lambda die: (len(die), die))
    placed = sorted((int(table.page), table.id) for table in tables if table.page)
    pages = sorted({page for page, _ in placed})
    said = dice[0] if len(dice) == 1 else f"{dice[0]}–{dice[-1]}"
    on = said_runs(pages) if len(runs_of(pages)) <= 1 else f"{pages[0]} ff."
    return TableLine(title, said, on, placed[0][1] if placed else "")


def list_slugs(block: Block, setting: Setting, found: Found) -> Iterator[Slug]:
    """All tables by their folders, in columns."""
    around = Node("Sect", setting.sect)
    many = 1 if setting.look.large else _COLUMNS
    width = width_of_column(many, setting)
    entries: list[Slug] = []
    for folder in folders_of(found.tables):
        entries.append(_head(folder.name, Node("P", around), setting, width))
        inside = Node("L", around, attributes={"O": "List", "ListNumbering": "None"})
        entries += [_entry(line, Node("LBody", Node("LI", inside)), setting, width) for line in folder.lines]
    if entries:
        yield columns_slug(entries, many, setting, block.line)


def _head(name: str, node: Node, setting: Setting, width: float) -> Slug:
    """The name of a folder, over a rule."""
    style = setting.type.label
    high = style.leading + _UNDER

    def draw(page: Page, x: float, top: float) -> None:
        with page.tagged(node):
            draw_line(page, name, (x, top - style.fontSize), (style.fontName, style.fontSize), style.textColor)
        page.rule(x, top - style.leading, width, (setting.type.accent, 0.7))

    return Slug(high, draw, high, _ABOVE, keeps=True)


def _entry(line: TableLine, around: Node, setting: Setting, width: float) -> Slug:
    """A table: its title, its dice, its page; what is not in the book is grey."""
    voice = setting.type.small
    ink = INK if line.pages else setting.look.grey
    style = ParagraphStyle("listed", voice.plain, leftIndent=_HANGING, firstLineIndent=-_HANGING, textColor=ink)
    style.leading = min(style.leading, _LEADING * style.fontSize)
    bold, quiet = voice.strong.fontName, setting.type.tables.blurb.fontName
    size = style.fontSize
    wide = max(width_of("00", bold, size), width_of(line.pages, bold, size)) + _APART
    dice = width_of(line.dice, quiet, size)
    node = Node("Link", Node("Reference", around)) if line.to else around
    room = max(width - wide - dice - _APART, width / 4)
    paragraph = paragraph_of([(line.title, style)], room)
    high = float(paragraph.wrap(room, _FAR)[1])

    def draw(page: Page, x: float, top: float) -> None:
        base, right = top - high + style.leading - size, x + width
        with page.tagged(node):
            paragraph.drawOn(page, x, top - high)
            _draw_right(page, line.dice, (right - wide, base), (quiet, size, ink))
            _draw_right(page, line.pages, (right, base), (bold, size, setting.type.accent))
        if line.to:
            says = f"{line.title}, {line.dice}, page {line.pages}"
            page.link(node, Area(x, top - high, width, high), f"#{place_of(line.to)}", says)

    return Slug(high, draw, high)


def _draw_right(page: Page, text: str, at: tuple[float, float], face: tuple[str, float, Color]) -> None:
    """Draws a text that ends at a place, with a space before it for who hears it."""
    name, size, ink = face
    said = f" {text}"
    draw_line(page, said, (at[0] - width_of(said, name, size), at[1]), (name, size), ink)
