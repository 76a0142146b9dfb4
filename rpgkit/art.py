"""The mark that stands before a chapter or on a cover, and its colour, as an author writes them."""

import re
from collections.abc import Mapping

from rpgkit.chapter import Art
from rpgkit.errors import did_you_mean
from rpgkit.table import Table
from rpgkit.textfile import is_invisible

COLOURS = "marks/colours"
LEAST_CONTRAST = 3.0
_ART = re.compile(r"(.*\S)\s+in\s+([^,]*[^,\s])\s*(?:,(.*))?")
_SCAR = re.compile(r"\s*scar\s+(\d{1,2})\s*")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST, _MOST = 30, 4


class BadArt(ValueError):
    """This can be no mark, or no colour of one; the message says why, and what to write instead."""


def colours_of(tables: Mapping[str, Table]) -> dict[str, str]:
    """The colours that have a name, and what each is drawn in."""
    table = tables.get(COLOURS)
    rows = table.rows if table else ()
    inks = {row.raw.lower(): table.cell(row, "Ink") or table.cell(row, "Hex") for row in rows if table}
    return {name: ink for name, ink in inks.items() if _HEX.fullmatch(ink)}


def read_art(text: str, colours: Mapping[str, str]) -> Art:
    """`Apolline in mint green, scar 3` as a mark; raises BadArt."""
    found = _ART.fullmatch(text.strip()) if len(text) < 10 * _LONGEST else None
    if not found:
        raise BadArt(f"'{text}' is no mark; write a name and its colour, as 'Apolline in mint green'")
    name, colour, rest = found.groups()
    if len(name) > _LONGEST:
        raise BadArt(f"the name has {len(name)} letters; a mark has room for {_LONGEST}")
    if not any(letter.isalpha() for letter in name) or any(map(is_invisible, name)):
        raise BadArt(f"'{name}' is no name; a mark is one, in letters")
    scar = _SCAR.fullmatch(rest) if rest is not None else None
    if rest is not None and not scar:
        raise BadArt(f"'{rest.strip()}' is no scar; write its years, as ', scar 3', or leave it out")
    return Art(name, read_colour(colour, colours), int(scar[1]) if scar else None)


def show_art(art: Art) -> str:
    """A mark as it is written, its colour as #5F6E28."""
    scar = f", scar {art.years}" if art.years is not None else ""
    return f"{art.name} in {art.colour}{scar}"


def read_arts(text: str, colours: Mapping[str, str]) -> tuple[Art, ...]:
    """`Marek in rust, scar 0 | Marek in rust, scar 9` as marks that are drawn side by side; raises BadArt."""
    parts = text.split("|")
    if len(parts) > _MOST:
        raise BadArt(f"{len(parts)} marks side by side; there is room for {_MOST}")
    return tuple(read_art(part.strip(), colours) for part in parts)


def read_colour(text: str, colours: Mapping[str, str], least: float = LEAST_CONTRAST) -> str:
    """A colour by its name or as `#5F6E28`, one that is read on white paper; raises BadArt."""
    colour = colours.get(text.lower(), text)
    if not _HEX.fullmatch(colour):
        known = did_you_mean(text, colours) or f"; {_ways(colours)}"
        raise BadArt(f"'{text}' is no colour{known}")
    if contrast_of(colour) < least:
        told = f"{contrast_of(colour):.1f}:1 on white, and {least:g}:1 is the least"
        raise BadArt(f"'{text}' is too pale to be read, {told}; write a darker one")
    return colour


def contrast_of(colour: str) -> float:
    """How far a colour stands out on white paper, 1 to 21, as WCAG counts it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _ways(colours: Mapping[str, str]) -> str:
    named = f"one of {COLOURS}, or " if colours else ""
    return f"write {named}one as '#5F6E28'"
