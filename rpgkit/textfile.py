"""A text file: its bytes in, its lines out, and all that is wrong with its letters."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rpgkit.errors import Mistake, did_you_mean

LARGEST = 1_000_000
LONGEST_MESSAGE = 300
MOST_TOLD = 20
# Control, format, private and line-breaking characters; the joiners that scripts need are none of them.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


class Line(NamedTuple):
    """A line of the file and its number, from 1."""

    number: int
    text: str


class Setting(NamedTuple):
    """The value of a setting, and where it stands."""

    text: str
    line: int
    column: int


class Reading:
    """One file being read: its mistakes so far, and where they are put."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []

    def wrong(self, line: int, column: int, message: str, level: str = "error") -> None:
        """Notes a mistake and reads on; a long quotation is cut."""
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[: LONGEST_MESSAGE - 60]} … {message[-50:]}"
        self.mistakes.append(Mistake(self.path, line, column, message, level))


def lines_of(data: bytes, wanted: str, reading: Reading) -> list[Line] | None:
    """The lines of a file's bytes; None where they are no text, or hold nothing of what is `wanted` there."""
    text = _decoded(data, wanted, reading)
    if text is None:
        return None
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    _check_characters(lines, reading)
    return lines


def _decoded(data: bytes, wanted: str, reading: Reading) -> str | None:
    if len(data) > LARGEST:
        reading.wrong(1, 1, f"the file is over {LARGEST // 1_000_000} MB; split it")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as bad:
        before = data[: bad.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = data[bad.start]
        reading.wrong(before.count(b"\n") + 1, column, f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8")
        return None
    if text.startswith("\ufeff"):
        reading.wrong(1, 1, "the file begins with a byte order mark; save it as UTF-8 without one", "warning")
        text = text[1:]
    if "\r\n" in text:
        line = text[: text.index("\r\n")].count("\n") + 1
        reading.wrong(line, 1, "lines end in CRLF; save the file with LF", "warning")
        text = text.replace("\r\n", "\n")
    elif "\r" in text and "\n" not in text:
        reading.wrong(1, 1, "lines end in CR; save the file with LF", "warning")
        text = text.replace("\r", "\n")
    if not text.strip():
        reading.wrong(1, 1, f"the file is empty; write {wanted}, or delete it")
        return None
    return text


def _check_characters(lines: list[Line], reading: Reading) -> None:
    """Tabs and invisible characters, once a line, and of no more lines than one can mend at a time."""
    told = 0
    for line in lines:
        found = [] if line.text.isprintable() else [at for at, one in enumerate(line.text) if is_invisible(one)]
        if found and told == MOST_TOLD:
            reading.wrong(line.number, found[0] + 1, "and more of them from here on; is the file a text?")
            return
        if found:
            told += 1
            reading.wrong(line.number, found[0] + 1, _what_is_invisible(line.text[found[0]], len(found)))


def is_invisible(character: str) -> bool:
    """Whether nobody sees a character that changes a text; the joiners that scripts need are none of them."""
    return character not in _JOINERS and unicodedata.category(character) in _INVISIBLE


def _what_is_invisible(character: str, count: int) -> str:
    more = f", and {count - 1} more in the line" if count > 1 else ""
    if character == "\t":
        return f"a tab{more}; write spaces"
    return f"an invisible character (U+{ord(character):04X}){more}; delete it"


Known = Mapping[str, Sequence[str] | None]


def read_settings(lines: list[Line], known: Known, reading: Reading) -> tuple[dict[str, Setting], list[Line]]:
    """The `key: value` lines between `---` at the head of a file, and the lines after them.

    `known` says for each key which values it takes, or None where that is for the caller to say.
    """
    if lines[0].text.rstrip() != "---":
        return {}, lines
    ends = [at for at, line in enumerate(lines[1:], 1) if line.text.rstrip() == "---"]
    if not ends:
        reading.wrong(1, 1, "'---' is never closed; write '---' again after the settings")
        return {}, [line for line in lines[1:] if not re.match(r"\w+:", line.text)]
    settings: dict[str, Setting] = {}
    for line in lines[1 : ends[0]]:
        if line.text.strip():
            _read_setting(line, known, settings, reading)
    return settings, lines[ends[0] + 1 :]


def _read_setting(line: Line, known: Known, settings: dict[str, Setting], reading: Reading) -> None:
    key, colon, value = (part.strip() for part in line.text.partition(":"))
    if not colon:
        reading.wrong(line.number, 1, f"'{key}' is no setting; write 'key: value'")
    elif key not in known:
        instead = did_you_mean(key, known) or f"; known: {', '.join(known)}"
        reading.wrong(line.number, 1, f"no setting is called '{key}'{instead}")
    elif key in settings:
        reading.wrong(line.number, 1, f"'{key}' is set twice; keep one")
    else:
        after = line.text.index(":") + 1
        column = after + len(line.text[after:]) - len(line.text[after:].lstrip()) + 1
        if _is_setting(key, Setting(value, line.number, column), known[key], reading):
            settings[key] = Setting(value, line.number, column)


def _is_setting(key: str, value: Setting, allowed: Sequence[str] | None, reading: Reading) -> bool:
    if not value.text:
        reading.wrong(value.line, value.column, f"'{key}' has no value; write one or delete the line")
    elif allowed is not None and value.text not in allowed:
        reading.wrong(value.line, value.column, f"'{key}' cannot be '{value.text}'; write {' or '.join(allowed)}")
    return bool(value.text) and (allowed is None or value.text in allowed)


def place_of(text: str, key: str) -> tuple[int, int, int]:
    """The line of a setting, the column where it begins and that of its value; 1 where it is written oddly."""
    found = re.search(rf"^[ \[]*(?P<key>[\"']?{re.escape(key)}\b[\"']?) *[=:]? *", text, re.MULTILINE)
    if not found:
        return 1, 1, 1
    start = text.rfind("\n", 0, found.start("key")) + 1
    return text.count("\n", 0, start) + 1, found.start("key") - start + 1, found.end() - start + 1
