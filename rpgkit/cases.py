"""How much is known of two people, and what follows from it.

A case holds for each question (is the named one alive? which kind of bond? …) the answers still open, as
bits of one number. A word of Needs closes some of them. Two cases meet in the case that holds both; where a
question has no answer left, they exclude each other.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

from rpgkit.facts import FACTS, KINDS, QUESTIONS, SAID_ONCE

Case = int

# Where each question's answers begin, and all of its bits.
_BEGINS = dict(zip(QUESTIONS, accumulate(map(len, QUESTIONS.values()), initial=0), strict=False))
_BITS: dict[str, Case] = {
    question: ((1 << len(answers)) - 1) << _BEGINS[question] for question, answers in QUESTIONS.items()
}
_EACH = tuple(_BITS.values())
ANY: Case = sum(_EACH)
_FIRST: Case = sum(1 << begins for begins in [_BEGINS[question] for question in QUESTIONS])

# Questions whose answers hang together: by the age law, and in twins who bear each other.
_TIED: Case = sum(_BITS[question] for question in ("kind", "mutual", "twin", "age", "named age"))


def case_of(words: Iterable[str]) -> Case:
    """What the words of Needs (`dead`, `not met`, `30+` …) leave open, all of them together."""
    case = ANY
    for word in words:
        case &= _case_of_word(word)
    return case


def any_of(words: Iterable[str]) -> Case:
    """What a cell of the column For leaves open: one of its words is enough."""
    case = ANY & ~_BITS["names"]
    for word in words:
        case |= _case_of_word(word)
    return case


@cache
def known_by(*words: str) -> Case:
    """`case_of`, worked out once for the same words."""
    return case_of(words)


@cache
def _case_of_word(word: str) -> Case:
    denied = word.startswith("not ")
    fact = FACTS[word.removeprefix("not ").strip()]
    bits = sum(1 << at for at, answer in enumerate(QUESTIONS[fact.question]) if answer in fact.answers)
    bits <<= _BEGINS[fact.question]
    return ANY ^ bits if denied else (ANY ^ _BITS[fact.question]) | bits


def meet(one: Case, other: Case) -> Case:
    """What is known when both hold."""
    return one & other


def _answers(case: Case, question: str) -> int:
    """The answers to one question that are open, as bits from the first answer."""
    return (case & _BITS[question]) >> _BEGINS[question]


def is_possible(case: Case) -> bool:
    """Whether anybody can be so: each question has an answer, the ages agree, twins in a pair are twins."""
    if case == ANY:
        return True
    for bits in _EACH:
        if not case & bits:
            return False
    age, named_age = _BITS["age"], _BITS["named age"]
    if case & age != age and case & named_age != named_age and not _ages_agree(case):
        return False
    if _answers(case, "kind") != 1 << KINDS.index("twin"):
        return True
    return bool(_answers(case, "mutual") & 1 and _answers(case, "twin") & 0b110)


def _ages_agree(case: Case) -> bool:
    """The age law in decades: the named one is at most five years younger, and an even one as much older."""
    age, named = _answers(case, "age"), _answers(case, "named age")
    youngest, oldest = (age & -age).bit_length(), age.bit_length()
    if named.bit_length() < youngest - 1:
        return False
    return _answers(case, "mutual") != 1 or (named & -named).bit_length() <= oldest + 1


def without_answers(case: Case, questions: Iterable[str]) -> Case:
    """A case in which some questions are open again."""
    for question in questions:
        case |= _BITS[question]
    return case


def bits_asked(cases: Iterable[Case]) -> Case:
    """All the bits of the questions that some cases answer."""
    asked = 0
    for case in cases:
        for bits in _BITS.values():
            if case & bits != bits:
                asked |= bits
    return asked


def questions_in(bits: Case) -> int:
    """How many questions some bits belong to."""
    return (bits & _FIRST).bit_count()


def bearing_of(asked: Case, known: Case) -> Case:
    """The bits on which rows hang that ask some questions: those, and what hangs together with one left open."""
    if (asked & known).bit_count() == questions_in(asked):
        return asked
    return asked | _TIED if asked & _TIED else asked


def asked_by(case: Case) -> list[str]:
    """The questions that a case answers, wholly or in part."""
    return [question for question, bits in _BITS.items() if case & bits != bits]


def clash(known: Case, case: Case) -> list[str]:
    """The questions to which a case gives answers that what is known rules out."""
    return [question for question, bits in _BITS.items() if not known & case & bits]


def holds(known: Case, case: Case) -> bool:
    """Whether what is known already makes a case certain."""
    return known & case == known


def cases_of(cases: Sequence[Case]) -> list[Case]:
    """Every possible case, as far as the given ones tell people apart."""
    parts: list[Case] = [ANY]
    for bits in _BITS.values():
        pieces = _told_apart(bits, {case & bits for case in cases if case & bits != bits})
        if len(pieces) > 1:
            parts = [part & ~bits | piece for part in parts for piece in pieces]
    return [part for part in parts if is_possible(part)]


def _told_apart(everything: int, told: set[int]) -> list[int]:
    """The answers, gathered so that no set of `told` parts a gathering."""
    gathered: dict[tuple[bool, ...], int] = {}
    for at in range(everything.bit_length()):
        if everything >> at & 1:
            sign = tuple(bool(bits >> at & 1) for bits in told)
            gathered[sign] = gathered.get(sign, 0) | 1 << at
    return list(gathered.values())


def words_of(case: Case) -> str:
    """A case in words of Needs, as short as they go: `dead, not met`."""
    return ", ".join(_words_of_answers(question, case) for question in asked_by(case))


# Of whom ages are said: the character, the named one, and of a name nobody yet.
_AGED = {"age": "you are ", "named age": "they are ", "names age": ""}


def read_aloud(needed: Case, known: Case = ANY) -> str:
    """What is needed beyond what is known, as a reader is told it: `they are dead and under 30`."""
    asked = [question for question, bits in _BITS.items() if known & needed & bits != known & bits]
    said = [words for question in asked for words in _answers_aloud(question, needed, known)]
    if set(asked) <= {"names", "names age"}:
        return ", ".join(said)
    subjects = {words: next(filter(words.startswith, SAID_ONCE), words) for words in said}
    groups = [
        _listed([whole[0], *(words.removeprefix(subject) for words in whole[1:])])
        for subject in dict.fromkeys(subjects.values())
        for whole in [[words for words in said if subjects[words] == subject]]
    ]
    return _listed(groups, "," if len(said) > len(groups) else "")


def _listed(clauses: Sequence[str], before_last: str = "") -> str:
    *first, last = clauses
    return f"{', '.join(first)}{before_last} and {last}" if first else last


def _answers_aloud(question: str, needed: Case, known: Case) -> list[str]:
    """The open answers to a question, each clause for itself."""
    if question in _AGED:
        return [_AGED[question] + _ages_aloud(_answers(known & needed, question), QUESTIONS[question])]
    words = _words_of_answers(question, needed, known)
    if " or " in words:
        return [f"either {' or '.join(FACTS[word].yes for word in words.split(' or '))}"]
    said = words.split(", ")
    for word, fact in FACTS.items():
        denied = {f"not {answer}" for answer in fact.answers}
        if fact.question == question and len(fact.answers) > 1 and denied <= set(said):
            said = [f"not {word}", *(other for other in said if other not in denied)]
    return [FACTS[word.removeprefix("not ")].no if word.startswith("not ") else FACTS[word].yes for word in said]


def _ages_aloud(bits: int, ages: Sequence[str]) -> str:
    """`under 30`, `30 or older`, `30 to 49`: a run of ages; others one by one."""
    open_ = [at for at in range(len(ages)) if bits >> at & 1]
    first, last = open_[0], open_[-1]
    if len(open_) != last - first + 1:
        return " or ".join(ages[at] for at in open_)
    if first == 0:
        return f"under {ages[last + 1][:2]}"
    if last == len(ages) - 1:
        return f"{ages[first][:2]} or older"
    return f"{ages[first][:2]} to {ages[last][-2:]}"


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
        for bits in _BITS.values():
            if outside := space & bits & ~near[0]:
                left.append((space & ~bits | outside, near[1:]))
                space &= near[0] | ~bits
    return None


def _words_of_answers(question: str, case: Case, known: Case = ANY) -> str:
    """A case's answers to a question in the fewest words that say it to whoever knows what is known."""
    bits, open_to_all = case & known & _BITS[question], known & _BITS[question]
    words = [word for word, fact in FACTS.items() if fact.question == question]
    for saying in (*words, *(f"not {word}" for word in words)):
        if _case_of_word(saying) & open_to_all == bits:
            return saying
    begins = _BEGINS[question]
    answers = [(answer, bits >> begins + at & 1) for at, answer in enumerate(QUESTIONS[question])
               if open_to_all >> begins + at & 1]  # fmt: skip
    left = [answer for answer, open_ in answers if open_]
    denied = [answer for answer, open_ in answers if not open_]
    if len(denied) < len(left) and FACTS.keys() >= set(denied):
        return ", ".join(f"not {answer}" for answer in denied)
    prefix = "named " if question == "named age" else ""
    return " or ".join(prefix + answer for answer in left)
