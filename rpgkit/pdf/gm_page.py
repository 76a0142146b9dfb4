"""The GM's page of a character: what the sheet hides, who else wears the name, and what the dice showed."""

from collections.abc import Iterator, Sequence

from rpgkit.boxes import Section, sections_of
from rpgkit.explained import explained
from rpgkit.pdf.columns import Block, blocks_of, draw_columns, even_height, heading, rows_of
from rpgkit.pdf.faces import TEXT, typeset
from rpgkit.pdf.foot import GAP, Leaf, body_of, draw_foot
from rpgkit.pdf.page import Area
from rpgkit.pdf.style import INK, Type, fitted, gm_types
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line
from rpgkit.person import Character
from rpgkit.profile import code_of

HEAD = 44.0


def hidden_from_player(character: Character) -> tuple[Section, ...]:
    """What the GM knows of a character and their player does not."""
    seen = {(box.path, box.text) for section in sections_of(character) for box in section.boxes}
    kept = [
        section._replace(boxes=tuple(box for box in section.boxes if (box.path, box.text) not in seen))
        for section in sections_of(character, gm=True)
    ]
    return tuple(section for section in kept if section.boxes)


def draw_gm_page(leaf: Leaf, character: Character) -> None:
    """Draws the GM's page, and further ones if it takes them."""
    texts, log = gm_types(leaf.look)
    code = f"Half of Us · {code_of(character)} · for the GM alone"
    area = _draw_head(leaf, character)
    columns = 1 if leaf.look.large else 2
    width = area.columns((1,) * columns, GAP)[0].width
    blocks = tuple(blocks_of(hidden_from_player(character), width, texts, leaf.sheet))
    number, area = _pour(leaf, blocks, (area, columns), (code, 1))
    columns = 1 if leaf.look.large else 3
    width = area.columns((1,) * columns, GAP)[0].width
    number, _ = _pour(leaf, tuple(_log(character, width, log, leaf.sheet)), (area, columns), (code, number))
    draw_foot(leaf, code, f"page {number}" if number > 1 else "")
    leaf.page.showPage()


def _log(character: Character, width: float, type: Type, sheet: Node) -> Iterator[Block]:
    """What the dice showed: every field, its table, dice and number."""
    within = Node("Sect", sheet)
    rows = [(line.field, line.came_from) for line in explained(character, gm=True) if line.field in character.rolls]
    first, *further = rows_of(rows, width, type, Node("Table", within))
    yield (heading("What the dice showed", width, type, within), *first)
    yield from further


def _draw_head(leaf: Leaf, character: Character) -> Area:
    """Whose page it is; the area below that."""
    head, rest = body_of(leaf.look).cut_from_top(HEAD)
    text, size = fitted(typeset(f"{character.person.name.true}, for the GM"), TEXT, head.width, 24.0)
    with leaf.page.tagged(Node("H1", leaf.sheet)):
        draw_line(leaf.page, text, (head.x, head.top - 26), (TEXT, size), INK)
    return rest


def _pour(leaf: Leaf, blocks: Sequence[Block], where: tuple[Area, int], foot: tuple[str, int]) -> tuple[int, Area]:
    """Draws blocks in so many even columns, overleaf if need be; the page's number, and what is free below them."""
    area, count = where
    code, number = foot
    high = even_height(blocks, count, area.height)
    while blocks and high is None:
        blocks = draw_columns(leaf.page, blocks, area.columns((1,) * count, GAP), leaf.look)
        draw_foot(leaf, code, f"page {number}, continued overleaf")
        leaf.page.showPage()
        number, area = number + 1, body_of(leaf.look)
        high = even_height(blocks, count, area.height)
    used, rest = area.cut_from_top(high or 0)
    draw_columns(leaf.page, blocks, used.columns((1,) * count, GAP), leaf.look)
    return number, rest
