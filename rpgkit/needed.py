"""Which tables people are made from: what each must hold, when it is rolled, and what is known by then."""

from rpgkit.facts import KINDS

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
    "bonds/age_gap": {"": NUMBER},
    "bonds/met": {},
    "marks/tongues": {"": PLAIN, "Names": SOMETHING, "Script": SOMETHING},
    "marks/colours": {"": PLAIN, "Hex": HEX, "Ink": HEX},
    "marks/hand": {},
    "marks/lie": {},
    "marks/cover": {},
    "scars/living": {"Alive": YES_NO},
    "scars/years": {"": NUMBER},
    "scars/died": {},
    "scars/came": {},
    "scars/looks/raw": {},
    "scars/looks/settling": {},
    "scars/looks/old": {},
    "scars/aches": {},
    "scars/kept": {},
    "lives/why_now": {},
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
    "lives/work": ("age",),
}
# When they are rolled; a table's own 'given:' may say no more. Those that are not here are rolled for all.
ROLLED_WHEN: dict[str, tuple[str, ...]] = {
    "bonds/twins": ("has-twin",),
    "bonds/met": ("met",),
    "scars/years": ("dead",),
    "scars/died": ("dead",),
    "scars/aches": ("dead",),
    "scars/came": ("dead", "met"),
    "scars/kept": ("dead", "met"),
    "scars/looks/raw": ("raw",),
    "scars/looks/settling": ("settling",),
    "scars/looks/old": ("old",),
}
# What the player of somebody unmet reads: rows that do not ask what that player does not know must do.
READ_UNMET = (
    "marks/hand",
    "marks/lie",
    "marks/cover",
    "scars/looks/raw",
    "scars/looks/settling",
    "scars/looks/old",
    "scars/aches",
    "lives/why_now",
)
AT_THE_END = (*_AFTER_AGES, "life")

NAMES_TABLE = {"": PLAIN, "Written": SOMETHING, "Say": SOMETHING}
