"""The commands that print."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.files import write
from rpgkit.cli.options import GmOption, OutOption, PackOption, WithoutOption, people_for
from rpgkit.cli.terminal import note, out_bytes
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.person import Character


class Paper(StrEnum):
    """The papers that a thing can be printed on."""

    A4 = "a4"
    LETTER = "letter"


PaperOption = Annotated[Paper, typer.Option("--paper", help="The paper.", case_sensitive=False)]


def printed_into(output: str | None, command: str) -> str:
    """The file that a command prints into, or `-`; raises RpgkitError."""
    if output is None:
        raise RpgkitError(
            f"name the file to print into: rpgkit {command} -o {command}.pdf (or -o - for standard output)"
        )
    if output != "-" and Path(output).suffix.lower() != ".pdf":
        raise RpgkitError(f"'{output}' does not end in .pdf; what is printed is a PDF")
    return output


def print_into(output: str, data: bytes) -> None:
    """A printed file in its place, or on standard output."""
    if output == "-":
        out_bytes(data)
    else:
        write(output, data)


def sheet(  # noqa: PLR0913
    who: Annotated[
        str | None, typer.Argument(metavar="[CODE or FILE]", help="A code, or a character saved as .json.")
    ] = None,
    output: OutOption = None,
    paper: PaperOption = Paper.A4,
    without: WithoutOption = "",
    gm: GmOption = False,
    pack: PackOption = None,
) -> None:
    """Print a character's sheet as a PDF: of a code, of a file edited by hand, or of somebody new.

    Example: rpgkit sheet mira.json -o mira.pdf
    """
    from rpgkit.pdf.letters import lacking
    from rpgkit.pdf.sheet import sheet_pdf
    from rpgkit.pdf.style import Look

    target = printed_into(output, "sheet")
    made = _somebody(who, without, pack)
    print_into(target, sheet_pdf([made], Look(paper.value), gm))
    note(f"{made.person.name.true}, {made.code}{', edited' if made.edited else ''}")
    if lacks := lacking([made], gm):
        note(lacks)


def _somebody(who: str | None, without: str, pack: str | None) -> "Character":
    """Whoever a code or a file means; raises RpgkitError."""
    from rpgkit.cli.wishes import Wish, made_by

    people = people_for(pack)
    if who is None:
        return next(made_by(Wish(without=without), None, people, None))
    if not (who.lower().endswith(".json") or Path(who).is_file()):
        return next(made_by(Wish(), who, people, None))
    from rpgkit.cli.files import read_whole
    from rpgkit.saved import read_character

    made = read_character(read_whole(Path(who)), who, people)
    if not made.rolls:
        note(f"{made.code} is of another edition: what its dice showed was not checked")
    return made
