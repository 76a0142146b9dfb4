"""Makes the pictures of the README: sheets as they are printed, seen beside each other (`make pictures`)."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL.Image import Image, Quantize
from PIL.Image import new as new_image

from rpgkit.character import make_character
from rpgkit.cli.booklets import folded
from rpgkit.coded import circle_by_code
from rpgkit.origin import read_code
from rpgkit.pdf.circle_sheet import circle_pdf
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.pdf.style import LOOK
from rpgkit.webs import web_of
from tests.booklets import half_of_us, printed
from tests.people import people
from tests.printed import flat

FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"
# One whose named one lives, and a scar of the first year.
CODES = ("1DP0-0000-2SVT", "1DP0-0000-171X")
CIRCLE = "HDP0-0000-054Z-042J"
SCALE, EDGE, BETWEEN = 1.35, (214, 208, 200), 24


def pictures_of(data: bytes) -> list[Image]:
    """The pages of a file, as they are seen on paper."""
    with flat(data) as document:
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]


def beside(pages: Sequence[Image]) -> Image:
    """Pages side by side, each with its edge."""
    width, height = sum(page.width for page in pages), pages[0].height
    whole = new_image("RGB", (width + BETWEEN * (len(pages) - 1) + 2, height + 2), (255, 255, 255))
    x = 0
    for page in pages:
        whole.paste(EDGE, (x, 0, x + page.width + 2, height + 2))
        whole.paste(page, (x + 1, 1))
        x += page.width + BETWEEN
    return whole


def sheets() -> Image:
    """The two sheets."""
    made = [make_character(people(), read_code(code, people().pack)) for code in CODES]
    return beside([pictures_of(sheet_pdf([one]))[0] for one in made])


def map_of_marks() -> Image:
    """The upper part of a circle's sheet."""
    circle = circle_by_code(people(), CIRCLE)
    (page,) = pictures_of(circle_pdf(web_of(circle)))
    width, height = page.size
    return page.crop((0, int(height * 0.04), width, int(height * 0.72)))


def spread() -> Image:
    """The cover, and beside it the pages of bonds as they lie open."""
    pages = pictures_of(printed("half_of_us", folded(LOOK, half_of_us().colour)))
    return beside([pages[0], joined(pages[11], pages[12])])


def joined(verso: Image, recto: Image) -> Image:
    """Two pages as they lie open."""
    whole = new_image("RGB", (verso.width + recto.width + 1, verso.height), EDGE)
    whole.paste(verso, (0, 0))
    whole.paste(recto, (verso.width + 1, 0))
    return whole


PICTURES = {"sheets": sheets, "map": map_of_marks, "spread": spread}


def main() -> None:
    """Makes them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        file = FOLDER / f"{name}.png"
        make().quantize(256, Quantize.FASTOCTREE).save(file, optimize=True)
        sys.stdout.write(f"{file.name}: {file.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
