"""What several tell of one person in a circle, told anew where somebody edited that person's record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rpgkit.circle import Circle
from rpgkit.circlelaws import OF_BOTH, pairs_of
from rpgkit.person import Character, Person


def retold(members: Sequence[Character], circle: Circle, now: Mapping[str, Person]) -> tuple[Character, ...]:
    """The members of a circle as they were read, their shared texts as the people in them are `now`, by key."""
    names = {
        old: new
        for key, person in circle.people.items()
        for old, new in ((person.name.true, now[key].name.true), (person.name.called, now[key].name.called))
        if old != new
    }
    if not names:
        return tuple(members)
    told = [_renamed(member, kept, names) for member, kept in zip(members, circle.members, strict=True)]
    for one, other in pairs_of(circle):
        at, beside = int(one) - 1, int(other) - 1
        told[at] = _as_told_by(told[at], circle.members[at], told[beside])
        told[beside] = _as_told_by(told[beside], circle.members[beside], told[at])
    return tuple(told)


def _renamed(member: Character, kept: Character, names: Mapping[str, str]) -> Character:
    """Somebody whose texts that others rolled name all as they are called now, but for those somebody touched."""
    words = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    anew = {
        field: words.sub(lambda found: names[found[0]], text)
        for field, text in member.texts.items()
        if field not in kept.rolls and text == kept.texts.get(field)
    }
    return replace(member, texts={**member.texts, **anew})


def _as_told_by(member: Character, kept: Character, other: Character) -> Character:
    """Somebody who tells the story of a pair as the one does who rolled it."""
    anew = {field: other.texts[field] for field in OF_BOTH if field in other.rolls and field not in kept.rolls}
    return replace(member, texts={**member.texts, **anew})
