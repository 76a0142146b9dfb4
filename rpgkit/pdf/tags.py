"""What a page says besides how it looks: the tree by which it is read aloud, searched and set anew.

A `Node` is made before anything is drawn, and outlives it: a text that goes on overleaf is one node. A page's code
holds a `Mark` wherever another node begins; when the page is done, `Structure.page` sets what is painted after each
mark into a sequence of its node. What stands after no mark is an artifact: ornament, and not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)

from rpgkit.pdf.page import Area

_ROLES = (
    "Document Part Sect BlockQuote Caption TOC TOCI Index H1 H2 H3 H4 H5 H6 P L LI Lbl LBody "
    "Table THead TBody TR TH TD Span Reference Link Figure Form"
)
ROLES = frozenset(_ROLES.split())
# Operators that paint nothing; what they set holds inside a sequence and outside alike.
_STATE = "q Q cm w J j M d ri i gs rg RG g G k K cs CS sc SC scn SCN Tc Tw Tz TL Tf Td TD Tm Ts Tr n"
_UNSEEN = frozenset(_STATE.split())
_ROOT = "StructTreeRoot"
Attribute = str | float | tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of what is said: its role, and within which other it stands (the document, if none).

    `alt` says a picture in words; `attributes` are those of one owner: `{"O": "Table", "Scope": "Column"}`.
    """

    role: str
    parent: "Node | None" = None
    alt: str = ""
    title: str = ""
    language: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"'{self.role}' is no role of tagged PDF; use one of {', '.join(sorted(ROLES))}")
        if self.role == "Figure" and not self.alt:
            raise ValueError("a figure needs the words that say it: alt")


def figure(alt: str, area: Area, parent: Node | None = None) -> Node:
    """A picture, said in words, with the place where it stands."""
    box = (area.x, area.y, area.x + area.width, area.top)
    return Node("Figure", parent, alt, attributes={"O": "Layout", "Placement": "Block", "BBox": box})


class Mark(str):
    """Stands in a page's code where a node begins, or none; or where an annotation of the node lies."""

    node: Node | None
    annotation: PDFObjectReference | None

    def __new__(cls, node: Node | None, annotation: PDFObjectReference | None = None) -> "Mark":
        """An empty text, so that ReportLab may look at it."""
        mark = super().__new__(cls, "")
        mark.node, mark.annotation = node, annotation
        return mark


class Spoken(str):
    """Stands in a page's code before a word whose glyphs do not say how it is written; `EMC` ends it.

    Within a node it is a node of its own; where there is none (in a form) it is read as the code it is.
    """

    text: str
    language: str

    def __new__(cls, text: str, language: str) -> "Spoken":
        """The word as it is written, if its letters do not say so, and the tongue to say it in."""
        spoken = super().__new__(cls, f"/Span <<{_said(text, language)}>> BDC")
        spoken.text, spoken.language = text, language
        return spoken


def _said(text: str, language: str) -> str:
    tongue = f"/Lang ({language})" if language else ""
    return f"{tongue}/ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>" if text else tongue


class _Painted(NamedTuple):
    """What is painted on a page in one sequence."""

    page: str
    mcid: int


class _Laid(NamedTuple):
    """An annotation laid on a page."""

    page: str
    annotation: PDFObjectReference


class Element(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A node as it is written into a document, with what it holds in reading order."""

    __RefOnly__ = 1

    def __init__(self, node: Node, parent: "Element | None") -> None:
        self.node, self.parent = node, parent
        self.kids: list[Element | _Painted | _Laid] = []

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        node = self.node
        page = next((kid.page for kid in self.kids if isinstance(kid, _Painted)), None)
        parent = document.Reference(self.parent) if self.parent else PDFObjectReference(_ROOT)
        kids = [_kid(kid, page, document) for kid in self.kids]
        entries = {"S": PDFName(node.role), "P": parent}
        if kids:
            entries["K"] = PDFArray(kids) if kids[1:] else kids[0]
        if page:
            entries["Pg"] = PDFObjectReference(page)
        for key, text in (("Alt", node.alt), ("T", node.title), ("Lang", node.language)):
            if text:
                entries[key] = PDFString(text)
        if node.attributes:
            entries["A"] = PDFDictionary({key: _attribute(value) for key, value in node.attributes.items()})
        data: bytes = PDFDictionary(entries).format(document)
        return data


def _kid(kid: Element | _Painted | _Laid, page: str | None, document: PDFDocument) -> Any:
    if isinstance(kid, Element):
        return document.Reference(kid)
    if isinstance(kid, _Laid):
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": PDFObjectReference(kid.page), "Obj": kid.annotation})
    if kid.page == page:
        return kid.mcid
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": PDFObjectReference(kid.page), "MCID": kid.mcid})


def _attribute(value: Attribute) -> Any:
    if isinstance(value, str):
        return PDFName(value)
    return PDFArray(value) if isinstance(value, tuple) else value


class Structure:
    """The tree of one document while its pages are drawn."""

    def __init__(self) -> None:
        self._root = Element(Node("Document"), None)
        self._elements: dict[Node, Element] = {}
        # By the keys with which pages and annotations tell whose they are.
        self._owners: dict[int, list[Element] | Node] = {}

    def element(self, node: Node) -> Element:
        """A node's element: the first thing of it that is drawn gives it its place, after all drawn before."""
        found = self._elements.get(node)
        if not found:
            parent = self.element(node.parent) if node.parent else self._root
            found = self._elements[node] = Element(node, parent)
            parent.kids.append(found)
        return found

    def claim(self, node: Node) -> int:
        """The key of an annotation that belongs to a node."""
        self._owners[len(self._owners)] = node
        return len(self._owners) - 1

    def page(self, code: Sequence[str], name: str) -> tuple[list[str], int]:
        """A page's code with all that is painted in sequences of their nodes, and the page's key."""
        sequences = _Sequences(self, name)
        for piece in code:
            sequences.add(piece)
        sequences.end()
        self._owners[len(self._owners)] = sequences.painters
        return sequences.code, len(self._owners) - 1

    def write(self, document: PDFDocument) -> None:
        """Gives a document the tree."""
        root = PDFDictionary({"Type": PDFName(_ROOT), "ParentTreeNextKey": len(self._owners)})
        document.Catalog.StructTreeRoot = document.Reference(root, _ROOT)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        root["K"] = PDFArray([document.Reference(self._root)])
        numbers: list[Any] = []
        for key, owner in self._owners.items():
            numbers += [key, self._owned(owner, document)]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))

    def _owned(self, owner: list[Element] | Node, document: PDFDocument) -> Any:
        if isinstance(owner, Node):
            return document.Reference(self._elements[owner])
        return PDFArray([document.Reference(element) for element in owner])


class _Sequences:
    """A page's code being set into sequences: one begins before what paints, and ends with its node."""

    def __init__(self, structure: Structure, page: str) -> None:
        self.code: list[str] = []
        self.painters: list[Element] = []
        self._structure, self._page = structure, page
        self._node: Node | None = None
        self._spoken: Node | None = None  # the node around a word that is being spoken
        self._said: Node | None = None  # the last word's node, while nothing else is said
        self._open = False

    def add(self, piece: str) -> None:
        """The next piece of code. A sequence stands within a text object or around it, never across."""
        if isinstance(piece, Mark):
            self._turn(piece)
            return
        if isinstance(piece, Spoken) and self._node:
            self._speak(piece, self._node)
            return
        if piece == "EMC" and self._spoken:
            self.end()
            self._said, self._node, self._spoken = self._node, self._spoken, None
            return
        if piece in ("BT", "ET"):
            self.end()
        elif not self._open and piece.rstrip().rpartition(" ")[2] not in _UNSEEN:
            self._begin()
        self.code.append(piece)

    def end(self) -> None:
        """Ends the sequence, if one is open."""
        if self._open:
            self.code.append("EMC")
            self._open = False

    def _turn(self, mark: Mark) -> None:
        if mark.annotation:
            assert mark.node
            self._structure.element(mark.node).kids.append(_Laid(self._page, mark.annotation))
        elif mark.node is not self._node:
            self.end()
            self._node = mark.node

    def _speak(self, word: Spoken, around: Node) -> None:
        """Sets a word apart, as its own node; words of one tongue that touch are one."""
        self.end()
        said = self._said
        if not (said and said.parent is around and said.language == word.language):
            said = Node("Span", around, language=word.language)
        self._node, self._spoken = said, around
        self._begin(_said(word.text, word.language))

    def _begin(self, said: str = "") -> None:
        self._open, self._said = True, None
        if self._node is None:
            self.code.append("/Artifact BMC")
            return
        element = self._structure.element(self._node)
        element.kids.append(_Painted(self._page, len(self.painters)))
        self.code.append(f"/{self._node.role} <</MCID {len(self.painters)}{said}>> BDC")
        self.painters.append(element)
