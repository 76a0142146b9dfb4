"""Colours as a press prints them: black ink alone wherever it can be, else cyan, magenta, yellow and black.

A page's operators are set anew in inks. What is seen through becomes paler, as it would be on white paper: a press
knows no transparency. Marks of tags are left out.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from rpgkit.pdf.halftone import Colour, three_for

Inks = tuple[float, float, float, float]
# How much the parts of a colour differ in what is printed as grey, and how dark a grey is printed as full black.
GREY, BLACK = 0.085, 0.85
# In a drawing pale colours are shades of skin, and only what is hardly a colour at all is grey.
GREY_DRAWN = 0.02
# Text up to this lightness is full black: tints of small letters have ragged edges.
DARK_TEXT = 0.6
# All inks together; more would not dry.
MOST_INK = 2.8
# As much of it may be black's as a colour is still seen beside.
MOST_BLACK = 0.9

_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
_SEEN = re.compile(
    rf"""\((?:[^\\()]|\\.)*\)
    |(?<!\S)(?:
        (?P<tag>/\w+\s(?:<<.*?>>\s?BDC|BMC)|EMC)
        |/(?P<state>\S+)\sgs
        |(?P<numbers>(?:{_NUMBER}\s+){{1,4}})(?P<colour>rg|RG|g|G|k|K)
        |(?P<turn>q|Q|BT|ET)
    )(?!\S)""",
    re.VERBOSE | re.DOTALL,
)


class Alpha(NamedTuple):
    """What a state of a document's says of how far fills and lines cover; None: nothing."""

    fill: float | None
    line: float | None


class _State(NamedTuple):
    """What is painted with; a colour that is in inks already stands in the text that sets it."""

    fill: Colour | str = (0.0, 0.0, 0.0)
    line: Colour | str = (0.0, 0.0, 0.0)
    covers: Alpha = Alpha(1.0, 1.0)


def inks_of(colour: Colour, pale_grey: float = GREY) -> Inks:
    """The inks that look most like a colour, each from 0 to 1; its parts are red, green and blue of sRGB.

    A pale colour is grey if its parts differ by no more than `pale_grey`.
    """
    light = _lightness(colour)
    if max(colour) - min(colour) <= (GREY if light < 0.5 else pale_grey):
        return 0.0, 0.0, 0.0, 1.0 if 1 - light >= BLACK else round(1 - light, 2)
    least = min(1 - part for part in colour)
    # The darker a grey is that three inks would make together, the more of it is black's.
    black = int(100 * least * least) / 100
    three = three_for(colour, black)
    while sum(three) + black > MOST_INK and black < MOST_BLACK:
        black += 0.05
        three = three_for(colour, black)
    share = min(1.0, (MOST_INK - black) / (sum(three) or 1))
    cyan, magenta, yellow = (int(100 * part * share + 1e-6) / 100 for part in three)
    return cyan, magenta, yellow, round(black, 2)


def inks_of_text(colour: Colour) -> Inks:
    """The inks of letters: black alone, and in full unless they are light on something dark."""
    light = _lightness(colour)
    return 0.0, 0.0, 0.0, 1.0 if light < DARK_TEXT else round(1 - light, 2)


def _lightness(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def in_inks(code: str, alphas: Mapping[str, Alpha], pale_grey: float = GREY) -> str:
    """A page's operators in inks; `alphas` are the states that they may name."""
    return _SEEN.sub(_Inked(alphas, pale_grey).set_anew, code)


class _Inked:
    """The operators of one page or form as they come, and what is painted with meanwhile."""

    def __init__(self, alphas: Mapping[str, Alpha], pale_grey: float) -> None:
        self._alphas, self._pale_grey = alphas, pale_grey
        self._state, self._before = _State(), list[_State]()
        self._in_text = False

    def set_anew(self, found: re.Match[str]) -> str:
        """What stands in the place of a string, or of operators that concern colour."""
        if found["tag"]:
            return ""
        if found["state"]:
            return self._seen_through(found["state"])
        if found["colour"]:
            return self._coloured(found["colour"], found[0], [float(part) for part in found["numbers"].split()])
        return self._turned(found["turn"]) if found["turn"] else found[0]

    def _turned(self, operator: str) -> str:
        if operator == "q":
            self._before.append(self._state)
        elif operator == "Q":
            self._state = self._before.pop() if self._before else self._state
        else:
            before, self._in_text = self._fill(), operator == "BT"
            # Letters are set in other inks than what is drawn in the same colour.
            return operator if self._fill() == before else f"{operator} {self._fill()}"
        return operator

    def _coloured(self, operator: str, said: str, numbers: list[float]) -> str:
        colour: Colour | str = said
        if operator in ("g", "G"):
            colour = (numbers[-1],) * 3
        elif operator in ("rg", "RG"):
            colour = (numbers[-3], numbers[-2], numbers[-1])
        if operator.islower():
            self._state = self._state._replace(fill=colour)
            return self._fill()
        self._state = self._state._replace(line=colour)
        return self._line()

    def _seen_through(self, name: str) -> str:
        """The colours as pale as they are seen, in place of a state that lets see through."""
        said, covers = self._alphas.get(name, Alpha(None, None)), self._state.covers
        now = Alpha(*(old if new is None else new for new, old in zip(said, covers, strict=True)))
        if now == covers:
            return ""
        self._state = self._state._replace(covers=now)
        return f"{self._fill()} {self._line()}"

    def _fill(self) -> str:
        colour = self._state.fill
        if isinstance(colour, str):
            return colour
        seen = paler(colour, self._state.covers.fill or 0)
        return f"{_said(inks_of_text(seen) if self._in_text else inks_of(seen, self._pale_grey))} k"

    def _line(self) -> str:
        colour = self._state.line
        if isinstance(colour, str):
            return colour
        return f"{_said(inks_of(paler(colour, self._state.covers.line or 0), self._pale_grey))} K"


def paler(colour: Colour, share: float) -> Colour:
    """A colour that covers white paper by a share."""
    red, green, blue = (part * share + 1 - share for part in colour)
    return red, green, blue


def _said(inks: Inks) -> str:
    return " ".join(f"{ink:g}" for ink in inks)
