"""Makes the pictures of the README: sheets as they are printed, seen beside each other (`make pictures`)."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL.Image import Image, Quantize
from PIL.Image import new as new_image

from rpgkit.character import make_character
from rpgkit.coded import circle_by_code
from rpgkit.origin import read_code
from rpgkit.pdf.circle_sheet import circle_pdf
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.webs import web_of
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
    width, height = pages[0].size
    whole = new_image("RGB", ((width + BETWEEN) * len(pages) - BETWEEN + 2, height + 2), (255, 255, 255))
    for at, page in enumerate(pages):
        x = at * (width + BETWEEN)
        whole.paste(EDGE, (x, 0, x + width + 2, height + 2))
        whole.paste(page, (x + 1, 1))
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


PICTURES = {"sheets": sheets, "map": map_of_marks}


def main() -> None:
    """Makes them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        file = FOLDER / f"{name}.png"
        make().quantize(256, Quantize.FASTOCTREE).save(file, optimize=True)
        sys.stdout.write(f"{file.name}: {file.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
