"""The commands that make circles and print an evening, as their users meet them."""

import json
from pathlib import Path

import pytest

from rpgkit.circleorigin import read_circle_code
from rpgkit.cli.files import safe_name
from rpgkit.webs import web_of
from tests.circles import CODES, circle
from tests.people import people
from tests.printed import pages_of, text_of, values_of
from tests.test_cli import done, refused

CIRCLE = circle(5)


def test_a_new_circle_says_the_code_that_makes_it_again() -> None:
    said = done("circle", "-n", "5", "--pairs", "2", "--couples")
    code = said.splitlines()[-1].removeprefix("code ")
    assert done("circle", code) == said
    assert done("circle", code.lower()) == said
    assert (read_circle_code(code, people().pack).size, read_circle_code(code, people().pack).pairs) == (5, 2)


def test_a_circle_is_a_document_with_every_character() -> None:
    document = json.loads(done("circle", CIRCLE.code, "--json"))
    assert (document["schema"], document["code"], len(document["members"])) == (1, CIRCLE.code, 5)
    for seat, member in enumerate(document["members"], 1):
        assert member == json.loads(done("character", f"{CIRCLE.code}.{seat}", "--json"))
    assert {arrow["bearer"] for arrow in document["bears"]} >= {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("ending", ["pdf", "md", "txt", "json"])
def test_a_circle_goes_into_a_file_by_its_ending(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"circle.{ending}"
    done("circle", CIRCLE.code, "-o", str(file))
    said = text_of(file.read_bytes()) if ending == "pdf" else file.read_text(encoding="utf-8")
    for member in CIRCLE.members:
        assert member.person.name.called in said
    assert CIRCLE.code in said


def test_time_passes_by_a_code_and_the_first_one_stays() -> None:
    before = done("circle", CIRCLE.code)
    after = done("circle", CIRCLE.code, "--seasons", "3")
    assert "Since then" in after and "autumn: " in after and "spring: " in after
    later = after.splitlines()[-1].removeprefix("code ")
    assert done("circle", later) == after
    assert done("circle", later, "--seasons", "1") == done("circle", CIRCLE.code, "--seasons", "4")
    assert done("circle", CIRCLE.code) == before


def test_somebody_is_seated_as_they_are() -> None:
    said = done("circle", "-n", "4", "--with", CODES[0], "--with", CODES[1].lower())
    code = said.splitlines()[-1].removeprefix("code ")
    assert code.endswith(f"+{CODES[0]}+{CODES[1]}")
    assert done("character", f"{code}.1") == done("character", CODES[0])


def test_of_one_not_met_the_players_see_the_mark_alone() -> None:
    made = circle(24, 6)
    seat, seeker = next(
        (at, one) for at, one in enumerate(made.members, 1) if not one.bond.met and one.years is None
    )
    key = made.bears[str(seat)]
    players, gm = (web_of(made, gm) for gm in (False, True))
    assert key not in {knot.key for knot in players.knots} and key in {knot.key for knot in gm.knots}
    (mark,) = [knot for knot in players.knots if knot.key == f"m{seat}"]
    assert (mark.known, mark.name, mark.written) == (False, "", seeker.person.bears.name.written)
    told, whole = done("circle", made.code), done("circle", made.code, "--gm")
    assert "70–79" in told and f"unmet, {seeker.bond.number}" in whole
    document = json.loads(done("circle", made.code, "--json", "--player"))
    assert key not in [other["key"] for other in document["others"]]
    assert seeker.texts["bond.lead"] not in json.dumps(document, ensure_ascii=False)


def test_of_a_shared_one_whom_somebody_has_not_met_their_arrow_says_nothing() -> None:
    made = circle(4, 6)
    seat = next(at for at, one in enumerate(made.members, 1) if not one.bond.met)
    assert made.bears[str(seat)] == "a"
    arrows = {arrow.bearer: arrow for arrow in web_of(made).arrows}
    assert (arrows[str(seat)].borne, arrows[str(seat)].mutual) == (f"m{seat}", None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-n", "2"), "3 to 8 people"),
        (("-n", "4", "--pairs", "3"), "1 to 2 pairs"),
        (("-n", "2", "--by-hand"), "3 to 8 people"),
        ((CIRCLE.code, "-n", "4"), "a code is one circle"),
        (("--with", "1DP0"), "is no code"),
        (("1DP0-0000-0BH0",), "no code of a circle"),
        (("--gm", "--player"), "take one of them"),
        (("-o", "circle.png"), "no format has this ending"),
        (("--without", "drnk"), "is no tag"),
        ((CIRCLE.code, "--without", "drink"), "make a new one"),
        (("--blank", "--without", "drink", "-o", "circle.pdf"), "nobody's yet"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused("circle", *arguments)


def test_a_person_of_a_circle_is_taken_wherever_a_code_is(tmp_path: Path) -> None:
    code = f"{CIRCLE.code}.2"
    member = CIRCLE.members[1]
    assert member.person.name.true in done("explain", code)
    done("roll", "complications", "--for", code)
    done("sheet", code, "-o", str(tmp_path / "s.pdf"))
    assert values_of((tmp_path / "s.pdf").read_bytes())["person/true_name"] == member.person.name.true
    done("cards", "named", code, "-o", str(tmp_path / "c.pdf"))
    done("character", code, "-o", str(tmp_path / "two.json"))
    done("sheet", str(tmp_path / "two.json"), "-o", str(tmp_path / "again.pdf"))
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "s.pdf").read_bytes()
    assert "hang together" in refused("character", code, "--reroll", "manner")


def test_an_evening_is_one_command_and_one_folder(tmp_path: Path) -> None:
    done("kit", "--circle", CIRCLE.code, "--screens", "scars/events,oracle", "-o", f"{tmp_path}/evening/")
    files = {path.name: path.read_bytes() for path in (tmp_path / "evening").iterdir()}
    sheets = {
        f"sheet-{safe_name(str(seat), one.person.name.true)}.pdf" for seat, one in enumerate(CIRCLE.members, 1)
    }
    assert sheets < set(files)
    assert {"circle.pdf", "gm-pages.pdf", "cards-townsfolk.pdf", "gm-screens.pdf"} < set(files)
    assert {"booklet.pdf", "the-tables.pdf"} < set(files)
    assert "Scar events" in text_of(files["gm-screens.pdf"])
    gm = text_of(files["gm-pages.pdf"])
    assert all(f"{one.person.name.true}, for the GM" in gm for one in CIRCLE.members)
    assert pages_of(files["cards-townsfolk.pdf"]) == 4
    assert "did you mean" in refused("kit", "--screens", "scrs", "-o", f"{tmp_path}/other/")
    assert not (tmp_path / "other").exists()


def test_what_is_left_out_is_in_nothing_that_an_evening_prints(tmp_path: Path) -> None:
    row = "student nurse"
    code = done("circle", "-n", "4", "--without", "hospital").splitlines()[-1].removeprefix("code ")
    for at, (asked, env, is_there) in enumerate(
        (
            (("--circle", CIRCLE.code), {}, True),
            (("--circle", code), {}, False),
            (("--circle", CIRCLE.code), {"RPGKIT_WITHOUT": "hospital"}, False),
            (("-n", "4", "--without", "hospital"), {}, False),
        )
    ):
        done("kit", *asked, "--screens", "scars/events", "-o", f"{tmp_path}/{at}/", **env)
        assert (row in text_of((tmp_path / str(at) / "gm-screens.pdf").read_bytes())) is is_there, asked
    assert "make a new one" in refused("kit", "--circle", CIRCLE.code, "--without", "drink", "-o", f"{tmp_path}/x/")
