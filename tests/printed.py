"""Printed pages read back: their text, with what stands in fields, and where each letter of it stands."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from unicodedata import normalize

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject


class Letter(NamedTuple):
    """A letter on a page, and the box it fills, from the lower left corner."""

    letter: str
    left: float
    bottom: float
    right: float
    top: float


class Asked(NamedTuple):
    """A field as a file holds it."""

    name: str
    says: str
    value: str
    kind: str
    page: int
    rect: tuple[float, float, float, float]


def flat(data: bytes) -> pypdfium2.PdfDocument:
    """A file whose fields are drawn on their pages, as a printer would see it."""
    document = pypdfium2.PdfDocument(data)
    if document.init_forms():
        for page in document:
            page.flatten()
    return document


def text_of(data: bytes) -> str:
    """The text of all pages as PDFium reads it, with what stands in fields."""
    with flat(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def letters_of(data: bytes) -> list[list[Letter]]:
    """The letters of each page, with those in fields; white space is left out."""
    with flat(data) as document:
        return [list(_letters(page)) for page in document]


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1)
        if letter.strip():
            yield Letter(letter, *text.get_charbox(at, loose=True))


def pages_of(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def fields_of(data: bytes) -> list[Asked]:
    """All fields of a file in the order in which one comes to them, as pypdf reads them."""
    found = []
    for number, page in enumerate(PdfReader(BytesIO(data)).pages):
        for annotation in page.get("/Annots", []):
            field: Any = annotation.get_object()
            if field["/Subtype"] == "/Widget":
                left, bottom, right, top = (float(edge) for edge in field["/Rect"])
                name, says, value, kind = (str(field[key]) for key in ("/T", "/TU", "/V", "/FT"))
                found.append(Asked(name, says, value, kind, number, (left, bottom, right, top)))
    return found


def values_of(data: bytes) -> dict[str, str]:
    """What stands in each field, by its name."""
    return {field.name: field.value for field in fields_of(data)}


def everything_in(data: bytes) -> str:
    """All that a file holds in any form: every text and every stream, unpacked."""
    reader = PdfReader(BytesIO(data))
    said: list[str] = []
    for number in range(1, len(reader.xref[0]) + 1):
        said += _said(reader.get_object(IndirectObject(number, 0, reader)))
    return "\n".join(said)


def _said(thing: Any) -> Iterator[str]:
    if isinstance(thing, TextStringObject):
        yield str(thing)
    elif isinstance(thing, DictionaryObject):
        for part in thing.values():
            yield from _said(part)
        if isinstance(thing, StreamObject):
            yield thing.get_data().decode("latin-1")
    elif isinstance(thing, ArrayObject):
        for part in thing:
            yield from _said(part)


def alike(text: str) -> str:
    """Text as it can be compared with what was read back: ligatures apart, no white space."""
    return re.sub(r"\s+", "", normalize("NFKC", text))


def squeezed(text: str) -> str:
    """Text without white space and brackets, which are turned beside letters that run from right to left."""
    return re.sub(r"[\s()]+", "", text)
