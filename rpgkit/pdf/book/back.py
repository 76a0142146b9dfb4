"""What is known of a whole booklet while a chapter is set: where all stands, and what is said on every page."""

from typing import NamedTuple

from rpgkit.fields import People


class Said(NamedTuple):
    """The words of a page, those of them that stand over others (titles and headings), and whose page it is."""

    page: int
    words: str
    heads: str
    chapter: str = ""


class ListedChapter(NamedTuple):
    """A chapter as the contents list it, by the page on which it begins."""

    name: str
    title: str
    page: str


class ListedTable(NamedTuple):
    """A table as the list of all has it: with its dice, and the page if it is in the book."""

    id: str
    title: str
    dice: str
    page: str


class Found(NamedTuple):
    """What is known of the whole book: its chapters and tables with their pages, the words of every page.

    `said` is empty while no page is laid yet. `margin` is the width of the margin's column; `people` are those that
    an example is rolled from.
    """

    chapters: tuple[ListedChapter, ...]
    tables: tuple[ListedTable, ...]
    said: tuple[Said, ...]
    people: People
    margin: float


def place_of_page(number: int) -> str:
    """The name of the place at the head of a page."""
    return f"page {number}"
