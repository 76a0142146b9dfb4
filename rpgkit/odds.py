"""Exact odds: the chance of every row, and how often what it leads to is rolled.

Chances are counted over all faces, in whole numbers over one denominator; no float comes near them.
How often a nested table is rolled is the solution of linear equations, one for each place in the
nesting. Where that is not finite, the nesting is endless.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from rpgkit.cases import Case, meet
from rpgkit.errors import RpgkitError
from rpgkit.table import PLAIN, Asked, Outcome, Row, Table, chances_of, nothing_fits
from rpgkit.wording import Link

Tables = Mapping[str, Table]
MOST_AGAIN, MOST_PLACES, MOST_IN_CIRCLE, MOST_WEIGHTS = 3, 2_000, 40, 40


class Place(NamedTuple):
    """A table as it stands in the nesting: what is known there, and the text's earlier rolls on it."""

    id: str
    known: Case
    before: int


class Endless(Exception):
    """The nesting is endless; `circle` holds the tables that lead to each other."""

    def __init__(self, circle: Sequence[str]) -> None:
        self.circle = tuple(circle)
        super().__init__(" → ".join((*circle, circle[0])))


class Odds(NamedTuple):
    """A table's rows with their chances, and every row led to with how often it is expected."""

    rows: tuple[tuple[Row, Fraction], ...]
    leads_to: tuple[tuple[Table, Row, Fraction], ...]


class Shares(NamedTuple):
    """Rows and their chances, as whole numbers over one denominator."""

    rows: tuple[tuple[Row, int], ...]
    whole: int


def odds_of(tables: Tables, id: str, asked: Asked = PLAIN) -> Odds:
    """The exact odds of one roll on a table; raises Endless."""
    table = tables[id]
    nest = Nest(tables, asked.without)
    top = shares_of(table, asked)
    start = nest.children(table, top, asked.known)
    leads_to: dict[tuple[str, int], tuple[Table, Row, Fraction]] = {}
    for place, visits in nest.visits(start).items():
        shares = nest.shares(place)
        for row, share in shares.rows:
            times = Fraction(visits.numerator * share, visits.denominator * shares.whole)
            key = (place.id, row.line)
            if key in leads_to:
                times += leads_to[key][2]
            leads_to[key] = (tables[place.id], row, times)
    return Odds(tuple((row, Fraction(share, top.whole)) for row, share in top.rows), tuple(leads_to.values()))


def shares_of(table: Table, asked: Asked = PLAIN, before: int = 0) -> Shares:
    """The shares of every row that can fall, after `before` other rows that may not come again."""
    chances = chances_of(table, asked)
    if not chances.fitting:
        raise RpgkitError(nothing_fits(table, asked))
    if before >= MOST_AGAIN:
        raise RpgkitError(f"{table.id} is rolled over {MOST_AGAIN} times in one text, with 'again: reroll'")
    outcomes: dict[tuple[int, ...], Outcome] = {}
    ways: Counter[tuple[int, ...]] = Counter()
    for outcome, way in zip(chances.outcomes, chances.ways, strict=True):
        if outcome:
            key = tuple(row.line for row in outcome)
            outcomes[key] = outcome
            ways[key] += way
    share, whole = _draws(ways, before) if before else ({}, chances.fitting)
    rows: dict[int, int] = {}
    for key, way in ways.items():
        for line in key:
            rows[line] = rows.get(line, 0) + share.get(way, way)
    return Shares(tuple((row, rows[row.line]) for row in table.rows if row.line in rows), whole)


def _draws(ways: Counter[tuple[int, ...]], before: int) -> tuple[dict[int, int], int]:
    """By its ways, the share of an outcome in the draw that follows `before` others without replacement."""
    if before > 1 and len(set(ways.values())) > MOST_WEIGHTS:
        told = "so many different chances cannot be rolled thrice in one text with 'again: reroll'; roll twice"
        raise RpgkitError(told)
    chances = _draw(tuple(sorted(Counter(ways.values()).items())), before if before < len(ways) else 0)
    whole = lcm(*(chance.denominator for chance in chances.values()))
    return {way: int(chance * whole) for way, chance in chances.items()}, whole


@lru_cache(maxsize=4096)
def _draw(weights: tuple[tuple[int, int], ...], before: int) -> dict[int, Fraction]:
    """The chance of one outcome of each weight; `weights` says how many outcomes have it."""
    whole = sum(weight * count for weight, count in weights)
    if not before:
        return {weight: Fraction(weight, whole) for weight, _ in weights}
    shares = {weight: Fraction(0) for weight, _ in weights}
    for taken, count in weights:
        left = tuple((weight, n - (weight == taken)) for weight, n in weights if n > (weight == taken))
        after = _draw(left, before - 1)
        for weight in shares:
            others = count - (weight == taken)
            if others:
                shares[weight] += Fraction(others * taken, whole) * after[weight]
    return shares


class Nest:
    """The places that a roll can lead to, each looked at once."""

    def __init__(self, tables: Tables, without: frozenset[str] = frozenset()) -> None:
        self.tables = tables
        self.without = without
        self._shares: dict[Place, Shares] = {}

    def shares(self, place: Place) -> Shares:
        """The shares of every row at a place."""
        if place not in self._shares:
            asked = Asked(place.known, self.without)
            self._shares[place] = shares_of(self.tables[place.id], asked, place.before)
        return self._shares[place]

    def children(self, table: Table, shares: Shares, known: Case) -> dict[Place, Fraction]:
        """How often each place is rolled at once, by the rows of a table and their shares."""
        children: dict[Place, int] = {}
        known = meet(known, table.given)
        for row, share in shares.rows:
            for place in self._led_to(row, known) if row.text.rolled else ():
                children[place] = children.get(place, 0) + share
        return {place: Fraction(share, shares.whole) for place, share in children.items()}

    def _led_to(self, row: Row, known: Case) -> Iterable[Place]:
        before: dict[str, int] = {}
        holding = meet(known, row.case)
        for part in row.text.rolled:
            if isinstance(part, Link):
                id = part.table
                table = self.tables[id]
                yield Place(id, meet(holding, table.given), before.get(id, 0))
                if table.again == "reroll":
                    before[id] = before.get(id, 0) + 1

    def visits(self, start: Mapping[Place, Fraction]) -> dict[Place, Fraction]:
        """How often each place is rolled in all, from those rolled at once; raises Endless."""
        edges = self._edges(start)
        visits = dict.fromkeys(edges, Fraction(0)) | dict(start)
        for circle in _circles(edges):
            if len(circle) > 1 or circle[0] in edges[circle[0]]:
                visits |= _solve(circle, edges, visits)
            for place in circle:
                for child, times in edges[place].items():
                    if child not in circle:
                        visits[child] += visits[place] * times
        return visits

    def _edges(self, start: Iterable[Place]) -> dict[Place, dict[Place, Fraction]]:
        edges: dict[Place, dict[Place, Fraction]] = {}
        waiting = list(start)
        while waiting:
            place = waiting.pop()
            if place not in edges:
                if len(edges) == MOST_PLACES:
                    raise RpgkitError(f"over {MOST_PLACES:,} cases of Needs below {place.id}, too many to count")
                table = self.tables[place.id]
                edges[place] = self.children(table, self.shares(place), place.known)
                waiting += edges[place]
        return edges


def _circles(edges: Mapping[Place, Iterable[Place]]) -> list[list[Place]]:
    """The places that lead to each other, gathered; each gathering before those it leads to (Kosaraju)."""
    back: dict[Place, list[Place]] = {place: [] for place in edges}
    for place, children in edges.items():
        for child in children:
            back[child].append(place)
    seen: set[Place] = set()
    order = [place for root in edges if root not in seen for place in _walk(edges, root, seen)]
    seen = set()
    return [_walk(back, root, seen) for root in reversed(order) if root not in seen]


def _walk(edges: Mapping[Place, Iterable[Place]], root: Place, seen: set[Place]) -> list[Place]:
    """All that a place leads to and nobody has seen, itself last."""
    order, path = [], [(root, iter(edges[root]))]
    seen.add(root)
    while path:
        place, children = path[-1]
        child = next((child for child in children if child not in seen), None)
        if child is None:
            path.pop()
            order.append(place)
        else:
            seen.add(child)
            path.append((child, iter(edges[child])))
    return order


def _solve(
    circle: Sequence[Place],
    edges: Mapping[Place, Mapping[Place, Fraction]],
    visits: Mapping[Place, Fraction],
) -> dict[Place, Fraction]:
    """How often the places of a circle are rolled: x = start + Mᵀx, by elimination.

    The solution is finite just when every pivot of I − Mᵀ is positive (a nonsingular M-matrix).
    """
    size = len(circle)
    if size > MOST_IN_CIRCLE:
        raise RpgkitError(f"{size} tables and cases lead round in one circle with {circle[0].id}; make it shorter")
    rows = [
        [Fraction(here == there) - edges[from_].get(to, Fraction(0)) for there, from_ in enumerate(circle)]
        + [visits[to]]
        for here, to in enumerate(circle)
    ]
    for pivot in range(size):
        if rows[pivot][pivot] <= 0:
            raise Endless(list(dict.fromkeys(place.id for place in circle)))
        for at in range(size):
            if at != pivot and rows[at][pivot]:
                ratio = rows[at][pivot] / rows[pivot][pivot]
                rows[at] = [left - ratio * right for left, right in zip(rows[at], rows[pivot], strict=True)]
    return {place: rows[at][size] / rows[at][at] for at, place in enumerate(circle)}
