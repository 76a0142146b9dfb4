"""The commands that make people and print them."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import JsonOption, PackOption, SeedOption, seed_from, shelf_for
from rpgkit.cli.terminal import bold, columns, harmless, note, out, out_bytes, out_json, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.person import Character

GmOption = Annotated[bool, typer.Option("--gm", help="Show what only the GM knows, too.")]
OutOption = Annotated[str | None, typer.Option("-o", metavar="FILE", help="Where to; - is standard output.")]


class Paper(StrEnum):
    """The papers a sheet can be printed on."""

    A4 = "a4"
    LETTER = "letter"


def character(
    seed: SeedOption = None,
    output: OutOption = None,
    gm: GmOption = False,
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Make a character: the person, the mark, the bond, the named one, the scar.

    Example: rpgkit character --seed 1234 -o halyna.json
    """

    if output not in (None, "-"):
        from rpgkit.export import EXPORTS

        ending = Path(str(output)).suffix.removeprefix(".").lower()
        if ending not in EXPORTS:
            raise RpgkitError(f"'{output}': no format has this ending; use .{', .'.join(EXPORTS)}")
        _write(str(output), EXPORTS[ending](make(seed, pack), gm))
        return
    made = make(seed, pack)
    if json:
        from rpgkit.profile import character_document

        out_json(character_document(made))
    else:
        _say(made, gm)


def make(seed: str | None, pack: str | None) -> "Character":
    """A character of a seed, or of a fresh one; raises RpgkitError."""
    from rpgkit.character import make_character
    from rpgkit.fitness import load_people
    from rpgkit.roller import Roller

    tables = load_people(shelf_for(pack))
    return make_character(Roller(tables), seed_from(seed))


def _say(made: "Character", gm: bool) -> None:
    from rpgkit.boxes import sections_of

    out(bold(harmless(made.person.name.true)))
    for section in sections_of(made, gm):
        out("\n" + bold(section.title))
        if section.boxes[0].label:
            out(columns([("  " + box.label, box.text) for box in section.boxes], heavy=-1))
        else:
            out(paragraph(section.boxes[0].text, "  "))
    note(f"\nthe same again: rpgkit character --seed {made.seed}")


def _write(output: str, data: bytes) -> None:
    from rpgkit.cli.files import write_whole

    write_whole(Path(output), data)
    note(f"wrote {output}")


def sheet(
    output: OutOption = None,
    seed: SeedOption = None,
    paper: Annotated[Paper, typer.Option("--paper", help="The paper.", case_sensitive=False)] = Paper.A4,
    gm: GmOption = False,
    pack: PackOption = None,
) -> None:
    """Print a character's sheet as a PDF.

    Example: rpgkit sheet --seed 1234 -o halyna.pdf
    """
    from rpgkit.pdf.sheet import sheet_pdf

    if output is None:
        raise RpgkitError("name the file to print into: rpgkit sheet -o sheet.pdf (or -o - for standard output)")
    if output != "-" and Path(output).suffix.lower() != ".pdf":
        raise RpgkitError(f"'{output}' does not end in .pdf; a sheet is a PDF")
    made = make(seed, pack)
    data = sheet_pdf(made, paper.value, gm)
    if output == "-":
        out_bytes(data)
        return
    _write(output, data)
    note(f"{made.person.name.true}, seed {made.seed}")
