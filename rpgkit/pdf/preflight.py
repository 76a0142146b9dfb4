"""Whether a finished file is what a press takes: read back page by page, each thing said in words.

What is checked can fail; what cannot be checked is said too. No claim is made that a file is PDF/X.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pypdf.errors import PyPdfError

from rpgkit.errors import RpgkitError
from rpgkit.pdf.followed import Corners
from rpgkit.pdf.impose import SHEET
from rpgkit.pdf.inks import MOST_INK
from rpgkit.pdf.inspection import Font, Inspected, Leaf, inspected
from rpgkit.pdf.page import Area, is_recto
from rpgkit.pdf.plate import BLEED
from rpgkit.pdf.press import bleed_of
from rpgkit.pdf.style import SMALLEST

NEAR = 0.02  # points, and inks
LEAST_PPI = 300
# So many kinds of fault are told in a line.
MOST_TOLD = 3
UNCHECKED = (
    "how the inks look on the printer's press and paper, which a proof shows",
    "overprint and trapping: black prints as the printer's own settings say",
    "what the printer asks of cover and spine",
    "PDF/X: no free validator is known to us, and the file claims none",
)
_SUBSET = re.compile("[A-Z]{6}[+]")
_INKS = ("DeviceCMYK", "DeviceGray", "CalGray")


class Check(NamedTuple):
    """One thing that was looked at, and in one line what was found."""

    name: str
    passed: bool
    says: str


class Report(NamedTuple):
    """What was found in a file, and what nobody looked at."""

    checks: tuple[Check, ...]
    unchecked: tuple[str, ...] = UNCHECKED

    @property
    def passed(self) -> bool:
        """Whether a press can take the file, as far as was checked."""
        return all(check.passed for check in self.checks)


class _Found(NamedTuple):
    """What is wrong, with the page, 0 for the whole file; and what is said if nothing is."""

    faults: list[tuple[int, str]]
    says: str


def preflight(data: bytes) -> Report:
    """Reads a finished file back, and holds it against all that a press minds; raises RpgkitError if it is none."""
    try:
        file = inspected(data)
    except PyPdfError as lacks:
        raise RpgkitError(f"this is no PDF that can be read back: {lacks}") from lacks
    if not file.leaves:
        said = f"it holds {', '.join(file.holds)}" if file.holds else "there is none"
        return Report((Check("pages", False, f"no page can be read: {said}"),))
    return Report(tuple(_checked(name, look(file)) for name, look in CHECKS.items()))


def _checked(name: str, found: _Found) -> Check:
    if not found.faults:
        return Check(name, True, found.says)
    pages: dict[str, list[int]] = {}
    for number, fault in found.faults:
        pages.setdefault(fault, []).append(number)
    told = [f"{_places(numbers)}{fault}" for fault, numbers in pages.items()]
    left = [f"and {len(told) - MOST_TOLD} more"] if told[MOST_TOLD:] else []
    return Check(name, False, "; ".join((*told[:MOST_TOLD], *left)))


def _places(numbers: list[int]) -> str:
    """Where a fault is: the first page, and how many more; nothing if it is the file's."""
    first, *others = numbers
    further = f" and {len(others)} more" if others else ""
    return f"page {first}{further}: " if first else ""


def _number_of_pages(file: Inspected) -> _Found:
    many = len(file.leaves)
    fault = f"{many} pages are no multiple of {SHEET}; add {-many % SHEET}"
    return _Found([(0, fault)] if many % SHEET or not many else [], f"{many} pages, a multiple of {SHEET}")


def _last_page(file: Inspected) -> _Found:
    last = file.leaves[-1:]
    faults = [(leaf.number, "it is the last, and not blank") for leaf in last if leaf.seen.is_painted]
    return _Found(faults, "the last page is blank")


def _sizes(file: Inspected) -> _Found:
    first = file.leaves[0].media
    faults = [
        (leaf.number, f"it is {_said(leaf.media)}, and page 1 is {_said(first)}")
        for leaf in file.leaves
        if not _near(leaf.media, first)
    ]
    return _Found(faults, f"every page is {_said(first)}")


def _boxes(file: Inspected) -> _Found:
    faults = [(leaf.number, fault) for leaf in file.leaves for fault in _faults_of_boxes(leaf, file.leaves[0])]
    trim = file.leaves[0].trim
    return _Found(faults, f"cut to {_said(trim)}, with {BLEED:.3g} pt of bleed but at the spine" if trim else "")


def _faults_of_boxes(leaf: Leaf, first: Leaf) -> Iterable[str]:
    if not (leaf.trim and leaf.bleed):
        yield f"it has no {'BleedBox' if leaf.trim else 'TrimBox'}"
        return
    if first.trim and not _near(_size(leaf.trim), _size(first.trim)):
        yield f"it is cut to {_said(leaf.trim)}, and page 1 to {_said(first.trim)}"
    left, bottom, right, top = leaf.trim
    bleed = bleed_of(Area(left, bottom, right - left, top - bottom), is_recto(leaf.number))
    if not _near(leaf.bleed, (bleed.x, bleed.y, bleed.x + bleed.width, bleed.top)):
        yield f"its BleedBox is not {BLEED:.3g} pt beyond the TrimBox but at the spine"
    if not (_is_within(leaf.trim, leaf.bleed) and _is_within(leaf.bleed, leaf.media)):
        yield "TrimBox, BleedBox and MediaBox do not lie one within the other"


def _fonts(file: Inspected) -> _Found:
    fonts = {font: leaf.number for leaf in reversed(file.leaves) for font in leaf.fonts}
    faults = [(number, fault) for font, number in sorted(fonts.items()) for fault in _faults_of_font(font)]
    return _Found(faults, f"{len(fonts)} fonts, each embedded with the letters that are used")


def _faults_of_font(font: Font) -> Iterable[str]:
    if font.kind in ("Type0", "Type3"):
        yield f"'{font.name}' is a {'CID' if font.kind == 'Type0' else 'Type 3'} font"
    elif not font.embedded:
        yield f"'{font.name}' is not embedded"
    elif not _SUBSET.match(font.name):
        yield f"'{font.name}' is embedded whole"


def _colours(file: Inspected) -> _Found:
    faults = [
        (leaf.number, f"a colour is set by {', '.join(sorted(leaf.seen.other_colours))}")
        for leaf in file.leaves
        if leaf.seen.other_colours
    ]
    return _Found(faults, "black, grey and CMYK alone")


def _ink(file: Inspected) -> _Found:
    faults = [
        (leaf.number, f"{leaf.seen.most_ink:.0%} of ink; at most {MOST_INK:.0%} dry")
        for leaf in file.leaves
        if leaf.seen.most_ink > MOST_INK + NEAR / 4
    ]
    return _Found(faults, f"{max(leaf.seen.most_ink for leaf in file.leaves):.0%} of ink at most")


def _images(file: Inspected) -> _Found:
    images = [(leaf.number, image) for leaf in file.leaves for image in leaf.images]
    faults = [(page, f"a picture in {image.colours}") for page, image in images if image.colours not in _INKS]
    faults += [(page, f"a picture of {image.ppi:.0f} ppi") for page, image in images if image.ppi < LEAST_PPI]
    said = f"{len(images)} pictures, none under {LEAST_PPI} ppi" if images else "no pictures: all is drawn"
    return _Found(faults, said)


def _transparency(file: Inspected) -> _Found:
    faults = [(leaf.number, said) for leaf in file.leaves for said in sorted(leaf.seen_through)]
    return _Found(faults, "nothing is seen through")


def _besides(file: Inspected) -> _Found:
    faults = [(0, f"the file holds {said}") for said in file.holds]
    faults += [(leaf.number, "a link or a note lies on it") for leaf in file.leaves if leaf.annotations]
    faults += [(leaf.number, "its code has tags") for leaf in file.leaves if leaf.seen.has_tags]
    return _Found(faults, "no links, fields, scripts, bookmarks, tags or locks")


def _type(file: Inspected) -> _Found:
    leaves = [leaf for leaf in file.leaves if leaf.seen.has_type]
    faults = [
        (leaf.number, f"type of {leaf.seen.smallest:.3g} pt; at least {SMALLEST} are read")
        for leaf in leaves
        if leaf.seen.smallest < SMALLEST - NEAR
    ]
    smallest = min((leaf.seen.smallest for leaf in leaves), default=0)
    return _Found(faults, f"no type is smaller than {smallest:.3g} pt")


def _size(box: Corners) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _said(box: Corners) -> str:
    width, height = _size(box)
    return f"{width * 25.4 / 72:.1f} × {height * 25.4 / 72:.1f} mm"


def _near(one: Iterable[float], other: Iterable[float]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _is_within(inner: Corners, outer: Corners) -> bool:
    left, bottom, right, top = outer
    return (
        inner[0] >= left - NEAR
        and inner[1] >= bottom - NEAR
        and inner[2] <= right + NEAR
        and inner[3] <= top + NEAR
    )


CHECKS: dict[str, Callable[[Inspected], _Found]] = {
    "number of pages": _number_of_pages,
    "last page": _last_page,
    "page size": _sizes,
    "trim and bleed": _boxes,
    "fonts": _fonts,
    "colours": _colours,
    "ink": _ink,
    "pictures": _images,
    "transparency": _transparency,
    "nothing besides": _besides,
    "size of type": _type,
}
