"""The laws of dice."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.dice import (
    D66,
    BadDice,
    BadNumber,
    Dice,
    dice_for,
    faces_at,
    faces_of,
    index_of,
    number_of,
    read_dice,
    read_number,
    read_numbers,
    results_of,
    show_number,
    show_numbers,
    ways_of,
)

few_dice = st.one_of(st.just(D66), st.builds(Dice, st.integers(1, 4), st.integers(2, 12), st.just(False)))
any_dice = st.builds(Dice, st.integers(1, 20), st.integers(2, 1000), st.just(False))
all_dice = st.one_of(few_dice, any_dice.filter(lambda dice: dice != Dice(1, 66)))
NO_DICE = [
    "0d6",
    "21d6",
    "d1001",
    "d1",
    "d0",
    "d",
    "6",
    "2d",
    "-1d6",
    "d66d",
    "1d66",
    "012d6",
    "d0100",
    "२d६",
    "d６",
]


@given(dice=few_dice)
def test_the_ways_of_each_result_are_those_of_all_faces(dice: Dice) -> None:
    counted = dict.fromkeys(results_of(dice), 0)
    for faces in product(range(1, dice.sides + 1), repeat=dice.many):
        counted[number_of(dice, faces)] += 1
    assert tuple(counted.values()) == ways_of(dice)


@given(dice=all_dice)
def test_the_ways_of_all_results_are_the_ways_of_the_dice(dice: Dice) -> None:
    assert sum(ways_of(dice)) == dice.ways
    assert len(ways_of(dice)) == len(results_of(dice))


@given(dice=st.builds(Dice, st.integers(1, 3), st.integers(2, 6), st.just(False)))
def test_every_draw_is_one_way_to_fall_and_every_way_has_its_draw(dice: Dice) -> None:
    drawn = [faces_at(dice, draw) for draw in range(dice.ways)]
    assert sorted(drawn) == sorted(product(range(1, dice.sides + 1), repeat=dice.many))


@given(dice=st.one_of(st.just(D66), st.builds(Dice, st.integers(1, 3), st.integers(2, 6), st.just(False))))
def test_the_ways_of_a_number_are_counted_through_once_each(dice: Dice) -> None:
    for number, ways in zip(results_of(dice), ways_of(dice), strict=True):
        found = {faces_of(dice, number, rank) for rank in range(ways)}
        assert len(found) == ways
        assert {number_of(dice, faces) for faces in found} == {number}


@given(dice=all_dice)
def test_dice_read_as_they_are_written(dice: Dice) -> None:
    assert read_dice(dice.notation) == dice


@given(dice=all_dice, data=st.data())
def test_numbers_read_as_they_are_printed(dice: Dice, data: st.DataObject) -> None:
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(results_of(dice)) - 1)] * 2)))
    assert read_numbers(dice, show_numbers(dice, first, last)) == (first, last)
    number = results_of(dice)[first]
    assert read_number(dice, show_number(dice, number)) == number


@given(text=st.text(max_size=12), dice=all_dice)
def test_whatever_is_written_is_numbers_or_bad_numbers(text: str, dice: Dice) -> None:
    try:
        first, last = read_numbers(dice, text)
    except BadNumber as bad:
        assert str(bad)
    else:
        assert 0 <= first <= last < len(results_of(dice))


@pytest.mark.parametrize(
    "text",
    ["0d6", "21d6", "d1001", "d1", "d0", "d", "6", "2d", "-1d6", "d66d", "1d66", "012d6", "d0100", "२d६", "d６"],
)
def test_what_is_no_dice_is_refused(text: str) -> None:
    with pytest.raises(BadDice):
        read_dice(text)


def test_a_d100_has_00_for_its_hundred_and_a_d66_no_37() -> None:
    d100 = Dice(1, 100)
    assert (show_number(d100, 100), show_number(d100, 7), read_number(d100, "00")) == ("00", "07", 100)
    assert read_numbers(d100, "96–00") == (95, 99)
    assert (read_numbers(D66, "≤13"), read_numbers(D66, "65+")) == ((0, 2), (34, 35))
    with pytest.raises(BadNumber, match="'37' is not on a d66"):
        index_of(D66, 37)


def test_the_usual_dice_for_a_number_of_rows() -> None:
    assert [dice_for(rows) for rows in (6, 11, 16, 36, 100, 37)] == ["d6", "2d6", "3d6", "d66", "d100", None]
