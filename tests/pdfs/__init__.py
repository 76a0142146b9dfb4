"""The files of pdfs/: how each of them is printed, by the commands that anyone has."""

from pathlib import Path

from rpgkit.cli import run

FOLDER = Path(__file__).parent.parent.parent / "pdfs"
CIRCLE = "HDPN-FTQV-EMS1-0422"
FILES = {
    "half-of-us.pdf": ("booklet",),
    "half-of-us-letter.pdf": ("booklet", "--paper", "letter"),
    "half-of-us-press.pdf": ("booklet", "--press"),
    "half-of-us-zine.pdf": ("booklet", "--zine"),
    "the-tables.pdf": ("booklet", "--tables"),
    "the-tables-press.pdf": ("booklet", "--tables", "--press"),
    "blank-sheet-a4.pdf": ("sheet", "--blank"),
    "blank-sheet-letter.pdf": ("sheet", "--blank", "--paper", "letter"),
    "a-circle.pdf": ("circle", CIRCLE),
}


def print_file(name: str, folder: Path) -> Path:
    """Prints one of them into a folder; raises AssertionError where its command fails."""
    command, *options = FILES[name]
    path = folder / name
    assert run([command, *options, "-o", str(path)]) == 0, name
    return path
