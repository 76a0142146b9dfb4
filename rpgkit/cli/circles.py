"""The command that makes circles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from rpgkit.cli.files import write
from rpgkit.cli.options import (
    GmOption,
    JsonOption,
    OutOption,
    PackOption,
    PlayerOption,
    WithoutOption,
    people_for,
    tags_from,
)
from rpgkit.cli.printing import LargeOption, Paper, PaperOption, PlainOption
from rpgkit.cli.terminal import harmless, note, out, out_json
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.circle import Circle
    from rpgkit.circleexport import Seen
    from rpgkit.fields import People

CircleArgument = Annotated[str | None, typer.Argument(metavar="[CODE]", help="A circle's code; a new one if none.")]
SizeOption = Annotated[int | None, typer.Option("-n", metavar="PEOPLE", help="How many sit there: 3 to 8.")]
PairsOption = Annotated[int | None, typer.Option("--pairs", metavar="N", help="How many pairs bear each other.")]
CouplesOption = Annotated[
    bool, typer.Option("--couples", help="Love may be among the players' characters: ask every player first.")
]
SeatedOption = Annotated[
    list[str] | None, typer.Option("--with", metavar="CODE", help="Seat a finished character, as they are.")
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


def made_circle(code: str | None, shape: Shape, people: "People") -> "Circle":
    """The circle of a code, or a new one of that shape; raises RpgkitError."""
    from rpgkit.circle import make_circle
    from rpgkit.circleorigin import CircleOrigin, read_circle_code
    from rpgkit.origin import read_code, show_code
    from rpgkit.streams import fresh_seed

    if code is not None:
        if shape.size or shape.pairs or shape.couples or shape.seated:
            raise RpgkitError("a code is one circle: -n, --pairs, --couples and --with choose a new one")
        origin = read_circle_code(code, people.pack)
        return make_circle(people, origin._replace(seasons=origin.seasons + shape.seasons))
    seated = tuple(show_code(read_code(one, people.pack), people.pack) for one in shape.seated)
    size = shape.size or max(4, len(seated) + 2)
    without = tags_from(shape.without)
    origin = CircleOrigin(0, size, shape.pairs or 1, shape.couples, without, seated, shape.seasons)
    return make_circle(people, origin._replace(seed=fresh_seed()))


def circle(  # noqa: PLR0913
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
) -> None:
    """Make a circle: people whose marks interlock, and the map of them. CODE.3 is its third person, everywhere.

    Example: rpgkit circle -n 5 -o map.pdf
    """
    from rpgkit.circleexport import Seen
    from rpgkit.pdf.style import Look

    if gm and player:
        raise RpgkitError("--gm shows all, --player what the players know; take one of them")
    shape = Shape(n, pairs, couples, tuple(seated or ()), without, seasons)
    made = made_circle(code, shape, people_for(pack))
    _give(made, output, Seen(gm, player, Look(paper.value, plain, large)), json)


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
