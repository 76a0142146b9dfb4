"""Printed tables: every word on some page, inside it, tagged as one table each, with links that lead somewhere."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rpgkit.cli import run
from rpgkit.errors import RpgkitError
from rpgkit.finding import find_several, in_order
from rpgkit.pack import builtin_tables, load_pack, shelf_of
from rpgkit.pdf.cards import cards_pdf
from rpgkit.pdf.decks import table_deck
from rpgkit.pdf.faces import LABEL_BOLD, load_fonts, typeset
from rpgkit.pdf.filling import MOST_TABLES, Leaf
from rpgkit.pdf.page import MM, live_area
from rpgkit.pdf.rows import References, leading_columns, signed, wording_of
from rpgkit.pdf.screens import screens_pdf
from rpgkit.pdf.strips import balanced
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.pdf.tablebook import Book, book_of, frame_of
from rpgkit.pdf.tables import Layout, Piece, cut, lines_of
from rpgkit.pdf.tabletype import sizes_of
from rpgkit.pdf.words import width_of
from rpgkit.table import FIT_WORDS, Setting, Table, set_for_reader
from tests.printed import text_of
from tests.strategies import packs, simple, table_of
from tests.test_sheet import painted, stands, words_of
from tests.test_tags import elements, faults, roles, tree_of

LOOKS = (Look(), Look("letter", plain=True), Look("a4", large=True))


@cache
def builtin() -> dict[str, Table]:
    return load_pack(shelf_of([builtin_tables()]))


def titles_of(tables: dict[str, Table]) -> dict[str, str]:
    """What tables are called, and what the built-in ones are that they may lead to."""
    return {id: table.title for id, table in (builtin() | tables).items()}


def printed(tables: dict[str, Table], look: Look = Look(), without: frozenset[str] = frozenset()) -> bytes:
    return screens_pdf(list(tables.values()), titles_of(tables), look, without)


def laid(tables: dict[str, Table], look: Look = Look()) -> Book:
    return book_of(list(tables.values()), titles_of(tables), look, frozenset())


def some(*beginnings: str) -> dict[str, Table]:
    return {id: table for id, table in builtin().items() if id.startswith(beginnings)}


def said_of(table: Table, titles: dict[str, str]) -> Iterator[str]:
    """All that a table says to whoever reads it."""
    yield from (table.title, table.blurb, table.dice.notation)
    kept = [at for at, name in enumerate(table.columns) if name.lower() not in FIT_WORDS]
    leading = leading_columns(table, titles)
    for row in table.rows:
        yield from (table.numbers(row), signed(set_for_reader(table, row, Setting(titles))))
        cells = [(row.cells[at], at in leading) for at in kept]
        yield from (titles[cell] if leading and cell else signed(cell) for cell, leading in cells)


def squeezed(text: str) -> str:
    """Text without white space, brackets, and the pages that rows lead to."""
    return re.sub(r"[\s()]+", "", re.sub(r",\s*p\.\s*\d+\s*\)", "", text))


def assert_all_is_there(tables: dict[str, Table], data: bytes) -> None:
    """Every word of every row is on some page, as two readers of PDFs find them; the sign of tags is drawn.

    The second does not look under shaped letters for how they are written.
    """
    load_fonts()
    found = squeezed(text_of(data))
    plain = squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))
    for table in tables.values():
        for said in said_of(table, titles_of(tables)):
            for word in words_of(typeset(said.replace("◐", ""))):
                assert stands(word, found), (table.id, word)
                assert word in plain or any(ord(letter) >= 0x300 for letter in word), (table.id, word)


def assert_inside(data: bytes, look: Look) -> None:
    """All that is painted is in the live area, and no letter is smaller than what can be read."""
    live, least = live_area(look.paper), 16 if look.large else SMALLEST
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            left, bottom, right, top = painted(page)
            assert left >= live.x - 2 and right <= live.x + live.width + 1, (left, right)
            assert bottom >= live.y - 1 and top <= live.top + 1, (bottom, top)
    sizes: set[float] = set()
    for leaf in PdfReader(BytesIO(data)).pages:
        leaf.extract_text(
            visitor_text=lambda text, _ctm, _matrix, _font, size: sizes.add(size) if text.strip() else None
        )
    assert min(sizes) >= least


@settings(max_examples=15, deadline=None)
@given(tables=packs(), look=st.sampled_from(LOOKS))
def test_every_word_of_any_pack_is_on_some_page(tables: dict[str, Table], look: Look) -> None:
    assert_all_is_there(tables, printed(tables, look))


def odd() -> dict[str, dict[str, Table]]:
    """Packs that nobody expects."""
    sixty = " ".join(f"word{number}" for number in range(60))
    wide = simple("d4", *(f"{n} | row {n} | {' | '.join(f'c{n}x{at}' for at in range(19))}" for n in range(1, 5)),
                  columns=" | ".join(f"Column{at}" for at in range(19)))  # fmt: skip
    prose = simple("d4", *(f"{n} | row {n} | {' | '.join([f'{n} ' + 'and so on ' * 9] * 5)}" for n in range(1, 5)),
                   columns="One | Two | Three | Four | Five")  # fmt: skip
    texts = {
        "one row": simple("d6", "1–6 | all there is"),
        "sixty words": simple("d6", *(f"{n} | {n} {sixty}" for n in range(1, 7))),
        "a chapter in a row": simple("d4", f"1–3 | {' '.join(f'w{n}' for n in range(390))}", "4 | brief"),
        "no space": simple("d4", f"1–3 | {'x' * 300}", f"4 | {'Ä' * 900}"),
        "scripts": simple(
            "d6", "1 | كريم عبد", "2 | שלום רב", "3 | 은주 美和", "4 | Kọ\u0301láwọlé", "5–6 | 龘 \U0001f44c"
        ),
        "twenty columns": wide,
        "five columns of prose": prose,
        "a thousand": simple("d1000", *(f"{n} | thing{n}" for n in range(1, 800)), "800–1000 | more"),
        "a matrix": simple("d66", *(f"{a}{b} | w{a} of{b}" for a in range(1, 7) for b in range(1, 7))),
        "a long head": simple("d4", "1–4 | row | x", columns="A head that says far more than its cells do"),
    }
    return {name: {"odd": table_of(text, "odd")} for name, text in texts.items()}


@pytest.mark.parametrize("look", LOOKS, ids=["plain look", "letter", "large"])
@pytest.mark.parametrize("name", odd())
def test_what_nobody_expects_is_whole_and_inside(name: str, look: Look) -> None:
    data = printed(odd()[name], look)
    assert_all_is_there(odd()[name], data)
    assert_inside(data, look)


@pytest.mark.parametrize(
    ("tables", "look"),
    [
        (some("scars/"), Look()),
        (some("scars/", "town/"), Look("letter", plain=True)),
        (some("scars/e", "bonds/bonds"), Look(large=True)),
        (some("marks/names/arabic", "marks/names/hebrew", "marks/names/yoruba", "marks/names/jap"), Look()),
        (some("bonds/met"), Look()),
        (some("marks/colours"), Look()),
        *((pack, Look()) for pack in odd().values()),
    ],
)
def test_every_screen_is_accessible_and_lasting(tables: dict[str, Table], look: Look, tmp_path: Path) -> None:
    assert faults(printed(tables, look), tmp_path) == []


@cache
def whole_book() -> bytes:
    return printed(by_title(builtin()))


def test_all_tables_are_a_book_that_holds_every_word() -> None:
    load_fonts()
    found = squeezed(text_of(whole_book()))
    for table in builtin().values():
        for said in said_of(table, titles_of({})):
            for word in words_of(typeset(said.replace("◐", ""))):
                assert stands(word, found), (table.id, word)


def test_the_book_is_inside_its_pages_and_has_few_holes() -> None:
    live = live_area("a4")
    with pypdfium2.PdfDocument(whole_book()) as document:
        assert 60 < len(document) < 98
        for number in range(0, len(document), 5):
            left, bottom, right, top = painted(document[number])
            assert left >= live.x - 2 and right <= live.x + live.width + 1
            assert bottom >= live.y - 1 and top <= live.top + 1
    frame = frame_of(Look(), True).body
    used = [max(placed.under + placed.piece.height for placed in leaf) for leaf in leaves_of(laid(builtin()))]
    assert sum(used) / len(used) > 0.78 * frame.height
    assert max(used) <= frame.height + 0.1


def test_the_same_tables_are_the_same_bytes() -> None:
    assert printed(some("scars/")) == printed(some("scars/"))


def tables_read(data: bytes) -> list[list[list[str]]]:
    """Every table as it is read aloud: its rows, each as the roles of its cells."""
    return [
        [
            [str(cell["/S"])[1:] for cell in elements(row) if cell["/S"] in ("/TH", "/TD")]
            for row in elements(table)
            if row["/S"] == "/TR"
        ]
        for table in elements(tree_of(data))
        if table["/S"] == "/Table"
    ]


@pytest.mark.parametrize("name", ["bonds/bonds", "scars/events", "lives/manner", "scars/years", "marks/colours"])
def test_a_table_is_read_as_one_row_by_row_however_many_strips_and_pages_it_takes(name: str) -> None:
    tables = some(name)
    (rows,) = tables_read(printed(tables))
    table = tables[name]
    wide = 2 + sum(column.lower() not in FIT_WORDS for column in table.columns)
    assert rows[0] == ["TH" if wide > 2 else "TD", *["TH"] * (wide - 1)]
    assert rows[1:] == [["TH", *["TD"] * (wide - 1)]] * len(table.rows)


def test_rows_side_by_side_are_read_in_the_order_of_their_numbers() -> None:
    table = builtin()["scars/years"]
    ((piece,),) = pieces_of(laid({table.id: table}))
    assert len(piece.strips) > 1
    drawn = "".join(page.extract_text() for page in PdfReader(BytesIO(printed({table.id: table}))).pages)
    read = [line.strip() for line in drawn.splitlines()]
    numbers = [table.numbers(row) for row in table.rows]
    assert [line for line in read if line in numbers] == numbers


def test_a_row_says_the_page_of_the_table_that_it_leads_to_and_is_a_link_there() -> None:
    tables = {id: builtin()[id] for id in ("scars/events", "town/places")}
    data = printed(tables)
    reader = PdfReader(BytesIO(data))
    place = laid(tables).pages["town/places"]
    assert f"Places, p. {place})" in re.sub(r"\s+", " ", reader.pages[0].extract_text())
    links: list[Any] = [note.get_object() for note in cast(Any, reader.pages[0]["/Annots"])]
    destinations = reader.named_destinations
    assert {str(link["/Contents"]) for link in links} == {f"(roll Places, p.\xa0{place})"}
    assert links and all(
        reader.get_destination_page_number(destinations[str(link["/Dest"])]) == int(place) - 1
        if str(link["/Dest"]) in destinations
        else page_of(reader, link["/Dest"]) == int(place) - 1
        for link in links
    )


def page_of(reader: PdfReader, destination: Any) -> int:
    """The number, from 0, of the page that a link's destination names."""
    return [page.indirect_reference for page in reader.pages].index(destination.get_object()[0].indirect_reference)


def test_a_table_alone_says_no_pages() -> None:
    assert ", p." not in text_of(printed(some("scars/events")))


def test_contents_bookmarks_and_labels_tell_what_stands_where() -> None:
    tables = some("scars/", "town/")
    book, reader = laid(tables), PdfReader(BytesIO(printed(tables)))
    first = re.sub(r"\s+", "", reader.pages[0].extract_text())
    assert all(re.sub(r"\s+", "", typeset(table.title)) in first for table in tables.values())
    marks: list[Any] = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks] == ["Contents", "Scars", "Town"]
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]
    read = roles(printed(tables))
    assert read.count("TOCI") == read.count("Reference") == len(book.headings)
    assert (read.count("H1"), read.count("H2"), read.count("H3")) == (1, 2, len(tables))


def leaves_of(book: Book) -> list[Leaf]:
    return [leaf for section in book.sections for leaf in section.leaves]


def pieces_of(book: Book) -> list[list[Piece]]:
    return [[placed.piece for placed in leaf] for leaf in leaves_of(book)]


@pytest.mark.parametrize("look", LOOKS, ids=["plain look", "letter", "large"])
def test_a_table_is_parted_only_if_it_is_longer_than_a_page(look: Look) -> None:
    for pieces in pieces_of(laid(some("scars/", "table/"), look)):
        assert len(pieces) <= MOST_TABLES
        for piece in pieces:
            whole = cut(piece.layout, 600)
            assert piece.first or len(whole) > 1


def turned(book: Book) -> list[str]:
    """The tables that go on on the other side of a leaf: from an odd page onto an even one."""
    pages = list(enumerate(pieces_of(book), len(book.contents) + 1))
    return [
        pieces[-1].layout.wording.id
        for (number, pieces), (_, after) in pairwise(pages)
        if number % 2 and not after[0].first
    ]


def by_title(tables: dict[str, Table]) -> dict[str, Table]:
    order = in_order(tables, {id: table.title for id, table in tables.items()})
    return {id: tables[id] for id in order}


@cache
def lengthy(rows: int) -> Table:
    """A table of so many rows: of twenty-six, longer than a page."""
    words = " ".join(["incontrovertibly-overwhelming"] * 10)
    return table_of(simple("d100", *(f"{n} | {n} {words}" for n in range(1, rows)), f"{rows}–100 | more"))


@settings(max_examples=15, deadline=None)
@given(lengths=st.lists(st.sampled_from([3, 6, 26, 42]), min_size=30, max_size=45))
@example([26, *[3] * 29, 26])
def test_a_table_is_turned_over_only_where_no_other_can_stand_before_it(lengths: list[int]) -> None:
    ids = {f"folder/t{at:02}": rows for at, rows in enumerate(lengths)}
    tables = {id: lengthy(rows)._replace(id=id) for id, rows in ids.items()}
    book = laid(tables)
    leaves = [[piece.layout.wording.id for piece in leaf] for leaf in pieces_of(book)]
    assert list(dict.fromkeys(sorted(id for leaf in leaves for id in leaf))) == list(tables)
    for id in turned(book):
        at = next(at for at, leaf in enumerate(leaves) if id in leaf)
        assert all(ids[other] > 6 or other in leaves[at + 1] for leaf in leaves[at + 1 :] for other in leaf)
        assert at == 0 or leaves[at - 1][0] in leaves[at - 2]


def test_the_book_turns_over_no_table_and_lists_all_by_folder_and_title() -> None:
    tables = by_title(builtin())
    book = laid(tables)
    assert turned(book) == []
    for look in (Look(), Look(large=True)):
        listed = [
            entry.heading.table for page in laid(tables, look).contents for column in page for entry in column
        ]
        assert [id for id in listed if id] == list(tables)


def test_a_table_that_goes_on_says_on_which_page() -> None:
    reader = PdfReader(BytesIO(whole_book()))
    said = [re.search(r"continued on page (\d+)", page.extract_text()) for page in reader.pages]
    assert sum(map(bool, said)) > 5
    assert all(int(found[1]) == number for number, found in enumerate(said, 2) if found)


def test_no_column_of_the_contents_parts_a_folder_from_its_first_lines_or_its_last_from_the_others() -> None:
    for look in LOOKS:
        columns = [column for page in laid(builtin(), look).contents for column in page]
        for column, after in pairwise(columns):
            assert column[-1].heading.table and column[-2].heading.table
            assert not after[0].heading.table or after[1].heading.table


def test_rows_of_one_number_stand_together_and_a_d66_is_parted_between_tens() -> None:
    table = builtin()["scars/events"]
    wording = wording_of(table, References(titles_of(builtin()), {}))
    load_fonts()
    lines = lines_of(Layout(wording, sizes_of(Look()), 280, (24.0, 220.0, 20.0), 1))
    strips = balanced(lines, 2, 10_000, tens=True)
    assert [strip[0].entry.numbers for strip in strips] == ["11", "41"]
    for count in (2, 3, 4):
        ends = [strip[-1].entry.group for strip in balanced(lines, count, 10_000) if strip]
        begins = [strip[0].entry.group for strip in balanced(lines, count, 10_000)[1:] if strip]
        assert not set(ends[:-1]) & set(begins)


def numbers_of(table: Table) -> list[str]:
    return [entry.numbers for entry in wording_of(table, References({}, {})).entries]


def test_rows_whose_numbers_are_parted_for_others_stand_with_those_of_their_case() -> None:
    rows = ("1 | a | met", "1–3 | b | unmet", "2 | c | met", "3–4 | d | met", "4 | e | unmet")
    table = table_of(simple("d4", *rows, columns="Needs"))
    assert numbers_of(table) == ["1", "2", "3–4", "1–3", "4"]
    table = table_of(simple("d4", "1–2 | a | met", "1–2 | b | unmet", "3–4 | c |", columns="Needs"))
    assert numbers_of(table) == ["1–2", "1–2", "3–4"]


def test_a_number_below_nought_has_its_sign_in_every_column() -> None:
    table = table_of(simple("d4", "1 | -5 | -1", "2–3 | 0 | a-1", "4 | 1 | +1", columns="Ache"))
    found = text_of(printed({"table": table}))
    assert "−5" in found and "−1" in found and "a-1" in found and "-5" not in found


def test_a_column_of_tables_says_their_titles_and_pages_and_leads_there() -> None:
    tables = some("marks/")
    book, data = laid(tables), printed(tables)
    assert "marks/names/" not in text_of(data)
    reader, pages = PdfReader(BytesIO(data)), book.pages
    links: list[Any] = cast(Any, reader.pages[int(pages["marks/tongues"]) - 1]["/Annots"])
    said = {str(link.get_object()["/Contents"]) for link in links}
    assert f"Greek names, p.\xa0{pages['marks/names/greek']}" in said
    assert "Greek names" in text_of(printed(some("marks/tongues")))


def test_a_matrix_of_short_words_is_six_by_six() -> None:
    (leaf,) = pieces_of(laid(odd()["a matrix"]))
    assert [len(strip) for strip in leaf[0].strips] == [6] * 6


def test_figures_are_equally_wide_so_that_numbers_stand_under_each_other() -> None:
    load_fonts()
    assert len({width_of(figure, LABEL_BOLD, 1) for figure in "0123456789"}) == 1


def test_the_column_of_numbers_is_as_wide_as_print_wants_it() -> None:
    for pieces in pieces_of(laid(some("scars/", "town/"))):
        for piece in pieces:
            assert 8 * MM <= piece.layout.columns[0] <= 10 * MM, piece.layout.wording.id


def test_rows_with_a_tag_are_left_out_and_their_numbers_named() -> None:
    table = table_of(
        simple("d6", "1–2 | a glass | drink", "3 | a chair |", "4–6 | a cat | hospital", columns="Tags")
    )
    data = printed({"table": table}, without=frozenset({"drink"}))
    found = re.sub(r"\s+", " ", text_of(data))
    assert "a glass" not in found and "a cat" in found and "Left out: 1–2. Roll again." in found


def test_the_sign_of_tags_that_no_face_has_is_drawn_and_read() -> None:
    table = table_of(simple("d6", "1–2 | a glass | drink", "3–6 | a chair |", columns="Tags"))
    data = printed({"table": table})
    contents: Any = PdfReader(BytesIO(data)).pages[0].get_contents()
    assert contents.get_data().count(b"/ActualText <FEFF25D0>") == 2  # in its row, and where it is explained
    assert "U+25D0" not in text_of(data)
    assert roles(data)[-9:] == ["TR", "TH", "TD", "Span", "TR", "TH", "TD", "P", "Span"]


def test_a_cell_that_says_nothing_is_a_cell() -> None:
    table = table_of(simple("d6", "1–2 | a glass | full | x", "3–6 | a chair | | y", columns="How | Where"))
    (rows,) = tables_read(printed({"table": table}))
    assert rows == [["TH"] * 4, *[["TH", "TD", "TD", "TD"]] * 2]


def test_what_stands_before_a_row_is_explained_under_a_table_alone() -> None:
    rows = ("1 | a glass | drink | dead", "2–4 | a chair | |", "1 | a cup | | alive")
    table = table_of(simple("d4", rows[0], rows[2], rows[1], columns="Tags | Needs"))
    said = re.sub(r"\s+", " ", text_of(printed({"table": table})))
    assert "What begins with “if” is for those" in said and "says before a row" in said
    plain = text_of(printed({"table": table_of(simple("d4", "1–4 | a chair"))}))
    assert "“if”" not in plain and "says before a row" not in plain


def test_nothing_left_is_said() -> None:
    table = table_of(simple("d6", "1–6 | a glass | drink", columns="Tags"))
    with pytest.raises(RpgkitError, match="no row is left to print, with drink left out"):
        printed({"table": table}, without=frozenset({"drink"}))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("scars", 17),
        ("scar", 17),
        ("bonds/bonds", 1),
        ("Scar events", 1),
        ("names", 14),
        ("strains/", 15),
        ("ev", 1),
    ],
)
def test_a_name_is_a_table_or_a_folder(name: str, count: int) -> None:
    found = find_several(shelf_of([builtin_tables()]), name)
    assert len(found) == len(set(found)) == count


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["scar", "ev"], "scars/events"),
        (["scars", "bonds/bonds"], "scars (17 tables), bonds/bonds"),
        (["names", "Scar events"], "marks/names (14 tables), scars/events"),
    ],
)
def test_names_together_are_first_those_of_one_table_and_what_was_taken_is_told(
    names: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["screens", *names, "-o", str(tmp_path / "x.pdf")]) == 0
    assert capsys.readouterr().err.splitlines()[1] == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "no table is called ''; 'rpgkit tables' lists them"),
        ("skars", "no table and no folder of tables is called 'skars'; did you mean 'scars'?"),
        ("looks", "'looks' may be 'lives/looks' or 'scars/looks/'; say which"),
        ("evnets", "no table is called 'evnets'; did you mean 'scars/events', 'lives/secrets'"),
        ("zzzz", "no table is called 'zzzz'; 'rpgkit tables' lists them"),
    ],
)
def test_a_name_that_misses_is_told(name: str, said: str) -> None:
    with pytest.raises(RpgkitError, match=re.escape(said)):
        find_several(shelf_of([builtin_tables()]), name)


def test_tables_are_printed_in_the_order_in_which_they_are_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "tonight.pdf"
    assert run(["screens", "scars/years", "scars/events", "years", "-o", str(file)]) == 0
    marks: Any = PdfReader(file).outline
    assert [mark.title for mark in marks] == [builtin()[id].title for id in ("scars/years", "scars/events")]


def fills(data: bytes) -> set[tuple[float, ...]]:
    """The colours that a first page is painted in."""
    contents: Any = PdfReader(BytesIO(data)).pages[0].get_contents()
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", contents.get_data())
    return {tuple(round(float(part), 2) for part in colour) for colour in found}


def test_colours_are_shown_on_pages_and_cards_and_not_in_what_is_plain() -> None:
    tables = some("marks/colours")
    (table,) = tables.values()
    shown = {
        tuple(round(int(table.cell(row, "Hex")[at : at + 2], 16) / 255, 2) for at in (1, 3, 5))
        for row in table.rows
    }
    assert shown <= fills(printed(tables))
    assert len(shown & fills(cards_pdf(table_deck(table, {})))) >= 9
    assert not shown & fills(printed(tables, Look(plain=True)))
    assert not shown & fills(cards_pdf(table_deck(table, {}), Look(plain=True)))


def test_what_is_plain_has_no_tints_and_what_is_not_has() -> None:
    assert len(fills(printed(some("scars/events"), Look(plain=True)))) == 1
    assert len(fills(printed(some("scars/events")))) > 1
