"""The face of what is typed into fields: embedded whole, since nobody knows what that will be."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import compress

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import TTFontFile

from rpgkit.pdf.repairs import letters_of

# The name under which fields ask for it. PDFium, in Chrome and elsewhere, types letters beyond Latin-1 in a face of
# its own choice, unless the face that a field asks for is called like one of signs.
NAME = "Wingdings"
FACE = Path(__file__).parent / "scripts" / "typed.ttf"
# How far lines reach above and below where they stand, in thousandths of the size: by it viewers set their lines.
_ASCENT, _DESCENT = 890, -270


class _Typed(NamedTuple):
    """What a document needs of the face: its file, packed, its glyphs' widths, and the letters they stand for."""

    size: int
    packed: bytes
    font: TTFontFile
    widths: tuple[int, ...]
    letters: bytes


@cache
def _typed() -> _Typed:
    data = FACE.read_bytes()
    font = TTFontFile(str(FACE))
    letters = {glyph: letter for letter, glyph in sorted(font.charToGlyph.items(), reverse=True) if glyph}
    widths = [round(font.defaultWidth)] * (max(letters) + 1)
    for glyph, letter in letters.items():
        widths[glyph] = round(font.charWidths[letter])
    told = letters_of(NAME, {glyph: chr(letter) for glyph, letter in sorted(letters.items())}, 4)
    return _Typed(len(data), compress(data, 9), font, tuple(widths), told)


@cache
def codes() -> dict[str, str]:
    """The letters that can be typed, each with its code as it is written in a page's operators."""
    return {chr(letter): f"{glyph:04X}" for letter, glyph in _typed().font.charToGlyph.items() if glyph}


def typed_font(document: PDFDocument) -> PDFObjectReference:
    """Embeds the face in a document, for the appearance of fields to name."""
    face = _typed()
    entries = dict(_entries(document, face))
    reference: PDFObjectReference = document.Reference(PDFDictionary(entries))
    return reference


def _entries(document: PDFDocument, face: _Typed) -> Iterator[tuple[str, object]]:
    name, letters = PDFName("HalfOfUsTyped"), PDFStream(content=face.letters, filters=[PDFZCompress])
    descendant = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": PDFDictionary(
            {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": document.Reference(_descriptor(document, face)),
        "DW": round(face.font.defaultWidth),
        "W": PDFArray([0, PDFArray(face.widths)]),
        "CIDToGIDMap": PDFName("Identity"),
    }
    yield "Type", PDFName("Font")
    yield "Subtype", PDFName("Type0")
    yield "BaseFont", name
    yield "Encoding", PDFName("Identity-H")
    yield "DescendantFonts", PDFArray([document.Reference(PDFDictionary(descendant))])
    yield "ToUnicode", document.Reference(letters)


def _descriptor(document: PDFDocument, face: _Typed) -> PDFDictionary:
    file = PDFStream(content=face.packed)
    file.dictionary["Filter"], file.dictionary["Length1"] = PDFName("FlateDecode"), face.size
    font = face.font
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName("HalfOfUsTyped"),
            "Flags": 4,
            "FontBBox": PDFArray([round(edge) for edge in font.bbox]),
            "ItalicAngle": 0,
            "Ascent": _ASCENT,
            "Descent": _DESCENT,
            "CapHeight": round(font.capHeight),
            "StemV": round(font.stemV),
            "FontFile2": document.Reference(file),
        }
    )
