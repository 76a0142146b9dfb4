"""The drawn mark: whose name, in which colour, how long dead; always the same for a code, and inside its area."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.Image import Image
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark, layers_of
from rpgkit.pdf.noise import grain_of
from rpgkit.pdf.page import Area
from rpgkit.pdf.pen import Layer, Line, box_of, evenly, path_of, tapered
from rpgkit.pdf.scar import scar_over
from rpgkit.pdf.strokes import lettering_of
from rpgkit.person import Borne, Colour, Name
from tests.people import people

PAGE, AREA = (240.0, 90.0), Area(20, 15, 200, 60)
LIVES = (None, 0, 3, 30)
SCRIPTS = ("Marta", "Kọ́láwọlé", "Δημήτρης", "Анастасія", "كريم", "יהודית", "श्रेया", "თეა", "美和", "은주")
ODD = (
    "",
    " ",
    "\u0301",
    "\u200d",
    "\U0001f600",
    "\ue000",
    "a" * 60,
    "W" * 400,
    "\n\t\0",
    "\ud800",
    "()\\",
    "Mᾷ美ك",
)
TABLES = {id: table for id, table in sorted(people().tables.items()) if id.startswith("marks/names/")}
STROKED = {"english", "polish", "portuguese", "spanish", "turkish", "yoruba"}
WHITE = (255, 255, 255)


def mark(
    written: str = "Marta", years: int | None = None, seed: str = "s", *, ink: str = "#00707A", plain: bool = False
) -> Mark:
    return Mark(Borne(Name("Marta", written, "", "", ""), Colour("teal", ink, ink)), years, seed, plain)


def printed(*marks: Mark, area: Area = AREA) -> bytes:
    """A page for every mark."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=PAGE, invariant=1)
    for one in marks:
        draw_mark(canvas, one, area)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def seen(data: bytes, scale: float = 2) -> list[Image]:
    """Its pages as pictures."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in document]


def painted(layers: list[Layer]) -> Image:
    """A picture of layers alone."""
    file = BytesIO()
    left, bottom, right, top = box_of(layers)
    canvas = Canvas(file, pagesize=((right - left) / 10, (top - bottom) / 10))
    add_drawing(canvas, "drawing", layers)
    canvas.scale(0.1, 0.1)
    canvas.translate(-left, -bottom)
    canvas.doForm("drawing")
    canvas.save()
    return seen(file.getvalue(), 1)[0]


def colours_of(picture: Image) -> dict[tuple[int, int, int], int]:
    return {colour: count for count, colour in picture.getcolors(picture.width * picture.height) or ()}  # type: ignore[misc]


def in_letters(lines: Iterable[Line], unit: float) -> list[str]:
    """Lines as a picture in letters, from the top; a letter is a unit wide and two units high."""
    points = {
        (int(point.real // unit), int(point.imag // (2 * unit))) for line in lines for point in evenly(line, 2)
    }
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    rows = range(top, bottom - 1, -1)
    return ["".join("#" if (x, y) in points else "." for x in range(left, right + 1)).rstrip(".") for y in rows]


def lines_of(written: str) -> list[Line]:
    return [line for letter in lettering_of(written).letters for line in letter.lines]


LETTER = """
....###
.####
.###
##.#
####.##
######

..###
"""
LENS = """
.........######.........
......############......
.....##############.....
...##################...
..####################..
.######################.
########################
.######################.
..####################..
...##################...
.....##############.....
......############......
.........######.........
"""
FRAME = """
####################
####################
######........######
######........######
######........######
####################
####################
####################
"""


def test_an_accent_stands_on_its_letter_and_a_dot_hangs_below() -> None:
    assert in_letters(lines_of("ẹ\u0301"), 45) == LETTER.strip("\n").split("\n")


def test_a_tapered_stroke_is_thick_in_the_middle_and_ends_in_nothing() -> None:
    stroke = path_of([tapered([complex(x * 20, 0) for x in range(13)], 120)])
    assert dots_of(painted([Layer(stroke, "#000000")])) == LENS.split()


def test_what_a_path_encloses_twice_stays_open() -> None:
    outer, inner = [0j, 200 + 0j, 200 + 80j, 80j], [60 + 30j, 140 + 30j, 140 + 60j, 60 + 60j]
    frame = path_of([outer, inner], rule="*")
    assert dots_of(painted([Layer(frame, "#000000")])) == FRAME.split()


def dots_of(picture: Image) -> list[str]:
    """A picture in letters: what is black."""
    grey = picture.convert("L")
    rows = range(grey.height)
    return ["".join("#" if grey.getpixel((x, y)) < 128 else "." for x in range(grey.width)) for y in rows]  # type: ignore[operator]


@pytest.mark.parametrize("id", TABLES)
def test_latin_names_are_strokes_and_all_others_outlines(id: str) -> None:
    table = TABLES[id]
    for row in table.rows:
        assert lettering_of(table.cell(row, "Written")).outlined == (id.split("/")[-1] not in STROKED)


@pytest.mark.parametrize("id", TABLES)
def test_every_name_can_be_drawn_and_stays_in_its_area(id: str) -> None:
    table = TABLES[id]
    names = dict.fromkeys(table.cell(row, "Written") for row in table.rows)
    marks = [mark(name, LIVES[at % 4], plain=at // 4 % 2 == 1) for at, name in enumerate(names)]
    for one, picture in zip(marks, seen(printed(*marks), 1), strict=True):
        assert_inside(picture)
        assert len(colours_of(picture)) > 1, one


def assert_inside(picture: Image) -> None:
    """All that is not white is in the area, but for the edge that a picture of one point a dot makes grey."""
    around = picture.copy()
    left, top = int(AREA.x) - 1, int(PAGE[1] - AREA.top) - 1
    around.paste(WHITE, (left, top, left + int(AREA.width) + 2, top + int(AREA.height) + 2))
    assert set(colours_of(around)) == {WHITE}


@pytest.mark.parametrize("years", LIVES)
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("written", ODD, ids=ascii)
def test_whatever_a_name_holds_it_is_drawn_inside_its_area(written: str, plain: bool, years: int | None) -> None:
    (picture,) = seen(printed(mark(written, years, plain=plain)), 1)
    assert_inside(picture)


@settings(max_examples=40, deadline=None)
@given(written=st.text(max_size=12), years=st.sampled_from(LIVES), plain=st.booleans())
def test_no_name_is_an_error(written: str, years: int | None, plain: bool) -> None:
    taken = draw_mark(Canvas(BytesIO()), mark(written, years, plain=plain), AREA)
    assert taken.x >= AREA.x - 0.001 and taken.x + taken.width <= AREA.x + AREA.width + 0.001
    assert taken.y >= AREA.y - 0.001 and taken.top <= AREA.top + 0.001


@pytest.mark.parametrize("years", LIVES)
def test_the_same_code_is_always_the_same_mark_and_no_other_is(years: int | None) -> None:
    one, again, other = (printed(mark(years=years, seed=seed)) for seed in ("s", "s", "t"))
    assert one == again != other


def test_a_mark_is_drawn_in_its_ink() -> None:
    (picture,) = seen(printed(mark(ink="#F0408F")), 4)
    found = colours_of(picture)
    del found[WHITE]
    assert max(found, key=lambda colour: found[colour]) == (0xF0, 0x40, 0x8F)


@pytest.mark.parametrize("years", LIVES[1:])
@pytest.mark.parametrize("written", SCRIPTS)
def test_the_letters_of_a_scar_can_still_be_guessed(written: str, years: int) -> None:
    letters, *scar = layers_of(mark(written, years))
    letters = letters._replace(colour="#00FF00")
    frame = Layer(path_of([_corners([letters, *scar])]), "#FFFFFF")
    whole, left = (painted([frame, letters, *more]) for more in ([], scar))
    share = greens(left) / greens(whole)
    assert 0.35 < share < 0.9, share


def _corners(layers: list[Layer]) -> Line:
    left, bottom, right, top = box_of(layers)
    return [complex(left, bottom), complex(right, bottom), complex(right, top), complex(left, top)]


def greens(picture: Image) -> int:
    """How much of a picture is green, or green beneath a shadow."""
    return sum(
        count for (red, green, blue), count in colours_of(picture).items() if green > 1.6 * max(red, blue, 60)
    )


@pytest.mark.parametrize("years", LIVES[1:])
def test_the_letters_of_a_scar_keep_a_trace_of_their_colour(years: int) -> None:
    red, blue = (layers_of(mark(years=years, ink=ink))[0].colour for ink in ("#E2231A", "#1D4E9E"))
    (picture,) = seen(printed(mark(years=years, ink="#E2231A")), 4)
    assert tuple(bytes.fromhex(red[1:])) in colours_of(picture)
    assert int(red[1:3], 16) > int(red[5:7], 16) + 40
    assert int(blue[5:7], 16) > int(blue[1:3], 16)
    assert red != "#E2231A"


@pytest.mark.parametrize("years", LIVES)
def test_a_plain_mark_has_one_ink_and_no_tints(years: int | None) -> None:
    data = printed(*(mark(written, years, plain=True) for written in SCRIPTS))
    for form in forms_of(data).values():
        colours = set(re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)", form.get_data()))
        assert colours <= {b"0 0 0"}
        assert b" gs" not in form.get_data()
        assert "/ExtGState" not in form["/Resources"]
    (picture, *_) = seen(data, 4)
    assert all(red == green == blue for red, green, blue in colours_of(picture))


def forms_of(data: bytes) -> dict[str, Any]:
    """The forms that pages show, by name."""
    found = {}
    for page in PdfReader(BytesIO(data)).pages:
        for name, form in page["/Resources"]["/XObject"].items():  # type: ignore[index]
            found[name] = form.get_object()
    return found


def test_what_is_half_seen_through_is_not_lost_with_the_form() -> None:
    """ReportLab 5.1 writes no ExtGState for a form: the sore skin about a name would be as solid as the name."""
    (form,) = forms_of(printed(mark(years=0))).values()
    named = set(re.findall(rb"/(a\d+) gs", form.get_data()))
    assert {f"/{state.decode()}" for state in named} == set(form["/Resources"]["/ExtGState"])
    (picture,) = seen(printed(mark(years=0)), 4)
    pale = sum(count for colour, count in colours_of(picture).items() if 200 < min(colour) < 255)
    assert pale > 5_000


def test_a_mark_that_is_drawn_again_at_any_size_is_in_the_document_once() -> None:
    once, often = (Canvas(BytesIO(), invariant=1) for _ in range(2))
    draw_mark(once, mark(years=0), AREA)
    for size in range(1, 20):
        draw_mark(often, mark(years=0), Area(10, 10, size * 20, size * 9))
    sizes = [len(canvas.getpdfdata()) for canvas in (once, often)]
    assert sizes[1] < sizes[0] + 1_500


@pytest.mark.parametrize("written", SCRIPTS)
def test_a_burn_is_small(written: str) -> None:
    assert len(printed(mark(written, 0))) < 40_000


def test_a_scar_keeps_its_shape_while_it_ages() -> None:
    lettering, grain = lettering_of("Marta"), grain_of("s", "n")
    young, old = (scar_over(lettering, years, grain) for years in (0, 30))
    assert young == old._replace(years=0)


@pytest.mark.parametrize(
    ("years", "text"),
    [
        (None, "the name Marta, in teal, scratched over the heart"),
        (0, "a raw burn, black at its rim, across the name Marta over the heart; its letters keep a trace of teal"),
        (
            5,
            "a scar that is closing, scabbed in places, across the name Marta over the heart; "
            "its letters keep a trace of teal",
        ),
        (
            6,
            "an old scar, waxy and raised, a crude stroke across the name Marta over the heart; "
            "its letters keep a trace of teal",
        ),
    ],
)
def test_a_mark_is_told_to_who_cannot_see_it(years: int | None, text: str) -> None:
    assert alternative_text(mark(years=years), "Marta") == text
