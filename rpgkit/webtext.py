"""A circle in words: for the terminal, as Markdown with a graph, as a document, as the sentences of its map."""

import re
from collections.abc import Iterator
from typing import Any

from rpgkit.boxes import years_of
from rpgkit.web import ABSENT, PLAYER, TOWN, Arrow, Knot, Web, called, single

_ROLES = {ABSENT: "absent", TOWN: "of the town"}
# How a graph of Mermaid draws people and what joins them.
_LIVING = {PLAYER: '(["{}"])', ABSENT: '["{}"]', TOWN: '("{}")'}
_DEAD, _UNMET = '{{{{"{}"}}}}', '[["{}"]]'
_LEGEND = (
    "A thick line has a head at both ends: each bears the other. A thin one has one head: the other does not bear "
    "them. A cross is a scar: the one borne is dead. A broken line with a head: nobody has told yet whether they "
    "are borne too. A broken line without one: a tie, which is no mark. Rounded ends: a player's character; a box: "
    "absent; six corners: dead; a double edge: not met."
)


def title_of(web: Web) -> str:
    """Who sits there: `Mira, Noor and Ewa`."""
    *first, last = [knot.said for knot in web.players] or ["Nobody"]
    return f"{', '.join(first)} and {last}" if first else last


def edges_of(web: Web) -> tuple[str, ...]:
    """Every line of the map as a sentence: who bears whom, and then the ties."""
    return marks_of(web) + ties_of(web)


def marks_of(web: Web) -> tuple[str, ...]:
    """Who bears whom, in sentences."""
    who, dead = called(web), _dead(web)
    return tuple(_arrow(arrow, who, dead) for arrow in single(web.arrows))


def ties_of(web: Web) -> tuple[str, ...]:
    """Who is bound to whom without a mark, in sentences."""
    who = called(web)
    return tuple(f"{who[tie.one]} and {who[tie.other]}: a tie, {tie.kind}." for tie in web.threads)


def _dead(web: Web) -> dict[str, int]:
    return {knot.key: knot.years for knot in web.knots if knot.years is not None}


def _arrow(arrow: Arrow, who: dict[str, str], dead: dict[str, int]) -> str:
    one, other, kind = who[arrow.bearer], who[arrow.borne], f"{arrow.kind}, {arrow.number}"
    scar = ", now a scar" if arrow.borne in dead else ""
    if arrow.mutual:
        past = "bore" if {arrow.bearer, arrow.borne} & dead.keys() else "bear"
        return f"{one} and {other} {past} each other{scar}: {kind}."
    bears = "bore" if arrow.bearer in dead else "bears"
    return f"{one} {bears} {other}{scar}{'' if arrow.mutual is None else ', unreturned'}: {kind}."


def age_of(knot: Knot) -> str:
    """`34, absent`; of the dead, `died at 34, 7 years ago`; of whom nobody has met, that."""
    years = None if knot.years is None else years_of(knot.years)
    if not knot.known:
        return f"not met; dead {years}" if years else "not met"
    if years:
        return f"died at {knot.age}, {years} ago"
    return ", ".join([str(knot.age), *filter(None, [_ROLES.get(knot.role)])])


def name_of(web: Web, knot: Knot) -> str:
    """`Halia (Галина)`: what they are called, and how the name stands on skin."""
    name = called(web)[knot.key]
    return name if not knot.known or knot.written in ("", knot.name) else f"{name} ({knot.written})"


def told_of(web: Web, knot: Knot) -> str:
    """Somebody in one line: their age, whom they bear, to whom they are tied; each tie is told once."""
    return "; ".join([age_of(knot), *_bonds(web, knot.key), *_ties(web, knot.key)])


def _bonds(web: Web, key: str) -> Iterator[str]:
    who, dead = called(web), _dead(web)
    for arrow in single(web.arrows):
        scar = f" as a scar of {years_of(dead[arrow.borne])}" if arrow.borne in dead else ""
        kind = f"({arrow.kind}, {arrow.number})"
        if arrow.bearer == key:
            back = ", borne back" if arrow.mutual else ""
            yield f"{'bore' if key in dead else 'bears'} {who[arrow.borne]}{scar}{back} {kind}"
        elif arrow.borne == key and arrow.mutual:
            gone = f" as a scar of {years_of(dead[arrow.bearer])}" if arrow.bearer in dead else ""
            yield f"{'bore' if key in dead else 'bears'} {who[arrow.bearer]}{gone}, borne back {kind}"


def _ties(web: Web, key: str) -> Iterator[str]:
    who = called(web)
    ties = [f"{who[tie.other]} ({tie.kind})" for tie in web.threads if tie.one == key]
    if ties:
        yield f"tie{'s' * (len(ties) > 1)} to {', '.join(ties)}"


def web_text(web: Web) -> str:
    """A circle as plain text: the people, who bears whom, the ties; it can be read aloud."""
    people = [f"{name_of(web, knot)}: {told_of(web, knot)}." for knot in web.knots]
    parts = [("The people", people), ("Who bears whom", marks_of(web)), ("Ties", ties_of(web))]
    parts.append(("Since then", [f"{when}: {text}" for when, text in web.since]))
    lines = [title_of(web)]
    for title, said in parts:
        lines += ["", title, *(f"  {line}" for line in said)] if said else []
    return "\n".join([*lines, "", f"code {web.code}"]) + "\n"


def web_markdown(web: Web) -> str:
    """A circle as Markdown: a graph that code hosts draw, and all of it in words."""
    lines = [f"# {_plain(title_of(web))}", "", "```mermaid", *_graph(web), "```", "", _LEGEND]
    people = [f"**{_plain(name_of(web, knot))}:** {_plain(told_of(web, knot))}." for knot in web.knots]
    parts = [
        ("The people", people),
        ("Who bears whom", list(map(_plain, marks_of(web)))),
        ("Ties", list(map(_plain, ties_of(web)))),
        ("Since then", [f"*{_plain(when)}:* {_plain(text)}" for when, text in web.since]),
    ]
    for title, said in parts:
        lines += ["", f"## {title}", "", *(f"- {line}" for line in said)] if said else []
    return "\n".join([*lines, "", f"*Half of Us, code {_plain(web.code)}*"]) + "\n"


def _graph(web: Web) -> Iterator[str]:
    """The map as Mermaid reads it."""
    who, dead = called(web), _dead(web)
    ids = {knot.key: f"k{at}" for at, knot in enumerate(web.knots)}
    yield "graph LR"
    for knot in web.knots:
        shape = _UNMET if not knot.known else _DEAD if knot.years is not None else _LIVING.get(knot.role, '("{}")')
        yield f"  {ids[knot.key]}{shape.format(_quoted(f'{who[knot.key]}, {age_of(knot)}'))}"
    for arrow in single(web.arrows):
        end = "x" if arrow.borne in dead else ">"
        line = f"{'' if end == 'x' else '<'}=={end}" if arrow.mutual else f"--{end}"
        line = f"-.-{end}" if arrow.mutual is None else line
        kind = _quoted(f"{arrow.kind}, {arrow.number}")
        yield f'  {ids[arrow.bearer]} {line}|"{kind}"| {ids[arrow.borne]}'
    for tie in web.threads:
        yield f'  {ids[tie.one]} -.-|"{_quoted(tie.kind)}"| {ids[tie.other]}'
    for knot in web.knots:
        if re.fullmatch("#[0-9A-Fa-f]{6}", knot.colour.hex):
            yield f"  style {ids[knot.key]} stroke:{knot.colour.hex},stroke-width:3px"


def _quoted(text: str) -> str:
    """Text as Mermaid shows it between quotation marks, whatever is in it."""
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text)
    return re.sub(r"[^\w ,.()’–-]", lambda sign: f"#{ord(sign[0])};" if sign[0] < "\x80" else sign[0], text)


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|&])", r"\\\1", re.sub(r"\s+", " ", text))


def web_document(web: Web) -> dict[str, Any]:
    """A circle as plain values: `{code, people, arrows, threads}`; of whom nobody has met, the mark alone."""
    return {
        "code": web.code,
        "people": [_person(knot) for knot in web.knots],
        "arrows": [arrow._asdict() for arrow in web.arrows],
        "threads": [tie._asdict() for tie in web.threads],
    }


def _person(knot: Knot) -> dict[str, Any]:
    colour = {"name": knot.colour.name, "hex": knot.colour.hex, "ink": knot.colour.ink}
    mark = {"key": knot.key, "known": knot.known, "written": knot.written, "colour": colour, "years": knot.years}
    return mark | {"name": knot.name, "age": knot.age, "role": knot.role} if knot.known else mark
