"""The form of a booklet's folder: supplement.toml and the chapters beside it in, a Supplement or all mistakes out.

A pack holds its booklet in its folder `booklet`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rpgkit.art import colours_of, read_art
from rpgkit.chapter import Chapter
from rpgkit.chapterfile import chapter_in, name_of
from rpgkit.errors import Mistake, Mistakes
from rpgkit.imprint import PAPERS, read_imprint
from rpgkit.pack import BOOKLET, Shelf, Source, builtin_tables, bytes_of, read_all, shown_path, unreadable
from rpgkit.references import Known
from rpgkit.supplement import Supplement
from rpgkit.textfile import Reading, place_of

FILE = "supplement.toml"
_NAME = re.compile(r"[a-z0-9_-]*[a-z0-9]")


class _File(NamedTuple):
    """A chapter, and the text that it was read from."""

    chapter: Chapter
    text: str


def builtin_booklet() -> Path:
    """The folder of the built-in booklet: inside the package, or in `pdfs` of a checkout."""
    package = Path(__file__).parent
    inside = package / BOOKLET
    return inside if inside.is_dir() else package.parent / "pdfs" / BOOKLET


def booklet_of(folder: Path) -> Path | None:
    """The folder of the booklet that belongs to a folder of tables; None where it has none."""
    if folder.resolve() == builtin_tables().resolve():
        return builtin_booklet()
    own = folder / BOOKLET
    return own if own.is_dir() else None


def load_supplement(folder: Path, shelf: Shelf) -> Supplement:
    """The supplement of a booklet's folder and a shelf's tables; raises Mistakes, those of all files at once."""
    tables, told = read_all(shelf)
    supplement, mistakes = read_supplement(folder, Known(tables, (), shelf.sources.keys() - tables.keys()))
    errors = [mistake for mistake in [*told, *mistakes] if mistake.level == "error"]
    if supplement is None or errors:
        raise Mistakes(errors)
    return supplement


def read_supplement(folder: Path, known: Known) -> tuple[Supplement | None, list[Mistake]]:
    """The supplement of a booklet's folder, `known` being its tables, and all that is wrong or odd with it.

    There is none where something is wrong.
    """
    if not folder.is_dir():
        return None, [Mistake(shown_path(folder), 1, 1, f"is no folder; a booklet is one, with {FILE} in it")]
    reading = Reading(shown_path(folder / FILE))
    values = _read_imprint(folder, known, reading)
    chapters, mistakes = read_chapters(folder, known)
    mistakes = sorted({*reading.mistakes, *mistakes})
    if any(mistake.level == "error" for mistake in mistakes):
        return None, mistakes
    return _supplement(reading.path, values, known, chapters), mistakes


def _supplement(path: str, values: Mapping[str, str], known: Known, chapters: tuple[Chapter, ...]) -> Supplement:
    return Supplement(
        path=path,
        title=values["title"],
        subtitle=values["subtitle"],
        author=values["author"],
        licence=values["licence"],
        language=values["language"],
        colour=values["colour"],
        paper=PAPERS[values["paper"]],
        cover=read_art(values["cover"], colours_of(known.tables)) if values["cover"] else None,
        back=values["back"],
        tables=known.tables,
        chapters=chapters,
    )


def read_chapters(folder: Path, known: Known) -> tuple[tuple[Chapter, ...], list[Mistake]]:
    """The chapters of a booklet's folder in their order, and all that is wrong or odd with them."""
    mistakes: list[Mistake] = []
    sources = list(_chapter_files(folder, mistakes))
    if not sources and not mistakes:
        mistakes.append(Mistake(shown_path(folder), 1, 1, "no chapters; write one here, as '01-premise.md'"))
    known = known._replace(chapters=frozenset(name_of(source.path.name) for source in sources))
    files = [file for source in sources for file in _read_file(source, known, mistakes)]
    mistakes += [*_names_taken(files), *_pages_taken(files)]
    return tuple(file.chapter for file in files), mistakes


def count_chapters(folder: Path) -> int:
    """How many chapters the booklet has that belongs to a folder of tables."""
    booklet = booklet_of(folder)
    return len(list(_chapter_files(booklet, []))) if booklet else 0


def _chapter_files(folder: Path, mistakes: list[Mistake]) -> Iterator[Source]:
    """The files of a booklet's chapters in the order of their numbers, then names; noting what can be none."""
    try:
        paths = sorted(folder.iterdir(), key=lambda path: _order(path.name))
    except OSError as error:
        mistakes.append(Mistake(shown_path(folder), 1, 1, unreadable(error)))
        return
    for path in paths:
        name = path.name
        if not name.lower().endswith(".md") or name.lower() == "readme.md" or name.startswith(".") or path.is_dir():
            continue
        if _NAME.fullmatch(name_of(name)):
            yield Source(path, shown_path(path))
        else:
            told = f"'{name_of(name)}' cannot be a chapter's name; use a–z, 0–9, - and _ alone, as '01-premise.md'"
            mistakes.append(Mistake(shown_path(path), 1, 1, told))


def _order(name: str) -> tuple[float, str]:
    number = re.match(r"[0-9]{1,9}(?=-)", name)
    return (int(number[0]) if number else float("inf"), name)


def _read_file(source: Source, known: Known, mistakes: list[Mistake]) -> Iterator[_File]:
    reading = Reading(source.shown)
    try:
        data = bytes_of(source, "a chapter")
    except Mistakes as wrong:
        mistakes += wrong.mistakes
        return
    chapter = chapter_in(data, known, reading)
    mistakes += reading.mistakes
    if chapter:
        yield _File(chapter, data.decode("utf-8", "replace"))


def _names_taken(files: Sequence[_File]) -> Iterator[Mistake]:
    """No two chapters are called the same."""
    taken: dict[str, str] = {}
    for chapter, _ in files:
        if chapter.name in taken:
            told = f"{taken[chapter.name]} is called '{chapter.name}' too; give one of them another name"
            yield Mistake(chapter.path, 1, 1, told)
        taken.setdefault(chapter.name, chapter.path)


def _pages_taken(files: Sequence[_File]) -> Iterator[Mistake]:
    """Each chapter's pages, where it says them, come after those of the chapters before it."""
    last, before = 0, ""
    for chapter, text in files:
        if chapter.pages is None:
            continue
        line, _, column = place_of(text, "pages")
        if chapter.pages[0] <= last <= chapter.pages[1]:
            yield Mistake(
                chapter.path, line, column, f"page {chapter.pages[0]} is taken: {before} fills pages up to {last}"
            )
        elif chapter.pages[0] <= last:
            told = f"these pages come before those of {before}; number the files in the order of their pages"
            yield Mistake(chapter.path, line, column, told)
        if chapter.pages[1] >= last:
            last, before = chapter.pages[1], chapter.path


def _read_imprint(folder: Path, known: Known, reading: Reading) -> dict[str, str]:
    path = folder / FILE
    if not path.exists():
        reading.wrong(1, 1, "is not there; a booklet needs it: 'rpgkit new' makes one to begin with")
        return {}
    try:
        return read_imprint(bytes_of(Source(path, reading.path), FILE), colours_of(known.tables), reading)
    except Mistakes as wrong:
        reading.mistakes += wrong.mistakes
        return {}
