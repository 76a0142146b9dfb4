"""What a page of a booklet is made of: things that are set, as high as they are, one below the other."""

from collections.abc import Callable
from typing import NamedTuple

from rpgkit.pdf.canvas import Page

Draw = Callable[[Page, float, float], None]


class Slug(NamedTuple):
    """Something set, to stand in the column of prose or, if it is `wide`, over the whole page.

    `draw` takes the page, the left edge and the top. `before` is the space above it, which it has not at the head
    of a page; `least` the height that must be there for it to begin. What `keeps` stands never at the foot of a
    page: what follows begins on the same. `cut` parts it where a room is full, if it can be; it is told whether
    the page is a verso, since a table is parted on a spread alone. `says` are its words, `tables` the ids of those
    that have their place here, `shows` of all whose rows are seen here; `art` is the mark that it is.
    """

    height: float
    draw: Draw
    least: float
    before: float = 0
    wide: bool = False
    keeps: bool = False
    says: str = ""
    line: int = 0
    tables: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    art: str = ""
    cut: "Callable[[float, bool], tuple[Slug, Slug] | None]" = lambda room, verso: None  # noqa: ARG005


class Note(NamedTuple):
    """A note for the margin: as it is set there, and as it is set in the text where the margin is full."""

    beside: Slug
    within: Slug


class Placed(NamedTuple):
    """A slug in its place: its left edge, and its top."""

    slug: Slug
    x: float
    top: float


class Leaf(NamedTuple):
    """One page of a booklet, its number, and what stands on it."""

    number: int
    placed: tuple[Placed, ...]
