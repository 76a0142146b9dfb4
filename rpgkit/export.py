"""A character as a file in every format: JSON for programs, text and Markdown for people, PDF for the printer."""

import json
from collections.abc import Callable

from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.person import Character
from rpgkit.profile import character_document, character_markdown, character_text


def _json(character: Character, _gm: bool) -> bytes:
    return (json.dumps(character_document(character), ensure_ascii=False, indent=2) + "\n").encode()


def _text(character: Character, gm: bool) -> bytes:
    return character_text(character, gm).encode()


def _markdown(character: Character, gm: bool) -> bytes:
    return character_markdown(character, gm).encode()


def _pdf(character: Character, gm: bool) -> bytes:
    return sheet_pdf(character, gm=gm)


EXPORTS: dict[str, Callable[[Character, bool], bytes]] = {
    "json": _json,
    "txt": _text,
    "md": _markdown,
    "pdf": _pdf,
}
