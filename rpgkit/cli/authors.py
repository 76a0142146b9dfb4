"""The commands for authors and the curious: tables, show, facts, odds, check, new."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.at_the_table import PlusOption
from rpgkit.cli.options import (
    ForOption,
    JsonOption,
    PackOption,
    TableName,
    WithOption,
    WithoutOption,
    read_named,
    shelf_for,
    titles_of,
    told_of,
)
from rpgkit.cli.terminal import bar, bold, columns, harmless, note, out, out_json, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.odds import Odds
    from rpgkit.table import Row, Setting, Table


def tables(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]", help="Beginnings of names.")] = None,
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """List the tables: id, dice, rows, title.

    Example: rpgkit tables scars
    """
    from rpgkit.documents import table_line
    from rpgkit.finding import begin
    from rpgkit.pack import load_pack

    loaded = load_pack(shelf_for(pack))
    wanted = " ".join(words or [])
    found = [
        table
        for id, table in sorted(loaded.items())
        if begin(wanted, [*id.replace("-", "/").replace("_", "/").split("/"), *table.title.split()])
    ]
    if json:
        out_json([table_line(table) for table in found])
        return
    if not found:
        raise RpgkitError(f"no table's name begins with '{wanted}'; 'rpgkit tables' lists all")
    out(columns([(table.id, _dice(table), str(len(table.rows)), table.title) for table in found]))
    rows = sum(len(table.rows) for table in found)
    note(f"{_counted(len(found), 'table')}, {_counted(rows, 'row')}")


def _dice(table: "Table") -> str:
    return table.dice.notation + (" deck" if table.deck else "")


def show(table: TableName, pack: PackOption = None, json: JsonOption = False) -> None:
    """Show one table as it stands.

    Example: rpgkit show bonds
    """
    from rpgkit.documents import table_document
    from rpgkit.table import FIT_WORDS, Setting, set_for_reader

    id, loaded = read_named(table, pack)
    shown, titles = loaded[id], titles_of(loaded)
    if json:
        out_json(table_document(shown, titles))
        return
    out(bold(harmless(shown.title)))
    out(paragraph(shown.blurb))
    out()
    kept = [at for at, name in enumerate(shown.columns) if name.lower() not in FIT_WORDS]
    head = [shown.dice.notation, *(shown.columns[at] for at in kept), shown.head]
    body = [
        [shown.numbers(row), *(row.cells[at] for at in kept), set_for_reader(shown, row, Setting(titles))]
        for row in shown.rows
    ]
    out(columns([head, *body]))


def facts(json: JsonOption = False) -> None:
    """List the facts that texts, Needs and Tags may use.

    Example: rpgkit facts
    """
    from rpgkit.facts import FACTS, SLOTS, TAGS

    if json:
        out_json(
            {
                "schema": 1,
                "texts": {f"{{{word}}}": slot.says for word, slot in SLOTS.items()},
                "needs": {word: fact.says for word, fact in FACTS.items()},
                "tags": TAGS,
            }
        )
        return
    out(bold("In texts, between braces; a capital gives a capital"))
    out(columns([(f"{{{word}}}", slot.says) for word, slot in SLOTS.items()]))
    out("\n" + bold("In the column Needs; 'not' denies, a comma is 'and'"))
    out(columns([(word, fact.says) for word, fact in FACTS.items()]))
    out("\n" + bold("In the column Tags"))
    out(paragraph(", ".join(TAGS)))


def odds(  # noqa: PLR0913
    table: TableName,
    plus: PlusOption = 0,
    for_: ForOption = None,
    with_: WithOption = "",
    without: WithoutOption = "",
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Print the exact chance of every row, and how often what it leads to is rolled.

    Example: rpgkit odds bonds/twins --with identical
    """
    from rpgkit.documents import odds_document
    from rpgkit.odds import Endless, odds_of
    from rpgkit.table import Setting

    id, loaded = read_named(table, pack)
    asked, voice = told_of(for_, with_, without, pack)
    asked = asked._replace(plus=plus)
    try:
        found = odds_of(loaded, id, asked)
    except Endless as endless:
        raise RpgkitError(f"{id} has no odds: the nesting is endless: {endless}") from None
    setting = Setting(titles_of(loaded), asked.known, voice)
    if json:
        out_json(odds_document(loaded[id], found, setting))
    else:
        _say_odds(loaded[id], found, setting)


def _say_odds(table: "Table", odds: "Odds", setting: "Setting") -> None:
    from rpgkit.table import set_for_reader

    def chance_line(row: "Row", share: float, said: str) -> list[str]:
        return [
            table.numbers(row),
            said,
            f"{100 * share:.2f}%",
            bar(share, most),
            set_for_reader(table, row, setting),
        ]

    most = float(max(chance for _, chance in odds.rows))
    out(bold(f"{harmless(table.title)} · {table.dice.notation}"))
    out(columns([chance_line(row, float(chance), str(chance)) for row, chance in odds.rows]))
    if odds.leads_to:
        out("\n" + bold("It leads to, how often on average"))
        lines = [
            (
                f"{below.id} {below.numbers(row)}",
                str(times),
                f"{float(times):.4f}",
                set_for_reader(below, row, setting),
            )
            for below, row, times in odds.leads_to
        ]
        out(columns(lines))


def check(
    folder: Annotated[
        str | None, typer.Argument(metavar="[DIR]", help="A folder of tables; the built-in ones if none.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Prove a folder of tables and its booklet: every mistake, with its place and what to write instead.

    Example: rpgkit check my-tables
    """
    from rpgkit.check import check_folder
    from rpgkit.documents import mistakes_document
    from rpgkit.pack import builtin_tables, find_tables, read_all
    from rpgkit.supplementfile import count_chapters

    if folder is not None and not folder.strip():
        raise RpgkitError("name the folder to check, or none for the built-in tables")
    where = Path(folder) if folder else builtin_tables()
    own = where.is_dir() and where.resolve() == builtin_tables().resolve()
    below = None if own else read_all(find_tables(builtin_tables()))[0]
    count, mistakes = check_folder(where, below)
    if json:
        out_json(mistakes_document(mistakes))
    else:
        out("".join(f"{harmless(str(mistake))}\n" for mistake in mistakes), end="")
    errors = sum(mistake.level == "error" for mistake in mistakes)
    note(_verdict((count, count_chapters(where)), errors, len(mistakes) - errors))
    if errors:
        raise typer.Exit(1)


def _verdict(proved: tuple[int, int], errors: int, warnings: int) -> str:
    """`3 tables, 2 chapters, 1 mistake, 2 warnings`, of so many tables and chapters."""
    tables, chapters = proved
    said = [_counted(tables, "table"), *([_counted(chapters, "chapter")] if chapters else [])]
    said.append(_counted(errors, "mistake") if errors else "no mistake")
    return ", ".join([*said, _counted(warnings, "warning")] if warnings else said)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def new(folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.")]) -> None:
    """Start a pack of your own: a folder with two small tables that prove themselves, and a short booklet.

    Example: rpgkit new my-tables
    """
    from rpgkit.cli.files import copy_folder

    if not folder.strip():
        raise RpgkitError("name the folder to make")
    copy_folder(Path(__file__).parent.parent / "starter", Path(folder))
    note(f"'{folder}' is ready; write in it, then run: rpgkit check {folder}")


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="character, player, roll, odds or check.")],
) -> None:
    """Print the JSON Schema of a document.

    Example: rpgkit schema character
    """
    from rpgkit.errors import did_you_mean
    from rpgkit.schemas import SCHEMAS

    if name.lower() not in SCHEMAS:
        near = did_you_mean(name, SCHEMAS) or f"; there are {', '.join(SCHEMAS)}"
        raise RpgkitError(f"there is no schema '{name}'{near}")
    out_json(SCHEMAS[name.lower()])
