"""In whose words a text of a character speaks: of the two, as its reader knows them, and of a third person."""

from collections.abc import Callable
from functools import cache

from rpgkit.facts import PRONOUNS, WHO
from rpgkit.knowledge import player_knows
from rpgkit.person import Borne, Character, Gender, Person
from rpgkit.plan import OF_THIRD, PLAYED
from rpgkit.wording import READER, Voice

Voices = Callable[[str], Voice]


def voice_of(person: Person, named: Person, met: bool) -> Voice:
    """The words for two people; of one who is not met the mark alone is known, name as written and colour."""
    words = {**READER.words, **_words(person.borne, person.gender, ""), "age": str(person.age)}
    if met:
        words |= {**_words(named.borne, named.gender, "named."), "named.age": str(named.age)}
    else:
        words |= {"named.name": named.name.written, "named.colour": named.favourite_colour.name}
    words["true.name"], words["mark"] = person.name.true, named.name.written
    plurals = _plurals(person.gender, "") | _plurals(named.gender if met else None, "named.")
    return Voice(words, plurals | _PLURALS["other."])


def voice_with(base: Voice, gender: Gender | None, borne: Borne) -> Voice:
    """A voice that knows a third person, too: a tie, a wearer, whom the named one bears."""
    if gender is None:
        return base
    plurals = base.plurals - _PLURALS["other."] | _plurals(gender, "other.")
    return Voice(base.words | _words(borne, gender, "other."), plurals)


def sealed(field: str, met: bool) -> bool:
    """Whether a text is the GM's alone, who knows the named one though the character does not."""
    return not met and field not in PLAYED and not player_knows(field, False, False)


def voices_of(character: Character) -> Voices:
    """The voice in which each field of a character speaks: of the two, and of a third person where it has one."""
    met = character.bond.met
    told = voice_of(character.person, character.named, met)
    full = told if met else voice_of(character.person, character.named, True)
    others = {f"ties.{at}": (tie.person.gender, tie.person.borne) for at, tie in enumerate(character.ties, 1)}
    others |= {f"worn_by.{at}": (one.gender, one.borne) for at, one in enumerate(character.worn_by, 1)}
    thirds = dict.fromkeys(OF_THIRD, (character.third, character.named.bears))

    def voice(field: str) -> Voice:
        base = full if sealed(field, met) else told
        other = thirds.get(field) or others.get(field.rpartition(".")[0])
        return voice_with(base, *other) if other else base

    return voice


def _words(borne: Borne, gender: Gender, who: str) -> dict[str, str]:
    return {
        f"{who}name": borne.name.called,
        f"{who}colour": borne.colour.name,
        **_pronouns(gender.pronouns.words, who),
    }


@cache
def _pronouns(words: tuple[str, ...], who: str) -> dict[str, str]:
    return {who + slot: word for slot, word in zip(PRONOUNS, words, strict=True)}


_PLURALS = {who: frozenset(who + slot for slot in PRONOUNS) for who in WHO}


def _plurals(gender: Gender | None, who: str) -> frozenset[str]:
    plural = gender is None or gender.pronouns.plural
    return _PLURALS[who] if plural else frozenset()
