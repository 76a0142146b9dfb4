"""Those of a circle who are no player's characters, and what its seasons brought: values."""

from typing import NamedTuple

from rpgkit.person import Life, Person


class Soul(NamedTuple):
    """One record of somebody who is no player's character: who, how they live or lived, and what all know of them.

    `years` are those since their death, None while they live. `bears` is the key of whom they bear, where that is
    one of the circle, `kind` and `number` are those of that bond.
    """

    key: str
    person: Person
    life: Life
    years: int | None
    bears: str | None
    kind: str
    number: str


class Entry(NamedTuple):
    """What a season brought: when, to whom by key, and in words."""

    when: str
    keys: tuple[str, ...]
    text: str
