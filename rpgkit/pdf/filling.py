"""Which piece of which table stands where: pages filled in the order of the list, with as few holes as can be.

A page is a stack of bands. In a band stands one table over the whole width, or several in two columns.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from rpgkit.pdf.tables import Piece, cut

MOST_TABLES = 6
APART = 16.0
# So many tables are looked at, to find those that fill a page with the first.
NEAR = 14
# A long table begins in this share of a page at least; so much of one left empty is a great hole.
LEAST_BEGUN, GREAT_HOLE = 0.35, 1 / 3
_NO_ROOM = 1e9


class Choice(NamedTuple):
    """A table as it can be set: in a column, if it can, and over the whole width, in several pieces if it must."""

    folder: str
    narrow: Piece | None
    wide: tuple[Piece, ...]


class Placed(NamedTuple):
    """A piece with its place: how far from the left of the text, and how far under its top."""

    piece: Piece
    x: float
    under: float


Leaf = tuple[Placed, ...]


class Pages(NamedTuple):
    """The pages to fill: their height, where their second column begins, and the number of the first.

    `spreads`: they lie open two by two, and a table that is longer than a page takes two that face each other.
    `as_listed`: no table is moved to fill a hole. `bound`: where no table is left to stand before a long one, an
    empty page does.
    """

    room: float
    column: float
    first: int = 1
    spreads: bool = False
    as_listed: bool = False
    bound: bool = False

    def lets_begin(self, number: int) -> bool:
        """Whether a long table may begin on the page of a number: on the left of two, whose number is even."""
        return not self.spreads or number % 2 == 0


def filled(choices: Sequence[Choice], pages: Pages) -> list[Leaf]:
    """The pages of some tables, in the order of the list as far as that leaves no great holes.

    Where a long table waits for a page on the left, a short one of its folder is brought forward; or else it
    takes the page before, whose tables come after it.
    """
    leaves: list[Leaf] = []
    left, before = list(choices), ()  # type: list[Choice], tuple[Choice, ...]
    while left:
        number = pages.first + len(leaves)
        begun = _begun(left[0], leaves[-1], number - 1, pages) if leaves else ()
        if begun:
            first, *whole, last = begun
            leaves[-1] += (Placed(first, 0, pages.room - _free(leaves[-1], pages.room)),)
        else:
            if left[0].wide[1:] and not pages.lets_begin(number):
                left = _brought_forward(left)
                if left[0].wide[1:] and before:
                    left[1:1] = before
                    leaves.pop()
                elif left[0].wide[1:] and pages.bound:
                    leaves.append(())
            *whole, last = left[0].wide
        leaves += [(Placed(piece, 0, 0),) for piece in whole]
        is_whole, left[0] = not whole and not begun, left[0]._replace(wide=(last,))
        leaf, taken = _next(left, pages.first + len(leaves), pages)
        leaves.append(leaf)
        before = tuple(left[at] for at in taken) if is_whole else ()
        left = [choice for at, choice in enumerate(left) if at not in taken]
    return leaves


def _brought_forward(left: list[Choice]) -> list[Choice]:
    """The tables with the next short one of the first one's folder before them, if there is one."""
    short = (at for at, choice in enumerate(left) if not choice.wide[1:] and choice.folder == left[0].folder)
    at = next(short, 0)
    return [left[at], *left[:at], *left[at + 1 :]]


def _free(leaf: Leaf, room: float) -> float:
    """The height that is left under all that stands on a page; none if there are tables enough."""
    used = max(placed.under + placed.piece.height for placed in leaf) + APART
    return room - used if len(leaf) < MOST_TABLES else 0


def _begun(choice: Choice, leaf: Leaf, number: int, pages: Pages) -> tuple[Piece, ...]:
    """The pieces of a long table that begins in what is left of a page; none if they would be more."""
    free = _free(leaf, pages.room)
    if not choice.wide[1:] or free < LEAST_BEGUN * pages.room or not pages.lets_begin(number):
        return ()
    pieces = cut(choice.wide[0].layout, pages.room, free)
    return pieces if pieces[1:] and len(pieces) <= len(choice.wide) and pieces[0].height <= free else ()


def _next(left: Sequence[Choice], number: int, pages: Pages) -> tuple[Leaf, tuple[int, ...]]:
    """The page that begins with the first of the tables: those that follow it, if they leave no great hole."""
    row, taken = _in_a_row(left, pages)
    after = left[len(taken) :]
    if pages.as_listed or not after or _free(row, pages.room) < GREAT_HOLE * pages.room:
        return row, taken
    return (row, taken) if _begun(after[0], row, number, pages) else _best(left, pages)


def _in_a_row(left: Sequence[Choice], pages: Pages) -> tuple[Leaf, tuple[int, ...]]:
    """The page that holds as many tables as it can of those that come first."""
    for many in range(min(MOST_TABLES, len(left)), 0, -1):
        items = tuple(left[:many])
        found = None if any(item.wide[1:] for item in items) else _leaf(items, pages.column, pages.room)
        if found and _keeps_folders(left, tuple(range(many))):
            return found[1], tuple(range(many))
    raise AssertionError("a table is no higher than a page")


def _best(left: Sequence[Choice], pages: Pages) -> tuple[Leaf, tuple[int, ...]]:
    """The fullest page that begins with the first of the tables, and which of them it takes."""
    best: tuple[float, Leaf, tuple[int, ...]] | None = None
    for taken in _companies(left, pages.room):
        items = tuple(left[at] for at in taken)
        found = _leaf(items, pages.column, pages.room)
        if found:
            full = sum(map(_share, items)) / pages.room
            if best is None or full > best[0] + 0.01:
                best = (full, found[1], taken)
    assert best, "a table is no higher than a page"
    return best[1], best[2]


def _companies(left: Sequence[Choice], room: float) -> Iterator[tuple[int, ...]]:
    """Which tables may stand with the first: near ones, and of another folder only when their own is done."""
    near = [at for at in range(1, min(len(left), NEAR)) if not left[at].wide[1:]]
    for many in range(MOST_TABLES):
        for others in combinations(near, many):
            taken = (0, *others)
            if sum(_share(left[at]) for at in taken) <= room and _keeps_folders(left, taken):
                yield taken


def _keeps_folders(left: Sequence[Choice], taken: tuple[int, ...]) -> bool:
    last = left[taken[-1]].folder
    return last == left[0].folder or all(
        at in taken for at, choice in enumerate(left[: taken[-1]]) if choice.folder != last
    )


def _share(choice: Choice) -> float:
    """The height that a table takes at least, over the whole width."""
    wide = choice.wide[0].height
    return min(wide, choice.narrow.height / 2) if choice.narrow else wide


def _leaf(items: tuple[Choice, ...], column: float, room: float) -> tuple[float, Leaf] | None:
    """The lowest page that holds tables in their order, and its height; None if there is none."""
    found = [
        (high, leaf)
        for bands in _compositions(len(items))
        for high, leaf in [_stacked(items, bands, column)]
        if high <= room + 0.01
    ]
    return min(found, key=lambda way: way[0], default=None)


@cache
def _compositions(count: int) -> tuple[tuple[int, ...], ...]:
    """Every way to part so many things, in their order, into runs; the fewest runs first."""
    return tuple(
        tuple(end - start for start, end in zip((0, *cuts), (*cuts, count), strict=True))
        for many in range(count)
        for cuts in combinations(range(1, count), many)
    )


def _stacked(items: tuple[Choice, ...], bands: tuple[int, ...], column: float) -> tuple[float, Leaf]:
    under, at, leaf = 0.0, 0, []
    for size in bands:
        high, placed = _band(items[at : at + size], column)
        leaf += [piece._replace(under=piece.under + under) for piece in placed]
        under, at = under + high + APART, at + size
    return under - APART, tuple(leaf)


def _band(items: tuple[Choice, ...], column: float) -> tuple[float, Leaf]:
    if len(items) == 1:
        return items[0].wide[0].height, (Placed(items[0].wide[0], 0, 0),)
    pieces = [item.narrow for item in items if item.narrow]
    if len(pieces) < len(items):
        return _NO_ROOM, ()
    ways = [(max(_high(pieces[:cut]), _high(pieces[cut:])), cut) for cut in range(1, len(pieces))]
    high, cut = min(ways)
    return high, (*_column(pieces[:cut], 0), *_column(pieces[cut:], column))


def _high(pieces: Sequence[Piece]) -> float:
    return sum(piece.height + APART for piece in pieces) - APART


def _column(pieces: Sequence[Piece], x: float) -> Iterator[Placed]:
    under = 0.0
    for piece in pieces:
        yield Placed(piece, x, under)
        under += piece.height + APART
