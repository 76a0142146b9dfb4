"""Where a character comes from: a seed, tags left out, numbers set by hand, fields rolled anew; and its code.

A code is Crockford's base 32 in groups of four letters. Twelve letters hold the edition, the pack, the seed
and two check letters; each further group holds the tags left out, or one field set or rolled anew.
`docs/codes.md` says where each bit stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rpgkit.crockford import GROUP, HEAD, BadCode, letters_of, number_of, read_letters, set_checks, written
from rpgkit.errors import RpgkitError
from rpgkit.facts import TAGS
from rpgkit.plan import FIELDS
from rpgkit.streams import SEED_BITS, Stream
from rpgkit.table import Table

EDITION = 1
# Codes of other things begin with letters from this one on.
FIRST_KEPT = 16
MOST_CHANGES = 6
MOST_VALUE = 2**11 - 1
PACKS = 2**10
EXAMPLE = "1DPB-FXR7-1NQZ"
# Tables that came with new fields after the edition opened: the pack's number leaves them out.
ADDED_SINCE = frozenset({"bonds/tie_tires", "bonds/finding"})

_TAG_FIELD = 0


class Origin(NamedTuple):
    """What makes a character, with a pack: `by_hand` and `again` are numbers set and rerolls counted, by field."""

    seed: int
    without: frozenset[str] = frozenset()
    by_hand: tuple[tuple[str, int], ...] = ()
    again: tuple[tuple[str, int], ...] = ()


class OtherEdition(BadCode):
    """A whole code, of which this release knows the edition no more, or not yet."""


def pack_number(tables: Mapping[str, Table]) -> int:
    """Ten bits that tell packs apart: of the dice and numbers of the tables that people are made from."""
    lines = [
        f"{id} {tables[id].dice.notation} " + " ".join(f"{row.first}-{row.last}" for row in tables[id].rows)
        for id in sorted(tables)
        if id not in ADDED_SINCE
    ]
    return Stream("\n".join(lines), "pack").below(PACKS)


def show_code(origin: Origin, pack: int) -> str:
    """The code of an origin; raises RpgkitError where it does not fit one."""
    if len(origin.by_hand) + len(origin.again) > MOST_CHANGES:
        raise RpgkitError(f"a code holds {MOST_CHANGES} fields set or rolled anew, not more")
    return written(_letters(origin, pack))


def _letters(origin: Origin, pack: int) -> list[int]:
    head = ((EDITION << 10 | pack) << SEED_BITS | origin.seed) << 10
    letters = letters_of(head, HEAD)
    if origin.without:
        tags = sum(1 << TAGS.index(tag) for tag in origin.without)
        letters += letters_of(_TAG_FIELD << 12 | tags, GROUP)
    for field, again, value in sorted(_changes(origin)):
        letters += letters_of((field << 1 | again) << 11 | value, GROUP)
    set_checks(letters)
    return letters


def _changes(origin: Origin) -> Iterable[tuple[int, int, int]]:
    """Field number, whether rolled anew, and the number set or how often."""
    for again, changes in enumerate((origin.by_hand, origin.again)):
        for field, value in changes:
            if not 0 <= value <= MOST_VALUE:
                raise RpgkitError(f"--set {field}={value}: a code holds numbers up to {MOST_VALUE}")
            yield FIELDS.index(field) + 1, again, value


def read_code(text: str, pack: int) -> Origin:
    """The origin that a code stands for, read kindly (lower case, I, L and O); raises BadCode."""
    letters = read_letters(text, MOST_CHANGES + 1, EXAMPLE)
    head = number_of(letters[:HEAD]) >> 10
    edition, of_pack, seed = head >> SEED_BITS + 10, head >> SEED_BITS & PACKS - 1, head & (1 << SEED_BITS) - 1
    if edition >= FIRST_KEPT:
        raise BadCode(f"'{text}' is no code of a character: those begin with 0 to F")
    if edition != EDITION:
        raise OtherEdition(f"'{text}' is a code of edition {edition}; this rpgkit makes edition {EDITION}")
    if of_pack != pack:
        raise BadCode(f"'{text}' belongs to other tables than these; name its pack with --pack, or leave yours out")
    groups = [number_of(letters[at : at + GROUP]) for at in range(HEAD, len(letters), GROUP)]
    origin = _read_groups(text, seed, groups)
    fields = [field for field, _ in (*origin.by_hand, *origin.again)]
    if _letters(origin, pack) != letters or len({*fields}) < len(fields):
        raise BadCode(f"'{text}' is no code: its groups stand in no order that one is written in")
    return origin


def _read_groups(text: str, seed: int, groups: Sequence[int]) -> Origin:
    tags: frozenset[str] = frozenset()
    changes: tuple[list[tuple[str, int]], list[tuple[str, int]]] = ([], [])
    for group in groups:
        field, value = group >> 12, group & (1 << 12) - 1
        if field > len(FIELDS) or (field == _TAG_FIELD and value >> len(TAGS)):
            raise BadCode(f"'{text}' names a field that this rpgkit does not know; it comes from a later release")
        if field != _TAG_FIELD and not value & MOST_VALUE:
            raise BadCode(f"'{text}' is no code: a group of it says nothing")
        if field == _TAG_FIELD:
            tags = frozenset(tag for at, tag in enumerate(TAGS) if value >> at & 1)
        else:
            changes[value >> 11].append((FIELDS[field - 1], value & MOST_VALUE))
    return Origin(seed, tags, tuple(changes[0]), tuple(changes[1]))
