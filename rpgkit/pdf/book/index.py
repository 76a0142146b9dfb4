"""The index of a booklet: its terms, and the pages on which they are said, the main ones in bold."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle

from rpgkit.chapter import Block, Chapter, plain
from rpgkit.errors import Mistake, Mistakes
from rpgkit.pdf.book.back import Found, Said, place_of_page
from rpgkit.pdf.book.listing import columns_slug, width_of_column
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.words import Inset, Setting, text_slug
from rpgkit.pdf.canvas import LinkTo
from rpgkit.pdf.prose import Swatch, paragraph_of
from rpgkit.pdf.tags import Node

# Of a term so many runs of pages are listed: those over which it stands, and where it is said oftenest.
MOST_RUNS = 4
_COLUMNS = 3
_HANGING, _LETTER, _LEADING = 8.0, 4.5, 9.6 / 8.5
_ENDINGS = r"(?:s|es|[’']s?|s[’'])?"


class Term(NamedTuple):
    """A term of the index, the words that are sought, and in which chapters, the main one first, if not in all.

    A chapter that is named and does not say the words is meant whole.
    """

    said: str
    sought: tuple[str, ...]
    chapters: tuple[str, ...] = ()


Run = tuple[int, int]


def term_of(text: str) -> Term:
    """A term as it is written: `Abiodun, Dr: Abiodun/the doctor; dissonance, nine`."""
    before, _, within = text.partition(";")
    term, _, sought = before.partition(":")
    return Term(term.strip(), _apart(sought or term, "/"), _apart(within, ","))


def _apart(text: str, between: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(between) if word.strip())


def located(term: Term, said: Sequence[Said]) -> tuple[list[int], set[int]]:
    """The pages of a term, from the first, and which of them are the main ones."""
    if not term.chapters:
        return pages_of(term.sought, said), mains_of(term.sought, said)
    pages: set[int] = set()
    for name in term.chapters:
        whole = [one for one in said if one.chapter == name]
        pages |= {one.page for one in whole if _count(term.sought, one.words)} or {one.page for one in whole}
    return sorted(pages), {one.page for one in said if one.chapter == term.chapters[0]}


def pages_of(sought: Sequence[str], said: Sequence[Said]) -> list[int]:
    """The pages on which one of some words is said, from the first; of too many the main ones, and the oftenest.

    A word with a capital is sought as it is; one without may begin a sentence, too. Plurals are found.
    """
    main = mains_of(sought, said)
    counts = {one.page: _count(sought, one.words) for one in said}
    ranked = sorted(filter(counts.get, counts), key=lambda page: (page not in main, -counts[page]))
    kept: set[int] = set()
    while more := [
        page for page in ranked if page not in kept and len(runs_of(sorted({*kept, page}))) <= MOST_RUNS
    ]:
        kept.add(more[0])
    return sorted(kept)


def mains_of(sought: Sequence[str], said: Sequence[Said]) -> set[int]:
    """The pages on which one of some words stands over others, in a title or a heading."""
    return {one.page for one in said if _count(sought, one.heads)}


def _count(sought: Sequence[str], words: str) -> int:
    # Most words are on few pages; to look for all but the first letter is quick, and rules out the rest.
    return sum(len(_pattern(word).findall(words)) for word in sought if _stem(word)[1:] in words)


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("y") else word


@cache
def _pattern(word: str) -> re.Pattern[str]:
    first, rest = word[0], re.escape(_stem(word)[1:])
    either = f"[{re.escape(first)}{re.escape(first.upper())}]"
    ending = rf"(?:y{_ENDINGS}|ies[’']?)" if word.endswith("y") else _ENDINGS
    return re.compile(rf"(?<!\w){either}{rest}{ending}(?!\w)")


def runs_of(pages: Sequence[int]) -> list[Run]:
    """Pages, from the first, as runs: the first and the last of each."""
    runs: list[Run] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def said_runs(pages: Sequence[int]) -> str:
    """Pages as they are printed: `4, 36–37`."""
    return ", ".join(map(_said, runs_of(pages)))


def _said(run: Run) -> str:
    return f"{run[0]}" if run[0] == run[1] else f"{run[0]}–{run[1]}"


def index_slugs(block: Block, chapter: Chapter, setting: Setting, found: Found) -> Iterator[Slug]:
    """The terms with the pages on which they are said; raises Mistakes for those that are said nowhere."""
    around = Node("L", Node("Index", setting.sect), attributes={"O": "List", "ListNumbering": "None"})
    many = 1 if setting.look.large else _COLUMNS
    width = width_of_column(many, setting)
    entries, lost, letter = [], [], ""
    for words, line in zip(block.words, block.lines, strict=True):
        term = term_of(plain(words))
        pages, main = located(term, found.said)
        if found.said and not pages:
            lost.append(Mistake(chapter.path, line, 1, _lost(term, found.said)))
        before = _LETTER if term.said[:1].casefold() != letter else 0.0
        letter = term.said[:1].casefold()
        node = Node("LBody", Node("LI", around))
        entries.append(_entry(term, pages, main, (node, width, before), setting))
    if lost:
        raise Mistakes(lost)
    if entries:
        yield columns_slug(entries, many, setting, block.line)


def _lost(term: Term, said: Sequence[Said]) -> str:
    sought = " or ".join(f"'{word}'" for word in term.sought)
    small = [word[0].lower() + word[1:] for word in term.sought if pages_of((word[0].lower() + word[1:],), said)]
    if small:
        return f"no page says {sought}, but '{small[0]}' is said; write that, without a capital"
    return f"no page says {sought}; write after a colon what the text says, '{term.said}: …', or delete the term"


def _entry(
    term: Term, pages: Sequence[int], main: Set[int], at: tuple[Node, float, float], setting: Setting
) -> Slug:
    """A term and its pages, each a link."""
    node, width, before = at
    voice = setting.type.small
    style = ParagraphStyle("term", voice.plain, leftIndent=_HANGING, firstLineIndent=-_HANGING)
    style.leading = min(style.leading, _LEADING * style.fontSize)
    parts: list[tuple[str | Swatch, ParagraphStyle]] = [(f"{term.said}  ", style)]
    nodes: list[Node | LinkTo] = [node]
    for run in runs_of(pages):
        text, to = _said(run), f"#{place_of_page(run[0])}"
        face = voice.strong if main & set(range(run[0], run[1] + 1)) else style
        parts += [(", " if len(parts) > 1 else "", style), (text, face)]
        nodes += [node, LinkTo(to, Node("Link", Node("Reference", node)), text)]
    paragraph = paragraph_of([*parts, ("", style)], width, [*nodes, node])
    return text_slug(paragraph, node, Inset(0, width, before), "", 0)
