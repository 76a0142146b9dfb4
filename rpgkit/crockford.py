"""Letters that numbers are read aloud and typed in: Crockford's thirty-two, five bits each, in groups of four.

The check letters are a Reed-Solomon code over the thirty-two letters: no single slip and no swap of neighbours
leaves a code whole.
"""

import re
from collections.abc import Sequence
from itertools import cycle

from rpgkit.errors import RpgkitError

GROUP, HEAD = 4, 12
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_KINDLY = str.maketrans("ILO", "110")
_CHECKS = (10, 11)


class BadCode(RpgkitError):
    """A code that cannot be used, and why."""


def read_letters(text: str, most: int, example: str) -> list[int]:
    """The letters of a code, of so many further groups at most, as numbers; raises BadCode."""
    bare = re.sub(r"[\s\-‐‑–—]", "", text).upper().translate(_READ_KINDLY)
    wrong = next((letter for letter in bare if letter not in LETTERS), None)
    if wrong:
        raise BadCode(f"'{text}' is no code: '{wrong}' is no letter of one; it has {LETTERS}")
    if len(bare) < HEAD or len(bare) % GROUP or len(bare) > HEAD + GROUP * most:
        raise BadCode(f"'{text}' is no code: one has three or more groups of four letters, such as {example}")
    if _sums(letters := [LETTERS.index(letter) for letter in bare]) != (0, 0):
        raise BadCode(f"'{text}' is no code: a letter is wrong, or two have changed places; compare it again")
    return letters


def letters_of(number: int, many: int) -> list[int]:
    """A number as so many letters."""
    return [number >> shift & 31 for shift in range(5 * many - 5, -1, -5)]


def number_of(letters: Sequence[int]) -> int:
    """The number that letters stand for."""
    number = 0
    for letter in letters:
        number = number << 5 | letter
    return number


def written(letters: Sequence[int]) -> str:
    """Letters in groups of four."""
    whole = "".join([LETTERS[letter] for letter in letters])
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


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


def set_checks(letters: list[int]) -> None:
    """Chooses the two check letters so that both sums are 0: two equations, two unknowns."""
    plain, weighed = _sums(letters)
    one, other = (_POWERS[place] for place in _CHECKS)
    inverse = _POWERS[-_LOGS[one ^ other] % 31]
    letters[_CHECKS[0]] = _times(weighed ^ _times(other, plain), inverse)
    letters[_CHECKS[1]] = plain ^ letters[_CHECKS[0]]
