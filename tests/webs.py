"""Circles for the tests: as the game makes them, from a number, in names and colours of its own tables."""

from functools import cache
from random import Random

from rpgkit.pack import builtin_tables, load_tables, shelf_of
from rpgkit.person import Colour
from rpgkit.table import Table
from rpgkit.web import ABSENT, NEW, PLAYER, TOWN, Arrow, Knot, Thread, Web

TONGUES = ("arabic", "english", "georgian", "greek", "hebrew", "hindi", "japanese", "korean", "polish", "yoruba")
KINDS = ("romance", "friend", "mismatch", "cousin", "ex", "left", "rival", "enemy", "untold", "kin", "work")
YEARS = (None, None, None, 0, 3, 22)
SEATS, ABSENTS = "12345678", "abcd"
TEAL = Colour("teal", "#00707A", "#00707A")


@cache
def colours() -> tuple[Colour, ...]:
    table = _tables()["marks/colours"]
    return tuple(Colour(row.raw, table.cell(row, "Hex"), table.cell(row, "Ink")) for row in table.rows)


@cache
def names() -> tuple[tuple[str, str], ...]:
    """What people of every tongue are called, and how that is written."""
    found = []
    for tongue in TONGUES:
        table = _tables()[f"marks/names/{tongue}"]
        for row in table.rows:
            found.append((table.cell(row, "Called") or row.raw, table.cell(row, "Written") or row.raw))
    return tuple(found)


@cache
def _tables() -> dict[str, Table]:
    ids = ["marks/colours", *(f"marks/names/{tongue}" for tongue in TONGUES)]
    return load_tables(shelf_of([builtin_tables()]), ids)


def web(seed: int, players: int = 0) -> Web:
    """A circle such as the game makes: a pair, shared absent ones, the rest anyhow, ties to each neighbour."""
    random = Random(seed)
    seats = list(SEATS[: players or random.randint(3, 8)])
    absent = list(ABSENTS[: (len(seats) + 1) // 2])
    arrows = _arrows(random, seats, absent)
    others = sorted({end for arrow in arrows for end in arrow[:2]} - {*seats, *absent})
    knots = [_knot(random, key, PLAYER) for key in seats]
    knots += [_knot(random, key, ABSENT, random.choice(YEARS)) for key in absent]
    unmet = {arrow.borne for arrow in arrows if arrow.mutual is None}
    knots += [
        _knot(random, key, random.choice((NEW, TOWN)), random.choice(YEARS))._replace(known=key not in unmet)
        for key in others
    ]
    return Web(tuple(knots), tuple(arrows), tuple(_threads(random, seats, arrows)), f"Q{seed:03}-T3ST")


def _knot(random: Random, key: str, role: str, years: int | None = None) -> Knot:
    called, written = random.choice(names())
    return Knot(key, called, written, random.choice(colours()), random.randint(18, 90), role, years)


def _arrows(random: Random, seats: list[str], absent: list[str]) -> list[Arrow]:
    left = random.sample(seats, len(seats))
    pair = [left.pop(), left.pop()]
    arrows = [Arrow(pair[0], pair[1], random.choice(KINDS), str(2 * random.randint(1, 49)), True)]
    for at, bearer in enumerate(left):
        number = str(2 * random.randint(1, 49) + 1)
        if at < 2 or random.random() < 0.5:
            borne = absent[at // 2 % len(absent)]
        elif random.random() < 0.5:
            borne = random.choice([seat for seat in seats if seat != bearer])
        else:
            borne = f"n{at}"
        if borne[0] == "n" and random.random() < 0.3:
            arrows.append(Arrow(bearer, borne, "unmet", "70–79", None))
        else:
            arrows.append(Arrow(bearer, borne, random.choice(KINDS), number, False))
    for at, key in enumerate(absent):
        if key not in {arrow.borne for arrow in arrows}:
            arrows.append(Arrow(f"n{at + 20}", key, "friend", "35", False))
    return arrows


def _threads(random: Random, seats: list[str], arrows: list[Arrow]) -> list[Thread]:
    joined = [{arrow.bearer, arrow.borne} for arrow in arrows]
    threads = []
    for at, seat in enumerate(seats):
        threads.append(Thread(seat, seats[(at + 1) % len(seats)], random.choice(("friend", "neighbour"))))
        joined.append({seat, threads[-1].other})
        free = [other for other in seats if other != seat and {seat, other} not in joined]
        if free and random.random() < 0.8:
            threads.append(Thread(seat, random.choice(free), random.choice(("colleague", "family", "partner"))))
            joined.append({seat, threads[-1].other})
    return threads
