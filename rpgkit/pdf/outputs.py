"""What one set of pages can become: a file for the screen, for a press, or for a printer at home and a stapler."""

from collections.abc import Callable
from io import BytesIO
from typing import Literal, NamedTuple

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.impose import Flip
from rpgkit.pdf.metadata import About
from rpgkit.pdf.press import Press
from rpgkit.pdf.zine import Zine

Output = Literal["screen", "press", "zine"]


class Job(NamedTuple):
    """What is made of pages, over which edge a printer turns a zine's sheets, and what draws the cover, if any."""

    output: Output = "screen"
    flip: Flip = "long"
    cover: Callable[[Page], None] | None = None


JOB = Job()
OUTPUTS: dict[Output, Callable[[BytesIO, tuple[float, float], About, Flip], Page]] = {
    "screen": lambda file, size, about, _: Page(file, size, about),
    "press": lambda file, size, about, _: Press(file, size, about),
    "zine": Zine,
}


def page_for(output: Output, file: BytesIO, size: tuple[float, float], about: About, flip: Flip = "long") -> Page:
    """The canvas for pages of a size, which is that of a page once it is cut; `flip` matters to a zine alone."""
    return OUTPUTS[output](file, size, about, flip)
