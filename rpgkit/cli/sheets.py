"""The command that prints sheets."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import (
    CountOption,
    GmOption,
    NeedOption,
    OutOption,
    PackOption,
    ScarredOption,
    WithoutOption,
    is_typed,
    people_for,
    tags_for,
)
from rpgkit.cli.printing import LargeOption, Paper, PaperOption, PlainOption, note_lacking, print_into, printed_into
from rpgkit.cli.terminal import note, progress
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpgkit.pdf.style import Look
    from rpgkit.person import Character


WhoArgument = Annotated[
    str | None,
    typer.Argument(metavar="[CODE or FILE]", help="A code, or a file: a character's, or a whole circle's."),
]


def sheet(  # noqa: PLR0913
    context: typer.Context,
    who: WhoArgument = None,
    n: CountOption = None,
    output: OutOption = None,
    paper: PaperOption = Paper.A4,
    plain: PlainOption = False,
    large: LargeOption = False,
    blank: Annotated[bool, typer.Option("--blank", help="An empty one, to fill in by hand or on screen.")] = False,
    need: NeedOption = "",
    scarred: ScarredOption = None,
    without: WithoutOption = "",
    gm: GmOption = False,
    pack: PackOption = None,
) -> None:
    """Print a character's sheet, to be filled in on screen or on paper: of a code, of a file, or of somebody new.

    With -n several: into one file, or into a folder, a file each. --gm adds the GM's page.

    Example: rpgkit sheet -n 4 -o tonight/
    """
    from rpgkit.cli.wishes import Wish, somebody
    from rpgkit.pdf.style import Look

    tags = tags_for(context, without, who is None and not blank)
    look, wish = Look(paper.value, plain, large), Wish((), (), need, scarred, tags)
    if blank:
        _print_blank(output, look, any((who, n, gm, need, scarred is not None, tags, is_typed(context, "pack"))))
    else:
        _print_sheets(output, look, lambda: somebody(who, wish, people_for(pack), n), gm, n is not None)


def _print_blank(output: str | None, look: "Look", somebodys: bool) -> None:
    from rpgkit.pdf.sheet import blank_pdf

    if somebodys:
        raise RpgkitError("a blank sheet is nobody's: leave out whom, and all but -o, --paper, --plain, --large")
    print_into(printed_into(output, "sheet"), blank_pdf(look))


def _print_sheets(
    output: str | None, look: "Look", somebody: "Callable[[], list[Character]]", gm: bool, many: bool
) -> None:
    """Sheets into one file, or into a folder; where they go is sure before anybody is made."""
    folder = _folder(output, many)
    if folder:
        _print_each(folder, somebody(), look, gm)
        return
    target = printed_into(output, "sheet")
    _print_all(target, somebody(), look, gm)


def _folder(output: str | None, many: bool) -> Path | None:
    """The folder that is printed into, a file each, None if it is one file; raises RpgkitError."""
    if output is None or output == "-":
        return None
    folder, is_named = Path(output), output.endswith(("/", os.sep))
    if is_named or (folder.is_dir() and (many or folder.suffix.lower() != ".pdf")):
        if not folder.absolute().parent.is_dir():
            raise RpgkitError(f"'{output}' cannot be made: there is no folder '{folder.parent}'; make it first")
        return folder
    if many and folder.suffix.lower() != ".pdf":
        raise RpgkitError(f"'{output}' is no file for a PDF; write {output}.pdf, or {output}/ for a folder")
    return None


def _print_all(target: str, made: "list[Character]", look: "Look", gm: bool) -> None:
    """Sheets in one file."""
    from rpgkit.pdf.sheet import sheet_pdf

    with progress(len(made)) as told:
        data = sheet_pdf(made, look, gm, told)
    print_into(target, data)
    note(", ".join(map(_said, made[:3])) + (" …" if made[3:] else ""))
    note_lacking(made, gm)


def _print_each(folder: Path, made: "list[Character]", look: "Look", gm: bool) -> None:
    """Sheets in a folder, a file each: all of them are drawn before any is written."""
    from rpgkit.cli.files import safe_name, write_all
    from rpgkit.pdf.sheet import sheet_pdf

    files = {}
    with progress(len(made)) as told:
        for at, one in enumerate(made, 1):
            files[f"{safe_name(one.person.name.true, one.code)}.pdf"] = sheet_pdf([one], look, gm)
            told(at)
    write_all(folder, files)
    for name in files:
        note(f"wrote {folder / name}")
    note_lacking(made, gm)


def _said(one: "Character") -> str:
    return f"{one.person.name.true}, {one.code}{', edited' if one.edited else ''}"
