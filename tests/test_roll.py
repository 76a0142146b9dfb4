"""A roll keeps its tree, its dice are true, and its rows fit."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rpgkit.cases import case_of
from rpgkit.dice import number_of
from rpgkit.errors import RpgkitError
from rpgkit.odds import odds_of
from rpgkit.roll import Roll, tags_of, text_of
from rpgkit.roller import MOST_SPOTS, Roller, deal
from rpgkit.streams import Stream
from rpgkit.table import PLAIN, Asked, Table
from rpgkit.throw import Hand
from rpgkit.wording import READER
from tests.strategies import packs, simple, table_of

SEEDS = st.integers(0, 2**35 - 1).map(str)


def rolled(text: str, seed: str = "1", asked: Asked = PLAIN, hand: Hand | None = None) -> Roll:
    return Roller({"table": table_of(text)}).roll("table", Stream(seed, "test"), asked, hand)


def all_of(roll: Roll) -> list[Roll]:
    return [roll, *(below for child in roll.led_to for below in all_of(child))]


@settings(deadline=None)
@given(tables=packs(), seed=SEEDS, known=st.sampled_from(["dead", "alive", "unmet", "mutual"]))
def test_every_roll_of_the_tree_is_of_a_row_that_fits(tables: dict[str, Table], seed: str, known: str) -> None:
    asked = Asked(case_of([known]), frozenset({"drink"}))
    for roll in all_of(Roller(tables).roll("a", Stream(seed, "x"), asked)):
        assert roll.table is not None
        assert number_of(roll.dice, roll.faces) == roll.number
        assert roll.rows
        assert all(
            row in dict(odds_of(tables, roll.table.id, Asked(roll.known, asked.without)).rows) for row in roll.rows
        )
        assert not tags_of(roll) & asked.without
        assert len(roll.led_to) == sum(len(row.text.rolled) for row in roll.rows)


@settings(deadline=None)
@given(tables=packs(), seed=SEEDS)
def test_the_same_seed_rolls_the_same_and_leaves_no_brace(tables: dict[str, Table], seed: str) -> None:
    one, other = (Roller(tables).roll("a", Stream(seed, "x")) for _ in range(2))
    assert one == other
    assert not set("{}[]") & set(text_of(one, READER))


def test_a_number_that_fits_is_kept_and_another_gives_way_by_exact_share() -> None:
    """Needs take a row's faces and share them out: alive, rows of 1 and 2 faces fall as 1 to 2."""
    text = simple("d6", "1 | one | ", "2–3 | two |", "4–6 | dead | dead", columns="Needs")
    alive = Asked(case_of(["alive"]))
    table = table_of(text)
    assert [chance for _, chance in odds_of({"table": table}, "table", alive).rows] == [
        Fraction(1, 3),
        Fraction(2, 3),
    ]
    roller = Roller({"table": table})
    counts = Counter(roller.roll("table", Stream(str(seed), "x"), alive).number for seed in range(6_000))
    assert set(counts) == {1, 2, 3}
    assert all(1_850 < count < 2_150 for count in counts.values())
    for seed in range(200):
        free, bound = (roller.roll("table", Stream(str(seed), "x"), asked).number for asked in (PLAIN, alive))
        assert bound == free or free > 3


def test_plus_steps_along_the_results_and_stops_at_the_ends() -> None:
    text = simple("d66", "11–65 | low", "66 | the last")
    for seed in map(str, range(30)):
        plain, plus = rolled(text, seed), rolled(text, seed, Asked(plus=36))
        assert (plus.faces, plus.number, plus.plus) == (plain.faces, plain.number, 36)
        assert text_of(plus, READER) == "the last"


def test_an_end_that_does_not_hold_is_an_error() -> None:
    with pytest.raises(RpgkitError, match="no row beyond its ends"):
        rolled(simple("d6", "1–6 | all", settings="beyond: error"), asked=Asked(plus=9))


def test_another_draw_stays_inside_the_ends_that_are_an_error() -> None:
    rows = ("1–2 | a |", "3–5 | b | dead", "6 | c | dead")
    text = simple("d6", *rows, columns="Needs", settings="beyond: error")
    alive = Asked(case_of(["alive"]), plus=-1)
    said = set()
    for seed in map(str, range(60)):
        try:
            said.add(rolled(text, seed, alive).number)
        except RpgkitError as error:
            assert "no row beyond its ends" in str(error)
    assert said == {2, 3}


def test_inline_dice_are_rolled_and_kept() -> None:
    roll = rolled(simple("d6", "1–6 | {3d6+100} keys and {d66} coins"))
    sum_, coins = roll.led_to
    assert (sum_.table, len(sum_.faces), sum(sum_.faces)) == (None, 3, sum_.number)
    assert text_of(roll, READER) == f"{sum_.number + 100} keys and {coins.number} coins"


def test_numbers_by_hand_are_taken_in_order_and_chance_goes_on() -> None:
    tables = {
        "a": table_of(simple("d6", "1–5 | no", "6 | [[b]] with {2d6} coins and [[b]]"), "a"),
        "b": table_of(simple("d66", "11–33 | left", "34–66 | right"), "b"),
    }
    hand = Hand(("6", "34", "7"))
    roll = Roller(tables).roll("a", Stream("1", "x"), PLAIN, hand)
    assert text_of(roll, READER).startswith("right with 7 coins and ")
    assert [(below.number, below.by_hand, below.faces) for below in all_of(roll)][:3] == [
        (6, True, (6,)),
        (34, True, (3, 4)),
        (7, True, ()),
    ]
    assert (all_of(roll)[3].by_hand, hand.left) == (False, [])


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (7, "'7' is not on a d6"),
        (4, "4 on table needs 'dead', which does not hold here; roll again"),
        (6, "6 on table is left out by its tags; roll again"),
    ],
)
def test_a_number_by_hand_that_cannot_be_is_told(number: int, message: str) -> None:
    text = simple("d6", "1–3 | a | |", "4–5 | b | dead |", "6 | c | | drink", columns="Needs | Tags")
    with pytest.raises(RpgkitError, match=message):
        rolled(text, asked=Asked(case_of(["alive"]), frozenset({"drink"})), hand=Hand((str(number),)))


def test_what_leaves_nothing_is_told() -> None:
    text = simple("d6", "1–6 | a | drink", columns="Tags", settings="given: dead")
    with pytest.raises(RpgkitError, match="no row that fits when dead, with drink left out"):
        rolled(text, asked=Asked(without=frozenset({"drink"})))
    with pytest.raises(RpgkitError, match=r"rolled only when dead \(its 'given:'\), which is not so here"):
        rolled(text, asked=Asked(case_of(["alive"])))


def test_one_text_that_rolls_one_table_twice_may_ask_for_two_rows() -> None:
    below = simple("d6", "1–5 | often", "6 | rarely", settings="again: reroll")
    tables = {
        "a": table_of(simple("d6", "1–6 | [[b]] then [[b]] then [[b]]"), "a"),
        "b": table_of(below, "b"),
    }
    said = {text_of(Roller(tables).roll("a", Stream(str(seed), "x")), READER) for seed in range(60)}
    assert {tuple(sorted(text.split(" then ")[:2])) for text in said} == {("often", "rarely")}


def test_where_nobody_knows_both_rows_stand_with_their_conditions() -> None:
    text = simple("d6", "1–6 | a burn | dead", "1–6 | a name | alive", columns="Needs")
    assert text_of(rolled(text), READER) == "if they are dead: a burn / if they are alive: a name"
    assert text_of(rolled(text, asked=Asked(case_of(["raw"]))), READER) == "a burn"


def test_a_row_taken_on_a_condition_keeps_to_it_below() -> None:
    tables = {
        "a": table_of(simple("d6", "1–6 | kept: [[b]] | dead", "1–6 | worn: [[b]] | alive", columns="Needs"), "a"),
        "b": table_of(simple("d6", "1–6 | ash | dead", "1–6 | hope | alive", columns="Needs"), "b"),
    }
    assert (
        text_of(Roller(tables).roll("a", Stream("1", "x")), READER)
        == "if they are dead: kept: ash / if they are alive: worn: hope"
    )


@given(seed=SEEDS)
def test_a_deal_gives_every_row_once(seed: str) -> None:
    table = table_of(simple("2d6", "2–6 | a", "7 | b", "8–11 | c", "12 | d"))
    dealt = list(deal(table, Stream(seed, "deck")))
    assert sorted(row.line for row in dealt) == sorted(row.line for row in table.rows)
    assert dealt == list(deal(table, Stream(seed, "deck")))


def test_a_deal_keeps_to_what_is_given_and_known() -> None:
    rows = ("1–2 | ash | dead", "3–4 | new |", "5–6 | worn | old", "5–6 | else | not old")
    table = table_of(simple("d6", *rows, columns="Needs", settings="given: dead"))
    assert {row.raw for row in deal(table, Stream("1", "deck"))} == {"ash", "new", "worn", "else"}
    assert {row.raw for row in deal(table, Stream("1", "deck"), Asked(case_of(["old"])))} == {"ash", "new", "worn"}
    assert list(deal(table, Stream("1", "deck"), Asked(case_of(["alive"])))) == []


def test_what_one_roll_leads_to_is_counted_for_itself() -> None:
    """Many cards of one deck, each leading on, are many rolls and no endless one."""
    tables = {
        "a": table_of(simple("d6", "1–6 | [[b]]"), "a"),
        "b": table_of(simple("d6", "1–6 | ash"), "b"),
    }
    roller = Roller(tables)
    for count in range(6_000):
        settled = roller.settle("a", tables["a"].rows[0], Stream(str(count), "x"))
        assert text_of(settled, READER) == "ash"


def test_a_roller_remembers_no_more_than_it_needs() -> None:
    text = simple("d6", "1–3 | a | 30+", "1–6 | b | not 30+", "4–6 | c | 30+", columns="Needs")
    roller = Roller({str(number): table_of(text, str(number)) for number in range(3_000)})
    for number in range(3_000):
        for word in ("30+", "not 30+"):
            asked = Asked(case_of([word]))
            said = text_of(roller.roll(str(number), Stream(word, "x"), asked), READER)
            assert (said == "b") == (word == "not 30+")
    assert sum(len(stand.spots) for stand in roller.stands(frozenset()).values()) <= MOST_SPOTS


def test_nesting_beyond_reason_ends_in_words() -> None:
    """A table that check would refuse is not followed for ever when it is rolled."""
    table = table_of(simple("d6", "1–6 | on [[table]]"))
    with pytest.raises(RpgkitError, match="table leads on and on; 'rpgkit check' says where"):
        Roller({"table": table}).roll("table", Stream("1", "x"))
