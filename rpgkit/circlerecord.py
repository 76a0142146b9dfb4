"""A circle saved as JSON and edited by hand, read back: held against its schema, its dice and every law.

Whoever edits somebody edits them once, where their own record stands: whoever bears them, is tied to them or wears
their name follows. Who bears whom is the dice's.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

from rpgkit.asking import BY_HAND, Ask
from rpgkit.byhand import by_hand_again
from rpgkit.circle import Circle
from rpgkit.circledocument import circle_document
from rpgkit.circlelaws import CIRCLE_LAWS
from rpgkit.circleorigin import CircleOrigin
from rpgkit.coded import circle_by_code
from rpgkit.errors import Mistake, Mistakes, RpgkitError
from rpgkit.fields import People
from rpgkit.jsonplaces import Path, Places, read_json
from rpgkit.misfits import misfits_of
from rpgkit.person import Character, Person, Tie
from rpgkit.record import Document, borne_of, life_in, person_of
from rpgkit.retold import retold
from rpgkit.saved import follow_spelling, read_member

# What the dice of a circle decide and no hand may.
_OF_THE_DICE = ("code", "bears", "ties", "chronicle", "by_hand")
_OF_SOULS = ("key", "years", "kind", "number")


def is_circle(data: bytes) -> bool:
    """Whether a file looks like a circle's, not a character's."""
    return b'"members"' in data


def read_circle(data: bytes, name: str, people: People) -> Circle:
    """A circle from a JSON file; raises Mistakes, all of them in one run, each with its place."""
    document, places = read_json(data, name)
    if not isinstance(document, dict):
        raise Mistakes([places.mistake((), "a circle is an object, in braces; see 'rpgkit schema circle'")])
    if document.get("view") == "player":
        raise Mistakes([places.mistake(("view",), "a circle is read from all of it; this is what players know")])
    original = _original(document, places, people)
    base = circle_document(original)
    return original if document == base else _Reading(document, places, original).circle(people)


def _original(document: Document, places: Places, people: People) -> Circle:
    """What the document's dice make, by its code or by hand; raises Mistakes."""
    code = str(document.get("code", ""))
    try:
        return _by_hand(document, places, people) if code == BY_HAND else circle_by_code(people, code)
    except Mistakes:
        raise
    except (RpgkitError, ValueError) as error:
        place = ("by_hand", "answers") if code == BY_HAND else ("code",)
        raise Mistakes([places.mistake(place, str(error))]) from None


def _by_hand(document: Document, places: Places, people: People) -> Circle:
    """The circle that the kept answers make; raises RpgkitError, or ValueError where they are no numbers."""
    if not isinstance(document.get("by_hand"), dict):
        raise RpgkitError("'by_hand' is missing, which keeps what the dice showed: nothing else makes this circle")
    wrong = [told for told in misfits_of(document, "circle") if told[0][:1] == ("by_hand",)]
    if wrong:
        raise Mistakes(sorted({places.mistake(*told) for told in wrong}))
    told = dict(document["by_hand"])
    if told.pop("pack") != people.pack:
        said = "it belongs to other tables than these; name its pack with --pack, or leave yours out"
        raise Mistakes([places.mistake(("by_hand", "pack"), said)])
    answers = tuple((Ask(one["of"], one["field"]), one["said"]) for one in told.pop("answers"))
    lists = {"without": frozenset(told["without"]), "seated": tuple(told["seated"])}
    return by_hand_again(people, CircleOrigin(**{**told, **lists}), answers)


class _Mention(NamedTuple):
    """Where somebody stands in a circle's document beside their own record; whose that is, by key."""

    key: str
    path: Path


class _Reading:
    """One document being read: what it says, what its dice say, and all that is wrong with it."""

    def __init__(self, document: Document, places: Places, original: Circle) -> None:
        self.document, self.places, self.original = deepcopy(document), places, original
        self.base = circle_document(original)
        self.own: dict[str, Path] = {str(seat): ("members", seat - 1, "person") for seat in self._seats()}
        self.own |= {soul.key: ("others", at) for at, soul in enumerate(original.others)}
        self.mistakes: list[Mistake] = []

    def _seats(self) -> range:
        return range(1, len(self.original.members) + 1)

    def circle(self, people: People) -> Circle:
        """The circle, or raises Mistakes."""
        self._read_frame()
        self._refuse_mistakes()
        if not misfits_of(self.document, "circle"):
            self._follow_people()
        members = self._read_members(people)
        self._refuse_mistakes()
        read = self._as_one(members, people)
        for sentence, holds in CIRCLE_LAWS.items():
            if not holds(read):
                self.tell(("members",), f"a law of circles is broken: {sentence}")
        self._refuse_mistakes()
        return read

    def tell(self, path: Path, message: str) -> None:
        """Notes a mistake."""
        self.mistakes.append(self.places.mistake(path, message))

    def _refuse_mistakes(self) -> None:
        if self.mistakes:
            raise Mistakes(sorted(set(self.mistakes)))

    def _read_frame(self) -> None:
        """Tells what does not fit the schema around those who sit here, and what was the dice's."""
        document, base = self.document, self.base
        for path, message in misfits_of(document | {"members": base["members"]}, "circle"):
            self.tell(path, message)
        for key in _OF_THE_DICE:
            if document.get(key) != base.get(key):
                self.tell((key,), f"the dice decide '{key}'; leave it as it was saved")
        for key in ("members", "others"):
            if not isinstance(document.get(key), list) or len(document[key]) != len(base[key]):
                self.tell((key,), f"there are {len(base[key])} {key}, each in their place; leave them so")
        if not self.mistakes:
            self._read_souls()

    def _read_souls(self) -> None:
        """Tells where somebody edited of the others what the dice decide."""
        for at, (told, kept) in enumerate(zip(self.document["others"], self.base["others"], strict=True)):
            for key in _OF_SOULS:
                if told[key] != kept[key]:
                    self.tell(("others", at, key), f"the dice decide '{key}'; leave it as it was saved")

    def _mentions(self) -> Iterator[_Mention]:
        """Wherever somebody of the circle is named, tied to somebody or wears a name."""
        circle = self.original
        own = {person: key for key, person in circle.people.items()}
        for seat, member in zip(self._seats(), circle.members, strict=True):
            around: Path = ("members", seat - 1)
            if str(seat) in circle.bears:
                yield _Mention(circle.bears[str(seat)], (*around, "named"))
            for at, key in enumerate(circle.ties.get(str(seat), ())):
                yield _Mention(key, (*around, "ties", at))
            for at, wearer in enumerate(member.worn_by):
                if wearer in own:
                    yield _Mention(own[wearer], (*around, "worn_by", at))

    def _follow_people(self) -> None:
        """What nobody touched follows the record of whom it speaks; what somebody touched there is told."""
        for path in self.own.values():
            follow_spelling(_at(self.document, path), _at(self.base, path))
        for mention in self._mentions():
            self._follow(mention.path, self.own[mention.key])
            self._follow_mark((*mention.path, "bears"), mention.key)
        for key, path in self.own.items():
            self._follow_mark((*path, "bears"), key)

    def _follow(self, path: Path, own: Path) -> None:
        told, kept = _at(self.document, path), _at(self.base, path)
        now, was = _at(self.document, own), _at(self.base, own)
        for field, key in ((field, "called_name" if field == "name" else field) for field in kept):
            if key == "bears" or key not in was or kept[field] != was[key]:
                continue
            if told[field] == kept[field]:
                told[field] = deepcopy(now[key])
            elif told[field] != now[key]:
                self.tell(
                    (*path, field), "this is told of somebody who has a record here; edit that, and it follows"
                )

    def _follow_mark(self, path: Path, key: str) -> None:
        """What somebody bears follows the record of whom they bear."""
        borne = self.original.bears.get(key)
        told, kept = _at(self.document, path), _at(self.base, path)
        if borne is None or told is None or told != kept:
            return
        now = _at(self.document, self.own[borne])
        told |= {"text": now["written"], "colour": now["favourite_colour"]}
        told |= {key: now[key] for key in ("true_name", "called_name")}

    def _read_members(self, people: People) -> tuple[Character, ...]:
        """Everybody who sits here; tells all that is wrong with any of them."""
        read: list[Character] = []
        for at, (told, original) in enumerate(zip(self.document["members"], self.original.members, strict=True)):
            if not isinstance(told, dict):
                self.tell(("members", at), "a character is an object, in braces; see 'rpgkit schema character'")
                continue
            try:
                read.append(read_member(told, self.places.within(("members", at)), people, original))
            except Mistakes as wrong:
                self.mistakes += wrong.mistakes
        return tuple(read)

    def _as_one(self, members: tuple[Character, ...], people: People) -> Circle:
        """The circle, in which everybody is one record wherever they stand."""
        circle = self.original
        souls = []
        for soul, told in zip(circle.others, self.document["others"], strict=True):
            bears = borne_of(told["bears"], [soul.person.bears])
            person = person_of(told, told["home"]["hemisphere"], bears, people)
            souls.append(soul._replace(person=person, life=life_in(told)))
        read = replace(circle, members=members, others=tuple(souls))
        now = {key: _bearing(person, read) for key, person in read.people.items()}
        who = {circle.people[key]: person for key, person in now.items()}
        around = [_around(member, kept, who) for member, kept in zip(members, circle.members, strict=True)]
        return replace(
            read,
            members=retold(around, circle, now),
            others=tuple(soul._replace(person=now[soul.key]) for soul in souls),
        )


def _bearing(person: Person, circle: Circle) -> Person:
    """Somebody who bears one of the circle, bearing that one's name as it is now."""
    for key, other in circle.people.items():
        if other is person and key in circle.bears:
            return replace(person, bears=circle.people[circle.bears[key]].borne)
    return person


def _around(member: Character, kept: Character, who: dict[Person, Person]) -> Character:
    """Somebody with those around them as their own records say."""
    ties = zip(member.ties, kept.ties, strict=False)
    wearers = zip(member.worn_by, kept.worn_by, strict=False)
    return replace(
        member,
        person=who.get(kept.person, member.person),
        named=who.get(kept.named, member.named),
        ties=tuple(Tie(who.get(was.person, now.person), now.kind) for now, was in ties),
        worn_by=tuple(who.get(was, now) for now, was in wearers),
    )


def _at(value: Any, path: Path) -> Any:
    """What stands at a path, None where nothing does."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value
