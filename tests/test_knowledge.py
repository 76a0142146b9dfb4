"""What a character's player knows: of somebody not met the mark alone, of somebody met not whom they bear."""

import json
import re

import pytest

from rpgkit.boxes import sections_of
from rpgkit.cases import holds
from rpgkit.explained import explained
from rpgkit.facts import PRONOUNS
from rpgkit.knowledge import player_knows
from rpgkit.person import Character, told_case
from rpgkit.profile import character_document, character_markdown, character_text, player_document
from rpgkit.voices import voice_of
from rpgkit.wording import READER
from tests.people import first, person


def secrets_of(made: Character) -> list[str]:
    """What only the GM knows of an unmet one, in words that stand nowhere else on a page by chance."""
    told = {field: text for field, text in made.texts.items() if not player_knows(field, False, False)}
    return [*told.values(), made.bond.said]


def views_of(made: Character) -> list[str]:
    """Everything that the player can get of a character."""
    lines = [" ".join(line) for line in explained(made)]
    return [
        character_text(made),
        character_markdown(made),
        json.dumps(player_document(character_document(made)), ensure_ascii=False),
        "\n".join(lines),
    ]


@pytest.mark.parametrize("dead", [False, True])
def test_a_player_is_not_told_who_an_unmet_one_is(dead: bool) -> None:
    """The mark, and of a scar its years, looks and ache: all else of an unmet one is sealed."""
    made = first("unmet", dead=dead)
    titles = {section.title: [box.label for box in section.boxes] for section in sections_of(made)}
    assert "The named one" not in titles
    assert titles["The bond"] == ["Never met" if dead else "Not met yet"]
    assert titles.get("The scar") == (["Since", "Looks", "Ache"] if dead else None)
    assert {"The named one", "Who wears your name"} <= {section.title for section in sections_of(made, gm=True)}


def test_nothing_sealed_is_in_any_view_of_the_player() -> None:
    for seed in range(1_500):
        made = person(seed)
        if made.bond.met:
            continue
        assert all(
            secret in character_text(made, gm=True) for secret in secrets_of(made) if secret != made.bond.said
        )
        for view in views_of(made):
            for secret in secrets_of(made):
                assert secret not in view, (seed, secret)
            assert re.search(r"\bnamed\.(?!name)", view) is None
            assert "worn_by" not in view


def test_the_players_document_says_nothing_of_an_unmet_one_but_the_mark() -> None:
    told = player_document(character_document(first("unmet", dead=True)))
    assert set(told) >= {"person", "mark", "want", "ties", "rolls"}
    assert not {"named", "worn_by"} & set(told)
    assert set(told["bond"]) == {"number_told", "met", "shown"}
    assert set(told["scar"]) == {"years", "looks", "ache"}
    fields = {rolled["field"] for rolled in told["rolls"]}
    assert not [field for field in fields if field.startswith(("named", "worn_by", "bond.kind", "scar.how"))]


def test_a_player_knows_the_one_they_met_but_not_whom_that_one_bears() -> None:
    made = first("friend", mutual=False, dead=False)
    for view in views_of(made):
        assert made.texts["bond.holds"] in view
        assert made.texts["named.bears.who"] not in view
    assert "bears" not in player_document(character_document(made))["named"]
    assert made.texts["named.bears.who"] in character_text(made, gm=True)


def test_lovers_and_twins_know_whom_the_other_bears() -> None:
    for kind in ("romance", "twin"):
        assert "bears" in player_document(character_document(first(kind)))["named"]


def test_texts_for_the_player_are_chosen_without_what_the_player_does_not_know() -> None:
    for seed in range(1_500):
        made = person(seed)
        if made.bond.met:
            continue
        voice = voice_of(made.person, made.named, met=False)
        assert voice.words["named.name"] == made.named.name.written
        assert {voice.words[f"named.{word}"] for word in PRONOUNS} == set(PRONOUNS)
        assert voice.words["named.age"] == READER.words["named.age"]
        known = told_case(made)
        for field, roll in made.rolls.items():
            if field in made.texts and player_knows(field, False, False):
                assert holds(known, roll.rows[0].case), field


def test_what_the_gm_keeps_of_one_not_met_speaks_of_them_by_their_name_and_pronouns() -> None:
    """And what the GM plays of them, by the name on the skin, which is all that the character knows."""
    sealed_texts = played = 0
    for seed in range(4_000):
        made = person(seed)
        name = made.named.name
        if made.bond.met or name.called in name.written:
            continue
        for field in {"scar.how", "named.bears.who"} & made.texts.keys():
            assert name.written not in made.texts[field]
            sealed_texts += name.called in made.texts[field]
        if "bond.lead" in made.texts:
            assert name.called not in re.findall(r"\w+", made.texts["bond.lead"])
            played += name.written in made.texts["bond.lead"]
    assert sealed_texts > 5 and played > 5


def test_explain_tells_a_player_the_numbers_of_all_who_are_not_met() -> None:
    made = first("unmet")
    lines = {line.field: line for line in explained(made)}
    assert lines["bond.kind"] == ("bond.kind", "bonds/bonds · 70–79", "not met")
    assert lines.keys() < {line.field for line in explained(made, gm=True)}
