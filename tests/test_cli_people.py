"""The commands that make, explain and print people, as their users meet them."""

import json
import re
from pathlib import Path

import pytest

from rpgkit.plan import FIELDS
from tests.people import first, person
from tests.test_cli import CODE, done, refused, run

UNMET = first("unmet", dead=True)
ODD = first("friend", mutual=False, dead=False)


def test_a_new_character_says_the_code_that_makes_them_again() -> None:
    said = done("character")
    code = said.splitlines()[-1].removeprefix("code ")
    assert done("character", code) == said
    assert done("character", code.lower().replace("-", " ")) == said


def test_many_are_a_list_of_documents_a_line_each() -> None:
    told = done("character", "-n", "3", "--json")
    documents = json.loads(told)
    assert len({document["code"] for document in documents}) == 3
    assert len(told.splitlines()) == 5
    assert len(json.loads(done("character", "-n", "1", "--json"))) == 1
    assert isinstance(json.loads(done("character", "--json")), dict)


def test_who_is_needed_is_made() -> None:
    document = json.loads(done("character", "--need", "mutual,friend", "--scarred", "--json"))
    assert (document["bond"]["kind"], document["bond"]["mutual"], document["named"]["alive"]) == (
        "friend",
        True,
        False,
    )
    assert json.loads(done("character", "--unscarred", "--json"))["scar"] is None


def test_a_real_die_is_as_good_as_a_roll() -> None:
    document = json.loads(done("character", "--set", "bond.kind=34", "--set", "hook=7", "--json"))
    by_hand = {rolled["field"]: rolled["number"] for rolled in document["rolls"] if rolled.get("by_hand")}
    assert by_hand == {"bond.kind": 34, "hook": 7}
    assert document["bond"]["kind"] == "friend"
    assert json.loads(done("character", document["code"], "--json")) == document
    assert "00" in json.loads(done("character", "--set", "bond.kind=00", "--json"))["bond"]["number"]


def test_a_reroll_is_a_new_code_and_moves_one_field() -> None:
    before = json.loads(done("character", CODE, "--json"))
    once = json.loads(done("character", CODE, "--reroll", "manner", "--json"))
    twice = json.loads(done("character", once["code"], "--reroll", "manner", "--json"))
    assert len({before["code"], once["code"], twice["code"]}) == 3
    for after in (once, twice):
        moved = {key for key in before if before[key] != after[key]}
        assert moved <= {"code", "manner", "rolls"}
    back = json.loads(done("character", once["code"], "--set", "manner=11", "--json"))
    assert len(back["code"].split("-")) == 4


def test_tags_left_out_are_carried_by_the_code() -> None:
    code = json.loads(done("character", "--without", "drink,hospital", "--json"))["code"]
    assert len(code.split("-")) == 4
    said = done("character", code)
    assert done("character", code, RPGKIT_WITHOUT="illness") == said
    assert len(json.loads(done("character", "--json", RPGKIT_WITHOUT="illness"))["code"].split("-")) == 4
    assert done("character", code, "--without", "illness") != said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--set", "bond.kind"],
            "--set bond.kind: write a field, = and the number of its dice: --set bond.kind=34",
        ),
        (["--set", "bond.kind=x"], "--set bond.kind=x: write a field, = and the number"),
        (["--set", "bond.kid=3"], "--set: 'bond.kid' is no field that is rolled; did you mean 'bond.kind'?"),
        (["--set", "hook=1", "--set", "hook=2"], "--set hook stands twice; keep one"),
        (["--set", "bond.kind=101"], "--set bond.kind=101: '101' is not on a d100 (01 to 99, and 00)"),
        (["--set", "manner=7"], "--set manner=7: '7' is not on a d66 (both digits go from 1 to 6)"),
        (["--reroll", "hook"], "--reroll rolls a field of a character anew; name their code first"),
        (["--need", "ded"], "--need: 'ded' is no fact; did you mean 'dead'?"),
        (["--need", "dead", "--unscarred"], "--need and --scarred or --unscarred: both can never hold"),
        (["--need", "twin,oneway"], "--need: 'twin,oneway' can never hold; nobody is so"),
        (["--gm", "--player"], "--gm shows all, --player what the player knows; take one of them"),
        (["--without", "drnk"], "--without: 'drnk' is no tag; did you mean 'drink'?"),
        ([CODE, "-n", "2"], "a code is one character: -n, --need and --scarred choose among new ones; leave"),
        ([CODE, "--need", "dead"], "a code is one character"),
        ([CODE, "--set", "hook=1", "--reroll", "hook"], "hook is both set and rolled anew; take one of them"),
        (["--json", "-o", "a.md"], "--json and 'a.md' are two formats; take one of them"),
        (
            [CODE[:-1] + ("Y" if CODE[-1] == "Z" else "Z")],
            "is no code: a letter is wrong, or two have changed places",
        ),
        (["hello"], "is no code"),
    ],
)
def test_a_wish_that_cannot_be_is_told(arguments: list[str], said: str) -> None:
    assert said in refused("character", *arguments)


def test_tags_are_left_out_of_a_new_sheet_too(tmp_path: Path) -> None:
    result = run("sheet", "-o", str(tmp_path / "s.pdf"), RPGKIT_WITHOUT="drink")
    assert len(result.stderr.splitlines()[-1].split(", ")[-1].split("-")) == 4
    assert "is no tag" in refused("sheet", "-o", str(tmp_path / "s.pdf"), RPGKIT_WITHOUT="drnk")


def test_who_cannot_be_without_a_tag_gives_way_to_the_next_seed() -> None:
    tags = "illness,accident,hospital,drink,violence,depression,infidelity,outing,stalking,pregnancy,animal-death"
    assert len(json.loads(done("character", "-n", "40", "--scarred", "--without", tags, "--json"))) == 40


def test_seven_sets_are_too_many() -> None:
    sets = [word for field in FIELDS[26:33] for word in ("--set", f"{field}=1")]
    assert "a code holds 6 fields set or rolled anew, not more" in refused("character", *sets)


@pytest.mark.parametrize("ending", ["json", "txt", "md", "pdf"])
def test_several_go_into_one_file(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"party.{ending}"
    done("character", "-n", "3", "-o", str(file))
    data = file.read_bytes()
    if ending == "json":
        assert len(json.loads(data)) == 3
    elif ending != "pdf":
        assert len(re.findall(rb"\bcode \w{4}-", data)) == 3


def test_the_players_file_holds_nothing_sealed(tmp_path: Path) -> None:
    file = tmp_path / "mira.json"
    done("character", UNMET.code, "--player", "-o", str(file))
    assert UNMET.texts["scar.how"] not in file.read_text(encoding="utf-8")
    assert "named" not in json.loads(file.read_bytes())
    assert UNMET.texts["scar.how"] in done("character", UNMET.code, "--json")
    assert UNMET.texts["scar.how"] not in done("character", UNMET.code, "--json", "--player")
    assert UNMET.texts["scar.how"] not in done("character", UNMET.code)
    assert UNMET.texts["scar.how"] in done("character", UNMET.code, "--gm")


def test_explain_says_where_each_field_came_from() -> None:
    said = done("explain", ODD.code)
    roll = ODD.rolls["manner"]
    assert re.search(rf"manner +lives/manner · d66: {roll.number} +", said)
    assert "named.bears.who" not in said
    assert "named.bears.who" in done("explain", ODD.code, "--gm")
    lines = json.loads(done("explain", ODD.code, "--json"))
    assert {"field": "mark.text", "came_from": "follows from"}.items() <= next(
        line for line in lines if line["field"] == "mark.text"
    ).items()


def test_a_file_edited_by_hand_is_printed_and_says_so(tmp_path: Path) -> None:
    file, sheet = tmp_path / "mira.json", tmp_path / "mira.pdf"
    done("character", CODE, "-o", str(file))
    same = run("sheet", str(file), "-o", str(sheet))
    assert ", edited" not in same.stderr
    document = json.loads(file.read_bytes())
    document["fear"] = "Only the <b>stairs</b> & what is under them."
    file.write_text(json.dumps(document), encoding="utf-8")
    edited = run("sheet", str(file), "-o", str(sheet))
    assert (edited.returncode, f"{CODE}, edited" in edited.stderr) == (0, True)


def test_mistakes_in_a_file_are_told_with_their_places_and_nothing_is_printed(tmp_path: Path) -> None:
    file, sheet = tmp_path / "mira.json", tmp_path / "mira.pdf"
    document = json.loads(done("character", CODE, "--json"))
    document["person"]["age"] = 12
    del document["fear"]
    file.write_text(json.dumps(document, indent=2), encoding="utf-8")
    result = run("sheet", str(file), "-o", str(sheet))
    said = result.stderr
    assert (result.returncode, "Traceback" in said) == (1, False)
    assert re.search(rf"^{re.escape(str(file))}:\d+:12: 12 is under 18", said, flags=re.M)
    assert "'fear' is missing" in said
    assert not sheet.exists()
    assert "cannot be read" in refused("sheet", str(tmp_path / "none.json"), "-o", str(sheet))


def test_a_table_is_rolled_for_a_character_with_their_names() -> None:
    dead = first("friend", dead=True)
    rolled = json.loads(done("roll", "scars/still_holds", "--for", dead.code, "-n", "40", "--json"))
    text = " ".join(roll["text"] for roll in rolled)
    assert dead.named.name.called in text
    assert not re.search(r"your character|the named one|if \w+:", text)
    assert "is not so of" in refused("roll", "scars/events", "--for", dead.code, "--with", "alive")
    odds = json.loads(done("odds", "scars/still_holds", "--for", dead.code, "--json"))
    assert dead.named.name.called in json.dumps(odds, ensure_ascii=False)
    assert refused("roll", "scars/kept", "--for", person(1).code if not person(1).scar else person(2).code)


@pytest.mark.parametrize("name", ["character", "player", "roll", "odds", "check"])
def test_every_schema_is_printed(name: str) -> None:
    assert json.loads(done("schema", name))["$schema"].endswith("2020-12/schema")


def test_a_schema_that_is_none_is_told() -> None:
    assert refused("schema", "charcter") == "there is no schema 'charcter'; did you mean 'character'?"
