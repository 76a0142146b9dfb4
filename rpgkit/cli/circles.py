"""The command that makes circles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rpgkit.cli.files import read_whole, write
from rpgkit.cli.options import (
    GmOption,
    JsonOption,
    OutOption,
    PackOption,
    PlayerOption,
    WithoutOption,
    people_for,
    shelf_for,
    tags_for,
    tags_from,
    titles_of,
)
from rpgkit.cli.printing import LargeOption, Paper, PaperOption, PlainOption, print_into, printed_into
from rpgkit.cli.terminal import harmless, note, out, out_json
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.circle import Circle
    from rpgkit.circleexport import Seen
    from rpgkit.circleorigin import CircleOrigin
    from rpgkit.fields import People
    from rpgkit.pdf.style import Look

CircleArgument = Annotated[
    str | None,
    typer.Argument(metavar="[CODE or FILE]", help="A circle's code, or its file; a new one if none."),
]
SizeOption = Annotated[int | None, typer.Option("-n", metavar="PEOPLE", help="How many sit there: 3 to 8.")]
PairsOption = Annotated[int | None, typer.Option("--pairs", metavar="N", help="How many pairs bear each other.")]
CouplesOption = Annotated[
    bool, typer.Option("--couples", help="Love may be among the players' characters: ask every player first.")
]
SeatedOption = Annotated[
    list[str] | None, typer.Option("--with", metavar="CODE", help="Seat a finished character, as they are.")
]
ByHandOption = Annotated[
    bool, typer.Option("--by-hand", help="With your own dice: asks for one after the other, and keeps a file.")
]
BlankOption = Annotated[
    bool, typer.Option("--blank", help="The steps, cards, map and tables on paper, to make one without a computer.")
]
SeasonsOption = Annotated[int, typer.Option("--seasons", metavar="K", help="So many seasons later.", min=0)]


class Shape(NamedTuple):
    """How a circle is wanted, as typed."""

    size: int | None = None
    pairs: int | None = None
    couples: bool = False
    seated: tuple[str, ...] = ()
    without: str = ""
    seasons: int = 0
    by_hand: bool = False


def made_circle(code: str | None, shape: Shape, people: "People") -> "Circle":
    """The circle of a code or a file, or a new one of that shape; raises RpgkitError."""
    from rpgkit.circle import make_circle

    if code is not None:
        return _kept(code, shape, people)
    origin = _origin_of(shape, people)
    if not shape.by_hand:
        return make_circle(people, origin)
    from rpgkit.cli.byhand import circle_by_hand

    return circle_by_hand(people, origin)


def _origin_of(shape: Shape, people: "People") -> "CircleOrigin":
    """The origin of a new circle of that shape; raises RpgkitError where there is none such."""
    from rpgkit.circleorigin import CircleOrigin, check_shape
    from rpgkit.origin import read_code, show_code
    from rpgkit.streams import fresh_seed

    seated = tuple(show_code(read_code(one, people.pack), people.pack) for one in shape.seated)
    size = shape.size or max(4, len(seated) + 2)
    without = tags_from(shape.without)
    origin = CircleOrigin(0, size, shape.pairs or 1, shape.couples, without, seated, shape.seasons)
    check_shape(origin)
    return origin._replace(seed=fresh_seed())


def _kept(code: str, shape: Shape, people: "People") -> "Circle":
    """The circle of a code, so many seasons later, or of a file; raises RpgkitError."""
    from rpgkit.circle import make_circle
    from rpgkit.circleorigin import read_circle_code

    if shape != Shape(seasons=shape.seasons):
        raise RpgkitError(
            "a code is one circle, and so is a file: -n, --pairs, --couples, --with, --without and --by-hand make "
            "a new one"
        )
    if code.lower().endswith(".json") or Path(code).is_file():
        from rpgkit.circlerecord import read_circle

        if shape.seasons:
            raise RpgkitError("a file is a circle as it stands: --seasons takes a code, or goes with --by-hand")
        return read_circle(read_whole(Path(code)), code, people)
    origin = read_circle_code(code, people.pack)
    return make_circle(people, origin._replace(seasons=origin.seasons + shape.seasons))


def circle(  # noqa: PLR0913
    context: typer.Context,
    code: CircleArgument = None,
    n: SizeOption = None,
    pairs: PairsOption = None,
    couples: CouplesOption = False,
    seated: SeatedOption = None,
    without: WithoutOption = "",
    seasons: SeasonsOption = 0,
    gm: GmOption = False,
    player: PlayerOption = False,
    output: OutOption = None,
    paper: PaperOption = Paper.A4,
    plain: PlainOption = False,
    large: LargeOption = False,
    pack: PackOption = None,
    json: JsonOption = False,
    by_hand: ByHandOption = False,
    blank: BlankOption = False,
) -> None:
    """Make a circle: people whose marks interlock, and the map of them. CODE.3 is its third person, everywhere.

    Example: rpgkit circle -n 5 -o map.pdf
    """
    seen = _seen(gm, player, (paper.value, plain, large))
    tags = tags_for(context, without, code is None and not blank)
    shape = Shape(n, pairs, couples, tuple(seated or ()), tags, seasons, by_hand)
    if blank:
        return _print_blank(code, shape, printed_into(output, "circle"), seen.look, pack)
    return _make(code, shape, people_for(pack), (output, seen, json))


def _make(code: str | None, shape: Shape, people: "People", into: tuple[str | None, "Seen", bool]) -> None:
    """Makes a circle and gives it; of one by hand, where it is kept and how many sit there is asked for first."""
    output, seen, json = into
    if shape.by_hand and code is None:
        from rpgkit.cli.byhand import asked_file, asked_size

        _origin_of(shape, people)
        output = asked_file(output)
        shape, json = shape._replace(size=shape.size or asked_size()), output == "-"
    _give(made_circle(code, shape, people), output, seen, json)


def _seen(gm: bool, player: bool, look: tuple[str, bool, bool]) -> "Seen":
    """By whom a circle is seen, and how it is printed; raises RpgkitError."""
    from rpgkit.circleexport import Seen
    from rpgkit.pdf.style import Look

    if gm and player:
        raise RpgkitError("--gm shows all, --player what the players know; take one of them")
    return Seen(gm, player, Look(*look))


def _print_blank(code: str | None, shape: Shape, target: str, look: "Look", pack: str | None) -> None:
    """How a circle is made without a computer."""
    from rpgkit.pack import load_pack
    from rpgkit.pdf.procedure import procedure_pdf

    if code is not None or shape != Shape():
        raise RpgkitError(
            "a blank circle is nobody's yet: leave out CODE, and all but -o, --paper, --plain, --large, --pack"
        )
    tables = load_pack(shelf_for(pack))
    print_into(target, procedure_pdf(tables, titles_of(tables), look))


def _give(made: "Circle", output: str | None, seen: "Seen", json: bool) -> None:
    """A circle into a file, as a document, or for the eye."""
    from rpgkit.circledocument import circle_document
    from rpgkit.circleexport import CIRCLE_EXPORTS
    from rpgkit.webs import web_of
    from rpgkit.webtext import web_text

    if output not in (None, "-"):
        ending = Path(str(output)).suffix.removeprefix(".").lower()
        if ending not in CIRCLE_EXPORTS:
            raise RpgkitError(f"'{output}': no format has this ending; use .{', .'.join(CIRCLE_EXPORTS)}")
        write(str(output), CIRCLE_EXPORTS[ending](made, seen))
        note(", ".join(member.person.name.true for member in made.members) + f": {made.code}")
    elif json:
        out_json(circle_document(made, seen.player))
    else:
        out(harmless(web_text(web_of(made, seen.gm))), end="")
