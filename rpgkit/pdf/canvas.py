"""The canvas that everything is printed on: tagged, with its metadata, its faces embedded."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Protocol, runtime_checkable

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
    PDFZCompress,
    xObjectName,
)
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from rpgkit.pdf.faces import LABEL, load_fonts
from rpgkit.pdf.metadata import VERSION, About, describe, legible
from rpgkit.pdf.page import Area
from rpgkit.pdf.repairs import Document, resources_of_form
from rpgkit.pdf.tags import Empty, Mark, Node, Structure
from rpgkit.pdf.typed import NAME as TYPED
from rpgkit.pdf.typed import typed_font
from rpgkit.pdf.written import Ref, Written


def rgb(colour: Color) -> str:
    """A colour as operators name it."""
    return f"{colour.red:.3g} {colour.green:.3g} {colour.blue:.3g}"


_PRINTED = 4  # the flag of an annotation that is printed
_SCHEMES = ("https://", "http://", "mailto:")


@runtime_checkable
class Inline(Protocol):
    """What stands within a line of a paragraph and is no text; it sets itself."""

    def set_in(self, line: PDFTextObject) -> None:
        """Sets it where the line stands."""


@runtime_checkable
class Drawn(Protocol):
    """A sign that no face has and that is drawn where it stands within a line."""

    def draw_at(self, page: "Page", x: float, y: float) -> None:
        """Draws it; `y` is that of the line on which letters stand."""


class LinkTo(str):
    """Where words of a paragraph lead, to an address or `#` and a bookmark's name; with the node that they are."""

    node: Node
    says: str

    def __new__(cls, to: str, node: Node, says: str) -> "LinkTo":
        """It says to whoever cannot see where it leads."""
        link = super().__new__(cls, to.removeprefix("#"))
        link.node, link.says = node, says
        return link

    @property
    def target(self) -> str:
        """An address as it is; a bookmark's name after `#`, which ReportLab would take for a link of its own."""
        return str(self) if self.startswith(_SCHEMES) else f"#{self}"


class Line(PDFTextObject):  # type: ignore[misc]  # ReportLab has no types
    """A text object whose lines end with a space where they are broken, for whoever reads the words."""

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        super()._textOut(text + " " if TStar and not text.endswith(("-", " ")) else text, TStar)

    def turn_to(self, node: Node | None) -> None:
        """What follows belongs to a node, or to none."""
        self._code.append(Mark(node))


class Page(Canvas):  # type: ignore[misc]
    """A canvas on which all is ornament but what is drawn as some node's."""

    def __init__(self, file: BytesIO, size: tuple[float, float], about: About) -> None:
        load_fonts()
        super().__init__(file, pagesize=size, initialFontName=LABEL, initialFontSize=8.5, pageCompression=1)
        self._doc = Document(compression=1, invariant=1, pdfVersion=VERSION, lang=about.language)
        self._about, self._structure = about, Structure()
        self._node: Node | None = None
        self._bookmarks = 0
        self._fields: list[PDFObjectReference] = []
        self._appearances: dict[str, PDFObject] = {}
        self._waiting: list[tuple[LinkTo, Area]] = []

    @contextmanager
    def tagged(self, node: Node | None) -> Iterator[None]:
        """All that is painted meanwhile is the node's; of none, it is ornament. They may stand in one another."""
        if self._formData:
            raise ValueError("a form is drawn as a whole; tag it where it is placed")
        before, self._node = self._node, node
        self._code.append(Mark(node))
        try:
            yield
        finally:
            self._node = before
            self._code.append(Mark(before))

    def rule(self, x: float, y: float, width: float, pen: tuple[Color, float]) -> None:
        """A level line from the left, in a colour and so thick."""
        colour, thick = pen
        line = f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        self._code.append(f"{rgb(colour)} RG {thick:g} w {line}")

    def leave_empty(self, node: Node) -> None:
        """A node in which nothing stands has its place here: a cell that says nothing."""
        self._code.append(Empty(node))

    def annotate(self, node: Node, area: Area, entries: Mapping[str, Any]) -> PDFObjectReference:
        """Lays an annotation on the page (a field, a link) as a part of the node that reads it out."""
        corners = self._absRect((area.x, area.y, area.x + area.width, area.top), relative=1)
        about = {"Type": PDFName("Annot"), "Rect": PDFArray(corners), "F": _PRINTED}
        about |= {"P": self._doc.thisPageRef(), "StructParent": self._structure.claim(node), **entries}
        return self._lay(node, PDFDictionary(about))

    def lay_field(self, node: Node, area: Area, entries: Callable[[Ref], str]) -> None:
        """Lays a field on the page, to be filled in; `entries` are what it tells beside its place."""
        place = " ".join(f"{edge:.2f}" for edge in (area.x, area.y, area.x + area.width, area.top))
        leaf, key = self._doc.thisPageRef(), self._structure.claim(node)

        def write(refer: Ref) -> str:
            about = (
                f"/Type /Annot /Subtype /Widget /Rect [{place}] /F {_PRINTED} /P {refer(leaf)} /StructParent {key}"
            )
            return f"{about} {entries(refer)}"

        self._fields.append(self._lay(node, Written(write)))

    def _lay(self, node: Node, annotation: PDFObject) -> PDFObjectReference:
        super()._addAnnotation(annotation)
        reference: PDFObjectReference = self._annotationrefs[-1]
        self._code.append(Mark(node, reference))
        return reference

    def appearance(self, size: tuple[float, float], code: str, name: str = "") -> PDFObject:
        """How a field of a size looks, by its operators from its lower left corner; once for all of one name."""
        if name in self._appearances:
            return self._appearances[name]
        faces, box = PDFObjectReference("BasicFonts"), f"{size[0]:.2f} {size[1]:.2f}"

        def write(refer: Ref) -> str:
            kind = "/Type /XObject /Subtype /Form"
            return f"{kind} /BBox [0 0 {box}] /Resources <</Font {refer(faces)}>>"

        look = Written(write, code.encode("latin-1"))
        return self._appearances.setdefault(name, look) if name else look

    def link(self, node: Node, area: Area, to: str, says: str) -> None:
        """A link to an address, or to `#` and a bookmark's name. First draw what it stands on, as the node's."""
        entries = {"Subtype": PDFName("Link"), "Border": PDFArray([0, 0, 0]), "Contents": PDFString(legible(says))}
        if to.startswith("#"):
            entries["Dest"] = self._bookmarkReference(to[1:])
        elif to.startswith(_SCHEMES):
            entries["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(to)})
        else:
            raise ValueError(f"'{to}' is no link to print; it starts with {', '.join(_SCHEMES)} or #")
        self.annotate(node, area, entries)

    def _addAnnotation(self, *_: object) -> None:  # noqa: N802
        raise ValueError("an annotation belongs to a node; lay it with annotate or link")

    def linkURL(self, url: str, rect: tuple[float, ...], **entries: Any) -> None:  # noqa: N802
        """ReportLab asks for it while a paragraph is being drawn; what leads somewhere is laid once it stands."""
        if not isinstance(url, LinkTo):
            super().linkURL(url, rect, **entries)
            return
        left, bottom, right, top = rect
        self._waiting.append((url, Area(left, bottom, right - left, top - bottom)))

    def bookmark(self, title: str, top: float, level: int = 0, name: str = "") -> str:
        """Lists a place of this page among the bookmarks, and gives its name for links.

        A `name` given to it may be linked to before the place is there.
        """
        self._bookmarks += 1
        name = name or f"place {self._bookmarks}"
        self.bookmarkHorizontalAbsolute(name, top)
        self.addOutlineEntry(legible(title), name, level)
        return name

    def place(self, name: str, top: float) -> None:
        """Names a place of this page for links; it is not among the bookmarks."""
        self.bookmarkHorizontalAbsolute(name, top)

    def number_pages(self, prefix: str = "") -> None:
        """From here on pages are labelled 1, 2, 3 after the prefix."""
        self.addPageLabel(self._pageNumber - 1, style="ARABIC", start=1, prefix=legible(prefix) or None)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Line:  # noqa: N802
        """A text object; the last one begun is the paragraph's whose line is being drawn."""
        self._line = Line(self, x, y, direction)
        return self._line

    def drawText(self, aTextObject: Line) -> None:  # noqa: N802, N803
        """Draws a text object, keeping the marks that stand in it."""
        self._code += [*aTextObject._code, "ET"]
        if aTextObject._clipping:
            self._code.append(f"{aTextObject._textRenderMode ^ 4} Tr")
        waiting, self._waiting = self._waiting, []
        for link, area in waiting:
            self.link(link.node, area, link.target, link.says)

    def drawImage(self, image: object, *args: Any, **named: Any) -> object:  # noqa: N802
        """ReportLab draws what stands within a line as an image."""
        if isinstance(image, Drawn):
            image.draw_at(self, *args[:2])
        elif isinstance(image, Inline):
            image.set_in(self._line)
        else:
            return super().drawImage(image, *args, **named)
        return None

    def endForm(self, **entries: Any) -> None:  # noqa: N802
        """Ends a form that is placed later."""
        name = xObjectName(self._formData[0])
        super().endForm(Resources=resources_of_form(self), **entries)
        form = self._doc.idToObject[name]
        form.compression, form.Contents = 0, PDFStream(content=form.stream, filters=[PDFZCompress])

    def showPage(self) -> None:  # noqa: N802
        """Ends the page and turns it."""
        code, key = self._structure.page(self._code, self._doc.thisPageName())
        self._code: list[str] = code
        super().showPage()
        page = self._doc.Pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = key, PDFName("S")

    def save(self) -> None:
        """Writes the file."""
        if self._code:
            self.showPage()
        if self._fields:
            self._doc.Catalog.AcroForm = self._form()
        self._structure.write(self._doc)
        describe(self, self._about)
        super().save()

    def _form(self) -> PDFDictionary:
        """All fields of the document, and the face that is typed in; every look of a field names it too."""
        face = typed_font(self._doc)
        self._doc.idToObject["BasicFonts"].dict[TYPED] = face
        faces = PDFDictionary({"Font": PDFDictionary({TYPED: face})})
        return PDFDictionary({"Fields": PDFArray(self._fields), "DR": faces})
