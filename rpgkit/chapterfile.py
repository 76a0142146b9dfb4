"""The form of a chapter's file: Markdown in, a Chapter or all its mistakes out. Nothing else knows Markdown."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from rpgkit.chapter import Block, Chapter, Kind, Run, Words
from rpgkit.errors import Mistakes, did_you_mean
from rpgkit.textfile import Line, Reading, lines_of, read_settings

_SETTINGS = {"pages": None}
_PAGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_NAMED = re.compile(r"\[\[([^\[\]]*)\]\]")
_ALONE = re.compile(r"\s*\[\[([^\[\]]*)\]\]\s*")
_ODDS = "odds of "
_WORDED: Mapping[str, Kind] = {"example": "example", "blank map": "map"}
_BOXES: Mapping[str, Kind] = {"margin": "margin", "play": "play"}
_BOX = re.compile(r"\[!([^\]]*)\]\s*")
_NEVER = {
    "table": "a table in the text; give it a file in 'tables/', and name it here as '[[folder/table]]'",
    "hr": "a line across the page; begin what follows with a '## ' heading",
    "html_block": "HTML, which is not set; write Markdown",
    "html_inline": "HTML, which is not set; write Markdown",
    "image": "a picture, which is not set; the booklet draws its own",
    "code_block": "a line begins with four spaces or more; take them away",
    "fence": "code, which is not set; write it as a paragraph",
    "code_inline": "backticks, which are not set; write *emphasis* instead",
    "hardbreak": "a line that ends with two spaces or a backslash; leave an empty line, or write on",
}


def read_chapter(data: bytes, path: str, tables: Collection[str]) -> Chapter:
    """A chapter from a file's bytes, `tables` being those that it can name; raises Mistakes, all at once."""
    reading = Reading(path)
    lines = lines_of(data, "a title and its paragraphs", reading)
    chapter = _chapter(lines, tables, reading) if lines else None
    if chapter is None or any(mistake.level == "error" for mistake in reading.mistakes):
        raise Mistakes(sorted(reading.mistakes, key=lambda mistake: mistake[1:3]))
    return chapter


def _chapter(lines: list[Line], tables: Collection[str], reading: Reading) -> Chapter:
    settings, body = read_settings(lines, _SETTINGS, reading)
    pages = settings.get("pages")
    reader = _Reader(lines, tables, reading)
    before = "\n" * (len(lines) - len(body))
    tree = SyntaxTreeNode(_MARKDOWN.parse(before + "\n".join(line.text for line in body)))
    first, rest = tree.children[:1], tree.children[1:]
    title = ""
    if first and first[0].type == "heading" and first[0].tag == "h1":
        title = first[0].children[0].content.strip()
        reader.check_title(first[0])
    else:
        reading.wrong(body[0].number if body else 1, 1, "no title; begin with '# ' and the chapter's name")
        rest = tree.children
    asked = _pages(pages.text, (pages.line, pages.column), reading) if pages else None
    return Chapter(reading.path, title, asked, tuple(reader.blocks(rest)))


_MARKDOWN = MarkdownIt("commonmark").enable("table")


def _pages(text: str, at: tuple[int, int], reading: Reading) -> tuple[int, int] | None:
    found = _PAGES.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if 1 <= first <= last:
        return first, last
    reading.wrong(*at, f"'{text}' is not pages; write one, as '7', or the first and last, as '4–5'")
    return None


class _Reader:
    """Makes blocks of Markdown's tree, and notes what cannot be set."""

    def __init__(self, lines: Sequence[Line], tables: Collection[str], reading: Reading) -> None:
        self.lines, self.tables, self.reading = lines, tables, reading
        self.readers: dict[str, Callable[[SyntaxTreeNode], Iterator[Block]]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
        }

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        """What stands one below the other."""
        for node in nodes:
            if node.type in self.readers:
                yield from self.readers[node.type](node)
            else:
                self._never(node)

    def check_title(self, node: SyntaxTreeNode) -> None:
        """A title is there, and has no marks in it."""
        words = self._words(node)
        if not words:
            self._wrong(node, "the title is empty; write the chapter's name after '# '")
        elif len(words) > 1 or words[0] != Run(words[0].text):
            self._wrong(node, "a title is plain words; take its marks away")

    def _heading(self, node: SyntaxTreeNode) -> Iterator[Block]:
        if node.tag == "h1":
            self._wrong(node, "a second title; a file is one chapter: write '## ', or begin another file")
        elif node.tag != "h2":
            self._wrong(node, "a heading below '## '; a chapter has one level of them")
        elif not (words := self._words(node)):
            self._wrong(node, "a heading without words; write them or delete it")
        else:
            yield Block("heading", _line(node), (words,))

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        alone = _ALONE.fullmatch(node.children[0].content)
        if alone:
            yield from self._set(alone[1].strip(), node)
        else:
            yield Block("paragraph", _line(node), (self._words(node),))

    def _set(self, name: str, node: SyntaxTreeNode) -> Iterator[Block]:
        """What stands alone on a line between double brackets."""
        kind: Kind = "odds" if name.startswith(_ODDS) else "table"
        if name in _WORDED:
            yield Block(_WORDED[name], _line(node))
        elif self._is_table(name.removeprefix(_ODDS).strip(), node):
            yield Block(kind, _line(node), (), name.removeprefix(_ODDS).strip())

    def _list(self, node: SyntaxTreeNode) -> Iterator[Block]:
        points = [self._point(item) for item in node.children]
        kind: Kind = "points" if node.type == "bullet_list" else "steps"
        yield Block(kind, _line(node), tuple(point for point in points if point))

    def _point(self, item: SyntaxTreeNode) -> Words:
        said = item.children[0] if item.children else None
        if said is None or said.type != "paragraph":
            self._wrong(item, "a point without words; write them or delete it")
            return ()
        if item.children[1:]:
            self._wrong(item.children[1], "a point is one paragraph; write the rest as points of their own")
        return self._words(said)

    def _quote(self, node: SyntaxTreeNode) -> Iterator[Block]:
        kind, paragraphs = self._box(node), []
        for at, child in enumerate(node.children):
            if child.type != "paragraph":
                self._wrong(child, "a quotation holds paragraphs alone; take this out of it")
                continue
            words = self._words(child)
            words = _without_box(words) if at == 0 and kind != "quote" else words
            paragraphs += [words] if words else []
        if not paragraphs:
            self._wrong(node, "a quotation without words; write them or delete it")
        yield Block(kind, _line(node), tuple(paragraphs))

    def _box(self, node: SyntaxTreeNode) -> Kind:
        """What a quotation is, by the mark it begins with."""
        begins = node.children[0] if node.children else None
        mark = _BOX.match(begins.children[0].content) if begins and begins.type == "paragraph" else None
        if mark and mark[1] not in _BOXES:
            known = did_you_mean(mark[1], _BOXES) or "; write '[!margin]' or '[!play]'"
            self._wrong(node, f"no quotation is called '{mark[1]}'{known}")
        return _BOXES.get(mark[1], "quote") if mark else "quote"

    def _words(self, node: SyntaxTreeNode) -> Words:
        inline = node.children[0] if node.children else None
        return tuple(_joined(self._runs(inline.children, Run("")))) if inline else ()

    def _runs(self, nodes: Sequence[SyntaxTreeNode], way: Run) -> Iterator[Run]:
        for node in nodes:
            if node.type == "text":
                yield from self._named(node, way)
            elif node.type == "softbreak":
                yield way._replace(text=" ")
            elif node.type in ("em", "strong"):
                strong = node.type == "strong"
                now = way._replace(strong=True) if strong else way._replace(emphasis=True)
                yield from self._runs(node.children, now)
            elif node.type == "link":
                yield from self._runs(node.children, way._replace(link=self._address(node)))
            else:
                self._never(node)

    def _named(self, node: SyntaxTreeNode, way: Run) -> Iterator[Run]:
        """Text, and the tables named in it."""
        for at, part in enumerate(_NAMED.split(node.content)):
            if at % 2 == 0:
                yield from [way._replace(text=part)] if part else []
            elif self._is_table(part.strip(), node):
                yield way._replace(text="", table=part.strip())

    def _address(self, node: SyntaxTreeNode) -> str:
        address = str(node.attrs.get("href", ""))
        if not re.match(r"https?://[^\s]+$|mailto:[^\s]+@[^\s]+$", address):
            self._wrong(node, f"'{address}' is no address; write one that begins with 'https://'", address)
        return address

    def _is_table(self, name: str, node: SyntaxTreeNode) -> bool:
        if name in self.tables:
            return True
        self._wrong(node, f"no table is called '{name}'{did_you_mean(name, self.tables)}", f"[[{name}")
        return False

    def _never(self, node: SyntaxTreeNode) -> None:
        self._wrong(node, _NEVER.get(node.type, f"'{node.type}' is not set; write a paragraph"), node.content)

    def _wrong(self, node: SyntaxTreeNode, message: str, words: str = "") -> None:
        """Notes a mistake where a node begins, or where its words do."""
        first, last = _reach(node)
        begins = words.split("\n")[0]
        for line in self.lines[first:last] if begins else ():
            if begins in line.text:
                return self.reading.wrong(line.number, line.text.index(begins) + 1, message)
        text = self.lines[first].text if first < len(self.lines) else ""
        return self.reading.wrong(first + 1, len(text) - len(text.lstrip()) + 1, message)


def _reach(node: SyntaxTreeNode) -> tuple[int, int]:
    """The lines of a node, or of what it is part of: the first, from 0, and the one after the last."""
    here: SyntaxTreeNode | None = node
    while here is not None and here.map is None:
        here = here.parent
    return here.map if here is not None and here.map else (0, 0)


def _line(node: SyntaxTreeNode) -> int:
    return _reach(node)[0] + 1


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs, those beside each other that are set in one way made one, without space at their ends."""
    kept: list[Run] = []
    for run in runs:
        if kept and not run.table and not kept[-1].table and kept[-1]._replace(text=run.text) == run:
            kept[-1] = run._replace(text=kept[-1].text + run.text)
        else:
            kept.append(run)
    return iter(kept)


def _without_box(words: Words) -> Words:
    mark = _BOX.match(words[0].text) if words else None
    rest = words[0].text[mark.end() :] if mark else ""
    if not mark:
        return words
    return (words[0]._replace(text=rest), *words[1:]) if rest else words[1:]
