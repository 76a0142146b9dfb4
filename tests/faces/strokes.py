"""Makes `rpgkit/pdf/scripts/latin.strokes.txt`: the letters of Dr Hershey that marks are scratched with.

A line is a letter, where it begins and ends, and its strokes from point to point, y upwards from the line it
stands on."""

from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from HersheyFonts import HersheyFonts

import rpgkit

FOLDER = Path(rpgkit.__file__).parent / "pdf" / "scripts"
PACKAGE = "Hershey-Fonts"
FONT = "scripts"
BASE = 9
ACKNOWLEDGED = """
The Hershey Fonts were originally created by Dr. A. V. Hershey while working at the U. S. National
Bureau of Standards.

The format of the Font data in this distribution was originally created by James Hurt, Cognition, Inc.,
900 Technology Park Drive, Billerica, MA 01821 (mit-eddie!ci-dandelion!hurt).
"""


def lines_of(glyphs: dict[str, Any]) -> Iterator[str]:
    """The lines of the file, one for each letter that has strokes."""
    for letter, glyph in sorted(glyphs.items()):
        strokes = [" ".join(f"{x},{BASE - y}" for x, y in stroke) for stroke in glyph.strokes]
        left = glyph.left_offset
        if strokes and "!" <= letter <= "~":
            yield f"{letter} {left} {left + glyph.char_width} | {' | '.join(strokes)}\n"


def make_strokes() -> int:
    """Writes the strokes and their licence; how many letters there are."""
    fonts = HersheyFonts()
    fonts.load_default_font(FONT)
    lines = list(lines_of(fonts.all_glyphs))
    (FOLDER / "latin.strokes.txt").write_text("".join(lines), encoding="ascii", newline="\n")
    licence = (distribution(PACKAGE).read_text("LICENSE") or "").strip() + "\n" + ACKNOWLEDGED
    (FOLDER / "latin.licence.txt").write_text(licence, encoding="utf-8", newline="\n")
    return len(lines)
