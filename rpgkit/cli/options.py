"""The options that commands share, and the pack and the facts that they mean."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.errors import RpgkitError, did_you_mean

if TYPE_CHECKING:
    from rpgkit.cases import Case
    from rpgkit.fields import People
    from rpgkit.pack import Shelf
    from rpgkit.table import Asked, Table
    from rpgkit.wording import Voice


def complete_table(incomplete: str) -> list[str]:
    """Table names for the shell: ids and their last parts."""
    try:
        ids = list(shelf_for(os.environ.get("RPGKIT_PACK")).sources)
    except RpgkitError:
        ids = list(shelf_for(None).sources)
    names = [*ids, *(id.rpartition("/")[2] for id in ids)]
    return sorted({name for name in names if name.startswith(incomplete)})


TableName = Annotated[
    list[str],
    typer.Argument(
        metavar="TABLE",
        help="A table's id, title, or the beginnings of its words.",
        autocompletion=complete_table,
    ),
]
PackOption = Annotated[
    str | None,
    typer.Option(
        "--pack", metavar="DIR", envvar="RPGKIT_PACK", help="A folder of tables laid over the built-in ones."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SeedOption = Annotated[
    str | None,
    typer.Option("--seed", metavar="SEED", help="Any words or number; the same seed rolls the same."),
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for", metavar="CODE", help="A character's code: what their player knows decides, and names are set."
    ),
]
WithOption = Annotated[
    str,
    typer.Option("--with", metavar="FACTS", help="What is known, such as dead,mutual ('rpgkit facts' lists them)."),
]
WithoutOption = Annotated[
    str,
    typer.Option(
        "--without",
        metavar="TAGS",
        envvar="RPGKIT_WITHOUT",
        help="Tags whose rows are left out: drink,hospital.",
    ),
]
GmOption = Annotated[bool, typer.Option("--gm", help="Show what only the GM knows, too.")]
OutOption = Annotated[str | None, typer.Option("-o", metavar="FILE", help="Where to; - is standard output.")]
NeedOption = Annotated[str, typer.Option("--need", metavar="FACTS", help="Only such a one: dead,mutual.")]
ScarredOption = Annotated[bool | None, typer.Option("--scarred/--unscarred", help="Only with, or without a scar.")]
PlayerOption = Annotated[bool, typer.Option("--player", help="JSON, too, without what the player does not know.")]
CountOption = Annotated[int | None, typer.Option("-n", metavar="N", min=1, help="How many.")]


def shelf_for(pack: str | None) -> "Shelf":
    """The built-in tables, with a pack of one's own laid over them; raises RpgkitError."""
    from rpgkit.pack import BOOKLET, builtin_tables, find_tables, shelf_of

    if pack is None:
        return shelf_of([builtin_tables()])
    if not pack.strip():
        raise RpgkitError("--pack names no folder; write --pack DIR, or unset RPGKIT_PACK")
    own = find_tables(Path(pack))
    if not own.sources and not own.mistakes and not Path(pack, BOOKLET).is_dir():
        raise RpgkitError(f"the folder '{pack}' holds no tables; 'rpgkit new' starts some")
    return shelf_of([builtin_tables(), Path(pack)])


def read_named(name: list[str], pack: str | None) -> "tuple[str, dict[str, Table]]":
    """The id that a name means, and the tables it takes: its own and all that it leads to; raises RpgkitError."""
    from rpgkit.finding import find_table
    from rpgkit.pack import load_tables

    shelf = shelf_for(pack)
    id = find_table(shelf, " ".join(name))
    return id, load_tables(shelf, [id])


def seed_from(seed: str | None) -> str:
    """The seed somebody typed, or a fresh one; raises RpgkitError."""
    from rpgkit.streams import fresh_seed

    if seed is None:
        return str(fresh_seed())
    if not seed.strip() or not seed.isprintable():
        raise RpgkitError("--seed: a seed is a number or plain words")
    return seed


# What has an option of its own, and is no fact.
_OPTIONS = {("--need", word): f"; write --{word}" for word in ("scarred", "unscarred")}


def known_from(words: str, option: str = "--with") -> "Case":
    """What `--with dead,mutual` says is known; raises RpgkitError."""
    from rpgkit.cases import ANY, case_of, is_possible
    from rpgkit.facts import FACTS

    known = _split(words)
    for word in known:
        fact = word.removeprefix("not ").strip()
        if fact not in FACTS:
            near = _OPTIONS.get((option, fact)) or did_you_mean(fact, FACTS) or "; 'rpgkit facts' lists them"
            raise RpgkitError(f"{option}: '{fact}' is no fact{near}")
    case = case_of(known)
    if not is_possible(case):
        raise RpgkitError(f"{option}: '{words}' can never hold; nobody is so")
    return case if known else ANY


def is_typed(context: typer.Context, option: str) -> bool:
    """Whether somebody typed an option now; what the environment says is meant for all that is new."""
    return getattr(context.get_parameter_source(option), "name", "") == "COMMANDLINE"


def tags_for(context: typer.Context, without: str, is_new: bool) -> str:
    """The tags to be left out: those that are typed, and for whoever is new those of the environment, too."""
    return without if is_new or is_typed(context, "without") else ""


def tags_from(words: str) -> frozenset[str]:
    """The tags that `--without drink,hospital` leaves out; raises RpgkitError."""
    from rpgkit.facts import TAGS

    for tag in _split(words):
        if tag not in TAGS:
            near = did_you_mean(tag, TAGS) or f"; tags are {', '.join(TAGS)}"
            raise RpgkitError(f"--without: '{tag}' is no tag{near}")
    return frozenset(_split(words))


def _split(words: str) -> list[str]:
    return [word.strip().lower() for word in words.split(",") if word.strip()]


def people_for(pack: str | None) -> "People":
    """The people that the tables make; raises RpgkitError."""
    from rpgkit.fields import People
    from rpgkit.fitness import load_people

    return People(load_people(shelf_for(pack)))


def told_of(code: str | None, words: str, tags: str, pack: str | None) -> "tuple[Asked, Voice]":
    """What is asked at the table, and in which words: of a character's code, and of --with and --without.

    Raises RpgkitError.
    """
    from rpgkit.table import Asked
    from rpgkit.wording import READER

    known, without = known_from(words), tags_from(tags)
    if code is None:
        return Asked(known, without), READER
    from rpgkit.cases import is_possible, meet
    from rpgkit.coded import character_by_code, without_of
    from rpgkit.person import told_case
    from rpgkit.voices import voice_of

    people = people_for(pack)
    character = character_by_code(people, code)
    both = meet(known, told_case(character))
    if not is_possible(both):
        raise RpgkitError(f"--with: '{words}' is not so of {character.person.name.true}, {character.code}")
    return Asked(both, without | without_of(people, character)), voice_of(
        character.person, character.named, character.bond.met
    )


def titles_of(tables: Mapping[str, "Table"], ids: Iterable[str] | None = None) -> dict[str, str]:
    """What tables are called."""
    return {id: tables[id].title for id in (tables if ids is None else ids)}


def titles_for(pack: str | None, tables: Mapping[str, "Table"]) -> dict[str, str]:
    """What tables are called, and those whose ids stand in their cells; raises RpgkitError."""
    from rpgkit.finding import title_of

    sources = shelf_for(pack).sources
    cells = {cell for table in tables.values() for row in table.rows for cell in row.cells}
    return {id: title_of(sources[id]) or id for id in cells & sources.keys()} | titles_of(tables)
