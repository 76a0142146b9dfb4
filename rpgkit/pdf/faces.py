"""The faces of the page: which there are, and which of them shows a letter."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from reportlab.pdfbase import pdfmetrics

from rpgkit.pdf.cut import CutFace
from rpgkit.pdf.repairs import Face

TEXT, ITALIC, LABEL, LABEL_BOLD = "EBGaramond", "EBGaramond-Italic", "SourceSans", "SourceSans-Semibold"
PAGE = {
    TEXT: ("fontpkg_eb_garamond", "files/EBGaramond[wght].ttf"),
    LABEL: ("font_source_sans_pro", "files/SourceSansPro-Regular.ttf"),
    LABEL_BOLD: ("font_source_sans_pro", "files/SourceSansPro-Semibold.ttf"),
}
# For a booklet alone, whose prose has emphasis in it.
PROSE = {ITALIC: ("fontpkg_eb_garamond", "files/EBGaramond-Italic[wght].ttf")}
# For names in scripts that those lack, asked in this order, each with its tongue; `make fonts` makes them.
SCRIPTS = {"arabic": "ar", "hebrew": "he", "devanagari": "hi", "georgian": "ka", "japanese": "ja", "korean": "ko"}


class Source(NamedTuple):
    """The package that a face comes from, its file there, and the tongue in which its words are read aloud.

    Of several tongues that write in a script it is the one that most voices know.
    """

    package: str
    file: str
    tongue: str = ""


_NOTO, _CJK = "manimgx_fonts", "justmytype_intl_cjk"
# For all that those lack, asked in this order: `pip install 'rpgkit[scripts]'` brings them.
FURTHER = {
    "wide": Source(_NOTO, "NotoSans[wght].ttf"),
    "all arabic": Source(_NOTO, "NotoSansArabic[wght].ttf", "ar"),
    "all hebrew": Source(_NOTO, "NotoSansHebrew[wght].ttf", "he"),
    "all devanagari": Source(_NOTO, "NotoSansDevanagari[wght].ttf", "hi"),
    "all georgian": Source(_NOTO, "NotoSansGeorgian[wght].ttf", "ka"),
    "armenian": Source(_NOTO, "NotoSansArmenian[wght].ttf", "hy"),
    "bengali": Source(_NOTO, "NotoSansBengali[wght].ttf", "bn"),
    "ethiopic": Source(_NOTO, "NotoSansEthiopic[wght].ttf", "am"),
    "gujarati": Source(_NOTO, "NotoSansGujarati[wght].ttf", "gu"),
    "gurmukhi": Source(_NOTO, "NotoSansGurmukhi[wght].ttf", "pa"),
    "kannada": Source(_NOTO, "NotoSansKannada[wght].ttf", "kn"),
    "khmer": Source(_NOTO, "NotoSansKhmer[wght].ttf", "km"),
    "lao": Source(_NOTO, "NotoSansLao[wght].ttf", "lo"),
    "malayalam": Source(_NOTO, "NotoSansMalayalam[wght].ttf", "ml"),
    "myanmar": Source(_NOTO, "NotoSansMyanmar[wght].ttf", "my"),
    "oriya": Source(_NOTO, "NotoSansOriya[wght].ttf", "or"),
    "sinhala": Source(_NOTO, "NotoSansSinhala[wght].ttf", "si"),
    "tamil": Source(_NOTO, "NotoSansTamil[wght].ttf", "ta"),
    "telugu": Source(_NOTO, "NotoSansTelugu[wght].ttf", "te"),
    "thai": Source(_NOTO, "NotoSansThai[wght].ttf", "th"),
    "chinese": Source(_CJK, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", "zh-Hans"),
    "all japanese": Source(_CJK, "fonts/ofl/notosansjp/NotoSansJP[wght].ttf", "ja"),
    "all korean": Source(_CJK, "fonts/ofl/notosanskr/NotoSansKR[wght].ttf", "ko"),
    "traditional": Source(_CJK, "fonts/ofl/notosanstc/NotoSansTC[wght].ttf", "zh-Hant"),
    "symbols": Source(_NOTO, "NotoSansSymbols[wght].ttf"),
    "emoji": Source(_NOTO, "NotoEmoji[wght].ttf"),
}
# Han letters are drawn one way in each land: these letters beside them tell in which.
_LANDS = {
    "all japanese": re.compile("[\u3041-\u3096\u30a1-\u30fa]"),
    "all korean": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "traditional": re.compile("[\u3105-\u312f\u31a0-\u31bf]"),
}
_JOINER = "\u200d"


@cache
def load_fonts() -> None:
    """Reads the faces, once; every one of them is embedded in what is printed."""
    for name in PAGE:
        pdfmetrics.registerFont(Face(name, str(file_of(name))))


@cache
def load_prose_fonts() -> None:
    """Reads the faces of a booklet, once."""
    load_fonts()
    for name in PROSE:
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
    package, file, *_ = FURTHER.get(face) or (PAGE | PROSE)[face]
    return _folder_of(package) / file


def tongue_of(face: str) -> str:
    """The tongue in which the words of a face are read aloud, or nothing."""
    return FURTHER[face].tongue if face in FURTHER else SCRIPTS.get(face, "")


@cache
def further_faces() -> tuple[str, ...]:
    """The faces of `rpgkit[scripts]` that are installed."""
    packages = {source.package for source in FURTHER.values()}
    installed = {package for package in packages if find_spec(package)}
    return tuple(
        face for face, source in FURTHER.items() if source.package in installed and file_of(face).is_file()
    )


@cache
def font_of(face: str) -> Face | CutFace:
    """A face as it is set; one of a script is read only when it is asked for."""
    load_fonts()
    if face in FURTHER:
        pdfmetrics.registerFont(CutFace(face, file_of(face)))
    elif face in SCRIPTS:
        pdfmetrics.registerFont(Face(face, str(file_of(face))))
    font: Face | CutFace = pdfmetrics.getFont(face)
    return font


@cache
def _glyphs_of(face: str) -> frozenset[str]:
    """The letters that a face shows; those of private use number shaped glyphs, and controls are none.

    U+FFFD stands for a letter that was lost: whoever reads a page back takes it for none, so it is spelled out.
    """
    shown = (letter for letter in map(chr, font_of(face).letters) if category(letter) not in ("Co", "Cc"))
    return frozenset(shown) - {"\ufeff", "\ufffd"}


def _chain(text: str, font: str) -> Iterator[str]:
    """The faces that are asked for the letters of a text, one after the other."""
    yield from dict.fromkeys((font, TEXT, *SCRIPTS))
    installed = further_faces()
    likely = [face for face, letters in _LANDS.items() if face in installed and letters.search(text)]
    yield from dict.fromkeys((*likely, *installed))


@cache
def face_of(letter: str, font: str) -> str | None:
    """The face that shows a letter: `font`, or the first other that has it."""
    return next((face for face in _chain(letter, font) if letter in _glyphs_of(face)), None)


def is_shown(text: str, font: str = TEXT) -> bool:
    """Whether the faces have all letters of a text."""
    return _glyphs_of(font).issuperset(text) or all(face_of(letter, font) for letter in text)


def printable(text: str, font: str = TEXT) -> str:
    """Text as the faces can show it: a letter that none of them has is shown as `[U+XXXX]`, never lost."""
    if is_shown(text, font):
        return text
    return "".join(letter if face_of(letter, font) else f"[U+{ord(letter):04X}]" for letter in text)


_BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")


def typeset(text: str, font: str = TEXT) -> str:
    """Text as it is printed: curled quotation marks, breaks of lines as spaces, and every letter shown."""
    text = _BREAKS.sub(" ", text)
    text = re.sub(r"(^|[\s(\[–—“‘])\"", r"\1“", text).replace('"', "”")
    text = re.sub(r"(^|[\s(\[–—“])'", r"\1‘", text).replace("'", "’")
    return printable(text, font)


def stretches_of(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Printable text cut where its face changes: each stretch with its face, first to last.

    Letters that `font` lacks are in one face as far as one has them all, and so are the spaces between them.
    """
    if text and _glyphs_of(font).issuperset(text):
        yield text, font
        return
    start, face = 0, ""
    faces = list(_faces_of(list(clusters_of(text)), text, font))
    ends = [0]
    for cluster, _ in faces:
        ends.append(ends[-1] + len(cluster))
    for at, (cluster, here) in enumerate(faces):
        among = cluster == " " and 0 < at < len(faces) - 1 and faces[at + 1][1] == face
        if here != face and not (among and " " in _glyphs_of(face)):
            if face:
                yield text[start : ends[at]], face
            start, face = ends[at], here
    if face:
        yield text[start:], face


def clusters_of(text: str) -> Iterator[str]:
    """Letters with the marks that stand on them, and what a joiner joins."""
    cluster = ""
    for letter in text:
        joins = category(letter) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= letter <= "\U0001f3ff"
        if cluster and not joins and cluster[-1] != _JOINER:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _faces_of(clusters: list[str], text: str, font: str) -> Iterator[tuple[str, str]]:
    """Every cluster, or where no face has all of one its letters, with its face."""
    shown = _glyphs_of(font)
    for here, group in groupby(clusters, key=shown.issuperset):
        run = list(group)
        one = font if here else _having("".join(run), text, font)
        for cluster in run:
            face = one or _having(cluster, text, font)
            yield from (
                [(cluster, face)] if face else ((letter, face_of(letter, font) or font) for letter in cluster)
            )


def _having(letters: Iterable[str], text: str, font: str) -> str | None:
    """The first face that has all these letters."""
    return next((face for face in _chain(text, font) if _glyphs_of(face).issuperset(letters)), None)
