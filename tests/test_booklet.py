"""Booklets: what stands on which page, what never does, and that every word of a chapter is printed."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination

from rpgkit.chapter import Chapter
from rpgkit.errors import Mistakes
from rpgkit.facts import TAGS
from rpgkit.pdf.book.booklet import booklet_pdf
from rpgkit.pdf.book.choice import die_of
from rpgkit.pdf.book.frame import CLEAR, frame_of
from rpgkit.pdf.book.layout import Laid, Printing, lay_out
from rpgkit.pdf.book.slug import Leaf, Placed
from rpgkit.pdf.outputs import Job
from rpgkit.pdf.page import PAPERS
from rpgkit.pdf.preflight import preflight
from rpgkit.pdf.style import Look
from rpgkit.references import ROLLED
from tests.booklets import TRIM, booklet_of_chapters, half_of_us, laid, printed, sale, tables, written
from tests.people import people
from tests.printed import alike, letters_of, text_of
from tests.test_tags import faults, roles

LOOKS = {
    "a5": TRIM,
    "half-letter": Look("half-letter", tint="#8A1C2B"),
    "plain": Look("a5", plain=True),
    "large": Look("a4", large=True, tint="#5A3A32"),
}
SALE_CODE = "[[example]]"


def texts_of(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


# Every word is there, and nothing is where it must not be.

WORD = st.sampled_from(
    ["a", "tide", "harbour", "Ìdòwú", "თეა", "sixty-two", "*rust*", "**never**", "[[bonds/met]]"]
)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=160).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    st.just("## A heading"),
    st.lists(PARAGRAPH, min_size=1, max_size=6).map(lambda said: "\n".join(f"- {text}" for text in said)),
    st.lists(PARAGRAPH, min_size=1, max_size=6).map(lambda said: "\n".join(f"1. {text}" for text in said)),
    PARAGRAPH.map(lambda text: f"> {text}"),
    PARAGRAPH.map(lambda text: f"> [!play]\n> {text}\n>\n> {text}"),
    PARAGRAPH.map(lambda text: f"> [!margin]\n> {text[:200]}"),
    st.sampled_from(
        [
            "[[scars/events]]",
            "[[marks/colours]]",
            "[[bonds/met: 11, 23, 35, 46]]",
            "[[bonds/holds/kin: 1, 2 | bonds/strains/kin: 3, 4]]",
            "[[odds of bonds/twins]]",
            "[[blank map]]",
        ]
    ),
)
CHAPTER = st.lists(BLOCK, min_size=1, max_size=9).map(lambda blocks: "# A chapter\n\n" + "\n\n".join(blocks) + "\n")


def boxes_on(leaf: Leaf) -> Iterator[tuple[float, float, float, float, Placed]]:
    """What stands on a page: its left, bottom, right and top."""
    frame = frame_of(TRIM, leaf.number)
    for placed in leaf.placed:
        if placed.slug.wide:
            left, wide = frame.body.x, frame.body.width
        elif placed.x == frame.prose.x:
            left, wide = frame.prose.x, frame.prose.width
        else:
            left, wide = frame.margin.x, frame.margin.width
        yield left, placed.top - placed.slug.height, left + wide, placed.top, placed


def overlapping(leaf: Leaf) -> list[tuple[str, str]]:
    boxes = list(boxes_on(leaf))
    return [
        (one[4].slug.says[:30], other[4].slug.says[:30])
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.1
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.1
    ]


def outside(leaf: Leaf) -> list[str]:
    body = frame_of(TRIM, leaf.number).body
    return [
        placed.slug.says[:30]
        for _, bottom, _, top, placed in boxes_on(leaf)
        if bottom < body.y - 0.1 or top > body.top + 0.1
    ]


def heads_at_the_foot(leaves: list[Leaf]) -> list[int]:
    return [leaf.number for leaf in leaves if leaf.placed and leaf.placed[-1].slug.keeps]


def assert_is_well_laid(book: Laid) -> None:
    for opened in book.chapters:
        for leaf in opened.leaves:
            assert opened.chapter.mirrored or overlapping(leaf) == [], leaf.number
            assert outside(leaf) == [], leaf.number
        assert heads_at_the_foot(list(opened.leaves)) == []


HEADED = "# A chapter\n\n## A heading\n\n## A heading\n\n"
POINTS = "- a\n" * 6


@settings(max_examples=40, deadline=None)
@given(text=CHAPTER)
@example(f"{HEADED}[[scars/events]]\n\na a a\n\n{POINTS}\n## A heading\n\n[[scars/events]]\n")
@example(f"{HEADED}[[marks/colours]]\n\na a\n\n{POINTS}\n[[scars/events]]\n")
def test_nothing_overlaps_nor_leaves_its_page_and_no_heading_stands_at_a_foot(text: str) -> None:
    if not text.rstrip().endswith("## A heading"):
        assert_is_well_laid(laid(written(text)))


def said_in(chapter: Chapter) -> list[str]:
    """The words of a chapter, but for those that name a table or a chapter."""
    return [
        run.text
        for block in chapter.blocks
        if block.kind != "index"
        for words in block.words
        for run in words
        if run.text.strip()
    ]


def unspaced(text: str) -> str:
    return re.sub(r"[^\w-]+", "", alike(text))


@settings(max_examples=15, deadline=None)
@given(text=CHAPTER)
def test_every_word_of_a_chapter_is_printed(text: str) -> None:
    found = unspaced(text_of(booklet_of_chapters(text)))
    for said in said_in(written(text).chapters[0]):
        for word in said.split():
            assert unspaced(word) in found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("which", [sale, half_of_us])
def test_every_word_of_the_booklets_is_printed_in_its_order(which: object, look: str) -> None:
    supplement = which()  # type: ignore[operator]
    found = unspaced(text_of(printed(which.__name__, LOOKS[look])))  # type: ignore[attr-defined]
    for chapter in supplement.chapters:
        for said in said_in(chapter):
            # A folio stands between what goes on overleaf.
            for part in re.split(r"(?<=[.;:?!])\s", said):
                words = part.split()
                halves = (words[: len(words) // 2], words[len(words) // 2 :])
                assert any(unspaced("".join(half)) in found for half in halves), part


def test_the_built_in_booklet_is_well_laid_in_both_its_formats() -> None:
    assert_is_well_laid(laid(half_of_us()))
    assert [leaf.number for leaf in laid(half_of_us(), LOOKS["half-letter"]).leaves] == [
        leaf.number for leaf in laid(half_of_us()).leaves
    ]


@pytest.mark.parametrize("look", ["a5", "half-letter", "plain"])
def test_no_letter_comes_near_the_trim_and_none_is_too_small(look: str) -> None:
    width, height = PAPERS[LOOKS[look].paper]
    for letters in letters_of(printed("sale", LOOKS[look]))[1:]:
        assert all(one.left >= CLEAR - 3 and one.right <= width - CLEAR + 3 for one in letters)
        assert all(one.bottom >= CLEAR - 3 and one.top <= height - CLEAR + 3 for one in letters)


def pages_of_tables(book: Laid) -> dict[str, list[int]]:
    """On which pages each table stands, by the first words that it says."""
    found: dict[str, list[int]] = {}
    for leaf in book.leaves:
        for placed in leaf.placed:
            for id in placed.slug.tables:
                found.setdefault(id, []).append(leaf.number)
    return found


@settings(max_examples=12, deadline=None)
@given(before=st.integers(0, 900))
def test_a_table_never_crosses_a_page_turn(before: int) -> None:
    text = f"# A chapter\n\n{'tide ' * before}\n\n[[lives/fears]]\n\nAfter.\n"
    pages = texts_of(booklet_of_chapters(text))
    (goes_on,) = [number for number, said in enumerate(pages, 1) if "Fears, continued" in said]
    begins = next(number for number, said in enumerate(pages, 1) if "Fears \r" in said)
    assert (begins % 2, goes_on) == (0, begins + 1)
    assert all(len(re.findall(r"(?m)^\d+ \w", pages[number - 1])) >= 2 for number in (begins, goes_on))


@pytest.mark.parametrize("look", ["a5", "half-letter"])
def test_in_the_built_in_booklet_every_table_that_goes_on_does_so_on_the_page_that_faces_it(look: str) -> None:
    pages = texts_of(printed("half_of_us", LOOKS[look]))
    going_on = [number for number, said in enumerate(pages, 1) if re.search(r"(?m), continued\s*$", said)]
    assert 23 in going_on and all(number % 2 for number in going_on)


def test_a_short_table_stands_beside_another_only_where_that_saves_room() -> None:
    book = laid(written("# A\n\n[[bonds/tied]]\n\n[[scars/kept: 1, 2, 3, 4]]\n"))
    assert pages_of_tables(book) == {"bonds/tied": [2], "scars/kept": [2]}


def test_a_quotation_mark_right_after_emphasis_closes() -> None:
    (page,) = texts_of(booklet_of_chapters('# A\n\nShe said "I *never*" and "*so*, then" to \'*them*\'.\n'))[1:]
    assert "She said “I never” and “so, then” to ‘them’." in " ".join(page.split())


def test_page_is_said_of_one_and_pages_of_several() -> None:
    first = "# First\n\nSee page [[two]], or pages [[three]]. Pages [[two]] are long.\n"
    data = booklet_of_chapters(first, f"# Second\n\n{'tide ' * 600}\n", "# Third\n\nShort.\n")
    said = " ".join(texts_of(data)[1].replace("\xa0", " ").split())
    assert "See pages 3–4, or page 5. Pages 3–4 are long." in said


def test_pages_from_one_chapter_to_another_are_one_run() -> None:
    first = "# First\n\nSee page [[two]] to [[three]].\n"
    data = booklet_of_chapters(first, f"# Second\n\n{'tide ' * 600}\n", f"# Third\n\n{'ebb ' * 600}\n")
    assert "See pages 3–6." in " ".join(texts_of(data)[1].replace("\xa0", " ").split())


def test_points_at_the_end_of_a_text_are_a_line_to_write_on() -> None:
    (page,) = texts_of(booklet_of_chapters("# A\n\n- A number: …………\n- To be …\n"))[1:]
    assert "A number:" in page and "…………" not in page and "To be …" in page


# A choice of rows is rolled on a die of its own.


@pytest.mark.parametrize("many", sorted(ROLLED))
def test_a_choice_of_rows_has_a_die_that_falls_on_each_as_often(many: int) -> None:
    dice, numbers = die_of(many)
    assert len(numbers) == many
    if dice == "any die":
        assert numbers == ("odd", "even")
        return
    sides = int(dice[1:])
    faces = [face for said in numbers for face in range(int(said.split("–")[0]), int(said.split("–")[-1]) + 1)]
    assert faces == list(range(1, sides + 1)) and sides % many == 0


def test_a_choice_is_printed_with_its_own_numbers_and_says_that_it_is_one() -> None:
    (page,) = texts_of(booklet_of_chapters("# A\n\n[[bonds/met: 11, 23, 35, 46]]\n"))[1:]
    assert "d4" in page and "A choice of 4 from its 36" in page
    wanted = [row for row in tables()["bonds/met"].rows if tables()["bonds/met"].numbers(row) == "23"]
    assert wanted and all(
        f"{' '.join(row.raw.split()[:3])}" in " ".join(page.split()) for row in wanted if "{" not in row.raw
    )


def test_a_choice_of_which_rows_are_left_out_keeps_its_die_and_says_so() -> None:
    table = tables()["lives/breaking"]
    numbers = [table.numbers(row) for row in table.rows][:4]
    tags = frozenset(tag for row in table.rows[:4] for tag in row.tags)
    supplement = written(f"# A\n\n[[lives/breaking: {', '.join(numbers)}]]\n")
    (page,) = texts_of(booklet_pdf(Printing(supplement, TRIM, people(), tags)))[1:]
    gone = [at for at, row in enumerate(table.rows[:4], 1) if row.tags & tags]
    assert gone and "d4" in page and f"Left out: {', '.join(map(str, gone))}. Roll again." in page


def test_half_of_us_prints_with_all_that_can_be_left_out_left_out() -> None:
    laid_out = lay_out(Printing(half_of_us(), TRIM, people(), frozenset(TAGS)))
    assert [leaf.number for leaf in laid_out.leaves] == list(range(2, 64))


def test_what_a_supplement_says_of_itself_is_never_read_as_markup() -> None:
    odd = "<img src='/etc/hosts'/> & <b>"
    supplement = written("# A\n\nTide.\n")._replace(title=odd, subtitle=odd, author=odd, back=odd)
    data = booklet_pdf(Printing(supplement, TRIM, people()))
    assert alike(text_of(data)).count("/etc/hosts") >= 4
    assert b"/URI" not in data and b"/Subtype /Image" not in data


def test_two_choices_stand_side_by_side_under_their_titles() -> None:
    (page,) = texts_of(booklet_of_chapters("# A\n\n[[bonds/holds/kin: 1, 2 | bonds/strains/kin: 3, 4]]\n"))[1:]
    said = " ".join(page.split())
    assert "any die What holds kin What strains: kin" in said
    assert re.search(r"\bodd\b.*\beven\b", said)


# Evens face odds.


def test_the_evens_of_bonds_face_its_odds() -> None:
    pages = texts_of(printed("half_of_us"))
    for row in tables()["bonds/bonds"].rows:
        number = tables()["bonds/bonds"].numbers(row)
        page = pages[12 - 1 if int(number) % 2 == 0 else 13 - 1]
        assert alike(row.raw.replace("'", "’").replace('"', "")) in alike(re.sub("[“”]", "", page)), number


@pytest.mark.parametrize("look", ["a5", "half-letter"])
def test_on_the_spread_of_bonds_no_letter_lies_on_another(look: str) -> None:
    for letters in letters_of(printed("half_of_us", LOOKS[look]))[11:13]:
        placed = sorted(letters, key=lambda letter: letter.left)
        for at, one in enumerate(placed):
            near = takewhile(lambda other: other.left < one.right - 2.5, placed[at + 1 :])  # noqa: B023
            assert not [other for other in near if other.bottom < one.top - 4 and one.bottom < other.top - 4]


# Where all stands, and what leads there.


def leads(data: bytes, number: int) -> dict[str, int]:
    """The links of a page: what they say, and the number of the page that they lead to."""
    reader: Any = PdfReader(BytesIO(data))
    pages = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages, 1)}
    links = [link.get_object() for link in reader.pages[number - 1]["/Annots"]]
    said = ((str(link["/Contents"]).replace("\xa0", " "), link["/Dest"][0].idnum) for link in links)
    return {text: pages[page] for text, page in said}


def outline(data: bytes) -> list[str]:
    def titles(items: list[object]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Destination):
                yield str(item.title)
            elif isinstance(item, list):
                yield from titles(item)

    return list(titles(list(PdfReader(BytesIO(data)).outline)))


def test_every_chapter_and_table_is_a_bookmark_and_pages_are_labelled_by_their_numbers() -> None:
    data = printed("half_of_us")
    titles = outline(data)
    book = laid(half_of_us())
    for chapter in half_of_us().chapters:
        assert chapter.title in titles
    for id in book.pages.tables:
        assert tables()[id].title in titles
    labels = PdfReader(BytesIO(data)).page_labels
    assert labels == [str(number) for number in range(1, len(labels) + 1)]


def test_what_a_sentence_names_leads_to_the_page_that_it_says() -> None:
    second = "# Second\n\n" + "tide " * 900 + "\n\n[[bonds/tied]]\n"
    data = booklet_of_chapters("# First\n\nSee [[bonds/tied]], and pages [[two]].\n", second)
    pages = texts_of(data)
    table = next(number for number, said in enumerate(pages, 1) if "d6" in said)
    said = " ".join(pages[1].split()).replace("\xa0", " ")
    assert f"See How many ties, p. {table}, and pages 3–{table}." in said
    assert leads(data, 2) == {f"How many ties, p. {table}": table, f"3–{table}": 3}


def test_the_contents_lead_to_where_each_chapter_begins() -> None:
    links = leads(printed("half_of_us"), 3)
    pages = laid(half_of_us()).pages.chapters
    for chapter in half_of_us().chapters:
        if chapter.name != "imprint":
            first = int(pages[chapter.name].split("–")[0])
            assert links[f"{chapter.title} {first}"] == first


# What cannot be set is told with its file and line.


def mistakes_of(*chapters: str) -> list[str]:
    with pytest.raises(Mistakes) as raised:
        laid(written(*chapters))
    return [str(mistake) for mistake in raised.value.mistakes]


def test_a_chapter_that_is_too_long_for_its_pages_is_told_with_the_line_where_it_runs_over() -> None:
    told = mistakes_of(f"---\npages: 2\n---\n# A\n\n{'tide ' * 300}\n\n{'ebb ' * 500}\n", "# B\n\nfine\n")
    assert len(told) == 1
    assert re.fullmatch(
        r"1-one\.md:8:1: the chapter runs over its pages \(2\) by \d+ lines from here; cut it, choose fewer rows of"
        r" its tables, or give it more pages",
        told[0],
    )


def test_a_chapter_that_asks_for_pages_that_are_taken_is_told() -> None:
    wanted = "the pages up to {} are taken by the cover and the chapters before it; ask for later ones"
    assert mistakes_of("---\npages: 1\n---\n# A\n\nx\n", "# B\n\nx\n") == [f"1-one.md:1:1: {wanted.format(1)}"]
    told = mistakes_of("# A\n\n" + "tide " * 1_500 + "\n", "---\npages: 3\n---\n# B\n\nx\n")
    assert [re.sub(r"up to \d", "up to {}", one) for one in told] == [f"2-two.md:1:1: {wanted}"]


def test_a_square_whose_rows_are_left_out_is_a_table_that_says_so() -> None:
    rows = tables()["marks/colours"].rows
    tagged = (rows[0], rows[1]._replace(tags=frozenset({"drink"})), *rows[2:])
    changed = {**tables(), "marks/colours": tables()["marks/colours"]._replace(rows=tagged)}
    supplement = written("# A\n\n[[marks/colours]]\n")._replace(tables=changed)
    said = text_of(booklet_pdf(Printing(supplement, TRIM, people(), frozenset({"drink"}))))
    assert "Left out: 12. Roll again." in said and "wine red" not in said


def test_evens_and_odds_that_are_left_out_are_told_on_their_pages() -> None:
    table = tables()["bonds/bonds"]
    rows = (table.rows[0], table.rows[1]._replace(tags=frozenset({"drink"})), *table.rows[2:])
    text = "---\npages: 2–3\nspread: evens facing odds\n---\n# A\n\n[[bonds/bonds]]\n"
    supplement = written(text)._replace(tables={**tables(), table.id: table._replace(rows=rows)})
    pages = texts_of(booklet_pdf(Printing(supplement, TRIM, people(), frozenset({"drink"}))))
    assert "Left out: 02. Roll again." in pages[1] and "Left out" not in pages[2]


def test_a_note_that_no_page_holds_is_told() -> None:
    assert mistakes_of(f"# A\n\nx\n\n> [!margin]\n> {'tide ' * 1_500}\n") == [
        "1-one.md:5:1: this is higher than a page; make it shorter, or choose fewer of its rows"
    ]


def test_all_chapters_that_do_not_fit_are_told_in_one_run() -> None:
    long = "tide " * 900
    told = mistakes_of(f"---\npages: 2\n---\n# A\n\n{long}\n", f"---\npages: 3\n---\n# B\n\n{long}\n")
    assert [one.split(":")[0] for one in told] == ["1-one.md", "2-two.md"]


def test_a_letter_that_no_face_has_is_told() -> None:
    (told,) = mistakes_of("# A\n\nWords.\n\nAnd \U00012000 here.\n")
    assert told.startswith("1-one.md:5:1: no face")
    assert "U+12000" in told


def test_an_example_needs_a_code_and_a_right_one() -> None:
    assert mistakes_of("# A\n\nWords.\n\n[[example]]\n") == [
        "1-one.md:5:1: the example has no code; write one in the chapter, as 'rpgkit character' gives it"
    ]
    (told,) = mistakes_of("# A\n\nOf 1DPM-NZTD-V1KX.\n\n[[example]]\n")
    assert told.startswith("1-one.md:5:1: ") and "1DPM-NZTD-V1KX" in told


# Valid, the same everywhere, and for every output.


@pytest.mark.parametrize("look", LOOKS)
def test_a_booklet_is_accessible_and_lasting(look: str, tmp_path: Path) -> None:
    assert faults(printed("sale", LOOKS[look]), tmp_path) == []


def test_half_of_us_is_accessible_and_lasting(tmp_path: Path) -> None:
    assert faults(printed("half_of_us"), tmp_path) == []


def test_a_chapter_is_headings_paragraphs_lists_and_tables_and_a_paragraph_overleaf_is_one() -> None:
    text = f"# A\n\n{'tide ' * 700}\n\n## B\n\n- one\n- two\n\n> [!play]\n> said\n\n> quoted\n\n[[bonds/tied]]\n"
    read = roles(booklet_of_chapters(text))
    assert read.count("H1") == 2 and read.count("H2") == 1 and read.count("H3") == 1
    assert read.count("LI") == read.count("LBody") == read.count("Lbl") == 2
    assert read.count("BlockQuote") == 1 and read.count("Table") == 1
    assert (
        read.count("P") == 1 + 2 + 1 + 1 + 2
    )  # the long one, the play's two, the quoted, the blurb, the cover's two


def test_the_same_booklet_is_the_same_bytes() -> None:
    text = "# A\n\nTide and [[bonds/met]].\n\n[[marks/colours]]\n"
    assert booklet_of_chapters(text) == booklet_of_chapters(text)


@pytest.mark.parametrize("which", ["sale", "half_of_us"])
def test_a_press_can_take_it(which: str) -> None:
    report = preflight(printed(which, TRIM, Job("press")))
    assert [check for check in report.checks if not check.passed] == []


def test_a_zine_has_all_pages_two_to_a_side() -> None:
    screen, zine = printed("sale"), printed("sale", TRIM, Job("zine"))
    pages = len(PdfReader(BytesIO(screen)).pages)
    assert len(PdfReader(BytesIO(zine)).pages) == 2 * -(-pages // 4)
    assert sorted(unspaced(text_of(zine))) == sorted(unspaced(text_of(screen)))
