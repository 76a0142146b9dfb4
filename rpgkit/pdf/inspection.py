"""A finished file read back, as far as a press minds what is in it: what each page paints, how, and where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import hypot
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream

from rpgkit.pdf.followed import SAME, Corners, Pen, Seen, follow, moved, times

# What the catalogue and the trailer may hold that a press has no use for, and what it is.
UNWANTED = {
    "/AcroForm": "fields to fill in",
    "/OpenAction": "something that is done when it is opened",
    "/AA": "actions",
    "/StructTreeRoot": "tags",
    "/Outlines": "bookmarks",
    "/PageLabels": "labels of pages",
    "/Encrypt": "encryption",
    "/JavaScript": "scripts",
    "/EmbeddedFiles": "files within it",
}
_OUTLINES = ("/FontFile", "/FontFile2", "/FontFile3")


class Image(NamedTuple):
    """A picture of pixels: its colours, and how many of them stand on an inch."""

    colours: str
    ppi: float


class Font(NamedTuple):
    """A font that a page may set in: its name, its kind, and whether its outlines are in the file."""

    name: str
    kind: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it was read: its boxes (None where it has none), what it paints, and what that takes."""

    number: int
    media: Corners
    trim: Corners | None
    bleed: Corners | None
    annotations: int
    seen: Seen
    fonts: set[Font] = field(default_factory=set)
    images: list[Image] = field(default_factory=list)
    seen_through: set[str] = field(default_factory=set)


class Inspected(NamedTuple):
    """A file as it was read: its pages, and what it holds besides them that is unwanted."""

    leaves: tuple[Leaf, ...]
    holds: tuple[str, ...]


def inspected(data: bytes) -> Inspected:
    """Reads a file, of one that is locked no page; raises PyPdfError if it is no PDF."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        return Inspected((), (UNWANTED["/Encrypt"],))
    catalogue: Any = reader.trailer["/Root"]
    names = _part(catalogue, "/Names")
    held = {*reader.trailer.keys(), *catalogue.keys(), *names.keys()}
    known: dict[int, list[Any]] = {}
    leaves = tuple(_leaf(number, page, known) for number, page in enumerate(reader.pages, 1))
    return Inspected(leaves, tuple(said for name, said in UNWANTED.items() if name in held))


def _leaf(number: int, page: Any, known: dict[int, list[Any]]) -> Leaf:
    media, trim, bleed = (_corners(_part(page, f"/{name}")) for name in ("MediaBox", "TrimBox", "BleedBox"))
    media = media or (0.0, 0.0, 0.0, 0.0)
    leaf = Leaf(number, media, trim, bleed, len(_part(page, "/Annots")), Seen(bleed or trim or media))
    if "/Group" in page:
        leaf.seen_through.add("a transparency group")
    contents = page.get_contents()
    _read(leaf, [] if contents is None else contents.operations, _part(page, "/Resources"), known, Pen())
    return leaf


def _corners(box: Any) -> Corners | None:
    if not box:
        return None
    left, bottom, right, top = (float(edge) for edge in box)
    return left, bottom, right, top


def _read(leaf: Leaf, operations: list[Any], resources: Any, known: dict[int, list[Any]], pen: Pen) -> None:
    """Follows the operators of a page or a form, and those of the forms that it shows."""
    leaf.fonts.update(_fonts_in(resources))
    before: list[Pen] = []
    for operands, name in operations:
        operator = name.decode("latin-1")
        if operator == "q":
            before.append(pen)
        elif operator == "Q":
            pen = before.pop() if before else pen
        elif operator == "gs":
            leaf.seen_through.update(_seen_through(_named(resources, "/ExtGState", operands[0])))
        elif operator == "Do":
            _show(leaf, _named(resources, "/XObject", operands[0]), known, pen)
        else:
            pen = follow(leaf.seen, pen, operator, operands)


def _part(of: Any, name: str) -> Any:
    """An entry itself, wherever in the file it stands; something empty if there is none."""
    found = of.get(name)
    return {} if found is None else found.get_object()


def _named(resources: Any, kind: str, name: str) -> Any:
    return resources[kind][name]


def _show(leaf: Leaf, shown: Any, known: dict[int, list[Any]], pen: Pen) -> None:
    """A form or a picture, where it is shown."""
    if "/SMask" in shown:
        leaf.seen_through.add("a soft mask")
    if shown["/Subtype"] == "/Image":
        leaf.images.append(_image(shown, pen))
        leaf.seen.paint([moved(corner, pen.matrix) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))])
        return
    if "/Group" in shown:
        leaf.seen_through.add("a transparency group")
    number = shown.indirect_reference.idnum
    if number not in known:
        known[number] = ContentStream(shown, None).operations
    matrix = times(_part(shown, "/Matrix") or SAME, pen.matrix)
    _read(leaf, known[number], _part(shown, "/Resources"), known, pen._replace(matrix=matrix))


def _image(shown: Any, pen: Pen) -> Image:
    colours = _part(shown, "/ColorSpace") or "/DeviceGray"
    across = hypot(*pen.matrix[:2]) or 1
    down = hypot(*pen.matrix[2:4]) or 1
    ppi = min(72 * int(shown["/Width"]) / across, 72 * int(shown["/Height"]) / down)
    return Image(str(colours[0] if isinstance(colours, list) else colours)[1:], ppi)


def _seen_through(state: Any) -> Iterator[str]:
    if any(name in state and float(state[name]) < 1 for name in ("/ca", "/CA")):
        yield "an alpha"
    if (_part(state, "/SMask") or "/None") != "/None":
        yield "a soft mask"
    if (_part(state, "/BM") or "/Normal") not in ("/Normal", "/Compatible"):
        yield f"the blend mode {str(_part(state, '/BM'))[1:]}"


def _fonts_in(resources: Any) -> Iterator[Font]:
    for reference in _part(resources, "/Font").values():
        font = reference.get_object()
        embedded = any(name in _part(font, "/FontDescriptor") for name in _OUTLINES)
        yield Font(str(_part(font, "/BaseFont") or "/nameless")[1:], str(font["/Subtype"])[1:], embedded)
