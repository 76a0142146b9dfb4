"""What ReportLab 5.1 gets wrong in the files it writes, put right; a test each fails without its work-around.

1. A stream's end stands on its data's last line. 2. Letters of a face are said to be U+0000 where there are none.
3. Letters beyond U+FFFF are said to be others. 4. A form loses what its transparency needs. 5. Faces that are not
embedded come in unasked. 6. A letter without a glyph is drawn as the face's "missing" sign.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import ShapedStr, TTFont
from reportlab.pdfgen.canvas import Canvas

_WITH_STREAMS = (pdfdoc.PDFStream, pdfdoc.PDFFormXObject, pdfdoc.PDFImageXObject)
_END = b"endstream\n"
_MOST_AT_ONCE = 100  # so many letters of a face may be told in one block, says the format


class Document(pdfdoc.PDFDocument):  # type: ignore[misc]  # ReportLab has no types
    """A document whose streams end as they must, and which takes no face that it cannot embed."""

    # Whether it is for a press, which takes no faces of two-byte codes and nothing that is seen through.
    for_press = False

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802
        """Registers an object; every one that is written passes here before."""
        if isinstance(obj, _WITH_STREAMS) and "format" not in vars(obj):
            obj.format = partial(_well_ended, obj.format)
            if pdfdoc.PDFBase85Encode in (getattr(obj, "filters", None) or ()):
                obj.filters = [pdfdoc.PDFZCompress]  # bytes written as letters are a quarter more
        return super().Reference(obj, name)

    def getInternalFontName(self, psfontname: str) -> str:  # noqa: N802
        """Only faces that are not embedded are asked for here."""
        raise ValueError(f"the face '{psfontname}' is not embedded; use one of rpgkit.pdf.faces")


def is_for_press(document: pdfdoc.PDFDocument) -> bool:
    """Whether a document is for a press."""
    return isinstance(document, Document) and document.for_press


def _well_ended(written: Any, document: pdfdoc.PDFDocument) -> bytes:
    data: bytes = written(document)
    # Both characters of a line end: data that ends with the first would otherwise seem to be one byte short.
    return data.removesuffix(_END) + b"\r\n" + _END if data.endswith(_END) else data


class Face(TTFont):  # type: ignore[misc]
    """A face that is embedded with the letters that are used, and says truly which they are."""

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        """Text in the codes of the document's subsets; a letter without a glyph is written as its number."""
        if not isinstance(text, ShapedStr):
            text = numbered(text, self.face.charToGlyph)
        return super().splitString(text, doc, encoding)

    @property
    def letters(self) -> list[int]:
        """The numbers of its letters; glyph 0 stands for what is missing."""
        return [letter for letter, glyph in self.face.charToGlyph.items() if glyph]

    def letter_of(self, glyph: int) -> str:
        """The letter that a glyph alone shows; the faces of scripts have one for every glyph."""
        return chr(self.face.glyphToChar[glyph][0])

    def glyph_of(self, letter: str) -> int:
        """The glyph of a letter."""
        return int(self.face.charToGlyph[ord(letter)])

    def width_of(self, letter: str) -> float:
        """How wide a letter is, in thousandths of the size of type."""
        return float(self.face.charWidths[ord(letter)])

    def said_by(self, _: str, shaped: ShapedStr) -> str:
        """The letters that the glyphs of a text stand for, in the order in which they are seen."""
        return "".join(shaped)

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Writes the subsets, each with a table of its letters."""
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        for name, subset in zip(names, subsets, strict=True):
            font = doc.idToObject[name]
            has = self.face.charToGlyph
            told = {code: chr(letter) for code, letter in enumerate(subset) if letter and letter in has}
            doc.idToObject[font.ToUnicode.name].content = letters_of(font.BaseFont, told)


def numbered(text: str, has: Any) -> str:
    """Text with `[U+XXXX]` for every letter that is not in `has`, a mapping by code points."""
    if has.keys() >= set(map(ord, text)):
        return text
    return "".join(letter if ord(letter) in has else f"[U+{ord(letter):04X}]" for letter in text)


def letters_of(font: str, told: Mapping[int, str], digits: int = 2) -> bytes:
    """The table that tells which letters each code of a font stands for; a code is written in so many digits."""
    return "\n".join(_told(font, told, digits)).encode("ascii")


def _told(font: str, told: Mapping[int, str], digits: int) -> Iterator[str]:
    yield "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap"
    yield f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def"
    yield f"/CMapName /{font} def\n/CMapType 2 def"
    yield f"1 begincodespacerange\n<{'0' * digits}> <{'F' * digits}>\nendcodespacerange"
    lines = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in told.items()]
    for start in range(0, len(lines), _MOST_AT_ONCE):
        block = lines[start : start + _MOST_AT_ONCE]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])
    yield "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"


def resources_of_form(canvas: Canvas) -> pdfdoc.PDFResourceDictionary:
    """All that the form being drawn needs, its transparency too."""
    resources = pdfdoc.PDFResourceDictionary()
    resources.basicFonts()
    resources.setShading(canvas._shadingUsed)
    resources.setColorSpace(canvas._colorsUsed)
    if canvas._formsinuse:
        resources.XObject = canvas._doc.xobjDict(canvas._formsinuse)
    resources.ExtGState = canvas._extgstate.getState() or {}
    return resources
