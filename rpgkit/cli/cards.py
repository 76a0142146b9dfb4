"""The command that prints cards."""

from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import (
    OutOption,
    PackOption,
    WithoutOption,
    complete_table,
    people_for,
    read_named,
    tags_for,
    tags_from,
    titles_for,
)
from rpgkit.cli.printing import (
    LargeOption,
    Paper,
    PaperOption,
    PlainOption,
    note_lacking,
    note_lacking_in,
    print_into,
    printed_into,
)
from rpgkit.cli.terminal import note
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.pdf.decks import Deck
    from rpgkit.person import Character

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


def cards(  # noqa: PLR0913
    context: typer.Context,
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
    from rpgkit.pdf.cards import print_cards
    from rpgkit.pdf.decks import PEOPLE
    from rpgkit.pdf.style import Look

    target, way = printed_into(output, f"cards {what[0]}"), _way(duplex, fold)
    is_people = what[0].lower() in PEOPLE
    deck = _deck(what, n, tags_for(context, without, n is not None or not is_people), pack, plain)
    data, many = print_cards(deck, Look(paper.value, plain, large), way)
    print_into(target, data)
    turned = ", on both sides, turned over the long edge" if duplex else ""
    note(f"{deck.title}, {_counted(len(deck.cards), many)}; print at full size (100%){turned}")
    if not is_people:
        note_lacking_in(deck.texts)


def _way(duplex: bool, fold: bool) -> str:
    if duplex and fold:
        raise RpgkitError("--duplex prints backs on the other side, --fold beside the fronts; take one of them")
    return "duplex" if duplex else "fold" if fold else "single"


def _counted(cards: int, leaves: int) -> str:
    """How many cards, and if long ones go on on further ones, how many are cut out."""
    said = f"{cards} card{'s' * (cards != 1)}"
    return said if leaves == cards else f"{said} on {leaves} to cut out"


def _deck(what: list[str], n: int | None, without: str, pack: str | None, plain: bool) -> "Deck":
    """The cards of a table, or of people; raises RpgkitError."""
    from rpgkit.pdf.decks import PEOPLE, people_deck, table_deck

    kind = what[0].lower()
    if kind in PEOPLE:
        everybody = _everybody(what, n, without, pack)
        note_lacking(everybody, gm=kind == "named")
        return people_deck(kind, everybody, plain)
    if n is not None:
        raise RpgkitError(
            f"-n makes new people: write 'cards named -n {n}', or marks; a table's cards are all its rows"
        )
    id, tables = read_named(what, pack)
    return table_deck(tables[id], titles_for(pack, tables), tags_from(without))


def _everybody(what: list[str], n: int | None, without: str, pack: str | None) -> "list[Character]":
    """Those whom codes and files mean, or new ones; raises RpgkitError."""
    from rpgkit.cli.wishes import Wish, made_by, somebody

    kind, *codes = what
    if not codes and n is None:
        raise RpgkitError(f"whose? name codes or files: 'cards {kind} CODE CODE'; or make new people: -n 9")
    if codes and n is not None:
        raise RpgkitError("-n makes new people, a code is one that is made; take one of them")
    people = people_for(pack)
    if n is not None:
        return list(made_by(Wish(without=without), None, people, n))
    return [one for who in codes for one in somebody(who, Wish(without=without), people)]
