"""Objects that are written into a document as they are, not by ReportLab's dictionaries: a sheet holds hundreds."""

from collections.abc import Callable
from zlib import compress

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference

from rpgkit.pdf.metadata import legible

Ref = Callable[[PDFObject], str]
# Half the time of zlib's usual level, for a tenth more bytes.
_LEVEL = 4
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) - frozenset("()\\")


class Written(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object that is a dictionary, and the data of a stream if it has any. `write` makes its entries as text."""

    __RefOnly__ = 1

    def __init__(self, write: Callable[[Ref], str], data: bytes | None = None) -> None:
        self._write = write
        self._data = None if data is None else compress(data, _LEVEL)

    def format(self, document: PDFDocument) -> bytes:
        """The bytes of the object."""
        entries = self._write(referrer(document))
        if self._data is None:
            return f"<< {entries} >>".encode("latin-1")
        head = f"<< {entries} /Filter /FlateDecode /Length {len(self._data)} >>\nstream\n"
        return head.encode("latin-1") + self._data + b"\r\nendstream\n"


def referrer(document: PDFDocument) -> Ref:
    """What tells how the objects of a document are referred to: `12 0 R`."""
    numbers = document.idToObjectNumberAndVersion

    def refer(what: PDFObject) -> str:
        name = what.name if type(what) is PDFObjectReference else document.Reference(what).name
        return "{} {} R".format(*numbers[name])

    return refer


def said(text: str) -> str:
    """Text from outside as an object."""
    if _PLAIN.issuperset(text):
        return f"({text})"
    lines = "\n".join(map(legible, text.replace("\t", " ").splitlines()))
    return f"<FEFF{lines.encode('utf-16-be').hex().upper()}>"
