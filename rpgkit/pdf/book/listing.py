"""Short entries in columns, one below the other: the contents, the list of tables, the index."""

from collections.abc import Sequence

from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page

GAP = 12.0
_STEP, _FINE = 2.0, 0.01


def width_of_column(many: int, setting: Setting) -> float:
    """How wide each of so many columns is, over the whole page."""
    return (setting.width - GAP * (many - 1)) / many


def columns_slug(entries: Sequence[Slug], many: int, setting: Setting, line: int, before: float = 6.0) -> Slug:
    """Entries in columns as even as they can be; where a page is full they go on on the next."""
    columns = _even(entries, many)
    high = max(map(_high, columns))
    step = width_of_column(many, setting) + GAP

    def draw(page: Page, x: float, top: float) -> None:
        for at, column in enumerate(columns):
            y = top
            for entry in column:
                y -= entry.before if y < top else 0
                entry.draw(page, x + at * step, y)
                y -= entry.height

    def cut(room: float, verso: bool) -> tuple[Slug, Slug] | None:  # noqa: ARG001
        here = sum(map(len, _filled(entries, many, room)))
        if not 0 < here < len(entries):
            return None
        first = columns_slug(entries[:here], many, setting, line, before)
        return first, columns_slug(entries[here:], many, setting, line, before)

    least = max(entry.height for entry in entries)
    return Slug(high, draw, least, before, wide=True, line=line, cut=cut)


def _high(column: Sequence[Slug]) -> float:
    return sum(entry.height + (entry.before if at else 0) for at, entry in enumerate(column))


def _even(entries: Sequence[Slug], many: int) -> list[list[Slug]]:
    """All entries in columns, the highest as low as it can be."""
    high = max(_high(entries) / many, max(entry.height for entry in entries))
    while sum(map(len, columns := _filled(entries, many, high))) < len(entries):
        high += _STEP
    return columns


def _filled(entries: Sequence[Slug], many: int, room: float) -> list[list[Slug]]:
    """As many entries as columns of a height hold; an entry that keeps is not the last of one."""
    columns: list[list[Slug]] = []
    begun = 0
    for _ in range(many):
        end, high = begun, 0.0
        while end < len(entries):
            high += entries[end].height + (entries[end].before if end > begun else 0)
            if high > room + _FINE:
                break
            end += 1
        while begun < end < len(entries) and entries[end - 1].keeps:
            end -= 1
        columns.append(list(entries[begun:end]))
        begun = end
    return columns
