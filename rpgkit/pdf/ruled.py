"""A page that nothing stands on has lines to write on."""

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.page import Area
from rpgkit.pdf.style import Look

BETWEEN = 20.0


def draw_ruled(page: Page, area: Area, look: Look) -> None:
    """Draws them; they are ornament."""
    for at in range(1, int(area.height / BETWEEN)):
        page.rule(area.x, area.top - at * BETWEEN, area.width, (look.hairline, 0.5))
