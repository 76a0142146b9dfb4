"""The example of a booklet: somebody really rolled when it is built, as a sheet in small."""

import re
from collections.abc import Iterator, Sequence

from rpgkit.chapter import Block as Asked
from rpgkit.chapter import Chapter, plain
from rpgkit.coded import character_by_code
from rpgkit.errors import Mistake, Mistakes, RpgkitError
from rpgkit.fields import People
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.columns import Block, blocks_of, draw_columns, even_height
from rpgkit.pdf.faces import LABEL
from rpgkit.pdf.mark import draw_mark
from rpgkit.pdf.page import Area
from rpgkit.pdf.particulars import Particulars, particulars_of
from rpgkit.pdf.style import INK, Type
from rpgkit.pdf.tags import Node, figure
from rpgkit.pdf.words import draw_line

_CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,}\b")
_GAP, _MARK, _HEAD = 12.0, (112.0, 52.0), 62.0


def example_slugs(block: Asked, chapter: Chapter, setting: Setting, people: People) -> Iterator[Slug]:
    """The character whose code the chapter names; raises Mistakes."""
    said = " ".join(plain(words) for one in chapter.blocks for words in one.words)
    code = _CODE.search(said)
    if not code:
        message = "the example has no code; write one in the chapter, as 'rpgkit character' gives it"
        raise Mistakes([Mistake(chapter.path, block.line, 1, message)])
    try:
        character = character_by_code(people, code[0])
    except RpgkitError as error:
        raise Mistakes([Mistake(chapter.path, block.line, 1, str(error))]) from None
    particulars = particulars_of(character, setting.look.plain)
    yield _head(particulars, setting)
    yield _body(particulars, setting)


def _head(particulars: Particulars, setting: Setting) -> Slug:
    scale = 2.0 if setting.look.large else 1.0
    wide, high, large, small = _MARK[0] * scale, _MARK[1] * scale, 20.0 * scale, setting.type.folio.fontSize

    def draw(page: Page, x: float, top: float) -> None:
        page.rule(x, top, setting.width, (setting.type.accent, 0.9))
        with page.tagged(Node("H2", setting.sect)):
            draw_line(page, particulars.name, (x, top - large), (setting.type.title.fontName, large), INK)
        traits = " · ".join(f"{trait} {worth}" for trait, worth in particulars.traits)
        tracks = " · ".join(f"{track} {full} of 6" for track, full in particulars.tracks)
        for at, said in enumerate((particulars.naming, traits, f"{tracks} · {particulars.code}")):
            with page.tagged(Node("P", setting.sect)):
                face = (LABEL, small)
                draw_line(page, said, (x, top - large - small * (1.5 + 1.3 * at)), face, setting.look.grey)
        area = Area(x + setting.width - wide, top - high - 2, wide, high)
        with page.tagged(figure(particulars.said, area, setting.sect)):
            if particulars.mark:
                draw_mark(page, particulars.mark, area)

    return Slug(_HEAD * scale, draw, _HEAD * scale, 8.0, wide=True, keeps=True, says=particulars.name)


def _body(particulars: Particulars, setting: Setting) -> Slug:
    """All that the player is told, in columns."""
    many = 1 if setting.look.large else 2
    type = Type(setting.type.small.plain, setting.type.tables.blurb, setting.type.label, 0)
    width = Area(0, 0, setting.width, 1).columns((1,) * many, _GAP)[0].width
    blocks = list(blocks_of(particulars.sections, width, type, setting.sect))
    return _columns(blocks, many, setting, " ".join(_texts_of(particulars)))


def _columns(blocks: Sequence[Block], many: int, setting: Setting, says: str) -> Slug:
    high = even_height(blocks, many, 1e5) or 0.0

    def draw(page: Page, x: float, top: float) -> None:
        areas = Area(x, top - high, setting.width, high).columns((1,) * many, _GAP)
        draw_columns(page, blocks, areas, setting.look)

    def cut(room: float, verso: bool) -> tuple[Slug, Slug] | None:  # noqa: ARG001
        here = len(blocks)
        while here and (even_height(blocks[:here], many, 1e5) or 0) > room:
            here -= 1
        if not 0 < here < len(blocks):
            return None
        return _columns(blocks[:here], many, setting, says), _columns(blocks[here:], many, setting, "")

    return Slug(high, draw, min(high, 60.0), 0, wide=True, says=says, cut=cut)


def _texts_of(particulars: Particulars) -> Iterator[str]:
    return (box.text for section in particulars.sections for box in section.boxes)
