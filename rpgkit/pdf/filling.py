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
# A long table begins in this share of a page at least.
LEAST_BEGUN = 0.35
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


def filled(choices: Sequence[Choice], room: float, column: float) -> list[Leaf]:
    """The pages of some tables; `room` is a page's height, `column` where its second column begins.

    Each page begins with the first table that is left, and takes of those after it what leaves the least hole. A
    table that is longer than a page goes before those of its folder if it can begin in what is left of a page.
    """
    leaves: list[Leaf] = []
    left = list(choices)
    folder = ""
    while left:
        free = _free(leaves[-1], room) if leaves else 0
        long = [at for at, choice in enumerate(left) if choice.wide[1:] and choice.folder == folder]
        begun = [(at, pieces) for at in long if (pieces := _begun(left[at], room, free))]
        if begun:
            at, (first, *whole, last) = begun[0]
            leaves[-1] += (Placed(first, 0, room - free),)
            left.insert(0, left.pop(at))
        else:
            *whole, last = left[0].wide
        leaves += [(Placed(piece, 0, 0),) for piece in whole]
        folder, left[0] = left[0].folder, left[0]._replace(wide=(last,))
        leaf, taken = _best(left, room, column)
        leaves.append(leaf)
        left = [choice for at, choice in enumerate(left) if at not in taken]
    return leaves


def _free(leaf: Leaf, room: float) -> float:
    """The height that is left under all that stands on a page; none if there are tables enough."""
    used = max(placed.under + placed.piece.height for placed in leaf) + APART
    return room - used if len(leaf) < MOST_TABLES else 0


def _begun(choice: Choice, room: float, free: float) -> tuple[Piece, ...]:
    """The pieces of a long table that begins in what is left of a page; none if they would be more."""
    if free < LEAST_BEGUN * room:
        return ()
    pieces = cut(choice.wide[0].layout, room, free)
    return pieces if pieces[1:] and len(pieces) <= len(choice.wide) and pieces[0].height <= free else ()


def _best(left: Sequence[Choice], room: float, column: float) -> tuple[Leaf, tuple[int, ...]]:
    """The fullest page that begins with the first of the tables, and which of them it takes."""
    best: tuple[float, Leaf, tuple[int, ...]] | None = None
    for taken in _companies(left, room):
        items = tuple(left[at] for at in taken)
        found = _leaf(items, column, room)
        if found:
            full = sum(map(_share, items)) / room
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
