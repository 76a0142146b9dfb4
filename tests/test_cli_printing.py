"""The commands that print, as their users meet them."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.cli.files import safe_name, write_all
from rpgkit.errors import RpgkitError
from rpgkit.export import EXPORTS
from rpgkit.profile import View
from tests.people import person
from tests.printed import fields_of, pages_of, text_of, values_of
from tests.test_cli import CODE, RPGKIT, done, refused, run


def test_a_sheet_of_a_code_is_that_characters(tmp_path: Path) -> None:
    done("sheet", CODE, "-o", str(tmp_path / "s.pdf"))
    held = values_of((tmp_path / "s.pdf").read_bytes())
    assert held["person/true_name"] == person(7).person.name.true
    assert held["want"] == person(7).texts["want"]


def test_several_go_into_one_file_each_with_fields_of_its_own(tmp_path: Path) -> None:
    said = run("sheet", "-n", "3", "--unscarred", "-o", str(tmp_path / "night.pdf"))
    assert said.returncode == 0 and said.stderr.count("\n") == 2
    data = (tmp_path / "night.pdf").read_bytes()
    assert pages_of(data) >= 3
    names = [field.name for field in fields_of(data)]
    assert len(set(names)) == len(names)
    assert {"1/want", "2/want", "3/want"} < set(names) and "1/scar/looks" not in names


def test_several_go_into_a_folder_a_file_each(tmp_path: Path) -> None:
    done("sheet", "-n", "3", "--gm", "-o", f"{tmp_path}/tonight/")
    files = sorted((tmp_path / "tonight").iterdir())
    assert len(files) == 3
    for file in files:
        data = file.read_bytes()
        assert "for the GM" in text_of(data)
        name = values_of(data)["person/true_name"]
        assert file.suffix == ".pdf" and file.stem.startswith(safe_name(name))
    done("sheet", "-n", "2", "-o", str(tmp_path / "tonight"))
    assert len(list((tmp_path / "tonight").iterdir())) == 5


def test_one_goes_into_a_folder_too(tmp_path: Path) -> None:
    done("sheet", CODE, "-o", f"{tmp_path}/tonight/")
    (file,) = (tmp_path / "tonight").iterdir()
    assert file.stem.endswith(CODE)
    done("sheet", CODE, "-o", str(tmp_path / "tonight"))
    assert list((tmp_path / "tonight").iterdir()) == [file]


@pytest.mark.parametrize("command", [("sheet", CODE), ("cards", "scars/died"), ("screens", "scars/died")])
def test_where_a_file_cannot_be_is_told_before_it_is_drawn(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    assert "it is a folder; name a file in it" in refused(*command, "-o", str(tmp_path / "x.pdf"))
    assert "there is no folder" in refused(*command, "-o", str(tmp_path / "none" / "y.pdf"))
    assert "does not end in .pdf" in refused(*command, "-o", str(tmp_path / "y.txt"))


def test_what_an_interrupt_makes_of_an_import_is_still_an_interrupt() -> None:
    cut_short = """
import os, signal
import rpgkit.cli
from rpgkit.__main__ import main
def run():
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("cut short") from None
rpgkit.cli.main = run
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", cut_short], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (130, "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal")
def test_no_pdf_is_poured_into_a_terminal() -> None:
    ours, theirs = pty.openpty()
    said = subprocess.run([*RPGKIT, "sheet", CODE, "-o", "-"], stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert (said.returncode, b"into the terminal" in said.stderr) == (1, True)
    piped = subprocess.run([*RPGKIT, "sheet", CODE, "-o", "-"], capture_output=True, check=True)
    assert piped.stdout.startswith(b"%PDF")


def test_what_cannot_be_is_told_in_a_line(tmp_path: Path) -> None:
    pdf = str(tmp_path / "x.pdf")
    assert "or" in refused("sheet", "-n", "2", "-o", str(tmp_path / "tonight"))
    assert "there is no folder" in refused("sheet", "-n", "2", "-o", f"{tmp_path}/none/tonight/")
    assert "a code is one character" in refused("sheet", CODE, "-n", "2", "-o", pdf)
    assert "a blank sheet is nobody's" in refused("sheet", CODE, "--blank", "-o", pdf)
    assert "a blank sheet is nobody's" in refused("sheet", "--blank", "-n", "2", "-o", pdf)
    assert "can never hold" in refused("sheet", "--need", "dead", "--unscarred", "-o", pdf)
    (tmp_path / "mira.json").write_bytes(EXPORTS["json"]([person(7)], View()))
    assert "a file is one character" in refused("sheet", str(tmp_path / "mira.json"), "-n", "2", "-o", pdf)
    assert not Path(pdf).exists() and len(list(tmp_path.iterdir())) == 1


def test_tags_left_out_of_somebody_who_is_made_are_refused_when_typed(tmp_path: Path) -> None:
    pdf, file = str(tmp_path / "x.pdf"), str(tmp_path / "mira.json")
    Path(file).write_bytes(EXPORTS["json"]([person(7)], View()))
    for asked in (("sheet", CODE), ("cards", "named", CODE)):
        assert f"'rpgkit character {CODE} --without drink' tells their code" in refused(
            *asked, "--without", "drink", "-o", pdf
        )
    assert "a file is one character" in refused("sheet", file, "--without", "drink", "-o", pdf)
    assert "a blank sheet is nobody's" in refused("sheet", "--blank", "--without", "drink", "-o", pdf)
    assert "a blank sheet is nobody's" in refused("sheet", "--blank", "--pack", str(tmp_path), "-o", pdf)
    for asked in (("sheet", CODE), ("cards", "named", CODE), ("sheet", file), ("sheet", "--blank")):
        done(*asked, "-o", pdf, RPGKIT_WITHOUT="drink")


def test_a_blank_sheet_and_every_look_are_printed(tmp_path: Path) -> None:
    pdf = tmp_path / "x.pdf"
    done("sheet", "--blank", "--paper", "letter", "-o", str(pdf))
    assert not any(field.value for field in fields_of(pdf.read_bytes()) if field.kind == "/Tx")
    done("sheet", CODE, "--large", "--plain", "-o", str(pdf))
    assert pages_of(pdf.read_bytes()) > 3


def test_an_edited_character_is_printed_as_edited(tmp_path: Path) -> None:
    document = json.loads(done("character", CODE, "--json"))
    document["want"] = "A <b>bold</b> wish & <img src='/etc/hosts'/> <a href='file:///etc/passwd'>here</a>"
    (tmp_path / "mira.json").write_text(json.dumps(document), encoding="utf-8")
    done("sheet", str(tmp_path / "mira.json"), "-o", str(tmp_path / "m.pdf"))
    data = (tmp_path / "m.pdf").read_bytes()
    assert values_of(data)["want"] == document["want"]
    assert "edited" in text_of(data)
    assert not any(word in data for word in (b"/URI", b"/Launch", b"/Link", b"/Subtype /Image", b"root:"))


ATTACKS = [
    "../../etc/passwd", "/etc/passwd", "..", ".", "CON", "nul.txt", "a\\b:c*d?e\"f<g>h|i", " \t", "\u202egpj.exe",
    "name\nwith\x00line", "x" * 500, "é" * 300, "~", "-rf", "$(rm -rf)", "%2e%2e%2f", "Ibrahim/إبراهيم", "",
]  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_name_is_a_safe_name_of_a_file(name: str) -> None:
    assert_safe(safe_name(name, "1DP0-0000-0BH0"))
    assert_safe(safe_name(name))


@given(st.text())
def test_any_text_is_a_safe_name_of_a_file(name: str) -> None:
    assert_safe(safe_name(name, "1DP0-0000-0BH0"))


def assert_safe(name: str) -> None:
    file = f"{name}.pdf"
    for kind in (PurePosixPath, PureWindowsPath):
        assert kind(file).name == file and kind(file).parts == (file,)
    assert not set(file) & set('\\/:*?"<>|\0\n\r\t ') and file.isprintable()
    assert len(file.encode()) <= 255 and not file.startswith((".", "-"))
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in range(10))}
    assert name.lower() not in reserved


def test_a_name_that_leads_out_of_the_folder_stays_in_it(tmp_path: Path) -> None:
    write_all(tmp_path / "in", {f"{safe_name('../x', CODE)}.pdf": b"%PDF"})
    assert [path.name for path in (tmp_path / "in").iterdir()] == [f"x-{CODE}.pdf"]


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(RpgkitError, match="cannot be made"):
        write_all(tmp_path / "new", {"a.pdf": b"1", f"{'x' * 300}.pdf": b"2"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("output", ["night.pdf", "night/"])
def test_an_interrupt_leaves_nothing_half_done(output: str, tmp_path: Path) -> None:
    kept = tmp_path / "night.pdf"
    kept.write_bytes(b"older")
    process = subprocess.Popen(
        [*RPGKIT, "sheet", "-n", "500", "-o", f"{tmp_path}/{output}"], stderr=subprocess.PIPE, encoding="utf-8"
    )
    time.sleep(2.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert [path.name for path in tmp_path.iterdir()] == ["night.pdf"]
    assert kept.read_bytes() == b"older"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal")
def test_a_bar_shows_how_far_it_is_on_a_terminal_alone(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*RPGKIT, "sheet", "-n", "9", "-o", str(tmp_path / "n.pdf")], stderr=theirs, stdout=subprocess.DEVNULL
    ):
        os.close(theirs)
        said = b""
        with suppress(OSError):  # so a terminal ends whose other side is closed
            while more := os.read(ours, 4096):
                said += more
    assert b"100%" in said
    assert "%" not in run("sheet", "-n", "9", "-o", str(tmp_path / "n.pdf")).stderr
