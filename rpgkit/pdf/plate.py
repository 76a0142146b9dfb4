"""The canvas of what is printed on paper: a page looks as it does on a screen, and says nothing besides."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.metadata import entitle
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.tags import Mark, Node, Spoken
from rpgkit.pdf.written import Ref

# How far a page is drawn beyond its edge, so that no white is seen where the knife strays.
BLEED = 3.175 * MM
_PAINTS = re.compile(r"(?<!\S)(?:[fFBb]\*?|[sS]|sh|Do|T[jJ]|'|\")(?!\S)")
_STRING = re.compile(r"\((?:[^\\()]|\\.)*\)", re.DOTALL)


class Plate(Page):
    """A page without tags, links, bookmarks, fields or labels; what would lay them is asked in vain."""

    @contextmanager
    def tagged(self, node: Node | None) -> Iterator[None]:  # noqa: ARG002
        """Draws what is drawn meanwhile."""
        yield

    def leave_empty(self, node: Node) -> None:
        """Nothing is said of a cell that says nothing."""

    def annotate(self, node: Node, area: Area, entries: Mapping[str, Any]) -> PDFObjectReference:  # noqa: ARG002
        """Lays nothing; what it gives names no object."""
        return PDFObjectReference("nothing")

    def lay_field(self, node: Node, area: Area, entries: Callable[[Ref], str]) -> None:
        """Lays nothing: a field on paper is what is drawn around it."""

    def link(self, node: Node, area: Area, to: str, says: str) -> None:
        """Lays nothing."""

    def linkURL(self, url: str, rect: tuple[float, ...], **entries: Any) -> None:  # noqa: N802
        """Lays nothing."""

    def bookmark(self, title: str, top: float, level: int = 0, name: str = "") -> str:  # noqa: ARG002
        """Lists nothing; the name as it was given."""
        return name

    def number_pages(self, prefix: str = "") -> None:
        """Labels nothing."""

    def _drawn(self) -> list[str]:
        """The page's code, without what stands in it for whoever hears the page."""
        return [piece for piece in self._code if not isinstance(piece, Mark | Spoken) and piece != "EMC"]

    def _turn(self) -> None:
        """Ends a page as ReportLab does, and writes it."""
        Canvas.showPage(self)

    def save(self) -> None:
        """Writes the file."""
        if self._code:
            self.showPage()
        self._finish()
        entitle(self._doc, self._about)
        Canvas.save(self)

    def _finish(self) -> None:
        """What is done once all pages are drawn."""


def paints(code: list[str]) -> bool:
    """Whether anything is seen of a page's code."""
    return any(_PAINTS.search(_STRING.sub("()", piece)) for piece in code)
