"""The faces of the page: which there are, and which of them shows a letter."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import category

from reportlab.pdfbase import pdfmetrics

from rpgkit.pdf.repairs import Face

TEXT, LABEL, LABEL_BOLD = "EBGaramond", "SourceSans", "SourceSans-Semibold"
_FILES = {
    TEXT: ("fontpkg_eb_garamond", "files/EBGaramond[wght].ttf"),
    LABEL: ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf"),
    LABEL_BOLD: ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf"),
}
# For names in scripts that those lack, asked in this order; `make fonts` makes them.
SCRIPTS = ("arabic", "hebrew", "devanagari", "georgian", "japanese", "korean")


@cache
def load_fonts() -> None:
    """Reads the faces, once; every one of them is embedded in what is printed."""
    for name in _FILES:
        pdfmetrics.registerFont(Face(name, str(file_of(name))))


def _folder_of(package: str) -> Path:
    """Where a package of fonts lies; it is data, and not imported."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts of '{package}' are not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def file_of(face: str) -> Path:
    """The file of a face."""
    if face in SCRIPTS:
        return Path(__file__).parent / "scripts" / f"{face}.ttf"
    package, file = _FILES[face]
    return _folder_of(package) / file


@cache
def _glyphs_of(face: str) -> frozenset[int]:
    """The letters that a face has; a script's face is read only when it is asked for."""
    if face in SCRIPTS:
        pdfmetrics.registerFont(Face(face, str(file_of(face))))
    glyphs = pdfmetrics.getFont(face).face.charToGlyph
    return frozenset(letter for letter, glyph in glyphs.items() if glyph)  # glyph 0 stands for what is missing


def _has(face: str, letter: str) -> bool:
    """Whether a face shows a letter; those of private use number shaped glyphs, and controls are none."""
    return ord(letter) in _glyphs_of(face) and category(letter) not in ("Co", "Cc") and letter != "\ufeff"


@cache
def face_of(letter: str, font: str) -> str | None:
    """The face that shows a letter: `font`, or the first script's that has it."""
    return next((face for face in (font, *SCRIPTS) if _has(face, letter)), None)


def printable(text: str, font: str = TEXT) -> str:
    """Text as the faces can show it: a letter that none of them has is shown as `[U+XXXX]`, never lost."""
    return "".join(letter if face_of(letter, font) else f"[U+{ord(letter):04X}]" for letter in text)


def typeset(text: str, font: str = TEXT) -> str:
    """Text as it is printed: curled quotation marks, and every letter shown."""
    text = re.sub(r"(^|[\s(\[–—“‘])\"", r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[–—“])'", r"\1‘", text).replace("'", "’")
    return printable(text, font)


def stretches_of(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Printable text cut where its face changes: each stretch with its face, first to last.

    Spaces, and marks that join or stand on a letter, go with the letters of a script that stand around them.
    """
    start, face = 0, font
    for at, letter in enumerate(text):
        if category(letter) in ("Mn", "Mc", "Cf") and _has(face, letter):
            continue
        if letter == " " and face != font and face_of(text[at + 1 : at + 2] or " ", font) == face:
            continue
        found = face_of(letter, font) or font
        if found != face:
            if at > start:
                yield text[start:at], face
            start, face = at, found
    if text[start:]:
        yield text[start:], face
