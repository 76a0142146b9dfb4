"""A form: labels and the fields that belong to them, in rows that fill one area after another."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import typeset
from rpgkit.pdf.fields import INSET, Field, height_in_field, lay_text, lay_tick
from rpgkit.pdf.foot import Leaf
from rpgkit.pdf.lines import Line, lines_of, width_of_line
from rpgkit.pdf.page import Area
from rpgkit.pdf.style import Look, Type
from rpgkit.pdf.tags import Node
from rpgkit.pdf.words import draw_line, draw_runs

# Between a label and its field, between two that stand side by side, above a heading, around what is in a field.
BESIDE, APART, ABOVE, AROUND = 3.0, 8.0, 7.0, 1.5
# Between two rows, and a box to tick with the space below it, in shares of the size of values and labels.
BETWEEN, TICK = 0.15, 0.9
# The longest text of one field, and how high it may become.
LONGEST, HIGHEST = 1200, 500.0
# How wide a field is at least that stands beside another: there may be more to write than there is.
LEAST_ROOM = 58.0
_ENDLESS = 1e6


class Entry(NamedTuple):
    """A label and the field that belongs to it.

    `name` is the field's in the file, `says` what it is called aloud, `around` the node in which it is read,
    `title` the heading that begins with it. Of a tie the label is a value, too, and there is a box to tick, whose
    word is `ticked`. `lines` are those it has at least; `alone`: nothing stands beside it; `goes_on`: its title
    only says where its section goes on.
    """

    label: str
    text: str
    name: str
    says: str
    around: Node
    title: str = ""
    ticked: str = ""
    lines: int = 1
    alone: bool = False
    goes_on: bool = False


class Row(NamedTuple):
    """One entry, or two short ones side by side; how high their fields are, and what stands above these."""

    entries: tuple[Entry, ...]
    height: float
    above: float = 0.0


class Placed(NamedTuple):
    """A row in its place."""

    row: Row
    area: Area


def parts_of(entry: Entry, type: Type, width: float) -> Iterator[Entry]:
    """An entry, in parts where its text is too long for one field."""
    longest = LONGEST
    texts = wrap(entry.text, longest) if len(entry.text) > longest else [entry.text]
    while longest > 1 and any(height_in_field(text, type.values, width) > HIGHEST for text in texts):
        longest //= 2
        texts = wrap(entry.text, longest)
    yield entry._replace(text=texts[0])
    for at, text in enumerate(texts[1:], 2):
        label = "continued" if entry.label else ""
        yield entry._replace(
            label=label, ticked="", text=text, name=f"{entry.name}/{at}", says=f"{entry.says}, {at}", title=""
        )


def fill(entries: Sequence[Entry], area: Area, type: Type) -> tuple[list[Placed], Sequence[Entry], Area]:
    """As many entries as an area holds, each in its place; those that are left; and what is left of the area."""
    placed = []
    while entries:
        row = _next_row(entries, type, area.width)
        if row.above + row.height > area.height + 0.01:
            break
        place, area = area.cut_from_top(min(area.height, row.above + row.height + _between(type)))
        placed.append(Placed(row, place))
        entries = entries[len(row.entries) :]
    if _is_orphan(placed, entries):
        last = placed.pop()
        entries = (*last.row.entries, *entries)
        area = Area(area.x, area.y, area.width, last.area.top - area.y)
    return placed, entries, area


def _is_orphan(placed: Sequence[Placed], rest: Sequence[Entry]) -> bool:
    """Whether a heading would stand with one row alone at the foot of a column that holds others."""
    return len(placed) > 1 and bool(rest) and placed[-1].row.above > 0 and not rest[0].title


def going_on(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Entries at the head of another column: where a section goes on there, it is named again."""
    if not entries or entries[0].title:
        return entries
    title = f"{entries[0].says.partition(':')[0]}, continued"
    return (entries[0]._replace(title=title, goes_on=True), *entries[1:])


def _between(type: Type) -> float:
    return float(type.values.fontSize * BETWEEN) if type.beside else float(type.values.fontSize * BETWEEN * 3)


def _next_row(entries: Sequence[Entry], type: Type, width: float) -> Row:
    """The next entry, and the one after it beside it, if each needs half the width at most."""
    pair, half = tuple(entries[:2]), (width - APART) / 2
    paired = type.beside and len(pair) == 2 and not pair[1].title
    if paired and all(_is_short(entry, type, half) for entry in pair):
        return _row(pair, type, half)
    return _row(pair[:1], type, width)


def _is_short(entry: Entry, type: Type, width: float) -> bool:
    room = width - type.beside - BESIDE - 2 * INSET
    return bool(
        room >= LEAST_ROOM
        and entry.label
        and not entry.ticked
        and not entry.alone
        and _width(entry.label, type.labels) <= type.beside
        and _width(entry.text, type.values) <= room
    )


def _row(entries: tuple[Entry, ...], type: Type, width: float) -> Row:
    height = max(_entry_height(entry, type, width) for entry in entries)
    return Row(entries, height, type.heads.leading + ABOVE if entries[0].title else 0)


def _entry_height(entry: Entry, type: Type, width: float) -> float:
    labelled = bool(entry.label or entry.ticked)
    room = width - (type.beside + BESIDE if type.beside and labelled else 0)
    high: float = max(height_in_field(entry.text, type.values, room), entry.lines * type.values.leading) + AROUND
    if not labelled:
        return high
    label: float = _label_height(entry, type, type.beside or width)
    return max(label + AROUND, high) if type.beside else label + high


def _label_height(entry: Entry, type: Type, width: float) -> float:
    if entry.ticked:
        return height_in_field(entry.label, type.values, width) + float(type.labels.leading) + 2
    return len(_label_lines(entry.label, type, width)) * float(type.labels.leading)


def _label_lines(label: str, type: Type, width: float) -> tuple[Line, ...]:
    return lines_of(label, type.labels.fontName, width / type.labels.fontSize)


def _width(text: str, style: ParagraphStyle) -> float:
    return width_of_line(lines_of(text, style.fontName, _ENDLESS)[0], style.fontName) * float(style.fontSize)


def notes(areas: Sequence[Area], type: Type, leaf: Leaf) -> Iterator[Placed]:
    """Room for notes in what is left of areas."""
    within = Node("Sect", leaf.sheet)
    for at, area in enumerate(areas):
        name, title = ("notes", "Notes") if at == 0 else (f"notes/{at + 1}", "")
        entry = Entry("", "", leaf.prefix + name, "Notes", within, title)
        above = type.heads.leading + ABOVE if title else 0.0
        yield Placed(Row((entry,), area.height - above, above), area)


def draw_rows(page: Page, placed: Sequence[Placed], type: Type, look: Look) -> None:
    """Draws rows in their places: headings, labels, and the fields themselves."""
    for row, area in placed:
        if row.above:
            _draw_head(page, row.entries[0], area.cut_from_top(row.above)[0], (type, look))
        _, rest = area.cut_from_top(row.above)
        row_area, _ = rest.cut_from_top(row.height)
        for entry, part in zip(row.entries, row_area.columns((1,) * len(row.entries), APART), strict=True):
            _draw_entry(page, entry, part, (type, look))


def _draw_head(page: Page, entry: Entry, area: Area, how: tuple[Type, Look]) -> None:
    type, look = how
    page.rule(area.x, area.top - ABOVE + 3, area.width, (look.accent, 0.8))
    style = type.labels if entry.goes_on else type.heads
    with page.tagged(None if entry.goes_on else Node("H2", entry.around)):
        at = (area.x, area.y + type.heads.leading * 0.28)
        draw_line(page, typeset(entry.title, style.fontName), at, _face(style), style.textColor)


def _face(style: ParagraphStyle) -> tuple[str, float]:
    return style.fontName, style.fontSize


def _draw_entry(page: Page, entry: Entry, area: Area, how: tuple[Type, Look]) -> None:
    """A label, and its field."""
    type, _ = how
    if not entry.label and not entry.ticked:
        _lay(page, entry, area, (Node("Form", entry.around, alt=entry.says), *how))
        return
    said = Node("P", entry.around)
    if type.beside:
        place, field = area.cut_from_left(type.beside)
        field = field.cut_from_left(BESIDE)[1]
    else:
        place, field = area.cut_from_top(_label_height(entry, type, area.width))
    if entry.ticked:
        _draw_who(page, entry, place, (said, *how))
    else:
        _draw_label(page, entry, place, (said, type))
    _lay(page, entry, field, (Node("Form", said, alt=entry.says), *how))


def _draw_label(page: Page, entry: Entry, area: Area, how: tuple[Node, Type]) -> None:
    """A label, on one line with the first of its field, or just above the line to write on."""
    node, type = how
    down = type.values.fontSize - type.labels.fontSize if entry.text else type.values.leading - type.labels.leading
    y = area.top - (down if type.beside else 0) - AROUND / 2 - type.labels.fontSize
    with page.tagged(node):
        for line in _label_lines(entry.label, type, area.width):
            draw_runs(page, line, (area.x, y), _face(type.labels), type.labels.textColor)
            y -= type.labels.leading


def _draw_who(page: Page, entry: Entry, area: Area, how: tuple[Node, Type, Look]) -> None:
    """Whose tie it is, and whether they are tired."""
    node, type, look = how
    who, below = area.cut_from_top(height_in_field(entry.label, type.values, area.width) + AROUND)
    says = f"Tie {entry.name.rpartition('/')[2]}: who"
    field = entry._replace(text=entry.label, name=f"{entry.name}/who", says=says, lines=1)
    _lay(page, field, who, (Node("Form", node, alt=says), type, look))
    side = type.labels.fontSize * TICK
    box = Area(area.x + INSET, below.top - side - 1.5, side, side)
    says = f"{entry.says}: {entry.ticked}"
    lay_tick(page, Node("Form", node, alt=says), Field(f"{entry.name}/{entry.ticked}", says, box), False)
    with page.tagged(Node("Span", node)):
        at = (box.x + side * 1.4, box.y + side * 0.1)
        draw_line(page, entry.ticked, at, _face(type.labels), type.labels.textColor)


def _lay(page: Page, entry: Entry, area: Area, how: tuple[Node, Type, Look]) -> None:
    """A field, with lines to write on where it is empty."""
    node, type, look = how
    leading = type.values.leading
    if not (entry.text and look.plain):
        colour = look.hairline if entry.text else look.rule
        for line in range(1 if entry.text else max(1, int(area.height / leading))):
            page.rule(area.x + INSET, area.y + 0.2 + line * leading, area.width - INSET, (colour, 0.4))
    lay_text(page, node, Field(entry.name, entry.says, area), entry.text, type.values)
