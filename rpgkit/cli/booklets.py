"""The command that prints a booklet, or all tables as a book: for the screen, a press, a stapler."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import OutOption, PackOption, WithoutOption, people_for, shelf_for, tags_from, titles_for
from rpgkit.cli.printing import LargeOption, Paper, PlainOption, note_lacking_in, print_into, printed_into
from rpgkit.cli.terminal import note
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.pdf.outputs import Job
    from rpgkit.pdf.style import Look
    from rpgkit.supplement import Supplement


class Flip(StrEnum):
    """Over which edge a printer turns a sheet that it prints on both sides."""

    LONG = "long"
    SHORT = "short"


FoldedOption = Annotated[
    Paper | None,
    typer.Option(
        "--paper",
        help="The paper whose half a page is: a4 (A5 pages) or letter (half Letter).",
        case_sensitive=False,
    ),
]
TablesOption = Annotated[bool, typer.Option("--tables", help="All tables as a book, in place of the booklet.")]
PressOption = Annotated[bool, typer.Option("--press", help="For a print shop: bleed, crop marks, inks.")]
ZineOption = Annotated[bool, typer.Option("--zine", help="Two pages to a side, to be folded and stapled.")]
FlipOption = Annotated[Flip, typer.Option("--flip", help="The edge your printer turns a zine's sheets on.")]
THE_TABLES = "The Tables"
FOLDED = {Paper.A4: "a5", Paper.LETTER: "half-letter"}


def booklet(  # noqa: PLR0913
    output: OutOption = None,
    tables: TablesOption = False,
    press: PressOption = False,
    zine: ZineOption = False,
    flip: FlipOption = Flip.LONG,
    paper: FoldedOption = None,
    plain: PlainOption = False,
    large: LargeOption = False,
    without: WithoutOption = "",
    pack: PackOption = None,
) -> None:
    """Print the booklet, Half of Us or with --pack your own; with --tables all the tables as a book.

    --press says what it checked of the file, and what nobody can check but the printer.

    Example: rpgkit booklet -o half-of-us.pdf
    """
    from rpgkit.pdf.style import Look

    target, tags = printed_into(output, "booklet"), tags_from(without)
    job = _job(press, zine, flip, large)
    supplement = supplement_for(pack, needed=not tables)
    sheet = paper or next(paper for paper, half in FOLDED.items() if half == supplement.paper)
    look = folded(Look(sheet.value, plain, large), supplement.colour)
    draw = draw_tables if tables else draw_booklet
    data = draw(supplement, (look, job), tags, pack)
    print_into(target, data)
    if press:
        _tell_preflight(data)


def _job(press: bool, zine: bool, flip: Flip, large: bool) -> "Job":
    from rpgkit.pdf.outputs import Job

    if press and zine:
        raise RpgkitError("--press is for a print shop and --zine for a stapler; leave out one")
    if large and (press or zine):
        raise RpgkitError("--large has pages of a whole sheet, which are not folded; leave out --press and --zine")
    return Job("press" if press else "zine" if zine else "screen", flip.value)


def supplement_for(pack: str | None, needed: bool = True) -> "Supplement":
    """The supplement of a pack; the built-in one if there is none and none is `needed`. Raises RpgkitError."""
    from rpgkit.supplementfile import booklet_of, builtin_booklet, load_supplement

    shelf = shelf_for(pack)
    own = booklet_of(Path(pack)) if pack else None
    if pack and needed and own is None:
        raise RpgkitError(f"'{pack}' holds no booklet; 'rpgkit new' starts a folder that has one")
    return load_supplement(own, shelf) if own else load_supplement(builtin_booklet(), shelf_for(None))


def folded(look: "Look", colour: str) -> "Look":
    """How a book is printed whose pages are half of a paper, or all of it in large type."""
    paper = look.paper if look.large else FOLDED[Paper(look.paper)]
    return look._replace(paper=paper, tint=colour)


def draw_booklet(
    supplement: "Supplement", how: "tuple[Look, Job]", tags: frozenset[str], pack: str | None
) -> bytes:
    """The booklet, printed; raises RpgkitError."""
    from rpgkit.pdf.book.booklet import booklet_pdf
    from rpgkit.pdf.book.layout import Printing

    look, job = how
    return booklet_pdf(Printing(supplement, look, people_for(pack), tags), job)


def draw_tables(supplement: "Supplement", how: "tuple[Look, Job]", tags: frozenset[str], pack: str | None) -> bytes:
    """All tables as a book under the cover of their supplement, printed; raises RpgkitError."""
    from functools import partial

    from rpgkit.finding import in_order
    from rpgkit.pack import load_pack
    from rpgkit.pdf.book.cover import draw_cover
    from rpgkit.pdf.faces import load_prose_fonts
    from rpgkit.pdf.letters import texts_of
    from rpgkit.pdf.screens import screens_pdf

    tables = load_pack(shelf_for(pack))
    titles = titles_for(pack, tables)
    printed = [tables[id] for id in in_order(tables, titles)]
    note_lacking_in(texts_of(printed, titles, tags))
    look, job = how
    load_prose_fonts()
    cover = partial(draw_cover, supplement=supplement._replace(subtitle=THE_TABLES), look=look)
    return screens_pdf(printed, titles, look, tags, job._replace(cover=cover))


def _tell_preflight(data: bytes) -> None:
    """What was checked of a file for a press, and what was not; raises RpgkitError where something is wrong."""
    from rpgkit.pdf.preflight import preflight

    report = preflight(data)
    for check in report.checks:
        note(f"{'checked' if check.passed else 'WRONG  '}  {check.name}: {check.says}")
    for said in report.unchecked:
        note(f"not checked: {said}")
    if not report.passed:
        raise RpgkitError("a press would stumble over this file; what is wrong stands above")
