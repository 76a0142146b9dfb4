"""What the commands that print have in common, and the one that prints tables."""

import os
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.files import check_place, write
from rpgkit.cli.options import (
    OutOption,
    PackOption,
    WithoutOption,
    complete_table,
    shelf_for,
    tags_from,
    titles_for,
)
from rpgkit.cli.terminal import is_terminal, note, out_bytes
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rpgkit.person import Character


class Paper(StrEnum):
    """The papers that a thing can be printed on."""

    A4 = "a4"
    LETTER = "letter"


TableNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TABLES]",
        help="Tables and folders of tables, each by a name taken loosely; all if none.",
        autocompletion=complete_table,
    ),
]
PaperOption = Annotated[Paper, typer.Option("--paper", help="The paper.", case_sensitive=False)]
PlainOption = Annotated[
    bool, typer.Option("--plain", help="In black, without tints: for a photocopier, or little ink.")
]
LargeOption = Annotated[bool, typer.Option("--large", help="In large type, in one column.")]


def printed_into(output: str | None, command: str) -> str:
    """The file that a command prints into, or `-`; raises RpgkitError."""
    if output is None:
        raise RpgkitError(
            f"name the file to print into: rpgkit {command} -o {command.split()[0]}.pdf"
            " (or -o - for standard output)"
        )
    if output == "-":
        if is_terminal():
            raise RpgkitError("-o - pours a PDF into the terminal; name a file, or pipe it on: -o - | lp")
        return output
    check_place(Path(output))
    if output.endswith(("/", os.sep)):
        raise RpgkitError(f"'{output}' is a folder; name a file in it: {output}{command.split()[0]}.pdf")
    if Path(output).suffix.lower() != ".pdf":
        raise RpgkitError(f"'{output}' does not end in .pdf; what is printed is a PDF")
    return output


def print_into(output: str, data: bytes) -> None:
    """A printed file in its place, or on standard output."""
    if output == "-":
        out_bytes(data)
    else:
        write(output, data)


def note_lacking(made: "list[Character]", gm: bool) -> None:
    """Says which words could not be shown as they are written."""
    from rpgkit.pdf.letters import lacking

    if lacks := lacking(made, gm):
        note(lacks)


def note_lacking_in(texts: "Iterable[str]") -> None:
    """Says which words of some texts could not be shown as they are written."""
    from rpgkit.pdf.letters import lacking_in

    if lacks := lacking_in(texts):
        note(lacks)


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
    from rpgkit.finding import find_all, in_order, said_of
    from rpgkit.pack import load_tables
    from rpgkit.pdf.letters import texts_of
    from rpgkit.pdf.screens import screens_pdf
    from rpgkit.pdf.style import Look

    target, tags, shelf = printed_into(output, "screens"), tags_from(without), shelf_for(pack)
    asked = find_all(shelf, words) if words else [in_order(shelf.sources)]
    tables = load_tables(shelf, list(dict.fromkeys(chain(*asked))))
    titles = titles_for(pack, tables)
    ids = list(dict.fromkeys(id for folder in asked for id in in_order(folder, titles)))
    printed = [tables[id] for id in ids]
    print_into(target, screens_pdf(printed, titles, Look(paper.value, plain, large), tags))
    note(", ".join(map(said_of, asked)))
    note_lacking_in(texts_of(printed, titles, tags))
