"""The words of the tables: rows unlike each other, within a table and across, and none of them worn out."""

import re
from collections import Counter, defaultdict

import pytest

from rpgkit.facts import PRONOUNS, WHO
from rpgkit.pack import builtin_tables, find_tables, read_all
from rpgkit.table import Row, Table, set_row
from rpgkit.wording import READER, Agreement, InlineDice, Voice
from tests.people import person

TABLES = read_all(find_tables(builtin_tables()))[0]
WRITTEN = [table for id, table in TABLES.items() if not id.startswith("marks/names/")]
WORN_OUT = """
    mysterious strange ancient whisper whispers whispered shimmer shimmers shimmering echo echoes echoed tapestry
    haunting bittersweet unspoken somehow soulmate soulmates ethereal destiny destined fate fated enigmatic
    timeless testament kaleidoscope labyrinth bustling nestled vibrant palpable unbeknownst
"""
RUN, OPENING, MOST_ALIKE = 5, 3, 2


def words_of(row: Row) -> list[str]:
    """A row's words as they are compared: without case and punctuation, a slot or a link one word."""
    text = re.sub(r"\{[^{}]*\}|\[\[[^\[\]]*\]\]", " § ", row.raw.lower())
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*|§", text)


def runs_of(row: Row) -> set[tuple[str, ...]]:
    """Every run of five words."""
    words = words_of(row)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_two_rows_share_five_words_in_a_row() -> None:
    stands: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for table in WRITTEN:
        for row in table.rows:
            for run in runs_of(row):
                stands[run].append(f"{table.id} {table.numbers(row)}")
    shared = {" ".join(run): places for run, places in stands.items() if len(places) > 1}
    assert shared == {}


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.id)
def test_no_three_words_open_more_than_two_rows_of_a_table(table: Table) -> None:
    openings = Counter(tuple(words_of(row)[:OPENING]) for row in table.rows if len(words_of(row)) > OPENING)
    assert {" ".join(words): many for words, many in openings.items() if many > MOST_ALIKE} == {}


def test_no_word_is_worn_out() -> None:
    found = [
        (table.id, table.numbers(row), word)
        for table in WRITTEN
        for row in table.rows
        for word in words_of(row)
        if word in WORN_OUT.split()
    ]
    assert found == []


def test_rows_are_as_long_as_their_table_says() -> None:
    """Every table that is written says how long its rows are."""
    assert [table.id for table in WRITTEN if table.length is None] == []


# What leaves an event open, so that whoever reads it has something to do.
OPEN = re.compile(
    r"""\?
    | \b(?:or|whether|unless|either|if|may|would|nobody\ has\ yet|the\ last|rather)\b
    | \b(?:wants?|ask(?:s|ed|ing)?|needs?|offer(?:s|ed|ing)|invites?|proposes?|wait(?:s|ing)|owes?|begs?|hopes?)\b
    | \b(?:demands?|must|due|expects?|wanted|orders?|seeks?|swears?|wishes|(?:has|have|is|are)\ to|put\ forward)\b
    | \b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|until|before|by|tomorrow|next|spring|summer|autumn|winter)\b
    | \b(?:noon|midnight|a\ week|another|about\ to|down\ to)\b
    | \bat\ (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b
    | (?:\b(?:is|are|has\ been|have\ been)|\{is/are\})\ (?:\w+\ )?\w+ing\b | “[A-Z][^“”]*[.!]” | "[A-Z][^"]*[.!,]"
    """,
    re.VERBOSE | re.IGNORECASE,
)
EVENTS = [(table, row) for table in WRITTEN if table.length == "events" for row in table.rows]


def test_every_event_leaves_something_to_do() -> None:
    """A question, a choice, a wish, a day to come or what is going on: none of them, and it is a description."""
    flat = [(table.id, table.numbers(row), row.raw) for table, row in EVENTS if not OPEN.search(row.raw)]
    assert flat == []


@pytest.mark.parametrize(
    "text",
    [
        "A mysterious stranger knows a secret of the town, and the town knows nothing of it at all.",
        "The scar reminds {name} of all {they} {has/have} lost, and tears fall on the photographs of better times.",
        "The rain came down on the bridge and the river, and the lamps shone in the puddles like coins.",
    ],
)
def test_what_leaves_nothing_to_do_is_found(text: str) -> None:
    assert not OPEN.search(text)


PRONOUN_SETS = TABLES["lives/pronouns"]
PAIRS = {
    (part.singular.lower(), part.plural.lower())
    for table in WRITTEN
    for row in table.rows
    for part in row.text.parts
    if isinstance(part, Agreement) and part.singular != part.plural
}
ASKING = """
    do does did will would can could may might must shall should let lets make makes made help helped
    see saw hear heard watch watched have has had
"""
NEVER = re.compile(
    r"[{}]|\[\[|\]\]|\b(\w+) \1\b(?<!had had)(?<!that that)|\b[Aa] [aeiou](?!ne\b|ni|u|s[ae]|ro)"
    r"|\b[Aa]n [bcdfgjklmnpqrstvwxyz][a-z]|\b[Aa] (?:hour|heir|honest)|\.\.(?!\.)|  | ,| \.|,,|\?\."
)


def is_plural(pronouns: Row) -> bool:
    return PRONOUN_SETS.cell(pronouns, "Plural") == "yes"


def voice_of_sets(*sets: Row) -> Voice:
    """Three people, each with a name and a pronoun set of their own."""
    said = dict(READER.words) | {"mark": "Ewa", "true.name": "Katarzyna"}
    plurals: set[str] = set()
    for who, name, pronouns in zip(WHO, ("Kasia", "Tomek", "Ola"), sets, strict=True):
        words = [PRONOUN_SETS.cell(pronouns, column) for column in ("They", "Them", "Their", "Theirs", "Themself")]
        said |= {who + slot: word for slot, word in zip(PRONOUNS, words, strict=True)}
        said |= {f"{who}name": name, f"{who}colour": "teal", f"{who}age": "34"}
        plurals |= {who + slot for slot in PRONOUNS if is_plural(pronouns)}
    return Voice(said, frozenset(plurals))


NO_VERBS = """
    as always perhaps sometimes this his its us yes unless others guess pass miss cross press dress discuss
    possess bless
"""


def out_of_step(text: str, they: str, plural: bool) -> list[str]:
    """Where a verb does not agree with the pronoun before it; `does she keep` and `let him keep` are right."""
    wrong = {pair[0] if plural else pair[1] for pair in PAIRS}
    words = re.findall(r"[\w'’-]+|[.,;:!?\"]", text.lower())
    found = []
    for before, pronoun, verb in zip(["", *words], words, words[1:], strict=False):
        looks_singular = plural and verb.endswith("s") and verb not in NO_VERBS.split()
        if pronoun == they and (verb in wrong or looks_singular) and (plural or before not in ASKING.split()):
            found.append(f"{before} {pronoun} {verb}")
    return found


@pytest.mark.parametrize("own", PRONOUN_SETS.rows, ids=lambda row: row.raw)
@pytest.mark.parametrize("named", PRONOUN_SETS.rows, ids=lambda row: row.raw)
def test_every_row_agrees_whoever_it_is_about(own: Row, named: Row) -> None:
    """Every row is set for any two of she, he, they and xe, whatever its links come to, and read for mistakes."""
    voice = voice_of_sets(own, named, own)
    told_apart = {PRONOUN_SETS.cell(row, "They"): is_plural(row) for row in (own, named)}
    awry = []
    for table in WRITTEN:
        for row in table.rows:
            led_to = ["4" if isinstance(part, InlineDice) else "Hythe Street" for part in row.text.rolled]
            text = set_row(row, voice, row.case, led_to)
            found = [match[0] for match in NEVER.finditer(text)]
            found += [what for they, plural in told_apart.items() for what in out_of_step(text, they, plural)]
            awry += [(table.id, table.numbers(row), what) for what in found]
    assert awry == []


def test_every_text_of_people_agrees_with_whoever_it_is_about() -> None:
    """The same of what people's own rolls came to, with all that their links led to."""
    awry = []
    for seed in range(1_500):
        made = person(seed)
        everybody = [made.person, made.named, *(tie.person for tie in made.ties), *made.worn_by]
        told_apart = {one.gender.pronouns.words[0]: one.gender.pronouns.plural for one in everybody}
        for field, text in made.texts.items():
            for they, plural in told_apart.items():
                awry += [(seed, field, what) for what in out_of_step(text, they, plural)]
    assert awry == []


@pytest.mark.parametrize(
    ("text", "they", "said"),
    [
        ("They keeps a list.", "they", "they keeps"),
        ("Now she want a list.", "she", "she want"),
        ("Xe are late.", "xe", "xe are"),
    ],
)
def test_the_checker_of_agreement_finds_what_does_not_agree(text: str, they: str, said: str) -> None:
    assert [found.strip().endswith(said) for found in out_of_step(text, they, they == "they")] == [True]
    assert out_of_step("Does she want it? Let him want it. She wants it.", "she", False) == []


@pytest.mark.parametrize(
    "text", ["a apple", "an boat", "the the", "an hour, a hour", "so.. no", "one  two", "{they}"]
)
def test_the_checker_finds_what_is_never_right(text: str) -> None:
    assert NEVER.search(text)
    assert not NEVER.search("An hour, a unit, an L, a one-way street; had had… a euro.")
