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
    read_named,
    tags_from,
    titles_of,
)
from rpgkit.cli.terminal import note, out_bytes
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.pdf.decks import Deck
    from rpgkit.person import Character


class Paper(StrEnum):
    """The papers that a thing can be printed on."""

    A4 = "a4"
    LETTER = "letter"


PaperOption = Annotated[Paper, typer.Option("--paper", help="The paper.", case_sensitive=False)]
PlainOption = Annotated[bool, typer.Option("--plain", help="In one ink, fit for a photocopier.")]
LargeOption = Annotated[bool, typer.Option("--large", help="In large type, to be read easily.")]
DuplexOption = Annotated[
    bool, typer.Option("--duplex", help="With backs, for printing on both sides, turned over the long edge.")
]
FoldOption = Annotated[bool, typer.Option("--fold", help="With backs beside the fronts, to be folded over.")]
NewPeopleOption = Annotated[
    int | None, typer.Option("-n", metavar="N", min=1, help="Of new people, so many; with named or marks.")
]
WhatArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE | named CODE… | marks CODE…",
        help="A table: a card for each row. Or people: their named ones, for the GM; their marks, to be dealt.",
        autocompletion=complete_table,
    ),
]


def printed_into(output: str | None, command: str) -> str:
    """The file that a command prints into, or `-`; raises RpgkitError."""
    if output is None:
        file = f"{command.split()[0]}.pdf"
        raise RpgkitError(f"name the file to print into: rpgkit {command} -o {file} (or -o - for standard output)")
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


def cards(  # noqa: PLR0913
    what: WhatArgument,
    n: NewPeopleOption = None,
    output: OutOption = None,
    paper: PaperOption = Paper.A4,
    plain: PlainOption = False,
    large: LargeOption = False,
    duplex: DuplexOption = False,
    fold: FoldOption = False,
    without: WithoutOption = "",
    pack: PackOption = None,
) -> None:
    """Print cards as a PDF, nine to a page, with marks to cut along: of a table's rows, of named ones, of marks.

    Example: rpgkit cards townsfolk -o townsfolk.pdf
    """
    from rpgkit.pdf.cards import cards_pdf
    from rpgkit.pdf.style import Look

    target = printed_into(output, f"cards {what[0]}")
    if duplex and fold:
        raise RpgkitError("--duplex prints backs on the other side, --fold beside the fronts; take one of them")
    way = "duplex" if duplex else "fold" if fold else "single"
    deck = _deck(what, n, without, pack, plain)
    print_into(target, cards_pdf(deck, Look(paper.value, plain, large), way))
    count = f"{len(deck.cards)} card{'s' * (len(deck.cards) != 1)}"
    turned = ", on both sides, turned over the long edge" if duplex else ""
    note(f"{deck.title}, {count}; print at full size (100%){turned}")


def _deck(what: list[str], n: int | None, without: str, pack: str | None, plain: bool) -> "Deck":
    """The cards of a table, or of people; raises RpgkitError."""
    from rpgkit.pdf.decks import PEOPLE, people_deck, table_deck

    kind = what[0].lower()
    if kind in PEOPLE:
        return people_deck(kind, _everybody(what, n, without, pack), plain)
    if n is not None:
        raise RpgkitError(
            f"-n makes new people: write 'cards named -n {n}', or marks; a table's cards are all its rows"
        )
    id, tables = read_named(what, pack)
    return table_deck(tables[id], titles_of(tables), tags_from(without))


def _everybody(what: list[str], n: int | None, without: str, pack: str | None) -> "list[Character]":
    """Those whom codes and files mean, or new ones; raises RpgkitError."""
    from rpgkit.cli.wishes import Wish, made_by

    kind, *codes = what
    if not codes and n is None:
        raise RpgkitError(f"whose? name codes or files: 'cards {kind} CODE CODE'; or make new people: -n 9")
    if codes and n is not None:
        raise RpgkitError("-n makes new people, a code is one that is made; take one of them")
    if n is not None:
        return list(made_by(Wish(without=without), None, people_for(pack), n))
    return [_somebody(who, "", pack) for who in codes]
