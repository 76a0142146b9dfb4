"""What a booklet says of itself: its contents, the list of all tables, the index; and its back."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.art import read_art, show_art
from rpgkit.chapter import Art
from rpgkit.chapterfile import read_chapter
from rpgkit.errors import Mistakes
from rpgkit.pdf.book.back import ListedTable, Said
from rpgkit.pdf.book.booklet import booklet_pdf
from rpgkit.pdf.book.frame import frame_of
from rpgkit.pdf.book.index import MOST_RUNS, Term, located, mains_of, pages_of, runs_of, said_runs, term_of
from rpgkit.pdf.book.layout import Printing
from rpgkit.pdf.book.listing import GAP, columns_slug, width_of_column
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.tablelist import folders_of
from rpgkit.pdf.book.type import booktype_of
from rpgkit.pdf.book.wall import Wall, names_of, wall_of
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.outputs import Job
from rpgkit.pdf.rows import References
from rpgkit.pdf.tags import Node
from rpgkit.references import Known
from tests.booklets import TRIM, booklet_of_chapters, half_of_us, laid, printed, tables, written
from tests.people import people
from tests.printed import letters_of
from tests.test_booklet import leads, mistakes_of, texts_of
from tests.test_tags import alts

PAGES = st.lists(st.integers(1, 99), unique=True).map(sorted)


# The index.


@given(pages=PAGES)
def test_runs_have_each_page_once_and_no_two_of_them_could_be_one(pages: list[int]) -> None:
    runs = runs_of(pages)
    assert [page for first, last in runs for page in range(first, last + 1)] == pages
    assert all(before[1] + 1 < after[0] for before, after in pairwise(runs))


def test_runs_are_printed_with_a_dash() -> None:
    assert said_runs([4, 36, 37, 41, 42, 43]) == "4, 36–37, 41–43"


WORDS = st.lists(st.sampled_from(["tide", "Tide", "tides", "rust", "Marek", "Marek’s", "marek"]), max_size=12)
SAID = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=30).map(
    lambda pages: [Said(at, " ".join(words), " ".join(heads)) for at, (words, heads) in enumerate(pages, 2)]
)


@given(said=SAID, sought=st.sampled_from([("tide",), ("Marek",), ("rust", "Marek"), ("ebb",)]))
def test_a_term_has_pages_that_say_it_and_of_too_many_the_main_ones_first(
    said: list[Said], sought: tuple[str, ...]
) -> None:
    pages, main = pages_of(sought, said), mains_of(sought, said)
    matching = re.compile(rf"\b({'|'.join({'tide': '[Tt]ides?'}.get(word, word) for word in sought)})\b")
    counts = {one.page: len(matching.findall(one.words)) for one in said if matching.search(one.words)}
    assert set(pages) <= counts.keys() and pages == sorted(pages)
    assert len(runs_of(pages)) <= MOST_RUNS
    left_out = counts.keys() - set(pages)
    assert not left_out or len(runs_of(pages)) == MOST_RUNS
    # One that is left out would have been a run more.
    assert all(len(runs_of(sorted({*pages, page}))) > MOST_RUNS for page in left_out)
    if left_out & main:
        assert set(pages) & main
    if left_out and not main & counts.keys():
        assert max(counts.values()) in {counts[page] for page in pages}


@pytest.mark.parametrize(
    ("sought", "words", "found"),
    [
        ("tide", "Tides rise", True),
        ("tide", "the betides of it", False),
        ("Care", "take care, and careful", False),
        ("Care", "Care is a trait", True),
        ("enemy", "two enemies", True),
        ("enemy", "an enemy’s", True),
        ("Brandt", "at Brandt's", True),
        ("Brandt", "Brandts", True),
        ("box", "boxes", True),
        ("rust", "rusty", False),
        ("Ache", "Heartache, ache", False),
        ("ex", "exes, not next", True),
        ("ex", "next", False),
    ],
)
def test_a_word_is_found_in_the_plural_and_with_its_capital(sought: str, words: str, found: bool) -> None:
    assert (pages_of((sought,), [Said(7, words, "")]) == [7]) is found


def test_a_term_says_what_is_sought_after_its_colon() -> None:
    assert term_of("Abiodun, Dr: Abiodun / the doctor") == Term("Abiodun, Dr", ("Abiodun", "the doctor"))
    assert term_of("Ache") == Term("Ache", ("Ache",))


INDEXED = (
    "# The tide\n\nMarek waits.\n\n## Rust\n\nIt is red.\n",
    "# Second\n\nRust and rust.\n",
    "# Index\n\n[[index]]\n\n- Marek\n- rust\n- tide\n",
)


def test_the_index_leads_to_the_pages_where_its_terms_are_said() -> None:
    data = booklet_of_chapters(*INDEXED)
    said = " ".join(texts_of(data)[3].split())
    assert "Marek 2" in said and "rust 2–3" in said and "tide 2" in said
    assert leads(data, 4) == {"2": 2, "2–3": 2}
    assert "rust" not in said.replace("rust 2–3", "")


def test_a_heading_and_the_title_of_a_table_are_the_main_places() -> None:
    said = laid(written("# The tide\n\n## Rust\n\nIt is.\n\n[[bonds/tied]]\n", "# B\n\nRust, ties.\n")).pages.said
    assert mains_of(("rust",), said) == mains_of(("How many ties",), said) == mains_of(("tide",), said) == {2}
    assert pages_of(("rust",), said) == [2, 3]


def test_terms_that_no_page_says_are_told_all_at_once_with_their_lines() -> None:
    assert mistakes_of(*INDEXED[:2], "# Index\n\n[[index]]\n\n- Marek\n- ebb\n\n- Red\n") == [
        "3-three.md:6:1: no page says 'ebb'; write after a colon what the text says, 'ebb: …', or delete the term",
        "3-three.md:8:1: no page says 'Red', but 'red' is said; write that, without a capital",
    ]


# The contents.


def test_a_part_stands_before_the_chapter_that_it_begins_with() -> None:
    contents = "# C\n\n[[contents]]\n\n- Land: two\n- Sea: three\n"
    data = booklet_of_chapters(contents, "# Field\n\nGrass.\n", "# Tide\n\nSalt.\n", "# Ebb\n\nMud.\n")
    page = texts_of(data)[1].split()
    assert page[page.index("C") + 1 :][:8] == ["Land", "3", "Field", "Sea", "4", "Tide", "5", "Ebb"]
    assert leads(data, 2) == {"Field 3": 3, "Tide 4": 4, "Ebb 5": 5}


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("Land", "a part of the contents names the chapter that it begins with, '- Six evenings: next'"),
        ("Land: tow", "no chapter is called 'tow'; did you mean 'two'?"),
    ],
)
def test_a_part_that_begins_with_no_chapter_is_told(part: str, told: str) -> None:
    with pytest.raises(Mistakes) as raised:
        read_chapter(f"# C\n\n[[contents]]\n\n- {part}\n".encode(), "c.md", Known({}, ("one", "two")))
    (mistake,) = raised.value.mistakes
    assert (mistake.line, mistake.message) == (5, told)


# The list of all tables.

IDS = st.lists(
    st.sampled_from(
        ["a", "b", "bonds/a", "bonds/b", "bonds/holds/a", "bonds/holds/b", "bonds/x/y/z", "town/a", "z/q/a"]
    ),
    unique=True,
)


@given(ids=IDS, data=st.data())
def test_each_table_of_a_folder_that_is_in_the_book_is_listed_once(ids: list[str], data: st.DataObject) -> None:
    page = st.sampled_from(["", "", "4", "17"])
    listed = [ListedTable(id, id.rpartition("/")[2], "d6", data.draw(page)) for id in ids]
    folders = folders_of(listed)
    seen = {one.id.split("/")[0] if "/" in one.id else "" for one in listed if one.page}
    assert len(folders) == len(seen)
    many = [re.search(r" \((\d+)\)$", line.title) for folder in folders for line in folder.lines]
    assert sum(int(found[1]) if found else 1 for found in many) == sum(
        (id.split("/")[0] if "/" in id else "") in seen for id in ids
    )
    for folder in folders:
        titles = [line.title.casefold() for line in folder.lines]
        assert titles == sorted(titles)
        assert all(bool(line.pages) == bool(line.to) for line in folder.lines)


def test_what_lies_deeper_is_one_line_with_its_dice_and_where_it_begins() -> None:
    listed = [
        ListedTable("bonds/holds/a", "A", "d12", "18"),
        ListedTable("bonds/holds/b", "B", "d6", "16"),
        ListedTable("bonds/met", "How you met", "d66", "14"),
    ]
    (folder,) = folders_of(listed)
    assert folder == (
        "Bonds",
        (("Holds (2)", "d6–d12", "16 ff.", "bonds/holds/b"), ("How you met", "d66", "14", "bonds/met")),
    )


def test_all_tables_and_the_whole_index_have_a_page_each_in_type_that_is_read() -> None:
    book, letters = laid(half_of_us()), letters_of(printed("half_of_us"))
    assert [book.pages.chapters[name] for name in ("imprint", "tables", "index")] == ["3", "60", "61"]
    assert all(len(letters[number - 1]) > 600 for number in (3, 60, 61))
    listed = " ".join(texts_of(printed("half_of_us"))[59].split())
    for id, table in tables().items():
        if id.count("/") == 1 and id in book.pages.tables:
            assert f"{table.title} {table.dice.notation} {book.pages.tables[id]}" in listed, id


# Columns.


class Drawn(NamedTuple):
    """An entry where it was drawn."""

    at: int
    x: float
    top: float
    bottom: float


def setting() -> Setting:
    width = frame_of(TRIM, 2).body.width
    return Setting(TRIM, booktype_of(TRIM), References({}, {}), {}, {}, frozenset(), Node("Sect"), width, width)


def entries_of(sizes: Sequence[tuple[int, int, bool]], drawn: list[Drawn]) -> list[Slug]:
    """Entries so high, so far below another, that keep or do not; each notes where it is drawn."""

    def entry(at: int, high: int, before: int, keeps: bool) -> Slug:
        def draw(_: object, x: float, top: float) -> None:
            drawn.append(Drawn(at, x, top, top - high))

        return Slug(high, draw, high, before, keeps=keeps)

    return [entry(at, *size) for at, size in enumerate(sizes)]


SIZES = st.lists(st.tuples(st.integers(5, 30), st.integers(0, 9), st.booleans()), min_size=1, max_size=40)


@given(sizes=SIZES, many=st.integers(1, 3))
def test_columns_are_read_downwards_and_one_after_the_other_and_no_head_is_left_below(
    sizes: list[tuple[int, int, bool]], many: int
) -> None:
    drawn: list[Drawn] = []
    slug = columns_slug(entries_of(sizes, drawn), many, setting(), 1)
    slug.draw(None, 0.0, 1_000.0)  # type: ignore[arg-type]
    assert [one.at for one in drawn] == list(range(len(sizes)))
    step = width_of_column(many, setting()) + GAP
    columns = [round(one.x / step) for one in drawn]
    assert columns == sorted(columns) and columns[-1] < many
    assert min(one.bottom for one in drawn) == pytest.approx(1_000 - slug.height)
    for before, after in pairwise(drawn):
        if before.x == after.x:
            assert after.top <= before.bottom
        else:
            assert after.top == 1_000 and not sizes[before.at][2]


@given(sizes=SIZES, many=st.integers(1, 3), room=st.integers(60, 400))
def test_columns_that_go_on_overleaf_lose_no_entry(
    sizes: list[tuple[int, int, bool]], many: int, room: int
) -> None:
    drawn: list[Drawn] = []
    slug = columns_slug(entries_of(sizes, drawn), many, setting(), 1)
    parts = slug.cut(room, False)
    if parts:
        assert parts[0].height <= room + 0.1
        for part in parts:
            part.draw(None, 0.0, 0.0)  # type: ignore[arg-type]
        assert [one.at for one in drawn] == list(range(len(sizes)))


# The cover.


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_the_back_is_on_a_screen_where_the_sheets_have_a_page_for_it(many: int) -> None:
    supplement = written(*(f"# {at}\n\nWords.\n" for at in range(many)))._replace(back="Come and play.")
    screen, press = (
        texts_of(booklet_pdf(Printing(supplement, TRIM, people()), job)) for job in (Job(), Job("press"))
    )
    backs = [number for number, page in enumerate(screen, 1) if "Come and play." in page]
    assert backs == ([] if many == 3 else [many + 2])
    assert len(screen) == many + 1 + len(backs)
    assert not any("Come and play." in page for page in press)


NAME = st.text(st.sampled_from("MarekÉłöთეა"), min_size=1, max_size=20)


@given(name=NAME, colour=st.sampled_from(["#AC4A14", "#0B6623"]), years=st.none() | st.integers(0, 99))
def test_a_mark_is_read_as_it_is_written(name: str, colour: str, years: int | None) -> None:
    assert read_art(show_art(Art(name, colour, years)), {}) == Art(name, colour, years)


def test_the_wall_has_names_of_every_tongue_that_has_a_table() -> None:
    names = set(names_of(tables()))
    for id, table in tables().items():
        if id.startswith("marks/names/"):
            assert names & {table.cell(row, "Written") for row in table.rows}, id


@given(width=st.integers(5, 30), height=st.integers(2, 12))
def test_the_wall_leaves_no_corner_bare(width: int, height: int) -> None:
    layers = wall_of(Wall(names_of(tables()), width, height, 100), "#000000")
    lefts, bottoms, rights, tops = zip(*(layer.path.box for layer in layers), strict=True)
    assert min(lefts) < 0 and max(rights) > 100 * (width - 1)
    assert min(bottoms) < 50 and max(tops) > 100 * (height - 1)


def test_without_names_there_is_no_wall() -> None:
    assert wall_of(Wall((), 10, 10, 100), "#000000") == []


def test_the_front_says_title_subtitle_and_author_and_its_mark_in_words() -> None:
    data = printed("half_of_us")
    said = " ".join(texts_of(data)[0].split())
    supplement = half_of_us()
    assert all(text in said for text in (supplement.title, supplement.subtitle, supplement.author))
    assert alts(data)[0].startswith("the name Marek")


def test_a_term_is_sought_in_the_chapters_that_are_named_the_main_one_first() -> None:
    said = [
        Said(2, "a sign", "", "one"),
        Said(3, "no word", "", "two"),
        Said(4, "a sign of it", "", "two"),
        Said(5, "another sign", "Signs", "three"),
        Said(6, "nothing", "", "four"),
    ]
    term = term_of("signs: sign; two, four")
    assert term == Term("signs", ("sign",), ("two", "four"))
    assert located(term, said) == ([4, 6], {3, 4})
    assert located(term_of("signs: sign"), said) == ([2, 4, 5], {5})
