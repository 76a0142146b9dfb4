"""The colours people love best: each told from every other, and dark enough to draw a name with."""

from itertools import combinations

from coloraide import Color

from rpgkit.table import Row
from tests.people import people

COLOURS = people().tables["marks/colours"]
# By CIEDE2000, where 2.3 is said to be just noticeable; two names on one sheet lie far apart.
LEAST_APART, LEAST_CONTRAST, SAME_HUE = 8.0, 3.0, 12.0


def of_row(row: Row, column: str) -> Color:
    return Color(COLOURS.cell(row, column))


def test_no_two_colours_could_be_taken_for_each_other() -> None:
    for column in ("Hex", "Ink"):
        near = {
            (one.raw, other.raw): apart
            for one, other in combinations(COLOURS.rows, 2)
            if (apart := of_row(one, column).delta_e(of_row(other, column), method="2000")) < LEAST_APART
        }
        assert near == {}, column


def test_a_name_can_be_read_on_white_in_its_ink() -> None:
    pale = {row.raw: of_row(row, "Ink").contrast("white") for row in COLOURS.rows}
    assert {name: contrast for name, contrast in pale.items() if contrast < LEAST_CONTRAST} == {}


def test_an_ink_is_the_colour_itself_or_a_darker_one_of_its_hue() -> None:
    for row in COLOURS.rows:
        colour, ink = of_row(row, "Hex"), of_row(row, "Ink")
        if colour.contrast("white") >= LEAST_CONTRAST:
            assert ink == colour, row.raw
            continue
        assert ink.luminance() < colour.luminance(), row.raw
        shades = [shade.convert("lch") for shade in (colour, ink)]
        turned = abs(shades[0]["hue"] - shades[1]["hue"]) % 360
        grey = min(shade["chroma"] for shade in shades) < SAME_HUE
        assert grey or min(turned, 360 - turned) < SAME_HUE, (row.raw, turned)


def test_there_are_thirty_six_and_each_is_named_once() -> None:
    assert len({row.raw.lower() for row in COLOURS.rows}) == len(COLOURS.rows) == 36
    assert len({COLOURS.cell(row, "Hex") for row in COLOURS.rows}) == 36
