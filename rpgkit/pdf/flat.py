"""A drawing for a press, which knows no transparency: every layer covers, in the colour that it was seen in.

What a layer lies on is told by its path: on what was painted with the same, or on what it is kept within; else on
white paper. A wash so faint that it hardly changes what is under it goes beneath that, so as not to hide it.
"""

from collections.abc import Iterable

from rpgkit.pdf.pen import Layer, Path, mixed

OPAQUE, FAINT, PAPER = 100, 20, "#FFFFFF"


def flattened(layers: Iterable[Layer], paper: str = PAPER) -> list[Layer]:
    """The layers, none of which lets see through, as they are seen on a paper of some colour."""
    flat: list[Layer] = []
    washes: list[Layer] = []
    for layer in layers:
        if layer.alpha >= OPAQUE:
            flat.append(layer)
        elif layer.alpha >= FAINT:
            flat.append(_over(layer, _ground_of(layer, flat) or paper))
        else:
            wash = _over(layer, _washed_before(layer, washes, flat) or paper)
            washes.append(wash)
            flat.insert(_place_of(layer, flat, washes), wash)
    return flat


def _over(layer: Layer, ground: str) -> Layer:
    return layer._replace(colour=mixed(ground, layer.colour, layer.alpha / OPAQUE), alpha=OPAQUE)


def _ground_of(layer: Layer, flat: list[Layer]) -> str:
    """The colour of what a layer lies on; nothing, if that is the paper."""
    on = [under.colour for under in flat if under.path in (layer.path, layer.within)]
    return on[-1] if on else ""


def _washed_before(layer: Layer, washes: list[Layer], flat: list[Layer]) -> str:
    """The colour of the last wash, if this one lies on it and deepens it; else of what it lies on."""
    if washes and (washes[-1].path == layer.path or (layer.within and washes[-1].within == layer.within)):
        return washes[-1].colour
    return _ground_of(layer, flat)


def _place_of(layer: Layer, flat: list[Layer], washes: list[Layer]) -> int:
    """Where a wash goes: over what it is kept within, or over the paper; and over the washes that are there."""
    grounds: set[Path | None] = {layer.within} if layer.within else set()
    under = [at for at, other in enumerate(flat) if other.path in grounds or other in washes]
    return under[-1] + 1 if under else 0
