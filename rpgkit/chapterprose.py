"""A chapter's prose: Markdown in, a title and its blocks out. Nothing else knows Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from rpgkit.art import BadArt, colours_of, read_arts
from rpgkit.chapter import Block, Chosen, Kind, Run, Words, plain
from rpgkit.errors import did_you_mean
from rpgkit.references import MARKS, ODDS, SET, Known, LeadsNowhere, find_table, read_choices, refer
from rpgkit.textfile import Line, Reading

_NAMED = re.compile(r"\[\[([^\[\]]*)\]\]")
_ALONE = re.compile(r"\s*\[\[([^\[\]]*)\]\]\s*")
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
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def read_prose(
    lines: Sequence[Line], body: Sequence[Line], known: Known, reading: Reading
) -> tuple[str, list[Block]]:
    """The title and the blocks of a chapter's body, which ends its lines; what cannot be set is in `reading`."""
    reader = _Reader(lines, known, reading)
    before = "\n" * (len(lines) - len(body))
    tree = SyntaxTreeNode(_MARKDOWN.parse(before + "\n".join(line.text for line in body)))
    first = tree.children[0] if tree.children else None
    if first is None or first.type != "heading" or first.tag != "h1":
        reading.wrong(body[0].number if body else 1, 1, "no title; begin with '# ' and the chapter's name")
        return "", list(reader.blocks(tree.children))
    reader.check_title(first)
    return first.children[0].content.strip(), list(reader.blocks(tree.children[1:]))


class _Reader:
    """Makes blocks of Markdown's tree, and notes what cannot be set."""

    def __init__(self, lines: Sequence[Line], known: Known, reading: Reading) -> None:
        self.lines, self.known, self.reading = lines, known, reading
        self.readers: dict[str, Callable[[SyntaxTreeNode], Iterator[Block]]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
        }
        # What may have a list right below it, and how each of its points is read.
        self.listed: dict[str | None, Callable[[SyntaxTreeNode], Words]] = {
            "index": self._term,
            "contents": self._part,
        }

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        """What stands one below the other."""
        for at, node in enumerate(nodes):
            if _alone(node) in self.listed:
                yield self._listed(node, nodes[at + 1 : at + 2])
            elif at and node.type == "bullet_list" and _alone(nodes[at - 1]) in self.listed:
                continue  # Its terms or parts, which are set with it.
            elif node.type in self.readers:
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
        name = _alone(node)
        if name is None:
            yield Block("paragraph", _line(node), (self._words(node),))
        elif name in SET:
            yield Block(SET[name], _line(node))
        elif name.startswith(MARKS):
            yield from self._marks(name.removeprefix(MARKS), node)
        else:
            yield from self._odds(name, node) if name.startswith(ODDS) else self._table(node)

    def _marks(self, said: str, node: SyntaxTreeNode) -> Iterator[Block]:
        try:
            yield Block("marks", _line(node), arts=read_arts(said, colours_of(self.known.tables)))
        except BadArt as bad:
            self._wrong(node, str(bad))

    def _odds(self, name: str, node: SyntaxTreeNode) -> Iterator[Block]:
        try:
            id = find_table(name.removeprefix(ODDS).strip(), self.known)
            yield Block("odds", _line(node), (), (Chosen(id),))
        except LeadsNowhere as nowhere:
            self._wrong_inside(node, len(ODDS), str(nowhere))

    def _table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """A table, whole or a choice of its rows, or two choices side by side."""
        inside = _ALONE.fullmatch(node.children[0].content)
        chosen, wrong = read_choices(inside[1] if inside else "", self.known)
        for one in wrong:
            self._wrong_inside(node, one.offset, one.message)
        if chosen:
            yield Block("table", _line(node), (), chosen)

    def _listed(self, node: SyntaxTreeNode, below: Sequence[SyntaxTreeNode]) -> Block:
        """The index with its terms, or the contents with their parts, being the list right below it."""
        name = _alone(node) or ""
        items = [item for there in below if there.type == "bullet_list" for item in there.children]
        if name == "index" and not items:
            self._wrong(node, "an index without terms; list them right below it, '- Ache'")
        words, lines = tuple(map(self.listed[name], items)), tuple(map(_line, items))
        return Block(SET[name], _line(node), words, (), lines)

    def _part(self, item: SyntaxTreeNode) -> Words:
        """A part of the contents: what it is called, and the chapter that it begins with."""
        words = self._point(item)
        title, _, chapter = (word.strip() for word in plain(words).rpartition(":"))
        if not title and words:
            self._wrong(
                item, "a part of the contents names the chapter that it begins with, '- Six evenings: next'"
            )
        elif words and chapter not in self.known.chapters:
            known = did_you_mean(chapter, self.known.chapters)
            self._wrong(item, f"no chapter is called '{chapter}'{known}", chapter)
        return words

    def _term(self, item: SyntaxTreeNode) -> Words:
        words = self._point(item)
        if any(run.table or run.chapter or run.link for run in words):
            self._wrong(item, "a term of the index is plain words; take the brackets away")
        said, _, within = plain(words).partition(";")
        term, colon, sought = said.partition(":")
        if words and not all(word.strip() for word in [term, *(sought.split("/") if colon else [])]):
            self._wrong(item, "a term without words; write '- Ache', or '- Abiodun, Dr: Abiodun/the doctor'")
        for name in filter(None, map(str.strip, within.split(","))):
            if name not in self.known.chapters:
                self._wrong(item, f"no chapter is called '{name}'{did_you_mean(name, self.known.chapters)}", name)
        return words

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
        told = len(self.reading.mistakes)
        kind, paragraphs = self._box(node), []
        for at, child in enumerate(node.children):
            if child.type != "paragraph":
                self._wrong(child, "a quotation holds paragraphs alone; take this out of it")
                continue
            words = self._words(child)
            words = _without_box(words) if at == 0 and kind != "quote" else words
            paragraphs += [words] if words else []
        if not paragraphs and told == len(self.reading.mistakes):
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
        """Text, and the tables and chapters named in it."""
        for at, part in enumerate(_NAMED.split(node.content)):
            if at % 2 == 0:
                yield from [way._replace(text=part)] if part else []
                continue
            try:
                named = refer(part.strip(), self.known)
                yield way._replace(text="", table=named.table, chapter=named.chapter)
            except LeadsNowhere as nowhere:
                self._wrong(node, str(nowhere), f"[[{part}")

    def _address(self, node: SyntaxTreeNode) -> str:
        address = str(node.attrs.get("href", ""))
        if not re.match(r"https?://[^\s]+$|mailto:[^\s]+@[^\s]+$", address):
            self._wrong(node, f"'{address}' is no address; write one that begins with 'https://'", address)
        return address

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

    def _wrong_inside(self, node: SyntaxTreeNode, offset: int, message: str) -> None:
        """Notes a mistake so far into what stands alone between brackets."""
        content = node.children[0].content
        before = content[: content.index("[[") + 2 + offset]
        row = before.count("\n")
        number = _reach(node)[0] + row
        said = content.split("\n")[row]
        indent = self.lines[number].text.find(said) if number < len(self.lines) else 0
        self.reading.wrong(number + 1, max(indent, 0) + len(before) - before.rfind("\n"), message)


def _reach(node: SyntaxTreeNode) -> tuple[int, int]:
    """The lines of a node, or of what it is part of: the first, from 0, and the one after the last."""
    here: SyntaxTreeNode | None = node
    while here is not None and here.map is None:
        here = here.parent
    return here.map if here is not None and here.map else (0, 0)


def _line(node: SyntaxTreeNode) -> int:
    return _reach(node)[0] + 1


def _alone(node: SyntaxTreeNode) -> str | None:
    """What a paragraph holds between double brackets, if it holds nothing else."""
    alone = _ALONE.fullmatch(node.children[0].content) if node.type == "paragraph" else None
    return alone[1].strip() if alone else None


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Runs, those beside each other that are set in one way made one, without space at their ends."""
    kept: list[Run] = []
    for run in runs:
        if kept and run.text and kept[-1].text and kept[-1]._replace(text=run.text) == run:
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
