"""A circle, drawn and told: no line through a name, nothing told that nobody knows, nothing lost."""

import json
import re
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader
from reportlab.lib.colors import HexColor

from rpgkit.errors import RpgkitError
from rpgkit.pdf.circle_sheet import circle_pdf
from rpgkit.pdf.faces import load_fonts, typeset
from rpgkit.pdf.page import MM, live_area
from rpgkit.pdf.style import LOOK, SMALLEST, Look
from rpgkit.pdf.weblegend import MEANINGS
from rpgkit.pdf.webmap import LONGEST, MOST_PEOPLE, Drawn, ink_of, map_of
from rpgkit.plane import Box, are_crossing, box_about, crossings, is_free, length_of, point_at
from rpgkit.web import ABSENT, NEW, PLAYER, TOWN, Arrow, Knot, Thread, Web, called, single
from rpgkit.weblayout import APART, EDGE, Asked, Line, Size, cell_of, places_of
from rpgkit.webroutes import SHORT, courses_of
from rpgkit.webtext import edges_of, marks_of, title_of, web_document, web_markdown, web_text
from tests.printed import everything_in, fields_of, letters_of, pages_of, squeezed, text_of
from tests.test_tags import alts, faults, roles
from tests.webs import TEAL, colours, web

LOOKS = [LOOK, Look("letter"), Look(plain=True), Look(large=True), Look("letter", plain=True, large=True)]
ROOM, TALL = Size(538, 420), Size(538, 560)
LONG = "Wilhelmina-Konstantina-Anastasia-Theodora-Maximiliana-Henrietta-Philippa-Aurelia"[:80]
NAMES = st.one_of(
    st.sampled_from([LONG, "美和", "شيماء", "Ia", "María del Mar"]), st.text("ab cdeИw-", max_size=30)
)
load_fonts()


@st.composite
def webs(draw: st.DrawFn) -> Web:
    """Any web at all: whoever bears whom, whoever is tied to whom, named anyhow."""
    seats, others = draw(st.integers(0, 8)), draw(st.integers(0, 12))
    keys = [str(at + 1) for at in range(seats)] + [f"n{at}" for at in range(others)]
    knots = [
        Knot(
            key,
            draw(NAMES),
            draw(NAMES),
            draw(st.sampled_from(colours())),
            draw(st.integers(0, 110)),
            PLAYER if key.isdigit() else draw(st.sampled_from([ABSENT, TOWN, NEW])),
            draw(st.sampled_from([None, None, 0, 4, 40])),
            key.isdigit() or draw(st.booleans()),
        )
        for key in keys
    ]
    if len(keys) < 2:
        return Web(tuple(knots), (), (), "Q")
    pairs = st.lists(st.permutations(keys).map(lambda order: (order[0], order[1])), max_size=14)
    mutual = st.sampled_from([True, False, None])
    arrows = [Arrow(one, other, "friend", "34", draw(mutual)) for one, other in draw(pairs)]
    threads = [Thread(one, other, "neighbour") for one, other in draw(pairs)]
    return Web(tuple(knots), tuple(arrows), tuple(threads), "Q0AB")


def assert_clear(drawn: Drawn, room: Size) -> None:
    """No label meets another, no line meets a label, a word beside an arrow meets nothing; all is within."""
    boxes, whole = drawn.places, Box(0, 0, *room)
    for one, other in combinations(boxes.values(), 2):
        assert not one.grown(APART / 2 - 0.1).meets(other.grown(APART / 2 - 0.1))
    assert all(whole.grown(0.1 - EDGE).spans(box) for box in boxes.values())
    for course in drawn.courses:
        assert is_free(course.points, [box.grown(3) for box in boxes.values()]), course.line
        assert all(map(whole.holds, course.points))
        for end, key in ((course.points[0], course.line.one), (course.points[-1], course.line.other)):
            assert boxes[key].grown(SHORT + 0.5).holds(end)
    words = [box for _, box in drawn.captions if box]
    for word in words:
        assert not any(
            word.meets(box) for box in (*boxes.values(), *(other for other in words if other is not word))
        )
        assert all(is_free(course.points, [word]) for course in drawn.courses if not course.line.tie)


@settings(max_examples=35, deadline=None)
@given(any_web=webs(), large=st.booleans())
def test_no_line_goes_through_a_name_whoever_bears_whom(any_web: Web, large: bool) -> None:
    room = TALL if large else ROOM
    assert_clear(map_of(any_web, room, Look(large=large)), room)


def test_the_maps_of_forty_circles_are_clear_and_hardly_an_arrow_crosses_another() -> None:
    crossed = words = arrows = 0
    for seed in range(40):
        drawn = map_of(web(seed), ROOM, LOOK)
        assert_clear(drawn, ROOM)
        lines = [course.points for course in drawn.courses if not course.line.tie]
        crossed += sum(crossings(one, other) for one, other in combinations(lines, 2))
        arrows += len(lines)
        words += sum(box is not None for _, box in drawn.captions)
    assert crossed <= 24
    assert words >= arrows * 0.97


def test_those_who_sit_side_by_side_stand_side_by_side() -> None:
    for seed in range(12):
        made = web(seed)
        places = map_of(made, ROOM, LOOK).places
        ring = [places[knot.key].middle for knot in made.players]
        hub = sum(ring) / len(ring)
        turns = [((before - hub).conjugate() * (after - hub)).imag for before, after in pairwise([*ring, ring[0]])]
        assert all(turn < 0 for turn in turns)


def test_the_law_of_clear_maps_sees_a_line_through_a_name() -> None:
    made = web(3)
    drawn = map_of(made, ROOM, LOOK)
    course = drawn.courses[0]
    other = next(box for key, box in drawn.places.items() if key not in course.line[:2])
    through = (course.points[0], other.middle, course.points[-1])
    with pytest.raises(AssertionError):
        assert_clear(drawn._replace(courses=(course._replace(points=through), *drawn.courses[1:])), ROOM)


@pytest.mark.parametrize("many", [1, 2, 7, 13, 20, MOST_PEOPLE])
def test_as_many_labels_as_there_may_be_have_room_however_large_each_is(many: int) -> None:
    keys = [f"{at}" for at in range(many)]
    lines = [Line(one, other) for one, other in pairwise(keys)] + [Line(keys[0], key) for key in keys[2:]]
    sizes = dict.fromkeys(keys, cell_of(many, ROOM))
    places = places_of(Asked(sizes, keys[:8], lines, ROOM))
    for one, other in combinations(places.values(), 2):
        assert not one.grown(APART / 2 - 0.1).meets(other.grown(APART / 2 - 0.1))
    for course in courses_of(places, lines, Box(0, 0, *ROOM)):
        assert is_free(course.points, [box.grown(2) for box in places.values()])


def test_too_many_people_are_told_so() -> None:
    knots = tuple(Knot(f"n{at}", "Ana", "Ana", TEAL, 30, NEW) for at in range(MOST_PEOPLE + 1))
    with pytest.raises(RpgkitError, match=f"room for {MOST_PEOPLE} people, and this circle has {MOST_PEOPLE + 1}"):
        circle_pdf(Web(knots, (), (), "Q"))


points = st.builds(complex, st.integers(-9, 9), st.integers(-9, 9))


@given(points, points)
@example(-9 + 0j, 9 + 0j)
@example(-9 - 9j, 9 + 8j)
def test_a_way_cuts_a_box_where_some_point_of_it_is_within(one: complex, other: complex) -> None:
    box = box_about(0j, 7.5, 4.25)
    assume(one != other)
    steps = [one + (other - one) * step / 999 for step in range(1_000)]
    assert box.is_cut(one, other) >= any(map(box.holds, steps))
    if not any(map(box.grown(0.05).holds, steps)):
        assert not box.is_cut(one, other)


@given(points, points, points, points)
def test_crossing_is_the_same_from_all_sides(one: complex, other: complex, first: complex, second: complex) -> None:
    crossing = are_crossing(one, other, first, second)
    assert crossing == are_crossing(first, second, one, other) == are_crossing(other, one, first, second)
    assert are_crossing(0j, 2 + 2j, 2j, 2 + 0j) and not are_crossing(0j, 1 + 0j, 2j, 2 + 2j)
    assert abs(point_at((one, other), length_of((one, other))) - other) < 1e-9


def test_names_that_are_small_are_dark_enough_to_be_read_and_large_ones_keep_their_ink() -> None:
    for colour in colours():
        knot = Knot("1", "Ana", "Ana", colour, 30)
        assert contrast(ink_of(knot, 12, LOOK)) >= 4.5
        assert contrast(ink_of(knot, 20, LOOK)) >= 2.99
        assert ink_of(knot, 20, LOOK) == HexColor(colour.ink)


def contrast(colour: HexColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.rgb()]
    return float(
        1.05 / (sum(part * share for part, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True)) + 0.05)
    )


def odd() -> dict[str, Web]:
    """Circles of every kind, and some that are not."""
    long = web(5)
    knots = tuple(knot._replace(name=LONG, written=LONG, years=3) for knot in long.knots)
    signs = tuple(knot._replace(name='<b>"&|end', written="]) 龘\ue000\x07") for knot in long.knots)
    return {
        "three": web(1, 3),
        "six": web(2, 6),
        "eight": web(4, 8),
        "long": long._replace(knots=knots),
        "signs": long._replace(knots=signs),
        "nobody": Web((), (), (), "Q"),
        "alone": Web((Knot("1", "Ana", "Ana", TEAL, 30),), (), (), "Q"),
        "unmet": Web(
            (Knot("1", "Ana", "Ana", TEAL, 30), Knot("n1", "Sara", "שרה", TEAL, 40, NEW, 4, False)),
            (Arrow("1", "n1", "unmet", "70–79", None),),
            (),
            "Q",
        ),
    }


@pytest.mark.parametrize("which", odd())
def test_every_circle_sheet_is_accessible_and_lasting(which: str, tmp_path: Path) -> None:
    assert faults(circle_pdf(odd()[which], LOOK, frozenset({"drink"})), tmp_path) == []


@pytest.mark.parametrize("look", LOOKS[1:])
@pytest.mark.parametrize("which", ["eight", "long"])
def test_every_look_of_a_circle_is_accessible_and_lasting(which: str, look: Look, tmp_path: Path) -> None:
    assert faults(circle_pdf(odd()[which], look), tmp_path) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("which", ["three", "eight", "long"])
def test_a_sheet_names_everybody_whole_within_its_live_area_and_in_no_small_type(which: str, look: Look) -> None:
    made = odd()[which]
    data = circle_pdf(made, look)
    found = squeezed(text_of(data)).replace("\ufffe", "").replace("-", "")
    for name in (name for knot in made.knots for name in (called(made)[knot.key], knot.written) if knot.known):
        assert any(squeezed(typeset(read)).replace("-", "") in found for read in (name, name[::-1])), name
    live = live_area(look.paper)
    for page in letters_of(data):
        assert min(letter.left for letter in page) >= live.x - MM
        assert max(letter.right for letter in page) <= live.x + live.width + MM
        assert min(letter.bottom for letter in page) >= live.y - 2 * MM
    assert smallest(data) >= (16 if look.large else SMALLEST)
    assert pages_of(data) == 1 or look.large or which == "long"


def smallest(data: bytes) -> float:
    sizes: set[float] = set()

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] or 1) * abs(cm[3] or 1), 2))

    for page in PdfReader(BytesIO(data)).pages:
        PageObject.extract_text(page, visitor_text=note)
    return min(sizes | set(map(float, re.findall(r"/\S+ ([\d.]+) Tf", everything_in(data)))))


def test_a_sheet_is_a_title_a_map_said_in_its_lines_a_list_and_fields() -> None:
    made = web(4, 8)
    data = circle_pdf(made, LOOK, frozenset({"hospital", "drink"}))
    assert alts(data) == [" ".join(edges_of(made))]
    read = roles(data)
    assert read[:4] == ["Document", "Sect", "H1", "Figure"] and read.count("H2") == 4
    assert [(field.name, field.value) for field in fields_of(data)] == [("lines_and_veils", ""), ("notes", "")]
    assert "drink,hospital" in squeezed(text_of(data)) and made.code in text_of(data)


def test_the_words_of_a_map_are_never_endless() -> None:
    made = web(4, 8)
    knots = tuple(knot._replace(name=LONG) for knot in made.knots)
    (said,) = alts(circle_pdf(made._replace(knots=knots)))
    assert len(" ".join(edges_of(made._replace(knots=knots)))) > LONGEST
    assert said == " ".join([*marks_of(made._replace(knots=knots)), f"And {len(made.threads)} ties."])


@settings(max_examples=12, deadline=None)
@given(any_web=webs(), name=st.text(max_size=60), large=st.booleans())
def test_anybody_is_printed_whatever_they_are_called(any_web: Web, name: str, large: bool) -> None:
    knots = tuple(knot._replace(name=name, written=name) if knot.key in "12" else knot for knot in any_web.knots)
    assert pages_of(circle_pdf(any_web._replace(knots=knots), Look(large=large))) >= 1


def test_the_same_circle_is_the_same_bytes_and_another_is_not() -> None:
    assert circle_pdf(web(7)) == circle_pdf(web(7)) != circle_pdf(web(7)._replace(code="Q1"))


def test_of_somebody_not_met_nothing_is_told_but_the_mark() -> None:
    made = odd()["unmet"]
    document = json.dumps(web_document(made), ensure_ascii=False)
    data = circle_pdf(made)
    for told in (web_text(made), web_markdown(made), document, text_of(data), " ".join(alts(data))):
        assert "Sara" not in told and "40" not in told
        assert "שרה" in told or "הרש" in told
    assert "Ana bears the name שרה in teal, now a scar: unmet, 70–79." in web_text(made)


def test_a_circle_is_told_in_sentences() -> None:
    knots = (
        Knot("1", "Mira", "Міра", TEAL, 34),
        Knot("2", "Noor", "Noor", TEAL, 36),
        Knot("a", "Tomas", "Tomas", TEAL, 60, ABSENT, 7),
    )
    arrows = (
        Arrow("1", "2", "friend", "34", True),
        Arrow("2", "1", "friend", "34", True),
        Arrow("a", "2", "kin", "95", False),
    )
    made = Web(knots, arrows, (Thread("1", "a", "neighbour"),), "QAAA-BBBB")
    assert title_of(made) == "Mira and Noor"
    assert edges_of(made) == (
        "Mira and Noor bear each other: friend, 34.",
        "Tomas bore Noor, unreturned: kin, 95.",
        "Mira and Tomas: a tie, neighbour.",
    )
    assert web_text(made).splitlines()[:6] == [
        "Mira and Noor",
        "",
        "The people",
        "  Mira (Міра): 34; bears Noor, borne back (friend, 34); tie to Tomas (neighbour).",
        "  Noor: 36; bears Mira, borne back (friend, 34).",
        "  Tomas: died at 60, 7 years ago; bore Noor (kin, 95).",
    ]
    assert len(single(arrows)) == 2


def test_two_of_one_name_are_told_apart_by_their_colours() -> None:
    rust = colours()[7]
    knots = (Knot("1", "Ana", "Ana", TEAL, 30), Knot("2", "Ana", "Ana", rust, 31))
    made = Web(knots, (Arrow("1", "2", "friend", "33", False),), (), "Q")
    drawn = text_of(circle_pdf(made, Look(plain=True)))
    assert "teal, 30" in drawn and f"{rust.name}, 31" in drawn
    assert edges_of(made) == (f"Ana (in teal) bears Ana (in {rust.name}), unreturned: friend, 33.",)


@given(name=st.text(max_size=40))
@example('"] end; %%{init: {}}%% <script> `x` #quot; | --> &amp;')
def test_no_name_breaks_out_of_the_graph(name: str) -> None:
    knots = (Knot("1", name, name, TEAL, 30), Knot("2", "Noor", "Noor", TEAL, 31))
    graph = web_markdown(Web(knots, (Arrow("1", "2", name, "33", False),), (), "Q")).split("```")[1]
    lines = graph.strip().split("\n")
    assert len(lines) == 1 + 1 + 2 + 1 + 2
    allowed = r'[^"<>\[\]{}|`%&\x00-\x1f\\]*'
    assert re.fullmatch(rf'  k0\(\["{allowed}, 30"\]\)', lines[2]), lines[2]
    assert re.fullmatch(rf'  k0 -->\|"{allowed}, 33"\| k1', lines[4]), lines[4]


def test_the_legend_says_what_is_on_the_map_and_nothing_else() -> None:
    said = [meaning.says for meaning in MEANINGS]
    alone, unmet = squeezed(text_of(circle_pdf(odd()["alone"]))), squeezed(text_of(circle_pdf(odd()["unmet"])))
    assert [words for words in said if squeezed(words) in alone] == ["a player’s character"]
    assert [words for words in said if squeezed(words) in unmet.replace("notmetdead", "", 1)] == [
        "not told whether returned",
        "bears a scar: they are dead",
        "a player’s character",
        "somebody dead",
        "not met",
    ]


def test_a_graph_has_every_person_and_every_line() -> None:
    for seed in range(20):
        made = web(seed)
        graph = web_markdown(made).split("```")[1]
        assert len(re.findall(r'^  k\d+[\[({]+"', graph, re.M)) == len(made.knots)
        assert len(re.findall(r'\|"[^"]+"\| k\d+$', graph, re.M)) == len(single(made.arrows)) + len(made.threads)
        assert graph.count("<==>") + graph.count(" ==x") == sum(arrow.mutual is True for arrow in made.arrows)
