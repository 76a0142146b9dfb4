"""The booklet's chapters: what a file may say, what it becomes, and where each mistake stands."""

import re
from pathlib import Path

import pytest
from coloraide import Color
from hypothesis import assume, given
from hypothesis import strategies as st

from rpgkit.art import BadArt, colours_of, contrast_of, read_art, read_colour
from rpgkit.chapter import Art, Block, Chosen, Run, count_of, plain
from rpgkit.chapterfile import name_of, read_chapter
from rpgkit.coded import character_by_code
from rpgkit.errors import Mistakes
from rpgkit.references import ROLLED, Known, chosen_rows
from rpgkit.table import Table
from tests.booklets import tables
from tests.people import people
from tests.strategies import packs, simple, table_of

BOOKLET = Path(__file__).parent.parent / "pdfs" / "booklet"
SIX = table_of(simple("d6", *(f"{number} | row {number}" for number in range(1, 7))), "bonds/met")
MARKS = table_of(
    simple("d66", "11 | one", "12–13 | some", "14–33 | more", "34–36 | few", "41–66 | rest"), "bonds/bonds"
)
BOTH = table_of(
    simple("d6", "1–3 | a |", "4–6 | b | dead", "4–6 | c | alive", columns="Needs"), "scars/how_it_came"
)
COLOURS = table_of(simple("d6", "1–3 | Rust | #AC4A14 |", "4–6 | lilac | #C7A5E6 | #AF7FDB", columns="Hex | Ink"))
KNOWN = Known(
    {"bonds/met": SIX, "bonds/bonds": MARKS, "scars/how_it_came": BOTH, "marks/colours": COLOURS, "twice": SIX},
    ("rules", "first-night", "twice"),
    ("lost",),
)
DICE = "choose 2, 3, 4, 6, 8, 10, 12 or 20"
NO_PAGES = "is not pages; write one, as '7', or the first and last, as '4–5'"
ALONE = "is set only alone on a line; leave an empty line before and after it"
NO_TERM = "a term without words; write '- Ache', or '- Abiodun, Dr: Abiodun/the doctor'"
WHOLE = """---
pages: 4–5
art: Apolline in lilac, scar 3
---

# The mark

A name stands *over the **heart***, and it is
never asked for. See [[bonds/met]] and [the card](https://example.org/card).

## How it is asked

- with a hand
- with [[scars/how_it_came]]

1. first
2. second

> [!margin]
> I counted them
> twice.
>
> And again.

> [!play] Ana waits.

> Nobody said it.

[[bonds/bonds]]

[[odds of bonds/met]]

[[example]]

[[blank map]]

[[bonds/met: 1, 3]]

[[bonds/bonds: 34, 11 | bonds/met: 6, 2]]

[[contents]]

[[list of tables]]

[[index]]

- Ache
- Abiodun, Dr: Abiodun / the doctor
"""


def read(text: str) -> tuple[Block, ...]:
    return read_chapter(text.encode(), "a.md", KNOWN).blocks


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(Mistakes) as told:
        read_chapter(text.encode(), "a.md", KNOWN)
    return [str(mistake) for mistake in told.value.mistakes]


def test_marks_are_drawn_side_by_side() -> None:
    (block,) = read("# T\n\n[[mark Ana in rust | Ana in #5F6E28, scar 9]]\n")
    assert (block.kind, block.line) == ("marks", 3)
    assert block.arts == (Art("Ana", "#AC4A14"), Art("Ana", "#5F6E28", 9))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Ana", "'Ana' is no mark; write a name and its colour, as 'Apolline in mint green'"),
        ("Ana in rust | Bo", "'Bo' is no mark; write a name and its colour, as 'Apolline in mint green'"),
        (" | ".join(["Ana in rust"] * 5), "5 marks side by side; there is room for 4"),
    ],
)
def test_a_mark_that_cannot_be_drawn_is_told(said: str, told: str) -> None:
    with pytest.raises(Mistakes) as raised:
        read(f"# T\n\n[[mark {said}]]\n")
    assert [str(mistake) for mistake in raised.value.mistakes] == [f"a.md:3:1: {told}"]


def test_evens_can_face_odds_on_a_spread() -> None:
    text = "---\npages: 4–5\nspread: evens facing odds\n---\n# T\n\n[[bonds/bonds]]\n"
    assert read_chapter(text.encode(), "a.md", Known(tables())).mirrored


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "---\npages: 5–6\nspread: evens facing odds\n---\n# T\n\n[[bonds/bonds]]\n",
            "'evens facing odds' takes a spread; write its pages, the first one even: 'pages: 12–13'",
        ),
        (
            "---\npages: 4–5\nspread: evens facing odds\n---\n# T\n\n[[scars/living]]\n",
            "'evens facing odds' is for a chapter of one table, each of whose rows has one number",
        ),
        ("---\npages: 4–5\nspread: both\n---\n# T\n\nx\n", "'spread' cannot be 'both'; write evens facing odds"),
    ],
)
def test_a_spread_that_cannot_be_is_told(text: str, told: str) -> None:
    with pytest.raises(Mistakes) as raised:
        read_chapter(text.encode(), "a.md", Known(tables()))
    assert [str(mistake) for mistake in raised.value.mistakes] == [f"a.md:3:9: {told}"]


def test_a_chapter_becomes_blocks() -> None:
    chapter = read_chapter(WHOLE.encode(), "booklet/04-the-mark.md", KNOWN)
    assert (chapter.name, chapter.title, chapter.pages) == ("the-mark", "The mark", (4, 5))
    assert chapter.art == Art("Apolline", "#AF7FDB", 3)
    assert [block.kind for block in chapter.blocks] == [
        "paragraph", "heading", "points", "steps", "margin", "play", "quote", "table", "odds", "example", "map",
        "table", "table", "contents", "tables", "index",
    ]  # fmt: skip
    lines = WHOLE.splitlines()
    begins = ["A name", "## How", "- with", "1. first", "> [!margin]", "> [!play]", "> Nobody", "[[bonds/bonds]]"]
    begins += [
        "[[odds",
        "[[example",
        "[[blank",
        "[[bonds/met:",
        "[[bonds/bonds: 34",
        "[[contents",
        "[[list",
        "[[index",
    ]
    assert all(lines[block.line - 1].startswith(start) for block, start in zip(chapter.blocks, begins, strict=True))


def test_a_table_is_set_whole_or_by_the_rows_that_have_these_numbers() -> None:
    tables = [block.tables for block in read(WHOLE) if block.tables]
    assert tables == [
        (Chosen("bonds/bonds"),),
        (Chosen("bonds/met"),),
        (Chosen("bonds/met", (0, 2)),),
        (Chosen("bonds/bonds", (15, 0)), Chosen("bonds/met", (5, 1))),
    ]
    assert [row.raw for row in chosen_rows(MARKS, tables[3][0])] == ["few", "one"]
    assert chosen_rows(SIX, tables[1][0]) == SIX.rows


def test_a_row_may_be_named_by_where_it_begins_and_brings_its_variants() -> None:
    ((chosen,),) = [block.tables for block in read("# A\n\n[[scars/how_it_came:\n  1, 4-6]]\n")]
    assert [row.raw for row in chosen_rows(BOTH, chosen)] == ["a", "b", "c"]
    assert read("# A\n\n[[bonds/bonds: 34–36, 14]]\n") == (
        Block("table", 3, (), (Chosen("bonds/bonds", (15, 3)),)),
    )


@given(packs(nested=False), st.data())
def test_whatever_rows_are_chosen_by_their_printed_numbers_are_set(
    tables: dict[str, Table], data: st.DataObject
) -> None:
    table = tables["a"]
    firsts = sorted({row.first for row in table.rows})
    count = data.draw(st.sampled_from([many for many in ROLLED if many <= len(firsts)] or [0]))
    assume(count)
    chosen = data.draw(st.permutations(firsts).map(lambda order: order[:count]))
    numbers = ", ".join(table.numbers(next(row for row in table.rows if row.first == first)) for first in chosen)
    (block,) = read_chapter(f"# A\n\n[[a: {numbers}]]\n".encode(), "a.md", Known(tables)).blocks
    assert block.tables == (Chosen("a", tuple(chosen)),)
    assert {row.first for row in chosen_rows(table, block.tables[0])} == set(chosen)


def test_a_chapter_is_named_in_a_sentence_and_a_table_that_cannot_be_read_is_told_elsewhere() -> None:
    (block,) = read("# A\n\nSee pages [[rules]][[rules]], *[[first-night]]* and [[lost]].\n")
    assert block.words[0] == (
        Run("See pages "),
        Run("", chapter="rules"),
        Run("", chapter="rules"),
        Run(", "),
        Run("", chapter="first-night", emphasis=True),
        Run(" and "),
        Run("", table="lost"),
        Run("."),
    )
    assert plain(block.words[0]) == "See pages rulesrules, first-night and lost."
    assert read("# A\n\n[[lost: 1, 2]]\n")[0].tables == (Chosen("lost"),)


def test_the_index_takes_the_list_right_below_it() -> None:
    *_, index = read(WHOLE)
    assert [plain(words) for words in index.words] == ["Ache", "Abiodun, Dr: Abiodun / the doctor"]
    kinds = [block.kind for block in read("# A\n\n[[index]]\n- Ache\n\nBelow.\n\n- a point\n")]
    assert kinds == ["index", "paragraph", "points"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("04-premise.md", "premise"), ("my/booklet/gm-quick.md", "gm-quick"), ("63-gm-7-quick.md", "gm-7-quick")],
)
def test_a_chapter_is_called_as_its_file_without_its_number(path: str, name: str) -> None:
    assert name_of(path) == name


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("Apolline in rust", Art("Apolline", "#AC4A14")),
        ("Ana María in LILAC", Art("Ana María", "#AF7FDB")),
        ("Made in Rust in rust, scar 0", Art("Made in Rust", "#AC4A14", 0)),
        ("თეა  in  #5F6E28 ,  scar  12", Art("თეა", "#5F6E28", 12)),
    ],
)
def test_a_mark_is_a_name_in_its_colour(text: str, art: Art) -> None:
    assert read_art(text, colours_of(KNOWN.tables)) == art


def test_every_colour_of_the_tables_can_be_drawn_and_contrast_is_as_wcag_counts_it() -> None:
    colours = colours_of(people().tables)
    assert [read_colour(name.upper(), colours) for name in colours] == list(colours.values())
    assert len(colours) == len(people().tables["marks/colours"].rows)
    for colour in (*colours.values(), "#FFFFFF", "#000000"):
        assert contrast_of(colour) == pytest.approx(Color(colour).contrast("white"), rel=1e-3)


def test_words_keep_their_setting_tables_and_addresses() -> None:
    (first,) = read(WHOLE)[0].words
    assert first == (
        Run("A name stands "),
        Run("over the ", emphasis=True),
        Run("heart", emphasis=True, strong=True),
        Run(", and it is never asked for. See "),
        Run("", table="bonds/met"),
        Run(" and "),
        Run("the card", link="https://example.org/card"),
        Run("."),
    )
    assert plain(first).endswith("See bonds/met and the card.")


def test_a_box_is_known_by_its_mark_which_is_not_set() -> None:
    blocks = {block.kind: [plain(words) for words in block.words] for block in read(WHOLE)}
    assert blocks["margin"] == ["I counted them twice.", "And again."]
    assert blocks["play"] == ["Ana waits."]
    assert blocks["quote"] == ["Nobody said it."]
    assert blocks["points"] == ["with a hand", "with scars/how_it_came"]


def test_words_are_counted_as_they_are_said() -> None:
    assert count_of(read_chapter(b"# The mark\n\nIt is *never* asked for.\n", "a.md", Known({}))) == 7


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a.md:1:1: the file is empty; write a title and its paragraphs, or delete it"),
        ("Words.\n", "a.md:1:1: no title; begin with '# ' and the chapter's name"),
        ("#\n", "a.md:1:1: the title is empty; write the chapter's name after '# '"),
        ("# A *b*\n", "a.md:1:1: a title is plain words; take its marks away"),
        ("---\npages: four\n---\n# A\n", f"a.md:2:8: 'four' {NO_PAGES}"),
        ("---\npages: 5-4\n---\n# A\n", f"a.md:2:8: '5-4' {NO_PAGES}"),
        ("---\npage: 4\n---\n# A\n", "a.md:2:1: no setting is called 'page'; did you mean 'pages'?"),
        ("# A\n\n# B\n", "a.md:3:1: a second title; a file is one chapter: write '## ', or begin another file"),
        ("# A\n\n### B\n", "a.md:3:1: a heading below '## '; a chapter has one level of them"),
        ("# A\n\n[[bonds/mat]]\n", "a.md:3:3: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("# A\n\nRoll\non [[bonds/mat]].\n",
         "a.md:4:4: no table or chapter is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("# A\n\n[[odds of bonds/mat]]\n", "a.md:3:11: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("# A\n\n> [!margn]\n> b\n", "a.md:3:1: no quotation is called 'margn'; did you mean 'margin'?"),
        ("# A\n\n> [!margin]\n", "a.md:3:1: a quotation without words; write them or delete it"),
        ("# A\n\nb <b>c</b>\n", "a.md:3:3: HTML, which is not set; write Markdown"),
        ("# A\n\n![b](c.png)\n", "a.md:3:3: a picture, which is not set; the booklet draws its own"),
        ("# A\n\nb `c`\n", "a.md:3:4: backticks, which are not set; write *emphasis* instead"),
        ("# A\n\n[b](c.md)\n", "a.md:3:5: 'c.md' is no address; write one that begins with 'https://'"),
        ("# A\n\n---\n", "a.md:3:1: a line across the page; begin what follows with a '## ' heading"),
        ("# A\n\n- b\n  - c\n", "a.md:4:3: a point is one paragraph; write the rest as points of their own"),
        ("# A\n\nb\tc\n", "a.md:3:2: a tab; write spaces"),
    ],
)  # fmt: skip
def test_a_mistake_says_where_and_what_instead(text: str, told: str) -> None:
    assert told in mistakes_in(text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[[contnts]]\n", "3:3: no table is called 'contnts'; did you mean 'contents'?"),
        ("Page [[rulse]].\n", "3:6: no table or chapter is called 'rulse'; did you mean 'rules'?"),
        ("On [[twice]].\n", "3:4: 'twice' is both a table and a chapter; give one of their files another name"),
        (
            "[[rules]]\n",
            "3:3: 'rules' is a chapter, which is not set in another; name it in a sentence: 'see page [[rules]]'",
        ),
        ("See [[contents]].\n", f"3:5: 'contents' {ALONE}"),
        ("> [[bonds/met: 1, 2]]\n", f"3:3: 'bonds/met: 1, 2' {ALONE}"),
        ("See [[odds of bonds/met]].\n", f"3:5: 'odds of bonds/met' {ALONE}"),
        ("[[bonds/mat: 1, 2]]\n", "3:3: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("[[bonds/met: 1, 7]]\n", "3:17: '7' is not on a d6 (1 to 6)"),
        ("[[bonds/met: 1, two]]\n", "3:17: 'two' is no number of a d6 (1 to 6); write 5 or 5–6"),
        ("[[bonds/met:\n 1,\n  1]]\n", "5:3: row '1' is chosen already; take it away here"),
        ("[[bonds/bonds: 34, 34–36]]\n", "3:20: row '34–36' is chosen already; take it away here"),
        ("[[bonds/bonds: 11, 35]]\n", "3:20: '35' is part of the row '34–36' of bonds/bonds; write that"),
        (
            "[[bonds/bonds: 11–13, 14]]\n",
            "3:16: no row of bonds/bonds has the numbers '11–13'; there are 11, 12–13, 14–33, 34–36, 41–66",
        ),
        (
            "[[bonds/met: 1, ]]\n",
            "3:16: a number of bonds/met is missing here; write it, or take the sign before it away",
        ),
        ("[[bonds/met: 4]]\n", f"3:3: 1 row is chosen, which no dice roll; {DICE}"),
        ("[[bonds/met: 1, 2, 3, 4, 5]]\n", f"3:3: 5 rows are chosen, which no dice roll; {DICE}"),
        (
            "[[bonds/met: 1, 2 | bonds/bonds: 11, 14, 34]]\n",
            "3:21: 3 rows are here and 2 before it; choose as many of each",
        ),
        (
            "[[bonds/met: 1, 2 | bonds/bonds]]\n",
            "3:21: bonds/bonds is whole, and beside another stand rows; write 'bonds/bonds: …'",
        ),
        (
            "[[twice | bonds/met | bonds/bonds]]\n",
            "3:23: a third choice; two stand side by side, the others on a line of their own",
        ),
        ("[[twice | ]]\n", "3:11: no table is called ''"),
        ("[[index]]\n\nAche\n", "3:1: an index without terms; list them right below it, '- Ache'"),
        ("[[index]]\n\n- Ache\n-\n", "6:1: a point without words; write them or delete it"),
        ("[[index]]\n- Ache:\n", f"4:1: {NO_TERM}"),
        ("[[index]]\n- : Ache\n", f"4:1: {NO_TERM}"),
        ("[[index]]\n- Ache: hurt//pain\n", f"4:1: {NO_TERM}"),
        ("[[index]]\n- [[bonds/met]]\n", "4:1: a term of the index is plain words; take the brackets away"),
    ],
)
def test_a_mistake_in_a_reference_says_where_and_what_instead(body: str, told: str) -> None:
    assert mistakes_in(f"# A\n\n{body}") == [f"a.md:{told}"]


@pytest.mark.parametrize(
    ("art", "told"),
    [
        ("Ana", "'Ana' is no mark; write a name and its colour, as 'Apolline in mint green'"),
        ("Ana in rist", "'rist' is no colour; did you mean 'rust'?"),
        ("Ana in ?", "'?' is no colour; write one of marks/colours, or one as '#5F6E28'"),
        (
            "Ana in #FEFEFE",
            "'#FEFEFE' is too pale to be read, 1.0:1 on white, and 3:1 is the least; write a darker one",
        ),
        ("Ana in rust, 3", "'3' is no scar; write its years, as ', scar 3', or leave it out"),
        ("7 in rust", "'7' is no name; a mark is one, in letters"),
        (f"{'Ana' * 11} in rust", "the name has 33 letters; a mark has room for 30"),
    ],
)
def test_a_mistake_in_a_mark_says_what_instead(art: str, told: str) -> None:
    assert mistakes_in(f"---\nart: {art}\n---\n# A\n") == [f"a.md:2:6: {told}"]


def test_all_mistakes_are_told_in_one_run() -> None:
    assert len(mistakes_in("---\npages: x\n---\n# A\n\n### B\n\n[[c]]\n\n`d`\n")) == 4


def test_without_a_table_of_colours_one_is_written_in_figures() -> None:
    with pytest.raises(BadArt, match=r"^'rust' is no colour; write one as '#5F6E28'$"):
        read_art("Ana in rust", {})


PIECES = [
    "#", "-", "*", "_", ">", "[", "[[", "]]", "!", "(", "|", "`", "<", "1", ".", " ", "\n", "\n\n", "a", "/", ":",
    ", ", "\\", "&", "é", "—", "rules", "bonds/met", "index", "contents", "odds of ", "---\n",
    "art: ", "Ana in rust", "pages: ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(["", "# A\n\n"]))
def test_anything_is_a_chapter_or_mistakes_within_its_lines(text: str, before: str) -> None:
    try:
        chapter = read_chapter((before + text).encode(), "a.md", KNOWN)
    except Mistakes as told:
        assert all(1 <= mistake.line <= (before + text).count("\n") + 1 for mistake in told.mistakes)
        assert all(mistake.column >= 1 for mistake in told.mistakes)
    else:
        assert chapter.title
        bare = {"map", "example", "contents", "tables"}
        assert all(block.words or block.tables or block.kind in bare for block in chapter.blocks)


def test_the_person_of_the_example_is_the_one_whom_the_text_tells_of() -> None:
    said = (BOOKLET / "32-example.md").read_text(encoding="utf-8")
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", said)
    assert code
    made = character_by_code(people(), code[0])
    assert (made.person.name.called, made.person.age) == ("Teté", 48)
