"""The strip of a sheet that is used most at the table: traits, and tracks of six boxes."""

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.faces import LABEL, TEXT
from rpgkit.pdf.fields import INSET, Field, lay_text, lay_tick
from rpgkit.pdf.foot import Leaf
from rpgkit.pdf.page import Area
from rpgkit.pdf.particulars import SIX, Particulars
from rpgkit.pdf.style import INK, Type
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line

# How wide the facts beside the mark are, and the traits below them; how far from the mark.
FACTS, BESIDE = 200.0, 10.0


def draw_strip(leaf: Leaf, particulars: Particulars, area: Area, type: Type) -> None:
    """Traits and tracks, side by side, or in large type one below the other."""
    items = Node("L", leaf.sheet, attributes={"O": "List", "ListNumbering": "None"})
    count = len(particulars.tracks)
    if leaf.look.large:
        above, below = area.cut_from_top(area.height * 2 / (2 + count))
        traits, tracks = above.grid(2, 2), below.grid(1, count)
    else:
        left, right = area.columns((FACTS, area.width - FACTS - 2 * BESIDE), 2 * BESIDE)
        traits, tracks = left.grid(4, 1), right.grid(1 + (count > 2), 2)
    for (name, worth), place in zip(particulars.traits, traits, strict=True):
        _draw_trait(leaf, (name, worth), place, (Node("LI", items), type))
    for (name, full), place in zip(particulars.tracks, tracks, strict=False):
        _draw_track(leaf, (name, full), place, (Node("LI", items), type))


def _draw_trait(leaf: Leaf, trait: tuple[str, str], area: Area, how: tuple[Node, Type]) -> None:
    """A worth above its name, or in large type before it."""
    item, type = how
    name, worth = trait
    size = type.labels.fontSize * 2
    style = ParagraphStyle("trait", fontName=TEXT, fontSize=size, leading=size * 1.1, textColor=INK)
    high = style.leading + 2
    if leaf.look.large:
        box = Area(area.x, area.y + (area.height - high) / 2, size * 1.7, high)
        at = (box.x + box.width + 6, box.y + size * 0.3)
    else:
        box = Area(area.x, area.top - high, size * 1.7, high)
        at = (area.x + INSET, box.y - type.labels.fontSize)
    _draw_word(leaf, name, at, (Node("Lbl", item), type))
    if not worth:
        leaf.page.rule(box.x + INSET, box.y, box.width - INSET, (leaf.look.rule, 0.4))
    node = Node("Form", Node("LBody", item), alt=name)
    lay_text(leaf.page, node, Field(f"{leaf.prefix}traits/{name.lower()}", name, box), worth, style)


def _draw_track(leaf: Leaf, track: tuple[str, int], area: Area, how: tuple[Node, Type]) -> None:
    item, type = how
    name, full = track
    side = type.labels.fontSize * 1.3
    low = area.y + (area.height - side) / 2
    _draw_word(leaf, name, (area.x, low + side * 0.22), (Node("Lbl", item), type))
    body = Node("LBody", item)
    x = area.x + type.labels.fontSize * 5.6
    for at in range(1, SIX + 1):
        says = f"{name}, box {at} of {SIX}"
        field = Field(f"{leaf.prefix}tracks/{name.lower()}/{at}", says, Area(x, low, side, side))
        lay_tick(leaf.page, Node("Form", body, alt=says), field, at <= full)
        x += side * 1.35


def _draw_word(leaf: Leaf, word: str, at: tuple[float, float], how: tuple[Node, Type]) -> None:
    node, type = how
    with leaf.page.tagged(node):
        draw_line(leaf.page, word, at, (LABEL, type.labels.fontSize), leaf.look.grey)
