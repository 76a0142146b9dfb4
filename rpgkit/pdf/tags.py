"""What a page says besides how it looks: the tree by which it is read aloud, searched and set anew.

A `Node` is made before anything is drawn, and outlives it: a text that goes on overleaf is one node. A page's code
holds a `Mark` wherever another node begins; when the page is done, `Structure.page` sets what is painted after each
mark into a sequence of its node. What stands after no mark is an artifact: ornament, and not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFObject,
    PDFObjectReference,
)

from rpgkit.pdf.page import Area
from rpgkit.pdf.written import Ref, Written, referrer, said

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


class Empty(Mark):
    """Stands in a page's code where a node comes in the order of reading in which nothing stands: an empty cell."""


class Spoken(str):
    """Stands in a page's code before a word whose glyphs do not say how it is written; `EMC` ends it.

    Within a node it is a node of its own; where there is none (in a form) it is read as the code it is.
    """

    text: str
    language: str

    def __new__(cls, text: str, language: str) -> "Spoken":
        """The word as it is written, if its letters do not say so, and the tongue to say it in."""
        spoken = super().__new__(cls, f"/Span <<{_in_words(text, language)}>> BDC")
        spoken.text, spoken.language = text, language
        return spoken


def _in_words(text: str, language: str) -> str:
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
        node, refer = self.node, referrer(document)
        page = next((kid.page for kid in self.kids if isinstance(kid, _Painted)), None)
        kids = " ".join([_kid(kid, page, refer) for kid in self.kids])
        parent = refer(self.parent or PDFObjectReference(_ROOT))
        entries = [f"/S /{node.role} /P {parent} /K [{kids}]"]
        if page:
            entries.append(f"/Pg {refer(PDFObjectReference(page))}")
        entries += [f"/{key} {said(text)}" for key, text in self._words() if text]
        if node.attributes:
            entries.append(
                f"/A <<{' '.join(f'/{key} {_attribute(value)}' for key, value in node.attributes.items())}>>"
            )
        return f"<<{' '.join(entries)}>>".encode("latin-1")

    def _words(self) -> tuple[tuple[str, str], ...]:
        return ("Alt", self.node.alt), ("T", self.node.title), ("Lang", self.node.language)


def _kid(kid: Element | _Painted | _Laid, page: str | None, refer: Ref) -> str:
    if isinstance(kid, Element):
        return refer(kid)
    where = refer(PDFObjectReference(kid.page))
    if isinstance(kid, _Laid):
        return f"<</Type /OBJR /Pg {where} /Obj {refer(kid.annotation)}>>"
    return str(kid.mcid) if kid.page == page else f"<</Type /MCR /Pg {where} /MCID {kid.mcid}>>"


def _attribute(value: Attribute) -> str:
    if isinstance(value, str):
        return f"/{value}"
    return f"[{' '.join(f'{part:g}' for part in value)}]" if isinstance(value, tuple) else f"{value:g}"


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
        root = PDFDictionary({"Type": f"/{_ROOT}", "ParentTreeNextKey": len(self._owners)})
        document.Catalog.StructTreeRoot = document.Reference(root, _ROOT)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        root["K"] = PDFArray([document.Reference(self._root)])
        root["ParentTree"] = document.Reference(Written(self._numbers))

    def _numbers(self, refer: Ref) -> str:
        owned = (
            refer(self._elements[owner]) if isinstance(owner, Node) else f"[{' '.join(map(refer, owner))}]"
            for owner in self._owners.values()
        )  # fmt: skip
        return f"/Nums [{' '.join(f'{key} {owner}' for key, owner in zip(self._owners, owned, strict=True))}]"


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
        if isinstance(piece, Empty):
            assert piece.node
            self._structure.element(piece.node)
            return
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
        self._begin(_in_words(word.text, word.language))

    def _begin(self, said: str = "") -> None:
        self._open, self._said = True, None
        if self._node is None:
            self.code.append("/Artifact BMC")
            return
        element = self._structure.element(self._node)
        element.kids.append(_Painted(self._page, len(self.painters)))
        self.code.append(f"/{self._node.role} <</MCID {len(self.painters)}{said}>> BDC")
        self.painters.append(element)
