"""The page plan of the built-in booklet as data: what stands on each of its pages, and how high it is."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rpgkit.art import show_art
from rpgkit.pdf.book.frame import frame_of
from rpgkit.pdf.book.layout import Laid, Opened
from rpgkit.pdf.book.slug import Leaf, Placed
from rpgkit.pdf.page import MM
from rpgkit.supplement import Supplement
from tests.booklets import TRIM

FILE = Path(__file__).parent.parent.parent / "pdfs" / "booklet" / "plan.toml"
PAGES = 64
COVER, BACK = "Cover", "Back cover"
HEAD = """\
# What stands on each page of the booklet. `make plan` measures it and writes this file; nobody edits it.
#
# words   how many are said there, in the text and in the margin; those of tables are not counted
# mm      how high all is that stands in the text and is no table
# tables  those that are seen there, side by side where a | stands between them, and how high they are
# art     the mark that is drawn there
"""


class Planned(NamedTuple):
    """A page of the plan; heights are in millimetres, and `tables` are pairs of what is set and how high it is."""

    number: int
    topic: str
    chapter: str
    words: int
    mm: float
    tables: tuple[tuple[str, float], ...]
    art: str


def pages_of(supplement: Supplement, laid: Laid) -> list[Planned]:
    """What a laid booklet has on each page, its cover and its back among them."""
    cover = show_art(supplement.cover) if supplement.cover else ""
    inside = [_page(leaf, opened) for opened in laid.chapters for leaf in opened.leaves]
    back = Planned(inside[-1].number + 1, BACK, "", 0, 0.0, (), "")
    return [Planned(1, COVER, "", 0, 0.0, (), cover), *inside, back]


def _page(leaf: Leaf, opened: Opened) -> Planned:
    margin = frame_of(TRIM, leaf.number).margin.x
    rest = [placed for placed in leaf.placed if not placed.slug.shows]
    # What is beside the rows of a spread stands in no column.
    inside = [] if opened.chapter.mirrored else [one for one in rest if one.slug.wide or one.x != margin]
    tables = [(" | ".join(placed.slug.shows), _mm(placed)) for placed in leaf.placed if placed.slug.shows]
    return Planned(
        leaf.number,
        opened.chapter.title,
        Path(opened.chapter.path).stem,
        sum(len(placed.slug.says.split()) for placed in rest),
        round(sum(map(_mm, inside)), 1),
        tuple(tables),
        next((placed.slug.art for placed in rest if placed.slug.art), ""),
    )


def _mm(placed: Placed) -> float:
    return round(placed.slug.height / MM, 1)


def write(pages: list[Planned]) -> str:
    """The plan as its file has it."""
    return HEAD + "".join(f"\n[[page]]\n{''.join(_lines(page))}" for page in pages)


def _lines(page: Planned) -> Iterator[str]:
    yield f"number = {page.number}\ntopic = {_said(page.topic)}\nchapter = {_said(page.chapter)}\n"
    yield f"words = {page.words}\nmm = {page.mm}\n"
    rows = "".join(f"    {{ table = {_said(name)}, mm = {high} }},\n" for name, high in page.tables)
    yield f"tables = [\n{rows}]\n" if rows else "tables = []\n"
    yield f"art = {_said(page.art)}\n"


def _said(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def read(text: str) -> list[Planned]:
    """The plan from its file."""
    return [_planned(page) for page in tomllib.loads(text)["page"]]


def _planned(page: Mapping[str, object]) -> Planned:
    tables = page["tables"]
    assert isinstance(tables, list)
    pairs = tuple((row["table"], row["mm"]) for row in tables)
    return Planned(**{**page, "tables": pairs})  # type: ignore[arg-type]
