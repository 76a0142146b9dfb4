"""Circles for the tests, of every size and shape."""

from functools import cache

from hypothesis import strategies as st

from rpgkit.circle import Circle, make_circle
from rpgkit.circleorigin import FEWEST, MOST, CircleOrigin
from rpgkit.facts import TAGS
from tests.people import people, person


@cache
def circle(seed: int, size: int = 5, pairs: int = 1) -> Circle:
    return make_circle(people(), CircleOrigin(seed, size, pairs))


def of_every_shape(seed: int) -> CircleOrigin:
    """One after the other circles of every size, number of pairs, with love and without."""
    size = FEWEST + seed % (MOST - FEWEST + 1)
    return CircleOrigin(seed, size, 1 + seed // 6 % (size // 2), bool(seed % 2))


@st.composite
def origins(draw: st.DrawFn, seasons: int = 0) -> CircleOrigin:
    """Whatever circle can be asked for."""
    size = draw(st.integers(FEWEST, MOST))
    seated = draw(st.lists(st.sampled_from(CODES), max_size=min(size - 2, size * 2 // 3), unique=True))
    pairs = draw(st.integers(1, (size - len(seated)) // 2))
    without = draw(st.sets(st.sampled_from(sorted(TAGS)), max_size=3))
    return CircleOrigin(
        draw(st.integers(0, 2**35 - 1)), size, pairs, draw(st.booleans()), frozenset(without), tuple(seated),
        draw(st.integers(0, seasons)),
    )  # fmt: skip


# Some who can sit at one table: all live in one half of the world, no two are of one name, and have met theirs.
CODES = tuple(
    one.code
    for one in {
        made.person.name.true: made
        for made in map(person, range(60))
        if made.person.hemisphere == "north" and made.bond.met
    }.values()
)[:6]
