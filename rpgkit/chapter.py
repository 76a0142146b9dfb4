"""A chapter of a booklet, read: its headings, paragraphs and lists, and where its tables and examples stand."""

from typing import Literal, NamedTuple

Kind = Literal[
    "heading", "paragraph", "points", "steps", "quote", "margin", "play", "table", "odds", "map", "example"
]


class Run(NamedTuple):
    """Words set in one way. `table` is the id of a table that they speak of, `link` an address on the web."""

    text: str
    emphasis: bool = False
    strong: bool = False
    table: str = ""
    link: str = ""


Words = tuple[Run, ...]


class Block(NamedTuple):
    """What stands between two empty lines of a chapter.

    `words` are its paragraphs or the points of its list; `table` is the id of the table that is set whole, or by
    its odds; `line` is where it begins, from 1.
    """

    kind: Kind
    line: int
    words: tuple[Words, ...] = ()
    table: str = ""


class Chapter(NamedTuple):
    """A chapter as its file has it; `pages` are the first and last page that it has to fill, where it says so."""

    path: str
    title: str
    pages: tuple[int, int] | None
    blocks: tuple[Block, ...]


def plain(words: Words) -> str:
    """Words without their setting; a table that they speak of is there by its id."""
    return "".join(run.table or run.text for run in words)


def count_of(chapter: Chapter) -> int:
    """How many words a chapter says itself, its title among them."""
    said = [chapter.title, *(plain(words) for block in chapter.blocks for words in block.words)]
    return sum(len(text.split()) for text in said)
