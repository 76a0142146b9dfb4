"""The booklet's chapters: what a file may say, what it becomes, and where each mistake stands."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.chapter import Block, Run, count_of, plain
from rpgkit.chapterfile import read_chapter
from rpgkit.coded import character_by_code
from rpgkit.errors import Mistakes
from rpgkit.pack import builtin_tables, find_tables
from tests.people import people

BOOKLET = Path(__file__).parent.parent / "pdfs" / "booklet"
TABLES = {"bonds/met", "bonds/bonds", "scars/how_it_came"}
NO_PAGES = "is not pages; write one, as '7', or the first and last, as '4–5'"
WHOLE = """---
pages: 4–5
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
"""


def read(text: str) -> tuple[Block, ...]:
    return read_chapter(text.encode(), "a.md", TABLES).blocks


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(Mistakes) as told:
        read_chapter(text.encode(), "a.md", TABLES)
    return [str(mistake) for mistake in told.value.mistakes]


def test_a_chapter_becomes_blocks() -> None:
    chapter = read_chapter(WHOLE.encode(), "a.md", TABLES)
    assert (chapter.title, chapter.pages) == ("The mark", (4, 5))
    assert [block.kind for block in chapter.blocks] == (
        ["paragraph", "heading", "points", "steps", "margin", "play", "quote", "table", "odds", "example", "map"]
    )
    assert [block.line for block in chapter.blocks] == [7, 10, 12, 15, 18, 24, 26, 28, 30, 32, 34]
    assert [block.table for block in chapter.blocks if block.table] == ["bonds/bonds", "bonds/met"]


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
    assert count_of(read_chapter(b"# The mark\n\nIt is *never* asked for.\n", "a.md", ())) == 7


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
        ("# A\n\n[[bonds/mat]]\n", "a.md:3:1: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("# A\n\nRoll\non [[bonds/mat]].\n", "a.md:4:4: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
        ("# A\n\n[[odds of bonds/mat]]\n", "a.md:3:1: no table is called 'bonds/mat'; did you mean 'bonds/met'?"),
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


def test_all_mistakes_are_told_in_one_run() -> None:
    assert len(mistakes_in("---\npages: x\n---\n# A\n\n### B\n\n[[c]]\n\n`d`\n")) == 4


@given(st.text(alphabet=st.sampled_from("#-*_>[]!()|`<1. \nab/:\\&é—"), max_size=120))
def test_anything_is_a_chapter_or_mistakes_within_its_lines(text: str) -> None:
    try:
        chapter = read_chapter(("# A\n\n" + text).encode(), "a.md", TABLES)
    except Mistakes as told:
        assert all(1 <= mistake.line <= text.count("\n") + 3 for mistake in told.mistakes)
    else:
        assert chapter.title == "A"
        assert all(block.words or block.table or block.kind in {"map", "example"} for block in chapter.blocks)


def test_every_chapter_of_the_booklet_reads() -> None:
    tables = find_tables(builtin_tables()).sources
    files = [path for path in sorted(BOOKLET.glob("*.md")) if path.name != "README.md"]
    chapters = [read_chapter(path.read_bytes(), path.name, tables) for path in files]
    pages = [chapter.pages for chapter in chapters if chapter.pages]
    filled = [page for first, last in pages for page in range(first, last + 1)]
    assert filled == sorted(set(filled)), "two chapters claim a page, or their files stand in another order"
    assert [path.name[:2] for path in files] == [f"{first:02}" for first, _ in pages]


def test_the_person_of_the_example_is_the_one_whom_the_text_tells_of() -> None:
    said = (BOOKLET / "32-example.md").read_text(encoding="utf-8")
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", said)
    assert code
    made = character_by_code(people(), code[0])
    assert (made.person.name.called, made.person.age) == ("Teté", 48)
