"""The page plan: the booklet is what it says, every page is there, and all fits."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.pdf.book.frame import frame_of
from rpgkit.pdf.page import MM
from tests.booklets import TRIM, half_of_us, laid
from tests.plan import BACK, COVER, FILE, PAGES, Planned, pages_of, read, write

MOST_WORDS, MOST_MM = 3, 0.5
# What a reader opens, and what has to lie there: the pages of each chapter by its name.
SPREADS = {
    "player": (2,), "imprint": (3,), "premise": (4, 5), "before": (6, 7), "mark": (8, 9), "colours": (10, 11),
    "bonds": (12, 13), "met": (14, 15), "lovers": (16, 17), "others": (18, 19), "scar": (20, 21),
    "events": (22, 23), "mourning": (24, 25), "dissonance": (26, 27), "ties": (28, 29), "person": (30, 31),
    "example": (32, 33), "circle": (34, 35), "rules": (36, 37), "gm": (38, 39), "town": (40, 41),
    "townsfolk": (42, 43), "paper": (44, 45), "next": (46, 47), "nine": (48, 49), "feet": (50, 51),
    "latch": (52, 53), "register": (54, 55), "orange": (56, 57), "conversions": (58,), "afterword": (59,),
    "tables": (60,), "index": (61,), "credits": (62,), "gm-quick": (63,),
}  # fmt: skip
STARTERS = ("next", "nine", "feet", "latch", "register", "orange")


@cache
def plan() -> list[Planned]:
    return read(FILE.read_text(encoding="utf-8"))


@cache
def measured() -> list[Planned]:
    return pages_of(half_of_us(), laid(half_of_us()))


def differences(planned: Planned, found: Planned) -> Iterator[str]:
    """What of a page is not as it is planned."""
    for name in ("topic", "chapter", "art"):
        wanted, is_there = getattr(planned, name), getattr(found, name)
        if wanted != is_there:
            yield f"page {found.number}: {name} is '{is_there}', planned '{wanted}'"
    if abs(planned.words - found.words) > MOST_WORDS:
        yield f"page {found.number}: {found.words} words, planned {planned.words}"
    if abs(planned.mm - found.mm) > MOST_MM:
        yield f"page {found.number}: the text is {found.mm} mm high, planned {planned.mm}"
    names = [name for name, _ in planned.tables], [name for name, _ in found.tables]
    if names[0] != names[1]:
        yield f"page {found.number}: tables are {', '.join(names[1])}; planned {', '.join(names[0])}"
        return
    for (name, wanted), (_, high) in zip(planned.tables, found.tables, strict=True):
        if abs(wanted - high) > MOST_MM:
            yield f"page {found.number}: {name} is {high} mm high, planned {wanted}"


def pages_planned_for(name: str) -> tuple[int, ...]:
    return tuple(page.number for page in plan() if page.chapter.partition("-")[2] == name)


def test_the_booklet_is_as_it_is_planned() -> None:
    assert [page.number for page in measured()] == [page.number for page in plan()]
    told = [one for pair in zip(plan(), measured(), strict=True) for one in differences(*pair)]
    assert told == [], "what is not as pdfs/booklet/plan.toml has it; 'make plan' measures it anew"


def test_every_page_is_planned_once_from_the_cover_to_the_back() -> None:
    assert [page.number for page in plan()] == list(range(1, PAGES + 1))
    assert (plan()[0].topic, plan()[-1].topic) == (COVER, BACK)
    assert all(page.topic and page.chapter for page in plan()[1:-1])


def test_what_is_planned_for_a_page_fits_it() -> None:
    for page in plan():
        room = frame_of(TRIM, page.number).body.height / MM
        assert page.mm + sum(high for _, high in page.tables) <= room + MOST_MM, page.number


@pytest.mark.parametrize("name", SPREADS)
def test_a_chapter_lies_open_where_it_should(name: str) -> None:
    assert pages_planned_for(name) == SPREADS[name]


def test_every_starter_is_a_spread() -> None:
    assert [pages_planned_for(name) for name in STARTERS] == [(first, first + 1) for first in range(46, 58, 2)]


def test_bonds_face_each_other_and_scar_events_are_seen_at_once() -> None:
    for name, table in (("bonds", "bonds/bonds"), ("events", "scars/events")):
        verso, recto = (plan()[number - 1] for number in pages_planned_for(name))
        assert verso.number % 2 == 0
        assert [name for name, _ in verso.tables] == [name for name, _ in recto.tables] == [table]


def test_each_page_says_something() -> None:
    assert [page.number for page in plan()[1:-1] if page.words == 0 and not page.tables and page.mm == 0] == []


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")))
HIGH = st.integers(0, 2_000).map(lambda tenths: tenths / 10)
PLANNED = st.builds(
    Planned, st.integers(1, PAGES), TEXT, TEXT, st.integers(0, 900), HIGH,
    st.lists(st.tuples(TEXT, HIGH)).map(tuple), TEXT,
)  # fmt: skip


@given(pages=st.lists(PLANNED, min_size=1))
def test_a_plan_is_read_as_it_was_written(pages: list[Planned]) -> None:
    assert read(write(pages)) == pages
