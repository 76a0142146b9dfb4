"""Faces that are large, and may be thin as they come: cut to the glyphs that are used, at the weight of text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import pack
from typing import Any, NamedTuple
from unicodedata import category, normalize
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import ShapedStr, TTFontMaker

from rpgkit.pdf.repairs import is_for_press, letters_of

REGULAR = 400
MOST_OF_A_PART = 255
# A glyph that no letter has alone is a letter of this plane, which is kept for private use.
_PRIVATE = 0x100000
_NOTHING = "\u200b"
# All that a page needs of a face are its outlines and widths: the words are shaped already.
_DROPPED = ("cmap", "name", "OS/2", "post", "gasp", "GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG")
_FLAGS = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
_SYMBOLIC = 4


class _Used(NamedTuple):
    """What a document calls a face, and which glyphs it uses of it, each with the letters that it stands for.

    `parts`: the face is parted into fonts of so many glyphs; 0 if it is one font, whose codes have two bytes.
    """

    name: str
    glyphs: dict[int, str]
    order: dict[int, int]
    parts: int

    def place_of(self, glyph: int) -> tuple[int, bytes]:
        """In which of the fonts a glyph is, and its code there."""
        if not self.parts:
            return 0, glyph.to_bytes(2)
        at = self.order.setdefault(glyph, len(self.order))
        return at // self.parts, (at % self.parts + 1).to_bytes(1)


class _Named(NamedTuple):
    """What ReportLab asks of a face: a name."""

    name: str


class CutFace:
    """A face at one weight, of which a document holds the glyphs that it uses and no more.

    It is to ReportLab a face that grows with the document. A code is a glyph's own number, in two bytes.
    """

    _dynamicFont = 1  # noqa: N815
    _multiByte = 0  # noqa: N815
    shapable = False

    def __init__(self, name: str, file: Path, weight: int = REGULAR) -> None:
        self.fontName, self.face = name, _Named(f"cut {name}")
        self._whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
        axes = {axis.tag: axis.default_value for axis in self._whole.axis_infos}
        self._axes = {tag: weight if tag == "wght" else value for tag, value in axes.items()}
        self.shaper = uharfbuzz.Font(self._whole)
        self.shaper.set_variations(self._axes)
        self.letters = frozenset(self._whole.unicodes)
        self._told: dict[int, str] = {}
        self._used: WeakKeyDictionary[PDFDocument, _Used] = WeakKeyDictionary()

    def pdfScale(self, measure: float) -> float:  # noqa: N802
        """A measure of the face in thousandths of the size of type."""
        return measure * 1000 / float(self._whole.upem)

    def letter_of(self, glyph: int) -> str:
        """The letter that a glyph alone shows, rather a plain one than a compatible; else one of private use."""
        if not self._told:
            own = (chr(letter) for letter in self.letters if category(chr(letter)) != "Co")
            for letter in sorted(own, key=_plainness):
                self._told.setdefault(self.glyph_of(letter), letter)
        return self._told.get(glyph) or chr(_PRIVATE + glyph)

    def glyph_of(self, letter: str) -> int:
        """The glyph of a letter, 0 if there is none."""
        if ord(letter) >= _PRIVATE:
            return ord(letter) - _PRIVATE
        return self.shaper.get_nominal_glyph(ord(letter)) or 0

    def width_of(self, letter: str) -> float:
        """How wide a letter is, in thousandths of the size of type."""
        return self.pdfScale(self.shaper.get_glyph_h_advance(self.glyph_of(letter)))

    def stringWidth(self, text: str, size: float, _encoding: str = "") -> float:  # noqa: N802
        """How wide a text is that is not shaped."""
        return sum(map(self.width_of, text)) * size / 1000

    def splitString(self, text: str, doc: PDFDocument, _encoding: str = "") -> list[tuple[int, bytes]]:  # noqa: N802
        """Text in the codes of the document."""
        glyphs = [glyph for glyph in map(self.glyph_of, text) if glyph]
        for glyph in glyphs:
            self._in(doc).glyphs.setdefault(glyph, self.letter_of(glyph))
        placed = groupby(map(self._in(doc).place_of, glyphs), key=itemgetter(0))
        return [(part, b"".join(code for _, code in some)) for part, some in placed]

    def getSubsetInternalName(self, part: int, doc: PDFDocument) -> str:  # noqa: N802
        """What the document calls the face, or a part of it."""
        return f"/{self._in(doc).name}" + (f"+{part}" if part else "")

    def _in(self, doc: PDFDocument) -> _Used:
        if doc not in self._used:
            parts = MOST_OF_A_PART if is_for_press(doc) else 0
            self._used[doc] = _Used(f"F{len(doc.fontMapping) + 1}", {}, {}, parts)
            doc.fontMapping[self.fontName] = f"/{self._used[doc].name}"
            doc.delayedFonts.append(self)
        return self._used[doc]

    def code_of(self, text: str, shaped: ShapedStr, size: float, doc: PDFDocument) -> Iterator[str]:
        """What sets a text, shaped, where a text object stands: the face, and each row of glyphs at its height."""
        for glyph, letters in self._said(text, shaped):
            self._in(doc).glyphs.setdefault(glyph, letters)
        before = -1
        glyphs = list(zip(shaped, shaped.__shapeData__, strict=True))
        for (part, height), row in groupby(glyphs, key=lambda glyph: self._row_of(glyph[0], glyph[1], doc)):
            if part != before:
                yield f"{self.getSubsetInternalName(part, doc)} {size:.6g} Tf"
            before = part
            if height:
                yield f"{height * size / 1000:.6g} Ts"
            yield f"[{' '.join(part for letter, place in row for part in self._set(letter, place, doc))}] TJ"
            if height:
                yield "0 Ts"

    def _row_of(self, letter: str, place: Any, doc: PDFDocument) -> tuple[int, int]:
        """The font that a glyph is set in, and how high it stands."""
        return self._in(doc).place_of(self.glyph_of(letter))[0], round(place.y_offset)

    def _set(self, letter: str, place: Any, doc: PDFDocument) -> Iterator[str]:
        """A glyph, moved from where it would stand, and back."""
        ((_, code),) = self.splitString(letter, doc)
        after = round(place.width - place.x_advance + place.x_offset)
        yield from (f"{-round(place.x_offset)}",) if round(place.x_offset) else ()
        yield f"<{code.hex().upper()}>"
        yield from (f"{after}",) if after else ()

    def _said(self, text: str, shaped: ShapedStr) -> Iterator[tuple[int, str]]:
        """What glyphs stand for that no letter has alone: the letters that are left of theirs, for the first."""
        places = shaped.__shapeData__
        starts = sorted({place.cluster for place in places})
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            glyphs = [glyph for glyph, place in zip(shaped, places, strict=True) if place.cluster == start]
            left = text[start:end]
            for letter in glyphs:
                left = left.replace(letter, "", 1)
            for letter in glyphs:
                if ord(letter) >= _PRIVATE:
                    yield self.glyph_of(letter), left or _NOTHING
                    left = ""

    def said_by(self, text: str, shaped: ShapedStr) -> str:
        """The letters that the glyphs of a text stand for, in the order in which they are seen."""
        said = dict(self._said(text, shaped))
        return "".join(said.get(self.glyph_of(letter), letter) for letter in shaped)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Writes the face, cut, into a document."""
        used = self._used.pop(doc)
        glyphs = dict(sorted(used.glyphs.items()))
        name = f"AAAAAA+Cut{self.fontName.title().replace(' ', '')}"
        cut = self._cut(glyphs)
        if used.parts:
            self._add_parts(used, cut, doc)
            return
        widths = {glyph: round(self.pdfScale(cut.get_glyph_h_advance(glyph))) for glyph in glyphs}
        outlined = _outlined(name, widths, doc.Reference(_descriptor(name, cut, cut.face.blob.data, doc)))
        entries = {"Subtype": PDFName("Type0"), "Encoding": PDFName("Identity-H")}
        entries["DescendantFonts"] = PDFArray([doc.Reference(outlined)])
        entries["ToUnicode"] = doc.Reference(_packed(letters_of(name, glyphs, 4)))
        doc.idToObject["BasicFonts"].dict[used.name] = doc.Reference(_font(name, entries), used.name)

    def _add_parts(self, used: _Used, cut: uharfbuzz.Font, doc: PDFDocument) -> None:
        """Writes the face as fonts of one-byte codes, which say in the outlines' own file which glyph each is."""
        glyphs = list(used.order)
        for part, start in enumerate(range(0, len(glyphs), used.parts)):
            some = glyphs[start : start + used.parts]
            # A part of a face is told from the others by its tag.
            name = f"{chr(ord('A') + part % 26) * 6}+Cut{self.fontName.title().replace(' ', '')}"
            widths = [round(self.pdfScale(cut.get_glyph_h_advance(glyph))) for glyph in some]
            entries = {"Subtype": PDFName("TrueType"), "FirstChar": 1, "LastChar": len(some)}
            entries |= {"Widths": PDFArray(widths)}
            entries["FontDescriptor"] = doc.Reference(_descriptor(name, cut, coded(cut.face, some), doc))
            told = {code: used.glyphs[glyph] for code, glyph in enumerate(some, 1)}
            entries["ToUnicode"] = doc.Reference(_packed(letters_of(name, told)))
            called = used.name + (f"+{part}" if part else "")
            doc.idToObject["BasicFonts"].dict[called] = doc.Reference(_font(name, entries), called)

    def _cut(self, glyphs: Iterable[int]) -> uharfbuzz.Font:
        """The face with these glyphs alone, each with its number, at its weight."""
        wanted = uharfbuzz.SubsetInput()
        wanted.flags = _FLAGS
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode()) for tag in _DROPPED)
        for tag, value in self._axes.items():
            wanted.pin_axis_location(self._whole, tag, value)
        return uharfbuzz.Font(wanted.subset(self._whole))


def _plainness(letter: str) -> tuple[bool, str]:
    return normalize("NFKC", letter) != letter, letter


def _font(name: str, entries: dict[str, Any]) -> PDFDictionary:
    return PDFDictionary({"Type": PDFName("Font"), "BaseFont": PDFName(name), **entries})


def _outlined(name: str, widths: dict[int, int], descriptor: Any) -> PDFDictionary:
    """The half of a font that says where its outlines are, and how wide each glyph is."""
    system = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
    entries = {"Subtype": PDFName("CIDFontType2"), "CIDSystemInfo": system, "FontDescriptor": descriptor}
    entries |= {"CIDToGIDMap": PDFName("Identity"), "DW": 1000}
    entries["W"] = PDFArray([part for glyph, width in widths.items() for part in (glyph, PDFArray([width]))])
    return _font(name, entries)


def coded(face: uharfbuzz.Face, glyphs: Sequence[int]) -> bytes:
    """The file of a face in which the codes from 1 on are these glyphs."""
    maker = TTFontMaker()
    for tag in face.table_tags:
        maker.add(tag, face.reference_table(tag).data)
    head = (0, 1, 1, 0, 0, 12, 6, 10 + 2 * len(glyphs), 0, 1, len(glyphs))
    maker.add("cmap", pack(f">{len(head) + len(glyphs)}H", *head, *glyphs))
    data: bytes = maker.makeStream()
    return data


def _descriptor(name: str, cut: uharfbuzz.Font, data: bytes, doc: PDFDocument) -> PDFDictionary:
    measures, scale = cut.get_font_extents("ltr"), 1000 / cut.face.upem
    ascent, descent = round(measures.ascender * scale), round(measures.descender * scale)
    file = _packed(data)
    file.dictionary["Length1"] = len(data)
    entries = {"Type": PDFName("FontDescriptor"), "FontName": PDFName(name), "Flags": _SYMBOLIC, "ItalicAngle": 0}
    entries |= {"FontBBox": PDFArray([-1000, descent, 3000, ascent]), "Ascent": ascent, "Descent": descent}
    entries |= {"CapHeight": ascent, "StemV": 80, "FontFile2": doc.Reference(file)}
    return PDFDictionary(entries)


def _packed(data: bytes) -> PDFStream:
    return PDFStream(content=data, filters=[PDFZCompress])
