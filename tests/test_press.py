"""What goes to a press: read back with all that a press minds, and every defect that it would trip over told."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
)
from reportlab.lib.colors import HexColor

from rpgkit.errors import RpgkitError
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.drawing import add_drawing
from rpgkit.pdf.faces import LABEL, TEXT
from rpgkit.pdf.flat import FAINT, OPAQUE, flattened
from rpgkit.pdf.halftone import look_of, three_for
from rpgkit.pdf.inks import MOST_INK, Alpha, in_inks, inks_of, inks_of_text, paler
from rpgkit.pdf.mark import Mark, draw_mark
from rpgkit.pdf.metadata import About
from rpgkit.pdf.outputs import Output, page_for
from rpgkit.pdf.page import MM, PAPERS, Area, live_area
from rpgkit.pdf.pen import Layer, path_of
from rpgkit.pdf.preflight import CHECKS, UNCHECKED, Report, preflight
from rpgkit.pdf.press import AROUND
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import GREY, INK, VALUES
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line
from tests.people import person
from tests.printed import Letter, letters_of, text_of
from tests.test_scripts import NAMES, STAND_INS, having, inked

SIZE = PAPERS["a5"]
Spoil = Callable[[PdfWriter], None]
parts = st.floats(0, 1).map(lambda part: round(part, 3))
colours = st.tuples(parts, parts, parts)


def page_of(output: Output, file: BytesIO) -> Page:
    return page_for(output, file, SIZE, About("Pages", "A test"))


def drawn(output: Output, pages: int = 3, blank: int = 0) -> bytes:
    """Pages with all that a book has: art that bleeds, words of scripts, marks, links; and blank ones."""
    file = BytesIO()
    page = page_of(output, file)
    page.number_pages()
    for number in range(1, pages + 1):
        _draw_page(page, number)
        page.showPage()
    for _ in range(blank):
        page.showPage()
    page.save()
    return file.getvalue()


def _draw_page(page: Page, number: int) -> None:
    live, (width, height) = live_area("a5", number), SIZE
    page.setFillColor(HexColor("#C06030"))
    page.rect(-30, height - 60, width + 60, 90, stroke=0, fill=1)
    page.setFillColor(HexColor("#102030"), alpha=0.4)
    page.rect(live.x, 300, 50, 50, stroke=0, fill=1)
    page.setFillColor(INK, alpha=1)
    page.setFont(TEXT, 12)
    name = page.bookmark(f"Page {number}", height, name=f"page {number}")
    with page.tagged(Node("H1")):
        page.drawString(live.x, live.top - 40, rf"({number}\) 1 0 0 rg /a4 gs")
    link = Node("Link", Node("P"))
    with page.tagged(link):
        draw_line(page, f"{number}: " + " ".join(NAMES), (live.x, 280), (LABEL, 9), GREY)
    page.link(link, Area(live.x, 280, 50, 10), f"#{name}", "here")
    paragraph = paragraph_of([("Words ◐ in 美和 a line. " * 6, VALUES[1])], live.width, [Node("P")])
    paragraph.wrap(live.width, 1e6)
    paragraph.drawOn(page, live.x, 200)
    area = Area(live.x, live.y, live.width, 100)
    with page.tagged(figure("a mark", area)):
        draw_mark(page, Mark(person(number).person.bears, (None, 0, 3, 30)[number % 4], "a"), area)


@cache
def good() -> bytes:
    """A file of eight pages, of which five are blank."""
    return drawn("press", blank=5)


def failed(data: bytes) -> dict[str, str]:
    """What is told of a file, by the checks that it fails."""
    return {check.name: check.says for check in preflight(data).checks if not check.passed}


def test_what_is_drawn_for_a_press_passes_and_says_what_was_not_checked() -> None:
    report = preflight(good())
    assert [check for check in report.checks if not check.passed] == []
    assert report.passed and [check.name for check in report.checks] == list(CHECKS)
    assert report.unchecked == UNCHECKED and any("PDF/X" in said for said in UNCHECKED)


def spoiled(change: Spoil) -> bytes:
    writer, file = PdfWriter(clone_from=BytesIO(good())), BytesIO()
    change(writer)
    writer.write(file)
    return file.getvalue()


def adding(code: str, page: int = 2, **resources: Any) -> Spoil:
    """More code on a page, with what it names."""

    def change(writer: PdfWriter) -> None:
        leaf: Any = writer.pages[page - 1]
        stream = DecodedStreamObject()
        stream.set_data(leaf.get_contents().get_data() + b"\n" + code.encode())
        leaf[NameObject("/Contents")] = writer._add_object(stream)
        for kind, (name, thing) in resources.items():
            held = leaf["/Resources"].setdefault(NameObject(f"/{kind}"), DictionaryObject())
            held.get_object()[NameObject(name)] = writer._add_object(thing)

    return change


def dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): entry for name, entry in entries.items()})


def picture(colours: str, width: int, **entries: Any) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(b"\0")
    names = {"Type": "/XObject", "Subtype": "/Image", "ColorSpace": f"/{colours}"}
    stream.update(dictionary(**{key: NameObject(name) for key, name in names.items()}, **entries))
    stream.update(dictionary(Width=NumberObject(width), Height=NumberObject(width)))
    return stream


def form(code: bytes, **entries: Any) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(code)
    stream.update(dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), **entries))
    return stream


def boxed(name: str, *edges: float, page: int = 2) -> Spoil:
    def change(writer: PdfWriter) -> None:
        leaf = writer.pages[page - 1]
        if edges:
            leaf[NameObject(name)] = RectangleObject([FloatObject(edge) for edge in edges])
        else:
            del leaf[name]

    return change


def font_with(key: str, value: str | None, within: str = "") -> Spoil:
    """The first font with an entry that is another, or none."""

    def change(writer: PdfWriter) -> None:
        fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
        font = next(iter(fonts.values())).get_object()
        holder = font[within] if within else font
        if value is None:
            del holder[key]
        else:
            holder[NameObject(key)] = NameObject(value)

    return change


def catalogued(key: str, thing: Any) -> Spoil:
    return lambda writer: writer._root_object.update({NameObject(key): thing})


def annotated(writer: PdfWriter) -> None:
    writer.pages[1][NameObject("/Annots")] = ArrayObject([dictionary(Subtype=NameObject("/Link"))])


def grouped(writer: PdfWriter) -> None:
    writer.pages[1][NameObject("/Group")] = dictionary(S=NameObject("/Transparency"))


SQUARE = "50 50 9 9 re f"
WIDTH, HEIGHT = SIZE[0] + 2 * AROUND, SIZE[1] + 2 * AROUND
DEFECTS: dict[str, tuple[Spoil, str, str]] = {
    "a page too few": (lambda writer: writer.remove_page(7), "number of pages", "7 pages"),
    "a last page with something on it": (adding(SQUARE, 8), "last page", "page 8: "),
    "a page of another size": (boxed("/MediaBox", 0, 0, WIDTH + 1, HEIGHT), "page size", "page 2: it is 167.4 ×"),
    "no TrimBox": (boxed("/TrimBox"), "trim and bleed", "page 2: it has no TrimBox"),
    "no BleedBox": (boxed("/BleedBox"), "trim and bleed", "page 2: it has no BleedBox"),
    "bleed at the spine": (
        boxed("/BleedBox", AROUND - 9, AROUND - 9, WIDTH - AROUND + 9, HEIGHT - AROUND + 9, page=1),
        "trim and bleed",
        "page 1: its BleedBox",
    ),
    "another trim": (boxed("/TrimBox", 30, 30, 400, 600), "trim and bleed", "page 2: it is cut to 130.5 × 201.1"),
    "a CID font": (font_with("/Subtype", "/Type0"), "fonts", "is a CID font"),
    "a Type 3 font": (font_with("/Subtype", "/Type3"), "fonts", "is a Type 3 font"),
    "no outlines": (font_with("/FontFile2", None, "/FontDescriptor"), "fonts", "is not embedded"),
    "a whole font": (font_with("/BaseFont", "/Whole"), "fonts", "page 1: 'Whole' is embedded whole"),
    "red, green and blue": (adding(f"1 0 0 rg {SQUARE}"), "colours", "page 2: a colour is set by rg"),
    "a colour space": (adding(f"/DeviceRGB CS {SQUARE}"), "colours", "by CS"),
    "red in a form": (
        adding("/Red Do", XObject=("/Red", form(b"1 0 0 RG 0 0 m 9 9 l S"))), "colours", "a colour is set by RG",
    ),
    "too much ink": (adding(f"1 1 1 0 k {SQUARE}"), "ink", "page 2: 300% of ink"),
    "a picture on a screen's colours": (
        adding("q 9 0 0 9 50 50 cm /Picture Do Q", XObject=("/Picture", picture("DeviceRGB", 900))),
        "pictures", "page 2: a picture in DeviceRGB",
    ),
    "a coarse picture": (
        adding("q 72 0 0 72 50 50 cm /Picture Do Q", XObject=("/Picture", picture("DeviceCMYK", 150))),
        "pictures", "page 2: a picture of 150 ppi",
    ),
    "an alpha": (
        adding(f"/Pale gs {SQUARE}", ExtGState=("/Pale", dictionary(ca=FloatObject(0.5)))),
        "transparency", "page 2: an alpha",
    ),
    "a blend mode": (
        adding(f"/Dark gs {SQUARE}", ExtGState=("/Dark", dictionary(BM=NameObject("/Multiply")))),
        "transparency", "page 2: the blend mode Multiply",
    ),
    "a soft mask": (
        adding(f"/Soft gs {SQUARE}", ExtGState=("/Soft", dictionary(SMask=dictionary(S=NameObject("/Alpha"))))),
        "transparency", "page 2: a soft mask",
    ),
    "a masked picture": (
        adding("q 9 0 0 9 50 50 cm /P Do Q", XObject=("/P", picture("DeviceGray", 99, SMask=DictionaryObject()))),
        "transparency", "page 2: a soft mask",
    ),
    "a group": (grouped, "transparency", "page 2: a transparency group"),
    "a form that is a group": (
        adding("/G Do", XObject=("/G", form(b"", Group=DictionaryObject()))), "transparency", "page 2: a trans",
    ),
    "a link": (annotated, "nothing besides", "page 2: a link or a note"),
    "fields": (catalogued("/AcroForm", DictionaryObject()), "nothing besides", "the file holds fields"),
    "scripts": (catalogued("/Names", dictionary(JavaScript=DictionaryObject())), "nothing besides", "scripts"),
    "tags": (catalogued("/StructTreeRoot", DictionaryObject()), "nothing besides", "holds tags"),
    "tags on a page": (adding("/P BMC EMC"), "nothing besides", "page 2: its code has tags"),
    "small type": (adding("BT /F1 8 Tf 50 50 Td (a) Tj ET"), "size of type", "page 2: type of 8 pt"),
    "type made small": (
        adding("q .5 0 0 .5 0 0 cm BT /F1 16 Tf 50 50 Td (a) Tj ET Q"), "size of type", "page 2: type of 8 pt",
    ),
    "type set small": (adding("BT /F1 1 Tf 7 0 0 7 50 50 Tm [(a)] TJ ET"), "size of type", "page 2: type of 7 pt"),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_defect_is_told_with_its_page_and_no_other(defect: str) -> None:
    change, name, says = DEFECTS[defect]
    told = failed(spoiled(change))
    assert list(told) == [name]
    assert says in told[name] and "\n" not in told[name]


def test_a_file_that_is_locked_or_none_is_told() -> None:
    assert "encryption" in failed(spoiled(lambda writer: writer.encrypt("secret", algorithm="RC4-128")))["pages"]
    with pytest.raises(RpgkitError, match="no PDF that can be read back"):
        preflight(b"words")


def test_a_file_for_the_screen_fails_what_it_should() -> None:
    told = failed(drawn("screen", 4))
    assert {"last page", "trim and bleed", "colours", "transparency", "nothing besides"} <= set(told)
    assert told["trim and bleed"].startswith("page 1 and 3 more: ")


@settings(max_examples=12, deadline=None)
@given(pages=st.integers(0, 6), blank=st.integers(0, 5))
def test_a_press_has_the_least_pages_that_end_blank_and_are_sheets(pages: int, blank: int) -> None:
    if pages + blank == 0:
        return
    report: Report = preflight(drawn("press", pages, blank))
    assert report.passed
    needed = pages + blank if blank else pages + 1
    assert report.checks[0].says.startswith(f"{needed + -needed % 4} pages")


def test_letters_stand_on_the_press_where_they_stand_on_the_screen() -> None:
    for one, other in zip(letters_of(drawn("screen")), letters_of(good())[:3], strict=True):
        for a, b in zip(filter(is_latin, one), filter(is_latin, other), strict=True):
            assert a.letter == b.letter
            assert (b.left - a.left, b.bottom - a.bottom) == pytest.approx((AROUND, AROUND), abs=0.02)


def is_latin(letter: Letter) -> bool:
    """Others are read from what is written beside them, which paper does not have."""
    return letter.letter.isascii()


def test_art_bleeds_at_every_edge_but_the_spine_and_marks_stand_off_it() -> None:
    for number, page in enumerate(PdfReader(BytesIO(good())).pages, 1):
        spine, outer = (0, 2) if number % 2 else (2, 0)
        trim, bleed, media = ([float(edge) for edge in box] for box in (page.trimbox, page.bleedbox, page.mediabox))
        assert bleed[spine] == trim[spine]
        assert [abs(bleed[at] - trim[at]) for at in (1, 3, outer)] == pytest.approx([3.175 * MM] * 3, abs=0.001)
        assert all(abs(a - b) >= 9 for a, b in zip(media, bleed, strict=True))
        (lines,) = re.findall(r"0\.25 w\n(.*?)\nQ", page.get_contents().get_data().decode("latin-1"), re.DOTALL)  # type: ignore[union-attr]
        ends = re.findall(r"([\d.]+) ([\d.]+) [ml]", lines)
        assert len(ends) == 8
        for x, y in ends:
            assert not (bleed[0] <= float(x) <= bleed[2] and bleed[1] <= float(y) <= bleed[3])
            assert (float(x) - trim[outer]) * (1 if outer else -1) >= -0.01


@given(colour=colours)
def test_inks_dry_and_greys_and_letters_are_black_alone(colour: tuple[float, float, float]) -> None:
    inks = inks_of(colour)
    assert all(0 <= ink <= 1 for ink in inks) and sum(inks) <= MOST_INK
    assert inks_of_text(colour)[:3] == (0, 0, 0)
    grey = (colour[0],) * 3
    assert inks_of(grey)[:3] == (0, 0, 0)
    assert inks_of((0, 0, 0)) == inks_of_text((0.3, 0.3, 0.3)) == (0, 0, 0, 1)
    assert sum(inks_of((1, 1, 1))) == sum(inks_of_text((1, 1, 1))) == 0


@given(colour=colours)
def test_inks_on_paper_look_like_the_colour_as_far_as_inks_can(colour: tuple[float, float, float]) -> None:
    without_black = look_of((*three_for(colour), 0.0))
    if max(colour) - min(colour) > 0.1 and without_black == pytest.approx(colour, abs=0.01):
        assert look_of(inks_of(colour, pale_grey=0)) == pytest.approx(colour, abs=0.05)


@pytest.mark.parametrize(
    ("solid", "inks"),
    [("#009FE3", (1, 0, 0)), ("#E6007E", (0, 1, 0)), ("#FFED00", (0, 0, 1)), ("#009640", (1, 0, 1))],
)
def test_a_solid_is_the_ink_that_it_is_printed_with(solid: str, inks: tuple[float, float, float]) -> None:
    red, green, blue = (int(solid[at : at + 2], 16) / 255 for at in (1, 3, 5))
    assert three_for((red, green, blue)) == pytest.approx(inks, abs=0.02)


CODE = {
    "a grey": ("0.5 0.5 0.5 rg", "0 0 0 0.5 k"),
    "an old grey": ("0.25 g", "0 0 0 0.75 k"),
    "a line": ("0 0 0 RG", "0 0 0 1 K"),
    "a string": (r"(1 0 0 rg \) 0 0 1 RG) Tj", r"(1 0 0 rg \) 0 0 1 RG) Tj"),
    "what is seen through": ("q 0 0 0 rg /half gs Q 0 0 0 rg", "q 0 0 0 1 k 0 0 0 0.5 k 0 0 0 0.5 K Q 0 0 0 1 k"),
    "grey letters": ("0.5 g BT (a) Tj ET f", "0 0 0 0.5 k BT 0 0 0 1 k (a) Tj ET 0 0 0 0.5 k f"),
    "tags": ("/Span <</ActualText <FEFF0061>>> BDC (a) Tj EMC /Artifact BMC f EMC", " (a) Tj   f "),
    "inks": ("1 0 0 0 k 0.1 0.2 0.3 0.4 K", "1 0 0 0 k 0.1 0.2 0.3 0.4 K"),
    "a path": ("1 0 0 0 0 1 c 0 1 1 1 re f", "1 0 0 0 0 1 c 0 1 1 1 re f"),
}


@pytest.mark.parametrize("what", CODE)
def test_code_is_set_in_inks(what: str) -> None:
    code, wanted = CODE[what]
    assert in_inks(code, {"half": Alpha(0.5, 0.5)}) == wanted


def layers() -> Iterator[st.SearchStrategy[Layer]]:
    paths = [path_of([[0j, complex(size, 0), complex(0, size)]]) for size in (10, 20, 30)]
    for path in paths:
        for within in (None, *paths):
            yield st.builds(
                Layer, st.just(path), st.sampled_from(["#AA3322", "#000000", "#EFE5DA"]),
                st.sampled_from([4, 9, FAINT, 45, OPAQUE]), st.sampled_from([0, 12]), st.just(within),
            )  # fmt: skip


@given(drawing=st.lists(st.one_of(*layers()), max_size=12))
def test_a_flat_drawing_has_all_its_layers_none_seen_through_and_the_strong_ones_in_their_order(
    drawing: list[Layer],
) -> None:
    flat = flattened(drawing)
    assert all(layer.alpha == OPAQUE for layer in flat)
    assert sorted(layer.path.code for layer in flat) == sorted(layer.path.code for layer in drawing)
    strong = [layer for layer in drawing if layer.alpha == OPAQUE]
    assert flattened(strong) == strong
    left = iter(flat)
    assert all(any(layer == wanted for layer in left) for wanted in strong)


def test_a_wash_goes_under_what_it_would_hide_and_deepens_the_one_before() -> None:
    letters, halo = (path_of([[0j, complex(size, 0), complex(0, size)]]) for size in (10, 50))
    flat = flattened([Layer(letters, "#123456"), Layer(halo, "#000000", 10, 90), Layer(halo, "#000000", 10, 50)])
    assert [(layer.colour, layer.width) for layer in flat] == [("#E6E6E6", 90), ("#CFCFCF", 50), ("#123456", 0)]
    assert paler((0, 0, 0), 0.1) == pytest.approx((0.9, 0.9, 0.9))


def test_a_drawing_keeps_its_alphas_on_a_screen_and_has_none_on_a_press() -> None:
    made = [Layer(path_of([[0j, 50 + 0j, 50j]]), "#803020", 40)]
    for output, states in (("screen", 1), ("zine", 1), ("press", 0)):
        file = BytesIO()
        page = page_of(output, file)  # type: ignore[arg-type]
        add_drawing(page, "drawing", made)
        page.doForm("drawing")
        page.save()
        assert file.getvalue().count(b"/ExtGState") == states, output


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other scripts are in faces alone that are cut."""
    yield from having(STAND_INS, {}, monkeypatch)


def words(output: Output, said: str) -> bytes:
    file = BytesIO()
    page = page_of(output, file)
    draw_line(page, said, (40, 300), (TEXT, 20), INK)
    page.save()
    return file.getvalue()


def letters_in(data: bytes) -> list[str]:
    """The letters of a page; glyphs say them in the order in which they are seen."""
    return sorted(re.sub(r"\s", "", text_of(data)))


@pytest.mark.usefixtures("far")
def test_a_cut_face_has_codes_of_one_byte_on_a_press_and_shows_and_says_the_same() -> None:
    said = " ".join(NAMES)
    assert "is a CID font" in failed(words("screen", said))["fonts"]
    data = words("press", said)
    assert preflight(data).passed
    assert letters_in(data) == letters_in(words("screen", said))
    one, other = (sum(inked(file)) for file in (words("screen", said), data))
    marks = sum(inked(words("press", "")))
    assert other - marks == pytest.approx(one, rel=0.02)


@pytest.mark.usefixtures("far")
def test_a_cut_face_of_many_letters_is_parted_into_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rpgkit.pdf.cut.MOST_OF_A_PART", 2)
    data = words("press", "नमस्ते कर्म")
    fonts: Any = PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    parts = [font.get_object() for font in fonts.values() if "Cut" in str(font.get_object()["/BaseFont"])]
    assert len(parts) > 2 and len({font["/BaseFont"] for font in parts}) == len(parts)
    assert all(len(font["/Widths"]) <= 2 and font["/Subtype"] == "/TrueType" for font in parts)
    assert preflight(data).passed
    assert letters_in(data) == letters_in(words("screen", "नमस्ते कर्म"))


def test_the_same_pages_are_the_same_bytes() -> None:
    assert drawn("press", blank=5) == good() and drawn("zine") == drawn("zine")
