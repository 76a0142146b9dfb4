"""The commands that make people, explain them and print them."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import CountOption, JsonOption, PackOption, WithoutOption, people_for
from rpgkit.cli.terminal import bold, columns, harmless, note, out, out_bytes, out_json, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.person import Character
    from rpgkit.profile import View

CodeArgument = Annotated[
    str | None, typer.Argument(metavar="[CODE]", help="A character's code; a new one if none.")
]
GmOption = Annotated[bool, typer.Option("--gm", help="Show what only the GM knows, too.")]
PlayerOption = Annotated[bool, typer.Option("--player", help="JSON, too, without what the player does not know.")]
OutOption = Annotated[str | None, typer.Option("-o", metavar="FILE", help="Where to; - is standard output.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=NUMBER", help="A field's number by hand, as a real die shows it."),
]
RerollOption = Annotated[
    list[str] | None, typer.Option("--reroll", metavar="FIELD", help="Roll a field of CODE anew.")
]
NeedOption = Annotated[str, typer.Option("--need", metavar="FACTS", help="Only such a one: dead,mutual.")]
ScarredOption = Annotated[bool | None, typer.Option("--scarred/--unscarred", help="Only with, or without a scar.")]


class Paper(StrEnum):
    """The papers a sheet can be printed on."""

    A4 = "a4"
    LETTER = "letter"


def character(  # noqa: PLR0913
    context: typer.Context,
    code: CodeArgument = None,
    n: CountOption = None,
    set_: SetOption = None,
    reroll: RerollOption = None,
    need: NeedOption = "",
    scarred: ScarredOption = None,
    without: WithoutOption = "",
    gm: GmOption = False,
    player: PlayerOption = False,
    output: OutOption = None,
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Make a character, whole: the person, the mark, the bond, the named one, the scar, the ties.

    Example: rpgkit character --need dead --set bond.kind=34 -o mira.json
    """
    from rpgkit.cli.wishes import Wish, made_by
    from rpgkit.profile import View

    if gm and player:
        raise RpgkitError("--gm shows all, --player what the player knows; take one of them")
    of_environment = getattr(context.get_parameter_source("without"), "name", "") == "ENVIRONMENT"
    tags = "" if code and of_environment else without
    if output not in (None, "-") and _format_of(str(output)) != "json" and json:
        raise RpgkitError(f"--json and '{output}' are two formats; take one of them")
    wish = Wish(tuple(set_ or ()), tuple(reroll or ()), need, scarred, tags)
    _give(made_by(wish, code, people_for(pack), n), output, View(gm, player, n is not None), json)


def _give(made: "Iterator[Character]", output: str | None, view: "View", json: bool) -> None:
    """Characters into a file, as documents, or for the eye."""
    if output not in (None, "-"):
        _export(list(made), str(output), view)
    elif json:
        _out_documents(made, view)
    else:
        for count, one in enumerate(made):
            _say(one, view.gm, count)


def _format_of(output: str) -> str:
    """The format a file's ending names; raises RpgkitError."""
    from rpgkit.export import EXPORTS

    ending = Path(output).suffix.removeprefix(".").lower()
    if ending not in EXPORTS:
        raise RpgkitError(f"'{output}': no format has this ending; use .{', .'.join(EXPORTS)}")
    return ending


def _export(made: "list[Character]", output: str, view: "View") -> None:
    from rpgkit.export import EXPORTS

    _write(output, EXPORTS[_format_of(output)](made, view))
    note(", ".join(f"{one.person.name.true}, {one.code}" for one in made[:3]) + (" …" if made[3:] else ""))


def _out_documents(made: "Iterator[Character]", view: "View") -> None:
    """Documents, each on one line of a list where there may be many."""
    from rpgkit.cli.terminal import out_json_lines
    from rpgkit.profile import character_document, player_document

    told = (character_document(one) for one in made)
    shown = (player_document(document) if view.player else document for document in told)
    if view.many:
        out_json_lines(shown)
    else:
        out_json(next(shown))


def _say(made: "Character", gm: bool, count: int = 0) -> None:
    from rpgkit.boxes import sections_of

    if count:
        out("\n")
    out(bold(harmless(made.person.name.true)))
    for section in sections_of(made, gm):
        out("\n" + bold(section.title))
        if all(box.label for box in section.boxes):
            out(columns([("  " + box.label, box.text) for box in section.boxes], heavy=-1))
        else:
            out("\n".join(paragraph(box.text, "  ") for box in section.boxes))
    out(f"\ncode {made.code}")


def _write(output: str, data: bytes) -> None:
    from rpgkit.cli.files import write_whole

    write_whole(Path(output), data)
    note(f"wrote {output}")


def sheet(  # noqa: PLR0913
    who: Annotated[
        str | None, typer.Argument(metavar="[CODE or FILE]", help="A code, or a character saved as .json.")
    ] = None,
    output: OutOption = None,
    paper: Annotated[Paper, typer.Option("--paper", help="The paper.", case_sensitive=False)] = Paper.A4,
    without: WithoutOption = "",
    gm: GmOption = False,
    pack: PackOption = None,
) -> None:
    """Print a character's sheet as a PDF: of a code, of a file edited by hand, or of somebody new.

    Example: rpgkit sheet mira.json -o mira.pdf
    """
    from rpgkit.pdf.sheet import sheet_pdf

    if output is None:
        raise RpgkitError("name the file to print into: rpgkit sheet -o sheet.pdf (or -o - for standard output)")
    if output != "-" and Path(output).suffix.lower() != ".pdf":
        raise RpgkitError(f"'{output}' does not end in .pdf; a sheet is a PDF")
    made = _somebody(who, without, pack)
    data = sheet_pdf([made], paper.value, gm)
    if output == "-":
        out_bytes(data)
        return
    _write(output, data)
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


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A character's code.")],
    gm: GmOption = False,
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Say where each field of a character came from: its table, dice, number and row; or what it follows from.

    Example: rpgkit explain CODE --gm
    """
    from rpgkit.cli.wishes import Wish, made_by
    from rpgkit.explained import explained

    made = next(made_by(Wish(), code, people_for(pack), None))
    lines = explained(made, gm)
    if json:
        out_json([{"schema": 1, **line._asdict()} for line in lines])
        return
    out(bold(harmless(f"{made.person.name.true}, {made.code}")))
    out(columns([(line.field, line.came_from, line.text) for line in lines]))
