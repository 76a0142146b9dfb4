"""Tables among prose: whole, parted over a spread, two side by side where both are short, or as a square."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rpgkit.chapter import Block
from rpgkit.pdf.book.choice import wording_for
from rpgkit.pdf.book.matrix import is_matrix, matrix_slug
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.rows import Entry, Wording
from rpgkit.pdf.strips import Line
from rpgkit.pdf.tabledrawing import Drawing, Told, draw_piece, place_of
from rpgkit.pdf.tables import STRIPS_APART, Layout, Piece, cut, even_columns, folded_layout, layout_of

ABOVE, _APART = 9.0, 9.0
# A table is parted where so much of it at least stands on each page.
_LEAST_PART = 90.0
# Two tables stand side by side where that saves so much of their height.
_SAVED = 0.9
# So many pages lie open, and less than that of one is little.
_SPREAD, _LITTLE = 2, 0.6
# In large type a table is parted, though a page would hold it, where so much of one is left.
_MUCH = 0.4
_PAIR = 2


class SetTable(NamedTuple):
    """A table that is set: its words, where its bookmarks are, what it says, and on which line it is asked for.

    `shows` are the ids of the tables whose rows it has.
    """

    wording: Wording
    places: tuple[str, ...]
    told: Told
    line: int
    shows: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The tables that have their place here."""
        return tuple(place.removeprefix("table ") for place in self.places)


class Context(NamedTuple):
    """What stands around tables: the setting, the level of their headings, the height of a page."""

    setting: Setting
    level: str
    room: float
    title: str
    homes: frozenset[tuple[str, int]]


def table_slugs(blocks: Sequence[Block], context: Context) -> Iterator[Slug]:
    """Tables that follow one another."""
    worded = ((block, wording_for(block, context.setting)) for block in blocks)
    waiting = [(block, wording) for block, wording in worded if wording.entries]
    while waiting:
        block, wording = waiting.pop(0)
        if is_matrix(block, context.setting.tables) and not wording.left_out:
            yield matrix_slug(_set(block, wording, context), context)
            continue
        beside = _narrow(wording, context)
        other = _narrow(waiting[0][1], context) if waiting and beside else None
        wide = _wide(wording, context, len(block.tables) == _PAIR)
        if beside and other:
            both = max(_high(beside, context), _high(other, context))
            apart = _high(wide, context) + _high(_wide(waiting[0][1], context), context)
            if both < _SAVED * apart:
                yield _band(((block, beside), (waiting.pop(0)[0], other)), context)
                continue
        yield whole_slug(_set(block, wording, context), wide, context)


def _set(block: Block, wording: Wording, context: Context) -> SetTable:
    ids = [chosen.table for chosen in block.tables]
    places = tuple(place_of(id) for id in ids if (id, block.line) in context.homes)
    return SetTable(wording, places, Told(context.setting.sect, context.level), block.line, tuple(ids))


def _wide(wording: Wording, context: Context, pair: bool = False) -> Layout:
    """A table over the whole width; of a pair each has a column as wide as the other's."""
    sizes, width = context.setting.type.tables, context.setting.width
    wording = wording._replace(title="", blurb="") if wording.title == context.title else wording
    if pair and not context.setting.look.large:
        tried = (even_columns(wording, sizes, width), layout_of(wording, sizes, width, context.room))
        return min((layout for layout in tried if layout), key=lambda layout: _high(layout, context))
    return layout_of(wording, sizes, width, context.room) or folded_layout(wording, sizes, width, context.room)


def _narrow(wording: Wording, context: Context) -> Layout | None:
    """A table in one of two columns, if it may stand there."""
    if context.setting.look.large or wording.title in ("", context.title):
        return None
    width = (context.setting.width - STRIPS_APART) / 2
    layout = layout_of(wording, context.setting.type.tables, width, context.room)
    return layout if layout and len(cut(layout, context.room)) == 1 else None


def _high(layout: Layout, context: Context) -> float:
    return sum(piece.height for piece in cut(layout, context.room))


def says_of(wording: Wording, entries: Iterable[Entry]) -> str:
    """The words of a table with some of its rows."""
    return " ".join((wording.title, *wording.heads, wording.blurb, *_cells(entries)))


def _cells(entries: Iterable[Entry]) -> Iterator[str]:
    return (stretch.text for entry in entries for cell in entry.cells for stretch in cell)


def _words_of(pieces: Sequence[Piece]) -> str:
    """The words of a table, or of a part of it."""
    entries = [line.entry for piece in pieces for line in _lines_in(piece)]
    return says_of(pieces[0].layout.wording, entries) if pieces[0].first else " ".join(_cells(entries))


def whole_slug(table: SetTable, layout: Layout, context: Context) -> Slug:
    """A table over the whole width; on a verso it may go on on the page that faces it."""
    return _parted(table, cut(layout, context.room), context)


def _parted(table: SetTable, pieces: tuple[Piece, ...], context: Context) -> Slug:
    piece, high = pieces[0], sum(one.height for one in pieces)

    def draw(page: Page, x: float, top: float) -> None:
        draw_table(page, (piece, table), (x, top), context)

    def parts(room: float, verso: bool) -> tuple[Slug, Slug] | None:
        if _waits(pieces, room, verso, context) or room < _LEAST_PART:
            return None
        first, *rest = _without_widow(piece, room, context) if piece.first else pieces
        if not rest or first.height > room + 0.01:
            return None
        return _parted(table, (first,), context), _parted(table, tuple(rest), context)

    ids, least = table.ids if piece.first else (), min(high, _LEAST_PART)
    slug = Slug(high, draw, least, ABOVE, wide=True, line=table.line, tables=ids, cut=parts)
    return slug._replace(says=_words_of(pieces), shows=table.shows)


def _without_widow(piece: Piece, room: float, context: Context) -> tuple[Piece, ...]:
    """A table in pieces, the first no higher than a room, of which no last one is a row alone."""
    pieces = cut(piece.layout, context.room, room)
    last = _lines_in(pieces[-1])
    if len(pieces) == 1 or len({line.entry.group for line in last}) > 1:
        return pieces
    return cut(piece.layout, context.room, pieces[0].height - _lines_in(pieces[0])[-1].height - 1)


def _lines_in(piece: Piece) -> list[Line]:
    return [line for strip in piece.strips for line in strip]


def _waits(pieces: tuple[Piece, ...], room: float, verso: bool, context: Context) -> bool:
    """Whether a table is rather begun on a further page: on a verso, or in large type on one that holds it all.

    Where little of a verso is left it waits for one that holds it all with the page that faces it.
    """
    if context.setting.look.large:
        return len(pieces) == 1 and room < _MUCH * context.room
    if not (verso and pieces[0].first):
        return pieces[0].first
    spread = len(cut(pieces[0].layout, context.room, room)) <= _SPREAD
    return not spread and len(pieces) <= _SPREAD and room < _LITTLE * context.room


def _band(pair: Sequence[tuple[Block, Layout]], context: Context) -> Slug:
    """Two tables side by side."""
    pieces = [(cut(layout, context.room)[0], _set(block, layout.wording, context)) for block, layout in pair]
    step = (context.setting.width - STRIPS_APART) / 2 + STRIPS_APART

    def draw(page: Page, x: float, top: float) -> None:
        for at, piece in enumerate(pieces):
            draw_table(page, piece, (x + at * step, top), context)

    high = max(piece.height for piece, _ in pieces)
    says = " ".join(_words_of((piece,)) for piece, _ in pieces)
    ids = tuple(id for _, table in pieces for id in table.ids)
    slug = Slug(high, draw, high, _APART, wide=True, line=pair[0][0].line, tables=ids)
    return slug._replace(says=says, shows=tuple(id for _, table in pieces for id in table.shows))


def draw_table(page: Page, set: tuple[Piece, SetTable], at: tuple[float, float], context: Context) -> None:
    """Draws a table, or a part of it, with its bookmarks."""
    piece, table = set
    if piece.first:
        for place in table.places:
            page.bookmark(context.setting.references.titles[place.removeprefix("table ")], at[1], 1, place)
    draw_piece(Drawing(page, context.setting.look, context.setting.references.pages), piece, at, table.told)
