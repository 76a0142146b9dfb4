"""What somebody asks of a character on the command line, and the characters that fit it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rpgkit.cli.files import read_whole
from rpgkit.cli.options import known_from, tags_from
from rpgkit.cli.terminal import note
from rpgkit.errors import RpgkitError, did_you_mean

if TYPE_CHECKING:
    from rpgkit.fields import People
    from rpgkit.origin import Origin
    from rpgkit.person import Character


class Wish(NamedTuple):
    """Numbers set, fields rolled anew, facts needed, a scar or none, tags left out: all as typed."""

    set: tuple[str, ...] = ()
    reroll: tuple[str, ...] = ()
    need: str = ""
    scarred: bool | None = None
    without: str = ""


def made_by(wish: Wish, code: str | None, people: "People", many: int | None) -> "Iterator[Character]":
    """The characters that fit a wish: of a code, or of fresh seeds; raises RpgkitError before any is made."""
    from rpgkit.cases import case_of, is_possible, meet
    from rpgkit.character import find_character, make_character
    from rpgkit.circleorigin import is_circle_code
    from rpgkit.coded import character_by_code
    from rpgkit.origin import Origin, read_code, show_code

    need = known_from(wish.need, "--need")
    if wish.scarred is not None:
        need = meet(need, case_of(["dead" if wish.scarred else "alive"]))
    if not is_possible(need):
        raise RpgkitError("--need and --scarred or --unscarred: both can never hold; nobody is so")
    if code is None:
        if wish.reroll:
            raise RpgkitError("--reroll rolls a field of a character anew; name their code first")
        origin = Origin(0, tags_from(wish.without), _sets(wish.set))
        show_code(origin, people.pack)
        return (find_character(people, origin, need) for _ in range(many or 1))
    if many is not None or wish.need or wish.scarred is not None:
        raise RpgkitError("a code is one character: -n, --need and --scarred choose among new ones; leave them out")
    if is_circle_code(code):
        if wish.set or wish.reroll or wish.without:
            raise RpgkitError(f"{code} is one of a circle, whose dice hang together: nothing of them is set alone")
        return iter([character_by_code(people, code)])
    origin = _changed(read_code(code, people.pack), wish)
    show_code(origin, people.pack)
    return iter([make_character(people, origin)])


def somebody(who: str | None, wish: Wish, people: "People", many: int | None = None) -> "list[Character]":
    """Whoever a code means, or a character's file, or new ones that fit a wish; raises RpgkitError."""
    if who is None:
        return list(made_by(wish, None, people, many))
    if not (who.lower().endswith(".json") or Path(who).is_file()):
        if wish.without and many is None:
            again = f"rpgkit character {who} --without {wish.without}"
            raise RpgkitError(f"--without makes somebody else of {who}: '{again}' tells their code; print that")
        return list(made_by(wish, who, people, many))
    from rpgkit.circlerecord import is_circle, read_circle
    from rpgkit.saved import read_character

    if many or wish.need or wish.scarred is not None or wish.without:
        raise RpgkitError("a file is one character: -n, --need, --scarred and --without choose among new ones")
    data = read_whole(Path(who))
    if is_circle(data):
        return list(read_circle(data, who, people).members)
    made = read_character(data, who, people)
    if not made.rolls:
        note(f"{made.code} is of another edition: what its dice showed was not checked")
    return [made]


def _changed(origin: "Origin", wish: Wish) -> "Origin":
    """An origin with what is set and rolled anew; a set undoes a reroll of its field, a reroll a set."""
    by_hand, again = dict(origin.by_hand), dict(origin.again)
    for field, number in _sets(wish.set):
        by_hand[field] = number
        again.pop(field, None)
    for field in wish.reroll:
        field = _known(field, "--reroll")
        if field in dict(_sets(wish.set)):
            raise RpgkitError(f"{field} is both set and rolled anew; take one of them")
        by_hand.pop(field, None)
        again[field] = again.get(field, 0) + 1
    without = origin.without | tags_from(wish.without)
    return origin._replace(without=without, by_hand=tuple(by_hand.items()), again=tuple(again.items()))


def _sets(typed: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """`bond.kind=34` as field and number; raises RpgkitError."""
    sets: dict[str, int] = {}
    for words in typed:
        field, equals, number = words.partition("=")
        if not equals or not number.strip().isascii() or not number.strip().isdigit() or len(number.strip()) > 6:
            raise RpgkitError(f"--set {words}: write a field, = and the number of its dice: --set bond.kind=34")
        field = _known(field, "--set")
        if field in sets:
            raise RpgkitError(f"--set {field} stands twice; keep one")
        sets[field] = 100 if number.strip() == "00" else int(number)
    return tuple(sets.items())


def _known(field: str, option: str) -> str:
    """A field's name; raises RpgkitError."""
    from rpgkit.plan import FIELDS

    field = field.strip().lower()
    if field not in FIELDS:
        near = did_you_mean(field, FIELDS) or "; 'rpgkit explain CODE' lists the fields"
        raise RpgkitError(f"{option}: '{field}' is no field that is rolled{near}")
    return field
