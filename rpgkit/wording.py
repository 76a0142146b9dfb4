"""How a row's text is written, and the one function that sets it.

`read_text` takes a text apart once: plain words, `{slots}`, `{singular/plural}`, `{a/an}`, `[[links]]`
and `{dice}`. `set_text` puts it together again for whoever reads: a voice says what is known of
the people, and `led_to` what each link and each inline die came to, in order.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from rpgkit.dice import BadDice, Dice, read_dice
from rpgkit.errors import did_you_mean
from rpgkit.facts import PRONOUNS, SLOTS, WHO

_TOKEN = re.compile(r"\[\[([^\[\]]*)\]\]|\{([^{}]*)\}|\[\[|\]\]|[{}]")
_BRACKETS = frozenset("{}[]")
# Patterns that most texts never need are compiled when one does.
_LINK = r"([a-z0-9][a-z0-9_/-]*?)(?:\.([a-z][a-z0-9 _-]*))?"
_DICE_AND_MORE = r"([0-9]*d[0-9]+)([+-][0-9]{1,4})?"
_AGREEMENT = r"([^/]+)/([^/]+)"
_SENTENCE_END = r"[.!?…][\"'”’)]*\s"
_ENDED = r"(?:[.!?…][\"'”’)]*\s+|^\s*|^(?:\[\[[^\]]*\]\]\s+)+)[\"'“‘(]*$"
_WHOLE = r"[.!?…][\"'”’)]*$"
_PERSONS = {who + word for who in WHO for word in ("name", *PRONOUNS)}
_STOPS = frozenset("!?….")
_TWO_STOPS = r"([!?…]|\b\w\.\w\.)[.,](?!\.)"
_SAYS_AN = (
    r"(?i)(?:8|11(?!\d)|18(?!\d)|[aeio]|hono|hour|heir|honest|x-"
    r"|u(?!ni(?:c|f|on|q|s|t|v|l)|nanim|s[aeiu]|t[eio]|k|r[aiu]|b[ei]|-))"
)
_SAYS_A = r"(?i)(?:one\b|once\b|eu|ewe)"
_SPELLED = r"(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-Z]{4,5})(?![A-Za-z])"


class Slot(NamedTuple):
    """`{named.they}`: a word that the voice knows; `{Named.they}` with a capital."""

    word: str
    capital: bool


class Agreement(NamedTuple):
    """`{is/are}`: agrees with the person slot before it."""

    singular: str
    plural: str
    person: str


class Article(NamedTuple):
    """`{a/an}`: agrees with what follows."""

    capital: bool


class Link(NamedTuple):
    """`[[town/places.name]]`: rolls on a table and sets its row, or a column of it.

    `begins`: it stands at the beginning of a sentence (a text that ends without a stop is none).
    `stopped`: its sentence goes on, so that its own stop is left out. `inside`: words of it stand beside it.
    """

    table: str
    column: str | None
    offset: int
    begins: bool
    stopped: bool
    inside: bool


class InlineDice(NamedTuple):
    """`{d6+17}`: dice in a text, and what is added."""

    dice: Dice
    add: int

    @property
    def notation(self) -> str:
        """The dice as they are written, with what is added: `d6+17`."""
        return f"{self.dice.notation}{self.add:+}" if self.add else self.dice.notation

    @property
    def lowest(self) -> int:
        """The least that they come to."""
        return (11 if self.dice.digits else self.dice.many) + self.add

    @property
    def highest(self) -> int:
        """The most that they come to."""
        return (66 if self.dice.digits else self.dice.many * self.dice.sides) + self.add


Part = str | Slot | Agreement | Article | Link | InlineDice


class Text(NamedTuple):
    """A text, taken apart; `rolled` are the parts that chance decides, in order.

    `plain` is the text itself where it holds nothing but words. `frame` are the parts as words, those that
    are spoken left empty; `spoken` are these with their places, `articles` those of `{a/an}`, last first.
    """

    parts: tuple[Part, ...]
    rolled: tuple[Link | InlineDice, ...]
    words: int
    plain: str | None
    frame: tuple[str, ...]
    spoken: tuple[tuple[int, Part], ...]
    articles: tuple[int, ...]


class Voice(NamedTuple):
    """What is known of the people: a word for every slot, and which slots are plural."""

    words: dict[str, str]
    plurals: frozenset[str]


READER = Voice({word: slot.reader for word, slot in SLOTS.items()}, frozenset(w + p for w in WHO for p in PRONOUNS))


class BadText(NamedTuple):
    """Something wrong in a text, and where: characters from its beginning."""

    offset: int
    message: str


def read_text(raw: str) -> tuple[Text, list[BadText]]:
    """A cell's text taken apart, and all that is wrong with it (`\\|` stands for a pipe)."""
    if _BRACKETS.isdisjoint(raw):
        plain = _unescaped(raw)
        return Text((plain,), (), len(raw.split()), plain, (plain,), (), ()), []
    parts: list[Part] = []
    wrong: list[BadText] = []
    end = 0
    for token in _TOKEN.finditer(raw):
        start = token.start()
        if start > end:
            parts.append(_unescaped(raw[end:start]))
        end = token.end()
        found = _READY.get(token[0]) or _read_token(raw, token)
        if isinstance(found, str):
            wrong.append(BadText(start, found))
        else:
            parts.append(found)
    if end < len(raw):
        parts.append(_unescaped(raw[end:]))
    return _text(parts), wrong


# Every slot as it is written, with a small letter and a capital one.
_READY: dict[str, Part] = {
    f"{{{written}}}": Slot(word, written != word)
    for word in SLOTS
    for written in (word, word[0].upper() + word[1:])
}


def _text(parts: Sequence[Part]) -> Text:
    """The parts with what is asked of them each time the text is set: what is spoken, rolled, an article."""
    frame = tuple(part if isinstance(part, str) else "" for part in parts)
    spoken = [(at, part) for at, part in enumerate(parts) if not isinstance(part, str)]
    rolled = [part for _, part in spoken if isinstance(part, Link | InlineDice)]
    articles = [at for at, part in reversed(spoken) if isinstance(part, Article)]
    words = len("".join([part if isinstance(part, str) else "x" for part in parts]).split())
    plain = None if spoken else "".join(frame)
    return Text(tuple(parts), tuple(rolled), words, plain, frame, tuple(spoken), tuple(articles))


def _unescaped(plain: str) -> str:
    return plain.replace("\\|", "|")


def _read_token(raw: str, token: re.Match[str]) -> Part | str:
    """A part, or in words what is wrong with it."""
    if token[1] is not None:
        return _read_link(raw, token)
    if token[2] is None:
        closing = {"{": "}", "[[": "]]"}.get(token[0])
        return f"'{token[0]}' " + (
            f"is never closed; write '{closing}'" if closing else "closes nothing; delete it"
        )
    inner = token[2]
    if inner.lower() == "a/an":
        return Article(inner[0] == "A")
    if match := re.fullmatch(_AGREEMENT, inner):
        return _read_agreement(raw[: token.start()], match)
    if re.match(r"[0-9]*d[0-9]", inner):
        return _read_inline_dice(inner)
    word = inner[:1].lower() + inner[1:]
    if word in SLOTS:
        return Slot(word, inner[:1].isupper())
    near = did_you_mean(inner, SLOTS)
    return f"'{{{inner}}}' is no fact{near or '; rpgkit facts lists them'}"


def _read_link(raw: str, token: re.Match[str]) -> Part | str:
    match = re.fullmatch(_LINK, token[1])
    if not match:
        return f"'{token[0]}' names no table; write [[bonds/met]] or [[town/places.name]]"
    before, after = raw[: token.start()], raw[token.end() :]
    begins = bool(re.search(_ENDED, before)) and (before != "" or bool(re.search(_WHOLE, raw)))
    stopped = after[:1] in (".", ",", ";", ":", "!", "?", "…") and bool(after)
    ends = not after.strip(" .\"'”’)")
    goes_on = not ends and not (after[:1].isspace() and _begins_a_sentence(after.lstrip()))
    alone = begins or not before
    return Link(match[1], match[2], token.start(), begins, stopped or goes_on, not alone or goes_on)


def _begins_a_sentence(text: str) -> bool:
    first = text.lstrip("\"'“‘({[")[:1]
    return first.isupper() or text.startswith("[[")


def _read_agreement(before: str, match: re.Match[str]) -> Agreement | str:
    sentence = re.split(_SENTENCE_END, before)[-1]
    persons = [slot.lower() for slot in re.findall(r"\{([A-Za-z.]+)\}", sentence) if slot.lower() in _PERSONS]
    if not persons:
        return f"'{{{match[0]}}}' agrees with nobody; write a person such as {{they}} before it in the sentence"
    return Agreement(match[1], match[2], persons[-1])


def _read_inline_dice(inner: str) -> InlineDice | str:
    match = re.fullmatch(_DICE_AND_MORE, inner)
    if not match:
        return f"'{{{inner}}}' is no dice; write {{2d6}} or {{d6+17}}"
    try:
        return InlineDice(read_dice(match[1]), int(match[2] or 0))
    except BadDice as bad:
        return str(bad)


def set_text(text: Text, voice: Voice, led_to: Sequence[str]) -> str:
    """A row's text as it is read; `led_to` holds what each of `text.rolled` came to, in order."""
    if text.plain is not None:
        return text.plain
    said = [*text.frame]
    results = iter(led_to)
    for at, part in text.spoken:
        said[at] = _SAY[type(part)](part, voice, results)
    for at in text.articles:
        said[at] += "n" if says_an("".join(said[at + 1 :])) else ""
    whole = "".join(said)
    for result in led_to:
        if result[-1:] in _STOPS:
            return re.sub(_TWO_STOPS, r"\1", whole)
    return whole


def _say_slot(slot: Slot, voice: Voice, _: Iterator[str]) -> str:
    word = voice.words[slot.word]
    return capital(word) if slot.capital else word


def _say_agreement(agreement: Agreement, voice: Voice, _: Iterator[str]) -> str:
    return agreement.plural if agreement.person in voice.plurals else agreement.singular


def _say_article(article: Article, _voice: Voice, _: Iterator[str]) -> str:
    return "A" if article.capital else "a"


def _say_link(link: Link, _: Voice, results: Iterator[str]) -> str:
    result = next(results)
    if link.stopped and result[-1:] == "." and not re.search(r"\b\w\.\w\.$|\.\.$", result):
        result = result[:-1]
    return capital(result) if link.begins else result


def _say_dice(_dice: InlineDice, _: Voice, results: Iterator[str]) -> str:
    return next(results)


_SAY: dict[type, Callable[[Any, Voice, Iterator[str]], str]] = {
    Slot: _say_slot,
    Agreement: _say_agreement,
    Article: _say_article,
    Link: _say_link,
    InlineDice: _say_dice,
}


def capital(text: str) -> str:
    """The text with a capital first letter (a title-case digraph keeps its second half small)."""
    if text[:1].isalpha():
        return text[0].title() + text[1:]
    at = len(text) - len(text.lstrip("\"'“‘("))
    first = text[at : at + 1]
    return text[:at] + (first.title() if first.isalpha() else first) + text[at + 1 :]


def says_an(following: str) -> bool:
    """Whether one says *an* before these words: an hour, an 11, an MP, but a unicorn, a one-way street."""
    words = normalize("NFD", following.lstrip(" \"'“‘("))
    if re.match(_SPELLED, words):
        return words[0] in "AEFHILMNORSX"
    return bool(re.match(_SAYS_AN, words)) and not re.match(_SAYS_A, words)
