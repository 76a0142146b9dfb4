"""What texts, Needs and Tags may speak of: the words, and what each says."""

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
# Kinds of ties that the game knows; a pack may have others.
PARTNER, FAMILY_TIE = "partner", "family"
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
AGES = ["under 30", "30–39", "40–49", "50–59", "60–69", "70–79", "80+"]
AGES_OF_NAMES = ["under 40", "40–59", "60+"]

QUESTIONS: dict[str, list[str]] = {
    "life": ["alive", "raw", "settling", "old"],
    "kind": KINDS,
    "mutual": ["mutual", "oneway"],
    "twin": ["no twin", "identical", "fraternal"],
    "age": AGES,
    "named age": AGES,
    "names": ["she", "he", "they"],
    "names age": AGES_OF_NAMES,
    "script": ["own script", "other script"],
}


class Fact(NamedTuple):
    """A word of Needs: the question it answers, the answers it leaves open, and what it says.

    A row's condition is read to a reader as `if` and its `yes`, or its `no`: “they” are the named one.
    """

    question: str
    answers: frozenset[str]
    says: str
    yes: str = ""
    no: str = ""


class Slot(NamedTuple):
    """A word in braces: what it says, and how it is set where no person is known."""

    says: str
    reader: str


# How a reader is told each fact, and that it is not so, after `if`.
_READ = {
    "alive": ("they are alive", "they are dead"),
    "dead": ("they are dead", "they are alive"),
    "raw": ("the scar is fresh", "the scar is not fresh"),
    "settling": ("the scar is one to five years old", "the scar is not one to five years old"),
    "old": ("the scar is old", "the scar is not old"),
    "met": ("you have met", "you have not met"),
    "mutual": ("they bear you", "they do not bear you"),
    "oneway": ("they do not bear you", "they bear you"),
    "family": ("they are family", "they are not family"),
    "has-twin": ("you have a twin", "you have no twin"),
    "identical": ("you have an identical twin", "you have no identical twin"),
    "fraternal": ("you have a fraternal twin", "you have no fraternal twin"),
    "she": ("a woman", "not a woman"),
    "he": ("a man", "not a man"),
    "they": ("non-binary", "not non-binary"),
    "foreign": ("the mark is in a foreign script", "the mark can be read"),
    "romance": ("it is a romance", "it is no romance"),
    "friend": ("it is a friendship", "it is no friendship"),
    "mismatch": ("it is a mismatch", "it is no mismatch"),
    "cousin": ("they are a cousin", "they are no cousin"),
    "hemisphere": ("they are from the other hemisphere", "they are from your hemisphere"),
    "unmet": ("you have not met", "you have met"),
    "ex": ("they are an ex", "they are no ex"),
    "left": ("one of you left", "neither of you left"),
    "rival": ("they are a rival", "they are no rival"),
    "enemy": ("they are an enemy", "they are no enemy"),
    "refused": ("one of you was refused", "neither of you was refused"),
    "untold": ("it is a love untold", "it is no love untold"),
    "kin": ("they are kin", "they are not kin"),
    "taken": ("one of you is taken", "neither of you is taken"),
    "work": ("it is a bond of work", "it is no bond of work"),
    "twin": ("they are your twin", "they are not your twin"),
}
# What several conditions say once: they are dead and no rival.
SAID_ONCE = ("they are ", "it is ", "you have ", "you are ")


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
        "foreign": Fact("script", frozenset({"other script"}), "the character never learned the mark's script"),
    }
    for kind in KINDS:
        says = "they have not met yet" if kind == "unmet" else f"the bond is of the kind {kind}"
        facts[kind] = Fact("kind", frozenset({kind}), says)
    read = {word: fact._replace(yes=_READ[word][0], no=_READ[word][1]) for word, fact in facts.items()}
    return read | _facts_of_ages(named)


def _facts_of_ages(named: str) -> dict[str, Fact]:
    facts = {}
    for place, answer in enumerate(AGES[1:], 1):
        age, older = answer[:2], frozenset(AGES[place:])
        facts[f"{age}+"] = Fact("age", older, f"the character is {age} or older")
        facts[f"named.{age}+"] = Fact("named age", older, f"{named} is, or would be, {age} or older")
    for place, answer in enumerate(AGES_OF_NAMES[1:], 1):
        says = f"the name is for somebody who is, or would be, {answer[:2]} or older"
        facts[f"aged.{answer[:2]}+"] = Fact("names age", frozenset(AGES_OF_NAMES[place:]), says)
    return facts


def _slots() -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for prefix, whose, reader, colour in (
        ("", "the character", "your character", "(favourite colour)"),
        ("named.", "the named one", "the named one", "(colour of the mark)"),
        ("other.", "a third person (a tie, a wearer)", "this person", "(their colour)"),
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
    slots["true.name"] = Slot("the character's true name, where a mark or a paper shows it", "your true name")
    slots["mark"] = Slot("the name on the skin, letter by letter", "the name you bear")
    return slots


FACTS: dict[str, Fact] = _facts()
SLOTS: dict[str, Slot] = _slots()
PRONOUNS = ("they", "them", "their", "theirs", "themself")
# What the player of somebody unmet does not know, and no text that they read may tell.
HIDDEN = ("mutual", "named age")
# What a table of names asks, of whoever is to be named.
OF_NAMES = ("names", "names age")
# Whom a slot speaks of: the character, the named one, a third person.
WHO = ("", "named.", "other.")
