"""Words that no face here can set: told where they stand, before anything is printed."""

from collections.abc import Iterator

from rpgkit.chapter import Chapter, plain
from rpgkit.errors import Mistake
from rpgkit.pdf.faces import FURTHER, further_faces, is_shown
from rpgkit.pdf.prose import TAG_SIGN

_MOST = 5
# What is set though no face has it: white space, and the sign before a row's tags.
_DRAWN = frozenset(f"{TAG_SIGN} \n")


def unset_in(chapter: Chapter) -> Iterator[Mistake]:
    """A mistake for every block, and for the title, that has letters which no face has."""
    said = [(1, chapter.title), *((block.line, plain(words)) for block in chapter.blocks for words in block.words)]
    for line, text in said:
        letters = [letter for letter in dict.fromkeys(text) if not (is_shown(letter) or letter in _DRAWN)]
        if letters:
            yield Mistake(chapter.path, line, 1, _told(letters))


def _told(letters: list[str]) -> str:
    shown = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_MOST]) + " …" * (len(letters) > _MOST)
    many = "these letters" if letters[1:] else "a letter"
    if set(further_faces()) == set(FURTHER):
        return f"no face has {many}: {shown}; write the word otherwise"
    return f"no face that is installed has {many}: {shown}; run: pip install 'rpgkit[scripts]', or write otherwise"
