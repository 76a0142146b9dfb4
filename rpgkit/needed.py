"""Which tables people are made from: what each must hold, when it is rolled, and what is known by then."""

from rpgkit.facts import KINDS
from rpgkit.knowledge import player_knows
from rpgkit.plan import TEXTS

# Ages in years: a character's, anybody's; by how much a teacher or elder kin is older at least.
GROWN, OLDEST, ELDEST, ELDER_BY = 18, 98, 110, 6
# By the fifth birthday everybody is named: nobody bears one who is younger by more.
NAMED_BY = 5

YES_NO = "yes|no"
NUMBER = r"-?\d+|\{\d*d\d+([+-]\d+)?\}"
HEX = "#[0-9A-F]{6}"
SOMETHING = ".+"
PLAIN = r"[^\[\]{}]+"

# What a character is made of: the tables, the columns they must have, and what stands in them.
# The empty column is the row's text.
NEEDED: dict[str, dict[str, str]] = {
    "lives/twin": {"As": "none|fraternal|identical"},
    "bonds/twins": {"Bond": YES_NO},
    "bonds/bonds": {"Kind": "|".join(kind for kind in KINDS if kind != "twin"), "Mutual": YES_NO},
    "lives/gender": {"As": "woman|man|nonbinary", "Pronouns": SOMETHING, "Names": "she|he|they"},
    "lives/pronouns": {
        "": PLAIN,
        **dict.fromkeys(("They", "Them", "Their", "Theirs", "Themself"), SOMETHING),
        "Plural": YES_NO,
    },
    "lives/attraction": {"To": "none|(women|men|nonbinary)(, (women|men|nonbinary))*"},
    "lives/hemisphere": {"": "north|south"},
    "lives/ages": {"": NUMBER},
    "lives/work": {},
    "lives/looks": {"": PLAIN},
    "lives/best": {"": "Nerve|Candour|Care|Craft"},
    "lives/rest": {"Order": "1 2 3|1 3 2|2 1 3|2 3 1|3 1 2|3 2 1"},
    "bonds/age_gap": {"": NUMBER},
    "marks/tongues": {"": PLAIN, "Names": SOMETHING, "Script": SOMETHING},
    "marks/colours": {"": PLAIN, "Hex": HEX, "Ink": HEX},
    "scars/living": {"Alive": YES_NO},
    "scars/years": {"": NUMBER},
    "bonds/tied": {"Count": "1|2|3"},
    "bonds/ties": {"Kind": SOMETHING, "Age": "near|older|"},
    "bonds/tie_word": {},
    "bonds/worn_by": {"Count": "0|1|2|3"},
    "bonds/wearer": {},
    # What a season of a circle may bring.
    "bonds/tie_tires": {},
    "bonds/finding": {},
    **{table: {} for told in TEXTS for table in told.tables()},
    "lives/home": {"Place": PLAIN},
    "bonds/where_now": {"Place": PLAIN},
    "lives/elsewhere": {"": PLAIN},
    "lives/companions": {"As": "animal|plant|thing|none"},
}
# What is known of the two when a table of people is rolled; Needs on anything else would not bind.
_AFTER_BOND = ("kind", "mutual", "twin")
_AFTER_AGES = (*_AFTER_BOND, "age", "named age")
KNOWN_WHEN_ROLLED: dict[str, tuple[str, ...]] = {
    "lives/twin": (),
    "bonds/twins": ("twin",),
    "bonds/bonds": (),
    "lives/gender": _AFTER_BOND,
    "lives/pronouns": (),
    "lives/attraction": (*_AFTER_BOND, "names"),
    "lives/hemisphere": _AFTER_BOND,
    "marks/tongues": _AFTER_BOND,
    "lives/ages": _AFTER_BOND,
    "bonds/age_gap": (*_AFTER_BOND, "age"),
    "scars/living": _AFTER_AGES,
    "scars/years": (*_AFTER_AGES, "life"),
    "marks/colours": (*_AFTER_AGES, "life"),
    "lives/work": ("age",),
    **dict.fromkeys(("lives/looks", "lives/best", "lives/rest", "bonds/tied", "bonds/worn_by"), ()),
}
NAMES_KNOWN = (*_AFTER_AGES, "life", "names", "names age")
AT_THE_END = (*_AFTER_AGES, "life", "script")


def _rolled_when() -> dict[str, tuple[str, ...]]:
    """When the tables of texts are rolled; where one is rolled at two times, what both have in common."""
    when: dict[str, set[str]] = {"bonds/twins": {"has-twin"}, "scars/years": {"dead"}, "bonds/finding": {"unmet"}}
    for told in TEXTS:
        for table in told.tables():
            kind = {table.rpartition("/")[2]} if "{kind}" in told.table else set()
            when[table] = when.get(table, {*told.when, *kind}) & {*told.when, *kind}
    return {table: tuple(sorted(words)) for table, words in when.items() if words}


# When they are rolled; a table's own 'given:' may say no more. Those that are not here are rolled for all.
ROLLED_WHEN = _rolled_when()
# What the player of somebody unmet reads: rows that do not ask what that player does not know must do.
READ_UNMET = frozenset(
    ["bonds/ties", "bonds/tie_word"]
    + [table for told in TEXTS if player_knows(told.field, False, False) for table in told.tables()]
)
# Where a third person stands beside the two: elsewhere nobody is meant by `{other.name}`.
OF_OTHERS = frozenset({"bonds/ties", "bonds/tie_word", "bonds/tie_tires", "bonds/wearer", "bonds/they_bear"})

NAMES_TABLE = {"": PLAIN, "Written": SOMETHING, "Say": SOMETHING}
