"""What can be wrong, and how it is said: where, what, and what instead."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple


class Mistake(NamedTuple):
    """One thing wrong with a file; line and column count from 1, in characters."""

    path: str
    line: int
    column: int
    message: str
    level: str = "error"

    def __str__(self) -> str:
        warning = "" if self.level == "error" else f"{self.level}: "
        return f"{self.path}:{self.line}:{self.column}: {warning}{self.message}"


class RpgkitError(Exception):
    """What a person did or gave is wrong; the message says what, and what to write instead."""


class NothingFits(RpgkitError):
    """No row of a table is left for what is asked of it."""


class Mistakes(RpgkitError):
    """Everything that is wrong with some files, found in one run."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'met'?`, or nothing where no known word is near."""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
