"""Odds are exact: proved against icepool, and against counting all faces one by one."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import icepool
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpgkit.cases import case_of, is_possible, meet
from rpgkit.dice import Dice, number_of, read_dice, results_of, ways_of
from rpgkit.errors import RpgkitError
from rpgkit.odds import Endless, odds_of
from rpgkit.table import Asked, Outcome, Row, Table
from tests.strategies import packs, simple, table_of

KNOWN = st.sampled_from(["", "dead", "alive", "dead, met", "unmet", "mutual, 30+", "dead, unmet, not 30+"])
WITHOUT = st.sampled_from([frozenset(), frozenset({"drink"}), frozenset({"drink", "hospital"})])


def case(words: str) -> int:
    return case_of(word for word in words.split(", ") if word)


def counted(table: Table, asked: Asked, barred: tuple[Outcome, ...] = ()) -> dict[Outcome, Fraction]:
    """What each face leads to, face by face: a slow and plain reading of the rules."""
    faces: Counter[Outcome] = Counter()
    results = list(results_of(table.dice))
    for thrown in product(range(1, table.dice.sides + 1), repeat=table.dice.many):
        at = results.index(number_of(table.dice, thrown)) + asked.plus
        at = max(0, min(at, len(results) - 1))
        known = meet(asked.known, table.given)
        rows = tuple(
            row
            for row in table.rows
            if row.first <= at <= row.last and is_possible(meet(known, row.case)) and not row.tags & asked.without
        )
        if rows and rows not in barred:
            faces[rows] += 1
    if not faces and barred:
        return counted(table, asked)
    return {rows: Fraction(count, faces.total()) for rows, count in faces.items()}


def walked(
    tables: dict[str, Table], id: str, asked: Asked, weight: Fraction
) -> Iterator[tuple[str, Row, Fraction]]:
    """Every row below a roll, with its chance, by walking the whole tree of what can happen."""
    for rows, chance in counted(tables[id], asked).items():
        for row in rows:
            known = meet(meet(asked.known, tables[id].given), row.case)
            links = [part.table for part in row.text.rolled]  # type: ignore[union-attr]
            yield from walked_links(tables, links, Asked(known, asked.without), weight * chance, {})


def walked_links(
    tables: dict[str, Table],
    links: list[str],
    asked: Asked,
    weight: Fraction,
    taken: dict[str, tuple[Outcome, ...]],
) -> Iterator[tuple[str, Row, Fraction]]:
    if not links:
        return
    table = tables[links[0]]
    for rows, chance in counted(table, asked, taken.get(table.id, ())).items():
        here = weight * chance
        for row in rows:
            yield table.id, row, here
            known = meet(meet(asked.known, table.given), row.case)
            below = [part.table for part in row.text.rolled]  # type: ignore[union-attr]
            yield from walked_links(tables, below, Asked(known, asked.without), here, {})
        more = {**taken, table.id: (*taken.get(table.id, ()), rows)} if table.again == "reroll" else taken
        yield from walked_links(tables, links[1:], asked, here, more)


@settings(deadline=None, max_examples=60)
@given(tables=packs(nested=False), known=KNOWN, without=WITHOUT, plus=st.integers(-8, 8))
def test_a_rows_chance_is_its_share_of_all_faces(
    tables: dict[str, Table], known: str, without: frozenset[str], plus: int
) -> None:
    asked = Asked(case(known), without, plus)
    for id, table in tables.items():
        if not counted(table, asked):
            with pytest.raises(RpgkitError, match="has no row that fits"):
                odds_of(tables, id, asked)
            continue
        by_row: dict[Row, Fraction] = {}
        for rows, chance in counted(table, asked).items():
            for row in rows:
                by_row[row] = by_row.get(row, Fraction(0)) + chance
        assert dict(odds_of(tables, id, asked).rows) == by_row


@settings(deadline=None, max_examples=60)
@given(tables=packs(), known=KNOWN, without=WITHOUT)
def test_what_a_table_leads_to_is_as_often_as_the_walk_of_all_that_can_happen(
    tables: dict[str, Table], known: str, without: frozenset[str]
) -> None:
    asked = Asked(case(known), without)
    expected: dict[tuple[str, Row], Fraction] = {}
    for id, row, chance in walked(tables, "a", asked, Fraction(1)):
        expected[id, row] = expected.get((id, row), Fraction(0)) + chance
    assert {(table.id, row): times for table, row, times in odds_of(tables, "a", asked).leads_to} == expected


@given(dice=st.sampled_from(["d6", "2d6", "3d6", "d100", "4d10", "2d20"]), plus=st.integers(-30, 30))
def test_numbers_fall_as_icepool_says(dice: str, plus: int) -> None:
    read = read_dice(dice)
    die = sum(icepool.d(read.sides) for _ in range(read.many)) if read.many > 1 else icepool.d(read.sides)
    expected = die.map(lambda total: max(read.many, min(total + plus, read.many * read.sides)))
    table = table_of(
        simple(
            dice,
            *(
                f"{number:0{2 if dice == 'd100' else 1}} | w{number}"
                for number in range(read.many, read.many * read.sides + 1)
            ),
        ).replace("| 100 |", "| 00 |")
    )
    chances = dict(odds_of({"table": table}, "table", Asked(plus=plus)).rows)
    assert [chances.get(row, 0) for row in table.rows] == [
        expected.probability(number) for number in results_of(read)
    ]


def test_a_nested_roll_falls_as_icepool_says() -> None:
    tables = {
        "a": table_of(simple("2d6", "2–6 | none", "7–9 | [[b]]", "10–12 | [[b]] and [[b]]"), "a"),
        "b": table_of(simple("3d6", "3–8 | low", "9–18 | high"), "b"),
    }
    first, second = 2 @ icepool.d6, 3 @ icepool.d6
    rolls = first.probability(7) + first.probability(8) + first.probability(9)
    rolls += 2 * sum(first.probability(number) for number in (10, 11, 12))
    low = sum(second.probability(number) for number in range(3, 9))
    assert [times for _, _, times in odds_of(tables, "a").leads_to] == [rolls * low, rolls * (1 - low)]


@pytest.mark.parametrize(("sixes", "expected"), [(1, Fraction(1, 2)), (2, Fraction(2))])
def test_rolling_twice_on_few_sixes_is_harmless_and_exact(sixes: int, expected: Fraction) -> None:
    """E = 2k/6 · (1 + E): of d6, one or two faces that say "roll twice" come to an end."""
    table = table_of(
        simple("d6", f"1–{6 - sixes} | done", f"{7 - sixes}{'–6' * (sixes > 1)} | [[table]], [[table]]")
    )
    leads_to = odds_of({"table": table}, "table").leads_to
    assert sum(times for _, _, times in leads_to) == expected


def test_rolling_twice_on_three_sixes_is_endless() -> None:
    table = table_of(simple("d6", "1–3 | done", "4–6 | [[table]], [[table]]"))
    with pytest.raises(Endless, match="table → table"):
        odds_of({"table": table}, "table")


def test_odds_know_below_what_a_row_above_needs() -> None:
    above = ("1–3 | [[b]] | dead", "1–6 | [[b]] | alive", "4–6 | [[b]] now | dead")
    below = ("1–5 | ash | dead", "1–2 | hope | alive", "3–6 | wait | not dead", "6 | rest | dead")
    tables = {
        "a": table_of(simple("d6", *above, columns="Needs"), "a"),
        "b": table_of(simple("d6", *below, columns="Needs"), "b"),
    }
    expected = {"ash": Fraction(5, 6), "rest": Fraction(1, 6)}
    assert {row.raw: times for _, row, times in odds_of(tables, "a", Asked(case("dead"))).leads_to} == expected
    unknown = {row.raw: times for _, row, times in odds_of(tables, "a").leads_to}
    assert unknown == {
        "ash": Fraction(5, 6),
        "rest": Fraction(1, 6),
        "hope": Fraction(1, 3),
        "wait": Fraction(2, 3),
    }


@settings(deadline=None, max_examples=40)
@given(twice=st.integers(0, 9), once=st.integers(0, 10))
def test_a_table_that_leads_back_is_rolled_as_often_as_a_geometric_row_says(twice: int, once: int) -> None:
    """Of 20 faces some roll again twice and some once: E = (2t + o)/20 · (1 + E), or endless."""
    rows = [f"1–{20 - twice - once} | done"]
    rows += [f"{number} | {number} [[table]]" for number in range(21 - twice - once, 21 - twice)]
    rows += [f"{number} | {number} [[table]] [[table]]" for number in range(21 - twice, 21)]
    if twice + once == 19:
        rows[0] = "1 | done"
    table = table_of(simple("d20", *rows))
    back = Fraction(2 * twice + once, 20)
    if back >= 1:
        with pytest.raises(Endless):
            odds_of({"table": table}, "table")
    else:
        assert sum(times for _, _, times in odds_of({"table": table}, "table").leads_to) == back / (1 - back)


def test_sixteen_and_one_more_is_twenty_one_on_a_d66() -> None:
    table = table_of(simple("d66", "11–16 | ones", "21 | the next", "22–66 | others"))
    chances = dict(odds_of({"table": table}, "table", Asked(plus=1)).rows)
    assert [chances[row] for row in table.rows] == [Fraction(5, 36), Fraction(1, 36), Fraction(30, 36)]


def test_a_table_that_stops_at_no_end_is_an_error_beyond_it() -> None:
    table = table_of(simple("d6", "1–6 | all", settings="beyond: error"))
    with pytest.raises(RpgkitError, match="no row beyond its ends"):
        odds_of({"table": table}, "table", Asked(plus=1))


def test_rows_declared_to_overlap_each_have_their_own_chance() -> None:
    table = table_of(simple("d6", "1–4 | a key", "3–6 | chalk", settings="both: yes"))
    assert [chance for _, chance in odds_of({"table": table}, "table").rows] == [Fraction(4, 6)] * 2


def test_ways_of_two_dice_are_icepools() -> None:
    assert list(ways_of(Dice(2, 6))) == list((2 @ icepool.d6).quantities())
