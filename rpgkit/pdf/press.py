"""The canvas of what a press prints: pages with bleed and crop marks, in inks, and nothing that it trips over."""

from collections.abc import Mapping
from io import BytesIO
from zlib import decompress

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFFormXObject,
    PDFStream,
    PDFZCompress,
)

from rpgkit.pdf.drawing import DrawingForm
from rpgkit.pdf.impose import padded
from rpgkit.pdf.inks import GREY, GREY_DRAWN, Alpha, in_inks
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import MM, Area, is_recto
from rpgkit.pdf.plate import BLEED, Plate, paints

# Around the bleed there is room for the marks, which stand off it.
SLUG = 6.35 * MM
AROUND = BLEED + SLUG
_MARK, _OFF, _THIN = 4.2 * MM, 1.2 * MM, 0.25
# The least version that knows all that is in the file.
_VERSION = (1, 4)


class Press(Plate):
    """Pages for a press, their number a multiple of four and the last one blank."""

    def __init__(self, file: BytesIO, size: tuple[float, float], about: About) -> None:
        super().__init__(file, size, about)
        self._doc.for_press, self._doc._pdfVersion = True, _VERSION
        self._blank = False

    def showPage(self) -> None:  # noqa: N802
        """Ends the page, and sets it within its bleed and its marks."""
        width, height = self._pagesize
        drawn, recto = self._drawn(), is_recto(self._pageNumber)
        self._blank = not paints(drawn)
        trim = Area(AROUND, AROUND, width, height)
        bleed = bleed_of(trim, recto)
        inked = in_inks("\n".join(drawn), _alphas(self._extgstate.getState()))
        self._code: list[str] = [
            f"q {_said(bleed)} re W n 1 0 0 1 {AROUND:.4g} {AROUND:.4g} cm",
            *([inked] if inked else []),
            "Q",
            f"q 0 0 0 1 K {_THIN} w",
            *_crop_marks(trim, recto),
            "Q",
        ]
        self._turn()
        page = self._doc.Pages[-1]
        page.ExtGState = None
        page.MediaBox = PDFArray([0, 0, round(width + 2 * AROUND, 4), round(height + 2 * AROUND, 4)])
        page.TrimBox, page.BleedBox = _corners(trim), _corners(bleed)

    def _finish(self) -> None:
        pages = self._pageNumber - 1
        for _ in range(pages, padded(pages if self._blank else pages + 1)):
            self.showPage()
        for thing in self._doc.idToObject.values():
            if isinstance(thing, PDFFormXObject):
                _ink(thing)


def bleed_of(trim: Area, recto: bool) -> Area:
    """How far a page is printed: beyond its edges, but not beyond its spine."""
    x = trim.x if recto else trim.x - BLEED
    return Area(x, trim.y - BLEED, trim.width + BLEED, trim.height + 2 * BLEED)


def _crop_marks(trim: Area, recto: bool) -> list[str]:
    """Lines that point at the outer corners, where the knife goes; at the spine nothing is cut."""
    edge, away = (trim.x + trim.width, 1) if recto else (trim.x, -1)
    near, far = BLEED + _OFF, BLEED + _OFF + _MARK
    level = [(edge + away * near, y, edge + away * far, y) for y in (trim.y, trim.top)]
    upright = [(edge, trim.y - near, edge, trim.y - far), (edge, trim.top + near, edge, trim.top + far)]
    return ["{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*line) for line in (*level, *upright)]


def _said(area: Area) -> str:
    return f"{area.x:.2f} {area.y:.2f} {area.width:.2f} {area.height:.2f}"


def _corners(area: Area) -> PDFArray:
    return PDFArray([round(edge, 4) for edge in (area.x, area.y, area.x + area.width, area.top)])


def _alphas(states: Mapping[str, PDFDictionary] | PDFDictionary | None) -> dict[str, Alpha]:
    """What is seen through by the names that code gives it, of a page or of a form."""
    named = states.dict if isinstance(states, PDFDictionary) else states or {}
    return {name: Alpha(state.dict.get("ca"), state.dict.get("CA")) for name, state in named.items()}


def _ink(form: PDFFormXObject) -> None:
    """Sets a form in inks, whether its stream is packed already or will be."""
    stream = form.Contents
    packed = "Filter" in stream.dictionary
    data = decompress(stream.content) if packed else stream.content
    code = data.decode("latin-1") if isinstance(data, bytes) else data
    grey = GREY_DRAWN if isinstance(form, DrawingForm) else GREY
    inked = in_inks(code, _alphas(form.Resources.ExtGState), grey)
    form.Contents = PDFStream(content=inked.encode("latin-1"), filters=[PDFZCompress])
    form.Resources.ExtGState = {}
