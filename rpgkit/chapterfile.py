"""The form of a chapter's file: bytes in, a Chapter or all its mistakes out."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from rpgkit.art import BadArt, colours_of, read_art
from rpgkit.chapter import Art, Block, Chapter
from rpgkit.chapterprose import read_prose
from rpgkit.errors import Mistakes
from rpgkit.references import Known
from rpgkit.textfile import Line, Reading, Setting, lines_of, read_settings

_MIRRORED = "evens facing odds"
_SETTINGS = {"pages": None, "art": None, "spread": (_MIRRORED,)}
_PAGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_NUMBERED = re.compile(r"^[0-9]+-")


def read_chapter(data: bytes, path: str, known: Known) -> Chapter:
    """A chapter from a file's bytes, `known` being what it can name; raises Mistakes, all at once."""
    reading = Reading(path)
    chapter = chapter_in(data, known, reading)
    if chapter is None or any(mistake.level == "error" for mistake in reading.mistakes):
        raise Mistakes(sorted(reading.mistakes, key=lambda mistake: mistake[1:3]))
    return chapter


def chapter_in(data: bytes, known: Known, reading: Reading) -> Chapter | None:
    """A chapter as far as it can be read, with its mistakes and warnings in `reading`; None where there is none."""
    lines = lines_of(data, "a title and its paragraphs", reading)
    return _chapter(lines, known, reading) if lines else None


def name_of(path: str) -> str:
    """What a chapter is called by, from the path of its file: `premise` of `04-premise.md`."""
    return _NUMBERED.sub("", PurePosixPath(path).stem)


def _chapter(lines: list[Line], known: Known, reading: Reading) -> Chapter:
    settings, body = read_settings(lines, _SETTINGS, reading)
    pages, art = _pages(settings.get("pages"), reading), _art(settings.get("art"), known, reading)
    title, blocks = read_prose(lines, body, known, reading)
    if spread := settings.get("spread"):
        _check_mirrored(spread, pages, blocks, known, reading)
    name, mirrored = name_of(reading.path), "spread" in settings
    return Chapter(reading.path, name, title, pages, art, tuple(blocks), mirrored)


def _check_mirrored(
    spread: Setting, pages: tuple[int, int] | None, blocks: Sequence[Block], known: Known, reading: Reading
) -> None:
    """Evens can face odds where one table of single numbers has a spread to itself."""
    chosen = [one for block in blocks for one in block.tables]
    rows = [row for one in chosen if one.table in known.tables for row in known.tables[one.table].rows]
    if len(chosen) != 1 or chosen[0].numbers or any(row.first != row.last for row in rows):
        told = f"'{_MIRRORED}' is for a chapter of one table, each of whose rows has one number"
    elif not pages or pages[0] % 2 or pages[1] != pages[0] + 1:
        told = f"'{_MIRRORED}' takes a spread; write its pages, the first one even: 'pages: 12–13'"
    else:
        return
    reading.wrong(spread.line, spread.column, told)


def _pages(setting: Setting | None, reading: Reading) -> tuple[int, int] | None:
    if setting is None:
        return None
    found = _PAGES.fullmatch(setting.text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if 1 <= first <= last:
        return first, last
    told = f"'{setting.text}' is not pages; write one, as '7', or the first and last, as '4–5'"
    reading.wrong(setting.line, setting.column, told)
    return None


def _art(setting: Setting | None, known: Known, reading: Reading) -> Art | None:
    if setting is None:
        return None
    try:
        return read_art(setting.text, colours_of(known.tables))
    except BadArt as bad:
        reading.wrong(setting.line, setting.column, str(bad))
        return None
