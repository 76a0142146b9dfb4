"""Circles as a file in every format: JSON for programs, text and Markdown for people, PDF for the printer."""

import json
from collections.abc import Callable
from typing import NamedTuple

from rpgkit.circle import Circle
from rpgkit.circledocument import circle_document
from rpgkit.circleorigin import CircleOrigin
from rpgkit.pdf.circle_sheet import circle_pdf
from rpgkit.pdf.style import LOOK, Look
from rpgkit.webs import web_of
from rpgkit.webtext import web_markdown, web_text


class Seen(NamedTuple):
    """For whom a circle is told, and how it is printed; a document holds all unless it is a player's."""

    gm: bool = False
    player: bool = False
    look: Look = LOOK


def _json(circle: Circle, seen: Seen) -> bytes:
    document = circle_document(circle, seen.player)
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _text(circle: Circle, seen: Seen) -> bytes:
    return web_text(web_of(circle, seen.gm)).encode()


def _markdown(circle: Circle, seen: Seen) -> bytes:
    return web_markdown(web_of(circle, seen.gm)).encode()


def _pdf(circle: Circle, seen: Seen) -> bytes:
    origin = circle.origin
    without = origin.without if isinstance(origin, CircleOrigin) else frozenset()
    return circle_pdf(web_of(circle, seen.gm), seen.look, without)


CIRCLE_EXPORTS: dict[str, Callable[[Circle, Seen], bytes]] = {
    "json": _json,
    "txt": _text,
    "md": _markdown,
    "pdf": _pdf,
}
