"""Printed cards: where they stand on a paper, what stands on them, and that nothing of it is lost."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import ImageOps
from PIL.Image import Image
from pypdf import PdfReader

from rpgkit.boxes import Box, mark_read
from rpgkit.cli import run
from rpgkit.errors import RpgkitError
from rpgkit.facts import TAGS
from rpgkit.pdf.cardback import draw_back
from rpgkit.pdf.cardgrid import BORDER, CARD, LARGE_CARD, CardGrid, grid_of
from rpgkit.pdf.cards import WAYS, cards_pdf, leaves_of
from rpgkit.pdf.cardsides import Setter, Side, measures_of, set_deck
from rpgkit.pdf.decks import PEOPLE, Card, Deck, people_deck, table_deck
from rpgkit.pdf.faces import load_fonts, typeset
from rpgkit.pdf.page import MM, PAPERS, SHEETS, Area
from rpgkit.pdf.poured import height_of
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.table import FIT_WORDS, Setting, set_for_reader
from tests.people import first, people, person
from tests.printed import alike, text_of
from tests.strategies import simple, table_of
from tests.test_sheet import ODD, stands, words_of
from tests.test_tags import alts, bearing, faults, roles

TABLES = people().tables
LOOKS = (Look("a4"), Look("letter", plain=True), Look("letter", large=True), Look("a4", plain=True, large=True))
MARGIN, SCALE = 4 * MM, 2


def titles() -> dict[str, str]:
    return {id: table.title for id, table in TABLES.items()}


@cache
def deck_of(kind: str, plain: bool = False) -> Deck:
    if kind in PEOPLE:
        whose = (first("unmet", dead=False), first("romance", dead=True), *map(person, range(5)))
        return people_deck(kind, whose, plain)
    return table_deck(TABLES[kind], titles())


def few(deck: Deck) -> Deck:
    """Three cards of a deck, among them one that bears tags, if any does."""
    tagged = [card for card in deck.cards if card.tags][:1]
    return deck._replace(cards=(*deck.cards[: 3 - len(tagged)], *tagged))


KINDS = ("named", "marks", "scars/aches", "lives/why_now", "marks/names/arabic", "marks/colours")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_deck_is_accessible_and_lasting(kind: str, way: str, tmp_path: Path) -> None:
    for look in LOOKS:
        assert faults(cards_pdf(few(deck_of(kind, look.plain)), look, way), tmp_path) == []


MEASURES = st.floats(1, 600)


@given(paper=st.tuples(MEASURES, MEASURES), card=st.tuples(MEASURES, MEASURES), columns=st.integers(-1, 5),
       rows=st.integers(-1, 5), folded=st.booleans())  # fmt: skip
def test_a_grid_is_refused_or_all_its_cards_are_on_the_paper(
    paper: tuple[float, float], card: tuple[float, float], columns: int, rows: int, folded: bool
) -> None:
    try:
        grid = CardGrid(paper, card, columns, rows, folded)
    except ValueError as refused:
        assert "fit" in str(refused) or "at least" in str(refused)
        return
    assert_whole(grid)


@pytest.mark.parametrize(("paper", "large", "folded"), [*product(SHEETS, [False, True], [False, True])])
def test_the_cards_that_are_promised_fit_on_either_paper(paper: str, large: bool, folded: bool) -> None:
    grid = grid_of(Look(paper, large=large), folded)
    assert grid.card == (LARGE_CARD if large else CARD)
    assert grid.count == {(False, False): 9, (False, True): 4, (True, False): 4, (True, True): 2}[large, folded]
    assert sorted(grid.paper) == sorted(PAPERS[paper])
    assert_whole(grid)


def assert_whole(grid: CardGrid) -> None:
    """All cards are on the paper and apart, each back is behind its front, and marks stand off all of them."""
    fronts = [grid.front(at) for at in range(grid.count)]
    backs = [grid.back(at) for at in range(grid.count)]
    areas = fronts + backs if grid.folded else fronts
    for area in [*fronts, *backs]:
        assert area.x > BORDER and area.y > BORDER
        assert area.x + area.width < grid.paper[0] - BORDER and area.top < grid.paper[1] - BORDER
    for at, area in enumerate(areas):
        assert not any(overlap(area, other) for other in areas[at + 1 :])
    for front, back in zip(fronts, backs, strict=True):
        beside = front.x - front.width if grid.folded else grid.paper[0] - front.x - front.width
        assert (back.x, back.y, back.width, back.height) == pytest.approx((beside, front.y, *grid.card))
    for x, y, to_x, to_y in grid.cuts():
        mark = Area(x, y, to_x - x, to_y - y)
        assert min(x, y) >= BORDER - 0.01 and abs(to_x - x) + abs(to_y - y) > 5
        assert to_x <= grid.paper[0] - BORDER + 0.01 and to_y <= grid.paper[1] - BORDER + 0.01
        assert not any(overlap(mark, area) for area in areas)
    edges = {round(area.x + half * area.width, 3) for area in fronts for half in (0, 1)}
    assert all(round(x, 3) in edges for x, *_ in grid.folds())


def overlap(one: Area, other: Area) -> bool:
    apart = 0.001
    return (
        one.x + one.width > other.x + apart
        and other.x + other.width > one.x + apart
        and one.top > other.y + apart
        and other.top > one.y + apart
    )


def test_a_grid_says_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match=r"4 by 3 pieces of 63 × 88 mm do not fit: a paper of 210 × 297 mm holds"):
        CardGrid(PAPERS["a4"], CARD, 4, 3)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["named", "marks", "scars/died"])
def test_all_that_is_painted_stands_inside_the_margins_of_its_card(kind: str, way: str) -> None:
    for look in (LOOKS[0], LOOKS[2]):
        grid = grid_of(look, way == "fold")
        with pypdfium2.PdfDocument(cards_pdf(deck_of(kind, look.plain), look, way)) as document:
            page, turned = document[0], document[len(document) - 1]
            for seen in (page, turned):
                picture = ImageOps.invert(seen.render(scale=SCALE).to_pil().convert("L"))
                for area in areas_of(grid):
                    assert_margins_are_white(picture, area)


def areas_of(grid: CardGrid) -> Iterator[Area]:
    for at in range(grid.count):
        yield grid.front(at)
        yield grid.back(at)


def assert_margins_are_white(picture: Image, card: Area) -> None:
    line = 0.7  # a fold is a line on the edge of both its cards
    top = picture.height / SCALE - card.top
    edges = (card.x + line, top + line, card.x + card.width - line, top + card.height - line)
    seen = picture.crop(tuple(round(edge * SCALE) for edge in edges))  # type: ignore[arg-type]
    left, upper, right, lower = seen.point(lambda ink: 255 * (ink > 8)).getbbox() or (*seen.size, 0, 0)
    assert min(left, upper, seen.width - right, seen.height - lower) >= (MARGIN - line) * SCALE - 1


def test_the_back_of_a_card_is_behind_it_when_the_paper_is_turned() -> None:
    deck, look = deck_of("named"), Look("a4")
    grid = grid_of(look, False)
    with pypdfium2.PdfDocument(cards_pdf(deck, look, "duplex")) as document:
        front, back = document[0].get_textpage(), document[1].get_textpage()
        for at, leaf in enumerate(leaves_of(deck, look, grid, "duplex")):
            place = grid.front(at)
            behind = Area(grid.paper[0] - place.x - place.width, place.y, place.width, place.height)
            assert first_word(leaf.name) in within(front, place)
            assert (f"{first_word(leaf.name)}, continued" in within(back, behind)) == (leaf.back is not None)


def first_word(name: str) -> str:
    return name.split()[0]


def within(page: pypdfium2.PdfTextPage, area: Area) -> str:
    return str(page.get_text_bounded(area.x, area.y, area.x + area.width, area.top))


def test_a_deck_without_words_on_its_backs_has_an_ornament_there_and_nothing_to_read() -> None:
    table = few(deck_of("scars/aches"))
    for look in LOOKS[:2]:
        with pypdfium2.PdfDocument(cards_pdf(table, look, "duplex")) as document:
            assert document[1].get_textpage().get_text_range() == ""
            assert document[1].render(scale=1).to_pil().convert("L").getextrema()[0] < 140
    once, often = (len(cards_pdf(table._replace(cards=table.cards[:many]), way="fold")) for many in (1, 4))
    assert often < 1.3 * once  # drawn once, shown often
    assert draw_back.__doc__


@pytest.mark.parametrize("look", LOOKS[1:3])
@pytest.mark.parametrize("id", ["scars/aches", "lives/why_now", "marks/names/yoruba", "marks/colours"])
def test_every_word_of_every_row_is_on_a_card(id: str, look: Look) -> None:
    load_fonts()
    data = cards_pdf(deck_of(id), look, "fold")
    second = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    table = TABLES[id]
    for found in (re.sub(r"[\s()]+", "", text) for text in (text_of(data), alike(second))):
        for row in table.rows:
            shown = [cell for name, cell in table.facts(row).items() if name.lower() not in FIT_WORDS]
            said = set_for_reader(table, row._replace(tags=frozenset()), Setting(titles()))
            for word in words_of(typeset(" ".join([table.numbers(row), said, *row.tags, *shown]))):
                assert stands(alike(word.strip("(),:")), alike(found)), word


def test_a_card_says_for_whom_its_row_is_before_its_text() -> None:
    rows = ("1–2 | Nobody asks. |", "3–4 | Somebody asks. | dead, met")
    (everybody, struck) = table_deck(table_of(simple("d4", *rows, columns="Needs")), {}).cards
    assert (everybody.under, struck.under) == ((), ("if they are dead and you have met",))
    assert struck.texts[0][0].text == "Somebody asks."


def test_rows_whose_tags_are_left_out_make_no_cards() -> None:
    table = TABLES["scars/died"]
    tags = frozenset().union(*(row.tags for row in table.rows))
    assert tags
    deck = table_deck(table, titles(), tags)
    assert len(deck.cards) == sum(not row.tags for row in table.rows) < len(table.rows)
    every = table._replace(rows=tuple(row for row in table.rows if row.tags))
    with pytest.raises(RpgkitError, match="scars/died has no row without "):
        table_deck(every, titles(), tags)


def test_cards_are_read_one_after_the_other_and_a_back_after_its_front() -> None:
    deck = deck_of("named")._replace(cards=deck_of("named").cards[:2])
    for way in ("duplex", "fold"):
        read = roles(cards_pdf(deck, way=way))
        assert read[:5] == ["Document", "Sect", "P", "H1", "P"]
        assert read.count("Sect") == read.count("H1") == read.count("Figure") == 2


def test_a_named_ones_card_is_the_gms_and_says_whom_they_bear() -> None:
    for made in (first("unmet", dead=False), first("romance", dead=True)):
        data = cards_pdf(people_deck("named", [made], False), way="fold")
        found = re.sub(r"\s+", " ", text_of(data))
        assert "GM’s card" in found and made.code in found and made.named.name.true in found
        assert [f"the name {made.named.bears.name.true}" in alt for alt in alts(data)] == [True]
        assert ("dead at" in found) == (made.scar is not None)


def test_nearly_every_named_one_is_on_one_card() -> None:
    load_fonts()
    made = [person(seed) for seed in range(20)]
    leaves = leaves_of(people_deck("named", made, False), Look(), grid_of(Look(), True), "fold")
    assert len(leaves) <= 21


def test_a_marks_card_says_no_more_than_its_bearer_can_read() -> None:
    unmet = bearing(first("unmet", dead=False), "كريم", "Arabic")
    assert mark_read(unmet) == "كريم"
    for way in WAYS:
        data = cards_pdf(people_deck("marks", [unmet], False), way=way)
        assert unmet.named.name.true not in text_of(data)
        assert unmet.named.favourite_colour.name in text_of(data)
        assert alts(data) == [f"the name كريم, in {unmet.named.favourite_colour.name}, scratched over the heart"]


def odd_deck(text: str, head: str = "Somebody") -> Deck:
    box = Box("", text, "")
    texts = ((box, box._replace(label="Wants")),)
    card = Card(head, head, texts, "11", "Odd ones, d66", under=(head,), tags="drink")
    return Deck(text[:40] or "Nothing", (card, card._replace(numbered=True)), 13, even=True)


@settings(max_examples=25, deadline=None)
@given(odd=ODD, way=st.sampled_from([*WAYS]), look=st.sampled_from(LOOKS))
@example("\u0300\u0530", "fold", LOOKS[0])
@example(" ", "single", LOOKS[0])
@example("龘" * 199, "single", LOOKS[2])
def test_whatever_a_text_holds_stands_on_a_card_and_is_never_read_as_markup(odd: str, way: str, look: Look) -> None:
    load_fonts()
    found = apart(text_of(cards_pdf(odd_deck(f"<b>{odd}</b>", odd[:30]), look, way)))
    for word in typeset(f"<b>{odd}</b>").split():
        # A word that is longer than a card goes on on the next; its ends are whole.
        pieces = [apart(word)] if len(word) < 40 else [apart(word)[:20], apart(word)[-20:]]
        assert all(piece in found for piece in pieces), word


def apart(text: str) -> str:
    """Text to compare: letters without what stands on them joined to them, no white space."""
    return re.sub(r"\s+", "", normalize("NFKD", text))


@pytest.mark.parametrize("look", LOOKS[1:3])
@pytest.mark.parametrize(("way", "where"), [("single", "→ next card"), ("fold", "→ back")])
@pytest.mark.parametrize("words", [1, 150, 900])
def test_a_long_text_goes_on_and_says_so_and_loses_no_word(words: int, way: str, where: str, look: Look) -> None:
    said = [f"word{number}" for number in range(words)]
    deck = Deck("Long", (Card("Long", "Long", ((Box("Told", " ".join(said), ""),),)),), 13)
    found = " ".join(text_of(cards_pdf(deck, look, way)).split())
    assert [word for word in said if not re.search(rf"\b{word}\b", found)] == []
    assert (where in found) == (words > 1) == ("Long, continued" in found)


LONG = st.text(st.sampled_from("Wil ،שé美"), max_size=400)
LONG_CARDS = st.builds(
    Card, LONG, LONG, st.tuples(st.tuples(st.builds(Box, LONG, LONG, st.just("")), st.just(Box("", "more", "")))),
    st.just("11–12"), LONG, st.just("GM’s card"), st.lists(LONG, max_size=3).map(tuple), st.just(", ".join(TAGS)),
    st.none(), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(card=LONG_CARDS, look=st.sampled_from(LOOKS), backs=st.booleans())
def test_however_long_its_parts_are_no_side_holds_more_than_it_has_room_for(
    card: Card, look: Look, backs: bool
) -> None:
    for side in sides_of(card, look, backs):
        assert not card.alone or height_of(side.low) < side_height(look) / 2


def side_height(look: Look) -> float:
    return grid_of(look, False).card[1] - 2 * measures_of(look).margin


def sides_of(card: Card, look: Look, backs: bool) -> list[Side]:
    """A card's sides, each of which holds all that stands on it, with air between its texts and its foot's rule."""
    load_fonts()
    measures, height = measures_of(look), side_height(look)
    setter = Setter(look, grid_of(look, False).card[0] - 2 * measures.margin, height, backs)
    (sides,) = set_deck(Deck("Long", (card,), 15), setter)
    for side in sides:
        used = height_of((*side.top, *side.texts, *side.base, *side.low)) + (side.tags.room if side.tags else 0)
        air = measures.air if side.low and (side.texts or side.base) and not card.alone else 0
        assert used + air <= height + 0.01
    return sides


@pytest.mark.parametrize("look", LOOKS)
def test_a_foot_that_takes_another_line_on_a_back_strikes_through_no_text(look: Look) -> None:
    boxes = tuple(Box(f"Column {at}", "cell and words", "") for at in range(40))
    for letters in range(16, 48, 4):
        card = Card("Long", "Long", (boxes,), foot="n" * letters)
        assert len(sides_of(card, look, backs=True)) > 2


def test_a_word_longer_than_a_card_loses_no_letter() -> None:
    deck = Deck("Long", (Card("Long", "Long", ((Box("", "ß" * 1_501, ""),),)),), 13)
    assert text_of(cards_pdf(deck)).count("ß") == 1_501


def test_long_texts_and_names_and_other_scripts_pass_the_gate(tmp_path: Path) -> None:
    text = "a word or two שלום 은주 श्रेया كريم " * 15 + "unbroken" * 60
    for head in ("Wilhelmina-Konstantina " * 9, "العربية " * 12):
        assert faults(cards_pdf(odd_deck(text, head), way="fold"), tmp_path) == []


def test_a_number_below_nought_has_its_sign() -> None:
    table = table_of(simple("d4", "1 | it hurts less | -1", "2–4 | it hurts | +1", columns="Ache"))
    found = text_of(cards_pdf(table_deck(table, {})))
    assert "−1" in found and "+1" in found and "-1" not in found


def sizes_of(data: bytes) -> set[float]:
    """The sizes of all type in a file."""
    sizes: set[float] = set()

    def note(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(tm[3] or 1) * abs(cm[3] or 1), 2))

    for page in PdfReader(BytesIO(data)).pages:
        page.extract_text(visitor_text=note)
    return sizes


@pytest.mark.parametrize("kind", ["named", "marks", "scars/died"])
def test_nothing_is_smaller_than_the_smallest_and_large_type_is_large(kind: str) -> None:
    assert min(sizes_of(cards_pdf(few(deck_of(kind)), LOOKS[0], "fold"))) >= SMALLEST
    assert min(sizes_of(cards_pdf(few(deck_of(kind)), LOOKS[2], "fold"))) >= 16


@pytest.mark.parametrize(("way", "wish"), [*WAYS.items()])
def test_a_file_asks_to_be_printed_at_full_size_and_on_the_right_sides(way: str, wish: str) -> None:
    root: Any = PdfReader(BytesIO(cards_pdf(few(deck_of("scars/died")), way=way))).trailer["/Root"]
    wishes = root["/ViewerPreferences"]
    assert (wishes["/PrintScaling"], wishes["/Duplex"]) == ("/None", f"/{wish}")
    assert wish == ("DuplexFlipLongEdge" if way == "duplex" else "Simplex")


@pytest.mark.parametrize("kind", ["named", "scars/died"])
def test_the_same_deck_prints_the_same_bytes(kind: str) -> None:
    assert cards_pdf(few(deck_of(kind)), way="duplex") == cards_pdf(few(deck_of(kind)), way="duplex")


def test_cards_of_tables_codes_files_and_new_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, saved, code = str(tmp_path / "cards.pdf"), str(tmp_path / "mira.json"), person(3).code
    assert run(["character", code, "-o", saved]) == 0
    for arguments, said in (
        (["town"[:3], "townsf", "--fold", "--large"], "Townsfolk, 36 cards"),
        (["scars/died", "--without", "illness"], "cards; print at full size"),
        (["named", code, saved], "Named ones, 2 cards on 4 to cut out; print"),
        (["marks", code, "--plain", "--paper", "letter", "--duplex"], "Marks, 1 card; print"),
        (["marks", "-n", "2"], "Marks, 2 cards"),
    ):
        assert run(["cards", *arguments, "-o", file]) == 0
        assert said in capsys.readouterr().err
        assert Path(file).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["townsfolk"], "rpgkit cards townsfolk -o cards.pdf"),
        (["townsfolk", "-o", "x.txt"], "does not end in .pdf"),
        (["townsfolk", "-o", "x.pdf", "-n", "3"], "cards named -n 3"),
        (["townsfolk", "-o", "x.pdf", "--duplex", "--fold"], "take one of them"),
        (["townfolks", "-o", "x.pdf"], "did you mean"),
        (["named", "-o", "x.pdf"], "whose?"),
        (["marks", "CODE", "-n", "2", "-o", "x.pdf"], "take one of them"),
        (["marks", "nobody", "-o", "x.pdf"], "'nobody' is no code"),
    ],
)
def test_what_cannot_be_printed_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = [str(tmp_path / word) if word.startswith("x.") else word for word in arguments]
    assert run(["cards", *asked]) == 1
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
