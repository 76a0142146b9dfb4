"""The commands that print."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.files import write
from rpgkit.cli.options import (
    GmOption,
    OutOption,
    PackOption,
    WithoutOption,
    complete_table,
    people_for,
    shelf_for,
    tags_from,
    titles_of,
)
from rpgkit.cli.terminal import note, out_bytes
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.person import Character


class Paper(StrEnum):
    """The papers that a thing can be printed on."""

    A4 = "a4"
    LETTER = "letter"


PlainOption = Annotated[bool, typer.Option("--plain", help="In one ink, without tints, for a photocopier.")]
LargeOption = Annotated[bool, typer.Option("--large", help="In large type, one column.")]
TableNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TABLES]",
        help="Tables and folders of tables, each by a name taken loosely; all if none.",
        autocompletion=complete_table,
    ),
]
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
    from rpgkit.pdf.sheet import sheet_pdf
    from rpgkit.pdf.style import Look

    target = printed_into(output, "sheet")
    made = _somebody(who, without, pack)
    print_into(target, sheet_pdf([made], Look(paper.value), gm))
    note(f"{made.person.name.true}, {made.code}{', edited' if made.edited else ''}")


def screens(  # noqa: PLR0913
    words: TableNames = None,
    output: OutOption = None,
    paper: PaperOption = Paper.A4,
    plain: PlainOption = False,
    large: LargeOption = False,
    without: WithoutOption = "",
    pack: PackOption = None,
) -> None:
    """Print tables as pages for the table: one, several, a folder, or all of them as a book.

    Example: rpgkit screens scars -o scars.pdf
    """
    from rpgkit.finding import find_several, in_order
    from rpgkit.pack import load_tables
    from rpgkit.pdf.screens import screens_pdf
    from rpgkit.pdf.style import Look

    target, tags, shelf = printed_into(output, "screens"), tags_from(without), shelf_for(pack)
    asked = [id for name in words or () for id in find_several(shelf, name)] or in_order(shelf.sources)
    ids = list(dict.fromkeys(asked))
    tables = load_tables(shelf, ids)
    look = Look(paper.value, plain, large)
    print_into(target, screens_pdf([tables[id] for id in ids], titles_of(tables), look, tags))
    note(f"{len(ids)} table{'s' * (len(ids) != 1)}")


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
