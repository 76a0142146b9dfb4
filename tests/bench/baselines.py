"""The baselines: the same work written by hand in the plainest Python, or the least that any program pays."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

_CLOSE = ("BOTTOMPADDING", (0, 0), (-1, -1), 0)
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


def plain_tables(pages: int) -> bytes:
    """A5 pages of tables as ReportLab sets them by itself, untagged: 40 rows of three cells each."""
    style = ParagraphStyle("row", fontSize=9, leading=11.5)
    said = "At the third bell the bearer stands up and says what is owed to whom."
    story: list[Flowable] = []
    for page in range(pages):
        rows = [[Paragraph(text, style) for text in (str(row), said, "kept")] for row in range(40)]
        table = Table(rows, colWidths=[30, 290, 40], style=[("TOPPADDING", (0, 0), (-1, -1), 0), _CLOSE])
        story += [Paragraph(f"Table {page}", style), table, PageBreak()]
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A5, leftMargin=20, rightMargin=20, topMargin=30, bottomMargin=30).build(story)
    return file.getvalue()


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
