"""The table format: Markdown text in, a Table or all its mistakes out. Nothing else knows the format."""

import re

from rpgkit.cases import Case, case_of
from rpgkit.errors import Mistake, Mistakes
from rpgkit.proof import mistakes_of
from rpgkit.table import LENGTHS, Table
from rpgkit.tablegrid import Cell, Grid, check_plain, check_wordless, read_grid, read_needs
from rpgkit.textfile import Line, Reading, Setting, lines_of, read_settings

_SETTINGS: dict[str, tuple[str, ...] | None] = {
    "rows": tuple(LENGTHS),
    "beyond": ("stop", "error"),
    "both": ("yes", "no"),
    "again": ("keep", "reroll"),
    "deck": ("yes", "no"),
    "book": ("yes", "no"),
    "given": None,
    "source": None,
    "licence": None,
}


def read_table(data: bytes, id: str, path: str) -> tuple[Table, tuple[Mistake, ...]]:
    """A table from a file's bytes, with the warnings it deserves; raises Mistakes, all of them at once."""
    reading = Reading(path)
    table = _read(data, id, reading)
    errors = any(mistake.level == "error" for mistake in reading.mistakes)
    if table is None or errors:
        raise Mistakes(sorted(reading.mistakes, key=lambda mistake: mistake[1:3]))
    return table, tuple(reading.mistakes)


def _read(data: bytes, id: str, reading: Reading) -> Table | None:
    lines = lines_of(data, "a title, a blurb and a table", reading)
    if lines is None:
        return None
    settings, body = read_settings(lines, _SETTINGS, reading)
    given = _read_given(settings.pop("given", None), reading)
    title, blurb, pipes = _read_parts(body, reading)
    grid = read_grid(pipes, reading) if pipes else None
    if grid is None or title is None:
        return None
    table = _table(grid, settings, (id, reading.path, title.text[2:].strip(), blurb), given)
    reading.mistakes += mistakes_of(table, grid.whole)
    return table


def _table(grid: Grid, found: dict[str, Setting], said: tuple[str, str, str, str], given: Case) -> Table:
    """A table from its grid, its settings, its id, path, title and blurb, and what is given with it."""
    id, path, title, blurb = said
    settings = {key: setting.text for key, setting in found.items()}
    return Table(
        id=id,
        path=path,
        title=title,
        blurb=blurb,
        dice=grid.dice,
        head=grid.head,
        columns=grid.columns,
        rows=grid.rows,
        length=settings.get("rows"),
        beyond=settings.get("beyond", "stop"),
        both=settings.get("both") == "yes",
        again=settings.get("again", "keep"),
        deck=settings.get("deck") == "yes",
        book=settings.get("book") == "yes",
        given=given,
        source=settings.get("source", ""),
        licence=settings.get("licence", ""),
        line=grid.line,
    )


def _read_given(setting: Setting | None, reading: Reading) -> Case:
    """What is given with a table; nothing where it cannot be read."""
    told = len(reading.mistakes)
    if setting is None:
        return case_of(())
    read_needs(Cell(setting.text, setting.column), setting.line, reading)
    words = setting.text.split(",") if len(reading.mistakes) == told else ()
    return case_of(word.strip() for word in words if word.strip())


def _read_parts(lines: list[Line], reading: Reading) -> tuple[Line | None, str, list[Line]]:
    """Title, blurb and the lines of the one table."""
    at = 0
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    if at == len(lines) or not lines[at].text.startswith("# "):
        where = lines[min(at, len(lines) - 1)].number if lines else 1
        reading.wrong(where, 1, "no title; begin with '# ' and the table's name")
        title = None
    else:
        title, at = lines[at], at + 1
        check_plain(Cell(title.text[2:].strip(), 3), title.number, reading)
        check_wordless(Cell(title.text[2:].strip(), 3), title.number, reading)
        if not title.text[2:].strip():
            reading.wrong(title.number, 1, "the title is empty; write the table's name after '# '")
    start = next((here for here in range(at, len(lines)) if _is_row(lines[here])), len(lines))
    blurb = _read_blurb(lines[at:start], title or Line(1, ""), reading)
    end = next((here for here in range(start, len(lines)) if not _is_row(lines[here])), len(lines))
    if start == len(lines):
        reading.wrong(lines[-1].number if lines else 1, 1, "no table; write one with pipes, '| d6 | What |' first")
    _check_nothing_after(lines[end:], reading)
    return title, blurb, lines[start:end]


def _is_row(line: Line) -> bool:
    return line.text.lstrip().startswith("|")


def _read_blurb(lines: list[Line], title: Line, reading: Reading) -> str:
    said = [line for line in lines if line.text.strip()]
    for line in said:
        if line.text.startswith("#"):
            reading.wrong(line.number, 1, "a second heading; a file is one table with one title")
        for mark in re.finditer(r"\[\[|[{}]", line.text):
            reading.wrong(
                line.number, mark.start() + 1, f"'{mark[0]}' in the blurb, which is plain words; reword it"
            )
        check_plain(Cell(line.text, 1), line.number, reading)
    if not said:
        reading.wrong(title.number, 1, "no blurb; say under the title in a sentence what the table is for")
    return " ".join(line.text.strip() for line in said)


def _check_nothing_after(lines: list[Line], reading: Reading) -> None:
    for line in lines:
        if line.text.strip():
            what = (
                "a second table; give it a file of its own"
                if _is_row(line)
                else "text after the table; move it above"
            )
            reading.wrong(line.number, 1, what)
            return
