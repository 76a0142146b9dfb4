"""The gate: what is printed is PDF/UA-1 and PDF/A-2a, and is read aloud as it stands on the page."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validator
import pypdfium2
import pytest
from outloud import check
from pypdf import PdfReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference, PDFString, xObjectName
from reportlab.pdfgen.canvas import Canvas

from rpgkit.boxes import mark_read
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import TEXT
from rpgkit.pdf.metadata import About, legible
from rpgkit.pdf.page import Area
from rpgkit.pdf.sheet import blank_pdf, sheet_pdf
from rpgkit.pdf.style import Look
from rpgkit.pdf.tags import Node, figure
from rpgkit.person import Character
from tests.people import first, person, saying
from tests.printed import fields_of
from tests.srgb import srgb_profile


def bearing(character: Character, written: str, script: str) -> Character:
    """The character with another name over the heart."""
    name = replace(character.named.name, written=written, script=script)
    bears = character.person.bears._replace(name=name)
    return replace(
        character, named=replace(character.named, name=name), person=replace(character.person, bears=bears)
    )


def twins() -> Character:
    return next(made for made in map(person, range(2_000)) if made.twin)


def sheets() -> dict[str, tuple[list[Character], str]]:
    """A dozen different sheets, each with its paper."""
    friend, words = first("friend", dead=False), " ".join(f"word{number}" for number in range(1_500))
    named = {
        "Arabic": "كريم",
        "Hebrew": "רות",
        "Devanagari": "श्रेया",
        "Georgian": "თეა",
        "Japanese": "美和",
        "Korean": "은주",
        "Latin": "Kọ\u0301láwọlé",
        "Greek": "Ελένη",
    }
    made = {
        script: ([bearing(friend, name, script)], ("a4", "letter")[at % 2])
        for at, (script, name) in enumerate(named.items())
    }
    return made | {
        "scarred": ([first("romance", dead=True)], "a4"),
        "unmet": ([first("unmet", dead=False)], "letter"),
        "unmet and dead": ([first("unmet", dead=True)], "a4"),
        "twins": ([twins()], "letter"),
        "long": ([saying(first("friend", dead=True), hook=f"{words} שלום 은주")], "a4"),
        "odd letters": ([saying(friend, hook="龘 \U0001f44c \ufeff \x07 \ue000 <b>&amp;</b>")], "a4"),
        "several": ([person(seed) for seed in range(5)], "letter"),
    }


def faults(data: bytes, folder: Path) -> list[str]:
    """What the two judges have against a file."""
    found = [
        f"{profile} {failure.rule_id} {failure.message}"
        for profile in ("ua1", "2a")
        for failure in validator.validate_pdf_bytes(data, profile=profile).failures
    ]
    file = folder / "judged.pdf"
    file.write_bytes(data)
    return found + [
        f"{fault.rule} {fault.message}" for fault in check(str(file)).findings if fault.severity == "error"
    ]


@pytest.mark.parametrize("gm", [False, True])
@pytest.mark.parametrize("which", sheets())
def test_every_sheet_is_accessible_and_lasting(which: str, gm: bool, tmp_path: Path) -> None:
    characters, paper = sheets()[which]
    assert faults(sheet_pdf(characters, Look(paper), gm), tmp_path) == []


@pytest.mark.parametrize("look", [Look(plain=True), Look(large=True), Look("letter", plain=True, large=True)])
@pytest.mark.parametrize("which", ["scarred", "unmet and dead", "Hebrew", "long"])
def test_every_look_is_accessible_and_lasting(which: str, look: Look, tmp_path: Path) -> None:
    assert faults(sheet_pdf(sheets()[which][0], look, gm=True), tmp_path) == []


@pytest.mark.parametrize("look", [Look(), Look("letter", plain=True), Look(large=True)])
def test_a_blank_sheet_is_accessible_and_lasting(look: Look, tmp_path: Path) -> None:
    assert faults(blank_pdf(look), tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"/Alt (a raw burn", b"/Alx (a raw burn"),
        (b"/TU (", b"/TX ("),
        (b"/S /Form", b"/S /Span"),
        (b"/AP <<", b"/AX <<"),
        (b"/F 4", b"/F 0"),
        (b"/S /H2", b"/S /H4"),
        (b"/S /LBody", b"/S /LXody"),
        (b"/Marked true", b"/Marked null"),
        (b"/Lang (en)", b"/Lanx (en)"),
        (b"/DisplayDocTitle true", b"/DisplayDocTitle null"),
        (b"/OutputIntents", b"/OutputIntentx"),
        (b"<pdfuaid:part>1", b"<pdfuaid:part>3"),
        (b"<pdfaid:conformance>A", b"<pdfaid:conformance>X"),
        (b"<pdfaProperty:name>part", b"<pdfaProperty:name>pxrt"),
        (b"<dc:title>", b"<dc:titlx>"),
        (b"/ToUnicode", b"/ToUnicodx"),
        (b"/FontFile2", b"/FontFilex"),
        (b"\nendstream", b" endstream"),
    ],
)
def test_the_gate_sees_a_planted_defect(right: bytes, wrong: bytes, tmp_path: Path) -> None:
    data = sheet_pdf([first("romance", dead=True)])
    assert right in data
    assert faults(data.replace(right, wrong), tmp_path)


def test_the_gate_sees_a_page_that_is_not_tagged(tmp_path: Path) -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 100, "nobody hears this")
    canvas.save()
    assert any("ua1" in fault for fault in faults(file.getvalue(), tmp_path))


def tree_of(data: bytes) -> Any:
    root: Any = PdfReader(BytesIO(data)).trailer["/Root"]
    return root["/StructTreeRoot"]["/K"][0].get_object()


def elements(element: Any) -> Iterator[Any]:
    """An element and all within it, in the order in which they are read."""
    yield element
    kids = element["/K"].get_object() if "/K" in element else []
    for kid in kids if isinstance(kids, list) else [kids]:
        if hasattr(kid.get_object(), "keys") and "/S" in kid.get_object():
            yield from elements(kid.get_object())


def roles(data: bytes) -> list[str]:
    return [str(element["/S"])[1:] for element in elements(tree_of(data))]


def alts(data: bytes) -> list[str]:
    """What its pictures say."""
    return [str(element["/Alt"]) for element in elements(tree_of(data)) if element["/S"] == "/Figure"]


def test_a_sheet_is_a_name_a_mark_traits_and_tracks_and_sections_of_labelled_fields() -> None:
    read = roles(sheet_pdf([person(3)]))
    assert read[:8] == ["Document", "Sect", "H1", "Form", "P", "Form", "Figure", "L"]
    strip, rows = read[7 : read.index("H2")], read[read.index("H2") :]
    assert (strip.count("LI"), strip.count("Lbl"), strip.count("Form")) == (6, 6, 4 + 12)
    assert (rows.count("H2"), rows.count("Figure"), rows.count("H1")) == (8, 0, 0)
    assert rows.count("Form") > 40


def test_a_sheet_has_no_text_that_is_in_no_field_but_labels() -> None:
    made = person(3)
    with pypdfium2.PdfDocument(sheet_pdf([made])) as document:
        printed = document[0].get_textpage().get_text_range()
    assert "What joins you" in printed and made.code in printed
    assert made.person.name.true not in printed and made.texts["want"].split(".")[0] not in printed


def test_the_gms_page_comes_after_the_sheet_and_says_whose_it_is() -> None:
    data = sheet_pdf([person(3)], gm=True)
    assert roles(data)[: len(roles(sheet_pdf([person(3)])))] == roles(sheet_pdf([person(3)]))
    with pypdfium2.PdfDocument(data) as document:
        assert f"{person(3).person.name.true}, for the GM" in document[1].get_textpage().get_text_range()


def test_a_mark_is_said_in_words_and_a_scar_too() -> None:
    living, dead = first("friend", dead=False), first("friend", dead=True)
    name, colour = living.named.name, living.named.favourite_colour.name
    read = name.true if name.written == name.true else f"{name.written} ({name.true})"
    assert alts(sheet_pdf([living])) == [f"the name {read}, in {colour}, scratched over the heart"]
    (scar,) = alts(sheet_pdf([dead]))
    assert " across the name " in scar and dead.named.favourite_colour.name in scar


def test_nobody_reads_aloud_a_name_that_the_bearer_cannot_read() -> None:
    unmet = bearing(first("unmet", dead=False), "كريم", "Arabic")
    assert mark_read(unmet) == "كريم"
    assert alts(sheet_pdf([unmet])) == [
        f"the name كريم, in {unmet.named.favourite_colour.name}, scratched over the heart"
    ]


def test_every_page_knows_whose_its_sequences_are_and_every_annotation_its_own() -> None:
    for data in (sheet_pdf([person(seed) for seed in range(3)]), page_of_links()):
        reader = PdfReader(BytesIO(data))
        root: Any = reader.trailer["/Root"]
        numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
        pages: Any = reader.pages
        for page in pages:
            assert page["/Tabs"] == "/S"
            for mcid, element in enumerate(owners[page["/StructParents"]].get_object()):
                assert mcid in painted(element.get_object(), page)
            for annotation in page.get("/Annots", []):
                element = owners[annotation.get_object()["/StructParent"]].get_object()
                laid = [kid for kid in kids_of(element) if hasattr(kid, "keys") and "/Obj" in kid]
                assert annotation.idnum in [kid.raw_get("/Obj").idnum for kid in laid]


def kids_of(element: Any) -> list[Any]:
    kids = element["/K"].get_object()
    return [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]


def painted(element: Any, page: Any) -> list[int]:
    """The numbers of an element's sequences on a page."""
    own = [kid for kid in kids_of(element) if isinstance(kid, int)] if is_on(element, page) else []
    others = [kid for kid in kids_of(element) if hasattr(kid, "keys") and "/MCID" in kid and is_on(kid, page)]
    return own + [kid["/MCID"] for kid in others]


def is_on(thing: Any, page: Any) -> bool:
    return "/Pg" in thing and bool(thing.raw_get("/Pg").idnum == page.indirect_reference.idnum)


def test_a_text_that_goes_on_overleaf_is_one_text() -> None:
    words = " ".join(f"word{number}" for number in range(1_500))
    read = roles(sheet_pdf([saying(first("friend", dead=False), hook=words)]))
    assert read.count("H1") == read.count("Figure") == 1
    names = [field.name for field in fields_of(sheet_pdf([saying(first("friend", dead=False), hook=words)]))]
    assert [name for name in names if name.startswith("hook")] == ["hook", *(f"hook/{at}" for at in range(2, 12))]


def test_several_characters_have_a_bookmark_each_and_pages_of_their_own() -> None:
    characters = [person(seed) for seed in range(3)]
    reader = PdfReader(BytesIO(sheet_pdf(characters)))
    names = [character.person.name.true for character in characters]
    assert [mark.title for mark in reader.outline] == names  # type: ignore[union-attr]
    assert list(dict.fromkeys(reader.page_labels)) == reader.page_labels
    assert {label.rpartition(" ")[0] for label in reader.page_labels} == set(names)
    assert PdfReader(BytesIO(sheet_pdf(characters[:1]))).page_labels[0] == "1"


def page_of_links() -> bytes:
    """A page with a title, two links, a picture and a field."""
    file = BytesIO()
    leaf = Page(file, (200, 200), About("A page of links", "A test"))
    text = Node("P")
    link, back = Node("Link", text), Node("Link", text)
    field = Node("Form", alt="how many")
    with leaf.tagged(Node("H1")):
        leaf.drawString(10, 150, "A title")
    top = leaf.bookmark("A title", 200)
    with leaf.tagged(text):
        leaf.drawString(10, 100, "See ")
        with leaf.tagged(link):
            leaf.drawString(40, 100, "there")
            leaf.link(link, Area(40, 98, 30, 12), "https://example.org", "an example")
        leaf.drawString(80, 100, "or")
        with leaf.tagged(back):
            leaf.drawString(110, 100, "here")
            leaf.link(back, Area(110, 98, 20, 12), f"#{top}", "back to the title")
        leaf.drawString(140, 100, "and end.")
    with leaf.tagged(figure("a black box", Area(10, 10, 20, 20))):
        leaf.rect(10, 10, 20, 20, fill=1)
    leaf.beginForm("look", 0, 0, 20, 20)
    leaf.rect(0, 0, 20, 20)
    leaf.endForm()
    look = PDFDictionary({"N": PDFObjectReference(xObjectName("look"))})
    asked = {"T": PDFString("count"), "TU": PDFString("how many"), "AP": look}
    leaf.annotate(field, Area(100, 10, 20, 20), {"Subtype": "/Widget", "FT": "/Tx", **asked})
    leaf.rect(50, 10, 20, 20)
    leaf.save()
    return file.getvalue()


def test_a_link_and_a_field_are_read_where_they_stand(tmp_path: Path) -> None:
    data = page_of_links()
    assert roles(data) == ["Document", "H1", "P", "Link", "Link", "Figure", "Form"]
    assert faults(data, tmp_path) == []
    assert "/Artifact BMC" in PdfReader(BytesIO(data)).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]


@pytest.mark.parametrize("to", ["javascript:alert(1)", "file:///etc/passwd", "/etc/passwd"])
def test_no_link_leads_where_none_should(to: str) -> None:
    leaf = Page(BytesIO(), (200, 200), About("", ""))
    with pytest.raises(ValueError, match="no link to print"):
        leaf.link(Node("Link"), Area(0, 0, 9, 9), to, "")


def test_what_cannot_be_read_aloud_cannot_be_drawn() -> None:
    leaf = Page(BytesIO(), (200, 200), About("", ""))
    with pytest.raises(ValueError, match="needs the words"):
        Node("Figure")
    with pytest.raises(ValueError, match="no role"):
        Node("Paragraph")
    with pytest.raises(ValueError, match="belongs to a node"):
        leaf.linkURL("https://example.org", (0, 0, 9, 9))
    leaf.beginForm("form", 0, 0, 9, 9)
    with pytest.raises(ValueError, match="as a whole"), leaf.tagged(Node("P")):
        pass


def test_a_title_holds_any_name_and_nothing_that_is_no_letter() -> None:
    assert legible("龘\U0001f44c ب\x07\ud800") == "龘\U0001f44c ب\ufffd\ufffd"
    file = BytesIO()
    leaf = Page(file, (200, 200), About("<b>& 龘\U0001f44c\x00", "a test"))
    leaf.setFont(TEXT, 10)
    with leaf.tagged(Node("P")):
        leaf.drawString(10, 10, "text")
    leaf.save()
    reader = PdfReader(BytesIO(file.getvalue()))
    assert reader.metadata and reader.metadata.title == "<b>& 龘\U0001f44c\ufffd"
    assert reader.xmp_metadata and reader.xmp_metadata.dc_title == {"x-default": "<b>& 龘\U0001f44c\ufffd"}


def test_the_colours_are_those_of_srgb() -> None:
    reader = PdfReader(BytesIO(sheet_pdf([person(3)])))
    root: Any = reader.trailer["/Root"]
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_object().get_data() == srgb_profile()
