"""The baselines: the same work written by hand in the plainest Python, or the least that any program pays."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from random import Random

from reportlab.pdfgen.canvas import Canvas

ROWS = [f"row {number}" for number in range(36)]
Log = list[tuple[int, int, str]]


def _field(name: int, rows: Sequence[str]) -> Callable[[Random, Log], str]:
    def roll(chance: Random, log: Log) -> str:
        number = chance.randrange(len(rows))
        log.append((name, number, rows[number]))
        return rows[number]

    return roll


FIELDS = [_field(name, ROWS) for name in range(25)]


def roll_by_hand(chance: Random) -> str:
    """A row, two tables and 3d6: three look-ups and dice."""
    row = ROWS[chance.randrange(36)]
    one, other = ROWS[chance.randrange(36)], ROWS[chance.randrange(36)]
    dice = chance.randint(1, 6) + chance.randint(1, 6) + chance.randint(1, 6)
    return f"{row} {one} {other} {dice}"


def fields_by_hand(chance: Random) -> list[str]:
    """Twenty-five fields, each a closure over its rows that logs field, number and text."""
    log: Log = []
    return [field(chance, log) for field in FIELDS]


def odds_by_hand(rows: int = 36) -> dict[str, Fraction]:
    """A two-level nested d66: each row's share, and each nested row's, summed as fractions."""
    share = Fraction(1, rows)
    chances = {f"top {row}": share for row in range(rows)}
    visits = sum((share for _ in range(rows)), Fraction(0))
    for row in range(rows):
        chances[f"nested {row}"] = visits * share
    return chances


def split_files(paths: Sequence[Path]) -> int:
    """Reads files and splits their rows into cells."""
    cells = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("|"):
                cells += len([cell.strip() for cell in line.split("|")])
    return cells


def bare_pages(pages: int) -> bytes:
    """Pages of 120 operations each, on ReportLab's bare canvas: forty lines of text, forty rules, forty boxes."""
    canvas = Canvas(BytesIO(), invariant=1)
    for _ in range(pages):
        for at in range(40):
            canvas.drawString(50 + at, 780 - at * 18, "everyone bears one name over the heart")
            canvas.line(50, 790 - at * 18, 540, 790 - at * 18)
            canvas.rect(540, 780 - at * 18, 12, 12)
        canvas.showPage()
    return canvas.getpdfdata()  # type: ignore[no-any-return]
