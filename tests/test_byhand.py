"""A circle by hand: what real dice showed holds, what nobody rolled is chance's, and the file makes it again."""

import json
import random
import re
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rpgkit.asking import BY_CHANCE, BY_HAND, Ask, Question
from rpgkit.byhand import Answers, Turn, answers_to, by_hand_again, came_to, moved, turn_of
from rpgkit.circle import Circle, make_circle
from rpgkit.circledocument import circle_document
from rpgkit.circlelaws import broken_circle_laws
from rpgkit.circleorigin import CircleOrigin
from rpgkit.circlerecord import read_circle
from rpgkit.dice import results_of, show_number
from rpgkit.errors import Mistakes, RpgkitError
from rpgkit.misfits import misfits_of
from tests.people import people
from tests.test_cli import RPGKIT, done

Says = Callable[[Question], str]
ORIGIN = CircleOrigin(12345)


def by_chance(_: Question) -> str:
    return BY_CHANCE


def asked_all(origin: CircleOrigin, says: Says) -> tuple[list[Question], Turn]:
    """Every question of a circle in its order, answered one by one; and the turn in which none is left."""
    answers: Answers = {}
    asked: list[Question] = []
    while (turn := turn_of(people(), origin, answers)).question:
        asked.append(turn.question)
        answers[turn.question.ask] = says(turn.question)
    return asked, turn


def dice_of(seed: int, share: float) -> Says:
    """Real dice that fall as they like, so often as somebody rolls them."""
    rng = random.Random(seed)

    def says(question: Question) -> str:
        if rng.random() > share:
            return BY_CHANCE
        if question.options:
            return rng.choice(question.options)
        return show_number(question.dice, rng.choice(results_of(question.dice)))

    return says


def rolled(origin: CircleOrigin, seed: int = 1, share: float = 0.7) -> Circle:
    """A circle of which so much was rolled by hand."""
    circle = asked_all(origin, dice_of(seed, share))[1].circle
    assert circle
    return circle


@st.composite
def origins(draw: st.DrawFn) -> CircleOrigin:
    size = draw(st.integers(3, 8))
    pairs, seed = draw(st.integers(1, size // 2)), draw(st.integers(0, 2**35 - 1))
    return CircleOrigin(seed, size, pairs, draw(st.booleans()))


@settings(max_examples=8, deadline=None)
@given(origin=origins())
def test_where_nobody_rolls_it_is_the_circle_of_its_code(origin: CircleOrigin) -> None:
    turn = asked_all(origin, by_chance)[1]
    assert turn.circle == make_circle(people(), origin)
    assert turn.circle.code.startswith("H")


@settings(max_examples=16, deadline=None)
@given(origin=origins(), seed=st.integers(0, 10**6), share=st.sampled_from([0.1, 0.5, 1.0]))
def test_however_real_dice_fall_every_law_holds(origin: CircleOrigin, seed: int, share: float) -> None:
    circle = rolled(origin, seed, share)
    assert broken_circle_laws(circle) == []
    assert circle.code == BY_HAND or not circle.by_hand


@settings(max_examples=6, deadline=None)
@given(origin=origins(), seed=st.integers(0, 10**6))
@example(origin=CircleOrigin(2214, 5, 2), seed=572)
def test_what_stands_on_a_card_stands_in_the_circle(origin: CircleOrigin, seed: int) -> None:
    turn = asked_all(origin, dice_of(seed, 0.8))[1]
    assert turn.circle
    told = [key for key in turn.circle.people if Ask(key, "person.colour") in turn.opened]
    assert len(told) > origin.size
    twins = {str(seat) for seat, member in enumerate(turn.circle.members, 1) if member.bond.kind == "twin"}
    for key in set(told) - twins:
        person = turn.circle.people[key]
        assert person.name.true == turn.opened[Ask(key, "person.name")].rows[0].raw
        assert person.favourite_colour.name == turn.opened[Ask(key, "person.colour")].rows[0].raw
        assert person.gender.said == turn.opened[Ask(key, "person.gender")].rows[0].raw
    changes = [change for change in moved(turn) if "called" in change]
    assert all("twin" in change and change.split()[1].strip(",") in twins for change in changes)


def test_the_steps_come_in_their_order() -> None:
    for size in range(3, 9):
        steps = [question.step for question in asked_all(CircleOrigin(7, size), by_chance)[0]]
        assert steps == sorted(steps) and steps[-1] == 8 and {2, 3, 4, 7} <= set(steps)


def test_every_card_is_asked_for_name_and_colour_and_the_pair_for_one_d100() -> None:
    asked = [question.ask for question in asked_all(ORIGIN, by_chance)[0]]
    for field in ("person.tongue", "person.age", "person.name", "person.colour", "person.work"):
        assert [ask.of for ask in asked if ask.field == field][:6] == ["1", "2", "3", "4", "a", "b"]
    pair = [question for question in asked_all(ORIGIN, by_chance)[0] if question.step == 3]
    assert [question.ask.field for question in pair] == ["pair.1", "pair.2", "bond.kind"]


def answering(**said: str) -> Says:
    """Answers by field, chance deciding all else; of one card alone as `bond_kind_2`."""
    fields = {field.replace("_", "."): number for field, number in said.items()}
    return lambda question: (
        fields.get(f"{question.ask.field}.{question.ask.of}") or fields.get(question.ask.field, BY_CHANCE)
    )


def test_two_cards_are_the_pair_that_the_players_dealt_and_an_odd_number_is_the_nearest_even_one() -> None:
    turn = asked_all(ORIGIN, answering(pair_1="4", pair_2="2", bond_kind_4="33"))[1]
    assert turn.circle and turn.circle.bears["4"] == "2" and turn.circle.bears["2"] == "4"
    bond = turn.circle.members[3].bond
    assert (bond.kind, bond.mutual) == ("friend", True) and bond.number in ("32", "34")
    assert came_to(turn.asking, Ask("4", "bond.kind"), {}).startswith(f"33 gives way to {bond.number}: ")
    assert turn.circle.members[3].rolls["bond.kind"].by_hand


def test_love_without_both_players_yes_is_friendship() -> None:
    for couples, kinds in ((False, {"friend"}), (True, {"romance", "friend"})):
        origin = ORIGIN._replace(couples=couples)
        turn = asked_all(
            origin,
            answering(
                pair_1="1", pair_2="2", bond_kind_1="02", person_gender="1", person_attraction="18", person_age="9"
            ),
        )[1]
        assert turn.circle and turn.circle.members[0].bond.kind in kinds
        assert couples == (turn.circle.members[0].bond.kind == "romance")


def test_the_shared_one_dies_on_four_and_lives_on_three() -> None:
    for die, dead in (("3", False), ("4", True)):
        turn = asked_all(ORIGIN._replace(size=6), answering(shared_dead=die, whom="5", named_alive="01"))[1]
        assert turn.circle
        (shared,) = [soul for soul in turn.circle.others if soul.key == "a"]
        assert (shared.years is not None) == dead


def test_why_now_is_one_row_for_all() -> None:
    circle = asked_all(ORIGIN, answering(hook="2"))[1].circle
    assert circle and {member.rolls["hook"].number for member in circle.members} == {2}


@cache
def question_of(field: str, of: str = "1", **said: str) -> Question:
    """The question for a field, as it is put."""
    asked = asked_all(ORIGIN, answering(**said))[0]
    return next(question for question in asked if question.ask == Ask(of, field))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("person.tongue", "7", "07"),
        ("person.tongue", "07", "07"),
        ("person.tongue", "0", "00"),
        ("person.tongue", "100", "00"),
        ("person.tongue", "1 7", "17"),
        ("person.tongue", "10 7", "17"),
        ("person.tongue", "00 0", "00"),
        ("person.tongue", "0 5", "05"),
        ("person.tongue", "georgian", "97"),
        ("person.colour", "3 4", "34"),
        ("person.colour", "34", "34"),
        ("person.colour", "3,4", "34"),
        ("person.colour", "Moss Green", "31"),
        ("person.age", "3 3 4", "10"),
        ("person.age", "10", "10"),
        ("person.gender", "woman", "1"),
        ("person.gender", "", BY_CHANCE),
        ("person.gender", "r", BY_CHANCE),
    ],
)
def test_what_is_typed_is_read_kindly(field: str, typed: str, said: str) -> None:
    question = question_of(field)
    assert answers_to(question, typed)[question.ask] == said


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("person.colour", "77", "'77' is not on a d66"),
        ("person.colour", "mauve-ish", "is no row of Colours that fits here"),
        ("person.tongue", "101", "'101' is not on a d100"),
        ("person.gender", "trans", "begins several rows"),
        ("person.age", "17 1 1", "is no number"),
        ("person.age", "400", "nobody on these tables is 400"),
        ("person.gender", "٣", "is no number"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(field: str, typed: str, words: str) -> None:
    with pytest.raises(RpgkitError, match=words) as told:
        answers_to(question_of(field), typed)
    assert "\n" not in str(told.value)


@given(
    field=st.sampled_from(["person.colour", "person.tongue", "person.age", "person.gender", "pair.1"]),
    typed=st.text(st.sampled_from("0179 ,+-–²٣½e\0abrwomn"), max_size=8) | st.text(max_size=8),
)
def test_whatever_is_typed_is_read_or_refused_in_a_line(field: str, typed: str) -> None:
    try:
        assert answers_to(question_of(field, "" if field == "pair.1" else "1"), typed)
    except RpgkitError as told:
        assert "\n" not in str(told)


@pytest.mark.parametrize("age", [19, 34, 61, 88])
def test_an_age_may_be_said_as_it_is(age: int) -> None:
    answers = {Ask("", "circle.hemisphere"): BY_CHANCE, **answers_to(question_of("person.age", "3"), str(age))}
    circle = by_hand_again(people(), ORIGIN, tuple(answers.items()))
    assert circle.people["3"].age == age or abs(circle.people["3"].age - circle.people[circle.bears["3"]].age) <= 5


def written(circle: Circle) -> bytes:
    return json.dumps(circle_document(circle), ensure_ascii=False, indent=2).encode()


@pytest.mark.parametrize(("size", "seasons"), [(3, 0), (4, 5), (8, 0)])
def test_a_file_makes_the_same_circle_again(size: int, seasons: int) -> None:
    circle = rolled(CircleOrigin(99, size, seasons=seasons))
    assert circle.by_hand
    assert read_circle(written(circle), "circle.json", people()) == circle
    assert misfits_of(circle_document(circle), "circle") == []


def test_a_circle_of_a_code_is_read_back_too() -> None:
    circle = make_circle(people(), ORIGIN)
    assert read_circle(written(circle), "circle.json", people()) == circle


def edited(circle: Circle, change: Callable[[Any], None]) -> bytes:
    document = circle_document(circle)
    change(document)
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def test_whoever_is_renamed_is_renamed_wherever_they_stand() -> None:
    for seed in range(3):
        circle = rolled(CircleOrigin(seed, 4), seed)
        for key in circle.people:
            path = ("members", int(key) - 1, "person") if key.isdigit() else None
            at = [soul.key for soul in circle.others].index(key) if path is None else 0

            def rename(document: Any, path: Any = path, at: int = at) -> None:
                record = document["members"][path[1]]["person"] if path else document["others"][at]
                record["true_name"] = "Xavière"

            read = read_circle(edited(circle, rename), "circle.json", people())
            old = circle.people[key].name
            assert read.people[key].name.true == "Xavière"
            assert broken_circle_laws(read, at_the_start=False) == []
            for member in read.members:
                around = [member.named, *(tie.person for tie in member.ties), *member.worn_by]
                assert old.true not in [person.name.true for person in around]
            assert all(read.people[one].bears.name.true == "Xavière" for one, to in read.bears.items() if to == key)


def told(data: bytes) -> list[str]:
    with pytest.raises(Mistakes) as wrong:
        read_circle(data, "circle.json", people())
    return [str(mistake) for mistake in wrong.value.mistakes]


def line_of(data: bytes, words: str, after: str = "") -> int:
    text = data.decode()
    return text.count("\n", 0, text.index(words, text.index(after) if after else 0)) + 1


def _swap(document: Any) -> None:
    document["bears"][0]["borne"] = "1" if document["bears"][0]["borne"] != "1" else "2"


BREACHES: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    "an arrow": (_swap, "the dice decide 'bears'", '"bears": ['),
    "a key": (lambda d: d["others"][0].update(key="b"), "the dice decide 'key'", '"key": "b"'),
    "an age": (lambda d: d["members"][0]["person"].update(age="old"), "'old' is not a whole number", '"old"'),
    "a bond": (lambda d: d["members"][0]["bond"].update(kind="enemy"), "the dice say", '"kind": "enemy"'),
    "a surplus": (lambda d: d.update(extra=1), "'extra' is no key here", '"extra"'),
    "an answer": (lambda d: d["by_hand"]["answers"].insert(0, {"of": "1", "field": "person.colour", "said": "77"}),
                  "is not on a d66", '"answers"'),
    "a seed": (lambda d: d["by_hand"].update(seed=-1), "-1 is under 0", '"seed": -1'),
    "the tables": (lambda d: d["by_hand"].update(pack=(d["by_hand"]["pack"] + 1) % 1024), "other tables", '"pack"'),
    "the view": (lambda d: d.update(view="player"), "what players know", '"view"'),
}  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_told_with_its_place(breach: str) -> None:
    change, words, where = BREACHES[breach]
    circle = rolled(CircleOrigin(5, 4), 3, 1.0)
    if breach == "a bond":
        assert circle.members[0].bond.kind != "enemy"
    if breach == "an answer":
        answer = Ask("1", "person.colour")
        says = dice_of(3, 1.0)
        turn = asked_all(CircleOrigin(5, 4), lambda asked: BY_CHANCE if asked.ask == answer else says(asked))[1]
        assert turn.circle
        circle = turn.circle
    data = edited(circle, change)
    lines = told(data)
    assert any(words in line for line in lines), lines
    assert any(line.startswith(f"circle.json:{line_of(data, where)}:") for line in lines), (lines, where)


def test_all_mistakes_come_in_one_run() -> None:
    def change(document: Any) -> None:
        document["members"][0]["person"]["age"] = "old"
        document["members"][2]["traits"]["nerve"] = 9

    lines = told(edited(rolled(ORIGIN), change))
    assert len(lines) == 2


def test_one_person_told_in_two_ways_is_told() -> None:
    circle = rolled(ORIGIN)
    lines = told(edited(circle, lambda d: d["members"][0]["named"].update(true_name="Xavière")))
    assert any("has a record here" in line for line in lines)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'{"members": 3}', b'{"code": "by hand", "members": []}', b"{"]
)
def test_no_file_is_too_odd_to_be_told_of(data: bytes) -> None:
    assert told(data)


def play(folder: Path, typed: str, *options: str) -> tuple[int, str, Path]:
    """A dialogue from the first line to the last: the exit code, what was said, the file."""
    file = folder / "circle.json"
    command = [*RPGKIT, "circle", "--by-hand", *options, "-o", str(file)]
    result = subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert "Traceback" not in result.stderr
    return result.returncode, result.stderr, file


def test_a_circle_is_asked_for_at_a_prompt_and_kept(tmp_path: Path) -> None:
    typed = "north\nwoman\n\nGeorgian\n34\n?\n99\n20\nb\n20\nmoss green\nrest\nall\n"
    code, said, file = play(tmp_path, typed, "-n", "4")
    assert code == 0, said
    for words in ("1. Lines and veils", "2. The cards", "Card 1: their name, d20, Georgian names", "Elene",
                  "'99' is not on a d20", "moss green", "Now read the map", f"wrote {file}"):  # fmt: skip
        assert words in said, words
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["code"] == BY_HAND and document["members"][0]["person"]["true_name"] == "Elene"
    marked = [roll["field"] for roll in document["members"][0]["rolls"] if roll.get("by_hand")]
    assert {"person.tongue", "person.name", "person.colour"} <= set(marked)
    assert "Eleniko" in done("circle", str(file))


def test_where_chance_rolls_all_the_code_is_told(tmp_path: Path) -> None:
    code, said, file = play(tmp_path, "all\n", "-n", "3")
    document = json.loads(file.read_text(encoding="utf-8"))
    assert code == 0 and document["code"] in said and "by_hand" not in document


@pytest.mark.parametrize("typed", ["", "north\n", "north\nwoman\n"])
def test_who_leaves_leaves_nothing_behind(typed: str, tmp_path: Path) -> None:
    code, _, file = play(tmp_path, typed, "-n", "3")
    assert code == 130 and not file.exists()


def test_a_file_is_printed_whole(tmp_path: Path) -> None:
    _, _, file = play(tmp_path, "north\nwoman\nall\n", "-n", "3")
    done("sheet", str(file), "-o", str(tmp_path / "sheets.pdf"))
    done("circle", str(file), "-o", str(tmp_path / "map.pdf"))
    assert (tmp_path / "sheets.pdf").stat().st_size > 30_000 and (tmp_path / "map.pdf").stat().st_size > 10_000


def test_who_is_dead_of_those_one_bears_is_rolled_by_their_age() -> None:
    """A 25 is death from seventy on, and life before that."""
    met = set()
    for seed, age in product(range(3), ("4", "17")):
        says = answering(person_age=age, whom="5", named_alive="25", shared_dead="6")
        circle = asked_all(CircleOrigin(seed, 6), says)[1].circle
        assert circle
        for soul in circle.others:
            if soul.key.startswith("n"):
                old = soul.person.age + (soul.years or 0) >= 70
                assert (soul.years is not None) == old
                met.add(old)
    assert met == {True, False}


def test_whoever_dies_against_the_dice_is_named_with_the_reason() -> None:
    for die, is_told in (("1", True), ("6", False)):
        turn = asked_all(ORIGIN, answering(shared_dead=die))[1]
        assert turn.circle and turn.circle.others[0].years is not None
        assert any("dead after all" in change for change in moved(turn)) is is_told


def test_what_chance_rolls_unasked_is_told_with_what_it_answers(tmp_path: Path) -> None:
    _, said, _ = play(tmp_path, "all\n", "-n", "4")
    assert re.search(r"^  Card 1: who they are: \d+: \w", said, re.M)
    assert re.search(r"alive on 1–3, dead on 4–6: [1-6]$", said, re.M)
    assert re.search(r"^  Which card is dealt first: [1-4] \w", said, re.M)
