"""Chance, made from a seed: the same seed and name give the same numbers on any machine, for good.

A stream is named by its field and path (`hook`, `hook/1`). Its numbers are SHA-256 of seed, name and
a count, cut into 32-bit words; a number below n is a word taken modulo n, where words past the
largest multiple of n are passed over, so that every number is equally likely (FIPS 180-4).
"""

from os import urandom
from struct import Struct

try:
    # The interpreter's own SHA-256, by the names it has had: to load OpenSSL's takes as long as a roll.
    from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import sha256

_WORDS = Struct(">8I")
_FIRST = Struct(">I").unpack_from
_RANGE = 1 << 32
SEED_BITS = 35


class Stream:
    """An endless row of fair numbers that belongs to one seed and one name."""

    __slots__ = ("_count", "_key", "_words")

    def __init__(self, seed: str, name: str) -> None:
        self._key = f"{seed}\x1f{name}"
        self._count = 0
        self._words: list[int] = []

    def led_to(self) -> "Stream":
        """The stream of what this one's first roll leads to: `hook` to `hook/1`."""
        led = Stream.__new__(Stream)
        led._key = self._key + "/1"
        led._count = 0
        led._words = []
        return led

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1, each as likely as the next."""
        if n > _RANGE:
            return self._below_wide(n)
        word = self._word()
        while word >= _RANGE - _RANGE % n:
            word = self._word()
        return word % n

    def _below_wide(self, n: int) -> int:
        words = -(-n.bit_length() // 32)
        span = 1 << (32 * words)
        while True:
            wide = 0
            for _ in range(words):
                wide = wide << 32 | self._word()
            if wide < span - span % n:
                return wide % n

    def _word(self) -> int:
        if not self._words:
            key = f"{self._key}\x1f{self._count}".encode("utf-8", "surrogatepass")
            self._words = list(_WORDS.unpack(sha256(key).digest()))
            self._count += 1
        return self._words.pop()


def first_word(seed: str, name: str) -> int:
    """The first 32 bits of a stream, without the stream: most fields need no more."""
    return _FIRST(sha256(f"{seed}\x1f{name}\x1f0".encode("utf-8", "surrogatepass")).digest(), 28)[0]  # type: ignore[no-any-return]


def fresh_seed() -> int:
    """A seed nobody has seen yet, drawn from the system's own chance: below two to the thirty-fifth."""
    return int.from_bytes(urandom(8), "big") >> (64 - SEED_BITS)
