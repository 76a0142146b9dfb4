"""Fields: places to write in and boxes to tick, each with its look, its value, and what it is called aloud."""

from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.metadata import legible
from rpgkit.pdf.page import Area
from rpgkit.pdf.prose import paragraph_of
from rpgkit.pdf.style import INK
from rpgkit.pdf.tags import Node
from rpgkit.pdf.typed import NAME as TYPED

# How far from a field's edge viewers begin what is typed.
INSET = 2.0
_ABOVE = 0.75
_LINES = 1 << 12
_TICKED, _EMPTY = "Yes", "Off"


class Field(NamedTuple):
    """A field of a form: its name in the file, what it is called aloud, where it stands."""

    name: str
    says: str
    area: Area

    def entries(self) -> dict[str, object]:
        """What every kind of field tells of itself."""
        return {"T": PDFString(legible(self.name)), "TU": PDFString(legible(self.says))}


def lay_text(page: Page, node: Node, field: Field, text: str, style: ParagraphStyle) -> None:
    """A field that holds a text and takes another; one of a single line, if it is no higher than that."""
    area = field.area
    many = area.height > style.leading * 1.9

    def draw() -> None:
        page._code += ["/Tx BMC q", f"0 0 {area.width:.2f} {area.height:.2f} re W n"]
        written = paragraph_of([(text, style)], area.width - 2 * INSET)
        _, height = written.wrap(area.width - 2 * INSET, 10_000)
        above = _ABOVE if many else (area.height - height) / 2
        written.drawOn(page, INSET, area.height - height - above)
        page._code.append("Q EMC")

    def draw_nothing() -> None:
        page._code.append("/Tx BMC EMC")

    look = (
        page.appearance((area.width, area.height), draw) if text else page.appearance((1, 1), draw_nothing, "empty")
    )
    value = PDFString(legible(text))
    entries = {"FT": PDFName("Tx"), "V": value, "DV": value, "DA": _typed_in(style)}
    entries |= {"Ff": _LINES if many else 0, "Q": style.alignment, "AP": PDFDictionary({"N": look})}
    page.lay_field(node, area, field.entries() | entries)


def _typed_in(style: ParagraphStyle) -> PDFString:
    """In which size and colour a text is typed."""
    colour: Color = style.textColor
    return PDFString(f"/{TYPED} {style.fontSize:g} Tf {colour.red:.3g} {colour.green:.3g} {colour.blue:.3g} rg")


def lay_tick(page: Page, node: Node, field: Field, ticked: bool) -> None:
    """A box to tick."""
    area = field.area
    size = (area.width, area.height)

    def draw_box() -> None:
        page.setStrokeColor(INK)
        page.setLineWidth(0.6)
        page.rect(0.3, 0.3, size[0] - 0.6, size[1] - 0.6)

    def draw_ticked() -> None:
        draw_box()
        page.setFillColor(INK)
        for stroke in _CROSS:
            path = page.beginPath()
            for at, (x, y) in enumerate(stroke):
                (path.lineTo if at else path.moveTo)(x * size[0], y * size[1])
            path.close()
            page.drawPath(path, stroke=0, fill=1)

    looks = {
        _TICKED: page.appearance(size, draw_ticked, f"ticked {size}"),
        _EMPTY: page.appearance(size, draw_box, f"empty {size}"),
    }
    value = PDFName(_TICKED if ticked else _EMPTY)
    entries = {"FT": PDFName("Btn"), "V": value, "DV": value, "AS": value}
    page.lay_field(node, area, field.entries() | entries | {"AP": PDFDictionary({"N": PDFDictionary(looks)})})


# A cross of two scratches, in shares of its box: each begins broad and ends thin, and none is quite straight.
_CROSS = (
    ((0.10, 0.92), (0.20, 0.97), (0.56, 0.55), (0.98, 0.06), (0.45, 0.50)),
    ((0.88, 0.96), (0.97, 0.88), (0.55, 0.44), (0.06, 0.02), (0.44, 0.54)),
)
