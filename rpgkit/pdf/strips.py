"""Rows in strips side by side: as even as they can be, and rows of one number never apart."""

from collections.abc import Sequence
from typing import NamedTuple

from rpgkit.pdf.rows import Entry

# So much higher strips of a d66 may be, to be parted between its tens.
BY_TENS = 1.15


class Line(NamedTuple):
    """An entry with the height that it takes."""

    entry: Entry
    height: float


Strip = tuple[Line, ...]


def taken(lines: Sequence[Line], strips: int, room: float) -> int:
    """How many lines stand in strips of a height: one at least."""
    blocks = _blocks(lines, room)
    ends = _filled(list(map(_height, blocks)), room)
    return sum(len(block) for block in blocks[: ends[min(strips, len(ends)) - 1]])


def balanced(lines: Sequence[Line], strips: int, room: float, tens: bool = False) -> tuple[Strip, ...]:
    """Lines in strips of which the highest is as low as it can be; with `tens` a d66's are kept together."""
    even = _even(_blocks(lines, room), strips)
    if tens:
        parts = [[line for line in lines if line.entry.group // 6 * strips // 6 == at] for at in range(strips)]
        if all(parts) and max(map(_height, parts)) <= min(room, BY_TENS * max(map(_height, even))):
            return tuple(map(tuple, parts))
    return even


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _blocks(lines: Sequence[Line], room: float) -> list[Strip]:
    """What must stand together: rows of one number, unless they are higher than the room."""
    blocks: list[Strip] = []
    for line in lines:
        last = blocks[-1] if blocks else ()
        if last and last[-1].entry.group == line.entry.group and _height((*last, line)) <= room:
            blocks[-1] = (*last, line)
        else:
            blocks.append((line,))
    return blocks


def _even(blocks: Sequence[Strip], strips: int) -> tuple[Strip, ...]:
    heights = [_height(block) for block in blocks]
    low, high = max(heights), sum(heights)
    while high - low > 0.25:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(heights, middle)) <= strips else (middle, high)
    ends = _filled(heights, high)
    parts = [blocks[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return (*(tuple(line for block in part for line in block) for part in parts), *[()] * (strips - len(parts)))


def _filled(heights: Sequence[float], room: float) -> list[int]:
    """Where the strips end that are filled one after the other."""
    ends, used = [], 0.0
    for at, height in enumerate(heights):
        if at and used + height > room + 0.01:
            ends.append(at)
            used = 0.0
        used += height
    return [*ends, len(heights)]
