"""Makes `rpgkit/pdf/scripts`: of each script what the names of the tables need, from fonts published as packages.

Every face is cut down to the letters asked for and what they join to, set to its regular weight, and given a number
of its own for every glyph that has none (in the private use area), so that a shaped name can be set like any text.
"""

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from reportlab.pdfbase.pdfmetrics import getFont

import rpgkit
from rpgkit.pack import builtin_tables, find_tables, read_all
from rpgkit.pdf.faces import TEXT, file_of, load_fonts
from tests.faces.strokes import make_strokes

FACES = Path(rpgkit.__file__).parent / "pdf" / "scripts"
FIRST_PRIVATE = 0xE000
SPACE = 0x20
DROPPED = ["MATH", "FFTM", "DSIG"]
JOINERS = {0x200C, 0x200D}
CJK = "fonts/ofl"


class Source(NamedTuple):
    """Where a face comes from, its licence beside it, and which letters it is to have whatever the tables name."""

    package: str
    file: str
    licence: str
    letters: set[int]


def span(*ends: tuple[int, int]) -> set[int]:
    """Every number of the given spans, both ends with them."""
    return {number for first, last in ends for number in range(first, last + 1)}


SOURCES = {
    "arabic": Source(
        "fontpkg_amiri",
        "files/Amiri-Regular.ttf",
        "LICENSE",
        span((0x621, 0x63A), (0x640, 0x652)) | {0x670, 0x671, 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6CC} | JOINERS,
    ),
    "hebrew": Source(
        "fontpkg_frank_ruhl_libre",
        "files/FrankRuhlLibre[wght].ttf",
        "LICENSE",
        span((0x5B0, 0x5BC), (0x5C1, 0x5C2), (0x5D0, 0x5EA), (0x5F0, 0x5F4)) | {0x5BE},
    ),
    "devanagari": Source(
        "fontpkg_mukta", "files/Mukta-Regular.ttf", "LICENSE", span((0x900, 0x97F)) | JOINERS | {0x25CC}
    ),
    "georgian": Source(
        "matplotlib",
        "mpl-data/fonts/ttf/DejaVuSerif.ttf",
        "mpl-data/fonts/ttf/LICENSE_DEJAVU",
        span((0x10D0, 0x10FA)),
    ),
    "japanese": Source(
        "justmytype_intl_cjk",
        f"{CJK}/notosansjp/NotoSansJP[wght].ttf",
        f"{CJK}/notosansjp/OFL.txt",
        span((0x3041, 0x3096), (0x30A1, 0x30FC)) | {0x3005},
    ),
    "korean": Source(
        "justmytype_intl_cjk",
        f"{CJK}/notosanskr/NotoSansKR[wght].ttf",
        f"{CJK}/notosanskr/OFL.txt",
        set(),
    ),
}


# What is typed into a field: Latin with all its accents, Greek, Cyrillic, and the signs of a European keyboard.
TYPED = span(
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x304), (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x493), (0x1E00, 0x1EF9),
    (0x2010, 0x2026), (0x2030, 0x203A), (0x20A0, 0x20BF), (0x2190, 0x2193), (0x2212, 0x2212), (0x25CF, 0x25D1),
) | {0x2116, 0x2122, 0x2153, 0x2154, 0x215B}  # fmt: skip


def letters_wanted() -> set[int]:
    """Every letter that a cell of the built-in tables holds and the text face lacks."""
    tables, _ = read_all(find_tables(builtin_tables()))
    texts = [cell for table in tables.values() for row in table.rows for cell in row.cells]
    load_fonts()
    return {ord(letter) for text in texts for letter in text} - set(getFont(TEXT).face.charToGlyph)


def make_face(name: str, source: Source, wanted: Iterable[int]) -> set[int]:
    """Writes one face and its licence; the letters it has."""
    spec = find_spec(source.package)
    assert spec and spec.submodule_search_locations, source.package
    folder = Path(spec.submodule_search_locations[0])
    font = TTFont(folder / source.file, recalcTimestamp=False)
    _cut(font, {SPACE, *wanted, *source.letters})
    if "fvar" in font:
        instantiateVariableFont(font, {"wght": 400}, inplace=True)
    letters = set(font.getBestCmap())
    _number_all(font)
    _rename(font, f"Half of Us {name.capitalize()}")
    font.save(FACES / f"{name}.ttf")
    copyfile(folder / source.licence, FACES / f"{name}.licence.txt")
    return letters


def _cut(font: TTFont, letters: set[int]) -> None:
    subsetter = Subsetter(Options(hinting=False, notdef_outline=True, name_IDs=["*"], drop_tables=DROPPED))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def make_typed() -> int:
    """Writes the face of what is typed into fields: the text face, without what only a typesetter asks of it."""
    load_fonts()
    font = TTFont(file_of(TEXT), recalcTimestamp=False)
    letters = TYPED & set(font.getBestCmap())
    options = Options(hinting=False, notdef_outline=True, name_IDs=["*"], layout_features=[], glyph_names=False)
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": 400}, inplace=True)
    _rename(font, "Half of Us Typed")
    font.save(FACES / "typed.ttf")
    copyfile(file_of(TEXT).parent.parent / "LICENSE", FACES / "typed.licence.txt")
    return len(letters)


def _number_all(font: TTFont) -> None:
    named = set(font.getBestCmap().values())
    free = FIRST_PRIVATE
    for glyph in font.getGlyphOrder()[1:]:
        if glyph not in named:
            for cmap in font["cmap"].tables:
                if cmap.isUnicode() and cmap.format != 14:
                    cmap.cmap[free] = glyph
            free += 1


def _rename(font: TTFont, family: str) -> None:
    """Names of the makers are kept to their own fonts; who made it, and under which licence, stays."""
    named = font["name"]
    named.names = [record for record in named.names if record.nameID in (0, 13, 14)]
    for number, text in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        named.setName(text, number, 3, 1, 0x409)


def main() -> None:
    """Makes them all; a letter is asked of the first face that has it."""
    FACES.mkdir(exist_ok=True)
    wanted = letters_wanted()
    for name, source in SOURCES.items():
        wanted -= make_face(name, source, wanted)
        sys.stdout.write(f"{name}: {(FACES / f'{name}.ttf').stat().st_size / 1000:.0f} kB\n")
    sys.stdout.write(f"typed: {make_typed()} letters\n")
    sys.stdout.write(f"latin: {make_strokes()} letters as strokes\n")


if __name__ == "__main__":
    main()
