"""A character saved, edited by hand and read back: mistakes told at once and in their place, names followed."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rpgkit.coherence import broken_laws, texts_due
from rpgkit.crockford import LETTERS, BadCode
from rpgkit.errors import Mistakes
from rpgkit.jsonplaces import read_json
from rpgkit.origin import OtherEdition, read_code
from rpgkit.person import Character
from rpgkit.plan import MOST_TIES_EVER
from rpgkit.profile import character_document, player_document
from rpgkit.record import character_of
from rpgkit.saved import read_character
from rpgkit.schemas import SCHEMAS
from tests.people import first, people, person

Document = dict[str, Any]
SEEDS = st.integers(0, 2**35 - 1)


def saved(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def read(document: object) -> Character:
    return read_character(saved(document), "mira.json", people())


def told(document: object) -> list[str]:
    """What is wrong with a document, each with the line it points to."""
    lines = saved(document).decode().split("\n")
    with pytest.raises(Mistakes) as caught:
        read(document)
    return [f"{lines[mistake.line - 1].strip()} >> {mistake.message}" for mistake in caught.value.mistakes]


def friend() -> Document:
    return deepcopy(character_document(first("friend", mutual=True, dead=False)))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_a_saved_character_is_read_back_as_it_was(seed: int) -> None:
    made = person(seed)
    assert read(character_document(made)) == made


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_a_document_holds_all_of_a_character(seed: int) -> None:
    """Every value comes back from it; only a companion that is nobody is null there."""
    made = person(seed)
    again = character_of(character_document(made), people(), made)
    nobody = {"companion": made.texts["companion"]} if "companion" not in again.texts else {}
    assert replace(again, edited=False, texts={**again.texts, **nobody}) == made


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_players_view_is_read_back_whole_with_its_code(seed: int) -> None:
    made = person(seed)
    assert read(player_document(character_document(made))) == made


def test_a_new_name_is_followed_by_every_text_that_nobody_touched() -> None:
    made = next(
        person(seed) for seed in range(500) if person(seed).person.name.called in person(seed).texts["hook"]
    )
    document = deepcopy(character_document(made))
    document["person"]["true_name"] = document["person"]["written"] = document["person"]["called_name"] = "Zebedee"
    document["person"]["pronouns"] = "they/them"
    document["fear"] = f"{made.person.name.called} said it, in my own words."
    if made.bond.mutual:
        document["named"]["bears"]["text"] = document["named"]["bears"]["true_name"] = "Zebedee"
    again = read(document)
    assert again.edited
    assert "Zebedee" in again.texts["hook"]
    assert made.person.name.called not in again.texts["hook"]
    assert again.texts["fear"] == f"{made.person.name.called} said it, in my own words."
    assert again.person.gender.pronouns.said == "they/them"
    assert again.code == made.code


def test_a_tie_renamed_is_renamed_in_its_text() -> None:
    document = friend()
    document["ties"][0] |= {"name": "Zebedee", "true_name": "Zebedee"}
    assert "Zebedee" in read(document).texts["ties.1.what"]


def test_one_name_edited_is_followed_by_its_spelling_and_by_whoever_bears_it() -> None:
    """The true name alone is enough, in an even bond too; and the mark follows the named one's."""
    document = friend()
    document["person"]["true_name"] = "Zebedee"
    document["named"]["true_name"] = "Wilhelmina"
    document["named"]["favourite_colour"] = {"name": "puce", "hex": "#CC8899", "ink": "#AA6677"}
    again = read(document)
    assert (again.person.name.called, again.person.name.written) == ("Zebedee", "Zebedee")
    assert (again.named.bears.name.written, again.bond.mutual) == ("Zebedee", True)
    assert (again.person.bears.name.written, again.person.bears.colour.name) == ("Wilhelmina", "puce")
    assert "Wilhelmina" in " ".join(again.texts.values())


@pytest.mark.parametrize("mutual", [True, False])
def test_a_player_who_renames_is_told_nothing_of_what_is_sealed(mutual: bool) -> None:
    """Even or odd, a new name or colour is taken; what clashes with the sealed is not said to be what it is."""
    document = player_document(character_document(first("unmet", mutual=mutual)))
    document["person"] |= {"true_name": "Zebedee", "written": "Zebedee"}
    document["person"]["favourite_colour"] = {"name": "puce", "hex": "#CC8899", "ink": "#AA6677"}
    assert read(document).person.name.called == "Zebedee"
    guesses: list[Document] = [{"mutual": True}, {"mutual": False}, {"kind": "unmet"}, {"number": "70"}]
    for guess in guesses:
        sly = deepcopy(document)
        sly["bond"] |= guess
        said = [message.split(" >> ")[1] for message in told(sly)]
        assert said == [f"'{next(iter(guess))}' is the GM's to know; delete it"]
    document["person"]["age"] = 105
    for message in told(document):
        assert message == "{ >> this does not fit what only the GM knows of this character; ask them"


def test_what_is_wrong_with_a_text_is_said_once_and_with_its_bound() -> None:
    document = friend()
    document |= {"want": "", "fear": "x" * 6_000, "hope": "  ", "habit": "Waits for {name} there."}
    document["ties"] *= 9
    said = sorted(message.rpartition(" >> ")[2] for message in told(document))
    assert said == [
        "'{name}' is for tables, whose texts are set; write the word itself",
        f"{MOST_TIES_EVER} at most; these are {len(document['ties'])}",
        "5,000 letters at most; these are 6,000",
        "nothing is written here; write something",
        "nothing is written here; write something",
    ]


def test_a_brace_where_there_is_no_place_for_a_text_is_told_too() -> None:
    document = friend()
    document["companion"] = {"": "{"}
    assert any("'{' is for tables" in message for message in told(document))


def test_a_number_of_five_thousand_digits_is_told_in_our_words() -> None:
    with pytest.raises(Mistakes, match="a number of 5,000 digits, which nothing of a character is"):
        read_character(b'{"age": ' + b"9" * 5_000 + b"}", "mira.json", people())


def test_play_goes_on_in_the_file() -> None:
    """A fourth tie, full tracks, a better trait, a scar a year older: all that play changes."""
    document = deepcopy(character_document(first("friend", dead=True)))
    document["ties"] = (document["ties"] * 4)[:4]
    document["tracks"] = {"warmth": 0, "dissonance": 6, "ache": 5}
    document["traits"]["care"] = 3
    document["want"] = "Nothing else, this season."
    again = read(document)
    assert len(again.ties) == 4
    assert texts_due(again) >= set(again.texts)


def test_what_is_taken_out_of_a_file_stays_out() -> None:
    made = next(person(seed) for seed in range(100) if len(person(seed).ties) == 3)
    document = deepcopy(character_document(made))
    document["ties"].pop()
    document["companion"] = None
    again = read(document)
    assert not {"ties.3.what", "ties.3.word", "companion"} & set(again.texts)
    assert character_document(again)["ties"] == document["ties"]
    assert broken_laws(again, at_the_start=False) == []


def test_a_companion_that_is_nobody_is_null_and_still_told() -> None:
    made = next(person(seed) for seed in range(200) if character_document(person(seed))["companion"] is None)
    document = deepcopy(character_document(made))
    document["fear"] = "Another one."
    assert read(document).texts["companion"] == made.texts["companion"]


CHANGES: list[tuple[Callable[[Document], object], str]] = [
    (lambda d: d["person"].update(age="old"), '"age": "old", >> \'old\' is not a whole number'),
    (lambda d: d["person"].update(age=17), '"age": 17, >> 17 is under 18, which is the bound'),
    (lambda d: d["person"].update(age=True), '"age": true, >> true is not a whole number'),
    (
        lambda d: d["mark"]["colour"].update(hex="green"),
        '"hex": "green", >> \'green\' is not a colour such as #4A5D23',
    ),
    (lambda d: d["person"].update(birthday="May"), '"birthday": "May", >> \'May\' is not a day such as 05-09'),
    (lambda d: d.update(fear=" "), '"fear": " ", >> nothing is written here; write something'),
    (lambda d: d.update(feer="x"), "\"feer\": \"x\" >> 'feer' is no key here; did you mean 'fear'?"),
    (lambda d: d.pop("fear"), "{ >> 'fear' is missing; write it as 'rpgkit schema character' says"),
    (
        lambda d: d["person"].update(group="people"),
        '"group": "people", >> \'people\' is none of women, men, nonbinary',
    ),
    (lambda d: d["person"].update(pronouns="fae/faer"), '"pronouns": "fae/faer", >> lives/pronouns has no row'),
    (lambda d: d.update(ties=[]), '"ties": [], >> there is one at least; write it'),
    (lambda d: d.update(ties=None), '"ties": null, >> null is not a list, in brackets'),
    (
        lambda d: d["person"].update(birthday="02-31"),
        '"birthday": "02-31", >> \'02-31\' is not a day such as 05-09',
    ),
    (lambda d: d["tracks"].update(ache=3), '"tracks": { >> a law of people is broken: Warmth is for the living'),
    (lambda d: d["bond"].update(holds=None), '"holds": null, >> a law of people is broken: each thing is told'),
    (lambda d: d["rolls"].append(5), "5 >> 5 is not an object, in braces"),
    (lambda d: d["rolls"].append({}), '"rolls": [ >> the rolls are not those of the code'),
    (lambda d: d.update(hook=json.loads("[" * 300 + "]" * 300)), "nested deeper than any character"),
    (lambda d: d.update(want="{name}"), '"want": "{name}", >> \'{name}\' is for tables'),
    (lambda d: d["bond"].update(mutual=False), '"mutual": false, >> the dice say true; keep it, or set a number'),
    (
        lambda d: d["bond"].update(kind="enemy"),
        '"kind": "enemy", >> the dice say \'friend\'; keep it, or set a number',
    ),
    (lambda d: d["rolls"][4].update(number=99), '"number": 99, >> '),
    (lambda d: d["rolls"].pop(), '"rolls": [ >> the rolls are not those of the code'),
    (lambda d: d.update(code="000B-FXR7-1NT9"), "is no code: a letter is wrong, or two have changed places"),
    (lambda d: d["named"].update(alive=False), '"alive": false, >> a scar exactly when the named one is dead'),
    (
        lambda d: d["mark"].update(text="Kwak"),
        '"text": "Kwak", >> a law of people is broken: the mark is the named one\'s',
    ),
    (
        lambda d: d["named"].update(age=98),
        '"age": 98, >> a law of people is broken: two who bear each other are within',
    ),
    (
        lambda d: d.update(hook="{Name} waits."),
        '"hook": "{Name} waits.", >> \'{Name}\' is for tables',
    ),
    (lambda d: d.update(want="half \ud83d"), "half of a character, which no page can show"),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_each_mistake_is_told_with_its_line(number: int) -> None:
    change, said = CHANGES[number]
    document = friend()
    change(document)
    if "\ud83d" in document["want"]:
        with pytest.raises(Mistakes, match=said):
            read_character(json.dumps(document).encode(), "mira.json", people())
        return
    assert [mistake for mistake in told(document) if said in mistake], told(document)


def test_all_mistakes_come_in_one_run() -> None:
    """Of form, of dice and of law together: what is wrong in form does not hide what breaks a law."""
    document = friend()
    document["person"]["age"] = "old"
    document["bond"]["mutual"] = False
    document["mark"]["text"] = "Kwak"
    document["fears"] = "no key"
    messages = "\n".join(told(document))
    for said in (
        "is not a whole number",
        "the dice say true",
        "the mark is the named one's",
        "'fears' is no key here",
    ):
        assert said in messages


def test_every_pronoun_set_that_is_none_is_told() -> None:
    document = friend()
    for section in ("person", "named"):
        document[section]["pronouns"] = "zie/zir"
    document["mark"]["text"] = "Kwak"
    messages = told(document)
    assert sum("lives/pronouns has no row 'zie/zir'" in message for message in messages) == 2
    assert any("the mark is the named one's" in message for message in messages)


def test_a_code_typed_kindly_is_no_edit() -> None:
    document = friend()
    document["code"] = document["code"].lower()
    assert not read(document).edited


def test_a_file_of_another_edition_is_printed_as_it_stands() -> None:
    made = first("friend", dead=False)
    bare = list(made.code.replace("-", ""))
    for one in LETTERS:
        for other in LETTERS:
            code = "".join(["1", *bare[1:10], one, other])
            try:
                read_code(code, people().pack)
            except OtherEdition:
                document = {**character_document(made), "code": code}
                assert read(document).texts == made.texts
                return
            except BadCode:
                continue


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "mira.json:1:1: this is no JSON: expecting value"),
        (b"[]", "mira.json:1:1: a character is an object, in braces"),
        (b'{"a": 1,\n "a": 2}', "mira.json:2:7: 'a' stands twice; keep one"),
        (b'{"age": NaN}', "mira.json:1:1: this is no JSON that can be read: 'NaN' is no number"),
        (b"[" * 200_000, "mira.json:1:1: this is no JSON that can be read"),
        (b"\xff\xfe", "mira.json:1:1: not UTF-8"),
        (b" " * 1_000_001, "mira.json:1:1: over 1 MB"),
        (b'{"schema": 1,}', "mira.json:1:1"),
    ],
)
def test_what_is_no_document_is_told(data: bytes, said: str) -> None:
    with pytest.raises(Mistakes) as caught:
        read_character(data, "mira.json", people())
    assert str(caught.value).startswith(said[:12])
    assert said[:12] in str(caught.value) and (said in str(caught.value) or len(said) < 15)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(value=JSON, indent=st.sampled_from([None, 0, 3]))
def test_every_value_of_a_json_text_has_its_place(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    again, places = read_json(text.encode(), "x")
    assert again == value

    def walk(part: object, path: tuple[str | int, ...]) -> None:
        at = places._at[path]
        assert json.JSONDecoder().raw_decode(text, at)[0] == part
        for key, inner in (
            part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        ):
            walk(inner, (*path, key))

    walk(value, ())


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 200), data=st.data())
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(seed: int, data: st.DataObject) -> None:
    """Any value put in any place: a character, or mistakes; never anything else."""
    document: Any = deepcopy(character_document(person(seed)))
    at = document
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(JSON)
            break
        at = at[key]
    try:
        assert read_character(json.dumps(document).encode(), "x.json", people()).person
    except Mistakes as mistakes:
        assert all(mistake.message and mistake.line >= 1 for mistake in mistakes.mistakes)


def test_schemas_are_schemas() -> None:
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("first_seed", range(0, 2_000, 250))
def test_two_thousand_people_fit_their_schema_and_their_players_view(first_seed: int) -> None:
    whole, player = (Draft202012Validator(SCHEMAS[name]) for name in ("character", "player"))
    for seed in range(first_seed, first_seed + 250):
        document = character_document(person(seed))
        assert next(whole.iter_errors(document), None) is None, seed
        if seed % 5 == 0:
            assert next(player.iter_errors(player_document(document)), None) is None, seed


def test_a_schema_tells_what_is_none() -> None:
    whole = Draft202012Validator(SCHEMAS["character"])
    for key in character_document(person(1)):
        document = {name: value for name, value in character_document(person(1)).items() if name != key}
        assert not whole.is_valid(document), key
