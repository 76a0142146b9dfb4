"""Characters as a file in every format: JSON for programs, text and Markdown for people, PDF for the printer."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.person import Character
from rpgkit.profile import View, character_document, character_markdown, character_text, player_document


def documents(characters: Sequence[Character], view: View) -> Iterator[dict[str, Any]]:
    """The documents of characters, as they may be read."""
    for character in characters:
        document = character_document(character)
        yield player_document(document) if view.player else document


def _json(characters: Sequence[Character], view: View) -> bytes:
    told = list(documents(characters, view))
    return (json.dumps(told if view.many else told[0], ensure_ascii=False, indent=2) + "\n").encode()


def _text(characters: Sequence[Character], view: View) -> bytes:
    return "\n\n".join(character_text(character, view.gm) for character in characters).encode()


def _markdown(characters: Sequence[Character], view: View) -> bytes:
    return "\n\n".join(character_markdown(character, view.gm) for character in characters).encode()


def _pdf(characters: Sequence[Character], view: View) -> bytes:
    return sheet_pdf(characters, gm=view.gm)


EXPORTS: dict[str, Callable[[Sequence[Character], View], bytes]] = {
    "json": _json,
    "txt": _text,
    "md": _markdown,
    "pdf": _pdf,
}
