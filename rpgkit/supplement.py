"""A supplement: what its booklet is called, how it looks, its chapters, and the tables they can name."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from rpgkit.chapter import Art, Chapter
from rpgkit.table import Table

Paper = Literal["a5", "half-letter"]


class Supplement(NamedTuple):
    """A supplement, read; `chapters` stand in their order, `path` is the file that the rest comes from.

    `licence` is printed in the imprint as it stands, `language` a tag as `en` or `pt-BR`, `colour` what rules and
    heads are drawn in, as #5F6E28, `cover` the mark on the cover, `back` what stands on the back of it.
    """

    path: str
    title: str
    subtitle: str
    author: str
    licence: str
    language: str
    colour: str
    paper: Paper
    cover: Art | None
    back: str
    tables: Mapping[str, Table]
    chapters: tuple[Chapter, ...]
