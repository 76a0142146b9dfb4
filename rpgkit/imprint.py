"""What a booklet says of itself: the text of supplement.toml in, its values out. Nothing else knows TOML."""

import re
import tomllib
from collections.abc import Callable, Mapping

from rpgkit.art import BadArt, read_art, read_colour
from rpgkit.errors import did_you_mean
from rpgkit.supplement import Paper
from rpgkit.textfile import Reading, is_invisible, lines_of, place_of

PAPERS: Mapping[str, Paper] = {"a5": "a5", "half-letter": "half-letter"}
# What a booklet is like whose file does not say.
UNSAID = {"subtitle": "", "language": "en", "colour": "#4A5A23", "paper": "a5", "cover": "", "back": ""}
_LEAST_CONTRAST = 4.5
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOLD = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_SYNTAX = {
    "Cannot overwrite a value": "this is set twice; keep one",
    "Invalid value": "a text stands between quotation marks: 'title = \"The Mark\"'",
}


Colours = Mapping[str, str]


class BadValue(ValueError):
    """This cannot be said of a supplement; the message says why, and what to write instead."""


def read_imprint(data: bytes, colours: Colours, reading: Reading) -> dict[str, str]:
    """What supplement.toml says, by its keys, and for the rest what is so unsaid; mistakes are in `reading`."""
    lines = lines_of(data, "a title, an author and a licence", reading)
    text = "\n".join(line.text for line in lines or ())
    found = _parsed(text, reading) if lines else None
    return UNSAID | _checked(found, text, colours, reading) if found is not None else {}


def _parsed(text: str, reading: Reading) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except RecursionError:
        reading.wrong(1, 1, "the brackets lie too deep in each other; a line is 'title = \"The Mark\"'")
    except ValueError as bad:
        told = _TOLD.fullmatch(str(bad))
        end = text.rstrip("\n")
        last = end.count("\n") + 1, len(end) - end.rfind("\n")
        place = (int(told[2]), int(told[3])) if told and told[2] else last
        what = (told[1] if told else str(bad)).replace("\n", " ")
        reading.wrong(*place, _SYNTAX.get(what, f"{what[:1].lower()}{what[1:]}; a line is 'title = \"The Mark\"'"))
    return None


def _checked(found: Mapping[str, object], text: str, colours: Colours, reading: Reading) -> dict[str, str]:
    """The values that are right, as they will be used."""
    values: dict[str, str] = {}
    for key, value in found.items():
        line, at, column = place_of(text, key)
        if key not in KEYS:
            instead = did_you_mean(key, KEYS) or f"; there are {', '.join(KEYS)}"
            reading.wrong(line, at, f"nothing is called '{key}' here{instead}")
        elif not isinstance(value, str):
            reading.wrong(line, column, f"'{key}' is no text; write it between quotation marks: '{key} = \"…\"'")
        else:
            try:
                values[key] = KEYS[key](value, colours)
            except (BadArt, BadValue) as bad:
                reading.wrong(line, column, f"'{key}': {bad}")
    for key in KEYS:
        if key not in found and key not in UNSAID:
            reading.wrong(1, 1, f"no {key}; write a line '{key} = \"…\"'")
    return values


def _words(longest: int) -> Callable[[str, Colours], str]:
    """Reads words in one line."""

    def read(text: str, _: Colours) -> str:
        said = " ".join(text.split())
        if not said:
            raise BadValue("there are no words in it; write them, or delete the line")
        if any(map(is_invisible, said)):
            raise BadValue("it has an invisible character in it; delete it")
        if len(said) > longest:
            raise BadValue(f"it has {len(said)} letters, and there is room for {longest}; shorten it")
        return said

    return read


def _language(text: str, _: Colours) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise BadValue(f"'{text}' is no language; write its short name, as 'en', 'de' or 'pt-BR'")
    return text


def _colour(text: str, colours: Colours) -> str:
    return read_colour(text, colours, _LEAST_CONTRAST)


def _paper(text: str, _: Colours) -> str:
    if text.lower() not in PAPERS:
        raise BadValue(f"a booklet is not printed on '{text}'; write {' or '.join(PAPERS)}")
    return text.lower()


def _cover(text: str, colours: Colours) -> str:
    read_art(text, colours)
    return text


KEYS: Mapping[str, Callable[[str, Colours], str]] = {
    "title": _words(80),
    "subtitle": _words(120),
    "author": _words(120),
    "licence": _words(600),
    "language": _language,
    "colour": _colour,
    "paper": _paper,
    "cover": _cover,
    "back": _words(480),
}
