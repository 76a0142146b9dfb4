"""Valid values, built by construction: small packs of tables that lead to each other."""

from hypothesis import strategies as st

from rpgkit.dice import D66, Dice, results_of, show_numbers
from rpgkit.table import Table
from rpgkit.tablefile import read_table

DICE = st.sampled_from([Dice(1, 4), Dice(1, 6), Dice(2, 4), Dice(3, 3), Dice(1, 10), D66])
NEEDS = ["", "", "", "dead", "not dead", "met", "mutual", "dead, met", "30+"]
TAGS = ["", "", "", "drink", "hospital", "drink, hospital"]


@st.composite
def packs(draw: st.DrawFn, nested: bool = True) -> dict[str, Table]:
    """Three tables at most; a table leads only to those after it, and back to itself from one row of many."""
    ids = ["a", "b", "c"][: draw(st.integers(1, 3))]
    return {id: _table(draw, id, ids[at + 1 :] if nested else []) for at, id in enumerate(ids)}


def _table(draw: st.DrawFn, id: str, below: list[str]) -> Table:
    dice = draw(DICE)
    again = draw(st.sampled_from(["keep", "reroll"]))
    last = len(results_of(dice)) - 1
    cuts = sorted(draw(st.sets(st.integers(1, last), max_size=4)))
    lines = []
    for number, (first, after) in enumerate(zip([0, *cuts], [*cuts, last + 1], strict=True)):
        numbers = show_numbers(dice, first, after - 1)
        needs, tags = ("", "") if number == 0 else (draw(st.sampled_from(NEEDS)), draw(st.sampled_from(TAGS)))
        links = (
            " and ".join(f"[[{to}]]" for to in draw(st.lists(st.sampled_from(below), max_size=3))) if below else ""
        )
        lines.append(f"| {numbers} | {id} says {number} {links} | {needs} | {tags} |")
    text = f"---\nagain: {again}\n---\n# Table {id}\n\nBuilt for a test.\n\n"
    text += f"| {dice.notation} | What | Needs | Tags |\n| --- | --- | --- | --- |\n" + "\n".join(lines) + "\n"
    return read_table(text.encode(), id, f"{id}.md")[0]


def table_of(text: str, id: str = "table") -> Table:
    """A table from the rows and settings of a test."""
    return read_table(text.encode(), id, f"{id}.md")[0]


def simple(dice: str, *rows: str, settings: str = "", columns: str = "") -> str:
    """A table's file from its rows, given as `1–3 | text`."""
    head = f"| {dice} | What |" + (f" {columns} |" if columns else "")
    front = f"---\n{settings}\n---\n" if settings else ""
    dashes = "| --- " * head.count("|")
    return f"{front}# Test\n\nA table of a test.\n\n{head}\n{dashes[:-6]} |\n" + "".join(
        f"| {row} |\n" for row in rows
    )
