"""What stands on a sheet: of a character as their player knows them, or on one to be filled in by hand."""

from typing import NamedTuple

from rpgkit.boxes import Box, Section, blank_sections, mark_read, sections_of
from rpgkit.pdf.letters import romanised
from rpgkit.pdf.mark import Mark, alternative_text
from rpgkit.person import Character
from rpgkit.plan import MOST_TIES_EVER
from rpgkit.profile import code_of

SIX = 6
BLANK_TRAITS = ("Nerve", "Candour", "Care", "Craft")
BLANK_TRACKS = ("Warmth", "Dissonance", "Ache")
# What is set apart from the other texts, at the head of a sheet.
_APART = ("person.true_name", "traits", "tracks.warmth", "tracks.dissonance", "tracks.ache")
# On a blank sheet the texts that say most have two lines, and all else has one.
_LONG = {
    "person.family", "want", "secret", "mark.seen", "bond.how_met", "bond.holds", "bond.strains", "scar.came",
    "hook", *(f"ties.{at}" for at in range(1, MOST_TIES_EVER + 1)),
}  # fmt: skip


class Particulars(NamedTuple):
    """What a sheet holds. A trait is its name and worth, a track its name and how many of its boxes are full.

    `mark` is None where the name is still to be drawn; `said` is the mark in words, `code` what the foot says.
    """

    name: str
    naming: str
    sections: tuple[Section, ...]
    traits: tuple[tuple[str, str], ...]
    tracks: tuple[tuple[str, int], ...]
    mark: Mark | None
    said: str
    code: str

    @property
    def tint(self) -> str:
        """The colour that the page takes from its mark; a scar leaves none."""
        return self.mark.borne.colour.ink if self.mark and self.mark.years is None else ""


def particulars_of(character: Character, plain: bool = False) -> Particulars:
    """A character's sheet, as their player knows them."""
    sections = sections_of(romanised(character))
    mark = Mark(character.named.borne, character.years, character.code, plain)
    name = character.person.name.true
    naming = next(box.text for box in sections[0].boxes if box.path == "person.true_name")
    traits = tuple(
        (trait.capitalize(), f"{worth:+}".replace("-", "−").replace("+0", "0"))
        for trait, worth in character.traits._asdict().items()
    )
    said = alternative_text(mark, mark_read(character))
    return Particulars(
        name, naming.removeprefix(name).lstrip(", "), _apart(sections), traits, _tracks(character), mark, said,
        code_of(character),
    )  # fmt: skip


def _tracks(character: Character) -> tuple[tuple[str, int], ...]:
    full = character.tracks._asdict()
    del full["warmth" if character.scar else "ache"]
    tracks = [(name.capitalize(), count) for name, count in full.items()]
    return (*tracks, *([] if character.bond.met else [("Search", 0)]))


def blank_particulars() -> Particulars:
    """A sheet for somebody not yet made."""
    traits = tuple((trait, "") for trait in BLANK_TRAITS)
    tracks = tuple((track, 0) for track in BLANK_TRACKS)
    said = "room for the name over the heart, in its colour"
    return Particulars("", "", _apart(blank_sections()), traits, tracks, None, said, "")


def _apart(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(
        section._replace(boxes=tuple(box for box in section.boxes if box.path not in _APART))
        for section in sections
    )


def lines_of(box: Box) -> int:
    """How many lines a box that is still empty has."""
    return 2 if box.path in _LONG and not box.text else 1


def is_alone(box: Box) -> bool:
    """Whether a box that is still empty takes all of a line."""
    return not box.text
