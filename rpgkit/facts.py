"""What texts and Needs may speak of, and how much of it is known.

A case is what is known of two people: for each question (is the named one alive? which kind of
bond? …) the answers still open, as a set of bits. A word of Needs closes some of them. Two cases
meet in the case that holds both; where a question has no answer left, they exclude each other.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import and_
from typing import NamedTuple

KINDS = [
    "romance",
    "friend",
    "mismatch",
    "cousin",
    "hemisphere",
    "unmet",
    "ex",
    "left",
    "rival",
    "enemy",
    "refused",
    "untold",
    "kin",
    "taken",
    "work",
    "twin",
]
FAMILY = {"cousin", "kin", "twin"}
TAGS = [
    "illness",
    "accident",
    "drink",
    "hospital",
    "violence",
    "stalking",
    "outing",
    "infidelity",
    "depression",
    "pregnancy",
    "animal-death",
]
_AGES = ["under 30", "30–39", "40–49", "50–59", "60–69", "70–79", "80+"]

QUESTIONS: dict[str, list[str]] = {
    "life": ["alive", "raw", "settling", "old"],
    "kind": KINDS,
    "mutual": ["mutual", "oneway"],
    "twin": ["no twin", "identical", "fraternal"],
    "age": _AGES,
    "named age": _AGES,
    "names": ["she", "he", "they"],
}
_PLACES = {question: place for place, question in enumerate(QUESTIONS)}

# Questions whose answers hang together: by the age law, and in twins who bear each other.
TIED = frozenset(_PLACES[question] for question in ("kind", "mutual", "twin", "age", "named age"))
_AGE, _NAMED_AGE = _PLACES["age"], _PLACES["named age"]

Case = tuple[int, ...]
ANY: Case = tuple((1 << len(answers)) - 1 for answers in QUESTIONS.values())


class Fact(NamedTuple):
    """A word of Needs: the question it answers, the answers it leaves open, and what it says."""

    question: str
    answers: frozenset[str]
    says: str


class Slot(NamedTuple):
    """A word in braces: what it says, and how it is set where no person is known."""

    says: str
    reader: str


def _facts() -> dict[str, Fact]:
    named = "the named one"
    facts = {
        "alive": Fact("life", frozenset({"alive"}), f"{named} is alive"),
        "dead": Fact("life", frozenset({"raw", "settling", "old"}), f"{named} is dead: there is a scar"),
        "raw": Fact("life", frozenset({"raw"}), "the scar is under a year old"),
        "settling": Fact("life", frozenset({"settling"}), "the scar is one to five years old"),
        "old": Fact("life", frozenset({"old"}), "the scar is older than five years"),
        "met": Fact("kind", frozenset(KINDS) - {"unmet"}, "they have met"),
        "mutual": Fact("mutual", frozenset({"mutual"}), "each bears the other (even)"),
        "oneway": Fact("mutual", frozenset({"oneway"}), f"{named} bears somebody else (odd)"),
        "family": Fact("kind", frozenset(FAMILY), f"{named} is cousin, kin or twin"),
        "has-twin": Fact("twin", frozenset({"identical", "fraternal"}), "the character has a twin"),
        "identical": Fact("twin", frozenset({"identical"}), "the character has an identical twin"),
        "fraternal": Fact("twin", frozenset({"fraternal"}), "the character has a fraternal twin"),
        "she": Fact("names", frozenset({"she"}), "a woman's name or words are wanted"),
        "he": Fact("names", frozenset({"he"}), "a man's name or words are wanted"),
        "they": Fact("names", frozenset({"they"}), "a non-binary person's name or words are wanted"),
    }
    for kind in KINDS:
        says = "they have not met yet" if kind == "unmet" else f"the bond is of the kind {kind}"
        facts[kind] = Fact("kind", frozenset({kind}), says)
    for place, answer in enumerate(_AGES[1:], 1):
        age, older = answer[:2], frozenset(_AGES[place:])
        facts[f"{age}+"] = Fact("age", older, f"the character is {age} or older")
        facts[f"named.{age}+"] = Fact("named age", older, f"{named} is, or would be, {age} or older")
    return facts


def _slots() -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for prefix, whose, reader, colour in (
        ("", "the character", "your character", "(favourite colour)"),
        ("named.", "the named one", "the named one", "(colour of the mark)"),
    ):
        slots |= {
            f"{prefix}name": Slot(f"what {whose} is called", reader),
            f"{prefix}they": Slot(f"{whose}: they, she, he …", "they"),
            f"{prefix}them": Slot(f"{whose}: them, her, him …", "them"),
            f"{prefix}their": Slot(f"{whose}: their, her, his …", "their"),
            f"{prefix}theirs": Slot(f"{whose}: theirs, hers, his …", "theirs"),
            f"{prefix}themself": Slot(f"{whose}: themself, herself, himself …", "themself"),
            f"{prefix}colour": Slot(f"the colour {whose} loves best", colour),
            f"{prefix}age": Slot(f"the age of {whose}, in figures", "their age"),
        }
    return slots


FACTS: dict[str, Fact] = _facts()
SLOTS: dict[str, Slot] = _slots()
PRONOUNS = ("they", "them", "their", "theirs", "themself")


def case_of(words: Iterable[str]) -> Case:
    """What the words of Needs (`dead`, `not met`, `30+` …) leave open, all of them together."""
    case = ANY
    for word in words:
        case = meet(case, _case_of_word(word))
    return case


def any_of(words: Iterable[str]) -> Case:
    """What a cell of the column For leaves open: one of its words is enough."""
    place, open_ = _PLACES["names"], 0
    for word in words:
        open_ |= _case_of_word(word)[place]
    return (*ANY[:place], open_, *ANY[place + 1 :])


@cache
def _case_of_word(word: str) -> Case:
    denied = word.startswith("not ")
    fact = FACTS[word.removeprefix("not ").strip()]
    place = _PLACES[fact.question]
    bits = sum(1 << at for at, answer in enumerate(QUESTIONS[fact.question]) if answer in fact.answers)
    return (*ANY[:place], ANY[place] ^ bits if denied else bits, *ANY[place + 1 :])


def meet(one: Case, other: Case) -> Case:
    """What is known when both hold."""
    if other == ANY:
        return one
    return tuple(map(and_, one, other))


def is_possible(case: Case) -> bool:
    """Whether anybody can be so: each question has an answer, the ages agree, twins in a pair are twins."""
    if not all(case):
        return False
    if case[_AGE] != ANY[_AGE] and case[_NAMED_AGE] != ANY[_NAMED_AGE] and not _ages_agree(case):
        return False
    if case[_PLACES["kind"]] != 1 << KINDS.index("twin"):
        return True
    return bool(case[_PLACES["mutual"]] & 1 and case[_PLACES["twin"]] & 0b110)


def _ages_agree(case: Case) -> bool:
    """The age law in decades: the named one is at most five years younger, and an even one as much older."""
    age, named = case[_AGE], case[_NAMED_AGE]
    youngest, oldest = (age & -age).bit_length(), age.bit_length()
    if named.bit_length() < youngest - 1:
        return False
    return case[_PLACES["mutual"]] != 1 or (named & -named).bit_length() <= oldest + 1


def without_answers(case: Case, questions: Iterable[str]) -> Case:
    """A case in which some questions are open again."""
    opened = {_PLACES[question] for question in questions}
    return tuple(ANY[place] if place in opened else bits for place, bits in enumerate(case))


def asked_by(case: Case) -> list[str]:
    """The questions that a case answers, wholly or in part."""
    return [question for question, place in _PLACES.items() if case[place] != ANY[place]]


def holds(known: Case, case: Case) -> bool:
    """Whether what is known already makes a case certain."""
    return case == ANY or meet(known, case) == known


def cases_of(cases: Sequence[Case]) -> list[Case]:
    """Every possible case, as far as the given ones tell people apart."""
    parts: list[Case] = [ANY]
    for place, everything in enumerate(ANY):
        told = {case[place] for case in cases if case[place] != everything}
        pieces = _told_apart(everything, told)
        if len(pieces) > 1:
            parts = [(*part[:place], piece, *part[place + 1 :]) for part in parts for piece in pieces]
    return [part for part in parts if is_possible(part)]


def _told_apart(everything: int, told: set[int]) -> list[int]:
    """The answers, gathered so that no set of `told` parts a gathering."""
    gathered: dict[tuple[bool, ...], int] = {}
    for at in range(everything.bit_length()):
        sign = tuple(bool(bits >> at & 1) for bits in told)
        gathered[sign] = gathered.get(sign, 0) | 1 << at
    return list(gathered.values())


def words_of(case: Case) -> str:
    """A case in words of Needs, as short as they go: `dead, not met`."""
    words = []
    for question, place in _PLACES.items():
        if case[place] != ANY[place]:
            words.append(_words_of_answers(question, case))
    return ", ".join(words)


_ALOUD = {
    "raw": "the scar is fresh",
    "not raw": "the scar is not fresh",
    "settling": "the scar is one to five years old",
    "not settling": "the scar is not one to five years old",
    "old": "the scar is old",
    "not old": "the scar is not old",
    "has-twin": "there is a twin",
    "not has-twin": "there is no twin",
}


def read_aloud(case: Case) -> str:
    """A case as a reader is told it: `dead, the named one is under 30`."""
    said = []
    for question, place in _PLACES.items():
        if case[place] != ANY[place]:
            words = _words_of_answers(question, case)
            if question.endswith("age"):
                words = ("the named one is " if question == "named age" else "") + _ages_aloud(case[place])
            said.append(_ALOUD.get(words, words))
    return ", ".join(said)


def _ages_aloud(bits: int) -> str:
    """`under 30`, `30 or older`, `30 to 49`: a run of ages; others one by one."""
    open_ = [at for at in range(len(_AGES)) if bits >> at & 1]
    first, last = open_[0], open_[-1]
    if len(open_) != last - first + 1:
        return " or ".join(_AGES[at] for at in open_)
    if first == 0:
        return f"under {_AGES[last + 1][:2]}"
    if last == len(_AGES) - 1:
        return f"{_AGES[first][:2]} or older"
    return f"{_AGES[first][:2]} to {_AGES[last][-2:]}"


def uncovered(space: Case, cases: Sequence[Case]) -> Case | None:
    """Somebody possible in a space whom none of the cases fits, or None where they fit all.

    What the first case leaves of the space is split off, and held against the others.
    """
    left = [(space, cases)]
    while left:
        space, cases = left.pop()
        if not is_possible(space):
            continue
        near = [case for case in cases if is_possible(meet(space, case))]
        if not near:
            return space
        for place, bits in enumerate(near[0]):
            if outside := space[place] & ~bits:
                left.append(((*space[:place], outside, *space[place + 1 :]), near[1:]))
                space = (*space[:place], space[place] & bits, *space[place + 1 :])
    return None


def _words_of_answers(question: str, case: Case) -> str:
    place = _PLACES[question]
    words = [word for word, fact in FACTS.items() if fact.question == question]
    for saying in (*words, *(f"not {word}" for word in words)):
        if _case_of_word(saying)[place] == case[place]:
            return saying
    answers = [answer for at, answer in enumerate(QUESTIONS[question]) if case[place] >> at & 1]
    prefix = "named " if question == "named age" else ""
    return " or ".join(prefix + answer for answer in answers)
