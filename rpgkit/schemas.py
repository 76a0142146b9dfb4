"""The JSON Schemas of the documents that other programs lean on (draft 2020-12)."""

from typing import Any

from rpgkit.documents import SCHEMA
from rpgkit.facts import KINDS, TAGS
from rpgkit.knowledge import ALL, known_to
from rpgkit.needed import ELDEST, GROWN
from rpgkit.plan import MOST_TIES_EVER, MOST_WEARERS, TEXTS

Schema = dict[str, Any]
MOST_LETTERS, MOST_TEXT = 80, 5_000

TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": MOST_TEXT, "pattern": r"\S"}
WORD: Schema = {"type": "string", "minLength": 1, "maxLength": MOST_LETTERS, "pattern": r"\S"}
YES_NO: Schema = {"type": "boolean"}
ONE: Schema = {"const": SCHEMA}
HEX: Schema = {"type": "string", "pattern": "^#[0-9A-F]{6}$", "maxLength": 7}
# Fields of rolls, those of a circle's seasons among them: `scar.looks`, `ties.1.tires.2`.
FIELD = r"^[a-z_]+(\.([a-z_]+|[0-9]+))*$"
_DAYS = "02-(0[1-9]|1[0-9]|2[0-9])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
GROUP: Schema = {"enum": ["women", "men", "nonbinary"]}
HEMISPHERE: Schema = {"enum": ["north", "south"]}
KEY: Schema = {"type": "string", "pattern": "^([1-8]|[a-d]|[nst][1-8])$", "maxLength": 2}
COUNT: Schema = {"type": "integer", "minimum": 0}


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _record(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object that has just these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


COLOUR = _record({"name": WORD, "hex": HEX, "ink": HEX})
_PERSON: dict[str, Schema] = {
    "true_name": WORD,
    "written": WORD,
    "called_name": WORD,
    "said": WORD,
    "script": WORD,
    "pronouns": WORD,
    "gender": WORD,
    "group": GROUP,
    "attraction": {"type": "array", "items": GROUP, "uniqueItems": True},
    "attraction_said": WORD,
    "age": _whole(GROWN, ELDEST),
    "tongue": WORD,
    "favourite_colour": COLOUR,
}
_BEARS: dict[str, Schema] = {"text": WORD, "true_name": WORD, "called_name": WORD, "colour": COLOUR}


def _texts(section: str) -> dict[str, Schema]:
    """The texts of a section, null where their time is not."""
    fields = dict.fromkeys(told.field for told in TEXTS)
    return {
        field.removeprefix(f"{section}."): _or_null(TEXT) for field in fields if field.rpartition(".")[0] == section
    }


def _two() -> dict[str, Schema]:
    return _PERSON | {
        "birthday": {"type": "string", "pattern": f"^({_DAYS})$", "maxLength": 5},
        "looks": WORD,
        "work": WORD,
        "home": _record({"place": WORD, "hemisphere": HEMISPHERE, "text": _or_null(TEXT)}),
    }


def _tie() -> Schema:
    person = {key: schema for key, schema in _PERSON.items() if key != "called_name"}
    told = {"kind": WORD, "what": TEXT, "word": WORD, "bears": _record(_BEARS)}
    return _record({"name": WORD, **person, **told})


def _roll() -> Schema:
    return _record(
        {
            "field": {"type": "string", "pattern": FIELD, "maxLength": MOST_LETTERS},
            "table": WORD,
            "dice": WORD,
            "number": COUNT,
            "row": WORD,
            "text": TEXT,
            "by_hand": {"const": True},
        },
        optional=("by_hand",),
    )


def _character() -> dict[str, Schema]:
    bond = {"kind": {"enum": KINDS}, "number": WORD, "number_told": WORD, "said": TEXT}
    bond |= {"mutual": YES_NO, "met": YES_NO, "shown": YES_NO, **_texts("bond")}
    named = _two() | {"alive": YES_NO, "bears": _record(_BEARS | _texts("named.bears")), **_texts("named")}
    named["home"] = _record({"place": WORD, "hemisphere": HEMISPHERE, "text": _or_null(TEXT)}, optional=("text",))
    wearer = _record(_PERSON | {"what": TEXT})
    return {
        "schema": ONE,
        "view": {"enum": ["all", "player"]},
        "code": {"type": "string"},
        "edited": YES_NO,
        "person": _record(_two() | {"family": TEXT, "twin": {"enum": [None, "identical", "fraternal"]}}),
        "mark": _record({"text": WORD, "colour": COLOUR, "script": WORD, **_told("mark")}),
        "bond": _record(bond),
        "named": _record(named),
        "scar": _or_null(_record({"years": _whole(0, ELDEST), **_texts("scar")})),
        "ties": {"type": "array", "items": _tie(), "minItems": 1, "maxItems": MOST_TIES_EVER},
        "worn_by": {"type": "array", "items": wearer, "maxItems": MOST_WEARERS},
        "traits": _record(dict.fromkeys(("nerve", "candour", "care", "craft"), _whole(-1, 3))),
        "tracks": _record(dict.fromkeys(("warmth", "dissonance", "ache"), _whole(0, 6))),
        **dict.fromkeys(_AT_HEART, TEXT),
        "companion": _or_null(TEXT),
        "rolls": {"type": "array", "items": _roll()},
    }


def _soul() -> Schema:
    """Somebody of a circle who is no player's character."""
    home = _record({"place": WORD, "hemisphere": HEMISPHERE})
    told = {
        "key": KEY,
        "years": _or_null(_whole(0, ELDEST)),
        "kind": {"type": "string"},
        "number": {"type": "string"},
    }
    return _record({**told, **_two(), "home": home, "bears": _record(_BEARS)})


def _circle() -> dict[str, Schema]:
    arrow = {"bearer": KEY, "borne": KEY, "kind": WORD, "number": {"type": "string"}, "mutual": _or_null(YES_NO)}
    entry = {"when": WORD, "keys": _list_of(KEY), "text": TEXT}
    return {
        "schema": ONE,
        "view": {"const": "all"},
        "code": {"type": "string"},
        "members": {"type": "array", "items": _record(_character()), "minItems": 3, "maxItems": 8},
        "others": _list_of(_soul()),
        "bears": _list_of(_record(arrow)),
        "ties": _list_of(_record({"one": KEY, "other": KEY, "kind": WORD})),
        "chronicle": _list_of(_record(entry)),
        "by_hand": _by_hand(),
    }


def _by_hand() -> Schema:
    """What makes a circle again that real dice made."""
    answer = _record({"of": {"type": "string"}, "field": WORD, "said": WORD})
    return _record(
        {
            "pack": _whole(0, 2**10 - 1),
            "seed": _whole(0, 2**35 - 1),
            "size": _whole(3, 8),
            "pairs": _whole(1, 4),
            "couples": YES_NO,
            "without": _list_of({"enum": list(TAGS)}),
            "seated": _list_of(WORD),
            "seasons": _whole(0, 40),
            "answers": _list_of(answer),
        }
    )


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


_AT_HEART = [told.field for told in TEXTS if "." not in told.field]


def _told(section: str) -> dict[str, Schema]:
    return dict.fromkeys(_texts(section), TEXT)


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _for_player(schema: Schema, path: str = "") -> Schema:
    """A schema in which nothing is required that not every player knows."""
    if "anyOf" in schema:
        return {"anyOf": [_for_player(part, path) for part in schema["anyOf"]]}
    properties = {
        key: _for_player(part, f"{path}.{key}" if path else key)
        for key, part in schema.get("properties", {}).items()
    }
    if not properties:
        return schema
    known = [key for key in schema["required"] if known_to(f"{path}.{key}" if path else key) == ALL]
    always = [key for key in schema["required"] if key in ("bond",) and not path]
    return {**schema, "properties": properties, "required": [*known, *always]}


def _rolls_of_table() -> Schema:
    shape = {
        "schema": ONE,
        "table": {"type": ["string", "null"]},
        "dice": {"type": "string"},
        "faces": {"type": "array", "items": {"type": "integer", "minimum": 1}},
        "number": COUNT,
        "plus": {"type": "integer"},
        "row": {"type": "string"},
        "text": {"type": "string"},
        "columns": {"type": "object", "additionalProperties": {"type": "string"}},
        "rolls": {"type": "array", "items": {"$ref": "#/$defs/roll"}},
    }
    nested = {key: schema for key, schema in shape.items() if key != "schema"}
    return {**_record(shape), "$defs": {"roll": _record(nested)}}


def _odds() -> Schema:
    fraction = {"type": "string", "pattern": r"^\d+(/\d+)?$"}
    row = {"numbers": {"type": "string"}, "text": {"type": "string"}}
    leads_to = {"table": {"type": "string"}, **row, "expected": fraction}
    return _record(
        {
            "schema": ONE,
            "table": {"type": "string"},
            "dice": {"type": "string"},
            "rows": {"type": "array", "items": _record({**row, "chance": fraction})},
            "leads_to": {"type": "array", "items": _record(leads_to)},
        }
    )


def _check() -> Schema:
    place = {"type": "integer", "minimum": 1}
    level = {"enum": ["error", "warning"]}
    mistake = {"schema": ONE, "path": {"type": "string"}, "line": place, "column": place, "level": level}
    return {"type": "array", "items": _record({**mistake, "message": {"type": "string"}})}


SCHEMAS: dict[str, Schema] = {
    "character": _headed("A character, all of it", _record(_character())),
    "player": _headed("A character, as the player knows it", _for_player(_record(_character()))),
    "circle": _headed("A circle, all of it", _record(_circle(), optional=("chronicle", "by_hand"))),
    "roll": _headed("A roll on a table", _rolls_of_table()),
    "odds": _headed("The odds of a table", _odds()),
    "check": _headed("What is wrong with a pack", _check()),
}
