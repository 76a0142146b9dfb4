"""Unevenness: numbers drawn once from a stream into a table, and what is made of them without drawing again."""

from collections.abc import Iterator
from itertools import cycle, islice, pairwise
from typing import NamedTuple

from rpgkit.streams import Stream

SIZE = 1024
_FINE = 1 << 16
# How far apart the rows of a table begin: prime, so that no two of them walk in step.
_APART = 167


class Grain(NamedTuple):
    """A table of numbers from -1 to 1 that belongs to one seed and one name."""

    table: tuple[float, ...]

    def row(self, lane: int) -> Iterator[float]:
        """Endless numbers, one after the other; each lane begins elsewhere."""
        start = lane * _APART % SIZE
        return islice(cycle(self.table), start, None)

    def smooth(self, at: float, lane: int = 0) -> float:
        """A number that changes slowly with `at`, anew with every whole step."""
        whole = int(at // 1)
        part = at - whole
        whole += lane * _APART
        one, other = self.table[whole % SIZE], self.table[(whole + 1) % SIZE]
        return one + (other - one) * part * part * (3 - 2 * part)

    def fractal(self, count: int, lane: int, keep: float = 0.55) -> list[float]:
        """So many numbers from about -1 to 1, like a coast: halved time and again, each bend `keep` of the last."""
        draws = self.row(lane)
        values, bend = [next(draws) * 0.3, next(draws) * 0.3], 1.0
        while len(values) < count:
            finer = [values[0]]
            for one, other in pairwise(values):
                finer += ((one + other) / 2 + bend * next(draws), other)
            values, bend = finer, bend * keep
        last = len(values) - 1
        return [values[at * last // max(1, count - 1)] for at in range(count)]


def grain_of(seed: str, name: str) -> Grain:
    """The grain of a seed and a name: the same on every machine."""
    stream = Stream(seed, name)
    words = [stream.below(_FINE * _FINE) for _ in range(SIZE // 2)]
    return Grain(tuple(part * 2 / _FINE - 1 for word in words for part in divmod(word, _FINE)))
