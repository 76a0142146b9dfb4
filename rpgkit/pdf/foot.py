"""What the pages of a sheet have in common: the room for what they say, and their foot."""

from typing import NamedTuple

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import LABEL, typeset
from rpgkit.pdf.page import Area, live_area
from rpgkit.pdf.style import SMALLEST, Look
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, width_of

FOOT, GAP = 16.0, 16.0


class Leaf(NamedTuple):
    """What is drawn on: the page, how it is printed, the sheet's node, and what its fields' names begin with."""

    page: Page
    look: Look
    sheet: Node
    prefix: str = ""


def body_of(look: Look) -> Area:
    """The live area above the foot."""
    live = live_area(look.paper)
    return live.cut_from_top(live.height - FOOT - 12 * look.large)[0]


def draw_foot(leaf: Leaf, code: str, place: str, read: bool = False) -> None:
    """The foot: whose page it is, and which. It is `read` once, so that it breaks no text that goes on overleaf."""
    said = typeset(f"Half of Us · {code}".removesuffix(" · ") if read else code, LABEL)
    live, look = live_area(leaf.look.paper), leaf.look
    face = (LABEL, 16.0 if look.large else SMALLEST)
    y = live.y + face[1] * 0.22
    with leaf.page.tagged(Node("P", leaf.sheet) if read else None):
        draw_line(leaf.page, said, (live.x, y), face, look.grey)
    draw_line(leaf.page, place, (live.x + live.width - width_of(place, *face), y), face, look.grey)
