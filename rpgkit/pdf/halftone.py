"""What inks look like on white paper, and which of them look like a colour.

A halftone is seen as its dots and the paper between them (Neugebauer), blurred in the paper (Yule and Nielsen, with
an exponent of 2). The solids are those of offset printing on coated paper, as sRGB shows them.
"""

from functools import lru_cache

Colour = tuple[float, float, float]
Three = tuple[float, float, float]

_EXPONENT = 2.0
# What each pair and all of cyan, magenta and yellow look like, printed in full.
_SOLIDS = {
    (0, 0, 0): "#FFFFFF", (1, 0, 0): "#009FE3", (0, 1, 0): "#E6007E", (0, 0, 1): "#FFED00",
    (0, 1, 1): "#E30613", (1, 0, 1): "#009640", (1, 1, 0): "#312783", (1, 1, 1): "#2B2926",
}  # fmt: skip
_BLACK = "#1D1D1B"
_ROUNDS = 40


def _blurred(part: float) -> float:
    """A part of an sRGB colour as light, and as the blur of paper adds it up."""
    light: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return float(light ** (1 / _EXPONENT))


def _sharp(blurred: float) -> float:
    light = max(0.0, blurred) ** _EXPONENT
    return float(12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def _parts(hex: str) -> Colour:
    red, green, blue = (_blurred(int(hex[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


_SEEN = {inks: _parts(hex) for inks, hex in _SOLIDS.items()}
_SEEN_BLACK = _parts(_BLACK)


def look_of(inks: tuple[float, float, float, float]) -> Colour:
    """What cyan, magenta, yellow and black look like, each from 0 to 1; in red, green and blue of sRGB."""
    *three, black = inks
    mixed = _mixed((three[0], three[1], three[2]))
    red, green, blue = (
        _sharp((1 - black) * part + black * dark) for part, dark in zip(mixed, _SEEN_BLACK, strict=True)
    )
    return red, green, blue


def _mixed(three: Three) -> Colour:
    shares = [(dots, _share(dots, three)) for dots in _SEEN]
    red, green, blue = (sum(share * _SEEN[dots][at] for dots, share in shares) for at in range(3))
    return red, green, blue


def _share(dots: tuple[int, int, int], three: Three) -> float:
    """How much of the paper has just these inks on it."""
    share = 1.0
    for dot, ink in zip(dots, three, strict=True):
        share *= ink if dot else 1 - ink
    return share


@lru_cache(maxsize=4_000)
def three_for(colour: Colour, black: float = 0.0) -> Three:
    """The cyan, magenta and yellow that look most like a colour, with so much black."""
    wanted = tuple(
        (_blurred(part) - black * dark) / (1 - black) if black < 1 else 0.0
        for part, dark in zip(colour, _SEEN_BLACK, strict=True)
    )
    red, green, blue = colour
    three = [1 - red, 1 - green, 1 - blue]
    for _ in range(_ROUNDS):
        for at in range(3):
            three[at] = _best(at, three, wanted)
    return three[0], three[1], three[2]


def _best(at: int, three: list[float], wanted: tuple[float, ...]) -> float:
    """How much of one ink is best, the others being as they are: what is seen goes straight from none to full."""
    without, full = (_mixed(_with(three, at, amount)) for amount in (0.0, 1.0))
    steps = [one - none for one, none in zip(full, without, strict=True)]
    towards = sum(step * (want - none) for step, want, none in zip(steps, wanted, without, strict=True))
    return min(1.0, max(0.0, towards / sum(step * step for step in steps)))


def _with(three: list[float], at: int, amount: float) -> Three:
    cyan, magenta, yellow = (amount if place == at else ink for place, ink in enumerate(three))
    return cyan, magenta, yellow
