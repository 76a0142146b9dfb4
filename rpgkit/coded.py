"""Whoever a code means: a character's own, or `CIRCLE.3`, the third person of a circle."""

from rpgkit.character import make_character
from rpgkit.circle import Circle, make_circle
from rpgkit.circleorigin import is_circle_code, member_of, read_circle_code
from rpgkit.crockford import BadCode
from rpgkit.fields import People
from rpgkit.origin import read_code
from rpgkit.person import Character


def circle_by_code(people: People, code: str) -> Circle:
    """The circle of a code; raises RpgkitError."""
    return make_circle(people, read_circle_code(code, people.pack))


def character_by_code(people: People, code: str) -> Character:
    """The character of a code; raises RpgkitError."""
    member = member_of(code)
    if member is None:
        if is_circle_code(code):
            raise BadCode(f"'{code}' is a whole circle; name one of its people: {code}.1")
        return make_character(people, read_code(code, people.pack))
    circle = circle_by_code(people, member[0])
    if not 1 <= member[1] <= len(circle.members):
        raise BadCode(f"'{code}': that circle has {len(circle.members)} people, from .1 to .{len(circle.members)}")
    return circle.members[member[1] - 1]


def without_of(people: People, character: Character) -> frozenset[str]:
    """The tags that were left out when a character was made."""
    if not isinstance(character.origin, str):
        return character.origin.without
    member = member_of(character.origin)
    return read_circle_code(member[0], people.pack).without if member else frozenset()
