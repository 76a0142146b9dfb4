"""What is said to people: on a terminal wrapped and in bold, anywhere else as plain text."""

import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from shutil import get_terminal_size
from textwrap import wrap
from typing import TextIO

_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# So few things are done before a bar could be read.
_FEW = 8
_BOLD, _END = "\x1b[1m", "\x1b[0m"


def prepare_streams() -> None:
    """UTF-8 and bare line feeds everywhere; what a stream cannot hold is escaped, never a traceback."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        own_choice = stream.isatty() or "PYTHONIOENCODING" in os.environ
        encoding = {} if own_choice else {"encoding": "utf-8"}
        reconfigure(**encoding, errors="backslashreplace", newline="\n")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether somebody reads along."""
    return (stream or sys.stdout).isatty()


def width() -> int | None:
    """How many characters a line of the terminal holds, None where lines have no end."""
    if not is_terminal():
        return None
    return max(get_terminal_size().columns, 20)


def harmless(text: str) -> str:
    """Text whose control and direction characters are shown, so that they do nothing to the terminal."""
    if text.isprintable():
        return text
    return "".join(_harmless_character(character) for character in text)


def _harmless_character(character: str) -> str:
    if character in "\n\u200c\u200d" or unicodedata.category(character) not in _HARMFUL:
        return character
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def bold(text: str) -> str:
    """Text in bold where the terminal can show it and the reader wants it."""
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb" or not is_terminal()
    return text if plain else f"{_BOLD}{text}{_END}"


class ClosedPipe(Exception):
    """Nobody reads what is written any more."""


def out(text: str = "", end: str = "\n") -> None:
    """A result, to standard output; raises ClosedPipe."""
    try:
        sys.stdout.write(text + end)
    except BrokenPipeError:
        raise ClosedPipe from None


def out_bytes(data: bytes) -> None:
    """A file, to standard output; raises ClosedPipe."""
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        raise ClosedPipe from None


def note(text: str) -> None:
    """Words about a result, to standard error; where nobody hears them nothing is lost."""
    with suppress(OSError):
        sys.stderr.write(harmless(text) + "\n")


def out_json(value: object) -> None:
    """A JSON document, to standard output; escaped where the stream is not Unicode."""
    import json

    unicode_ = (sys.stdout.encoding or "").lower().startswith("utf")
    out(json.dumps(value, ensure_ascii=not unicode_, indent=2))


def out_json_lines(documents: Iterable[object]) -> None:
    """A list of JSON documents, each on a line of its own and written as soon as it is made."""
    import json

    unicode_ = (sys.stdout.encoding or "").lower().startswith("utf")
    before = "["
    for document in documents:
        out(f"{before}\n{json.dumps(document, ensure_ascii=not unicode_)}", end="")
        before = ","
    out("[]" if before == "[" else "\n]")


def paragraph(text: str, indent: str = "") -> str:
    """Text on as many lines as it takes, each begun with the indent."""
    text = harmless(text)
    limit = width()
    if limit is None:
        return indent + text
    return "\n".join(wrap(text, max(limit - 1, 20), initial_indent=indent, subsequent_indent=indent)) or indent


def cells(text: str) -> int:
    """How many cells of a terminal a text takes; wide letters take two, joining marks none."""
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(rows: Iterable[Sequence[str]], heavy: int = 0) -> str:
    """Rows as columns, the last of them wrapped; the column `heavy` is bold."""
    lines = [[harmless(cell) for cell in row] for row in rows]
    if not lines:
        return ""
    widths = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    left = sum(widths[:-1]) + 2 * (len(widths) - 1)
    limit = width()
    if limit and left > limit * 0.6:
        return "\n".join(_stacked(line, heavy) for line in lines)
    said = []
    for line in lines:
        padded = [cell + " " * (wide - cells(cell)) for cell, wide in zip(line[:-1], widths, strict=False)]
        padded = [bold(cell) if at == heavy else cell for at, cell in enumerate(padded)]
        last = wrap(line[-1], limit - left - 1) if limit else [line[-1]]
        said.append("  ".join([*padded, ("\n" + " " * left).join(last or [""])]).rstrip())
    return "\n".join(said)


def _stacked(line: Sequence[str], heavy: int) -> str:
    """A row too wide for the terminal: its short cells, and its text below them."""
    short = [(cell, at == heavy) for at, cell in enumerate(line[:-1]) if cell.strip()]
    limit = width() or 0
    between = "  " if sum(cells(cell) + 2 for cell, _ in short) < limit else "\n"
    said = between.join(bold(paragraph(cell)) if heavy_ else paragraph(cell) for cell, heavy_ in short)
    return said + "\n" + paragraph(line[-1], "    ")


def bar(share: float, most: float, cells_: int = 20) -> str:
    """A share as a bar, the largest of them filling all cells."""
    eighths = round(share / most * cells_ * 8) if most else 0
    full, rest = divmod(eighths, 8)
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        return "#" * (full + (rest > 3))
    return "█" * full + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[rest]


@contextmanager
def progress(count: int) -> Iterator[Callable[[int], object]]:
    """A bar for work that takes a while, on standard error where that is a terminal; it hears how much is done."""
    if count < _FEW or not sys.stderr.isatty():
        yield int
        return
    import typer

    with typer.progressbar(length=count, file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
