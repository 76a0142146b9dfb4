"""Fields: places to write in and boxes to tick, each with its look, its value, and what it is called aloud."""

from collections.abc import Iterator
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.canvas import Page, rgb
from rpgkit.pdf.lines import Line, lines_of, width_of_line
from rpgkit.pdf.page import Area
from rpgkit.pdf.style import INK
from rpgkit.pdf.tags import Node
from rpgkit.pdf.typed import NAME as TYPED
from rpgkit.pdf.typed import codes
from rpgkit.pdf.words import Word, draw_word
from rpgkit.pdf.written import Ref, said

# How far from a field's edges viewers begin what is typed.
INSET, _ABOVE = 2.0, 0.75
_MULTILINE = 1 << 12
# A cross of two scratches, in shares of its box: each begins broad and ends thin, and none is quite straight.
_CROSS = (
    ((0.10, 0.92), (0.20, 0.97), (0.56, 0.55), (0.98, 0.06), (0.45, 0.50)),
    ((0.88, 0.96), (0.97, 0.88), (0.55, 0.44), (0.06, 0.02), (0.44, 0.54)),
)


class Field(NamedTuple):
    """A field of a form: its name in the file, what it is called aloud, where it stands."""

    name: str
    says: str
    area: Area

    def said(self) -> str:
        """What every kind of field tells of itself."""
        return f"/T {said(self.name)} /TU {said(self.says)}"


def height_in_field(text: str, style: ParagraphStyle, width: float) -> float:
    """How high a text is in a field of that width."""
    return len(lines_of(text, style.fontName, (width - 2 * INSET) / style.fontSize)) * float(style.leading)


def lay_text(page: Page, node: Node, field: Field, text: str, style: ParagraphStyle) -> None:
    """A field that holds a text and takes another; one of a single line, if it is no higher than that."""
    area = field.area
    many = area.height > style.leading * 1.9
    if text:
        look = page.appearance((area.width, area.height), _written(page, text, style, (area, many)))
    else:
        look = page.appearance((1, 1), "/Tx BMC EMC", "nothing written")
    value, flags = said(text), _MULTILINE if many else 0
    typed = f"/DA ({_typed_in(style, bool(text) or not many)}) /Ff {flags} /Q {style.alignment}"
    about = f"{field.said()} /FT /Tx /V {value} /DV {value} {typed}"

    def entries(refer: Ref) -> str:
        return f"{about} /AP <</N {refer(look)}>>"

    page.lay_field(node, area, entries)


def _typed_in(style: ParagraphStyle, fitted: bool) -> str:
    """The face, the size and the colour that a text is typed in; size 0: as large as the field holds all of it."""
    return f"/{TYPED} {0 if fitted else style.fontSize:g} Tf {rgb(style.textColor)} rg"


def _written(page: Page, text: str, style: ParagraphStyle, where: tuple[Area, bool]) -> str:
    """The operators that write a text into a field: from the top, or in the middle of a single line."""
    area, many = where
    lines = lines_of(text, style.fontName, (area.width - 2 * INSET) / style.fontSize)
    above = _ABOVE if many else (area.height - len(lines) * style.leading) / 2
    code = [f"/Tx BMC q 0 0 {area.width:.2f} {area.height:.2f} re W n BT {rgb(style.textColor)} rg"]
    y = area.height - above - style.fontSize
    for line in lines:
        code += _line(page, line, (INSET, y), style)
        y -= style.leading
    return "\n".join([*code, "ET Q EMC"])


def _line(page: Page, line: Line, at: tuple[float, float], style: ParagraphStyle) -> Iterator[str]:
    """The operators that write a line: its words in the face of what is typed, those of scripts in their own."""
    x, y = at
    size = style.fontSize
    for run in line:
        yield f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        if isinstance(run, str) and codes().keys() >= set(run):
            yield f"/{TYPED} {size:g} Tf <{''.join(map(codes().__getitem__, run))}> Tj"
        else:
            yield from _by_reportlab(page, run, style)
        x += width_of_line((run,), style.fontName) * size


def _by_reportlab(page: Page, run: str | Word, style: ParagraphStyle) -> Iterator[str]:
    text = page.beginText()
    text._code.clear()
    if isinstance(run, Word):
        draw_word(text, run, style.fontSize)
    else:
        text.setFont(style.fontName, style.fontSize)
        text.textOut(run)
    yield from text._code


def lay_tick(page: Page, node: Node, field: Field, ticked: bool) -> None:
    """A box to tick."""
    area = field.area
    size = (area.width, area.height)
    box = f"{rgb(INK)} RG 0.6 w 0.3 0.3 {size[0] - 0.6:.2f} {size[1] - 0.6:.2f} re S"
    empty = page.appearance(size, box, f"empty {size}")
    full = page.appearance(size, f"{box} {rgb(INK)} rg {_cross(size)}", f"ticked {size}")
    value = "/Yes" if ticked else "/Off"
    about = f"{field.said()} /FT /Btn /V {value} /DV {value} /AS {value}"

    def entries(refer: Ref) -> str:
        return f"{about} /AP <</N <</Yes {refer(full)} /Off {refer(empty)}>>>>"

    page.lay_field(node, area, entries)


def _cross(size: tuple[float, float]) -> str:
    strokes = [[f"{x * size[0]:.2f} {y * size[1]:.2f}" for x, y in stroke] for stroke in _CROSS]
    return " ".join(f"{stroke[0]} m {' l '.join(stroke[1:])} l f" for stroke in strokes)
