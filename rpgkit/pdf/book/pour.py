"""Slugs poured into pages: no heading at the foot, no table over a page turn, notes in the margin if they fit."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rpgkit.pdf.book.frame import Frame
from rpgkit.pdf.book.slug import Leaf, Note, Placed, Slug

_FINE, _APART = 0.05, 7.0
Frames = Callable[[int], Frame]


class Overset(Exception):
    """A slug that no page holds; `line` is that of its block."""

    def __init__(self, slug: Slug) -> None:
        super().__init__(slug.line)
        self.line, self.height = slug.line, slug.height


def pour(items: Iterable[Slug | Note], first: int, frames: Frames) -> list[Leaf]:
    """The pages of a chapter from the page `first` on, with its notes in the margin or, where it is full, below."""
    items = list(items)
    plain = [item for item in items if isinstance(item, Slug)]
    leaves = _poured(plain, first, frames)
    notes = [item for item in items if isinstance(item, Note)]
    beside = _with_notes(leaves, notes, frames)
    if beside:
        return beside
    return _poured(_noted(items), first, frames)


def _noted(items: Iterable[Slug | Note]) -> list[Slug]:
    """Slugs with the notes among them, each before the table that it follows: none stands alone on a page."""
    noted: list[Slug] = []
    for item in items:
        if isinstance(item, Slug):
            noted.append(item)
            continue
        at = len(noted)
        while at > 1 and noted[at - 1].wide and not noted[at - 2].keeps:
            at -= 1
        noted.insert(at, item.within)
    return noted


def _poured(slugs: Sequence[Slug], first: int, frames: Frames) -> list[Leaf]:
    leaves: list[Leaf] = []
    waiting = deque(slugs)
    while waiting:
        frame = frames(first + len(leaves))
        leaves.append(Leaf(frame.number, tuple(_with_what_follows(list(_filled(waiting, frame)), waiting))))
    return leaves


def _with_what_follows(placed: list[Placed], waiting: deque[Slug]) -> list[Placed]:
    """What stands on a page, without the headings at its foot, which go with what follows."""
    stays = next((at for at in range(len(placed), 0, -1) if not placed[at - 1].slug.keeps), 0)
    if not waiting or not stays:
        return placed
    waiting.extendleft(one.slug for one in reversed(placed[stays:]))
    return placed[:stays]


def _filled(waiting: deque[Slug], frame: Frame) -> Iterator[Placed]:
    """What stands on a page; it is taken from those that wait."""
    y, empty = frame.body.top, True
    while waiting:
        slug = waiting.popleft()
        top = y - (0 if empty else slug.before)
        room = top - frame.body.y + _FINE
        needed = _needed(waiting) if slug.keeps and not empty else 0
        if slug.height + needed <= room:
            yield _placed(slug, top, frame)
            y, empty = top - slug.height, False
            continue
        verso = frame.number % 2 == 0
        parts = None if slug.keeps or room < slug.least else slug.cut(room, verso)
        if parts:
            yield _placed(parts[0], top, frame)
            waiting.appendleft(parts[1])
        elif empty and verso:
            raise Overset(slug)
        else:
            waiting.appendleft(slug)
        return


def _needed(waiting: Sequence[Slug]) -> float:
    """The room that what follows a heading needs to begin."""
    if not waiting:
        return 0
    after = waiting[0]
    more = _needed(list(waiting)[1:2]) if after.keeps else 0
    return after.before + after.least + more


def _placed(slug: Slug, top: float, frame: Frame) -> Placed:
    return Placed(slug, frame.body.x if slug.wide else frame.prose.x, top)


class _Free(NamedTuple):
    """A stretch of a margin beside which no table stands."""

    page: int
    top: float
    bottom: float


def _with_notes(leaves: list[Leaf], notes: Sequence[Note], frames: Frames) -> list[Leaf] | None:
    """The pages with their notes in the margins, the last ones as low as they can; None where one has no place."""
    if not notes:
        return leaves
    if not frames(leaves[0].number).margin.width:
        return None
    for note in reversed(notes):
        free = [
            one
            for leaf in leaves
            if leaf.placed
            for one in _free(leaf, frames(leaf.number))
            if one.top - one.bottom >= note.beside.height
        ]
        if not free:
            return None
        here = free[-1]
        leaf = next(leaf for leaf in leaves if leaf.number == here.page)
        high = note.beside.height
        bottom = max(here.bottom, min(_foot_of(leaf), here.top - high))
        placed = Placed(note.beside, frames(here.page).margin.x, bottom + high)
        noted = leaf._replace(placed=(*leaf.placed, placed))
        leaves = [noted if one is leaf else one for one in leaves]
    return leaves


def _foot_of(leaf: Leaf) -> float:
    """Where the last of a page ends: a note stands beside something."""
    return min(placed.top - placed.slug.height for placed in leaf.placed)


def _free(leaf: Leaf, frame: Frame) -> Iterator[_Free]:
    """The stretches of a page's margin that are free, from the top."""
    taken = sorted(
        (placed.top + _APART, placed.top - placed.slug.height - _APART)
        for placed in leaf.placed
        if placed.slug.wide or placed.x == frame.margin.x
    )
    top = frame.body.top
    for upper, lower in reversed(taken):
        if top - upper > 0:
            yield _Free(leaf.number, top, upper)
        top = min(top, lower)
    if top - frame.body.y > 0:
        yield _Free(leaf.number, top, frame.body.y)
