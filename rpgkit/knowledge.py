"""Who knows what of a character: the one list that text, file, sheet and log go by.

A path is a place in a character's document and, where it was rolled, the name of its field: `scar.came`.
"""

ALL, MET, SHOWN, GM = "all", "met", "shown", "gm"

# The longest beginning of a path says who knows it: all; whoever has met the named one; whoever was shown
# the mark that the named one bears; the GM alone.
_KNOWN_TO = {
    "": ALL,
    "bond": MET,
    "bond.met": ALL,
    "bond.shown": ALL,
    "bond.twins": ALL,
    "bond.number_told": ALL,
    "bond.lead": GM,
    "named": MET,
    "named.bears": SHOWN,
    "scar": MET,
    "scar.years": ALL,
    "scar.looks": ALL,
    "scar.ache": ALL,
    "worn_by": GM,
}


def known_to(path: str) -> str:
    """Who knows what stands at a path: all, met, shown or gm."""
    while path not in _KNOWN_TO:
        path = path.rpartition(".")[0]
    return _KNOWN_TO[path]


def player_knows(path: str, met: bool, shown: bool) -> bool:
    """Whether the character's player knows what stands at a path."""
    return {ALL: True, MET: met, SHOWN: met and shown, GM: False}[known_to(path)]
