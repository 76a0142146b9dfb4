"""The commands for play: roll and draw."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rpgkit.cli.options import (
    CountOption,
    ForOption,
    JsonOption,
    PackOption,
    SeedOption,
    TableName,
    WithOption,
    WithoutOption,
    known_from,
    read_named,
    seed_from,
    tags_from,
    told_of,
)
from rpgkit.cli.terminal import bold, harmless, note, out, out_json, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.roll import Roll
    from rpgkit.table import Asked, Table
    from rpgkit.throw import Hand
    from rpgkit.wording import Voice


PlusOption = Annotated[int, typer.Option("--plus", metavar="K", help="Steps added along the results.")]
ByHandOption = Annotated[
    str, typer.Option("--by-hand", metavar="34,5", help="What real dice showed; nested rolls in order.")
]
AfterOption = Annotated[int, typer.Option("--after", metavar="K", min=0, help="How many are drawn already.")]


def roll(  # noqa: PLR0913
    table: TableName,
    n: CountOption = None,
    plus: PlusOption = 0,
    by_hand: ByHandOption = "",
    seed: SeedOption = None,
    for_: ForOption = None,
    with_: WithOption = "",
    without: WithoutOption = "",
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Roll on a table: the dice, the row, and what it led to.

    Example: rpgkit roll scar ev --with dead,met
    """
    from rpgkit.roller import Roller
    from rpgkit.streams import Stream
    from rpgkit.throw import Hand

    id, tables = read_named(table, pack)
    roller = Roller(tables)
    asked, voice = told_of(for_, with_, without, pack)
    asked = asked._replace(plus=plus)
    hand = Hand(number.strip() for number in by_hand.split(",") if number.strip())
    seed = seed_from(seed)
    rolls = (roller.roll(id, Stream(seed, f"{id}#{count}"), asked, hand) for count in range(n or 1))
    _say_rolls(_none_left(rolls, hand) if hand.left else rolls, n is not None, json, voice)


def _none_left(rolls: "Iterator[Roll]", hand: "Hand") -> "Iterator[Roll]":
    """The rolls, once it is sure that every number by hand was asked for."""
    rolled = list(rolls)
    if hand.left:
        raise RpgkitError(f"--by-hand: nothing asked for {', '.join(hand.left)}; the other numbers were enough")
    return iter(rolled)


def _say_rolls(rolls: "Iterator[Roll]", many: bool, json: bool, voice: "Voice") -> None:
    if json:
        from rpgkit.documents import roll_document

        documents = [roll_document(roll, voice) for roll in rolls]
        out_json(documents if many else documents[0])
        return
    for count, roll in enumerate(rolls):
        if count:
            out()
        say_roll(roll, voice)


def say_roll(roll: "Roll", voice: "Voice") -> None:
    """A roll for the table: its dice, its text, and below them what it led to."""
    from rpgkit.roll import tags_of, texts_of
    from rpgkit.table import FIT_WORDS, tagged

    title = roll.table.title if roll.table else ""
    out(f"{bold(harmless(title))} · {_dice_of(roll)}")
    for row, text in zip(roll.rows, texts_of(roll, voice), strict=True):
        facts = roll.table.facts(row) if roll.table else {}
        further = [f"{name}: {cell}" for name, cell in facts.items() if name.lower() not in FIT_WORDS]
        out(paragraph(tagged(tags_of(roll), text) + (f" ({' · '.join(further)})" if further else "")))
    _say_led_to(roll, "  ", voice)


def _say_led_to(roll: "Roll", indent: str, voice: "Voice") -> None:
    from rpgkit.roll import text_of

    parts = [part for row in roll.rows for part in row.text.rolled]
    for part, child in zip(parts, roll.led_to, strict=True):
        if child.table is None:
            out(paragraph(_inline(child, getattr(part, "add", 0)), indent))
            continue
        out(paragraph(f"{child.table.title} · {_dice_of(child)}: {text_of(child, voice)}", indent))
        _say_led_to(child, indent + "  ", voice)


def _inline(roll: "Roll", add: int) -> str:
    """`2d6+3: 3 + 4 = 7, 7 + 3 = 10`."""
    said = _dice_of(roll)
    if not add:
        return said
    sign = "+" if add > 0 else "-"
    dice, _, fell = said.partition(":")
    return f"{dice}{add:+}:{fell}, {roll.number} {sign} {abs(add)} = {roll.number + add}"


def _dice_of(roll: "Roll") -> str:
    """`2d6: 3 + 4 = 7, +2`, and the row's numbers where they are more than one."""
    from rpgkit.dice import show_number

    number = show_number(roll.dice, roll.number)
    sum_ = len(roll.faces) > 1 and not roll.dice.digits
    said = f"{' + '.join(map(str, roll.faces))} = {number}" if sum_ else number
    said = f"{roll.dice.notation}: {said}" + (f", {roll.plus:+}" if roll.plus else "")
    rows = [roll.table.numbers(row) for row in roll.rows] if roll.table else []
    numbers = " and ".join(dict.fromkeys(rows))
    return said if numbers in ("", number) else f"{said} ({numbers})"


def draw(  # noqa: PLR0913
    table: TableName,
    n: CountOption = None,
    seed: SeedOption = None,
    after: AfterOption = 0,
    with_: WithOption = "",
    without: WithoutOption = "",
    pack: PackOption = None,
    json: JsonOption = False,
) -> None:
    """Draw rows without putting them back; --seed and --after go on in the same deck.

    Example: rpgkit draw places -n 3 --seed tonight
    """
    from rpgkit.table import Asked
    from rpgkit.wording import READER

    if after and seed is None:
        raise RpgkitError("--after goes on in a deck already begun; name its --seed too")
    id, tables = read_named(table, pack)
    asked = Asked(known_from(with_), tags_from(without))
    seed, first = seed_from(seed), after + 1
    left, drawn = _deal(tables, id, seed, asked, range(first, first + (n or 1)))
    _say_rolls(drawn, n is not None, json, READER)
    end = str(after + (n or 1))
    options = [("--seed", seed), ("--after", end), ("--with", with_), ("--without", without), ("--pack", pack)]
    note(f"{left}; go on with {_as_typed(options)}")


def _deal(
    tables: "dict[str, Table]", id: str, seed: str, asked: "Asked", cards: range
) -> "tuple[str, Iterator[Roll]]":
    """The cards of those places in a table's deck, from 1, and in words how many are left."""
    from rpgkit.roller import Roller, deal
    from rpgkit.streams import Stream

    dealt = list(deal(tables[id], Stream(seed, f"deck {id}"), asked))
    if cards[-1] > len(dealt):
        raise RpgkitError(f"{id} holds {len(dealt)} rows; draw {max(len(dealt) - cards[0] + 1, 0)} at most")
    roller = Roller(tables)
    drawn = (roller.settle(id, dealt[card - 1], Stream(seed, f"deck {id}#{card}"), asked) for card in cards)
    return f"{len(dealt) - cards[-1]} of {len(dealt)} left", drawn


def _as_typed(options: list[tuple[str, str | None]]) -> str:
    """Options that are set, as one types them."""
    from shlex import quote

    return " ".join(f"{option} {quote(value)}" for option, value in options if value)
