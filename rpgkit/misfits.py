"""What does not fit the schema of a character, in words for whoever edited it, each with its path."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from rpgkit.errors import did_you_mean
from rpgkit.jsonplaces import Path
from rpgkit.schemas import SCHEMAS


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[schema])


def misfits_of(document: Any, schema: str = "character") -> list[tuple[Path, str]]:
    """All that is wrong with the form of a document: where, and what instead."""
    leaves = [leaf for error in _validator(schema).iter_errors(document) for leaf in _leaves(error)]
    return [
        ((*leaf.absolute_path, *at), message)
        for leaf in leaves
        for at, message in _SAY.get(str(leaf.validator), _say_plainly)(leaf)
    ]


def shown(value: object) -> str:
    """A value as it stands in JSON, a text in single quotes."""
    return f"'{value}'" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """What is wrong in itself: of 'this or null' only what is wrong with this."""
    inner = [below for below in error.context or () if below.schema.get("type") != "null"]
    if not inner:
        yield error
    for below in inner:
        yield from _leaves(below)


Said = Iterator[tuple[Path, str]]
_TYPES = {
    "integer": "a whole number",
    "string": "a text",
    "boolean": "true or false",
    "array": "a list, in brackets",
}


def _say_type(error: ValidationError) -> Said:
    wanted = _TYPES.get(str(error.validator_value), "an object, in braces")
    yield (), f"{shown(error.instance)} is not {wanted}"


def _say_missing(error: ValidationError) -> Said:
    for key in error.validator_value:
        if key not in error.instance:
            yield (key,), f"'{key}' is missing; write it as 'rpgkit schema character' says"


def _say_surplus(error: ValidationError) -> Said:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known:
            yield (key,), f"'{key}' is no key here{did_you_mean(key, known) or '; delete it'}"


def _say_enum(error: ValidationError) -> Said:
    wanted = ", ".join("null" if value is None else str(value) for value in error.validator_value)
    yield (), f"{shown(error.instance)} is none of {wanted}"


def _say_pattern(error: ValidationError) -> Said:
    pattern = str(error.validator_value)
    wanted = "a colour such as #4A5D23" if "A-F" in pattern else "a day such as 05-09" if "12" in pattern else None
    yield (), f"{shown(error.instance)} is not {wanted}" if wanted else "nothing is written here; write something"


def _say_bound(error: ValidationError) -> Said:
    side = "under" if error.validator == "minimum" else "over"
    yield (), f"{error.instance} is {side} {error.validator_value}, which is the bound"


def _say_count(error: ValidationError) -> Said:
    at_most = f"{error.validator_value} at most; these are {len(error.instance)}"
    yield (), "there is one at least; write it" if error.validator == "minItems" else at_most


def _say_long(error: ValidationError) -> Said:
    yield (), f"{error.validator_value:,} letters at most; these are {len(error.instance):,}"


def _say_empty(error: ValidationError) -> Said:
    """Nothing where the pattern says so already."""
    if "pattern" not in error.schema:
        yield (), "nothing is written here; write something"


def _say_plainly(error: ValidationError) -> Said:
    yield (
        (),
        error.message
        if len(error.message) < 120
        else f"this does not fit: {error.validator} {error.validator_value}",
    )


_SAY: dict[str, Callable[[ValidationError], Said]] = {
    "type": _say_type,
    "required": _say_missing,
    "additionalProperties": _say_surplus,
    "enum": _say_enum,
    "pattern": _say_pattern,
    "minLength": _say_empty,
    "maxLength": _say_long,
    "minItems": _say_count,
    "maxItems": _say_count,
    "minimum": _say_bound,
    "maximum": _say_bound,
}
