"""Reads JSON and remembers where each value stands, so that a mistake in it can be told by line and column."""

import json
import re
from collections.abc import Iterator
from copy import copy
from typing import Any, NoReturn

from rpgkit.errors import Mistake, Mistakes

MOST_BYTES = 1_000_000
DEEPEST = 20
_MOST_DIGITS = 100
Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class Places:
    """Where each value of a JSON text stands, by its path: keys, and numbers from 0 in lists."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._text = text
        self._at: dict[Path, int] = {}
        self._within: Path = ()
        self.doubled: list[Path] = []

    def put(self, path: Path, at: int) -> None:
        """Remembers a place; a key that comes twice is remembered as such."""
        if path in self._at:
            self.doubled.append(path)
        self._at[path] = at

    def within(self, path: Path) -> "Places":
        """The places of what stands at a path, as if it stood alone."""
        inner = copy(self)
        inner._within = (*self._within, *path)
        return inner

    def mistake(self, path: Path, message: str) -> Mistake:
        """A mistake at a path, or at what is nearest around it."""
        path = (*self._within, *path)
        while path not in self._at:
            path = path[:-1]
        return self.mistake_at(self._at[path], message)

    def mistake_at(self, at: int, message: str) -> Mistake:
        """A mistake so many characters from the beginning."""
        line = self._text.count("\n", 0, at) + 1
        return Mistake(self.name, line, at - self._text.rfind("\n", 0, at), message)


def read_json(data: bytes, name: str) -> tuple[Any, Places]:
    """A JSON file's value, and where its parts stand; raises Mistakes."""
    text = _decoded(data, name)
    places = Places(name, text)
    try:
        value = json.loads(text, parse_constant=_refuse, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Mistakes([places.mistake_at(error.pos, f"this is no JSON: {error.msg.lower()}")]) from None
    except (RecursionError, ValueError) as error:
        raise Mistakes([places.mistake_at(0, f"this is no JSON that can be read: {error}")]) from None
    for path, at in _walk(text, _skip(text, 0), ()):
        if len(path) > DEEPEST:
            raise Mistakes([places.mistake_at(at, "nested deeper than any character; delete some of it")])
        places.put(path, at)
    if places.doubled:
        raise Mistakes([places.mistake(path, f"'{path[-1]}' stands twice; keep one") for path in places.doubled])
    return value, places


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise Mistakes([Mistake(name, 1, 1, "over 1 MB; a character takes some 30 KB")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Mistakes([Mistake(name, line, 1, "not UTF-8; save the file as UTF-8")]) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"'{constant}' is no number")


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits, which nothing of a character is")
    return int(digits)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _walk(text: str, at: int, path: Path) -> Iterator[tuple[Path, int]]:
    """Every value's path and place, in a text that is known to be JSON."""
    waiting: list[tuple[Path, str, int]] = []
    while True:
        yield path, at
        if text[at] in "{[":
            waiting.append((path, text[at], -1))
            at = _skip(text, at + 1)
        else:
            at = _skip(text, _DECODER.raw_decode(text, at)[1])
        while waiting and text[at] in "]}":
            waiting.pop()
            at = _skip(text, at + 1)
        if not waiting:
            return
        around, bracket, count = waiting[-1]
        at = _skip(text, at + 1) if text[at] == "," else at
        if bracket == "{":
            key, end = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, end) + 1)
            path = (*around, key)
        else:
            waiting[-1] = (around, bracket, count + 1)
            path = (*around, count + 1)
