"""The command that prints all that one evening takes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import (
    OutOption,
    PackOption,
    WithoutOption,
    people_for,
    shelf_for,
    tags_for,
    tags_from,
    titles_of,
)
from rpgkit.cli.printing import LargeOption, Paper, PaperOption, PlainOption
from rpgkit.cli.terminal import note, progress
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.circle import Circle
    from rpgkit.pack import Shelf
    from rpgkit.pdf.style import Look

CircleOption = Annotated[
    str | None,
    typer.Option("--circle", metavar="CODE or FILE", help="A circle's code, or its file; a new one if none."),
]
SizeOption = Annotated[
    int | None, typer.Option("-n", metavar="PEOPLE", help="How many sit in a new circle: 3 to 8.")
]
ScreensOption = Annotated[
    str, typer.Option("--screens", metavar="TABLES", help="Tables and folders for the GM's screens, by commas.")
]
# What lies before a GM all evening.
SCREENS = "scars/events,bonds/tie_tires,lives/episodes,town/townsfolk,town/rumours,table/complications,table/oracle"
Draw = Callable[[], bytes]


def kit(  # noqa: PLR0913
    context: typer.Context,
    circle: CircleOption = None,
    n: SizeOption = None,
    without: WithoutOption = "",
    output: OutOption = None,
    screens: ScreensOption = SCREENS,
    paper: PaperOption = Paper.A4,
    plain: PlainOption = False,
    large: LargeOption = False,
    pack: PackOption = None,
) -> None:
    """Print all of one evening into a folder: the circle's map, every sheet, the GM's pages, cards, screens, books.

    Example: rpgkit kit --circle CODE -o evening/
    """
    from rpgkit.cli.circles import Shape, made_circle
    from rpgkit.cli.files import write_all
    from rpgkit.pdf.style import Look

    folder = _folder(output)
    shape, look = Shape(n, without=tags_for(context, without, circle is None)), Look(paper.value, plain, large)
    made = made_circle(circle, shape, people_for(pack))
    shelf, left_out = shelf_for(pack), made.without | tags_from(without)
    wanted = _of_circle(made, look) | _of_tables(screens, shelf, look, left_out)
    files = _drawn(wanted | _of_books(pack, look, left_out))
    write_all(folder, files)
    note(f"{len(files)} files in {output}: {made.code}")


def _folder(output: str | None) -> Path:
    """The folder to print into; raises RpgkitError."""
    if output in (None, "-") or Path(str(output)).suffix:
        raise RpgkitError("name the folder to print into: rpgkit kit -o evening/")
    return Path(str(output))


def _drawn(wanted: dict[str, Draw]) -> dict[str, bytes]:
    """All files, every one of them drawn before any is written."""
    files = {}
    with progress(len(wanted)) as told:
        for at, (name, draw) in enumerate(wanted.items(), 1):
            files[name] = draw()
            told(at)
    return files


def _of_circle(made: "Circle", look: "Look") -> dict[str, Draw]:
    """What is printed of the circle and its people, by file."""
    from rpgkit.circleexport import CIRCLE_EXPORTS, Seen
    from rpgkit.pdf.gm_page import gm_pdf

    drawn: dict[str, Draw] = {
        "circle.pdf": lambda: CIRCLE_EXPORTS["pdf"](made, Seen(look=look)),
        "circle.md": lambda: CIRCLE_EXPORTS["md"](made, Seen()),
        "gm-circle.pdf": lambda: CIRCLE_EXPORTS["pdf"](made, Seen(gm=True, look=look)),
        "gm-circle.json": lambda: CIRCLE_EXPORTS["json"](made, Seen()),
        "gm-pages.pdf": lambda: gm_pdf(made.members, look),
    }
    return drawn | dict(_sheets(made, look))


def _sheets(made: "Circle", look: "Look") -> Iterator[tuple[str, Draw]]:
    """Every player's sheet; and for whoever has not met theirs a sealed card."""
    from functools import partial

    from rpgkit.cli.files import safe_name
    from rpgkit.pdf.sealed import sealed_pdf
    from rpgkit.pdf.sheet import sheet_pdf

    for seat, member in enumerate(made.members, 1):
        name = safe_name(str(seat), member.person.name.true)
        yield f"sheet-{name}.pdf", partial(sheet_pdf, [member], look)
        if not member.bond.met:
            yield f"gm-sealed-{name}.pdf", partial(sealed_pdf, member, look)


def _of_books(pack: str | None, look: "Look", left_out: frozenset[str]) -> dict[str, Draw]:
    """The booklet, that of Half of Us where a pack holds none, and all tables as a book."""
    from functools import partial

    from rpgkit.cli.booklets import draw_booklet, draw_tables, folded, supplement_for
    from rpgkit.pdf.outputs import JOB

    supplement = supplement_for(pack, needed=False)
    book = folded(look, supplement.colour)
    return {
        "booklet.pdf": partial(draw_booklet, supplement, (book, JOB), left_out, pack),
        "the-tables.pdf": partial(draw_tables, supplement, (book, JOB), left_out, pack),
    }


def _of_tables(wanted: str, shelf: "Shelf", look: "Look", left_out: frozenset[str]) -> dict[str, Draw]:
    """Cards of the town's people and the screens that are wanted; raises RpgkitError before anything is drawn."""
    from rpgkit.finding import find_several
    from rpgkit.pack import load_tables
    from rpgkit.pdf.cards import cards_pdf
    from rpgkit.pdf.decks import table_deck
    from rpgkit.pdf.screens import screens_pdf

    ids = list(dict.fromkeys(id for name in wanted.split(",") if name.strip() for id in find_several(shelf, name)))
    tables = load_tables(shelf, [*ids, "town/townsfolk"])
    titles = titles_of(tables)
    drawn: dict[str, Draw] = {
        "cards-townsfolk.pdf": lambda: cards_pdf(
            table_deck(tables["town/townsfolk"], titles, left_out), look, "single"
        )
    }
    if ids:
        drawn["gm-screens.pdf"] = lambda: screens_pdf([tables[id] for id in ids], titles, look, left_out)
    return drawn
