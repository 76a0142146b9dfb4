"""The command line as its users meet it: whole processes, plain text, exit codes."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import rpgkit
from rpgkit.cli import COMMANDS
from rpgkit.cli.files import write_whole
from rpgkit.errors import RpgkitError
from rpgkit.pack import builtin_tables, shown_path
from tests.people import person

CODE = person(7).code
RPGKIT = [sys.executable, "-m", "rpgkit"]


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own, its output read as UTF-8."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("RPGKIT_", "PYTHONIO"))}
    return subprocess.run(
        [*RPGKIT, *arguments],
        env=clean | env,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def done(*arguments: str, **env: str) -> str:
    """What a command prints that ends well."""
    result = run(*arguments, **env)
    assert (result.returncode, "Traceback" in result.stderr) == (0, False), result.stderr
    return result.stdout


def refused(*arguments: str, code: int = 1, **env: str) -> str:
    """The one clear line of a command that ends badly."""
    result = run(*arguments, **env)
    assert result.returncode == code, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr
    assert result.stderr.endswith("\n") and result.stderr.count("\n") == 1, result.stderr
    return result.stderr.strip()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    said = done(command, "--help", COLUMNS="200", TERM="dumb")
    assert f"Example: rpgkit {command}" in said


def test_the_version_is_the_packages() -> None:
    from rpgkit import __version__

    assert done("--version") == f"rpgkit {__version__}\n"


def test_a_roll_says_its_dice_its_row_and_what_it_led_to() -> None:
    said = done("roll", "scar", "ev", "--with", "dead, met, old", "--seed", "9")
    first, text, *below = said.splitlines()
    assert first.startswith("Scar events · d66: ")
    assert text
    assert all(line.startswith("  ") for line in below)
    assert said == done("roll", "scars/events", "--with", "old,met,dead", "--seed", "9")


def test_a_roll_as_json_has_the_promised_shape() -> None:
    document = json.loads(done("roll", "events", "--seed", "9", "--json"))
    assert set(document) == {
        "schema", "table", "dice", "faces", "number", "plus", "row", "text", "columns", "rolls",
    }  # fmt: skip
    assert document["schema"] == 1
    assert document["table"] == "scars/events"
    assert document["number"] == 10 * document["faces"][0] + document["faces"][1]
    one = json.loads(done("roll", "events", "-n", "1", "--seed", "9", "--json"))
    assert one == [document]
    assert len(json.loads(done("roll", "events", "-n", "7", "--json"))) == 7


def test_by_hand_takes_the_numbers_of_real_dice() -> None:
    assert done("roll", "bonds", "--by-hand", "00").splitlines()[0] == "Bonds · d100: 00"
    assert refused("roll", "bonds", "--by-hand", "101") == "by hand: '101' is not on a d100 (01 to 99, and 00)"
    assert (
        refused("roll", "places", "--by-hand", "37") == "by hand: '37' is not on a d66 (both digits go from 1 to 6)"
    )
    assert "nothing asked for 5, 6" in refused("roll", "bonds", "--by-hand", "34,5,6")


def test_plus_steps_along_the_results() -> None:
    document = json.loads(done("roll", "places", "--by-hand", "16", "--plus", "1", "--json"))
    assert (document["number"], document["plus"], document["row"]) == (16, 1, "21")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("scars/events", "scars/events"),
        ("EVENTS", "scars/events"),
        ("Scar events", "scars/events"),
        ("looks raw", "scars/looks/raw"),
        ("ma na eng", "marks/names/english"),
        ("town/pl", "town/places"),
    ],
)
def test_names_are_taken_loosely(name: str, table: str) -> None:
    assert json.loads(done("show", *name.split(), "--json"))["table"] == table


def test_a_name_that_is_several_or_none_is_told() -> None:
    assert refused("roll", "scars", "loo") == (
        "'scars loo' may be 'scars/looks/old', 'scars/looks/raw' or 'scars/looks/settling'; say which"
    )
    assert refused("roll", "evnets").startswith("no table is called 'evnets'; did you mean 'scars/events'")
    assert refused("roll", "xyzzy") == "no table is called 'xyzzy'; 'rpgkit tables' lists them"


def test_draws_go_on_in_the_same_deck_and_never_repeat() -> None:
    drawn = [
        json.loads(done("draw", "places", "-n", "12", "--seed", "s", "--after", str(after), "--json"))
        for after in (0, 12, 24)
    ]
    rows = [card["row"] for hand in drawn for card in hand]
    assert len(set(rows)) == 36
    assert refused("draw", "places", "-n", "2", "--seed", "s", "--after", "35") == (
        "town/places holds 36 rows; draw 1 at most"
    )


def test_a_draw_says_how_to_go_on_and_that_can_be_pasted() -> None:
    result = run("draw", "places", "--seed", "two words", "--without", "drink")
    assert result.stderr == "35 of 36 left; go on with --seed 'two words' --after 1 --without drink\n"
    assert "name its --seed too" in refused("draw", "places", "--after", "5")


def test_odds_are_exact_fractions() -> None:
    document = json.loads(done("odds", "bonds/twins", "--with", "identical", "--json"))
    assert [row["chance"] for row in document["rows"]] == [
        "3/20", "3/20", "1/5", "3/20", "1/10", "1/10", "3/20",
    ]  # fmt: skip
    assert set(document["rows"][0]) == {"numbers", "text", "chance"}
    events = json.loads(done("odds", "scars/events", "--json"))
    assert set(events["leads_to"][0]) == {"table", "numbers", "text", "expected"}
    assert "3/20" in done("odds", "twins")


def test_leaving_tags_out_shares_the_odds_among_the_others() -> None:
    said = done("odds", "scars/died", "--without", "illness,hospital")
    assert said == done("odds", "scars/died", RPGKIT_WITHOUT="illness,hospital")
    assert "◐ illness" in done("odds", "scars/died")
    assert "◐ illness" not in said
    assert refused("odds", "scars/died", "--without", "ilness") == (
        "--without: 'ilness' is no tag; did you mean 'illness'?"
    )


def test_what_is_known_must_be_facts_that_can_be() -> None:
    assert refused("roll", "events", "--with", "deid") == "--with: 'deid' is no fact; did you mean 'dead'?"
    assert refused("roll", "events", "--with", "dead,alive") == "--with: 'dead,alive' can never hold; nobody is so"
    assert "rolled only when dead" in refused("roll", "events", "--with", "alive")


def test_tables_lists_what_there_is() -> None:
    lines = done("tables").splitlines()
    files = [path for path in builtin_tables().rglob("*.md") if path.name != "README.md"]
    assert len(lines) == len(files)
    assert done("tables", "scar", "ev").split()[:2] == ["scars/events", "d66"]
    assert all(row["rows"] > 0 for row in json.loads(done("tables", "--json")))


def test_facts_lists_all_that_texts_and_needs_may_use() -> None:
    document = json.loads(done("facts", "--json"))
    assert "{named.they}" in document["texts"]
    assert {"alive", "raw", "named.80+", "hemisphere", "fraternal"} <= set(document["needs"])
    assert len(document["tags"]) == 11
    assert "{named.they}" in done("facts")


def test_check_says_every_mistake_and_fails() -> None:
    wrong = Path(__file__).parent / "data" / "invalid" / "many-at-once" / "tables"
    result = run("check", str(wrong))
    assert result.returncode == 1
    expected = (wrong.parent / "expected.txt").read_text("utf-8")
    assert result.stdout.replace(shown_path(wrong), "tables") == expected
    assert result.stderr.startswith("1 table, ")
    document = json.loads(run("check", str(wrong), "--json").stdout)
    assert {"path", "line", "column", "level", "message"} <= set(document[0])
    assert run("check").returncode == 0
    assert refused("check", "nowhere-at-all") == "the folder 'nowhere-at-all' is not there"


def test_a_warning_alone_is_no_failure() -> None:
    case = Path(__file__).parent / "data" / "invalid" / "crlf" / "tables"
    result = run("check", str(case))
    assert (result.returncode, "warning" in result.stdout) == (0, True)
    assert "no mistake, 1 warning" in result.stderr


def test_a_new_pack_proves_itself_and_can_be_rolled_on(tmp_path: Path) -> None:
    done("new", str(tmp_path / "mine"))
    proved = run("check", str(tmp_path / "mine"))
    assert (proved.returncode, proved.stdout, proved.stderr) == (0, "", "2 tables, 3 chapters, no mistake\n")
    assert done("roll", "finds", "--pack", str(tmp_path / "mine"))
    assert done("roll", "finds", RPGKIT_PACK=str(tmp_path / "mine"))
    assert "is not empty" in refused("new", str(tmp_path / "mine"))
    (tmp_path / "empty").mkdir()
    done("new", str(tmp_path / "empty"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "mine"]
    assert refused("new", "") == "name the folder to make"
    (tmp_path / "here").mkdir()
    subprocess.run([*RPGKIT, "new", "."], cwd=tmp_path / "here", check=True, capture_output=True)
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["README.md", "booklet", "harbour"]


def test_a_pack_lies_over_the_builtin_tables(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "places.md").write_text(
        "# Places\n\nMine.\n\n| d6 | Place | Name |\n| --- | --- | --- |\n| 1–6 | a pier | the pier |\n",
        encoding="utf-8",
        newline="\n",
    )
    assert "a pier" in done("roll", "places", "--pack", str(tmp_path))
    events = done("odds", "scars/events", "--pack", str(tmp_path))
    assert "town/places 1–6" in events


def test_a_pack_may_hold_a_booklet_and_no_tables(tmp_path: Path) -> None:
    (tmp_path / "booklet").mkdir()
    assert done("tables", "scars/events", "--pack", str(tmp_path))


@pytest.mark.parametrize("where", ["missing", "file.txt", "empty"])
def test_a_pack_that_is_none_is_told(where: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert str(tmp_path / where) in refused("roll", "bonds", "--pack", str(tmp_path / where))
    assert (
        refused("roll", "bonds", "--pack", "") == "--pack names no folder; write --pack DIR, or unset RPGKIT_PACK"
    )


def test_a_broken_table_of_a_pack_is_told_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("# Mine\n\nOne.\n\n| d6 | x |\n| - | - |\n| 1–5 | a |\n", encoding="utf-8")
    said = refused("roll", "mine", "--pack", str(tmp_path))
    assert said == f"{tmp_path.as_posix()}/mine.md:7:3: no row for 6; add one, or widen its neighbour"
    assert done("roll", "bonds/bonds", "--pack", str(tmp_path))


def test_wrong_usage_is_two() -> None:
    for arguments in (
        ["roll"],
        ["roll", "bonds", "--frob"],
        ["frob"],
        ["roll", "bonds", "-n", "0"],
        ["draw", "x", "-n", "y"],
    ):
        assert refused(*arguments, code=2).startswith("rpgkit: ")


def test_no_command_shows_the_help() -> None:
    assert "roll" in run().stdout + run().stderr


def test_a_stream_that_cannot_hold_a_character_gets_an_escape() -> None:
    env = dict(os.environ, PYTHONIOENCODING="cp1252")
    result = subprocess.run([*RPGKIT, "show", "greek"], env=env, capture_output=True, check=True)
    assert "\\u0391" in result.stdout.decode("cp1252")
    odds = subprocess.run([*RPGKIT, "odds", "twins"], env=env, capture_output=True, check=True)
    assert b"####" in odds.stdout
    as_json = subprocess.run([*RPGKIT, "show", "greek", "--json"], env=env, capture_output=True, check=True)
    assert json.loads(as_json.stdout.decode("cp1252")) == json.loads(done("show", "greek", "--json"))


@pytest.mark.skipif(os.name == "nt", reason="the C locale is POSIX's")
def test_output_is_utf_8_whatever_the_locale() -> None:
    """Also where Python itself would not choose UTF-8 in the place of the C locale's ASCII."""
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert done("show", "greek", **ascii_only) == done("show", "greek", LC_ALL="C.UTF-8")
    assert "Α" in done("show", "greek", **ascii_only)


def on_a_terminal(*arguments: str, **env: str) -> str:
    """What a command shows on a terminal of forty columns."""
    import pty

    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    clean |= {"COLUMNS": "40", "TERM": "xterm"} | env
    with subprocess.Popen([*RPGKIT, *arguments], env=clean, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        process.wait(60)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.skipif(os.name == "nt", reason="only POSIX has such terminals")
@pytest.mark.parametrize(
    "command", ["odds twins", "tables scars", "show places", "roll events", f"character {CODE}", f"explain {CODE}"]
)
def test_a_narrow_terminal_is_kept_to_and_colour_is_a_choice(command: str) -> None:
    shown = on_a_terminal(*command.split())
    assert "\x1b[1m" in shown
    for line in shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines():
        assert len(line) <= 40, line
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_a_terminal(*command.split(), **env)


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_a_closed_pipe_is_silent() -> None:
    with subprocess.Popen(
        [*RPGKIT, "roll", "bonds", "-n", "50000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise there")
def test_help_into_a_closed_pipe_is_silent_too() -> None:
    command = "'" + "' '".join([*RPGKIT, "--help"]) + "' | head -1; echo ${PIPESTATUS[0]}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (result.stdout.splitlines()[-1], result.stderr) == ("0", "")


@pytest.mark.skipif(os.name == "nt", reason="descriptors are closed otherwise there")
def test_closed_streams_are_no_traceback() -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        for command in ("roll bonds/bonds", "facts --json", "draw places"):
            done = subprocess.run(
                ["bash", "-c", f"'{sys.executable}' -m rpgkit {command} {closed}"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), (command, closed, done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="only POSIX has such pipes")
def test_a_pipe_in_a_pack_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    result = run("check", str(tmp_path))
    assert result.stdout.endswith("pipe.md:1:1: is no ordinary file; a table is one\n")
    assert refused("roll", "the pipe", "--pack", str(tmp_path))


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_ctrl_c_is_130_without_a_word_of_python() -> None:
    with subprocess.Popen(
        [*RPGKIT, "roll", "bonds", "-n", "5000000"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(60) == 130


def test_control_characters_of_a_pack_never_reach_the_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[31mred"
    folder.mkdir()
    said = refused("check", str(folder / "no\x07where"))
    assert "\x1b" not in said
    assert "\\x1b[31mred" in said


def test_a_character_is_told_and_told_the_same_again() -> None:
    said = done("character", CODE)
    assert said == done("character", CODE)
    assert {"You", "The mark", "The bond", "Why now"} <= set(said.splitlines())
    document = json.loads(done("character", CODE, "--json"))
    assert document["code"] == CODE


@pytest.mark.parametrize("ending", ["json", "txt", "md", "pdf"])
def test_a_character_is_saved_in_the_format_of_the_ending(ending: str, tmp_path: Path) -> None:
    done("character", CODE, "-o", str(tmp_path / f"c.{ending}"))
    data = (tmp_path / f"c.{ending}").read_bytes()
    assert data.startswith({"json": b"{", "txt": b"G", "md": b"# G", "pdf": b"%PDF"}[ending])
    assert list(tmp_path.iterdir()) == [tmp_path / f"c.{ending}"]


def test_an_ending_without_a_format_is_told(tmp_path: Path) -> None:
    assert "no format has this ending" in refused("character", "-o", str(tmp_path / "c.doc"))
    assert "does not end in .pdf" in refused("sheet", "-o", str(tmp_path / "c.png"))
    assert refused("sheet").startswith("name the file to print into")


def test_a_sheet_goes_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    done("sheet", CODE, "-o", str(tmp_path / "s.pdf"))
    printed = subprocess.run([*RPGKIT, "sheet", CODE, "-o", "-"], capture_output=True, check=True)
    assert printed.stdout == (tmp_path / "s.pdf").read_bytes()


def test_where_nothing_can_be_written_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"mine")
    (tmp_path / "folder.pdf").mkdir()
    missing = tmp_path / "missing" / "s.pdf"
    assert refused("sheet", "-o", str(missing)) == (
        f"'{missing}' cannot be written: there is no folder '{missing.parent}'; make it first"
    )
    assert "it is a folder; name a file in it" in refused("sheet", "-o", str(tmp_path / "folder.pdf"))
    assert "it is a folder" in refused("screens", "scars/died", "-o", f"{tmp_path / 'folder.pdf'}/")
    assert "too long" in refused("sheet", "-o", str(tmp_path / ("x" * 300 + ".pdf")))
    assert refused("sheet", "--pack", str(tmp_path / "none"), "-o", str(kept))
    assert kept.read_bytes() == b"mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_output_onto_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([*RPGKIT, "facts"], stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert (result.returncode, result.stderr) == (1, "rpgkit: no space left on device\n")


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_disk_that_is_full_loses_nothing(fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"mine")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync", full), "replace": (Path, "replace", full)}[fails])
    with pytest.raises(RpgkitError, match=r"kept.pdf' cannot be written: no space left on device"):
        write_whole(kept, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept.pdf", b"mine")]


@pytest.mark.skipif(os.name == "nt", reason="root may write anywhere, but not where os.access says no")
def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"mine")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RpgkitError, match="the file there is read-only"):
        write_whole(kept, b"new")
    assert kept.read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_file_has_the_mode_that_open_gives_and_a_link_is_followed(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    opened.write_bytes(b"")
    new = tmp_path / "new.pdf"
    done("sheet", CODE, "-o", str(new))
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(opened.stat().st_mode)
    shared = tmp_path / "shared.pdf"
    shared.write_bytes(b"old")
    shared.chmod(0o640)
    link = tmp_path / "link.pdf"
    link.symlink_to(shared)
    done("sheet", CODE, "-o", str(link))
    assert link.is_symlink()
    assert shared.read_bytes() == new.read_bytes()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o640


def test_table_names_are_completed_in_the_shell() -> None:
    clean = {"_RPGKIT_COMPLETE": "complete_bash", "COMP_WORDS": "rpgkit roll scars/ev", "COMP_CWORD": "2"}
    assert "scars/events" in run(**clean).stdout
    starter = str(Path(rpgkit.__file__).parent / "starter")
    assert "finds" in run(**clean | {"COMP_WORDS": "rpgkit roll fin", "RPGKIT_PACK": starter}).stdout


def test_a_roll_waits_for_no_printer_and_no_rich() -> None:
    """Nothing heavy is imported by what must be quick."""
    program = (
        "import sys; sys.argv = ['rpgkit', 'roll', 'bonds/bonds']\n"
        "from rpgkit.cli import main\n"
        "main()\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'reportlab', 'rich', 'PIL', 'pydantic', 'fractions', 'json', 'tempfile'}))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sheet", "-n", "abc"), "'abc' is no whole number. (rpgkit sheet --help shows its options)"),
        (("roll", "bonds", "-n", "0"), "0 is too few; 1 at least. (rpgkit roll --help shows its options)"),
        (("frob",), "No such command 'frob'. (rpgkit --help shows the commands)"),
    ],
)
def test_a_wrong_command_line_is_told_with_the_help_that_helps(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*arguments, code=2)


def test_a_need_that_has_an_option_of_its_own_is_sent_there() -> None:
    assert "write --scarred" in refused("character", "--need", "scarred")
