"""The GM's page of a character: what the sheet hides, who else wears the name, and what the dice showed."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from rpgkit.boxes import Section, sections_of
from rpgkit.explained import explained
from rpgkit.pdf.canvas import Page
from rpgkit.pdf.columns import ABOVE, Block, blocks_of, draw_columns, even_height, heading, rows_of
from rpgkit.pdf.faces import TEXT, typeset
from rpgkit.pdf.foot import GAP, Leaf, body_of, draw_foot
from rpgkit.pdf.form import draw_rows, notes
from rpgkit.pdf.letters import romanised
from rpgkit.pdf.metadata import About
from rpgkit.pdf.page import PAPERS, Area
from rpgkit.pdf.style import INK, LOOK, Look, fitted, gm_types, types_of
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line
from rpgkit.person import Character
from rpgkit.profile import code_of

HEAD = 44.0
# The least height of what is worth beginning: the log of rolls, and room for notes.
LEAST_LOG, LEAST_NOTES = 80.0, 70.0


def hidden_from_player(character: Character) -> tuple[Section, ...]:
    """What the GM knows of a character and their player does not."""
    character = romanised(character)
    seen = {(box.path, box.text) for section in sections_of(character) for box in section.boxes}
    kept = [
        section._replace(boxes=tuple(box for box in section.boxes if (box.path, box.text) not in seen))
        for section in sections_of(character, gm=True)
    ]
    return tuple(section for section in kept if section.boxes)


def gm_pdf(characters: Sequence[Character], look: Look = LOOK) -> bytes:
    """The GM's pages of several characters, without their sheets."""
    file = BytesIO()
    names = ", ".join(character.person.name.true for character in characters)
    page = Page(
        file, PAPERS[look.paper], About(f"{names}: for the GM", "The GM's pages of characters of Half of Us")
    )
    page.showOutline()
    for at, character in enumerate(characters, 1):
        page.number_pages(f"{character.person.name.true} ")
        draw_gm_page(Leaf(page, look, Node("Sect"), f"{at}/"), character)
    page.save()
    return file.getvalue()


def draw_gm_page(leaf: Leaf, character: Character) -> None:
    """Draws the GM's page, and further ones if it takes them."""
    texts, log = gm_types(leaf.look)
    leaf.page.bookmark(f"{character.person.name.true}, for the GM", body_of(leaf.look).top)
    pages = _Pages(leaf, code_of(character), _draw_head(leaf, character))
    pages.pour(lambda width: blocks_of(hidden_from_player(character), width, texts, leaf.sheet), 2)
    if pages.free.height < LEAST_LOG:
        pages.turn()
    within = Node("Sect", leaf.sheet)
    pages.pour(lambda width: [(heading("What the dice showed", width, log, within),)], 1)
    rows = [(line.field, line.came_from) for line in explained(character, gm=True) if line.field in character.rolls]
    pages.pour(lambda width: rows_of(rows, width, log, Node("Table", within)), 3)
    pages.end()


def _draw_head(leaf: Leaf, character: Character) -> Area:
    """Whose page it is; the area below that."""
    head, rest = body_of(leaf.look).cut_from_top(HEAD)
    text, size = fitted(typeset(f"{character.person.name.true}, for the GM"), TEXT, head.width, 24.0)
    with leaf.page.tagged(Node("H1", leaf.sheet)):
        draw_line(leaf.page, text, (head.x, head.top - 26), (TEXT, size), INK)
    return rest


class _Pages:
    """Pages that are filled from the top: `free` is what is left of the last."""

    def __init__(self, leaf: Leaf, code: str, free: Area) -> None:
        self.free = free
        self._leaf, self._code, self._number = leaf, code, 1

    def pour(self, blocks_in: Callable[[float], Iterable[Block]], across: int) -> None:
        """Sets blocks, made for a column's width, in so many even columns (in large type one)."""
        across = 1 if self._leaf.look.large else across
        blocks: Sequence[Block] = tuple(blocks_in(self.free.columns((1,) * across, GAP)[0].width))
        while (high := even_height(blocks, across, self.free.height)) is None:
            blocks = draw_columns(self._leaf.page, blocks, self.free.columns((1,) * across, GAP), self._leaf.look)
            self.turn()
        used, self.free = self.free.cut_from_top(high)
        draw_columns(self._leaf.page, blocks, used.columns((1,) * across, GAP), self._leaf.look)

    def turn(self) -> None:
        """Goes on overleaf."""
        draw_foot(self._leaf, self._code, f"GM’s page {self._number}, continued overleaf")
        self._leaf.page.showPage()
        self._number, self.free = self._number + 1, body_of(self._leaf.look)

    def end(self) -> None:
        """Ends the last page: what is free of it is for notes."""
        leaf = self._leaf
        if self.free.height > LEAST_NOTES:
            _, area = self.free.cut_from_top(ABOVE)
            draw_rows(
                leaf.page, list(notes([area], types_of(leaf.look)[0], leaf)), types_of(leaf.look)[0], leaf.look
            )
        draw_foot(leaf, self._code, f"GM’s page {self._number}" if self._number > 1 else "", read=True)
        leaf.page.showPage()
