"""A chapter's marks: as they are drawn, in words, and side by side among its text."""

from collections.abc import Mapping

from rpgkit.art import colours_of, show_art
from rpgkit.chapter import Art, Block
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import printable
from rpgkit.pdf.mark import Mark, alternative_text, draw_mark
from rpgkit.pdf.page import MM, Area
from rpgkit.pdf.tags import figure
from rpgkit.person import Borne, Colour, Name
from rpgkit.table import Table

_HIGH, _LARGE_HIGH, _APART, _ABOVE = 17 * MM, 34 * MM, 12.0, 6.0
# A name is hardly ever so many times as long as it is high, or less.
_LONG = 3.0
_UNNAMED = "its colour"


def mark_of(art: Art, seed: str, plain: bool, colour: str = "") -> Mark:
    """A mark to draw; all unevenness hangs on the seed; `colour` is what its colour is called."""
    name = Name(art.name, art.name, art.name, art.name, "")
    return Mark(Borne(name, Colour(colour, art.colour, art.colour)), art.years, seed, plain)


def said_of(art: Art, tables: Mapping[str, Table]) -> str:
    """A mark in words, its colour by the name that the tables have for it."""
    named = {ink: name for name, ink in colours_of(tables).items()}
    return alternative_text(mark_of(art, "", False, named.get(art.colour, _UNNAMED)), printable(art.name))


def marks_slug(block: Block, setting: Setting) -> Slug:
    """Marks side by side over the whole page, each as large as it can be."""
    most = _LARGE_HIGH if setting.look.large else _HIGH
    high = min(most, setting.width / len(block.arts) / _LONG)
    said = " | ".join(map(show_art, block.arts))

    def draw(page: Page, x: float, top: float) -> None:
        places = Area(x, top - high, setting.width, high).columns((1,) * len(block.arts), _APART)
        for at, (art, place) in enumerate(zip(block.arts, places, strict=True)):
            with page.tagged(figure(said_of(art, setting.tables), place, setting.sect)):
                draw_mark(page, mark_of(art, f"{block.line}/{at}", setting.look.plain), place)

    return Slug(high, draw, high, _ABOVE, wide=True, keeps=True, line=block.line, art=said)
