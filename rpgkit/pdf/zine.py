"""The canvas of what is printed at home, folded and stapled: two pages to a side of a sheet."""

from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFFormXObject, PDFStream, PDFZCompress

from rpgkit.pdf.impose import Flip, Side, sides_of
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.plate import BLEED, Plate
from rpgkit.pdf.repairs import resources_of_form

# How thick a sheet of usual paper is.
PAPER = 0.1 * MM
_TICK, _FROM_EDGE, _TICK_INK = 4 * MM, 4.5 * MM, HexColor("#8C8C8C")


class Zine(Plate):
    """Pages for a folded booklet, `flip` being the edge over which a printer turns the sheets, which are so thick.

    Sheets that lie within others are pushed out of the fold by those, and their pages stand nearer to it for that.
    Nothing is ever scaled.
    """

    def __init__(
        self,
        file: BytesIO,
        size: tuple[float, float],
        about: About,
        flip: Flip = "long",
        thick: float = PAPER,
    ) -> None:
        super().__init__(file, size, about)
        self._flip, self._thick, self._size = flip, thick, size

    def showPage(self) -> None:  # noqa: N802
        """Ends the page, and keeps it for its sheet."""
        width, height = self._size
        form = PDFFormXObject(-BLEED, -BLEED, width + BLEED, height + BLEED)
        code = "\n".join(self._drawn())
        form.Contents = PDFStream(content=code.encode("latin-1"), filters=[PDFZCompress])
        form.Resources = resources_of_form(self)
        self._doc.addForm(_name_of(self._pageNumber), form)
        self._startPage()

    def _finish(self) -> None:
        pages = self._pageNumber - 1
        width, height = self._size
        self.setPageSize((2 * width, height))
        for side in sides_of(pages):
            self._draw_side(side, pages)
            self._turn()

    def _draw_side(self, side: Side, pages: int) -> None:
        """A side of a sheet; the back of one that is turned over its long edge stands on its head."""
        width, height = self._size
        self.saveState()
        if side.is_back and self._flip == "long":
            self.transform(-1, 0, 0, -1, 2 * width, height)
        creep = side.sheet * self._thick
        for number, left, x in ((side.left, 0.0, creep), (side.right, width, width - creep)):
            if number <= pages:
                self._draw_page(number, Area(left, 0, width, height), x)
        self._draw_fold()
        self.restoreState()

    def _draw_page(self, number: int, half: Area, x: float) -> None:
        """A page in its half of the sheet, beyond which nothing of it is drawn."""
        self.saveState()
        path = self.beginPath()
        path.rect(half.x, half.y, half.width, half.height)
        self.clipPath(path, stroke=0, fill=0)
        self.translate(x, 0)
        self.doForm(_name_of(number))
        self.restoreState()

    def _draw_fold(self) -> None:
        """Ticks where the sheet is folded, at its head and foot."""
        width, height = self._size
        self.setStrokeColor(_TICK_INK)
        self.setLineWidth(0.3)
        self.line(width, _FROM_EDGE, width, _FROM_EDGE + _TICK)
        self.line(width, height - _FROM_EDGE, width, height - _FROM_EDGE - _TICK)


def _name_of(number: int) -> str:
    return f"page-{number}"
