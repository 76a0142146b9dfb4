"""The commands that make people and explain them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.files import write
from rpgkit.cli.options import (
    CountOption,
    GmOption,
    JsonOption,
    NeedOption,
    OutOption,
    PackOption,
    PlayerOption,
    ScarredOption,
    WithoutOption,
    people_for,
    tags_for,
)
from rpgkit.cli.terminal import bold, columns, harmless, note, out, out_json, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.person import Character
    from rpgkit.profile import View

CodeArgument = Annotated[
    str | None, typer.Argument(metavar="[CODE]", help="A character's code; a new one if none.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=NUMBER", help="A field's number by hand, as a real die shows it."),
]
RerollOption = Annotated[
    list[str] | None, typer.Option("--reroll", metavar="FIELD", help="Roll a field of CODE anew.")
]


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
    tags = tags_for(context, without, code is None)
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

    write(output, EXPORTS[_format_of(output)](made, view))
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
