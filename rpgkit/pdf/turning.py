"""Which way words run: from right to left in Arabic and Hebrew, numbers within them from left to right.

The Unicode bidirectional algorithm as far as it matters in an English page, where no text is turned by hand.
"""

import re
from collections.abc import Iterator

_RIGHT = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_TURNED = re.compile(f"[{_RIGHT}]")
_LEFT = re.compile(f"(?![{_RIGHT}])[^\\W\\d_]")
# From the first letter that runs to the left to the last one, or a number after it; none between runs to the right.
_SPAN = re.compile(f"[{_RIGHT}](?:(?:[{_RIGHT}]|[\\W\\d_])*(?:[{_RIGHT}]|\\d[%‰٪]?))?")
_NUMBER = re.compile(r"([-+−]?\d+(?:[.,:/٫٬]\d+)*[%‰٪]?)")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def turned_spans(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut into what runs from left to right and what runs from right to left, and whether it does."""
    if not _TURNED.search(text):
        yield text, False
        return
    done = 0
    for span in _SPAN.finditer(text):
        first, last = span.span()
        if not _LEFT.search(text):  # nothing else is said: the marks at its ends are its own
            first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        last = _closed(text, first, last)
        if first > done:
            yield text[done:first], False
        if last > max(first, done):
            yield text[max(first, done) : last], True
        done = max(done, last)
    if text[done:]:
        yield text[done:], False


def _closed(text: str, first: int, last: int) -> int:
    """Where a span ends whose brackets are closed right after it."""
    while text[last : last + 1] in _BRACKETS:
        opened = _BRACKETS[text[last]]
        if text.count(opened, first, last) <= text.count(text[last], first, last):
            break
        last += 1
    return last


def as_seen(span: str) -> list[tuple[str, str]]:
    """A span that runs from right to left in the order in which it is seen, each part with its own direction."""
    parts = [(part, "ltr" if at % 2 else "rtl") for at, part in enumerate(_NUMBER.split(span)) if part]
    return parts[::-1]
