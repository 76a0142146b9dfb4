"""A chapter of a booklet, read: its headings, paragraphs and lists, and where its tables and examples stand."""

from typing import Literal, NamedTuple

Kind = Literal[
    "heading", "paragraph", "points", "steps", "quote", "margin", "play", "table", "odds", "map", "example",
    "contents", "tables", "index", "marks",
]  # fmt: skip


class Run(NamedTuple):
    """Words set in one way.

    `table` is the id of a table that they speak of, `chapter` the name of a chapter whose pages stand here, `link`
    an address on the web.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    table: str = ""
    link: str = ""
    chapter: str = ""


Words = tuple[Run, ...]


class Chosen(NamedTuple):
    """A table that is set, by its id: whole, or of its rows those that begin with these numbers."""

    table: str
    numbers: tuple[int, ...] = ()


class Art(NamedTuple):
    """A mark that is drawn: a name in its colour, as #5F6E28.

    `years` are those of the scar, None while the named one lives.
    """

    name: str
    colour: str
    years: int | None = None


class Block(NamedTuple):
    """What stands between two empty lines of a chapter.

    `words` are its paragraphs, the points of its list, the terms of its index or the parts of its contents;
    `tables` those that are set, one or two choices side by side, or the one whose odds are; `arts` the marks that
    are drawn side by side; `line` is where it begins, from 1, and `lines` where each term or part does.
    """

    kind: Kind
    line: int
    words: tuple[Words, ...] = ()
    tables: tuple[Chosen, ...] = ()
    lines: tuple[int, ...] = ()
    arts: tuple[Art, ...] = ()


class Chapter(NamedTuple):
    """A chapter as its file has it; `pages` are the first and last page that it has to fill, where it says so.

    `name` is what other chapters call it by: that of its file, without the number before it. `mirrored`: its one
    table takes a spread, the even numbers facing the odd.
    """

    path: str
    name: str
    title: str
    pages: tuple[int, int] | None
    art: Art | None
    blocks: tuple[Block, ...]
    mirrored: bool = False


def plain(words: Words) -> str:
    """Words without their setting; a table that they speak of is there by its id, a chapter by its name."""
    return "".join(run.table or run.chapter or run.text for run in words)


def count_of(chapter: Chapter) -> int:
    """How many words a chapter says itself, its title among them."""
    said = [chapter.title, *(plain(words) for block in chapter.blocks for words in block.words)]
    return sum(len(text.split()) for text in said)
