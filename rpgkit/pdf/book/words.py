"""A chapter's words as paragraphs: in their faces, their links laid, and parted where a page is full."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import zip_longest
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from rpgkit.chapter import Run, Words
from rpgkit.pdf.book.slug import Slug
from rpgkit.pdf.book.type import BookType, Voice
from rpgkit.pdf.canvas import LinkTo, Page
from rpgkit.pdf.prose import Blank, Part, paragraph_of, width_of_parts
from rpgkit.pdf.rows import UNBROKEN, References
from rpgkit.pdf.style import Look
from rpgkit.pdf.tabledrawing import place_of
from rpgkit.pdf.tags import Node
from rpgkit.table import Table

_FAR = 1e6
_POINTS, _LEAST_BLANK = re.compile("…{4,}$"), 60.0
_PAGE = re.compile(r"\b([Pp]age)s?\s$")
# Quotation marks as they close, and what they do not close after.
_STRAIGHT, _OPENERS = {'"': "”", "'": "’"}, "([–—“‘"


class Setting(NamedTuple):
    """What a chapter is set with: its look and type, where all stands, what it can name, and its own node.

    `chapters` are the pages of each by its name; `column` is the width of the prose, `width` that of the page.
    """

    look: Look
    type: BookType
    references: References
    chapters: Mapping[str, str]
    tables: Mapping[str, Table]
    without: Set[str]
    sect: Node
    column: float
    width: float


def place_of_chapter(name: str) -> str:
    """The name of the bookmark where a chapter begins."""
    return f"chapter {name}"


def said_of(words: Words, setting: Setting) -> str:
    """Words as they are printed."""
    return "".join(_text_of(run, setting) for run in _agreeing(words, setting))


def _agreeing(words: Words, setting: Setting) -> Iterator[Run]:
    """Words in which `page` stands before one page and `pages` before several, on the same line as they."""
    words = tuple(_reaching(words, setting))
    for run, after, then in zip_longest(words, words[1:], words[2:]):
        if after and after.chapter and (found := _PAGE.search(run.text)):
            several = "–" in _text_of(after, setting) or (then and then.text == "–")
            said = f"{found[1]}s" if several else found[1]
            yield run._replace(text=f"{run.text[: found.start()]}{said}{UNBROKEN}")
        else:
            yield run


def _reaching(words: Words, setting: Setting) -> Iterator[Run]:
    """Words in which the pages from one chapter to another are one run, from the first of all to the last."""
    at = 0
    while at < len(words):
        here = words[at : at + 3]
        if [bool(run.chapter) for run in here] == [True, False, True] and here[1].text == " to ":
            yield here[0]._replace(text=_text_of(here[0], setting).split("–")[0])
            yield here[1]._replace(text="–")
            yield here[2]._replace(text=_text_of(here[2], setting).split("–")[-1])
            at += 3
        else:
            yield words[at]
            at += 1


def _text_of(run: Run, setting: Setting) -> str:
    if run.table:
        return setting.references.named().get(run.table, run.table)
    return setting.chapters.get(run.chapter, "0") if run.chapter and not run.text else run.text


def _style_of(run: Run, voice: Voice) -> ParagraphStyle:
    if run.strong:
        return voice.strong
    return voice.emphasis if run.emphasis or run.table else voice.plain


def _target_of(run: Run, setting: Setting) -> str:
    if run.link:
        return run.link
    if run.chapter:
        return f"#{place_of_chapter(run.chapter)}"
    return f"#{place_of(run.table)}" if run.table in setting.references.pages else ""


def set_words(words: Words, voice: Voice, width: float, node: Node, setting: Setting) -> Paragraph:
    """Words as a paragraph of one node, in which what leads somewhere is a link."""
    parts: list[tuple[Part, ParagraphStyle]] = []
    nodes: list[Node | LinkTo] = []
    before = ""
    for run in _agreeing(words, setting):
        text, target = _closed(_text_of(run, setting), before), _target_of(run, setting)
        before = text[-1:] or before
        parts.append((text, _style_of(run, voice)))
        nodes.append(LinkTo(target, Node("Link", node), text) if target else node)
    leads = any(isinstance(one, LinkTo) for one in nodes)
    parts.append((_blank_after(parts, width), voice.plain))
    return paragraph_of(parts, width, [*nodes, node] if leads else ())


def _blank_after(parts: list[tuple[Part, ParagraphStyle]], width: float) -> Part:
    """A line to write on, up to the right edge, in place of the points that end the words; or nothing."""
    text, style = parts[-1] if parts else ("", None)
    if style is None or not isinstance(text, str) or not (found := _POINTS.search(text)):
        return ""
    parts[-1] = (text[: found.start()], style)
    return Blank(max(_LEAST_BLANK, width - width_of_parts(parts) - 3.0))


def _closed(text: str, before: str) -> str:
    """A text whose first quotation mark closes what stands before it, if it stands right after a word."""
    if text[:1] not in _STRAIGHT or not before or before in _OPENERS or before.isspace():
        return text
    return _STRAIGHT[text[0]] + text[1:]


def indented(voice: Voice, by: float) -> Voice:
    """A text whose first line is set in."""
    return voice._replace(plain=ParagraphStyle("indented", voice.plain, firstLineIndent=by))


class Inset(NamedTuple):
    """Where a paragraph stands: how far from the left, in which width, how far below what is above it."""

    left: float
    width: float
    before: float = 0


def text_slug(paragraph: Paragraph, node: Node, inset: Inset, says: str, line: int) -> Slug:
    """A paragraph as a slug that is parted between its lines, two of them at least on each page."""
    high = float(paragraph.wrap(inset.width, _FAR)[1])

    def draw(page: Page, x: float, top: float) -> None:
        paragraph.wrap(inset.width, _FAR)  # to have been asked where to part it unsets it
        with page.tagged(node):
            paragraph.drawOn(page, x + inset.left, top - high)

    def cut(room: float, verso: bool) -> tuple[Slug, Slug] | None:  # noqa: ARG001
        halves: Sequence[Paragraph] = paragraph.split(inset.width, room)
        if len(halves) != 2:
            # ReportLab forgets the lines of a paragraph that it cannot part.
            paragraph.wrap(inset.width, _FAR)
            return None
        first, rest = halves
        share = len(says) * first.wrap(inset.width, _FAR)[1] / high
        parted = says.rfind(" ", 0, int(share) + 1)
        return (
            text_slug(first, node, inset, says[:parted], line),
            text_slug(rest, node, inset._replace(before=0), says[parted:], line),
        )

    least = min(high, 2 * float(paragraph.style.leading))
    return Slug(high, draw, least, inset.before, says=says, line=line, cut=cut)
