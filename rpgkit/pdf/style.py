"""Faces, sizes and colours of the printed page. Sizes are in points, 72 to the inch."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT, LABEL, LABEL_BOLD = "EBGaramond", "SourceSans", "SourceSans-Semibold"
_FILES = {
    TEXT: ("fontpkg_eb_garamond", "files/EBGaramond[wght].ttf"),
    LABEL: ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf"),
    LABEL_BOLD: ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf"),
}
SMALLEST = 8.5

INK = HexColor("#1A1A1A")
GREY = HexColor("#595959")
RULE = HexColor("#A8A29A")
SCAR = HexColor("#3A2622")

LABELS = ParagraphStyle("label", fontName=LABEL, fontSize=8.5, leading=10.5, textColor=GREY)
# Values in the sizes that are tried one after the other, until all fits.
VALUES = tuple(
    ParagraphStyle(f"value {size}", fontName=TEXT, fontSize=size, leading=leading, textColor=INK)
    for size, leading in ((11.5, 14.0), (10.5, 12.5), (9.5, 11.5))
)
HEADS = ParagraphStyle("head", fontName=LABEL_BOLD, fontSize=10, leading=12.5, textColor=INK)


@cache
def load_fonts() -> None:
    """Reads the faces, once; every one of them is embedded in what is printed."""
    for name, (package, file) in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(_folder_of(package) / file)))


def _folder_of(package: str) -> Path:
    """Where a package of fonts lies; it is data, and not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts of '{package}' are not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def printable(text: str, font: str = TEXT) -> str:
    """Text as a face can show it: a character without a glyph is shown as `[U+XXXX]`, never lost.

    One beyond U+FFFF is shown so even where there is a glyph: ReportLab 5.1 writes it into the file as another
    letter, for whoever copies the text or has it read out.
    """
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return "".join(
        character if ord(character) in glyphs and ord(character) <= 0xFFFF else f"[U+{ord(character):04X}]"
        for character in text
    )


def has_glyphs(text: str, font: str = TEXT) -> bool:
    """Whether a face can show all of a text."""
    return printable(text, font) == text


def typeset(text: str, font: str = TEXT) -> str:
    """Text as it is printed: curled quotation marks, and every character shown."""
    text = re.sub(r"(^|[\s(\[–—“‘])\"", r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[–—“])'", r"\1‘", text).replace("'", "’")
    return printable(text, font)


def fitted(text: str, font: str, width: float, largest: float) -> tuple[str, float]:
    """A line of text and the size, up to `largest`, at which it is no wider than `width`.

    One that is too long even at the smallest size is cut there; what is cut stands whole elsewhere.
    """
    size = min(largest, width / (pdfmetrics.stringWidth(text, font, 1) or 1))
    if size >= SMALLEST:
        return text, size
    while text and pdfmetrics.stringWidth(text + "…", font, SMALLEST) > width:
        text = text[: len(text) * 9 // 10]
    return text + "…", SMALLEST


def faded(colour: Color) -> Color:
    """What is left of a colour in a scar."""
    keep = 0.32
    return Color(*(1 - (1 - part) * keep for part in (colour.red, colour.green, colour.blue)))
