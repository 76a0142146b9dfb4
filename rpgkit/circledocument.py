"""A circle as a JSON document, as `rpgkit circle --json` prints it."""

from typing import Any

from rpgkit.circle import Circle
from rpgkit.circleorigin import CircleOrigin
from rpgkit.documents import SCHEMA
from rpgkit.profile import bears_document, character_document, person_document, player_document
from rpgkit.souls import Soul
from rpgkit.web import Web
from rpgkit.webs import web_of

Document = dict[str, Any]


def circle_document(circle: Circle, player: bool = False) -> Document:
    """All of a circle: `{schema, view, code, members: [characters], others, bears, ties}`, or what players know."""
    members = [character_document(member) for member in circle.members]
    web = web_of(circle, gm=not player)
    return {
        "schema": SCHEMA,
        "view": "player" if player else "all",
        "code": circle.code,
        "members": [player_document(member) for member in members] if player else members,
        "others": [_soul(soul) for soul in circle.others if not player or _is_known(web, soul.key)],
        "bears": [arrow._asdict() for arrow in web.arrows],
        "ties": [thread._asdict() for thread in web.threads],
        "chronicle": [{**entry._asdict(), "keys": list(entry.keys)} for entry in circle.chronicle],
    } | ({"by_hand": _made_by_hand(circle)} if circle.by_hand and not player else {})


def _made_by_hand(circle: Circle) -> Document:
    """What makes a circle again that no code holds: its seed, its shape, and what the players said."""
    origin = circle.origin
    assert isinstance(origin, CircleOrigin)
    return {
        "pack": circle.pack,
        **origin._asdict(),
        "without": sorted(origin.without),
        "seated": list(origin.seated),
        "answers": [{**ask._asdict(), "said": said} for ask, said in circle.by_hand],
    }


def _is_known(web: Web, key: str) -> bool:
    return any(knot.key == key for knot in web.knots)


def _soul(soul: Soul) -> Document:
    told = {
        "key": soul.key,
        "years": soul.years,
        "kind": soul.kind,
        "number": soul.number,
        **person_document(soul.person, soul.life),
    }
    return told | {"bears": bears_document(soul.person.bears)}
