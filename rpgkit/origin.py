"""Where a character comes from: a seed, tags left out, numbers set by hand, fields rolled anew; and its code.

A code is Crockford's base 32 in groups of four letters. Twelve letters hold the edition, the pack, the seed
and two check letters; each further group holds the tags left out, or one field set or rolled anew.
`docs/codes.md` says where each bit stands. The check letters are a Reed-Solomon code over the thirty-two
letters: no single slip and no swap of neighbours leaves a code whole.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from typing import NamedTuple

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
EXAMPLE = "100B-FXR7-1NFW"
# Tables that came with new fields after the edition opened: the pack's number leaves them out.
ADDED_SINCE: frozenset[str] = frozenset()

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_KINDLY = str.maketrans("ILO", "110")
_GROUP, _HEAD = 4, 12
_CHECKS = (10, 11)
_TAG_FIELD = 0


class Origin(NamedTuple):
    """What makes a character, with a pack: `by_hand` and `again` are numbers set and rerolls counted, by field."""

    seed: int
    without: frozenset[str] = frozenset()
    by_hand: tuple[tuple[str, int], ...] = ()
    again: tuple[tuple[str, int], ...] = ()


class BadCode(RpgkitError):
    """A code that cannot be used, and why."""


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
    return _grouped("".join([_LETTERS[letter] for letter in _letters(origin, pack)]))


def _letters(origin: Origin, pack: int) -> list[int]:
    head = ((EDITION << 10 | pack) << SEED_BITS | origin.seed) << 10
    letters = _letters_of(head, _HEAD)
    if origin.without:
        tags = sum(1 << TAGS.index(tag) for tag in origin.without)
        letters += _letters_of(_TAG_FIELD << 12 | tags, _GROUP)
    for field, again, value in sorted(_changes(origin)):
        letters += _letters_of((field << 1 | again) << 11 | value, _GROUP)
    _set_checks(letters)
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
    letters = _read_letters(text)
    if _sums(letters) != (0, 0):
        raise BadCode(f"'{text}' is no code: a letter is wrong, or two have changed places; compare it again")
    head = _number_of(letters[:_HEAD]) >> 10
    edition, of_pack, seed = head >> SEED_BITS + 10, head >> SEED_BITS & PACKS - 1, head & (1 << SEED_BITS) - 1
    if edition >= FIRST_KEPT:
        raise BadCode(f"'{text}' is no code of a character: those begin with 0 to F")
    if edition != EDITION:
        raise OtherEdition(f"'{text}' is a code of edition {edition}; this rpgkit makes edition {EDITION}")
    if of_pack != pack:
        raise BadCode(f"'{text}' belongs to other tables than these; name its pack with --pack, or leave yours out")
    groups = [_number_of(letters[at : at + _GROUP]) for at in range(_HEAD, len(letters), _GROUP)]
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


def _read_letters(text: str) -> list[int]:
    """The letters of a code as numbers; raises BadCode."""
    bare = re.sub(r"[\s\-‐‑–—]", "", text).upper().translate(_READ_KINDLY)
    wrong = next((letter for letter in bare if letter not in _LETTERS), None)
    if wrong:
        raise BadCode(f"'{text}' is no code: '{wrong}' is no letter of one; it has {_LETTERS}")
    if len(bare) < _HEAD or len(bare) % _GROUP or len(bare) > _HEAD + _GROUP * (MOST_CHANGES + 1):
        raise BadCode(f"'{text}' is no code: one has three or more groups of four letters, such as {EXAMPLE}")
    return [_LETTERS.index(letter) for letter in bare]


def _letters_of(number: int, many: int) -> list[int]:
    return [number >> shift & 31 for shift in range(5 * many - 5, -1, -5)]


def _number_of(letters: Sequence[int]) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | letter
    return number


def _grouped(whole: str) -> str:
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def _powers() -> list[int]:
    """The powers of 2 in the field of 32 elements, x^5 + x^2 + 1; they come round after 31."""
    powers = [1]
    while len(powers) < 31:
        double = powers[-1] << 1
        powers.append(double ^ 0b100101 if double > 31 else double)
    return powers


_POWERS = _powers()
_LOGS = {power: at for at, power in enumerate(_POWERS)}


def _times(one: int, other: int) -> int:
    return _POWERS[(_LOGS[one] + _LOGS[other]) % 31] if one and other else 0


# Each letter times each power, by its place.
_WEIGHED = [[_times(letter, power) for letter in range(32)] for power in _POWERS]


def _sums(letters: Sequence[int]) -> tuple[int, int]:
    """The sum of all letters, and the sum of each times the power of its place; both are 0 in a whole code."""
    plain = weighed = 0
    for letter, weights in zip(letters, cycle(_WEIGHED), strict=False):
        plain ^= letter
        weighed ^= weights[letter]
    return plain, weighed


def _set_checks(letters: list[int]) -> None:
    """Chooses the two check letters so that both sums are 0: two equations, two unknowns."""
    plain, weighed = _sums(letters)
    one, other = (_POWERS[place] for place in _CHECKS)
    inverse = _POWERS[-_LOGS[one ^ other] % 31]
    letters[_CHECKS[0]] = _times(weighed ^ _times(other, plain), inverse)
    letters[_CHECKS[1]] = plain ^ letters[_CHECKS[0]]
