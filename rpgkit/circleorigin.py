"""Where a circle comes from: a seed, how many, how many pairs, whether love is wanted, who is seated; and its code.

A circle's code is written like a character's, and begins with a letter that no character's has. Codes of
characters who are seated stand whole behind it, each after a `+`. `docs/codes.md` says where each bit stands.
"""

import re
from typing import NamedTuple

from rpgkit.crockford import GROUP, HEAD, LETTERS, BadCode, letters_of, number_of, read_letters, set_checks, written
from rpgkit.errors import RpgkitError
from rpgkit.facts import TAGS
from rpgkit.origin import EDITION, FIRST_KEPT, PACKS, OtherEdition, read_code, show_code
from rpgkit.streams import SEED_BITS

FEWEST, MOST = 3, 8
MOST_SEASONS = 40
EXAMPLE = "HDP0-0000-0ABC-1234"
_TAGS, _SHAPE, _SEASONS = 0, 1, 2
_MEMBER = r"(.+)\.([0-9]{1,2})"


class CircleOrigin(NamedTuple):
    """What makes a circle, with a pack; `seated` are codes of finished characters, as they are written."""

    seed: int
    size: int = 4
    pairs: int = 1
    couples: bool = False
    without: frozenset[str] = frozenset()
    seated: tuple[str, ...] = ()
    seasons: int = 0


def check_shape(origin: CircleOrigin) -> None:
    """Raises RpgkitError where no circle has this shape."""
    if not FEWEST <= origin.size <= MOST:
        raise RpgkitError(f"a circle has {FEWEST} to {MOST} people, not {origin.size}")
    free = origin.size - len(origin.seated)
    if not 1 <= origin.pairs <= free // 2:
        if free < 2:
            raise RpgkitError(f"{len(origin.seated)} seated of {origin.size}: a pair takes two more; raise -n")
        raise RpgkitError(f"--pairs {origin.pairs}: of {free} people there are 1 to {free // 2} pairs")
    if len(origin.seated) > 2 * free:
        raise RpgkitError(f"{len(origin.seated)} seated and {free} others: too few to tie all together; raise -n")
    if not 0 <= origin.seasons <= MOST_SEASONS:
        raise RpgkitError(f"--seasons counts from 0 to {MOST_SEASONS}")


def is_circle_code(text: str) -> bool:
    """Whether a text begins as a circle's code does."""
    return bool(re.match(rf"\s*[{LETTERS[FIRST_KEPT:]}]", text, flags=re.I)) and bool(re.search(r"[-\d+]", text))


def member_of(text: str) -> tuple[str, int] | None:
    """The circle's code and the seat that `CODE.3` names, None if it is no such."""
    found = re.fullmatch(_MEMBER, text.strip())
    return (found[1], int(found[2])) if found and is_circle_code(found[1]) else None


def show_circle_code(origin: CircleOrigin, pack: int) -> str:
    """The code of a circle; raises RpgkitError."""
    check_shape(origin)
    letters = letters_of((((FIRST_KEPT + EDITION) << 10 | pack) << SEED_BITS | origin.seed) << 10, HEAD)
    shape = origin.size << 4 | origin.pairs << 1 | origin.couples
    groups = [(_SHAPE, shape)]
    if origin.without:
        groups.insert(0, (_TAGS, sum(1 << TAGS.index(tag) for tag in origin.without)))
    if origin.seasons:
        groups.append((_SEASONS, origin.seasons))
    for kind, value in groups:
        letters += letters_of(kind << 12 | value, GROUP)
    set_checks(letters)
    return "+".join([written(letters), *origin.seated])


def read_circle_code(text: str, pack: int) -> CircleOrigin:
    """The origin that a circle's code stands for, read kindly; raises BadCode."""
    own, *seated = text.split("+")
    letters = read_letters(own, 3, EXAMPLE)
    head = number_of(letters[:HEAD]) >> 10
    edition, of_pack, seed = head >> SEED_BITS + 10, head >> SEED_BITS & PACKS - 1, head & (1 << SEED_BITS) - 1
    if edition < FIRST_KEPT:
        raise BadCode(f"'{text}' is no code of a circle: those begin with {LETTERS[FIRST_KEPT]} or a later letter")
    if edition != FIRST_KEPT + EDITION:
        raise OtherEdition(f"'{text}' is of edition {edition - FIRST_KEPT}; this rpgkit makes edition {EDITION}")
    if of_pack != pack:
        raise BadCode(f"'{text}' belongs to other tables than these; name its pack with --pack, or leave yours out")
    groups = [number_of(letters[at : at + GROUP]) for at in range(HEAD, len(letters), GROUP)]
    told = {group >> 12: group & (1 << 12) - 1 for group in groups}
    if _SHAPE not in told or len(told) < len(groups) or max(told) > _SEASONS or told.get(_TAGS, 0) >> len(TAGS):
        raise BadCode(f"'{text}' is no code of a circle: its groups say what no circle is")
    shape = told[_SHAPE]
    origin = CircleOrigin(
        seed, shape >> 4, shape >> 1 & 7, bool(shape & 1),
        frozenset(tag for at, tag in enumerate(TAGS) if told.get(_TAGS, 0) >> at & 1),
        tuple(show_code(read_code(code, pack), pack) for code in seated), told.get(_SEASONS, 0),
    )  # fmt: skip
    if show_circle_code(origin, pack).partition("+")[0] != written(letters):
        raise BadCode(f"'{text}' is no code: its groups stand in no order that one is written in")
    return origin
