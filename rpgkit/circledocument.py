"""A circle as a JSON document, as `rpgkit circle --json` prints it."""

from typing import Any

from rpgkit.circle import Circle
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
        "chronicle": [entry._asdict() for entry in circle.chronicle],
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
