"""A booklet laid out before anything is drawn: which slug of which chapter stands where, and on which page."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import partial
from typing import NamedTuple

from rpgkit.chapter import Chapter
from rpgkit.errors import Mistake, Mistakes, RpgkitError
from rpgkit.fields import People
from rpgkit.pdf.book.back import Found, ListedChapter, ListedTable, Said
from rpgkit.pdf.book.blocks import Making, slugs_of
from rpgkit.pdf.book.frame import Frame, frame_of
from rpgkit.pdf.book.mirror import mirrored
from rpgkit.pdf.book.opener import HEIGHTS, art_beside, opener_slugs
from rpgkit.pdf.book.pour import Overset, pour
from rpgkit.pdf.book.slug import Leaf, Note, Slug
from rpgkit.pdf.book.tables import Context
from rpgkit.pdf.book.type import RUNGS, Rung, booktype_of
from rpgkit.pdf.book.unset import unset_in
from rpgkit.pdf.book.words import Setting
from rpgkit.pdf.rows import References
from rpgkit.pdf.style import Look
from rpgkit.pdf.tags import Node
from rpgkit.supplement import Supplement

_MOST_PASSES = 6
_FIRST = 2  # page 1 is the cover


class Printing(NamedTuple):
    """What is printed, and how: the supplement, its look, whom examples are rolled from, tags that are left out."""

    supplement: Supplement
    look: Look
    people: People
    without: Set[str] = frozenset()


class Pages(NamedTuple):
    """On which pages all stands: chapters (`36–37`) and tables by name, and what is said on each."""

    chapters: Mapping[str, str]
    tables: Mapping[str, str]
    said: tuple[Said, ...]


class Opened(NamedTuple):
    """A chapter on its pages, and how it had to be set: the height of its art, how tight its type is."""

    chapter: Chapter
    leaves: tuple[Leaf, ...]
    art: float
    rung: int


class Laid(NamedTuple):
    """A booklet on its pages, from the second on."""

    chapters: tuple[Opened, ...]
    pages: Pages

    @property
    def leaves(self) -> Iterator[Leaf]:
        """All pages, one after the other."""
        return (leaf for opened in self.chapters for leaf in opened.leaves)


def lay_out(printing: Printing) -> Laid:
    """The pages of a booklet; raises Mistakes where a chapter is longer than the pages that it asks for.

    Pages are named in what stands on them, so all is laid until no page changes any more.
    """
    chapters = printing.supplement.chapters
    if unset := [mistake for chapter in chapters for mistake in unset_in(chapter)]:
        raise Mistakes(unset)
    guess = {chapter.name: "00–00" for chapter in chapters}
    pages = Pages(guess, dict.fromkeys(_homes(chapters), "00"), ())
    for _ in range(_MOST_PASSES):
        laid = _laid(printing, pages)
        if laid.pages == pages:
            return laid
        pages = laid.pages
    raise RpgkitError("the chapters' pages never come to rest, since they name each other; give them 'pages:'")


def _homes(chapters: Sequence[Chapter]) -> dict[str, tuple[str, int]]:
    """Where each table is set first: the chapter's name, and the line there."""
    homes: dict[str, tuple[str, int]] = {}
    for chapter in chapters:
        for block in chapter.blocks:
            for chosen in block.tables if block.kind == "table" else ():
                homes.setdefault(chosen.table, (chapter.name, block.line))
    return homes


def _laid(printing: Printing, pages: Pages) -> Laid:
    """All chapters, with the pages of the pass before."""
    homes: dict[str, set[tuple[str, int]]] = {}
    for id, home in _homes(printing.supplement.chapters).items():
        homes.setdefault(home[0], set()).add((id, home[1]))
    opened: list[Opened] = []
    mistakes: list[Mistake] = []
    number = _FIRST
    for chapter in printing.supplement.chapters:
        asked = chapter.pages if not printing.look.large else None
        if asked and asked[0] < number:
            mistakes.append(_taken(chapter, number - 1))
            continue
        first = asked[0] if asked else number
        maker = _Maker(printing, chapter, pages, frozenset(homes.get(chapter.name, ())))
        try:
            one = maker.fitted(first, asked[1] - first + 1 if asked else 0)
        except Mistakes as wrong:
            mistakes += wrong.mistakes
            continue
        opened.append(one)
        number = first + len(one.leaves)
    if mistakes:
        raise Mistakes(mistakes)
    return Laid(tuple(opened), _pages_of(opened, printing))


def _taken(chapter: Chapter, last: int) -> Mistake:
    """Its pages are not free any more."""
    message = f"the pages up to {last} are taken by the cover and the chapters before it; ask for later ones"
    return Mistake(chapter.path, 1, 1, message)


def _pages_of(opened: Sequence[Opened], printing: Printing) -> Pages:
    chapters: dict[str, str] = {}
    tables: dict[str, str] = {}
    said: list[Said] = []
    for one in opened:
        first, last = one.leaves[0].number, one.leaves[-1].number
        chapters[one.chapter.name] = f"{first}–{last}" if last > first else f"{first}"
        for leaf in one.leaves:
            said.append(_said_on(leaf, one.chapter, printing))
            for placed in leaf.placed:
                for id in placed.slug.tables:
                    tables.setdefault(id, str(leaf.number))
    return Pages(chapters, tables, tuple(said))


def _said_on(leaf: Leaf, chapter: Chapter, printing: Printing) -> Said:
    """What is said on a page: its words, and its titles and headings."""
    over = {block.line for block in chapter.blocks if block.kind == "heading"}
    slugs = [placed.slug for placed in leaf.placed]
    heads = [slug.says for slug in slugs if slug.line in over or slug.says == chapter.title]
    heads += [printing.supplement.tables[id].title for slug in slugs for id in slug.tables]
    words = " ".join(slug.says for slug in slugs)
    return Said(leaf.number, " ".join(words.split()), " / ".join(heads), chapter.name)


class _Maker(NamedTuple):
    """What lays one chapter."""

    printing: Printing
    chapter: Chapter
    pages: Pages
    homes: frozenset[tuple[str, int]]

    def fitted(self, first: int, most: int) -> Opened:
        """The chapter on no more pages than it may fill, in the largest type and with the largest art that fits."""
        if self.chapter.mirrored and not self.printing.look.large:
            return self._on_a_spread(first)
        if most <= 0:
            return self._on_any(first)
        leaves: list[Leaf] = []
        for rung in range(len(RUNGS)):
            made = self._made(RUNGS[rung], first)
            heights = (*(HEIGHTS if rung == 0 and self.chapter.art else ()), 0.0)
            for art in heights:
                leaves = self._poured(made, first, art)
                if len(leaves) <= most:
                    return Opened(self.chapter, tuple(self._finished(leaves, art, made.setting)), art, rung)
        raise Mistakes([self._too_long(leaves, most)])

    def _on_a_spread(self, first: int) -> Opened:
        frames = [frame_of(self.printing.look, number) for number in (first, first + 1)]
        leaves = mirrored(self._making(RUNGS[0], first), frames)
        return Opened(self.chapter, tuple(leaves), 0.0, 0)

    def _on_any(self, first: int) -> Opened:
        """The chapter on as many pages as it takes, with the largest art that takes no page more."""
        made = self._made(RUNGS[0], first)
        leaves = self._poured(made, first, 0.0)
        for art in HEIGHTS if self.chapter.art else ():
            with_art = self._poured(made, first, art)
            if len(with_art) == len(leaves):
                return Opened(self.chapter, tuple(with_art), art, 0)
        return Opened(self.chapter, tuple(self._finished(leaves, 0.0, made.setting)), 0.0, 0)

    def _poured(self, made: "_Made", first: int, art: float) -> list[Leaf]:
        frames = partial(frame_of, self.printing.look)
        opener = opener_slugs(self.chapter, made.setting, art)
        try:
            return pour([*opener, *made.items], first, frames)
        except Overset as over:
            message = "this is higher than a page; make it shorter, or choose fewer of its rows"
            raise Mistakes([Mistake(self.chapter.path, over.line or 1, 1, message)]) from None

    def _finished(self, leaves: list[Leaf], art: float, setting: Setting) -> list[Leaf]:
        """The pages with the art in the margin, if it stands nowhere else and there is room for it."""
        if art or not self.chapter.art:
            return leaves
        frame = frame_of(self.printing.look, leaves[0].number)
        return [art_beside(self.chapter, leaves[0], frame, setting), *leaves[1:]]

    def _too_long(self, leaves: Sequence[Leaf], most: int) -> Mistake:
        """By how much a chapter is too long, and where it runs over."""
        over = leaves[most:]
        frame = frame_of(self.printing.look, over[0].number)
        high = sum(frame.body.top - min(one.top - one.slug.height for one in leaf.placed) for leaf in over)
        pages = self.chapter.pages or (1, 1)
        asked = f"{pages[0]}–{pages[1]}" if pages[1] > pages[0] else str(pages[0])
        message = (
            f"the chapter runs over its pages ({asked}) by {high / 12.5:.0f} lines from here; cut it, choose"
            " fewer rows of its tables, or give it more pages"
        )
        return Mistake(self.chapter.path, over[0].placed[0].slug.line or 1, 1, message)

    def _made(self, rung: Rung, first: int) -> "_Made":
        making = self._making(rung, first)
        return _Made(making.setting, tuple(slugs_of(making)))

    def _making(self, rung: Rung, first: int) -> Making:
        printing, frame = self.printing, frame_of(self.printing.look, first)
        tables = printing.supplement.tables
        titles = {id: table.title for id, table in tables.items()}
        setting = Setting(
            printing.look,
            booktype_of(printing.look, rung),
            References(titles, self.pages.tables),
            self.pages.chapters,
            tables,
            printing.without,
            Node("Sect"),
            frame.prose.width,
            frame.body.width,
        )
        context = Context(setting, "H2", frame.body.height, self.chapter.title, self.homes)
        return Making(self.chapter, setting, context, self._found(frame))

    def _found(self, frame: Frame) -> Found:
        supplement, pages = self.printing.supplement, self.pages
        chapters = tuple(
            ListedChapter(chapter.name, chapter.title, pages.chapters[chapter.name].split("–")[0])
            for chapter in supplement.chapters
            if not any(block.kind == "contents" for block in chapter.blocks)
        )
        tables = tuple(
            ListedTable(id, table.title, table.dice.notation, pages.tables.get(id, ""))
            for id, table in sorted(supplement.tables.items(), key=lambda item: item[1].title.casefold())
        )
        return Found(chapters, tables, pages.said, self.printing.people, frame.margin.width)


class _Made(NamedTuple):
    """A chapter set, but not yet on pages."""

    setting: Setting
    items: tuple[Slug | Note, ...]
