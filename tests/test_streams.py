"""Chance that stays what it was."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from rpgkit.streams import Stream, fresh_seed


def test_a_stream_is_the_digest_it_says_it_is() -> None:
    """The layout is fixed by a standard: words of SHA-256, big-endian, the last of a digest first."""
    digest = sha256(b"7\x1fhook\x1f0").digest()
    words = [int.from_bytes(digest[at : at + 4], "big") for at in range(28, -1, -4)]
    stream = Stream("7", "hook")
    assert [stream.below(2**32) for _ in range(8)] == words


def test_these_numbers_never_change() -> None:
    stream = Stream("20261123", "scars/events")
    assert [stream.below(36) for _ in range(10)] == [20, 3, 30, 2, 6, 32, 1, 20, 9, 30]
    assert [stream.led_to().below(100) for _ in range(2)] == [28, 28]


@given(seed=st.text(), name=st.text(), n=st.integers(1, 10**70))
def test_a_number_is_below_what_was_asked_and_the_same_again(seed: str, name: str, n: int) -> None:
    number = Stream(seed, name).below(n)
    assert 0 <= number < n
    assert number == Stream(seed, name).below(n)


@given(seed=st.text())
def test_what_a_stream_leads_to_does_not_hang_on_how_much_was_drawn(seed: str) -> None:
    fresh, used = Stream(seed, "hook"), Stream(seed, "hook")
    for _ in range(20):
        used.below(6)
    assert fresh.led_to().below(10**9) == used.led_to().below(10**9) == Stream(seed, "hook/1").below(10**9)


def test_words_past_the_last_whole_multiple_are_passed_over() -> None:
    """Of 3 · 2³⁰ numbers a quarter of the words must be dropped, or the low ones come twice as often."""
    span = 3 << 30
    stream = Stream("fair", "")
    thirds = Counter(stream.below(span) // (1 << 30) for _ in range(30_000))
    assert all(9_600 < thirds[third] < 10_400 for third in range(3))


def test_fresh_seeds_differ() -> None:
    assert len({fresh_seed() for _ in range(50)}) == 50
