"""Layers as a form of a document: a drawing that its pages show by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from zlib import compress

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFFormXObject,
    PDFName,
    PDFObjectReference,
    PDFResourceDictionary,
    PDFStream,
    xObjectName,
)
from reportlab.pdfgen.canvas import Canvas

from rpgkit.pdf.flat import flattened
from rpgkit.pdf.pen import Layer, box_of
from rpgkit.pdf.repairs import is_for_press

_OPAQUE = 100
# A path that long, painted more than once, is written once as a form of its own.
_LONG = 500
# Half the time of zlib's usual level, for a tenth more bytes; many drawings wait compressed for their document.
_LEVEL = 4


class DrawingForm(PDFFormXObject):  # type: ignore[misc]  # ReportLab has no types
    """A form that is a drawing, and neither words nor what sets them apart."""


def add_drawing(canvas: Canvas, name: str, layers: list[Layer]) -> None:
    """Puts a drawing into a canvas's document, once, to be shown as the form of that name."""
    if is_for_press(canvas._doc):
        layers = flattened(layers)
    painted = Counter(_painted(layer) for layer in layers)
    parts = {code: f"p{at}" for at, code in enumerate(painted) if painted[code] > 1 and len(code) > _LONG}
    box = box_of(layers)
    resources = _resources_with_alpha(layers)
    for code, part in parts.items():
        _add_form(canvas, f"{name}-{part}", box, code, PDFResourceDictionary())
        resources.XObject[part] = PDFObjectReference(xObjectName(f"{name}-{part}"))
    _add_form(canvas, name, box, "\n".join(operators_of(layers, parts)), resources)


def _add_form(
    canvas: Canvas, name: str, box: tuple[int, int, int, int], code: str, resources: PDFResourceDictionary
) -> None:
    form = DrawingForm(*box)
    form.Contents = PDFStream(content=compress(code.encode("ascii"), _LEVEL))
    form.Contents.dictionary["Filter"] = PDFName("FlateDecode")
    form.Resources = resources
    canvas._doc.addForm(name, form)


def _resources_with_alpha(layers: Iterable[Layer]) -> PDFResourceDictionary:
    """What the operators of a form name. ReportLab 5.1 writes no ExtGState for a form: its alphas would be lost."""
    alphas = {layer.alpha for layer in layers} - {_OPAQUE}
    states = {f"a{alpha}": PDFDictionary({"ca": alpha / 100, "CA": alpha / 100}) for alpha in sorted(alphas)}
    return PDFResourceDictionary(ExtGState=states)


def operators_of(layers: Iterable[Layer], parts: Mapping[str, str]) -> Iterator[str]:
    """The operators that paint layers; `parts` are the forms that stand in the place of some of them."""
    yield "1 j 1 J"
    for within, group in groupby(layers, key=attrgetter("within")):
        if within:
            yield f"q {within.code} W{within.rule} n"
        for layer in group:
            yield from _operators_of(layer, parts)
        if within:
            yield "Q"


def _operators_of(layer: Layer, parts: Mapping[str, str]) -> Iterator[str]:
    yield "q"
    if layer.alpha < _OPAQUE:
        yield f"/a{layer.alpha} gs"
    if layer.moved != (0, 0):
        yield "1 0 0 1 {} {} cm".format(*layer.moved)
    if layer.dashes:
        yield "[{}] 0 d".format(" ".join(map(str, layer.dashes)))
    colour = " ".join(f"{int(layer.colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
    yield f"{colour} RG {layer.width} w" if layer.width else f"{colour} rg"
    code = _painted(layer)
    yield f"/{parts[code]} Do" if code in parts else code
    yield "Q"


def _painted(layer: Layer) -> str:
    return f"{layer.path.code} {'S' if layer.width else 'f' + layer.path.rule}"
