"""The words of the tables: rows unlike each other, within a table and across, and none of them worn out."""

import re
from collections import Counter, defaultdict

import pytest

from rpgkit.pack import builtin_tables, find_tables, read_all
from rpgkit.table import Row, Table

TABLES = read_all(find_tables(builtin_tables()))[0]
WRITTEN = [table for id, table in TABLES.items() if not id.startswith("marks/names/")]
WORN_OUT = """
    mysterious strange ancient whisper whispers whispered shimmer shimmers shimmering echo echoes echoed tapestry
    haunting bittersweet unspoken somehow soulmate soulmates ethereal destiny destined fate fated enigmatic
    timeless testament kaleidoscope labyrinth bustling nestled vibrant palpable unbeknownst
"""
RUN, OPENING, MOST_ALIKE = 5, 3, 2


def words_of(row: Row) -> list[str]:
    """A row's words as they are compared: without case and punctuation, a slot or a link one word."""
    text = re.sub(r"\{[^{}]*\}|\[\[[^\[\]]*\]\]", " § ", row.raw.lower())
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*|§", text)


def runs_of(row: Row) -> set[tuple[str, ...]]:
    """Every run of five words in which at least three are words and no slots."""
    words = words_of(row)
    runs = (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return {run for run in runs if run.count("§") <= RUN - 3}


def test_no_two_rows_share_five_words_in_a_row() -> None:
    stands: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for table in WRITTEN:
        for row in table.rows:
            for run in runs_of(row):
                stands[run].append(f"{table.id} {table.numbers(row)}")
    shared = {" ".join(run): places for run, places in stands.items() if len(places) > 1}
    assert shared == {}


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.id)
def test_no_three_words_open_more_than_two_rows_of_a_table(table: Table) -> None:
    openings = Counter(tuple(words_of(row)[:OPENING]) for row in table.rows if len(words_of(row)) > OPENING)
    assert {" ".join(words): many for words, many in openings.items() if many > MOST_ALIKE} == {}


def test_no_word_is_worn_out() -> None:
    found = [
        (table.id, table.numbers(row), word)
        for table in WRITTEN
        for row in table.rows
        for word in words_of(row)
        if word in WORN_OUT.split()
    ]
    assert found == []


def test_rows_are_as_long_as_their_table_says() -> None:
    """Every table that is written says how long its rows are."""
    assert [table.id for table in WRITTEN if table.length is None] == []
